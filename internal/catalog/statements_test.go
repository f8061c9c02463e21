package catalog_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/mem"
)

// values are what is tried in a field of each kind: one of every state, and
// nought, one and many.
func values(f *checklist.Field) []assessment.Value {
	all := []assessment.Value{{}, assessment.Missing(), assessment.Inapplicable("there is no such unit")}
	switch f.Kind {
	case checklist.Choice:
		for _, o := range f.Options {
			all = append(all, assessment.Of(o.ID))
		}
	case checklist.Count:
		all = append(all, assessment.Of("0"), assessment.Of("1"), assessment.Of("5"), assessment.Of("1234"))
	case checklist.Money:
		all = append(all, assessment.Of("0.00"), assessment.Of("25.00"))
	case checklist.Date:
		all = append(all, assessment.Of("2012-03-01"))
	default:
		all = append(all, assessment.Of("Something that was written.\nIn two lines."))
	}
	return all
}

// wrong is what no statement may have in it: a placeholder that was not filled,
// a state in brackets where a sentence should say it, one of many, or signs that
// do not belong together.
var wrong = []*regexp.Regexp{
	regexp.MustCompile(`[{}]`),
	regexp.MustCompile(`\(not (answered|recorded|applicable)`),
	regexp.MustCompile(`\b1 (cases|instances|applications|were|are|have|of them were)\b`),
	regexp.MustCompile(`\b(0|5|1,234) (case|instance|application|investigation|action|was)\b`),
	regexp.MustCompile(`  |\.\.|,\.| ,| \.|^[a-z]|[^.?]$`),
}

// Every statement of every checklist reads as English, whatever is answered:
// the first field with each other one, in every state.
func TestEveryStatementReads(t *testing.T) {
	lists, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range lists {
		a := begin(t, list)
		for _, it := range list.Items() {
			first := firstRequired(it)
			for i := range it.Fields {
				other := &it.Fields[i]
				for _, v := range values(first) {
					for _, w := range values(other) {
						checkStatement(t, a, it, map[*checklist.Field]assessment.Value{first: v, other: w})
					}
				}
			}
		}
	}
}

func firstRequired(it *checklist.Item) *checklist.Field {
	for i := range it.Fields {
		if it.Fields[i].Required {
			return &it.Fields[i]
		}
	}
	return &it.Fields[0]
}

// begin is an assessment of the list with a period.
func begin(t *testing.T, list *checklist.Checklist) assessment.Assessment {
	t.Helper()
	a, err := journal.New(mem.New()).Start(context.Background(), journal.Plan{
		ID: "x", Checklist: list, Force: checklist.Force{Name: "X Police", Self: "the force"}, Author: assessment.Author{Name: "A. Example"},
		Details: []assessment.Edit{
			{Target: assessment.Detail("from"), New: assessment.Of("2011-09-01")}, {Target: assessment.Detail("to"), New: assessment.Of("2012-05-31")},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func checkStatement(t *testing.T, a assessment.Assessment, it *checklist.Item, answers map[*checklist.Field]assessment.Value) {
	t.Helper()
	var edits []assessment.Edit
	said := make([]string, 0, len(answers))
	for f, v := range answers {
		edits = append(edits, assessment.Edit{Target: assessment.FieldOf(it, f), New: v})
		said = append(said, f.ID+": "+assessment.Words(f, v))
	}
	a = made(t, a, edits)
	s := a.Statement(it)
	if s == "" && len(it.Statement) > 0 {
		t.Errorf("%s, %s: nothing is said", it.ID, strings.Join(said, ", "))
	}
	for _, r := range wrong {
		if s != "" && r.MatchString(s) {
			t.Errorf("%s, %s: %q has %q in it", it.ID, strings.Join(said, ", "), s, r.FindString(s))
		}
	}
}
