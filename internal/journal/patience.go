package journal

import (
	"context"
	"math"
	"sync"
	"time"
)

// Patience is how long others are waited for before it is said who they are.
const Patience = 2 * time.Second

// A patience is what is left of it.
type patience struct {
	mu   sync.Mutex
	left time.Duration
}

type patienceKey struct{}

// Patient returns ctx, under which others are waited for no longer than
// [Patience] in all, however often that is necessary. It is not a deadline: a
// slow disk is waited for. A ctx that has a patience already keeps it.
func Patient(ctx context.Context) context.Context {
	if patienceOf(ctx) != nil {
		return ctx
	}
	return context.WithValue(ctx, patienceKey{}, &patience{left: Patience})
}

func patienceOf(ctx context.Context) *patience {
	p, _ := ctx.Value(patienceKey{}).(*patience)
	return p
}

// Left is how much longer a Store may wait for others under ctx: for ever, as
// far as this is concerned, where nothing was said.
func Left(ctx context.Context) time.Duration {
	p := patienceOf(ctx)
	if p == nil {
		return math.MaxInt64
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.left
}

// Waited says that others were waited for under ctx.
func Waited(ctx context.Context, d time.Duration) {
	p := patienceOf(ctx)
	if p == nil || d <= 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = max(0, p.left-d)
}
