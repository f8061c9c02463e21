package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// An explainer is a screen that says, in a few sentences, what it is for.
type explainer interface{ Explain() string }

// helpScreen explains the screen that it was opened from, and lists exactly
// what can be done there. Typing leaves of it what is meant; Enter does it.
type helpScreen struct {
	textScreen
	of      screen
	actions []action
	query   field
	lines   []line
	stops   []int
	does    []action // the actions at the stops; the zero action where there is only something to read
}

func newHelp(e *env, of screen, actions []action) *helpScreen {
	return &helpScreen{textScreen: onText(e), of: of, actions: actions, query: newField("")}
}

func (m *helpScreen) Editing() bool { return true }

func (m *helpScreen) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.query.over(&m.text, k) {
		m.look()
	}
	return nil
}

func (m *helpScreen) Paste(p tea.PasteMsg) tea.Cmd {
	if m.query.update(p) {
		m.look()
	}
	return nil
}

func (m *helpScreen) Fit() {
	if m.stale() {
		m.lay()
	}
}

func (m *helpScreen) Titles() (string, string) {
	title, _ := m.of.Titles()
	return "Help: " + title, m.env.tell("Type to find, {help.do} does it")
}

// asked is what is looked for. A stroke before it is what starts a search
// elsewhere.
func (m *helpScreen) asked() string {
	return strings.TrimSpace(strings.TrimPrefix(m.query.value(), "/"))
}

func (m *helpScreen) Explain() string {
	return "What the screen is for, and all that can be done there. Type a few letters, or a key, to find something; Enter does it."
}

func (m *helpScreen) Actions() []action {
	close := "back"
	if m.query.value() != "" {
		close = "clear"
	}
	none := ""
	if _, ok := m.at(); !ok {
		none = "This is only to be read."
	}
	return []action{
		can("help.do", m.do).unless(none),
		can("help.close", m.close).called(close),
		hide("app.help", "This is the help."),
	}
}

// at is the action under the cursor, and false if there is none.
func (m *helpScreen) at() (action, bool) {
	i, of := m.text.Stop()
	if i >= of || m.does[i].what == "" {
		return action{}, false
	}
	return m.does[i], true
}

// do closes the help, and does what is under the cursor on the screen below it.
func (m *helpScreen) do() tea.Cmd {
	x, _ := m.at()
	switch {
	case x.why != "":
		return complain(x.why)
	case x.do == nil:
		return complain("This is done by its own key: " + x.key.Help().Key + ".")
	}
	return m.env.backThen(m, x.do)
}

func (m *helpScreen) close() tea.Cmd {
	if m.query.value() == "" {
		return m.env.back(m)
	}
	m.query.set("")
	m.look()
	return nil
}

// look lists what the query leaves, from its first line on.
func (m *helpScreen) look() {
	m.text.To(0)
	m.lay()
	m.text.To(0)
}

// head is the query, while there is one.
func (m *helpScreen) head() int {
	if m.query.value() == "" {
		return 0
	}
	return 2
}

func (m *helpScreen) lay() {
	at, _ := m.text.Stop()
	m.lines, m.stops, m.does = nil, nil, nil
	m.build(max(1, m.size.Width-margin))
	setText(&m.text, len(m.lines), m.stops, at, m.size.Height-m.head())
}

// stop makes the next line one on which the cursor stops.
func (m *helpScreen) stop(x action) {
	m.stops = append(m.stops, len(m.lines))
	m.does = append(m.does, x)
}

func (m *helpScreen) build(w int) {
	asked := m.asked()
	own := map[string]bool{}
	for _, x := range m.of.Actions() {
		own[x.id] = true
	}
	var here, everywhere []action
	for _, x := range m.actions {
		h := x.key.Help()
		if _, meant := meantBy(asked, h.Desc, x.what); !meant && asked != h.Key {
			continue
		}
		if own[x.id] {
			here = append(here, x)
		} else {
			everywhere = append(everywhere, x)
		}
	}
	if asked != "" {
		m.list("On this screen", here, w)
		m.list("Everywhere", everywhere, w)
		if len(m.lines) == 0 {
			m.prose(inDim, "Nothing that can be done here is called that.", w)
		}
		return
	}
	if x, ok := m.of.(explainer); ok {
		m.prose(nil, x.Explain(), w)
		m.lines = append(m.lines, line{})
	}
	m.list("On this screen", here, w)
	m.list("Everywhere", everywhere, w)
	m.heading("Moving about", w)
	moves := [][2]string{{"↑ ↓", "To the line before or after; k and j do the same"}, {"pgup pgdn", "A page up or down"}, {"gg G", "To the first or the last line; so do Home and End"}}
	if m.of.Editing() {
		moves = [][2]string{{"↑ ↓", "To the line before or after"}, {"pgup pgdn", "A page up or down"}}
	}
	for _, x := range moves {
		m.stop(action{})
		m.lines = append(m.lines, toLines(nil, hang(widget.Pad(x[0], helpKeys), x[1], w)...)...)
	}
	m.lines = append(m.lines, line{})
	m.about(w)
}

// helpKeys is the width of the keys' column.
const helpKeys = 12

func (m *helpScreen) heading(text string, w int) {
	m.lines = append(m.lines, toLines(inTitle, wrap(text, w)...)...)
}

func (m *helpScreen) prose(t tone, text string, w int) {
	m.lines = append(m.lines, toLines(t, wrap(plain.Line(text), w)...)...)
}

// read adds text on whose every line the cursor stops, so that no page of it is
// passed over.
func (m *helpScreen) read(text string, w int) {
	for _, l := range wrap(plain.Line(text), w) {
		m.stop(action{})
		m.lines = append(m.lines, line{text: l})
	}
}

func (m *helpScreen) list(heading string, actions []action, w int) {
	if len(actions) == 0 {
		return
	}
	m.heading(heading, w)
	barred := map[string][]action{} // by the reason
	for _, x := range actions {
		barred[x.why] = append(barred[x.why], x)
	}
	entry := func(t tone, x action, what string) {
		m.stop(x)
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(x.key.Help().Key, helpKeys), plain.Line(what), w)...)...)
	}
	var several []string // reasons that are not told anew for each key
	for _, x := range actions {
		switch {
		case x.why == "":
			entry(nil, x, x.what)
		case len(barred[x.why]) == 1:
			entry(inDim, x, x.what+notNow+x.why)
		case !slices.Contains(several, x.why):
			several = append(several, x.why)
		}
	}
	m.lines = append(m.lines, line{})
	for _, why := range several {
		m.prose(inDim, "Not now: "+why, w)
		for _, x := range barred[why] {
			entry(inDim, x, x.what)
		}
		m.lines = append(m.lines, line{})
	}
}

// about says where the questions come from, and where the answers are.
func (m *helpScreen) about(w int) {
	var list *checklist.Checklist
	switch {
	case m.env.desk != nil:
		list = m.env.desk.shown.Checklist()
	case len(m.env.library.Checklists) > 0:
		list = m.env.library.Checklists[0]
	}
	if list != nil {
		m.heading("The questions", w)
		m.read(list.Title+", edition "+list.Edition+". "+list.Provenance, w)
		if list.Official != "" {
			m.read("The original: "+list.Official, w)
		}
		m.lines = append(m.lines, line{})
	}
	m.heading("The answers", w)
	switch {
	case m.env.Demo:
		m.read("This is an example to try things on. It is thrown away when you quit.", w)
	case m.env.Store != "":
		m.read("They are kept on this computer only, in "+m.env.Store, w)
	default:
		m.read("They are kept on this computer only.", w)
	}
}

func (m *helpScreen) Draw(w, h int) page {
	p := drawText(m.env.theme, &m.text, m.lines, w)
	if m.head() == 0 {
		return p
	}
	query, x := m.query.draw(m.env.theme, "> ", w)
	p = p.below([]string{query, ""})
	m.query.in(&p, "> ", 0, w)
	if !m.query.left {
		p.x, p.y = x, 0
	}
	return p
}
