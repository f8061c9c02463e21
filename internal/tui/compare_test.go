package tui

import (
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func comparing(e *env) screen { return newCompare(e) }

func TestCompareGoldens(t *testing.T) {
	golden(t, launchAfter(t, barely, comparing), "barely")
	a := launchAfter(t, complete, comparing)
	golden(t, a, "top")
	press(a, "G")
	golden(t, a, "end")
	press(a, "tab")
	golden(t, a, "better")
}

func TestCompareOpensWhatItLists(t *testing.T) {
	a := launchAfter(t, complete, func(e *env) screen { return newTasks(e) })
	press(a, "b")
	shows(t, a, "Then and now", "1 September 2010 to 31 August 2011", "leicestershire-2011",
		"The period then was 12 months and the period now is 9", "1 better", "1 worse", "1 newly asked", "1 no longer asked")
	press(a, "enter")
	shows(t, a, "Return details", "RET-01")
	press(a, "esc")
	for !strings.Contains(underCursor(a), "SOC-05") {
		press(a, "down")
	}
	line := underCursor(a)
	if !strings.Contains(line, "↓ worse") {
		t.Errorf("the line is %q", line)
	}
	press(a, "enter")
	shows(t, a, "SOC-05 · 2 of 3 · not met")
	press(a, "a")
	press(a, "esc")
	if line := underCursor(a); !strings.Contains(line, "SOC-05") || !strings.Contains(line, "↑ better") {
		t.Errorf("the answer that was changed leaves %q", line)
	}
	press(a, "G")
	if line := underCursor(a); !strings.Contains(line, "SOC-09") || !strings.Contains(line, "- no longer asked") {
		t.Errorf("the last line is %q", line)
	}
	press(a, "enter")
	shows(t, a, "Last time: SOC-09", "May officers and staff keep a blog?")
}

func TestCompareFilters(t *testing.T) {
	a := launchAfter(t, complete, comparing)
	seen := map[string]bool{}
	for range comparedFilters {
		press(a, "tab")
		_, subtitle := a.top().Titles()
		seen[subtitle] = true
		c := a.env.desk.compared()
		for _, at := range a.top().(*compare).about {
			x, _ := c.Item(at.item)
			if m := a.top().(*compare); m.filter != 0 && !comparedFilters[m.filter].takes(x) {
				t.Errorf("%s is listed among the %s", at.item, comparedFilters[m.filter].words)
			}
		}
	}
	for _, want := range []string{"Better: 1 question", "Reworded: 1 question", "No longer asked: 1 question"} {
		if !seen[want] {
			t.Errorf("nothing shows %q: %v", want, seen)
		}
	}
	press(a, "shift+tab", "tab")
	checkFrame(t, a)
}

func TestCompareNeedsAnotherReturn(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "b")
	shows(t, a, "This assessment was not started from an earlier one.", "starts the next period")
}

// Compared with itself nothing has changed.
func TestCompareSame(t *testing.T) {
	same := func(list *checklist.Checklist) *assessment.Last {
		return testEnv(t, complete).desk.stored.AsLast(list)
	}
	a := launchOn(testEnvAfter(t, complete, same), comparing)
	shows(t, a, "= 6 same", "Can be compared: 6 of the 6 asked now (100 per cent).")
	hides(t, a, "better", "worse", "The period then was")
}

func TestOutcomeSignsDiffer(t *testing.T) {
	seen := map[string]assessment.Outcome{}
	for _, o := range fates {
		if other, ok := seen[outcomeSigns[o]]; ok || outcomeSigns[o] == "" {
			t.Errorf("%s and %s look alike", o, other)
		}
		seen[outcomeSigns[o]] = o
	}
}
