package report

import (
	"fmt"
	"math"

	"favour/internal/assessment"
)

// Last is what the return of the period before said, held against this one.
type Last struct {
	ID        string
	Head      assessment.Head // its last change
	Period    Period
	Baseline  string
	Marking   string
	Checklist Source

	Then       Totals // items asked then, by how they stood
	Outcomes   [7]int // in the order of assessment.Outcomes
	Asked      int    // items asked now
	Comparable int    // of those, answered in both returns
	Lengths    string // what to know of the lengths of the periods; empty if nothing
	Items      []Compared
}

// A Compared is one item of two returns. Then is nil for one that is newly
// asked, and Now for one that is no longer. The evidence and the actions of Then
// belong to the return before, and are here only for an item that is retired,
// for which nothing else speaks.
type Compared struct {
	Item    Ref
	Section string // its title
	Outcome assessment.Outcome
	Differs bool // something in the answer does, whatever the outcome
	Then    *Item
	Now     *Item
	// Wording is what is asked, or may be answered, otherwise than it was.
	Wording []assessment.Wording
	Counts  []ComparedCount
}

// A ComparedCount is a count or an amount that both returns give.
type ComparedCount struct {
	ID, Label string
	Then, Now float64
	// PerMonth holds the rates, then and now, of a count over periods that are
	// not of one length; only these can be compared. Else it is nil.
	PerMonth            *[2]float64
	ThenWords, NowWords string
	shareThen, shareNow float64 // of the larger one
}

// last is the return before, and nil where a was not started from one.
func (b *builder) last() *Last {
	was, ok := b.a.Last()
	if !ok {
		return nil
	}
	d, list, old := was.Details(), was.Checklist(), newBuilder(was)
	l := &Last{
		ID: was.ID(), Head: b.a.Change(1).Start.Last.Head, Marking: d.Marking, Baseline: iso(d.Baseline),
		Period: newPeriod(d), Checklist: source(list),
	}
	for i := range list.Sections {
		old.section(&list.Sections[i])
	}
	for _, it := range old.items {
		l.Then.add(it)
	}
	c := assessment.Compare(was, b.a)
	l.Asked, l.Comparable, l.Lengths = c.Asked, c.Comparable, c.Lengths()
	for i, o := range assessment.Outcomes {
		l.Outcomes[i] = c.Totals[o]
	}
	for i := range c.Items {
		x := &c.Items[i]
		l.Items = append(l.Items, b.compared(x, old))
	}
	return l
}

func (b *builder) compared(x *assessment.Compared, old *builder) Compared {
	it := x.Item()
	out := Compared{
		Item: Ref{it.ID, it.Title}, Section: x.Section.Title, Outcome: x.Outcome, Differs: x.Differs,
	}
	if x.Was != nil {
		then := old.items[x.ID]
		if x.Is != nil {
			then.Evidence, then.Actions = nil, nil
		}
		out.Then = &then
	}
	if x.Is != nil {
		now := b.items[x.ID]
		out.Now = &now
	}
	if x.Reworded {
		out.Wording = assessment.Rewording{Was: x.Was, Is: x.Is}.Wordings()
	}
	for _, n := range x.Counts {
		out.Counts = append(out.Counts, comparedCount(n))
	}
	return out
}

func comparedCount(n assessment.ComparedCount) ComparedCount {
	x := ComparedCount{ID: n.Field.ID, Label: n.Field.Label, Then: n.Then, Now: n.Now}
	x.ThenWords, x.NowWords = n.Words()
	then, now := n.Then, n.Now
	if n.PerMonth {
		then, now = n.PerMonthThen, n.PerMonthNow
		x.PerMonth = &[2]float64{then, now}
	}
	if most := max(then, now); most > 0 {
		x.shareThen, x.shareNow = then/most, now/most
	}
	return x
}

// bothWordings are what was and what is asked, of which spans tell.
func bothWordings(spans []assessment.Span) (was, is string) {
	for _, s := range spans {
		if s.Kind != assessment.Added {
			was += s.Text
		}
		if s.Kind != assessment.Removed {
			is += s.Text
		}
	}
	return was, is
}

// Share is how many items can be compared, in a sentence.
func (l *Last) Share() string {
	return fmt.Sprintf("%s of the %s %s that are asked now (%s) can be compared: both returns answer them.",
		assessment.Thousands(l.Comparable), assessment.Thousands(l.Asked), assessment.Plural(l.Asked, "item", "items"),
		wholePercent(l.Comparable, l.Asked))
}

// wholePercent is a share that is only 0% if it is nothing and only 100% if it
// is all.
func wholePercent(n, of int) string {
	p := int(math.Round(100 * float64(n) / float64(max(of, 1))))
	switch {
	case n > 0 && p == 0:
		return "under 1%"
	case n < of && p == 100:
		return "over 99%"
	}
	return fmt.Sprintf("%d%%", p)
}

// of are the items with that outcome.
func (l *Last) of(o assessment.Outcome) []Compared {
	var some []Compared
	for _, x := range l.Items {
		if x.Outcome == o {
			some = append(some, x)
		}
	}
	return some
}

// NewlyAsked are the items that were not asked last time.
func (l *Last) NewlyAsked() []Ref {
	var refs []Ref
	for _, x := range l.of(assessment.NewlyAsked) {
		refs = append(refs, x.Item)
	}
	return refs
}

// OutcomesOf is how many items the outcomes count: all that are asked or were, but
// those of which a copy withholds the verdict.
func (l *Last) OutcomesOf() int {
	n := 0
	for _, of := range l.Outcomes {
		n += of
	}
	return n
}

// Retired are the items that are no longer asked, with their last answers.
func (l *Last) Retired() []Compared { return l.of(assessment.Retired) }

// Reworded are the items that ask, or take, something else than they did.
func (l *Last) Reworded() []Compared {
	var some []Compared
	for _, x := range l.Items {
		if len(x.Wording) > 0 {
			some = append(some, x)
		}
	}
	return some
}

// Counted are the items with counts to compare.
func (l *Last) Counted() []Compared {
	var some []Compared
	for _, x := range l.Items {
		if len(x.Counts) > 0 {
			some = append(some, x)
		}
	}
	return some
}

// About is which return it was.
func (l *Last) About() []Particular {
	return []Particular{
		{"The return before", l.ID},
		{"Its period", assessment.Capital(l.Period.Words)},
		{"Its protective marking", orNot(l.Marking)},
		{"Its checklist", fmt.Sprintf("%s, edition %s", l.Checklist.Title, l.Checklist.Edition)},
		{"SHA-256 of its last change", l.Head.SHA256},
	}
}

// OutcomeWords is what has become of x, with a capital.
func (x Compared) OutcomeWords() string { return assessment.Capital(x.Outcome.Words()) }

// notAskedThen and notAskedNow are what a comparison says where one of the
// returns has no such item.
const (
	notAskedThen = "Not asked then"
	notAskedNow  = "Not asked now"
)

// Says is what the answer to it comes to, in plain sentences or else field by
// field.
func (it Item) Says() string {
	if it.Statement != "" {
		return it.Statement
	}
	return it.fieldByField()
}
