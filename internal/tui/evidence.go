package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// evidence lists what shows an answer to be true: documents, and where they are
// to be found.
type evidence struct {
	env  *env
	item string
	// linking lists the evidence of other answers instead, to be used for this
	// one as well.
	linking bool
	rows    widget.Rows
	size    tea.WindowSizeMsg
}

func newEvidence(e *env, item string) *evidence { return &evidence{env: e, item: item} }

func newEvidenceLink(e *env, item string) *evidence {
	return &evidence{env: e, item: item, linking: true}
}

func (m *evidence) Init() tea.Cmd  { return nil }
func (m *evidence) Editing() bool  { return false }
func (m *evidence) Leave() tea.Cmd { return nil }

func (m *evidence) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		m.rows.Press(msg.String())
	}
	m.rows.Set(len(m.list()), listRoom(m.size.Height))
	return nil
}

// detailLines is the room below a list for what the cursor is on.
const detailLines = 5

func listRoom(h int) int { return h - detailLines - 2 }

func (m *evidence) list() []assessment.Evidence {
	a := m.env.desk.shown
	if !m.linking {
		return a.EvidenceFor(m.item)
	}
	return slices.DeleteFunc(a.Evidence(), func(e assessment.Evidence) bool { return slices.Contains(e.Items, m.item) })
}

// at is the evidence under the cursor, and false if there is none.
func (m *evidence) at() (assessment.Evidence, bool) {
	list := m.list()
	if m.rows.Cursor >= len(list) {
		return assessment.Evidence{}, false
	}
	return list[m.rows.Cursor], true
}

func (m *evidence) Titles() (string, string) {
	if m.linking {
		return "Evidence named elsewhere", "To be used for " + m.item + " as well"
	}
	return "Evidence for " + m.item, itemTitle(m.env, m.item)
}

func itemTitle(e *env, item string) string {
	if it, ok := e.desk.shown.Item(item); ok {
		return it.Title
	}
	return ""
}

func (m *evidence) Explain() string {
	return "Evidence is a document that shows the answer to be true: its title, who owns it, of what date it is and where your force keeps it. " +
		"favour keeps no copy of the document. Where it is kept is for you alone and goes into no export. One piece of evidence can serve several answers."
}

func (m *evidence) Actions() []action {
	none := ""
	if _, ok := m.at(); !ok {
		none = "There is no evidence here."
	}
	if m.linking {
		return []action{act([]string{"enter", "l"}, "↵", "use it here", "Use the evidence under the cursor for this answer as well", m.attach).unless(none)}
	}
	noLink := ""
	if !slices.ContainsFunc(m.env.desk.shown.Evidence(), func(e assessment.Evidence) bool { return !slices.Contains(e.Items, m.item) }) {
		noLink = "No other answer has evidence that could be used here."
	}
	return []action{
		act([]string{"enter"}, "↵", "change", "Change the evidence under the cursor", m.change).unless(none),
		act([]string{"a"}, "a", "add", "Name another piece of evidence", func() tea.Cmd { return open(newEvidenceSheet(m.env, m.item, assessment.Evidence{})) }),
		act([]string{"l"}, "l", "link", "Use evidence that is named for another answer", func() tea.Cmd { return open(newEvidenceLink(m.env, m.item)) }).unless(noLink),
		act([]string{"d", "delete"}, "d", "remove", "Remove the evidence under the cursor from this answer", m.remove).unless(none),
	}
}

func (m *evidence) change() tea.Cmd {
	e, _ := m.at()
	return open(newEvidenceSheet(m.env, m.item, e))
}

func (m *evidence) attach() tea.Cmd {
	e, _ := m.at()
	e.Items = append(slices.Clone(e.Items), m.item)
	d := m.env.desk
	return tea.Batch(d.record(d.shown.EvidenceEdits(e)...), back, say(e.ID+" is now evidence for "+m.item+" too."))
}

func (m *evidence) remove() tea.Cmd {
	e, _ := m.at()
	e.Items = without(e.Items, m.item)
	what := []string{e.ID + "  " + e.Title, "", "It stays as evidence for " + joined(e.Items) + "."}
	if len(e.Items) == 0 {
		what[2] = "It serves no other answer, so it is removed from the assessment. z brings it back."
	}
	return open(newConfirm(m.env, "Remove this evidence from "+m.item+"?", what, "remove it", func() tea.Cmd {
		d := m.env.desk
		return tea.Batch(d.record(d.shown.EvidenceEdits(e)...), say("Removed. z brings it back."))
	}))
}

func without(items []string, item string) []string {
	return slices.DeleteFunc(slices.Clone(items), func(s string) bool { return s == item })
}

func (m *evidence) Draw(w, h int) page {
	t, list := m.env.theme, m.list()
	var p page
	if len(list) == 0 {
		p.lines = wrap("No evidence has been named for this answer. Press a to add a document that shows it to be true; favour keeps its title and where it is, not the document.", w)
		if m.linking {
			p.lines = wrap("All the evidence in this assessment is named here already.", w)
		}
		return p
	}
	from, to := m.rows.Window()
	for i := from; i < min(to, len(list)); i++ {
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		asAt := ""
		if !list[i].AsAt.IsZero() {
			asAt = "as at " + assessment.LongDate(list[i].AsAt)
		}
		p.lines = append(p.lines, listRow(m.env, list[i].ID, list[i].Title, t.Dim.Render(asAt), i == m.rows.Cursor, w))
	}
	e, ok := m.at()
	if !ok {
		return p
	}
	rows := [][2]string{{"Owner", e.Owner}, {"Marking", e.Marking}, {"Kept at", e.Where}}
	if e.Where != "" {
		rows[2][1] += " (in no export)"
	}
	rows = append(rows, [2]string{"Used for", joined(e.Items)})
	return p.withDetail(m.env, rows, m.rows, len(list), w, h)
}

// listRow is a row of a list of evidence or actions.
func listRow(e *env, id, title, right string, selected bool, w int) string {
	t := e.theme
	sign, name := "  ", t.Text
	if selected {
		sign, name = t.Selected.Render("› "), t.Selected
	}
	return widget.Sides(sign+t.Dim.Render(widget.Pad(id, 5))+name.Render(plain.Line(title)), right, w)
}

// withDetail is the list p with what the cursor is on below it, and the position
// at the foot.
func (p page) withDetail(e *env, rows [][2]string, at widget.Rows, of, w, h int) page {
	t := e.theme
	p.lines = append(p.lines, "")
	for _, r := range rows {
		text := t.Text.Render(widget.Cut(plain.Line(r[1]), w-12))
		if r[1] == "" {
			text = t.Dim.Render("not given")
		}
		p.lines = append(p.lines, t.Dim.Render("  "+widget.Pad(r[0], 10))+text)
	}
	for len(p.lines) < h-1 {
		p.lines = append(p.lines, "")
	}
	p.lines = append(p.lines[:h-1], t.Dim.Render(fmt.Sprintf("%d of %d", at.Cursor+1, of)))
	return p
}

// joined is ids as "SOC-05, SOC-06 and MED-01".
func joined(ids []string) string {
	s := ""
	for i, id := range ids {
		switch {
		case i == 0:
		case i == len(ids)-1:
			s += " and "
		default:
			s += ", "
		}
		s += id
	}
	return s
}

// newEvidenceSheet changes a piece of evidence, or adds one for item if it has
// no id yet, or one of addID's.
func newEvidenceSheet(e *env, item string, was assessment.Evidence) *sheet {
	id := was.ID
	if id == "" {
		id = e.desk.addID(assessment.OnEvidence, item)
	}
	_, adds := addsTo(id)
	of := func(part string) assessment.Target {
		return assessment.Target{Kind: assessment.OnEvidence, ID: id, Part: part}
	}
	markings := []option{{value: "", label: "Not given"}}
	for _, s := range assessment.Markings() {
		markings = append(markings, option{value: s, label: s})
	}
	m := &sheet{
		env: e, title: "Add evidence for " + item, subtitle: itemTitle(e, item),
		explain: "Name the document so that a colleague would find it. Where it is kept is for your force alone: it is stored with the answers, and goes into no export. " +
			"All fields are saved as one change, which z takes back.",
		form: newForm(
			lineInput("Title", "Such as Social media guidance, version 2", "Give the title of the document, so that it can be told from others.", was.Title).of(of(assessment.PartTitle)),
			lineInput("Owner", "Who answers for it, such as Head of communications.", "", was.Owner).of(of(assessment.PartOwner)),
			dateInput("As at", "Of what date it is, such as 30 September 2011.", "", was.AsAt).of(of(assessment.PartAsAt)),
			lineInput("Kept at", "Where your force keeps it. This goes into no export.", "", was.Where).of(of(assessment.PartWhere)),
			choiceInput("Marking", "", markings, was.Marking).of(of(assessment.PartMarking)),
		),
	}
	if !adds {
		m.title = "Evidence " + id
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		d := e.desk
		if !adds {
			return tea.Batch(d.submit(f, f.edits()...), say("Evidence "+id+" saved.")), true
		}
		added := assessment.Evidence{
			Title: f.value(0), Owner: f.value(1), AsAt: f.day(2), Where: f.value(3), Marking: f.value(4), Items: []string{item},
		}
		return tea.Batch(d.submit(f, d.shown.EvidenceEdits(added)...), say("Evidence added.")), true
	}
	return m.begin()
}
