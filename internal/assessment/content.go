package assessment

import (
	"encoding/json"
	"fmt"
	"slices"
)

// A Content is all that a return says to HMIC, and nothing that is the force's
// own: no internal note, review, assignment or place of a document. It is what a
// signature is under; its digest changes with any answer and with nothing else.
type Content struct {
	Format     string           `json:"format"` // favour.content/1
	Assessment string           `json:"assessment"`
	Checklist  string           `json:"checklist"` // its digest
	Details    []DetailContent  `json:"details"`
	Items      []ItemContent    `json:"items"`
	Evidence   []EvidenceRecord `json:"evidence"`
	Actions    []ActionRecord   `json:"actions"`
}

// ContentFormat names the form of a Content, and so what its digest is of.
const ContentFormat = "favour.content/1"

// A DetailContent is one detail of the assessment that has been given.
type DetailContent struct {
	Name  string `json:"name"`
	Value Value  `json:"value"`
}

// An ItemContent is the answer to one item; items without any are left out.
type ItemContent struct {
	ID        string           `json:"id"`
	Answers   map[string]Value `json:"answers,omitempty"`
	Narrative string           `json:"narrative,omitempty"`
	// Evidence and Actions are those of the item, where it stands alone; a
	// whole Content has them once for all items.
	Evidence []EvidenceRecord `json:"evidence,omitempty"`
	Actions  []ActionRecord   `json:"actions,omitempty"`
}

// An EvidenceRecord is a piece of evidence as a return tells of it: not where it
// is kept, nor the digest of the file. Items are in the order of their ids, for
// another order says nothing else.
type EvidenceRecord struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Owner   string   `json:"owner,omitempty"`
	AsAt    string   `json:"asAt,omitempty"`
	Marking string   `json:"marking,omitempty"`
	Items   []string `json:"items"`
}

// An ActionRecord is an action as a return tells of it; Items as above.
type ActionRecord struct {
	ID     string   `json:"id"`
	What   string   `json:"what"`
	Owner  string   `json:"owner,omitempty"`
	Due    string   `json:"due,omitempty"`
	Status string   `json:"status"`
	Items  []string `json:"items"`
}

// contentDetails are the details that a return tells, in order.
var contentDetails = []string{
	DetailForceID, DetailForce, DetailSelf, DetailRegion, DetailFrom, DetailTo, DetailBaseline, DetailMarking, DetailLead,
}

// Content is all that a says to HMIC.
func (a Assessment) Content() Content {
	c := Content{
		Format: ContentFormat, Assessment: a.id, Checklist: a.list.Digest(),
		Details: []DetailContent{}, Items: []ItemContent{}, Evidence: []EvidenceRecord{}, Actions: []ActionRecord{},
	}
	for _, name := range contentDetails {
		if v := a.At(Detail(name)); v.IsAnswered() {
			c.Details = append(c.Details, DetailContent{name, v})
		}
	}
	for _, it := range a.list.Items() {
		x := a.itemContent(it.ID)
		if len(x.Answers) > 0 || x.Narrative != "" {
			c.Items = append(c.Items, x)
		}
	}
	for _, e := range a.Evidence() {
		c.Evidence = append(c.Evidence, e.record())
	}
	for _, x := range a.Actions() {
		c.Actions = append(c.Actions, x.record())
	}
	return c
}

func (a Assessment) itemContent(item string) ItemContent {
	x := ItemContent{ID: item, Answers: map[string]Value{}, Narrative: a.At(Narrative(item)).Given}
	it, ok := a.Item(item)
	if !ok {
		return x
	}
	for i := range it.Fields {
		if v := a.Field(it, &it.Fields[i]); v.IsAnswered() {
			x.Answers[it.Fields[i].ID] = v
		}
	}
	return x
}

func (e Evidence) record() EvidenceRecord {
	return EvidenceRecord{e.ID, e.Title, e.Owner, isoDay(e.AsAt), e.Marking, slices.Sorted(slices.Values(e.Items))}
}

func (x Action) record() ActionRecord {
	status := x.Status
	if status == "" {
		status = StatusOpen
	}
	return ActionRecord{x.ID, x.What, x.Owner, isoDay(x.Due), status, slices.Sorted(slices.Values(x.Items))}
}

// Digest is the SHA-256, in hexadecimal, of c as compact JSON with its keys in
// the order of the struct, those of answers in alphabetical order.
func (c Content) Digest() string { return digestOf(c) }

// Digest is that of a's Content.
func (a Assessment) Digest() string { return a.Content().Digest() }

// ItemDigest is that of all that a return says about one item: the answer, the
// narrative, the evidence and the actions.
func (a Assessment) ItemDigest(item string) string {
	x := a.itemContent(item)
	for _, e := range a.EvidenceFor(item) {
		r := e.record()
		r.Items = []string{item} // that it serves another one too is not said here
		x.Evidence = append(x.Evidence, r)
	}
	for _, y := range a.ActionsFor(item) {
		r := y.record()
		r.Items = []string{item}
		x.Actions = append(x.Actions, r)
	}
	return digestOf(x)
}

func digestOf(x any) string {
	b, err := json.Marshal(x)
	if err != nil {
		panic(fmt.Sprintf("the content of a return cannot be written as JSON: %v", err)) // it is only strings
	}
	return digest(b)
}
