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

// compare holds the answers against those of the period before: in all, by
// section, and item by item.
type compare struct {
	textScreen
	filter int // in comparedFilters

	lines []line
	stops []int
	about []comparedPlace // of each stop
}

// A comparedPlace is what a line that can be chosen is about: an item, or else a
// section.
type comparedPlace struct {
	section *checklist.Section
	item    string
}

// neither is the outcome of what no return answers. It is the same, but not what
// a reader would take that for.
const neither assessment.Outcome = "answered in neither"

// fates are the outcomes as they are shown, neither among them.
var fates = slices.Insert(slices.Clone(assessment.Outcomes), slices.Index(assessment.Outcomes, assessment.NewlyAsked), neither)

// fateOf is the outcome of an item as it is shown.
func fateOf(x *assessment.Compared) assessment.Outcome {
	if x.Outcome == assessment.Unchanged && x.StoodThen == checklist.Unanswered && x.StandsNow == checklist.Unanswered {
		return neither
	}
	return x.Outcome
}

// comparedFilters say which items are listed. All of them come with the
// sections, before them.
var comparedFilters = func() []comparedFilter {
	all := []comparedFilter{{"all", func(*assessment.Compared) bool { return true }}}
	for _, o := range fates {
		all = append(all, comparedFilter{o.Words(), func(x *assessment.Compared) bool { return fateOf(x) == o }})
	}
	return append(all, comparedFilter{"reworded", func(x *assessment.Compared) bool { return x.Reworded }})
}()

type comparedFilter struct {
	words string
	takes func(*assessment.Compared) bool
}

func newCompare(e *env) *compare { return &compare{textScreen: onText(e)} }

func (m *compare) Fit() {
	if !m.stale() {
		return
	}
	at, ok := m.at()
	m.build()
	if i := slices.Index(m.about, at); ok && i >= 0 {
		m.text.Cursor = m.stops[i]
	}
	m.text.Set(len(m.lines), m.stops, m.size.Height)
}

// at is what the line under the cursor is about.
func (m *compare) at() (comparedPlace, bool) {
	i, of := m.text.Stop()
	if of == 0 || i >= len(m.about) {
		return comparedPlace{}, false
	}
	return m.about[i], true
}

func (m *compare) Titles() (string, string) {
	const title = "Then and now"
	c := m.env.desk.compared()
	if m.filter == 0 {
		return title, fmt.Sprintf("%d of %d can be compared", c.Comparable, c.Asked)
	}
	_, n := m.nth("")
	return title, assessment.Capital(comparedFilters[m.filter].words) + ": " + howMany(n)
}

// nth is the number of a question among those that the filter takes, from 1, and
// how many those are.
func (m *compare) nth(item string) (n, of int) {
	c := m.env.desk.compared()
	for i := range c.Items {
		if comparedFilters[m.filter].takes(&c.Items[i]) {
			of++
			if c.Items[i].ID == item {
				n = of
			}
		}
	}
	return n, of
}

func (m *compare) Explain() string {
	return "The answers of this period beside those of the one before: what has become better or worse, what is the same, what is asked for the first time, " +
		"and what is no longer asked, with its last answer. A count over a whole period is compared by the month where the periods are not of one length. " +
		"Enter on a question opens it, and Esc brings you back to the same line."
}

func (m *compare) Actions() []action {
	what := "Open the question under the cursor"
	if at, ok := m.at(); ok && at.item == "" {
		what = "Open the section under the cursor"
	}
	next := comparedFilters[m.turned(1)].words
	return []action{
		can("compare.open", m.open).saying(what),
		can("compare.filter", func() tea.Cmd { return m.turn(1) }).called(next),
		can("compare.filter-before", func() tea.Cmd { return m.turn(-1) }).off(),
		hide("tasks.compare", "This is the comparison."),
	}
}

// turned is the filter n steps on, of those that take something.
func (m *compare) turned(n int) int {
	c := m.env.desk.compared()
	for i := m.filter; ; {
		i = (i + n + len(comparedFilters)) % len(comparedFilters)
		if i == 0 || i == m.filter || slices.ContainsFunc(c.Items, func(x assessment.Compared) bool { return comparedFilters[i].takes(&x) }) {
			return i
		}
	}
}

func (m *compare) turn(n int) tea.Cmd {
	m.filter = m.turned(n)
	m.build()
	m.text.Cursor = 0
	m.text.Set(len(m.lines), m.stops, m.size.Height)
	return nil
}

func (m *compare) open() tea.Cmd {
	at, ok := m.at()
	if !ok {
		return nil
	}
	if at.item == "" {
		return m.env.open(newSection(m.env, at.section))
	}
	if x := m.env.desk.since(at.item); x.Is == nil {
		return m.env.open(newThen(m.env, at.item))
	}
	return m.env.open(newQuestion(m.env, at.item))
}

// build makes the lines: the totals, the sections, the items.
func (m *compare) build() {
	c, w := m.env.desk.compared(), max(1, listWidth(m.size.Width)-margin)
	m.lines, m.stops, m.about = nil, nil, nil
	m.buildTotals(c, w)
	if m.filter == 0 {
		m.buildSections(c, w)
	}
	idWidth := max(idColumn(c.Now.Checklist()), idColumn(c.Then.Checklist()))
	for i := range c.Items {
		if x := &c.Items[i]; comparedFilters[m.filter].takes(x) {
			m.buildItem(c, x, w, idWidth)
		}
	}
}

func (m *compare) say(lines ...line) { m.lines = append(m.lines, lines...) }

// stop makes the line that is added next one that can be chosen.
func (m *compare) stop(at comparedPlace) {
	m.stops, m.about = append(m.stops, len(m.lines)), append(m.about, at)
}

func (m *compare) buildTotals(c *assessment.Comparison, w int) {
	if m.filter == 0 {
		m.say(whichReturn("Then  ", c.Then, w)...)
		m.say(whichReturn("Now   ", c.Now, w)...)
		m.say(line{})
	}
	count := map[assessment.Outcome]int{}
	for i := range c.Items {
		count[fateOf(&c.Items[i])]++
	}
	totals := func(t theme.Theme) []string {
		var pieces []string
		for _, o := range fates {
			style := t.Text
			if tone := inOutcome(o); tone != nil {
				style = tone(t)
			}
			if n := count[o]; n > 0 {
				pieces = append(pieces, style.Render(fmt.Sprintf("%s %d %s", outcomeSigns[o], n, o.Words())))
			}
		}
		return flow(pieces, w)
	}
	for i := range totals(m.env.theme) {
		m.say(line{paint: func(t theme.Theme) string { return totals(t)[i] }})
	}
	share := 0
	if c.Asked > 0 {
		share = (100*c.Comparable + c.Asked/2) / c.Asked
	}
	if m.filter == 0 {
		m.say(toLines(nil, wrap(fmt.Sprintf("Can be compared: %d of the %d asked now (%d per cent).", c.Comparable, c.Asked, share), w)...)...)
	}
	if s := c.Lengths(); s != "" {
		m.say(toLines(inWarn, wrap(s, w)...)...)
	}
	m.say(line{})
}

// whichReturn is the period of a return, and its id where there is room.
func whichReturn(word string, a assessment.Assessment, w int) []line {
	period := word + a.Details().PeriodWords()
	if long := plain.Line(period + " · " + a.ID()); widget.Width(long) <= w {
		return toLines(nil, long)
	}
	return toLines(nil, hang(word, a.Details().PeriodWords(), w)...)
}

// A sectionThenAndNow is how the items of a section stood and stand.
type sectionThenAndNow struct {
	section   *checklist.Section
	then, now map[checklist.Standing]int
}

// thenAndNow are the sections of both returns, those that are asked now first.
func thenAndNow(c *assessment.Comparison) []sectionThenAndNow {
	var all []sectionThenAndNow
	for i := range c.Items {
		x := &c.Items[i]
		n := slices.IndexFunc(all, func(s sectionThenAndNow) bool { return s.section.ID == x.Section.ID })
		if n < 0 {
			n = len(all)
			all = append(all, sectionThenAndNow{x.Section, map[checklist.Standing]int{}, map[checklist.Standing]int{}})
		}
		if x.Was != nil {
			all[n].then[x.StoodThen]++
		}
		if x.Is != nil {
			all[n].now[x.StandsNow]++
		}
	}
	return all
}

// roomForWords is the width from which the figures of a section stand beside its
// title.
const roomForWords = 70

func (m *compare) buildSections(c *assessment.Comparison, w int) {
	sections := thenAndNow(c)
	longest := 1
	for _, s := range sections {
		longest = max(longest, sum(s.then), sum(s.now))
	}
	const label = 6
	bar := scaleOf(longest, (w-2*label-2)/2)
	m.say(line{text: "How the questions stood and stand", tone: inTitle})
	m.say(legendLines(w)...)
	for _, s := range sections {
		if _, asked := c.Now.Checklist().Section(s.section.ID); asked {
			m.stop(comparedPlace{section: s.section})
		}
		words := s.words()
		title := line{text: widget.Cut(plain.Line(s.section.Title), w)}
		bars := line{paint: func(t theme.Theme) string {
			then, now := standingBar(t, s.then, bar.of(sum(s.then))), standingBar(t, s.now, bar.of(sum(s.now)))
			return t.Dim.Render(widget.Pad("Then", label)) + widget.Pad(then, bar.most) + "  " + t.Dim.Render(widget.Pad("Now", label)) + now
		}}
		if w < roomForWords {
			m.say(title, bars, line{text: widget.Cut(words, w), tone: inDim})
			continue
		}
		title.text, title.right, title.state = widget.Cut(title.text, w-widget.Width(words)-1), words, inDim
		m.say(title, bars)
	}
	m.say(line{}, line{text: "Question by question", tone: inTitle})
}

func sum(of map[checklist.Standing]int) int {
	n := 0
	for _, k := range of {
		n += k
	}
	return n
}

// words is how many items were met and are, or where no item of the
// section has a verdict, how many were answered.
func (s sectionThenAndNow) words() string {
	words := func(then, now int, what string) string {
		if sum(s.then) == sum(s.now) {
			return fmt.Sprintf("%d of %d %s then, %d now", then, sum(s.then), what, now)
		}
		return fmt.Sprintf("%d of %d %s then, %d of %d now", then, sum(s.then), what, now, sum(s.now))
	}
	verdicts := func(of map[checklist.Standing]int) int {
		return of[checklist.Met] + of[checklist.PartlyMet] + of[checklist.NotMet]
	}
	if verdicts(s.then)+verdicts(s.now) > 0 {
		return words(s.then[checklist.Met], s.now[checklist.Met], "met")
	}
	answered := func(of map[checklist.Standing]int) int { return sum(of) - of[checklist.Unanswered] }
	return words(answered(s.then), answered(s.now), "answered")
}

func (m *compare) buildItem(c *assessment.Comparison, x *assessment.Compared, w, idWidth int) {
	right := outcomeWords(fateOf(x))
	m.stop(comparedPlace{x.Section, x.ID})
	m.say(line{
		text:  widget.Cut(widget.Pad(plain.Line(x.ID), idWidth)+plain.Line(x.Item().Title), w-widget.Width(right)-2),
		right: right, state: inOutcome(fateOf(x)),
	})
	blank := widget.Pad("", idWidth)
	for _, s := range m.env.comparedNotes(c, x) {
		before := blank
		if s[0] != "" {
			before += widget.Pad(s[0], 6)
		}
		m.say(toLines(inDim, hang(before, plain.Line(s[1]), w)...)...)
	}
	for _, n := range x.Counts {
		then, now := n.Words()
		m.say(toLines(inDim, hang(blank, plain.Line(n.Field.Label)+": "+then+" then, "+now+" now", w)...)...)
	}
}

// comparedNotes are what there is to say of an item beside its outcome, each
// with the word before it: the verdicts, or the answers where there are none,
// and whether it was reworded. Counts are shown by themselves.
func (e *env) comparedNotes(c *assessment.Comparison, x *assessment.Compared) [][2]string {
	var notes [][2]string
	answers := func(word string, a assessment.Assessment, it *checklist.Item) {
		if it == nil {
			return
		}
		if all := e.lastAnswers(a, it); len(all) > 0 {
			notes = append(notes, [2]string{word, strings.Join(folded(strings.Join(all, "; "), 160, 1), "")})
		}
	}
	switch x.Outcome {
	case assessment.Better, assessment.Worse:
		notes = append(notes, [2]string{"", x.StoodThen.Words() + " then, " + x.StandsNow.Words() + " now"})
	case assessment.Different, assessment.NoAnswer, assessment.NewlyAsked, assessment.Retired:
		if len(x.Counts) > 0 {
			break
		}
		answers("then", c.Then, x.Was)
		answers("now", c.Now, x.Is)
	}
	if x.Reworded {
		notes = append(notes, [2]string{"", "reworded since then"})
	}
	return notes
}

func (m *compare) Draw(w, h int) page {
	p := drawText(m.env.theme, &m.text, m.lines, listWidth(w))
	at, ok := m.at()
	switch n, of := m.nth(at.item); {
	case !ok:
	case n > 0:
		p.place = []string{"question " + nth(n-1, of)[0]}
	default:
		i, _ := m.text.Stop()
		p.place = []string{"section " + nth(i, len(m.env.desk.compared().Now.Checklist().Sections))[0]}
	}
	return p.aside(w, h, 0, func(w int) []string { return m.env.detailOf(at.item, w) })
}
