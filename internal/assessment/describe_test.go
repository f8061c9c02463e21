package assessment_test

import (
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
