// Package drafts keeps text that is being typed, so that it can be offered back
// after a crash.
//
// A draft is no answer: nobody but its session sees it, it has no history, and
// it is dropped once the text is saved as a change, which is package journal's
// business. There is a file for each draft, and a lock held by each session for
// as long as it runs, which the system lets go of however the session ends.
//
// Start with [Folder.Keep], and [Folder.Left] at the start of the next session.
package drafts

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/private"
)

// A Draft is text that was typed and not yet saved.
type Draft struct {
	Assessment string
	Target     assessment.Target
	Text       string
	Base       assessment.Value // what stood saved when typing began
	Author     assessment.Author
	Time       time.Time

	file string // where Left found it
}

// Session is which session left d, and empty unless Left returned it.
func (d Draft) Session() string {
	session, _, _ := strings.Cut(filepath.Base(d.file), "-")
	return strings.TrimPrefix(session, ".") // the base of no file is a dot
}

// AddID is the id, in a draft's target, of something that is still to be added to
// an item, such as evidence, and so has none of its own yet; n tells several of a
// session apart.
func AddID(item string, n int) string { return fmt.Sprintf("new:%s:%d", item, n) }

// Adds is the item and the number of which AddID made an id, and false if the id
// is that of something there is.
func Adds(id string) (item string, n int, ok bool) {
	rest, ok := strings.CutPrefix(id, "new:")
	i := strings.LastIndexByte(rest, ':')
	if !ok || i <= 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(rest[i+1:])
	return rest[:i], n, err == nil
}

// OldestAdd is the id of AddID's with the least number among targets of that kind
// that add to item, and empty if there is none.
func OldestAdd(targets iter.Seq[assessment.Target], kind assessment.TargetKind, item string) string {
	id, least := "", 0
	for t := range targets {
		if of, n, ok := Adds(t.ID); ok && t.Kind == kind && of == item && (id == "" || n < least) {
			id, least = t.ID, n
		}
	}
	return id
}

// AddsTo is Adds without the number.
func AddsTo(id string) (item string, ok bool) {
	item, _, ok = Adds(id)
	return item, ok
}

// Unsigned is the target, in a draft, of a part of a signature that is still to be
// given or reopened, and so has no id yet.
func Unsigned(part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnSignature, ID: "new", Part: part}
}

// What is said of a copy for publication is part of no assessment: the targets of it
// have an id that is no item's, and a part of them one that is of none.
const (
	ofCopy      = "copy for publication"
	copyMarking = "marking"
)

// Withheld is the target, in a draft, of why a part of an item is withheld from a
// copy for publication; an empty part is all of the item.
func Withheld(item, part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnItem, ID: ofCopy, Part: item + "." + part}
}

// CopyMarking is the target of the protective marking of such a copy.
func CopyMarking() assessment.Target {
	return assessment.Target{Kind: assessment.OnItem, ID: ofCopy, Part: copyMarking}
}

// OfCopy reports whether t is of a copy for publication.
func OfCopy(t assessment.Target) bool { return t.Kind == assessment.OnItem && t.ID == ofCopy }

// CopyWords names what t is of, which is of a copy for publication.
func CopyWords(t assessment.Target) string {
	if t.Part == copyMarking {
		return "Marking of the copy"
	}
	return "Withheld of " + strings.TrimSuffix(t.Part, ".")
}

// Version is that of the files which this program writes.
const Version = 1

// ErrDamaged is reported for a file that is not a whole draft.
var ErrDamaged = errors.New("the draft is damaged")

// What a file holds. Names of files tell nothing of it, for a person may have
// given the assessment its name: a session's are SESSION.lock, SESSION.tmp while
// one is written, and SESSION-DIGEST.draft for each target, beside which
// SESSION-DIGEST.txt is the text while it is open in the person's own editor.
type file struct {
	Version    int               `json:"v"`
	Assessment string            `json:"assessment"`
	Target     assessment.Target `json:"at"`
	Text       string            `json:"text"`
	Base       assessment.Value  `json:"base"`
	Author     assessment.Author `json:"author"`
	Time       time.Time         `json:"time"`
}

// Larger files are not read: the longest text, and room for every byte of it
// and of what it replaces to be escaped.
const maxFile = 12*assessment.MaxText + 1<<16

// A Folder is where the sessions of one user keep their drafts, as one of these
// sessions sees it. It is safe for concurrent use. Use New.
type Folder struct {
	dir     string
	session string

	mu   sync.Mutex
	lock *os.File // held while the session runs, from its first draft on
}

// New begins a session in the folder at dir, which the first Keep makes if need
// be.
func New(dir string) *Folder { return &Folder{dir: dir, session: strings.ToLower(rand.Text()[:16])} }

// Close ends the session, as a crash would: what was kept and not dropped is
// left for the next one.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lock == nil {
		return nil
	}
	err := f.lock.Close()
	f.lock = nil
	return err
}

// Keep puts d on disk, in place of what this session kept for the same target.
// It is whole or not there at all, whenever the program is killed.
func (f *Folder) Keep(d Draft) error {
	if err := f.keep(d); err != nil {
		return fmt.Errorf("keep a draft: %w", err)
	}
	return nil
}

func (f *Folder) keep(d Draft) error {
	b, err := encode(d)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.begin(); err != nil {
		return err
	}
	name := filepath.Join(f.dir, f.session+".tmp")
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := writeNew(name, b); err != nil {
		os.Remove(name)
		return err
	}
	if err := private.Rename(name, f.path(d.Assessment, d.Target)); err != nil {
		os.Remove(name)
		return err
	}
	private.SyncFolder(f.dir)
	return nil
}

// begin makes the folder and takes the session's lock.
func (f *Folder) begin() error {
	if f.lock != nil {
		return nil
	}
	if info, err := os.Lstat(f.dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s is a link to another folder, and is not followed", f.dir)
	}
	if err := private.Folder(f.dir); err != nil {
		return err
	}
	if err := os.Chmod(f.dir, 0o700); err != nil { // it is this program's own
		return err
	}
	// Another session may hold it for a moment, to see whether this one runs.
	for n := 0; ; n++ {
		lock, err := hold(f.lockOf(f.session))
		if err == nil {
			f.lock = lock
			return lock.Chmod(0o600) // or the next session could not look at it
		}
		if !errors.Is(err, errHeld) || n == 1000 {
			return err
		}
		time.Sleep(time.Millisecond)
	}
}

func writeNew(name string, b []byte) error {
	w, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return errors.Join(err, w.Chmod(0o600), w.Sync(), w.Close())
}

// Drop removes what this session kept for the target; the text has been saved,
// or given up. It is no error if there is nothing.
func (f *Folder) Drop(id string, t assessment.Target) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return remove(f.path(id, t))
}

// Sheet is where the text of a draft, once it is kept, may be put for the person's
// own editor: if it is there still when the session has ended, Left finds in it
// what the editor has saved since.
func (f *Folder) Sheet(id string, t assessment.Target) string { return sheetOf(f.path(id, t)) }

func sheetOf(draft string) string { return strings.TrimSuffix(draft, ".draft") + ".txt" }

// Left returns the drafts of an assessment whose sessions run no more, oldest
// first. Files that it cannot read stay where they are and hide no others: the
// error, which may come with drafts, says which and why.
func (f *Folder) Left(id string) ([]Draft, error) {
	entries, err := os.ReadDir(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for drafts: %w", err)
	}
	sessions := map[string][]string{} // the files of its drafts
	for _, e := range entries {
		session, digest, _ := strings.Cut(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), "-")
		switch {
		case session == f.session || !e.Type().IsRegular():
		case filepath.Ext(e.Name()) == ".draft" && digest != "":
			sessions[session] = append(sessions[session], e.Name())
		case filepath.Ext(e.Name()) == ".lock" && digest == "":
			sessions[session] = slices.Clip(sessions[session])
		}
	}
	var left []Draft
	var errs []error
	for session, names := range sessions {
		switch over, err := f.isOver(session, len(names) == 0); {
		case err != nil:
			errs = append(errs, fmt.Errorf("look for drafts: %w", err))
			continue
		case !over:
			continue
		}
		for _, name := range names {
			d, err := read(filepath.Join(f.dir, name))
			switch {
			case errors.Is(err, fs.ErrNotExist): // another session has dealt with it
			case err != nil:
				errs = append(errs, fmt.Errorf("%s: %w", name, err))
			case d.Assessment == id:
				left = append(left, d)
			}
		}
	}
	slices.SortFunc(left, func(a, b Draft) int { return a.Time.Compare(b.Time) })
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return left, errors.Join(errs...)
}

// isOver reports whether the session runs no more, and if it left no drafts
// removes the rest of it.
func (f *Folder) isOver(session string, clear bool) (bool, error) {
	name := f.lockOf(session)
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	lock, err := hold(name)
	if errors.Is(err, errHeld) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer lock.Close()
	if clear {
		_ = os.Remove(filepath.Join(f.dir, session+".tmp"))
		removeHeld(lock)
	}
	return true, nil
}

// Discard removes a draft that Left returned: it was not wanted, or has become
// one of this session's with Keep.
func (f *Folder) Discard(d Draft) error {
	if d.file == "" {
		return nil
	}
	return remove(d.file)
}

// remove removes a draft and its sheet, which is the later of the two to go: a
// sheet without a draft is offered to nobody.
func remove(name string) error {
	for _, name := range []string{name, sheetOf(name)} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("drop the draft: %w", err)
		}
	}
	return nil
}

func (f *Folder) lockOf(session string) string { return filepath.Join(f.dir, session+".lock") }

func (f *Folder) path(id string, t assessment.Target) string {
	sum := sha256.Sum256([]byte(id + "\x00" + t.String()))
	return filepath.Join(f.dir, fmt.Sprintf("%s-%x.draft", f.session, sum[:12]))
}

func read(name string) (Draft, error) {
	f, err := os.Open(name)
	if err != nil {
		return Draft{}, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return Draft{}, err
	}
	d, err := decode(b)
	d.file = name
	if err == nil && isLater(sheetOf(name), f) {
		if text, ok := editor.Left(sheetOf(name), mostSheet); ok {
			d.Text = text
		}
	}
	return d, err
}

// mostSheet is how large a sheet may be to be offered.
const mostSheet = 2 * assessment.MaxText

// isLater reports whether there is a file with that name, written no earlier than
// f was.
func isLater(name string, f *os.File) bool {
	sheet, err := os.Lstat(name)
	if err != nil || !sheet.Mode().IsRegular() {
		return false
	}
	draft, err := f.Stat()
	return err == nil && !sheet.ModTime().Before(draft.ModTime())
}

func encode(d Draft) ([]byte, error) {
	return json.Marshal(file{Version, d.Assessment, d.Target, d.Text, d.Base, d.Author, d.Time.UTC()})
}

func decode(b []byte) (Draft, error) {
	if len(b) > maxFile {
		return Draft{}, fmt.Errorf("%w: it is larger than any text", ErrDamaged)
	}
	var version struct {
		Version int `json:"v"`
	}
	if err := json.Unmarshal(b, &version); err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if version.Version > Version {
		return Draft{}, fmt.Errorf("%w (draft version %d; this one reads up to %d)", assessment.ErrNewer, version.Version, Version)
	}
	var x file
	r := json.NewDecoder(bytes.NewReader(b))
	r.DisallowUnknownFields()
	if err := r.Decode(&x); err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	x.Time = x.Time.UTC() // which may take it out of the years that can be written
	if _, err := x.Time.MarshalJSON(); err != nil {
		return Draft{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if x.Version < 1 || x.Assessment == "" || x.Target == (assessment.Target{}) {
		return Draft{}, fmt.Errorf("%w: it does not say what it is a draft of", ErrDamaged)
	}
	return Draft{Assessment: x.Assessment, Target: x.Target, Text: x.Text, Base: x.Base, Author: x.Author, Time: x.Time}, nil
}

// errHeld says that the session whose lock it is runs.
var errHeld = errors.New("the lock is held")
