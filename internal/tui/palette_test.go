package tui

import (
	"strings"
	"testing"
)

func TestPalette(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newHistory(e, "") })
	press(a, "ctrl+p")
	shows(t, a, "What would you like to do?", "Undo the last change", "Save and quit")
	golden(t, a, "palette")
	typeText(a, "check all")
	press(a, "enter")
	if _, ok := a.top().(*check); !ok || len(a.stack) != 3 {
		t.Errorf("enter opened %T, on %d screens", a.top(), len(a.stack))
	}
}

func TestPaletteGoesToAQuestion(t *testing.T) {
	a := launch(t, halfFilled, onCheck)
	press(a, "ctrl+p")
	typeText(a, "bus7")
	shows(t, a, "› ", "Go to BUS-07  Applications in the period", "Find “bus7”")
	press(a, "enter")
	if q, ok := a.top().(*question); !ok || q.id != "BUS-07" {
		t.Errorf("enter opened %T", a.top())
	}
}

func TestPaletteFallsThroughToFind(t *testing.T) {
	a := launch(t, halfFilled, onCheck)
	press(a, "ctrl+p")
	typeText(a, "vetting")
	press(a, "enter")
	shows(t, a, "Find a question", "/ vetting", "1 of 6")
}

func TestPaletteSaysWhatCannotBeDone(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newHistory(e, "BUS-01") })
	press(a, "ctrl+p")
	typeText(a, "change under the cursor")
	shows(t, a, "There are no changes yet.")
	press(a, "enter")
	if _, ok := a.top().(*palette); !ok {
		t.Errorf("what cannot be done has closed the palette")
	}
	press(a, "esc", "esc")
	shows(t, a, "First screen")
}

func TestHelp(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newHistory(e, "BUS-01") })
	press(a, "?")
	shows(t, a, "Help: History of BUS-01", "Every change that was ever made", "On this screen", "Not now: There are no changes yet.")
	golden(t, a, "help")
	seen := view(a)
	for range 5 {
		press(a, "pgdown")
		checkFrame(t, a)
		seen += view(a)
	}
	for _, x := range launch(t, empty, func(e *env) screen { return newHistory(e, "BUS-01") }).actions() {
		if first, _, _ := strings.Cut(x.what, " "); !strings.Contains(seen, x.key.Help().Key) || !strings.Contains(seen, first) {
			t.Errorf("the help does not list %s: %s", x.key.Help().Key, x.what)
		}
	}
	for _, want := range []string{"Unofficial reconstruction", "The original: HMIC", "/home/a.example/favour.db"} {
		if !strings.Contains(strings.Join(strings.Fields(seen), " "), want) {
			t.Errorf("%q is not in the help", want)
		}
	}
	press(a, "enter")
	shows(t, a, "History of BUS-01")
}
