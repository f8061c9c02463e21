package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/widget"
)

// palette lists everything that can be done on the screen below it, and does
// what is chosen. Text that is no action leads to a question, or to find.
type palette struct {
	env     *env
	actions []action
	query   field
	choices []choice
	rows    widget.Rows
	size    tea.WindowSizeMsg
}

// A choice is one row of the palette.
type choice struct {
	key, what string
	why       string // why it cannot be done now
	do        func() tea.Cmd
}

func newPalette(e *env, actions []action) *palette {
	m := &palette{env: e, query: newField("")}
	for _, x := range actions {
		twice := slices.ContainsFunc(m.actions, func(y action) bool { return y.what == x.what })
		if !twice && x.key.Help().Key != "ctrl+p" {
			m.actions = append(m.actions, x)
		}
	}
	m.look()
	return m
}

func (m *palette) Init() tea.Cmd  { return nil }
func (m *palette) Editing() bool  { return true }
func (m *palette) Leave() tea.Cmd { return nil }

func (m *palette) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
		m.fit()
	case tea.KeyPressMsg:
		switch msg.String() {
		case "up", "down", "pgup", "pgdown":
			m.rows.Press(msg.String())
			return nil
		}
		if m.query.update(msg) {
			m.look()
		}
	case tea.PasteMsg:
		m.query.update(msg)
		m.look()
	}
	return nil
}

func (m *palette) Titles() (string, string) {
	return "What would you like to do?", fmt.Sprintf("%d of %d", min(m.rows.Cursor+1, len(m.choices)), len(m.choices))
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
		can("palette.back", func() tea.Cmd { return back(m) }),
	}
}

// choose closes the palette, and does what is under the cursor on the screen
// that is then on top.
func (m *palette) choose() tea.Cmd {
	c := m.choices[m.rows.Cursor]
	if c.why != "" {
		return complain(c.why)
	}
	return backThen(m, c.do)
}

// look lists what the query leaves.
func (m *palette) look() {
	query := strings.TrimSpace(m.query.value())
	words := strings.Fields(strings.ToLower(query))
	var named []bool // the choices whose very name begins like the query
	m.choices = m.choices[:0]
	for _, x := range m.actions {
		if x.do == nil {
			continue
		}
		text := strings.ToLower(x.key.Help().Desc + " " + x.what)
		if allOf(words, func(w string) bool { return strings.Contains(text, w) }) {
			m.choices = append(m.choices, choice{x.key.Help().Key, x.what, x.why, x.do})
			named = append(named, strings.HasPrefix(x.key.Help().Desc, strings.ToLower(query)))
		}
	}
	m.choices = firstWhere(m.choices, named)
	if query != "" && m.env.desk != nil {
		m.lookFurther(query)
	}
	m.rows.Cursor = 0
	m.fit()
}

// firstWhere is choices with those that are named before the others.
func firstWhere(choices []choice, named []bool) []choice {
	var first, then []choice
	for i, c := range choices {
		if named[i] {
			first = append(first, c)
		} else {
			then = append(then, c)
		}
	}
	return append(first, then...)
}

// lookFurther adds the questions that the query names, and the search for it.
func (m *palette) lookFurther(query string) {
	goTo := func(it *checklist.Item) choice {
		return choice{what: fmt.Sprintf("Go to %s  %s", it.ID, it.Title), do: func() tea.Cmd { return goTo(it.ID) }}
	}
	var exact, begun []choice
	for _, it := range m.env.desk.shown.Checklist().Items() {
		switch search.Rank(it.ID, query) {
		case 0:
			exact = append(exact, goTo(it))
		case 1:
			begun = append(begun, goTo(it))
		}
	}
	m.choices = append(exact, m.choices...)
	if len(exact) == 0 && strings.ContainsAny(query, "0123456789") {
		m.choices = append(m.choices, begun...)
	}
	m.choices = append(m.choices, choice{
		what: fmt.Sprintf("Find “%s” in questions, answers and notes", query),
		do:   func() tea.Cmd { return open(newFind(m.env, query)) },
	})
}

const paletteHead = 2

func (m *palette) fit() { m.rows.Set(len(m.choices), m.size.Height-paletteHead) }

func (m *palette) Draw(w, h int) page {
	t := m.env.theme
	query, x := m.query.draw(t, "> ", w)
	p := page{x: x, lines: []string{query, ""}}
	if len(m.choices) == 0 {
		p.lines = append(p.lines, t.Dim.Render("  Nothing that can be done here is called that."))
	}
	keys := 0
	for _, c := range m.choices {
		keys = max(keys, widget.Width(c.key))
	}
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, 1)
		c := m.choices[i]
		l := line{text: widget.Pad(c.key, keys+2) + plain.Line(c.what)}
		if c.why != "" {
			l.tone, l.right, l.state = inDim, plain.Line(c.why), inDim
		}
		p.lines = append(p.lines, widget.Cut(l.draw(t, i == m.rows.Cursor, w), w))
	}
	return p
}
