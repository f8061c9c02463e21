package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// section lists the questions of one section, with how each stands.
type section struct {
	rowScreen
	s   *checklist.Section
	ids []string // of its questions, in order

	picks picks

	marks  []string // of its questions, when they were last worked out
	marked assessment.Head
}

func newSection(e *env, s *checklist.Section) *section {
	m := &section{rowScreen: onRows(e), s: s, ids: itemIDs(s)}
	for i := range s.Items {
		if e.desk.shown.Standing(&s.Items[i]) == checklist.Unanswered {
			m.rows.Cursor = i
			break
		}
	}
	return m
}

// newSectionAt is newSection with the cursor on an item.
func newSectionAt(e *env, s *checklist.Section, item string) *section {
	m := newSection(e, s)
	m.rows.Len = len(s.Items)
	m.to(item)
	return m
}

func (m *section) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.rows.Press(k.String()) {
		m.picks.moved(m.rows, m.ids)
	}
	return nil
}

func (m *section) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case visited:
		m.to(msg.item)
	case answeredTogether:
		m.picks.none()
	}
	return nil
}

func (m *section) Fit() { m.rows.Set(len(m.s.Items), m.size.Height-len(m.head(m.size.Width))) }

func itemIDs(s *checklist.Section) []string {
	ids := make([]string, len(s.Items))
	for i := range ids {
		ids[i] = s.Items[i].ID
	}
	return ids
}

// to puts the cursor on an item, if the section has it.
func (m *section) to(item string) {
	for i := range m.s.Items {
		if m.s.Items[i].ID == item {
			m.rows.To(i)
		}
	}
}

// show puts the section of an item on the screen, with the cursor on that.
func (m *section) show(item string) {
	if s, ok := m.env.desk.shown.Checklist().SectionOf(item); ok && s != m.s {
		m.s, m.ids, m.marks = s, itemIDs(s), nil
		m.picks.none()
		m.Fit()
	}
	m.to(item)
}

func (m *section) Titles() (string, string) {
	p := sectionProgress(m.env.desk.progress(), m.s.ID)
	return m.s.Title, fmt.Sprintf("%d of %d answered · %s", p.Answered, p.Items, p.State.Words())
}

func (m *section) Explain() string {
	return "The questions of this section, in any order, and how each stands. When you are content with all of them, say that the section is complete; you can take that back."
}

func (m *section) Actions() []action {
	mark := "mark complete"
	if m.env.desk.shown.At(assessment.Complete(m.s.ID)).IsAnswered() {
		mark = "mark not complete"
	}
	all := []action{
		can("section.open", func() tea.Cmd {
			return m.env.open(newQuestion(m.env, m.s.Items[m.rows.Cursor].ID))
		}),
		can("section.complete", func() tea.Cmd { return toggleComplete(m.env, m.s) }).called(mark).unless(m.env.locked()),
		assignAction(m.env, m.s.Items[m.rows.Cursor].ID),
	}
	all = append(m.picks.actions(m.env, "section", &m.rows, m.ids), append(all,
		can("section.select-range", func() tea.Cmd { m.picks.stick(m.rows, m.ids); return nil }).off())...)
	if len(m.picks.on) > 0 {
		all = append(all, can("section.select-none", func() tea.Cmd { m.picks.none(); return nil }))
	}
	return all
}

func (m *section) head(w int) []string {
	var lines []string
	if m.s.About != "" {
		for _, l := range widget.Wrap(plain.Line(m.s.About), w) {
			lines = append(lines, m.env.theme.Dim.Render(l))
		}
		lines = append(lines, "")
	}
	return lines
}

func (m *section) Draw(w, h int) page {
	left := listWidth(w)
	p := page{lines: m.head(w)}
	from, to := m.rows.Window()
	top, marks := len(p.lines), m.evidenceMarks()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.lines = append(p.lines, m.row(&m.s.Items[i], marks[i], i == m.rows.Cursor, left))
	}
	p.place = m.place()
	return p.aside(w, h, top, func(w int) []string { return m.env.detail(&m.s.Items[m.rows.Cursor], w) })
}

// reviewed reports whether a reviewer has said anything of the section.
func (m *section) reviewed() bool {
	s := sectionProgress(m.env.desk.progress(), m.s.ID)
	return s.Reviews[assessment.NotReviewed] < s.Items
}

// place is where the cursor is, what is selected, what its reviewer said of that
// question, and whom it is for.
func (m *section) place() []string {
	a, item := m.env.desk.shown, m.s.Items[m.rows.Cursor].ID
	place := nth(m.rows.Cursor, len(m.s.Items))
	if s := m.picks.words(); s != "" {
		place = append(place, s)
	}
	if state := a.Review(item).State; state != assessment.NotReviewed {
		place = append(place, state.Words())
	}
	if who := a.Assigned(item); who != "" {
		place = append(place, "for "+plain.Line(who))
	}
	return place
}

func (m *section) row(it *checklist.Item, marks string, selected bool, w int) string {
	t, a := m.env.theme, m.env.desk.shown
	standing := a.Standing(it)
	sign, name := "  ", t.Text
	if selected {
		sign, name = t.Selected.Render("› "), t.Selected
	}
	const idWidth = 9
	words := standingColumn(a.StandingWords(it), standing, w)
	right := t.Mark(standing).Render(theme.Sign(standing)) + " " + t.Standing(standing).Render(words)
	if m.reviewed() {
		state := a.Review(it.ID).State
		right = inReview(state)(t).Render(widget.Pad(reviewShort(state), reviewWidth+1)) + right
		if w < roomForStandings { // the review is the more pressing
			marks = ""
		}
	}
	if marks != "" {
		marks = "  " + t.Dim.Render(marks)
	}
	return sign + t.Dim.Render(m.picks.mark(it.ID, idWidth)) +
		name.Render(widget.Pad(plain.Line(it.Title), w-2-idWidth-widget.Width(marks)-1-widget.Width(right))) + marks + " " + right
}

// evidenceMarks are how much evidence each question of the section has, and how
// many actions, all of one width so that titles have the rest; worked out once for
// each change.
func (m *section) evidenceMarks() []string {
	a := m.env.desk.shown
	if m.marks != nil && m.marked == a.Head() {
		return m.marks
	}
	marks := make([]string, len(m.s.Items))
	width := 0
	for i := range marks {
		var parts []string
		if n := len(a.EvidenceFor(m.s.Items[i].ID)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d ev.", n))
		}
		if n := len(a.ActionsFor(m.s.Items[i].ID)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d act.", n))
		}
		marks[i] = strings.Join(parts, " ")
		width = max(width, widget.Width(marks[i]))
	}
	for i := range marks {
		marks[i] = widget.Pad(marks[i], width)
	}
	m.marks, m.marked = marks, a.Head()
	return marks
}
