package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Text of several lines in a form: Enter is a line, the arrows leave it at its
// ends, and what is pasted keeps its lines.
func TestLongInput(t *testing.T) {
	var got [3]string
	a := launch(t, empty, func(e *env) screen {
		s := &sheet{env: e, title: "A form", form: newForm(
			lineInput("Before", "", "", ""), longInput("Text", "A few words.", "Say something.", ""), lineInput("After", "", "", ""),
		)}
		s.save = func(f *form) (tea.Cmd, bool) {
			got = [3]string{f.value(0), f.value(1), f.value(2)}
			return nil, true
		}
		return s
	})
	typeText(a, "one")
	press(a, "ctrl+s")
	shows(t, a, "Say something.")
	typeText(a, "two")
	hides(t, a, "Say something.")
	press(a, "enter")
	send(a, tea.PasteMsg{Content: "three\r\nfour"})
	shows(t, a, "│ two", "│ three", "│ four", "A few words.")
	press(a, "down")
	typeText(a, "five")
	shows(t, a, "› After", "│ two")
	press(a, "up", "up", "up", "up")
	shows(t, a, "› Before")
	typeText(a, "!")
	checkFrame(t, a)
	press(a, "tab", "tab", "enter")
	shows(t, a, "First screen")
	if want := [3]string{"one!", "two\nthree\nfour", "five"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
