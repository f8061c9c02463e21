package tui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// withholding lists what is withheld from a copy for publication, and why. None of
// it is an answer: it is kept as drafts are, under targets of package drafts.
type withholding struct {
	textScreen // its stops are the marking, and then what is withheld
	lines      []line
}

func newWithholding(e *env) *withholding { return &withholding{textScreen: onText(e)} }

// withholdable are the questions of which something can be withheld: also those that
// are no longer asked, of which the return says last time's answers.
func (d *desk) withholdable() []*checklist.Item {
	return report.Withholdable(d.shown.Checklist(), d.compared())
}

// withheld is what is to be withheld from a copy, in the order of the checklist.
func (d *desk) withheld() []report.Withholding {
	return report.Withholdings(d.withholdable(), func(item, part string) string { return d.typed[drafts.Withheld(item, part)] })
}

// copyMarking is the marking of a copy, and empty for that of the return.
func (d *desk) copyMarking() string { return d.typed[drafts.CopyMarking()] }

// published is told that the copy has been written: what was withheld from it is
// given up, and can be taken again.
func (d *desk) published() tea.Cmd {
	d.lastCopy = maps.Clone(d.typed)
	maps.DeleteFunc(d.lastCopy, func(t assessment.Target, _ string) bool { return !drafts.OfCopy(t) })
	gone := slices.Collect(maps.Keys(d.lastCopy))
	for _, t := range gone {
		delete(d.typed, t)
	}
	return d.env.dropDrafts(d.shown.ID(), gone)
}

// keepTyped puts texts on the desk and on the disk, as typed and not saved.
func (d *desk) keepTyped(texts map[assessment.Target]string) tea.Cmd {
	var cmds []tea.Cmd
	for t, text := range texts {
		d.typed[t] = text
		cmds = append(cmds, d.env.keepDraft(d.draft(t, assessment.Of(text))))
	}
	return tea.Batch(cmds...)
}

func (m *withholding) Titles() (string, string) {
	n := len(m.env.desk.withheld())
	if n == 0 {
		return "A copy for publication", "Nothing is withheld yet"
	}
	return "A copy for publication", fmt.Sprintf("%d %s withheld", n, assessment.Plural(n, "part is", "parts are"))
}

func (m *withholding) Explain() string {
	return "What is withheld from the copy, and why. The reasons stand in the copy, where something was taken out and in a list of all of it. " + report.WithheldToo
}

// at is what the cursor is on, and false on the marking.
func (m *withholding) at() (report.Withholding, bool) {
	i, _ := m.text.Stop()
	all := m.env.desk.withheld()
	if i < 1 || i > len(all) {
		return report.Withholding{}, false
	}
	return all[i-1], true
}

func (m *withholding) Actions() []action {
	x, on := m.at()
	change := can("copy.change", func() tea.Cmd { return m.env.open(newWithhold(m.env, x.Item, x.Part)) })
	none := ""
	if !on {
		change = can("copy.change", m.mark).called("choose").saying("Choose the protective marking of the copy")
		none = "The cursor is on no part that is withheld."
	}
	again := can("copy.again", func() tea.Cmd {
		return m.env.desk.keepTyped(m.env.desk.lastCopy)
	}).off()
	switch {
	case len(m.env.desk.withheld()) > 0:
		again = again.unless("Something is withheld already.")
	case len(m.env.desk.lastCopy) == 0:
		again = again.unless("No copy has been written since the app was started.")
	}
	return []action{change, can("copy.add", m.add), can("copy.remove", m.remove).unless(none), again}
}

// add asks of which question something is to be withheld.
func (m *withholding) add() tea.Cmd {
	e := m.env
	p := newPick(e, "Withhold something of which question?", func(from screen, item string) tea.Cmd {
		return e.replace(from, newWithhold(e, item, ""))
	})
	p.past = true
	p.mark = func(item string) string {
		if slices.ContainsFunc(e.desk.withheld(), func(x report.Withholding) bool { return x.Item == item }) {
			return "withheld"
		}
		if _, asked := e.desk.shown.Item(item); !asked {
			return "no longer asked"
		}
		return ""
	}
	return e.open(p)
}

func (m *withholding) remove() tea.Cmd {
	x, _ := m.at()
	d := m.env.desk
	return m.env.open(newConfirm(m.env, "Withhold this no longer?", []string{x.Words(d.withholdable()), "", x.Reason}, "take it out", func() tea.Cmd {
		t := drafts.Withheld(x.Item, x.Part)
		delete(d.typed, t)
		return tea.Batch(d.env.dropDrafts(d.shown.ID(), []assessment.Target{t}), say("It is not withheld any more."))
	}))
}

// mark asks for the marking of the copy.
func (m *withholding) mark() tea.Cmd {
	d := m.env.desk
	return m.env.open(newMarkingOf(m.env, cmp.Or(d.copyMarking(), d.shown.Details().Marking), func(name string) tea.Cmd {
		if name == d.shown.Details().Marking {
			delete(d.typed, drafts.CopyMarking())
			return d.env.dropDrafts(d.shown.ID(), []assessment.Target{drafts.CopyMarking()})
		}
		return d.keepTyped(map[assessment.Target]string{drafts.CopyMarking(): name})
	}))
}

func (m *withholding) Fit() {
	w := max(1, m.size.Width-margin)
	d := m.env.desk
	at, of := m.text.Stop()
	m.lines = m.lines[:0]
	stops := []int{0}
	marking := d.copyMarking()
	if marking == "" {
		marking = cmp.Or(d.shown.Details().Marking, "not chosen") + ", as the return"
	}
	m.lines = append(m.lines, toLines(nil, hang(widget.Pad("Protective marking", exportLabels), marking, w)...)...)
	all, items := d.withheld(), d.withholdable()
	m.lines = append(m.lines, toLines(inTitle, "", "Withheld, and why")...)
	for _, x := range all {
		stops = append(stops, len(m.lines))
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(x.Words(items)), w)...)...)
		for _, l := range toLines(inDim, hang("  ", plain.Line(x.Reason), w)...) {
			l.more = true
			m.lines = append(m.lines, l)
		}
	}
	if len(all) == 0 {
		m.lines = append(m.lines, toLines(nil, wrap(m.env.tell("Nothing yet. Press {copy.add} to pick a question, and type the reason beside what is to be withheld of it."), w)...)...)
	}
	m.lines = append(m.lines, line{})
	m.lines = append(m.lines, toLines(inDim, wrap(report.WithheldToo, w)...)...)
	m.text.Set(len(m.lines), stops, m.size.Height)
	if of > 0 {
		m.text.To(stops[min(at, len(stops)-1)])
	}
}

func (m *withholding) Draw(w, h int) page { return drawText(m.env.theme, &m.text, m.lines, w) }

// newWithhold asks why parts of an item are withheld, with the cursor on one of
// them. What has no reason is not withheld.
func newWithhold(e *env, item, part string) *sheet {
	a, it := e.desk.askedIn(item)
	var inputs []input
	for _, p := range report.Parts(it) {
		f, is := it.Field(p.ID)
		if is && !a.Shown(it, f) && e.desk.typed[drafts.Withheld(item, p.ID)] == "" {
			continue // the return says nothing of it
		}
		hint := "Why it is withheld. The reason is published. Leave it empty where it is not."
		if is && a.Field(it, f).IsAnswered() {
			hint = "The answer is: " + plain.Line(e.words(f, a.Field(it, f))) + ". Why is it withheld? The reason is published. Leave it empty where it is not."
		}
		if p.ID == "" {
			hint = "Why all of it is withheld. The reason is published. Leave it empty to withhold only parts."
		}
		inputs = append(inputs, lineInput(plain.Line(p.Label), hint, "", "").of(drafts.Withheld(item, p.ID)))
	}
	s := &sheet{
		base: on(e), title: "What to withhold of " + item, subtitle: it.Title, free: true, verb: "done", unsaved: true,
		explain: "Type the reason beside each part of the answer that is not to be published, such as: it names an officer. What has no reason beside it is published. " + report.WithheldToo,
		form:    newForm(inputs...),
	}
	s.save = func(*form) (tea.Cmd, bool) { return s.keep(), true }
	return s.begin().on(drafts.Withheld(item, part))
}

// copyOrder is what a copy is to be, taken from the desk at once.
type copyOrder struct {
	withheld []report.Withholding
	marking  string
}

// made is the copy of r, what is shown of it before it is written, and all that it
// says.
func (o copyOrder) made(r *report.Report) (*report.Report, []string, []report.Saying, error) {
	out, err := r.Redact(o.withheld, o.marking)
	if err != nil {
		return nil, nil, nil, err
	}
	said, err := out.ReadOut()
	if err != nil {
		return nil, nil, nil, err
	}
	what := []string{"Marked " + out.Marked(), "", "Withheld"}
	for _, p := range out.Schedule() {
		what = append(what, "· "+p.Name+" ("+p.Text+")")
	}
	return out, append(what, "", report.WithheldToo+" It follows here.", ""), said, nil
}
