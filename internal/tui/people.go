package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/widget"
)

// People: names, as a paper form would have them. There are no accounts.

// people lists who has what to do, those who are waited on longest first.
type people struct {
	rowScreen
}

func newPeople(e *env) *people { return &people{rowScreen: onRows(e)} }

// The lines above and below the names.
const (
	peopleHead = 1
	peopleFoot = 3
)

func (m *people) Fit() { m.rows.Set(len(m.list()), m.size.Height-peopleHead-peopleFoot) }

func (m *people) list() []assessment.Load { return m.env.desk.people() }

// people is who has what to do, found once for each change and day.
func (d *desk) people() []assessment.Load {
	if now := d.now(); d.loaded != now {
		d.loads, d.loaded = d.shown.People(now.today), now
	}
	return d.loads
}

// at is the load under the cursor. There is always one: that of nobody.
func (m *people) at() assessment.Load {
	list := m.list()
	if len(list) == 0 {
		return assessment.Load{}
	}
	return list[min(m.rows.Cursor, len(list)-1)]
}

func (m *people) Titles() (string, string) {
	n := 0
	for _, l := range m.list() {
		if l.Name != "" {
			n++
		}
	}
	if n == 0 {
		return "People", "Nobody is named yet"
	}
	return "People", fmt.Sprintf("%d %s", n, assessment.Plural(n, "person or department", "people and departments"))
}

func (m *people) Explain() string {
	return "Who is to answer which questions and who owns which actions, those who are waited on longest first. A name is a person or a department, as a paper form would have it; nobody needs an account. " +
		"Assign a question or a whole section with P, where it is listed."
}

func (m *people) Actions() []action {
	l := m.at()
	nothing, noActions := "", ""
	if l.Left() == 0 {
		nothing = loadName(l) + " has no question left to answer."
		if l.Name == "" {
			nothing = "Every question that is left is assigned to someone."
		}
	}
	if l.Actions == 0 {
		noActions = loadName(l) + " has no action left to do."
	}
	return []action{
		can("people.left", func() tea.Cmd {
			return m.env.open(newFindOf(m.env, search.WaitingOn(l.Name)))
		}).unless(nothing),
		can("people.actions", func() tea.Cmd {
			if l.Name == "" {
				return m.env.open(newActionList(m.env, ""))
			}
			return m.env.open(newActionsOf(m.env, l.Name))
		}).unless(noActions),
		hide("app.people", "These are the people."),
	}
}

// loadName is whose load it is, as the beginning of a sentence.
func loadName(l assessment.Load) string {
	if l.Name == "" {
		return "Nobody"
	}
	return l.Name
}

// The columns of figures, from the right; the name has what is left.
const (
	leftColumn     = 11
	returnedColumn = 10
	actionsColumn  = 9
	overdueColumn  = 8
)

func (m *people) row(name, left, returned, actions, overdue string, w int) string {
	names := w - margin - leftColumn - returnedColumn - actionsColumn - overdueColumn
	return widget.Pad(plain.Line(name), names-1) + " " + widget.Pad(left, leftColumn) + widget.Pad(returned, returnedColumn) +
		widget.Pad(actions, actionsColumn) + widget.Pad(overdue, overdueColumn)
}

func (m *people) Draw(w, h int) page {
	t, list, width := m.env.theme, m.list(), listWidth(w)
	p := page{lines: []string{"  " + t.Dim.Render(m.row("", "Left", "Returned", "Actions", "Overdue", width))}}
	p.place = nth(m.rows.Cursor, len(list))
	from, to := m.rows.Window()
	for i := from; i < to && i < len(list); i++ {
		p.row(&m.rows, i, 1)
		l := list[i]
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		sign, style := "  ", t.Text
		switch {
		case i == m.rows.Cursor:
			sign, style = t.Selected.Render("› "), t.Selected
		case l.Overdue+l.Returned > 0:
			style = t.Warn
		}
		name := l.Name
		if name == "" {
			name = "not assigned"
		}
		p.lines = append(p.lines, sign+style.Render(m.row(name, fmt.Sprintf("%d of %d", l.Left(), l.Items), fmt.Sprint(l.Returned), fmt.Sprint(l.Actions), fmt.Sprint(l.Overdue), width)))
	}
	if len(list) == 1 && list[0].Name == "" {
		p.lines = append(p.lines, "")
		p.lines = append(p.lines, wrap(m.env.tell("Nothing is assigned yet. Press {question.assign} on a section of the task list, or on a question, to say who is to answer it."), width)...)
	}
	for len(p.lines) < h-2 {
		p.lines = append(p.lines, "")
	}
	p.lines = p.lines[:h-2]
	for _, s := range append(widget.Wrap(plain.Line(m.at().Words()), width), "")[:2] {
		p.lines = append(p.lines, t.Dim.Render(s))
	}
	return p.aside(w, h, 0, func(w int) []string { return m.left(w, h) })
}

// left is the questions that the one under the cursor is still to answer, in at most
// h lines of w columns.
func (m *people) left(w, h int) []string {
	t, a := m.env.theme, m.env.desk.shown
	lines := []string{t.Title.Render("Still to be answered"), ""}
	for _, it := range a.Checklist().Items() {
		waits := a.Standing(it) == checklist.Unanswered || a.Review(it.ID).State == assessment.ReviewReturned
		if who := a.Assigned(it.ID); waits && (who == m.at().Name || assessment.Same(who, m.at().Name)) {
			lines = append(lines, m.env.standingRow(a, it, w))
		}
	}
	switch {
	case len(lines) == 2:
		lines = append(lines, t.Dim.Render("Nothing."))
	case len(lines) > h:
		lines = append(lines[:h-1], t.Dim.Render("…"))
	}
	return lines
}
