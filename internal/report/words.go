package report

import (
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// What every format says in the same words.

// standingLabel is a standing as the head of a column.
func standingLabel(s checklist.Standing) string {
	switch s {
	case checklist.Answered:
		return "No verdict asked"
	case checklist.Unanswered:
		return "Not answered"
	}
	return assessment.Capital(s.Words())
}

// StandingWords is how it stands, on its own.
func (it Item) StandingWords() string {
	switch {
	case it.Standing == checklist.Unanswered && !it.Blank():
		return "Not fully answered"
	case it.Standing == checklist.Unanswered:
		return "Not answered"
	}
	return assessment.Capital(it.Standing.Words())
}

// Behind is what stands behind the answer to it besides evidence: who answers
// it, what a review has come to, and which signatures no longer cover it.
func (it Item) Behind() []Particular {
	var all []Particular
	for _, p := range []Particular{
		{it.AssignedLabel(), it.Assigned},
		{"Review", assessment.Capital(it.Review.Words())},
		{"Signature", it.Signing()},
	} {
		if p.Text != "" {
			all = append(all, p)
		}
	}
	for _, w := range it.Withheld {
		if w.Part == "" || w.Part == PartEvidence || w.Part == PartActions { // the others stand in their places
			all = append(all, Particular{w.What, withheldWords(w.Reason)})
		}
	}
	return all
}

// StateWords is how far the section has come, in words.
func (s SectionProgress) StateWords() string {
	if s.State == withheldState {
		return "Withheld"
	}
	return s.State.Words()
}

// AssignedLabel is what to call the one who answers it.
func (it Item) AssignedLabel() string {
	if it.Blank() {
		return "To be answered by"
	}
	return "Answered by"
}

// ReviewWords is t by review, which leaves out what there is none of.
func (t Totals) ReviewWords() string {
	var parts []string
	for i, s := range assessment.ReviewStates {
		if t.Reviews[i] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", assessment.Thousands(t.Reviews[i]), s.Words()))
		}
	}
	return strings.Join(parts, "; ")
}

// state is the status of x in words.
func (x Action) state() string {
	switch {
	case x.Overdue:
		return "open, overdue"
	case x.Status == assessment.StatusDone:
		return "done"
	}
	return "open"
}

// State is the status of x in words, with a capital.
func (x Action) State() string { return assessment.Capital(x.state()) }

// DueWords is when x is due, in words.
func (x Action) DueWords() string { return orNot(long(x.Due)) }

// OwnerWords is who is to do x.
func (x Action) OwnerWords() string { return orNot(x.Owner) }

// orNot is s, or that it was not provided.
func orNot(s string) string {
	if s == "" {
		return notProvided
	}
	return s
}

// Particulars are what is known of e besides its title, in words.
func (e Evidence) Particulars() string {
	var parts []string
	if e.Owner != "" {
		parts = append(parts, "owner: "+e.Owner)
	}
	if e.AsAt != "" {
		parts = append(parts, "as at "+long(e.AsAt))
	}
	if e.Marking != "" {
		parts = append(parts, "marked "+e.Marking)
	}
	return strings.Join(parts, "; ")
}

// A Particular is one line of what a report says about the return itself.
type Particular struct{ Name, Text string }

// IsDigest reports whether p is a digest, which is to be set apart from words.
func (p Particular) IsDigest() bool { return strings.HasPrefix(p.Name, "SHA-256") }

// About is who, when and by what: the head of the summary.
func (r *Report) About() []Particular {
	about := []Particular{
		{"Reference", r.Reference},
		{"Redacted copy", r.Notice()},
		{"Force", orNot(r.Force.Name)},
		{"Reporting period", assessment.Capital(r.Period.Words)},
		{"Changes counted from", orNot(long(r.Baseline))},
		{"Assessment led by", orNot(r.Lead)},
		{"Protective marking", r.Marking},
		{"As it stood on", long(r.Changed)},
		{"Signature", r.SignedWords()},
		{"Checklist", fmt.Sprintf("%s, edition %s", r.Checklist.Title, r.Checklist.Edition)},
		{"Where the wording comes from", orNot(r.Checklist.Provenance)},
	}
	if r.Checklist.Official != "" {
		about = append(about, Particular{"The original", r.Checklist.Official})
	}
	if !r.Redacted() {
		about = slices.Delete(about, 1, 2)
	}
	if r.Totals.Reviewed() {
		about = append(about, Particular{"Review within the force", assessment.Capital(r.Totals.ReviewWords())})
	}
	if r.Force.Region != "" {
		at := 1 + slices.IndexFunc(about, func(p Particular) bool { return p.Name == "Force" })
		about = slices.Insert(about, at, Particular{"HMIC region", r.Force.Region})
	}
	if r.Replaces != nil {
		about = slices.Insert(about, 1, Particular{"Replaces", r.Replaces.Words()})
	}
	return about
}

// Record is what the return can be checked by: the foot of the report.
func (r *Report) Record() []Particular {
	if r.Redacted() {
		return []Particular{
			{"SHA-256 that ties this copy to the full return", r.Digest},
			{"Changes recorded", assessment.Thousands(r.Changes)},
			{"SHA-256 of the checklist", r.Checklist.Digest},
		}
	}
	return []Particular{
		{"SHA-256 of what this return says", r.Digest},
		{"Changes recorded", assessment.Thousands(r.Changes)},
		{"SHA-256 of the last change", r.Head.SHA256},
		{"SHA-256 of the checklist", r.Checklist.Digest},
	}
}

// Title is what the report is called.
func (r *Report) Title() string {
	title := "progress summary"
	if r.Redacted() {
		title = "redacted copy of the progress summary"
	}
	if r.Force.Name == "" {
		return assessment.Capital(title)
	}
	return r.Force.Name + ": " + title
}

// InWords is t in a sentence, which leaves out the standings that nothing has.
func (t Totals) InWords() string {
	var parts []string
	for i, s := range checklist.Standings {
		if t.Standings[i] > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", assessment.Thousands(t.Standings[i]), lowerLabel(s)))
		}
	}
	items := assessment.Plural(t.Items, "item", "items")
	if len(parts) == 0 {
		return "no " + items
	}
	return fmt.Sprintf("%s %s: %s", assessment.Thousands(t.Items), items, strings.Join(parts, ", "))
}

func lowerLabel(s checklist.Standing) string {
	switch s {
	case checklist.Answered:
		return "answered with no verdict asked"
	case checklist.Unanswered:
		return "not answered"
	}
	return s.Words()
}

// leftOver is what an item's parts leave of their total, as a count with its
// words, and false where there is nothing to say.
func leftOver(n *int) (string, bool) {
	switch {
	case n == nil:
		return "", false
	case *n < 0:
		return "the parts exceed the total by " + assessment.Thousands(-*n), true
	}
	return assessment.Thousands(*n), true
}
