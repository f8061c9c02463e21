package tui

import "testing"

// What is shown before it is saved and what is saved are one change, of which
// there is one copy: an assessment of many changes is not copied for each answer.
func TestSavedIsWhatWasShown(t *testing.T) {
	e := testEnv(t, halfFilled)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-06") })
	d := e.desk
	moved := 0
	for i := range 100 {
		save := d.record(give("SOC-06", "answer", []string{"yes", "no"}[i%2]))
		before, head := &d.shown.Changes()[0], d.shown.Head()
		settle(a, save)
		if !d.idle() || d.shown.Head() != head {
			t.Fatalf("what was shown is %v, and what is saved %v", head, d.shown.Head())
		}
		if &d.shown.Changes()[0] != before {
			moved++
		}
	}
	if moved > 10 { // now and then there is no room behind them
		t.Errorf("all changes were copied for %d answers of 100", moved)
	}
}
