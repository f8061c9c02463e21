package tui

import (
	"context"
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal/mem"
)

// What is to be said beside a change that was saved is said once.
func TestAWarningIsSaidOnceWhenAChangeIsSaved(t *testing.T) {
	e := testEnv(t, halfFilled)
	said := 0
	e.Warnings = func() string {
		if said++; said > 1 {
			return ""
		}
		return "No backup could be made today."
	}
	a := launchOn(e, func(*env) screen { return &blank{} })
	hides(t, a, "No backup")
	settle(a, e.desk.set(received(), assessment.Of("1")))
	shows(t, a, "No backup could be made today.", "Saved")
	press(a, "x")
	settle(a, e.desk.set(received(), assessment.Of("2")))
	hides(t, a, "No backup")
}

// An older copy was put in the place of the store while the app was open: the
// change stays on the screen, is not saved on top of others, and that is said.
func TestAStoreThatWentBackInTimeIsToldApart(t *testing.T) {
	e := testEnv(t, halfFilled)
	a := launchOn(e, func(*env) screen { return &blank{} })
	older := mem.New()
	id, n := e.desk.stored.ID(), 0
	for r, err := range e.journal.Store.Records(context.Background(), id, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if uint64(n) == e.desk.stored.Head().Sequence-1 {
			break
		}
		if err := older.Append(context.Background(), id, uint64(n), r); err != nil {
			t.Fatal(err)
		}
		n++
	}
	e.journal.Store = older
	theirs, err := e.journal.Open(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	// Somebody goes on with it, up to the number that the app's own last change has.
	if theirs, err = e.journal.Record(context.Background(), theirs, other, "", assessment.Edit{Target: assessment.Narrative("BUS-07"), New: assessment.Of("Theirs.")}); err != nil {
		t.Fatal(err)
	}
	settle(a, e.desk.set(received(), assessment.Of("12345")))
	shows(t, a, "Not saved: An older copy was put in the place of the store")
	if got := e.desk.shown.At(received()); got != assessment.Of("12345") {
		t.Errorf("got %v on the screen, want what was typed", got)
	}
	if now, err := e.journal.Open(context.Background(), id); err != nil || now.Head() != theirs.Head() {
		t.Errorf("got %v, %v, want the store as it was", now.Head(), err)
	}
}
