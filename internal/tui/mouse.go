package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/tui/prose"
	"favour/internal/tui/widget"
)

// The mouse: what a click and the wheel do, while the mouse is followed. It is not
// by default, for a terminal that reports the mouse no longer selects text with it.
//
// Rules of this file:
//
//   - What a click does, keys do too; nothing is for the mouse alone.
//   - A first click on a row of a list puts the cursor there, a second one is Enter,
//     and so is one on what stands beside the list.
//   - A click in a text that is typed puts its cursor there.
//   - While it is off, no sequence about the mouse is sent to the terminal.

// A zone is a part of a page in which a click means something: a row of a list, a
// text that is typed, Enter, or else what do does.
type zone struct {
	x, y, w, h int // a w of nought reaches to the end of the line

	list  list
	row   int
	put   func(x, y int) // puts the cursor of a text to a place of the zone
	enter bool
	do    func() tea.Cmd
	// wheel, if set, moves what is in the zone by so many lines; a zone that has
	// nothing else is for the wheel alone.
	wheel func(lines int)
}

// clicks reports whether a click in the zone means something.
func (z zone) clicks() bool { return z.list != nil || z.put != nil || z.enter || z.do != nil }

// wheels reports whether the wheel moves what is in the zone.
func (z zone) wheels() bool { return z.wheel != nil }

// A list is what has a cursor on one of its rows.
type list interface {
	To(row int)
	At() int
}

// row says that the next h lines of the page are row i of a list.
func (p *page) row(l list, i, h int) {
	p.zones = append(p.zones, zone{y: len(p.lines), h: h, list: l, row: i})
}

// typedIn says that line y of the page has from column x on w columns of a line that
// is typed; before is done before the cursor is put into it, and may be nil.
func (p *page) typedIn(in *textinput.Model, x, y, w int, before func()) {
	p.zones = append(p.zones, zone{x: x, y: y, w: w, h: 1, put: func(x, _ int) {
		if before != nil {
			before()
		}
		in.SetCursor(textAt(*in, w, x))
	}})
}

// longIn is typedIn of a text of several lines, whose window begins at a place of
// the page.
func longIn(text *prose.Text, x, y, w int) zone {
	return zone{x: x, y: y, w: w, h: text.Height(), put: text.To, wheel: func(lines int) {
		key := "down"
		if lines < 0 {
			key, lines = "up", -lines
		}
		for range lines {
			text.Press(key, "")
		}
	}}
}

// does says what a click on one of the next h lines of the page does.
func (p *page) does(h int, do func() tea.Cmd) {
	p.zones = append(p.zones, zone{y: len(p.lines), h: h, do: do})
}

// opens says that a click on the next line of the page opens a question.
func (p *page) opens(e *env, item string) {
	p.does(1, func() tea.Cmd { return e.open(newQuestion(e, item)) })
}

// within keeps the zones to the first w columns: what stands beside is not theirs.
func (p *page) within(w int) {
	for i := range p.zones {
		p.zones[i].w = w
	}
}

// at is the zone of a kind at a place of the page, the last one if there are several.
func (p page) at(x, y int, kind func(zone) bool) (zone, bool) {
	for i := len(p.zones) - 1; i >= 0; i-- {
		z := p.zones[i]
		if y >= z.y && y < z.y+z.h && x >= z.x && (z.w == 0 || x < z.x+z.w) && kind(z) {
			return z, true
		}
	}
	return zone{}, false
}

// shifted are zones that stand n lines further down.
func shifted(zones []zone, n int) []zone {
	all := make([]zone, len(zones))
	for i, z := range zones {
		z.y += n
		all[i] = z
	}
	return all
}

// click does what a click means: on a key in the line of keys what the key does.
func (m *app) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.small() || m.waits() {
		return nil
	}
	m.hush()
	inner := m.inner()
	x, y := msg.X-1, msg.Y-headLines
	switch {
	case msg.Y == m.size.Height-1:
		return m.clickKey(x, inner.Width)
	case y < 0 || y >= inner.Height:
		return nil
	}
	z, ok := m.top().Draw(inner.Width, inner.Height).at(x, y, zone.clicks)
	switch {
	case !ok:
		return nil
	case z.put != nil:
		z.put(x-z.x, y-z.y)
		return nil
	case z.enter, z.list != nil && z.list.At() == z.row:
		return m.press(tea.KeyPressMsg{Code: tea.KeyEnter})
	case z.list == nil:
		return z.do()
	}
	z.list.To(z.row)
	return nil
}

// clickKey does what the key at column x of the line of keys does.
func (m *app) clickKey(x, w int) tea.Cmd {
	from := 0
	for _, a := range m.keysShown(w) {
		to := from + keyWidth(a)
		if x >= from && x < to {
			return a.run(a.key.Keys()[0])
		}
		from = to + len(keySeparator)
	}
	return nil
}

// keySeparator stands between two keys of the line.
const keySeparator = "   "

// keyLine is the keys that can be pressed now, as many as fit.
func (m *app) keyLine(w int) string {
	t := m.env.theme
	var keys []string
	for _, x := range m.keysShown(w) {
		h := x.key.Help()
		keys = append(keys, t.Accent.Render(h.Key)+" "+t.Dim.Render(h.Desc))
	}
	return widget.Cut(strings.Join(keys, t.Dim.Render(keySeparator)), w)
}

// keysShown are the actions that the line of keys has: as many as fit into w
// columns, by their order. The help, and the way back, come last and stay in
// sight however many others there are; the help lists those that do not fit.
func (m *app) keysShown(w int) []action {
	var shown, explain, out []action
	for _, x := range m.actions() {
		switch {
		case x.aside || x.why != "":
		case x.id == "app.help":
			explain = append(explain, x)
		case slices.Index(x.key.Keys(), "esc") == 0: // of what has other keys before, esc is not shown
			out = append(out, x)
		default:
			shown = append(shown, x)
		}
	}
	last := append(explain, out...)
	room := w + len(keySeparator) // for the last has none behind it
	for _, x := range last {
		room -= keyWidth(x) + len(keySeparator)
	}
	shown = slices.DeleteFunc(shown, func(x action) bool {
		needs := keyWidth(x) + len(keySeparator)
		if needs > room {
			return true
		}
		room -= needs
		return false
	})
	return append(shown, last...)
}

// keyWidth is how much of the line of keys an action takes.
func keyWidth(x action) int {
	h := x.key.Help()
	return widget.Width(h.Key) + 1 + widget.Width(h.Desc)
}

// A wheeler is a screen on which the wheel moves the text, and not a cursor.
type wheeler interface{ wheel(lines int) }

// notch is how many lines a notch of the wheel goes.
const notch = 3

// wheel moves the list or the text.
func (m *app) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	n, code := notch, tea.KeyDown
	switch msg.Button {
	case tea.MouseWheelUp:
		n, code = -notch, tea.KeyUp
	case tea.MouseWheelDown:
	default:
		return nil
	}
	if m.small() {
		return nil
	}
	inner := m.inner()
	drawn := m.top().Draw(inner.Width, inner.Height)
	if z, ok := drawn.at(msg.X-1, msg.Y-headLines, zone.wheels); ok {
		z.wheel(n)
		return nil
	}
	if s, ok := m.top().(wheeler); ok {
		s.wheel(n)
		return nil
	}
	isList := func(z zone) bool { return z.list != nil }
	if m.top().Editing() && !slices.ContainsFunc(drawn.zones, isList) {
		return nil // up and down are for the text that is typed
	}
	var cmds []tea.Cmd
	for range notch {
		cmds = append(cmds, m.top().Press(tea.KeyPressMsg{Code: code}))
	}
	return tea.Batch(cmds...)
}

// followMouse follows the mouse from now on, or no longer, until the app ends.
func (m *app) followMouse() tea.Cmd {
	m.env.Mouse = !m.env.Mouse
	if m.env.Mouse {
		return say(m.env.tell("The mouse is followed: click a row, an option or a key below. To select text, hold Shift. {app.mouse} ends it."))
	}
	return say("The mouse is not followed any more: it selects text again.")
}

// clickRow puts the cursor on a row of the question; on the one that has it a click
// opens it. A choice has its options to click on.
func (m *question) clickRow(i int) tea.Cmd {
	r := m.rows()[i]
	switch {
	case i != m.focus:
		cmd := m.Leave()
		m.to(i)
		return cmd
	case m.Editing(), r.kind == rowField && r.field.Kind == checklist.Choice:
		return nil
	case r.kind == rowEvidence:
		return m.openEvidence()
	case r.kind == rowActions:
		return m.openActions()
	case m.env.locked() != "":
		return complain(m.env.locked())
	case r.kind == rowField && r.field.Kind != checklist.Text:
		return m.startLine(r, "")
	}
	return m.startText(r)
}

// clickOption picks an option of a choice, and stays; the one that is not applicable
// asks for the reason.
func (m *question) clickOption(r row, v assessment.Value) tea.Cmd {
	if why := m.env.locked(); why != "" {
		return complain(why)
	}
	cmd := m.Leave()
	m.to(slices.IndexFunc(m.rows(), func(x row) bool { return x.kind == r.kind && x.target == r.target }))
	if v.State == assessment.NotApplicable {
		return tea.Batch(cmd, m.startReason(r))
	}
	return tea.Batch(cmd, m.answered(r, v, false))
}

// wheel scrolls the question; the cursor stays on its row.
func (m *question) wheel(lines int) {
	m.top = max(0, min(m.top+lines, len(m.layout(m.size.Width).lines)-m.size.Height))
}
