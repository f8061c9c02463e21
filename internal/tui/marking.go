package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/tui/widget"
)

// marking lets a person choose a protective marking.
type marking struct {
	rowScreen        // on all markings, whatever their scheme
	now       string // the one that is chosen
	take      func(name string) tea.Cmd
}

// newMarking chooses that of the assessment.
func newMarking(e *env) *marking {
	return newMarkingOf(e, e.desk.shown.Details().Marking, func(name string) tea.Cmd {
		return e.desk.set(assessment.Detail(assessment.DetailMarking), assessment.Of(name))
	})
}

// newMarkingOf chooses one in the place of now, which take is told.
func newMarkingOf(e *env, now string, take func(string) tea.Cmd) *marking {
	m := &marking{rowScreen: onRows(e), now: now, take: take}
	for i, name := range assessment.Markings() {
		if name == now {
			m.rows.Cursor = i
		}
	}
	return m
}

func (m *marking) Fit() { m.rows.Set(len(assessment.Markings()), m.size.Height) }

func (m *marking) Titles() (string, string) {
	return "Choose the protective marking", "By the rules of the force"
}

func (m *marking) Explain() string {
	return "The marking stands at the head and foot of every page that is exported, and on every screen. " +
		"SECRET and above cannot be chosen: this program is not accredited for them."
}

func (m *marking) Actions() []action {
	all := []action{can("marking.choose", func() tea.Cmd { return m.choose(m.rows.Cursor) })}
	for i, name := range assessment.Markings() {
		key := fmt.Sprint(i + 1)
		all = append(all, act([]string{key}, key, strings.ToLower(name), "Choose "+name, func() tea.Cmd { return m.choose(i) }).named("marking.pick#"+key).off())
	}
	return all
}

func (m *marking) choose(i int) tea.Cmd {
	return tea.Batch(m.take(assessment.Markings()[i]), m.env.back(m))
}

func (m *marking) Draw(w, h int) page {
	t := m.env.theme
	var p page
	i := 0
	for _, s := range assessment.Schemes {
		p.lines = append(p.lines, t.Title.Render(widget.Cut(s.Title, w)))
		for _, name := range s.Markings {
			if i == m.rows.Cursor {
				p.y = len(p.lines)
			}
			l := line{text: fmt.Sprintf("%d  %s", i+1, name)}
			if name == m.now {
				l.right = "chosen"
			}
			p.lines = append(p.lines, l.draw(t, i == m.rows.Cursor, alone(w)))
			i++
		}
		p.lines = append(p.lines, "")
	}
	p.place = nth(m.rows.Cursor, m.rows.Len)
	for _, l := range widget.Wrap("It stands at the head and foot of everything that is exported. Choose by the force's own rules.", w) {
		p.lines = append(p.lines, t.Dim.Render(l))
	}
	return p
}
