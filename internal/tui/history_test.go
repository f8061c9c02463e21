package tui

import (
	"strings"
	"testing"
)

func TestHistory(t *testing.T) {
	a := launch(t, complete, func(e *env) screen { return newHistory(e, "") })
	shows(t, a, "The newest first", "1 of 16", "14 June 2012  A. Example, Inspector", "09:16  ")
	press(a, "down", "down", "enter")
	shows(t, a, "· SOC-06 Answer: Partly", "· BUS-01 What it covers", "│ Consultants, too.", "3 of 16")
	press(a, "down", "down")
	shows(t, a, "3 of 16", "is now")
	press(a, "enter")
	hides(t, a, "· SOC-06")
	if !strings.Contains(underCursor(a), "change 14") {
		t.Errorf("the cursor is on %q", underCursor(a))
	}
	press(a, "G")
	shows(t, a, "Started the assessment", "16 of 16")
	checkFrame(t, a)
}

func TestHistoryMarksWhatWasUndone(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newHistory(e, "BUS-01") })
	press(a, "z", "enter")
	shows(t, a, "change 13, undone", "Undid change 13: BUS-01 In force since: cleared", "1 of 2")
	press(a, "Z", "enter")
	hides(t, a, "undone")
	shows(t, a, "Redid change 13")
	press(a, "h")
	shows(t, a, "History of the assessment")
}

func TestHistoryOfNothing(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newHistory(e, "BUS-01") })
	shows(t, a, "Nothing has been recorded for this question yet")
	press(a, "down", "enter")
	shows(t, a, "There are no changes yet.")
}
