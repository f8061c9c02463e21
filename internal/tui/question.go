package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// The question screen: one item, its answer, and everything that goes with it.
// What is typed is in question_edit.go, how it looks in question_draw.go.
//
// Rules of these files, beside those of screen.go:
//
//   - A key that picks an option, and a text that is left, is recorded at once.
//   - Leaving a field never discards what was typed. What cannot be saved as it
//     is stays in the field, with the reason beside it, and on the desk.

// question shows and takes the answer to one item.
type question struct {
	base
	id string

	focus int // the row that keys go to
	top   int // the first line of the body that is shown
	// listBy is how much further down the pane of questions is than where it goes by
	// itself, and sideTop the first line of the other: only the wheel moves them.
	listBy, sideTop int

	edit  edit
	seq   int // of the draft that is due
	wraps map[assessment.Target]wrappedText
}

// visited says which question is shown.
type visited struct{ item string }

func newQuestion(e *env, item string) *question {
	return &question{base: on(e), id: item, wraps: map[assessment.Target]wrappedText{}}
}

// newQuestionAt is newQuestion with the cursor on a field; an empty field means
// the first.
func newQuestionAt(e *env, item, field string) *question {
	m := newQuestion(e, item)
	for i, r := range m.rows() {
		if r.field != nil && r.field.ID == field {
			m.focus = i
		}
	}
	return m
}

// A row is a part of the answer that the cursor can be on.
type row struct {
	kind   rowKind
	field  *checklist.Field // of a rowField
	target assessment.Target
}

type rowKind int

const (
	rowField rowKind = iota
	rowReply         // to the note with which a reviewer returned it
	rowNarrative
	rowInternal
	rowEvidence
	rowActions
)

func (m *question) item() *checklist.Item {
	it, _ := m.env.desk.shown.Item(m.id)
	return it
}

// rows are the parts of the answer, from the fields that are asked down.
func (m *question) rows() []row {
	a, it := m.env.desk.shown, m.item()
	var rows []row
	for i := range it.Fields {
		if f := &it.Fields[i]; a.Shown(it, f) {
			rows = append(rows, row{rowField, f, assessment.FieldOf(it, f)})
		}
	}
	if r := a.Review(it.ID).State; r == assessment.ReviewReturned || r == assessment.ReviewReplied {
		rows = append(rows, row{kind: rowReply, target: assessment.Reply(it.ID)})
	}
	return append(rows,
		row{kind: rowNarrative, target: assessment.Narrative(it.ID)},
		row{kind: rowInternal, target: assessment.Internal(it.ID)},
		row{kind: rowEvidence},
		row{kind: rowActions})
}

// at is the row under the cursor.
func (m *question) at() row {
	rows := m.rows()
	return rows[min(m.focus, len(rows)-1)]
}

// position is where the item stands in its section, from 1, and of how many.
func (m *question) position() (s *checklist.Section, n, of int) {
	s, _ = m.env.desk.shown.Checklist().SectionOf(m.id)
	for i := range s.Items {
		if s.Items[i].ID == m.id {
			n = i + 1
		}
	}
	return s, n, len(s.Items)
}

func (m *question) Init() tea.Cmd { return m.visit() }

// visit tells the screens below, and the next run, that the person was here.
func (m *question) visit() tea.Cmd {
	m.env.desk.trail.visit(m.id)
	return tea.Batch(m.env.turn(func(a *app) tea.Cmd { return a.visit(m) }), m.env.keepPlace(m.id, true))
}

// show puts another question on the screen, with the cursor where it was left.
func (m *question) show(item string) tea.Cmd {
	leave := m.Leave()
	m.id, m.focus, m.top, m.listBy, m.sideTop = item, 0, 0, 0, 0
	m.wraps = map[assessment.Target]wrappedText{}
	left := m.env.desk.left[item]
	for i, r := range m.rows() {
		if r.kind == left.kind && r.target == left.target {
			m.focus = i
		}
	}
	m.scroll()
	return tea.Batch(leave, m.visit())
}

func (m *question) Titles() (string, string) {
	s, n, of := m.position()
	standing := m.env.desk.shown.Standing(m.item())
	return s.Title, fmt.Sprintf("%s · %d of %d · %s", m.id, n, of, standing.Words())
}

func (m *question) Explain() string {
	return "One question. Give each part what you know: a value, not recorded if the force does not hold the figure, or not applicable with a reason. " +
		"What HMIC will read goes out with the return; the internal note never does. Everything is saved as you go; leaving a field never loses what you typed." + m.explainText() + m.explainLast()
}

func (m *question) explainText() string {
	if m.edit.mode == editText {
		return textKeys
	}
	return ""
}

func (m *question) Editing() bool { return m.edit.mode != notEditing }

func (m *question) Resize(size tea.WindowSizeMsg) {
	m.base.Resize(size)
	m.resizeEdit()
	m.scroll()
}

func (m *question) Press(k tea.KeyPressMsg) tea.Cmd {
	cmd := m.key(k)
	m.scroll()
	return cmd
}

func (m *question) Paste(p tea.PasteMsg) tea.Cmd {
	cmd := m.paste(p)
	m.scroll()
	return cmd
}

func (m *question) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case returned:
		return m.visit()
	case draftDue:
		return m.keepDraft(msg)
	case stored: // which may have dropped the draft of an earlier text of this field
		if m.edit.kept {
			return m.changed()
		}
	}
	return nil
}

// key takes a key that no action stands for.
func (m *question) key(msg tea.KeyPressMsg) tea.Cmd {
	if m.Editing() {
		return m.typeKey(msg)
	}
	switch msg.String() {
	case "up", "k", "shift+tab":
		m.move(-1)
	case "down", "j", "tab":
		m.move(1)
	case "home", "g":
		m.top = 0
		m.move(-len(m.rows()))
	case "end", "G":
		m.move(len(m.rows()))
	}
	return nil
}

// move puts the cursor n rows further, within the question.
func (m *question) move(n int) { m.to(m.focus + n) }

// to puts the cursor on row i, or the nearest there is.
func (m *question) to(i int) {
	m.focus = max(0, min(i, len(m.rows())-1))
	m.env.desk.left[m.id] = m.at()
	m.scroll()
}

// Actions are what can be done with the row under the cursor, then with the
// question.
func (m *question) Actions() []action {
	if m.Editing() {
		return m.editActions()
	}
	reply, review := m.reviewActions()
	all := m.rowActions()
	all = append(slices.Insert(all, min(1, len(all)), reply), m.lastActions()...)
	all = append(all, []action{
		can("question.next", func() tea.Cmd { return m.step(1, "") }),
		can("question.previous", func() tea.Cmd { return m.step(-1, "") }).off(),
		can("question.why", m.guidance),
		can("question.scroll-down", func() tea.Cmd { m.page(1); return nil }).off(),
		can("question.scroll-up", func() tea.Cmd { m.page(-1); return nil }).off(),
		can("question.evidence", m.openEvidence).off(),
		can("question.actions", m.openActions).off(),
		can("question.history", func() tea.Cmd { return m.env.open(newHistory(m.env, m.id)) }).off(),
		assignAction(m.env, m.id),
	}...)
	return append(all, review...)
}

func (m *question) openEvidence() tea.Cmd { return m.env.open(newEvidence(m.env, m.id)) }
func (m *question) openActions() tea.Cmd  { return m.env.open(newActionList(m.env, m.id)) }

// rowActions are what can be done with the row under the cursor.
func (m *question) rowActions() []action {
	r, locked := m.at(), m.env.locked()
	switch r.kind {
	case rowEvidence:
		return []action{can("row.evidence", m.openEvidence)}
	case rowActions:
		return []action{can("row.actions", m.openActions)}
	case rowReply, rowNarrative, rowInternal:
		return []action{
			can("text.write", func() tea.Cmd { return m.startText(r) }).unless(locked),
			can("text.editor", func() tea.Cmd { return m.openEditor(r) }).unless(locked).off(),
		}
	}
	f := r.field
	clear := can("field.clear", func() tea.Cmd {
		delete(m.env.desk.typed, r.target)
		return m.env.desk.set(r.target, assessment.Value{})
	}).unless(locked).off()
	inapplicable := func(id string) action {
		return can(id, func() tea.Cmd { return m.startReason(r) }).unless(locked)
	}
	notRecorded := func(id string) action {
		return can(id, func() tea.Cmd {
			return m.answered(r, assessment.Missing(), false)
		}).unless(locked)
	}
	next := can("field.next", m.enter)
	switch f.Kind {
	case checklist.Choice:
		return append(m.optionActions(r), next.off(), inapplicable("choice.not-applicable"), notRecorded("choice.not-recorded").off(), clear)
	case checklist.Text:
		return []action{
			can("text.write", func() tea.Cmd { return m.startText(r) }).unless(locked),
			can("text.editor", func() tea.Cmd { return m.openEditor(r) }).unless(locked).off(),
			notRecorded("field.not-recorded").off(), inapplicable("field.not-applicable").off(), clear,
		}
	}
	keys, shown, name := []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, "0–9", "type"
	if f.Kind == checklist.Money {
		keys = append(keys, "£")
	}
	return []action{
		actKeys(keys, shown, name, "Type the "+map[checklist.Kind]string{
			checklist.Count: "number", checklist.Money: "amount, such as 25 or 25.50", checklist.Date: "date, as 31 May 2012, 31/05/2012 or 2012-05-31",
		}[f.Kind], func(key string) tea.Cmd { return m.startLine(r, key) }, func() tea.Cmd { return m.startLine(r, "") }).named("field.type").unless(locked),
		can("field.change", func() tea.Cmd { return m.startLine(r, "") }).unless(locked).off(),
		notRecorded("field.not-recorded"), inapplicable("field.not-applicable").off(), next, clear,
	}
}

// optionActions are a letter for each option, which goes on where the question
// has no other field, and a digit, which stays.
func (m *question) optionActions(r row) []action {
	var all []action
	var letters, digits []string
	for i, o := range r.field.Options {
		letters = append(letters, letter(i))
		digits = append(digits, fmt.Sprint(i+1))
		value := assessment.Of(o.ID)
		all = append(all, act([]string{letter(i)}, letter(i), o.Label, "Answer: "+o.Label, func() tea.Cmd {
			return m.answered(r, value, true)
		}).named("choice.answer#"+letter(i)).unless(m.env.locked()).off())
	}
	shown := letters[0] + "–" + letters[len(letters)-1]
	what := "answer"
	if m.walks() {
		what = "answer and go on"
	}
	pick := func(offset []string, goOn bool) func(string) tea.Cmd {
		return func(key string) tea.Cmd {
			return m.answered(r, assessment.Of(r.field.Options[slices.Index(offset, key)].ID), goOn)
		}
	}
	first := actKeys(letters, shown, what, "Answer with the option's letter, and go on if there is nothing else to fill in", pick(letters, true), nil).named("choice.answer").unless(m.env.locked())
	stay := actKeys(digits, digits[0]+"–"+digits[len(digits)-1], "answer and stay", "Answer with the option's number, and stay", pick(digits, false), nil).named("choice.answer-and-stay").unless(m.env.locked()).off()
	return append([]action{first, stay}, all...)
}

// letter is the key of the nth option. n, r and the letters that move the
// cursor or stand for something else on this screen are left out.
func letter(n int) string {
	const letters = "abcdefmopqsuy"
	if n >= len(letters) {
		return fmt.Sprintf("f%d", n)
	}
	return letters[n : n+1]
}

// walks reports whether one key answers the whole question: it has one field,
// and that is a choice.
func (m *question) walks() bool {
	it := m.item()
	return len(it.Fields) == 1 && it.Fields[0].Kind == checklist.Choice
}

// answered records a value that needed no typing, and goes on unless it is a choice
// and the person wants to stay.
func (m *question) answered(r row, v assessment.Value, goOn bool) tea.Cmd {
	was := m.before(r)
	delete(m.env.desk.typed, r.target)
	save := m.env.desk.set(r.target, v)
	if !goOn && r.field.Kind == checklist.Choice {
		return save
	}
	return tea.Batch(save, m.goOn(r, was))
}

// unfilled is what was still to be filled in before a part was answered.
type unfilled struct{ part, question bool }

func (m *question) before(r row) unfilled {
	a := m.env.desk.shown
	return unfilled{!a.At(r.target).IsAnswered(), a.Standing(m.item()) == checklist.Unanswered}
}

// goOn goes from a part that was just answered to what is to be filled in next: a
// part behind it, or one above that must be, or else another question. Where the
// answers do not fit together it stays, for the person to see it. Who goes over
// answers that were there goes through all parts in order.
func (m *question) goOn(r row, was unfilled) tea.Cmd {
	a, rows := m.env.desk.shown, m.rows()
	for i := m.focus + 1; i < len(rows) && rows[i].kind == rowField; i++ {
		if !was.part || !a.At(rows[i].target).IsAnswered() {
			m.to(i)
			return nil
		}
	}
	for i, x := range rows[:min(m.focus, len(rows))] {
		if was.part && x.kind == rowField && x.field.Required && !a.At(x.target).IsAnswered() {
			m.to(i)
			return nil
		}
	}
	if m.amiss() {
		m.to(m.focus)
		return nil
	}
	said := m.id + " is filled in."
	if m.walks() {
		said = fmt.Sprintf("%s: %s.", m.id, m.env.words(r.field, a.At(r.target)))
	}
	return m.walk(was.question, said)
}

// amiss reports whether figures or dates of the answer do not fit together.
func (m *question) amiss() bool {
	return slices.ContainsFunc(m.problems(), func(f assessment.Finding) bool {
		return f.Severity == assessment.Error || f.Code == assessment.CodeRemainder || f.Code == assessment.CodeDates
	})
}

// walk goes to the next question of the section: to the next that is not answered
// either, if the one that is left was not.
func (m *question) walk(unanswered bool, said string) tea.Cmd {
	s, at, of := m.position()
	next := at // in s.Items, for at counts from 1
	for unanswered && next < of && m.env.desk.shown.Standing(&s.Items[next]) != checklist.Unanswered {
		next++
	}
	if n := next - at; n > 0 && next < of {
		said += fmt.Sprintf(" %d answered %s passed over.", n, assessment.Plural(n, "one is", "ones are"))
	}
	return m.step(next-at+1, said)
}

// enter goes to the next field, or behind the last one to the next question.
func (m *question) enter() tea.Cmd {
	rows := m.rows()
	if m.focus+1 < len(rows) && rows[m.focus+1].kind == rowField {
		m.move(1)
		return nil
	}
	return m.step(1, "")
}

// step goes to the question n further in the section, or back to the section
// where there is none. What was just said is said there.
func (m *question) step(n int, said string) tea.Cmd {
	leave := m.Leave()
	s, at, of := m.position()
	next := at - 1 + n
	switch {
	case next < 0:
		return tea.Batch(leave, say("This is the first question of "+s.Title+"."))
	case next >= of:
		return tea.Batch(leave, m.endOfSection(s, said))
	}
	m.id, m.focus, m.top = s.Items[next].ID, 0, 0
	if said == "" {
		return tea.Batch(leave, m.visit())
	}
	return tea.Batch(leave, m.visit(), say(said+m.env.tell("  {question.previous} goes back.")))
}

// endOfSection goes back to the section and says what can be done there.
func (m *question) endOfSection(s *checklist.Section, said string) tea.Cmd {
	text, item, left := "That was the last question.", m.id, 0
	for i := len(s.Items) - 1; i >= 0; i-- {
		if m.env.desk.shown.Standing(&s.Items[i]) == checklist.Unanswered {
			item = s.Items[i].ID
			left++
		}
	}
	switch {
	case left > 0:
		text += fmt.Sprintf(" %d %s still unanswered.", left, assessment.Plural(left, "question is", "questions are"))
	case !m.env.desk.shown.At(assessment.Complete(s.ID)).IsAnswered():
		text += m.env.tell(" Press {section.complete} to mark the section complete.")
	}
	return tea.Batch(m.env.turn(func(a *app) tea.Cmd { return a.endOfSection(m, item) }), say(strings.TrimSpace(said+" "+text)))
}

// guidance scrolls to why the question is asked, and from there back up.
func (m *question) guidance() tea.Cmd {
	l := m.layout(m.size.Width)
	if m.top > 0 && m.top >= min(l.guidance, max(0, len(l.lines)-m.size.Height)) {
		m.top = 0
		m.scroll()
		return nil
	}
	m.top = max(0, min(l.guidance, len(l.lines)-m.size.Height))
	if l.guidance < 0 || m.top == 0 {
		return say("It is all on the screen.")
	}
	return nil
}

// page scrolls the body by n screens; the cursor's row stays what it is.
func (m *question) page(n int) {
	l := m.layout(m.size.Width)
	m.top = max(0, min(m.top+n*(m.size.Height-2), len(l.lines)-m.size.Height))
}

// scroll brings the row under the cursor into the window.
func (m *question) scroll() {
	if m.size.Height == 0 {
		return
	}
	l := m.layout(m.size.Width)
	m.top = max(0, min(m.top, len(l.lines)-m.size.Height))
	from, to := l.from[min(m.focus, len(l.from)-1)], l.to[min(m.focus, len(l.to)-1)]
	if m.focus == 0 {
		from = 0 // the question itself
	}
	if to > m.top+m.size.Height {
		m.top = to - m.size.Height
	}
	if from < m.top && to-from <= m.size.Height || l.y < m.top {
		m.top = min(from, l.y)
	}
	if l.y >= m.top+m.size.Height {
		m.top = l.y - m.size.Height + 1
	}
}

// problems are the findings on this item that need attention, in words.
func (m *question) problems() []assessment.Finding {
	return slices.DeleteFunc(m.env.desk.shown.FindingsOf(m.id, m.env.today()), func(f assessment.Finding) bool {
		known := f.Field == assessment.AtReview // it stands under the question; see status
		return known || f.Severity == assessment.Note && f.Code != assessment.CodeNotAsked
	})
}
