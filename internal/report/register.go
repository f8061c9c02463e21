package report

import (
	"cmp"
	"slices"
	"strings"

	"favour/internal/assessment"
)

// Evidence is a document that shows answers to be true. Where it is kept, and
// the digest of the file, are the force's own affair.
type Evidence struct {
	ID, Title, Owner, AsAt, Marking string
	Items                           []Ref // all that it serves
}

// An Action is something that the force has undertaken to do.
type Action struct {
	ID, What, Owner, Due, Status string
	Overdue                      bool  // on the day of the last change
	Items                        []Ref // all that it answers
}

// registers lists the evidence and the actions, each once, in the order in which
// they were recorded.
func (b *builder) registers() (evidence []Evidence, actions []Action) {
	for _, e := range b.a.Evidence() {
		evidence = append(evidence, Evidence{e.ID, e.Title, e.Owner, iso(e.AsAt), e.Marking, b.refs(e.Items)})
	}
	for _, x := range b.a.Actions() {
		actions = append(actions, Action{x.ID, x.What, x.Owner, iso(x.Due), status(x), x.Overdue(b.today), b.refs(x.Items)})
	}
	return evidence, actions
}

// status is that of x, which is open if it is not said to be done.
func status(x assessment.Action) string {
	if x.Status == assessment.StatusDone {
		return x.Status
	}
	return assessment.StatusOpen
}

// ActionsByDue are the actions by the day that they are due, those without one
// last.
func (r *Report) ActionsByDue() []Action {
	return slices.SortedStableFunc(slices.Values(r.Actions), func(x, y Action) int {
		if (x.Due == "") != (y.Due == "") {
			return len(y.Due) - len(x.Due)
		}
		return strings.Compare(x.Due, y.Due)
	})
}

// refs are the items with those ids, in the order of the checklist; one that it
// lacks comes last, without a title.
func (b *builder) refs(ids []string) []Ref {
	refs := make([]Ref, len(ids))
	for i, id := range ids {
		refs[i].ID = id
		if it, ok := b.a.Item(id); ok {
			refs[i].Title = it.Title
		}
	}
	slices.SortStableFunc(refs, func(x, y Ref) int { return cmp.Compare(b.place(x.ID), b.place(y.ID)) })
	return refs
}

// place is where the item with that id stands in the checklist.
func (b *builder) place(id string) int {
	if n, ok := b.places[id]; ok {
		return n
	}
	return len(b.places)
}

// ids are those of refs.
func ids(refs []Ref) []string {
	return each(refs, func(r Ref) string { return r.ID })
}
