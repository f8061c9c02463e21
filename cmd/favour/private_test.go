//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// All that favour makes by its commands is for its user only,
// however little or much the umask takes away. Not parallel: the programs that
// are started inherit the umask of this one.
func TestFilesArePrivateWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0, 0o777} {
		t.Run(fmt.Sprintf("%#o", umask), func(t *testing.T) {
			home := t.TempDir()
			defer syscall.Umask(syscall.Umask(umask))

			run(t, home, "as", "A. Example, Inspector")
			run(t, home, "new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED")
			run(t, home, "set", "BUS-07.received=84")
			run(t, home, "export", "--format", "all", "--output", filepath.Join(home, "out", "return"))
			run(t, home, "export", "--format", "all", "--output", filepath.Join(home, "out", "return"), "--force-overwrite")

			private(t, home, "out", "data", "settings")
		})
	}
}

// write writes a file, while no other test starts a process: one that is begun
// meanwhile has the file open too until it runs its own program, and the system
// runs no program that is open for writing ("text file busy").
func write(t *testing.T, path, text string, mode fs.FileMode) {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// private asks that all below the folders in home is for its user only, and
// that the files which the program is known for are among it.
func private(t *testing.T, home string, folders ...string) {
	t.Helper()
	var files []string
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(home, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			} else {
				files = append(files, filepath.Base(path))
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s: got %v, want %v", strings.TrimPrefix(path, home), got, want)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"favour.db", "settings.yaml", "leicestershire-2012.html", "leicestershire-2012.json"} {
		if !slices.Contains(files, name) {
			t.Errorf("%s is not among %v", name, files)
		}
	}
}

// Nothing is written through a symbolic link that somebody has put where the
// program writes. What the app writes besides is tested in its packages.
func TestLinksAreNotWrittenThrough(t *testing.T) {
	for _, name := range []string{
		"data/favour/favour.db", "settings/favour/settings.yaml", "out/leicestershire-2012.html",
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			run(t, home, "as", "A. Example, Inspector")
			run(t, home, "new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED")
			path, other := filepath.Join(home, name), filepath.Join(home, "other")
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(path, other); err != nil {
				write(t, other, "theirs", 0o600)
			}
			before := digest(t, other)
			if err := os.Symlink(other, path); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{
				{"as", "B. Example, Sergeant"},
				{"set", "BUS-07.received=84"},
				{"export", "--output", filepath.Join(home, "out"), "--force-overwrite"},
			} {
				_ = favour(home, args...).Run() // refused, or written elsewhere
			}
			if after := digest(t, other); after != before {
				t.Errorf("what is behind the link has changed from %s to %s", before, after)
			}
		})
	}
}

// digest is what a file holds.
func digest(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d bytes, %q", len(b), b[:min(len(b), 40)])
}
