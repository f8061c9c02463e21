package tui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// What the return of the period before said: beside a question, as an answer
// that a person can say is still true, and in full on a screen of its own.

// past is the return of the period before, which is read once, and how what is
// shown compares with it, which is worked out once for each change.
type past struct {
	read     bool
	last     assessment.Assessment
	ok       bool
	compared assessment.Comparison
	barred   map[string]error // by item, what CanCarry said
	head     assessment.Head  // that both are of
}

// last is what the return of the period before said, and false if the
// assessment was not started from one.
func (d *desk) last() (assessment.Assessment, bool) {
	if !d.past.read {
		d.past.last, d.past.ok = d.shown.Last()
		d.past.read = true
	}
	return d.past.last, d.past.ok
}

// compared is how what is shown compares with the period before, and nil if
// there is none.
func (d *desk) compared() *assessment.Comparison {
	last, ok := d.last()
	if !ok {
		return nil
	}
	if head := d.shown.Head(); d.past.head != head {
		d.past.compared, d.past.barred, d.past.head = assessment.Compare(last, d.shown), map[string]error{}, head
	}
	return &d.past.compared
}

// askedIn is a question, and the return that asks it: the one that is worked on, or
// that of the period before where it is no longer asked. It is nil if neither does.
func (d *desk) askedIn(item string) (assessment.Assessment, *checklist.Item) {
	if it, ok := d.shown.Item(item); ok {
		return d.shown, it
	}
	last, _ := d.last()
	it, _ := last.Item(item)
	return last, it
}

// since is how an item compares with the period before; nil if there is none.
func (d *desk) since(item string) *assessment.Compared {
	if c := d.compared(); c != nil {
		x, _ := c.Item(item)
		return x
	}
	return nil
}

// noLast is why there is nothing to compare with, and empty if there is.
func (d *desk) noLast() string {
	if _, ok := d.last(); ok {
		return ""
	}
	return d.env.tell("This assessment was not started from an earlier one. On the first screen, {home.follow} starts the next period from one that is there.")
}

// notStill is why nobody can say that last time's answer to an item is still
// true, and empty if they can.
func (d *desk) notStill(item string) string {
	x := d.since(item)
	switch {
	case x == nil:
		return d.noLast()
	case d.locked() != "":
		return d.locked()
	case x.Is == nil:
		return "It is no longer asked; last time's answer stays with the return."
	}
	targets, own := []assessment.Target{assessment.Narrative(item)}, false
	for i := range x.Is.Fields {
		targets = append(targets, assessment.FieldOf(x.Is, &x.Is.Fields[i]))
		own = own || x.Is.Fields[i].Detail == ""
	}
	for _, t := range targets {
		if _, typed := d.typed[t]; typed {
			return "What you typed here is not saved yet. Put it right, or clear it, first."
		}
	}
	switch err := d.canCarry(item); {
	case err == nil:
		return ""
	case errors.Is(err, assessment.ErrNotAskedThen):
		return "It was not asked last time: there is no answer that could still be true."
	case errors.Is(err, assessment.ErrUnansweredThen) && !own:
		return "It asks about the period itself, and last time's was another."
	case errors.Is(err, assessment.ErrAnsweredNow):
		return "It has an answer already. To take last time's instead, clear that one first."
	default:
		return assessment.Capital(err.Error()) + "."
	}
}

// canCarry is what CanCarry says of an item, asked once for each change.
func (d *desk) canCarry(item string) error {
	d.compared() // which forgets what was asked before the last change
	err, known := d.past.barred[item]
	if !known {
		err = d.shown.CanCarry(item)
		d.past.barred[item] = err
	}
	return err
}

// still records that last time's answer to an item is still true, as one change.
// It returns what was carried over, in words, and what could not be.
func (d *desk) still(item string) (save tea.Cmd, carried, left string) {
	edits := d.shown.CarryOver(item)
	save = d.recordFor("Still true since "+d.past.last.ID(), edits...)
	x := d.since(item)
	var missing []string
	for i := range x.Was.Fields {
		f := &x.Was.Fields[i]
		now, ok := x.Is.Field(f.ID)
		if f.Detail == "" && d.past.last.Field(x.Was, f).IsAnswered() && (!ok || !d.shown.Field(x.Is, now).IsAnswered()) {
			missing = append(missing, f.Label)
		}
	}
	return save, d.carriedWords(x.Is, edits), strings.Join(missing, ", ")
}

// carriedWords is what those edits put into an item.
func (d *desk) carriedWords(it *checklist.Item, edits []assessment.Edit) string {
	var answers []string
	narrative := ""
	evidence, actions := map[string]bool{}, map[string]bool{}
	for _, e := range edits {
		switch e.Target.Kind {
		case assessment.OnField:
			f, _ := it.Field(e.Target.Part)
			answers = append(answers, d.env.words(f, e.New))
		case assessment.OnNarrative:
			narrative = "what HMIC will read"
		case assessment.OnEvidence:
			evidence[e.Target.ID] = true
		case assessment.OnAction:
			actions[e.Target.ID] = true
		}
	}
	var parts []string
	switch len(answers) {
	case 0:
	case 1:
		parts = append(parts, answers[0])
	default:
		parts = append(parts, fmt.Sprintf("%d answers", len(answers)))
	}
	if narrative != "" {
		parts = append(parts, narrative)
	}
	if words := behindWords(len(evidence), len(actions)); words != "" {
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ")
}

// stillTrue is the key that says that last time's answer is still true.
func (m *question) stillTrue() tea.Cmd {
	save, carried, left := m.env.desk.still(m.id)
	switch {
	case left != "":
		m.scroll()
		return tea.Batch(save, complain(fmt.Sprintf("Carried over: %s. Not carried, for it is asked otherwise now: %s.", carried, left)))
	case m.env.desk.shown.Standing(m.item()) == checklist.Unanswered:
		m.scroll()
		return tea.Batch(save, say(fmt.Sprintf("Carried over: %s. Something is still to be answered.", carried)))
	}
	return tea.Batch(save, m.step(1, fmt.Sprintf("%s still true: %s.", m.id, carried)))
}

// lastActions are what can be done with last time's answer.
func (m *question) lastActions() []action {
	d := m.env.desk
	if _, ok := d.last(); !ok {
		return nil
	}
	return []action{
		can("question.still-true", m.stillTrue).unless(d.notStill(m.id)),
		can("question.last", func() tea.Cmd { return m.env.open(newThen(m.env, m.id)) }).off(),
	}
}

// explainLast says what there is of last time, and is empty where there is none.
func (m *question) explainLast() string {
	if _, ok := m.env.desk.last(); !ok {
		return ""
	}
	return " What the return of the period before said stands beside the fields, or under them; none of it is an answer until you say that it is still true."
}

// outcomeSigns stand before the words of an outcome.
var outcomeSigns = map[assessment.Outcome]string{
	assessment.Better: "↑", assessment.Worse: "↓", assessment.Unchanged: "=", assessment.Different: "≠",
	assessment.NoAnswer: "~", neither: "·", assessment.NewlyAsked: "+", assessment.Retired: "-",
}

// outcomeWords is an outcome with its sign.
func outcomeWords(o assessment.Outcome) string { return outcomeSigns[o] + " " + o.Words() }

// inOutcome is the tone of an outcome's words.
func inOutcome(o assessment.Outcome) tone {
	switch o {
	case assessment.Better:
		return inGood
	case assessment.Worse:
		return inBad
	case assessment.NoAnswer, neither, assessment.Retired:
		return inDim
	}
	return nil
}

// lastAnswers are the answers to an item in a return, each with its label where
// there are several.
func (e *env) lastAnswers(a assessment.Assessment, it *checklist.Item) []string {
	var all []string
	for i := range it.Fields {
		f := &it.Fields[i]
		v := a.Field(it, f)
		switch {
		case !v.IsAnswered():
		case len(it.Fields) == 1:
			all = append(all, e.words(f, v))
		default:
			all = append(all, f.Label+": "+e.words(f, v))
		}
	}
	return all
}

// lastNote is what became of last time's answer, whether the question is the
// same, and what else there is to see of it; cut says that not all of the answer
// is on the screen.
func (m *question) lastNote(x *assessment.Compared, cut bool) string {
	last := m.env.desk.past.last
	var notes []string
	if x.StandsNow != checklist.Unanswered && x.StoodThen != checklist.Unanswered {
		notes = append(notes, outcomeWords(x.Outcome))
	}
	if x.Reworded {
		notes = append(notes, "reworded since then")
	}
	words := behindWords(len(last.EvidenceFor(x.ID)), len(last.ActionsFor(x.ID)))
	if len(notes) == 0 && words == "" && !cut {
		return ""
	}
	note := m.env.tell("{question.last} shows all")
	if words != "" {
		note += ", with " + words
	}
	if len(notes) > 0 {
		note = assessment.Capital(strings.Join(notes, ", ")) + "; " + note
	}
	return note + "."
}

// lastWords is last time's answer in a line, with the verdict unless it is in
// the answer's own words.
func lastWords(x *assessment.Compared, answers []string, between string) string {
	words, v := strings.Join(answers, between), verdict(x.StoodThen)
	if v == "" || strings.HasPrefix(v, strings.ToLower(words)) {
		return words
	}
	return words + " (" + v + ")"
}

// mostOfLast is how many lines last time's answer takes among the fields.
const mostOfLast = 3

// lastRow is last time's answer among the fields, in a few lines.
func (m *question) lastRow(l *layout, w int) {
	x := m.env.desk.since(m.id)
	if x == nil {
		return
	}
	t, last := m.env.theme, m.env.desk.past.last
	indent := m.labelWidth() + 2
	label := "  " + widget.Pad("Last time", m.labelWidth())
	if x.Was == nil {
		l.lines = append(l.lines, label+"+ newly asked", "")
		return
	}
	var lines []string
	answers := "not answered"
	if all := m.env.lastAnswers(last, x.Was); len(all) > 0 {
		answers = lastWords(x, all, "; ")
	}
	room := w - indent
	lines = append(lines, folded(plain.Line(answers), room, mostOfLast-1)...)
	cut := strings.HasSuffix(lines[len(lines)-1], "…")
	if n := last.At(assessment.Narrative(m.id)); n.IsAnswered() {
		if len(lines) < mostOfLast-1 {
			lines = append(lines, t.Dim.Render("│ "+widget.Cut(plain.Line(n.Given), room-2)))
		}
		cut = true
	}
	if note := m.lastNote(x, cut); note != "" { // whole, for it says how the rest is seen
		for _, s := range widget.Wrap(note, room) {
			lines = append(lines, t.Dim.Render(s))
		}
	}
	for i, s := range lines {
		if i == 0 {
			l.lines = append(l.lines, label+s)
		} else {
			l.lines = append(l.lines, strings.Repeat(" ", indent)+s)
		}
	}
	l.lines = append(l.lines, "")
}

// verdict is a standing that is one, in words, and empty for the others.
func verdict(s checklist.Standing) string {
	switch s {
	case checklist.Met, checklist.PartlyMet, checklist.NotMet, checklist.NotApplicable:
		return s.Words()
	}
	return ""
}

// folded is text in at most n lines of w columns, with an ellipsis if there is
// more of it.
func folded(text string, w, n int) []string {
	if r := []rune(text); len(r) > 2*w*n { // wrapping all of a long text takes long
		text = string(r[:2*w*n])
	}
	lines := widget.Wrap(text, w)
	if len(lines) > n {
		lines = lines[:n]
		lines[n-1] = widget.Cut(lines[n-1]+" …", w)
		if !strings.HasSuffix(lines[n-1], "…") {
			lines[n-1] = widget.Cut(lines[n-1], w-1) + "…"
		}
	}
	return lines
}

// lastPane is last time's answer beside the fields, in at most h lines.
func (m *question) lastPane(w, h int) []string {
	x := m.env.desk.since(m.id)
	if x == nil {
		return nil
	}
	t, last := m.env.theme, m.env.desk.past.last
	lines := []string{t.Title.Render("Last time"), t.Dim.Render(widget.Cut(plain.Line(last.Details().PeriodWords()), w))}
	if x.Was == nil {
		return append(lines, widget.Wrap("Newly asked: it was not asked then.", w)...)
	}
	answers := m.env.lastAnswers(last, x.Was)
	if len(answers) == 0 {
		lines = append(lines, "Not answered.")
	}
	if len(answers) == 1 {
		answers = []string{lastWords(x, answers, "")}
	}
	for _, s := range answers {
		lines = append(lines, widget.Hang("· ", widget.Wrap(plain.Line(s), w-2))...)
	}
	if n := last.At(assessment.Narrative(m.id)); n.IsAnswered() {
		for _, s := range m.wrapped(lastNarrative(m.id), n.Given, w-2) {
			lines = append(lines, t.Dim.Render("│ ")+s)
		}
	}
	var foot []string
	if note := m.lastNote(x, len(lines) > h); note != "" {
		foot = widget.Wrap(note, w)
	}
	if n := max(3, h-len(foot)); len(lines) > n {
		lines = append(lines[:n-1], t.Dim.Render("…"))
	}
	for _, s := range foot {
		lines = append(lines, t.Dim.Render(s))
	}
	return lines
}

// lastNarrative is where wrapped keeps what HMIC read last time. No edit has such
// a target.
func lastNarrative(item string) assessment.Target {
	return assessment.Target{Kind: assessment.OnNarrative, ID: item, Part: "last"}
}

// side is what stands beside the answers in a wide terminal: last time's, and
// then why it is asked.
func (m *question) side(w int) []string {
	lines := m.lastPane(w, m.size.Height/2)
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return append(lines, m.env.guide(m.item(), w)...)
}
