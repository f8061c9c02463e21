package report

import (
	"math"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// Last time, in JSON.

type jsonLast struct {
	Assessment string          `json:"assessment"`
	Period     jsonPeriod      `json:"period"`
	Baseline   string          `json:"baseline,omitempty"`
	Marking    string          `json:"marking,omitempty"`
	Checklist  jsonChecklist   `json:"checklist"`
	Progress   jsonTotals      `json:"progress"`
	Outcomes   jsonOutcomes    `json:"outcomes"`
	Asked      int             `json:"asked"`
	Comparable int             `json:"comparable"`
	Lengths    string          `json:"lengths"`
	Items      []jsonCompared  `json:"items"`
	Head       assessment.Head `json:"head"`
}

// jsonOutcomes are in the order of assessment.Outcomes.
type jsonOutcomes struct {
	Better     int `json:"better"`
	Worse      int `json:"worse"`
	Same       int `json:"same"`
	Different  int `json:"different"`
	NotKnown   int `json:"not-known"`
	NewlyAsked int `json:"newly-asked"`
	Retired    int `json:"retired"`
}

type jsonCompared struct {
	ID      string              `json:"id"`
	Title   string              `json:"title"`
	Section string              `json:"section"`
	Outcome assessment.Outcome  `json:"outcome"`
	Differs bool                `json:"differs"`
	Wording []jsonWording       `json:"wording"`
	Counts  []jsonComparedCount `json:"counts"`
	Then    *jsonThen           `json:"then,omitempty"`
}

type jsonWording struct {
	What string `json:"what"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

type jsonComparedCount struct {
	Field    string        `json:"field"`
	Then     float64       `json:"then"`
	Now      float64       `json:"now"`
	PerMonth *jsonPerMonth `json:"per-month,omitempty"`
}

type jsonPerMonth struct {
	Then float64 `json:"then"`
	Now  float64 `json:"now"`
}

type jsonThen struct {
	Title    string             `json:"title"`
	Question string             `json:"question"`
	Standing checklist.Standing `json:"standing"`

	Answers   jsonAnswers    `json:"answers"`
	Remainder *int           `json:"remainder,omitempty"`
	Narrative string         `json:"narrative"`
	Evidence  []jsonEvidence `json:"evidence,omitempty"`
	Actions   []jsonAction   `json:"actions,omitempty"`
	Statement string         `json:"statement"`
}

func newJSONLast(l *Last) *jsonLast {
	if l == nil {
		return nil
	}
	o := l.Outcomes
	return &jsonLast{
		Assessment: l.ID, Period: newJSONPeriod(l.Period), Baseline: l.Baseline, Marking: l.Marking,
		Checklist: jsonChecklist(l.Checklist), Progress: newJSONTotals(l.Then, false),
		Outcomes: jsonOutcomes{o[0], o[1], o[2], o[3], o[4], o[5], o[6]},
		Asked:    l.Asked, Comparable: l.Comparable, Lengths: l.Lengths, Items: each(l.Items, newJSONCompared), Head: l.Head,
	}
}

func newJSONCompared(x Compared) jsonCompared {
	out := jsonCompared{
		ID: x.Item.ID, Title: x.Item.Title, Section: x.Section, Outcome: x.Outcome, Differs: x.Differs,
		Wording: each(x.Wording, newJSONWording),
		Counts:  each(x.Counts, newJSONComparedCount),
	}
	if then := x.Then; then != nil {
		out.Then = &jsonThen{
			Title: then.Title, Question: then.Question, Standing: then.Standing, Answers: then.Fields, Remainder: then.Remainder,
			Narrative: then.Narrative, Statement: then.Statement,
			Evidence: each(then.Evidence, newJSONEvidence), Actions: each(then.Actions, newJSONAction),
		}
	}
	return out
}

func newJSONComparedCount(n ComparedCount) jsonComparedCount {
	out := jsonComparedCount{Field: n.ID, Then: n.Then, Now: n.Now}
	if n.PerMonth != nil {
		out.PerMonth = &jsonPerMonth{hundredths(n.PerMonth[0]), hundredths(n.PerMonth[1])}
	}
	return out
}

// hundredths is x to two decimals.
func hundredths(x float64) float64 { return math.Round(x*100) / 100 }

func newJSONWording(w assessment.Wording) jsonWording {
	was, is := bothWordings(w.Spans)
	return jsonWording{w.What, was, is}
}
