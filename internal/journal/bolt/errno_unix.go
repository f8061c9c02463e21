//go:build !windows

package bolt

import (
	"os"
	"syscall"
)

// What the system says when it cannot do as asked; see kindOf.
var (
	errnoFull     = []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT}
	errnoBusy     = []syscall.Errno{syscall.EBUSY, syscall.ETXTBSY}
	errnoReadOnly = []syscall.Errno{syscall.EROFS}
	errnoNoFile   = []syscall.Errno{syscall.ENOTDIR, syscall.EISDIR}
)

// unlock lets go of the lock that bbolt took, even where a mapping of the file
// outlives its handle.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
