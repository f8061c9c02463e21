//go:build !windows

package private_test

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"favour/internal/private"
)

// Not parallel: the umask is the whole program's.
func TestModesWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o022, 0o277, 0o777} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a", "b", "file")
		old := syscall.Umask(umask)
		err := private.Write(path, []byte("x"))
		syscall.Umask(old)
		if err != nil {
			t.Fatalf("umask %#o: %v", umask, err)
		}
		for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Join(dir, "a"): 0o700} {
			if got := mode(t, name); got != want {
				t.Errorf("umask %#o: %s: got %v, want %v", umask, filepath.Base(name), got, want)
			}
		}
	}
}
