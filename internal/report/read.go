package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"favour/internal/assessment"
)

// Reading the json format back, as far as it takes to see whether a return is
// what it says it is. Rules of this file:
//
//   - It goes by return.schema.json alone, as a stranger would: what signatures
//     are under is worked out from the answers that are there, and not believed.
//   - Parts that it has no use for are left alone, for some may be added.

// ErrNotReturn is reported for what is no data of a return, or is of a version
// that this program does not read.
var ErrNotReturn = errors.New("it is no data of a return in the form " + jsonFormat)

// A Returned is a return read back from its data.
type Returned struct {
	Reference string
	Digest    string             // as the data gives it
	Content   assessment.Content // all that the return says
	// Signatures are those in the return, Whole where they are under Content. Of a
	// redacted copy that cannot be known.
	Signatures []Signature
	// Redacted is set for a redacted copy: Content is what is left, and the digest is
	// what ties it to the full return. Withheld is its schedule.
	Redacted bool
	Withheld []Withheld
}

// ReadJSON reads a file of the json format.
func ReadJSON(b []byte) (*Returned, error) {
	var in readReturn
	if err := json.Unmarshal(b, &in); err != nil || in.Format != jsonFormat && in.Format != redactedFormat {
		return nil, ErrNotReturn
	}
	out := &Returned{Reference: in.Reference, Digest: in.Digest, Redacted: in.Format == redactedFormat, Content: assessment.Content{
		Format: assessment.ContentFormat, Assessment: in.Assessment, Checklist: in.Checklist.Digest,
		Details: []assessment.DetailContent{}, Items: []assessment.ItemContent{},
		Evidence: []assessment.EvidenceRecord{}, Actions: []assessment.ActionRecord{},
	}}
	c := &out.Content
	for _, d := range in.Details {
		c.Details = append(c.Details, assessment.DetailContent{Name: d.Name, Value: d.Value.Value})
	}
	for _, it := range in.Items {
		if x := it.content(); len(x.Answers) > 0 || x.Narrative != "" {
			c.Items = append(c.Items, x)
		}
	}
	for _, e := range in.Evidence {
		c.Evidence = append(c.Evidence, assessment.EvidenceRecord{
			ID: e.ID, Title: e.Title, Owner: e.Owner, AsAt: e.AsAt, Marking: e.Marking, Items: sorted(e.Items),
		})
	}
	for _, x := range in.Actions {
		c.Actions = append(c.Actions, assessment.ActionRecord{
			ID: x.ID, What: x.What, Owner: x.Owner, Due: x.Due, Status: x.Status, Items: sorted(x.Items),
		})
	}
	if name, ok := in.contradicts(c); ok {
		return nil, fmt.Errorf("%w: what it gives as the %s is not among its details", ErrNotReturn, name)
	}
	if out.Redacted != (in.Redaction != nil) {
		return nil, fmt.Errorf("%w: it does not say whether it is a redacted copy", ErrNotReturn)
	}
	if out.Redacted {
		for _, w := range in.Redaction.Withheld {
			out.Withheld = append(out.Withheld, Withheld{Item: Ref{ID: w.Item}, Part: w.Part, What: w.What, Reason: w.Reason, Implied: w.Implied})
		}
	}
	digest := c.Digest()
	for _, s := range in.Signatures {
		x, err := s.signature()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotReturn, err)
		}
		x.Whole, x.Partly = x.Digest == digest && !out.Redacted, out.Redacted && !x.Stands()
		out.Signatures = append(out.Signatures, x)
	}
	return out, nil
}

// CopyOf says why the copy is no redacted copy of full, whose last change is head,
// and nil if it is one: it is tied to it, and what is not withheld is the same.
func (r *Returned) CopyOf(full *Returned, head assessment.Head) error {
	if !r.Redacted || full.Redacted {
		return errors.New("only a redacted copy can be a copy of a full return")
	}
	if r.Digest != Tie(full.Content.Digest(), head) {
		return errors.New("it is not tied to that return")
	}
	cuts := map[string][]string{} // the parts that are withheld, by item
	for _, w := range r.Withheld {
		cuts[w.Item.ID] = append(cuts[w.Item.ID], w.Part)
	}
	told, is := byItem(&r.Content), byItem(&full.Content)
	for _, id := range slices.Sorted(maps.Keys(is)) {
		if !sameLeft(told[id], is[id], cuts[id]) {
			return fmt.Errorf("%s says something else than there, and that is not said to be withheld", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(told)) {
		if _, ok := is[id]; !ok && len(cuts[id]) == 0 {
			return fmt.Errorf("%s says something that is not there", id)
		}
	}
	evidence := sameRegister(r.Content.Evidence, full.Content.Evidence, func(e assessment.EvidenceRecord) bool { return cutAt(cuts, e.Items, PartEvidence) })
	actions := sameRegister(r.Content.Actions, full.Content.Actions, func(x assessment.ActionRecord) bool { return cutAt(cuts, x.Items, PartActions) })
	if !evidence || !actions {
		return errors.New("the evidence and the actions are not those that are left there")
	}
	return nil
}

// cutAt reports whether the part is cut of any of those items.
func cutAt(cuts map[string][]string, items []string, part string) bool {
	return slices.ContainsFunc(items, func(id string) bool { return slices.Contains(cuts[id], part) || slices.Contains(cuts[id], "") })
}

// sameRegister reports whether a copy has all that there is, but for what is cut,
// and nothing else.
func sameRegister[X any](told, is []X, cut func(X) bool) bool {
	in := func(all []X, x X) bool {
		return slices.ContainsFunc(all, func(y X) bool { return reflect.DeepEqual(x, y) })
	}
	for _, x := range is {
		if !cut(x) && !in(told, x) {
			return false
		}
	}
	for _, x := range told {
		if !in(is, x) {
			return false
		}
	}
	return true
}

// byItem is what each item of c says.
func byItem(c *assessment.Content) map[string]assessment.ItemContent {
	all := map[string]assessment.ItemContent{}
	for _, it := range c.Items {
		all[it.ID] = it
	}
	return all
}

// sameLeft reports whether a copy tells of an item what there is, but for parts
// that are cut. With a field may go others, which are asked depending on it.
func sameLeft(told, is assessment.ItemContent, cuts []string) bool {
	if slices.Contains(cuts, "") {
		return true
	}
	if !slices.Contains(cuts, PartNarrative) && told.Narrative != is.Narrative {
		return false
	}
	fields := slices.ContainsFunc(cuts, func(part string) bool {
		return part != PartNarrative && part != PartEvidence && part != PartActions
	})
	for field, v := range told.Answers {
		if is.Answers[field] != v {
			return false
		}
	}
	return fields || len(told.Answers) == len(is.Answers)
}

// sorted is ids in the order of their bytes; none is an empty list, not null.
func sorted(ids []string) []string {
	all := append([]string{}, ids...)
	slices.Sort(all)
	return all
}

type readReturn struct {
	Format     string           `json:"format"`
	Reference  string           `json:"reference"`
	Assessment string           `json:"assessment"`
	Force      jsonForce        `json:"force"`
	Period     jsonPeriod       `json:"period"`
	Baseline   string           `json:"baseline"`
	Lead       string           `json:"lead"`
	Marking    string           `json:"marking"`
	Checklist  jsonChecklist    `json:"checklist"`
	Signatures []readSignature  `json:"signatures"`
	Items      []readItem       `json:"items"`
	Evidence   []jsonRegistered `json:"evidence"`
	Actions    []jsonUndertaken `json:"actions"`
	Details    []readDetail     `json:"details"`
	Redaction  *jsonRedaction   `json:"redaction"`
	Digest     string           `json:"digest"`
}

// contradicts names what the return says of itself twice, and not the same.
func (in *readReturn) contradicts(c *assessment.Content) (string, bool) {
	for _, x := range []struct{ name, text string }{
		{assessment.DetailForceID, in.Force.ID},
		{assessment.DetailForce, in.Force.Name},
		{assessment.DetailSelf, in.Force.Self},
		{assessment.DetailRegion, in.Force.Region},
		{assessment.DetailFrom, in.Period.From},
		{assessment.DetailTo, in.Period.To},
		{assessment.DetailBaseline, in.Baseline},
		{assessment.DetailMarking, in.Marking},
		{assessment.DetailLead, in.Lead},
	} {
		text := ""
		for _, d := range c.Details {
			if d.Name == x.name {
				text = d.Value.Given
			}
		}
		if text != x.text {
			return x.name, true
		}
	}
	return "", false
}

type readSignature jsonSignature

func (s readSignature) signature() (Signature, error) {
	x := Signature{
		ID: s.ID, Name: s.Name, Rank: s.Rank, Role: s.Role, Declaration: s.Declaration, Digest: s.Digest, Acknowledged: unsaid,
		Details: s.NotCovered.Details,
	}
	if s.Acknowledged != nil {
		x.Acknowledged = *s.Acknowledged
	}
	for _, r := range s.NotCovered.Items {
		x.Items = append(x.Items, Ref(r))
	}
	var err error
	if x.Time, err = time.Parse(time.RFC3339, s.Time); err != nil {
		return x, fmt.Errorf("signature %s has no time", s.ID)
	}
	if s.Reopened == nil {
		if !s.Stands {
			return x, fmt.Errorf("signature %s neither stands nor was the return reopened after it", s.ID)
		}
		return x, nil
	}
	if s.Stands || s.Reopened.Reason == "" {
		return x, fmt.Errorf("signature %s stands, and the return was reopened after it", s.ID)
	}
	x.Reopened = s.Reopened.Reason
	if x.ReopenedTime, err = time.Parse(time.RFC3339, s.Reopened.Time); err != nil {
		return x, fmt.Errorf("the return was reopened after signature %s, at no time", s.ID)
	}
	return x, nil
}

type readDetail struct {
	Name  string    `json:"name"`
	Value readValue `json:"value"`
}

type readItem struct {
	ID        string               `json:"id"`
	Answers   map[string]readValue `json:"answers"`
	Narrative string               `json:"narrative"`
}

func (it readItem) content() assessment.ItemContent {
	x := assessment.ItemContent{ID: it.ID, Narrative: it.Narrative, Answers: map[string]assessment.Value{}}
	for field, v := range it.Answers {
		if v.IsAnswered() {
			x.Answers[field] = v.Value
		}
	}
	return x
}

// A readValue is a value as the format has it: a count as a number, any other
// value as a string, and any other state as an object that names it.
type readValue struct{ assessment.Value }

func (v *readValue) UnmarshalJSON(b []byte) error {
	var n json.Number
	var state struct {
		State string `json:"state"`
	}
	switch {
	case b[0] == '{' && json.Unmarshal(b, &state) == nil && (state.State == assessment.Unanswered.String() || state.State == "withheld"):
		v.Value = assessment.Value{}
		return nil
	case b[0] != '"' && json.Unmarshal(b, &n) == nil:
		v.Value = assessment.Of(n.String())
		return nil
	}
	return v.Value.UnmarshalJSON(b)
}
