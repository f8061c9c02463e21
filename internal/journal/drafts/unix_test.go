//go:build !windows

package drafts_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"favour/internal/journal/drafts"
)

func TestDraftsArePrivateWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o277} {
		dir := filepath.Join(t.TempDir(), "drafts")
		old := syscall.Umask(umask)
		err := drafts.New(dir).Keep(draft("text", 1))
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("umask %#o: the folder: got %v, %v, want 0700", umask, info.Mode(), err)
		}
		for _, name := range names(t, dir) {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("umask %#o: %s: got %v, %v, want it private", umask, name, info.Mode(), err)
			}
		}
	}
}
