package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// signatures shows who has signed the return, and what each signature is under.
type signatures struct {
	textScreen // without stops: the keys scroll
	lines      []line
}

func newSignatures(e *env) *signatures { return &signatures{textScreen: onText(e)} }

func (m *signatures) Fit() {
	if m.stale() {
		m.build(max(1, alone(m.size.Width)-margin))
		m.text.Set(len(m.lines), nil, m.size.Height)
	}
}

func (m *signatures) Titles() (string, string) {
	n := len(m.env.desk.shown.StandingSignatures())
	if n == 0 {
		return "The return is not signed", "It can be changed"
	}
	return "The return is signed", fmt.Sprintf("%d %s; read-only until it is reopened", n, assessment.Plural(n, "signature", "signatures"))
}

func (m *signatures) Explain() string {
	return "Who has signed the return, when, and the digest of exactly what they signed. While a signature stands nothing in the return can be changed. " +
		"Reopening it takes a reason; the signature stays on record, and whatever changes after it is named as not covered."
}

func (m *signatures) Actions() []action {
	e := m.env
	name, unsigned := "sign too", ""
	if len(e.desk.shown.StandingSignatures()) == 0 {
		name, unsigned = "sign", "The return is not signed, and can be changed."
	}
	return []action{
		can("app.export", func() tea.Cmd { return e.open(newExport(e)) }).saying("Export the summary for HMIC, with the signatures"),
		can("signatures.sign", func() tea.Cmd {
			return m.env.open(&signing{textScreen: onText(e), again: true})
		}).called(name),
		can("signatures.reopen", func() tea.Cmd { return e.open(newReopen(e)) }).unless(unsigned),
		hide("app.sign", "These are the signatures."),
	}
}

func (m *signatures) build(w int) {
	d := m.env.desk
	m.lines = m.lines[:0]
	all := d.shown.Signatures()
	if len(all) == 0 {
		m.lines = toLines(nil, wrap(m.env.tell("Nobody has signed this return. Press {signatures.sign} to sign it."), w)...)
		return
	}
	l := d.lapse()
	if len(l.Signed) > 0 {
		m.lines = append(m.lines, toLines(inWarn, wrap(plain.Line(l.words()), w)...)...)
		for _, id := range l.Items {
			it, _ := d.shown.Item(id)
			m.lines = append(m.lines, toLines(nil, hang(widget.Pad(plain.Line(id), idColumn(d.shown.Checklist())), plain.Line(it.Title), w)...)...)
		}
		m.lines = append(m.lines, line{})
	}
	for _, s := range slices.Backward(all) {
		m.signature(s, w)
	}
	if len(l.Signed) > 0 {
		return
	}
	m.lines = append(m.lines, line{text: "What happens next", tone: inTitle})
	next := []string{m.env.tell("Press {app.export} to export the return: the signatures go with it, and what they are under.")}
	if len(d.shown.StandingSignatures()) == 1 {
		next = append(next, m.env.tell("A chief officer can sign it too, after the head of professional standards: press {signatures.sign}."))
	}
	for _, s := range append(next,
		m.env.tell("If something must be changed, press {signatures.reopen} and say why. The signatures stay on record; what changes after them is named as not covered.")) {
		m.lines = append(m.lines, toLines(nil, hang("· ", s, w)...)...)
	}
}

func (m *signatures) signature(s assessment.Signature, w int) {
	const labels = 10
	add := func(t tone, label, text string) {
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(label, labels), plain.Line(text), w)...)...)
	}
	who := toLines(inTitle, wrap(plain.Line(s.Who()), w-10)...)
	who[0].right, who[0].state = "stands", inGood
	if !s.Stands() {
		who[0].right, who[0].state = "reopened", inWarn
	}
	m.lines = append(m.lines, who...)
	add(nil, "Signed", m.env.moment(s.Time))
	add(nil, "Declared", s.Declaration)
	if n := len(s.Acknowledged); n > 0 {
		add(nil, "Noted", fmt.Sprintf("%d %s, acknowledged one by one", n, assessment.Plural(n, "warning", "warnings")))
	}
	add(inDim, "SHA-256", halved(s.Digest, w-labels))
	if !s.Stands() {
		add(inWarn, "Reopened", fmt.Sprintf("%s, by %s: %s", m.env.moment(s.ReopenedTime), s.ReopenedBy, s.Reopened))
	}
	m.lines = append(m.lines, line{})
}

func (m *signatures) Draw(w, h int) page {
	return drawText(m.env.theme, &m.text, m.lines, alone(w))
}

// newReopen asks why a signed return is reopened.
func newReopen(e *env) *sheet {
	d := e.desk
	n, names := len(d.shown.StandingSignatures()), signers(d.shown.StandingSignatures())
	s := &sheet{
		base: on(e), title: "Reopen the return", subtitle: d.shown.Details().Force.Name, free: true, verb: "reopen it",
		explain: "Reopening makes the return one that can be changed. The reason stands in the history with your name, beside the signature.",
		above: []string{
			"The return can be changed again. " + plain.Line(assessment.Plural(n, "The signature of ", "The signatures of ")+names) +
				assessment.Plural(n, " stays", " stay") + " on record, under exactly what was signed; whatever changes from now on is named as not covered, here and in every export.",
		},
		form: newForm(longInput("Why is it reopened?", "", "Say why: the reason stands on record beside the signature.", "").
			of(drafts.Unsigned(assessment.PartReopened))),
	}
	s.save = func(f *form) (tea.Cmd, bool) {
		edits, err := d.shown.Reopen(e.author, e.now(), f.value(0))
		if err != nil {
			f.complain(0, sentence(err))
			return nil, false
		}
		return tea.Batch(d.recordTyped(f, edits...), say(e.tell("Reopened: the return can be changed. Press {app.sign} to sign it again."))), true
	}
	return s.begin()
}
