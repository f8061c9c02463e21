package tui

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
)

// click clicks on the first place on the screen where text stands.
func click(t *testing.T, a *app, text string) {
	t.Helper()
	for y, l := range strings.Split(view(a), "\n") {
		if before, _, ok := strings.Cut(l, text); ok {
			send(a, tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
			checkFrame(t, a)
			return
		}
	}
	t.Fatalf("%q is not on the screen:\n%s", text, view(a))
}

func scroll(a *app, button tea.MouseButton) {
	send(a, tea.MouseWheelMsg{X: 10, Y: 10, Button: button})
}

// A first click puts the cursor on a row, a second one opens it, on every list.
func TestClickOnARow(t *testing.T) {
	for _, size := range sizes {
		for _, x := range []struct {
			on   func(*env) screen
			text string
			row  string // how the row begins
			open string // what stands on the screen that is opened
		}{
			{func(e *env) screen { return newTasks(e) }, "Second jobs", "Second jobs", "BUS-01"},
			{social, "SOC-06", "SOC-06", "SOC-06 · 3 of 3"},
			{func(e *env) screen { return newFind(e, "") }, "BUS-07", "BUS-07", "BUS-07 · 2 of 2"},
			{func(e *env) screen { return newFind(e, "second jobs") }, "jobs were made", "BUS-07", "BUS-07 · 2 of 2"},
			{func(e *env) screen { return newCheck(e) }, "1 of 3 not yet", "SOC-06", "SOC-06 · 3 of 3"},
		} {
			a := launch(t, halfFilled, x.on)
			resize(a, size)
			click(t, a, x.text)
			hides(t, a, x.open+" ·") // not opened yet
			_, row, _ := strings.Cut(view(a), "› ")
			if !strings.HasPrefix(row, x.row) {
				t.Errorf("%v: the cursor is on %.20q, want %s", size, row, x.row)
			}
			click(t, a, x.text)
			shows(t, a, x.open)
		}
	}
}

// A click on an option picks it, and stays on the question.
func TestClickOnAnOption(t *testing.T) {
	for _, size := range sizes {
		a := onQuestion(t, halfFilled, "SOC-06")
		resize(a, size)
		click(t, a, "Partly")
		wantSaved(t, a, "SOC-06", "answer", assessment.Of("partly"))
		atTheQuestion(t, a, "SOC-06") // it stays
		click(t, a, "Not applicable")
		typeText(a, "none")
		press(a, "esc")
		wantSaved(t, a, "SOC-06", "answer", assessment.Inapplicable("none"))
		click(t, a, "Internal note")
		click(t, a, "Internal note")
		typeText(a, "Ask again.")
		click(t, a, "No") // what was typed is kept
		if s := a.env.desk.stored.At(assessment.Internal("SOC-06")).Given; s != "Ask again." {
			t.Errorf("the note is %q", s)
		}
		wantSaved(t, a, "SOC-06", "answer", assessment.Of("no"))
	}
}

func TestClickOnAFigure(t *testing.T) {
	a := onQuestion(t, halfFilled, "BUS-07")
	click(t, a, "Approved")
	click(t, a, "Approved")
	press(a, "backspace", "2", "enter")
	wantSaved(t, a, "BUS-07", "approved", assessment.Of("82"))
}

// Beside a question on a wide terminal are the others of its section.
func TestClickOnTheQuestionBeside(t *testing.T) {
	a := onQuestion(t, halfFilled, "SOC-01")
	resize(a, tea.WindowSizeMsg{Width: 120, Height: 40})
	click(t, a, "Training on social")
	atTheQuestion(t, a, "SOC-06")
}

func TestClickOnAKey(t *testing.T) {
	a := launch(t, halfFilled, social)
	click(t, a, "? help")
	shows(t, a, "Help: Social networking")
	click(t, a, "esc back")
	click(t, a, "mark complete")
	shows(t, a, "Social networking is marked as complete")
	// A click beside everything does nothing.
	before := view(a)
	send(a, tea.MouseClickMsg{X: 79, Y: 23, Button: tea.MouseLeft})
	send(a, tea.MouseClickMsg{X: 79, Y: 0, Button: tea.MouseLeft})
	send(a, tea.MouseClickMsg{X: 3, Y: 5, Button: tea.MouseRight})
	if len(a.stack) != 2 || !strings.Contains(before, "mark not complete") {
		t.Errorf("%T is on top:\n%s", a.top(), before)
	}
}

func TestWheel(t *testing.T) {
	a := launch(t, longText, func(e *env) screen { return newQuestion(e, "BUS-01") })
	at := underCursor(a)
	top := view(a)
	scroll(a, tea.MouseWheelDown)
	if view(a) == top || a.top().(*question).focus != 0 {
		t.Error("the wheel does not scroll the question")
	}
	for range 100 {
		scroll(a, tea.MouseWheelDown)
		checkFrame(t, a)
	}
	for range 200 {
		scroll(a, tea.MouseWheelUp)
	}
	if view(a) != top || underCursor(a) != at {
		t.Errorf("and back it is\n%s", view(a))
	}
	a = launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
	scroll(a, tea.MouseWheelDown)
	if got := underCursor(a); a.top().(*find).rows.Cursor != 3 {
		t.Errorf("the wheel goes to %q", got)
	}
	a = launch(t, halfFilled, func(e *env) screen { return newHistory(e, "") })
	scroll(a, tea.MouseWheelDown)
	scroll(a, tea.MouseWheelUp)
	checkFrame(t, a)
}

// The switch of the app, for the time being.
func TestMouseSwitch(t *testing.T) {
	a := launch(t, halfFilled, social)
	if a.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is followed by default")
	}
	press(a, "M")
	shows(t, a, "hold Shift")
	if a.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("M does not follow the mouse")
	}
	press(a, "M")
	if a.View().MouseMode != tea.MouseModeNone {
		t.Error("M does not end it")
	}
}

// mouseModes are those of which a terminal is told, by number.
var mouseModes = []int{9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016}

// With the mouse off, the terminal hears nothing of it from start to end, so that
// text can be selected as ever; with it on, it is let go at the end.
func TestNothingIsSaidOfTheMouse(t *testing.T) {
	for _, on := range []bool{false, true} {
		e, _ := shutEnv(t)
		e.Mouse = on
		x := goLive(t, launchOn(e, social))
		for _, k := range []string{"\x1b[B", "\r", "?", "\x03"} {
			if _, err := io.WriteString(x.keys, k); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.end(t); err != nil {
			t.Fatal(err)
		}
		out := x.out.String()
		for _, mode := range mouseModes {
			set, reset := strings.Contains(out, fmt.Sprintf("\x1b[?%dh", mode)), strings.Contains(out, fmt.Sprintf("\x1b[?%dl", mode))
			if !on && (set || reset) {
				t.Errorf("mode %d is set (%v) or reset (%v) while the mouse is off", mode, set, reset)
			}
			if set && !reset {
				t.Errorf("mode %d is not reset at the end", mode)
			}
		}
		if on && !strings.Contains(out, "\x1b[?1002h") {
			t.Error("clicks are not asked for while the mouse is on")
		}
	}
}

// What stands beside a list, or below it, opens too.
func TestClickBesideAList(t *testing.T) {
	wide := tea.WindowSizeMsg{Width: 120, Height: 40}
	for _, x := range []struct {
		on         func(*env) screen
		text, open string
	}{
		{func(e *env) screen { return newTasks(e) }, "Guidance on social", "SOC-01 · 1 of 3"},            // beside
		{func(e *env) screen { return newTasks(e) }, "Training on social networking", "SOC-06 · 3 of 3"}, // next to answer
		{social, "What officers and staff may write", "Social networking"},                               // nothing there
		{social, "Why this is asked", "SOC-01 · 1 of 3"},
		{func(e *env) screen { return newFind(e, "BUS-07") }, "Why this is asked", "BUS-07 · 2 of 2"},
	} {
		a := launch(t, halfFilled, x.on)
		resize(a, wide)
		if _, tasks := a.top().(*tasks); tasks {
			press(a, "down")
		}
		click(t, a, x.text)
		shows(t, a, x.open)
	}
}

// A change that is listed among the last opens in the history.
func TestClickOnAChange(t *testing.T) {
	for _, x := range []struct {
		on   func(*env) screen
		size tea.WindowSizeMsg
		text string // of the change
		at   string // which the cursor is on in the history
	}{
		{func(e *env) screen { return newTasks(e) }, tea.WindowSizeMsg{Width: 80, Height: 60}, "SOC-01 Answer: Yes", "SOC-01 Answer: Yes"},
		{func(e *env) screen { return newTasks(e) }, tea.WindowSizeMsg{Width: 120, Height: 60}, "SOC-05 Answer", "SOC-05 Answer"},
		{func(e *env) screen { return newQuestion(e, "BUS-07") }, tea.WindowSizeMsg{Width: 120, Height: 60}, "Received: 84", "Received: 84"},
	} {
		a := launch(t, halfFilled, x.on)
		resize(a, x.size)
		click(t, a, x.text)
		shows(t, a, "History of ")
		if got := underCursor(a); !strings.Contains(got, x.at) {
			t.Errorf("%q: the cursor is on %q", x.text, got)
		}
	}
}

// The wheel moves the pane that it is over, and no click is lost for it.
func TestWheelOverPanes(t *testing.T) {
	a := onQuestion(t, halfFilled, "SOC-01")
	resize(a, tea.WindowSizeMsg{Width: 120, Height: 16})
	over := func(x int, b tea.MouseButton) { send(a, tea.MouseWheelMsg{X: x, Y: 8, Button: b}) }
	top := view(a)
	for _, x := range []struct {
		at     int
		gone   string // with the pane moved down
		middle bool
	}{{5, "SOC-01 Guidance on", false}, {110, "Why this is asked", false}, {50, "Has the force given", true}} {
		shows(t, a, x.gone)
		for range 30 {
			over(x.at, tea.MouseWheelDown)
			checkFrame(t, a)
		}
		hides(t, a, x.gone)
		if moved := !strings.Contains(view(a), "Has the force given"); moved != x.middle {
			t.Errorf("over column %d the answer has moved: %v", x.at, moved)
		}
		for range 30 {
			over(x.at, tea.MouseWheelUp)
		}
		if view(a) != top {
			t.Errorf("over column %d it does not come back:\n%s", x.at, view(a))
		}
	}
	over(5, tea.MouseWheelDown)
	click(t, a, "Training on social")
	atTheQuestion(t, a, "SOC-06")
}

// A click in a text that is typed puts the cursor there, whatever had it before.
func TestClickInAText(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "second jobs") })
	click(t, a, "jobs")
	typeText(a, "or ")
	shows(t, a, "/ second or jobs")

	a = launch(t, halfFilled, func(e *env) screen { return newDetails(e) })
	press(a, "tab")
	click(t, a, "September 2011")
	press(a, "backspace", "backspace")
	typeText(a, "2 ")
	shows(t, a, "2 September 2011")

	a = onQuestion(t, halfFilled, "SOC-06")
	press(a, "n")
	typeText(a, "none was given")
	click(t, a, "was given")
	typeText(a, "at all ")
	shows(t, a, "none at all was given")
}

// In a long text too, where the wheel moves the cursor by lines.
func TestClickInALongText(t *testing.T) {
	for _, size := range sizes {
		a := onQuestion(t, halfFilled, "SOC-06")
		resize(a, size)
		click(t, a, "What HMIC will read")
		click(t, a, "What HMIC will read")
		send(a, tea.PasteMsg{Content: "First line.\nSecond line.\nThird line.\nFourth line."})
		click(t, a, "line.")
		typeText(a, "short ")
		shows(t, a, "First short line.")
		m := a.top().(*question)
		_, before := m.edit.area.Cursor()
		c := a.View().Cursor
		send(a, tea.MouseWheelMsg{X: c.X, Y: c.Y, Button: tea.MouseWheelDown})
		if _, y := m.edit.area.Cursor(); y != before+notch {
			t.Errorf("%v: the wheel went from line %d to %d", size, before, y)
		}
	}
}

// A click on an option of a form picks it.
func TestClickOnAnOptionOfAForm(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newActionSheet(e, "SOC-06", assessment.Action{}) })
	click(t, a, "Status")
	click(t, a, "Done")
	if got := a.top().(*sheet).form.value(3); got != "done" {
		t.Errorf("the status is %q", got)
	}
}

// Wherever somebody clicks, turns the wheel or pastes, and whatever size the window
// then has, the app goes on.
func TestClicksAndPastesAnywhere(t *testing.T) {
	tiny, huge := tea.WindowSizeMsg{Width: 40, Height: 12}, tea.WindowSizeMsg{Width: 250, Height: 70}
	for n, x := range append(slices.Clip(table), others...) {
		size := []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 60, Height: 20}, {Width: 80, Height: 24}}[n%3]
		e := testEnvAfter(t, halfFilled, lastYear)
		e.ExportDir = filepath.Join(t.TempDir(), "exports")
		a := launchOn(e, x.on)
		resize(a, size)
		for y := range size.Height {
			for _, column := range []int{2, 30, 57, 100} {
				if column >= size.Width {
					continue
				}
				send(a, tea.MouseClickMsg{X: column, Y: y, Button: tea.MouseLeft})
				send(a, tea.MouseWheelMsg{X: column, Y: y, Button: tea.MouseWheelDown})
				if y%8 == 0 {
					send(a, tea.PasteMsg{Content: "pasted\r\n\x1b[31mtext"})
					resize(a, tiny)
					press(a, "x", "f5")
					resize(a, huge)
					checkFrame(t, a)
					resize(a, size)
				}
				checkFrame(t, a)
				if t.Failed() {
					t.Fatalf("%s: a click on %d,%d:\n%s", x.name, column, y, view(a))
				}
			}
			for len(a.stack) > 4 {
				send(a, tea.KeyPressMsg{Code: tea.KeyEscape})
				a.stack = a.stack[:min(len(a.stack), 4)]
			}
		}
	}
}
