package tui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"favour/internal/assessment"
)

// Text of several lines in a form: Enter is a line, the arrows leave it at its
// ends, and what is pasted keeps its lines.
func TestLongInput(t *testing.T) {
	var got [3]string
	a := launch(t, empty, func(e *env) screen {
		s := &sheet{base: on(e), title: "A form", form: newForm(
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

// writing opens the text that HMIC will read of a question.
func writing(t *testing.T, text string) (*app, *question) {
	t.Helper()
	a := launch(t, empty, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	send(a, tea.PasteMsg{Content: text})
	return a, a.top().(*question)
}

// narrative is what is saved for HMIC to read.
func narrative(a *app) string { return a.env.desk.stored.At(assessment.Narrative("SOC-05")).Given }

// 50 kB of everything that word processors put on a clipboard is pasted, saved and
// read back byte for byte, with line breaks as one kind.
func TestPasteIsWhole(t *testing.T) {
	const odd = "“Smart” – £25 é e\u0301 漢字 👩\u200d🚀 ❤\ufe0f 🇬🇧 שלום العربية\ttab \x1b[31m\x07 \u202e end"
	text := strings.Repeat(odd+"\r\nnext\rand\n", 600)
	want := strings.TrimRight(strings.Repeat(odd+"\nnext\nand\n", 600), "\n")
	if len(want) < 50<<10 {
		t.Fatalf("only %d bytes", len(want))
	}
	a, m := writing(t, text)
	shows(t, a, "“Smart” – £25 é", "⟨U+200D⟩", "    tab ␛[31m␇", "⟨U+202E⟩ end", "words; up to about 250 are read with care")
	checkFrame(t, a)
	if got := m.edit.text(); got != want+"\n" {
		t.Errorf("typed are %d bytes, and pasted %d", len(got), len(want)+1)
	}
	press(a, "ctrl+z")
	if got := m.edit.text(); got != "" {
		t.Errorf("taken back it is %q", got)
	}
	press(a, "ctrl+y", "esc")
	if got := narrative(a); got != want {
		t.Errorf("saved are %d bytes, want %d", len(got), len(want))
	}
}

// Esc keeps what was typed, and typing is undone by words before that.
func TestUndoWhileTyping(t *testing.T) {
	a, m := writing(t, "one ")
	typeText(a, "two three")
	press(a, "ctrl+z")
	if got := m.edit.text(); got != "one two " {
		t.Errorf("got %q", got)
	}
	press(a, "esc")
	if got := narrative(a); got != "one two" {
		t.Errorf("saved is %q", got)
	}
	press(a, "enter", "ctrl+z")
	shows(t, a, "There is nothing to undo in this text.")
}

// What is selected is copied with ctrl+c, which then quits nothing, and put into
// another text.
func TestCopyIntoAnotherText(t *testing.T) {
	a, _ := writing(t, "said to HMIC")
	press(a, "ctrl+shift+left")
	_, cmd := a.Update(keyPress("ctrl+c"))
	var copied bool
	for _, c := range commands(cmd()) {
		msg := c()
		copied = copied || fmt.Sprintf("%T", msg) == fmt.Sprintf("%T", tea.SetClipboard("")())
		a.Update(msg)
	}
	if !copied {
		t.Error("the terminal is not asked to copy")
	}
	shows(t, a, "Copied.")
	if a.leaving {
		t.Error("it quits")
	}
	press(a, "tab", "enter", "ctrl+v", "esc")
	if got := a.env.desk.stored.At(assessment.Internal("SOC-05")).Given; got != "HMIC" {
		t.Errorf("the note is %q", got)
	}
	if got := narrative(a); got != "said to HMIC" {
		t.Errorf("the text is %q", got)
	}
}

// A paste that comes as keys goes into the text as a whole, and touches nothing else.
func TestPasteThatComesAsKeys(t *testing.T) {
	a, m := writing(t, "")
	for _, k := range []string{"a", "tab", "b", "enter", "tab", "tab", "c", "q"} {
		a.Update(keyPress(k)) // what is due later is not yet due
	}
	if got := m.edit.text(); got != "a\tb\n\t\tcq" {
		t.Errorf("got %q", got)
	}
	if v := a.env.desk.shown.At(assessment.Target{Kind: assessment.OnField, ID: "SOC-05", Part: "answer"}); v.IsAnswered() {
		t.Errorf("the answer is %+v", v)
	}
	press(a, "tab")
	if m.Editing() || narrative(a) != "a\tb\n\t\tcq" {
		t.Errorf("a tab by itself does not go on: %q", narrative(a))
	}
}

func TestTheMostThatATextTakes(t *testing.T) {
	full := strings.Repeat("x", assessment.MaxText-1) + "y"
	a, m := writing(t, full)
	shows(t, a, "room for 0 more bytes")
	typeText(a, "z")
	shows(t, a, "as long as can be kept", "Nothing is lost.")
	send(a, tea.PasteMsg{Content: "more"})
	shows(t, a, "Nothing of it was put in.")
	if got := m.edit.text(); got != full {
		t.Errorf("the text has %d bytes", len(got))
	}
	press(a, "esc")
	if got := narrative(a); got != full {
		t.Errorf("saved are %d bytes", len(got))
	}
}

func TestHowLong(t *testing.T) {
	for _, test := range []struct {
		bytes int
		want  string
	}{
		{10, "5 words; up to about 4 are read with care"},
		{assessment.MaxText - 10, "524,283 words; room for 10 more bytes"},
	} {
		if got := howLong(newText(strings.Repeat("a ", test.bytes/2)), 4); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// The hardware cursor is on the character that it is before, on a terminal, whatever
// stands before that on the line.
func TestCursorOnATerminal(t *testing.T) {
	const end = "ZX"
	for name, text := range map[string]string{
		"letters":            "plain ",
		"double width":       "漢字かな한국어 ",
		"combining marks":    "e\u0301 a\u0308\u0323 \u0301",
		"no width":           "a\u200bb\u2060c\ufeff",
		"emoji":              "👍 👩\u200d🚀 ❤\ufe0f 🇬🇧 👍🏽 ",
		"tabs and controls":  "a\tb\x1b[2J\x07",
		"other directions":   "שלום عليكم ",
		"at the last column": strings.Repeat("漢", 36),
		"a full line":        strings.Repeat("x", 73),
		"behind a full line": strings.Repeat("x", 74) + " ",
		"many lines":         strings.Repeat("words that are wrapped ", 40) + "\n\n漢 ",
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := writing(t, text+end)
			send(a, tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}) // as the emulator draws
			for _, size := range sizes {
				resize(a, size)
				press(a, "ctrl+end", "left")
				checkFrame(t, a)
				if got := cellUnderCursor(a); got != "X" {
					t.Errorf("at %dx%d the cursor is on %q:\n%s", size.Width, size.Height, got, view(a))
				}
				press(a, "right")
				if got := cellUnderCursor(a); got != " " {
					t.Errorf("at %dx%d behind the end it is on %q", size.Width, size.Height, got)
				}
			}
		})
	}
}

// cellUnderCursor is what a terminal shows where the hardware cursor is.
func cellUnderCursor(a *app) string {
	term := vt.NewEmulator(a.size.Width, a.size.Height)
	defer term.Close()
	v := a.View()
	for i, l := range strings.Split(v.Content, "\n") {
		fmt.Fprintf(term, "\x1b[%d;1H%s", i+1, l)
	}
	cell := term.CellAt(v.Cursor.X, v.Cursor.Y)
	if cell == nil || cell.Content == "" {
		return " "
	}
	return cell.Content
}

// An input method commits several characters at once.
func TestInputMethod(t *testing.T) {
	a, m := writing(t, "")
	send(a, tea.KeyPressMsg{Code: tea.KeyExtended, Text: "漢字"})
	send(a, tea.KeyPressMsg{Code: tea.KeyExtended, Text: "e\u0301"})
	if got := m.edit.text(); got != "漢字e\u0301" {
		t.Errorf("got %q", got)
	}
}
