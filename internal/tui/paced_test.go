package tui

import (
	"strings"
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
	m := newPaced(a)
	m.now, m.timer = func() time.Time { return now }, func(time.Duration, tea.Msg) tea.Cmd { due++; return nil }
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
	m.Update(drawDue{m.last})
	fresh(true)
	m.Update(keyPress("up")) // the rush goes on
	fresh(false)
	m.Update(drawDue{m.last})
	fresh(true)
	now = now.Add(30 * time.Millisecond) // as fast as a key that is held down repeats
	m.Update(keyPress("up"))
	fresh(true)
	if due != 2 {
		t.Errorf("%d drawings were put off, want two", due)
	}
}

// What a key has saved is drawn once where it is saved in less than a frame, and
// else as being saved.
func TestPacedSaving(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newQuestion(e, "SOC-01") })
	now := testNow
	m := newPaced(a)
	m.now, m.timer = func() time.Time { return now }, func(time.Duration, tea.Msg) tea.Cmd { return nil }
	before := m.View().Content
	answer := func(key string) (saved tea.Msg) {
		t.Helper()
		now = now.Add(time.Second)
		_, cmd := m.Update(keyPress(key))
		for todo := []tea.Cmd{cmd}; len(todo) > 0; todo = todo[1:] {
			if todo[0] == nil {
				continue
			}
			msg := todo[0]()
			todo = append(todo, commands(msg)...)
			if x, ok := msg.(stored); ok {
				saved = x
			}
		}
		if saved == nil || m.View().Content != before {
			t.Fatalf("it is drawn before it is saved:\n%s", m.View().Content)
		}
		return saved
	}
	shown := func(want string) {
		t.Helper()
		if before = m.View().Content; before != a.View().Content || !strings.Contains(before, want) {
			t.Errorf("the view does not say %s of what is now:\n%s", want, before)
		}
	}
	m.Update(answer("2"))
	shown("Saved")
	m.Update(drawDue{m.last}) // which was meant for it
	shown("Saved")

	slow := answer("3")
	m.Update(drawDue{m.last - 1})
	if m.View().Content != before {
		t.Error("it is drawn when another was due")
	}
	m.Update(drawDue{m.last})
	shown("Saving")
	m.Update(slow)
	shown("Saved")
}
