package export

import (
	"sync"
	"time"
)

// Patience is how long an export may take before it is told how far it has come.
const Patience = time.Second

// A Teller says how far an export has come, if it takes longer than a while.
type Teller struct {
	say func(Step)

	mu    sync.Mutex
	at    Step // what is being written; the zero Step before the first
	late  bool
	ended bool
	timer *time.Timer
}

// Tell returns a teller that has say told of each step that is begun once that
// time has passed, and of the one that was begun last before then; without
// patience, of each. Say is called by
// one goroutine at a time, and never again once the teller is stopped.
func Tell(patience time.Duration, say func(Step)) *Teller {
	t := &Teller{say: say, late: patience <= 0}
	t.timer = time.AfterFunc(patience, t.lateNow)
	return t
}

// Begun is for [Job].
func (t *Teller) Begun(s Step) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.at = s
	if t.late && !t.ended {
		t.say(s)
	}
}

// Stop ends it.
func (t *Teller) Stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	t.timer.Stop()
}

func (t *Teller) lateNow() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at.Number > 0 && !t.late && !t.ended {
		t.say(t.at)
	}
	t.late = true
}
