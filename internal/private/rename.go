package private

import (
	"os"
	"time"
)

// Rename gives the file at from the name to, in place of whatever has it. Where a
// virus scanner or an indexer has one of them open for a moment, which on Windows
// is enough to refuse it, it tries again for two seconds.
func Rename(from, to string) error {
	err := os.Rename(from, to)
	for wait := time.Millisecond; err != nil && inUse(err) && wait < 2*time.Second; wait *= 2 {
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return err
}
