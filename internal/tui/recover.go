package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// recovery offers back what was being typed when favour ended before it was
// saved, one text at a time. The task list follows it.
type recovery struct {
	env   *env
	left  []drafts.Draft // the first is the one that is shown
	of    int            // how many there were
	busy  bool           // the first is being kept, and answers no key
	wrong string         // why the last one was not recovered
}

// draftTaken says that a draft of an ended session is now one of this session.
type draftTaken struct {
	draft drafts.Draft
	err   error
}

func newRecover(e *env, left []drafts.Draft) *recovery {
	return &recovery{env: e, left: left, of: len(left)}
}

func (m *recovery) Init() tea.Cmd  { return nil }
func (m *recovery) Editing() bool  { return false }
func (m *recovery) Leave() tea.Cmd { return nil }

func (m *recovery) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(draftTaken); ok && m.busy && msg.draft == m.left[0] {
		return m.taken(msg)
	}
	return nil
}

func (m *recovery) Titles() (string, string) {
	return "You were typing something that was not saved", fmt.Sprintf("%d of %d", m.number(), m.of)
}

func (m *recovery) number() int { return m.of - len(m.left) + 1 }

func (m *recovery) Explain() string {
	return "favour ended before this text was saved, and kept it beside the store. Recover puts it into its place as a change of yours; discard removes it for good. " +
		"If you decide later it is kept, and offered again when you next open the assessment."
}

func (m *recovery) Actions() []action {
	why := ""
	if m.busy || len(m.left) == 0 {
		why = "The last one is still being kept. Wait a moment."
	}
	return []action{
		act([]string{"r"}, "r", "recover", "Put the text into its place", m.take).unless(why),
		act([]string{"d"}, "d", "discard", "Remove the text for good", m.discard).unless(why),
		act([]string{"esc"}, "esc", "later", "Decide later: it is kept, and offered again", m.later).unless(why),
	}
}

func (m *recovery) later() tea.Cmd {
	return tea.Batch(replace(newTasks(m.env)), say("Kept. You are asked again when you next open the assessment."))
}

func (m *recovery) discard() tea.Cmd {
	d := m.left[0]
	what := append([]string{m.env.desk.shown.What(d.Target), ""}, firstLines(d.Text, 60, 6)...)
	return open(newConfirm(m.env, "Discard this text for good?", what, "discard it", func() tea.Cmd {
		folder := m.env.Drafts
		return tea.Batch(m.next(), say("It is gone."), func() tea.Msg {
			if err := folder.Discard(d); err != nil {
				return draftFailed{err}
			}
			return nil
		})
	}))
}

// take makes the draft one of this session before its text is recorded: at no
// moment is it neither saved nor on the disk as a draft.
func (m *recovery) take() tea.Cmd {
	m.busy = true
	d, folder := m.left[0], m.env.Drafts
	return func() tea.Msg {
		err := folder.Keep(d)
		if err == nil {
			err = folder.Discard(d)
		}
		return draftTaken{d, err}
	}
}

func (m *recovery) taken(msg draftTaken) tea.Cmd {
	m.busy, m.wrong = false, ""
	if msg.err != nil {
		m.wrong = "It cannot be recovered now: " + sentence(msg.err)
		return nil
	}
	return tea.Batch(m.put(msg.draft), m.next())
}

// next goes to the next draft, or behind the last one to the task list.
func (m *recovery) next() tea.Cmd {
	m.left = m.left[1:]
	if len(m.left) == 0 {
		return replace(newTasks(m.env))
	}
	return nil
}

// put records the text of a draft, or leaves it in its field as typed where it
// is no answer yet.
func (m *recovery) put(d drafts.Draft) tea.Cmd {
	desk := m.env.desk
	what := desk.shown.What(d.Target)
	v, err := parseAt(desk.shown, d.Target, d.Text)
	if err != nil {
		desk.typed[d.Target] = d.Text
		return say(what + ": the text is in the field as you typed it, and not saved: " + err.Error())
	}
	if desk.shown.At(d.Target) == v {
		return tea.Batch(m.env.dropDrafts(desk.shown.ID(), []assessment.Target{d.Target}), say(what+" says that already."))
	}
	return tea.Batch(desk.set(d.Target, v), say(what+" recovered. z takes that back."))
}

// parseAt is the value that typed text stands for at t.
func parseAt(a assessment.Assessment, t assessment.Target, text string) (assessment.Value, error) {
	if f := fieldAt(a, t); f != nil {
		return assessment.Parse(f, text)
	}
	if t.Kind == assessment.OnDetail {
		switch t.Part {
		case assessment.DetailFrom, assessment.DetailTo, assessment.DetailBaseline:
			return assessment.Parse(&checklist.Field{Kind: checklist.Date}, text)
		}
	}
	return assessment.ParseText(text)
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

func (m *recovery) Draw(w, h int) page {
	if len(m.left) == 0 {
		return page{}
	}
	t, a, d := m.env.theme, m.env.desk.shown, m.left[0]
	text := max(2, (h-10)*2/3)
	var p page
	add := func(style interface{ Render(...string) string }, lines ...string) {
		for _, l := range lines {
			p.lines = append(p.lines, style.Render(l))
		}
	}
	add(t.Title, wrap(plain.Line(a.What(d.Target)), w)...)
	if it, ok := a.Item(d.Target.ID); ok {
		add(t.Dim, widget.Cut(plain.Line(it.Title), w))
	}
	by := ""
	if d.Author.Name != "" {
		by = " by " + d.Author.String()
	}
	add(t.Text, "")
	add(t.Text, wrap(plain.Line("Typed on "+m.env.moment(d.Time)+by), w)...)
	add(t.Text, widget.Indent("│ ", firstLines(d.Text, w-2, text))...)
	add(t.Text, "")
	now := a.At(d.Target)
	switch {
	case now == d.Base:
		add(t.Text, "Saved there now")
	default:
		add(t.Warn, "Saved there now, changed since you typed")
	}
	add(t.Text, widget.Indent("│ ", firstLines(valueWords(a, d.Target, now), w-2, max(2, h-len(p.lines)-3)))...)
	if m.wrong != "" {
		add(t.Text, "")
		add(t.Bad, wrap(plain.Line(m.wrong), w)...)
	}
	return p.fit(h, t)
}
