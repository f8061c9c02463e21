package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"favour/internal/journal"
	"favour/internal/private"
)

// Copying a store as a whole, and putting one in the place of another. Rules of
// this file:
//
//   - A copy is made page by page, as the file is, so that it is a store like the
//     first one. bbolt's own way to copy would write the first pages anew.
//   - What is at a place is whole, or it is not there; and it replaces nothing.

// Copy makes a copy of the store at path, while others go on with it. If there is
// something at path the error wraps fs.ErrExist, and if there is no store,
// fs.ErrNotExist. A store that is not sound is not copied.
func (s *Store) Copy(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "copy", Path: path, Err: fs.ErrExist}
	}
	dir := filepath.Dir(path)
	if err := private.Folder(dir); err != nil {
		return err
	}
	to, err := private.Temp(dir, "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(to.Name())
	defer to.Close()
	var copied error
	err = s.open(ctx, os.O_RDONLY, func(db *bbolt.DB, f *os.File) error {
		if err := s.check(db, f); err != nil {
			return err
		}
		info, err := f.Stat()
		if err != nil {
			return err
		}
		h, err := readHeader(f, info.Size())
		if err == nil {
			_, copied = io.Copy(to, io.NewSectionReader(f, 0, int64(h.pages*h.pageSize)))
		}
		return err
	})
	if err != nil {
		return s.explain(err, os.O_RDONLY)
	}
	// The lock is not held any more: a disk may take its time for the rest.
	if err := errors.Join(copied, to.Sync(), to.Close()); err != nil {
		return err
	}
	return place(to.Name(), path)
}

// place gives a file that is whole its name, and replaces nothing.
func place(from, path string) error {
	err := os.Link(from, path)
	if err == nil {
		_ = os.Remove(from)
	} else if !errors.Is(err, fs.ErrExist) { // a file system without links
		if _, lerr := os.Lstat(path); lerr == nil {
			return &fs.PathError{Op: "place", Path: path, Err: fs.ErrExist}
		}
		err = private.Rename(from, path)
	}
	private.SyncFolder(filepath.Dir(path))
	return err
}

// Replace puts the file at from, which is then no longer there, in the store's
// place, and keeps what was there at aside. Both are in the store's folder, and
// there is nothing at aside yet. Whoever waits to write to the store will write to
// the new one.
func (s *Store) Replace(ctx context.Context, from, aside string) error {
	return s.explain(s.replace(ctx, from, aside), os.O_RDWR)
}

func (s *Store) replace(ctx context.Context, from, aside string) error {
	info, err := os.Lstat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place(from, s.path)
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%w: it is a symbolic link, which is not written through", journal.ErrReadOnly)
	}
	if _, err := os.Lstat(aside); err == nil {
		return &fs.PathError{Op: "keep", Path: aside, Err: fs.ErrExist}
	}
	return s.alone(ctx, func() error {
		// With a link there is a store at every moment; without, somebody might
		// make a new one meanwhile, which is not replaced.
		put := private.Rename
		if err := os.Link(s.path, aside); err != nil {
			put = place
			if err := private.Rename(s.path, aside); err != nil {
				return err
			}
		}
		if err := put(from, s.path); err != nil {
			return err
		}
		private.SyncFolder(filepath.Dir(s.path))
		return nil
	})
}

// Facts are what can be said of a store's file without what is in it.
type Facts struct {
	Size    int64
	Mode    fs.FileMode
	Version int // of its layout; nought where that cannot be read
}

// Examine looks at the whole file, and says what is wrong with it if anything is.
// If there is no file the error wraps fs.ErrNotExist.
func (s *Store) Examine(ctx context.Context) (Facts, error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return Facts{}, s.explain(err, os.O_RDONLY)
	}
	s.forget()
	facts := Facts{Size: info.Size(), Mode: info.Mode()}
	facts.Version, err = s.Version(ctx)
	return facts, err
}
