package tui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// recovery offers back what was being typed when favour ended before it was
// saved, one text at a time; what was typed into one form is one. The task list
// follows it.
type recovery struct {
	base
	left  []lost // the first is the one that is shown
	of    int    // how many there were
	busy  bool   // the first is being kept, and answers no key
	wrong string // why the last one was not recovered
}

// A lost is a text, or what a session left in one form: at least one draft.
type lost struct {
	drafts []drafts.Draft
	// id is that of the drafts' targets in this session: what another one was
	// about to add may have the id of something else here.
	id string
}

// lostTaken says that the drafts of an ended session are now those of this one.
type lostTaken struct {
	by  *recovery
	err error
}

func newRecover(e *env, left []drafts.Draft) *recovery {
	m := &recovery{base: on(e)}
	for _, d := range left {
		i := slices.IndexFunc(m.left, func(l lost) bool { return l.has(d) })
		if i >= 0 {
			m.left[i].drafts = append(m.left[i].drafts, d)
			continue
		}
		l := lost{drafts: []drafts.Draft{d}, id: d.Target.ID}
		if item, ok := drafts.AddsTo(l.id); ok {
			l.id = e.nextAddID(item)
		}
		m.left = append(m.left, l)
	}
	m.of = len(m.left)
	return m
}

// has reports whether d was typed into the form of l, at the same time.
func (l lost) has(d drafts.Draft) bool {
	of := l.drafts[0]
	return l.inForm() && of.Session() == d.Session() && of.Target.Kind == d.Target.Kind && of.Target.ID == d.Target.ID
}

// inForm reports whether it was typed into a form, and not on a question.
func (l lost) inForm() bool {
	switch l.drafts[0].Target.Kind {
	case assessment.OnEvidence, assessment.OnAction, assessment.OnDetail, assessment.OnSignature:
		return true
	case assessment.OnReview:
		return l.drafts[0].Target.Part == assessment.PartNote
	case assessment.OnItem:
		return l.forSeveral() || l.ofCopy()
	}
	return false
}

// ofCopy reports whether it says what a copy for publication is to be. Nothing of
// that is ever saved.
func (l lost) ofCopy() bool { return drafts.OfCopy(l.drafts[0].Target) }

// reopens reports whether it is why the return is reopened, and not a signature.
func (l lost) reopens() bool { return l.drafts[0].Target.Part == assessment.PartReopened }

// forSeveral reports whether it was typed for several questions at once.
func (l lost) forSeveral() bool {
	_, ok := bulk.TypedFor(l.drafts[0].Target)
	return ok
}

// signs reports whether it was typed into a form about signatures.
func (l lost) signs() bool { return l.drafts[0].Target.Kind == assessment.OnSignature }

// target is where a draft of l belongs in this session.
func (l lost) target(d drafts.Draft) assessment.Target {
	t := d.Target
	t.ID = l.id
	return t
}

// what names it in words.
func (l lost) what(a assessment.Assessment) string {
	item, adds := drafts.AddsTo(l.id)
	switch kind := l.drafts[0].Target.Kind; {
	case kind == assessment.OnEvidence && adds:
		return "New evidence for " + item
	case kind == assessment.OnEvidence:
		return "Evidence " + l.id
	case kind == assessment.OnAction && adds:
		return "New action on " + item
	case kind == assessment.OnAction:
		return "Action " + l.id
	case kind == assessment.OnDetail:
		return "Details of the assessment"
	case l.forSeveral():
		return "A text for several questions"
	case l.ofCopy():
		return "What is withheld from a copy for publication"
	case l.signs() && l.reopens():
		return "Why the return is reopened"
	case l.signs():
		return "The signature of the return"
	case l.inForm():
		return "The return of " + l.id
	}
	return a.What(l.drafts[0].Target)
}

// sheet is the form that l was typed into, as it is without that, and nil where
// there is none: because it is of a question, or of what was removed.
func (l lost) sheet(e *env) *sheet {
	a := e.desk.shown
	item, adds := drafts.AddsTo(l.id)
	if _, ok := a.Item(item); adds && !ok {
		return nil
	}
	switch l.drafts[0].Target.Kind {
	case assessment.OnDetail:
		return newDetails(e)
	case assessment.OnReview:
		return newReturn(e, l.id)
	case assessment.OnItem:
		if l.ofCopy() {
			return nil
		}
		deed, _ := bulk.TypedFor(l.drafts[0].Target)
		return (&together{rowScreen: onRows(e)}).ask(deed, nil)
	case assessment.OnSignature:
		if l.reopens() {
			return newReopen(e)
		}
		return (&signing{textScreen: onText(e)}).sheet()
	case assessment.OnEvidence:
		if adds {
			return newEvidenceSheet(e, item, assessment.Evidence{ID: l.id})
		}
		for _, x := range a.Evidence() {
			if x.ID == l.id {
				return newEvidenceSheet(e, x.Items[0], x)
			}
		}
	case assessment.OnAction:
		if adds {
			return newActionSheet(e, item, assessment.Action{ID: l.id})
		}
		for _, x := range a.Actions() {
			if x.ID == l.id {
				return newActionSheet(e, x.Items[0], x)
			}
		}
	}
	return nil
}

func (m *recovery) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(lostTaken); ok && msg.by == m {
		return m.taken(msg)
	}
	return nil
}

func (m *recovery) Titles() (string, string) {
	return "You were typing something that was not saved", fmt.Sprintf("%d of %d", m.number(), m.of)
}

func (m *recovery) number() int { return m.of - len(m.left) + 1 }

func (m *recovery) Explain() string {
	return "favour ended before this text was saved, and kept it. Recover puts it into its place as a change of yours; what cannot be saved as it is, or was still to be added, is put back into its form as you typed it. " +
		"Discard removes it for good. If you decide later it is kept, and offered again when you next open the assessment."
}

func (m *recovery) Actions() []action {
	why := ""
	if m.busy || len(m.left) == 0 {
		why = "The last one is still being kept. Wait a moment."
	}
	noTake := why
	if noTake == "" {
		noTake = m.noTake(m.left[0])
	}
	return []action{
		can("recover.take", m.take).unless(noTake),
		can("recover.discard", m.discard).unless(why),
		can("recover.later", m.later).unless(why),
	}
}

// noTake is why l cannot be put into its place now.
func (m *recovery) noTake(l lost) string {
	signed := m.env.desk.shown.Signed()
	if l.signs() && l.reopens() && !signed {
		return "The return is not signed, so there is nothing to reopen. This is kept and offered again."
	}
	if why := m.env.locked(); why != "" && !l.signs() && !l.ofCopy() {
		return why + " This is kept and offered again."
	}
	for _, d := range l.drafts {
		if text, ok := m.env.desk.typed[l.target(d)]; ok && text != d.Text {
			return "You have typed something else there, which is not saved. Save it or put it back first; this is kept and offered again."
		}
	}
	if l.inForm() && !l.ofCopy() && l.sheet(m.env) == nil {
		return l.what(m.env.desk.shown) + " has been removed since. Bring it back first; this is kept and offered again."
	}
	return ""
}

func (m *recovery) later() tea.Cmd {
	return tea.Batch(m.env.replace(m, newTasks(m.env)), say("Kept. You are asked again when you next open the assessment."))
}

func (m *recovery) discard() tea.Cmd {
	l := m.left[0]
	what := []string{l.what(m.env.desk.shown), ""}
	if l.inForm() {
		for _, r := range l.rows(m.env) {
			what = append(what, r.label+": "+r.typed)
		}
	} else {
		what = append(what, firstLines(l.drafts[0].Text, 60, 6)...)
	}
	return m.env.open(newConfirm(m.env, "Discard this text for good?", what, "discard it", func() tea.Cmd {
		folder := m.env.Drafts
		return tea.Batch(m.next(), say("It is gone."), func() tea.Msg {
			if err := l.discard(folder); err != nil {
				return notice{text: "It could not be removed, and is offered again. " + sentence(err), bad: true}
			}
			return nil
		})
	}))
}

func (l lost) discard(folder *drafts.Folder) error {
	var errs []error
	for _, d := range l.drafts {
		errs = append(errs, folder.Discard(d))
	}
	return errors.Join(errs...)
}

// take makes the drafts those of this session before their text is recorded: at
// no moment is it neither saved nor on the disk as a draft.
func (m *recovery) take() tea.Cmd {
	m.busy = true
	l, folder := m.left[0], m.env.Drafts
	return func() tea.Msg {
		for _, d := range l.drafts {
			d.Target = l.target(d)
			if err := folder.Keep(d); err != nil {
				return lostTaken{m, err}
			}
		}
		return lostTaken{m, l.discard(folder)}
	}
}

func (m *recovery) taken(msg lostTaken) tea.Cmd {
	m.busy, m.wrong = false, ""
	if msg.err != nil {
		m.wrong = "It cannot be recovered now: " + sentence(msg.err)
		return nil
	}
	l := m.left[0]
	if l.inForm() {
		return m.putIntoForm(l)
	}
	return tea.Batch(m.put(l.drafts[0]), m.next())
}

// next goes to the next text, or behind the last one to the task list.
func (m *recovery) next() tea.Cmd {
	m.left = m.left[1:]
	if len(m.left) == 0 {
		return m.env.replace(m, newTasks(m.env))
	}
	return nil
}

// put records the text of a draft, or leaves it in its field as typed where it
// is no answer yet.
func (m *recovery) put(d drafts.Draft) tea.Cmd {
	desk := m.env.desk
	what := desk.shown.What(d.Target)
	v, err := desk.shown.ParseAt(d.Target, d.Text)
	if err != nil {
		desk.typed[d.Target] = d.Text
		return say(what + ": the text is in the field as you typed it, and not saved: " + err.Error())
	}
	if desk.shown.At(d.Target) == v {
		return tea.Batch(m.env.dropDrafts(desk.shown.ID(), []assessment.Target{d.Target}), say(what+" says that already."))
	}
	return tea.Batch(desk.set(d.Target, v), say(what+m.env.tell(" recovered. {app.undo} takes that back.")))
}

// putIntoForm saves what was typed into a form as one change. Where it cannot be
// saved as it is, was not yet added, or is a reviewer's note, the form is opened
// with it: only the person knows whether they were done.
func (m *recovery) putIntoForm(l lost) tea.Cmd {
	desk := m.env.desk
	for _, d := range l.drafts {
		desk.typed[l.target(d)] = d.Text
	}
	if l.ofCopy() {
		desk.outgoing.copy = true
		return tea.Batch(m.next(), say(m.env.tell("It is withheld again. {app.export} goes on with the copy, which is not written yet.")))
	}
	what, s := l.what(desk.shown), l.sheet(m.env)
	if s == nil { // somebody has removed it just now
		return tea.Batch(m.next(), complain(what+" has been removed. What you typed is kept, and offered again."))
	}
	if l.forSeveral() {
		return tea.Batch(m.next(), say("It is in its form as you typed it: select the questions again, and say what is to be done to them."))
	}
	if l.signs() && !l.reopens() { // what speaks against it is read before
		return tea.Sequence(m.next(), m.env.open(newSignOff(m.env)), say(m.env.tell("It is in the form as you typed it. {signing.sign} goes there, once what speaks against signing is read.")))
	}
	if _, adds := drafts.AddsTo(l.id); !adds && !l.signs() && l.drafts[0].Target.Kind != assessment.OnReview {
		if !s.form.changed() {
			return tea.Batch(s.Init(), m.next(), say(what+" says that already."))
		}
		if save, ok := s.trySave(); ok {
			return tea.Sequence(m.next(), save) // which may open a screen
		}
	}
	return tea.Sequence(m.next(), m.env.open(s), say(m.env.tell("It is in the form as you typed it, and not saved. {form.save}: ")+cmp.Or(s.verb, "save it")+"."))
}

// firstLines are at most n lines of at most w columns of text, and how much
// more there is.
func firstLines(text string, w, n int) []string {
	lines := widget.Wrap(plain.Text(text), w)
	if len(lines) <= n {
		return lines
	}
	more := len(lines) - (n - 1)
	return append(lines[:n-1:n-1], fmt.Sprintf("and %d more %s", more, assessment.Plural(more, "line", "lines")))
}

// A lostRow is one input of a form: what was typed into it, and what is saved.
type lostRow struct{ label, typed, saved string }

// rows are the inputs of l's form into which something was typed.
func (l lost) rows(e *env) []lostRow {
	s := l.sheet(e)
	if s == nil { // the form is gone, the text is not
		var rows []lostRow
		for _, d := range l.drafts {
			label := assessment.Capital(d.Target.Part)
			if l.ofCopy() {
				label = drafts.CopyWords(d.Target)
			}
			rows = append(rows, lostRow{label: label, typed: d.Text})
		}
		return rows
	}
	var rows []lostRow
	for i := range s.form.inputs {
		x := &s.form.inputs[i]
		for _, d := range l.drafts {
			if l.target(d) == x.target {
				x.set(x.was)
				r := lostRow{label: x.label, saved: x.shown()}
				x.set(d.Text)
				r.typed = x.shown()
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func (m *recovery) Draw(w, h int) page {
	if len(m.left) == 0 {
		return page{}
	}
	t, a, l := m.env.theme, m.env.desk.shown, m.left[0]
	d := l.drafts[0]
	w = max(1, alone(w)-margin)
	var p page
	add := func(style theme.Style, lines ...string) {
		for _, l := range lines {
			p.lines = append(p.lines, style.Render(l))
		}
	}
	item, adds := drafts.AddsTo(l.id)
	if !l.inForm() {
		item = l.id
	}
	add(t.Title, wrap(plain.Line(l.what(a)), w)...)
	if it, ok := a.Item(item); ok {
		add(t.Dim, widget.Cut(plain.Line(it.Title), w))
	}
	by := ""
	if d.Author.Name != "" {
		by = " by " + d.Author.String()
	}
	last := l.drafts[len(l.drafts)-1].Time
	add(t.Text, "")
	add(t.Text, wrap(plain.Line("Typed on "+m.env.moment(last)+by), w)...)
	saved := "Saved there now"
	changed := slices.ContainsFunc(l.drafts, func(d drafts.Draft) bool { return a.At(l.target(d)) != d.Base })
	if changed {
		saved += ", changed since you typed"
	}
	heading := t.Text
	if changed {
		heading = t.Warn
	}
	switch {
	case adds:
		add(t.Text, m.formLines(l, w, func(r lostRow) string { return r.typed })...)
		add(t.Text, "")
		add(t.Dim, wrap(m.env.tell("It was not added yet. {recover.take} opens the form with it, where {form.save} adds it."), w)...)
	case l.ofCopy():
		add(t.Text, m.formLines(l, w, func(r lostRow) string { return r.typed })...)
		add(t.Text, "")
		add(t.Dim, wrap("It is no answer, and was never to be saved: the copy was not written yet.", w)...)
	case l.inForm():
		add(t.Text, m.formLines(l, w, func(r lostRow) string { return r.typed })...)
		add(t.Text, "")
		add(heading, saved)
		add(t.Text, m.formLines(l, w, func(r lostRow) string { return r.saved })...)
	default:
		text := max(2, (h-10)*2/3)
		add(t.Text, widget.Indent("│ ", firstLines(d.Text, w-2, text))...)
		add(t.Text, "")
		add(heading, saved)
		add(t.Text, widget.Indent("│ ", firstLines(a.WordsAt(d.Target, a.At(d.Target)), w-2, max(2, h-len(p.lines)-3)))...)
	}
	if wrong := cmp.Or(m.wrong, m.noTake(m.left[0])); wrong != "" {
		add(t.Text, "")
		add(t.Bad, wrap(plain.Line(wrong), w)...)
	}
	p.lines = widget.Indent("  ", p.lines)
	return p.fit(h)
}

// formLines are the inputs of a form with a text beside each.
func (m *recovery) formLines(l lost, w int, text func(lostRow) string) []string {
	rows := l.rows(m.env)
	labels := 0
	for _, r := range rows {
		labels = max(labels, widget.Width(r.label))
	}
	labels = min(labels+2, w/2)
	var lines []string
	for _, r := range rows {
		s := text(r)
		if s == "" {
			s = "nothing"
		}
		lines = append(lines, "│ "+widget.Pad(plain.Line(r.label), labels)+widget.Cut(plain.Line(s), w-2-labels))
	}
	return lines
}
