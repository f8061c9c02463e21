package assessment

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"favour/internal/checklist"
)

// The parts of a piece of evidence and of an action, as targets name them.
const (
	PartTitle   = "title"
	PartWhere   = "where"
	PartOwner   = "owner"
	PartAsAt    = "as-at"
	PartMarking = "marking"
	PartSHA256  = "sha256"
	PartWhat    = "what"
	PartDue     = "due"
	PartStatus  = "status"
	PartItems   = "items" // ids with blanks between; none means removed
)

// EvidenceParts and ActionParts list the parts of each.
var (
	EvidenceParts = []string{PartTitle, PartWhere, PartOwner, PartAsAt, PartMarking, PartSHA256, PartItems}
	ActionParts   = []string{PartWhat, PartOwner, PartDue, PartStatus, PartItems}
)

// Evidence is a document that shows an answer to be true: where it is to be
// found, never the document itself.
type Evidence struct {
	ID      string // such as E1
	Title   string
	Where   string // where the force keeps it; internal, so no export carries it
	Owner   string
	AsAt    time.Time // nought if not given
	Marking string
	SHA256  string // of the file, in hexadecimal; empty if not taken
	Items   []string
}

// The statuses of an action.
const (
	StatusOpen = "open"
	StatusDone = "done"
)

// An Action is something that the force has undertaken to do about an answer.
type Action struct {
	ID     string // such as A1
	What   string
	Owner  string
	Due    time.Time // nought if not given
	Status string    // StatusOpen or StatusDone
	Items  []string
}

// Overdue reports whether x should have been done before today.
func (x Action) Overdue(today time.Time) bool {
	return x.Status != StatusDone && !x.Due.IsZero() && x.Due.Before(today)
}

// ByDue orders actions, for slices.SortStableFunc: what is due soonest and so
// what is overdue first, then what has no date, and what is done last.
func ByDue(x, y Action) int {
	rank := func(x Action) int {
		switch {
		case x.Status == StatusDone:
			return 2
		case x.Due.IsZero():
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(x), rank(y)), x.Due.Compare(y.Due))
}

// An Answer is all that is known of one item.
type Answer struct {
	Values    map[string]Value // by field id; a field that is missing is unanswered
	Narrative string           // goes to HMIC
	Internal  string           // never leaves
	Evidence  []Evidence
	Actions   []Action
}

// Answer returns all that is known of an item.
func (a Assessment) Answer(it *checklist.Item) Answer {
	x := Answer{
		Values:    make(map[string]Value, len(it.Fields)),
		Narrative: a.At(Narrative(it.ID)).Given,
		Internal:  a.At(Internal(it.ID)).Given,
		Evidence:  a.EvidenceFor(it.ID),
		Actions:   a.ActionsFor(it.ID),
	}
	for i := range it.Fields {
		f := &it.Fields[i]
		if v := a.Field(it, f); v.IsAnswered() {
			x.Values[f.ID] = v
		}
	}
	return x
}

// Evidence lists every piece of evidence that serves an item, in order.
func (a Assessment) Evidence() []Evidence {
	var all []Evidence
	for _, id := range a.evidence {
		if e := a.evidenceOf(id); len(e.Items) > 0 {
			all = append(all, e)
		}
	}
	return all
}

func (a Assessment) evidenceOf(id string) Evidence {
	part := func(p string) Value { return a.At(Target{OnEvidence, id, p}) }
	asAt, _ := Day(part(PartAsAt))
	return Evidence{
		ID: id, Title: part(PartTitle).Given, Where: part(PartWhere).Given, Owner: part(PartOwner).Given, AsAt: asAt,
		Marking: part(PartMarking).Given, SHA256: part(PartSHA256).Given, Items: splitItems(part(PartItems)),
	}
}

// Actions lists every action that answers an item, in order.
func (a Assessment) Actions() []Action {
	var all []Action
	for _, id := range a.actions {
		if x := a.actionOf(id); len(x.Items) > 0 {
			all = append(all, x)
		}
	}
	return all
}

func (a Assessment) actionOf(id string) Action {
	part := func(p string) Value { return a.At(Target{OnAction, id, p}) }
	due, _ := Day(part(PartDue))
	return Action{
		ID: id, What: part(PartWhat).Given, Owner: part(PartOwner).Given, Due: due,
		Status: part(PartStatus).Given, Items: splitItems(part(PartItems)),
	}
}

// EvidenceFor lists the evidence that serves one item.
func (a Assessment) EvidenceFor(item string) []Evidence {
	var all []Evidence
	for _, id := range a.evidence {
		if a.serves(Target{OnEvidence, id, PartItems}, item) {
			all = append(all, a.evidenceOf(id))
		}
	}
	return all
}

// ActionsFor lists the actions that answer one item.
func (a Assessment) ActionsFor(item string) []Action {
	var all []Action
	for _, id := range a.actions {
		if a.serves(Target{OnAction, id, PartItems}, item) {
			all = append(all, a.actionOf(id))
		}
	}
	return all
}

// serves reports whether an item is one of those at t. It is asked of all that
// is named, for every item, so it makes no list of them.
func (a Assessment) serves(t Target, item string) bool {
	for id := range strings.FieldsSeq(a.At(t).Given) {
		if id == item {
			return true
		}
	}
	return false
}

func splitItems(v Value) []string { return strings.Fields(v.Given) }

// EvidenceEdits are the edits that make e, which has no id yet, a piece of
// evidence, or change the one that has e's id. With no items it is removed.
func (a Assessment) EvidenceEdits(e Evidence) []Edit {
	if e.ID == "" {
		e.ID = fmt.Sprintf("E%d", len(a.evidence)+1)
	}
	edit := func(part, text string) Edit { return Edit{Target: Target{OnEvidence, e.ID, part}, New: Of(text)} }
	edits := []Edit{
		edit(PartTitle, e.Title), edit(PartWhere, e.Where), edit(PartOwner, e.Owner), edit(PartMarking, e.Marking),
		edit(PartSHA256, e.SHA256), edit(PartItems, strings.Join(e.Items, " ")), edit(PartAsAt, isoDay(e.AsAt)),
	}
	return a.Edits(edits...)
}

// ActionEdits are the edits that make x, which has no id yet, an action, or
// change the one that has x's id. With no items it is removed.
func (a Assessment) ActionEdits(x Action) []Edit {
	if x.ID == "" {
		x.ID = fmt.Sprintf("A%d", len(a.actions)+1)
	}
	if x.Status == "" {
		x.Status = StatusOpen
	}
	edit := func(part, text string) Edit { return Edit{Target: Target{OnAction, x.ID, part}, New: Of(text)} }
	edits := []Edit{
		edit(PartWhat, x.What), edit(PartOwner, x.Owner), edit(PartStatus, x.Status),
		edit(PartItems, strings.Join(x.Items, " ")), edit(PartDue, isoDay(x.Due)),
	}
	return a.Edits(edits...)
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(isoDate)
}
