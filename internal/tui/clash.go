package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// clash shows that someone else has changed what the person was changing, and
// asks which of the two is to stand. Nothing is lost while it is open: theirs is
// saved, and mine is here.
type clash struct {
	textScreen
	c *journal.ClashError
}

func newClash(e *env, c *journal.ClashError) *clash { return &clash{textScreen: onText(e), c: c} }

// putClash has the person choose between theirs and mine, once they type no text.
func (d *desk) putClash(c *journal.ClashError) tea.Cmd {
	return d.env.interrupt(newClash(d.env, c),
		d.shown.What(c.Target)+" was changed by someone else as well, and yours is not saved. You are asked which is to stand once you have done typing here.")
}

func (m *clash) Fit() { m.text.Set(len(m.lines(m.size.Width)), nil, m.size.Height) }

func (m *clash) Titles() (string, string) {
	return "Someone else changed this too", m.env.desk.shown.What(m.c.Target)
}

func (m *clash) Explain() string {
	return "While you were changing this, someone else saved another value. Theirs stands now; yours is not saved. " +
		"Keep theirs, or put yours in its place. Either way the history has both, and the rest of your work is not touched."
}

func (m *clash) Actions() []action {
	return []action{
		can("clash.theirs", m.keepTheirs),
		can("clash.mine", m.useMine).unless(m.env.locked()),
		can("clash.later", m.later).unless(m.noLater()),
	}
}

func (m *clash) keepTheirs() tea.Cmd {
	d := m.env.desk
	delete(d.typed, m.c.Target)
	return tea.Batch(m.env.back(m), m.env.dropDrafts(d.shown.ID(), []assessment.Target{m.c.Target}), say("Theirs was kept."))
}

func (m *clash) useMine() tea.Cmd {
	return tea.Batch(m.env.back(m), m.env.desk.set(m.c.Target, m.c.Mine), say(m.env.tell("Yours was put in the place of theirs. {app.undo} takes that back.")))
}

// later puts mine where the person will find it, on the desk and on the disk.
func (m *clash) later() tea.Cmd {
	d, text := m.env.desk, m.c.Mine.Typed()
	d.typed[m.c.Target] = text
	draft := drafts.Draft{
		Assessment: d.shown.ID(), Target: m.c.Target, Text: text, Base: m.c.Theirs,
		Author: m.env.author, Time: m.env.now(),
	}
	return tea.Batch(m.env.back(m), m.env.keepDraft(draft), say("Theirs stands for now. Yours is in the field, typed and not saved."))
}

// noLater is why the decision cannot be put off: there is no field in which
// text could wait.
func (m *clash) noLater() string {
	now := m.env.tell("Choose one of the two: {clash.theirs} keeps theirs, {clash.mine} uses yours.")
	switch m.c.Target.Kind {
	case assessment.OnNarrative, assessment.OnInternal:
	case assessment.OnReview:
		if m.c.Target.Part != assessment.PartReply {
			return now
		}
	case assessment.OnField:
		if f := m.env.desk.shown.FieldAt(m.c.Target); f == nil || f.Kind == checklist.Choice {
			return now
		}
	default:
		return now
	}
	if !m.c.Mine.IsAnswered() {
		return now
	}
	return ""
}

func (m *clash) lines(w int) []line {
	a := m.env.desk.shown
	by := "Theirs"
	if m.c.By.Name != "" {
		by = "Theirs: " + m.c.By.String() + ", " + m.env.moment(m.c.When)
	}
	theirs, yours := plain.Text(a.WordsAt(m.c.Target, m.c.Theirs)), plain.Text(a.WordsAt(m.c.Target, m.c.Mine))
	var lines []line
	add := func(t tone, texts ...string) { lines = append(lines, toLines(t, texts...)...) }
	if w < wide {
		add(inTitle, wrap(plain.Line(by), w-margin)...)
		add(nil, widget.Indent(areaBar, wrap(theirs, w-margin-2))...)
		add(inDim, standsNow, "")
		add(inTitle, "Yours")
		add(nil, widget.Indent(areaBar, wrap(yours, w-margin-2))...)
		add(inDim, notSaved)
		return lines
	}
	column := min((w-margin-gap)/2, 76)
	add(inTitle, sideBySide(wrap(plain.Line(by), column), []string{"Yours"}, column)...)
	add(nil, sideBySide(widget.Indent(areaBar, wrap(theirs, column-2)), widget.Indent(areaBar, wrap(yours, column-2)), column)...)
	add(inDim, sideBySide([]string{standsNow}, []string{notSaved}, column)...)
	return lines
}

// What is said below each of the two values.
const (
	standsNow = "It is saved, and stands now."
	notSaved  = "It is not saved."
)

// sideBySide are two texts side by side, each in w columns.
func sideBySide(left, right []string, w int) []string {
	lines := beside(left, right, w, max(len(left), len(right)))
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

func (m *clash) Draw(w, h int) page {
	t := m.env.theme
	lines := m.lines(w)
	text := m.text
	text.Set(len(lines), nil, h)
	return drawText(t, &text, lines, w)
}
