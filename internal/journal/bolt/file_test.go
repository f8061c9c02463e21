package bolt

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	berrors "go.etcd.io/bbolt/errors"

	"favour/internal/journal"
)

// A full disk and a read-only folder cannot be had in every test run, least of
// all by root; so this is about what becomes of the errors that they give.
func TestWhatTheSystemSaysIsTold(t *testing.T) {
	s := New("folder/favour.db")
	on := func(err error) error { return &fs.PathError{Op: "write", Path: "folder/favour.db", Err: err} }
	tests := []struct {
		err  error
		flag int
		want error
	}{
		{on(errnoFull[0]), os.O_RDWR, journal.ErrFull},
		{on(errnoFull[1]), os.O_RDWR, journal.ErrFull},
		{fmt.Errorf("file resize error: %s", errnoFull[0]), os.O_RDWR, journal.ErrFull}, // as bbolt says it
		{on(errnoReadOnly[0]), os.O_RDWR, journal.ErrReadOnly},
		{on(fs.ErrPermission), os.O_RDWR, journal.ErrReadOnly},
		{on(fs.ErrPermission), os.O_RDONLY, fs.ErrPermission},
		{on(errnoBusy[0]), os.O_RDWR, journal.ErrBusy},
		{on(errnoNoFile[0]), os.O_RDONLY, journal.ErrForeign},
		{syscall.ETIMEDOUT, os.O_RDONLY, journal.ErrAway}, // as flock says it
		{on(syscall.EIO), os.O_RDWR, journal.ErrAway},
		{on(syscall.ENOSYS), os.O_RDWR, journal.ErrNoLocks},
		{berrors.ErrChecksum, os.O_RDONLY, journal.ErrDamaged},
		{io.ErrUnexpectedEOF, os.O_RDWR, io.ErrUnexpectedEOF},
	}
	for _, test := range tests {
		got := s.explain(test.err, test.flag)
		if !errors.Is(got, test.want) || !errors.Is(got, test.err) {
			t.Errorf("%v: got %v, want it to be %v", test.err, got, test.want)
		}
		if !strings.HasPrefix(got.Error(), "favour.db: ") {
			t.Errorf("got %q, want it to name the file", got)
		}
	}
	if err := s.explain(on(fs.ErrPermission), os.O_RDONLY); errors.Is(err, journal.ErrReadOnly) {
		t.Errorf("a store that may not be read: got %v", err)
	}
}
