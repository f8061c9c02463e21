package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// replaces lists the returns that have been exported, so that one can be named in
// the place of which the next is sent. The first row is none.
type replaces struct {
	rowScreen
	loaded bool
	all    []receipts.Earlier
	head   assessment.Head // that changes were counted at
	// changes are how many questions, and what is of none, are answered otherwise
	// now, for each of all.
	changes []int
}

func newReplaces(e *env) *replaces { return &replaces{rowScreen: onRows(e)} }

// earlierRead brings the returns of an assessment that can be replaced. The error,
// which may come with some, speaks of others.
type earlierRead struct {
	by  *replaces
	all []receipts.Earlier
	err error
}

func (m *replaces) Init() tea.Cmd {
	folder, a := m.env.Receipts, m.env.desk.shown
	return func() tea.Msg {
		all, err := folder.Replaceable(a)
		return earlierRead{m, all, err}
	}
}

func (m *replaces) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(earlierRead); ok && msg.by == m {
		m.loaded, m.all = true, msg.all
		if msg.err != nil {
			return complain("Not every receipt can be read; the returns of those that can are listed.")
		}
	}
	return nil
}

func (m *replaces) Fit() {
	if head := m.env.desk.shown.Head(); m.loaded && (m.head != head || len(m.changes) != len(m.all)) {
		m.head, m.changes = head, nil
		for _, x := range m.all {
			m.changes = append(m.changes, len(m.env.desk.shown.Since(x.Then)))
		}
	}
	m.rows.Set(1+len(m.all), m.size.Height)
}

func (m *replaces) Titles() (string, string) {
	switch n := len(m.all); {
	case !m.loaded:
		return "In place of which return?", "Looking for them"
	case n == 0:
		return "In place of which return?", "None has been exported yet"
	default:
		return "In place of which return?", fmt.Sprintf("%d %s been exported", n, assessment.Plural(n, "has", "have"))
	}
}

func (m *replaces) Explain() string {
	return "A return that has been sent is corrected by another one, which names it and lists what it says otherwise. Choose the one that was sent last. " +
		"One that says the same as now cannot be replaced: there would be nothing to correct."
}

// at is the return under the cursor, and nil on the first row.
func (m *replaces) at() (*receipts.Earlier, int) {
	if i := m.rows.Cursor - 1; i >= 0 && i < len(m.all) {
		return &m.all[i], m.changes[i]
	}
	return nil, 0
}

func (m *replaces) Actions() []action {
	x, n := m.at()
	same, none := "", ""
	switch {
	case x == nil:
		none = "The cursor is on no return."
	case n == 0:
		same = report.Unchanged(x.Reference) + "."
	}
	choose := func() tea.Cmd {
		m.env.desk.outgoing.replaces = x
		return m.env.back(m)
	}
	return []action{
		can("replaces.choose", choose).unless(same),
		can("replaces.changes", func() tea.Cmd {
			return m.env.open(newConfirm(m.env, "Replace "+x.Reference+"?", m.changed(x), "replace it", choose))
		}).unless(none).unless(same),
	}
}

// changed is what is said otherwise now than in x, in words.
func (m *replaces) changed(x *receipts.Earlier) []string {
	var r report.Report
	r.Replace(x.Then, m.env.desk.shown)
	return replacedWords(r.Replaces)
}

// replacedWords are which return is replaced, and what is said otherwise now.
func replacedWords(p *report.Replaced) []string {
	what := []string{p.Words() + ".", "", "What is said otherwise now"}
	for _, c := range p.Changes {
		for _, words := range c.Words {
			what = append(what, "· "+words)
		}
	}
	return what
}

func (m *replaces) Draw(w, h int) page {
	var p page
	from, to := m.rows.Window()
	for i := from; i < min(to, 1+len(m.all)); i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		l := line{text: "None: it is the first, or the same again"}
		if i > 0 {
			x, n := m.all[i-1], m.changes[i-1]
			l = line{text: plain.Line(x.Reference) + "  " + m.env.moment(x.Time), right: "nothing has changed", state: inDim}
			if n > 0 {
				l.right = fmt.Sprintf("%d %s otherwise", n, assessment.Plural(n, "question", "questions"))
				l.state = nil
			}
		}
		if now := m.env.desk.outgoing.replaces; i == 0 && now == nil || i > 0 && now != nil && now.Reference == m.all[i-1].Reference {
			l.text += " (chosen)"
		}
		p.lines = append(p.lines, widget.Cut(l.draw(m.env.theme, i == m.rows.Cursor, w), w))
	}
	return p
}
