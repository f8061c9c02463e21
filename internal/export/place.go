package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"favour/internal/private"
)

// placeAll gives every draft its name, or none of them.
func placeAll(drafts []*draft, overwrite bool) error {
	for _, d := range drafts {
		place := d.placeNew
		if overwrite {
			place = d.placeOver
		}
		if err := place(); err != nil {
			for _, d := range drafts {
				d.takeBack()
			}
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s %w; nothing was written", d.Path, ErrExists)
			}
			return fmt.Errorf("%s cannot be written: %w", d.Path, reason(err))
		}
	}
	if len(drafts) > 0 {
		private.SyncFolder(filepath.Dir(drafts[0].Path))
	}
	return nil
}

// placeNew gives d its name if nothing has it. A link decides that in one step;
// where there are none, as on a memory stick, the name is taken by an empty
// file first.
func (d *draft) placeNew() error {
	err := os.Link(d.temp, d.Path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		d.placed = err == nil
		return err
	}
	f, err := os.OpenFile(d.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	d.placed = true
	if err := f.Close(); err != nil {
		return err
	}
	return d.rename()
}

// placeOver gives d its name, and keeps what had it until all is done.
func (d *draft) placeOver() error {
	if err := free(d.Path, true); err != nil { // looked at before, but time has passed
		return err
	}
	backup := d.temp + ".old"
	switch err := os.Link(d.Path, backup); {
	case err == nil:
		d.backup = backup
	case !errors.Is(err, fs.ErrNotExist):
		d.final = true
	}
	if err := d.rename(); err != nil {
		return err
	}
	d.placed = true
	return nil
}

// takeBack undoes what placing d has done. A file that was replaced comes back
// where the file system knows links; where it does not, the new one stays.
func (d *draft) takeBack() {
	switch {
	case !d.placed || d.final:
	case d.backup != "":
		if private.Rename(d.backup, d.Path) == nil {
			d.backup = ""
		}
	default:
		_ = os.Remove(d.Path)
	}
}

func (d *draft) rename() error {
	if err := private.Rename(d.temp, d.Path); err != nil {
		return err
	}
	d.temp = ""
	return nil
}
