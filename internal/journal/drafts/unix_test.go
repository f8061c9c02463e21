//go:build !windows

package drafts_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"favour/internal/journal/drafts"
)

// A folder that somebody has put a link in the place of might be anyone's.
func TestALinkForAFolderIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	other, link := filepath.Join(dir, "other"), filepath.Join(dir, "drafts")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	if err := drafts.New(link).Keep(draft("text", 1)); err == nil {
		t.Error("the draft was kept behind the link")
	}
	if got := names(t, other); len(got) != 0 {
		t.Errorf("got %v behind the link, want nothing", got)
	}
	if info, err := os.Stat(other); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the folder behind the link: got %v, %v, want it as it was", info.Mode(), err)
	}
}

func TestDraftsArePrivateWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o277, 0o777} {
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
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("umask %#o: %s: got %v, %v, want 0600", umask, name, info.Mode(), err)
			}
		}
	}
}
