//go:build unix

package tui

import (
	"os"
	"syscall"
)

// hangups are the signals that end the app as a closed window does: it keeps
// what is being typed, restores the terminal and quits.
var hangups = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
