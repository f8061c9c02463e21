package linear_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"favour/internal/assessment"
)

// withEditor gives the world an editor, which does with the file, whose content it
// is told, as do says.
func (w *world) withEditor(do func(path, content string) error) {
	w.options.Editor = strconv.Quote(os.Args[0]) // a program; it is not run
	w.options.Edit = func(c *exec.Cmd) error {
		path := filepath.Join(c.Dir, c.Args[len(c.Args)-1])
		b, err := os.ReadFile(path)
		if err != nil {
			w.t.Fatal(err)
		}
		return do(path, string(b))
	}
}

func (w *world) narrative(item string) string { return w.a().At(assessment.Narrative(item)).Given }

// A text is begun, gone on with and changed in the editor, under what is asked.
func TestYourOwnEditor(t *testing.T) {
	w := newWorld(t, true)
	var given []string
	w.withEditor(func(path, content string) error {
		given = append(given, content)
		return os.WriteFile(path, []byte(content+"More.\r\n"), 0o600)
	})
	said := w.says("SOC-01", "note", "First line.", "/editor")
	has(t, said, "Your editor is open.", "Saved.")
	if got := w.narrative("SOC-01"); got != "First line.\nMore." {
		t.Errorf("saved is %q", got)
	}
	for _, want := range []string{"# SOC-01 What HMIC will read", "# Has the force given its officers", "\nFirst line.\n"} {
		if !strings.Contains(given[0], want) {
			t.Errorf("%q is not in what the editor is given:\n%s", want, given[0])
		}
	}
	w.says("SOC-01", "note", "6")
	if got := w.narrative("SOC-01"); got != "First line.\nMore.\nMore." {
		t.Errorf("changed it is %q", got)
	}
	w.says("SOC-01", "internal", "/editor")
	if got := w.a().At(assessment.Internal("SOC-01")).Given; got != "More." {
		t.Errorf("begun it is %q", got)
	}
	if left := w.left(); len(left) > 0 {
		t.Errorf("drafts are left: %+v", left)
	}
	if files, err := filepath.Glob(filepath.Join(w.home, "drafts", "*.txt")); err != nil || len(files) > 0 {
		t.Errorf("there are still %v %v", files, err)
	}
}

// Whatever the editor does, what was typed is there, and nothing is saved that the
// person has not seen.
func TestYourOwnEditorFails(t *testing.T) {
	broken := &exec.ExitError{ProcessState: &os.ProcessState{}}
	for _, test := range []struct {
		name  string
		do    func(path, content string) error
		lines []string // that are typed after it
		said  string
		want  string
	}{
		{"wrote and broke", func(path, content string) error {
			return errors.Join(os.WriteFile(path, []byte(content+"Half."), 0o600), broken)
		}, []string{"1"}, "What it left is in the text.", "Typed.\nHalf."},
		{"wrote, broke, and is left", func(path, content string) error {
			return errors.Join(os.WriteFile(path, []byte(content+"Half."), 0o600), broken)
		}, []string{"/back"}, "What it left is in the text.", ""},
		{"broke", func(string, string) error { return broken }, nil, "The text is as it was.", "Typed."},
		{"emptied it", func(path, _ string) error { return os.WriteFile(path, nil, 0o600) }, nil, "empty file", "Typed."},
		{"removed it", func(path, _ string) error { return os.Remove(path) }, nil, "no file", "Typed."},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, true)
			w.withEditor(test.do)
			said := w.says(append([]string{"SOC-01", "note", "Typed.", "/editor"}, test.lines...)...)
			has(t, said, test.said)
			if got := w.narrative("SOC-01"); got != test.want {
				t.Errorf("saved is %q, want %q\n%s", got, test.want, said)
			}
			if left := w.left(); (test.want == "") != (len(left) == 1) {
				t.Errorf("offered again is %+v", left)
			}
		})
	}
}

// Without a terminal to lend, or an editor that can be called, what was typed is kept.
func TestNoEditor(t *testing.T) {
	w := newWorld(t, true)
	said := w.says("SOC-01", "note", "Typed.", "/editor")
	has(t, said, "The editor was not opened.", "Go on here, and end with a line with a single full stop.")
	if left := w.left(); len(left) != 1 || left[0].Text != "Typed." {
		t.Errorf("offered again is %+v", left)
	}
	w.withEditor(func(string, string) error { t.Error("it runs"); return nil })
	w.options.Editor = `an editor "with half a quote`
	said = w.says("1", "SOC-01", "internal", "/editor", "/editor", "Typed.", "/editor", "Here.", ".")
	has(t, said, "The editor was not opened.", "quote", "Internal note, which is never exported (the text", "Saved.")
	if got := w.a().At(assessment.Internal("SOC-01")).Given; got != "Typed.\nHere." {
		t.Errorf("saved is %q", got)
	}
	// A text that is saved stays so, and is not said to be anything else.
	said = w.says("SOC-01", "internal", "6")
	hasNot(t, said, "kept", "not saved")
	if left := w.left(); len(left) > 0 {
		t.Errorf("drafts are left: %+v", left)
	}
}

// A text that was typed and not saved is not gone because the editor has left nothing
// of it, unless the person says so.
func TestYourOwnEditorEmptiesIt(t *testing.T) {
	w := newWorld(t, true)
	w.withEditor(func(path, content string) error {
		return os.WriteFile(path, []byte(strings.Replace(content, "Typed.\n", "", 1)), 0o600)
	})
	said := w.says("SOC-01", "note", "Typed.", "/editor", "", "More.", ".")
	has(t, said, "The text is empty now. Throw away what you typed before (1 yes, 2 no, help for more, Enter is no):", "Saved.")
	if got := w.narrative("SOC-01"); got != "Typed.\nMore." {
		t.Errorf("saved is %q", got)
	}
	said = w.says("SOC-05", "note", "Typed.", "/editor", "yes")
	has(t, said, "It is gone.")
	if got, left := w.narrative("SOC-05"), w.left(); got != "" || len(left) > 0 {
		t.Errorf("saved is %q, and offered %+v", got, left)
	}
}
