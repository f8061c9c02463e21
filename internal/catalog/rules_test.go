package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

// What the rules of the checklist that is brought along find, and what they let
// pass. A row names an item, its answers, and the end of the period if it is
// not 31 May 2012; the findings follow as severity, code and field.
var ruleRows = []struct {
	name    string
	item    string
	answers []string
	to      string
	want    []string
}{
	{"updated before the period", "MED-01", []string{"state=updated", "reviewed=2011-08-31"}, "", []string{"warning review-outside-period reviewed"}},
	{"updated after the period", "BUS-01", []string{"state=updated", "reviewed=2012-06-01"}, "", []string{"warning review-outside-period reviewed"}},
	{"updated in the period", "MED-01", []string{"state=updated", "reviewed=2011-09-01"}, "", nil},
	{"updated at an unknown time", "MED-01", []string{"state=updated", "reviewed=not-recorded"}, "", nil},
	{"in force since before the period", "MED-01", []string{"state=in-force", "reviewed=2009-01-01"}, "", nil},
	{"reviewed after the next review", "MED-01", []string{"state=in-force", "reviewed=2012-01-01", "next-review=2011-01-01"}, "", []string{"error dates reviewed"}},

	{"guidance that there was not yet", "HOS-01", []string{"state=updated", "guidance=yes"}, "", []string{"warning guidance-not-yet guidance"}},
	{"part of guidance that there was not yet", "HOS-01", []string{"state=in-force", "guidance=partly"}, "2012-10-17", []string{"warning guidance-not-yet guidance"}},
	{"none of guidance that there was not yet", "HOS-01", []string{"state=under-review", "guidance=no"}, "", []string{"warning guidance-not-yet guidance"}},
	{"guidance not yet issued", "HOS-01", []string{"state=updated", "guidance=none-issued"}, "", nil},
	{"guidance since it was issued", "HOS-01", []string{"state=updated", "guidance=yes"}, "2012-10-18", nil},
	{"guidance on another policy", "MED-01", []string{"state=updated", "guidance=yes"}, "", nil},

	{"no change, with different numbers", "PSD-02", []string{"direction=none", "before=12", "now=11"}, "", []string{"error no-change-differs direction"}},
	{"no change, with the same numbers", "PSD-02", []string{"direction=none", "before=12", "now=12"}, "", nil},
	{"no change, with one number", "PSD-02", []string{"direction=none", "now=12"}, "", nil},
	{"no change, and no numbers", "PSD-02", []string{"direction=none"}, "", nil},
	{"a rise that is none", "PSD-02", []string{"direction=up", "before=12", "now=12"}, "", []string{"error change-differs direction"}},
	{"a rise", "PSD-02", []string{"direction=up", "before=0", "now=1"}, "", nil},
	{"a fall that is none", "PSD-02", []string{"direction=down", "before=9", "now=10"}, "", []string{"error change-differs direction"}},
	{"a fall", "PSD-02", []string{"direction=down", "before=10", "now=9"}, "", nil},
	{"a change that nobody can tell", "PSD-02", []string{"direction=unknown", "before=10", "now=9"}, "", nil},

	{"knowledge not tested", "TRN-05", []string{"verdict=no"}, "", []string{"warning awareness-not-tested verdict"}},
	{"knowledge not tested in one area", "TRN-05", []string{"verdict=yes", "media=all", "gifts=untested"}, "", []string{"warning awareness-not-tested gifts"}},
	{
		"knowledge not tested in any area", "TRN-05",
		[]string{"media=untested", "gifts=untested", "social=untested", "second-jobs=untested"},
		"",
		[]string{"warning awareness-not-tested media", "warning awareness-not-tested gifts", "warning awareness-not-tested social", "warning awareness-not-tested second-jobs"},
	},
	{"knowledge tested", "TRN-05", []string{"verdict=yes", "media=not-all", "gifts=few"}, "", nil},

	{"done after the period", "PSD-04", []string{"done=yes", "date=2012-06-01"}, "", []string{"note done-after-period date"}},
	{"done on the last day", "PSD-04", []string{"done=yes", "date=2012-05-31"}, "", nil},
	{"planned for a day that is over", "PSD-04", []string{"done=planned", "date=2012-05-31"}, "", []string{"warning planned-in-period date"}},
	{"planned for after the period", "PSD-04", []string{"done=planned", "date=2012-06-01"}, "", nil},
	{"last done after the period", "HOS-07", []string{"how-often=monthly", "last-done=2012-06-01"}, "", []string{"note dates last-done"}},
	{"last done in the period", "HOS-07", []string{"how-often=monthly", "last-done=2012-05-01"}, "", nil},
	{"judged after the period", "PSD-03", []string{"proactive=2", "judged=2012-06-01"}, "", []string{"note dates judged"}},
	{"audited after the period", "PRO-09", []string{"cards=2", "audited=2012-06-01"}, "", []string{"note dates audited"}},
	{"reviewed before HMIC asked for it", "GOV-03", []string{"done=yes", "date=2011-12-12"}, "", []string{"warning review-before-report date"}},
	{"reviewed since", "GOV-03", []string{"done=yes", "date=2011-12-13"}, "", nil},
}

func TestRulesOfTheChecklist(t *testing.T) {
	list, err := catalog.Find(checklists.FS, "without-fear-or-favour")
	if err != nil {
		t.Fatal(err)
	}
	first, fired := begin(t, list), map[string]bool{}
	for _, tt := range ruleRows {
		it, _ := list.Item(tt.item)
		var edits []assessment.Edit
		for _, x := range tt.answers {
			name, text, _ := strings.Cut(x, "=")
			f, ok := it.Field(name)
			if !ok {
				t.Fatalf("%s has no field %s", it.ID, name)
			}
			v, err := assessment.Parse(f, text)
			if err != nil {
				t.Fatalf("%s: %v", x, err)
			}
			edits = append(edits, assessment.Edit{Target: assessment.FieldOf(it, f), New: v})
		}
		if tt.to != "" {
			edits = append(edits, assessment.Edit{Target: assessment.Detail("to"), New: assessment.Of(tt.to)})
		}
		var got []string
		for _, f := range made(t, first, edits).Findings(time.Date(2012, 7, 2, 0, 0, 0, 0, time.UTC)) {
			if f.Item != it.ID || slices.Contains(generic, f.Code) {
				continue
			}
			got = append(got, string(f.Severity)+" "+string(f.Code)+" "+f.Field)
			fired[string(f.Code)] = true
			for _, r := range wrong {
				if r.MatchString(f.Text) {
					t.Errorf("%s: %q has %q in it", tt.name, f.Text, r.FindString(f.Text))
				}
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, it := range list.Items() {
		for _, r := range it.Rules {
			if r.Code != "" && !fired[r.Code] {
				t.Errorf("no row has %s", r.Code)
			}
		}
	}
}

// generic are the findings that come of what a row leaves out.
var generic = []assessment.Code{
	assessment.CodeNoEvidence, assessment.CodeNoAction, assessment.CodeUnexplained, assessment.CodeIncomplete, assessment.CodeUnanswered,
}

// made is a with the edits that change something.
func made(t *testing.T, a assessment.Assessment, edits []assessment.Edit) assessment.Assessment {
	t.Helper()
	if edits = a.Edits(edits...); len(edits) == 0 {
		return a
	}
	_, c, err := assessment.Seal(a.Next(assessment.Author{Name: "A. Example"}, edits...))
	if err != nil {
		t.Fatal(err)
	}
	if a, err = a.Apply(c); err != nil {
		t.Fatal(err)
	}
	return a
}

// The example speaks of what is published, so nothing in it can be wrong, nor
// ahead of its time.
func TestTheExampleHasNoErrors(t *testing.T) {
	x, err := catalog.FindExample(checklists.FS, "leicestershire")
	if err != nil {
		t.Fatal(err)
	}
	var edits []assessment.Edit
	for _, typed := range x.Answers {
		it, _ := x.Checklist.Item(typed.Item)
		if typed.Field == "" {
			edits = append(edits, assessment.Edit{Target: assessment.Narrative(it.ID), New: assessment.Of(typed.Text)})
			continue
		}
		f, _ := it.Field(typed.Field)
		v, err := assessment.Parse(f, typed.Text)
		if err != nil {
			t.Fatal(err)
		}
		edits = append(edits, assessment.Edit{Target: assessment.FieldOf(it, f), New: v})
	}
	edits = append(edits, assessment.Edit{Target: assessment.Detail("marking"), New: assessment.Of(x.Marking)})
	for _, f := range made(t, begin(t, x.Checklist), edits).Findings(time.Date(2012, 7, 2, 0, 0, 0, 0, time.UTC)) {
		if f.Severity == assessment.Error || !slices.Contains(checklist.Codes, string(f.Code)) {
			t.Errorf("%s: %s", f.Item, f.Text)
		}
	}
}
