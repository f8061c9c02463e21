package tui

import (
	"context"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

var other = assessment.Author{Name: "B. Other", Role: "Sergeant"}

// clashOn is an app in which someone else and the person have both changed t.
func clashOn(t *testing.T, target assessment.Target, theirs, mine assessment.Value) *app {
	t.Helper()
	e := testEnv(t, halfFilled)
	e.Drafts = drafts.New(t.TempDir())
	a := launchOn(e, func(*env) screen { return &blank{} })
	if _, err := e.journal.Record(context.Background(), e.desk.stored, other, "", assessment.Edit{Target: target, New: theirs}); err != nil {
		t.Fatal(err)
	}
	settle(a, e.desk.set(target, mine))
	shows(t, a, "Someone else changed this too")
	return a
}

func received() assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: "received"}
}

func TestClashGoldens(t *testing.T) {
	golden(t, clashOn(t, received(), assessment.Missing(), assessment.Of("12345")), "field")
	long := func(s string) assessment.Value { return assessment.Of(strings.Repeat(s+"\n\n", 12)) }
	a := clashOn(t, assessment.Narrative("SOC-05"), long("Their text, which goes on for longer than the window is wide, so that it is wrapped."), long("My text."))
	golden(t, a, "long")
	press(a, "G")
	golden(t, a, "long-end")
}

func TestClash(t *testing.T) {
	at := func(a *app) assessment.Value { return a.env.desk.stored.At(received()) }

	a := clashOn(t, received(), assessment.Missing(), assessment.Of("12345"))
	shows(t, a, "Theirs: B. Other, Sergeant", "not recorded", "12,345")
	press(a, "t")
	shows(t, a, "First screen", "Theirs was kept.")
	if at(a) != assessment.Missing() {
		t.Errorf("%v was kept", at(a))
	}

	a = clashOn(t, received(), assessment.Missing(), assessment.Of("12345"))
	press(a, "m")
	shows(t, a, "Yours was put in the place of theirs.")
	if at(a) != assessment.Of("12345") {
		t.Errorf("%v was saved", at(a))
	}
	if by := a.env.desk.stored.Changes()[len(a.env.desk.stored.Changes())-1].Author; by != testAuthor {
		t.Errorf("it was saved by %v", by)
	}

	a = clashOn(t, received(), assessment.Missing(), assessment.Of("12345"))
	press(a, "esc")
	shows(t, a, "Theirs stands for now. Yours is in the field, typed and not saved.")
	if at(a) != assessment.Missing() || a.env.desk.typed[received()] != "12345" {
		t.Errorf("%v stands, and %q is typed", at(a), a.env.desk.typed[received()])
	}
}

func TestClashThatCannotWait(t *testing.T) {
	a := clashOn(t, assessment.Detail(assessment.DetailMarking), assessment.Of("PROTECT"), assessment.Of("RESTRICTED"))
	press(a, "esc")
	shows(t, a, "Choose one of the two: t keeps theirs, m uses yours.")
}

func TestClashTakesAnyText(t *testing.T) {
	c := &journal.ClashError{Target: assessment.Narrative("SOC-01"), Theirs: assessment.Of(hostileText), Mine: assessment.Of(hostileText), By: assessment.Author{Name: hostileText}, When: testNow}
	a := launch(t, hostile, func(e *env) screen { return newClash(e, c) })
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
}
