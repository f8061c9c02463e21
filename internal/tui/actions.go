package tui

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// actionList lists what the force has undertaken to do: about one answer, or
// about all of them, or all that is left for one owner to do.
type actionList struct {
	rowScreen
	item  string // empty for all
	owner string // whose; empty for everyone's
	// order is the ids as they were sorted when the screen was last opened or
	// returned to, so that no row moves while it is worked on.
	order []string
}

func newActionList(e *env, item string) *actionList {
	m := &actionList{rowScreen: onRows(e), item: item}
	m.sort()
	return m
}

// newActionsOf lists the actions of one owner.
func newActionsOf(e *env, owner string) *actionList {
	m := &actionList{rowScreen: onRows(e), owner: owner}
	m.sort()
	return m
}

func (m *actionList) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(returned); ok {
		at, _ := m.at()
		m.sort()
		m.Fit()
		m.rows.To(max(0, slices.Index(m.order, at.ID)))
	}
	return nil
}

func (m *actionList) Fit() { m.rows.Set(len(m.list()), listRoom(m.size, actionLines)) }

// sort puts what is overdue first, then what is due soonest, and what is done
// last.
func (m *actionList) sort() {
	m.order = nil
	all := m.unsorted()
	slices.SortStableFunc(all, assessment.ByDue)
	for _, x := range all {
		m.order = append(m.order, x.ID)
	}
}

func (m *actionList) unsorted() []assessment.Action {
	switch {
	case m.item != "":
		return m.env.desk.shown.ActionsFor(m.item)
	case m.owner != "":
		return slices.DeleteFunc(m.env.desk.shown.Actions(), func(x assessment.Action) bool { return !assessment.Same(x.Owner, m.owner) })
	}
	return m.env.desk.shown.Actions()
}

// list is the actions in the order of the screen, those that others have added
// meanwhile behind.
func (m *actionList) list() []assessment.Action {
	all := m.unsorted()
	place := func(x assessment.Action) int {
		if i := slices.Index(m.order, x.ID); i >= 0 {
			return i
		}
		return len(m.order)
	}
	slices.SortStableFunc(all, func(x, y assessment.Action) int { return cmp.Compare(place(x), place(y)) })
	return all
}

// at is the action under the cursor, and false if there is none.
func (m *actionList) at() (assessment.Action, bool) {
	list := m.list()
	if m.rows.Cursor >= len(list) {
		return assessment.Action{}, false
	}
	return list[m.rows.Cursor], true
}

func (m *actionList) Titles() (string, string) {
	switch {
	case m.item != "":
		return "Actions on " + m.item, itemTitle(m.env, m.item)
	case m.owner != "":
		return "Actions of " + m.owner, "The most pressing first"
	}
	p := m.env.desk.progress()
	words := fmt.Sprintf("%d open", p.Actions)
	switch {
	case len(m.order) == 0:
		words = "What the force will do"
	case p.Actions == 0:
		words = "All are done"
	case p.Overdue > 0:
		words += fmt.Sprintf(", %d overdue", p.Overdue)
	}
	return "Actions", words
}

func (m *actionList) Explain() string {
	return "An action is something that the force has undertaken to do about an answer: what, who and by when. " +
		"Answers that are not met or only partly met are asked for one before the return is sent. Actions are in the export, without the name of who recorded them."
}

func (m *actionList) Actions() []action {
	x, ok := m.at()
	none, name := "", "done"
	switch {
	case !ok:
		none = "There is no action here."
	case x.Status == assessment.StatusDone:
		name = "not done"
	}
	locked := m.env.locked()
	all := []action{
		can("actions.change", func() tea.Cmd { return m.env.open(newActionSheet(m.env, x.Items[0], x)) }).unless(none).unless(locked),
		can("actions.add", m.add).unless(locked),
		can("actions.done", m.toggle).called(name).unless(none).unless(locked),
		can("actions.remove", m.remove).unless(none).unless(locked),
	}
	if m.item == "" {
		all = append(all, can("actions.question", func() tea.Cmd { return m.env.open(newQuestion(m.env, x.Items[0])) }).unless(none))
	}
	return all
}

// add opens the form of a new action, for the question of the list or the one
// that is picked first.
func (m *actionList) add() tea.Cmd {
	e, added := m.env, assessment.Action{Owner: m.owner}
	if m.item != "" {
		return e.open(newActionSheet(e, m.item, added))
	}
	return e.open(newPick(e, "Add an action: which question is it about?", func(from screen, item string) tea.Cmd {
		return m.env.replace(from, newActionSheet(e, item, added))
	}))
}

func (m *actionList) toggle() tea.Cmd {
	x, _ := m.at()
	said := x.ID + " is done. Space takes that back."
	if x.Status == assessment.StatusDone {
		x.Status, said = assessment.StatusOpen, x.ID+" is open again."
	} else {
		x.Status = assessment.StatusDone
	}
	d := m.env.desk
	return tea.Batch(d.record(d.shown.ActionEdits(x)...), say(said))
}

func (m *actionList) remove() tea.Cmd {
	x, _ := m.at()
	if m.item == "" {
		x.Items = nil
	} else {
		x.Items = without(x.Items, m.item)
	}
	what := []string{x.ID + "  " + x.What, "", "It stays as an action on " + joined(x.Items) + "."}
	if len(x.Items) == 0 {
		what[2] = m.env.tell("It is removed from the assessment. {app.undo} brings it back.")
	}
	return m.env.open(newConfirm(m.env, "Remove this action?", what, "remove it", func() tea.Cmd {
		d := m.env.desk
		return tea.Batch(d.record(d.shown.ActionEdits(x)...), say(m.env.tell("Removed. {app.undo} brings it back.")))
	}))
}

func (m *actionList) Draw(w, h int) page {
	list := m.list()
	var p page
	if len(list) == 0 {
		what, about := "No action has been named for this answer", "what the force will do, who does it and by when."
		if m.item == "" {
			what, about = "No action has been named in this assessment", "what the force will do, about which question, who does it and by when."
		}
		return nothing(m.env.theme, what, m.env.tell("Answers that are not met, or partly met, need an action. Press {actions.add} to add one: ")+about, w)
	}
	from, to := m.rows.Window()
	for i := from; i < min(to, len(list)); i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.lines = append(p.lines, listRow(m.env, list[i].ID, list[i].What, m.right(list[i], listWidth(w)), i == m.rows.Cursor, listWidth(w)))
	}
	x, ok := m.at()
	if !ok {
		return p
	}
	rows := [][2]string{{"Owner", x.Owner}, {"Due", m.env.date(x.Due)}, {"Status", x.Status}, {"Answers", joined(x.Items)}}
	if w >= wide || cutInList(x.What, m.right(x, w), w) {
		rows = append([][2]string{{"What", x.What}}, rows...)
	}
	return p.withDetail(m.env, rows, m.rows, len(list), w, h)
}

// right is the end of a row: how it stands, and who does it where that leaves
// room for what is done.
func (m *actionList) right(x assessment.Action, w int) string {
	due := dueWords(m.env, x)
	owner := m.env.theme.Dim.Render(plain.Line(x.Owner)+" · ") + due
	if m.owner != "" || x.Owner == "" || widget.Width(plain.Line(x.What))+widget.Width(owner)+idOfList+margin >= w {
		return due
	}
	return owner
}

// dueWords is how an action stands, in words.
func dueWords(e *env, x assessment.Action) string {
	t := e.theme
	today := e.today()
	switch {
	case x.Status == assessment.StatusDone:
		return t.Good.Render("done")
	case x.Overdue(today):
		return t.Bad.Render("overdue, " + e.date(x.Due))
	case x.Due.IsZero():
		return t.Dim.Render("no date")
	case x.Due.Before(today.Add(14 * 24 * time.Hour)):
		return t.Warn.Render("due " + e.date(x.Due))
	}
	return "due " + e.date(x.Due)
}

// newActionSheet changes an action, or adds one to item if it has no id yet, or
// one of addID's.
func newActionSheet(e *env, item string, was assessment.Action) *sheet {
	id := was.ID
	if id == "" {
		id = e.desk.addID(assessment.OnAction, item)
	}
	_, adds := drafts.AddsTo(id)
	of := func(part string) assessment.Target {
		return assessment.Target{Kind: assessment.OnAction, ID: id, Part: part}
	}
	status := []option{{value: assessment.StatusOpen, label: "Open"}, {value: assessment.StatusDone, label: "Done"}}
	m := &sheet{
		base: on(e), title: "Add an action on " + item, subtitle: itemTitle(e, item),
		explain: "Say what will be done so that HMIC can ask about it later: one thing, one owner, one date. " +
			e.tell("All fields are saved as one change, which {app.undo} takes back."),
		form: newForm(
			lineInput("What", "Such as Publish the gifts register on the force's website.", "Say what will be done.", was.What).of(of(assessment.PartWhat)),
			lineInput("Owner", "Who does it, by role rather than by name.", "", was.Owner).of(of(assessment.PartOwner)),
			dateInput(e.Dates, "Due", "By when, such as 30 November 2012.", "", was.Due).of(of(assessment.PartDue)),
			choiceInput("Status", "", status, was.Status).of(of(assessment.PartStatus)),
		),
	}
	if !adds {
		m.title = "Action " + id
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		d := e.desk
		if !adds {
			return tea.Batch(d.submit(f, f.edits()...), say("Action "+id+" saved.")), true
		}
		added := assessment.Action{What: f.value(0), Owner: f.value(1), Due: f.day(2), Status: f.value(3), Items: []string{item}}
		return tea.Batch(d.submit(f, d.shown.ActionEdits(added)...), say("Action added.")), true
	}
	return m.begin()
}
