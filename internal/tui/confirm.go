package tui

import (
	tea "charm.land/bubbletea/v2"

	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// confirm asks before something is done, and shows what it would do.
type confirm struct {
	env      *env
	question string
	what     []string
	yes      string
	do       func() tea.Cmd
}

func newConfirm(e *env, question string, what []string, yes string, do func() tea.Cmd) *confirm {
	return &confirm{e, question, what, yes, do}
}

func (m *confirm) Init() tea.Cmd          { return nil }
func (m *confirm) Update(tea.Msg) tea.Cmd { return nil }
func (m *confirm) Editing() bool          { return false }
func (m *confirm) Leave() tea.Cmd         { return nil }

func (m *confirm) Titles() (string, string) { return m.question, "" }

func (m *confirm) Actions() []action {
	return []action{
		act([]string{"enter", "y"}, "↵", m.yes, "Yes, "+m.yes, func() tea.Cmd { return backThen(m.do) }),
		act([]string{"n"}, "n", "leave it", "No, leave it as it is", func() tea.Cmd { return back }),
	}
}

func (m *confirm) Draw(w, h int) page {
	var lines []string
	for _, l := range m.what {
		lines = append(lines, widget.Wrap(plain.Line(l), w)...)
	}
	if len(lines) > h {
		lines = append(lines[:h-1], m.env.theme.Dim.Render("and more"))
	}
	return page{lines: lines}
}
