package tui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// find looks for questions by their wording, their answers and their notes, as
// the query is typed. What is found is opened, or picked for something else.
type find struct {
	env     *env
	query   field
	filters []filter // the first takes all questions
	filter  int      // in filters
	size    tea.WindowSizeMsg

	// title, verb and pick say what a question is picked for; pick is nil where it
	// is opened. Mark, if it is set, is what stands at the end of its row.
	title, verb string
	pick        func(item string) tea.Cmd
	mark        func(item string) string

	index []findable
	head  assessment.Head // that index was built for
	found []int           // places in index, the best first
	rows  widget.Rows
}

// findable is one question with all its text, in parts that a result can quote.
type findable struct {
	item      *checklist.Item
	standing  checklist.Standing
	words     string // of the standing
	attention bool
	assigned  string
	review    assessment.ReviewState
	parts     []findPart // the id and the title first
	all       string     // of the parts, in small letters
}

type findPart struct{ label, text string }

// left reports whether someone is still to answer it.
func (x findable) left() bool {
	return x.standing == checklist.Unanswered || x.review == assessment.ReviewReturned
}

// A filter says which questions are looked at.
type filter struct {
	words string
	takes func(findable) bool
}

var unanswered = filter{"unanswered questions", func(x findable) bool { return x.standing == checklist.Unanswered }}

// filtersOf are those that say something of the assessment as it is: nobody
// reviews, or is waited on, in every one.
func filtersOf(e *env) []filter {
	all := []filter{
		{"all questions", func(findable) bool { return true }},
		unanswered,
		{"questions not met or partly met", func(x findable) bool {
			return x.standing == checklist.NotMet || x.standing == checklist.PartlyMet
		}},
		{"questions that need attention", func(x findable) bool { return x.attention }},
		{"my questions", func(x findable) bool { return assessment.Same(x.assigned, e.author.String()) }},
	}
	if reviewTally(e.desk.progress().Tally) != "" {
		all = append(all,
			filter{"questions returned by the reviewer", func(x findable) bool { return x.review == assessment.ReviewReturned }},
			filter{"questions to review", func(x findable) bool {
				return x.standing != checklist.Unanswered && x.review != assessment.ReviewAccepted && x.review != assessment.ReviewReturned
			}},
			filter{"questions changed since accepted", func(x findable) bool { return x.review == assessment.ReviewChanged }})
	}
	for _, l := range e.desk.people() {
		if l.Left() > 0 {
			all = append(all, waitingOn(l.Name))
		}
	}
	return all
}

// waitingOn takes what one person is still to answer, or with an empty name what
// nobody has been asked to.
func waitingOn(name string) filter {
	if name == "" {
		return filter{"questions left and assigned to nobody", func(x findable) bool { return x.left() && x.assigned == "" }}
	}
	return filter{"questions waiting on " + name, func(x findable) bool { return x.left() && assessment.Same(x.assigned, name) }}
}

func newFind(e *env, query string) *find {
	m := &find{env: e, query: newField(query), title: "Find a question", verb: "open"}
	m.refilter()
	return m
}

// newFindOf is newFind with a filter set.
func newFindOf(e *env, f filter) *find {
	m := newFind(e, "")
	m.filters, m.filter = []filter{f}, 0
	m.refilter()
	return m
}

// newPick finds a question for something else than to open it.
func newPick(e *env, title string, pick func(item string) tea.Cmd) *find {
	m := newFind(e, "")
	m.title, m.verb, m.pick = title, "pick", pick
	return m
}

// refilter lists the filters as they are now, with the one that is set among
// them.
func (m *find) refilter() {
	all := filtersOf(m.env)
	if len(m.filters) == 0 {
		m.filters = all
		return
	}
	set := m.filters[m.filter]
	m.filter = slices.IndexFunc(all, func(f filter) bool { return f.words == set.words })
	if m.filter < 0 {
		m.filter = len(all)
		all = append(all, set)
	}
	m.filters = all
}

func (m *find) Init() tea.Cmd  { return nil }
func (m *find) Editing() bool  { return true }
func (m *find) Leave() tea.Cmd { return nil }

func (m *find) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "down", "pgup", "pgdown":
			m.rows.Press(msg.String())
			return nil
		}
		if m.query.update(msg) {
			m.look()
		}
		return nil
	case tea.PasteMsg:
		m.query.update(msg)
		m.look()
		return nil
	}
	if head := m.env.desk.shown.Head(); m.head != head {
		m.head = head
		m.index = findables(m.env.desk.shown, m.env.desk.progress().Findings)
		m.refilter()
		m.search()
	}
	m.fit()
	return nil
}

func (m *find) Titles() (string, string) {
	return m.title, fmt.Sprintf("%s, %d of %d", assessment.Capital(m.filters[m.filter].words), len(m.found), len(m.index))
}

func (m *find) Explain() string {
	return "Type words: every question that has all of them is listed, whether they stand in its wording or its section's title, its answers, what HMIC will read, " +
		"its internal note, its evidence or its actions. A word after ! must not be there. An id, or the beginning of one, comes first: bus7 is BUS-07."
}

func (m *find) Actions() []action {
	none, esc := "", "back"
	if len(m.found) == 0 {
		none = "No question is listed."
	}
	if m.query.value() != "" {
		esc = "clear"
	}
	return []action{
		act([]string{"enter"}, "↵", m.verb, assessment.Capital(m.verb)+" the question under the cursor", m.open).unless(none),
		act([]string{"tab"}, "tab", m.filters[(m.filter+1)%len(m.filters)].words, "Look only at some: unanswered, not met, needing attention, yours, by review, or waiting on someone", func() tea.Cmd { return m.turn(1) }),
		act([]string{"shift+tab"}, "shift+tab", "filter before", "Go back to the filter before", func() tea.Cmd { return m.turn(len(m.filters) - 1) }).off(),
		act([]string{"esc"}, "esc", esc, "Clear what is typed, or go back if nothing is", m.escape),
	}
}

func (m *find) open() tea.Cmd {
	item := m.index[m.found[m.rows.Cursor]].item.ID
	if m.pick != nil {
		return m.pick(item)
	}
	return open(newQuestion(m.env, item))
}

func (m *find) turn(n int) tea.Cmd {
	m.filter = (m.filter + n) % len(m.filters)
	m.look()
	return nil
}

func (m *find) escape() tea.Cmd {
	if m.query.value() == "" {
		return back
	}
	m.query.set("")
	m.look()
	return nil
}

// look searches again, from the top.
func (m *find) look() {
	m.rows.Cursor = 0
	m.search()
	m.fit()
}

const findHead = 2 // lines above the results

// each is how many lines a result takes: a second one says where the words are.
func (m *find) each() int {
	if strings.TrimSpace(m.query.value()) == "" {
		return 1
	}
	return 2
}

func (m *find) fit() { m.rows.Set(len(m.found), (m.size.Height-findHead)/m.each()) }

// search lists what the query and the filter take: an id first, then its
// beginning, then titles, and each in the checklist's order.
func (m *find) search() {
	query := m.query.value()
	with, without := findWords(query)
	rank := map[int]int{}
	m.found = m.found[:0]
	for i, x := range m.index {
		if !m.filters[m.filter].takes(x) {
			continue
		}
		r := idRank(x.item.ID, query)
		has := func(word string) bool { return strings.Contains(x.all, word) }
		switch {
		case r < 2: // the id is enough
		case slices.ContainsFunc(without, has) || !allOf(with, has):
			continue
		case len(with) > 0 && allOf(with, func(word string) bool { return strings.Contains(strings.ToLower(x.item.Title), word) }):
			r = 2
		default:
			r = 3
		}
		rank[i] = r
		m.found = append(m.found, i)
	}
	slices.SortStableFunc(m.found, func(x, y int) int { return rank[x] - rank[y] })
}

func allOf(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}

// findWords are the words that must be there, and those that must not.
func findWords(query string) (with, without []string) {
	for _, w := range strings.Fields(strings.ToLower(query)) {
		if not, ok := strings.CutPrefix(w, "!"); !ok {
			with = append(with, w)
		} else if not != "" {
			without = append(without, not)
		}
	}
	return with, without
}

// idRank is 0 where the query is that id, 1 where it is how it begins, and 2
// otherwise. Neither hyphens nor leading noughts count.
func idRank(id, query string) int {
	full, short := idLetters(id)
	asked, askedShort := idLetters(query)
	switch {
	case asked == "" || strings.ContainsAny(strings.TrimSpace(query), "!"):
		return 2
	case asked == full || askedShort == short:
		return 0
	case strings.HasPrefix(full, asked) || strings.HasPrefix(short, asked):
		return 1
	}
	return 2
}

// idLetters is id without what is neither letter nor digit; and that again
// without the noughts before its number.
func idLetters(id string) (full, short string) {
	full = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, id)
	name := strings.TrimRightFunc(full, unicode.IsDigit)
	return full, name + strings.TrimLeft(full[len(name):], "0")
}

// findables are all questions with all that is said about them.
func findables(a assessment.Assessment, findings []assessment.Finding) []findable {
	attention := map[string]bool{}
	for _, f := range findings {
		if f.Severity != assessment.Note {
			attention[f.Item] = true
		}
	}
	around := map[string][]findPart{}
	for _, e := range a.Evidence() {
		for _, id := range e.Items {
			around[id] = append(around[id], findPart{"Evidence", strings.Join([]string{e.Title, e.Owner, e.Where}, " ")})
		}
	}
	for _, x := range a.Actions() {
		for _, id := range x.Items {
			around[id] = append(around[id], findPart{"Action", x.What + " " + x.Owner})
		}
	}
	index := make([]findable, 0, a.Checklist().Len())
	for s, it := range a.Checklist().Items() {
		standing := a.Standing(it)
		x := findable{
			item: it, standing: standing, words: standingWords(a, it, standing), attention: attention[it.ID],
			assigned: a.Assigned(it.ID), review: a.Review(it.ID).State,
		}
		x.parts = []findPart{{"", it.ID}, {"", it.Title}, {"", it.Question}}
		for i := range it.Fields {
			if v := a.Field(it, &it.Fields[i]); v.IsAnswered() {
				x.parts = append(x.parts, findPart{it.Fields[i].Label, assessment.Words(&it.Fields[i], v)})
			}
		}
		if v := a.At(assessment.Narrative(it.ID)); v.IsAnswered() {
			x.parts = append(x.parts, findPart{"HMIC will read", v.Given})
		}
		if v := a.At(assessment.Internal(it.ID)); v.IsAnswered() {
			x.parts = append(x.parts, findPart{"Internal note", v.Given})
		}
		x.parts = append(append(x.parts, around[it.ID]...), findPart{"Section", s.Title})
		if x.assigned != "" {
			x.parts = append(x.parts, findPart{"For", x.assigned})
		}
		texts := make([]string, len(x.parts))
		for i, p := range x.parts {
			texts[i] = p.label + " " + p.text
		}
		x.all = strings.ToLower(strings.Join(texts, "\n"))
		index = append(index, x)
	}
	return index
}

func (m *find) Draw(w, h int) page {
	t := m.env.theme
	query, x := m.query.draw(t, "/ ", w)
	p := page{x: x, lines: []string{query, ""}}
	if len(m.found) == 0 {
		for _, l := range hang("  ", m.nothing(), w) {
			p.lines = append(p.lines, t.Dim.Render(l))
		}
		return p
	}
	with, _ := findWords(m.query.value())
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		x := m.index[m.found[i]]
		l := line{text: widget.Pad(plain.Line(x.item.ID), idColumn(m.env.desk.shown.Checklist())) + plain.Line(x.item.Title)}
		l.right, l.state = m.right(x, w)
		p.lines = append(p.lines, l.draw(t, i == m.rows.Cursor, w))
		if m.each() == 2 {
			p.lines = append(p.lines, "    "+m.quote(x, with, w-4))
		}
	}
	return p
}

// right is the end of a row: how the question stands, and where there is room
// what its reviewer said and whom it waits for.
func (m *find) right(x findable, w int) (string, tone) {
	if m.mark != nil {
		return m.mark(x.item.ID), inGood
	}
	parts := []string{x.words}
	if s := reviewShort(x.review); s != "" {
		parts = append([]string{s}, parts...)
	}
	if x.assigned != "" && w >= wide {
		parts = append([]string{widget.Cut(plain.Line(x.assigned), 24)}, parts...)
	}
	return strings.Join(parts, " · "), inStanding(x.standing)
}

// nothing is why there is nothing in the list, and what to do.
func (m *find) nothing() string {
	query := strings.TrimSpace(m.query.value())
	switch {
	case query == "":
		return fmt.Sprintf("There are no %s. Tab looks at others.", plain.Line(m.filters[m.filter].words))
	case m.filter == 0:
		return fmt.Sprintf("No question has “%s” in its wording, its answers or its notes. Esc clears what is typed.", plain.Line(query))
	}
	return fmt.Sprintf("None of the %s has “%s” in it. Tab looks at others, Esc clears what is typed.", plain.Line(m.filters[m.filter].words), plain.Line(query))
}

// quote is the part of a question in which the words are, cut around the first
// of them; or the question, if they are in its title.
func (m *find) quote(x findable, words []string, w int) string {
	t := m.env.theme
	for _, p := range x.parts[1:] {
		for _, word := range words {
			before, hit, after, ok := around(plain.Line(p.text), word)
			if !ok || p.text == x.item.Title {
				continue
			}
			if p.label != "" {
				p.label = plain.Line(p.label) + ": "
			}
			room := max(4, w-widget.Width(p.label)-widget.Width(hit))
			if d := widget.Width(before) - room/2; d > 0 {
				before = "…" + widget.CutLeft(before, d+1)
			}
			return widget.Cut(t.Dim.Render(p.label+before)+t.Title.Render(hit)+t.Dim.Render(after), w)
		}
	}
	return widget.Cut(t.Dim.Render(plain.Line(x.item.Question)), w)
}

// around cuts text where word, in small letters, first stands in it.
func around(text, word string) (before, hit, after string, ok bool) {
	low := strings.ToLower(text)
	i := strings.Index(low, word)
	if i < 0 {
		return "", "", "", false
	}
	// Small letters may take more bytes or fewer, but are as many.
	r := []rune(text)
	from := utf8.RuneCountInString(low[:i])
	to := from + utf8.RuneCountInString(word)
	return string(r[:from]), string(r[from:to]), string(r[to:]), true
}
