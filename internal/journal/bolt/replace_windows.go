package bolt

import (
	"context"
	"time"
)

// alone does something to the file while nobody else has it in use: Windows
// gives no new name to a file that somebody has open.
func (s *Store) alone(ctx context.Context, do func() error) error {
	for start := time.Now(); ; {
		err := do()
		if err == nil || !isAny(err, errnoBusy) || time.Since(start) >= s.Wait {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}
