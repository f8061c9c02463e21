package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/trouble"
	"favour/internal/tui/widget"
)

// home is the first screen: the assessments in the store. Where there is only
// one, or one was asked for, it opens it at once and stays below.
type home struct {
	rowScreen
	list []listed // nil until loaded
	// trouble is why there is no list, or why one could not be opened.
	trouble string
	begun   bool   // what is done by itself has been done
	opening string // the assessment that is being read
	sought  string // what is looked for once it is open; empty for nothing
	follow  string // the one that is being read to be followed

	// What is being typed on screens that were left stays in them.
	who   *sheet
	start *start
	next  *start // the period after that of one of the list; nil until one is asked for
	// typed is what was typed into assessments that were left, and not saved.
	typed map[string]map[assessment.Target]string
}

// A listed is one line of the list.
type listed struct {
	id, force, period string
	answered, items   int
	changed           time.Time
	trouble           string // why it cannot be opened; empty if it can be
}

// assessmentsListed brings the list.
type assessmentsListed struct {
	list    []listed
	library Library // empty where it was not needed
	err     error
	only    *assessmentRead // the one assessment there is, where it is to be opened at once
}

// assessmentRead brings an assessment to be worked on, and the drafts that were
// left in it.
type assessmentRead struct {
	id      string
	a       assessment.Assessment
	left    []drafts.Draft
	err     error
	leftErr error
}

// followedRead brings the assessment that the next period is to follow, and what
// that may be started with.
type followedRead struct {
	id      string
	a       assessment.Assessment
	library Library
	err     error
}

func newHome(e *env) *home {
	return &home{rowScreen: onRows(e), typed: map[string]map[assessment.Target]string{}}
}

func (m *home) Init() tea.Cmd {
	if m.env.author.Name == "" {
		return m.askWho()
	}
	if m.env.Warning != "" { // who has one assessment may never come to this screen
		return tea.Batch(m.begin(), complain("The store is not safe there: see the first screen."))
	}
	return m.begin()
}

// waits reports whether the first screen is about to go on to another one. Who
// knows the program types ahead, while the store is still being read.
func (m *home) waits() bool { return m.opening != "" || !m.begun }

// begin opens what was asked for, or looks for what there is.
func (m *home) begin() tea.Cmd {
	if m.env.Open != "" && !m.begun {
		m.begun = true
		return m.read(m.env.Open)
	}
	return m.load()
}

func (m *home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case returned:
		return tea.Batch(m.putAway(), m.begin())
	case welcomed:
		if msg.err != nil {
			return complain("Your name could not be kept for the next time: " + sentence(msg.err))
		}
	case assessmentsListed:
		return m.listed(msg)
	case assessmentRead:
		return m.opened(msg)
	case followedRead:
		return m.followed(msg)
	}
	return nil
}

func (m *home) Fit() {
	w, h := m.size.Width, m.size.Height
	m.rows.Set(len(m.list), (h-len(m.foot(w, h))-len(m.wrong(w)))/rowLines(w))
}

func (m *home) listed(msg assessmentsListed) tea.Cmd {
	first := !m.begun
	m.begun = true
	m.list = append([]listed{}, msg.list...)
	if len(msg.library.Checklists) > 0 {
		m.env.library = msg.library
	}
	if msg.err != nil {
		m.trouble = "The assessments cannot be listed. " + sentence(msg.err)
		return m.env.letGo()
	}
	switch {
	case !first:
		return nil
	case len(m.list) == 0:
		return m.startNew()
	case msg.only != nil:
		m.opening = msg.only.id
		return m.opened(*msg.only)
	}
	return nil
}

func (m *home) opened(msg assessmentRead) tea.Cmd {
	if msg.id != m.opening {
		return nil
	}
	m.opening = ""
	if msg.err != nil {
		m.trouble, m.sought = msg.id+" cannot be opened. "+sentence(msg.err), ""
		return tea.Batch(m.env.letGo(), m.load())
	}
	m.trouble = ""
	cmd := m.env.take(msg.a)
	if typed := m.typed[msg.id]; typed != nil {
		m.env.desk.typed = typed
	}
	if msg.leftErr != nil {
		cmd = tea.Batch(cmd, complain("What was typed before and not saved cannot be read: "+sentence(msg.leftErr)))
	}
	if m.env.Tour {
		m.env.Tour = false
		return tea.Batch(cmd, m.load(), m.env.open(newTour(m.env)))
	}
	if len(msg.left) > 0 {
		m.sought = ""
		return tea.Batch(cmd, m.env.letGo(), m.env.open(newRecover(m.env, msg.left)))
	}
	item, at := m.env.place()
	switch query := m.sought; {
	case query != "":
		m.sought = ""
		return tea.Batch(cmd, m.env.open(newTasksAt(m.env, item)), m.env.seek(query))
	case at:
		return tea.Batch(cmd, m.env.reopen(item))
	}
	return tea.Batch(cmd, m.env.open(newTasksAt(m.env, item)))
}

// seek goes to the question of the assessment that is open whose reference query is,
// or else looks for it.
func (e *env) seek(query string) tea.Cmd {
	for _, it := range e.desk.shown.Checklist().Items() {
		if search.Rank(it.ID, query) == 0 {
			return e.goTo(it.ID)
		}
	}
	return e.open(newFind(e, query))
}

// seek is the assessments that words could mean, and the one under the cursor, for
// the palette: a question of it, or what is to be found in it.
func (m *home) seek(query string) []choice {
	if m.waits() {
		return nil
	}
	var all []choice
	words := strings.Fields(strings.ToLower(query))
	for i, l := range m.list {
		name := l.force + ", " + l.period + ", " + l.id
		if l.trouble == "" && allOf(words, func(w string) bool { return strings.Contains(strings.ToLower(name), w) }) {
			all = append(all, choice{what: "Open " + name, do: func() tea.Cmd { m.rows.To(i); return m.open() }})
		}
	}
	if len(m.list) == 0 || m.noOpen() != "" {
		return all
	}
	id, at := m.list[m.rows.Cursor].id, m.rows.Cursor
	return append(all, choice{
		what: fmt.Sprintf("Go to “%s” in %s, or find it there", query, id),
		do: func() tea.Cmd {
			m.rows.To(at)
			m.sought = query
			return m.open()
		},
	})
}

// followed opens the start of the period that follows the assessment that was
// read, with what was typed into it before.
func (m *home) followed(msg followedRead) tea.Cmd {
	if msg.id != m.follow {
		return nil
	}
	m.follow = ""
	if msg.err != nil {
		m.trouble = msg.id + " cannot be followed. " + sentence(msg.err)
		return nil
	}
	m.trouble, m.env.library = "", msg.library
	if m.next == nil || m.next.done || m.next.from.Head() != msg.a.Head() {
		m.next = newNext(m.env, msg.a)
	}
	return m.env.ask(m, m.next, func() tea.Cmd {
		return complain(m.env.tell("The next period was not begun, for you had gone on. {home.follow} on the first screen begins it."))
	})
}

// take makes a the assessment that is worked on, and looks for what others do
// to it from now on.
func (e *env) take(a assessment.Assessment) tea.Cmd {
	e.desk = newDesk(e, a)
	return e.desk.look()
}

// putAway closes the assessment that was open, unless it is still being saved.
func (m *home) putAway() tea.Cmd {
	if d := m.env.desk; d != nil && d.idle() {
		m.typed[d.shown.ID()] = d.typed
		m.env.desk = nil
	}
	return nil
}

// unsaved is why no other assessment can be opened now, and empty if one can.
func (e *env) unsaved() string {
	if e.desk == nil || e.desk.idle() {
		return ""
	}
	return "Changes to " + e.desk.shown.ID() + " are still being saved. Wait until they are, then try again."
}

// Commands.

// load reads the list and, unless the one assessment in it is opened at once,
// what a new one may be started with.
func (m *home) load() tea.Cmd {
	j, library, folder, first := m.env.journal, m.env.Library, m.env.Drafts, !m.begun
	dates := assessment.Dates(m.env.Dates.Layout())
	return func() tea.Msg {
		var msg assessmentsListed
		var last assessment.Assessment
		for l, err := range j.List(context.Background()) {
			switch {
			case err != nil && l.ID == "":
				msg.err = err
			case err != nil:
				msg.list = append(msg.list, listed{id: l.ID, trouble: sentence(err)})
			default:
				last = l.Assessment
				msg.list = append(msg.list, listedOf(last.In(dates)))
			}
		}
		if msg.err != nil {
			return msg
		}
		if first && len(msg.list) == 1 && msg.list[0].trouble == "" {
			msg.only = &assessmentRead{id: last.ID(), a: last}
			msg.only.findLeft(folder)
			return msg
		}
		msg.library, msg.err = library()
		return msg
	}
}

func listedOf(a assessment.Assessment) listed {
	d := a.Details()
	l := listed{id: a.ID(), force: d.Force.Name, period: d.PeriodWords(), items: a.Checklist().Len(), changed: a.Changed()}
	for _, it := range a.Checklist().Items() {
		if a.Standing(it) != checklist.Unanswered {
			l.answered++
		}
	}
	return l
}

// read reads one assessment, and the drafts that were left in it.
func (m *home) read(id string) tea.Cmd {
	m.opening = id
	j, folder := m.env.journal, m.env.Drafts
	return func() tea.Msg {
		msg := assessmentRead{id: id}
		if msg.a, msg.err = j.Open(context.Background(), id); msg.err == nil {
			msg.findLeft(folder)
		}
		return msg
	}
}

// findLeft reads the drafts that were left in the assessment, if drafts are kept.
func (x *assessmentRead) findLeft(folder *drafts.Folder) {
	if folder != nil {
		x.left, x.leftErr = folder.Left(x.id)
	}
}

// readFollowed reads the assessment under the cursor, and what the period after
// it may be started with.
func (m *home) readFollowed() tea.Cmd {
	if m.follow != "" {
		return nil
	}
	id, j, library := m.list[m.rows.Cursor].id, m.env.journal, m.env.Library
	m.follow, m.opening = id, ""
	return tea.Batch(say("Reading "+id+"."), func() tea.Msg {
		msg := followedRead{id: id}
		if msg.a, msg.err = j.Open(context.Background(), id); msg.err == nil {
			msg.library, msg.err = library()
		}
		return msg
	})
}

// Actions.

func (m *home) Actions() []action {
	again := can("home.refresh", func() tea.Cmd { m.trouble = ""; return m.load() })
	if m.trouble == "" {
		again = again.off()
	}
	return []action{
		can("home.open", m.open).unless(m.noOpen()),
		can("home.new", m.startNew).unless(m.noNew()),
		can("home.follow", m.readFollowed).unless(m.noFollow()),
		can("home.author", m.askWho),
		again,
		can("home.quit", func() tea.Cmd { return func() tea.Msg { return quitAsked{} } }),
	}
}

func (m *home) noNew() string {
	if m.trouble != "" && len(m.list) == 0 {
		return m.env.tell("The store cannot be read, and nothing could be kept in it. Press {home.refresh} to look again.")
	}
	return ""
}

func (m *home) noOpen() string {
	switch {
	case m.list == nil:
		return stillRead
	case len(m.list) == 0:
		return m.env.tell("There is no assessment to open. Press {home.new} to start one.")
	}
	l := m.list[m.rows.Cursor]
	d := m.env.desk
	switch {
	case l.trouble != "":
		return "It cannot be opened. " + l.trouble
	case d != nil && d.shown.ID() == l.id:
		return ""
	}
	return m.env.unsaved()
}

// stillRead is why nothing can be done with an assessment of the list yet.
const stillRead = "The list is still being read. Try again in a moment."

func (m *home) noFollow() string {
	switch {
	case m.list == nil:
		return stillRead
	case len(m.list) == 0:
		return m.env.tell("There is no assessment yet that another could follow. Press {home.new} to start one.")
	case m.list[m.rows.Cursor].trouble != "":
		return "It cannot be followed. " + m.list[m.rows.Cursor].trouble
	}
	return m.env.unsaved()
}

func (m *home) open() tea.Cmd {
	id := m.list[m.rows.Cursor].id
	if d := m.env.desk; d != nil && d.shown.ID() == id {
		return m.env.open(newTasks(m.env))
	}
	if m.opening != "" {
		return nil
	}
	m.follow = ""
	return m.read(id)
}

func (m *home) startNew() tea.Cmd {
	m.follow = ""
	if m.start == nil || m.start.done {
		m.start = newStart(m.env)
	}
	return m.env.open(m.start)
}

func (m *home) askWho() tea.Cmd {
	if m.who == nil || m.who.saved {
		m.who = newWelcome(m.env)
	}
	return m.env.open(m.who)
}

// Drawing.

func (m *home) Titles() (string, string) {
	if m.env.author.Name == "" {
		return "favour", ""
	}
	return "favour", "You are " + m.env.author.String()
}

func (m *home) Explain() string {
	return "The assessments in your store, each with how far it has come. Open one to go on with it, or start a new one. " +
		"Everything is saved as you go, so you can quit at any time and come back."
}

// rowLines is how many lines an assessment of the list takes: a narrow one has
// its id on a line of its own.
func rowLines(w int) int {
	if w < 70 {
		return 4
	}
	return 3
}

func (m *home) Draw(w, h int) page {
	var p page
	p.lines = m.wrong(w)
	switch {
	case len(m.list) > 0:
		p = m.drawList(p, alone(w))
	case m.opening != "":
		p.lines = append(p.lines, "  Opening "+plain.Line(m.opening)+".")
	case m.trouble != "":
		p.lines = append(p.lines, m.whatNow(w)...)
	case m.list == nil:
		p.lines = append(p.lines, "  Reading your assessments.")
	default:
		p = nothing(m.env.theme, "No assessment here yet", m.env.tell("Press {home.new} to start one: it takes four short steps."), w)
	}
	foot := m.foot(w, h)
	room := max(0, h-len(foot))
	for len(p.lines) < room {
		p.lines = append(p.lines, "")
	}
	p.lines = append(p.lines[:room], foot...)
	return p
}

// wrong is what went wrong, with a blank below.
func (m *home) wrong(w int) []string {
	if m.trouble == "" {
		return nil
	}
	var lines []string
	t := m.env.theme
	for _, l := range widget.Wrap(plain.Line(m.trouble), w-margin) {
		lines = append(lines, t.Bad.Render(l))
	}
	return append(widget.Hang(t.BadSign.Render("!")+" ", lines), "")
}

// whatNow is which store cannot be read, and what can be done.
func (m *home) whatNow(w int) []string {
	var lines []string
	for _, s := range []string{
		"The store: " + m.env.Store,
		"Look again when that is mended, or quit. The command “favour doctor” says what is the matter with a store, and “favour restore” takes a backup.",
	} {
		lines = append(lines, widget.Wrap(plain.Line(s), w-margin)...)
		lines = append(lines, "")
	}
	return widget.Indent("  ", lines)
}

func (m *home) drawList(p page, w int) page {
	figures := 0
	for _, l := range m.list {
		figures = max(figures, widget.Width(l.words()))
	}
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, rowLines(w))
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.lines = append(p.lines, m.row(m.list[i], i == m.rows.Cursor, figures, w)...)
	}
	p.place = nth(m.rows.Cursor, len(m.list))
	return p
}

// words is how far an assessment has come.
func (l listed) words() string { return fmt.Sprintf("%d of %d answered", l.answered, l.items) }

// row is an assessment of the list; figures is the width of how far they have come.
func (m *home) row(l listed, selected bool, figures, w int) []string {
	t := m.env.theme
	sign, name := "  ", t.Text
	if selected {
		sign, name = t.Selected.Render("› "), t.Selected
	}
	first, second, third := l.force, l.period, l.id
	right, below := l.words(), "changed "+m.env.clock(l.changed)
	if l.trouble != "" {
		why := append(widget.Wrap(plain.Line(l.trouble), w-2), "")
		first, second, third = l.id, why[0], why[1]
		right, below = t.Bad.Render("cannot be opened"), ""
	} else if w >= 70 {
		second, third = l.period+" · "+l.id, ""
		right = t.Dim.Render(doneBar(l.answered, l.items, 10)) + strings.Repeat(" ", 2+figures-widget.Width(right)) + right
	}
	lines := []string{
		widget.Sides(sign+name.Render(plain.Line(first)), right, w),
		widget.Sides("  "+t.Dim.Render(plain.Line(second)), t.Dim.Render(below), w),
		"  " + t.Dim.Render(plain.Line(third)),
	}
	if rowLines(w) > len(lines) {
		lines = append(lines, "")
	}
	return lines
}

// foot is what stands at the foot: where the questions come from, and where the
// answers are.
func (m *home) foot(w, h int) []string {
	t := m.env.theme
	var text, lines []string
	if m.env.Warning != "" {
		for _, l := range widget.Wrap(plain.Line(m.env.Warning), w) {
			lines = append(lines, t.Warn.Render(l))
		}
	}
	if m.env.Demo {
		text = append(text, "This is a throw-away copy of an example: nothing you do here is kept.")
	}
	if len(m.env.library.Checklists) > 0 {
		c := m.env.library.Checklists[0]
		text = append(text, c.Provenance)
		if c.Official != "" && h > 16 {
			text = append(text, "The original: "+c.Official)
		}
	}
	if m.env.Store != "" && !m.env.Demo && (len(m.list) > 0 || m.trouble == "") {
		text = append(text, "Your answers are in "+m.env.Store)
	}
	for _, s := range text {
		for _, l := range widget.Wrap(plain.Line(s), w) {
			lines = append(lines, t.Dim.Render(l))
		}
	}
	return lines
}

// sentence says what err means for a person, and what can be done about it.
func sentence(err error) string { return trouble.Sentence(err) }
