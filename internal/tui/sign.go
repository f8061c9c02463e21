package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/search"
	"favour/internal/tui/widget"
)

// Signing the return, in three steps: what speaks against it is read, and each
// warning acknowledged; the signatory says who they are; and what is about to be
// signed is shown once more. What a signature then forbids is in signed.go.

// newSignOff is where the return is signed, or where its signatures are if it is.
func newSignOff(e *env) screen {
	if e.desk.shown.Signed() {
		return newSignatures(e)
	}
	return &signing{textScreen: onText(e)}
}

// signing lists what speaks against signing: errors, which bar it, and warnings,
// which the signatory acknowledges one by one.
type signing struct {
	textScreen
	// again says that the list of signatures is below: someone else has signed.
	again bool

	found []assessment.Finding // what a signatory must know of
	lines []signingLine
}

// A signingLine is one line of the list, and the finding that it is about.
type signingLine struct {
	line
	finding *assessment.Finding // nil for what is no finding
}

func (m *signing) Fit() {
	if m.stale() {
		m.found = m.env.desk.shown.BeforeSigning(m.env.today())
		m.build()
	}
}

func (m *signing) Titles() (string, string) {
	const what = "Sign the return"
	errs, left, of := m.count()
	switch {
	case errs > 0:
		return what, fmt.Sprintf("%d %s to be mended first", errs, assessment.Plural(errs, "error is", "errors are"))
	case of > 0:
		return what, fmt.Sprintf("%d of %d %s acknowledged", of-left, of, assessment.Plural(of, "warning", "warnings"))
	}
	return what, "Nothing speaks against it"
}

func (m *signing) Explain() string {
	return "Before the return is signed, what speaks against it is read. An error bars signing until it is mended. A warning does not, but whoever signs takes note of each: " +
		"what they acknowledged is kept with the signature. A signature is under all that HMIC will read; while it stands the return is read-only."
}

// count is how many errors there are, and of how many warnings are still to be
// acknowledged.
func (m *signing) count() (errs, left, of int) {
	barred, warnings := assessment.Unacknowledged(m.found, m.keys())
	_, all := assessment.Unacknowledged(m.found, nil)
	return len(barred), len(warnings), len(all)
}

// keys are those of the warnings that have been acknowledged and still stand.
func (m *signing) keys() []string {
	var keys []string
	for _, f := range m.found {
		if k := f.Key(); f.Severity == assessment.Warning && m.env.desk.acknowledged[k] && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

func (m *signing) Actions() []action {
	f := m.at()
	none, bars := "", ""
	switch {
	case f == nil:
		none, bars = "Nothing speaks against signing.", "There is no warning to acknowledge."
	case f.Severity == assessment.Error:
		bars = m.env.tell("This is an error: it must be mended before the return can be signed. Press {signing.open} to open it.")
	}
	name := "acknowledge"
	if f != nil && m.env.desk.acknowledged[f.Key()] {
		name = "take that back"
	}
	notYet := ""
	switch errs, left, _ := m.count(); {
	case errs > 0:
		notYet = fmt.Sprintf("%d %s must be mended before the return can be signed.", errs, assessment.Plural(errs, "error", "errors"))
	case left > 0:
		notYet = fmt.Sprintf("%d %s not acknowledged yet.", left, assessment.Plural(left, "warning is", "warnings are")) +
			m.env.tell(" Press {signing.acknowledge} on each that you have taken note of.")
	}
	toggle := can("signing.acknowledge", m.toggle).called(name).unless(bars)
	opens := can("signing.open", m.open).unless(none)
	if f != nil && f.Severity == assessment.Error { // Enter does what can be done about it
		opens = opens.also("enter")
	} else {
		toggle = toggle.also("enter")
	}
	return []action{
		toggle, opens,
		can("signing.sign", func() tea.Cmd { return m.env.open(m.sheet()) }).unless(notYet),
		hide("app.sign", "This is where it is signed."),
	}
}

// at is the finding under the cursor, and nil if there is none.
func (m *signing) at() *assessment.Finding {
	if m.text.Cursor < 0 || m.text.Cursor >= len(m.lines) {
		return nil
	}
	return m.lines[m.text.Cursor].finding
}

// open opens what the finding under the cursor is about.
func (m *signing) open() tea.Cmd {
	f := m.at()
	if f.Item == "" && f.Code == assessment.CodeUnanswered {
		return m.env.open(newFindOf(m.env, search.Unanswered))
	}
	return openAt(m.env, placeOf(m.env.desk.shown, *f))
}

func (m *signing) toggle() tea.Cmd {
	k := m.at().Key()
	if noted := m.env.desk.acknowledged; noted[k] {
		delete(noted, k)
	} else {
		noted[k] = true
	}
	m.build()
	return nil
}

// build makes the lines, and keeps the cursor on the finding that it is on.
func (m *signing) build() {
	var on string
	if f := m.at(); f != nil {
		on = f.Key()
	}
	d := m.env.desk
	m.lines = m.lines[:0]
	w := max(1, listWidth(m.size.Width)-margin)
	m.say(inWarn, d.lapse().words(), w)
	errs, warnings := assessment.Unacknowledged(m.found, nil)
	if n := len(errs); n > 0 {
		m.say(inBad, fmt.Sprintf(assessment.Plural(n, "%d error: mend it first", "%d errors: mend them first"), n), w)
		m.list(errs, w)
	}
	if n := len(warnings); n > 0 {
		m.say(inWarn, fmt.Sprintf(assessment.Plural(n, "%d warning: acknowledge it, or mend it", "%d warnings: acknowledge each, or mend it"), n), w)
		m.list(warnings, w)
	}
	if len(errs)+len(warnings) == 0 {
		m.say(inGood, m.env.tell("Nothing speaks against signing this return. Press {signing.sign} to go on."), w)
	}
	m.say(inTitle, "What is signed", w)
	m.lines = m.lines[:len(m.lines)-1] // what follows belongs to it
	for _, s := range signedWords(d.shown, d.progress()) {
		m.add(toLines(nil, hung(plain.Line(s), w)...)...)
	}
	for _, i := range m.stops() {
		if m.lines[i].finding.Key() == on {
			m.text.Cursor = i
		}
	}
	m.text.Set(len(m.lines), m.stops(), m.size.Height)
}

// stops are the lines that can be chosen: the first of each finding.
func (m *signing) stops() []int {
	var stops []int
	for i, l := range m.lines {
		if l.finding != nil && !l.more {
			stops = append(stops, i)
		}
	}
	return stops
}

func (m *signing) add(lines ...line) {
	for _, l := range lines {
		m.lines = append(m.lines, signingLine{line: l})
	}
}

// say adds a text and a gap, unless the text is empty.
func (m *signing) say(t tone, text string, w int) {
	if text != "" {
		m.add(toLines(t, wrap(plain.Line(text), w)...)...)
		m.add(line{})
	}
}

// list adds findings, and a gap.
func (m *signing) list(found []assessment.Finding, w int) {
	m.lines = m.lines[:len(m.lines)-1] // it belongs to its heading
	idWidth := idColumn(m.env.desk.shown.Checklist())
	for i := range found {
		f, right, state := &found[i], "", tone(nil)
		if f.Severity == assessment.Warning {
			right, state = "not yet", inWarn
			if m.env.desk.acknowledged[f.Key()] {
				right, state = "acknowledged", inGood
			}
		}
		const states = 14 // acknowledged, and a gap
		texts := hang(widget.Pad(plain.Line(f.Item), idWidth), plain.Line(f.Text), w-states)
		for n, l := range toLines(nil, texts...) {
			if n == 0 {
				l.right, l.state = right, state
			}
			m.lines = append(m.lines, signingLine{l, f})
		}
	}
	m.add(line{})
}

func (m *signing) Draw(w, h int) page {
	p := drawWindow(m.env.theme, &m.text, func(i int) line { return m.lines[i].line }, listWidth(w))
	return p.alongside(w, h, 0, m.beside)
}

// beside is the question that the finding under the cursor is about.
func (m *signing) beside(w int) []string {
	f := m.at()
	if f == nil {
		return nil
	}
	return m.env.detailOf(f.Item, w)
}

// signedWords are what a signature would be under, a line each.
func signedWords(a assessment.Assessment, p assessment.Progress) []string {
	d := a.Details()
	counts := make([]string, 0, 4)
	for _, s := range checklist.Standings[:4] {
		counts = append(counts, fmt.Sprintf("%d %s", p.Standings[s], s.Words()))
	}
	lines := []string{
		d.Force.Name + ", " + d.PeriodWords(),
		fmt.Sprintf("%d of %d answered: %s", p.Answered, p.Items, strings.Join(counts, ", ")),
	}
	if d.Marking != "" {
		lines = append(lines, "Marked "+d.Marking)
	}
	return append(lines, "SHA-256 "+a.Digest())
}

// The inputs of the form of a signature.
const (
	inputName = iota
	inputRank
	inputRole
	inputDeclaration
)

// sheet asks who signs. What it signs is the return as it is now, which the
// person has just read: if that changes meanwhile they start over.
func (m *signing) sheet() *sheet {
	e, d := m.env, m.env.desk
	by := e.author
	if slices.ContainsFunc(d.shown.StandingSignatures(), func(x assessment.Signature) bool { return assessment.Same(x.Name, by.Name) }) {
		by = assessment.Author{} // they have signed it
	}
	s := &sheet{
		base: on(e), title: "Sign the return", subtitle: d.shown.Details().Force.Name, free: true, verb: "go on",
		explain: "Who signs, and what they declare. Both stand in every export with the date, and with the digest of exactly what was signed. " +
			"You see it all once more before it is signed.",
		form: newForm(
			lineInput("Name", "As it is to stand under the return, such as A. Example.", "Give the name of whoever signs.", by.Name).of(drafts.Unsigned(assessment.PartName)),
			lineInput("Rank", "Such as Chief Superintendent. Leave it empty for staff without one.", "", "").of(drafts.Unsigned(assessment.PartRank)),
			lineInput("Role", "Such as Head of professional standards.", "Give the role in which they sign.", by.Role).of(drafts.Unsigned(assessment.PartRole)),
			longInput("Declaration", "", "Say what is declared.", assessment.Declaration).of(drafts.Unsigned(assessment.PartDeclaration)),
		),
	}
	digest, keys := d.shown.Digest(), m.keys()
	s.save = func(*form) (tea.Cmd, bool) { return m.ask(s, digest, keys), false }
	return s.begin()
}

// startOver is said where the return is no longer what was read.
const startOver = "Not signed: the answers have changed since you read them. Read what speaks against signing again."

// ask shows what is about to be signed, and by whom.
func (m *signing) ask(s *sheet, digest string, keys []string) tea.Cmd {
	d, f := m.env.desk, &s.form
	by := assessment.Signature{
		Name: f.value(inputName), Rank: f.value(inputRank), Role: f.value(inputRole), Declaration: f.value(inputDeclaration), Acknowledged: keys,
	}
	if d.shown.Digest() != digest {
		return tea.Batch(m.env.back(s), complain(startOver))
	}
	if _, err := d.shown.Sign(by, m.env.now(), m.env.today()); err != nil {
		f.complain(inputName, sentence(err))
		return nil
	}
	what := signedWords(d.shown, d.progress())
	if n := len(keys); n > 0 {
		what = append(what, fmt.Sprintf("%d %s acknowledged", n, assessment.Plural(n, "warning", "warnings")))
	}
	what = append(what, "", "By "+by.Who(), "“"+by.Declaration+"”", "",
		"From then on the return is read-only, until someone reopens it and says why.")
	return m.env.open(newConfirm(m.env, "Sign this return?", what, "sign it", func() tea.Cmd { return m.sign(s, by, digest) }))
}

// sign puts the signature under the return, and closes the form and the list.
func (m *signing) sign(s *sheet, by assessment.Signature, digest string) tea.Cmd {
	d := m.env.desk
	edits, err := d.shown.Sign(by, m.env.now(), m.env.today())
	switch {
	case d.shown.Digest() != digest:
		return tea.Batch(m.env.back(s), complain(startOver))
	case err != nil:
		return complain(sentence(err))
	}
	save := d.recordTyped(&s.form, edits...)
	s.saved = true
	clear(d.acknowledged) // whoever signs next takes note themselves
	e := m.env
	show := func() tea.Cmd { return e.open(newSignatures(e)) }
	if m.again {
		show = func() tea.Cmd { return nil }
	}
	return tea.Batch(save, m.env.backPast(s, 1, show))
}
