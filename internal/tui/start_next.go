package tui

import (
	"fmt"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// The next period: what is prefilled from the assessment that it follows, and
// what is asked otherwise than last time, which is shown before anything starts.

// A preview is the last step, as lines of a text that may be longer than the
// screen is high.
type preview struct {
	lines []line
	text  widget.Text // without stops: the keys scroll
}

// newNext starts the period that follows the one of from.
func newNext(e *env, from assessment.Assessment) *start {
	m := &start{rowScreen: onRows(e), search: newField(""), from: &from, force: from.Details().Force}
	m.offer(assessment.Editions(from.Checklist(), e.library.Checklists))
	m.forms[askLead].inputs[0].set(from.Details().Lead)
	m.at = m.stages()[0]
	return m
}

// nextPeriod asks for the period, which begins on the day behind the last one,
// and for the deadline. It ends as the checklist presets, if that is later.
func (m *start) nextPeriod(to, baseline time.Time) []input {
	var from time.Time
	if end := m.from.Details().To; !end.IsZero() {
		from = end.AddDate(0, 0, 1)
	}
	if !to.After(from) {
		to = time.Time{}
	}
	inputs := append(periodInputs(m.env.Dates, from, to, baseline), deadlineInput(m.env.Dates, time.Time{}))
	inputs[inputFrom].need = "Say on which day the period begins, such as 1 June 2012."
	inputs[inputTo].need = "Say on which day the period ends, such as 31 May 2013."
	return inputs
}

// foresee builds the preview.
func (m *start) foresee() {
	w := max(1, m.size.Width-margin)
	p := &m.preview
	p.lines = toLines(inTitle, questions[askPreview][0])
	say := func(t tone, text string) { p.lines = append(p.lines, toLines(t, wrap(text, w)...)...) }
	for _, s := range m.summary(w) {
		p.lines = append(p.lines, line{text: s})
	}
	list, was := m.list(), m.from.Checklist()
	say(nil, plain.Line(list.Title+", edition "+list.Edition))
	if begins, ended := m.forms[askPeriod].day(inputFrom), m.from.Details().To; !ended.IsZero() && !begins.After(ended) {
		say(inWarn, fmt.Sprintf("The period begins before that of %s has ended, on %s: what falls into both is counted in both.", m.from.ID(), m.env.date(ended)))
	}
	r := assessment.Revise(was, list)
	p.lines = append(p.lines, line{})
	say(inTitle, "It follows "+m.from.ID())
	say(nil, r.Words())
	say(nil, "No answer is copied. Last time's stands beside each question, and "+m.env.tell("{question.still-true}")+" says that it is still true.")
	section := func(heading string, items []*checklist.Item) {
		if len(items) == 0 {
			return
		}
		p.lines = append(p.lines, line{})
		say(inTitle, heading)
		for _, it := range items {
			p.lines = append(p.lines, toLines(nil, hang(widget.Pad(plain.Line(it.ID), max(idColumn(list), idColumn(was))), plain.Line(it.Title), w)...)...)
		}
	}
	var reworded []*checklist.Item
	for _, x := range r.Reworded {
		reworded = append(reworded, x.Is)
	}
	section("Reworded", reworded)
	section("New", r.New)
	section("No longer asked; the answers of last time stay with the return", r.Retired)
	p.text.Set(len(p.lines), nil, m.size.Height)
}

func (m *start) drawPreview(w, h int) page {
	state := m.state(w)
	text := m.preview.text
	text.Set(len(m.preview.lines), nil, max(1, h-len(state)))
	p := drawText(m.env.theme, &text, m.preview.lines, w)
	p.lines = append(p.lines, state...)
	return p
}
