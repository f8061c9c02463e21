package linear

import (
	"context"
	"errors"
	"sync"
	"time"
)

// What may take long, such as reading a large file on a network drive. Ctrl+C stops
// that, and not the conversation.

// errStopped says that the person has stopped what was under way.
var errStopped = errors.New("stopped")

// underWay is what is under way and can be stopped; the zero underWay is nothing.
type underWay struct {
	mu     sync.Mutex
	cancel context.CancelFunc // nil for nothing
	halted bool               // it was stopped, and has not ended yet
	ended  time.Time
}

// afterWork is how long after something has ended a Ctrl+C is still taken for one
// that was to stop it.
const afterWork = 300 * time.Millisecond

// begin is the context of something that is under way until done is called.
func (u *underWay) begin(parent context.Context) (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancel(parent)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.cancel, u.halted = cancel, false
	return ctx, func() {
		cancel()
		u.mu.Lock()
		defer u.mu.Unlock()
		u.cancel, u.ended = nil, time.Now()
	}
}

// stop stops what is under way, and reports false where that is nothing, or where it
// goes on although it was stopped.
func (u *underWay) stop() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.cancel == nil {
		return time.Since(u.ended) < afterWork
	}
	again := u.halted
	u.halted = true
	u.cancel()
	return !again
}

// stopped is why something under ctx that was under way did not come to its end:
// errStopped where the person has stopped it, *ended where the conversation is over.
// It is nil if nothing has stopped it.
func (s *session) stopped(ctx context.Context) error {
	switch {
	case s.talk.ctx.Err() != nil:
		return &ended{stopped: true}
	case ctx.Err() != nil:
		if !s.Echo { // the terminal shows what was pressed, and no end of the line
			s.talk.newline("")
		}
		return errStopped
	}
	return nil
}

// await waits for something to be done that may take long, and says that it is being
// done if it does. A drive that never answers is not waited for once it is stopped.
func await[T any](s *session, doing string, do func(context.Context) T) (T, error) {
	ctx, done := s.work.begin(s.talk.ctx)
	defer done()
	got := make(chan T, 1)
	go func() { got <- do(ctx) }()
	late := time.NewTimer(s.Patience)
	defer late.Stop()
	for {
		select {
		case x := <-got:
			return x, s.stopped(ctx)
		case <-ctx.Done():
			var none T
			return none, s.stopped(ctx)
		case <-late.C:
			if s.Patience > 0 {
				s.say("%s. Ctrl+C stops it.", doing)
				s.talk.out.Flush()
			}
		}
	}
}
