// Package trouble puts an error into a sentence for the person at work: what it
// means for them, and what they can do about it.
//
// It is for whoever talks with a person while an assessment is open: the terminal
// app and the plain prompts. The command line words its own refusals, for it
// knows the flags that help.
//
// Start with [Sentence].
package trouble

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/volume"
)

// Sentence says what err means for a person, and what can be done about it.
func Sentence(err error) string {
	for _, known := range sentences {
		if errors.Is(err, known.err) {
			return strings.ReplaceAll(known.text, "HOLDER", journal.Holder(err))
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return Sentence(journal.ErrFull)
	case errors.Is(err, fs.ErrPermission):
		return reason(err) + ". Ask for the right to use it."
	}
	if volume.Away(err) || volume.Unlockable(err) {
		return "The disk or network share does not do what is asked of it (" + err.Error() + "). Look at the connection."
	}
	return assessment.Capital(err.Error()) + "."
}

// reason is what the system refuses, and of which file.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Path + ": " + path.Err.Error()
	}
	return assessment.Capital(err.Error())
}

var sentences = []struct {
	err  error
	text string
}{
	{journal.ErrNewer, "It was written by a newer version of favour, and nothing in it was changed. Open it with that version."},
	{journal.ErrForeign, "The file is not a favour store, and nothing in it was changed. Start favour with another one."},
	{journal.ErrDamaged, "It is damaged, and nothing in it was changed. favour doctor says what can be saved, and how."},
	{journal.ErrBusy, "The store is in use by HOLDER. Close that one, or try again in a moment."},
	{journal.ErrReadOnly, "The store cannot be written to. Ask for the right to write there."},
	{journal.ErrAway, "The disk or network share with the store does not answer. Look at the connection; a disk of this computer is safer."},
	{journal.ErrNoLocks, "The store is in a place where files cannot be locked. Start favour with one on a disk of this computer."},
	{journal.ErrFull, "The disk is full. Make room on it and try again."},
	{journal.ErrReplaced, "An older copy was put in the place of the store, without changes that are shown here. Copy what you are typing and start favour again."},
	{journal.ErrNotFound, "There is no assessment of that name in the store."},
}
