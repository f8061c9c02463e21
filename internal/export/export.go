// Package export puts the files of a report on disk, whole or not at all.
//
// What is in the files is package report's. This package only sees to it that
// no file is half written, that none is overwritten unasked, that no link is
// followed, and that only the user can read them.
//
// Start with [Job] and [Write], or with [WriteOne] for a file that is no report;
// sealed.go has what is sealed into one file, place.go how a finished file comes
// to its name.
package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"favour/internal/private"
	"favour/internal/report"
)

// ErrExists is reported for a file that is already there and may not be
// overwritten.
var ErrExists = errors.New("already exists")

// A File is one that has been written.
type File struct {
	Format string // empty for a file that is no report, or holds several
	Path   string
	Size   int64
	SHA256 string // in hexadecimal
}

// A Job is a report to be written, and how.
type Job struct {
	Report    *report.Report
	Folder    string // made if need be
	Formats   []report.Format
	Seal      *Keys // that they are sealed with into one file; nil for a file for each
	Overwrite bool  // without it, a file that exists stops the export
	// Begun, unless it is nil, is told of each part before it is made.
	Begun func(Step)
}

// A Step is one part of an export.
type Step struct {
	Title      string // of the format
	Number, Of int    // from 1
}

// String is s in words, such as PDF, 2 of 7.
func (s Step) String() string { return fmt.Sprintf("%s, %d of %d", s.Title, s.Number, s.Of) }

// Write does j: each file is called by the name of the assessment and the
// format's extension. It writes all of them or none, and none once ctx has ended;
// without a protective marking none, and the error is [report.ErrNoMarking].
func Write(ctx context.Context, j Job) ([]File, error) {
	if err := j.Report.Ready(); err != nil {
		return nil, err
	}
	if j.Seal != nil {
		path := filepath.Join(j.Folder, FileName(j.Report.Stem(), j.Seal.Ext()))
		fill := func(w io.Writer) error { return WriteSealed(ctx, w, j) }
		return writeAll(ctx, j.Folder, []*draft{{File: File{Path: path}, fill: fill}}, j.Overwrite)
	}
	var drafts []*draft
	for i, f := range j.Formats {
		path := filepath.Join(j.Folder, FileName(j.Report.Stem(), f.Ext))
		if slices.ContainsFunc(drafts, func(d *draft) bool { return d.Path == path }) {
			continue
		}
		fill := func(w io.Writer) error {
			j.begin(f, i+1, len(j.Formats))
			return f.Write(w, j.Report)
		}
		drafts = append(drafts, &draft{File: File{Format: f.Name, Path: path}, fill: fill})
	}
	return writeAll(ctx, j.Folder, drafts, j.Overwrite)
}

func (j *Job) begin(f report.Format, n, of int) {
	if j.Begun != nil {
		j.Begun(Step{f.Title, n, of})
	}
}

// WriteOne writes one file that is no report, and its folder, with the same care:
// what fill writes, whole or not at all.
func WriteOne(path string, fill func(io.Writer) error, overwrite bool) (File, error) {
	files, err := writeAll(context.Background(), filepath.Dir(path), []*draft{{File: File{Path: path}, fill: fill}}, overwrite)
	if err != nil {
		return File{}, err
	}
	return files[0], nil
}

// writeAll writes every draft into the folder dir, or none.
func writeAll(ctx context.Context, dir string, drafts []*draft, overwrite bool) ([]File, error) {
	for _, d := range drafts {
		if err := free(d.Path, overwrite); err != nil {
			return nil, err
		}
	}
	if err := private.Folder(dir); err != nil {
		return nil, fmt.Errorf("the folder %s cannot be made: %w", dir, reason(err))
	}
	clearUp(dir)
	defer func() {
		for _, d := range drafts {
			d.discard()
		}
	}()
	for _, d := range drafts {
		if err := d.write(ctx, dir); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, fmt.Errorf("%s cannot be written: %w", d.Path, reason(err))
		}
	}
	if err := ctx.Err(); err != nil { // a format that was begun is made to its end
		return nil, err
	}
	if err := placeAll(drafts, overwrite); err != nil {
		return nil, err
	}
	files := make([]File, len(drafts))
	for i, d := range drafts {
		files[i] = d.File
	}
	return files, nil
}

// clearUp removes from dir what an export left half written that was killed an hour
// ago or longer: nobody sees it, and it may hold what is marked. Younger files may
// be those of another program that is at work.
func clearUp(dir string) {
	entries, _ := os.ReadDir(dir) // those that can be read
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), tempPrefix) || filepath.Ext(e.Name()) != tempExt {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > time.Hour {
			_ = os.Remove(filepath.Join(dir, e.Name())) // the next export tries again
		}
	}
}

// What a file is called while it is written.
const (
	tempPrefix = ".favour-"
	tempExt    = ".tmp"
)

// FileName is the name of a file of the assessment with that id. It is plain on
// every system, whatever the id: nothing in it leads to another folder or to a
// device.
func FileName(id, ext string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, id)
	switch low := strings.ToLower(plain); {
	case plain == "":
		plain = "return"
	case slices.Contains([]string{"con", "prn", "aux", "nul"}, low),
		len(low) == 4 && (low[:3] == "com" || low[:3] == "lpt"):
		plain = "return-" + plain
	case len(plain) > 100:
		plain = plain[:100]
	}
	return plain + ext
}

// free says why nothing may be written at path, and nil if it may.
func free(path string, overwrite bool) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s cannot be written: %w", path, reason(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a link to another file, and is not followed", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file that can be overwritten", path)
	case !overwrite:
		return fmt.Errorf("%s %w; nothing was written", path, ErrExists)
	}
	return nil
}

// reason is err without the name of the temporary file, which says nothing to
// anyone.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// A draft is a file on its way: written under a temporary name, then placed.
type draft struct {
	File
	fill   func(io.Writer) error
	temp   string // its temporary name; empty once it has been placed
	backup string // the name under which the file that it replaces is kept
	placed bool
	final  bool // it has replaced a file that could not be kept
}

// write writes d in full, under a temporary name in dir.
func (d *draft) write(ctx context.Context, dir string) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, err := private.Temp(dir, tempPrefix+"*"+filepath.Ext(d.Path)+tempExt)
	if err != nil {
		return err
	}
	d.temp = f.Name()
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := &summed{w: f, hash: sha256.New()}
	b := bufio.NewWriterSize(sum, 1<<16)
	if err := d.fill(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	d.Size, d.SHA256 = sum.size, hex.EncodeToString(sum.hash.Sum(nil))
	return f.Sync()
}

// discard removes what is left of d besides the file itself.
func (d *draft) discard() {
	for _, name := range []string{d.temp, d.backup} {
		if name != "" {
			_ = os.Remove(name) // it is hidden and private; there is nobody to tell
		}
	}
}

// A summed writer counts and digests what passes through.
type summed struct {
	w    io.Writer
	hash hash.Hash
	size int64
}

func (s *summed) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	s.size += int64(n)
	return n, err
}
