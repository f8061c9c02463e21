package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A screen that asks to be closed is closed wherever it stands by the time that
// it is heard, and no other is.
func TestLateBackClosesItsOwnScreen(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newHistory(e, "") })
	asked := a.top()
	settle(a, a.env.open(newCheck(a.env)))
	over := a.top()
	settle(a, a.env.back(asked))
	if a.top() != over || len(a.stack) != 2 {
		t.Errorf("%T is on top of %d screens, want the one that was", a.top(), len(a.stack))
	}
	done := false
	settle(a, a.env.backThen(asked, func() tea.Cmd { done = true; return nil }))
	if a.top() != over || done {
		t.Errorf("a screen that is closed closed another, or did something (%v)", done)
	}
	settle(a, a.env.replace(asked, newFind(a.env, "")))
	if a.top() != over {
		t.Errorf("a screen that is closed was replaced: %T is on top", a.top())
	}
	settle(a, a.env.replace(over, newFind(a.env, "")))
	if _, ok := a.top().(*find); !ok || len(a.stack) != 2 {
		t.Errorf("%T is on top of %d screens, want find on the first", a.top(), len(a.stack))
	}
}

// The first screen cannot be closed.
func TestTheFirstScreenStays(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
	settle(a, a.env.backPast(a.top(), 5, nil))
	settle(a, a.env.back(a.top()))
	shows(t, a, "First screen")
}

// A yes that is pressed twice before the first is heard does what it says once.
func TestYesIsDoneOnce(t *testing.T) {
	n := 0
	a := launch(t, halfFilled, func(e *env) screen {
		return newConfirm(e, "Sure?", nil, "do it", func() tea.Cmd { n++; return nil })
	})
	_, first := a.Update(keyPress("y"))
	_, second := a.Update(keyPress("y"))
	settle(a, first)
	settle(a, second)
	if n != 1 {
		t.Errorf("it was done %d times", n)
	}
	shows(t, a, "First screen")
}
