package tui

import (
	tea "charm.land/bubbletea/v2"

	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// confirm asks before something is done, and shows what it would do.
type confirm struct {
	textScreen // without stops: the keys scroll
	question   string
	what       []string
	yes        string
	careful    bool // Enter leaves it: only y is yes
	do         func() tea.Cmd

	lines []string // what, wrapped
}

func newConfirm(e *env, question string, what []string, yes string, do func() tea.Cmd) *confirm {
	return &confirm{textScreen: onText(e), question: question, what: what, yes: yes, do: do}
}

func (m *confirm) Fit() {
	m.lines = nil
	for _, l := range m.what {
		m.lines = append(m.lines, widget.Indent("  ", widget.Wrap(plain.Line(l), m.size.Width-margin))...)
	}
	m.text.Set(len(m.lines), nil, m.size.Height)
}

func (m *confirm) Titles() (string, string) {
	return m.question, ""
}

func (m *confirm) Actions() []action {
	yes := can("confirm.yes", func() tea.Cmd { return m.env.backThen(m, m.do) }).called(m.yes).saying("Yes, " + m.yes)
	no := can("confirm.no", func() tea.Cmd { return m.env.back(m) })
	if m.careful {
		return []action{no.also("enter"), yes.without(func(k string) bool { return k == "enter" })}
	}
	return []action{yes, no}
}

func (m *confirm) Draw(w, h int) page {
	from, to := m.text.Window()
	return page{lines: m.lines[from:to], place: goesOn(from, to, len(m.lines))}
}
