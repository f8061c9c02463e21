package trouble_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"favour/internal/journal"
	"favour/internal/trouble"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"what it is wrapped in is not said", fmt.Errorf("save x: %w", journal.ErrFull), "The disk is full. Make room on it and try again."},
		{"who has the store is named", fmt.Errorf("save x: %w", &journal.BusyError{Holder: "favour (process 4711)"}), "The store is in use by favour (process 4711). Close that one, or try again in a moment."},
		{"nobody knows who has it", journal.ErrBusy, "The store is in use by another program. Close that one, or try again in a moment."},
		{"the system's word for a full disk", &fs.PathError{Op: "write", Path: "f", Err: syscall.ENOSPC}, "The disk is full. Make room on it and try again."},
		{"a right that is missing names the file", &fs.PathError{Op: "open", Path: "notes.db", Err: fs.ErrPermission}, "notes.db: permission denied. Ask for the right to use it."},
		{"what nobody foresaw is still said", errors.New("the moon is full"), "The moon is full."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := trouble.Sentence(c.err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A store that was replaced is a conflict too, and must not be called the lesser one.
func TestReplacedIsSaidBeforeConflict(t *testing.T) {
	if got := trouble.Sentence(fmt.Errorf("save x: %w", journal.ErrReplaced)); !strings.Contains(got, "older copy") {
		t.Errorf("got %q", got)
	}
}
