package tui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/private"
)

// lineBreaks makes every kind of line break one.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// editorReady says that the text is in a file for the person's own editor.
type editorReady struct {
	item string
	row  row
	base assessment.Value
	path string
	args []string
	err  error
}

// editorDone says that the editor has ended, and what is in the file now.
type editorDone struct {
	editorReady
	text string
}

// openEditor puts the text of a row into a file of its own, for the editor.
func (m *question) openEditor(r row) tea.Cmd {
	ready := editorReady{item: m.id, row: r, base: m.env.desk.shown.At(r.target)}
	text := m.asTyped(r)
	return func() tea.Msg {
		ready.args, ready.err = editorCommand()
		if ready.err != nil {
			return ready
		}
		f, err := private.Temp("", "favour-*.txt")
		if err != nil {
			ready.err = err
			return ready
		}
		ready.path = f.Name()
		_, err = f.WriteString(text)
		ready.err = errors.Join(err, f.Close())
		return ready
	}
}

// editorCommand is the person's editor: $VISUAL, $EDITOR, or one that the
// system is known to have.
func editorCommand() ([]string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if args := strings.Fields(os.Getenv(name)); len(args) > 0 {
			return args, nil
		}
	}
	known := []string{"nano", "vim", "vi"}
	if runtime.GOOS == "windows" {
		known = []string{"notepad"}
	}
	for _, name := range known {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, errors.New("no editor is named; set EDITOR to the one you use")
}

// runEditor hands the terminal to the editor.
func (m *question) runEditor(r editorReady) tea.Cmd {
	if r.item != m.id {
		return nil
	}
	if r.err != nil {
		return complain("The editor was not opened: " + r.err.Error())
	}
	c := exec.Command(r.args[0], append(r.args[1:], r.path)...)
	return tea.ExecProcess(c, func(err error) tea.Msg {
		done := editorDone{editorReady: r}
		text, rerr := os.ReadFile(r.path)
		done.text, done.err = string(text), errors.Join(err, rerr)
		return done
	})
}

// afterEditor records what the editor left. If the editor failed, what is in
// its file is offered as typed text, and the file is kept.
func (m *question) afterEditor(r editorDone) tea.Cmd {
	if r.item != m.id {
		return nil
	}
	if r.err != nil {
		return complain(fmt.Sprintf("The editor failed (%v). What it wrote is in %s.", r.err, r.path))
	}
	m.startText(r.row) // its command only makes a cursor blink
	m.edit.base = r.base
	m.edit.area.SetValue(strings.TrimRight(lineBreaks.Replace(r.text), "\n"))
	path := r.path
	return tea.Batch(m.commit(), func() tea.Msg {
		os.Remove(path) // a file that stays behind is in the person's own folder
		return nil
	})
}
