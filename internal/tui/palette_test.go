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
	press(a, "esc")
	shows(t, a, "History of BUS-01")
}

// What is typed in the help leaves of it what is meant, by its words or its key,
// and Enter does that.
func TestHelpIsSearched(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "?")
	typeText(a, "/who changed")
	shows(t, a, "Show who changed what, and when", "1 of 1")
	hides(t, a, "Check all answers")
	golden(t, a, "found")
	press(a, "enter")
	if _, ok := a.top().(*history); !ok || len(a.stack) != 3 {
		t.Fatalf("enter opened %T, on %d screens", a.top(), len(a.stack))
	}
	press(a, "esc", "?")
	typeText(a, "S")
	shows(t, a, "Sign the return, or reopen one that is signed")
	press(a, "backspace")
	typeText(a, "compare")
	shows(t, a, "Not now: ")
	press(a, "enter")
	if _, ok := a.top().(*helpScreen); !ok {
		t.Errorf("what cannot be done opened %T", a.top())
	}
	press(a, "esc")
	shows(t, a, "On this screen")
	typeText(a, "xyzzy")
	shows(t, a, "Nothing that can be done here is called that.")
	press(a, "enter", "esc", "esc")
	if _, ok := a.top().(*tasks); !ok {
		t.Errorf("esc left %T", a.top())
	}
}

// What is meant best comes first, and what can be done before what cannot.
func TestMeantBy(t *testing.T) {
	tests := []struct {
		query, name, what string
		rank              int
		meant             bool
	}{
		{"", "check", "Check all answers before sending", byName, true},
		{"che", "check", "Check all answers before sending", byName, true},
		{"all ans", "check", "Check all answers before sending", byWords, true},
		{"sending all", "check", "Check all answers before sending", byWords, true},
		{"nswer", "check", "Check all answers before sending", byLetters, true},
		{"caa", "check", "Check all answers before sending", byInitials, true},
		{"nq", "next question", "Go to the next question", byInitials, true},
		{"x", "check", "Check all answers before sending", 0, false},
		{"check xyz", "check", "Check all answers before sending", 0, false},
	}
	for _, x := range tests {
		if rank, meant := meantBy(x.query, x.name, x.what); rank != x.rank || meant != x.meant {
			t.Errorf("%q and %q: got %d, %v, want %d, %v", x.query, x.what, rank, meant, x.rank, x.meant)
		}
	}
}

// What other screens have can be reached from every one by its name, but for
// what would disturb what is being typed.
func TestPaletteReachesOtherScreens(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newQuestion(e, "SOC-05") })
	for query, want := range map[string]func(screen) bool{
		"settings":           func(s screen) bool { _, ok := s.(*settingsScreen); return ok },
		"people":             func(s screen) bool { _, ok := s.(*people); return ok },
		"import":             func(s screen) bool { _, ok := s.(*importing); return ok },
		"receipts":           func(s screen) bool { _, ok := s.(*receiptList); return ok },
		"list all evidence":  func(s screen) bool { e, ok := s.(*evidence); return ok && e.item == "" },
		"how far each":       func(s screen) bool { _, ok := s.(*progress); return ok },
		"change the period":  func(s screen) bool { _, ok := s.(*sheet); return ok },
		"evidence for this ": func(s screen) bool { e, ok := s.(*evidence); return ok && e.item == "SOC-05" },
	} {
		press(a, "ctrl+p")
		typeText(a, query)
		press(a, "enter")
		if !want(a.top()) {
			t.Errorf("%q opens %T", query, a.top())
		}
		press(a, "esc")
		if _, ok := a.top().(*question); !ok {
			t.Fatalf("esc from %q leaves %T", query, a.top())
		}
	}
	press(a, "ctrl+p")
	typeText(a, "compare with last")
	shows(t, a, "Compare the answers with last time")
	golden(t, a, "not-now")
}

// On the first screen, too, words lead somewhere: to an assessment, to a question of
// the one under the cursor, or to what is found in it.
func TestPaletteOfTheFirstScreen(t *testing.T) {
	first := func() *app {
		e := freshEnv()
		e.author = testAuthor
		startOne(t, e, testForces[0])
		startOne(t, e, testForces[1])
		a := run(e)
		press(a, "ctrl+p")
		return a
	}
	a := first()
	typeText(a, "lanc")
	shows(t, a, "› Open Lancashire Constabulary", "Go to “lanc” in ", ", or find it there")
	press(a, "enter")
	if got := a.env.desk.shown.Details().Force.Name; got != "Lancashire Constabulary" {
		t.Errorf("it opened that of %s", got)
	}

	a = first()
	typeText(a, "bus7")
	press(a, "enter")
	if q, ok := a.top().(*question); !ok || q.id != "BUS-07" {
		t.Errorf("enter opened %T", a.top())
	}
	press(a, "esc")
	if _, ok := a.top().(*tasks); !ok {
		t.Errorf("behind it is %T", a.top())
	}

	a = first()
	typeText(a, "vetting")
	press(a, "enter")
	shows(t, a, "Find a question", "/ vetting")
	press(a, "esc", "esc", "esc")
	shows(t, a, "Dorset Police", "Lancashire Constabulary")
	press(a, "enter") // what was looked for is forgotten
	if _, ok := a.top().(*tasks); !ok {
		t.Errorf("enter opened %T", a.top())
	}
}
