package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A section of one choice a question takes one key a question.
func TestASectionAtOneKeyAQuestion(t *testing.T) {
	a := launch(t, empty, social)
	press(a, "enter", "a", "b", "c")
	for id, want := range map[string]string{"SOC-01": "yes", "SOC-05": "partly", "SOC-06": "no"} {
		wantSaved(t, a, id, "answer", assessment.Of(want))
	}
	shows(t, a, "SOC-06: No. That was the last question. Press m to mark the section complete.")
	press(a, "m")
	shows(t, a, "is marked as complete")
}

// All keys at once, as they come over a slow line, are for the questions in turn.
func TestKeysThatComeTogetherAnswerInTurn(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newQuestion(e, "SOC-01") })
	var cmds []tea.Cmd
	for _, k := range []string{"a", "b"} {
		_, cmd := a.Update(keyPress(k))
		cmds = append(cmds, cmd)
	}
	settle(a, tea.Batch(cmds...))
	wantSaved(t, a, "SOC-01", "answer", assessment.Of("yes"))
	wantSaved(t, a, "SOC-05", "answer", assessment.Of("partly"))
	atTheQuestion(t, a, "SOC-06")
}

// Who answers what was open goes on to what is open; who goes over answers that were
// there goes through them in order.
func TestWalkingPassesOverWhatIsAnswered(t *testing.T) {
	s := state{"with-gaps", testChecklist, func(*checklist.Checklist, assessment.Assessment) [][]assessment.Edit {
		return [][]assessment.Edit{{give("SOC-05", "answer", "yes")}}
	}}
	a := launch(t, s, func(e *env) screen { return newQuestion(e, "SOC-01") })
	press(a, "a")
	atTheQuestion(t, a, "SOC-06")
	shows(t, a, "SOC-01: Yes. 1 answered one is passed over.  ← goes back.")
	press(a, "[", "b")
	atTheQuestion(t, a, "SOC-05") // SOC-01 was answered before
	press(a, "c")
	atTheQuestion(t, a, "SOC-06")
}

// The end of a section with something left says so, with the cursor on that.
func TestTheEndOfASectionSaysWhatIsLeft(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newQuestion(e, "SOC-06") })
	press(a, "a")
	shows(t, a, "That was the last question. 2 questions are still unanswered.")
	if got := underCursor(a); !strings.Contains(got, "SOC-01") {
		t.Errorf("the cursor is on %q", got)
	}
}

// Figures are typed, and Enter goes on: to the next, and behind the last to the next
// question.
func TestCountsAreTypedAndEnterGoesOn(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newQuestion(e, "BUS-07") })
	press(a, "8", "enter", "7", "enter", "0", "enter", "1", "enter")
	for part, want := range map[string]string{"received": "8", "approved": "7", "refused": "0", "pending": "1"} {
		wantSaved(t, a, "BUS-07", part, assessment.Of(want))
	}
	shows(t, a, "BUS-07 is filled in. That was the last question.")
	if _, ok := a.top().(*section); !ok {
		t.Errorf("%T is on top", a.top())
	}
}

// Figures that do not add up are stayed with, and a second Enter goes on all the same.
func TestFiguresThatDoNotAddUpAreStayedWith(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newQuestion(e, "BUS-07") })
	press(a, "8", "enter", "7", "enter", "n", "9", "enter")
	atTheQuestion(t, a, "BUS-07")
	if got := underCursor(a); !strings.Contains(got, "Pending") {
		t.Errorf("the cursor is on %q", got)
	}
	press(a, "enter")
	if _, ok := a.top().(*section); !ok {
		t.Errorf("%T is on top, want Enter to go on", a.top())
	}
}

// Within a question the cursor goes to what is still to be filled in, and figures
// that are gone over are gone through in order.
func TestWithinAQuestion(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newQuestion(e, "BUS-01") })
	press(a, "a") // the date behind it is answered
	if got := underCursor(a); !strings.Contains(got, "Highest fee") {
		t.Errorf("the cursor is on %q", got)
	}
	a = launch(t, halfFilled, func(e *env) screen { return newQuestion(e, "BUS-07") })
	press(a, "9", "0", "enter")
	if got := underCursor(a); !strings.Contains(got, "Approved") {
		t.Errorf("the cursor is on %q", got)
	}
}
