package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// evidence lists what shows an answer to be true: documents, and where they are
// to be found. It is of one answer, or the register of all that is named; what is
// said of it, and done with its files, is in register.go.
type evidence struct {
	rowScreen
	item string // empty for the register
	// linking lists the evidence of other answers instead, to be used for this
	// one as well.
	linking bool
	files   looking
}

func newEvidence(e *env, item string) *evidence { return &evidence{rowScreen: onRows(e), item: item} }

func newEvidenceLink(e *env, item string) *evidence {
	return &evidence{rowScreen: onRows(e), item: item, linking: true}
}

// Leave stops the reading of files, which nobody waits for any more.
func (m *evidence) Leave() tea.Cmd {
	m.files.end()
	return nil
}

func (m *evidence) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case fileLooked:
		return m.looked(msg)
	case fileDigested:
		return m.digested(msg)
	}
	return nil
}

func (m *evidence) Fit() { m.rows.Set(len(m.list()), listRoom(m.size, evidenceLines)) }

// The lines below a list for what the cursor is on.
const (
	evidenceLines = 8
	actionLines   = 6
)

// listRoom is how many rows of a list fit a body of h lines, with as many lines
// below for what the cursor is on.
func listRoom(size tea.WindowSizeMsg, detail int) int {
	if size.Width >= wide {
		return size.Height
	}
	return size.Height - detail - 1
}

func (m *evidence) list() []assessment.Evidence {
	a := m.env.desk.shown
	switch {
	case m.item == "":
		return a.Evidence()
	case !m.linking:
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
	switch {
	case m.item == "":
		return "Evidence register", m.summary()
	case m.linking:
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
		"favour keeps no copy of the document. Where it is kept is for you alone and goes into no export. One piece of evidence can serve several answers. " +
		"Of a file on this computer favour can compute the SHA-256, and look later whether it is still there and the same."
}

func (m *evidence) Actions() []action {
	none := ""
	if _, ok := m.at(); !ok {
		none = "There is no evidence here."
	}
	locked := m.env.locked()
	if m.linking {
		return []action{can("evidence.use", m.attach).unless(none).unless(locked)}
	}
	link := can("evidence.link", m.linkItems).unless(none)
	remove := "Remove the evidence under the cursor from the assessment"
	if m.item != "" {
		noLink := ""
		if !slices.ContainsFunc(m.env.desk.shown.Evidence(), func(e assessment.Evidence) bool { return !slices.Contains(e.Items, m.item) }) {
			noLink = "No other answer has evidence that could be used here."
		}
		link = can("evidence.link", func() tea.Cmd { return m.env.open(newEvidenceLink(m.env, m.item)) }).saying("Use evidence that is named for another answer").unless(noLink)
		remove = "Remove the evidence under the cursor from this answer"
	}
	all := []action{
		can("evidence.change", m.change).unless(none).unless(locked),
		can("evidence.add", m.add).unless(locked),
		link.unless(locked),
		can("evidence.remove", m.remove).saying(remove).unless(none).unless(locked),
	}
	return append(all, m.fileActions(none)...)
}

// add opens the form of new evidence, for the answer of the list or the one that
// is picked first.
func (m *evidence) add() tea.Cmd {
	e := m.env
	if m.item != "" {
		return e.open(newEvidenceSheet(e, m.item, assessment.Evidence{}))
	}
	return e.open(newPick(e, "Add evidence: which question does it serve?", func(from screen, item string) tea.Cmd {
		return m.env.replace(from, newEvidenceSheet(e, item, assessment.Evidence{}))
	}))
}

func (m *evidence) change() tea.Cmd {
	e, _ := m.at()
	return m.env.open(newEvidenceSheet(m.env, e.Items[0], e))
}

func (m *evidence) attach() tea.Cmd {
	e, _ := m.at()
	e.Items = append(slices.Clone(e.Items), m.item)
	d := m.env.desk
	return tea.Batch(d.record(d.shown.EvidenceEdits(e)...), m.env.back(m), say(e.ID+" is now evidence for "+m.item+" too."))
}

func (m *evidence) remove() tea.Cmd {
	e, _ := m.at()
	from := m.item
	if e.Items = without(e.Items, m.item); m.item == "" {
		e.Items, from = nil, "the assessment"
	}
	what := []string{e.ID + "  " + e.Title, "", "It stays as evidence for " + joined(e.Items) + "."}
	if len(e.Items) == 0 {
		what[2] = m.env.tell("It serves no other answer, so it is removed from the assessment. {app.undo} brings it back.")
	}
	if m.item == "" {
		was, _ := m.at()
		what[2] = "No answer has it as evidence any more: " + joined(was.Items) + m.env.tell(" had. {app.undo} brings it back.")
	}
	return m.env.open(newConfirm(m.env, "Remove this evidence from "+from+"?", what, "remove it", func() tea.Cmd {
		d := m.env.desk
		return tea.Batch(d.record(d.shown.EvidenceEdits(e)...), say(m.env.tell("Removed. {app.undo} brings it back.")))
	}))
}

func without(items []string, item string) []string {
	return slices.DeleteFunc(slices.Clone(items), func(s string) bool { return s == item })
}

func (m *evidence) Draw(w, h int) page {
	list := m.list()
	var p page
	if len(list) == 0 {
		const what = "Evidence is a document that shows an answer to be true; favour keeps its title and where it is, not the document. "
		switch {
		case m.linking:
			return nothing(m.env.theme, "Nothing to choose from", "All the evidence in this assessment is named here already.", w)
		case m.item == "":
			return nothing(m.env.theme, "No evidence has been named in this assessment", what+m.env.tell("Press {evidence.add} to add the first."), w)
		}
		return nothing(m.env.theme, "No evidence has been named for this answer", what+m.env.tell("Press {evidence.add} to add the first."), w)
	}
	from, to := m.rows.Window()
	for i := from; i < min(to, len(list)); i++ {
		p.row(&m.rows, i, 1)
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.lines = append(p.lines, listRow(m.env, list[i].ID, list[i].Title, m.right(list[i]), i == m.rows.Cursor, listWidth(w)))
	}
	e, ok := m.at()
	if !ok {
		return p
	}
	rows := m.detail(e)
	if w >= wide || cutInList(e.Title, m.right(e), w) {
		rows = append([][2]string{{"Title", e.Title}}, rows...)
	}
	return p.withDetail(m.env, rows, m.rows, len(list), w, h)
}

// idOfList is the width of the ids in such a list.
const idOfList = 5

// listRow is a row of a list of evidence or actions.
func listRow(e *env, id, title, right string, selected bool, w int) string {
	t := e.theme
	sign, name := "  ", t.Text
	if selected {
		sign, name = t.Selected.Render("› "), t.Selected
	}
	return widget.Sides(sign+t.Dim.Render(widget.Pad(id, idOfList))+name.Render(plain.Line(title)), right, w)
}

// cutInList reports whether a row of such a list has no room for all of its
// title.
func cutInList(title, right string, w int) bool {
	return margin+idOfList+widget.Width(plain.Line(title))+1+widget.Width(right) > w
}

// withDetail is the list p with what the cursor is on beside it or below, each part
// in as many lines as there is room for.
func (p page) withDetail(e *env, rows [][2]string, at widget.Rows, of, w, h int) page {
	p.place = nth(at.Cursor, of)
	if w >= wide {
		return p.aside(w, h, 0, func(w int) []string { return described(e, rows, "", w, h) })
	}
	p.lines = append(append(p.lines, ""), described(e, rows, "  ", w, h-len(p.lines)-1)...)
	p.lines = p.lines[:min(len(p.lines), h)]
	return p
}

// described is rows of a label and a text, with what stands before each line, in h
// lines of w columns if they can be.
func described(e *env, rows [][2]string, before string, w, h int) []string {
	const column = 12
	t := e.theme
	labels := column - len(before)
	spare := h - len(rows)
	var lines []string
	for _, r := range rows {
		texts := wrap(plain.Line(r[1]), w-column)
		if most := 1 + max(0, spare); len(texts) > most {
			texts = append(texts[:most-1:most-1], widget.Cut(texts[most-1]+"…", w-column))
		}
		spare -= len(texts) - 1
		for i, text := range texts {
			label, style := "", t.Text
			if i == 0 {
				label = r[0]
			}
			if r[1] == "" {
				text, style = "not given", t.Dim
			}
			lines = append(lines, t.Dim.Render(before+widget.Pad(label, labels))+style.Render(text))
		}
	}
	return lines
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
	_, adds := drafts.AddsTo(id)
	of := func(part string) assessment.Target {
		return assessment.Target{Kind: assessment.OnEvidence, ID: id, Part: part}
	}
	markings := []option{{value: "", label: "Not given"}}
	for _, s := range assessment.Markings() {
		markings = append(markings, option{value: s, label: s})
	}
	m := &sheet{
		base: on(e), title: "Add evidence for " + item, subtitle: itemTitle(e, item),
		explain: "Name the document so that a colleague would find it. Where it is kept is for your force alone: it is stored with the answers, and goes into no export. " +
			e.tell("All fields are saved as one change, which {app.undo} takes back."),
		form: newForm(
			lineInput("Title", "Such as Social media guidance, version 2", "Give the title of the document, so that it can be told from others.", was.Title).of(of(assessment.PartTitle)),
			lineInput("Owner", "Who answers for it, such as Head of communications.", "", was.Owner).of(of(assessment.PartOwner)),
			dateInput(e.Dates, "As at", "Of what date it is, such as 30 September 2011.", "", was.AsAt).of(of(assessment.PartAsAt)),
			lineInput("Kept at", "Where your force keeps it. This goes into no export.", "", was.Where).of(of(assessment.PartWhere)),
			choiceInput("Marking", "", markings, was.Marking).of(of(assessment.PartMarking)),
		),
	}
	if !adds {
		m.title = "Evidence " + id
	}
	if was.SHA256 != "" {
		m.under = []string{"SHA-256 of its file: " + plain.Line(was.SHA256), e.tell("It is not typed: {evidence.digest} in the list of evidence computes it.")}
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
