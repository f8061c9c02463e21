package tui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/pack"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// proposals shows what a colleague has filled in beside what stands, and takes
// over what the person accepts: all of it as one change, which is the colleague's.
//
// Rules of this file, beside those of screen.go:
//
//   - Nothing is recorded before the person says so for all that is accepted, and
//     no answer that stands is replaced without a yes to its own row.
//   - What was decided of an answer holds for what stood beside it: where that is
//     changed meanwhile, the person is asked again.
//   - Decisions stay with the file until the app ends; text that was typed to edit
//     an answer is a draft of its field.
type proposals struct {
	textScreen
	path  string
	from  assessment.Author
	reply *pack.Reply
	found *pack.Proposals
	// decided is by target; what does not hold any more is not in it.
	decided map[assessment.Target]decision
	busy    bool // a backup is being made

	head  assessment.Head // that lines were built for
	lines []line
	stops []int
	about []about // of the stops
}

// A decision is what a person says of one proposal.
type decision struct {
	accepted bool // or else declined
	taken    bool // it was accepted, and is recorded
	value    assessment.Value
	yours    assessment.Value // that stood beside it
	theirs   assessment.Value
}

// edited reports whether what is accepted is not what they wrote.
func (v decision) edited() bool { return v.accepted && v.value != v.theirs }

// An about is what a row of the screen is about: a proposal or a problem.
type about struct {
	proposal *pack.Proposal
	problem  *pack.Problem
}

// backedUp says that a backup was made, or why not, and what is to be taken over.
type backedUp struct {
	by  *proposals
	op  op
	err error
}

// newProposals is the screen of what a file holds, and an error if it is not one
// for the assessment that is open.
func newProposals(e *env, path string, reply *pack.Reply, from assessment.Author) (*proposals, error) {
	m := &proposals{textScreen: onText(e), path: path, from: from, reply: reply, decided: map[assessment.Target]decision{}}
	if before, ok := e.desk.replies[path]; ok {
		m.decided = before.decided
	}
	if err := m.look(); err != nil {
		return nil, err
	}
	if e.desk.replies == nil {
		e.desk.replies = map[string]*proposals{}
	}
	e.desk.replies[path] = m
	return m, nil
}

func (m *proposals) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case backedUp:
		if msg.by == m {
			cmd = m.record(msg)
		}
	case proposalEdited:
		if msg.by == m {
			cmd = m.acceptEdited(msg)
		}
	}
	if m.head != m.env.desk.shown.Head() {
		if err := m.look(); err != nil {
			return complain(whyNotRead(err))
		}
		m.build()
	}
	return cmd
}

func (m *proposals) Fit() {
	if m.stale() {
		m.build()
	}
}

// look holds the file against what stands, and lets go of decisions that do not
// hold any more.
func (m *proposals) look() error {
	found, err := m.reply.Against(m.env.desk.shown)
	if err != nil {
		return err
	}
	m.found, m.head = found, m.env.desk.shown.Head()
	held := map[assessment.Target]decision{}
	for i := range found.All {
		p := &found.All[i]
		if v, ok := m.decided[p.Target]; ok && v.yours == p.Yours && v.theirs == p.Theirs && p.Outcome != pack.SameAnswer {
			held[p.Target] = v
		}
	}
	m.decided = held
	return nil
}

func (m *proposals) Titles() (string, string) {
	accepted, declined := m.tally()
	open := 0
	for i := range m.found.All {
		if m.closed(&m.found.All[i]) == "" {
			open++
		}
	}
	text := fmt.Sprintf("%d of %d accepted", accepted, open)
	if declined > 0 {
		text += fmt.Sprintf(", %d declined", declined)
	}
	return "Answers from " + m.from.String(), text
}

func (m *proposals) tally() (accepted, declined int) {
	for _, v := range m.decided {
		switch {
		case v.taken:
		case v.accepted:
			accepted++
		default:
			declined++
		}
	}
	return accepted, declined
}

// closed is why there is nothing more to say of p, and empty if there is.
func (m *proposals) closed(p *pack.Proposal) string {
	switch {
	case p.Outcome == pack.SameAnswer:
		return "That is what stands already."
	case m.decided[p.Target].taken:
		return m.env.tell("That was taken over. To change it again, open its question with {proposals.question}.")
	}
	return ""
}

func (m *proposals) Explain() string {
	return "What a colleague has filled in, beside what stands. Accept, edit or decline each answer; nothing is changed until you take over what is accepted, " +
		"which is then one change in your colleague's name, entered by you. What could not be understood is listed below, with where it stands in the file; answer it by hand, or have it put right and import the file again."
}

// at is what the row under the cursor is about.
func (m *proposals) at() about {
	if i, of := m.text.Stop(); i < of {
		return m.about[i]
	}
	return about{}
}

func (m *proposals) Actions() []action {
	at := m.at()
	none := "There is no answer on this line that could be taken over."
	if at.proposal != nil {
		none = m.closed(at.proposal)
	}
	noItem := ""
	if m.item() == "" {
		noItem = "There is no question on this line."
	}
	locked := m.env.locked()
	busy := ""
	if m.busy {
		busy = "They are being taken over."
	}
	noNew := ""
	if m.undecidedNew() == 0 {
		noNew = "No answer that replaces none is left to accept."
	}
	question := can("proposals.question", func() tea.Cmd { return m.env.open(newQuestionAt(m.env, m.item(), m.field())) }).unless(noItem)
	if at.problem == nil { // of which it is what there is to do
		question = question.off()
	}
	return []action{
		can("proposals.accept", m.accept).unless(none).unless(locked),
		can("proposals.decline", m.decline).unless(none),
		can("proposals.take-over", m.takeOver).unless(busy).unless(locked), // or nothing comes of it
		can("proposals.edit", m.edit).unless(none).unless(locked),
		can("proposals.accept-new", m.acceptNew).unless(noNew).unless(locked),
		question,
		can("proposals.back", m.leave),
	}
}

// item is the id of the question of the line, and field that of its field.
func (m *proposals) item() string {
	switch at := m.at(); {
	case at.proposal != nil:
		return at.proposal.Item
	case at.problem != nil:
		return at.problem.Item
	}
	return ""
}

func (m *proposals) field() string {
	switch at := m.at(); {
	case at.proposal != nil && at.proposal.Field != nil:
		return at.proposal.Field.ID
	case at.problem != nil:
		return at.problem.Field
	}
	return ""
}

// decide notes a decision on p, forgets what was typed for another one, and goes on
// to the next answer that nothing was said of.
func (m *proposals) decide(p *pack.Proposal, v decision) tea.Cmd {
	var cmd tea.Cmd
	if m.decided[p.Target].edited() && !v.edited() {
		cmd = m.forget(p.Target)
	}
	v.yours, v.theirs = p.Yours, p.Theirs
	m.decided[p.Target] = v
	i, of := m.text.Stop()
	m.build()
	for n := i + 1; n < of; n++ {
		if m.undecided(m.about[n].proposal) {
			m.text.To(m.stops[n])
			break
		}
	}
	return cmd
}

// forget drops what was typed to edit an answer.
func (m *proposals) forget(t assessment.Target) tea.Cmd {
	d := m.env.desk
	delete(d.typed, t)
	return m.env.dropDrafts(d.shown.ID(), []assessment.Target{t})
}

// undecided reports whether p is one of which something can be said and was not.
func (m *proposals) undecided(p *pack.Proposal) bool {
	if p == nil || m.closed(p) != "" {
		return false
	}
	_, ok := m.decided[p.Target]
	return !ok
}

func (m *proposals) accept() tea.Cmd {
	p := m.at().proposal
	return m.decide(p, decision{accepted: true, value: p.Theirs})
}

func (m *proposals) decline() tea.Cmd { return m.decide(m.at().proposal, decision{}) }

// undecidedNew is how many answers that replace none nothing was said of.
func (m *proposals) undecidedNew() int {
	n := 0
	for i := range m.found.All {
		if p := &m.found.All[i]; p.Outcome == pack.NewAnswer && m.undecided(p) {
			n++
		}
	}
	return n
}

func (m *proposals) acceptNew() tea.Cmd {
	n := m.undecidedNew()
	for i := range m.found.All {
		if p := &m.found.All[i]; p.Outcome == pack.NewAnswer && m.undecided(p) {
			m.decided[p.Target] = decision{accepted: true, value: p.Theirs, yours: p.Yours, theirs: p.Theirs}
		}
	}
	m.build()
	return say(fmt.Sprintf(m.env.tell("%d new %s accepted; {proposals.take-over} takes them over."), n, assessment.Plural(n, "answer is", "answers are")))
}

func (m *proposals) leave() tea.Cmd {
	if accepted, _ := m.tally(); accepted > 0 {
		return tea.Batch(m.env.back(m), say("Nothing was taken over. Import the file again to go on where you were."))
	}
	return m.env.back(m)
}

// edit opens a form with the answer under the cursor.
func (m *proposals) edit() tea.Cmd {
	p := m.at().proposal
	start := p.Theirs
	if v, ok := m.decided[p.Target]; ok && v.accepted {
		start = v.value
	}
	s := &sheet{
		base: on(m.env), title: "Edit their answer", subtitle: m.env.desk.shown.What(p.Target), verb: "accept",
		explain: "Their answer, to be changed before it is taken over. It is recorded as your colleague's, entered by you, once you take over what is accepted.",
		form:    newForm(m.env.proposalInput(p, start).of(p.Target)),
	}
	s.above = hang("Yours   ", plain.Text(m.env.proposed(p, p.Yours)), max(20, m.size.Width))
	s.save = func(f *form) (tea.Cmd, bool) {
		v, err := parseProposal(m.env.desk.shown, p, f.value(0))
		switch {
		case err != nil:
			f.complain(0, assessment.Capital(err.Error())+".")
			return nil, false
		case !v.IsAnswered():
			f.complain(0, "There is nothing in it to take over. Go back with esc, and decline it with d.")
			return nil, false
		}
		return tea.Batch(s.keep(), func() tea.Msg { return proposalEdited{m, p.Target, v} }), true
	}
	return m.env.open(s.begin())
}

// proposalEdited brings what the form of edit made of an answer.
type proposalEdited struct {
	by *proposals
	of assessment.Target
	v  assessment.Value
}

func (m *proposals) acceptEdited(msg proposalEdited) tea.Cmd {
	for i := range m.found.All {
		if p := &m.found.All[i]; p.Target == msg.of {
			return m.decide(p, decision{accepted: true, value: msg.v})
		}
	}
	return nil
}

// proposed is what a value of a proposal says.
func (e *env) proposed(p *pack.Proposal, v assessment.Value) string {
	if p.Field != nil {
		return e.words(p.Field, v)
	}
	return p.Words(v)
}

// proposalInput is a form's input for an answer.
func (e *env) proposalInput(p *pack.Proposal, v assessment.Value) input {
	const states = "For no answer: not-recorded, or not-applicable: with the reason."
	switch {
	case p.Field == nil:
		return longInput("What HMIC will read", "", "", v.Given)
	case p.Field.Kind == checklist.Text:
		return longInput(p.Field.Label, states, "", v.Typed())
	case p.Field.Kind == checklist.Choice:
		var options []option
		for _, o := range p.Field.Options {
			options = append(options, option{value: o.ID, label: o.Label})
		}
		options = append(options, option{heading: "No answer", value: assessment.Missing().Typed(), label: "Not recorded"})
		if v.State == assessment.NotApplicable {
			options = append(options, option{value: v.Typed(), label: assessment.Capital(e.words(p.Field, v))})
		}
		return choiceInput(p.Field.Label, "", options, v.Typed())
	case v.State == assessment.Given:
		return lineInput(p.Field.Label, states, "", e.words(p.Field, v))
	}
	return lineInput(p.Field.Label, states, "", v.Typed())
}

func parseProposal(a assessment.Assessment, p *pack.Proposal, text string) (assessment.Value, error) {
	if p.Field != nil {
		return assessment.Parse(p.Field, text)
	}
	return a.ParseAt(p.Target, text)
}

// takeOver asks, in words, before what is accepted is recorded.
func (m *proposals) takeOver() tea.Cmd {
	var edits []assessment.Edit
	var words []string
	for _, p := range m.found.All {
		v, ok := m.decided[p.Target]
		if !ok || !v.accepted || v.taken {
			continue
		}
		e := assessment.Edit{Target: p.Target, Old: p.Yours, New: v.value}
		edits = append(edits, e)
		words = append(words, m.env.desk.shown.Describe(e))
	}
	n := len(edits)
	if n == 0 {
		return complain("Nothing is accepted yet: a accepts the answer under the cursor.")
	}
	o := op{edits: edits, author: m.from, enteredBy: m.env.author, reason: "Imported from " + filepath.Base(m.path)}
	if assessment.Same(m.from.String(), m.env.author.String()) { // nobody enters what is their own for somebody else
		o.author, o.enteredBy = m.env.author, assessment.Author{}
	}
	question := fmt.Sprintf("Take over %d %s?", n, assessment.Plural(n, "answer", "answers"))
	words = append([]string{"One change by " + o.who() + ":", ""}, words...)
	return m.env.open(newConfirm(m.env, question, words, "take over", func() tea.Cmd {
		m.busy = true
		backup := m.env.Backup
		return func() tea.Msg {
			if backup == nil {
				return backedUp{m, o, nil}
			}
			return backedUp{m, o, backup(context.Background(), "import")}
		}
	}))
}

// who is who made o, and who entered it.
func (o op) who() string { return assessment.Change{Author: o.author, EnteredBy: o.enteredBy}.Who() }

// record records what was accepted, now that there is a backup.
func (m *proposals) record(msg backedUp) tea.Cmd {
	m.busy = false
	n := len(msg.op.edits)
	save := m.env.desk.recordOp(msg.op)
	if m.env.desk.refused != "" {
		return save
	}
	for _, e := range msg.op.edits {
		v := m.decided[e.Target]
		v.taken, v.yours = true, e.New
		m.decided[e.Target] = v
	}
	if msg.err != nil {
		return tea.Batch(save, complain("They were taken over, but no backup could be made before: "+sentence(msg.err)+m.env.tell(" {app.undo} takes them back all the same.")))
	}
	return tea.Batch(save, say(fmt.Sprintf(m.env.tell("%d %s taken over from %s. {app.undo} takes %s back."),
		n, assessment.Plural(n, "answer was", "answers were"), msg.op.author.Name, assessment.Plural(n, "it", "them"))))
}

// Drawing.

// besideFrom is the width from which theirs stands beside yours.
const besideFrom = 70

// proposalsHead is the lines above the answers.
const proposalsHead = 2

// build makes the lines.
func (m *proposals) build() {
	w := max(1, m.size.Width-margin)
	at, _ := m.text.Stop()
	m.lines, m.stops, m.about = m.lines[:0], m.stops[:0], m.about[:0]
	item := ""
	for i := range m.found.All {
		p := &m.found.All[i]
		if p.Item != item {
			if item != "" {
				m.lines = append(m.lines, line{})
			}
			item = p.Item
			title := ""
			if it, ok := m.env.desk.shown.Item(item); ok {
				title = it.Title
			}
			m.lines = append(m.lines, toLines(inTitle, hang(plain.Line(item)+"  ", plain.Line(title), w)...)...)
		}
		m.stop(about{proposal: p})
		m.buildProposal(p, w)
	}
	if len(m.found.All) == 0 {
		m.lines = append(m.lines, toLines(inDim, wrap("Nothing new is proposed: the file says what was sent out, or what stands already.", w)...)...)
	}
	m.buildTroubles(w)
	m.text.Set(len(m.lines), m.stops, m.size.Height-m.headLines())
	if at < len(m.stops) {
		m.text.To(m.stops[at])
	}
}

func (m *proposals) stop(a about) {
	m.stops = append(m.stops, len(m.lines))
	m.about = append(m.about, a)
}

func (m *proposals) headLines() int {
	if m.beside() {
		return proposalsHead
	}
	return 0
}

func (m *proposals) beside() bool { return m.size.Width >= besideFrom && len(m.found.All) > 0 }

// buildProposal adds the lines of p.
func (m *proposals) buildProposal(p *pack.Proposal, w int) {
	label := "What HMIC will read"
	if p.Field != nil {
		label = p.Field.Label
	}
	words, state := m.state(p)
	head := hang("", plain.Line(label), max(1, w-widget.Width(words)-2))
	lines := toLines(nil, head...)
	lines[0].right, lines[0].state = words, state
	m.lines = append(m.lines, lines...)
	theirs, v := p.Theirs, m.decided[p.Target]
	switch yours := plain.Text(m.env.proposed(p, p.Yours)); {
	case p.Outcome == pack.SameAnswer:
		m.add(inDim, hang("  ", plain.Text(m.env.proposed(p, theirs)), w)...)
	case m.beside():
		m.addBeside(yours, plain.Text(m.env.proposed(p, theirs)), w)
	default:
		m.add(inDim, hang("  Yours   ", yours, w)...)
		m.add(nil, hang("  Theirs  ", plain.Text(m.env.proposed(p, theirs)), w)...)
	}
	if v.edited() && !v.taken {
		m.add(inGood, hang("  Edited  ", plain.Text(m.env.proposed(p, v.value)), w)...)
	}
}

// state is what p is, or what was said of it, in words.
func (m *proposals) state(p *pack.Proposal) (string, tone) {
	switch v, ok := m.decided[p.Target]; {
	case p.Outcome == pack.SameAnswer:
		return "Same as yours", inDim
	case ok && v.taken:
		return "Taken over as edited", inGood
	case ok && v.edited():
		return "Accepted as edited", inGood
	case ok && v.accepted:
		return "Accepted", inGood
	case ok:
		return "Declined", inDim
	}
	tones := map[pack.Outcome]tone{pack.OtherAnswer: inWarn, pack.ChangedSince: inWarn}
	return assessment.Capital(p.Outcome.Words()), tones[p.Outcome]
}

func (m *proposals) add(t tone, texts ...string) {
	for _, l := range toLines(t, texts...) {
		l.more = false // what is said of an answer is not lit with its name
		m.lines = append(m.lines, l)
	}
}

// columnWidth is how wide each of two columns is in w, behind an indent.
func columnWidth(w int) int { return (w - 2 - 3) / 2 }

// addBeside adds two texts beside each other.
func (m *proposals) addBeside(yours, theirs string, w int) {
	column := columnWidth(w)
	left, right := wrap(yours, column), wrap(theirs, column)
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		m.lines = append(m.lines, line{paint: func(t theme.Theme) string {
			return "  " + t.Dim.Render(widget.Pad(l, column)) + " │ " + t.Text.Render(r)
		}})
	}
}

// buildTroubles adds what was not understood, and what is good to know.
func (m *proposals) buildTroubles(w int) {
	heading := func(t tone, text string) {
		m.lines = append(m.lines, line{}, line{text: text, tone: t})
	}
	if n := len(m.found.Problems); n > 0 {
		heading(inBad, fmt.Sprintf("%d %s be understood", n, assessment.Plural(n, "answer cannot", "answers cannot")))
	}
	for i := range m.found.Problems {
		x := &m.found.Problems[i]
		m.stop(about{problem: x})
		about := "A row of the file"
		if it, ok := m.env.desk.shown.Item(x.Item); ok {
			about = it.ID + "  What HMIC will read"
			if f, ok := it.Field(x.Field); ok {
				about = it.ID + "  " + f.Label
			}
		}
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(about), w)...)...)
		m.add(inDim, hang("  ", plain.Text(assessment.Capital(x.Place.String())+": "+x.What+". "+x.Cure), w)...)
	}
	if len(m.found.Notes) > 0 {
		heading(inTitle, "Good to know")
	}
	for _, note := range m.found.Notes {
		m.add(inDim, hang("  ", plain.Text(note), w)...)
	}
}

func (m *proposals) Draw(w, h int) page {
	t := m.env.theme
	p := drawText(t, &m.text, m.lines, w)
	if !m.beside() {
		return p
	}
	column := columnWidth(w - margin)
	head := "  " + strings.Repeat(" ", margin) + t.Title.Render(widget.Pad("Yours", column)) + " │ " + t.Title.Render("Theirs")
	return p.below([]string{head, t.Dim.Render(strings.Repeat("─", w))})
}
