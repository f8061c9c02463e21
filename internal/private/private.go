// Package private makes files and folders that only their user may use.
//
// The umask takes away less than it should for some people and more for others:
// what is made here has the same modes whatever it says. On Windows a file
// inherits what its folder allows, which in a person's profile is that person.
// Nothing is written through a symbolic link: a file is always a new one, which
// takes the name from whatever had it. What exists already is left as wide as
// somebody made it.
//
// Start with [Write].
package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// The modes of what is made.
const (
	fileMode   = 0o600
	folderMode = 0o700
)

// Folder makes the folder and those above it. Those that exist are left as they
// are.
func Folder(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		return &fs.PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	above := filepath.Dir(path)
	if err := Folder(above); err != nil {
		return err
	}
	if err := os.Mkdir(path, folderMode); err != nil {
		if info, serr := os.Stat(path); serr == nil && info.IsDir() {
			return nil // someone else was faster
		}
		return err
	}
	SyncFolder(above)
	return os.Chmod(path, folderMode)
}

// Temp makes a file in the folder, with a name of its own as os.CreateTemp
// makes it of the pattern.
func Temp(folder, pattern string) (*os.File, error) {
	f, err := os.CreateTemp(folder, pattern)
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(fileMode); err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, err
	}
	return f, nil
}

// Write makes the file at path, and its folder, or replaces it as a whole: a
// failure leaves what was there.
func Write(path string, b []byte) error {
	folder := filepath.Dir(path)
	if err := Folder(folder); err != nil {
		return err
	}
	f, err := Temp(folder, "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	SyncFolder(folder)
	return nil
}

// SyncFolder makes a new name in the folder durable, where the system has a way.
func SyncFolder(path string) {
	d, err := os.Open(path)
	if err != nil {
		return
	}
	_ = d.Sync() // Windows cannot, and has no need to
	d.Close()
}
