// Package checklist is what a force is asked: a [Checklist] of [Section]s, each
// with [Item]s, each with typed [Field]s, and the [Force]s that may answer.
//
// It holds values and nothing else: it reads no files (package catalog does,
// from YAML) and knows no answers (package assessment does). Nor does it know
// any of HMIC's topics: what is asked is data, and the program only knows the
// kinds of field, the rules between fields and the cases of a statement.
//
// Start with [Item] and [Field].
package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
)

// A Checklist is one edition of a self-assessment questionnaire. Its JSON form
// is part of every stored assessment, so a field may be added here but never
// renamed, and what is added must be left out of the JSON when empty.
type Checklist struct {
	ID      string `json:"id"`      // a slug, such as without-fear-or-favour
	Edition string `json:"edition"` // told apart by digest as well; see Digest
	Title   string `json:"title"`

	// Provenance says where the wording comes from, and stands on the first
	// screen and in every export. Official is where the original is to be had.
	Provenance string `json:"provenance"`
	Official   string `json:"official,omitempty"`

	Period Period `json:"period,omitzero"`
	// EvidenceMonths is how old evidence may be at the end of the period, in
	// months, before it shows too little. Nought sets no limit.
	EvidenceMonths int `json:"evidenceMonths,omitempty"`

	Sources  []Source  `json:"sources,omitempty"`
	Sections []Section `json:"sections"`

	// Summary is the order in which statements are published; Tables are drawn
	// beside them. An item in neither is still in the full list of answers.
	Summary []Heading `json:"summary,omitempty"`
	Tables  []Table   `json:"tables,omitempty"`
}

// A Period is the preset reporting period, as ISO dates; each may be empty.
type Period struct {
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Baseline string `json:"baseline,omitempty"` // the earlier inspection that changes are counted from
}

// A Source is one published document, named in items by its key.
type Source struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Where string `json:"where,omitempty"` // an address, or how to find it
}

// A Heading gathers statements in the summary.
type Heading struct {
	Title string   `json:"title"`
	Items []string `json:"items"`
}

// A Table sets fields that several items share side by side, such as the state
// of each policy: a row for each item, a column for each field.
type Table struct {
	Title   string   `json:"title"`
	Items   []string `json:"items"`
	Columns []string `json:"columns"` // field ids
}

// A Section is a chapter of the checklist.
type Section struct {
	ID    string `json:"id"` // the prefix of its items' ids, such as BUS
	Title string `json:"title"`
	About string `json:"about,omitempty"` // one or two sentences for the task list and the export
	// Unscored marks a section that frames the return: its items are answered,
	// never met, and need neither evidence nor actions.
	Unscored bool   `json:"unscored,omitempty"`
	Items    []Item `json:"items"`
}

// A Basis says how firmly an item rests on the public record.
type Basis string

const (
	Sourced Basis = "sourced" // its topic is named in a source
	Derived Basis = "derived" // it follows from a theme of the sources
)

// An Item is one question. Its ID is stable across editions.
type Item struct {
	ID       string   `json:"id"`    // such as BUS-07
	Title    string   `json:"title"` // a few words, for lists
	Question string   `json:"question"`
	Why      string   `json:"why"`
	Evidence []string `json:"evidence,omitempty"` // kinds of document that would show it
	Sources  []string `json:"sources,omitempty"`  // keys of Checklist.Sources, each with an optional place after a blank
	Basis    Basis    `json:"basis"`

	// Form names the group of fields that the item was written with, and is
	// empty for an item that has only its own. Fields holds them either way.
	Form   string  `json:"form,omitempty"`
	Fields []Field `json:"fields"`
	Rules  []Rule  `json:"rules,omitempty"`

	// Words fill the placeholders that a form's statement leaves to its items.
	Words     map[string]string `json:"words,omitempty"`
	Statement []Sentence        `json:"statement,omitempty"`
}

// A Kind is what a field takes.
type Kind string

const (
	Choice Kind = "choice" // one of Options
	Count  Kind = "count"  // a whole number, nought or more
	Date   Kind = "date"   // a calendar day
	Text   Kind = "text"   // any text, with line breaks
	Money  Kind = "money"  // pounds and pence, nought or more
)

// Kinds lists every kind, in the order in which help names them.
var Kinds = []Kind{Choice, Count, Date, Text, Money}

// A Field is one typed part of an item's answer.
type Field struct {
	ID      string   `json:"id"` // unique within its item
	Label   string   `json:"label"`
	Kind    Kind     `json:"kind"`
	Hint    string   `json:"hint,omitempty"`
	Options []Option `json:"options,omitempty"` // of a choice, and of nothing else

	// Required marks a field without which the item is not answered.
	Required bool `json:"required,omitempty"`
	// When, if it has tests, makes the field one that is asked only then.
	When Condition `json:"when,omitempty"`
	// AsAt is the day on which a count was taken: one of [Moments]. It is empty
	// for a count over the whole period.
	AsAt string `json:"asAt,omitempty"`
	// Detail makes the field another place to see and change one detail of the
	// assessment itself, so that the two can never disagree: one of the names
	// in [Details].
	Detail string `json:"detail,omitempty"`
}

// Moments are the days of an assessment on which a count may have been taken,
// and with which a date may be compared.
var Moments = []string{"from", "to", "baseline"}

// Details are the details of an assessment that a field may be bound to.
var Details = []string{"from", "to", "baseline", "lead"}

// A Standing is the verdict that an answer gives on its item.
type Standing string

const (
	Unanswered    Standing = "unanswered"
	Answered      Standing = "answered" // there is an answer, and no verdict to give
	Met           Standing = "met"
	PartlyMet     Standing = "partly-met"
	NotMet        Standing = "not-met"
	NotApplicable Standing = "not-applicable"
)

// Standings lists every standing, in the order in which totals are shown.
var Standings = []Standing{Met, PartlyMet, NotMet, NotApplicable, Answered, Unanswered}

// Words is s as people read it.
func (s Standing) Words() string {
	switch s {
	case PartlyMet:
		return "partly met"
	case NotMet:
		return "not met"
	case NotApplicable:
		return "not applicable"
	default:
		return string(s)
	}
}

// An Option is one answer to a choice.
type Option struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	// Say is the option inside a sentence; the label in lower case where empty.
	Say      string   `json:"say,omitempty"`
	Standing Standing `json:"standing,omitempty"` // Met, PartlyMet, NotMet, or empty for no verdict
}

// A Rule is something that should hold between an item's answers. Breaking it
// never stops a save: it makes a finding. A rule is of one of three forms: Parts
// and Of; Field with NotAfter, NotBefore or both; or When, Say and Code.
type Rule struct {
	// Parts are counts that make up the count Of. Their sum may not exceed it;
	// what is left over is shown as not accounted for. If Overlap is set, a case
	// may be in several parts, so each alone is held against the total and
	// nothing is said of a remainder.
	Parts   []string `json:"parts,omitempty"`
	Of      string   `json:"of,omitempty"`
	Overlap bool     `json:"overlap,omitempty"`

	// Field is a date, bounded by another date field of the item or by one of
	// "from", "to" and "baseline" of the assessment.
	Field     string `json:"field,omitempty"`
	NotAfter  string `json:"notAfter,omitempty"`
	NotBefore string `json:"notBefore,omitempty"`

	// When is what should not be so. While it holds, Say, which has the
	// placeholders of a [Case], is the finding, and Code names it for scripts:
	// a slug, and none of [Codes]. Field is then any field of the item, the one
	// to look at, or [Narrative]; it may be left out.
	When Condition `json:"when,omitempty"`
	Say  string    `json:"say,omitempty"`
	Code string    `json:"code,omitempty"`

	// Severity is "error", "warning" or "note"; empty means error.
	Severity string `json:"severity,omitempty"`
}

// Codes are those of the findings that the program makes by itself. They and
// the codes of rules never mean the same, so that a script can tell them apart.
var Codes = []string{
	"no-marking", "lower-marking", "no-period", "impossible-count", "remainder", "no-reason", "dates", "no-evidence",
	"stale-evidence", "late-evidence", "no-explanation", "no-action", "overdue-action", "unanswered", "incomplete", "not-asked",
	"returned", "replied", "changed-since-accepted",
	"evidence-missing", "evidence-changed", "evidence-unread", "evidence-elsewhere",
}

// A Condition holds when each of its tests does. An empty one always holds.
type Condition []Test

// A Test asks whether a field's answer is any of the alternatives in Is:
//
//   - a state: given, unanswered, not-recorded, not-applicable, or answered
//     (any but unanswered);
//   - a comparison of a count, an amount or a date: =, <>, <, <=, > or >= before
//     a number, a day such as 2012-05-31, the id of another field of the item, or
//     one of [Moments]; it holds only where both sides are given;
//   - a number, or the id of an option.
//
// Where the item has no field of that name, Field may also be
//
//   - [Remainder], a count: what the item's parts leave of their total; it is
//     given only while the total and at least one part are;
//   - one of [Moments], a date: that day of the assessment;
//   - in a rule, [Narrative], a text: what HMIC will read;
//   - in a rule, [Stands], a choice of met, partly-met and not-met: how the item
//     stands. Without a verdict it is in one of the states.
type Test struct {
	Field string   `json:"field"`
	Is    []string `json:"is"`
}

// A Sentence is the first of its cases whose condition holds, and is left out
// if none does.
type Sentence struct {
	FirstOf []Case `json:"firstOf"`
}

// A Case says something under a condition. In Say,
//
//   - {field} is a field's value in words, {remainder} what parts leave over;
//   - {field:one|many} is the first word for 1 and the second for any other number;
//   - {field.label} is the label of the field;
//   - {force} is what the force calls itself ("the force", "the constabulary"),
//     {name} its name, {since} "since September 2011", {between} "between
//     September 2011 and May 2012", {reason} the reason given for the first
//     not-applicable field;
//   - any other name is one of the item's Words.
//
// A placeholder that starts with a capital gives its text one as well.
type Case struct {
	When Condition `json:"when,omitempty"`
	Say  string    `json:"say"`
}

// The names by which conditions call what is known of an item beside its
// fields. Statements know the first, and the field of a rule may be the second.
const (
	Remainder = "remainder"
	Narrative = "narrative"
	Stands    = "standing"
)

// Digest is the SHA-256, in lower-case hexadecimal, of c in JSON. Two
// checklists with one digest ask the same.
func (c *Checklist) Digest() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("checklist %s cannot be written as JSON: %v", c.ID, err)) // c is only strings and slices
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Items yields every item with the section it is in, in order.
func (c *Checklist) Items() iter.Seq2[*Section, *Item] {
	return func(yield func(*Section, *Item) bool) {
		for i := range c.Sections {
			s := &c.Sections[i]
			for j := range s.Items {
				if !yield(s, &s.Items[j]) {
					return
				}
			}
		}
	}
}

// Item returns the item with that id, and false if there is none.
func (c *Checklist) Item(id string) (*Item, bool) {
	for _, it := range c.Items() {
		if it.ID == id {
			return it, true
		}
	}
	return nil, false
}

// SectionOf returns the section that holds the item with that id, and false if
// there is none.
func (c *Checklist) SectionOf(id string) (*Section, bool) {
	for s, it := range c.Items() {
		if it.ID == id {
			return s, true
		}
	}
	return nil, false
}

// Section returns the section with that id, and false if there is none.
func (c *Checklist) Section(id string) (*Section, bool) {
	for i := range c.Sections {
		if c.Sections[i].ID == id {
			return &c.Sections[i], true
		}
	}
	return nil, false
}

// SourceWords is a source by its title, with the place in it that key names behind a
// blank.
func (c *Checklist) SourceWords(key string) string {
	name, place, _ := strings.Cut(key, " ")
	for _, s := range c.Sources {
		if s.Key == name {
			if place != "" {
				return s.Title + ", " + place
			}
			return s.Title
		}
	}
	return key
}

// Len is the number of items.
func (c *Checklist) Len() int {
	n := 0
	for i := range c.Sections {
		n += len(c.Sections[i].Items)
	}
	return n
}

// Field returns the field with that id, and false if there is none.
func (it *Item) Field(id string) (*Field, bool) {
	for i := range it.Fields {
		if it.Fields[i].ID == id {
			return &it.Fields[i], true
		}
	}
	return nil, false
}

// Sum returns the rule that says which counts make up which, without overlap,
// and false if the item has none.
func (it *Item) Sum() (Rule, bool) {
	for _, r := range it.Rules {
		if r.Of != "" && !r.Overlap {
			return r, true
		}
	}
	return Rule{}, false
}

// Option returns the option with that id, and false if there is none.
func (f *Field) Option(id string) (*Option, bool) {
	for i := range f.Options {
		if f.Options[i].ID == id {
			return &f.Options[i], true
		}
	}
	return nil, false
}

// GivesVerdict reports whether an answer to f can say how its item stands.
func (f *Field) GivesVerdict() bool {
	for i := range f.Options {
		if f.Options[i].Standing != "" {
			return true
		}
	}
	return false
}

// A Force is a police force that may make a return.
type Force struct {
	ID   string `json:"id"`
	Name string `json:"name"` // in full: Leicestershire Police, Lancashire Constabulary
	Self string `json:"self"` // what it calls itself in a sentence: the force, the constabulary
	// Region is HMIC's region, which is not ACPO's, and empty where the public
	// record does not give it.
	Region string `json:"region,omitempty"`
}
