package assessment

import (
	"slices"
	"sync"
)

// How an assessment keeps its changes so that one more costs the same whether
// there are ten or ten thousand: assessments of one line share what they have in
// common, and none ever sees what another has put behind it.

// A tail says how much of an array of changes that several assessments share has
// been used. An assessment may put a change behind its own last one only if
// nobody else has, or if what was put there is the very same change, as that
// which is shown before it is saved is once it has been.
type tail struct {
	mu   sync.Mutex
	used int
}

// add puts c behind the changes of a.
func (a *Assessment) add(c Change) {
	if a.tail == nil {
		a.tail = &tail{}
	}
	a.tail.mu.Lock()
	defer a.tail.mu.Unlock()
	n := len(a.changes)
	switch {
	case a.tail.used == n:
		a.changes = append(a.changes, c)
		a.tail.used++
		return
	case n < cap(a.changes) && a.changes[:n+1][n].digest == c.digest: // which has all before it in it
		a.changes = a.changes[:n+1]
		return
	}
	a.changes = append(slices.Clip(a.changes), c)
	a.tail = &tail{used: len(a.changes)}
}

// A stack is numbers of changes, the last one on top. It is never changed, and
// nil is the empty one.
type stack struct {
	top   uint64
	below *stack
}

func (s *stack) push(n uint64) *stack { return &stack{n, s} }

// Undone are the numbers of the changes that were undone, and not made again.
func (a Assessment) Undone() map[uint64]bool {
	undone := map[uint64]bool{}
	for _, c := range a.changes {
		switch {
		case c.Undoes != 0:
			undone[c.Undoes] = true
		case c.Redoes != 0:
			delete(undone, c.Redoes)
		}
	}
	return undone
}
