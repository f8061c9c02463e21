package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// Doing the same to several questions: what is to be done is chosen, then what it
// would change is shown, and then it is recorded as one change.
//
// Rules of this file:
//
//   - Nothing is recorded that was not shown, old beside new, as it stands.
//   - It is recorded whole or not at all.

// many is the number of questions above which a person is asked again.
const many = 3

// together asks what is to be done to several questions.
type together struct {
	rowScreen
	items  []string
	offers []bulk.Offer
}

func newTogether(e *env, items []string) *together {
	m := &together{rowScreen: onRows(e), items: items}
	var lacking []bulk.Offer
	for _, o := range bulk.Offers(e.desk.shown, items) {
		if len(o.Lacking) > 0 {
			lacking = append(lacking, o)
		} else {
			m.offers = append(m.offers, o)
		}
	}
	m.offers = append(m.offers, lacking...)
	m.rows.Cursor = max(0, slices.IndexFunc(m.offers, func(o bulk.Offer) bool { return m.barred(o) == "" }))
	return m
}

func (m *together) Fit() { m.rows.Set(len(m.offers), m.size.Height-2) }

func (m *together) Titles() (string, string) {
	return "Answer " + howMany(len(m.items)) + " together", joined(m.items)
}

func howMany(n int) string {
	return fmt.Sprintf("%d %s", n, assessment.Plural(n, "question", "questions"))
}

func (m *together) Explain() string {
	return "Choose what is to be done to all the questions that you selected. Nothing is changed before you have seen, for each of them, what stands there now and what would. " +
		m.env.tell("Then it is one change, which {app.undo} takes back as a whole.")
}

func (m *together) Actions() []action {
	return []action{can("together.choose", m.choose).unless(m.barred(m.offers[m.rows.Cursor]))}
}

// barred is why something cannot be done to all the questions, and empty if it can.
func (m *together) barred(o bulk.Offer) string {
	switch {
	case m.env.locked() != "":
		return m.env.locked()
	case len(o.Lacking) > 0:
		return "Not every question has that answer: " + joined(o.Lacking) + assessment.Plural(len(o.Lacking), " has not.", " have not.")
	case o.Deed.Kind == bulk.StillTrue:
		return m.env.desk.noLast()
	}
	return ""
}

func (m *together) choose() tea.Cmd {
	e, deed := m.env, m.offers[m.rows.Cursor].Deed
	preview := func(from screen, deed bulk.Deed) tea.Cmd {
		return e.open(newBulkPreview(e, deed, m.items, from, m))
	}
	switch {
	case deed.Kind == bulk.Assign:
		s := newAssignSeveral(e, howMany(len(m.items)), joined(m.items))
		s.then = func(name string) tea.Cmd {
			deed.Text = name
			return preview(s, deed)
		}
		return m.env.open(s)
	case deed.Kind.NeedsText():
		return m.env.open(m.ask(deed, preview))
	}
	return preview(nil, deed)
}

// ask is the form of the text that a deed needs, with what was typed there before.
func (m *together) ask(deed bulk.Deed, then func(screen, bulk.Deed) tea.Cmd) *sheet {
	text := longInput(deed.Words(), "", "Type the text.", "")
	switch deed.Kind {
	case bulk.NotApplicable:
		text = lineInput("Why does it not apply?", "One reason, for all of them.", "Say why it does not apply.", "")
	case bulk.Assign: // which only the plain prompts keep while it is typed
		text = lineInput("Name", "A person or a department.", "Type a name.", "")
	}
	s := &sheet{
		base: on(m.env), title: deed.Words(), subtitle: howMany(len(m.items)), verb: "show what it changes", form: newForm(text.of(deed.TypedAt())),
		explain: "Type the text. What it would change is shown before anything is.",
	}
	s.save = func(f *form) (tea.Cmd, bool) {
		with := deed
		with.Text = f.value(0)
		return then(s, with), false
	}
	return s.begin()
}

func (m *together) Draw(w, h int) page {
	t := m.env.theme
	var p page
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, 1)
		o := m.offers[i]
		l := line{text: o.Deed.Words()}
		if m.barred(o) != "" {
			l.tone, l.state = inDim, inDim
			if len(o.Lacking) > 0 {
				l.right = widget.Cut("not "+plain.Line(joined(o.Lacking)), w/2)
			}
		}
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		l.text = plain.Line(l.text)
		p.lines = append(p.lines, widget.Cut(l.draw(t, i == m.rows.Cursor, w), w))
	}
	p.place = nth(m.rows.Cursor, len(m.offers))
	return p
}

// bulkPreview shows what a deed would change, and does it.
type bulkPreview struct {
	textScreen // without stops: the keys scroll
	deed       bulk.Deed
	items      []string
	plan       bulk.Plan
	above      []screen // those to close with it once it is done, from the one behind it on
	clash      *journal.ClashError
	moved      bool // the answers have changed since it was opened

	lines []line
}

// newBulkPreview shows what deed would do to items; once it is done, behind is closed
// with it.
func newBulkPreview(e *env, deed bulk.Deed, items []string, behind ...screen) *bulkPreview {
	m := &bulkPreview{textScreen: onText(e), deed: deed, items: items}
	for _, s := range behind {
		if s != nil {
			m.above = append(m.above, s)
		}
	}
	m.work()
	return m
}

// work works the plan out for the answers as they are.
func (m *bulkPreview) work() {
	d := m.env.desk
	m.plan = m.deed.On(d.shown, m.items, func(t assessment.Target) bool { _, typed := d.typed[t]; return typed })
}

func (m *bulkPreview) Fit() {
	if m.plan.Head != m.env.desk.shown.Head() {
		before := m.plan.Edits()
		m.work()
		m.moved = m.moved || !slices.Equal(before, m.plan.Edits())
	}
	if m.stale() {
		m.build()
	}
	m.text.Set(len(m.lines), nil, m.size.Height)
}

func (m *bulkPreview) Titles() (string, string) {
	return m.deed.Words() + ", " + howMany(len(m.items)), fmt.Sprintf("%d of %d would change", m.plan.Changing(), len(m.items))
}

func (m *bulkPreview) Explain() string {
	return "What would become of each question: what stands there now, and what would stand there. What would lose something comes first, then what is filled in, what stays as it is, and what is left out and why. " +
		m.env.tell("Nothing is changed until you say so; then it is one change, which {app.undo} takes back as a whole.")
}

func (m *bulkPreview) Actions() []action {
	none := ""
	if m.plan.Changing() == 0 {
		none = "It would change nothing."
	}
	return []action{can("together.do", m.do).called("change " + howMany(m.plan.Changing())).unless(none).unless(m.env.locked())}
}

// do carries the plan out, and asks again where many are changed.
func (m *bulkPreview) do() tea.Cmd {
	n := m.plan.Changing()
	if n <= many {
		return m.carryOut()
	}
	shown := m.plan.Edits()
	what := []string{m.plan.Tally() + ".", "", m.env.tell("It is one change, which {app.undo} takes back as a whole.")}
	ask := newConfirm(m.env, fmt.Sprintf("Change %s?", howMany(n)), what, "change them", func() tea.Cmd {
		if !slices.Equal(shown, m.plan.Edits()) {
			return complain("The answers have changed meanwhile: look again.")
		}
		return m.carryOut()
	})
	ask.careful = true
	return m.env.open(ask)
}

func (m *bulkPreview) carryOut() tea.Cmd {
	d, n := m.env.desk, m.plan.Changing()
	o := op{edits: m.plan.Edits(), author: m.env.author, reason: m.deed.Reason(), together: &several{m.deed, m.items}}
	if t := m.deed.TypedAt(); t.Kind != "" {
		o.drop = append(o.drop, t)
	}
	cmds := []tea.Cmd{d.recordOp(o), m.env.back(m)}
	for _, s := range m.above {
		if s, ok := s.(*sheet); ok {
			s.saved = true
		}
		cmds = append(cmds, m.env.back(s))
	}
	said := fmt.Sprintf(m.env.tell("%s: %s. {app.undo} takes that back."), howMany(n), m.deed.InSentence())
	return tea.Batch(append(cmds, func() tea.Msg { return answeredTogether{} }, say(said))...)
}

// build lays the plan out.
func (m *bulkPreview) build() {
	w := m.size.Width - margin
	m.lines = nil
	add := func(t tone, texts ...string) { m.lines = append(m.lines, toLines(t, texts...)...) }
	a := m.env.desk.shown
	switch {
	case m.clash != nil:
		add(inBad, wrap(plain.Line(fmt.Sprintf("Nothing was changed: %s has changed %s at the same time.", m.clash.By, a.What(m.clash.Target))), w)...)
		add(nil, hang("Theirs  ", plain.Line(shortText(a.WordsAt(m.clash.Target, m.clash.Theirs))), w)...)
		add(nil, hang("Yours   ", plain.Line(shortText(a.WordsAt(m.clash.Target, m.clash.Mine))), w)...)
		add(nil, "")
		add(inDim, wrap("Below is what it would change as the answers stand now.", w)...)
		add(nil, "")
	case m.moved:
		add(inWarn, wrap("The answers have changed since you opened this. It is shown as they stand now.", w)...)
		add(nil, "")
	}
	for _, g := range []struct {
		fate  bulk.Fate
		title string
		tone  tone
	}{
		{bulk.Loses, "Would lose what stands there", inWarn},
		{bulk.Fills, "Would be filled in", inTitle},
		{bulk.Stays, "Would stay as they are", inDim},
		{bulk.Refused, "Left out", inDim},
	} {
		rows := m.plan.Of(g.fate)
		if len(rows) == 0 {
			continue
		}
		add(g.tone, fmt.Sprintf("%s (%d)", g.title, len(rows)))
		for _, r := range rows {
			m.row(r, g.tone, w)
		}
		add(nil, "")
	}
}

// row lays out one question, on a line where all that becomes of it fits.
func (m *bulkPreview) row(r bulk.Row, t tone, w int) {
	sign := "  "
	if r.Fate == bulk.Loses {
		sign = "! "
	}
	head := line{text: widget.Cut(sign+widget.Pad(plain.Line(r.Item.ID), idColumn(m.env.desk.shown.Checklist()))+plain.Line(r.Item.Title), w)}
	if len(r.Changes) == 1 && r.Changes[0].Part == "" {
		if s := plain.Line(arrow(r.Changes[0])); widget.Width(s) <= w/2 {
			head.right = s
			m.lines = append(m.lines, head)
			return
		}
	}
	m.lines = append(m.lines, head)
	if r.Why != "" {
		m.lines = append(m.lines, toLines(inDim, widget.Indent("      ", wrap(plain.Line(r.Why), w-6))...)...)
	}
	for _, c := range r.Changes {
		before := "      "
		if c.Part != "" {
			before += plain.Line(c.Part) + ": "
		}
		words := arrow(c)
		if m.deed.Kind == bulk.Append && r.Had {
			words = shortText(c.Old) + " + " + shortText(m.deed.Text)
		}
		m.lines = append(m.lines, toLines(nil, hang(widget.Cut(before, w/2), plain.Line(words), w)...)...)
	}
}

// arrow is a change as old → new.
func arrow(c bulk.Change) string {
	if c.Old == "" {
		return shortText(c.New)
	}
	return shortText(c.Old) + " → " + shortText(c.New)
}

// shortText is the beginning of a text, as much as is needed to know it again.
func shortText(s string) string { return widget.Cut(plain.Line(s), 120) }

func (m *bulkPreview) Draw(w, h int) page { return drawText(m.env.theme, &m.text, m.lines, w) }

// several is what an op did to several questions at once.
type several struct {
	deed  bulk.Deed
	items []string
}
