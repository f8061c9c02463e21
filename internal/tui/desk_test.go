package tui

import "testing"

// What is shown before it is saved and what is saved are one change, which
// assessments of one line keep but once: many are not copied for each answer.
func TestSavedIsWhatWasShown(t *testing.T) {
	e := testEnv(t, halfFilled)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-06") })
	d := e.desk
	for i := range 100 {
		save := d.record(give("SOC-06", "answer", []string{"yes", "no"}[i%2]))
		head := d.shown.Head()
		settle(a, save)
		if !d.idle() || d.shown.Head() != head {
			t.Fatalf("what was shown is %v, and what is saved %v", head, d.shown.Head())
		}
	}
}
