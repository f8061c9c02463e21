package tui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/tui/widget"
)

// touring is an app that has begun a tour of a half-filled example, and what its
// clock was last asked to send.
func touring(t *testing.T) (*app, *[]tea.Msg) {
	t.Helper()
	e := testEnv(t, halfFilled)
	due := &[]tea.Msg{}
	e.timer = func(d time.Duration, msg tea.Msg) tea.Cmd {
		if _, ok := msg.(tourDue); ok {
			if d != tourPace {
				t.Errorf("a stop is shown for %v", d)
			}
			*due = append(*due, msg)
		}
		return nil
	}
	e.Open, e.Demo, e.Tour = e.desk.shown.ID(), true, true
	e.desk = nil
	return run(e), due
}

// at fails unless the tour is at that stop, from 1.
func at(t *testing.T, a *app, stop int) {
	t.Helper()
	if x, ok := a.top().(*tour); !ok || x.at != stop-1 {
		t.Fatalf("the tour is not at stop %d:\n%s", stop, view(a))
	}
	shows(t, a, fmt.Sprintf("%d of 8 · ", stop))
}

func TestTour(t *testing.T) {
	a, _ := touring(t)
	for i := range stops {
		at(t, a, i+1)
		golden(t, a, fmt.Sprint(i+1))
		press(a, []string{"enter", "space", "right"}[i%3])
	}
	shows(t, a, "That was the tour.")
	if _, ok := a.top().(*tasks); !ok || len(a.stack) != 2 {
		t.Errorf("the tour ends elsewhere than at the task list:\n%s", view(a))
	}
}

// A click on the screen that is shown leaves the tour there, and opens nothing; one
// on a key below does what the key does.
func TestClickInTheTour(t *testing.T) {
	a, _ := touring(t)
	click(t, a, "go on")
	at(t, a, 2)
	click(t, a, "Second jobs")
	shows(t, a, "You are in the example")
	if _, ok := a.top().(*tasks); !ok {
		t.Errorf("%T is on top", a.top())
	}
}

// It goes on by itself, and back; and a timer that was overtaken by a key does
// nothing.
func TestTourByItself(t *testing.T) {
	a, due := touring(t)
	send(a, (*due)[0])
	at(t, a, 2)
	press(a, "left")
	at(t, a, 1)
	send(a, (*due)[1]) // of the stop that was gone back from
	at(t, a, 1)
	press(a, "left") // there is nothing before
	at(t, a, 1)
	for range stops {
		send(a, (*due)[len(*due)-1])
	}
	shows(t, a, "That was the tour.")
	n := len(*due)
	send(a, (*due)[n-1])
	if _, ok := a.top().(*tasks); !ok || len(*due) != n {
		t.Error("a tour that is over goes on")
	}
}

// Any other key stays at the screen that is shown, and does nothing else; nor does
// the tour change anything.
func TestTourIsLeft(t *testing.T) {
	for i := range stops {
		for _, k := range []string{"esc", "q", "e", "z", "1", "?", "/", "ctrl+p", "down", "tab", "backspace"} {
			a, due := touring(t)
			head := a.top().(*tour).a.Head()
			for range i {
				press(a, "enter")
			}
			below := a.stack[len(a.stack)-2]
			title, _ := below.Titles()
			press(a, k)
			if a.top() != below {
				t.Fatalf("at stop %d, %s leads to:\n%s", i+1, k, view(a))
			}
			shows(t, a, title, "You are in the example")
			send(a, (*due)[len(*due)-1])
			if a.top() != below {
				t.Errorf("the tour of stop %d goes on after it was left", i+1)
			}
			for l := range a.env.journal.List(t.Context()) {
				if got := l.Assessment.Head(); got != head {
					t.Errorf("change %d was made at stop %d by %s", got.Sequence, i+1, k)
				}
			}
		}
	}
}

// A caption is never cut off.
func TestTourCaptions(t *testing.T) {
	a, _ := touring(t)
	for i := range stops {
		for _, size := range sizes {
			resize(a, size)
			if got := len(widget.Wrap(a.notice.text, a.inner().Width)); got > mostSaid {
				t.Errorf("at %d columns the caption of stop %d has %d lines", size.Width, i+1, got)
			}
		}
		press(a, "enter")
	}
}
