package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/plain"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// exportScreen writes the summary for HMIC: which formats, where to, what is in
// it, and what is never.
type exportScreen struct {
	env    *env
	on     []bool // by place in report.Formats
	folder field
	typing bool // into the folder
	size   tea.WindowSizeMsg

	waiting bool   // for changes to be saved, to export then
	busy    bool   // writing
	problem string // why the last attempt wrote nothing

	lines []line
	stops []int
	text  widget.Text // its stops are the formats, and then the rows below
}

// The rows below the formats.
const (
	exportFolder = iota
	exportMarking
	exportCheck
	exportNow
	exportRows
)

// filesWritten says how the writing went.
type filesWritten struct {
	id      string // of the assessment
	folder  string
	receipt receipts.Receipt
	err     error
	lost    error // why the receipt could not be kept
}

func newExport(e *env) *exportScreen {
	m := &exportScreen{env: e, on: make([]bool, len(report.Formats)), folder: newField(e.ExportDir)}
	for i := range m.on {
		m.on[i] = true
	}
	return m
}

func (m *exportScreen) Init() tea.Cmd  { return nil }
func (m *exportScreen) Editing() bool  { return m.typing }
func (m *exportScreen) Leave() tea.Cmd { return nil }

func (m *exportScreen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		m.press(msg)
	case tea.PasteMsg:
		if m.typing {
			m.folder.update(msg)
		}
	case filesWritten:
		cmd = m.written(msg)
	}
	if m.waiting && m.env.desk.idle() {
		m.waiting = false
		cmd = tea.Batch(cmd, m.write(false))
	}
	m.build()
	return cmd
}

func (m *exportScreen) press(msg tea.KeyPressMsg) {
	k := msg.String()
	if m.typing {
		if k != "up" && k != "down" {
			m.folder.update(msg)
			return
		}
		m.typing = false
	}
	m.text.Press(k)
}

func (m *exportScreen) Titles() (string, string) {
	return "Export the summary for HMIC", "This program sends nothing"
}

func (m *exportScreen) Explain() string {
	return "Choose in which forms the summary is written, and where to. The same answers always give the same files. " +
		"Nothing is sent anywhere: what is written stays on this computer until you send it. You can go on answering afterwards, and export again."
}

// row is the row under the cursor: a format, or what the constants name.
func (m *exportScreen) row() (format, row int) {
	i, _ := m.text.Stop()
	if i < len(m.on) {
		return i, -1
	}
	return -1, i - len(m.on)
}

func (m *exportScreen) Actions() []action {
	if m.typing {
		return []action{can("folder.keep", m.endTyping)}
	}
	name, what := "change", "Type another folder"
	switch format, row := m.row(); {
	case format >= 0 && m.on[format]:
		name, what = "leave out", "Do not write the format under the cursor"
	case format >= 0:
		name, what = "put in", "Write the format under the cursor"
	case row == exportMarking:
		name, what = "choose", "Choose the protective marking"
	case row == exportCheck:
		name, what = "check", "Look at what speaks against sending it"
	case row == exportNow:
		name, what = "export now", "Write the files"
	}
	busy := ""
	if m.busy || m.waiting {
		busy = "The files are being written."
	}
	return []action{
		can("export.choose", m.enter).called(name).saying(what).unless(busy),
		can("export.now", m.start).unless(busy),
		can("export.receipts", func() tea.Cmd { return open(newReceiptList(m.env)) }).off(),
		hide("app.export", "This is the export."),
	}
}

func (m *exportScreen) enter() tea.Cmd {
	format, row := m.row()
	defer m.build()
	switch {
	case format >= 0:
		m.on[format] = !m.on[format]
	case row == exportFolder:
		m.typing = true
	case row == exportMarking:
		return open(newMarking(m.env))
	case row == exportCheck:
		return open(newCheck(m.env))
	case row == exportNow:
		return m.start()
	}
	return nil
}

func (m *exportScreen) endTyping() tea.Cmd {
	m.typing = false
	m.build()
	return nil
}

// start writes the files, once all changes are saved, or says what is missing
// and goes there.
func (m *exportScreen) start() tea.Cmd {
	defer m.build()
	m.problem = ""
	missing := func(stop int, why string) tea.Cmd {
		m.text.To(m.stops[stop])
		return complain(why)
	}
	switch {
	case m.env.desk.shown.Details().Marking == "":
		return missing(len(m.on)+exportMarking, "Choose a protective marking first; nothing can be exported without one.")
	case len(m.formats()) == 0:
		return missing(0, "Put in at least one format.")
	case strings.TrimSpace(m.folder.value()) == "":
		return missing(len(m.on)+exportFolder, "Type the folder that the files should be written to.")
	case !m.env.desk.idle():
		m.waiting = true
		return nil
	}
	return m.write(false)
}

func (m *exportScreen) formats() []report.Format {
	var formats []report.Format
	for i, f := range report.Formats {
		if m.on[i] {
			formats = append(formats, f)
		}
	}
	return formats
}

// write returns the command that writes the files.
func (m *exportScreen) write(overwrite bool) tea.Cmd {
	m.busy = true
	a, folder, formats := m.env.desk.stored, strings.TrimSpace(m.folder.value()), m.formats()
	kept, now := m.env.Receipts, m.env.now()
	return func() tea.Msg {
		folder, err := export.InFull(folder)
		if err != nil {
			return filesWritten{err: err}
		}
		r := report.New(a)
		files, err := export.Write(context.Background(), export.Job{Report: &r, Folder: folder, Formats: formats, Overwrite: overwrite})
		msg := filesWritten{id: a.ID(), folder: folder, err: err}
		if err == nil {
			msg.receipt = receipts.New(&r, files, nil, now)
			if kept != nil {
				msg.lost = kept.Keep(msg.receipt)
			}
		}
		return msg
	}
}

func (m *exportScreen) written(msg filesWritten) tea.Cmd {
	m.busy = false
	switch {
	case msg.err == nil:
		lost := ""
		if msg.lost != nil {
			lost = "This receipt could not be kept, so make a note of the reference: " + msg.lost.Error()
		}
		return open(newReceipt(m.env, msg.receipt, lost))
	case !errors.Is(msg.err, export.ErrExists):
		m.problem = "Nothing was written: " + msg.err.Error()
		m.build()
		m.text.To(m.stops[len(m.on)+exportNow]) // below the reason
		return complain("Nothing was written, and nothing is lost. The reason stands above.")
	}
	what := []string{"In " + msg.folder + " there is at least one file of the same name already. If you replace them, these are written:", ""}
	for _, f := range m.formats() {
		what = append(what, export.FileName(msg.id, f.Ext))
	}
	return open(newConfirm(m.env, "Replace the files that are there?", what, "replace them", func() tea.Cmd {
		defer m.build()
		return m.write(true)
	}))
}

const exportLabels = 20 // width of the labels' column

// build makes the lines.
func (m *exportScreen) build() {
	w := max(1, m.size.Width-margin)
	m.lines, m.stops = m.lines[:0], m.stops[:0]
	m.add(toLines(inTitle, "What to write")...)
	names := 0
	for _, f := range report.Formats {
		names = max(names, widget.Width(f.Title))
	}
	for i, f := range report.Formats {
		box := "[ ] "
		if m.on[i] {
			box = "[x] "
		}
		m.stop(nil, hang(box+widget.Pad(f.Title, names+2), f.About, w)...)
	}
	m.add(toLines(inTitle, "", "Where, and how marked")...)
	m.stop(nil, hang(widget.Pad("Folder", exportLabels), plain.Line(m.folder.value()), w)...)
	if name := m.env.desk.shown.Details().Marking; name != "" {
		m.stop(nil, widget.Pad("Protective marking", exportLabels)+name)
	} else {
		m.stop(inBad, hang(widget.Pad("Protective marking", exportLabels), "not chosen; nothing can be exported without one", w)...)
	}
	words, tone := m.findings()
	m.stop(tone, hang(widget.Pad("Answers", exportLabels), words, w)...)
	m.add(line{})
	if m.problem != "" {
		m.add(toLines(inBad, hang("", plain.Line(m.problem), w)...)...)
	}
	switch {
	case m.waiting:
		m.stop(inDim, "Waiting until your last changes are saved; the files are written then.")
	case m.busy:
		m.stop(inDim, "Writing the files.")
	default:
		m.stop(inTitle, "Export now")
	}
	m.add(line{})
	m.add(toLines(inDim, wrap("In the files: progress, sentences, each question with its answer, evidence and actions, signatures, and what has changed since last time.", w)...)...)
	m.add(toLines(inDim, wrap("Never in them: internal notes, what reviewers wrote, who changed what, and where evidence is kept.", w)...)...)
	m.text.Set(len(m.lines), m.stops, m.size.Height)
}

func (m *exportScreen) add(lines ...line) { m.lines = append(m.lines, lines...) }

func (m *exportScreen) stop(t tone, texts ...string) {
	m.stops = append(m.stops, len(m.lines))
	m.add(toLines(t, texts...)...)
}

// findings is what speaks against sending the return, in words.
func (m *exportScreen) findings() (string, tone) {
	count := map[assessment.Severity]int{}
	p := m.env.desk.progress()
	for _, f := range p.Findings {
		count[f.Severity]++
	}
	words := fmt.Sprintf("%d of %d answered", p.Answered, p.Items)
	errs, warnings := count[assessment.Error], count[assessment.Warning]
	if errs+warnings == 0 {
		return words + "; nothing speaks against sending them", nil
	}
	t := inWarn
	if errs > 0 {
		t = inBad
	}
	return fmt.Sprintf("%s; %d %s, %d %s", words, errs, assessment.Plural(errs, "error", "errors"),
		warnings, assessment.Plural(warnings, "warning", "warnings")), t
}

func (m *exportScreen) Draw(w, h int) page {
	p := drawText(m.env.theme, &m.text, m.lines, w)
	if m.typing {
		typed, x := m.folder.draw(m.env.theme, "› "+widget.Pad("Folder", exportLabels), w)
		p.lines[p.y], p.x = typed, x
	}
	return p
}
