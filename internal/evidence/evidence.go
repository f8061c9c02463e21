// Package evidence looks at the files that evidence names: whether they are
// where they are said to be, and whether they still hold what was digested.
//
// It reads the files that a person has named in an assessment, only when it is
// asked to, and nothing else; it never writes and never copies one. What evidence
// is, and whether it is of its time, is package assessment. No sentence made here
// says where a file is kept, for that is the force's own.
//
// Start with [Findings], or with [Look] for one piece.
package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"favour/internal/assessment"
)

// The codes of what is found by looking at files.
const (
	CodeMissing   assessment.Code = "evidence-missing"
	CodeChanged   assessment.Code = "evidence-changed"
	CodeUnread    assessment.Code = "evidence-unread"    // it is there and cannot be read
	CodeElsewhere assessment.Code = "evidence-elsewhere" // it was digested, and no path says where it is
)

// ErrNotFile is reported for a place that holds no file: a folder, a device.
var ErrNotFile = errors.New("it is not a file")

// Digest is the SHA-256, in hexadecimal, of the file at path. It stops when ctx
// ends, for a file on a network drive may be large and slow.
func Digest(ctx context.Context, path string) (string, error) {
	// To open a pipe would wait for whoever writes to it, so that is asked first.
	if info, err := os.Stat(path); err != nil {
		return "", err
	} else if !info.Mode().IsRegular() {
		return "", &fs.PathError{Op: "open", Path: path, Err: ErrNotFile}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, stoppable{ctx, f}); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// A stoppable reader reads until ctx ends.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// A State says what a look at a piece of evidence has shown.
type State string

// The states. Only the first two say that nothing is wrong.
const (
	NotFile   State = ""          // nothing says that it is a file: there was nothing to look at
	There     State = "there"     // it is as it was digested; or only there, where it was not
	Missing   State = "missing"   // nothing is where it is said to be
	Changed   State = "changed"   // the file is not the one that was digested
	Unread    State = "unread"    // it cannot be read
	Elsewhere State = "elsewhere" // a file was digested, and no path says where it is
)

// A Result is what a look at one piece of evidence has shown.
type Result struct {
	Evidence assessment.Evidence
	State    State
	Err      error // why it is Unread; it may hold the path
}

// Path is where a piece of evidence is kept, if that is the full path of a file
// or folder on this system, and false where it is said in other words.
func Path(e assessment.Evidence) (string, bool) {
	where := strings.TrimSpace(e.Where)
	return where, filepath.IsAbs(where)
}

// Look looks at the file of one piece of evidence. One that was not digested is
// only looked for.
func Look(ctx context.Context, e assessment.Evidence) Result {
	path, ok := Path(e)
	switch {
	case !ok && e.SHA256 == "":
		return Result{e, NotFile, nil}
	case !ok:
		return Result{e, Elsewhere, nil}
	}
	var now string
	var err error
	if e.SHA256 == "" {
		_, err = os.Stat(path)
	} else {
		now, err = Digest(ctx, path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Result{e, Missing, nil}
	case err != nil:
		return Result{e, Unread, err}
	case !strings.EqualFold(now, e.SHA256):
		return Result{e, Changed, nil}
	}
	return Result{e, There, nil}
}

// All looks at every piece of evidence of a, in order. The error is only ever
// that ctx ended.
func All(ctx context.Context, a assessment.Assessment) ([]Result, error) {
	var all []Result
	for _, e := range a.Evidence() {
		r := Look(ctx, e)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// Findings says of a what looking at its evidence has shown to be wrong, for
// each item that a piece serves, in the checklist's order.
func Findings(a assessment.Assessment, looked []Result) []assessment.Finding {
	var all []assessment.Finding
	for section, item := range a.Checklist().Items() {
		for _, r := range looked {
			f, wrong := r.finding()
			if wrong && slices.Contains(r.Evidence.Items, item.ID) {
				f.Section, f.Item = section.ID, item.ID
				all = append(all, f)
			}
		}
	}
	return all
}

// finding is what is wrong with r, but for the item, and false if nothing is.
func (r Result) finding() (assessment.Finding, bool) {
	name := "Evidence " + r.Evidence.ID
	if r.Evidence.Title != "" {
		name += ", “" + r.Evidence.Title + "”,"
	}
	f := assessment.Finding{Severity: assessment.Warning, Field: r.Evidence.ID}
	switch r.State {
	case Missing:
		f.Code, f.Text = CodeMissing, name+" is not where it is said to be kept."
	case Changed:
		f.Code, f.Text = CodeChanged, name+" has changed since its SHA-256 was recorded."
	case Unread:
		f.Code, f.Text = CodeUnread, fmt.Sprintf("%s could not be looked at: %s.", name, r.Reason())
	case Elsewhere:
		f.Severity, f.Code = assessment.Note, CodeElsewhere
		f.Text = name + " has a SHA-256, and no full path on this computer says where to look for the file."
	default:
		return assessment.Finding{}, false
	}
	return f, true
}

// Reason is why r is Unread, without the path.
func (r Result) Reason() string {
	if path, ok := errors.AsType[*fs.PathError](r.Err); ok {
		return path.Err.Error()
	}
	if r.Err == nil {
		return ""
	}
	return r.Err.Error()
}
