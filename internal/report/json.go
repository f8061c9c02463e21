package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

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
const jsonFormat = "favour.return/1"

type jsonReturn struct {
	Format     string          `json:"format"`
	Force      jsonForce       `json:"force"`
	Period     jsonPeriod      `json:"period"`
	Baseline   string          `json:"baseline,omitempty"`
	Lead       string          `json:"lead,omitempty"`
	Marking    string          `json:"marking"`
	Checklist  jsonChecklist   `json:"checklist"`
	Progress   jsonTotals      `json:"progress"`
	Sections   []jsonSection   `json:"sections"`
	Items      []jsonItem      `json:"items"`
	Statements []jsonStatement `json:"statements"`
	Head       assessment.Head `json:"head"`
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

// jsonTotals are in the order of checklist.Standings.
type jsonTotals struct {
	Items         int `json:"items"`
	Met           int `json:"met"`
	PartlyMet     int `json:"partly-met"`
	NotMet        int `json:"not-met"`
	NotApplicable int `json:"not-applicable"`
	Answered      int `json:"answered"`
	Unanswered    int `json:"unanswered"`
}

type jsonSection struct {
	ID       string                  `json:"id"`
	Title    string                  `json:"title"`
	State    assessment.SectionState `json:"state"`
	Unscored bool                    `json:"unscored"`
	Progress jsonTotals              `json:"progress"`
}

type jsonItem struct {
	ID        string             `json:"id"`
	Standing  checklist.Standing `json:"standing"`
	Answers   jsonAnswers        `json:"answers"`
	Remainder *int               `json:"remainder,omitempty"`
	Narrative string             `json:"narrative"`
	Evidence  []jsonEvidence     `json:"evidence"`
	Actions   []jsonAction       `json:"actions"`
	Statement string             `json:"statement"`
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
	v := f.Value
	switch {
	case v.State != assessment.Given:
		return unescaped(struct {
			State  string `json:"state"`
			Reason string `json:"reason,omitempty"`
		}{v.State.String(), v.Reason})
	case f.Kind == checklist.Count:
		return []byte(v.Given), nil
	}
	return unescaped(v.Given)
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
	_, err := w.Write(visible(b.Bytes()))
	return err
}

// visible is JSON with escapes for what a screen would obey or not show. Such
// characters are only ever inside its strings.
func visible(b []byte) []byte {
	out, done := []byte(nil), 0
	for i := 0; i < len(b); {
		r, n := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(b[i:])
		}
		if r != '\n' && !plain.Visible(r) {
			out = append(out, b[done:i]...)
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return b
	}
	return append(out, b[done:]...)
}

func newJSON(r *Report) jsonReturn {
	out := jsonReturn{
		Format: jsonFormat, Force: jsonForce(r.Force), Period: jsonPeriod{r.Period.From, r.Period.To},
		Baseline: r.Baseline, Lead: r.Lead, Marking: r.Marking, Head: r.Head, Progress: newJSONTotals(r.Totals),
		Checklist: jsonChecklist{
			r.Checklist.ID, r.Checklist.Edition, r.Checklist.Title, r.Checklist.Digest, r.Checklist.Provenance, r.Checklist.Official,
		},
		Sections: []jsonSection{}, Items: []jsonItem{}, Statements: []jsonStatement{},
	}
	for _, s := range r.Progress {
		out.Sections = append(out.Sections, jsonSection{s.ID, s.Title, s.State, s.Unscored, newJSONTotals(s.Totals)})
	}
	for _, s := range r.Sections {
		for _, it := range s.Items {
			out.Items = append(out.Items, newJSONItem(it))
		}
	}
	for _, h := range r.Summary {
		for _, s := range h.Statements {
			out.Statements = append(out.Statements, jsonStatement{h.Title, s.Item.ID, s.Text})
		}
	}
	return out
}

func newJSONTotals(t Totals) jsonTotals {
	s := t.Standings
	return jsonTotals{t.Items, s[0], s[1], s[2], s[3], s[4], s[5]}
}

func newJSONItem(it Item) jsonItem {
	out := jsonItem{
		ID: it.ID, Standing: it.Standing, Answers: it.Fields, Remainder: it.Remainder,
		Narrative: it.Narrative, Statement: it.Statement, Evidence: []jsonEvidence{}, Actions: []jsonAction{},
	}
	for _, e := range it.Evidence {
		out.Evidence = append(out.Evidence, jsonEvidence(e))
	}
	for _, x := range it.Actions {
		out.Actions = append(out.Actions, jsonAction(x))
	}
	return out
}
