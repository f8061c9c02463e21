package private_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"favour/internal/private"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "file")
	for _, want := range []string{"first", "second"} {
		if err := private.Write(path, []byte(want)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v, want one file", entries, err)
	}
	if err := private.Write(filepath.Join(path, "below"), nil); err == nil {
		t.Error("a file was taken for a folder")
	}
	if err := private.Write(dir, nil); err == nil {
		t.Error("a folder was taken for a file")
	}
}

func TestALinkIsReplacedAndNotFollowed(t *testing.T) {
	dir := t.TempDir()
	other, link := filepath.Join(dir, "other"), filepath.Join(dir, "link")
	if err := os.WriteFile(other, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, link); err != nil {
		t.Fatal(err)
	}
	if err := private.Write(link, []byte("mine")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(other); err != nil || string(got) != "theirs" {
		t.Errorf("behind the link: got %q, %v", got, err)
	}
	if info, err := os.Lstat(link); err != nil || !info.Mode().IsRegular() {
		t.Errorf("the link: got %v, %v", info.Mode(), err)
	}
}

func TestWhatExistsIsLeftAsWide(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	before := mode(t, dir)
	if err := private.Write(filepath.Join(dir, "file"), nil); err != nil {
		t.Fatal(err)
	}
	if got := mode(t, dir); got != before {
		t.Errorf("got %v, want %v", got, before)
	}
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}
