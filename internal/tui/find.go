package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// find looks for questions by their wording, their answers and their notes, as
// the query is typed. What is found is opened, or picked for something else.
type find struct {
	rowScreen
	query   field
	filters []search.Filter // the first takes all questions
	filter  int             // in filters

	// title, verb and pick say what a question is picked for; pick, which is told
	// this screen, is nil where it is opened. Mark, if it is set, is what stands at the end of its row.
	title, verb string
	pick        func(from screen, item string) tea.Cmd
	mark        func(item string) string
	past        bool // questions that are no longer asked are listed, too

	index []search.Entry
	found []int // places in index, the best first
	picks picks
}

// filtersOf are those of what is shown, for the person at work.
func filtersOf(e *env) []search.Filter {
	return search.Filters(e.desk.shown, e.author, e.desk.people())
}

func newFind(e *env, query string) *find {
	m := &find{rowScreen: onRows(e), query: newField(query), title: "Find a question", verb: "open"}
	m.refilter()
	return m
}

// newFindOf is newFind with a filter set.
func newFindOf(e *env, f search.Filter) *find {
	m := newFind(e, "")
	m.filters, m.filter = []search.Filter{f}, 0
	m.refilter()
	return m
}

// newPick finds a question for something else than to open it.
func newPick(e *env, title string, pick func(from screen, item string) tea.Cmd) *find {
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
	m.filter = slices.IndexFunc(all, func(f search.Filter) bool { return f.Words == set.Words })
	if m.filter < 0 {
		m.filter = len(all)
		all = append(all, set)
	}
	m.filters = all
}

// retired are the questions that only the return before asks, to be searched.
func (d *desk) retired() []search.Entry {
	last, ok := d.last()
	if !ok {
		return nil
	}
	return slices.DeleteFunc(search.Index(last, nil), func(x search.Entry) bool {
		_, asked := d.shown.Item(x.Item.ID)
		return asked
	})
}

func (m *find) Editing() bool { return true }

func (m *find) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.query.over(&m.rows, k) {
		m.look()
	} else if m.query.left {
		m.picks.moved(m.rows, m.ids())
	}
	return nil
}

func (m *find) Paste(p tea.PasteMsg) tea.Cmd {
	m.query.update(p)
	m.look()
	return nil
}

func (m *find) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(answeredTogether); ok {
		m.picks.none()
	}
	return nil
}

func (m *find) Fit() {
	if m.stale() {
		m.index = search.Index(m.env.desk.shown, m.env.desk.progress().Findings)
		if m.past {
			m.index = append(m.index, m.env.desk.retired()...)
		}
		m.refilter()
		m.search()
	}
	m.rows.Set(len(m.found), (m.size.Height-findHead)/m.each())
}

func (m *find) Titles() (string, string) {
	words := fmt.Sprintf("%s, %d of %d", assessment.Capital(m.filters[m.filter].Words), len(m.found), len(m.index))
	if s := m.picks.words(); s != "" {
		words += " · " + s
	}
	return m.title, words
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
	switch {
	case m.query.value() != "":
		esc = "clear"
	case len(m.picks.on) > 0:
		esc = "select none"
	}
	all := []action{
		can("find.open", m.open).called(m.verb).saying(assessment.Capital(m.verb) + " the question under the cursor").unless(none),
		can("find.filter", func() tea.Cmd { return m.turn(1) }).called(m.filters[(m.filter+1)%len(m.filters)].Words),
		can("find.filter-before", func() tea.Cmd { return m.turn(len(m.filters) - 1) }).off(),
		can("find.clear", m.escape).called(esc),
	}
	if m.pick == nil {
		all = append(m.picks.actions(m.env, "find", &m.rows, m.ids()), all...)
	}
	return all
}

func (m *find) open() tea.Cmd {
	item := m.index[m.found[m.rows.Cursor]].Item.ID
	if m.pick != nil {
		return m.pick(m, item)
	}
	return m.env.open(newQuestion(m.env, item))
}

func (m *find) turn(n int) tea.Cmd {
	m.filter = (m.filter + n) % len(m.filters)
	m.look()
	return nil
}

func (m *find) escape() tea.Cmd {
	switch {
	case m.query.value() != "":
		m.query.set("")
		m.look()
	case len(m.picks.on) > 0:
		m.picks.none()
	default:
		return m.env.back(m)
	}
	return nil
}

// ids are those of the questions that are listed.
func (m *find) ids() []string {
	ids := make([]string, len(m.found))
	for i, n := range m.found {
		ids[i] = m.index[n].Item.ID
	}
	return ids
}

// look searches again, from the top.
func (m *find) look() {
	m.picks.anchored = false
	m.rows.Cursor = 0
	m.search()
}

const findHead = 2 // lines above the results

// each is how many lines a result takes: a second one says where the words are.
func (m *find) each() int {
	if strings.TrimSpace(m.query.value()) == "" {
		return 1
	}
	return 2
}

// search lists what the query and the filter take.
func (m *find) search() {
	m.found = search.Parse(m.query.value()).In(m.index, m.filters[m.filter])
}

func allOf(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}

func (m *find) Draw(w, h int) page {
	p := m.list(listWidth(w))
	if len(m.found) == 0 {
		return p
	}
	return p.aside(w, h, findHead, func(w int) []string {
		a, it := m.env.desk.askedIn(m.index[m.found[m.rows.Cursor]].Item.ID)
		return m.env.detailIn(a, it, w)
	})
}

// list is what is looked for, and what is found.
func (m *find) list(w int) page {
	t := m.env.theme
	query, x := m.query.draw(t, "/ ", w)
	p := page{x: x, lines: []string{query, ""}}
	m.query.in(&p, "/ ", 0, w)
	if len(m.found) == 0 {
		for _, l := range hang("  ", m.nothing(), w) {
			p.lines = append(p.lines, t.Dim.Render(l))
		}
		return p
	}
	p.place = nth(m.rows.Cursor, len(m.found))
	words := search.Parse(m.query.value())
	id := idColumn(m.env.desk.shown.Checklist())
	if len(m.picks.on) > 0 {
		id += 2 // for the sign of what is selected
	}
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, m.each())
		if i == m.rows.Cursor && m.query.left {
			p.x, p.y = 0, len(p.lines)
		}
		x := m.index[m.found[i]]
		l := line{text: m.picks.mark(x.Item.ID, id) + plain.Line(x.Item.Title)}
		l.right, l.state = m.right(x, w)
		p.lines = append(p.lines, l.draw(t, i == m.rows.Cursor, w))
		if m.each() == 2 {
			p.lines = append(p.lines, "    "+m.quote(x, words, w-4))
		}
	}
	return p
}

// right is the end of a row: how the question stands, and what its reviewer said.
func (m *find) right(x search.Entry, w int) (string, tone) {
	if m.mark != nil {
		return m.mark(x.Item.ID), inGood
	}
	parts := []string{theme.Sign(x.Standing) + " " + standingColumn(x.Words, x.Standing, w)}
	if s := reviewShort(x.Review); s != "" {
		parts = append([]string{s}, parts...)
	}
	return strings.Join(parts, " · "), inStanding(x.Standing)
}

// nothing is why there is nothing in the list, and what to do.
func (m *find) nothing() string {
	query := strings.TrimSpace(m.query.value())
	switch {
	case query == "":
		return fmt.Sprintf("There are no %s.", plain.Line(m.filters[m.filter].Words)) + m.env.tell(" {find.filter} looks at others.")
	case m.filter == 0:
		return fmt.Sprintf("No question has “%s” in its wording, its answers or its notes.", plain.Line(query)) + m.env.tell(" {find.clear} clears what is typed.")
	}
	return fmt.Sprintf("None of the %s has “%s” in it.", plain.Line(m.filters[m.filter].Words), plain.Line(query)) +
		m.env.tell(" {find.filter} looks at others, {find.clear} clears what is typed.")
}

// quote is the part of a question in which the words are, cut around the first
// of them; or the question, if they are in its title.
func (m *find) quote(x search.Entry, words search.Query, w int) string {
	t := m.env.theme
	p, word, _ := words.Where(x)
	before, hit, after, ok := search.Around(plain.Line(p.Text), word)
	if !ok || word == "" {
		return widget.Cut(t.Dim.Render(plain.Line(x.Item.Question)), w)
	}
	if p.Label != "" {
		p.Label = plain.Line(p.Label) + ": "
	}
	room := max(4, w-widget.Width(p.Label)-widget.Width(hit))
	if d := widget.Width(before) - room/2; d > 0 {
		before = "…" + widget.CutLeft(before, d+1)
	}
	return widget.Cut(t.Dim.Render(p.Label+before)+t.Title.Render(hit)+t.Dim.Render(after), w)
}
