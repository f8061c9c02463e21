package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A then is a screen that shows an item as the period before asked and answered
// it, held against what it is now.
type then struct {
	textScreen // without stops: the keys scroll
	id         string
	lines      []line
}

func newThen(e *env, item string) *then { return &then{textScreen: onText(e), id: item} }

func (m *then) Fit() {
	if m.stale() {
		m.build(max(1, m.size.Width-margin))
		m.text.Set(len(m.lines), nil, m.size.Height)
	}
}

func (m *then) since() *assessment.Compared { return m.env.desk.since(m.id) }

func (m *then) Titles() (string, string) {
	last, _ := m.env.desk.last()
	title := "Last time: " + m.id + " " + m.since().Item().Title
	return title, last.Details().PeriodWords()
}

func (m *then) Explain() string {
	return "The question as it was asked and answered in the return of the period before, beside what it is now. " +
		"In the wording, [-words-] are no longer there and {+words+} are new. " +
		"Nothing of it is an answer of this period until you say, with =, that it is still true."
}

func (m *then) Actions() []action {
	return []action{
		can("then.close", func() tea.Cmd { return m.env.back(m) }).off(),
		can("question.still-true", m.stillTrue).saying("Say that last time's answer is still true").unless(m.env.desk.notStill(m.id)),
	}
}

func (m *then) stillTrue() tea.Cmd {
	save, carried, left := m.env.desk.still(m.id)
	if left != "" {
		return tea.Batch(save, m.env.back(m), complain(fmt.Sprintf("Carried over: %s. Not carried, for it is asked otherwise now: %s.", carried, left)))
	}
	return tea.Batch(save, m.env.back(m), say(fmt.Sprintf("%s still true: %s.", m.id, carried)))
}

func (m *then) build(w int) {
	x, last := m.since(), m.env.desk.past.last
	m.lines = nil
	m.outcome(x, w)
	m.wording(x, w)
	if x.Was == nil {
		return
	}
	m.answers(x, w)
	m.prose("What HMIC read then", last.At(assessment.Narrative(m.id)).Given, w)
	m.prose("The internal note then, which is never carried over or exported", last.At(assessment.Internal(m.id)).Given, w)
	var evidence, actions []string
	for _, e := range last.EvidenceFor(m.id) {
		s := e.Title
		if !e.AsAt.IsZero() {
			s += ", as at " + m.env.date(e.AsAt)
		}
		evidence = append(evidence, s)
	}
	for _, y := range last.ActionsFor(m.id) {
		s := y.What
		if y.Owner != "" {
			s += ", " + y.Owner
		}
		if !y.Due.IsZero() {
			s += ", due " + m.env.date(y.Due)
		}
		actions = append(actions, s+" ("+y.Status+")")
	}
	m.list("Evidence then", evidence, w)
	m.list("Actions then", actions, w)
}

func (m *then) heading(text string, w int) {
	if len(m.lines) > 0 {
		m.lines = append(m.lines, line{})
	}
	m.lines = append(m.lines, toLines(inTitle, wrap(text, w)...)...)
}

// outcome is what has become of the answer, in a sentence.
func (m *then) outcome(x *assessment.Compared, w int) {
	fate := fateOf(x)
	words := assessment.Capital(fate.Words())
	if x.Was != nil && x.Is != nil && fate != neither {
		words += fmt.Sprintf(": %s then, %s now", x.StoodThen.Words(), x.StandsNow.Words())
	}
	m.lines = append(m.lines, toLines(inOutcome(fate), hang(outcomeSigns[fate]+" ", words+".", w)...)...)
}

// wording is how the question became what it is.
func (m *then) wording(x *assessment.Compared, w int) {
	switch {
	case x.Was == nil:
		m.heading("The question, which is new", w)
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(x.Is.Question), w)...)...)
		return
	case x.Is == nil:
		m.heading("The question, which is no longer asked", w)
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(x.Was.Question), w)...)...)
		return
	case !x.Reworded:
		m.heading("The question, as it was asked then", w)
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(x.Is.Question), w)...)...)
		return
	}
	m.heading("Reworded since then: [-taken out-] {+put in+}", w)
	for _, x := range (assessment.Rewording{Was: x.Was, Is: x.Is}).Wordings() {
		for i, words := range markedUp(x.Spans, w-2) {
			before := "  "
			if i == 0 {
				before = "· "
			}
			m.lines = append(m.lines, line{paint: func(t theme.Theme) string { return before + paintWords(t, words) }})
		}
	}
}

// A markedWord is a word of two wordings, with the sign of what became of it.
type markedWord struct {
	text string
	kind assessment.SpanKind
}

// markedUp is how one wording became another, as lines of at most w columns:
// words that were taken out stand between [- and -], those that were put in
// between {+ and +}, for who sees neither lines through them nor under them.
func markedUp(spans []assessment.Span, w int) [][]markedWord {
	signs := map[assessment.SpanKind][2]string{assessment.Removed: {"[-", "-]"}, assessment.Added: {"{+", "+}"}}
	var words []markedWord
	for _, s := range spans {
		fields := strings.Fields(plain.Line(s.Text))
		for i, f := range fields {
			if i == 0 {
				f = signs[s.Kind][0] + f
			}
			if i == len(fields)-1 {
				f += signs[s.Kind][1]
			}
			for _, piece := range widget.Wrap(f, w) {
				words = append(words, markedWord{piece, s.Kind})
			}
		}
	}
	var lines [][]markedWord
	room := 0
	for _, x := range words {
		n := widget.Width(x.text)
		if len(lines) == 0 || room < n+1 {
			lines, room = append(lines, nil), w+1
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], x)
		room -= n + 1
	}
	return lines
}

func paintWords(t theme.Theme, words []markedWord) string {
	styles := map[assessment.SpanKind]theme.Style{assessment.Removed: t.Removed, assessment.Added: t.Added, assessment.InBoth: t.Text}
	all := make([]string, len(words))
	for i, x := range words {
		all[i] = styles[x.kind].Render(x.text)
	}
	return strings.Join(all, " ")
}

// answers are the values of both returns side by side.
func (m *then) answers(x *assessment.Compared, w int) {
	d := m.env.desk
	label := min(28, w/3)
	value := (w - label - 4) / 2
	m.heading(widget.Pad("", label)+"  "+widget.Pad("Then", value)+"  Now", w)
	row := func(name, was, is string) {
		m.lines = append(m.lines, toLines(nil, columns([]int{label, value, value}, name, was, is)...)...)
	}
	if x.Is == nil {
		for i := range x.Was.Fields {
			f := &x.Was.Fields[i]
			row(f.Label, m.env.words(f, d.past.last.Field(x.Was, f)), "no longer asked")
		}
		return
	}
	for i := range x.Is.Fields {
		f := &x.Is.Fields[i]
		was, is := "not asked", m.env.words(f, d.shown.Field(x.Is, f))
		if old, ok := x.Was.Field(f.ID); ok {
			was = m.env.words(old, d.past.last.Field(x.Was, old))
		}
		if n := slices.IndexFunc(x.Counts, func(c assessment.ComparedCount) bool { return c.Field.ID == f.ID }); n >= 0 {
			was, is = x.Counts[n].Words()
		}
		row(f.Label, was, is)
	}
	for i := range x.Was.Fields {
		if f := &x.Was.Fields[i]; !hasField(x.Is, f.ID) {
			row(f.Label, m.env.words(f, d.past.last.Field(x.Was, f)), "no longer asked")
		}
	}
	if len(x.Counts) > 0 && d.compared().Lengths() != "" {
		m.lines = append(m.lines, toLines(inDim, wrap(d.compared().Lengths(), w)...)...)
	}
}

func hasField(it *checklist.Item, id string) bool {
	_, ok := it.Field(id)
	return ok
}

// columns sets texts side by side, each wrapped in its width, with two blanks
// between.
func columns(widths []int, texts ...string) []string {
	cells := make([][]string, len(texts))
	height := 0
	for i, s := range texts {
		cells[i] = wrap(plain.Line(s), max(1, widths[i]))
		height = max(height, len(cells[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		var parts []string
		for i, c := range cells {
			text := ""
			if n < len(c) {
				text = c[n]
			}
			parts = append(parts, widget.Pad(text, max(1, widths[i])))
		}
		lines[n] = strings.TrimRight(strings.Join(parts, "  "), " ")
	}
	return lines
}

func (m *then) prose(heading, text string, w int) {
	if text == "" {
		return
	}
	m.heading(heading, w)
	m.lines = append(m.lines, toLines(nil, widget.Indent("│ ", wrap(plain.Text(text), w-2))...)...)
}

func (m *then) list(heading string, items []string, w int) {
	if len(items) == 0 {
		return
	}
	m.heading(heading, w)
	for _, s := range items {
		m.lines = append(m.lines, toLines(nil, hang("· ", plain.Line(s), w)...)...)
	}
}

func (m *then) Draw(w, h int) page { return drawText(m.env.theme, &m.text, m.lines, w) }
