package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// tasks is the task list, the home of an assessment: its sections, how far each
// has come, and what needs attention.
type tasks struct {
	rowScreen
}

func newTasks(e *env) *tasks { return &tasks{rowScreen: onRows(e)} }

// newTasksAt is the task list with the cursor on the section of a question, where
// there is one with that id.
func newTasksAt(e *env, item string) *tasks {
	m := newTasks(e)
	m.show(item)
	return m
}

// show puts the cursor on the section of a question.
func (m *tasks) show(item string) {
	sections := m.env.desk.shown.Checklist().Sections
	m.rows.Cursor = max(0, slices.IndexFunc(sections, func(s checklist.Section) bool {
		return slices.ContainsFunc(s.Items, func(it checklist.Item) bool { return it.ID == item })
	}))
}

func (m *tasks) Press(k tea.KeyPressMsg) tea.Cmd {
	w, h := m.left(m.size.Width), m.size.Height
	m.rows = m.laid(len(m.head(w)), len(m.foot(w, h).lines), h)
	return m.rowScreen.Press(k)
}

func (m *tasks) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(visited); ok {
		m.show(msg.item)
	}
	return nil
}

// laid is the rows as they are between a head and a foot in h lines. They are laid
// out when they are drawn and not with every message, for the head and the foot
// count all answers, and the list may be below the screen on which they are given.
func (m *tasks) laid(head, foot, h int) widget.Rows {
	rows := m.rows
	rows.Set(len(m.env.desk.shown.Checklist().Sections), h-head-foot)
	return rows
}

// To and At are those of its list, which is laid out when it is drawn.
func (m *tasks) To(row int) { m.rows.Cursor = row }
func (m *tasks) At() int    { return m.rows.Cursor }

func (m *tasks) Titles() (string, string) {
	a := m.env.desk.shown
	d := a.Details()
	return d.Force.Name, d.PeriodWords()
}

func (m *tasks) Explain() string {
	return "This is the home of the assessment. Open a section to answer its questions, in any order; every answer is saved as you give it. " +
		"A section is complete when you say so. Check answers shows the whole return before you export it for HMIC."
}

func (m *tasks) section() *checklist.Section {
	return &m.env.desk.shown.Checklist().Sections[m.rows.Cursor]
}

func (m *tasks) Actions() []action {
	e := m.env
	return []action{
		can("tasks.open", func() tea.Cmd { return e.open(newSection(e, m.section())) }),
		can("tasks.resume", m.resume),
		can("app.check", func() tea.Cmd { return e.open(newCheck(e)) }),
		can("app.find", func() tea.Cmd { return e.open(newFind(e, "")) }),
		can("app.export", func() tea.Cmd { return e.open(newExport(e)) }),
		can("app.history", func() tea.Cmd { return e.open(newHistory(e, "")) }).off(),
		can("section.complete", func() tea.Cmd { return toggleComplete(e, m.section()) }).saying("Say that the section under the cursor is complete, or that it is not").unless(e.locked()).off(),
		assignSection(e, m.section()),
		can("app.evidence", func() tea.Cmd { return e.open(newEvidence(e, "")) }).off(),
		can("app.actions", func() tea.Cmd { return e.open(newActionList(e, "")) }).off(),
		can("app.people", func() tea.Cmd { return e.open(newPeople(e)) }).off(),
		can("app.sign", func() tea.Cmd { return e.open(newSignOff(e)) }).off(),
		can("tasks.progress", func() tea.Cmd { return e.open(newProgress(e)) }).off(),
		can("tasks.compare", func() tea.Cmd { return e.open(newCompare(e)) }).unless(e.desk.noLast()).off(),
		can("tasks.import", func() tea.Cmd { return e.open(newImporting(e)) }).off(),
		can("tasks.details", func() tea.Cmd { return e.open(newDetails(e)) }).unless(e.locked()).off(),
		can("tasks.quit", func() tea.Cmd { return func() tea.Msg { return quitAsked{} } }),
	}
}

// resume opens the question at which the person was, or the first one that is
// not answered.
func (m *tasks) resume() tea.Cmd {
	a := m.env.desk.shown
	if item, _ := m.env.place(); item != "" {
		return m.env.open(newQuestion(m.env, item))
	}
	for _, it := range a.Checklist().Items() {
		if a.Standing(it) == checklist.Unanswered {
			return m.env.open(newQuestion(m.env, it.ID))
		}
	}
	return say("Every question has been answered.")
}

// toggleComplete says that a section is complete, or no longer; and, where it
// is, what speaks against it.
func toggleComplete(e *env, s *checklist.Section) tea.Cmd {
	t := assessment.Complete(s.ID)
	if e.desk.shown.At(t).IsAnswered() {
		return tea.Batch(e.desk.set(t, assessment.Value{}), say(s.Title+" is no longer marked as complete."))
	}
	save := e.desk.set(t, assessment.Of(assessment.Yes))
	p := sectionProgress(e.desk.progress(), s.ID)
	switch left := p.Items - p.Answered; {
	case left > 0:
		return tea.Batch(save, say(fmt.Sprintf("%s is marked as complete, with %d of %d questions not answered.", s.Title, left, p.Items)))
	case p.Attention > 0:
		return tea.Batch(save, say(fmt.Sprintf("%s is marked as complete; %s in it.", s.Title, needAttention(p.Attention))))
	}
	return tea.Batch(save, say(s.Title+" is complete."))
}

func sectionProgress(p assessment.Progress, id string) assessment.SectionProgress {
	for _, s := range p.Sections {
		if s.Section.ID == id {
			return s
		}
	}
	return assessment.SectionProgress{}
}

func needAttention(n int) string {
	return fmt.Sprintf("%d %s attention", n, assessment.Plural(n, "thing needs", "things need"))
}

func (m *tasks) Draw(w, h int) page {
	left := m.left(w)
	foot := m.foot(left, h)
	p := page{lines: m.head(left)}
	progress := m.env.desk.progress()
	from, to := m.laid(len(p.lines), len(foot.lines), h).Window()
	for i := from; i < to; i++ {
		p.row(m, i, 1)
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.lines = append(p.lines, m.row(progress.Sections[i], i == m.rows.Cursor, left))
	}
	p.join(foot)
	p.place = nth(m.rows.Cursor, len(progress.Sections))
	if w >= wide {
		p = p.with(m.env.sectionDetail(progress.Sections[m.rows.Cursor], w-left-gap, h), left, h)
	}
	return p
}

// The fewest sections that are shown between the head and the foot, the least
// widths of the list where a section stands beside it and of that section, and
// the width from which a list has room for the words of a standing.
const (
	leastSections    = 6
	leftOfTasks      = 72
	rightOfTasks     = 36
	roomForStandings = 72
	mostBelow        = 12 // lines of what comes next, and of what was done last
)

// left is the width of the list in a terminal of w columns: where a section stands
// beside it, what the longest title needs, if that leaves the section enough.
func (m *tasks) left(w int) int {
	if w < wide {
		return w
	}
	title := 0
	for i := range m.env.desk.shown.Checklist().Sections {
		title = max(title, widget.Width(plain.Line(m.env.desk.shown.Checklist().Sections[i].Title)))
	}
	return max(leftOfTasks, min(2+title+1+stateWidth(w), w-gap-rightOfTasks))
}

// head is the totals, in words first, the bar with what its signs stand for, and
// how all of it stands against the deadline if there is one.
func (m *tasks) head(w int) []string {
	t, p := m.env.theme, m.env.desk.progress()
	lines := []string{
		t.Title.Render(fmt.Sprintf("%d of %d answered", p.Answered, p.Items)),
		standingBar(t, p.Standings, w),
	}
	lines = append(lines, standingLegend(t, p.Standings, w)...)
	if o, due := m.env.desk.outlook(); due {
		style := t.Text
		if tone := inRisk(o); tone != nil {
			style = tone(t)
		}
		lines = append(lines, style.Render(widget.Cut(m.env.outlookWords(o, w), w)))
		if words := waitedWords(o, w); words != "" {
			lines = append(lines, widget.Cut(words, w))
		}
	}
	return append(lines, "")
}

func (m *tasks) row(s assessment.SectionProgress, selected bool, w int) string {
	t := m.env.theme
	o, due := m.env.desk.outlook()
	figures, state, tone := sectionState(s, due && atRisk(o, s.Section.ID), w)
	style := t.Text
	if tone != nil {
		style = tone(t)
	}
	sign, name := "  ", t.Text
	if selected {
		sign, name = t.Selected.Render("› "), t.Selected
	}
	room := w - 3 - stateWidth(w)
	title := name.Render(widget.Cut(plain.Line(s.Section.Title), room))
	if who := m.env.desk.shown.At(assessment.AssignedSection(s.Section.ID)).Given; who != "" && room-widget.Width(title) > leastName {
		title += "  " + t.Dim.Render(widget.Cut(plain.Line(who), room-widget.Width(title)-2))
	}
	return sign + widget.Pad(title, room+1) + figures + style.Render(state)
}

// leastName is the least room that a name is shown in.
const leastName = 12

// work is what is signed, what is in review and what is still to be done, in
// lines of w columns.
func (m *tasks) work(w int) []string {
	t, d := m.env.theme, m.env.desk
	p := d.progress()
	var lines []string
	if all := d.shown.StandingSignatures(); len(all) > 0 {
		lines = append(lines, t.Good.Render("Signed by "+plain.Line(signers(all))+m.env.tell(". Press {app.sign}.")))
	}
	if words := d.lapse().short(m.env); words != "" {
		lines = append(lines, t.Warn.Render(words))
	}
	var parts []string
	if words := reviewTally(p.Tally); words != "" {
		parts = append(parts, words)
	}
	if p.Actions > 0 {
		words := fmt.Sprintf("%d %s open", p.Actions, assessment.Plural(p.Actions, "action", "actions"))
		if p.Overdue > 0 {
			words += fmt.Sprintf(", %d overdue", p.Overdue)
		}
		parts = append(parts, words)
	}
	if one := strings.Join(parts, " · "); len(parts) > 0 && widget.Width(one) <= w {
		parts = []string{one}
	}
	return append(lines, parts...)
}

// foot is what needs attention and what is still to be done, as far as it leaves
// some sections in h lines; and where the questions come from, as far as it
// leaves them all.
func (m *tasks) foot(w, h int) page {
	t, p := m.env.theme, m.env.desk.progress()
	lines := []string{""}
	switch {
	case p.Attention > 0:
		lines = append(lines, t.Warn.Render(assessment.Capital(needAttention(p.Attention))+m.env.tell(". Press {app.check} to check answers.")))
	case p.Answered == 0:
		lines = append(lines, m.env.tell("Nothing has been answered yet. Press {tasks.open} to open the first section."))
	case p.Answered == p.Items:
		lines = append(lines, t.Good.Render(m.env.tell("Every question is answered. Press {app.check} to check, {app.export} to export.")))
	}
	for _, l := range m.work(w) {
		lines = append(lines, widget.Wrap(l, w)...)
	}
	list, head := m.env.desk.shown.Checklist(), len(m.head(w))
	lines = lines[:min(len(lines), max(2, h-head-min(leastSections, len(list.Sections))))]
	room := h - head - len(lines) - len(list.Sections)
	small := widget.Wrap(plain.Line(list.Title+", edition "+list.Edition+". "+list.Provenance), w)
	if len(small) > room {
		small = widget.Wrap(plain.Line("Edition "+list.Edition+". "+list.Provenance), w)
	}
	if len(small) > room && room > 0 {
		small = folded(strings.Join(small, " "), w, room)
	}
	for i, l := range small {
		small[i] = t.Dim.Render(l)
	}
	lines = append(lines, small[:max(0, min(room, len(small)))]...)
	// A tall terminal has room for what comes next, and what was done last.
	foot := page{lines: lines}
	room -= len(small)
	next := m.env.nextToAnswer(w, min(room/2, mostBelow))
	foot.join(next)
	foot.join(m.env.lastChanges(w, min(room-len(next.lines), mostBelow)))
	return foot
}

// sectionDetail is a section beside a list that it stands in, in at most h lines of
// w columns; a click on what is no question of it is Enter.
func (e *env) sectionDetail(s assessment.SectionProgress, w, h int) page {
	t, a := e.theme, e.desk.shown
	lines := []string{t.Title.Render(widget.Cut(plain.Line(s.Section.Title), w)), ""}
	if s.Section.About != "" {
		lines = append(lines, widget.Wrap(plain.Line(s.Section.About), w)...)
		lines = append(lines, "")
	}
	if who := a.At(assessment.AssignedSection(s.Section.ID)).Given; who != "" {
		lines = append(lines, t.Dim.Render(widget.Cut("For "+plain.Line(who), w)), "")
	}
	lines = append(lines, standingBar(t, s.Standings, scaleOf(s.Items, w).of(s.Items)))
	for _, l := range widget.Wrap(tallyWords(s.Tally), w) {
		lines = append(lines, t.Dim.Render(l))
	}
	p := page{lines: append(lines, "")}
	for i := range s.Section.Items {
		if len(p.lines) == h-1 && i < len(s.Section.Items)-1 {
			p.lines = append(p.lines, t.Dim.Render("…"))
			break
		}
		p.opens(e, s.Section.Items[i].ID)
		p.lines = append(p.lines, e.standingRow(a, &s.Section.Items[i], w))
	}
	p.zones = slices.Insert(p.zones, 0, zone{h: len(p.lines), enter: true})
	return p
}
