package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// An explainer is a screen that says, in a few sentences, what it is for.
type explainer interface{ Explain() string }

// helpScreen explains the screen that it was opened from, and lists exactly
// what can be done there.
type helpScreen struct {
	env     *env
	of      screen
	actions []action
	lines   []line
	text    widget.Text // without stops: the keys scroll
}

func newHelp(e *env, of screen, actions []action) *helpScreen {
	return &helpScreen{env: e, of: of, actions: actions}
}

func (m *helpScreen) Init() tea.Cmd  { return nil }
func (m *helpScreen) Editing() bool  { return false }
func (m *helpScreen) Leave() tea.Cmd { return nil }

func (m *helpScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.build(msg.Width - margin)
		m.text.Set(len(m.lines), nil, msg.Height)
	case tea.KeyPressMsg:
		m.text.Press(msg.String())
	}
	return nil
}

func (m *helpScreen) Titles() (string, string) {
	title, _ := m.of.Titles()
	if m.text.Len > m.text.Height {
		return "Help: " + title, "Page down for more"
	}
	return "Help: " + title, ""
}

func (m *helpScreen) Actions() []action {
	return []action{
		can("help.close", func() tea.Cmd { return back(m) }),
		hide("app.help", "This is the help."),
	}
}

func (m *helpScreen) build(w int) {
	m.lines = nil
	if x, ok := m.of.(explainer); ok {
		m.prose(nil, x.Explain(), w)
		m.lines = append(m.lines, line{})
	}
	own := map[string]bool{}
	for _, x := range m.of.Actions() {
		own[x.key.Help().Key] = true
	}
	here := slices.DeleteFunc(slices.Clone(m.actions), func(x action) bool { return !own[x.key.Help().Key] })
	everywhere := slices.DeleteFunc(slices.Clone(m.actions), func(x action) bool { return own[x.key.Help().Key] })
	m.list("On this screen", here, w)
	m.list("Everywhere", everywhere, w)
	m.heading("Moving about", w)
	moves := [][2]string{{"↑ ↓", "To the line before or after; k and j do the same"}, {"pgup pgdn", "A page up or down"}, {"gg G", "To the first or the last line; so do Home and End"}}
	if m.of.Editing() {
		moves = [][2]string{{"↑ ↓", "To the line before or after"}, {"pgup pgdn", "A page up or down"}}
	}
	for _, x := range moves {
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
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(x.key.Help().Key, helpKeys), plain.Line(what), w)...)...)
	}
	var several []string // reasons that are not told anew for each key
	for _, x := range actions {
		switch {
		case x.why == "":
			entry(nil, x, x.what)
		case len(barred[x.why]) == 1:
			entry(inDim, x, x.what+". Not now: "+x.why)
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
		m.prose(nil, list.Title+", edition "+list.Edition+". "+list.Provenance, w)
		if list.Official != "" {
			m.prose(nil, "The original: "+list.Official, w)
		}
		m.lines = append(m.lines, line{})
	}
	m.heading("The answers", w)
	switch {
	case m.env.Demo:
		m.prose(nil, "This is an example to try things on. It is thrown away when you quit.", w)
	case m.env.Store != "":
		m.prose(nil, "They are kept on this computer only, in "+m.env.Store, w)
	default:
		m.prose(nil, "They are kept on this computer only.", w)
	}
}

func (m *helpScreen) Draw(w, h int) page { return drawText(m.env.theme, &m.text, m.lines, w) }
