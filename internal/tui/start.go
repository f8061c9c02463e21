package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// start asks for what a new assessment needs, one thing at a time, and starts
// it: one of its own, or the next period behind another. Going back loses
// nothing: each step keeps what was given.
type start struct {
	rowScreen
	at    stage
	forms map[stage]*form // of every stage but the force and the preview
	lists []*checklist.Checklist

	from    *assessment.Assessment // the one that it follows; nil for none
	preview preview

	search field
	found  []checklist.Force
	force  checklist.Force // without an id if it was typed in

	busy    bool
	done    bool
	trouble string // why it could not be started
}

// A stage is what is asked on one step.
type stage int

const (
	askChecklist stage = iota
	askForce
	askSelf // part of the step before
	askPeriod
	askMarking
	askLead
	askPreview // of what is asked otherwise, where another one is followed
)

// started says how the start of an assessment went.
type started struct {
	from *start
	a    assessment.Assessment
	err  error
}

func newStart(e *env) *start {
	m := &start{rowScreen: onRows(e), search: newField("")}
	m.offer(e.library.Checklists)
	m.at = m.stages()[0]
	m.find()
	return m
}

// offer readies the steps, with those checklists to choose from.
func (m *start) offer(lists []*checklist.Checklist) {
	m.lists = lists
	options := make([]option, len(lists))
	for i, c := range lists {
		options[i] = option{value: fmt.Sprint(i), label: c.Title + " (" + c.Edition + ")"}
		if m.from != nil {
			options[i].label = assessment.EditionWords(c, m.from.Checklist())
		}
	}
	self := []option{{value: "the force", label: "The force"}, {value: "the constabulary", label: "The constabulary"}, {value: "the service", label: "The service"}}
	m.forms = map[stage]*form{
		askSelf:    formOf(choiceInput("It calls itself", "", self, "")),
		askMarking: formOf(markingInput("")),
		askLead:    formOf(lineInput("Led by", "You can leave this empty.", "", "").of(assessment.Detail(assessment.DetailLead))),
	}
	if len(lists) > 0 {
		m.forms[askChecklist] = formOf(choiceInput("Checklist", "", options, ""))
	}
	m.presetPeriod()
}

func formOf(inputs ...input) *form {
	f := newForm(inputs...)
	return &f
}

// stages are what is asked, given what has been answered.
func (m *start) stages() []stage {
	var all []stage
	if len(m.lists) > 1 {
		all = append(all, askChecklist)
	}
	if m.from != nil {
		return append(all, askPeriod, askMarking, askLead, askPreview)
	}
	all = append(all, askForce)
	if m.force.Name != "" && m.force.ID == "" {
		all = append(all, askSelf)
	}
	return append(all, askPeriod, askMarking, askLead)
}

// step is the number of the step and how many there are.
func (m *start) step() (n, of int) {
	for _, s := range m.stages() {
		if s == askSelf {
			continue
		}
		of++
		if s <= m.at {
			n = of
		}
	}
	return n, of
}

func (m *start) list() *checklist.Checklist {
	if len(m.lists) == 0 {
		return nil
	}
	return m.lists[m.forms[askChecklist].inputs[0].chosen]
}

// last reports whether nothing more is asked behind the step that is shown.
func (m *start) last() bool {
	stages := m.stages()
	return m.at == stages[len(stages)-1]
}

// presetPeriod takes the period from the checklist, or puts it behind that of
// the assessment that is followed, unless one has been typed.
func (m *start) presetPeriod() {
	if f := m.forms[askPeriod]; f != nil && f.changed() {
		return
	}
	var p checklist.Period
	if c := m.list(); c != nil {
		p = c.Period
	}
	day := func(iso string) time.Time {
		t, _ := assessment.ParseDate(iso)
		return t
	}
	if m.from != nil {
		m.forms[askPeriod] = formOf(m.nextPeriod(day(p.To), day(p.Baseline))...)
		return
	}
	m.forms[askPeriod] = formOf(periodInputs(m.env.Dates, day(p.From), day(p.To), day(p.Baseline))...)
}

func (m *start) Editing() bool { return m.at != askPreview }

func (m *start) Press(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.busy:
	case m.at == askPreview:
		m.preview.text.Press(k.String())
	case m.at != askForce:
		return m.forms[m.at].press(k)
	case m.search.over(&m.rows, k):
		m.find()
	}
	return nil
}

func (m *start) Paste(p tea.PasteMsg) tea.Cmd {
	switch {
	case m.busy, m.at == askPreview:
	case m.at != askForce:
		return m.forms[m.at].paste(p)
	case m.search.update(tea.PasteMsg{Content: oneLine.Replace(p.Content)}):
		m.find()
	}
	return nil
}

func (m *start) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(started); ok && msg.from == m {
		return m.started(msg)
	}
	return nil
}

func (m *start) Fit() {
	m.rows.Set(len(m.found), m.room(m.size.Height))
	if m.at == askPreview && m.stale() {
		m.foresee()
	}
}

// find lists the forces that have every word that was typed in their names.
func (m *start) find() {
	words := strings.Fields(strings.ToLower(m.search.value()))
	m.found = nil
	for _, f := range m.env.library.Forces {
		name := strings.ToLower(f.Name)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
			m.found = append(m.found, f)
		}
	}
	m.rows.To(0)
}

// asTyped is the name that matches no force and may be taken as it is.
func (m *start) asTyped() string {
	if len(m.found) > 0 {
		return ""
	}
	return strings.Join(strings.Fields(m.search.value()), " ")
}

// next goes on from the step that is shown, if it is answered.
func (m *start) next() tea.Cmd {
	switch m.at {
	case askForce:
		return m.pick()
	case askPreview:
		return m.begin()
	}
	f := m.forms[m.at]
	if !f.last() {
		f.to(f.at + 1)
		return nil
	}
	if !f.check() || m.at == askPeriod && !checkPeriod(f) {
		return nil
	}
	if m.last() {
		return m.begin()
	}
	if m.at == askChecklist {
		m.presetPeriod()
	}
	m.to(1)
	return nil
}

func (m *start) pick() tea.Cmd {
	typed := m.asTyped()
	switch {
	case len(m.found) > 0:
		m.force = m.found[m.rows.Cursor]
	case typed == "":
		return complain("Type the name of the force, or part of it.")
	case len([]rune(typed)) > maxLine:
		return complain("The name is too long; the most that fits is " + assessment.Thousands(maxLine) + " characters.")
	default:
		m.force = checklist.Force{Name: typed}
	}
	m.to(1)
	return nil
}

// to goes n steps on, or back.
func (m *start) to(n int) {
	stages := m.stages()
	i := slices.Index(stages, m.at) + n
	m.at = stages[max(0, min(i, len(stages)-1))]
	m.trouble = ""
	if f := m.forms[m.at]; f != nil {
		f.to(0)
	}
	if m.at == askPreview {
		m.foresee()
	}
}

func (m *start) previous() tea.Cmd {
	if m.at == m.stages()[0] {
		return m.env.back(m)
	}
	m.to(-1)
	return nil
}

// begin starts the assessment.
func (m *start) begin() tea.Cmd {
	if why := m.env.unsaved(); why != "" {
		return complain(why)
	}
	if m.list() == nil {
		return complain("There is no checklist to start from.")
	}
	m.busy, m.trouble = true, ""
	p := journal.Plan{Checklist: m.list(), Force: m.chosenForce(), Details: m.details(), Author: m.env.author}
	if m.from != nil {
		p.Follows, p.Last = m.from.ID(), m.from.AsLast(p.Checklist)
	}
	return m.start(p)
}

func (m *start) chosenForce() checklist.Force {
	f := m.force
	if f.ID == "" && m.from == nil {
		f.Self = m.forms[askSelf].value(0)
	}
	return f
}

// details are what was answered besides the force.
func (m *start) details() []assessment.Edit {
	var edits []assessment.Edit
	for _, s := range []stage{askPeriod, askMarking, askLead} {
		for i := range m.forms[s].inputs {
			if e := m.forms[s].inputs[i].edit(); e.New.IsAnswered() {
				edits = append(edits, e)
			}
		}
	}
	return edits
}

// start returns the command that starts an assessment by that plan.
func (m *start) start(p journal.Plan) tea.Cmd {
	j := m.env.journal
	return func() tea.Msg {
		a, err := j.Start(context.Background(), p)
		return started{m, a, err}
	}
}

func (m *start) started(msg started) tea.Cmd {
	m.busy = false
	if msg.err != nil {
		m.trouble = "The assessment was not started. " + sentence(msg.err)
		return nil
	}
	m.done = true
	text := "Started. Everything is saved as you go."
	if m.from != nil {
		text = "Started. On a question, = says that last time's answer is still true."
	}
	return tea.Batch(m.env.take(msg.a), m.env.replace(m, newTasks(m.env)), say(text))
}

func (m *start) Actions() []action {
	name := "next"
	if m.last() {
		name = "start it"
	}
	why := ""
	if m.busy {
		why = "It is being started. Wait a moment."
	}
	all := []action{can("form.next", m.next).called(name).saying("Go on to the next step, and start the assessment behind the last one").unless(why)}
	if f := m.forms[m.at]; f != nil && len(f.inputs) > 1 {
		all = append(all, can("form.down", func() tea.Cmd { f.to(f.at + 1); return nil }))
	}
	return append(all, can("start.back", m.previous).unless(why))
}

// Drawing.

func (m *start) Titles() (string, string) {
	n, of := m.step()
	title := "Start a new assessment"
	if m.from != nil {
		title = "Start the next period"
	}
	if m.force.Name != "" && (m.at > askForce || m.from != nil) {
		title += ": " + m.force.Name
	}
	return title, fmt.Sprintf("Step %d of %d", n, of)
}

func (m *start) Explain() string {
	if m.from != nil {
		return "The next period of the same force, with the same checklist or a newer edition of it. No answer is copied: last time's stands beside each question, " +
			"where one key says that it is still true. The last step shows what is asked otherwise than last time, before anything is started. Going back a step loses nothing."
	}
	return "A new assessment is for one force and one period. Find the force by typing part of its name; a force that is not listed can be typed in. " +
		"The period, the protective marking and the lead can all be changed later, in the details of the assessment. Going back a step loses nothing."
}

// questions are the heading of each stage, and a sentence below it.
var questions = map[stage][2]string{
	askChecklist: {"Which checklist do you want to answer?", ""},
	askForce:     {"Which force is it for?", "Type part of its name."},
	askSelf:      {"What does it call itself?", "Sentences about the answers use this, as in “the constabulary has recorded 84 applications”."},
	askPeriod:    {"Which period are the answers about?", "Dates may be typed as 2012-05-31, 31/05/2012 or 31 May 2012."},
	askMarking:   {"Which protective marking does it carry?", noSecrets},
	askLead:      {"Who leads the assessment?", "Often the head of professional standards. The name is in the export."},
	askPreview:   {"What will be started", ""},
}

func (m *start) Draw(w, h int) page {
	if m.at == askPreview {
		return m.drawPreview(w, h)
	}
	t, q := m.env.theme, questions[m.at]
	above := []string{t.Title.Render(q[0])}
	if q[1] != "" {
		for _, l := range widget.Wrap(q[1], w) {
			above = append(above, t.Dim.Render(l))
		}
	}
	above = append(above, "")
	var p page
	if m.at == askForce {
		p = m.drawForces(w)
	} else {
		p = m.forms[m.at].draw(t, w)
	}
	if m.at == askLead && m.last() {
		p.lines = append(append(p.lines, "", t.Title.Render(questions[askPreview][0])), m.summary(w)...)
	}
	p.lines = append(p.lines, m.state(w)...)
	return p.below(above).fit(h)
}

// state is how the start of the assessment goes, and empty before it is asked.
func (m *start) state(w int) []string {
	switch {
	case m.busy:
		return []string{"", "Starting the assessment."}
	case m.trouble != "":
		lines := []string{""}
		for _, l := range widget.Wrap(plain.Line(m.trouble), w) {
			lines = append(lines, m.env.theme.Bad.Render(l))
		}
		return lines
	}
	return nil
}

// room is how many forces fit a body of that height, beside the heading and the
// search.
func (m *start) room(h int) int { return h - 3 - 2 }

func (m *start) drawForces(w int) page {
	t := m.env.theme
	const label = "  Force  "
	line, x := m.search.draw(t, label, min(w-1, widget.Width(label)+fieldWidth))
	p := page{lines: []string{line, ""}, x: x}
	m.search.in(&p, label, 0, min(w-1, widget.Width(label)+fieldWidth))
	if typed := m.asTyped(); typed != "" {
		p.lines = append(p.lines, "No force of that name is listed.", "")
		p.lines = append(p.lines, t.Accent.Render(m.env.tell("{form.next}"))+widget.Cut("  Use “"+plain.Line(typed)+"” as typed", w-1))
		return p
	}
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor {
			p.lines = append(p.lines, t.Selected.Render("› "+plain.Line(m.found[i].Name)))
			continue
		}
		p.lines = append(p.lines, "  "+m.marked(m.found[i].Name))
	}
	p.place = nth(m.rows.Cursor, len(m.found))
	return p
}

// marked is the name of a force with the words that were typed accented.
func (m *start) marked(name string) string {
	t, lower := m.env.theme, strings.ToLower(name)
	hit := make([]bool, len(name))
	for _, w := range strings.Fields(strings.ToLower(m.search.value())) {
		if i := strings.Index(lower, w); i >= 0 && i+len(w) <= len(name) {
			for k := range len(w) {
				hit[i+k] = true
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(name); {
		n := i
		for n < len(name) && hit[n] == hit[i] {
			n++
		}
		if hit[i] {
			b.WriteString(t.Accent.Render(plain.Line(name[i:n])))
		} else {
			b.WriteString(plain.Line(name[i:n]))
		}
		i = n
	}
	return b.String()
}

// summary is what is about to be started.
func (m *start) summary(w int) []string {
	period := m.forms[askPeriod]
	d := assessment.Details{From: period.day(inputFrom), To: period.day(inputTo)}
	marking := m.forms[askMarking].value(0)
	if marking == "" {
		marking = "No marking chosen yet"
	}
	var lines []string
	for _, s := range []string{m.force.Name, d.In(assessment.Dates(m.env.Dates.Layout())).PeriodWords(), marking} {
		lines = append(lines, widget.Cut(plain.Line(s), w))
	}
	return lines
}
