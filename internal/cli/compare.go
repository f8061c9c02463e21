package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newCompareCommand(a *app) *cobra.Command {
	var all, exitCode bool
	c := &cobra.Command{
		Use:   "compare [[THEN] NOW]",
		Short: "Say what has changed since last time",
		Long: `Compares a return with the one of the period before, item by item: better, worse, the same, different without a better or worse, newly asked, no longer asked. Counts over periods that are not of one length are compared by the month.

Without arguments it compares the assessment with the one that it was started from, as that one stood then. With one it does so for that one; with two it compares these, the earlier one first. Only what both returns answer can be compared, and it says how much that is.

The exit code is 0 whatever has changed; with --exit-code it is 1 if any answer has.`,
		Example: `favour compare
favour compare leicestershire-2011 leicestershire-2012
favour compare --all --as-at "31 May 2012"`,
		Args: between(0, 2, "two assessments"),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := a.comparison(cmd.Context(), args)
			if err != nil {
				return err
			}
			if a.asJSON {
				err = a.out.json(comparisonToJSON(c))
			} else {
				a.sayAsAt(c.Now)
				a.printComparison(c, all)
			}
			if err == nil && exitCode && differs(c) {
				return errNo
			}
			return err
		},
	}
	c.ValidArgsFunction = func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 1 {
			return nil, noFiles
		}
		return a.suggestAssessments(cmd, args, word)
	}
	c.Flags().BoolVar(&all, "all", false, "list what is the same too")
	c.Flags().BoolVar(&exitCode, "exit-code", false, "exit with 1 if any answer has changed")
	a.takesAsAt(c)
	return c
}

// comparison is of the returns that args name.
func (a *app) comparison(ctx context.Context, args []string) (*assessment.Comparison, error) {
	now := a.assessment
	if len(args) > 0 {
		if a.assessment != "" {
			return nil, usage("Name the assessments either behind favour compare or with --assessment.")
		}
		now = args[len(args)-1]
	}
	_, x, err := a.openNamed(ctx, now)
	if err != nil {
		return nil, err
	}
	if len(args) < 2 {
		if c := compareLast(x); c != nil {
			return c, nil
		}
		return nil, failure("%s was not started from an earlier return. Name the two to compare, the earlier one first: favour compare THEN %s.", x.ID(), x.ID())
	}
	_, then, err := a.openNamed(ctx, args[0])
	if err != nil {
		return nil, err
	}
	switch was, is := then.Details(), x.Details(); {
	case !oneForce(was.Force, is.Force):
		return nil, usage("%s is of %s and %s of %s. A comparison is between two returns of one force.", then.ID(), was.Force.Name, x.ID(), is.Force.Name)
	case !is.From.IsZero() && was.From.After(is.From):
		return nil, usage("The period of %s is later than that of %s. Name the earlier one first.", then.ID(), x.ID())
	}
	c := assessment.Compare(then, x)
	return &c, nil
}

// differs reports whether any answer is not what it was.
func differs(c *assessment.Comparison) bool {
	for i := range c.Items {
		if c.Items[i].Outcome != assessment.Unchanged || c.Items[i].Differs {
			return true
		}
	}
	return false
}

func (a *app) printComparison(c *assessment.Comparison, all bool) {
	a.out.heading(c.Now.Details().Force.Name)
	a.out.pairs("", [][2]string{{"Then", returnWords(c.Then)}, {"Now", returnWords(c.Now)}})
	a.out.blank()
	a.out.hang("", fmt.Sprintf("%d of %s can be compared, for both returns answer %s.",
		c.Comparable, quantity(c.Asked, "item", "items"), assessment.Plural(c.Comparable, "it", "them")))
	a.out.pairs("", totalRows(c))
	for _, o := range assessment.Outcomes {
		switch {
		case o == assessment.NoAnswer:
			a.printOneSided(c)
		case o != assessment.Unchanged || all:
			a.printOutcome(c, o)
		}
	}
	a.printCounts(c)
}

// returnWords names one of two returns.
func returnWords(x assessment.Assessment) string {
	return fmt.Sprintf("%s, %s", x.ID(), x.Details().PeriodWords())
}

// totalRows say how many items came out how. What neither return answers is the
// same too, but that is not what a reader would take it for.
func totalRows(c *assessment.Comparison) [][2]string {
	blank := unansweredInBoth(c)
	var rows [][2]string
	for _, o := range assessment.Outcomes {
		n := c.Totals[o]
		if o == assessment.Unchanged {
			n -= blank
		}
		rows = append(rows, [2]string{assessment.Capital(o.Words()), fmt.Sprint(n)})
		if o == assessment.NoAnswer {
			rows = append(rows, [2]string{"Answered in neither", fmt.Sprint(blank)})
		}
	}
	return rows
}

func unansweredInBoth(c *assessment.Comparison) int {
	n := 0
	for _, x := range c.Items {
		if x.Outcome == assessment.Unchanged && x.StoodThen == checklist.Unanswered && x.StandsNow == checklist.Unanswered {
			n++
		}
	}
	return n
}

// printOutcome lists the items that came out so.
func (a *app) printOutcome(c *assessment.Comparison, o assessment.Outcome) {
	first := true
	for i := range c.Items {
		x := &c.Items[i]
		if x.Outcome != o {
			continue
		}
		if first {
			a.out.blank()
			a.out.heading(assessment.Capital(o.Words()))
			first = false
		}
		a.out.hang(x.ID+"  ", comparedWords(x))
		indent := strings.Repeat(" ", len(x.ID)+2)
		if x.Was != nil && x.Is != nil {
			for _, line := range fieldChanges(c, x) {
				a.out.hang(indent, line)
			}
		}
	}
}

// comparedWords is an item with how it stood and stands.
func comparedWords(x *assessment.Compared) string {
	s := x.Item().Title
	if x.Reworded {
		s += " (reworded)"
	}
	switch {
	case x.Was == nil:
		return s + ": " + x.StandsNow.Words()
	case x.Is == nil:
		return s + ": was " + x.StoodThen.Words()
	case x.StoodThen == x.StandsNow:
		return s + ": " + x.StandsNow.Words()
	}
	return fmt.Sprintf("%s: %s, was %s", s, x.StandsNow.Words(), x.StoodThen.Words())
}

// fieldChanges says of each field whose answer is not what it was what it is and
// what it was. Both are of an item that both returns ask.
func fieldChanges(c *assessment.Comparison, x *assessment.Compared) []string {
	var lines []string
	for i := range x.Is.Fields {
		f := &x.Is.Fields[i]
		is, was := c.Now.Field(x.Is, f), assessment.Value{}
		old, ok := x.Was.Field(f.ID)
		if ok {
			was = c.Then.Field(x.Was, old)
		}
		switch then, now, counted := countWords(x, f.ID); {
		case is == was:
		case counted:
			lines = append(lines, fmt.Sprintf("%s: %s, was %s", f.Label, now, then))
		case !ok:
			lines = append(lines, fmt.Sprintf("%s: %s, was not asked", f.Label, valueWords(c.Now, f, is)))
		default:
			lines = append(lines, fmt.Sprintf("%s: %s, was %s", f.Label, valueWords(c.Now, f, is), valueWords(c.Now, old, was)))
		}
	}
	for i := range x.Was.Fields {
		f := &x.Was.Fields[i]
		if _, ok := x.Is.Field(f.ID); ok {
			continue
		}
		if was := c.Then.Field(x.Was, f); was.IsAnswered() {
			lines = append(lines, fmt.Sprintf("%s: no longer asked, was %s", f.Label, valueWords(c.Now, f, was)))
		}
	}
	return lines
}

// countWords is a count then and now, by the month if need be, and false if the
// field is none that both returns give.
func countWords(x *assessment.Compared, field string) (then, now string, ok bool) {
	for _, n := range x.Counts {
		if n.Field.ID == field {
			then, now = n.Words()
			return then, now, true
		}
	}
	return "", "", false
}

// printOneSided lists what only one of the two returns answers.
func (a *app) printOneSided(c *assessment.Comparison) {
	var now, then []string
	for _, x := range c.Items {
		switch {
		case x.Outcome != assessment.NoAnswer:
		case x.StandsNow == checklist.Unanswered:
			then = append(then, x.ID)
		default:
			now = append(now, x.ID)
		}
	}
	if len(now)+len(then) == 0 {
		return
	}
	a.out.blank()
	a.out.heading(assessment.Capital(assessment.NoAnswer.Words()))
	for _, side := range []struct {
		words string
		ids   []string
	}{{"Now, and not then: ", now}, {"Then, and not now: ", then}} {
		if len(side.ids) > 0 {
			a.out.hang("", side.words+strings.Join(side.ids, ", "))
		}
	}
}

// printCounts sets the counts that both returns give side by side.
func (a *app) printCounts(c *assessment.Comparison) {
	var rows [][2]string
	for _, x := range c.Items {
		for _, n := range x.Counts {
			then, now := n.Words()
			rows = append(rows, [2]string{x.ID + " " + n.Field.Label, fmt.Sprintf("%s, was %s", now, then)})
		}
	}
	if len(rows) == 0 {
		return
	}
	a.out.blank()
	a.out.heading("Counts")
	if text := c.Lengths(); text != "" {
		a.out.hang("", text)
	}
	a.out.pairs("", rows)
}

type comparisonJSON struct {
	Then       returnJSON                 `json:"then"`
	Now        returnJSON                 `json:"now"`
	Asked      int                        `json:"asked"`      // items asked now
	Comparable int                        `json:"comparable"` // of those, answered in both
	Totals     map[assessment.Outcome]int `json:"totals"`
	Unanswered int                        `json:"unanswered"`  // of those that are the same, answered in neither
	SameLength bool                       `json:"same-length"` // of the periods
	Items      []comparedJSON             `json:"items"`
}

type returnJSON struct {
	Assessment string      `json:"assessment"`
	From       string      `json:"from"`
	To         string      `json:"to"`
	Months     float64     `json:"months"` // 0 for a period that is not given
	Checklist  editionJSON `json:"checklist"`
}

type comparedJSON struct {
	ID       string              `json:"id"`
	Section  string              `json:"section"`
	Title    string              `json:"title"`
	Outcome  assessment.Outcome  `json:"outcome"`
	Then     checklist.Standing  `json:"then"` // empty if it was not asked
	Now      checklist.Standing  `json:"now"`  // empty if it is not asked
	Reworded bool                `json:"reworded"`
	Differs  bool                `json:"differs"`
	Counts   []comparedCountJSON `json:"counts"`
}

type comparedCountJSON struct {
	Field string         `json:"field"`
	Label string         `json:"label"`
	Kind  checklist.Kind `json:"kind"`
	Then  float64        `json:"then"`
	Now   float64        `json:"now"`
	// By the month, where the periods are not of one length.
	ThenMonthly *float64 `json:"then-monthly,omitempty"`
	NowMonthly  *float64 `json:"now-monthly,omitempty"`
}

func comparisonToJSON(c *assessment.Comparison) comparisonJSON {
	j := comparisonJSON{
		Then: returnToJSON(c.Then, c.MonthsThen), Now: returnToJSON(c.Now, c.MonthsNow), Asked: c.Asked, Comparable: c.Comparable,
		Totals: map[assessment.Outcome]int{}, Unanswered: unansweredInBoth(c), SameLength: c.SameLength, Items: []comparedJSON{},
	}
	for _, o := range assessment.Outcomes {
		j.Totals[o] = c.Totals[o]
	}
	for i := range c.Items {
		x := &c.Items[i]
		item := comparedJSON{
			ID: x.ID, Section: x.Section.ID, Title: x.Item().Title, Outcome: x.Outcome, Then: x.StoodThen, Now: x.StandsNow,
			Reworded: x.Reworded, Differs: x.Differs, Counts: []comparedCountJSON{},
		}
		for _, n := range x.Counts {
			count := comparedCountJSON{Field: n.Field.ID, Label: n.Field.Label, Kind: n.Field.Kind, Then: n.Then, Now: n.Now}
			if n.PerMonth {
				count.ThenMonthly, count.NowMonthly = &n.PerMonthThen, &n.PerMonthNow
			}
			item.Counts = append(item.Counts, count)
		}
		j.Items = append(j.Items, item)
	}
	return j
}

func returnToJSON(x assessment.Assessment, months float64) returnJSON {
	l := x.Checklist()
	return returnJSON{
		Assessment: x.ID(), From: x.At(assessment.Detail(assessment.DetailFrom)).Given, To: x.At(assessment.Detail(assessment.DetailTo)).Given,
		Months: months, Checklist: editionJSON{l.ID, l.Edition, l.Digest()},
	}
}
