package volume

// What systems say when a share, or a disk, fails. Their words are no help:
// "operation timed out" does not say what did, nor what to do.

import (
	"errors"
	"strings"
	"syscall"
)

// Away reports whether err is that of a disk or a share that does not answer.
func Away(err error) bool { return isAny(err, errnoAway) }

// Unlockable reports whether err is that of a place where files cannot be
// locked, or not be mapped into memory.
func Unlockable(err error) bool { return isAny(err, errnoUnlockable) }

// isAny reports whether err is one of those, in words at least: not all
// libraries wrap what the system says.
func isAny(err error, numbers []syscall.Errno) bool {
	if err == nil {
		return false
	}
	number, ok := errors.AsType[syscall.Errno](err)
	for _, n := range numbers {
		if ok && number == n || !ok && strings.HasSuffix(err.Error(), ": "+n.Error()) {
			return true
		}
	}
	return false
}
