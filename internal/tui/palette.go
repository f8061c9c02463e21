package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/widget"
)

// palette lists everything that can be done on the screen below it, and does
// what is chosen. Text that is no action leads to a question, or to find.
type palette struct {
	textScreen // its stops are the choices
	actions    []action
	query      field
	seek       func(query string) []choice // what else the words typed could mean; nil for nothing
	choices    []choice
	lines      []line
}

// A choice is one row of the palette.
type choice struct {
	key, what string
	why       string // why it cannot be done now
	do        func() tea.Cmd
}

// A seeker is a screen on which words that are no action mean something.
type seeker interface{ seek(query string) []choice }

func newPalette(e *env, actions []action) *palette {
	m := &palette{textScreen: onText(e), query: newField("")}
	for _, x := range actions {
		twice := slices.ContainsFunc(m.actions, func(y action) bool { return y.what == x.what })
		if !twice && x.do != nil && x.id != "app.palette" {
			m.actions = append(m.actions, x)
		}
	}
	m.look()
	return m
}

func (m *palette) Editing() bool { return true }

func (m *palette) Press(k tea.KeyPressMsg) tea.Cmd {
	if m.query.over(&m.text, k) {
		m.look()
	}
	return nil
}

func (m *palette) Paste(p tea.PasteMsg) tea.Cmd {
	m.query.update(p)
	m.look()
	return nil
}

func (m *palette) Fit() {
	if m.stale() {
		m.build()
	}
}

func (m *palette) Titles() (string, string) {
	return "What would you like to do?", m.env.tell("Type to find, {palette.do} does it")
}

func (m *palette) Explain() string {
	return "Type a few letters of what you want to do, and Enter does it on the screen that you came from. " +
		"An id such as BUS-07 goes to that question; any other words can be looked for."
}

func (m *palette) Actions() []action {
	none := ""
	if len(m.choices) == 0 {
		none = "Nothing is listed."
	}
	return []action{
		can("palette.do", m.choose).unless(none),
		can("palette.back", func() tea.Cmd { return m.env.back(m) }),
	}
}

// choose closes the palette, and does what is under the cursor on the screen
// that is then on top.
func (m *palette) choose() tea.Cmd {
	i, _ := m.text.Stop()
	c := m.choices[i]
	if c.why != "" {
		return complain(c.why)
	}
	return m.env.backThen(m, c.do)
}

// look lists what the query leaves: what is meant best first, and of that what
// can be done now.
func (m *palette) look() {
	query := strings.TrimSpace(m.query.value())
	type ranked struct {
		choice
		rank int
	}
	var found []ranked
	for _, x := range m.actions {
		h := x.key.Help()
		if rank, ok := meantBy(query, h.Desc, x.what); ok {
			found = append(found, ranked{choice{h.Key, x.what, x.why, x.do}, rank})
		}
	}
	if query != "" {
		slices.SortStableFunc(found, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(min(1, len(a.why)), min(1, len(b.why))))
		})
	}
	m.choices = m.choices[:0]
	for _, x := range found {
		m.choices = append(m.choices, x.choice)
	}
	switch {
	case query == "":
	case m.env.desk != nil:
		m.lookFurther(query)
	case m.seek != nil:
		m.choices = append(m.choices, m.seek(query)...)
	}
	m.text.To(0)
	m.build()
	m.text.To(0)
}

// How well a query means something, the best first.
const (
	byName     = iota // it is the name, or how that begins
	byWords           // its words begin words of the name or the sentence
	byLetters         // its words are somewhere in them
	byInitials        // its letters are the first ones of their words
)

// meantBy reports whether a query means what has that name and that sentence,
// and how well.
func meantBy(query, name, what string) (rank int, meant bool) {
	query, name, what = strings.ToLower(query), strings.ToLower(name), strings.ToLower(what)
	asked, words := strings.Fields(query), strings.Fields(name+" "+what)
	begins := func(q string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) })
	}
	switch {
	case strings.HasPrefix(name, query):
		return byName, true
	case allOf(asked, begins):
		return byWords, true
	case allOf(asked, func(q string) bool { return strings.Contains(name+" "+what, q) }):
		return byLetters, true
	case len(asked) == 1 && len(query) > 1 && (strings.HasPrefix(initials(name), query) || strings.HasPrefix(initials(what), query)):
		return byInitials, true
	}
	return 0, false
}

// initials are the first letters of the words of s.
func initials(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}

// lookFurther adds the questions that the query names, and the search for it.
func (m *palette) lookFurther(query string) {
	question := func(it *checklist.Item) choice {
		return choice{what: fmt.Sprintf("Go to %s  %s", it.ID, it.Title), do: func() tea.Cmd { return m.env.goTo(it.ID) }}
	}
	var exact, begun []choice
	for _, it := range m.env.desk.shown.Checklist().Items() {
		switch search.Rank(it.ID, query) {
		case 0:
			exact = append(exact, question(it))
		case 1:
			begun = append(begun, question(it))
		}
	}
	m.choices = append(exact, m.choices...)
	if len(exact) == 0 && strings.ContainsAny(query, "0123456789") {
		m.choices = append(m.choices, begun...)
	}
	m.choices = append(m.choices, choice{
		what: fmt.Sprintf("Find “%s” in questions, answers and notes", query),
		do:   func() tea.Cmd { return m.env.open(newFind(m.env, query)) },
	})
}

const paletteHead = 2

// notNow stands between what could be done and why it cannot be.
const notNow = ". Not now: "

// build lays the choices out; why one cannot be done stands behind it, as in the help.
func (m *palette) build() {
	at, _ := m.text.Stop()
	w := max(1, m.size.Width-margin)
	keys := 0
	for _, c := range m.choices {
		keys = max(keys, widget.Width(c.key))
	}
	if keys > 0 {
		keys += 2
	}
	m.lines = m.lines[:0]
	var stops []int
	for _, c := range m.choices {
		stops = append(stops, len(m.lines))
		var t tone
		what := plain.Line(c.what)
		if c.why != "" {
			t, what = inDim, what+notNow+plain.Line(c.why)
		}
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(c.key, keys), what, w)...)...)
	}
	setText(&m.text, len(m.lines), stops, at, m.size.Height-paletteHead)
}

func (m *palette) Draw(w, h int) page {
	t := m.env.theme
	query, x := m.query.draw(t, "> ", w)
	p := drawText(t, &m.text, m.lines, w)
	if len(m.choices) == 0 {
		p.lines = append(p.lines, t.Dim.Render("  Nothing that can be done here is called that."))
	}
	p = p.below([]string{query, ""})
	m.query.in(&p, "> ", 0, w)
	if !m.query.left {
		p.x, p.y = x, 0
	}
	return p
}
