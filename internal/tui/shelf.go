package tui

import (
	"cmp"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

// A shelf does what is asked of the drafts on the disk in the order in which it
// was asked. Commands run beside each other: without it a draft might be written
// after a later one of the same text, or after it was dropped.
type shelf struct {
	mu   sync.Mutex
	todo []func() error
	busy sync.Mutex // held while that is done
}

// drafted says how the drafts on the disk are: what was asked is done, or why not.
type drafted struct{ err error }

// ask returns the command that does do, and what was asked before it.
func (s *shelf) ask(do func() error) tea.Cmd {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.todo = append(s.todo, do)
	return func() tea.Msg { return drafted{s.clear()} }
}

// clear does all that was asked.
func (s *shelf) clear() error {
	s.busy.Lock()
	defer s.busy.Unlock()
	s.mu.Lock()
	todo := s.todo
	s.todo = nil
	s.mu.Unlock()
	var first error // one is enough to be told of
	for _, do := range todo {
		first = cmp.Or(first, do())
	}
	return first
}

// keepDraft returns the command that puts text being typed on the disk.
func (e *env) keepDraft(d drafts.Draft) tea.Cmd {
	if e.Drafts == nil {
		return nil
	}
	return e.shelf.ask(func() error { return e.Drafts.Keep(d) })
}

// dropDrafts returns the command that removes drafts that have been saved.
func (e *env) dropDrafts(id string, targets []assessment.Target) tea.Cmd {
	if e.Drafts == nil || len(targets) == 0 {
		return nil
	}
	return e.shelf.ask(func() error {
		var errs []error
		for _, t := range targets {
			errs = append(errs, e.Drafts.Drop(id, t))
		}
		return errors.Join(errs...)
	})
}
