package bulk_test

import (
	"fmt"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/checklist"
)

var who = assessment.Author{Name: "A. Example", Role: "Inspector"}

// list has two plain questions, a set of figures, one that is asked only when another
// part says so, and one that is answered in the details.
func list() *checklist.Checklist {
	answer := checklist.Field{ID: "answer", Label: "Answer", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
		{ID: "yes", Label: "Yes", Standing: checklist.Met}, {ID: "no", Label: "No", Standing: checklist.NotMet},
	}}
	item := func(id string, fields ...checklist.Field) checklist.Item {
		return checklist.Item{ID: id, Title: "Title of " + id, Question: "Is it so?", Fields: fields}
	}
	return &checklist.Checklist{ID: "x", Edition: "1", Title: "X", Sections: []checklist.Section{
		{ID: "SOC", Title: "Social", Items: []checklist.Item{item("SOC-01", answer), item("SOC-02", answer), item("SOC-03", answer)}},
		{ID: "BUS", Title: "Business", Items: []checklist.Item{
			item("BUS-01", answer, checklist.Field{ID: "why", Label: "Why not", Kind: checklist.Text, When: checklist.Condition{{Field: "answer", Is: []string{"no"}}}}),
			item("BUS-07", checklist.Field{ID: "all", Label: "All", Kind: checklist.Count, Required: true}, checklist.Field{ID: "some", Label: "Some", Kind: checklist.Count}),
			item("RET-01", checklist.Field{ID: "from", Label: "From", Kind: checklist.Date, Detail: "from"}),
		}},
	}}
}

func target(item, part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: item, Part: part}
}

func give(item, part, text string) assessment.Edit {
	return assessment.Edit{Target: target(item, part), New: assessment.Of(text)}
}

// made is a with those edits, as one change.
func made(t *testing.T, a assessment.Assessment, edits ...assessment.Edit) assessment.Assessment {
	t.Helper()
	if edits = a.Edits(edits...); len(edits) == 0 {
		return a
	}
	return apply(t, a, a.Next(who, edits...))
}

func apply(t *testing.T, a assessment.Assessment, c assessment.Change) assessment.Assessment {
	t.Helper()
	_, c, err := assessment.Seal(c)
	if err == nil {
		a, err = a.Apply(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// started is an assessment with some answers; last is nil for one that follows none.
func started(t *testing.T, last *assessment.Last) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	c := a.Next(who, assessment.ForceEdits(checklist.Force{ID: "kent", Name: "Kent Police"})...)
	c.Start = &assessment.Start{ID: "kent-2012", Checklist: list(), Last: last}
	if last != nil {
		c.Start.Follows = last.ID
	}
	return apply(t, a, c)
}

func filled(t *testing.T) assessment.Assessment {
	a := made(t, started(t, nil), give("SOC-01", "answer", "yes"), give("SOC-02", "answer", "no"), give("BUS-07", "all", "0"),
		assessment.Edit{Target: assessment.Narrative("SOC-01"), New: assessment.Of("As it was.")},
		assessment.Edit{Target: assessment.AssignedSection("SOC"), New: assessment.Of("Press office")},
		assessment.Edit{Target: assessment.AssignedItem("SOC-02"), New: assessment.Of("B. Example")})
	return a
}

// told is a plan in a line for each row.
func told(p bulk.Plan) string {
	names := map[bulk.Fate]string{bulk.Fills: "fills", bulk.Loses: "loses", bulk.Stays: "stays", bulk.Refused: "refused"}
	var lines []string
	for _, r := range p.Rows {
		s := r.Item.ID + " " + names[r.Fate]
		for _, c := range r.Changes {
			s += fmt.Sprintf(" [%s|%s|%s]", c.Part, c.Old, c.New)
		}
		lines = append(lines, strings.TrimSpace(s+" "+r.Why))
	}
	return strings.Join(lines, "\n")
}

func TestDeeds(t *testing.T) {
	yes := bulk.Deed{Kind: bulk.Answer, Field: "answer", Option: "yes"}
	for _, x := range []struct {
		name  string
		deed  bulk.Deed
		items string
		want  string
	}{
		{"an answer", yes, "SOC-01 SOC-02 SOC-03 BUS-07", "SOC-01 stays It is so already.\nSOC-02 loses [|No|Yes]\nSOC-03 fills [|not answered|Yes]\nBUS-07 refused It has no such answer."},
		{"an answer among several parts", yes, "BUS-01", "BUS-01 fills [Answer|not answered|Yes]"},
		{"what is not asked", bulk.Deed{Kind: bulk.Answer, Field: "answer", Option: "maybe"}, "SOC-01", "SOC-01 refused It has no such answer."},
		{"not applicable", bulk.Deed{Kind: bulk.NotApplicable, Text: "none held"}, "SOC-03 BUS-07 RET-01", "SOC-03 fills [|not answered|not applicable: none held]\n" +
			"BUS-07 loses [All|0|not applicable: none held] [Some|not answered|not applicable: none held]\nRET-01 refused It is answered in the details of the return."},
		{"not recorded", bulk.Deed{Kind: bulk.NotRecorded}, "BUS-01 BUS-07", "BUS-01 fills [Answer|not answered|not recorded]\nBUS-07 loses [All|0|not recorded] [Some|not answered|not recorded]"},
		{"taken back", bulk.Deed{Kind: bulk.Clear}, "SOC-01 SOC-03", "SOC-01 loses [|Yes|not answered]\nSOC-03 stays There is nothing to take away."},
		{"assigned", bulk.Deed{Kind: bulk.Assign, Text: "C. Example"}, "SOC-01 SOC-02 BUS-07", "SOC-01 fills [Assigned to|Press office, as the section|C. Example]\n" +
			"SOC-02 loses [Assigned to|B. Example|C. Example]\nBUS-07 fills [Assigned to|nobody|C. Example]"},
		{"assigned to nobody", bulk.Deed{Kind: bulk.Assign}, "SOC-01 SOC-02", "SOC-01 stays It is so already.\nSOC-02 loses [Assigned to|B. Example|Press office, as the section]"},
		{"added to", bulk.Deed{Kind: bulk.Append, Text: "More."}, "SOC-01 SOC-02", "SOC-01 fills [What HMIC will read|As it was.|As it was.\n\nMore.]\nSOC-02 fills [What HMIC will read|nothing|More.]"},
		{"replaced", bulk.Deed{Kind: bulk.Replace, Text: "New."}, "SOC-01 SOC-02", "SOC-01 loses [What HMIC will read|As it was.|New.]\nSOC-02 fills [What HMIC will read|nothing|New.]"},
		{"taken away", bulk.Deed{Kind: bulk.ClearText}, "SOC-01 SOC-02", "SOC-01 loses [What HMIC will read|As it was.|nothing]\nSOC-02 stays There is nothing to take away."},
		{"the internal note", bulk.Deed{Kind: bulk.Append, Text: "Ask.", Internal: true}, "SOC-01", "SOC-01 fills [Internal note|nothing|Ask.]"},
		{"still true, of no last time", bulk.Deed{Kind: bulk.StillTrue}, "SOC-03", "SOC-03 refused The assessment was not started from an earlier return."},
	} {
		a := filled(t)
		p := x.deed.On(a, strings.Fields(x.items), nil)
		if got := told(p); got != x.want {
			t.Errorf("%s:\n%s\nwant\n%s", x.name, got, x.want)
		}
		after := made(t, a, p.Edits()...)
		for _, r := range p.Rows {
			changed := a.ItemDigest(r.Item.ID) != after.ItemDigest(r.Item.ID) || a.At(assessment.Internal(r.Item.ID)) != after.At(assessment.Internal(r.Item.ID)) ||
				a.Assigned(r.Item.ID) != after.Assigned(r.Item.ID)
			if said := r.Fate == bulk.Fills || r.Fate == bulk.Loses; said != changed {
				t.Errorf("%s: %s is changed is %v, and the plan says %v", x.name, r.Item.ID, changed, said)
			}
		}
		if x.deed.Kind == bulk.Append {
			continue
		}
		if again := x.deed.On(after, strings.Fields(x.items), nil); again.Changing() != 0 || len(again.Edits()) != 0 {
			t.Errorf("%s changes something a second time:\n%s", x.name, told(again))
		}
	}
}

// What every question has can be given to all; what some have not is named.
func TestOffers(t *testing.T) {
	a := filled(t)
	said := func(items string) string {
		var lines []string
		for _, o := range bulk.Offers(a, strings.Fields(items)) {
			if o.Deed.Kind == bulk.Answer {
				lines = append(lines, strings.TrimSpace(o.Deed.Words()+" "+strings.Join(o.Lacking, ",")))
			}
		}
		return strings.Join(lines, "; ")
	}
	for items, want := range map[string]string{
		"SOC-01 SOC-02":        "Answer: Yes; Answer: No",
		"SOC-01 BUS-07 RET-01": "Answer: Yes BUS-07,RET-01; Answer: No BUS-07,RET-01",
		"BUS-07":               "",
	} {
		if got := said(items); got != want {
			t.Errorf("%s are offered %q, want %q", items, got, want)
		}
	}
	kinds := map[bulk.Kind]int{}
	for _, o := range bulk.Offers(a, []string{"BUS-07"}) {
		kinds[o.Deed.Kind]++
		if o.Deed.Words() == "" {
			t.Errorf("%+v has no name", o.Deed)
		}
	}
	if len(kinds) != len(bulk.Kinds)-1 {
		t.Errorf("the kinds offered to figures are %v", kinds)
	}
}

// Nothing is done over what somebody is still typing.
func TestWhatIsTypedIsHeld(t *testing.T) {
	held := func(x assessment.Target) bool { return x == target("SOC-02", "answer") }
	p := bulk.Deed{Kind: bulk.Answer, Field: "answer", Option: "yes"}.On(filled(t), []string{"SOC-02", "SOC-03"}, held)
	if got, want := told(p), "SOC-02 refused What was typed there is not saved yet.\nSOC-03 fills [|not answered|Yes]"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := p.Tally(); got != "1 is filled in, 1 is left out" || len(p.Edits()) != 1 {
		t.Errorf("the tally is %q, with %d edits", got, len(p.Edits()))
	}
}

// Last time's answers are carried over where there are some, with evidence that two
// of them share once.
func TestStillTrue(t *testing.T) {
	then := filled(t)
	then = made(t, then, then.EvidenceEdits(assessment.Evidence{Title: "Rules", Items: []string{"SOC-01", "SOC-02"}})...)
	a := made(t, started(t, then.AsLast(list())), give("SOC-02", "answer", "yes"))
	p := bulk.Deed{Kind: bulk.StillTrue}.On(a, []string{"SOC-01", "SOC-02", "SOC-03"}, nil)
	want := "SOC-01 fills [|not answered|Yes] [What HMIC will read|nothing|As it was.] [Evidence||1 of last time]\nSOC-02 refused It has an answer already.\nSOC-03 refused It was not answered last time."
	if got := told(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	both := started(t, then.AsLast(list()))
	after := made(t, both, bulk.Deed{Kind: bulk.StillTrue}.On(both, []string{"SOC-01", "SOC-02"}, nil).Edits()...)
	if n := len(after.Evidence()); n != 1 {
		t.Errorf("there are %d pieces of evidence, want the one that both share", n)
	}
}
