package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func actionsOf(item string) func(*env) screen {
	return func(e *env) screen { return newActionList(e, item) }
}

// busy has actions of every sort.
var busy = state{"busy", testChecklist, func(_ *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
	due := func(m time.Month, d int) time.Time { return time.Date(2012, m, d, 0, 0, 0, 0, time.UTC) }
	all := []assessment.Action{
		{What: "Publish the register", Items: []string{"BUS-01"}},
		{What: "Tell all staff", Due: due(time.May, 2), Status: assessment.StatusDone, Items: []string{"SOC-01"}},
		{What: "Train all officers and staff", Owner: "Head of learning", Due: due(time.November, 30), Items: []string{"SOC-05", "SOC-06"}},
		{What: "Check accounts", Due: due(time.May, 1), Items: []string{"SOC-05"}},
		{What: "Write the guidance anew", Due: due(time.June, 20), Items: []string{"SOC-05"}},
	}
	var changes [][]assessment.Edit
	for i, x := range all {
		x.ID = fmt.Sprintf("A%d", i+1)
		changes = append(changes, a.ActionEdits(x))
	}
	return changes
}}

func TestActionsGoldens(t *testing.T) {
	golden(t, launch(t, empty, actionsOf("SOC-05")), "empty")
	golden(t, launch(t, empty, actionsOf("")), "all-empty")
	golden(t, launch(t, busy, actionsOf("SOC-05")), "filled")
	golden(t, launch(t, busy, actionsOf("")), "all")

	a := launch(t, busy, actionsOf("SOC-05"))
	press(a, "a", "enter", "enter")
	typeText(a, "31 June 2012")
	press(a, "ctrl+s")
	golden(t, a, "error")
	press(a, "tab", "tab", "ctrl+u")
	typeText(a, "30 June 2012")
	press(a, "ctrl+s")
	golden(t, a, "error-date")
}

func TestActionsMostPressingFirst(t *testing.T) {
	a := launch(t, busy, actionsOf(""))
	var at []int
	for _, s := range []string{"Check accounts", "Write the guidance", "Train all", "Publish", "Tell all"} {
		at = append(at, strings.Index(view(a), s))
	}
	for i := 1; i < len(at); i++ {
		if at[i] <= at[i-1] {
			t.Errorf("the actions stand at %v", at)
		}
	}
	shows(t, a, "overdue, 1 May 2012")
}

func TestActionIsAddedFromTheListOfAll(t *testing.T) {
	a := launch(t, halfFilled, actionsOf(""))
	press(a, "a")
	typeText(a, "soc5")
	press(a, "enter")
	shows(t, a, "Add an action on SOC-05")
	typeText(a, "Check accounts")
	press(a, "ctrl+s")
	shows(t, a, "Action added.", "1 open", "Check accounts")
	if got := a.env.desk.stored.ActionsFor("SOC-05"); len(got) != 1 {
		t.Errorf("the actions are %+v", got)
	}
}

func TestActionIsDone(t *testing.T) {
	a := launch(t, busy, actionsOf(""))
	press(a, "space")
	shows(t, a, "A4 is done.")
	if !strings.Contains(underCursor(a), "Check accounts") || !strings.Contains(underCursor(a), "done") {
		t.Errorf("the cursor is on %q", underCursor(a))
	}
	if a.env.desk.stored.Actions()[3].Status != assessment.StatusDone {
		t.Error("it is not saved as done")
	}
	press(a, "space")
	shows(t, a, "A4 is open again.", "overdue, 1 May 2012")
}

func TestActionIsAddedAndRemoved(t *testing.T) {
	a := launch(t, empty, actionsOf("SOC-05"))
	press(a, "a")
	typeText(a, "Train all staff")
	press(a, "enter")
	typeText(a, "Head of learning")
	press(a, "enter")
	typeText(a, "2012-11-30")
	press(a, "enter", "enter")
	shows(t, a, "Action added.", "Train all staff", "due 30 November 2012", "Head of learning")
	if n := len(a.env.desk.stored.Changes()); n != 2 {
		t.Errorf("it took %d changes", n-1)
	}
	press(a, "d", "enter")
	shows(t, a, "No action has been named for this answer", "Removed. z brings it back.")
}

func TestActionLeadsToItsQuestion(t *testing.T) {
	a := launch(t, busy, actionsOf(""))
	press(a, "o")
	shows(t, a, "SOC-05")
	press(a, "esc", "enter")
	shows(t, a, "Action A4")
}

func TestActionsTakeAnyText(t *testing.T) {
	for _, item := range []string{"", "BUS-01"} {
		a := launch(t, hostile, actionsOf(item))
		for _, size := range sizes {
			resize(a, size)
			checkFrame(t, a)
		}
	}
}
