// Package receipts keeps what a person has exported: which return, when, to
// which files, and what to do next. A receipt is found again by its reference.
//
// A receipt is a note for the person, and nothing depends on it: the return is
// in the assessment's record, which is package journal's, and the files are
// where they were written by package export. So a receipt that cannot be read
// hides no other.
//
// Start with [New] and [Folder.Keep].
package receipts

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/private"
	"favour/internal/report"
)

// A Receipt is one export.
type Receipt struct {
	Reference  string          `json:"reference"`
	Time       time.Time       `json:"time"`
	Assessment string          `json:"assessment"`
	Force      string          `json:"force"`
	Period     string          `json:"period"` // in words
	Marking    string          `json:"marking"`
	Digest     string          `json:"digest"` // of what the return says
	Head       assessment.Head `json:"head"`
	Replaces   string          `json:"replaces,omitempty"`  // the reference of another
	SignedBy   string          `json:"signed-by,omitempty"` // the fingerprint of a key
	Encrypted  int             `json:"encrypted,omitempty"` // to how many keys
	Withheld   int             `json:"withheld,omitempty"`  // how much, of a redacted copy
	Files      []File          `json:"files"`
}

// A File is one that was written.
type File struct {
	Path   string `json:"path"` // from the root
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// New is the receipt of r, which was written to files at that time, sealed with k
// unless that is nil.
func New(r *report.Report, files []export.File, k *export.Keys, at time.Time) Receipt {
	x := Receipt{
		Reference: r.Reference, Time: at.UTC().Truncate(time.Second), Assessment: r.ID, Force: r.Force.Name, Period: r.Period.Words,
		Marking: r.Marking, Digest: r.Digest, Head: r.Head, Files: []File{},
	}
	if r.Replaces != nil {
		x.Replaces = r.Replaces.Reference
	}
	if k != nil {
		x.SignedBy, x.Encrypted = k.SignedBy(), len(k.Recipients)
	}
	if r.Redacted() {
		x.Withheld = len(r.Redaction.Withheld)
	}
	for _, f := range files {
		path, err := filepath.Abs(f.Path)
		if err != nil {
			path = f.Path
		}
		x.Files = append(x.Files, File{path, f.Size, f.SHA256})
	}
	return x
}

// An Earlier is a return that was exported, and the assessment as it was then.
type Earlier struct {
	Receipt
	Then assessment.Assessment
}

// Replaceable are the returns in the place of which one of x as it is now could be
// sent: each reference once, the last exported first. Copies for publication are no
// returns. The error is as of All, and speaks of others.
func (f *Folder) Replaceable(x assessment.Assessment) ([]Earlier, error) {
	all, err := f.Of(x.ID())
	var found []Earlier
	for _, r := range slices.Backward(all) {
		if r.Withheld > 0 || slices.ContainsFunc(found, func(e Earlier) bool { return e.Reference == r.Reference }) {
			continue
		}
		if then, ok := x.AsOf(r.Head); ok {
			found = append(found, Earlier{r, then})
		}
	}
	return found, err
}

// Sealed says of a sealed return what it was sealed with, a sentence for each thing;
// nothing of others.
func (r Receipt) Sealed() []string {
	var all []string
	if r.SignedBy != "" {
		all = append(all, "Signed with the key "+r.SignedBy+".")
	}
	if r.Encrypted > 0 {
		all = append(all, fmt.Sprintf("Encrypted to %d %s: only who holds the private half of one can open it.", r.Encrypted, assessment.Plural(r.Encrypted, "key", "keys")))
	}
	return all
}

// Next is what happens next, a sentence or two for each step; replace says how the
// return is replaced by the next.
func (r Receipt) Next(replace string) []string {
	them, their := "the files", "their"
	if len(r.Files) == 1 {
		them, their = "the file", "its"
	}
	if r.Withheld > 0 {
		return []string{
			"Read " + them + " from end to end before you publish " + it(len(r.Files)) + ": what is withheld may have been said in other words in another place.",
			"See that the protective marking, " + r.Marking + ", is one that may be published.",
			"Keep the full return: with it, and with nothing else, it can be shown that the copy is one of it.",
		}
	}
	return []string{
		"Open " + them + " and read " + it(len(r.Files)) + " as HMIC will.",
		"Send " + them + " to HMIC in the way that you have agreed with it, and as " + their + " marking demands. This program has sent nothing.",
		"Quote the reference " + r.Reference + " when you write or speak about it.",
		"You can go on answering at any time. If this return has been sent and something is corrected after, the next export can replace it, and says then what has changed: " + replace + ".",
	}
}

func it(n int) string { return assessment.Plural(n, "it", "them") }

// Version is that of the files which this program writes.
const Version = 1

// ErrDamaged is reported for a file that is not a whole receipt.
var ErrDamaged = errors.New("the receipt is damaged")

// What a file holds. Its name tells nothing of it.
type file struct {
	Version int `json:"v"`
	Receipt
}

const (
	ext     = ".receipt"
	maxFile = 1 << 20 // larger files are not read
)

// A Folder is where one user's receipts are; a nil one keeps none.
type Folder struct{ dir string }

// NewFolder is the folder at dir, which the first Keep makes if need be.
func NewFolder(dir string) *Folder { return &Folder{dir} }

// Keep puts r on disk, whole or not at all, for the user alone.
func (f *Folder) Keep(r Receipt) error {
	if f == nil {
		return nil
	}
	if info, err := os.Lstat(f.dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("keep the receipt: %s is a link to another folder, and is not followed", f.dir)
	}
	b, err := json.MarshalIndent(file{Version, r}, "", "  ")
	if err == nil {
		err = private.Write(filepath.Join(f.dir, strings.ToLower(rand.Text()[:16])+ext), append(b, '\n'))
	}
	if err != nil {
		return fmt.Errorf("keep the receipt: %w", err)
	}
	return nil
}

// All are the receipts that there are, oldest first. Files that it cannot read
// stay where they are and hide no others: the error, which may come with
// receipts, says which and why.
func (f *Folder) All() ([]Receipt, error) {
	if f == nil {
		return nil, nil
	}
	entries, err := os.ReadDir(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for receipts: %w", err)
	}
	var all []Receipt
	var errs []error
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ext || !e.Type().IsRegular() {
			continue
		}
		r, err := read(filepath.Join(f.dir, e.Name()))
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", e.Name(), err))
			continue
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(x, y Receipt) int {
		return cmp.Or(x.Time.Compare(y.Time), cmp.Compare(x.Head.Sequence, y.Head.Sequence)) // a script exports twice in a second
	})
	return all, errors.Join(errs...)
}

// Of are the receipts of one assessment, oldest first. The error is as of All.
func (f *Folder) Of(assessment string) ([]Receipt, error) {
	all, err := f.All()
	return slices.DeleteFunc(all, func(r Receipt) bool { return r.Assessment != assessment }), err
}

// Referred are those of all with that reference, however it is typed.
func Referred(all []Receipt, reference string) []Receipt {
	return slices.DeleteFunc(slices.Clone(all), func(r Receipt) bool { return !same(r.Reference, reference) })
}

// same reports whether two references are one: case and what stands between the
// letters and digits do not matter.
func same(x, y string) bool { return key(x) == key(y) && key(x) != "" }

func key(reference string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToUpper(reference))
}

func read(name string) (Receipt, error) {
	f, err := os.Open(name)
	if err != nil {
		return Receipt{}, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return Receipt{}, err
	}
	return decode(b)
}

func decode(b []byte) (Receipt, error) {
	if len(b) > maxFile {
		return Receipt{}, fmt.Errorf("%w: it is larger than any", ErrDamaged)
	}
	var version struct {
		Version int `json:"v"`
	}
	if err := json.Unmarshal(b, &version); err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if version.Version > Version {
		return Receipt{}, fmt.Errorf("%w (receipt version %d; this one reads up to %d)", assessment.ErrNewer, version.Version, Version)
	}
	var x file
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&x); err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if x.Version < 1 || x.Reference == "" || x.Head.SHA256 == "" || x.Time.IsZero() {
		return Receipt{}, fmt.Errorf("%w: it does not say what it is of", ErrDamaged)
	}
	return x.Receipt, nil
}
