//go:build !windows

package drafts

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// hold makes the file if need be, and holds it until it is closed or the
// process ends. The error is errHeld if someone else does.
func hold(name string) (*os.File, error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			f.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, errHeld
			}
			return nil, err
		}
		// Whoever held it before may have removed it.
		held, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		there, err := os.Stat(name)
		if err == nil && os.SameFile(held, there) {
			return f, nil
		}
		f.Close()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
}

// removeHeld removes a file that is held, so that nobody comes to hold it whom
// others do not see.
func removeHeld(f *os.File) { _ = os.Remove(f.Name()) }
