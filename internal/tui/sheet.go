package tui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/journal/drafts"
	"favour/internal/tui/prose"
	"favour/internal/tui/widget"
)

// A sheet is a screen that is one form. What is typed and not saved is kept on
// the desk, so that the sheet has it when it is opened again, and on the disk as
// a draft for each of its inputs.
type sheet struct {
	base
	title, subtitle string
	explain         string
	// above and under are what stands above the form and under it; a screen may
	// have neither.
	above, under []string
	form         form
	// save takes the form once it is checked; it returns the command that saves
	// it, or the one that goes on and false, if it is not saved yet.
	save func(*form) (tea.Cmd, bool)
	// stay, if not empty, is why the sheet cannot be left unsaved.
	stay string
	// free says that it is saved even while a signature stands.
	free bool
	// unsaved says that what is typed is for this computer alone: it is kept, and
	// never saved.
	unsaved bool
	// verb is what saving it is called; empty for to save.
	verb string

	saved    bool
	restored bool // text from last time is in the form
	due      bool // drafts are about to be kept
	// elsewhere is the input that is open in the person's own editor as well.
	elsewhere *input
}

// sheetDue says that it is time to keep what is being typed in a form.
type sheetDue struct{ sheet *sheet }

// begin puts what was typed last time, and not saved, into the form.
func (m *sheet) begin() *sheet {
	d := m.env.desk
	for i := range m.form.inputs {
		x := &m.form.inputs[i]
		x.base = d.shown.At(x.target)
		if typed, ok := d.typed[x.target]; ok {
			x.set(typed)
			x.kept, x.drafted = typed, true
			m.restored = m.restored || x.changed() && !m.unsaved
		}
	}
	return m
}

// on is m with the cursor on the input of that target, if it has one.
func (m *sheet) on(t assessment.Target) *sheet {
	for i := range m.form.inputs {
		if m.form.inputs[i].target == t {
			m.form.to(i)
		}
	}
	return m
}

// Init drops the draft of what has meanwhile become what is saved.
func (m *sheet) Init() tea.Cmd              { return m.keep() }
func (m *sheet) Editing() bool              { return true }
func (m *sheet) Titles() (t, subtle string) { return m.title, m.subtitle }

func (m *sheet) Explain() string {
	if m.form.long() {
		return m.explain + textKeys
	}
	return m.explain
}

func (m *sheet) Resize(size tea.WindowSizeMsg) {
	m.base.Resize(size)
	m.form.resize(m.env, size)
}

func (m *sheet) Press(k tea.KeyPressMsg) tea.Cmd { return tea.Batch(m.form.press(k), m.changed()) }
func (m *sheet) Paste(p tea.PasteMsg) tea.Cmd    { return tea.Batch(m.form.paste(p), m.changed()) }

func (m *sheet) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(sheetDue); ok && msg.sheet == m && !m.saved {
		m.due = false
		return m.keep()
	}
	return nil
}

// changed sees to it that what is typed is on the desk, and on the disk, soon: to
// look at a long text for every key takes too long.
func (m *sheet) changed() tea.Cmd {
	if m.due || !m.toDesk() {
		return nil
	}
	m.due = true
	return m.env.after(draftEvery, sheetDue{m})
}

// toDesk puts what is typed on the desk, and reports whether the drafts on the
// disk are behind that.
func (m *sheet) toDesk() (behind bool) {
	for i := range m.form.inputs {
		x := &m.form.inputs[i]
		switch {
		case x.target.Kind == "":
			continue
		case x.changed():
			m.env.desk.typed[x.target] = x.value()
		default:
			delete(m.env.desk.typed, x.target)
		}
		behind = behind || !x.isKept()
	}
	return behind
}

// keep brings the desk, and the drafts on the disk, to what is typed.
func (m *sheet) keep() tea.Cmd {
	if !m.toDesk() {
		return nil
	}
	d := m.env.desk
	var cmds []tea.Cmd
	var gone []assessment.Target
	for i := range m.form.inputs {
		x := &m.form.inputs[i]
		if x.target.Kind == "" || x.isKept() {
			continue
		}
		x.kept, x.drafted = x.value(), x.changed()
		if !x.drafted {
			gone = append(gone, x.target)
			continue
		}
		cmds = append(cmds, m.env.keepDraft(m.draft(x)))
	}
	return tea.Batch(append(cmds, m.env.dropDrafts(d.shown.ID(), gone))...)
}

// draft is what is typed into x, as it would be offered back.
func (m *sheet) draft(x *input) drafts.Draft {
	d := m.env.desk.draft(x.target, x.base)
	d.Text, d.Base = x.value(), x.base
	return d
}

// Leave keeps what was typed and not saved.
func (m *sheet) Leave() tea.Cmd {
	if m.saved {
		return nil
	}
	return m.keep()
}

func (m *sheet) Actions() []action {
	verb := cmp.Or(m.verb, "save")
	name := "next"
	if m.form.last() {
		name = verb
	}
	var all []action
	if !m.form.long() { // there it is a line of the text
		all = append(all, can("form.next", m.enter).called(name).saying("Go on to the next field, and "+verb+" behind the last one"))
	}
	next := can("form.down", func() tea.Cmd { m.form.to(m.form.at + 1); return nil })
	if len(m.form.inputs) == 1 {
		next = next.off()
	}
	all = append(all,
		next,
		can("form.up", func() tea.Cmd { m.form.to(m.form.at - 1); return nil }).off(),
		can("form.save", m.submit).called(verb).saying(assessment.Capital(verb)+", with all fields as they are"),
		can("form.revert", m.revert).off(),
		can("form.back", m.leave).unless(m.stay),
	)
	if !m.form.long() {
		return all
	}
	x := &m.form.inputs[m.form.at]
	return append(append(all, can("form.editor", m.openEditor)), textActions(x.area, func(d prose.Done) tea.Cmd {
		return tea.Batch(x.did(d), m.changed())
	})...)
}

func (m *sheet) writing() bool { return m.form.long() }

// openEditor has the text under the cursor written in the person's own editor.
func (m *sheet) openEditor() tea.Cmd {
	x := &m.form.inputs[m.form.at]
	m.elsewhere = x
	return m.env.openEditor(m, m.draft(x), m.title+"\n"+m.subtitle+"\n\n"+x.label+"\n"+x.hint)
}

// written takes what came back from the person's own editor, which is one step
// that can be undone.
func (m *sheet) written(back editor.Return) tea.Cmd {
	x := m.elsewhere
	d := x.area.Replace(back.Text)
	cmd := tea.Batch(x.did(d), m.keep())
	switch {
	case back.Said == "":
		return cmd
	case d.Changed:
		return tea.Batch(cmd, complain(back.Said+m.env.tell(" {prose.undo} puts back what was there.")))
	}
	return tea.Batch(cmd, complain(back.Said))
}

func (m *sheet) enter() tea.Cmd {
	if !m.form.last() {
		m.form.to(m.form.at + 1)
		return nil
	}
	return m.submit()
}

func (m *sheet) submit() tea.Cmd {
	cmd, ok := m.trySave()
	if !ok {
		return cmd
	}
	m.saved = true
	return tea.Batch(m.env.back(m), cmd)
}

// trySave returns the command that saves the form, and false if something in it
// is wrong, which it says, or if nothing can be saved.
func (m *sheet) trySave() (tea.Cmd, bool) {
	if why := m.env.locked(); why != "" && !m.free {
		return complain(why), false
	}
	if !m.form.check() {
		return nil, false
	}
	return m.save(&m.form)
}

func (m *sheet) revert() tea.Cmd {
	m.form.revert()
	m.restored = false
	return m.keep()
}

func (m *sheet) leave() tea.Cmd {
	switch {
	case !m.form.changed(), m.unsaved:
		return m.env.back(m)
	case m.form.inputs[0].target.Kind == "":
		return tea.Batch(m.env.back(m), say("Not saved. What you typed is kept here until you quit."))
	}
	return tea.Batch(m.env.back(m), say("Not saved. What you typed is kept here, and offered again after you quit."))
}

func (m *sheet) Draw(w, h int) page {
	t := m.env.theme
	var above []string
	for _, l := range m.above {
		above = append(above, widget.Wrap(l, w)...)
	}
	if m.restored {
		said := m.env.tell("Typed before and not saved yet. {form.revert} puts back what is saved.")
		if _, adds := drafts.AddsTo(m.form.inputs[0].target.ID); adds {
			said = m.env.tell("Typed before and not added yet. {form.revert} empties the form.")
		}
		above = append(above, t.Warn.Render(widget.Cut(said, w)))
	}
	if len(above) > 0 {
		above = append(above, "")
	}
	p := m.form.draw(t, w)
	if len(m.under) > 0 {
		p.lines = append(p.lines, "")
	}
	for _, l := range m.under {
		for _, l := range widget.Wrap(l, w) {
			p.lines = append(p.lines, t.Dim.Render(l))
		}
	}
	return p.below(above).fit(h)
}
