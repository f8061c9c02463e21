package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// create makes an empty store at path, and its folder. Whoever else makes one
// at the same time, there is one in the end and nothing in it is lost: the file
// is made whole under another name and then linked, which replaces nothing. If
// the program is killed, that other name may be left behind, and is of no use.
func create(path string) error {
	dir := filepath.Dir(path)
	if err := makeFolder(dir); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	f.Close()
	defer os.Remove(f.Name())
	if err := os.Chmod(f.Name(), 0o600); err != nil {
		return err
	}
	db, err := bbolt.Open(f.Name(), 0o600, &bbolt.Options{PageSize: pageSize, Timeout: 1, NoStatistics: true})
	if err != nil {
		return err
	}
	err = db.Update(lay)
	if cerr := db.Close(); err != nil || cerr != nil {
		return errors.Join(err, cerr)
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		// A file system without links: an empty file will do, for bbolt fills it
		// under its own lock.
		if err := touch(path); err != nil {
			return err
		}
	}
	syncFolder(dir)
	return nil
}

// touch makes an empty file unless there is one.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// makeFolder makes the folder and those above it, private to the user whatever
// the umask says. Folders that exist are left as they are.
func makeFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err == nil:
		return fmt.Errorf("make folder %s: %w", dir, errnoNoFile[0])
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	above := filepath.Dir(dir)
	if err := makeFolder(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil // someone else was faster
		}
		return err
	}
	syncFolder(above)
	return os.Chmod(dir, 0o700)
}
