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

// check shows the whole return before it is sent: what speaks against sending
// it, and then every question with its answer. Enter on a line changes what it
// says, and comes back to it.
type check struct {
	textScreen
	lines    []checkLine
	findings int // lines that are findings
	items    int // questions
}

// A checkLine is one line of the return, and what it is about.
type checkLine struct {
	line
	about  checkPlace
	stop   bool // can be chosen
	marked bool // n and N go to it
}

// A checkPlace is where on the screen a line is, whatever becomes of the lines
// before it.
type checkPlace struct {
	code    assessment.Code // of a finding; empty among the answers
	section string
	item    string // empty for what concerns the whole return
	field   string // or the detail of a finding without an item
	part    checkPart
	n       int // of the finding or the item, from 1
}

type checkPart int

const (
	partItem checkPart = iota
	partField
	partNarrative
	partEvidence // and actions, among the answers
	partActions
	partReview
)

// rowsOf are the rows of a question that parts of its answer other than fields
// are changed on.
var rowsOf = map[checkPart]rowKind{partNarrative: rowNarrative, partEvidence: rowEvidence, partActions: rowActions, partReview: rowReply}

// partOf is the part of the answer that a finding is about.
func partOf(a assessment.Assessment, it *checklist.Item, f assessment.Finding) checkPart {
	_, field := it.Field(f.Field)
	switch {
	case field:
		return partField
	case f.Field == checklist.Narrative:
		return partNarrative
	case f.Field == assessment.AtReview:
		return partReview
	case f.Code == assessment.CodeNoEvidence, slices.ContainsFunc(a.EvidenceFor(it.ID), func(e assessment.Evidence) bool { return e.ID == f.Field }):
		return partEvidence
	case f.Code == assessment.CodeNoAction, slices.ContainsFunc(a.ActionsFor(it.ID), func(x assessment.Action) bool { return x.ID == f.Field }):
		return partActions
	}
	return partItem
}

// placeOf is what a finding is about.
func placeOf(a assessment.Assessment, f assessment.Finding) checkPlace {
	at := checkPlace{code: f.Code, section: f.Section, item: f.Item, field: f.Field}
	if it, ok := a.Item(f.Item); ok {
		at.part = partOf(a, it, f)
	}
	return at
}

func newCheck(e *env) *check { return &check{textScreen: onText(e)} }

func (m *check) Fit() {
	if m.stale() {
		m.refresh()
	}
}

func (m *check) Titles() (string, string) {
	const what = "Check the answers before you send them"
	if m.findings == 0 {
		return what, "Nothing speaks against it"
	}
	return what, fmt.Sprintf("%d %s, then every question", m.findings, assessment.Plural(m.findings, "finding", "findings"))
}

func (m *check) Explain() string {
	return "This is the whole return as it stands: first what speaks against sending it, then every question with its answer. " +
		"A reviewer accepts the answers here line by line, or returns them with a note; when nothing speaks against it, the return is signed. Nothing here stops you from saving or coming back later. Enter on a line goes to its question, and Esc brings you back to the same line."
}

func (m *check) Actions() []action {
	e := m.env
	at, _ := m.at()
	noItem, noDetails := "", ""
	switch {
	case at.code != "":
		noItem = "This is a finding: move to its question below to review it."
	case at.item == "":
		noItem = "There is no question on this line."
	}
	if at.item == "" {
		noDetails = e.locked()
	}
	verb := "change"
	if e.locked() != "" {
		verb = "open"
	}
	return []action{
		can("check.change", m.change).called(verb).unless(noDetails),
		can("check.accept", m.accept).unless(noItem).unless(e.noAccept(at.item)),
		can("check.return", func() tea.Cmd { return e.open(newReturn(e, at.item)) }).
			unless(noItem).unless(e.noReturn(at.item)),
		can("check.next", func() tea.Cmd { return m.next(1) }),
		can("check.previous", func() tea.Cmd { return m.next(-1) }).off(),
		hide("app.check", "These are the answers."),
		can("app.sign", func() tea.Cmd { return e.open(newSignOff(e)) }),
		can("app.export", func() tea.Cmd { return e.open(newExport(e)) }),
		assignAction(e, at.item).unless(noItem),
	}
}

// accept accepts the answer of the line, and goes to the next question that is
// not accepted yet.
func (m *check) accept() tea.Cmd {
	at, _ := m.at()
	save, ok := m.env.accept(at.item)
	if !ok {
		return save
	}
	m.refresh()
	for i := m.text.Cursor + 1; i < len(m.lines); i++ {
		l := m.lines[i]
		if l.stop && l.about.code == "" && l.about.item != at.item && m.env.noAccept(l.about.item) == "" {
			m.text.To(i)
			return tea.Batch(save, say(at.item+" is accepted."))
		}
	}
	return tea.Batch(save, say(at.item+" is accepted. There is nothing more to accept after it."))
}

// at is what the line under the cursor is about.
func (m *check) at() (checkPlace, bool) {
	if m.text.Cursor < 0 || m.text.Cursor >= len(m.lines) {
		return checkPlace{}, false
	}
	l := m.lines[m.text.Cursor]
	return l.about, l.stop
}

func (m *check) change() tea.Cmd {
	at, ok := m.at()
	if !ok {
		return nil
	}
	return openAt(m.env, at)
}

// openAt opens what is at a place: the part of a question, or the details.
func openAt(e *env, at checkPlace) tea.Cmd {
	if at.item == "" {
		if why := e.locked(); why != "" {
			return complain(why)
		}
		return e.open(newDetails(e).on(assessment.Detail(at.field)))
	}
	q := newQuestionAt(e, at.item, at.field)
	for i, r := range q.rows() {
		if kind, ok := rowsOf[at.part]; ok && r.kind == kind {
			q.focus = i
		}
	}
	return e.open(q)
}

func (m *check) next(step int) tea.Cmd {
	for i := m.text.Cursor + step; i >= 0 && i < len(m.lines); i += step {
		if m.lines[i].marked {
			m.text.To(i)
			return nil
		}
	}
	if step < 0 {
		return say("There is nothing to look at before this line.")
	}
	return say("There is nothing more to look at after this line.")
}

// refresh builds the lines again, and keeps the cursor where it was.
func (m *check) refresh() {
	at, ok := m.at()
	m.build()
	if ok {
		m.text.Cursor = m.find(at, m.text.Cursor)
	}
	stops := make([]int, 0, len(m.lines))
	for i, l := range m.lines {
		if l.stop {
			stops = append(stops, i)
		}
	}
	m.text.Set(len(m.lines), stops, m.size.Height)
}

// find is the line of that place: the one at the number given if it is still
// there, or the first of the same place, or of the same item.
func (m *check) find(at checkPlace, line int) int {
	at.n = 0
	is := func(l checkLine, want checkPlace) bool { l.about.n = 0; return l.stop && l.about == want }
	if line < len(m.lines) && is(m.lines[line], at) {
		return line
	}
	for _, want := range []checkPlace{at, {code: at.code, section: at.section, item: at.item}} {
		if i := slices.IndexFunc(m.lines, func(l checkLine) bool { return is(l, want) }); i >= 0 {
			return i
		}
	}
	return line
}

// build makes the lines: findings, and then answers.
func (m *check) build() {
	a := m.env.desk.shown
	m.lines = m.lines[:0]
	w := max(1, listWidth(m.size.Width)-margin)
	m.buildState(w)
	m.buildFindings(a, m.env.desk.progress().Findings, w)
	m.buildAnswers(a, m.env.desk.progress(), w)
}

// stopping says which of the lines about one thing can be chosen.
type stopping int

const (
	stopNever stopping = iota
	stopFirst          // they are few, and seen together
	stopEach           // they may be more than the window holds
)

func (m *check) add(about checkPlace, stop stopping, lines ...line) {
	for i, l := range lines {
		m.lines = append(m.lines, checkLine{line: l, about: about, stop: stop == stopEach || stop == stopFirst && i == 0})
	}
}

func (m *check) say(lines ...line) { m.add(checkPlace{}, stopNever, lines...) }
func (m *check) gap()              { m.say(line{}) }

// inSeverity is the tone of the heading over findings.
func inSeverity(s assessment.Severity) tone {
	return map[assessment.Severity]tone{assessment.Error: inBad, assessment.Warning: inWarn, assessment.Note: inTitle}[s]
}

// unanswered is what one finding says for n of the questions of a section.
func unanswered(n int, s *checklist.Section) string {
	return fmt.Sprintf("%d of %d not yet answered: %s", n, len(s.Items), s.Title)
}

func (m *check) buildFindings(a assessment.Assessment, findings []assessment.Finding, w int) {
	idWidth := idColumn(a.Checklist())
	m.findings = 0
	for _, s := range assessment.Severities {
		mine := assessment.FoldUnanswered(a.Checklist(), findings, s, unanswered)
		if len(mine) == 0 {
			continue
		}
		m.say(toLines(inSeverity(s), wrap(s.Heading(len(mine)), w)...)...)
		for _, f := range mine {
			m.findings++
			about := placeOf(a, f)
			about.n = m.findings
			first := len(m.lines)
			m.add(about, stopFirst, toLines(nil, hang(widget.Pad(plain.Line(f.Item), idWidth), plain.Line(f.Text), w)...)...)
			m.lines[first].marked = true
		}
		m.gap()
	}
	if m.findings == 0 {
		m.say(toLines(inGood, wrap("Nothing speaks against sending this return.", w)...)...)
		m.gap()
	}
}

func (m *check) buildAnswers(a assessment.Assessment, p assessment.Progress, w int) {
	evidence, actions := behind(a)
	idWidth := idColumn(a.Checklist())
	m.items = 0
	for _, s := range p.Sections {
		m.say(line{
			text: plain.Line(s.Section.Title), tone: inTitle,
			right: fmt.Sprintf("%d of %d answered", s.Answered, s.Items), state: inDim,
		}, line{text: strings.Repeat("─", w), tone: inDim})
		for i := range s.Section.Items {
			it := &s.Section.Items[i]
			m.items++
			about := checkPlace{section: s.Section.ID, item: it.ID, n: m.items}
			m.buildItem(a, it, about, w, idWidth)
			if text := behindWords(evidence[it.ID], actions[it.ID]); text != "" {
				about.part = partEvidence
				m.add(about, stopFirst, line{text: widget.Pad("", idWidth) + text, tone: inDim})
			}
			m.gap()
		}
	}
}

func (m *check) buildItem(a assessment.Assessment, it *checklist.Item, about checkPlace, w, idWidth int) {
	standing := a.Standing(it)
	words := assessment.Capital(a.StandingWords(it))
	title := toLines(inTitle, hang(widget.Pad(plain.Line(it.ID), idWidth), plain.Line(it.Title), w-widget.Width(words)-2)...)
	title[0].right, title[0].state = words, inStanding(standing)
	first := len(m.lines)
	m.add(about, stopFirst, title...)
	m.lines[first].marked = standing == checklist.Unanswered
	label := 0
	for i := range it.Fields {
		if a.Shown(it, &it.Fields[i]) {
			label = max(label, widget.Width(plain.Line(it.Fields[i].Label)))
		}
	}
	label = min(label, (w-idWidth)/2)
	for i := range it.Fields {
		f := &it.Fields[i]
		if !a.Shown(it, f) {
			continue
		}
		place := about
		place.part, place.field = partField, f.ID
		words, t := m.env.notProvided(f, a.Field(it, f))
		m.add(place, stopEach, toLines(t, labelled(idWidth, label, plain.Line(f.Label), words, w)...)...)
	}
	if n, ok := a.Remainder(it); ok && n > 0 {
		m.add(about, stopNever, toLines(nil, labelled(idWidth, label, "Not accounted for", assessment.Thousands(n), w)...)...)
	}
	if n := a.At(assessment.Narrative(it.ID)); n.IsAnswered() {
		about.part = partNarrative
		bar := widget.Pad("", idWidth) + "│ "
		m.add(about, stopEach, toLines(nil, widget.Indent(bar, wrap(plain.Text(n.Given), w-idWidth-2))...)...)
	}
	m.buildReview(a, it.ID, about, w, idWidth)
}

// buildReview is who the question is for, and what its reviewer has said.
func (m *check) buildReview(a assessment.Assessment, item string, about checkPlace, w, idWidth int) {
	r := a.Review(item)
	say := func(text string) {
		m.add(about, stopNever, toLines(inReview(r.State), widget.Indent(widget.Pad("", idWidth), wrap(text, w-idWidth))...)...)
	}
	if who := a.Assigned(item); who != "" {
		say("For " + plain.Line(who))
	}
	words := plain.Line(r.Said(m.env.day(r.Time)))
	switch r.State {
	case assessment.NotReviewed:
		return
	case assessment.ReviewReturned, assessment.ReviewReplied:
		words += ": " + plain.Line(r.Note)
	}
	say(words)
	if r.State == assessment.ReviewReplied {
		say("Answered: " + plain.Line(r.Reply))
	}
}

// buildState is whether the return is signed, what that no longer covers, and how
// far the review has come.
func (m *check) buildState(w int) {
	d := m.env.desk
	before := len(m.lines)
	var names []string
	for _, s := range d.shown.StandingSignatures() {
		names = append(names, signer(s)+" on "+m.env.day(s.Time))
	}
	if len(names) > 0 {
		m.say(toLines(inGood, wrap(plain.Line("Signed by "+joined(names)+m.env.tell(". It is read-only until it is reopened: {app.sign}.")), w)...)...)
	}
	if words := d.lapse().words(); words != "" {
		m.say(toLines(inWarn, wrap(plain.Line(words), w)...)...)
	}
	if p := d.progress().Tally; reviewTally(p) != "" {
		m.say(toLines(nil, wrap(fmt.Sprintf("Review: %s, %d not reviewed", reviewTally(p), p.Reviews[assessment.NotReviewed]), w)...)...)
	}
	if len(m.lines) > before {
		m.gap()
	}
}

// labelled is a label in its column and the words beside it.
func labelled(indent, column int, label, words string, w int) []string {
	labels := wrap(label, max(1, column))
	values := wrap(words, w-indent-column-2)
	lines := make([]string, max(len(labels), len(values)))
	for i := range lines {
		var l, v string
		if i < len(labels) {
			l = labels[i]
		}
		if i < len(values) {
			v = values[i]
		}
		lines[i] = strings.TrimRight(widget.Pad("", indent)+widget.Pad(l, column)+"  "+v, " ")
	}
	return lines
}

// notProvided is a value in words that stand alone, as in a table.
func (e *env) notProvided(f *checklist.Field, v assessment.Value) (string, tone) {
	switch v.State {
	case assessment.Unanswered:
		return "Not provided", inDim
	case assessment.Given:
		return plain.Text(e.words(f, v)), nil
	}
	return plain.Text(assessment.Capital(e.words(f, v))), nil
}

// behind counts the evidence and the actions of each item.
func behind(a assessment.Assessment) (evidence, actions map[string]int) {
	evidence, actions = map[string]int{}, map[string]int{}
	for _, e := range a.Evidence() {
		for _, id := range e.Items {
			evidence[id]++
		}
	}
	for _, x := range a.Actions() {
		for _, id := range x.Items {
			actions[id]++
		}
	}
	return evidence, actions
}

func behindWords(evidence, actions int) string {
	e := fmt.Sprintf("%d %s of evidence", evidence, assessment.Plural(evidence, "piece", "pieces"))
	x := fmt.Sprintf("%d %s", actions, assessment.Plural(actions, "action", "actions"))
	switch {
	case evidence > 0 && actions > 0:
		return e + ", " + x
	case evidence > 0:
		return e
	case actions > 0:
		return x
	}
	return ""
}

// idColumn is the width of the longest id, and a gap.
func idColumn(list *checklist.Checklist) int {
	w := 0
	for _, it := range list.Items() {
		w = max(w, widget.Width(plain.Line(it.ID)))
	}
	return min(w, 12) + 2
}

func (m *check) Draw(w, h int) page {
	p := drawWindow(m.env.theme, &m.text, func(i int) line { return m.lines[i].line }, listWidth(w))
	if at, ok := m.at(); ok {
		what, of := "question ", m.items
		if at.code != "" {
			what, of = "finding ", m.findings
		}
		p.place = []string{what + nth(at.n-1, of)[0]}
	}
	return p.aside(w, h, 0, m.beside)
}

// beside is the question that the line under the cursor is about.
func (m *check) beside(w int) []string {
	at, _ := m.at()
	return m.env.detailOf(at.item, w)
}

// detailOf is detail of the question with that id, under its name; nothing if there
// is none.
func (e *env) detailOf(item string, w int) []string {
	it, ok := e.desk.shown.Item(item)
	if !ok {
		return nil
	}
	name := widget.Cut(plain.Line(it.ID+"  "+it.Title), w)
	return append([]string{e.theme.Dim.Render(name)}, e.detail(it, w)...)
}
