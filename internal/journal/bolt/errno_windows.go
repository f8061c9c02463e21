package bolt

import (
	"os"
	"syscall"
)

// What the system says when it cannot do as asked; see kindOf.
var (
	errnoFull     = []syscall.Errno{112, 39}              // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
	errnoBusy     = []syscall.Errno{32, 33}               // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
	errnoReadOnly = []syscall.Errno{19}                   // ERROR_WRITE_PROTECT
	errnoNoFile   = []syscall.Errno{syscall.ENOTDIR, 267} // ERROR_DIRECTORY
)

// unlock has nothing to do: Windows lets go of a lock with its handle.
func unlock(*os.File) {}
