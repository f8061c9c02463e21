package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/plain"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/seal"
	"favour/internal/tui/widget"
)

// exportScreen writes the summary for HMIC: which formats, where to, what is in
// it, and what is never.
type exportScreen struct {
	textScreen                // its stops are the formats, and then the rows below
	on         []bool         // by place in report.Formats
	fields     map[int]*field // what is typed, by row
	typing     bool           // into the one under the cursor

	waiting bool // for changes to be saved, to export then
	busy    bool // making the report, reading keys, or writing
	run     *exportRun
	made    *report.Report // that was looked at before it is written; nil if it is the return as it stands
	problem string         // why the last attempt wrote nothing

	rows  []int // those below the formats that there are
	lines []line
	stops []int
}

// The rows below the formats.
const (
	exportFolder = iota
	exportMarking
	exportCheck
	exportSeal
	exportKey
	exportTo
	exportCopy
	exportWithheld
	exportReplaces
	exportNow
)

// exportLabel are what the rows into which something is typed are called.
var exportLabel = map[int]string{exportFolder: "Folder", exportKey: "Signing key", exportTo: "Encrypt to"}

// sealing is what returns are sealed with, as it was typed. It is remembered until
// the app ends; the keys themselves are not.
type sealing struct {
	on      bool
	key, to string
}

// outgoing is what else is to be so of the return that is written. It is remembered
// until the app ends.
type outgoing struct {
	copy     bool              // it is a copy for publication
	replaces *receipts.Earlier // in the place of which it is sent; nil for none
}

// An exportRun is an export that is under way.
type exportRun struct {
	stop func()
	at   atomic.Pointer[export.Step] // that was begun last
	late bool                        // it takes long, so that it is shown how far it has come
}

// exportLate says that it is time to look how far an export has come.
type exportLate struct{ run *exportRun }

// lookEvery is how often that is looked at.
const lookEvery = 250 * time.Millisecond

// outgoingMade is a report that the person looks at before it is written.
type outgoingMade struct {
	by       *exportScreen
	report   *report.Report
	question string
	what     []string
	said     []report.Saying // all that it says, if that is to be read
	yes      string
	err      error
}

// keysRead says what the keys are that a return is to be sealed with.
type keysRead struct {
	by   *exportScreen
	keys export.Keys
	err  error
}

// filesWritten says how the writing went.
type filesWritten struct {
	run     *exportRun
	keys    *export.Keys
	stem    string // of the names of the files
	folder  string
	receipt receipts.Receipt
	err     error
	lost    error // why the receipt could not be kept
}

func newExport(e *env) *exportScreen {
	m := &exportScreen{textScreen: onText(e), on: make([]bool, len(report.Formats))}
	folder, key, to := newField(e.ExportDir), newField(e.sealing.key), newField(e.sealing.to)
	m.fields = map[int]*field{exportFolder: &folder, exportKey: &key, exportTo: &to}
	for i := range m.on {
		m.on[i] = true
	}
	return m
}

func (m *exportScreen) Editing() bool { return m.typing }

// Leave stops an export: it is whole, or it is not there.
func (m *exportScreen) Leave() tea.Cmd {
	if m.busy && m.run != nil {
		m.run.stop()
	}
	return nil
}

func (m *exportScreen) Press(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.typing && k.String() != "up" && k.String() != "down":
		m.typed().update(k)
		return nil
	case m.typing:
		m.endTyping()
	}
	return m.textScreen.Press(k)
}

func (m *exportScreen) Paste(p tea.PasteMsg) tea.Cmd {
	if m.typing {
		m.typed().update(p)
	}
	return nil
}

func (m *exportScreen) Update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case outgoingMade:
		if msg.by == m {
			cmd = m.look(msg)
		}
	case keysRead:
		if msg.by == m {
			cmd = m.unlocked(msg)
		}
	case exportLate:
		if m.busy && msg.run == m.run {
			m.run.late = true
			m.build()
			m.to(exportNow) // which says how far it has come
			cmd = m.env.after(lookEvery, msg)
		}
	case filesWritten:
		if msg.run == m.run {
			cmd = m.written(msg)
		}
	}
	if m.waiting && m.env.desk.idle() {
		m.waiting = false
		cmd = tea.Batch(cmd, m.begin())
	}
	return cmd
}

func (m *exportScreen) Fit() { m.build() }

func (m *exportScreen) Titles() (string, string) {
	return "Export the summary for HMIC", "This program sends nothing"
}

func (m *exportScreen) Explain() string {
	return "Choose in which forms the summary is written, and where to. The same answers always give the same files. " +
		"Nothing is sent anywhere: what is written stays on this computer until you send it. You can go on answering afterwards, and export again."
}

// typed is the field that is typed into.
func (m *exportScreen) typed() *field {
	_, row := m.row()
	return m.fields[row]
}

// row is the row under the cursor: a format, or what the constants name.
func (m *exportScreen) row() (format, row int) {
	i, _ := m.text.Stop()
	if i < len(m.on) {
		return i, -1
	}
	return -1, m.rows[i-len(m.on)]
}

// to puts the cursor on a row below the formats.
func (m *exportScreen) to(row int) { m.text.To(m.stops[len(m.on)+slices.Index(m.rows, row)]) }

func (m *exportScreen) Actions() []action {
	if m.typing {
		keep := can("folder.keep", m.endTyping)
		if _, row := m.row(); row != exportFolder {
			keep = keep.called("keep this").saying("Take it as it is typed")
		}
		return []action{keep}
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
	case row == exportSeal && m.env.sealing.on:
		name, what = "leave out", "Write a file for each format instead"
	case row == exportSeal:
		name, what = "seal", "Put what is written into one file that shows whether it was altered"
	case row == exportKey:
		name, what = "change", "Type the file of the private SSH key that signs it"
	case row == exportTo:
		name, what = "change", "Type the public key that it is encrypted to, or a file of them"
	case row == exportCopy && m.env.desk.outgoing.copy:
		name, what = "in full", "Write the return in full instead"
	case row == exportCopy:
		name, what = "copy", "Write a copy for publication instead, from which something is withheld"
	case row == exportWithheld:
		name, what = "change", "Say what is withheld, and why"
	case row == exportReplaces:
		name, what = "choose", "Choose the return in place of which this one is sent"
	case row == exportNow:
		name, what = "export now", "Write the files"
	}
	if m.busy {
		return []action{
			can("export.stop", m.stop),
			can("export.choose", nil).called(name).saying(what).unless(exportBusy).off(),
			can("export.now", nil).unless(exportBusy).off(),
			hide("app.export", "This is the export."),
		}
	}
	busy := ""
	if m.waiting {
		busy = exportBusy
	}
	return []action{
		can("export.choose", m.enter).called(name).saying(what).unless(busy),
		can("export.now", m.start).unless(busy),
		can("export.receipts", func() tea.Cmd { return m.env.open(newReceiptList(m.env)) }).off(),
		hide("app.export", "This is the export."),
	}
}

// exportBusy is why nothing else can be done.
const exportBusy = "The files are being written."

// stop ends an export that is under way, of which nothing is written then.
func (m *exportScreen) stop() tea.Cmd {
	if m.run != nil {
		m.run.stop()
	}
	return say("It is being stopped.")
}

func (m *exportScreen) enter() tea.Cmd {
	format, row := m.row()
	switch {
	case format >= 0:
		m.on[format] = !m.on[format]
	case row == exportFolder:
		m.typing = true
	case row == exportSeal:
		m.env.sealing.on = !m.env.sealing.on
	case row == exportKey, row == exportTo:
		m.typing = true
	case row == exportMarking:
		return m.env.open(newMarking(m.env))
	case row == exportCheck:
		return m.env.open(newCheck(m.env))
	case row == exportCopy:
		out := &m.env.desk.outgoing
		if out.copy = !out.copy; out.copy && len(m.env.desk.withheld()) == 0 {
			return m.env.open(newWithholding(m.env))
		}
	case row == exportWithheld:
		return m.env.open(newWithholding(m.env))
	case row == exportReplaces:
		return m.env.open(newReplaces(m.env))
	case row == exportNow:
		return m.start()
	}
	return nil
}

func (m *exportScreen) endTyping() tea.Cmd {
	m.typing = false
	m.env.sealing.key, m.env.sealing.to = m.value(exportKey), m.value(exportTo)
	return nil
}

// value is what was typed into a row.
func (m *exportScreen) value(row int) string { return strings.TrimSpace(m.fields[row].value()) }

// start writes the files, once all changes are saved, or says what is missing
// and goes there.
func (m *exportScreen) start() tea.Cmd {
	m.problem, m.made = "", nil
	out := m.env.desk.outgoing
	missing := func(row int, why string) tea.Cmd {
		m.to(row)
		return complain(why)
	}
	switch {
	case m.env.desk.shown.Details().Marking == "":
		return missing(exportMarking, "Choose a protective marking first; nothing can be exported without one.")
	case len(m.formats()) == 0:
		m.text.To(m.stops[0])
		return complain("Put in at least one format.")
	case m.value(exportFolder) == "":
		return missing(exportFolder, "Type the folder that the files should be written to.")
	case out.copy && len(m.env.desk.withheld()) == 0:
		return missing(exportWithheld, "Say what is withheld from the copy, or write the return in full.")
	case !m.env.desk.idle():
		m.waiting = true
		m.to(exportNow) // which says what is going on
		return nil
	}
	return m.begin()
}

// begin makes what the person looks at before it is written, if it is not the return
// as it stands, and goes on.
func (m *exportScreen) begin() tea.Cmd {
	d := m.env.desk
	out, a := d.outgoing, d.stored
	if !out.copy && out.replaces == nil {
		return m.unlock()
	}
	m.busy, m.run = true, nil
	m.to(exportNow) // which says what is going on
	order := copyOrder{d.withheld(), d.copyMarking()}
	return func() tea.Msg {
		r := report.New(a)
		if out.copy {
			msg := outgoingMade{by: m, question: "Write this copy for publication?", yes: "write it"}
			msg.report, msg.what, msg.said, msg.err = order.made(&r)
			return msg
		}
		r.Replace(out.replaces.Then, a)
		msg := outgoingMade{by: m, question: "Write it in place of " + out.replaces.Reference + "?", yes: "write it", report: &r, what: replacedWords(r.Replaces)}
		if len(r.Replaces.Changes) == 0 {
			msg.err = errors.New(report.Unchanged(out.replaces.Reference) + ". Choose none under Replaces to write the same return again.")
		}
		return msg
	}
}

// look shows what was made, and goes on if the person says so.
func (m *exportScreen) look(msg outgoingMade) tea.Cmd {
	m.busy = false
	switch {
	case errors.Is(msg.err, report.ErrTold):
		return m.failed(fmt.Errorf("%w. %s", msg.err, report.ToldCure))
	case msg.err != nil:
		return m.failed(msg.err)
	}
	ask := newConfirm(m.env, msg.question, msg.what, msg.yes, func() tea.Cmd {
		m.made = msg.report
		return m.unlock()
	})
	ask.more = func(w int) []line { return readOut(msg.said, w) }
	return m.env.ask(m, ask, m.unasked)
}

// unlock reads the keys, if there are to be any, and then writes.
func (m *exportScreen) unlock() tea.Cmd {
	if !m.env.sealing.on {
		return m.write(nil, false)
	}
	m.busy, m.run = true, nil
	with := m.env.sealing
	return func() tea.Msg {
		msg := keysRead{by: m}
		if with.to != "" {
			var to string
			if to, msg.err = export.KeyInFull(with.to); msg.err == nil {
				msg.keys.Recipients, msg.err = export.ReadRecipients(to)
			}
		}
		if with.key != "" && msg.err == nil {
			var path string
			if path, msg.err = export.KeyInFull(with.key); msg.err == nil {
				msg.keys.Signer, msg.err = export.ReadSigner(path, nil)
			}
		}
		return msg
	}
}

// unlocked goes on with the keys that were read, or asks for a passphrase first.
func (m *exportScreen) unlocked(msg keysRead) tea.Cmd {
	m.busy = false
	switch {
	case errors.Is(msg.err, seal.ErrPassphrase):
		return m.env.ask(m, newPassphrase(m.env, m.env.sealing.key, func(s seal.Signer) tea.Cmd {
			msg.keys.Signer = s
			return m.write(&msg.keys, false)
		}), m.unasked)
	case msg.err != nil:
		return m.failed(msg.err)
	}
	return m.write(&msg.keys, false)
}

// failed says why nothing was written.
func (m *exportScreen) failed(err error) tea.Cmd {
	m.fail(err)
	return complain("Nothing was written, and nothing is lost. The reason stands above.")
}

// fail shows why nothing was written, with the cursor below it.
func (m *exportScreen) fail(err error) {
	m.problem = "Nothing was written: " + err.Error()
	m.build()
	m.to(exportNow)
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

// write returns the command that writes the files, sealed unless keys is nil.
func (m *exportScreen) write(keys *export.Keys, overwrite bool) tea.Cmd {
	ctx, stop := context.WithCancel(context.Background())
	run := &exportRun{stop: stop}
	m.busy, m.run = true, run
	m.to(exportNow) // which says what is going on
	a, made, folder := m.env.desk.stored, m.made, m.value(exportFolder)
	job := export.Job{Formats: m.formats(), Seal: keys, Overwrite: overwrite, Begun: func(s export.Step) { run.at.Store(&s) }}
	kept, now := m.env.Receipts, m.env.now()
	work := func() tea.Msg {
		defer stop()
		if made == nil {
			r := report.New(a)
			made = &r
		}
		msg := filesWritten{run: run, keys: keys, stem: made.Stem()}
		if job.Folder, msg.err = export.InFull(folder); msg.err != nil {
			return msg
		}
		job.Report, msg.folder = made, job.Folder
		var files []export.File
		if files, msg.err = export.Write(ctx, job); msg.err == nil {
			msg.receipt = receipts.New(made, files, keys, now)
			msg.lost = kept.Keep(msg.receipt)
		}
		return msg
	}
	return tea.Batch(work, m.env.after(export.Patience, exportLate{run}))
}

func (m *exportScreen) written(msg filesWritten) tea.Cmd {
	m.busy = false
	switch {
	case msg.err == nil:
		lost := ""
		if msg.lost != nil {
			lost = "This receipt could not be kept, so make a note of the reference: " + msg.lost.Error()
		}
		out, after := &m.env.desk.outgoing, tea.Cmd(nil)
		if msg.receipt.Withheld > 0 {
			out.copy, after = false, m.env.desk.published()
		} else {
			out.replaces = nil
		}
		return tea.Batch(after, m.env.ask(m, newReceipt(m.env, msg.receipt, lost), func() tea.Cmd {
			if lost != "" {
				return complain(fmt.Sprintf("The summary has been written, with reference %s. %s", msg.receipt.Reference, lost))
			}
			return say(fmt.Sprintf(m.env.tell("The summary has been written, with reference %s. {export.receipts} on the export shows its receipt."), msg.receipt.Reference))
		}))
	case errors.Is(msg.err, context.Canceled):
		return say("Stopped. Nothing was written.")
	case !errors.Is(msg.err, export.ErrExists):
		return m.failed(msg.err)
	}
	what := []string{"In " + msg.folder + " there is at least one file of the same name already. If you replace them, these are written:", ""}
	if msg.keys != nil {
		what = append(what, export.FileName(msg.stem, msg.keys.Ext()))
	} else {
		for _, f := range m.formats() {
			what = append(what, export.FileName(msg.stem, f.Ext))
		}
	}
	return m.env.ask(m, newConfirm(m.env, "Replace the files that are there?", what, "replace them", func() tea.Cmd {
		return m.write(msg.keys, true)
	}), m.unasked)
}

// unasked says why nothing was written, now and when the person comes back, where
// they were to be asked something and had gone on.
func (m *exportScreen) unasked() tea.Cmd {
	why := m.env.tell("there was a question first, and you had gone on to another screen. Export again with {export.now}.")
	m.fail(errors.New(why))
	return complain(m.problem)
}

const exportLabels = 20 // width of the labels' column

// build makes the lines.
func (m *exportScreen) build() {
	w := max(1, listWidth(m.size.Width)-margin)
	at, of := m.text.Stop()
	m.lines, m.stops, m.rows = m.lines[:0], m.stops[:0], m.rows[:0]
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
		m.choice(nil, hang(box+widget.Pad(f.Title, names+2), f.About, w)...)
	}
	m.add(toLines(inTitle, "", "Where, and how marked")...)
	m.below(exportFolder, nil, hang(widget.Pad("Folder", exportLabels), plain.Line(m.fields[exportFolder].value()), w)...)
	if name := m.env.desk.shown.Details().Marking; name != "" {
		m.below(exportMarking, nil, widget.Pad("Protective marking", exportLabels)+name)
	} else {
		m.below(exportMarking, inBad, hang(widget.Pad("Protective marking", exportLabels), "not chosen; nothing can be exported without one", w)...)
	}
	words, tone := m.findings()
	m.below(exportCheck, tone, hang(widget.Pad("Answers", exportLabels), words, w)...)
	m.sealed(w)
	m.others(w)
	if m.problem != "" {
		m.add(toLines(inBad, hang("", plain.Line(m.problem), w)...)...)
	}
	switch {
	case m.waiting:
		m.below(exportNow, inDim, "Waiting until your last changes are saved; the files are written then.")
	case m.busy:
		m.below(exportNow, inDim, m.underWay())
	default:
		m.below(exportNow, inTitle, "Export now")
	}
	if m.size.Width < wide {
		m.add(line{})
		m.add(toLines(inDim, wrap("In the files: "+inTheFiles, w)...)...)
		m.add(toLines(inDim, wrap("Never in them: "+neverInThem, w)...)...)
	}
	m.text.Set(len(m.lines), m.stops, m.size.Height)
	if of > 0 { // the row may be on another line now
		m.text.To(m.stops[min(at, len(m.stops)-1)])
	}
}

// sealed adds the rows of what is sealed.
func (m *exportScreen) sealed(w int) {
	with := m.env.sealing
	if !with.on {
		m.below(exportSeal, nil, hang(widget.Pad("Sealed", exportLabels), "no; there is a file for each format", w)...)
		return
	}
	m.below(exportSeal, nil, hang(widget.Pad("Sealed", exportLabels), "yes, into one file that shows whether it was altered; data is always in it", w)...)
	key, to := cmp.Or(with.key, "none; the file does not show whose it is"), cmp.Or(with.to, "nobody; whoever has the file can read it")
	m.below(exportKey, nil, hang(widget.Pad(exportLabel[exportKey], exportLabels), plain.Line(key), w)...)
	m.below(exportTo, nil, hang(widget.Pad(exportLabel[exportTo], exportLabels), plain.Line(to), w)...)
}

// others adds the rows of what else the return may be: a copy for publication, or
// the correction of one that was sent.
func (m *exportScreen) others(w int) {
	d := m.env.desk
	add := func(row int, label, text string) {
		m.below(row, nil, hang(widget.Pad(label, exportLabels), plain.Line(text), w)...)
	}
	if !d.outgoing.copy {
		add(exportCopy, "Published copy", "no; this is the return in full")
		of := "none that was sent before"
		if x := d.outgoing.replaces; x != nil {
			of = x.Reference + " of " + m.env.moment(x.Time)
		}
		add(exportReplaces, "Replaces", of)
		return
	}
	add(exportCopy, "Published copy", "yes; it is no return, and says so on every page")
	withheld := "nothing yet; a copy lacks something"
	if all := d.withheld(); len(all) > 0 {
		var items []string
		for _, x := range all {
			if !slices.Contains(items, x.Item) {
				items = append(items, x.Item)
			}
		}
		withheld = fmt.Sprintf("%d %s of %s", len(all), assessment.Plural(len(all), "part", "parts"), joined(items))
	}
	if marking := d.copyMarking(); marking != "" {
		withheld += "; marked " + marking
	}
	add(exportWithheld, "Withheld", withheld)
}

// underWay is what is being done.
func (m *exportScreen) underWay() string {
	if m.run == nil && m.env.desk.outgoing != (outgoing{}) && m.made == nil {
		return "Making what is to be written."
	}
	if m.run == nil {
		return "Reading the keys."
	}
	if at := m.run.at.Load(); at != nil && m.run.late {
		return "Writing " + at.String() + m.env.tell("; {export.stop} stops it, and nothing is written then.")
	}
	return "Writing the files."
}

func (m *exportScreen) add(lines ...line) { m.lines = append(m.lines, lines...) }

// below adds a row below the formats.
func (m *exportScreen) below(row int, t tone, texts ...string) {
	m.rows = append(m.rows, row)
	m.choice(t, texts...)
}

func (m *exportScreen) choice(t tone, texts ...string) {
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

// What goes out, and what never does.
const (
	inTheFiles  = "progress, sentences, each question with its answer, evidence and actions, signatures, and what has changed since last time."
	neverInThem = "internal notes, what reviewers wrote, who changed what, and where evidence is kept."
)

func (m *exportScreen) Draw(w, h int) page {
	list := listWidth(w)
	p := drawText(m.env.theme, &m.text, m.lines, list)
	if m.typing {
		_, row := m.row()
		label := "› " + widget.Pad(exportLabel[row], exportLabels)
		typed, x := m.fields[row].draw(m.env.theme, label, list)
		p.lines[p.y], p.x = typed, x
		m.fields[row].in(&p, label, p.y, list)
	}
	return p.alongside(w, h, 0, func(w int) []string { return m.beside(w, h) })
}

// beside is what is in the files and what is not, and what speaks against sending
// them, in at most h lines of w columns.
func (m *exportScreen) beside(w, h int) []string {
	t := m.env.theme
	lines := append([]string{t.Title.Render("In the files")}, widget.Wrap(assessment.Capital(inTheFiles), w)...)
	lines = append(append(lines, "", t.Title.Render("Never in them")), widget.Wrap(assessment.Capital(neverInThem), w)...)
	var against []string
	a := m.env.desk.shown
	ids := idColumn(a.Checklist())
	for _, s := range []assessment.Severity{assessment.Error, assessment.Warning} {
		style := inSeverity(s)(t)
		for _, f := range assessment.FoldUnanswered(a.Checklist(), m.env.desk.progress().Findings, s, unanswered) {
			for _, l := range hang(widget.Pad(plain.Line(f.Item), ids), plain.Line(f.Text), w) {
				against = append(against, style.Render(l))
			}
		}
	}
	if most := h - len(lines) - 2; len(against) > most && most > 0 {
		against = append(against[:most-1], t.Dim.Render("…"))
	}
	return append(lines, page{lines: against}.under(t, "What speaks against sending them", h-len(lines)).lines...)
}
