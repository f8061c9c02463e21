package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// How far the assessment has come, as people look at it: bars in which every
// standing has a sign of its own, with the figures in words beside them, and how
// it stands against its deadline.

// standingBar is items by how they stand, in w columns, and empty where there
// are none.
func standingBar(t theme.Theme, of map[checklist.Standing]int, w int) string {
	counts := make([]int, len(checklist.Standings))
	for i, s := range checklist.Standings {
		counts[i] = of[s]
	}
	var b strings.Builder
	for i, n := range widget.Shares(counts, w) {
		if s := checklist.Standings[i]; n > 0 {
			b.WriteString(t.Mark(s).Render(strings.Repeat(theme.Sign(s), n)))
		}
	}
	return b.String()
}

// standingLegend is what each sign of a bar stands for, and how many there are
// of it where of says so, in lines of at most w columns. Where that would take
// more than one, the words are shorter; what there is none of is left out if the
// rest then fits.
func standingLegend(t theme.Theme, of map[checklist.Standing]int, w int) []string {
	pieces := func(words func(checklist.Standing) string, all bool) []string {
		var pieces []string
		for _, s := range checklist.Standings {
			text := words(s)
			if of != nil {
				text = fmt.Sprintf("%d %s", of[s], text)
			}
			if all || of[s] > 0 {
				pieces = append(pieces, t.Mark(s).Render(theme.Sign(s))+" "+t.Standing(s).Render(text))
			}
		}
		return pieces
	}
	long, short := flow(pieces(chartWords, true), w), flow(pieces(shortChartWords, true), w)
	switch some := flow(pieces(shortChartWords, false), w); {
	case len(long) == 1:
		return long
	case len(some) == 1 && len(short) > 1:
		return some
	}
	return short
}

// chartWords is a standing beside figures. What has an answer and no verdict is
// not just called answered, for so are those that have one.
func chartWords(s checklist.Standing) string {
	if s == checklist.Answered {
		return "no verdict"
	}
	return s.Words()
}

// shortChartWords are those where there is little room.
func shortChartWords(s checklist.Standing) string {
	switch s {
	case checklist.PartlyMet:
		return "partly"
	case checklist.NotApplicable:
		return "n/a"
	}
	return chartWords(s)
}

// standingColumn is the words of a standing in the column for them of a list of w
// columns, short where there is little room.
func standingColumn(words string, s checklist.Standing, w int) string {
	if w >= roomForStandings {
		return widget.Pad(words, len("not applicable"))
	}
	if s == checklist.PartlyMet || s == checklist.NotApplicable {
		words = shortChartWords(s)
	}
	return widget.Pad(words, len("in progress"))
}

// flow sets pieces one behind the other, in lines of at most w columns.
func flow(pieces []string, w int) []string {
	var lines []string
	for _, p := range pieces {
		last := len(lines) - 1
		if last >= 0 && widget.Width(lines[last])+2+widget.Width(p) <= w {
			lines[last] += "  " + p
			continue
		}
		lines = append(lines, widget.Cut(p, w))
	}
	return lines
}

// tallyWords is how those that are answered stand.
func tallyWords(t assessment.Tally) string {
	var parts []string
	for _, s := range checklist.Standings {
		switch n := t.Standings[s]; {
		case n == 0, s == checklist.Unanswered:
		case s == checklist.Answered:
			parts = append(parts, fmt.Sprintf("%d with no verdict", n))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, s.Words()))
		}
	}
	if len(parts) == 0 {
		return "Nothing is answered yet"
	}
	return strings.Join(parts, ", ")
}

// outlookOf is an outlook, and what it was worked out for.
type outlookOf struct {
	assessment.Outlook
	ok bool
	of asOf
}

// outlook is how what is shown stands against its deadline today, and false if
// it has none; worked out once for each change and day.
func (d *desk) outlook() (assessment.Outlook, bool) {
	if now := d.now(); d.looked.of != now {
		d.looked.Outlook, d.looked.ok = d.shown.Outlook(now.today)
		d.looked.of = now
	}
	return d.looked.Outlook, d.looked.ok
}

// outlookWords is what is left until the deadline, and the pace that it takes:
// in at most w columns if that can be.
func (e *env) outlookWords(o assessment.Outlook, w int) string {
	n := max(o.DaysLeft, -o.DaysLeft)
	days := fmt.Sprintf("%s %s", assessment.Thousands(n), assessment.Plural(n, "day", "days"))
	day := ", " + days + " left"
	in := "Due in " + days
	switch {
	case o.DaysLeft == 0:
		day, in = ", today", "Due today"
	case o.DaysLeft < 0:
		day, in = ", "+days+" ago", "Due "+days+" ago"
	}
	rest := ". Nothing is left to answer."
	if o.Left > 0 {
		rest = fmt.Sprintf(". %d %s left", o.Left, assessment.Plural(o.Left, "question", "questions"))
		if o.DaysLeft > 0 {
			rest += fmt.Sprintf(", %.1f a day", o.Pace)
		}
		if o.Behind {
			rest += ": behind"
		}
		rest += "."
	}
	if long := "Due " + e.date(o.Deadline) + day + rest; widget.Width(long) <= w {
		return long
	}
	return in + rest
}

// waitedWords are those who are waited for, as many by name as w columns hold,
// and empty if nothing is anybody's in particular.
func waitedWords(o assessment.Outlook, w int) string {
	var names []string
	nobody := ""
	for _, l := range o.Waited {
		if l.Name == "" {
			nobody = fmt.Sprintf(" %d assigned to nobody.", l.Left())
		} else {
			names = append(names, plain.Line(fmt.Sprintf("%s (%d)", l.Name, l.Left())))
		}
	}
	if len(names) == 0 {
		return ""
	}
	for n := len(names); ; n-- {
		words := "Waiting for " + strings.Join(names[:n], ", ")
		if n < len(names) {
			words += fmt.Sprintf(" and %d more", len(names)-n)
		}
		switch {
		case widget.Width(words+"."+nobody) <= w:
			return words + "." + nobody
		case widget.Width(words)+1 <= w || n == 1:
			return words + "."
		}
	}
}

// atRisk reports whether a section is one of those that are behind.
func atRisk(o assessment.Outlook, section string) bool {
	for _, s := range o.AtRisk {
		if s.Section.ID == section {
			return true
		}
	}
	return false
}

// inRisk is the tone of what stands against a deadline.
func inRisk(o assessment.Outlook) tone {
	switch {
	case o.Behind:
		return inWarn
	case o.Left == 0:
		return inGood
	}
	return nil
}

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
