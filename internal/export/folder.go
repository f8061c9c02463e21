package export

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// KeyInFull is a key as a person typed it: a public one as it is, and otherwise the
// path of a file from the root, without the quotes that terminals put round one.
func KeyInFull(typed string) (string, error) {
	if isPublicKey(typed) {
		return typed, nil
	}
	return InFull(strings.Trim(typed, `"'`))
}

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
