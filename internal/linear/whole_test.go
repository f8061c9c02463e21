package linear_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/linear"
)

// A whole return is made by lines alone, from the name of the person to the signed
// export: every question of the real checklist in its order, with Enter from one to
// the next. What is in the store is what was typed.
func TestWholeReturn(t *testing.T) {
	lists, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	forces, err := catalog.Forces(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	w := newcomer(t)
	w.options.Library = func() (linear.Library, error) { return linear.Library{Checklists: lists, Forces: forces}, nil }
	w.options.ExportDir = filepath.Join(w.home, "out")

	lines := []string{"A. Example", "Inspector", "leic", "", "", "1 April 2010", "1", "", ""}
	want := newWorld(t, false)
	a, err := want.journal.Start(context.Background(), journal.Plan{Checklist: lists[0], Force: forces[forceIn(forces, "leicestershire")], Author: testAuthor, Details: []assessment.Edit{
		{Target: assessment.Detail(assessment.DetailFrom), New: assessment.Of("2011-09-01")},
		{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")},
		{Target: assessment.Detail(assessment.DetailBaseline), New: assessment.Of("2010-04-01")},
		{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of("NOT PROTECTIVELY MARKED")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	lines = append(lines, "") // from the contents to the first question
	for i := range lists[0].Sections {
		section := &lists[0].Sections[i]
		for j := range section.Items {
			it := &section.Items[j]
			given, shown := 0, 0
			for k := range it.Fields {
				if a.Shown(it, &it.Fields[k]) {
					shown++
				}
			}
			read := shown > 1 && a.Standing(it) != checklist.Unanswered
			for k := range it.Fields {
				f := &it.Fields[k]
				if read || !a.Shown(it, f) {
					continue
				}
				given++
				typed, v := answerTo(f, given)
				if f.Detail != "" {
					typed, v = []string{""}, a.Field(it, f)
				}
				lines = append(lines, typed...)
				if a, err = want.journal.Record(context.Background(), a, testAuthor, "", assessment.Edit{Target: assessment.FieldOf(it, f), New: v}); err != nil {
					t.Fatal(err)
				}
			}
			lines = append(lines, "") // on to the next question, or the end of the section
		}
		if i < len(lists[0].Sections)-1 {
			lines = append(lines, "") // on to the next section
		}
	}
	_, warnings := assessment.Unacknowledged(a.BeforeSigning(testNow), nil)
	lines = append(lines, "sign")
	for range warnings {
		lines = append(lines, "")
	}
	lines = append(lines, "", "Chief Superintendent", "Head of professional standards", "", "1", "export", "json", "", "quit")

	said, err := w.typed(lines...)
	if err != nil {
		t.Fatalf("it ends with: %v\n%s", err, said[max(0, len(said)-3000):])
	}
	hasNot(t, said, "is neither an answer")
	got := w.a()
	if got.Digest() != a.Digest() {
		t.Errorf("what was typed and what is stored differ:\n%s", strings.Join(differ(a, got), "\n"))
	}
	if p := got.Progress(testNow); p.Answered != p.Items {
		t.Errorf("%d of %d are answered", p.Answered, p.Items)
	}
	if !got.Signed() {
		t.Error("it is not signed")
	}
	if _, err := os.Stat(filepath.Join(w.home, "out", got.ID()+".json")); err != nil {
		t.Error(err)
	}
}

func forceIn(forces []checklist.Force, id string) int {
	for i, f := range forces {
		if f.ID == id {
			return i
		}
	}
	return -1
}

// answerTo is an answer to a field, as it is typed and as it is stored.
func answerTo(f *checklist.Field, n int) ([]string, assessment.Value) {
	switch f.Kind {
	case checklist.Choice:
		return []string{"1"}, assessment.Of(f.Options[0].ID)
	case checklist.Count: // the parts are no more than the total before them
		many := "1"
		if n == 1 && f.ID != "before" || f.ID == "now" { // and a number that is said to have risen has
			many = "20"
		}
		return []string{many}, assessment.Of(many)
	case checklist.Money:
		return []string{"£25"}, assessment.Of("25.00")
	case checklist.Date:
		return []string{fmt.Sprintf("%d March 2012", n)}, assessment.Of(fmt.Sprintf("2012-03-%02d", n))
	}
	return []string{"In two lines,", "no more.", "."}, assessment.Of("In two lines,\nno more.")
}

// differ lists what two assessments do not both say.
func differ(x, y assessment.Assessment) []string {
	var all []string
	for _, it := range x.Checklist().Items() {
		for i := range it.Fields {
			f := &it.Fields[i]
			if v, w := x.Field(it, f), y.Field(it, f); v != w {
				all = append(all, fmt.Sprintf("%s %s: %+v, %+v", it.ID, f.ID, v, w))
			}
		}
	}
	return all
}
