package assessment_test

import (
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// marked is how one wording became another, in brackets.
func marked(spans []assessment.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString([]string{"", "[-", "{+"}[s.Kind] + s.Text + []string{"", "-]", "+}"}[s.Kind])
	}
	return b.String()
}

func TestRevise(t *testing.T) {
	ids := func(items []*checklist.Item) string {
		var all []string
		for _, it := range items {
			all = append(all, it.ID)
		}
		return strings.Join(all, " ")
	}
	r := assessment.Revise(list(), newer())
	if ids(r.Unchanged) != "RET-01 BUS-02" || ids(r.New) != "BUS-04" || ids(r.Retired) != "BUS-03" || len(r.Reworded) != 1 {
		t.Fatalf("got %s unchanged, %s new, %s retired, %d reworded", ids(r.Unchanged), ids(r.New), ids(r.Retired), len(r.Reworded))
	}
	if same := assessment.Revise(list(), list()); len(same.Unchanged) != list().Len() {
		t.Errorf("one edition against itself: got %+v", same)
	}
}

func TestWordings(t *testing.T) {
	for _, tt := range []struct {
		name  string
		alter func(*checklist.Item)
		want  string
	}{
		{"nothing", func(*checklist.Item) {}, ""},
		{"the title", func(it *checklist.Item) { it.Title = "Rules" }, "Title: {+Rules+}"},
		{"the question", func(it *checklist.Item) { it.Question = "Are there rules?" }, "Question: {+Are there rules?+}"},
		{"a field", func(it *checklist.Item) { it.Fields[1].Label = "Last looked at" }, "Field: Last [-done -]{+looked at +}(date)"},
		{"its kind", func(it *checklist.Item) { it.Fields[1].Kind = checklist.Text }, "Field: Last done [-(date)-]{+(text)+}"},
		{"an option", func(it *checklist.Item) { it.Fields[0].Options[1].Label = "In part" }, "Field: Verdict: Yes, [-Partly, -]{+In part, +}No, Cannot say"},
		{
			"what an option stands for",
			func(it *checklist.Item) { it.Fields[0].Options[3].Standing = checklist.NotMet },
			`Field: Verdict: Yes (yes, stands as met), Partly (partly, stands as partly met), No (no, stands as not met), Cannot say (unsure, "not [-known")-]{+known", stands as not met)+}`,
		},
		{"a field fewer", func(it *checklist.Item) { it.Fields = it.Fields[:2] }, "Field: [-Limit (money)-]"},
		{"a field more", func(it *checklist.Item) {
			it.Fields = append(it.Fields, checklist.Field{ID: "who", Label: "Who", Kind: checklist.Text})
		}, "Field: {+Who (text)+}"},
		{
			"the order",
			func(it *checklist.Item) { it.Fields[1], it.Fields[2] = it.Fields[2], it.Fields[1] },
			"Order of fields: Verdict, {+Limit, +}Last [-done, Limit-]{+done+}",
		},
	} {
		was, is := list(), list()
		tt.alter(&is.Sections[1].Items[0])
		old, _ := was.Item("BUS-01")
		it, _ := is.Item("BUS-01")
		var got []string
		for _, w := range (assessment.Rewording{Was: old, Is: it}).Wordings() {
			got = append(got, w.What+": "+marked(w.Spans))
		}
		if s := strings.Join(got, "\n"); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, s, tt.want)
		}
		if n := len(assessment.Revise(was, is).Reworded); (n == 1) != (tt.want != "") {
			t.Errorf("%s: %d items are reworded", tt.name, n)
		}
	}
}
