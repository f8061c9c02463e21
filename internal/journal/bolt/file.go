package bolt

// How the file is opened, and what can go wrong with that.
//
// Rules of this file:
//
//   - bbolt never makes a file, nor sees one before its first pages were looked
//     at: it would panic over some, and on Windows lengthen others.
//   - Nothing is opened for writing that was not found sound before.
//   - A panic in bbolt, or a page that cannot be read, is damage to be reported,
//     and leaves nobody locked out.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"favour/internal/journal"
	"favour/internal/volume"
)

// PageSize is that of new files, on every system.
const pageSize = 4096

// read hands do a transaction in which it can read. The error wraps errNone if
// there is no store.
func (s *Store) read(ctx context.Context, do func(*bbolt.Tx) error) error {
	err := s.open(ctx, os.O_RDONLY, func(db *bbolt.DB, f *os.File) error {
		if err := s.check(db, f); err != nil {
			return err
		}
		return db.View(func(tx *bbolt.Tx) error {
			if err := identify(tx); err != nil {
				return err
			}
			return do(tx)
		})
	})
	return s.explain(err, os.O_RDONLY)
}

// write hands do a transaction in which it can write, and which is kept if do
// returns nil.
func (s *Store) write(ctx context.Context, do func(*bbolt.Tx) error) error {
	return s.explain(s.tryWrite(ctx, do), os.O_RDWR)
}

func (s *Store) tryWrite(ctx context.Context, do func(*bbolt.Tx) error) error {
	if info, err := os.Lstat(s.path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%w: it is a symbolic link, which is not written through", journal.ErrReadOnly)
	}
	err := s.ensureChecked(ctx)
	if errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errEmpty) {
		if err = create(s.path); err == nil {
			err = s.ensureChecked(ctx) // someone else may have made it
		}
	}
	if err != nil && !errors.Is(err, errEmpty) {
		return err
	}
	return s.open(ctx, os.O_RDWR, func(db *bbolt.DB, _ *os.File) error { return db.Update(do) })
}

// ensureChecked checks the file unless it was found sound before. What others
// write meanwhile is not checked again: they have checked it too.
func (s *Store) ensureChecked(ctx context.Context) error {
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	if s.isChecked(info) {
		return nil
	}
	return s.open(ctx, os.O_RDONLY, s.check)
}

func (s *Store) isChecked(info os.FileInfo) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.checked != nil && os.SameFile(s.checked, info)
}

// check says why the file is not a sound store.
func (s *Store) check(db *bbolt.DB, f *os.File) error {
	info, err := f.Stat()
	if err != nil || s.isChecked(info) {
		return err
	}
	h, err := readHeader(f, info.Size())
	if err != nil {
		return err
	}
	if err := agree(f, h.pageSize); err != nil {
		return err
	}
	if err := walk(f, h); err != nil {
		return err
	}
	if err := db.View(identify); err != nil {
		return err
	}
	if err := db.View(whole); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked = info
	return nil
}

// open opens the file, hands it to do, and closes it. It waits until others
// leave room.
func (s *Store) open(ctx context.Context, flag int, do func(*bbolt.DB, *os.File) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	var f *os.File
	options := &bbolt.Options{
		ReadOnly:     flag == os.O_RDONLY,
		NoStatistics: true,
		PageSize:     pageSize,
		// The shortest time there is, to try once: bbolt's own wait goes by
		// steps of 50 ms, and knows no context.
		Timeout: 1,
		OpenFile: func(path string, _ int, _ os.FileMode) (*os.File, error) {
			var err error
			f, err = openExamined(path, flag)
			return f, err
		},
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			// Closing db might wait for a lock that is held for ever now.
			if f != nil {
				unlock(f)
				f.Close()
			}
			s.forget()
			err = fmt.Errorf("%w: %v", journal.ErrDamaged, p)
		}
	}()
	db, err := s.wake(ctx, options)
	for err == nil && s.moved(f) {
		db.Close()
		db, err = s.wake(ctx, options)
	}
	if err != nil {
		return err
	}
	if err := do(db, f); err != nil {
		db.Close()
		return err
	}
	// What was written is durable by now, whatever becomes of the handle.
	db.Close()
	return nil
}

// wake opens the file as soon as its lock is free.
func (s *Store) wake(ctx context.Context, options *bbolt.Options) (*bbolt.DB, error) {
	// Where many are at work each holds it for a millisecond or two, and who
	// looks seldom never finds it free.
	const often, longest = 2 * time.Millisecond, 16 * time.Millisecond
	start, most := time.Now(), min(s.Wait, journal.Left(ctx))
	var waited time.Duration
	defer func() { journal.Waited(ctx, waited) }()
	for pause := time.Millisecond / 4; ; {
		db, err := bbolt.Open(s.path, 0o600, options)
		if err == nil || !errors.Is(err, berrors.ErrTimeout) {
			return db, err
		}
		if waited = time.Since(start); waited >= most {
			return nil, fmt.Errorf("%w: waited %v", &journal.BusyError{Holder: holder(s.path)}, waited.Round(time.Millisecond))
		}
		if pause < often || waited > s.Wait/4 {
			pause = min(2*pause, longest)
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(rand.N(pause) + pause/2): // not in step with others who wait
			waited = time.Since(start)
		}
	}
}

// moved reports whether f is no longer the store: while its lock was waited for,
// another file was put in its place.
func (s *Store) moved(f *os.File) bool {
	is, err := f.Stat()
	if err != nil {
		return false
	}
	want, err := os.Stat(s.path)
	return err != nil || !os.SameFile(is, want)
}

func (s *Store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checked = nil
}

// openRegular opens the file at path if it is one: opening a pipe might never
// end. It does not make one.
func openRegular(path string, flag int) (*os.File, os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%w: it is not a file", journal.ErrForeign)
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// errEmpty is reported when the file has no bytes: it is a store not yet begun.
var errEmpty = fmt.Errorf("empty file: %w", errNone)

// openExamined opens the file if bbolt can be trusted with it. No lock is held
// yet, so another program may be at work: what looks wrong is looked at again.
func openExamined(path string, flag int) (*os.File, error) {
	const tries = 5
	for n := 1; ; n++ {
		f, info, err := openRegular(path, flag)
		if err != nil {
			return nil, err
		}
		switch {
		case info.Size() > 0:
			_, err = readHeader(f, info.Size())
		case flag == os.O_RDONLY:
			err = errEmpty
		}
		if err == nil {
			return f, nil
		}
		f.Close()
		if n == tries || errors.Is(err, errEmpty) {
			return nil, err
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// explain names the file, and says in the words of package journal what err
// means.
func (s *Store) explain(err error, flag int) error {
	switch {
	case err == nil, errors.Is(err, journal.ErrConflict), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, fs.ErrNotExist) && flag == os.O_RDONLY:
		return errNone
	}
	if kind := kindOf(err, flag); kind != nil {
		return fmt.Errorf("%s: %w: %w", filepath.Base(s.path), kind, err)
	}
	return fmt.Errorf("%s: %w", filepath.Base(s.path), err)
}

// kindOf is which of package journal's errors a foreign error is, or nil.
func kindOf(err error, flag int) error {
	for _, known := range []error{
		journal.ErrBusy, journal.ErrReadOnly, journal.ErrFull, journal.ErrForeign, journal.ErrDamaged, journal.ErrNewer,
		journal.ErrAway, journal.ErrNoLocks,
	} {
		if errors.Is(err, known) {
			return nil
		}
	}
	switch {
	case isAny(err, errnoFull):
		return journal.ErrFull
	case isAny(err, errnoBusy):
		return journal.ErrBusy
	case isAny(err, errnoReadOnly), flag != os.O_RDONLY && errors.Is(err, fs.ErrPermission):
		return journal.ErrReadOnly
	case isAny(err, errnoNoFile):
		return journal.ErrForeign
	case volume.Away(err):
		return journal.ErrAway
	case volume.Unlockable(err):
		return journal.ErrNoLocks
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return journal.ErrDamaged
	}
	return nil
}

// isAny reports whether err is one of those, in words at least: bbolt does not
// wrap all that it reports.
func isAny(err error, numbers []syscall.Errno) bool {
	for _, n := range numbers {
		if errors.Is(err, n) || strings.HasSuffix(err.Error(), ": "+n.Error()) {
			return true
		}
	}
	return false
}
