package bolt

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"favour/internal/private"
)

// create makes an empty store at path, and its folder. Whoever else makes one
// at the same time, there is one in the end and nothing in it is lost: the file
// is made whole under another name and then linked, which replaces nothing. If
// the program is killed, that other name may be left behind, and is of no use.
func create(path string) error {
	dir := filepath.Dir(path)
	if err := private.Folder(dir); err != nil {
		return err
	}
	f, err := private.Temp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	f.Close()
	defer os.Remove(f.Name())
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
	private.SyncFolder(dir)
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
