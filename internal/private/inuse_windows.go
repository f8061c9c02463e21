package private

import (
	"errors"

	"golang.org/x/sys/windows"
)

// inUse reports whether err is what Windows says while somebody else has a file
// open.
func inUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) ||
		errors.Is(err, windows.ERROR_ACCESS_DENIED)
}
