package assessment

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"favour/internal/checklist"
)

// An Outcome is what has become of an item between two returns.
type Outcome string

const (
	Better     Outcome = "better"
	Worse      Outcome = "worse"
	Unchanged  Outcome = "same"      // the same verdict, or where there is none the same answer
	Different  Outcome = "different" // the answers differ, and neither is the better one
	NoAnswer   Outcome = "not-known" // only one of the two returns answers it
	NewlyAsked Outcome = "newly-asked"
	Retired    Outcome = "retired" // asked then, and not now
)

// Outcomes lists them in the order in which totals are shown.
var Outcomes = []Outcome{Better, Worse, Unchanged, Different, NoAnswer, NewlyAsked, Retired}

// Words is o as people read it.
func (o Outcome) Words() string {
	switch o {
	case NoAnswer:
		return "answered in one only"
	case NewlyAsked:
		return "newly asked"
	case Retired:
		return "no longer asked"
	}
	return string(o)
}

// A Compared is one item in two returns. Was is nil for one that is newly asked,
// and Is for one that is no longer.
type Compared struct {
	ID        string
	Section   *checklist.Section // of the return now, or of the one then if the item is retired
	Was, Is   *checklist.Item
	StoodThen checklist.Standing
	StandsNow checklist.Standing
	Outcome   Outcome
	Reworded  bool // the question, or what may be answered, is not what it was
	Differs   bool // something in the answer does, whatever the Outcome
	Counts    []ComparedCount
}

// Item is the item as it is asked now, or else as it was.
func (c *Compared) Item() *checklist.Item {
	if c.Is != nil {
		return c.Is
	}
	return c.Was
}

// A ComparedCount is a count or an amount that both returns give.
type ComparedCount struct {
	Field *checklist.Field // of the return now
	Then  float64
	Now   float64
	// PerMonthThen and PerMonthNow are set if the count is over the whole period
	// and the periods are not of one length: only these can be compared.
	PerMonth                  bool
	PerMonthThen, PerMonthNow float64
}

// A Comparison is two returns of one force, item by item: first those that are
// asked now, in order, then those that are no longer.
type Comparison struct {
	Then, Now  Assessment
	Items      []Compared
	Totals     map[Outcome]int
	Asked      int // items asked now
	Comparable int // of those, answered in both returns
	// MonthsThen and MonthsNow are how long the periods are, in months to one
	// decimal; nought for a period that is not given.
	MonthsThen, MonthsNow float64
	SameLength            bool // to within a few days
}

// Compare holds the return of now against that of then.
func Compare(then, now Assessment) Comparison {
	c := Comparison{
		Then: then, Now: now, Totals: map[Outcome]int{}, Asked: now.list.Len(),
		MonthsThen: then.Details().Months(), MonthsNow: now.Details().Months(),
	}
	c.SameLength = c.MonthsThen == 0 || c.MonthsNow == 0 || math.Abs(c.MonthsThen-c.MonthsNow) < 0.2
	for s, is := range now.list.Items() {
		was, ok := then.Item(is.ID)
		if !ok {
			c.add(Compared{ID: is.ID, Section: s, Is: is, StandsNow: now.Standing(is), Outcome: NewlyAsked})
			continue
		}
		x := Compared{
			ID: is.ID, Section: s, Was: was, Is: is, StoodThen: then.Standing(was), StandsNow: now.Standing(is),
			Reworded: reworded(was, is), Differs: !sameAnswers(then, was, now, is), Counts: c.counts(was, is),
		}
		x.Outcome = outcome(x)
		if x.StoodThen != checklist.Unanswered && x.StandsNow != checklist.Unanswered {
			c.Comparable++
		}
		c.add(x)
	}
	for s, was := range then.list.Items() {
		if _, ok := now.Item(was.ID); !ok {
			c.add(Compared{ID: was.ID, Section: s, Was: was, StoodThen: then.Standing(was), Outcome: Retired})
		}
	}
	return c
}

// Retired are the items that only the return before asked.
func (c *Comparison) Retired() []*checklist.Item {
	var all []*checklist.Item
	for i := range c.Items {
		if c.Items[i].Is == nil {
			all = append(all, c.Items[i].Was)
		}
	}
	return all
}

func (c *Comparison) add(x Compared) {
	c.Items = append(c.Items, x)
	c.Totals[x.Outcome]++
}

// Item returns the item with that id, and false if neither return has it.
func (c *Comparison) Item(id string) (*Compared, bool) {
	i := slices.IndexFunc(c.Items, func(x Compared) bool { return x.ID == id })
	if i < 0 {
		return nil, false
	}
	return &c.Items[i], true
}

func outcome(x Compared) Outcome {
	rank := map[checklist.Standing]int{checklist.NotMet: 1, checklist.PartlyMet: 2, checklist.Met: 3}
	then, now := rank[x.StoodThen], rank[x.StandsNow]
	switch {
	case (x.StoodThen == checklist.Unanswered) != (x.StandsNow == checklist.Unanswered):
		return NoAnswer
	case then != 0 && now > then:
		return Better
	case now != 0 && now < then:
		return Worse
	case then != 0 && now == then, !x.Differs && x.StoodThen == x.StandsNow:
		return Unchanged
	}
	return Different
}

// reworded reports whether an item asks something else than it did, or may be
// answered otherwise.
func reworded(was, is *checklist.Item) bool {
	return was.Question != is.Question || was.Title != is.Title || !slices.EqualFunc(was.Fields, is.Fields, func(x, y checklist.Field) bool {
		return x.ID == y.ID && x.Label == y.Label && x.Kind == y.Kind && slices.Equal(x.Options, y.Options)
	})
}

// sameAnswers reports whether both returns answer an item alike, field by field.
func sameAnswers(then Assessment, was *checklist.Item, now Assessment, is *checklist.Item) bool {
	answers := func(a Assessment, it *checklist.Item) map[string]Value { return a.itemContent(it.ID).Answers }
	x, y := answers(then, was), answers(now, is)
	for id, v := range x {
		if y[id] != v {
			return false
		}
	}
	return len(x) == len(y)
}

func (c *Comparison) counts(was, is *checklist.Item) []ComparedCount {
	var all []ComparedCount
	for i := range is.Fields {
		f := &is.Fields[i]
		old, ok := was.Field(f.ID)
		if !ok || old.Kind != f.Kind || f.Kind != checklist.Count && f.Kind != checklist.Money {
			continue
		}
		then, ok1 := amount(c.Then.Field(was, old))
		now, ok2 := amount(c.Now.Field(is, f))
		if !ok1 || !ok2 {
			continue
		}
		x := ComparedCount{Field: f, Then: then, Now: now}
		if f.Kind == checklist.Count && f.AsAt == "" && !c.SameLength {
			x.PerMonth, x.PerMonthThen, x.PerMonthNow = true, then/c.MonthsThen, now/c.MonthsNow
		}
		all = append(all, x)
	}
	return all
}

// amount is a count, or an amount of money in pounds.
func amount(v Value) (float64, bool) {
	if v.State != Given {
		return 0, false
	}
	n, err := strconv.ParseFloat(v.Given, 64)
	return n, err == nil
}

// Months is how long the period is, to a tenth of a month, and nought if it is
// not given in full.
func (d Details) Months() float64 {
	if d.From.IsZero() || d.To.IsZero() || d.To.Before(d.From) {
		return 0
	}
	days := d.To.Sub(d.From)/(24*time.Hour) + 1
	return math.Round(float64(days)/(365.25/12)*10) / 10
}

// Lengths says in a sentence how the periods compare, and is empty where they are
// of one length and counts can be held against each other as they are.
func (c *Comparison) Lengths() string {
	switch {
	case c.MonthsThen == 0 || c.MonthsNow == 0:
		return "How long one of the periods is has not been given: counts over a whole period may not be comparable."
	case c.SameLength:
		return ""
	}
	return fmt.Sprintf("The period then was %s months and the period now is %s: counts over a whole period are compared by the month.",
		decimal(c.MonthsThen), decimal(c.MonthsNow))
}

// decimal is x to one decimal, without one that is nought.
func decimal(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64)
}

// Words is the count then and now, as people read it.
func (x ComparedCount) Words() (then, now string) {
	words := func(n, rate float64) string {
		s := Words(x.Field, Of(strconv.FormatFloat(n, 'f', 2, 64)))
		if x.Field.Kind == checklist.Count {
			s = Thousands(int(n))
		}
		if x.PerMonth {
			s += " (" + decimal(rate) + " a month)"
		}
		return s
	}
	return words(x.Then, x.PerMonthThen), words(x.Now, x.PerMonthNow)
}
