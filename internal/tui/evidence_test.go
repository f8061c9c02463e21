package tui

import (
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

func evidenceOf(item string) func(*env) screen {
	return func(e *env) screen { return newEvidence(e, item) }
}

func TestEvidenceGoldens(t *testing.T) {
	golden(t, launch(t, empty, evidenceOf("SOC-05")), "empty")
	golden(t, launch(t, complete, evidenceOf("SOC-01")), "filled")

	a := launch(t, complete, evidenceOf("SOC-01"))
	press(a, "d")
	golden(t, a, "remove")

	a = launch(t, complete, evidenceOf("SOC-05"))
	press(a, "l")
	golden(t, a, "link")

	a = launch(t, complete, evidenceOf("SOC-05"))
	press(a, "a", "ctrl+s")
	golden(t, a, "error")

	a = launch(t, complete, evidenceOf("SOC-01"))
	press(a, "enter")
	golden(t, a, "change")
}

func TestEvidenceIsAddedChangedAndRemoved(t *testing.T) {
	a := launch(t, empty, evidenceOf("SOC-05"))
	press(a, "a")
	typeText(a, "Social media guidance")
	press(a, "enter")
	typeText(a, "Head of communications")
	press(a, "enter")
	typeText(a, "30 sept 2011")
	press(a, "enter")
	typeText(a, "Shelf 4")
	press(a, "enter", "b", "enter")
	shows(t, a, "Evidence added.", "E1", "Social media guidance", "as at 30 September 2011", "Shelf 4 (in no export)", "NOT PROTECTIVELY MARKED", "1 of 1")
	want := assessment.Evidence{
		ID: "E1", Title: "Social media guidance", Owner: "Head of communications", Where: "Shelf 4",
		AsAt: time.Date(2011, time.September, 30, 0, 0, 0, 0, time.UTC), Marking: "NOT PROTECTIVELY MARKED",
	}
	got := a.env.desk.stored.Evidence()[0]
	if got.Items = nil; len(a.env.desk.stored.Changes()) != 2 || got.Title != want.Title || got.Owner != want.Owner || got.Where != want.Where || !got.AsAt.Equal(want.AsAt) || got.Marking != want.Marking {
		t.Errorf("the evidence is %+v, want %+v", got, want)
	}

	press(a, "enter")
	typeText(a, ", version 2")
	press(a, "ctrl+s")
	shows(t, a, "Social media guidance, version 2")

	press(a, "d")
	shows(t, a, "It serves no other answer, so it is removed from the assessment.")
	press(a, "n")
	shows(t, a, "1 of 1")
	press(a, "d", "enter")
	shows(t, a, "No evidence has been named for this answer")
	press(a, "z", "enter")
	shows(t, a, "Social media guidance, version 2")
}

func TestEvidenceServesAnotherAnswer(t *testing.T) {
	a := launch(t, halfFilled, evidenceOf("SOC-05"))
	press(a, "l", "enter")
	shows(t, a, "Evidence for SOC-05", "E1", "SOC-01 and SOC-05")
	press(a, "d")
	shows(t, a, "It stays as evidence for SOC-01.")
	press(a, "enter", "l")
	shows(t, a, "Evidence named elsewhere")
}

func TestHalfTypedEvidenceIsKeptForItsAnswer(t *testing.T) {
	a := launch(t, empty, evidenceOf("SOC-05"))
	press(a, "a")
	typeText(a, "Half a ti")
	press(a, "esc", "esc")
	settle(a, a.env.open(newEvidence(a.env, "SOC-01")))
	press(a, "a")
	hides(t, a, "Half a ti")
	press(a, "esc", "esc")
	settle(a, a.env.open(newEvidence(a.env, "SOC-05")))
	press(a, "a")
	shows(t, a, "Half a ti")
	typeText(a, "tle")
	press(a, "ctrl+s")
	shows(t, a, "Half a title")
	press(a, "a")
	hides(t, a, "Half a title")
}

func TestEvidenceTakesAnyText(t *testing.T) {
	a := launch(t, hostile, evidenceOf("BUS-01"))
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	press(a, "d")
	checkFrame(t, a)
	if !strings.Contains(view(a), "␛") {
		t.Error("the escape is not shown")
	}
}
