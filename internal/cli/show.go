package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newShowCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "show [ITEM...]",
		Short: "Show items with their answers",
		Long: `Shows items with their answers: in full those that are named, by item or by section, and all of them in brief where none is.

A field shows its value, or in square brackets that it is [not answered], [not recorded] or [not applicable: with the reason].

In a return that follows another, last time's answer stands below this time's; where the question was worded otherwise it says how, as [-what it was-] {+what it is+}. An item that is no longer asked can be named too.`,
		Example: `favour show
favour show BUS-07 MED-03
favour show SOC`,
		ValidArgsFunction: a.suggestShown,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			ids, err := pickShown(x, args)
			switch {
			case err != nil:
				return err
			case a.asJSON:
				return a.showJSON(x, ids)
			}
			a.sayAsAt(x)
			if len(ids) == 0 {
				a.showAll(x)
			}
			last := compareLast(x)
			for i, id := range ids {
				if i > 0 {
					a.out.blank()
				}
				a.showItem(x, last, id)
			}
			return nil
		},
	}
	a.takesAsAt(c)
	return c
}

// showAll shows every item in brief.
func (a *app) showAll(x assessment.Assessment) {
	for i := range x.Checklist().Sections {
		s := &x.Checklist().Sections[i]
		if i > 0 {
			a.out.blank()
		}
		a.out.heading(s.Title)
		for j := range s.Items {
			it := &s.Items[j]
			a.showBrief(x, it)
		}
	}
	a.showAllRetired(x)
	for i, line := range a.signedLines(x) {
		if i == 0 {
			a.out.blank()
		}
		a.out.hang("", line)
	}
}

// showBrief shows an item with what is answered of it.
func (a *app) showBrief(x assessment.Assessment, it *checklist.Item) {
	a.out.hang(it.ID+"  ", fmt.Sprintf("%s: %s", it.Title, itemState(x, it)))
	for i := range it.Fields {
		f := &it.Fields[i]
		if v := x.Field(it, f); v.IsAnswered() {
			a.out.hang("        ", f.Label+": "+valueWords(x, f, v))
		}
	}
}

// showItem shows one item in full, with what was said of it last time, if there
// was one.
func (a *app) showItem(x assessment.Assessment, last *assessment.Comparison, id string) {
	it, asked := x.Item(id)
	if !asked {
		a.showRetired(x, last, id)
		return
	}
	a.out.heading(fmt.Sprintf("%s  %s", it.ID, it.Title))
	a.out.hang("", it.Question)
	a.out.blank()
	a.out.pairs("  ", shownFields(x, it))
	a.out.blank()
	a.out.pairs("", a.itemRows(x, it))
	if last != nil {
		a.showLast(x, last, id)
	}
}

// itemRows are what is known of an item besides its fields.
func (a *app) itemRows(x assessment.Assessment, it *checklist.Item) [][2]string {
	rows := [][2]string{{"Stands as", x.Standing(it).Words()}}
	add := func(name, text string) {
		if text != "" {
			rows = append(rows, [2]string{name, text})
		}
	}
	if n, ok := x.Remainder(it); ok && n > 0 {
		add("Remainder", fmt.Sprintf("%s not accounted for", assessment.Thousands(n)))
	}
	add("Statement", x.Statement(it))
	answer := x.Answer(it)
	add("HMIC will read", answer.Narrative)
	add("Internal note", answer.Internal)
	if answer.Internal != "" {
		add("", "(the internal note never leaves: it is in no export)")
	}
	for _, e := range answer.Evidence {
		add("Evidence "+e.ID, a.evidenceWords(e))
	}
	for _, x := range answer.Actions {
		add("Action "+x.ID, a.actionWords(x))
	}
	add("Assigned to", x.Assigned(it.ID))
	if r := x.Review(it.ID); r.State != assessment.NotReviewed {
		add("Review", a.reviewWords(r))
		rows = append(rows, reviewRows(r)...)
	}
	add("Signed", signedWords(x, it.ID))
	add("Why it is asked", it.Why)
	add("Good evidence", strings.Join(it.Evidence, "; "))
	return rows
}

// valueWords is v so that its four states look different: only a value stands
// without brackets.
func valueWords(x assessment.Assessment, f *checklist.Field, v assessment.Value) string {
	if v.State == assessment.Given {
		return x.Words(f, v)
	}
	return "[" + x.Words(f, v) + "]"
}
