package tui

import (
	tea "charm.land/bubbletea/v2"

	"favour/internal/tui/widget"
)

// A sheet is a screen that is one form. What was typed and not saved is kept on
// the desk, so that the sheet has it when it is opened again.
type sheet struct {
	env             *env
	title, subtitle string
	explain         string
	// above and under are what stands above the form and under it; a screen may
	// have neither.
	above, under []string
	form         form
	// save takes the form once it is checked; it returns the command that saves
	// it, and false if it found something wrong itself.
	save func(*form) (tea.Cmd, bool)
	// stay, if not empty, is why the sheet cannot be left unsaved.
	stay string

	saved    bool
	restored bool // text from last time is in the form
}

// begin puts what was typed last time, and not saved, into the form.
func (m *sheet) begin() *sheet {
	if m.env.desk == nil {
		return m
	}
	for i := range m.form.inputs {
		x := &m.form.inputs[i]
		if typed, ok := m.env.desk.typed[x.target]; ok && x.target.Kind != "" {
			x.set(typed)
			m.restored = true
		}
	}
	return m
}

func (m *sheet) Init() tea.Cmd              { return nil }
func (m *sheet) Editing() bool              { return true }
func (m *sheet) Explain() string            { return m.explain }
func (m *sheet) Titles() (t, subtle string) { return m.title, m.subtitle }

func (m *sheet) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		m.form.press(msg)
	case tea.PasteMsg:
		m.form.paste(msg)
	}
	return nil
}

// Leave keeps on the desk what was typed and not saved.
func (m *sheet) Leave() tea.Cmd {
	if m.env.desk == nil {
		return nil
	}
	for i := range m.form.inputs {
		switch x := &m.form.inputs[i]; {
		case x.target.Kind == "":
		case m.saved || !x.changed():
			delete(m.env.desk.typed, x.target)
		default:
			m.env.desk.typed[x.target] = x.value()
		}
	}
	return nil
}

func (m *sheet) Actions() []action {
	name := "next"
	if m.form.last() {
		name = "save"
	}
	return []action{
		act([]string{"enter"}, "↵", name, "Go on to the next field, and save behind the last one", m.enter),
		act([]string{"tab"}, "tab", "next field", "Go to the next field", func() tea.Cmd { m.form.to(m.form.at + 1); return nil }),
		act([]string{"shift+tab"}, "shift+tab", "field before", "Go to the field before", func() tea.Cmd { m.form.to(m.form.at - 1); return nil }).off(),
		act([]string{"ctrl+s"}, "ctrl+s", "save", "Save all fields", m.submit),
		act([]string{"ctrl+r"}, "ctrl+r", "put back", "Put back in every field what is saved, and forget what was typed", m.revert).off(),
		act([]string{"esc"}, "esc", "back", "Go back; what is not saved is kept as you typed it", m.leave).unless(m.stay),
	}
}

func (m *sheet) enter() tea.Cmd {
	if !m.form.last() {
		m.form.to(m.form.at + 1)
		return nil
	}
	return m.submit()
}

func (m *sheet) submit() tea.Cmd {
	if !m.form.check() {
		return nil
	}
	cmd, ok := m.save(&m.form)
	if !ok {
		return nil
	}
	m.saved = true
	return tea.Batch(cmd, back)
}

func (m *sheet) revert() tea.Cmd {
	m.form.revert()
	m.restored = false
	return nil
}

func (m *sheet) leave() tea.Cmd {
	if !m.form.changed() {
		return back
	}
	return tea.Batch(back, say("Not saved. What you typed is kept here until you quit."))
}

func (m *sheet) Draw(w, h int) page {
	t := m.env.theme
	var above []string
	for _, l := range m.above {
		above = append(above, widget.Wrap(l, w)...)
	}
	if m.restored {
		above = append(above, t.Warn.Render(widget.Cut("Typed before and not saved yet. ctrl+r puts back what is saved.", w)))
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
	return p.below(above).fit(h, t)
}
