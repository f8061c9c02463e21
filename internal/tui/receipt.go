package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/plain"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// receipt confirms an export: what was written, how to refer to it, and what
// happens next.
type receipt struct {
	env   *env
	a     assessment.Assessment // as it was exported
	files []export.File
	lines []line
	text  widget.Text // without stops: the keys scroll
}

func newReceipt(e *env, a assessment.Assessment, files []export.File) *receipt {
	return &receipt{env: e, a: a, files: files}
}

func (m *receipt) Init() tea.Cmd  { return nil }
func (m *receipt) Editing() bool  { return false }
func (m *receipt) Leave() tea.Cmd { return nil }

func (m *receipt) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.build(max(1, msg.Width-margin))
		m.text.Set(len(m.lines), nil, msg.Height)
	case tea.KeyPressMsg:
		m.text.Press(msg.String())
	}
	return nil
}

func (m *receipt) Titles() (string, string) {
	n := len(m.files)
	what := fmt.Sprintf("The summary has been written: %d %s", n, assessment.Plural(n, "file", "files"))
	if m.text.Len > m.text.Height {
		return what, "Page down for more"
	}
	return what, "Nothing has been sent"
}

func (m *receipt) Explain() string {
	return "The files that were just written, with their sizes and digests. The reference names the very answers that are in them. " +
		"Nothing has been sent by this program."
}

func (m *receipt) Actions() []action {
	return []action{
		act([]string{"enter"}, "↵", "done", "Go back to the assessment", func() tea.Cmd { return func() tea.Msg { return wentBack{n: 1} } }),
		act([]string{"e"}, "e", "export again", "Go back to the export, to write other formats or to another folder", func() tea.Cmd { return back }),
	}
}

func (m *receipt) build(w int) {
	const labels = 11
	head := m.a.Head()
	m.lines = nil
	add := func(t tone, label, text string) {
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(label, labels), plain.Line(text), w)...)...)
	}
	add(inTitle, "Reference", fmt.Sprintf("%s, change %d, %.8s", m.a.ID(), head.Sequence, head.SHA256))
	add(nil, "Marked", m.a.Details().Marking)
	for _, f := range m.files {
		m.lines = append(m.lines, line{})
		name := f.Format
		if format, ok := report.ByName(f.Format); ok {
			name = format.Title
		}
		m.lines = append(m.lines, line{
			text: name, tone: inTitle,
			right: assessment.Thousands(int(f.Size)) + " bytes", state: inDim,
		})
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(f.Path), w)...)...)
		add(inDim, "SHA-256", f.SHA256)
	}
	m.lines = append(m.lines, line{}, line{text: "What happens next", tone: inTitle})
	for _, s := range []string{
		"Open the files and read them as HMIC will.",
		"Send them to HMIC in the way that you have agreed with it, and as their marking demands. This program has sent nothing.",
		"You can go on answering at any time, and export again.",
	} {
		m.lines = append(m.lines, toLines(nil, hang("· ", s, w)...)...)
	}
}

func (m *receipt) Draw(w, h int) page { return drawText(m.env.theme, m.text, m.lines, w) }
