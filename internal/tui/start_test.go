package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/journal"
)

func starting(e *env) *app {
	e.author = testAuthor
	return run(e) // with no assessment, the start screen opens by itself
}

func TestStartGoldens(t *testing.T) {
	a := starting(freshEnv())
	golden(t, a, "force")
	typeText(a, "po le")
	golden(t, a, "force-found")
	press(a, "ctrl+u")
	typeText(a, "Xshire Police")
	golden(t, a, "force-typed")
	press(a, "enter")
	golden(t, a, "self")
	press(a, "enter", "down")
	press(a, "ctrl+u")
	typeText(a, "31/08/2011")
	press(a, "down")
	typeText(a, "last year")
	press(a, "enter")
	golden(t, a, "period-wrong")
	press(a, "ctrl+u", "enter")
	golden(t, a, "period-order")
	press(a, "ctrl+u")
	typeText(a, "31/8/2012")
	press(a, "enter", "enter")
	golden(t, a, "marking")
	press(a, "enter")
	golden(t, a, "lead")
}

func TestStartBackKeepsWhatWasGiven(t *testing.T) {
	e := freshEnv()
	a := starting(e)
	typeText(a, "Xshire")
	press(a, "enter", "b", "enter", "tab", "ctrl+u")
	typeText(a, "30 June 2012")
	press(a, "tab", "enter", "c", "enter")
	typeText(a, "C. Example")
	press(a, "esc", "shift+tab", "esc", "esc", "esc")
	shows(t, a, "No assessment here yet")
	press(a, "n")
	shows(t, a, "Xshire")
	press(a, "enter", "enter")
	shows(t, a, "30 June 2012")
	press(a, "enter", "enter", "enter", "enter")
	shows(t, a, "C. Example", "RESTRICTED", "1 September 2011 to 30 June 2012")
	press(a, "enter")
	d := e.desk.stored.Details()
	if want := (checklist.Force{Name: "Xshire", Self: "the constabulary"}); d.Force != want {
		t.Errorf("the force is %+v, want %+v", d.Force, want)
	}
	if e.desk.stored.ID() != "xshire-2012" || d.Marking != "RESTRICTED" || d.Lead != "C. Example" {
		t.Errorf("%s was started with %+v", e.desk.stored.ID(), d)
	}
}

func TestStartFromOneOfSeveralChecklists(t *testing.T) {
	e := freshEnv()
	other := testChecklist()
	other.ID, other.Title, other.Period = "own", "Our own checklist", checklist.Period{From: "2010-01-01"}
	both := Library{append(e.library.Checklists, other), testForces}
	e.Library = func() (Library, error) { return both, nil }
	a := starting(e)
	golden(t, a, "checklists")
	press(a, "b", "enter")
	shows(t, a, "Step 2 of 5")
	press(a, "enter")
	shows(t, a, "1 January 2010")
}

func TestStartPaste(t *testing.T) {
	a := starting(freshEnv())
	send(a, tea.PasteMsg{Content: "South\r\nWales"})
	shows(t, a, "South Wales Police")
	hides(t, a, "Dorset")
}

// full is a store on a full disk.
type full struct{ journal.Store }

func (full) Append(context.Context, string, uint64, ...[]byte) error {
	return errors.Join(journal.ErrFull)
}

func TestStartThatFails(t *testing.T) {
	e := freshEnv()
	store := e.journal.Store
	e.journal.Store = full{store}
	a := starting(e)
	typeText(a, "dorset")
	press(a, "enter", "enter", "enter", "enter", "enter", "enter")
	golden(t, a, "failed")
	e.journal.Store = store
	press(a, "enter")
	shows(t, a, "Dorset Police", "1 of 6 answered")
}

func TestStartTakesAnyText(t *testing.T) {
	a := starting(freshEnv())
	send(a, tea.PasteMsg{Content: hostileText + strings.Repeat("漢字", 100)})
	checkFrame(t, a)
	press(a, "enter")
	checkFrame(t, a)
}
