//go:build unix

package linear

import (
	"os"
	"syscall"
)

// hangups are the signals that end the conversation as the end of its input does.
var hangups = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
