// Package report is what a force sends: a [Report] of one assessment, and the
// [Formats] that lay it out as files.
//
// A Report is plain data, made by a pure function of the assessment, so that
// the same assessment always gives the same bytes. The formats add nothing and
// leave nothing out but what their shape has no place for; of last time, those
// to be read give the statements where those for programs give each field. What
// never leaves the force is not in a Report at all: internal notes, what a
// reviewer wrote, who changed what, where evidence is kept, and last time's no
// more than this time's. Package assessment works out standings, findings and
// statements; package export puts the files on disk.
//
// What a signature is under can be worked out again from the json format alone:
// return.schema.json says how, at "digest".
//
// Start with [New] and [Report]; format.go lists the formats, one file each.
package report

import (
	"errors"
	"slices"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// ErrNoMarking is reported for a report whose assessment has no protective
// marking: it may not leave the force.
var ErrNoMarking = errors.New("no protective marking has been chosen")

// A Report is everything that an export says.
type Report struct {
	ID        string // of the assessment
	Reference string // what people call the return by
	Force     checklist.Force
	Period    Period
	Baseline  string // a day, as below, or empty
	Lead      string
	Marking   string
	Checklist Source
	Changed   string // the day of the last change
	Changes   int
	Head      assessment.Head
	// Digest is that of all that the return says, and Details are the part of it
	// that says what the return is. Signatures are under such a digest.
	Digest     string
	Details    []assessment.DetailContent
	Signatures []Signature
	Replaces   *Replaced  // nil unless the return is sent in place of another
	Redaction  *Redaction // nil unless it is a copy from which something is withheld

	Totals   Totals
	Progress []SectionProgress
	Framing  []Heading // how the return was made: statements that stand before the rest
	Summary  []Heading // every statement, in the order of publication
	Counts   []CountGroup
	Tables   []Table
	Left     Outstanding
	Evidence []Evidence // the register: each piece once
	Actions  []Action   // the register, as recorded; see ActionsByDue
	Last     *Last      // nil where there is no return before
	Sections []Section
}

// A Period is the reporting period: its days as ISO dates, each of which may be
// empty, and in words.
type Period struct{ From, To, Words string }

// A Source is what was answered, and where its wording comes from.
type Source struct {
	ID, Edition, Title, Digest, Provenance, Official string
}

// Totals count items by how they stand.
type Totals struct {
	Items     int
	Answered  int
	Standings [6]int // in the order of checklist.Standings
	Reviews   [5]int // in the order of assessment.ReviewStates
}

// add counts one more item, but for its review.
func (t *Totals) add(it Item) {
	t.Items++
	if it.Standing != checklist.Unanswered {
		t.Answered++
	}
	t.Standings[slices.Index(checklist.Standings, it.Standing)]++
}

// Reviewed reports whether any item has been reviewed. If none has, the force
// does without, and nothing is said of it.
func (t Totals) Reviewed() bool {
	return slices.ContainsFunc(t.Reviews[1:], func(n int) bool { return n > 0 })
}

// SectionProgress is how far one section has come.
type SectionProgress struct {
	ID, Title string
	State     assessment.SectionState
	Complete  bool
	Unscored  bool
	Totals
}

// A Ref names an item.
type Ref struct{ ID, Title string }

// A Heading gathers statements. Open are its items of which nothing has been
// answered, so that what is said is not lost among what is not.
type Heading struct {
	Title      string
	Statements []Statement
	Open       []Ref
}

// A Statement is what the answer to one item comes to, in plain sentences.
type Statement struct {
	Item Ref
	Text string
}

// A Field is one typed part of an answer. The words of its four states never
// look alike.
type Field struct {
	ID, Label string
	Kind      checklist.Kind
	Value     assessment.Value
	Words     string
	Withheld  string   // why the answer is not in this copy; empty if it is
	Needs     []string // what its being asked depends on: other fields, by their ids
	Detail    string   // the detail that it is, which every page gives; empty for other fields
	AsAt      string   // of a count, the detail with its day; empty for the period
}

// A CountGroup is the counts of one item.
type CountGroup struct {
	Item   Ref
	Counts []Count
	// Remainder is what the parts leave of their total, and nil where the item
	// has none or it cannot be known.
	Remainder *int
}

// A Count is a count and when it was taken, in words: a period, or a day.
type Count struct {
	Field
	When string
}

// A Table sets fields of several items side by side.
type Table struct {
	ID      string // such as table-1, for links
	Title   string
	Columns []string
	Rows    []TableRow
}

// A TableRow is one item of a table; a cell without an ID is of a field that the
// item is not asked.
type TableRow struct {
	Item  Ref
	Cells []Field
}

// Outstanding is what is left to do.
type Outstanding struct {
	Problems []string // with the return itself, such as a period that ends before it begins
	Items    []OutstandingItem
	Open     []Heading // items not answered at all, by section
}

// An OutstandingItem is an item that is not met, or not done with.
type OutstandingItem struct {
	Item    Ref
	Reasons []string // such as "Partly met"
	Actions []Action
}

// A Section is a chapter of the full list.
type Section struct {
	ID, Title, About string
	Items            []Item
}

// An Item is a question and all of its answer that is for HMIC.
type Item struct {
	Ref
	Question  string
	Standing  checklist.Standing
	Fields    []Field
	Remainder *int
	Narrative string
	Statement string
	Evidence  []Evidence
	Actions   []Action

	Assigned string                 // who answers it; may be empty
	Review   assessment.ReviewState // empty if no item of the return has been reviewed
	Withheld []Withheld             // what is not in this copy
	Cover
}

// A Cover is which signatures cover what an item says now, and which were given
// when it said something else.
type Cover struct{ Covered, Uncovered []Signatory }

// Ready says why r may not be exported, and nil if it may.
func (r *Report) Ready() error {
	if r.Marking == "" {
		return ErrNoMarking
	}
	return nil
}

// iso is t as an ISO date, and empty for no day.
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// long is an ISO date as people read it: 31 May 2012.
func long(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return assessment.LongDate(t)
}
