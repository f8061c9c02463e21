package tui

import (
	"time"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/editor"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/tui/prose"
)

type editMode int

const (
	notEditing editMode = iota
	editLine            // a number, an amount or a date
	editReason          // why something is not applicable
	editText            // text of several lines
)

// edit is the text that is being typed.
type edit struct {
	mode  editMode
	row   row
	base  assessment.Value // what stood there when typing began
	line  textinput.Model
	area  *prose.Text // of editText
	dirty bool        // a draft is due
	kept  bool        // a draft is on the disk
	// elsewhere says that area is open in the person's own editor as well.
	elsewhere bool
}

// draftEvery is how long text may be typed before it is kept as a draft.
const draftEvery = 500 * time.Millisecond

// draftDue says that it is time to keep what is being typed.
type draftDue struct{ seq int }

// text is what has been typed so far.
func (x *edit) text() string {
	if x.mode == editText {
		return x.area.Value()
	}
	return x.line.Value()
}

// begin readies the row under the cursor for typing.
func (m *question) begin(mode editMode, r row) {
	m.edit = edit{mode: mode, row: r, base: m.env.desk.shown.At(r.target)}
}

// startLine opens a number, an amount or a date, with the key that began it in
// the place of what was there.
func (m *question) startLine(r row, key string) tea.Cmd {
	m.begin(editLine, r)
	text := key
	if key == "" {
		text = m.asTyped(r)
	}
	return m.openLine(text)
}

// startReason makes the field not applicable once the reason has been typed.
func (m *question) startReason(r row) tea.Cmd {
	m.begin(editReason, r)
	return m.openLine(m.edit.base.Reason)
}

func (m *question) openLine(text string) tea.Cmd {
	in := textinput.New()
	in.Prompt = ""
	in.SetVirtualCursor(false)
	in.SetValue(text)
	in.CursorEnd()
	m.edit.line = in
	m.resizeEdit()
	cmd := m.edit.line.Focus()
	m.scroll()
	return tea.Batch(cmd, m.changed())
}

// startText opens a text of several lines.
func (m *question) startText(r row) tea.Cmd {
	m.begin(editText, r)
	m.edit.area = newText(m.asTyped(r))
	m.resizeEdit()
	m.scroll()
	return nil
}

// resizeEdit gives what is typed the room that there is.
func (m *question) resizeEdit() {
	if m.edit.mode == editText {
		m.env.ready(m.edit.area, m.textWidth(), m.textHeight())
	}
}

// asTyped is what typing starts from: what was typed before and could not be
// saved, or what is saved, as a person would type it.
func (m *question) asTyped(r row) string {
	if text, ok := m.env.desk.typed[r.target]; ok {
		return text
	}
	v := m.env.desk.shown.At(r.target)
	if v.State != assessment.Given {
		return ""
	}
	if r.field != nil && r.field.Kind != checklist.Text {
		return m.env.words(r.field, v)
	}
	return v.Given
}

// editActions are what can be done while text is typed.
func (m *question) editActions() []action {
	done := func(then func()) func() tea.Cmd {
		return func() tea.Cmd {
			cmd := m.commit()
			then()
			m.scroll()
			return cmd
		}
	}
	stay, next, previous := func() {}, func() { m.move(1) }, func() { m.move(-1) }
	all := []action{
		can("writing.done", done(stay)),
		can("writing.next", done(next)),
		can("writing.previous", done(previous)).off(),
	}
	if m.edit.mode == editText {
		r := m.edit.row
		all = append(all, can("writing.editor", func() tea.Cmd { return m.openEditor(r) }))
		return append(all, textActions(m.edit.area, m.typedText)...)
	}
	keep := can("writing.keep", m.keepLine)
	keep.doKey = func(pressed string) tea.Cmd {
		if pressed == "down" {
			return done(next)()
		}
		return m.keepLine()
	}
	return append([]action{
		keep,
		can("writing.keep-up", done(previous)).off(),
	}, all...)
}

// keepLine keeps the line that was typed and goes on. From what cannot be kept as it
// is the cursor goes to the next part: nobody is held back.
func (m *question) keepLine() tea.Cmd {
	r, was := m.edit.row, m.before(m.edit.row)
	v, err := valueOf(m.edit)
	keep := m.commit()
	switch {
	case err != nil:
		m.move(1)
		return keep
	case m.env.desk.shown.At(r.target) != v: // someone else was faster, which is asked about
		m.scroll()
		return keep
	}
	return tea.Batch(keep, m.goOn(r, was))
}

// typeKey gives a key to the text being typed.
func (m *question) typeKey(msg tea.KeyPressMsg) tea.Cmd {
	if m.edit.mode == editText {
		return m.typedText(m.edit.area.Press(msg.String(), msg.Text))
	}
	return m.typeLine(msg)
}

// typedText sees to what became of a key or a paste that a long text was given.
func (m *question) typedText(d prose.Done) tea.Cmd {
	m.scroll()
	if d.Changed {
		return tea.Batch(did(d), m.changed())
	}
	return did(d)
}

// typeLine gives a key or a paste to the line being typed.
func (m *question) typeLine(msg tea.Msg) tea.Cmd {
	before := m.edit.line.Value()
	var cmd tea.Cmd
	m.edit.line, cmd = m.edit.line.Update(msg)
	if m.edit.line.Value() != before {
		return tea.Batch(cmd, m.changed())
	}
	return cmd
}

// paste puts pasted text where the cursor is; on a row of text it opens it.
func (m *question) paste(msg tea.PasteMsg) tea.Cmd {
	var start tea.Cmd
	if why := m.env.locked(); why != "" && !m.Editing() {
		return complain(why)
	}
	if !m.Editing() {
		r := m.at()
		switch {
		case r.kind == rowReply, r.kind == rowNarrative, r.kind == rowInternal, r.kind == rowField && r.field.Kind == checklist.Text:
			start = m.startText(r)
		case r.kind == rowField && r.field.Kind != checklist.Choice:
			start = m.startLine(r, "")
			m.edit.line.SetValue("")
		default:
			return say("There is nothing here that text can be pasted into; move to a text first.")
		}
	}
	if m.edit.mode == editText {
		return tea.Batch(start, m.typedText(m.edit.area.Insert(msg.Content)))
	}
	return tea.Batch(start, m.typeLine(tea.PasteMsg{Content: oneLine.Replace(msg.Content)}))
}

func (m *question) writing() bool { return m.edit.mode == editText }

// openEditor has the text of a row written in the person's own editor. Meanwhile
// it stays open here, and its draft on the disk.
func (m *question) openEditor(r row) tea.Cmd {
	if m.edit.mode != editText {
		m.startText(r)
	}
	m.edit.kept, m.edit.elsewhere = true, true
	return m.env.openEditor(m, m.draft(), m.asked(r))
}

// asked is the question, as it stands above the text in the person's own editor.
func (m *question) asked(r row) string {
	it := m.item()
	asked := it.ID + " " + it.Title + "\n" + it.Question + "\n\n"
	switch r.kind {
	case rowReply:
		return asked + "Answer to the note: " + m.env.desk.shown.Review(it.ID).Note
	case rowNarrative:
		return asked + "What HMIC will read."
	case rowInternal:
		return asked + "Internal note, which is never exported."
	}
	return asked + r.field.Label + "\n" + r.field.Hint
}

// written takes what came back from the person's own editor, and saves it unless
// they should look at it first. It is one step that ctrl+z undoes.
func (m *question) written(back editor.Return) tea.Cmd {
	if !m.edit.elsewhere { // it was left in that moment, and is saved as it was
		return nil
	}
	m.edit.elsewhere = false
	changed := m.edit.area.Replace(back.Text).Changed
	keep := m.env.keepDraft(m.draft())
	switch {
	case back.Doubtful:
		m.scroll()
		return tea.Batch(keep, complain(back.Said+m.env.tell(" It is not saved yet: {writing.done} saves it, {prose.undo} puts back what was there.")))
	case back.Said == "":
		return tea.Batch(keep, m.commit())
	case changed:
		return tea.Batch(keep, m.commit(), say(back.Said+m.env.tell(" {app.undo} puts back what was there.")))
	}
	return tea.Batch(keep, m.commit(), complain(back.Said))
}

// changed sees to it that what is typed is kept as a draft soon.
func (m *question) changed() tea.Cmd {
	if m.edit.dirty {
		return nil
	}
	m.edit.dirty = true
	m.seq++
	return m.env.after(draftEvery, draftDue{m.seq})
}

func (m *question) keepDraft(due draftDue) tea.Cmd {
	if !m.Editing() || due.seq != m.seq || !m.edit.dirty {
		return nil
	}
	m.edit.dirty, m.edit.kept = false, true
	return m.env.keepDraft(m.draft())
}

// draft is what is being typed, as it would be offered back after a crash.
func (m *question) draft() drafts.Draft {
	text := m.edit.text()
	if m.edit.mode == editReason {
		text = "not-applicable:" + text
	}
	return drafts.Draft{
		Assessment: m.env.desk.shown.ID(), Target: m.edit.row.target, Text: text, Base: m.edit.base,
		Author: m.env.author, Time: m.env.now(),
	}
}

// Leave keeps what is being typed.
func (m *question) Leave() tea.Cmd {
	if !m.Editing() {
		return nil
	}
	return m.commit()
}

// commit records what was typed, and ends the typing. Text that the field does
// not take stays on the desk, and in its draft.
func (m *question) commit() tea.Cmd {
	d, x := m.env.desk, m.edit
	draft := m.draft()
	m.edit = edit{}
	v, err := valueOf(x)
	if err != nil {
		d.typed[x.row.target] = x.text()
		return tea.Batch(m.env.keepDraft(draft), complain(err.Error()))
	}
	delete(d.typed, x.row.target)
	now := d.shown.At(x.row.target)
	switch {
	case v == now, v == x.base:
		return m.env.dropDrafts(d.shown.ID(), []assessment.Target{x.row.target})
	case d.locked() != "":
		d.typed[x.row.target] = x.text()
		return tea.Batch(m.env.keepDraft(draft), complain(d.locked()+" What you typed is kept in its field, not saved."))
	case now != x.base:
		return tea.Batch(m.env.keepDraft(draft), d.putClash(d.clash(x.row.target, v)))
	}
	return d.set(x.row.target, v)
}

// valueOf is the value that typed text stands for.
func valueOf(x edit) (assessment.Value, error) {
	switch {
	case x.mode == editReason:
		return assessment.Parse(x.row.field, "not-applicable:"+x.text())
	case x.row.kind == rowField:
		return assessment.Parse(x.row.field, x.text())
	}
	return assessment.ParseText(x.text())
}

// clash is what someone else did to t while mine was being typed.
func (d *desk) clash(t assessment.Target, mine assessment.Value) *journal.ClashError {
	return journal.Clash(d.shown, t, mine)
}
