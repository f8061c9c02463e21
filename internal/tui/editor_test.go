package tui

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

// editedBy is an env whose editor does with the file, whose content it is told, as
// with says.
func editedBy(t *testing.T, with func(path, content string) error) *env {
	t.Helper()
	e := testEnv(t, empty)
	e.Drafts = drafts.New(t.TempDir())
	t.Cleanup(func() { e.Drafts.Close() })
	e.Editor = strconv.Quote(os.Args[0]) // a program; it is not run
	e.exec = func(c *exec.Cmd, done tea.ExecCallback) tea.Cmd {
		return func() tea.Msg {
			path := filepath.Join(c.Dir, c.Args[len(c.Args)-1])
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return done(with(path, string(b)))
		}
	}
	return e
}

// sheets are the files that are still there for the editor.
func sheets(t *testing.T, e *env) []string {
	t.Helper()
	var names []string
	for _, target := range []assessment.Target{assessment.Narrative("SOC-05"), assessment.Internal("SOC-05")} {
		if _, err := os.Stat(e.Drafts.Sheet(e.desk.shown.ID(), target)); err == nil {
			names = append(names, target.String())
		}
	}
	return names
}

func put(path, content string) error { return os.WriteFile(path, []byte(content), 0o600) }

// The editor is given the question and the text, and what it saves is saved here.
func TestOwnEditor(t *testing.T) {
	var given string
	e := editedBy(t, func(path, content string) error {
		given = content
		return put(path, strings.Replace(content, "typed", "typed\r\nand edited", 1))
	})
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "typed")
	press(a, "ctrl+e")
	for _, want := range []string{"# SOC-05 Checks of personal accounts", "# Are the personal accounts", "# What HMIC will read."} {
		if !strings.Contains(given, want) {
			t.Errorf("%q is not in what the editor is given:\n%s", want, given)
		}
	}
	if got := narrative(a); got != "typed\nand edited" {
		t.Errorf("saved is %q", got)
	}
	if left := sheets(t, e); len(left) > 0 {
		t.Errorf("there are still %v", left)
	}
	press(a, "ctrl+e")
	if !strings.Contains(given, "\ntyped\nand edited\n") {
		t.Errorf("without typing first it is given %q", given)
	}
}

// Whatever the editor does, the text is there, and one key puts back what was.
func TestOwnEditorThatFails(t *testing.T) {
	broken := &exec.ExitError{ProcessState: &os.ProcessState{}}
	for _, test := range []struct {
		name   string
		with   func(path, content string) error
		said   string
		typed  string // and not yet saved
		stored string
	}{
		{"ended with an error", func(path, content string) error {
			return errors.Join(put(path, content+"and half of this"), broken)
		}, "not saved yet", "typed\nand half of this", ""},
		{"did nothing and ended with an error", func(string, string) error { return broken }, "The text is as it was.", "", "typed"},
		{"is not there", func(string, string) error { return exec.ErrNotFound }, "could not be run", "", "typed"},
		{"removed the file", func(path, _ string) error { return os.Remove(path) }, "no file", "", "typed"},
		{"emptied the file", func(path, _ string) error { return put(path, "") }, "empty file", "", "typed"},
		{"saved in another encoding", func(path, content string) error { return put(path, content+"\xa325") }, "Windows-1252", "typed\n£25", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := editedBy(t, test.with)
			a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
			m := a.top().(*question)
			press(a, "down", "enter")
			typeText(a, "typed")
			press(a, "ctrl+e")
			shows(t, a, test.said)
			if got := narrative(a); got != test.stored {
				t.Errorf("saved is %q, want %q", got, test.stored)
			}
			if m.Editing() != (test.typed != "") {
				t.Fatalf("it is being typed: %v", m.Editing())
			}
			if test.typed == "" {
				return
			}
			if got := m.edit.text(); got != test.typed {
				t.Errorf("offered is %q, want %q", got, test.typed)
			}
			press(a, "ctrl+z", "esc")
			if got := narrative(a); got != "typed" {
				t.Errorf("put back it is %q", got)
			}
		})
	}
}

// A text that is emptied below the question is empty, and can be had back.
func TestOwnEditorEmptiesTheText(t *testing.T) {
	e := editedBy(t, func(path, content string) error { return put(path, strings.TrimSuffix(content, "typed\n")) })
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "typed")
	press(a, "esc", "ctrl+e")
	shows(t, a, "The text is empty now. z puts back what was there.")
	if got := narrative(a); got != "" {
		t.Errorf("saved is %q", got)
	}
	press(a, "z", "enter")
	if got := narrative(a); got != "typed" {
		t.Errorf("put back it is %q", got)
	}
}

func TestNoEditor(t *testing.T) {
	e := editedBy(t, func(string, string) error { t.Error("it runs"); return nil })
	e.Editor = `an editor "with half a quote`
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "typed")
	press(a, "ctrl+e")
	shows(t, a, "The editor was not opened", "quote that does not end")
	if got := narrative(a); got != "typed" {
		t.Errorf("saved is %q", got)
	}
	if left := sheets(t, e); len(left) > 0 {
		t.Errorf("there are still %v", left)
	}
}

// If the app is killed while the editor is open, the next one offers what the editor
// has saved since.
func TestKilledWhileTheEditorIsOpen(t *testing.T) {
	var found []drafts.Draft
	var e *env
	dir := t.TempDir()
	e = editedBy(t, func(path, content string) error {
		if err := e.Drafts.Close(); err != nil { // as far as others can see, it is killed
			t.Fatal(err)
		}
		if err := put(path, strings.Replace(content, "typed", "edited", 1)); err != nil {
			t.Fatal(err)
		}
		var err error
		found, err = drafts.New(dir).Left(e.desk.shown.ID())
		return err
	})
	e.Drafts = drafts.New(dir)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "typed")
	press(a, "ctrl+e")
	if len(found) != 1 || found[0].Text != "edited" || found[0].Target != assessment.Narrative("SOC-05") {
		t.Errorf("offered is %+v", found)
	}
}

// The long inputs of forms have it too, and nothing is saved before the form is.
func TestOwnEditorInAForm(t *testing.T) {
	var given string
	e := editedBy(t, func(path, content string) error {
		given = content
		return put(path, content+"edited")
	})
	a := launchOn(e, func(e *env) screen { return newReturn(e, "SOC-05") })
	typeText(a, "typed")
	press(a, "ctrl+e")
	shows(t, a, "│ typed", "│ edited")
	if !strings.Contains(given, "# What is wanted?") {
		t.Errorf("it is given %q", given)
	}
	if n := len(a.env.desk.stored.Changes()); n != 1 {
		t.Errorf("there are %d changes", n)
	}
	press(a, "ctrl+z")
	shows(t, a, "│ typed")
	hides(t, a, "edited")
}
