package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Keys that come in a rush are all taken, and drawn together; one by itself is
// drawn at once.
func TestPaced(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newSection(e, &e.desk.shown.Checklist().Sections[1]) })
	due := 0
	now := testNow
	m := &paced{app: a, now: func() time.Time { return now }, timer: func(time.Duration, tea.Msg) tea.Cmd { due++; return nil }}
	fresh := func(want bool) {
		t.Helper()
		if got := m.View().Content == a.View().Content; got != want {
			t.Errorf("the view is of what is now: %v, want %v", got, want)
		}
	}
	m.Update(keyPress("home"))
	fresh(true)
	for range 2 {
		now = now.Add(time.Millisecond)
		m.Update(keyPress("down"))
		fresh(false)
		m.Update(stored{}) // what comes meanwhile brings no drawing forward
		fresh(false)
	}
	if got := a.top().(*section).rows.Cursor; got != 2 {
		t.Errorf("the cursor is on row %d, want the one that both keys lead to", got)
	}
	if due != 1 {
		t.Errorf("%d drawings are due, want one", due)
	}
	m.Update(drawDue{})
	fresh(true)
	m.Update(keyPress("up")) // the rush goes on
	fresh(false)
	m.Update(drawDue{})
	fresh(true)
	now = now.Add(30 * time.Millisecond) // as fast as a key that is held down repeats
	m.Update(keyPress("up"))
	fresh(true)
	if due != 2 {
		t.Errorf("%d drawings were put off, want two", due)
	}
}
