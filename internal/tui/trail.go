package tui

import (
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
)

// Going about: which questions were visited, and which screens stay open behind
// the one on top.
//
// Rules of this file:
//
//   - Going to a question from a question shows it in the place of the first: only
//     a list that leads to a question stays open behind it, for Esc.
//   - Behind the top screen there is at most one of each kind that leads on to
//     others, so that going round in circles does not pile screens up.

// A trail is the questions that were visited since the assessment was opened.
type trail struct {
	items []string
	at    int // which of them was visited last
}

// longest is how many visits a trail remembers.
const longest = 500

// visit notes that a question is shown. What was gone back from is forgotten once
// another way is taken.
func (t *trail) visit(item string) {
	switch {
	case len(t.items) == 0:
		t.items = []string{item}
	case t.items[t.at] == item:
	case t.at > 0 && t.items[t.at-1] == item:
		t.at--
	case t.at+1 < len(t.items) && t.items[t.at+1] == item:
		t.at++
	default:
		t.items = append(t.items[:t.at+1], item)
		if over := len(t.items) - longest; over > 0 {
			t.items = slices.Delete(t.items, 0, over)
		}
		t.at = len(t.items) - 1
	}
}

// step is the question n visits further from the one that is shown now, or from
// nowhere if shown is empty: then the last visit is one back. It is empty where
// there is none.
func (t *trail) step(n int, shown string) string {
	if len(t.items) == 0 {
		return ""
	}
	i := t.at + n
	if shown != t.items[t.at] && n < 0 {
		i = t.at
	}
	if i < 0 || i >= len(t.items) {
		return ""
	}
	return t.items[i]
}

// goTo shows a question: on the screen on top if that shows one, or else on a new
// one.
func (e *env) goTo(item string) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd { return m.goTo(item) })
}

func (m *app) goTo(item string) tea.Cmd {
	if _, ok := m.env.desk.shown.Item(item); !ok {
		return nil
	}
	if q, ok := m.top().(*question); ok {
		return q.show(item)
	}
	return m.push(newQuestion(m.env, item))
}

// trailActions go back and forward through the questions that were visited.
func (m *app) trailActions() []action {
	shown := ""
	if q, ok := m.top().(*question); ok {
		shown = q.id
	}
	before, after := m.env.desk.trail.step(-1, shown), m.env.desk.trail.step(1, shown)
	noBefore, noAfter := "", ""
	if before == "" {
		noBefore = "No question was visited before."
	}
	if after == "" {
		noAfter = "You have not gone back, so there is nothing to go forward to."
	}
	return []action{
		can("app.visited-before", func() tea.Cmd { return m.goTo(before) }).unless(noBefore).off(),
		can("app.visited-after", func() tea.Cmd { return m.goTo(after) }).unless(noAfter).off(),
	}
}

// passing reports whether a screen leads on to others and holds nothing that
// closing it would lose.
func passing(s screen) bool {
	switch s := s.(type) {
	case *question, *section, *check, *history, *evidence, *actionList, *people, *progress, *compare, *then, *signatures, *receiptList, *helpScreen:
		return true
	case *find:
		return s.pick == nil
	}
	return false
}

// thin closes the passing screens of which there is another one nearer to the top.
func (m *app) thin() tea.Cmd {
	var cmds []tea.Cmd
	seen := map[reflect.Type]bool{}
	for i := len(m.stack) - 1; i > 0; i-- {
		s := m.stack[i]
		kind := reflect.TypeOf(s)
		if passing(s) && seen[kind] {
			cmds = append(cmds, s.Leave())
			m.stack = slices.Delete(m.stack, i, i+1)
		}
		seen[kind] = true
	}
	return tea.Batch(cmds...)
}

// visit tells the screens below a question which one it shows. A section behind it is
// then the section of that.
func (m *app) visit(from *question) tea.Cmd {
	if i := slices.Index(m.stack, screen(from)); i > 0 {
		if s, ok := m.stack[i-1].(*section); ok {
			s.show(from.id)
		}
	}
	return m.tell(visited{from.id})
}

// endOfSection goes from the last question of a section, which was left for what comes
// next, to its list, the one behind the question if it is that. Item is the first one
// there that is not answered, or else the last.
func (m *app) endOfSection(from *question, item string) tea.Cmd {
	i := slices.Index(m.stack, screen(from))
	if i < 0 {
		return nil
	}
	if s, ok := m.stack[i-1].(*section); ok {
		s.show(item)
		return m.back(from, 0, nil)
	}
	s, _ := m.env.desk.shown.Checklist().SectionOf(item)
	return m.replace(from, newSectionAt(m.env, s, item))
}

// place is the question at which a person was last, in the assessment that is open,
// and whether they were still there when they quit. It is empty where nobody knows.
func (e *env) place() (item string, open bool) {
	if e.Place == nil {
		return "", false
	}
	item, open = e.Place(e.desk.shown.ID())
	if _, ok := e.desk.shown.Item(item); !ok {
		return "", false
	}
	return item, open
}

// leftQuestions returns the command that keeps for the next run that the person is
// at no question any more.
func (e *env) leftQuestions() tea.Cmd {
	t := e.desk.trail
	if len(t.items) == 0 {
		return nil
	}
	return e.keepPlace(t.items[t.at], false)
}

// A lastPlace is the question that a person was at last, to be kept for the next run.
type lastPlace struct {
	latest  atomic.Pointer[func() error] // keeps it
	keeping sync.Mutex
}

// keepPlace returns the command that keeps for the next run at which question the
// person is, or was. However late it comes to be carried out, it never puts an
// earlier place over a later one.
func (e *env) keepPlace(item string, open bool) tea.Cmd {
	if e.KeepPlace == nil {
		return nil
	}
	id := e.desk.shown.ID()
	keep := func() error { return e.KeepPlace(id, item, open) }
	e.placed.latest.Store(&keep)
	return func() tea.Msg {
		e.placed.keeping.Lock()
		defer e.placed.keeping.Unlock()
		if e.placed.latest.Load() == &keep {
			_ = keep() // the place is a convenience; a disk that is full is told of elsewhere
		}
		return nil
	}
}

// reopen opens the question at which the assessment was quit, with the lists behind it
// from which it would have been opened.
func (e *env) reopen(item string) tea.Cmd {
	s, _ := e.desk.shown.Checklist().SectionOf(item)
	return tea.Batch(e.open(newTasksAt(e, item)), e.open(newSectionAt(e, s, item)), e.open(newQuestion(e, item)))
}

// atQuestion reports whether a question is open.
func (m *app) atQuestion() bool {
	return slices.ContainsFunc(m.stack, func(s screen) bool { _, is := s.(*question); return is })
}
