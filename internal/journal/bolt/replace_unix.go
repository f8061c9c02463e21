//go:build !windows

package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"favour/internal/journal"
)

// alone does something to the file while nobody else has it in use. It need not
// be a sound store.
func (s *Store) alone(ctx context.Context, do func() error) error {
	for start := time.Now(); ; {
		f, _, err := openRegular(s.path, os.O_RDWR) // on network shares only who may write may lock others out
		if err != nil {
			return err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil && !s.moved(f) {
			err = do()
			unlock(f)
			f.Close()
			return err
		}
		f.Close()
		if err != nil && !errors.Is(err, syscall.EWOULDBLOCK) {
			return err
		}
		if time.Since(start) >= s.Wait {
			return fmt.Errorf("%w: waited %v", journal.ErrBusy, s.Wait)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}
