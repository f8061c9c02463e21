//go:build !windows

package bolt_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

// Not parallel: the umask is the whole program's.
func TestAStoreIsPrivateWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o777} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a", "b", "favour.db")
		old := syscall.Umask(umask)
		err := bolt.New(path).Append(t.Context(), id, 0, []byte("1"))
		syscall.Umask(old)
		if err != nil {
			t.Fatalf("umask %#o: %v", umask, err)
		}
		for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Join(dir, "a"): 0o700} {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("umask %#o: %s: got %v, want %v", umask, filepath.Base(name), got, want)
			}
		}
	}
}

func TestAPipeIsNoStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, err := range everything(bolt.New(path)) {
		if err == nil {
			t.Error("got no error, want one")
		}
	}
}

func TestASymbolicLinkIsNotWrittenThrough(t *testing.T) {
	path := filled(t)
	dir := t.TempDir()
	for name, target := range map[string]string{"link": path, "dangling": filepath.Join(dir, "nothing")} {
		link := filepath.Join(dir, name)
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
		if err := bolt.New(link).Append(t.Context(), id, 250, []byte("more")); !errors.Is(err, journal.ErrReadOnly) {
			t.Errorf("%s: got %v, want %v", name, err, journal.ErrReadOnly)
		}
	}
	if got := records(t, bolt.New(filepath.Join(dir, "link"))); len(got) != 250 {
		t.Errorf("got %d records, want 250", len(got))
	}
	if _, err := os.Stat(filepath.Join(dir, "nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want nothing behind the dangling link", err)
	}
}
