package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// layout is the whole body of the question, of which a window is drawn.
type layout struct {
	lines    []string
	long     []passage
	from, to []int // the lines that each row takes
	x, y     int   // the hardware cursor
	guidance int   // the line at which guidance begins

	zones []zone // in lines
}

// zone is where a click does something: from line y to the last that there is.
func (l *layout) zone(y int, do func() tea.Cmd) {
	l.zones = append(l.zones, zone{y: y, h: len(l.lines) - y, do: do})
}

// A passage is a text of the layout that may have very many lines. They are blank
// in the layout until the window is drawn; see fill.
type passage struct {
	from   int // its first line
	before string
	style  theme.Style
	lines  []string
}

// add adds a text, with what stands before each of its lines, and their style.
func (l *layout) add(before string, style theme.Style, lines []string) {
	l.long = append(l.long, passage{len(l.lines), before, style, lines})
	l.lines = append(l.lines, make([]string, len(lines))...)
	if n := len(l.lines); len(lines) > 0 {
		l.fill(n-1, n) // for what asks whether the last line is blank
	}
}

// fill is the lines of the window, with those of long texts in their places.
func (l *layout) fill(from, to int) []string {
	lines := l.lines[from:to]
	for _, x := range l.long {
		for i := max(from, x.from); i < min(to, x.from+len(x.lines)); i++ {
			lines[i-from] = x.before + x.style.Render(x.lines[i-x.from])
		}
	}
	return lines
}

// textHeight is how many lines of a text are shown while it is typed.
func (m *question) textHeight() int { return max(4, min(12, m.size.Height-6)) }

// textWidth is how wide text is drawn: no wider than is good to read.
func (m *question) textWidth() int { return min(m.columnWidth()-2, 76) }

// columnWidth is the width of the answers: all of it, or the middle of three
// panes.
func (m *question) columnWidth() int { return panesOf(m.size.Width).answer }

// labelWidth is the width of the column of labels.
func (m *question) labelWidth() int {
	w := 19 // What HMIC will read
	for _, r := range m.rows() {
		if r.kind == rowField {
			w = max(w, widget.Width(plain.Line(r.field.Label)))
		}
	}
	return min(w, 34, m.columnWidth()/2) + 2
}

// valueWidth is the width of a value beside its label.
func (m *question) valueWidth() int { return max(8, m.columnWidth()-m.labelWidth()-3) }

func (m *question) Draw(w, h int) page {
	l := m.layout(w)
	top := max(0, min(m.top, len(l.lines)-h))
	lines := l.fill(top, min(len(l.lines), top+h))
	p := page{
		lines: lines, x: l.x, y: max(0, min(l.y-top, h-1)),
		place: goesOn(top, top+len(lines), len(l.lines)), zones: shifted(l.zones, -top),
	}
	panes := panesOf(w)
	if panes.list == 0 {
		return p
	}
	all := m.listPane(panes.list, h).with(p.with(m.sidePane(panes.guide, h), panes.answer, h), panes.list, h)
	all.x, all.y, all.place = p.x+panes.answerAt(), p.y, p.place
	return all
}

// layout lays the whole question out, one block below the other.
func (m *question) layout(w int) layout {
	t := m.env.theme
	column := m.columnWidth()
	var l layout
	for _, s := range widget.Wrap(plain.Line(m.item().Question), min(column, 76)) {
		l.lines = append(l.lines, t.Title.Render(s))
	}
	l.lines = append(append(l.lines, m.status(min(column, 76))...), "")
	rows := m.rows()
	focus := min(m.focus, len(rows)-1)
	for i, r := range rows {
		if r.kind != rowField && rows[i-1].kind == rowField {
			m.afterFields(&l, column)
		}
		l.from = append(l.from, len(l.lines))
		if i == focus {
			l.y = len(l.lines)
		}
		within := len(l.zones)
		m.row(&l, r, i == focus)
		l.to = append(l.to, len(l.lines))
		l.zone(l.from[i], func() tea.Cmd { return m.clickRow(i) })
		last := len(l.zones) - 1 // which what is within the row comes behind
		l.zones = append(append(slices.Clone(l.zones[:within]), l.zones[last]), l.zones[within:last]...)
	}
	l.lines = append(l.lines, "")
	l.guidance = len(l.lines)
	if w < wide || len(m.side(panesOf(w).guide)) > m.size.Height {
		l.lines = append(l.lines, m.env.guide(m.item(), min(column, 76))...)
	}
	return l
}

// row draws one row, several lines of it if need be.
func (m *question) row(l *layout, r row, focused bool) {
	switch r.kind {
	case rowField:
		if r.field.Kind == checklist.Choice && (focused || m.walks()) {
			m.options(l, r, focused)
		} else {
			m.fieldRow(l, r, focused)
		}
	case rowReply:
		m.textRow(l, r, focused, "Answer to the note")
	case rowNarrative:
		m.textRow(l, r, focused, "What HMIC will read")
	case rowInternal:
		m.textRow(l, r, focused, "Internal note")
	case rowEvidence:
		evidence := m.env.desk.shown.EvidenceFor(m.id)
		titles := make([]string, len(evidence))
		for i, e := range evidence {
			titles[i] = e.Title
		}
		m.listRow(l, focused, "Evidence", titles)
	case rowActions:
		actions := m.env.desk.shown.ActionsFor(m.id)
		whats := make([]string, len(actions))
		for i, x := range actions {
			whats[i] = x.What
			if !x.Due.IsZero() {
				whats[i] += ", due " + m.env.date(x.Due)
			}
		}
		m.listRow(l, focused, "Actions", whats)
	}
}

// sign is what stands before a row: the cursor, or nothing.
func (m *question) sign(focused bool) string {
	if focused {
		return m.env.theme.Selected.Render("› ")
	}
	return "  "
}

// label is the name of a row, in the width of the column of labels.
func (m *question) label(s string, focused bool) string {
	style := m.env.theme.Text
	if focused {
		style = m.env.theme.Selected
	}
	return m.sign(focused) + style.Render(widget.Pad(plain.Line(s), m.labelWidth()))
}

// options is a choice with its options one below the other.
func (m *question) options(l *layout, r row, focused bool) {
	t := m.env.theme
	v := m.env.desk.shown.At(r.target)
	if !m.walks() {
		label := m.label(r.field.Label, focused)
		if focused && v.State != assessment.Unanswered { // the cursor is on what is chosen
			label = "  " + strings.TrimPrefix(label, m.sign(true))
		}
		if hint := plain.Line(r.field.Hint); focused && widget.Width(hint) > m.valueWidth() {
			l.lines = append(l.lines, label)
			for _, s := range widget.Wrap(hint, m.columnWidth()-6) {
				l.lines = append(l.lines, "      "+t.Dim.Render(s))
			}
		} else {
			l.lines = append(l.lines, label+t.Dim.Render(widget.Cut(hint, m.valueWidth())))
		}
	}
	for i, o := range r.field.Options {
		y := len(l.lines)
		chosen := v.Given == o.ID && v.State == assessment.Given && (!focused || m.edit.mode != editReason)
		m.option(l, letter(i), o.Label, chosen, focused)
		l.zone(y, func() tea.Cmd { return m.clickOption(r, assessment.Of(o.ID)) })
	}
	reason := ""
	if v.State == assessment.NotApplicable {
		reason = ": " + v.Reason
		if v.Reason == "" {
			reason = " (no reason given)"
		}
	}
	if focused && m.edit.mode == editReason {
		m.option(l, "n", "Not applicable, because", true, focused)
		m.inputLine(l, strings.Repeat(" ", optionIndent))
		l.lines = append(l.lines, "")
		return
	}
	if focused || v.State == assessment.NotApplicable {
		y := len(l.lines)
		m.option(l, "n", "Not applicable"+reason, v.State == assessment.NotApplicable, focused)
		l.zone(y, func() tea.Cmd { return m.clickOption(r, assessment.Inapplicable("")) })
	}
	if v.State == assessment.NotRecorded {
		m.option(l, "r", "Not recorded", true, focused)
	}
	if m.walks() && r.field.Hint != "" {
		for _, s := range widget.Wrap(plain.Line(r.field.Hint), m.columnWidth()-2) {
			l.lines = append(l.lines, "  "+t.Dim.Render(s))
		}
	}
	l.lines = append(l.lines, "")
}

// optionIndent is where the words of an option begin, behind its sign and key.
const optionIndent = 9

// option is one option with its key. The one that is chosen has a sign of its
// own, and the cursor.
func (m *question) option(l *layout, key, label string, chosen, focused bool) {
	t := m.env.theme
	mark, style := "○ ", t.Text
	if chosen {
		mark, style = "● ", t.Title
		if focused {
			l.y = len(l.lines)
		}
	}
	if !focused {
		key = " "
	}
	for i, s := range widget.Wrap(plain.Line(label), max(10, m.columnWidth()-9)) {
		if i == 0 {
			l.lines = append(l.lines, m.sign(chosen && focused)+"  "+t.Accent.Render(key)+"  "+style.Render(mark+s))
		} else {
			l.lines = append(l.lines, strings.Repeat(" ", optionIndent)+style.Render(s))
		}
	}
}

// fieldRow is a field on a line: its label, and its value or what is typed.
func (m *question) fieldRow(l *layout, r row, focused bool) {
	t := m.env.theme
	if focused && m.Editing() {
		switch m.edit.mode {
		case editText:
			beside, below := m.hint(r, 0)
			l.lines = append(l.lines, m.label(r.field.Label, focused)+t.Dim.Render(beside))
			l.add("    ", t.Dim, below)
			m.area(l, r)
		case editReason:
			l.lines = append(l.lines, m.label(r.field.Label, focused)+"not applicable, because")
			m.inputLine(l, strings.Repeat(" ", m.labelWidth()+2))
		default:
			m.inputLine(l, m.label(r.field.Label, focused))
		}
		return
	}
	v := m.env.desk.shown.At(r.target)
	style := t.Text
	if v.State == assessment.Unanswered {
		style = t.Dim
	}
	text, typed := m.env.desk.typed[r.target]
	if !typed {
		text = m.value(r, v)
	}
	var below []string
	if focused && !typed && v.State == assessment.Unanswered {
		var beside string
		if beside, below = m.hint(r, widget.Width(text)+2); beside != "" {
			text += "  " + beside
		}
	}
	lines := m.wrapped(r.target, text, m.valueWidth())
	l.lines = append(l.lines, m.label(r.field.Label, focused)+style.Render(lines[0]))
	l.add(strings.Repeat(" ", m.labelWidth()+2), style, lines[1:])
	l.add("    ", t.Dim, below)
	if typed {
		reason := "not saved"
		if _, err := assessment.Parse(r.field, text); err != nil {
			reason = "Not saved: " + err.Error()
		}
		for _, s := range widget.Wrap(plain.Line(reason), m.columnWidth()-4) {
			l.lines = append(l.lines, "    "+t.Bad.Render(s))
		}
	}
}

// value is what is known of a field, with the figures of one column in line.
func (m *question) value(r row, v assessment.Value) string {
	words := m.env.words(r.field, v)
	sign, rest := words, ""
	switch v.State {
	case assessment.Unanswered:
		sign, rest = "–", ""
	case assessment.NotRecorded:
		sign, rest = "n/r", words
	case assessment.NotApplicable:
		sign, rest = "n/a", words
	}
	if k := r.field.Kind; k == checklist.Count || k == checklist.Money {
		sign = strings.Repeat(" ", max(0, figures-widget.Width(sign))) + sign
	}
	if rest == "" {
		return sign
	}
	return sign + "  " + rest
}

// figures is the width of a column of figures.
const figures = 8

// hint is what helps to fill a row in: beside its value, which takes that much
// room, or in lines below where it is too long for that.
func (m *question) hint(r row, taken int) (beside string, below []string) {
	text := plain.Line(r.field.Hint)
	if text == "" || taken+widget.Width(text) <= m.valueWidth() {
		return text, nil
	}
	return "", widget.Wrap(text, m.columnWidth()-4)
}

// inputLine is a line of text being typed, behind what stands before it.
func (m *question) inputLine(l *layout, before string) {
	indent := widget.Width(before)
	w := min(m.columnWidth()-indent-1, fieldWidth)
	if m.edit.mode == editLine {
		w = min(w, figureWidth)
	}
	shown, column := textWindow(m.edit.line, w)
	l.x, l.y = indent+column, len(l.lines)
	var p page
	p.typedIn(&m.edit.line, indent, l.y, w, nil)
	l.zones = append(l.zones, p.zones...)
	l.lines = append(l.lines, before+m.env.theme.Input.Render(widget.Pad(shown, w)))
}

// figureWidth is how wide a number, an amount or a date is drawn while it is typed.
const figureWidth = 20

// area is a text of several lines being typed, and how long it is.
func (m *question) area(l *layout, r row) {
	x, y := areaCursor(m.edit.area)
	l.x, l.y = x+2, len(l.lines)+y
	l.zones = append(l.zones, longIn(m.edit.area, 2+widget.Width(areaBar), len(l.lines), m.textWidth()))
	l.lines = append(l.lines, widget.Indent("  ", drawArea(m.env.theme, m.edit.area))...)
	l.lines = append(l.lines, "  "+m.env.theme.Dim.Render(howLong(m.edit.area, m.env.desk.shown.GoodLength(r.target))))
}

// textRow is a text under its name: whole, for it scrolls.
func (m *question) textRow(l *layout, r row, focused bool, name string) {
	t := m.env.theme
	text := m.env.desk.shown.At(r.target).Given
	typed, unsaved := m.env.desk.typed[r.target]
	if unsaved {
		text = typed
	}
	switch {
	case focused && m.Editing():
		l.lines = append(l.lines, m.label(name, focused))
		m.area(l, r)
	case text == "":
		none := "none"
		switch r.kind {
		case rowInternal:
			none = "none; never exported"
		case rowReply:
			none = "none yet"
		}
		l.lines = append(l.lines, m.label(name, focused)+t.Dim.Render(none))
	default:
		l.lines = append(l.lines, m.label(name, focused))
		bar := "  " + t.Dim.Render("│ ")
		l.add(bar, theme.Style{}, m.wrapped(r.target, text, m.textWidth()-2))
		if unsaved {
			l.lines = append(l.lines, "    "+t.Bad.Render("Not saved"))
		}
	}
}

// A wrappedText is text as it was wrapped before, for long text takes longer to wrap
// than a key may take.
type wrappedText struct {
	text  string
	width int
	lines []string
}

// wrapped is the text of t made safe to look at and wrapped.
func (m *question) wrapped(t assessment.Target, text string, w int) []string {
	known, ok := m.wraps[t]
	if !ok || known.text != text || known.width != w {
		known = wrappedText{text, w, widget.Wrap(plain.Text(text), w)}
		m.wraps[t] = known
	}
	return known.lines
}

// listRow is how many pieces of evidence or actions there are, and which.
func (m *question) listRow(l *layout, focused bool, name string, items []string) {
	if len(items) == 0 {
		l.lines = append(l.lines, m.label(name, focused)+m.env.theme.Dim.Render("none"))
		return
	}
	l.lines = append(l.lines, m.label(name, focused)+fmt.Sprint(len(items)))
	for _, s := range items {
		for _, s := range folded(plain.Line(s), m.textWidth()-2, 2) {
			l.lines = append(l.lines, "  "+m.env.theme.Dim.Render("│ ")+s)
		}
	}
}

// afterFields is what follows from the fields: what is not accounted for, what
// does not add up, last time's answer where it does not stand beside them, and
// what a release would say.
func (m *question) afterFields(l *layout, w int) {
	t, a, it := m.env.theme, m.env.desk.shown, m.item()
	if rest, ok := a.Remainder(it); ok && rest >= 0 {
		indent := strings.Repeat(" ", m.labelWidth()+2)
		l.lines = append(l.lines, indent+t.Dim.Render(strings.Repeat("─", figures)),
			"  "+widget.Pad("Not accounted for", m.labelWidth())+fmt.Sprintf("%*s", figures, assessment.Thousands(rest)))
	}
	if len(l.lines) > 0 && l.lines[len(l.lines)-1] != "" {
		l.lines = append(l.lines, "")
	}
	problems := m.problems()
	for _, f := range problems {
		style := t.Warn
		if f.Severity == assessment.Error {
			style = t.Bad
		}
		for i, s := range widget.Wrap(plain.Line(f.Text), min(w, 76)-4) {
			before := "    "
			if i == 0 {
				before = "  " + style.Render("! ")
			}
			l.lines = append(l.lines, before+style.Render(s))
		}
	}
	if len(problems) > 0 {
		l.lines = append(l.lines, "")
	}
	if m.size.Width < wide {
		m.lastRow(l, min(w, 76))
	}
	if s := a.Statement(it); s != "" && a.Touched(it) {
		l.lines = append(l.lines, "  The release would say")
		for _, line := range widget.Wrap(plain.Line(s), m.textWidth()-2) {
			l.lines = append(l.lines, "  "+t.Dim.Render("│ ")+line)
		}
		l.lines = append(l.lines, "")
	}
}
