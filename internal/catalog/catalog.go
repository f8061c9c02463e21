// Package catalog reads checklists, and the list of forces, from YAML files in
// any [fs.FS], and says what is wrong with a file by line and column.
//
// A file is read once into nodes, which are walked by a few typed readers. None
// of them stops at a mistake: each notes a [Complaint] and reads on, so that
// one run names everything there is to mend.
//
// It does not say what a checklist is (package checklist does), knows none of
// the questions (they are data, in checklists/), and writes no files.
//
// Start with [Parse]; parse.go follows the shape of a file from the top down,
// and meaning.go has what must hold between its parts.
package catalog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"favour/internal/checklist"
)

// MaxSize is how large a file may be, in bytes. A checklist of ninety items has
// a tenth of a megabyte or so.
const MaxSize = 4 << 20

// ErrNotFound is wrapped by [Find] where no checklist has the id.
var ErrNotFound = errors.New("checklist not found")

// Parse reads the checklist in src. The name stands in complaints and is not
// opened. If there is anything to complain of, the checklist is nil and the
// error is a *[LintError] with all of it.
func Parse(name string, src []byte) (*checklist.Checklist, error) {
	r := &reader{file: name}
	var c *checklist.Checklist
	if root := r.load(src); root != nil {
		c = r.checklist(root)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return c, nil
}

// Lint returns what is wrong with the checklist in src, in the order of the
// file, and nothing if it is sound.
func Lint(name string, src []byte) []Complaint {
	_, err := Parse(name, src)
	if lint, ok := errors.AsType[*LintError](err); ok {
		return lint.Complaints
	}
	return nil
}

// ReadFS reads every checklist in the top folder of fsys: each file that ends
// in .yaml, but for the list of forces. They come sorted by file name. The
// error joins those of all files; checklists without one are returned with it.
func ReadFS(fsys fs.FS) ([]*checklist.Checklist, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list checklists: %w", err)
	}
	var all []*checklist.Checklist
	var errs []error
	from := map[string]string{} // the file of each id
	for _, name := range names {
		if name == forcesFile {
			continue
		}
		c, err := readFile(fsys, name)
		switch {
		case err != nil:
			errs = append(errs, err)
		case from[c.ID] != "":
			errs = append(errs, fmt.Errorf("%s has the id %q, which %s has already; give it one of its own", name, c.ID, from[c.ID]))
		default:
			from[c.ID] = name
			all = append(all, c)
		}
	}
	return all, errors.Join(errs...)
}

// Find returns the checklist with that id from fsys. A mistake in another file
// does not stand in the way.
func Find(fsys fs.FS, id string) (*checklist.Checklist, error) {
	all, err := ReadFS(fsys)
	var ids []string
	for _, c := range all {
		if c.ID == id {
			return c, nil
		}
		ids = append(ids, c.ID)
	}
	return nil, errors.Join(notFound(id, ids), err)
}

// notFound says that there is no id, and which ids there are.
func notFound(id string, ids []string) error {
	return fmt.Errorf("%w: %q; there is %s", ErrNotFound, id, listed(ids))
}

// readFile parses one file of fsys.
func readFile(fsys fs.FS, name string) (*checklist.Checklist, error) {
	src, err := readBytes(fsys, name)
	if err != nil {
		return nil, err
	}
	return Parse(name, src)
}

// readBytes returns one file of fsys, or as much of it as shows that it is too
// large to be parsed.
func readBytes(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return src, nil
}

// listed is names one after the other.
func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
