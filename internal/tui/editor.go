package tui

import (
	"os/exec"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/journal/drafts"
)

// A text in the person's own editor. While it is there it is a draft on the disk,
// and the editor's file lies beside that draft: if the app is killed, the next
// one offers what the editor has saved.

// A writer is a screen on which long texts are typed, here or in the person's own
// editor.
type writer interface {
	screen
	// writing says that a long text is being typed.
	writing() bool
	// written takes what came back. It is called once for each text that the
	// screen has given away, while it is open.
	written(editor.Return) tea.Cmd
}

// editorReady says that the text is in a file for the editor.
type editorReady struct {
	by    writer
	text  string // as it was
	sheet *editor.Sheet
	call  *exec.Cmd
	err   error
}

// editorDone says that the editor has ended, and what came back.
type editorDone struct {
	editorReady
	back editor.Return
}

// openEditor returns the command that has the text of d written in the person's
// own editor, under what is asked.
func (e *env) openEditor(by writer, d drafts.Draft, asked string) tea.Cmd {
	ready := editorReady{by: by, text: d.Text}
	command := e.Editor
	begin := e.shelf.ask(func() error {
		var path string
		if path, ready.err = e.sheetPath(d); ready.err != nil {
			return nil // it is told of with the editor
		}
		if ready.sheet, ready.err = editor.Write(path, asked, d.Text); ready.err != nil {
			return nil
		}
		if ready.call, ready.err = ready.sheet.Command(command); ready.err != nil {
			ready.sheet.Remove()
		}
		return nil
	})
	return func() tea.Msg {
		begin()
		return ready
	}
}

// sheetPath keeps d and is where its sheet belongs; empty for what has no draft.
func (e *env) sheetPath(d drafts.Draft) (string, error) {
	if e.Drafts == nil || d.Target.Kind == "" {
		return "", nil
	}
	return e.Drafts.Sheet(d.Assessment, d.Target), e.Drafts.Keep(d)
}

// runEditor lends the terminal to the editor, unless the person has gone on: what
// they type now is not for it.
func (m *app) runEditor(r editorReady) tea.Cmd {
	if gone := m.top() != screen(r.by) || !r.by.writing(); gone {
		return tea.Batch(m.removeSheet(r), complain("The editor was not opened, for you had gone on."))
	}
	if r.err != nil {
		return m.written(r.by, editor.Return{Text: r.text, Said: "The editor was not opened: " + sentence(r.err)})
	}
	m.env.loan.Begin()
	return m.env.exec(r.call, func(err error) tea.Msg {
		m.env.loan.End()
		return editorDone{r, r.sheet.Read(err, 2*assessment.MaxText)}
	})
}

// afterEditor gives the screen what came back, and removes the file once there is
// a draft of it.
func (m *app) afterEditor(r editorDone) tea.Cmd {
	remove := m.removeSheet(r.editorReady)
	if m.env.graphemes { // Bubble Tea ends the mode before the editor, and forgets to begin it again
		remove = tea.Batch(remove, tea.Raw(ansi.RequestModeUnicodeCore))
	}
	return tea.Batch(m.written(r.by, r.back), remove)
}

// removeSheet removes the file of the editor, if there is one.
func (m *app) removeSheet(r editorReady) tea.Cmd {
	return m.env.shelf.ask(func() error {
		if r.err == nil {
			r.sheet.Remove()
		}
		return nil
	})
}

// written gives the screen what came back, unless it was closed in that moment:
// it has then kept the text as it was.
func (m *app) written(by writer, back editor.Return) tea.Cmd {
	if !slices.Contains(m.stack, screen(by)) {
		return nil
	}
	return by.written(back)
}
