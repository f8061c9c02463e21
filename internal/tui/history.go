package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// history shows who changed what, and when, the newest first: of one item, or
// of the whole assessment.
type history struct {
	env  *env
	item string // empty for the whole assessment
	text widget.Text
	size tea.WindowSizeMsg

	changes []assessment.Change // newest first
	open    map[uint64]bool     // those that are shown in full
	lines   []line
	of      []int // the place in changes that each line belongs to
	stops   []int
	head    assessment.Head // that lines were built for
	width   int
}

func newHistory(e *env, item string) *history {
	return &history{env: e, item: item, open: map[uint64]bool{}}
}

func (m *history) Init() tea.Cmd  { return nil }
func (m *history) Editing() bool  { return false }
func (m *history) Leave() tea.Cmd { return nil }

func (m *history) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		m.text.Press(msg.String())
		return nil
	}
	if m.head != m.env.desk.shown.Head() || m.width != m.size.Width {
		m.build()
	}
	m.text.Set(len(m.lines), m.stops, m.size.Height)
	return nil
}

func (m *history) Titles() (string, string) {
	of := "the assessment"
	if it, ok := m.env.desk.shown.Item(m.item); ok {
		of = it.ID + " " + it.Title
	}
	if len(m.changes) == 0 {
		return "History of " + of, "No changes"
	}
	return "History of " + of, "The newest first"
}

func (m *history) Explain() string {
	return "Every change that was ever made, the newest first: when, who, and what it became. Nothing is ever taken out of the history; " +
		"what was undone stays in it and is marked, and so is the undoing. None of this is in an export but the number of changes."
}

func (m *history) Actions() []action {
	none := ""
	if len(m.changes) == 0 {
		none = "There are no changes yet."
	}
	name := "show all of it"
	if none == "" && m.open[m.changes[m.at()].Sequence] {
		name = "show less"
	}
	all := []action{
		can("history.expand", m.expand).called(name).unless(none),
		can("app.undo", m.env.desk.undo),
		can("app.redo", m.env.desk.redo),
	}
	if m.item == "" {
		return append(all, hide("app.history", "This is the history."))
	}
	return append(all, can("app.history", func() tea.Cmd { return m.env.open(newHistory(m.env, "")) }).called("whole history").saying("Show the history of the whole assessment"))
}

// at is the place in changes of the one under the cursor.
func (m *history) at() int {
	if m.text.Cursor < 0 || m.text.Cursor >= len(m.of) {
		return 0
	}
	return m.of[m.text.Cursor]
}

func (m *history) expand() tea.Cmd {
	sequence := m.changes[m.at()].Sequence
	m.open[sequence] = !m.open[sequence]
	m.build()
	m.text.Set(len(m.lines), m.stops, m.size.Height)
	return nil
}

// build makes the lines, and keeps the cursor on the change that it is on.
func (m *history) build() {
	var on uint64
	if len(m.changes) > 0 && m.text.Cursor > 0 {
		on = m.changes[m.at()].Sequence
	}
	a := m.env.desk.shown
	m.head, m.width = a.Head(), m.size.Width
	if m.item == "" {
		m.changes = slices.Clone(a.Changes())
	} else {
		m.changes = slices.Collect(a.Touching(m.item))
	}
	slices.Reverse(m.changes)
	undone := a.Undone()
	m.lines, m.of, m.stops = m.lines[:0], m.of[:0], m.stops[:0]
	for i, c := range m.changes {
		if c.Sequence == on {
			m.text.Cursor = len(m.lines)
		}
		m.stops = append(m.stops, len(m.lines))
		m.lines = append(m.lines, m.headline(c, undone[c.Sequence]))
		body := m.body(a, c, max(1, listWidth(m.width)-margin))
		if m.open[c.Sequence] {
			for j := range body {
				m.stops = append(m.stops, len(m.lines)+j)
			}
		}
		m.lines = append(m.lines, body...)
		for len(m.of) < len(m.lines) {
			m.of = append(m.of, i)
		}
	}
}

func (m *history) headline(c assessment.Change, undone bool) line {
	l := line{
		text:  m.env.moment(c.Time) + "  " + plain.Line(c.Who()),
		right: fmt.Sprintf("change %d", c.Sequence), state: inDim,
	}
	if undone {
		l.right, l.state = l.right+", undone", inWarn
	}
	return l
}

// body is what a change did: in a line, or in full.
func (m *history) body(a assessment.Assessment, c assessment.Change, w int) []line {
	const indent = "  "
	if !m.open[c.Sequence] {
		return []line{{text: widget.Cut(indent+plain.Line(a.Summary(c)), w), tone: inDim}}
	}
	return inFull(a, c, indent, w)
}

// inFull is what a change did, in full.
func inFull(a assessment.Assessment, c assessment.Change, indent string, w int) []line {
	var texts []string
	switch {
	case c.Start != nil:
		list := c.Start.Checklist
		texts = append(texts, fmt.Sprintf("Started the assessment, with %s, edition %s", list.Title, list.Edition))
	case c.Undoes != 0:
		texts = append(texts, fmt.Sprintf("Undid change %d", c.Undoes))
	case c.Redoes != 0:
		texts = append(texts, fmt.Sprintf("Made change %d again", c.Redoes))
	}
	if c.Reason != "" {
		texts = append(texts, "Reason: "+c.Reason)
	}
	var lines []line
	for _, s := range texts {
		lines = append(lines, toLines(nil, hang(indent+"· ", plain.Line(s), w)...)...)
	}
	for _, e := range c.Edits {
		lines = append(lines, edited(a, e, indent, w)...)
	}
	return lines
}

// edited is one edit in words, with long text in full: what it is now, and what
// it was.
func edited(a assessment.Assessment, e assessment.Edit, indent string, w int) []line {
	long := func(v assessment.Value) bool { return len(v.Given) > 60 || strings.Contains(v.Given, "\n") }
	inWords := e.New.IsAnswered() && e.New.State != assessment.Given
	if inWords || !long(e.Old) && !long(e.New) {
		return toLines(nil, hang(indent+"· ", plain.Line(a.Describe(e)), w)...)
	}
	lines := toLines(nil, hang(indent+"· ", plain.Line(a.What(e.Target)), w)...)
	quote := func(t tone, word string, v assessment.Value) {
		bar := indent + "  │ "
		lines = append(lines, toLines(t, indent+"  "+word)...)
		lines = append(lines, toLines(t, widget.Indent(bar, wrap(plain.Text(v.Given), w-widget.Width(bar)))...)...)
	}
	if e.New.Given != "" {
		quote(nil, "is now", e.New)
	} else {
		lines = append(lines, toLines(nil, indent+"  cleared")...)
	}
	if e.Old.Given != "" {
		quote(inDim, "was", e.Old)
	}
	return lines
}

func (m *history) Draw(w, h int) page {
	if len(m.lines) == 0 {
		return nothing(m.env.theme, "Nothing has been recorded for this question yet", "What you answer is listed here, with when and who.", w)
	}
	p := drawText(m.env.theme, &m.text, m.lines, listWidth(w))
	p.place = nth(m.at(), len(m.changes)) // of the change, however many lines of it are shown
	return p.aside(w, h, 0, func(w int) []string { return m.whole(w, h) })
}

// whole is the change under the cursor with all that it did, as far as h lines
// show it.
func (m *history) whole(w, h int) []string {
	t, c := m.env.theme, m.changes[m.at()]
	lines := widget.Wrap(m.env.moment(c.Time)+"  "+plain.Line(c.Who()), w)
	for i := range lines {
		lines[i] = t.Title.Render(lines[i])
	}
	c.Edits = slices.Clone(c.Edits[:min(len(c.Edits), h)])
	for i := range c.Edits { // wrapping all of a long text takes long
		e := &c.Edits[i]
		e.Old.Given, e.New.Given = begin(e.Old.Given, w*h), begin(e.New.Given, w*h)
	}
	for _, l := range inFull(m.env.desk.shown, c, "", w) {
		style := t.Text
		if l.tone != nil {
			style = l.tone(t)
		}
		lines = append(lines, style.Render(l.text))
	}
	return lines
}

// begin is the first n characters of a text.
func begin(text string, n int) string {
	if len(text) <= n {
		return text
	}
	r := []rune(text)
	return string(r[:min(n, len(r))])
}
