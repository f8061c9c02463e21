package assessment_test

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A finding as tables name it: the severity, the code, the field and the text.
func short(f assessment.Finding) string {
	return strings.Join([]string{string(f.Severity), string(f.Code), f.Field, f.Text}, " | ")
}

// findings are those of an item, each in short; an empty item is the whole.
func findings(a assessment.Assessment, item string) []string {
	var all []string
	for _, f := range a.Findings(today) {
		if f.Item == item {
			all = append(all, short(f))
		}
	}
	return all
}

func is(field string, alternatives ...string) checklist.Test {
	return checklist.Test{Field: field, Is: alternatives}
}

// ruled starts an assessment of one item with a field of every kind and the
// rules given.
func ruled(t testing.TB, rules ...checklist.Rule) assessment.Assessment {
	t.Helper()
	l := list()
	l.Sections = append(l.Sections, checklist.Section{ID: "XXX", Title: "Rules", Items: []checklist.Item{{
		ID: "XXX-01", Words: map[string]string{"thing": "policy"}, Rules: rules,
		Fields: []checklist.Field{
			{ID: "state", Label: "State", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
				{ID: "none", Label: "None", Standing: checklist.NotMet},
				{ID: "drafting", Label: "Drafting", Say: "being drafted", Standing: checklist.PartlyMet},
				{ID: "updated", Label: "Updated", Standing: checklist.Met},
				{ID: "unsure", Label: "Cannot say"},
			}},
			{ID: "reviewed", Label: "Last reviewed", Kind: checklist.Date},
			{ID: "before", Label: "Before", Kind: checklist.Count},
			{ID: "now", Label: "Now", Kind: checklist.Count},
			{ID: "fee", Label: "Fee", Kind: checklist.Money},
			{ID: "host", Label: "Host", Kind: checklist.Text},
			{ID: "baseline", Label: "A field of that name", Kind: checklist.Date},
		},
	}}})
	return startOf(t, l)
}

func startOf(t testing.TB, l *checklist.Checklist) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	c := a.Next(who, append(assessment.ForceEdits(checklist.Force{Name: "X Police"}),
		assessment.Edit{Target: assessment.Detail("from"), New: assessment.Of("2011-09-01")},
		assessment.Edit{Target: assessment.Detail("to"), New: assessment.Of("2012-05-31")},
		assessment.Edit{Target: assessment.Detail("baseline"), New: assessment.Of("2011-03-31")},
		assessment.Edit{Target: assessment.Detail("marking"), New: assessment.Of("PROTECT")},
	)...)
	c.Start = &assessment.Start{ID: "x-2012", Checklist: l}
	return apply(t, a, c)
}

func put(t fataler, a assessment.Assessment, target assessment.Target, text string) assessment.Assessment {
	if edits := a.Edits(assessment.Edit{Target: target, New: assessment.Of(text)}); len(edits) > 0 {
		return apply(t, a, a.Next(who, edits...))
	}
	return a
}

// What the condition of a rule can ask, when it holds and when it does not.
func TestRuleConditions(t *testing.T) {
	for _, tt := range []struct {
		name    string
		when    checklist.Condition
		answers []string
		want    bool
	}{
		{"an option", checklist.Condition{is("state", "none")}, []string{"state=none"}, true},
		{"another option", checklist.Condition{is("state", "none")}, []string{"state=drafting"}, false},
		{"a day before the period", checklist.Condition{is("reviewed", "<from", ">to")}, []string{"reviewed=2011-08-31"}, true},
		{"the first day of the period", checklist.Condition{is("reviewed", "<from", ">to")}, []string{"reviewed=2011-09-01"}, false},
		{"the last day of the period", checklist.Condition{is("reviewed", "<from", ">to")}, []string{"reviewed=2012-05-31"}, false},
		{"a day after the period", checklist.Condition{is("reviewed", "<from", ">to")}, []string{"reviewed=2012-06-01"}, true},
		{"no day", checklist.Condition{is("reviewed", "<from", ">to")}, nil, false},
		{"a day not recorded", checklist.Condition{is("reviewed", "<from", ">to")}, []string{"reviewed=not-recorded"}, false},
		{"the day before a fixed day", checklist.Condition{is("reviewed", "<2012-10-18")}, []string{"reviewed=2012-10-17"}, true},
		{"a fixed day", checklist.Condition{is("reviewed", "<2012-10-18")}, []string{"reviewed=2012-10-18"}, false},
		{"the end of the period before a fixed day", checklist.Condition{is("to", "<2012-10-18")}, nil, true},
		{"the end of the period not before a fixed day", checklist.Condition{is("to", "<2012-05-31")}, nil, false},
		{"the period given", checklist.Condition{is("from", "given"), is("to", "given")}, nil, true},
		{"the period in order", checklist.Condition{is("from", "<to")}, nil, true},
		{"a field called as a day, without an answer", checklist.Condition{is("baseline", "given")}, nil, false},
		{"a field called as a day", checklist.Condition{is("reviewed", ">baseline")}, []string{"reviewed=2012-01-01", "baseline=2012-01-02"}, false},
		{"a field called as a day, the other way", checklist.Condition{is("reviewed", "<baseline")}, []string{"reviewed=2012-01-01", "baseline=2012-01-02"}, true},
		{"different counts", checklist.Condition{is("now", "<>before")}, []string{"before=12", "now=11"}, true},
		{"equal counts", checklist.Condition{is("now", "<>before")}, []string{"before=12", "now=12"}, false},
		{"one count", checklist.Condition{is("now", "<>before")}, []string{"now=12"}, false},
		{"a count that is not recorded", checklist.Condition{is("now", "<>before")}, []string{"now=12", "before=not-recorded"}, false},
		{"another number", checklist.Condition{is("now", "<>0")}, []string{"now=1"}, true},
		{"that number", checklist.Condition{is("now", "<>0")}, []string{"now=0"}, false},
		{"another amount", checklist.Condition{is("fee", "<>25")}, []string{"fee=25.50"}, true},
		{"that amount", checklist.Condition{is("fee", "<>25")}, []string{"fee=25"}, false},
		{"another day", checklist.Condition{is("reviewed", "<>to")}, []string{"reviewed=2012-05-30"}, true},
		{"that day", checklist.Condition{is("reviewed", "<>to")}, []string{"reviewed=2012-05-31"}, false},
		{"nothing written", checklist.Condition{is("state", "none"), is("narrative", "unanswered")}, []string{"state=none"}, true},
		{"something written", checklist.Condition{is("narrative", "given")}, []string{"narrative=why"}, true},
		{"something written, not expected", checklist.Condition{is("narrative", "unanswered")}, []string{"narrative=why"}, false},
		{"met", checklist.Condition{is("standing", "met")}, []string{"state=updated"}, true},
		{"partly met", checklist.Condition{is("standing", "met", "partly-met")}, []string{"state=drafting"}, true},
		{"not met", checklist.Condition{is("standing", "met", "partly-met")}, []string{"state=none"}, false},
		{"not begun", checklist.Condition{is("standing", "unanswered")}, nil, true},
		{"not applicable", checklist.Condition{is("standing", "not-applicable")}, []string{"state=not-applicable:x"}, true},
		{"without a verdict", checklist.Condition{is("standing", "answered")}, []string{"state=unsure"}, true},
		{"without a verdict, not met", checklist.Condition{is("standing", "met", "partly-met", "not-met", "unanswered")}, []string{"state=unsure"}, false},
		{"each of several", checklist.Condition{is("state", "updated"), is("reviewed", "<from")}, []string{"state=updated", "reviewed=2011-01-01"}, true},
		{"one of several", checklist.Condition{is("state", "updated"), is("reviewed", "<from")}, []string{"state=none", "reviewed=2011-01-01"}, false},
		{"an unknown field", checklist.Condition{is("nothing", "given")}, nil, false},
	} {
		a := ruled(t, checklist.Rule{When: tt.when, Say: "Wrong.", Code: "it-is-wrong"})
		for _, x := range tt.answers {
			if text, ok := strings.CutPrefix(x, "narrative="); ok {
				a = put(t, a, assessment.Narrative("XXX-01"), text)
				continue
			}
			a = set(t, a, "XXX-01", x)
		}
		if got := slices.Contains(findings(a, "XXX-01"), "error | it-is-wrong |  | Wrong."); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}

// A rule's finding has the rule's severity, code and field, and its sentence is
// filled as a statement's is.
func TestRuleSays(t *testing.T) {
	a := ruled(t, checklist.Rule{
		When: checklist.Condition{is("state", "given")}, Field: "narrative", Code: "so-it-is", Severity: "note",
		Say: "{Force} said {between} that the {thing} is {state}: {now} {now:post|posts}, {host}; {Reviewed.label} is {reviewed}.",
	})
	a = set(t, a, "XXX-01", "state=drafting", "now=1")
	want := "note | so-it-is | narrative | The force said between September 2011 and May 2012 that the policy is being drafted: 1 post, (not answered); Last reviewed is (not answered)."
	if got := findings(a, "XXX-01"); len(got) == 0 || got[0] != want {
		t.Errorf("got %q, want first %q", got, want)
	}
}

// Whether a field is asked cannot depend on how its item stands, nor on what is
// written of it: the program would never come to an end.
func TestOnlyRulesAskHowAnItemStands(t *testing.T) {
	l := list()
	it := &l.Sections[1].Items[0]
	it.Fields = slices.Clone(it.Fields)
	it.Fields[2].When = checklist.Condition{is("standing", "met")}
	it.Statement = []checklist.Sentence{{FirstOf: []checklist.Case{{When: checklist.Condition{is("standing", "met")}, Say: "Met."}}}}
	a := set(t, startOf(t, l), "BUS-01", "verdict=yes")
	it, _ = a.Item("BUS-01")
	if a.Asked(it, &it.Fields[2]) || a.Statement(it) != "" {
		t.Error("a field or a statement depends on how the item stands")
	}
}
