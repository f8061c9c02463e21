//go:build unix

package linear

import (
	"os"
	"syscall"
)

// hangups are the signals that end the conversation as the end of its input does; a
// pipe that nobody reads any more is one of them, and would end the program at once.
var hangups = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE}
