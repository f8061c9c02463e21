package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/tui/widget"
)

// tour shows a newcomer the screens of the app, one after the other, on the
// example. It is a screen that draws the one below it, with a caption in the place
// of a notice. It goes on by itself, so that it can be watched with folded hands,
// and any key but the few that are its own leaves it: then the screen below is the
// app's, as if one had come there.
type tour struct {
	base
	a     assessment.Assessment // which the screens are shown with
	at    int                   // the stop
	shown int                   // how many stops were shown: a timer of an earlier one does not count
	below screen                // nil until the first stop is shown
}

// A stop is one screen of the tour.
type stop struct {
	// on are the screens above the first one, the one that is shown last.
	on func(*app, *tour) []screen
	// caption is what to know about it. A word in braces is the id of an action,
	// and stands for its key.
	caption string
}

// stops are all that there is to see.
var stops = []stop{
	{
		func(*app, *tour) []screen { return nil },
		"Home: your assessments, each with how far it has come. {home.open} opens one, and {home.new} starts one for your force.",
	},
	{
		func(m *app, _ *tour) []screen { return []screen{newTasks(m.env)} },
		"The task list: an assessment by its sections, with what is answered and what needs attention. Everything is saved as you go.",
	},
	{
		func(m *app, t *tour) []screen { return []screen{newTasks(m.env), newQuestion(m.env, t.question())} },
		"A question: a letter or a figure answers it. Below is what HMIC will read, and a note that never leaves.",
	},
	{
		func(m *app, _ *tour) []screen { return []screen{newTasks(m.env), newFind(m.env, "media")} },
		"Find, with {app.find}: every question by its words, answers and notes, and what is still to be done.",
	},
	{
		func(m *app, _ *tour) []screen { return []screen{newTasks(m.env), newCheck(m.env)} },
		"Check answers, with {app.check}: the whole return, and first what speaks against sending it. {check.change} goes there, {app.back} comes back.",
	},
	{
		func(m *app, _ *tour) []screen { return []screen{newTasks(m.env), newHistory(m.env, "")} },
		"History, with {app.history}: who changed what, and when. {app.undo} undoes the last change, also after quitting.",
	},
	{
		func(m *app, _ *tour) []screen { return []screen{newTasks(m.env), newExport(m.env)} },
		"Export, with {app.export}: the return for HMIC as a page, a PDF, a workbook and more. Internal notes never go out.",
	},
	{
		func(m *app, _ *tour) []screen {
			m.stack = append(m.stack, newTasks(m.env))
			return []screen{m.top(), newHelp(m.env, m.top(), m.actions())}
		},
		"Help, with {app.help}: what can be done on each screen. {app.palette} finds anything by name, and {app.back} always goes back.",
	},
}

// tourPace is how long a stop is shown: all of them take a minute.
const tourPace = 7 * time.Second

// tourDue says that a stop has been shown for long enough.
type tourDue struct {
	tour *tour
	stop int
}

// newTour is a tour of the screens on the assessment that is open.
func newTour(e *env) *tour { return &tour{base: on(e), a: e.desk.shown} }

func (m *tour) Init() tea.Cmd { return m.turn(0) }
func (m *tour) Editing() bool { return true } // or letters would be keys of the app

func (m *tour) Press(tea.KeyPressMsg) tea.Cmd { return m.leave() }
func (m *tour) Paste(tea.PasteMsg) tea.Cmd    { return m.leave() }

func (m *tour) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(tourDue); ok && msg.tour == m && msg.stop == m.shown {
		return m.turn(1)
	}
	return nil
}

// turn goes to the stop that is n further.
func (m *tour) turn(n int) tea.Cmd {
	m.at += n
	return m.env.turn(func(a *app) tea.Cmd { return a.showStop(m) })
}

// leave stays where the tour is.
func (m *tour) leave() tea.Cmd {
	return tea.Batch(m.env.back(m), say("You are in the example: try anything, nothing here is kept."))
}

func (m *tour) Titles() (string, string) {
	if m.below == nil {
		return "favour", ""
	}
	return m.below.Titles()
}

func (m *tour) Explain() string {
	return "The screens of the app, one after the other, on an example. Any key but those below stays at the screen that is shown."
}

func (m *tour) Actions() []action {
	before := act([]string{"left"}, "←", "back", "Go back in the tour", func() tea.Cmd { return m.turn(-1) })
	if m.at == 0 { // there is nothing to go back to, and nobody means to leave
		before = before.off()
		before.do = func() tea.Cmd { return m.turn(0) }
	}
	return []action{
		act([]string{"enter", "space", "right"}, "↵", "go on", "Go on with the tour", func() tea.Cmd { return m.turn(1) }),
		before,
		act([]string{"esc"}, "any other key", "stay here", "Leave the tour, at this screen", m.leave),
		can("app.help", m.leave).off(),
		can("app.palette", m.leave).off(),
	}
}

func (m *tour) Draw(w, h int) page {
	if m.below == nil {
		return page{}
	}
	p := m.below.Draw(w, h)
	// The caption takes the last lines, the notice's and those above it; a rule keeps
	// it apart from the screen.
	rule := h - min(mostSaid, len(widget.Wrap(m.caption(), w)))
	for len(p.lines) <= rule {
		p.lines = append(p.lines, "")
	}
	p.lines[rule] = m.env.theme.Dim.Render(strings.Repeat("─", w))
	p.y, p.place = min(p.y, rule-1), nil
	p.zones = []zone{{h: h, do: m.leave}} // what it shows is the person's only then
	return p
}

// caption is what is said of the present stop, with how far the tour is.
func (m *tour) caption() string {
	return fmt.Sprintf("%d of %d · %s", m.at+1, len(stops), m.env.tell(stops[m.at].caption))
}

// question is the one with the most counts that are answered: it has the most to
// show.
func (m *tour) question() string {
	best, most := "", -1
	for _, it := range m.a.Checklist().Items() {
		counts := 0
		for i := range it.Fields {
			if f := &it.Fields[i]; f.Kind == checklist.Count && m.a.Field(it, f).IsAnswered() {
				counts++
			}
		}
		if counts > most {
			best, most = it.ID, counts
		}
	}
	return best
}

// showStop puts the screens of a tour's stop below it, with nothing open but what
// would be there; or ends a tour that is over at the task list.
func (m *app) showStop(t *tour) tea.Cmd {
	if m.top() != screen(t) {
		return nil
	}
	var cmds []tea.Cmd
	for _, s := range m.stack[1:] {
		cmds = append(cmds, s.Leave())
	}
	m.stack = m.stack[:1:1]
	if t.at == 0 {
		m.env.desk = nil
	} else if m.env.desk == nil {
		cmds = append(cmds, m.env.take(t.a))
	}
	if t.at == len(stops) {
		return tea.Batch(append(cmds, m.push(newTasks(m.env)), say("That was the tour. This is the example: try anything, nothing here is kept."))...)
	}
	shown := stops[t.at].on(m, t)
	m.stack = append(m.stack[:1:1], shown...)
	t.below = m.top()
	m.stack = append(m.stack, t)
	for _, s := range shown {
		cmds = append(cmds, m.start(s))
	}
	t.shown++
	return tea.Batch(append(cmds, say(t.caption()), m.env.after(tourPace, tourDue{t, t.shown}))...)
}
