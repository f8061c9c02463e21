package pack

import (
	"fmt"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A judge makes proposals and problems of lines.
type judge struct {
	a     assessment.Assessment
	out   *Proposals
	order []assessment.Target
	seen  map[assessment.Target]*seen
}

// seen is what the lines about one target came to.
type seen struct {
	place     Place
	theirs    assessment.Value
	proposal  *Proposal // nil where nothing is proposed
	contested bool      // two lines say two things
}

// A question that a line answers.
type asked struct {
	item   *checklist.Item
	field  *checklist.Field // nil for a narrative
	target assessment.Target
	base   base
	line   *line
}

// problem records what is wrong in one of the columns of a line.
func (j *judge) problem(q *asked, column int, what, cure string) {
	x := Problem{Place: q.line.place, What: what, Cure: cure}
	x.Column = q.line.columns[column]
	if q.item != nil {
		x.Item = q.item.ID
	}
	if q.field != nil {
		x.Field = q.field.ID
	}
	j.out.Problems = append(j.out.Problems, x)
}

// The columns of a line.
const (
	inAnswer = iota
	inState
	inReason
)

func (j *judge) line(l *line) {
	q := &asked{line: l, base: readBase(l.base)}
	if l.key == "" {
		if l.answer.kind != blankCell || l.state.kind != blankCell {
			j.problem(q, inAnswer, fmt.Sprintf("%s stands in a row of which it is not known what it answers", firstOf(l.answer, l.state).shown()),
				"Write the answer into the row of its question; the keys of the questions are in a hidden column.")
		}
		return
	}
	if !j.find(q) {
		j.problem(q, inAnswer, fmt.Sprintf("the row is of “%s”, and there is no such question", l.key),
			"Import the file that was sent out and filled in, in which the hidden column of keys is as it was.")
		return
	}
	for _, name := range q.line.strays {
		j.problem(q, inAnswer, fmt.Sprintf("beside it stands “%s”, which means nothing", name), "Write what is answered under “answer”, and leave the rest as it was sent.")
	}
	if len(q.line.strays) > 0 {
		return // nobody knows what they meant by it
	}
	theirs, ok := j.theirs(q)
	if !ok {
		return
	}
	j.note(q)
	j.propose(q, theirs)
}

func firstOf(x, y cell) cell {
	if x.kind != blankCell {
		return x
	}
	return y
}

// find says what a line answers. Only what HMIC is told can be answered: never an
// internal note, a marking or a signature.
func (j *judge) find(q *asked) bool {
	var key assessment.Target
	if key.UnmarshalText([]byte(q.line.key)) != nil || key.Kind != assessment.OnField && key.Kind != assessment.OnNarrative {
		return false
	}
	it, ok := j.a.Item(key.ID)
	if !ok {
		return false
	}
	q.item, q.target = it, key
	if key.Kind == assessment.OnField {
		if q.field, ok = it.Field(key.Part); !ok {
			q.item = nil
			return false
		}
		q.target = assessment.FieldOf(it, q.field)
	}
	return true
}

// theirs is the answer that a line gives, which may be none, and false if it cannot
// be told.
func (j *judge) theirs(q *asked) (assessment.Value, bool) {
	l := q.line
	if l.answer.formula && l.answer.text == "" {
		j.problem(q, inAnswer, "the cell is a formula without a value", "Open the file in a spreadsheet program and save it, or type the answer in place of the formula.")
		return assessment.Value{}, false
	}
	answer, t := narrativeOf(l.answer)
	// Text that stood is text, though it may read like a state.
	if q.field != nil && (q.field.Kind != checklist.Text || t != nil || !q.base.is(answer)) {
		answer, t = valueOf(q.field, l.answer)
	}
	if t != nil {
		j.problem(q, inAnswer, t.what, t.cure)
		return answer, false
	}
	if q.field == nil {
		return answer, true
	}
	state, t := stateCellOf(l.state, l.reason)
	if t != nil {
		j.problem(q, inState, t.what, t.cure)
		return answer, false
	}
	return j.settle(q, answer, state)
}

// settle makes one answer of the cells for the answer, the state and the reason.
// Of two that are filled in, the one that was changed is meant.
func (j *judge) settle(q *asked, answer, state assessment.Value) (assessment.Value, bool) {
	reason := q.line.reason
	if answer.State == assessment.NotApplicable && reason.kind != blankCell {
		both, err := withReason(answer, reason)
		if err != nil {
			j.problem(q, inReason, err.Error(), "Keep one of the two.")
			return answer, false
		}
		answer, reason = both, cell{}
	}
	switch {
	case !state.IsAnswered(), same(answer, state), q.base.is(state) && answer.IsAnswered():
		if !answer.IsAnswered() {
			answer = state
		}
		return answer, j.loose(q, answer, reason)
	case !answer.IsAnswered(), q.base.is(answer):
		return state, j.loose(q, state, reason)
	}
	j.problem(q, inState, fmt.Sprintf("there is an answer, %s, and beside it %s", q.line.answer.shown(), q.line.state.shown()), "Keep one of the two and empty the other.")
	return answer, false
}

// loose reports that no reason stands beside v which it has no place for. One that
// has stood there since before says nothing.
func (j *judge) loose(q *asked, v assessment.Value, reason cell) bool {
	if reason.kind == blankCell || v.State == assessment.NotApplicable || q.base.known && flat(reason.words()) == flat(q.base.value.Reason) {
		return true
	}
	j.problem(q, inReason, fmt.Sprintf("a reason, %s, stands beside what is not “%s”", reason.shown(), notApplicable),
		"Choose “"+notApplicable+"” if the question does not arise, or write the text under “"+narrativeLabel+"”.")
	return false
}

// note says what is good to know of how an answer was come by.
func (j *judge) note(q *asked) {
	if q.line.answer.formula {
		j.out.Notes = append(j.out.Notes, fmt.Sprintf("%s: the cell is a formula; what it last came to was taken, %s.", assessment.Capital(q.at(inAnswer).String()), q.line.answer.shown()))
	}
}

// at is the place of one of the cells of q.
func (q *asked) at(column int) Place {
	p := q.line.place
	p.Column = q.line.columns[column]
	return p
}

// propose proposes an answer, unless it says nothing new.
func (j *judge) propose(q *asked, theirs assessment.Value) {
	yours := j.a.At(q.target)
	place := q.at(inAnswer)
	if theirs.IsAnswered() && theirs.State != assessment.Given && q.line.answer.kind == blankCell {
		place = q.at(inState)
	}
	if before, ok := j.seen[q.target]; ok {
		if !same(before.theirs, theirs) {
			before.contested = true
			j.problem(q, inAnswer, fmt.Sprintf("the question is answered in another way too, in %s", before.place), "Keep one of the two rows.")
		}
		return
	}
	s := &seen{place: place, theirs: theirs}
	j.seen[q.target] = s
	j.order = append(j.order, q.target)
	if !theirs.IsAnswered() {
		kept := q.base.is(assessment.Of(q.line.answer.text)) // which cannot be seen
		if q.base.answered() && yours.IsAnswered() && !kept {
			j.problem(q, inAnswer, "the answer was emptied, and an empty cell takes no answer away", fmt.Sprintf("If it is to go, take it away with favour clear %s.", clearName(q)))
		}
		return
	}
	if q.base.is(theirs) {
		return
	}
	s.proposal = &Proposal{
		Item: q.item.ID, Field: q.field, Target: q.target, Place: place,
		Yours: yours, Theirs: theirs, Outcome: outcome(q.base, yours, theirs),
	}
	if q.base.known && q.base.digest == "" {
		s.proposal.Sent = &q.base.value
	}
}

// clearName is what favour clear calls q.
func clearName(q *asked) string {
	if q.field == nil {
		return q.item.ID
	}
	return q.item.ID + "." + q.field.ID
}

// outcome says what taking theirs over would do, where before is what stood when
// the pack was made.
func outcome(before base, yours, theirs assessment.Value) Outcome {
	switch {
	case same(yours, theirs):
		return SameAnswer
	case before.known && !before.is(yours):
		return ChangedSince
	case yours.IsAnswered():
		return OtherAnswer
	}
	return NewAnswer
}
