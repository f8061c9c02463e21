package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// assign asks who is to answer an item, or the items of a section: a name that
// is in use, or any other that is typed.
type assign struct {
	rowScreen
	target assessment.Target
	what   string // what is assigned, as its title
	of     string // the question, or how many there are
	// then, if it is set, is told the name, which is not recorded.
	then func(name string) tea.Cmd

	search  field
	choices []string // the first is "", for nobody, if the search is empty
	free    string   // the choice that is no name in use, but what is typed
}

func newAssignItem(e *env, item string) *assign {
	m := &assign{rowScreen: onRows(e), target: assessment.AssignedItem(item), what: item, of: itemTitle(e, item)}
	return m.begin()
}

func newAssignSection(e *env, s *checklist.Section) *assign {
	own := 0
	for i := range s.Items {
		if e.desk.shown.At(assessment.AssignedItem(s.Items[i].ID)).IsAnswered() {
			own++
		}
	}
	of := fmt.Sprintf("All %d questions", len(s.Items))
	if own > 0 {
		of = fmt.Sprintf("%d of %d questions; %d %s", len(s.Items)-own, len(s.Items), own, assessment.Plural(own, "has its own", "have their own"))
	}
	m := &assign{rowScreen: onRows(e), target: assessment.AssignedSection(s.ID), what: s.Title, of: of}
	return m.begin()
}

// newAssignSeveral asks who is to answer several questions; then is to be set.
func newAssignSeveral(e *env, what, of string) *assign {
	m := &assign{rowScreen: onRows(e), what: what, of: of}
	return m.begin()
}

func (m *assign) begin() *assign {
	m.search = newField("")
	m.find()
	now := m.env.desk.shown.At(m.target).Given
	m.rows.Cursor = max(0, slices.Index(m.choices, now))
	return m
}

func (m *assign) Editing() bool { return true }

func (m *assign) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.search.over(&m.rows, k) {
		m.look()
	}
	return nil
}

func (m *assign) Paste(p tea.PasteMsg) tea.Cmd {
	if m.search.update(tea.PasteMsg{Content: oneLine.Replace(p.Content)}) {
		m.look()
	}
	return nil
}

func (m *assign) Fit() { m.rows.Set(len(m.choices), m.size.Height-assignHead) }

func (m *assign) look() {
	m.find()
	m.rows.To(0)
}

// find lists the names that have every word that was typed, and what was typed
// itself unless it is one of them.
func (m *assign) find() {
	typed := m.typed()
	words := strings.Fields(strings.ToLower(typed))
	m.choices = nil
	if typed == "" {
		m.choices = append(m.choices, "")
	}
	names := m.env.desk.shown.Names(m.env.author, m.env.desk.people())
	if now := m.env.desk.shown.At(m.target).Given; now != "" && !slices.Contains(names, now) {
		names = append([]string{now}, names...)
	}
	for _, name := range names {
		if allOf(words, func(w string) bool { return strings.Contains(strings.ToLower(name), w) }) {
			m.choices = append(m.choices, name)
		}
	}
	m.free = ""
	if typed != "" && !slices.ContainsFunc(m.choices, func(name string) bool { return strings.EqualFold(name, typed) }) {
		m.free = typed
		m.choices = append(m.choices, typed)
	}
}

func (m *assign) typed() string { return strings.Join(strings.Fields(m.search.value()), " ") }

func (m *assign) Titles() (string, string) { return "Assign " + m.what, m.of }

func (m *assign) Explain() string {
	return "Say who is to answer: a person or a department. Type part of a name that is in use and pick it, or type any other. " +
		"A question that is assigned by itself stays so when its section is. The export says who answered."
}

func (m *assign) Actions() []action {
	return []action{
		can("assign.choose", m.choose),
		can("assign.back", func() tea.Cmd { return m.env.back(m) }),
	}
}

func (m *assign) choose() tea.Cmd {
	if why := m.env.locked(); why != "" {
		return complain(why)
	}
	name := m.choices[m.rows.Cursor]
	if n := len([]rune(name)); n > maxLine {
		return complain("The name is too long; the most that fits is " + assessment.Thousands(maxLine) + " characters.")
	}
	v, err := assessment.ParseText(name)
	if err != nil {
		return complain(assessment.Capital(err.Error()) + ".")
	}
	if m.then != nil {
		return m.then(name)
	}
	said := m.what + " is assigned to " + name + "."
	if name == "" {
		said = m.what + " is assigned to nobody by itself."
	}
	return tea.Batch(m.env.desk.set(m.target, v), m.env.back(m), say(said))
}

// assignHead is the lines above the names.
const assignHead = 2

func (m *assign) Draw(w, h int) page {
	t := m.env.theme
	line, x := m.search.draw(t, "  To  ", min(w-1, 6+fieldWidth))
	p := page{lines: []string{line, ""}, x: x}
	m.search.in(&p, "  To  ", 0, min(w-1, 6+fieldWidth))
	now := m.env.desk.shown.At(m.target).Given
	p.place = nth(m.rows.Cursor, len(m.choices))
	from, to := m.rows.Window()
	for i := from; i < to && i < len(m.choices); i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor && m.search.left {
			p.x, p.y = 0, len(p.lines)
		}
		l := m.choice(m.choices[i], now)
		p.lines = append(p.lines, widget.Cut(l.draw(t, i == m.rows.Cursor, alone(w)), alone(w)))
	}
	return p
}

// nobody is who answers if nobody is named: whoever has the section.
func (m *assign) nobody() string {
	if m.target.Kind == assessment.OnItem {
		if s, ok := m.env.desk.shown.Checklist().SectionOf(m.target.ID); ok {
			if who := m.env.desk.shown.At(assessment.AssignedSection(s.ID)).Given; who != "" {
				return "Nobody by itself: " + who + ", as the section"
			}
		}
	}
	return "Nobody"
}

// choice is a line of the list: nobody, a name in use, or what is typed.
func (m *assign) choice(name, now string) line {
	l := line{text: plain.Line(name)}
	switch {
	case name == "":
		l.text = plain.Line(m.nobody())
	case name == m.free:
		l.text = "“" + plain.Line(name) + "”, as typed"
	}
	if name == now {
		l.right, l.state = "now", inDim
	}
	return l
}

// assignAction opens who is to answer an item.
func assignAction(e *env, item string) action {
	return can("question.assign", func() tea.Cmd { return e.open(newAssignItem(e, item)) }).
		unless(e.locked()).off()
}

// assignSection opens who is to answer the questions of a section.
func assignSection(e *env, s *checklist.Section) action {
	return can("section.assign", func() tea.Cmd { return e.open(newAssignSection(e, s)) }).
		unless(e.locked()).off()
}
