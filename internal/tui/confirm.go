package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/plain"
)

// confirm asks before something is done, and shows what it would do.
type confirm struct {
	textScreen // without stops: the keys scroll
	question   string
	what       []string
	yes        string
	careful    bool // Enter leaves it: only y is yes
	do         func() tea.Cmd
	// more, if set, lays out in w columns what else there is to be read, behind what.
	more func(w int) []line

	lines []line
}

func newConfirm(e *env, question string, what []string, yes string, do func() tea.Cmd) *confirm {
	return &confirm{textScreen: onText(e), question: question, what: what, yes: yes, do: do}
}

func (m *confirm) Fit() {
	w := max(1, alone(m.size.Width)-margin)
	m.lines = nil
	for _, l := range m.what {
		m.lines = append(m.lines, toLines(nil, hung(plain.Line(l), w)...)...)
	}
	if m.more != nil {
		m.lines = append(m.lines, m.more(w)...)
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
	all := []action{yes, no}
	if slices.ContainsFunc(m.lines, func(l line) bool { return l.gap }) {
		all = append(all, can("confirm.withheld", m.nextGap))
	}
	return all
}

// nextGap puts the next place where something is withheld near the head of the
// window, below what it belongs to; and behind the last the first.
func (m *confirm) nextGap() tea.Cmd {
	const above = 3
	next := -1
	if m.text.Top+m.text.Height < len(m.lines) { // or there is nothing further down
		for i := m.text.Top + above + 1; i < len(m.lines) && next < 0; i++ {
			if m.lines[i].gap {
				next = i
			}
		}
	}
	if next < 0 {
		next = slices.IndexFunc(m.lines, func(l line) bool { return l.gap })
	}
	m.text.Top = max(0, next-above)
	m.text.To(0)
	return nil
}

func (m *confirm) Draw(w, _ int) page { return drawText(m.env.theme, &m.text, m.lines, alone(w)) }
