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
// of the whole assessment. What somebody did on one day stands under one heading.
type history struct {
	textScreen
	item string // empty for the whole assessment
	from uint64 // the change that the cursor is on at first; nought for the newest

	changes []assessment.Change // newest first
	open    map[uint64]bool     // those that are shown in full
	lines   []line
	of      []int // the place in changes that each line belongs to
	stops   []int
}

func newHistory(e *env, item string) *history { return newHistoryAt(e, item, 0) }

// newHistoryAt is newHistory with the cursor on a change.
func newHistoryAt(e *env, item string, change uint64) *history {
	return &history{textScreen: onText(e), item: item, from: change, open: map[uint64]bool{}}
}

func (m *history) Fit() {
	if m.stale() {
		m.build()
	}
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
	return nil
}

// build makes the lines, and keeps the cursor on the change that it is on.
func (m *history) build() {
	on := m.from
	if len(m.changes) > 0 {
		on = m.changes[m.at()].Sequence
		if m.text.Cursor == m.stops[0] {
			on = 0 // and on the newest, if it is there
		}
	}
	a := m.env.desk.shown
	if m.item == "" {
		m.changes = a.Changes()
	} else {
		m.changes = slices.Collect(a.Touching(m.item))
	}
	slices.Reverse(m.changes)
	undone := a.Undone()
	m.lines, m.of, m.stops = m.lines[:0], m.of[:0], m.stops[:0]
	heading := ""
	for i, c := range m.changes {
		if h := m.env.day(c.Time) + "  " + plain.Line(c.Who()); h != heading {
			if heading = h; i > 0 {
				m.lines = append(m.lines, line{})
			}
			m.lines = append(m.lines, toLines(inTitle, wrap(h, max(1, listWidth(m.size.Width)-margin))...)...)
		}
		for len(m.of) < len(m.lines) {
			m.of = append(m.of, i)
		}
		if c.Sequence == on {
			m.text.Cursor = len(m.lines)
		}
		for j, l := range m.rows(a, c, undone[c.Sequence]) {
			if j == 0 || m.open[c.Sequence] {
				m.stops = append(m.stops, len(m.lines))
			}
			m.lines, m.of = append(m.lines, l), append(m.of, i)
		}
	}
	m.text.Set(len(m.lines), m.stops, m.size.Height)
}

// rows are the lines of a change: one with what it did, or all that it did.
func (m *history) rows(a assessment.Assessment, c assessment.Change, undone bool) []line {
	right, state := fmt.Sprintf("change %d", c.Sequence), inDim
	if undone {
		right, state = right+", undone", inWarn
	}
	when := c.Time.In(m.env.Zone).Format("15:04") + "  "
	rows := []line{{text: when + strings.TrimPrefix(plain.Line(a.SummaryOn(m.item, c)), m.item+" ")}}
	if m.open[c.Sequence] {
		indent := strings.Repeat(" ", widget.Width(when))
		rows = inFull(a, c, indent, max(1, listWidth(m.size.Width)-margin-widget.Width(right)-1))
		rows[0].text = when + strings.TrimPrefix(rows[0].text, indent)
	}
	rows[0].right, rows[0].state = right, state
	return rows
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
	lines := []string{t.Title.Render(fmt.Sprintf("Change %d", c.Sequence))}
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
