package assessment_test

import (
	"strings"
	"testing"

	"favour/internal/assessment"
)

// What a person did in one go is told in one sentence, not part by part.
func TestDeeds(t *testing.T) {
	reviewer := assessment.Author{Name: "B. Example"}
	a := answered(t)
	last := func() string { return a.Summary(a.Changes()[len(a.Changes())-1]) }
	accept := func(items ...string) {
		t.Helper()
		edits, err := a.Accept(reviewer, now, items...)
		if err != nil {
			t.Fatal(err)
		}
		a = record(t, a, edits...)
	}
	for _, x := range []struct {
		do   func()
		want string
	}{
		{func() { accept("BUS-01", "BUS-02") }, "Accepted BUS-01, BUS-02"},
		{func() { a = record(t, a, a.Return(reviewer, now, "BUS-02", "Which one?")...) }, "Returned BUS-02: Which one?"},
		{func() { a = record(t, a, a.Return(reviewer, now, "BUS-02", "Which of them?")...) }, "Returned BUS-02: Which of them?"},
		{func() { a = record(t, a, to(assessment.Reply("BUS-02"), "The last.")) }, "BUS-02 Review, answer to the note: The last."},
		{func() { accept("BUS-02") }, "Accepted BUS-02"},
		{func() { c, _ := a.Undo(who); a = apply(t, a, c) }, "Undid change 10: BUS-02 Review, verdict: returned (was accepted) and 3 more"},
		{func() { accept("BUS-02") }, "Accepted BUS-02"},
		{func() { a = sign(t, a, head) }, "Signed by Detective Superintendent A. Example, Head of professional standards"},
		{func() { a = reopen(t, a, "A figure was wrong.") }, "Reopened the signed return: A figure was wrong."},
	} {
		if x.do(); last() != x.want {
			t.Errorf("got %s; want %s", last(), x.want)
		}
	}
}

// The history of an item says what became of that item, whatever else was done in the
// same go.
func TestSummaryOn(t *testing.T) {
	a := answered(t)
	a = record(t, a, to(assessment.Narrative("BUS-01"), "The one."), to(assessment.Narrative("BUS-02"), "The other."))
	c := a.Changes()[len(a.Changes())-1]
	for item, want := range map[string]string{
		"":       "BUS-01 What HMIC will read: The one. and 1 more",
		"BUS-01": "BUS-01 What HMIC will read: The one. and 1 more",
		"BUS-02": "BUS-02 What HMIC will read: The other. and 1 more",
	} {
		if got := a.SummaryOn(item, c); got != want {
			t.Errorf("on %q it says %q, want %q", item, got, want)
		}
	}
	if c.Edits[0].Target.ID != "BUS-01" {
		t.Error("the change itself was put into another order")
	}
}

// A long text is cut behind a word, and a word only where it is the whole of it.
func TestShorten(t *testing.T) {
	for text, want := range map[string]string{
		"A line\n of  a few words.": "A line of a few words.",
		"The guidance was issued in September 2011, and everybody has read it since.":    "The guidance was issued in September 2011, and everybody…",
		"The guidance was issued in September 2011, and that it was, everybody has read": "The guidance was issued in September 2011, and that it was…",
		strings.Repeat("ab", 30):         strings.Repeat("ab", 30),
		strings.Repeat("ab", 30) + "c":   strings.Repeat("ab", 29) + "a…",
		"S:\\" + strings.Repeat("é", 80): "S:\\" + strings.Repeat("é", 56) + "…",
	} {
		if got := assessment.Shorten(text); got != want {
			t.Errorf("%q is cut to %q, want %q", text, got, want)
		}
	}
}
