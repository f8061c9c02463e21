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

A field shows its value, or in square brackets that it is [not answered], [not recorded] or [not applicable: with the reason].`,
		Example: `favour show
favour show BUS-07 MED-03
favour show SOC`,
		ValidArgsFunction: a.suggestItems,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			items, err := pickItems(x.Checklist(), args)
			switch {
			case err != nil:
				return err
			case a.asJSON:
				return a.showJSON(x, items)
			}
			a.sayAsAt(x)
			if len(items) == 0 {
				a.showAll(x)
			}
			for i, it := range items {
				if i > 0 {
					a.out.blank()
				}
				a.showItem(x, it)
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
			a.out.hang(it.ID+"  ", fmt.Sprintf("%s: %s", it.Title, itemState(x, it)))
			for k := range it.Fields {
				f := &it.Fields[k]
				if v := x.Field(it, f); v.IsAnswered() {
					a.out.hang("        ", f.Label+": "+valueWords(f, v))
				}
			}
		}
	}
	for i, line := range a.signedLines(x) {
		if i == 0 {
			a.out.blank()
		}
		a.out.hang("", line)
	}
}

// showItem shows one item in full.
func (a *app) showItem(x assessment.Assessment, it *checklist.Item) {
	a.out.heading(fmt.Sprintf("%s  %s", it.ID, it.Title))
	a.out.hang("", it.Question)
	a.out.blank()
	var fields [][2]string
	for i := range it.Fields {
		if f := &it.Fields[i]; x.Shown(it, f) {
			fields = append(fields, [2]string{f.Label + " (" + f.ID + ")", valueWords(f, x.Field(it, f))})
		}
	}
	a.out.pairs("  ", fields)
	a.out.blank()
	a.out.pairs("", a.itemRows(x, it))
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
		add("Evidence "+e.ID, evidenceWords(e))
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
func valueWords(f *checklist.Field, v assessment.Value) string {
	if v.State == assessment.Given {
		return assessment.Words(f, v)
	}
	return "[" + assessment.Words(f, v) + "]"
}
