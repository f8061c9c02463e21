//go:build unix

package main

import (
	"testing"
	"time"

	"favour/internal/assessment"
)

// The promise: of two who have the same assessment open, each sees what the
// other has changed within two seconds, and a field that both have changed is
// put to the second with both values and who gave theirs. How long it took is
// in the log (-v): a machine that is slow is no broken promise.
func TestTwoAppsOnOneAssessment(t *testing.T) {
	t.Parallel()
	home, id := begun(t)
	a := openTerminal(t, home)
	b := openTerminal(t, home, "--as", "B. Other, Sergeant")
	for _, x := range []*terminal{a, b} { // or B would begin where A is
		x.wait("of 90 answered", "Saved")
	}
	for _, x := range []*terminal{a, b} {
		x.question("BUS-07")
	}
	a.press("home", "137", "enter")
	a.wait("Received 137", "› Approved", "Saved")
	start := time.Now()
	b.see(shows("Received +137"))
	t.Logf("B sees what A has changed after %v", time.Since(start).Round(time.Millisecond))
	b.press("home", "down", "55", "enter")
	b.wait("Approved 55", "› Refused", "Saved")
	start = time.Now()
	a.see(shows("Approved +55"))
	t.Logf("A sees what B has changed after %v", time.Since(start).Round(time.Millisecond))

	// Both are typing the same: B is done first.
	for _, x := range []*terminal{a, b} {
		x.press("home", "down", "down")
		x.see(shows("› Refused"))
	}
	a.press("1", "1")
	a.see(shows("Refused +11"))
	b.press("2", "2", "enter")
	b.wait("Refused 22", "› Withdrawn", "Saved")
	a.press("enter")
	a.wait("Someone else changed this too", "Theirs: B. Other, Sergeant", "22", "It is saved, and stands now.", "Yours", "11", "It is not saved.")
	a.press("m")
	a.see(func(screen string) bool { return shows("Refused +11")(screen) && saved(screen) })
	b.see(shows("Refused +11"))
	at := assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: "refused"}
	changes := opened(t, home, id).Changes()
	last := changes[len(changes)-1]
	if last.Author.Name != "A. Example" || last.Edits[0].Target != at || last.Edits[0].Old.Given != "22" || last.Edits[0].New.Given != "11" {
		t.Errorf("the last change is %+v", last)
	}
}
