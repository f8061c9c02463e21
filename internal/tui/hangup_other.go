//go:build !unix

package tui

import (
	"os"
	"syscall"
)

// hangups are the signals that end the app as a closed window does.
var hangups = []os.Signal{os.Interrupt, syscall.SIGTERM}
