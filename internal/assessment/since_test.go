package assessment_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"favour/internal/assessment"
)

// What is listed is what HMIC would read otherwise, and nothing that stays with
// the force.
func TestSince(t *testing.T) {
	then := answered(t)
	then = record(t, then, then.EvidenceEdits(assessment.Evidence{Title: "Survey", Where: "PSD safe", Items: []string{"BUS-02", "BUS-01"}})...)
	then = sign(t, then, head)
	now := reopen(t, then, "HMIC asked.")
	now = set(t, now, "BUS-02", "approved=84")
	now = record(t, now, to(assessment.Internal("BUS-02"), "not for HMIC"), to(assessment.Narrative("BUS-02"), "for HMIC"))
	now = record(t, now, to(assessment.Narrative("BUS-02"), "for HMIC, at last"))
	now = set(t, now, "BUS-01", "verdict=no")
	now = set(t, now, "BUS-01", "verdict=yes")
	now = record(t, now, to(assessment.Detail(assessment.DetailLead), "B. Example"), to(assessment.Detail(assessment.DetailDeadline), "2012-06-29"))
	now = record(t, now, to(assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartItems}, "BUS-01 BUS-02"))
	now = record(t, now, to(assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartWhere}, "elsewhere"))
	now = record(t, now, now.ActionEdits(assessment.Action{What: "Write it", Items: []string{"BUS-02"}})...)
	now = record(t, now, now.ActionEdits(assessment.Action{What: "Not after all", Items: []string{"BUS-01"}})...)
	now = record(t, now, assessment.Edit{Target: assessment.Target{Kind: assessment.OnAction, ID: "A2", Part: assessment.PartItems}})
	want := []assessment.Correction{
		{Words: []string{"Reopened the signed return: HMIC asked.", "Lead: B. Example"}},
		{Item: "BUS-02", Words: []string{
			"BUS-02 Approved: 84 (was 83)", "BUS-02 What HMIC will read: for HMIC, at last",
			"Action A1 what: Write it", "Action A1 status: open", "Action A1 items: BUS-02",
		}},
	}
	if diff := cmp.Diff(want, now.Since(then)); diff != "" {
		t.Errorf("since then (-want +got):\n%s", diff)
	}
	if got := now.Since(now); got != nil {
		t.Errorf("since now: got %v", got)
	}
}

// Something is listed if, and only if, the return has another digest.
func TestSinceIsWhatTheDigestSees(t *testing.T) {
	begin := start(t)
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, begin)
		then, ok := a.AsOf(headOf(a, rapid.IntRange(1, len(a.Changes())).Draw(t, "then")))
		if !ok {
			t.Fatal("a change of its own is not found")
		}
		since := a.Since(then)
		if differs := a.Digest() != then.Digest(); differs != (len(since) > 0) {
			t.Fatalf("another digest: %v; listed: %v", differs, since)
		}
	})
}

func headOf(a assessment.Assessment, n int) assessment.Head {
	c := a.Changes()[n-1]
	return assessment.Head{Sequence: c.Sequence, SHA256: c.Digest()}
}

func TestAsOf(t *testing.T) {
	a := set(t, start(t), "BUS-01", "verdict=yes")
	b := set(t, a, "BUS-01", "verdict=no")
	if then, ok := b.AsOf(a.Head()); !ok || then.Head() != a.Head() || then.Digest() != a.Digest() {
		t.Errorf("got %+v, %v", then.Head(), ok)
	}
	for _, h := range []assessment.Head{{}, {Sequence: 1, SHA256: a.Head().SHA256}, {Sequence: 99, SHA256: a.Head().SHA256}, {Sequence: 2}} {
		if _, ok := b.AsOf(h); ok {
			t.Errorf("%+v is none of its changes", h)
		}
	}
}
