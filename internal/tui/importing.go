package tui

import (
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/pack"
	"favour/internal/tui/widget"
)

// importing asks for a file that a colleague has filled in, and whose answers are
// in it. What it holds, proposals shows.
type importing struct {
	base
	form form
	busy bool // reading
}

// The inputs of the form.
const (
	importFile = iota
	importFrom
)

// replyRead says what was read of a file.
type replyRead struct {
	by    *importing
	path  string
	reply *pack.Reply
	err   error
}

func newImporting(e *env) *importing {
	return &importing{base: on(e), form: newForm(
		lineInput("File", "The workbook, CSV or JSON file that came back. "+pasteHint, "Type the file that came back.", ""),
		lineInput("Whose answers", "Name and role, such as B. Example, Head of HR; empty for whomever the file was made for.", "", ""),
	)}
}

// pasteHint is how a path need not be typed.
const pasteHint = "Most terminals write the path of a file that is dragged into them."

func (m *importing) Editing() bool { return true }

func (m *importing) Press(k tea.KeyPressMsg) tea.Cmd { return m.form.press(k) }
func (m *importing) Paste(p tea.PasteMsg) tea.Cmd    { return m.form.paste(p) }

func (m *importing) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(replyRead); ok && msg.by == m {
		return m.show(msg)
	}
	return nil
}

func (m *importing) Titles() (string, string) {
	return "Import answers from a colleague", "Nothing is taken over before you have seen it"
}

func (m *importing) Explain() string {
	return "A colleague has filled in a file that favour pack made. Say which file it is; its answers are then shown beside yours, and you accept, edit or decline each of them. " +
		"Reading a file changes nothing."
}

func (m *importing) Actions() []action {
	name := "next"
	if m.form.last() {
		name = "read it"
	}
	busy := ""
	if m.busy {
		busy = "The file is being read."
	}
	return []action{
		can("form.next", m.enter).called(name).saying("Go on to the next field, and read the file behind the last one").unless(busy),
		can("form.down", func() tea.Cmd { m.form.to(m.form.at + 1); return nil }),
		can("form.up", func() tea.Cmd { m.form.to(m.form.at - 1); return nil }).off(),
		can("form.save", m.read).called("read it").saying("Read the file").unless(busy).off(),
		can("form.back", func() tea.Cmd { return m.env.back(m) }).saying("Go back"),
	}
}

func (m *importing) enter() tea.Cmd {
	if !m.form.last() {
		m.form.to(m.form.at + 1)
		return nil
	}
	return m.read()
}

// read returns the command that reads the file.
func (m *importing) read() tea.Cmd {
	if !m.form.check() {
		return nil
	}
	m.busy = true
	typed := strings.Trim(m.form.value(importFile), `"'`) // as terminals quote paths
	return func() tea.Msg {
		path, err := export.InFull(typed)
		if err != nil {
			return replyRead{by: m, err: err}
		}
		reply, err := pack.ReadFile(path)
		return replyRead{m, path, reply, err}
	}
}

// show goes on to the answers, or says why not.
func (m *importing) show(msg replyRead) tea.Cmd {
	m.busy = false
	if msg.err != nil {
		m.form.complain(importFile, whyNotRead(msg.err))
		return nil
	}
	from := m.form.value(importFrom)
	if from == "" {
		from = msg.reply.To
	}
	who, err := assessment.ParseAuthor(from)
	switch {
	case from == "":
		m.form.complain(importFrom, "The file does not say whom it was made for. Type whose answers they are.")
		return nil
	case err != nil:
		m.form.complain(importFrom, assessment.Capital(err.Error())+".")
		return nil
	}
	s, err := newProposals(m.env, msg.path, msg.reply, who)
	if err != nil {
		m.form.complain(importFile, whyNotRead(err))
		return nil
	}
	return m.env.replace(m, s)
}

// whyNotRead is why a file was not read, in a sentence.
func whyNotRead(err error) string {
	if refused, ok := errors.AsType[*pack.RefusedError](err); ok {
		return refused.Text
	}
	return sentence(err)
}

func (m *importing) Draw(w, h int) page {
	t := m.env.theme
	p := m.form.draw(t, w)
	if m.busy {
		p.lines = append(p.lines, "", t.Dim.Render("Reading "+widget.Cut(filepath.Base(m.form.value(importFile)), max(1, w-8))))
	}
	return p.fit(h)
}
