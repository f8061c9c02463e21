package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/widget"
)

// jump asks for a question at the foot of the screen that it was opened on, shows
// which one is meant as it is typed, and goes there.
type jump struct {
	base
	below screen
	here  *checklist.Section // in which a number alone is looked for; may be nil
	query field
	found []*checklist.Item // what is named, the best first
	at    int               // in found
}

// newJump is the prompt on the screen below.
func newJump(e *env, below screen) *jump {
	m := &jump{base: on(e), below: below, query: newField("")}
	list := e.desk.shown.Checklist()
	switch s := below.(type) {
	case *question:
		m.here, _ = list.SectionOf(s.id)
	case *section:
		m.here = s.s
	case *tasks:
		m.here = s.section()
	default:
		m.here, _ = list.SectionOf(e.desk.trail.step(-1, ""))
	}
	return m
}

func (m *jump) Editing() bool            { return true }
func (m *jump) Titles() (string, string) { return m.below.Titles() }

func (m *jump) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.query.update(k) {
		m.look()
	}
	return nil
}

func (m *jump) Paste(p tea.PasteMsg) tea.Cmd {
	m.query.update(p)
	m.look()
	return nil
}

func (m *jump) look() {
	m.found, m.at = search.Named(m.env.desk.shown.Checklist(), m.here, m.query.value()), 0
}

func (m *jump) turn(n int) {
	m.query.left = true
	if len(m.found) > 0 {
		m.at = (m.at + n + len(m.found)) % len(m.found)
	}
}

func (m *jump) Explain() string {
	return "Type which question to go to: its reference, such as bus7 for BUS-07; its number alone, within the section; or some words of its title. " +
		"What Enter would go to stands below as you type."
}

func (m *jump) Actions() []action {
	one := "There is only one question to choose from."
	if len(m.found) > 1 {
		one = ""
	}
	return []action{
		can("jump.open", m.open),
		can("jump.next", func() tea.Cmd { m.turn(1); return nil }).unless(one),
		can("jump.previous", func() tea.Cmd { m.turn(-1); return nil }).unless(one).off(),
		can("jump.back", func() tea.Cmd { return m.env.back(m) }),
	}
}

func (m *jump) open() tea.Cmd {
	if len(m.found) == 0 {
		if m.query.value() == "" {
			return complain(m.none())
		}
		return complain(m.none() + m.env.tell(" To look for it in answers and notes too: {jump.back}, then {app.find}."))
	}
	id := m.found[m.at].ID
	return m.env.backThen(m, func() tea.Cmd { return m.env.goTo(id) })
}

// none is why there is nowhere to go.
func (m *jump) none() string {
	if m.query.value() == "" {
		return "A reference, such as " + m.example() + ", or words of a title."
	}
	return fmt.Sprintf("No question is called “%s”.", plain.Line(m.query.value()))
}

// example is a reference of this checklist as a person would type it.
func (m *jump) example() string {
	for _, it := range m.env.desk.shown.Checklist().Items() {
		return plain.Line(it.ID)
	}
	return ""
}

// jumpLines is how many lines the prompt takes at the foot.
const jumpLines = 2

func (m *jump) Draw(w, h int) page {
	t := m.env.theme
	p := m.below.Draw(w, h)
	p.lines = slices.Clip(p.lines[:min(len(p.lines), h-jumpLines)])
	for len(p.lines) < h-jumpLines {
		p.lines = append(p.lines, "")
	}
	query, x := m.query.draw(t, "Go to  ", w)
	p.x, p.y, p.zones = x, h-jumpLines, nil
	m.query.in(&p, "Go to  ", p.y, w)
	meant := t.Dim.Render(widget.Cut("       "+m.none(), w))
	if len(m.found) > 0 {
		it := m.found[m.at]
		meant = widget.Cut("       "+t.Accent.Render(plain.Line(it.ID))+"  "+t.Text.Render(plain.Line(it.Title)), w)
	}
	if m.query.left && len(m.found) > 0 {
		p.x, p.y = widget.Width("Go to  "), p.y+1
	}
	p.place = nth(m.at, len(m.found))
	p.lines = append(p.lines, query, meant)
	return p
}
