package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// JSON, for other programs: the answers as they are stored, in the shape that
// return.schema.json describes. Scripts rely on it:
//
//   - a part may be added, and the schema with it; none is renamed or left out;
//   - text is what people wrote, character for character. What no screen should
//     obey is escaped as \uXXXX, so that the file is safe to look at too.

// Schema is the JSON Schema (2020-12) of the json format.
//
//go:embed return.schema.json
var Schema []byte

// jsonFormat is the name and version of the shape.
const jsonFormat = "favour.return/2"

// redactedFormat is that of a redacted copy, which is not to be taken for a
// return. It has the shape of one.
const redactedFormat = "favour.redacted/1"

type jsonReturn struct {
	Format     string           `json:"format"`
	Reference  string           `json:"reference"`
	Assessment string           `json:"assessment"`
	Force      jsonForce        `json:"force"`
	Period     jsonPeriod       `json:"period"`
	Baseline   string           `json:"baseline,omitempty"`
	Lead       string           `json:"lead,omitempty"`
	Marking    string           `json:"marking"`
	Checklist  jsonChecklist    `json:"checklist"`
	Signed     bool             `json:"signed"`
	Signatures []jsonSignature  `json:"signatures"`
	Progress   jsonTotals       `json:"progress"`
	Sections   []jsonSection    `json:"sections"`
	Items      []jsonItem       `json:"items"`
	Statements []jsonStatement  `json:"statements"`
	Evidence   []jsonRegistered `json:"evidence"`
	Actions    []jsonUndertaken `json:"actions"`
	Last       *jsonLast        `json:"last,omitempty"`
	Replaces   *jsonReplaced    `json:"replaces,omitempty"`
	Redaction  *jsonRedaction   `json:"redaction,omitempty"`
	Details    []jsonDetail     `json:"details"`
	Digest     string           `json:"digest"`
	Head       assessment.Head  `json:"head"`
}

type jsonForce struct {
	ID     string `json:"id,omitempty"`
	Name   string `json:"name"`
	Self   string `json:"self,omitempty"`
	Region string `json:"region,omitempty"`
}

type jsonPeriod struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

type jsonChecklist struct {
	ID         string `json:"id"`
	Edition    string `json:"edition"`
	Title      string `json:"title"`
	Digest     string `json:"digest"`
	Provenance string `json:"provenance"`
	Official   string `json:"official,omitempty"`
}

type jsonSignature struct {
	ID           string         `json:"id"`
	Name         string         `json:"name"`
	Rank         string         `json:"rank,omitempty"`
	Role         string         `json:"role"`
	Declaration  string         `json:"declaration"`
	Time         string         `json:"time"`
	Digest       string         `json:"digest,omitempty"`       // of a redacted copy there is none
	Acknowledged *int           `json:"acknowledged,omitempty"` // likewise
	Stands       bool           `json:"stands"`
	Reopened     *jsonReopening `json:"reopened,omitempty"`
	NotCovered   jsonNotCovered `json:"not-covered"`
}

type jsonReopening struct {
	Time   string `json:"time"`
	Reason string `json:"reason"`
}

type jsonNotCovered struct {
	Items   []jsonRef `json:"items"`
	Details []string  `json:"details"`
}

type jsonRef struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// jsonRedaction is what is withheld, and the number of items that no number counts.
type jsonRedaction struct {
	Notice   string         `json:"notice"`
	Items    int            `json:"items"`
	Withheld []jsonWithheld `json:"withheld"`
}

type jsonWithheld struct {
	Item    string `json:"item"`
	Part    string `json:"part,omitempty"`
	What    string `json:"what"`
	Reason  string `json:"reason"`
	Implied bool   `json:"implied"`
}

// jsonReplaced names the return that is replaced as the manifest of a sealed one
// does.
type jsonReplaced struct {
	Reference string           `json:"reference"`
	Digest    string           `json:"digest"`
	Head      assessment.Head  `json:"head"`
	Date      string           `json:"date"`
	Changes   []jsonCorrection `json:"changes"`
}

type jsonCorrection struct {
	Item  string   `json:"item,omitempty"`
	Words []string `json:"words"`
}

// jsonTotals are in the order of checklist.Standings.
type jsonTotals struct {
	Items         int          `json:"items"`
	Met           int          `json:"met"`
	PartlyMet     int          `json:"partly-met"`
	NotMet        int          `json:"not-met"`
	NotApplicable int          `json:"not-applicable"`
	Answered      int          `json:"answered"`
	Unanswered    int          `json:"unanswered"`
	Reviews       *jsonReviews `json:"reviews,omitempty"`
}

// jsonReviews are in the order of assessment.ReviewStates.
type jsonReviews struct {
	NotReviewed int `json:"not-reviewed"`
	Returned    int `json:"returned"`
	Replied     int `json:"replied"`
	Accepted    int `json:"accepted"`
	Changed     int `json:"changed"`
}

type jsonSection struct {
	ID       string                  `json:"id"`
	Title    string                  `json:"title"`
	State    assessment.SectionState `json:"state"`
	Unscored bool                    `json:"unscored"`
	Progress jsonTotals              `json:"progress"`
}

type jsonItem struct {
	ID         string                 `json:"id"`
	Standing   checklist.Standing     `json:"standing"`
	Answers    jsonAnswers            `json:"answers"`
	Remainder  *int                   `json:"remainder,omitempty"`
	Narrative  string                 `json:"narrative"`
	Evidence   []jsonEvidence         `json:"evidence"`
	Actions    []jsonAction           `json:"actions"`
	Statement  string                 `json:"statement"`
	Assigned   string                 `json:"assigned,omitempty"`
	Review     assessment.ReviewState `json:"review,omitempty"`
	Covered    []string               `json:"covered-by"`
	NotCovered []string               `json:"not-covered-by"`
	Withheld   []jsonCut              `json:"withheld,omitempty"`
}

// A jsonCut is a part of an item that is withheld; all of it without a part.
type jsonCut struct {
	Part   string `json:"part,omitempty"`
	Reason string `json:"reason"`
}

type jsonEvidence struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Owner   string `json:"owner,omitempty"`
	AsAt    string `json:"as-at,omitempty"`
	Marking string `json:"marking,omitempty"`
}

type jsonAction struct {
	ID      string `json:"id"`
	What    string `json:"what"`
	Owner   string `json:"owner,omitempty"`
	Due     string `json:"due,omitempty"`
	Status  string `json:"status"`
	Overdue bool   `json:"overdue"`
}

// jsonRegistered and jsonUndertaken are lines of the registers.
type jsonRegistered struct {
	jsonEvidence
	Items []string `json:"items"`
}

type jsonUndertaken struct {
	jsonAction
	Items []string `json:"items"`
}

type jsonDetail struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

type jsonStatement struct {
	Heading   string `json:"heading"`
	Item      string `json:"item"`
	Statement string `json:"statement"`
}

// jsonAnswers are an object, its members in the order of the fields.
type jsonAnswers []Field

func (fields jsonAnswers) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(',')
		}
		key, err := unescaped(f.ID)
		if err != nil {
			return nil, err
		}
		value, err := jsonValue(f)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// jsonValue is a count as a number, every other value as a string, and any
// other state as an object that names it.
func jsonValue(f Field) ([]byte, error) {
	if f.Value.State == assessment.Given && f.Kind == checklist.Count {
		return []byte(f.Value.Given), nil
	}
	if f.Withheld != "" {
		return unescaped(struct {
			State  string `json:"state"`
			Reason string `json:"reason"`
		}{"withheld", f.Withheld})
	}
	return unescaped(jsonText(f.Value))
}

// jsonText is a given value as a string, and any other state as an object that
// names it.
func jsonText(v assessment.Value) any {
	if v.State == assessment.Given {
		return v.Given
	}
	return struct {
		State  string `json:"state"`
		Reason string `json:"reason,omitempty"`
	}{v.State.String(), v.Reason}
}

// unescaped is v in JSON that leaves < > & as they are.
func unescaped(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func writeJSON(w io.Writer, r *Report) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(newJSON(r)); err != nil {
		return err
	}
	_, err := w.Write(plain.JSON(b.Bytes()))
	return err
}

func newJSON(r *Report) jsonReturn {
	reviewed := r.Totals.Reviewed()
	out := jsonReturn{
		Format: jsonFormat, Reference: r.Reference, Assessment: r.ID, Force: jsonForce(r.Force), Period: newJSONPeriod(r.Period),
		Baseline: r.Baseline, Lead: r.Lead, Marking: r.Marking, Checklist: jsonChecklist(r.Checklist),
		Signed: r.Signed(), Signatures: each(r.Signatures, newJSONSignature), Progress: newJSONTotals(r.Totals, reviewed),
		Sections: []jsonSection{}, Items: []jsonItem{}, Statements: []jsonStatement{},
		Evidence: each(r.Evidence, func(e Evidence) jsonRegistered { return jsonRegistered{newJSONEvidence(e), ids(e.Items)} }),
		Actions:  each(r.Actions, func(x Action) jsonUndertaken { return jsonUndertaken{newJSONAction(x), ids(x.Items)} }),
		Last:     newJSONLast(r.Last),
		Replaces: newJSONReplaced(r.Replaces), Redaction: newJSONRedaction(r),
		Details: each(r.Details, func(d assessment.DetailContent) jsonDetail { return jsonDetail{d.Name, jsonText(d.Value)} }),
		Digest:  r.Digest, Head: r.Head,
	}
	if r.Redacted() {
		out.Format = redactedFormat
	}
	for _, s := range r.Progress {
		out.Sections = append(out.Sections, jsonSection{s.ID, s.Title, s.State, s.Unscored, newJSONTotals(s.Totals, reviewed)})
	}
	for _, s := range r.Sections {
		out.Items = append(out.Items, each(s.Items, newJSONItem)...)
	}
	for _, h := range r.Summary {
		for _, s := range h.Statements {
			out.Statements = append(out.Statements, jsonStatement{h.Title, s.Item.ID, s.Text})
		}
	}
	return out
}

// each is a list of what f makes of all; none is an empty list, not null.
func each[X, Y any](all []X, f func(X) Y) []Y {
	out := make([]Y, len(all))
	for i, x := range all {
		out[i] = f(x)
	}
	return out
}

func newJSONPeriod(p Period) jsonPeriod { return jsonPeriod{p.From, p.To} }

func newJSONSignature(s Signature) jsonSignature {
	out := jsonSignature{
		ID: s.ID, Name: s.Name, Rank: s.Rank, Role: s.Role, Declaration: s.Declaration, Time: s.Time.Format(time.RFC3339),
		Digest: s.Digest, Stands: s.Stands(),
		NotCovered: jsonNotCovered{each(s.Items, func(x Ref) jsonRef { return jsonRef(x) }), append([]string{}, s.Details...)},
	}
	if s.Acknowledged != unsaid {
		out.Acknowledged = &s.Acknowledged
	}
	if !s.Stands() {
		out.Reopened = &jsonReopening{s.ReopenedTime.Format(time.RFC3339), s.Reopened}
	}
	return out
}

func newJSONRedaction(r *Report) *jsonRedaction {
	if !r.Redacted() {
		return nil
	}
	return &jsonRedaction{r.Notice(), r.Redaction.Items, each(r.Redaction.Withheld, func(w Withheld) jsonWithheld {
		return jsonWithheld{w.Item.ID, w.Part, w.What, w.Reason, w.Implied}
	})}
}

func newJSONReplaced(p *Replaced) *jsonReplaced {
	if p == nil {
		return nil
	}
	return &jsonReplaced{
		Reference: p.Reference, Digest: p.Digest, Head: p.Head, Date: p.Changed,
		Changes: each(p.Changes, func(c Correction) jsonCorrection { return jsonCorrection{c.Item.ID, c.Words} }),
	}
}

func newJSONTotals(t Totals, reviewed bool) jsonTotals {
	s, r := t.Standings, t.Reviews
	out := jsonTotals{Items: t.Items, Met: s[0], PartlyMet: s[1], NotMet: s[2], NotApplicable: s[3], Answered: s[4], Unanswered: s[5]}
	if reviewed {
		out.Reviews = &jsonReviews{r[0], r[1], r[2], r[3], r[4]}
	}
	return out
}

func newJSONItem(it Item) jsonItem {
	id := func(s Signatory) string { return s.ID }
	return jsonItem{
		ID: it.ID, Standing: it.Standing, Answers: it.Fields, Remainder: it.Remainder,
		Narrative: it.Narrative, Statement: it.Statement,
		Evidence: each(it.Evidence, newJSONEvidence), Actions: each(it.Actions, newJSONAction),
		Assigned: it.Assigned, Review: it.Review, Covered: each(it.Covered, id), NotCovered: each(it.Uncovered, id),
		Withheld: each(it.Withheld, func(w Withheld) jsonCut { return jsonCut{w.Part, w.Reason} }),
	}
}

func newJSONEvidence(e Evidence) jsonEvidence {
	return jsonEvidence{e.ID, e.Title, e.Owner, e.AsAt, e.Marking}
}

func newJSONAction(x Action) jsonAction {
	return jsonAction{x.ID, x.What, x.Owner, x.Due, x.Status, x.Overdue}
}
