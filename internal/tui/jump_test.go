package tui

import (
	"strings"
	"testing"
)

func TestJump(t *testing.T) {
	for _, x := range []struct {
		from, typed, shown, want string // want is the question that Enter goes to
	}{
		{"SOC-01", "BUS-07", "BUS-07  Applications in the period", "BUS-07"},
		{"SOC-01", "bus7", "BUS-07  Applications in the period", "BUS-07"},
		{"SOC-01", "5", "SOC-05  Checks of personal accounts", "SOC-05"},
		{"BUS-07", "1", "BUS-01  Policy on second jobs", "BUS-01"},
		{"BUS-07", "training", "SOC-06  Training on social", "SOC-06"},
	} {
		a := launch(t, halfFilled, func(e *env) screen { return newQuestion(e, x.from) })
		press(a, "g")
		typeText(a, x.typed)
		shows(t, a, "Go to  "+x.typed, x.shown)
		checkFrame(t, a)
		press(a, "enter")
		atTheQuestion(t, a, x.want)
		if len(a.stack) != 2 {
			t.Errorf("%d screens are open", len(a.stack))
		}
		press(a, "[")
		atTheQuestion(t, a, x.from)
	}
}

func TestJumpShowsWhatElseIsMeant(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "down", "g") // Social networking
	golden(t, a, "empty")
	typeText(a, "1")
	shows(t, a, "SOC-01", "1 of 3")
	golden(t, a, "several")
	press(a, "down")
	shows(t, a, "RET-01", "2 of 3")
	press(a, "up", "up")
	shows(t, a, "BUS-01", "3 of 3")
	press(a, "enter")
	atTheQuestion(t, a, "BUS-01")
}

func TestJumpSaysThatNothingIsMeant(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "g", "enter")
	shows(t, a, "A reference, such as RET-01")
	typeText(a, "zebra")
	shows(t, a, "No question is called “zebra”.")
	hides(t, a, "…")
	press(a, "enter")
	says(t, a, "No question is called “zebra”. To look for it in answers and notes too: esc, then /.")
	if _, ok := a.top().(*jump); !ok {
		t.Errorf("%T is on top, want what was typed to stay", a.top())
	}
	press(a, "esc")
	hides(t, a, "zebra", "Go to")
	shows(t, a, testForce.Name)
}

// Whatever a reference begins with can be typed in small letters: no key is kept
// back for anything else, and none of what is typed comes to the question below.
func TestJumpTakesEveryLetter(t *testing.T) {
	e := testEnv(t, halfFilled)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	before := e.desk.shown.Head()
	press(a, "g")
	for c := 'a'; c <= 'z'; c++ {
		typeText(a, string(c))
		shows(t, a, "Go to  "+string(c))
		press(a, "backspace")
	}
	typeText(a, "gov3")
	shows(t, a, "Go to  gov3")
	press(a, "esc")
	atTheQuestion(t, a, "SOC-05")
	if now := e.desk.shown.Head(); now != before {
		t.Errorf("typing has made change %d", now.Sequence)
	}
}

// Home is for the first line, and End or G for the last.
func TestFirstAndLastLine(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-05") })
	press(a, "G")
	if got := underCursor(a); !strings.Contains(got, "SOC-06") {
		t.Errorf("G goes to %q", got)
	}
	press(a, "home")
	if got := underCursor(a); !strings.Contains(got, "SOC-01") || len(a.stack) != 2 {
		t.Errorf("home goes to %q, with %d screens open", got, len(a.stack))
	}
	a = launch(t, longText, func(e *env) screen { return newQuestion(e, "BUS-01") })
	top := view(a)
	press(a, "G", "home")
	if view(a) != top {
		t.Errorf("home on a question goes to:\n%s", view(a))
	}
}
