package assessment_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// lastYear is a return with something of everything in it, and internal parts.
func lastYear(t *testing.T) assessment.Assessment {
	a := set(t, set(t, answered(t), "BUS-01", "done=2012-03-01", "limit=25"), "BUS-03", "all=9")
	a = record(t, a, to(assessment.Narrative("BUS-01"), "The rules are on the intranet."), to(assessment.Internal("BUS-01"), "ask again"),
		to(assessment.AssignedItem("BUS-01"), "Head of HR"), to(assessment.Detail(assessment.DetailDeadline), "2012-06-30"))
	a = record(t, a, a.EvidenceEdits(assessment.Evidence{Title: "Rules", Where: "shelf 3", Items: []string{"BUS-01", "BUS-02"}})...)
	a = record(t, a, a.ActionEdits(assessment.Action{What: "Publish them", Items: []string{"BUS-01"}})...)
	return record(t, a, a.ActionEdits(assessment.Action{What: "Write them", Status: assessment.StatusDone, Items: []string{"BUS-01"}})...)
}

// next starts the return of the period after last, with that checklist.
func next(t testing.TB, last assessment.Assessment, list *checklist.Checklist) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	c := a.Next(who, append(assessment.ForceEdits(last.Details().Force),
		to(assessment.Detail("from"), "2012-06-01"), to(assessment.Detail("to"), "2013-05-31"))...)
	c.Start = &assessment.Start{ID: "x-2013", Follows: last.ID(), Last: last.AsLast(list), Checklist: list}
	record, _, err := assessment.Seal(c)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = assessment.Unseal(record); err != nil {
		t.Fatal(err)
	}
	if a, err = a.Apply(c); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestLast(t *testing.T) {
	last := lastYear(t)
	a := next(t, last, list())
	got, ok := a.Last()
	if !ok {
		t.Fatal("nothing is known of last time")
	}
	if got.ID() != "x-2012" || got.Digest() != last.Digest() {
		t.Error("last time's answers are not what they were")
	}
	if v := got.At(assessment.AssignedItem("BUS-01")); v.IsAnswered() {
		t.Error("who was assigned last time is of that time")
	}
	for _, it := range a.Checklist().Items() {
		if it.ID != "RET-01" && a.Touched(it) {
			t.Errorf("%s has an answer that nobody gave", it.ID)
		}
	}
	if _, ok := start(t).Last(); ok {
		t.Error("one that follows no other knows of last time")
	}
}

// A return tells of last time's, so that a lower marking than that one's is a
// warning; across two schemes nothing can be said.
func TestLowerMarkingThanLastTime(t *testing.T) {
	for _, tt := range []struct{ then, now, want string }{
		{"RESTRICTED", "PROTECT", "Last time's return was marked RESTRICTED, and this one, which tells of it, is marked PROTECT."},
		{"CONFIDENTIAL", "NOT PROTECTIVELY MARKED", "Last time's return was marked CONFIDENTIAL, and this one, which tells of it, is marked NOT PROTECTIVELY MARKED."},
		{"OFFICIAL-SENSITIVE", "OFFICIAL", "Last time's return was marked OFFICIAL-SENSITIVE, and this one, which tells of it, is marked OFFICIAL."},
		{"RESTRICTED", "RESTRICTED", ""},
		{"PROTECT", "RESTRICTED", ""},
		{"CONFIDENTIAL", "OFFICIAL", ""},
		{"OFFICIAL-SENSITIVE", "PROTECT", ""},
		{"RESTRICTED", "", ""},
		{"", "PROTECT", ""},
	} {
		last := put(t, start(t), assessment.Detail("marking"), tt.then)
		a := put(t, next(t, last, list()), assessment.Detail("marking"), tt.now)
		got := ""
		for _, f := range a.Findings(today) {
			if f.Code == assessment.CodeLowered {
				got += string(f.Severity) + " " + f.Item + f.Field + " " + f.Text
			}
		}
		want := ""
		if tt.want != "" {
			want = "warning marking " + tt.want
		}
		if got != want {
			t.Errorf("%q, then %q:\n got %q\nwant %q", tt.then, tt.now, got, want)
		}
	}
}

func TestCarryOver(t *testing.T) {
	last := lastYear(t)
	a := next(t, last, list())
	a = record(t, a, a.CarryOver("BUS-01")...)
	x := a.Answer(mustItem(t, a, "BUS-01"))
	if x.Values["verdict"] != assessment.Of("yes") || x.Values["limit"] != assessment.Of("25.00") || x.Narrative != "The rules are on the intranet." {
		t.Errorf("got %+v", x)
	}
	if x.Internal != "" {
		t.Error("the internal note was carried")
	}
	if len(x.Evidence) != 1 || x.Evidence[0].Where != "shelf 3" || !slices.Equal(x.Evidence[0].Items, []string{"BUS-01"}) {
		t.Errorf("got the evidence %+v", x.Evidence)
	}
	if len(x.Actions) != 1 || x.Actions[0].What != "Publish them" {
		t.Errorf("got the actions %+v, want what is not done", x.Actions)
	}
	if edits := a.CarryOver("BUS-01"); len(edits) != 0 {
		t.Errorf("carried twice: %v", edits)
	}
	part := set(t, a, "BUS-02", "received=7")
	if edits := part.CarryOver("BUS-02"); len(edits) != 0 {
		t.Errorf("last time's parts were put to another total: %v", edits)
	}
	one := record(t, a, a.CarryOver("BUS-02")...)
	if all := one.Evidence(); len(all) != 1 || !slices.Equal(all[0].Items, []string{"BUS-01", "BUS-02"}) {
		t.Errorf("one document is %+v, want it once, for both", all)
	}
	fresh := next(t, last, list())
	both := record(t, fresh, fresh.CarryOver("BUS-01", "BUS-02", "BUS-03")...)
	if all := both.Evidence(); len(all) != 1 || !slices.Equal(all[0].Items, []string{"BUS-01", "BUS-02"}) {
		t.Errorf("in one change: one document is %+v, want it once, for both", all)
	}
	if got := both.At(field("BUS-03", "all")).Given; got != "9" || len(both.Actions()) != 1 {
		t.Errorf("in one change: got %q and %d actions", got, len(both.Actions()))
	}
	if edits := a.CarryOver("RET-01"); len(edits) != 0 {
		t.Errorf("a detail of last time was carried: %v", edits)
	}
	if edits := start(t).CarryOver("BUS-01"); len(edits) != 0 {
		t.Errorf("carried from nowhere: %v", edits)
	}
}

func TestCanCarry(t *testing.T) {
	last := lastYear(t)
	last = set(t, last, "BUS-03", "all=")
	a := set(t, next(t, last, newer()), "BUS-02", "received=7")
	for _, tt := range []struct {
		a    assessment.Assessment
		item string
		want error
	}{
		{a, "BUS-01", nil},
		{record(t, a, to(assessment.Narrative("BUS-01"), "So far.")), "BUS-01", nil},
		{a, "BUS-02", assessment.ErrAnsweredNow},
		{a, "BUS-03", assessment.ErrNotAskedThen}, // it is no longer asked
		{a, "BUS-04", assessment.ErrNotAskedThen},
		{a, "RET-01", assessment.ErrUnansweredThen}, // its answers are details
		{next(t, last, list()), "BUS-03", assessment.ErrUnansweredThen},
		{start(t), "BUS-01", assessment.ErrNoLast},
	} {
		if err := tt.a.CanCarry(tt.item); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.item, err, tt.want)
		}
		if got := len(tt.a.CarryOver(tt.item)) > 0; got != (tt.want == nil) {
			t.Errorf("%s: carried is %v", tt.item, got)
		}
	}
	other := newer()
	other.Sections[1].Items[1].Fields = other.Sections[1].Items[1].Fields[:1]
	other.Sections[1].Items[1].Fields[0] = checklist.Field{ID: "received", Label: "Received", Kind: checklist.Text}
	other.Sections[1].Items[1].Rules = nil
	if err := next(t, last, other).CanCarry("BUS-02"); !errors.Is(err, assessment.ErrOtherAnswers) {
		t.Errorf("a count for a text: got %v", err)
	}
}

func mustItem(t testing.TB, a assessment.Assessment, id string) *checklist.Item {
	t.Helper()
	it, ok := a.Item(id)
	if !ok {
		t.Fatalf("no item %s", id)
	}
	return it
}

// newer is an edition in which BUS-01 is reworded, BUS-03 retired, and BUS-04 new.
func newer() *checklist.Checklist {
	l := list()
	l.Edition = "2"
	items := l.Sections[1].Items
	items[0].Question = "Are the rules written down?"
	items[0].Fields[2] = checklist.Field{ID: "limit", Label: "Limit", Kind: checklist.Text} // was an amount
	items[2].ID = "BUS-04"
	return l
}

func TestANewerEdition(t *testing.T) {
	last := lastYear(t)
	a := next(t, last, newer())
	got, _ := a.Last()
	if got.Checklist().Edition != "1" || got.Digest() != last.Digest() {
		t.Fatal("last time's answers are not of their own edition")
	}
	a = record(t, a, a.CarryOver("BUS-01")...)
	if v := a.At(field("BUS-01", "limit")); v.IsAnswered() {
		t.Errorf("what a field of another kind held was carried: %v", v)
	}
	for _, id := range []string{"BUS-03", "BUS-04"} {
		if edits := a.CarryOver(id); len(edits) != 0 {
			t.Errorf("%s was asked in one edition only: carried %v", id, edits)
		}
	}
	c := assessment.Compare(got, a)
	for id, want := range map[string]assessment.Outcome{"BUS-01": assessment.Unchanged, "BUS-02": assessment.NoAnswer, "BUS-03": assessment.Retired, "BUS-04": assessment.NewlyAsked} {
		x, ok := c.Item(id)
		if !ok || x.Outcome != want {
			t.Errorf("%s: got %+v, want %s", id, x, want)
		}
	}
	if x, _ := c.Item("BUS-01"); !x.Reworded || !x.Differs {
		t.Errorf("got %+v, want it reworded, with an answer less", x)
	}
	if x, _ := c.Item("BUS-03"); x.Item().ID != "BUS-03" || x.StoodThen != checklist.Answered {
		t.Errorf("got %+v", x)
	}
}

func TestCompare(t *testing.T) {
	then := lastYear(t)
	now := next(t, then, list())
	now = set(t, now, "BUS-01", "verdict=partly")
	now = set(t, now, "BUS-02", "received=112", "approved=112")
	c := assessment.Compare(then, now)
	for id, want := range map[string]assessment.Outcome{
		"RET-01": assessment.Different, "BUS-01": assessment.Worse, "BUS-02": assessment.Different, "BUS-03": assessment.NoAnswer,
	} {
		if x, _ := c.Item(id); x.Outcome != want {
			t.Errorf("%s: got %s, want %s", id, x.Outcome, want)
		}
	}
	back := assessment.Compare(now, then)
	if x, _ := back.Item("BUS-01"); x.Outcome != assessment.Better {
		t.Errorf("the other way round: got %s", x.Outcome)
	}
	if c.Asked != 4 || c.Comparable != 3 {
		t.Errorf("%d of %d items can be compared, want 3 of 4", c.Comparable, c.Asked)
	}
	if c.SameLength || c.MonthsThen != 9 || c.MonthsNow != 12 {
		t.Errorf("got %v and %v months", c.MonthsThen, c.MonthsNow)
	}
	if s := c.Lengths(); !strings.Contains(s, "9 months") || !strings.Contains(s, "is 12") {
		t.Errorf("got %q", s)
	}
	x, _ := c.Item("BUS-02")
	if len(x.Counts) != 2 {
		t.Fatalf("got %+v, want those that both give", x.Counts)
	}
	if then, now := x.Counts[0].Words(); then != "84 (9.3 a month)" || now != "112 (9.3 a month)" {
		t.Errorf("got %q and %q", then, now)
	}
	same := assessment.Compare(then, record(t, then, to(field("BUS-02", "received"), "1112")))
	if x, _ := same.Item("BUS-02"); same.Lengths() != "" || x.Counts[0].PerMonth {
		t.Errorf("periods of one length: got %q, %+v", same.Lengths(), x.Counts)
	} else if then, now := x.Counts[0].Words(); then != "84" || now != "1,112" {
		t.Errorf("got %q and %q", then, now)
	}
	open := assessment.Compare(then, record(t, then, assessment.Edit{Target: assessment.Detail(assessment.DetailTo)}))
	if x, _ := open.Item("BUS-02"); !strings.Contains(open.Lengths(), "has not been given") || x.Counts[0].PerMonth {
		t.Errorf("a period without an end: got %q, %+v", open.Lengths(), x.Counts)
	}
}

func TestReworded(t *testing.T) {
	for _, tt := range []struct{ was, is, want string }{
		{"", "", ""},
		{"one two", "one two", "one two"},
		{"", "one", "{+one+}"},
		{"one", "", "[-one-]"},
		{"Are there rules?", "Are there written rules?", "Are there {+written +}rules?"},
		{"Is it so now?", "Was it so then?", "[-Is -]{+Was +}it so [-now?-]{+then?+}"},
	} {
		if got := marked(assessment.Reworded(tt.was, tt.is)); got != tt.want {
			t.Errorf("%q to %q: got %q, want %q", tt.was, tt.is, got, tt.want)
		}
	}
}

func TestRewordedHasBoth(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c ", "d\n", " ", "é "}), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		was, is := strings.Join(words.Draw(t, "was"), ""), strings.Join(words.Draw(t, "is"), "")
		var x, y string
		for _, s := range assessment.Reworded(was, is) {
			if s.Kind != assessment.Added {
				x += s.Text
			}
			if s.Kind != assessment.Removed {
				y += s.Text
			}
		}
		if x != was || y != is {
			t.Fatalf("%q to %q: got %q to %q", was, is, x, y)
		}
	})
	long := strings.Repeat("word ", 3000)
	if spans := assessment.Reworded(long+"x", "y"+long); len(spans) != 2 {
		t.Errorf("what is too long to compare has %d spans", len(spans))
	}
}
