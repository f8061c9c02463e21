package assessment

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/checklist"
)

// A Last is what the return of the period before said when this one was started
// from it. It is part of the first change, so that it can be read beside the
// answers for ever, whatever becomes of the other assessment.
type Last struct {
	ID        string               `json:"id"`
	Head      Head                 `json:"head"`                // its last change
	Checklist *checklist.Checklist `json:"checklist,omitempty"` // nil if it is the same as this one's
	Answers   []LastAnswer         `json:"answers"`
}

// A LastAnswer is one value of a Last.
type LastAnswer struct {
	Target Target `json:"at"`
	Value  Value  `json:"value"`
}

// AsLast is a as the return that the next one is started from, which is to be of
// list. Reviews, assignments and signatures are of their own period, and stay
// there.
func (a Assessment) AsLast(list *checklist.Checklist) *Last {
	l := &Last{ID: a.id, Head: a.Head()}
	if a.list.Digest() != list.Digest() {
		l.Checklist = a.list
	}
	for g, parts := range a.groups {
		switch g.kind {
		case OnField, OnNarrative, OnInternal, OnEvidence, OnAction:
		case OnDetail:
		default:
			continue
		}
		for part, v := range parts {
			if g.kind == OnDetail && part == DetailDeadline {
				continue
			}
			l.Answers = append(l.Answers, LastAnswer{Target{g.kind, g.id, part}, v.Value})
		}
	}
	order := func(t Target) string { // E2 before E10
		return fmt.Sprintf("%s/%04d%s/%s", t.Kind, len(t.ID), t.ID, t.Part)
	}
	slices.SortFunc(l.Answers, func(x, y LastAnswer) int { return strings.Compare(order(x.Target), order(y.Target)) })
	return l
}

// check says why l cannot be part of an assessment of list.
func (l *Last) check(list *checklist.Checklist) error {
	if l.ID == "" {
		return errors.New("they do not say of which assessment they are")
	}
	if l.Checklist != nil {
		list = l.Checklist
	}
	index := indexOf(list)
	for _, x := range l.Answers {
		if err := checkEdit(list, index, Edit{Target: x.Target, New: x.Value}); err != nil {
			return fmt.Errorf("%s: %w", x.Target, err)
		}
	}
	return nil
}

// Last is what the return of the period before said, as an assessment that has
// answers and no changes, and false where this one was not started from one.
func (a Assessment) Last() (Assessment, bool) {
	if a.last == nil {
		return Assessment{}, false
	}
	last := Assessment{id: a.last.ID, list: a.list, index: a.index, groups: map[group]map[string]known{}, dates: a.dates}
	if a.last.Checklist != nil {
		last.list, last.index = a.last.Checklist, indexOf(a.last.Checklist)
	}
	for _, x := range a.last.Answers {
		last.put(x.Target, known{Value: x.Value})
	}
	return last, true
}

// lastMarking is the protective marking of last time's return, and empty where
// there is none.
func (a Assessment) lastMarking() string {
	if a.last == nil {
		return ""
	}
	at := Detail(DetailMarking)
	i := slices.IndexFunc(a.last.Answers, func(x LastAnswer) bool { return x.Target == at })
	if i < 0 {
		return ""
	}
	return a.last.Answers[i].Value.Given
}

// Why last time's answer to an item cannot be said to be still true.
var (
	ErrNoLast         = errors.New("the assessment was not started from an earlier return")
	ErrNotAskedThen   = errors.New("it was not asked last time")
	ErrUnansweredThen = errors.New("it was not answered last time")
	ErrAnsweredNow    = errors.New("it is answered already")
	ErrOtherAnswers   = errors.New("what was answered last time is not what is asked now")
)

// CanCarry says why last time's answer to an item cannot be said to be still
// true, with one of the errors above, and nil if it can. A narrative or a note
// without an answer does not stand in the way.
func (a Assessment) CanCarry(item string) error {
	last, ok := a.Last()
	if !ok {
		return ErrNoLast
	}
	now, there := a.Item(item)
	was, before := last.Item(item)
	narrated := func(a Assessment) bool { return a.At(Narrative(item)).IsAnswered() }
	switch {
	case !there || !before:
		return ErrNotAskedThen
	case !last.hasAnswer(was) && !narrated(last):
		return ErrUnansweredThen
	case a.hasAnswer(now), !last.hasAnswer(was) && narrated(a):
		return ErrAnsweredNow
	case !slices.ContainsFunc(a.carry(last, item), func(e Edit) bool {
		return e.Target.Kind == OnField || e.Target.Kind == OnNarrative
	}):
		return ErrOtherAnswers
	}
	return nil
}

// hasAnswer reports whether a field of an item is answered that is not a detail
// of the whole.
func (a Assessment) hasAnswer(it *checklist.Item) bool {
	return slices.ContainsFunc(it.Fields, func(f checklist.Field) bool {
		return f.Detail == "" && a.Field(it, &f).IsAnswered()
	})
}

// CarryOver are the edits by which a person says that last time's answers to
// items are still true: they put what was answered last time, with its
// narrative, its evidence, and the actions that were not done. An item that has
// an answer now is left alone, for half of one answer and half of another is
// neither; so is a narrative that is written, and an internal note is not
// carried. There are none if there is nothing to carry.
func (a Assessment) CarryOver(items ...string) []Edit {
	last, _ := a.Last()
	var edits []Edit
	draft := a.clone() // so that two items share what serves both
	for _, item := range items {
		if a.CanCarry(item) != nil {
			continue
		}
		for _, e := range draft.carry(last, item) {
			draft.put(e.Target, known{Value: e.New})
			edits = slices.DeleteFunc(edits, func(x Edit) bool { return x.Target == e.Target })
			edits = append(edits, e)
		}
	}
	return a.Edits(edits...)
}

// carry are the edits that put what last says of an item, which both returns
// ask.
func (a Assessment) carry(last Assessment, item string) []Edit {
	now, _ := a.Item(item)
	was, _ := last.Item(item)
	var edits []Edit
	put := func(t Target, v Value) {
		if v.IsAnswered() && !a.At(t).IsAnswered() && checkEdit(a.list, a.index, Edit{Target: t, New: v}) == nil {
			edits = append(edits, Edit{Target: t, New: v})
		}
	}
	for i := range now.Fields {
		f := &now.Fields[i]
		old, ok := was.Field(f.ID)
		if !ok || old.Kind != f.Kind || f.Detail != "" {
			continue // a detail of the period before is not one of this
		}
		put(FieldOf(now, f), last.Field(was, old))
	}
	put(Narrative(item), last.At(Narrative(item)))
	edits = append(edits, a.carryEvidence(last, item)...)
	return a.Edits(append(edits, a.carryActions(last, item)...)...)
}

func (a Assessment) carryEvidence(last Assessment, item string) []Edit {
	var edits []Edit
	here, n := a.Evidence(), len(a.evidence)
	for _, e := range last.EvidenceFor(item) {
		same := func(x Evidence) bool { return x.Title == e.Title && x.Where == e.Where && x.AsAt.Equal(e.AsAt) }
		if i := slices.IndexFunc(here, same); i >= 0 {
			if x := here[i]; !slices.Contains(x.Items, item) {
				x.Items = append(slices.Clone(x.Items), item)
				edits = append(edits, a.EvidenceEdits(x)...)
			}
			continue
		}
		n++
		e.ID, e.Items = fmt.Sprintf("E%d", n), []string{item}
		edits = append(edits, a.EvidenceEdits(e)...)
	}
	return edits
}

func (a Assessment) carryActions(last Assessment, item string) []Edit {
	var edits []Edit
	here, n := a.Actions(), len(a.actions)
	for _, x := range last.ActionsFor(item) {
		if x.Status == StatusDone {
			continue
		}
		same := func(y Action) bool { return y.What == x.What && y.Owner == x.Owner && y.Due.Equal(x.Due) }
		if i := slices.IndexFunc(here, same); i >= 0 {
			if y := here[i]; !slices.Contains(y.Items, item) {
				y.Items = append(slices.Clone(y.Items), item)
				edits = append(edits, a.ActionEdits(y)...)
			}
			continue
		}
		n++
		x.ID, x.Items = fmt.Sprintf("A%d", n), []string{item}
		edits = append(edits, a.ActionEdits(x)...)
	}
	return edits
}
