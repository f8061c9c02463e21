package assessment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"favour/internal/checklist"
)

// A Severity says how much a finding speaks against sending the return.
type Severity string

const (
	Error   Severity = "error"   // an answer that cannot be right
	Warning Severity = "warning" // something HMIC would ask about
	Note    Severity = "note"    // something to know
)

// Severities are all of them, the worst first.
var Severities = []Severity{Error, Warning, Note}

// Heading is what stands over n findings of the severity, such as "2 notes: things
// to know".
func (s Severity) Heading(n int) string {
	words := map[Severity][2]string{
		Error:   {"%d error: an answer that cannot be right, or a choice that is missing", "%d errors: answers that cannot be right, or choices that are missing"},
		Warning: {"%d warning: something that HMIC would ask about", "%d warnings: things that HMIC would ask about"},
		Note:    {"%d note: something to know", "%d notes: things to know"},
	}[s]
	return fmt.Sprintf(Plural(n, words[0], words[1]), n)
}

// FoldUnanswered are the findings of that severity, with those about questions that
// nobody has begun made one for each section, which says the words for how many of
// it they are.
func FoldUnanswered(list *checklist.Checklist, all []Finding, severity Severity, words func(n int, of *checklist.Section) string) []Finding {
	var some []Finding
	folded, count := map[string]int{}, map[string]int{} // by section; folded counts from 1
	for _, f := range all {
		switch {
		case f.Severity != severity:
			continue
		case f.Code != CodeUnanswered:
			some = append(some, f)
			continue
		case folded[f.Section] == 0:
			some = append(some, f)
			folded[f.Section] = len(some)
		}
		count[f.Section]++
	}
	for id, i := range folded {
		if s, ok := list.Section(id); ok {
			some[i-1].Text = words(count[id], s)
		}
	}
	return some
}

// A Code names the kind of a finding. It never changes, so scripts may test it.
// Beside these, which [checklist.Codes] lists, there are those of rules.
type Code string

const (
	CodeNoMarking   Code = "no-marking"
	CodeLowered     Code = "lower-marking" // than that of last time's return
	CodeNoPeriod    Code = "no-period"
	CodeImpossible  Code = "impossible-count"
	CodeRemainder   Code = "remainder"
	CodeNoReason    Code = "no-reason"
	CodeDates       Code = "dates"
	CodeNoEvidence  Code = "no-evidence"
	CodeStale       Code = "stale-evidence"
	CodeLate        Code = "late-evidence"
	CodeUnexplained Code = "no-explanation"
	CodeNoAction    Code = "no-action"
	CodeOverdue     Code = "overdue-action"
	CodeUnanswered  Code = "unanswered"
	CodeIncomplete  Code = "incomplete" // some required fields answered, not all
	CodeNotAsked    Code = "not-asked"
	CodeReturned    Code = "returned" // by a reviewer, whose note is not answered
	CodeReplied     Code = "replied"  // it is, and the reviewer has not looked again
	CodeChanged     Code = "changed-since-accepted"
)

// AtReview is the Field of findings about the review of an item.
const AtReview = "review"

// A Finding is one thing that a check found. It is tied to one item; Item is
// empty for what concerns the assessment itself.
type Finding struct {
	Severity Severity
	Code     Code
	Section  string
	Item     string
	// Field says where in the item to look: at the field with that id, at its
	// [checklist.Narrative], at its review ([AtReview]), or at the piece of
	// evidence or the action with that id. It is the name of a detail where there is no item, and empty where the
	// whole is meant.
	Field string
	Text  string // a sentence
}

// Findings lists what speaks against sending a, and what to know before: first
// what concerns the whole, then item by item in the checklist's order. Today
// decides what is overdue. An assessment with findings can always be saved.
func (a Assessment) Findings(today time.Time) []Finding {
	all := slices.Grow(a.detailFindings(), a.list.Len()) // there is about one to an item
	evidence, actions := map[string][]Evidence{}, map[string][]Action{}
	for _, e := range a.Evidence() {
		for _, id := range e.Items {
			evidence[id] = append(evidence[id], e)
		}
	}
	for _, x := range a.Actions() {
		for _, id := range x.Items {
			actions[id] = append(actions[id], x)
		}
	}
	shelf := a.shelf(today)
	for s, it := range a.list.Items() {
		all = a.findings(all, s, it, evidence[it.ID], actions[it.ID], shelf, today)
	}
	return all
}

// FindingsOf lists those of Findings that are on one item, without looking at any
// other; none if the checklist has no such item.
func (a Assessment) FindingsOf(item string, today time.Time) []Finding {
	it, ok := a.Item(item)
	if !ok {
		return nil
	}
	s, _ := a.list.SectionOf(item)
	return a.findings(nil, s, it, a.EvidenceFor(item), a.ActionsFor(item), a.shelf(today), today)
}

// findings is all with those of an item behind.
func (a Assessment) findings(all []Finding, s *checklist.Section, it *checklist.Item, evidence []Evidence, actions []Action, shelf shelf, today time.Time) []Finding {
	c := checker{a: a, section: s, item: it, found: all}
	c.fields()
	c.rules()
	c.standing(len(evidence), len(actions))
	c.evidence(evidence, shelf)
	c.actions(actions, today)
	c.review()
	return c.found
}

func (a Assessment) detailFindings() []Finding {
	var found []Finding
	add := func(s Severity, code Code, field, text string) {
		found = append(found, Finding{Severity: s, Code: code, Field: field, Text: text})
	}
	d := a.Details()
	if d.Marking == "" {
		add(Error, CodeNoMarking, DetailMarking, "No protective marking has been chosen; nothing can be exported without one.")
	}
	if then := a.lastMarking(); lower(d.Marking, then) {
		add(Warning, CodeLowered, DetailMarking, fmt.Sprintf("Last time's return was marked %s, and this one, which tells of it, is marked %s.", then, d.Marking))
	}
	const noPeriod = "The reporting period has not been given in full."
	switch {
	case d.From.IsZero():
		add(Warning, CodeNoPeriod, DetailFrom, noPeriod)
	case d.To.IsZero():
		add(Warning, CodeNoPeriod, DetailTo, noPeriod)
	case d.To.Before(d.From):
		add(Error, CodeDates, DetailTo, fmt.Sprintf("The reporting period ends on %s, before it begins on %s.", a.Day(d.To), a.Day(d.From)))
	}
	return found
}

// A checker gathers the findings of one item.
type checker struct {
	a       Assessment
	section *checklist.Section
	item    *checklist.Item
	found   []Finding
}

func (c *checker) add(s Severity, code Code, field, text string) {
	c.found = append(c.found, Finding{s, code, c.section.ID, c.item.ID, field, text})
}

// fields looks at each field alone.
func (c *checker) fields() {
	for i := range c.item.Fields {
		f := &c.item.Fields[i]
		v := c.a.Field(c.item, f)
		if v.State == NotApplicable && v.Reason == "" {
			c.add(Error, CodeNoReason, f.ID, fmt.Sprintf("%s is not applicable, and no reason is given.", f.Label))
		}
		if v.IsAnswered() && !c.a.Asked(c.item, f) {
			c.add(Note, CodeNotAsked, f.ID, fmt.Sprintf("%s has an answer, though other answers say that it is not asked.", f.Label))
		}
	}
}

func (c *checker) rules() {
	for _, r := range c.item.Rules {
		switch {
		case len(r.When) > 0:
			if c.a.holds(c.item, r.When, c.a.ruled) {
				c.add(severity(r), Code(r.Code), r.Field, c.a.say(c.item, r.Say))
			}
		case r.Of != "":
			c.parts(r)
		default:
			c.dates(r)
		}
	}
}

func severity(r checklist.Rule) Severity {
	if r.Severity == "" {
		return Error
	}
	return Severity(r.Severity)
}

// parts holds counts against the total that they are parts of.
func (c *checker) parts(r checklist.Rule) {
	whole, ok := c.item.Field(r.Of)
	total, given := Number(c.a.named(c.item, r.Of))
	if !ok || !given {
		return
	}
	sum, broken := 0, false
	for _, p := range r.Parts {
		f, ok := c.item.Field(p)
		n, given := Number(c.a.named(c.item, p))
		if !ok || !given {
			continue
		}
		sum += n
		if n > total {
			broken = true
			c.add(severity(r), CodeImpossible, p, fmt.Sprintf("%s is %s, more than the %s of %s.",
				f.Label, Thousands(n), Thousands(total), lowerFirst(whole.Label)))
		}
	}
	if r.Overlap || broken {
		return
	}
	rest, known := c.a.Remainder(c.item)
	switch {
	case sum > total:
		c.add(severity(r), CodeImpossible, r.Of, fmt.Sprintf("The parts come to %s, more than the %s of %s.",
			Thousands(sum), Thousands(total), lowerFirst(whole.Label)))
	case known && rest > 0:
		c.add(Note, CodeRemainder, r.Of, fmt.Sprintf("%s of %s %s not accounted for.",
			Thousands(rest), Thousands(total), Plural(rest, "is", "are")))
	}
}

// dates holds a date against its bounds.
func (c *checker) dates(r checklist.Rule) {
	f, ok := c.item.Field(r.Field)
	day, given := Day(c.a.named(c.item, r.Field))
	if !ok || !given {
		return
	}
	if bound, name, ok := c.bound(r.NotAfter); ok && day.After(bound) {
		c.add(severity(r), CodeDates, f.ID, fmt.Sprintf("%s is %s, after %s, %s.", f.Label, c.a.Day(day), name, c.a.Day(bound)))
	}
	if bound, name, ok := c.bound(r.NotBefore); ok && day.Before(bound) {
		c.add(severity(r), CodeDates, f.ID, fmt.Sprintf("%s is %s, before %s, %s.", f.Label, c.a.Day(day), name, c.a.Day(bound)))
	}
}

// bound is the day that a rule's bound stands for, and what it is called.
func (c *checker) bound(name string) (time.Time, string, bool) {
	if f, ok := c.item.Field(name); ok {
		t, given := Day(c.a.Field(c.item, f))
		return t, lowerFirst(f.Label), given
	}
	words := map[string]string{
		DetailFrom: "the start of the period", DetailTo: "the end of the period", DetailBaseline: "the baseline",
	}[name]
	t, given := Day(c.a.At(Detail(name)))
	return t, words, given && words != ""
}

// standing asks whether the item is answered, and what stands behind it.
func (c *checker) standing(evidence, actions int) {
	switch s := c.a.Standing(c.item); s {
	case checklist.Unanswered:
		if c.a.Touched(c.item) {
			c.add(Note, CodeIncomplete, c.firstMissing(), "Some of the answer is given, and a part that is needed is not.")
		} else {
			c.add(Note, CodeUnanswered, "", "Nothing has been answered.")
		}
	case checklist.Met:
		if evidence == 0 && !c.section.Unscored {
			c.add(Warning, CodeNoEvidence, "", "Met, and no evidence is named.")
		}
	case checklist.PartlyMet, checklist.NotMet:
		if c.section.Unscored {
			return
		}
		if s == checklist.PartlyMet && strings.TrimSpace(c.a.At(Narrative(c.item.ID)).Given) == "" {
			c.add(Warning, CodeUnexplained, checklist.Narrative, "Partly met, and nothing is written to say why.")
		}
		if actions == 0 {
			c.add(Warning, CodeNoAction, "", fmt.Sprintf("%s, and no action is named.", Capital(s.Words())))
		}
	}
}

func (c *checker) firstMissing() string {
	for i := range c.item.Fields {
		f := &c.item.Fields[i]
		if f.Required && c.a.Asked(c.item, f) && !c.a.Field(c.item, f).IsAnswered() {
			return f.ID
		}
	}
	return ""
}

// review asks whether what a reviewer had to say is settled.
func (c *checker) review() {
	switch r := c.a.Review(c.item.ID); r.State {
	case ReviewReturned:
		c.add(Warning, CodeReturned, AtReview, fmt.Sprintf("%s has returned this with a note that is not answered.", r.By))
	case ReviewReplied:
		c.add(Note, CodeReplied, AtReview, fmt.Sprintf("The note of %s is answered, and the answer is not yet accepted.", r.By))
	case ReviewChanged:
		c.add(Warning, CodeChanged, AtReview, fmt.Sprintf("This has been changed since %s accepted it.", r.By))
	}
}

// actions asks whether what was undertaken has been done in time.
func (c *checker) actions(all []Action, today time.Time) {
	for _, x := range all {
		if x.Overdue(today) {
			c.add(Warning, CodeOverdue, x.ID, fmt.Sprintf("The action %q was due on %s and is not done.", x.What, c.a.Day(x.Due)))
		}
	}
}
