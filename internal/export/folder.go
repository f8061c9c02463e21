package export

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// InFull is a folder as a person typed it, from the root, with ~ for their home.
func InFull(folder string) (string, error) {
	if rest, ok := strings.CutPrefix(folder, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("there is no home folder to put for ~; type the folder in full: %w", err)
		}
		folder = filepath.Join(home, rest)
	}
	return filepath.Abs(folder)
}
