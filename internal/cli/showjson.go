package cli

import (
	"strconv"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

type itemJSON struct {
	ID        string         `json:"id"`
	Section   string         `json:"section"`
	Title     string         `json:"title"`
	Question  string         `json:"question"`
	Standing  string         `json:"standing"`
	Fields    []fieldJSON    `json:"fields"`
	Remainder *int           `json:"remainder,omitempty"`
	Statement string         `json:"statement"`
	Narrative string         `json:"narrative"`
	Internal  string         `json:"internal"` // never leaves: it is in no export
	Evidence  []evidenceJSON `json:"evidence"`
	Actions   []actionJSON   `json:"actions"`
	Assigned  string         `json:"assigned"`
	Review    reviewJSON     `json:"review"`
	Retired   bool           `json:"retired,omitempty"` // no longer asked; what was answered is under last
	Last      *lastJSON      `json:"last,omitempty"`
}

type fieldJSON struct {
	ID    string         `json:"id"`
	Label string         `json:"label"`
	Kind  checklist.Kind `json:"kind"`
	Asked bool           `json:"asked"`
	Value any            `json:"value"` // null, a value, or an object that names the state
}

// showJSON prints the items with those ids; all, and what is no longer asked, if
// there are none.
func (a *app) showJSON(x assessment.Assessment, ids []string) error {
	last := compareLast(x)
	if len(ids) == 0 {
		for _, it := range x.Checklist().Items() {
			ids = append(ids, it.ID)
		}
		if last != nil {
			for _, it := range assessment.Revise(last.Then.Checklist(), x.Checklist()).Retired {
				ids = append(ids, it.ID)
			}
		}
	}
	all := make([]itemJSON, 0, len(ids))
	for _, id := range ids {
		all = append(all, a.shownToJSON(x, last, id))
	}
	return a.out.json(all)
}

func (a *app) itemToJSON(x assessment.Assessment, it *checklist.Item) itemJSON {
	answer := x.Answer(it)
	j := itemJSON{
		ID: it.ID, Title: it.Title, Question: it.Question, Standing: string(x.Standing(it)), Statement: x.Statement(it),
		Narrative: answer.Narrative, Internal: answer.Internal,
		Fields: []fieldJSON{}, Evidence: evidencesToJSON(answer.Evidence), Actions: a.actionsToJSON(answer.Actions),
		Assigned: x.Assigned(it.ID), Review: reviewToJSON(x.Review(it.ID)),
	}
	if s, ok := x.Checklist().SectionOf(it.ID); ok {
		j.Section = s.ID
	}
	if n, ok := x.Remainder(it); ok {
		j.Remainder = &n
	}
	for i := range it.Fields {
		f := &it.Fields[i]
		j.Fields = append(j.Fields, fieldJSON{f.ID, f.Label, f.Kind, x.Asked(it, f), valueToJSON(f, x.Field(it, f))})
	}
	return j
}

// valueToJSON is v as the export writes it: a count is a number.
func valueToJSON(f *checklist.Field, v assessment.Value) any {
	if n, err := strconv.Atoi(v.Given); err == nil && v.State == assessment.Given && f.Kind == checklist.Count {
		return n
	}
	return v
}
