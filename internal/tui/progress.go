package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// progress shows how far each section has come and how its items stand, and how
// all of it stands against the deadline.
type progress struct {
	textScreen
	lines []line
	stops []int
}

func newProgress(e *env) *progress { return &progress{textScreen: onText(e)} }

func (m *progress) Fit() {
	if !m.stale() {
		return
	}
	n, _ := m.text.Stop()
	m.build(max(1, listWidth(m.size.Width)-margin))
	setText(&m.text, len(m.lines), m.stops, min(n, len(m.stops)-1), m.size.Height)
}

func (m *progress) Titles() (string, string) {
	p := m.env.desk.progress()
	return "Progress by section", fmt.Sprintf("%d of %d answered", p.Answered, p.Items)
}

func (m *progress) Explain() string {
	return "How far each section has come, and how its questions stand: in a bar with a sign for each standing, and in figures. " +
		"If the return has a deadline, which stands among its details, this says what is left, which sections are at risk and who is waited for. " +
		"Enter on a section opens it."
}

func (m *progress) Actions() []action {
	return []action{
		can("progress.open", func() tea.Cmd {
			n, _ := m.text.Stop()
			return m.env.open(newSection(m.env, m.env.desk.progress().Sections[n].Section))
		}),
		can("progress.details", func() tea.Cmd { return m.env.open(newDetails(m.env)) }),
	}
}

func (m *progress) build(w int) {
	p := m.env.desk.progress()
	o, due := m.env.desk.outlook()
	m.lines, m.stops = m.lines[:0], m.stops[:0]
	if due {
		m.lines = append(m.lines, toLines(inRisk(o), wrap(m.env.outlookWords(o, w), w)...)...)
		if words := waitedWords(o, 10*w); words != "" {
			m.lines = append(m.lines, toLines(nil, wrap(words, w)...)...)
		}
		m.lines = append(m.lines, line{})
	}
	m.lines = append(m.lines, legendLines(w)...)
	m.lines = append(m.lines, line{})
	bar := barWidth(p, w)
	for _, s := range p.Sections {
		m.stops = append(m.stops, len(m.lines))
		figures, words, tone := sectionState(s, due && atRisk(o, s.Section.ID), w+margin)
		state := figures + words
		m.lines = append(m.lines, line{text: widget.Cut(plain.Line(s.Section.Title), w-widget.Width(state)-1), right: state, state: tone})
		for i, text := range wrap(tallyWords(s.Tally), w-bar.most-2) {
			m.lines = append(m.lines, line{paint: func(t theme.Theme) string {
				drawn := ""
				if i == 0 {
					drawn = standingBar(t, s.Standings, bar.of(s.Items))
				}
				return widget.Pad(drawn, bar.most) + "  " + t.Dim.Render(text)
			}})
		}
	}
}

// legendLines say what the signs of the bars stand for.
func legendLines(w int) []line {
	lines := standingLegend(theme.Theme{}, nil, w)
	all := make([]line, len(lines))
	for i := range lines {
		all[i] = line{paint: func(t theme.Theme) string { return standingLegend(t, nil, w)[i] }}
	}
	return all
}

// A scale says how wide the bars of several sections are drawn, so that one can
// be held against the other: unit columns for every per items.
type scale struct{ unit, per, most int }

// barWidth is the scale at which the longest bar takes at most a third of w.
func barWidth(p assessment.Progress, w int) scale {
	longest := 1
	for _, s := range p.Sections {
		longest = max(longest, s.Items)
	}
	return scaleOf(longest, w/3)
}

// scaleOf is the scale at which so many items take at most w columns: up to two
// for each where there is room, or fewer than one where there is too little.
func scaleOf(longest, w int) scale {
	if unit := min(2, w/longest); unit > 0 {
		return scale{unit, 1, unit * longest}
	}
	return scale{w, longest, w}
}

// of is how wide n items are drawn.
func (s scale) of(n int) int { return (n*s.unit + s.per - 1) / s.per }

// stateWidth is the room for how far a section has come, in a list of w columns.
func stateWidth(w int) int {
	if w < roomForStandings {
		return len("10/10 ") + len("Not yet started")
	}
	return len("10 of 10 ") + len("At risk, not started")
}

// sectionState is how far a section has come, in figures and in words with their
// tone, which fill the column for both in a list of w columns.
func sectionState(s assessment.SectionProgress, atRisk bool, w int) (figures, words string, in tone) {
	short := w < roomForStandings
	words = s.State.Words()
	switch s.State {
	case assessment.NeedsAttention:
		words, in = fmt.Sprintf("%s: %d", words, s.Attention), inWarn
		if short {
			words = fmt.Sprintf("Attention: %d", s.Attention)
		}
	case assessment.NotStarted:
		in = inDim
	case assessment.Completed:
		in = inGood
	}
	if atRisk {
		words, in = riskWords(s), inWarn
		if short {
			words = "At risk"
		}
	}
	figures = widget.Pad(fmt.Sprintf("%d of %d", s.Answered, s.Items), len("10 of 10 "))
	if short {
		figures = widget.Pad(fmt.Sprintf("%d/%d", s.Answered, s.Items), len("10/10 "))
	}
	return figures, widget.Pad(words, stateWidth(w)-widget.Width(figures)), in
}

// riskWords is how far a section has come that is behind.
func riskWords(s assessment.SectionProgress) string {
	switch s.State {
	case assessment.NeedsAttention:
		return fmt.Sprintf("At risk, %d %s", s.Attention, assessment.Plural(s.Attention, "finding", "findings"))
	case assessment.NotStarted:
		return "At risk, not started"
	}
	return "At risk, " + strings.ToLower(s.State.Words())
}

// doneBar is how much of a whole is done, in w columns: two strokes for what is
// and one for what is not.
func doneBar(done, of, w int) string {
	n := widget.Shares([]int{done, of - done}, w)
	return strings.Repeat("═", n[0]) + strings.Repeat("─", n[1])
}

func (m *progress) Draw(w, h int) page {
	left := listWidth(w)
	p := drawText(m.env.theme, &m.text, m.lines, left)
	if left == w {
		return p
	}
	n, _ := m.text.Stop()
	return p.with(m.env.sectionDetail(m.env.desk.progress().Sections[n], w-left-gap, h), left, h)
}
