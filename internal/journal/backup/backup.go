// Package backup keeps copies of a store, and puts one back.
//
// A [Store] makes one before the first change of a day and before the store's
// layout is brought up to date, and keeps the last few. A backup that fails never
// stops a change. Each is a store of its own, that opens as any other; what is in
// a store is package journal's business, and how one is copied package bolt's.
//
// Start with [Store.Append] and [Restore].
package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
	"favour/internal/pattern"
)

// A Store is a store of which backups are made while it is written to. Use New.
type Store struct {
	*bolt.Store
	Folder Folder
	Now    func() time.Time
	// Warn is told of a backup that could not be made, before the change is saved
	// all the same: once a day at most. It may be called from any goroutine.
	Warn func(error)

	mu  sync.Mutex
	day string // on which there is no more to do
}

// New returns the store with backups in the folder.
func New(s *bolt.Store, f Folder) *Store {
	return &Store{Store: s, Folder: f, Now: time.Now, Warn: func(error) {}}
}

// patience is how long a backup waits for others who have the store in use,
// before it is left to the next change.
const patience = 200 * time.Millisecond

// Append implements journal.Store. It makes the backup of the day if there is
// none.
func (s *Store) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if err := s.prepare(ctx); err != nil {
		s.Warn(err)
	}
	return s.Store.Append(ctx, id, head, records...)
}

// Before makes a backup before something that touches much at once, whether there
// is one of the day or not; what says in a word what that is, such as import. It
// makes none if none are kept.
func (s *Store) Before(ctx context.Context, what string) error {
	if s.Folder.Keep < 1 {
		return nil
	}
	_, err := s.Folder.Make(ctx, s.Store, s.Now(), "before-"+what)
	return err
}

// prepare does what is to be done before the first change of a day.
func (s *Store) prepare(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	day := now.Format(time.DateOnly)
	if s.day == day || s.Folder.Keep < 1 {
		return nil
	}
	if _, err := os.Stat(s.Path()); err != nil {
		return nil // there is nothing yet, or what is wrong with it the change will say
	}
	all, err := s.Folder.List()
	if err == nil && slices.ContainsFunc(all, func(b Backup) bool { return b.Time.In(now.Location()).Format(time.DateOnly) == day }) {
		s.day = day
		return nil
	}
	store := bolt.New(s.Path())
	store.Wait = min(patience, s.Wait)
	if err == nil {
		err = bringUpToDate(ctx, store, s.Folder, now)
	}
	for _, later := range []error{
		journal.ErrBusy, journal.ErrDamaged, journal.ErrForeign, journal.ErrNewer, fs.ErrNotExist, context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, later) && !errors.Is(err, ErrUnsound) {
			return nil // the change itself will say so, or the next one does this
		}
	}
	s.day = day
	return err
}

// bringUpToDate makes a backup and, if the store's layout is an old one, then
// makes it a new one.
func bringUpToDate(ctx context.Context, store *bolt.Store, folder Folder, now time.Time) error {
	version, err := store.Version(ctx)
	if err != nil {
		return err
	}
	if version >= bolt.Format {
		_, err := folder.Make(ctx, store, now, "daily")
		return err
	}
	if _, err := folder.Make(ctx, store, now, fmt.Sprintf("before-version-%d", bolt.Format)); err != nil {
		return err
	}
	return store.Migrate(ctx)
}

// A Folder is where the backups of one store are kept.
type Folder struct {
	Path string
	Name string // what their names begin with
	Keep int    // how many are kept of those made for one reason; nought for none at all
}

// A Backup is one file in a Folder.
type Backup struct {
	Path string
	Time time.Time // in UTC
	Why  string    // what it was made for, such as daily
}

// isFor reports whether b was made for that reason. Of several of one second the
// later ones have a number behind it.
func (b Backup) isFor(why string) bool {
	number, ok := strings.CutPrefix(b.Why, why)
	return ok && (number == "" || strings.HasPrefix(number, "-") && strings.Trim(number[1:], "0123456789") == "")
}

// Names are NAME-TIME-WHY.db.
const (
	stamp = "2006-01-02T150405Z"
	ext   = ".db"
)

var named = pattern.Of(`^-(\d{4}-\d\d-\d\dT\d{6}Z)-([a-z0-9-]+)$`)

// List is every backup in the folder, oldest first. Other files are passed over.
func (f Folder) List() ([]Backup, error) {
	entries, err := os.ReadDir(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []Backup
	for _, e := range entries { // by name, and so by time
		rest, ok := strings.CutPrefix(e.Name(), f.Name)
		rest, isStore := strings.CutSuffix(rest, ext)
		parts := named().FindStringSubmatch(rest)
		if !ok || !isStore || parts == nil || !e.Type().IsRegular() {
			continue
		}
		if t, err := time.Parse(stamp, parts[1]); err == nil {
			all = append(all, Backup{filepath.Join(f.Path, e.Name()), t, parts[2]})
		}
	}
	return all, nil
}

// ErrUnsound is reported for a backup that was made, and in which not everything
// is sound.
var ErrUnsound = errors.New("not everything in the backup is sound")

// Make makes a backup, and removes those made for the same reason that are too
// many: the oldest, and only once everything in the new one was found sound. So a
// day of many imports does not drive out the copies of the days before.
func (f Folder) Make(ctx context.Context, store *bolt.Store, now time.Time, why string) (Backup, error) {
	b := Backup{Time: now.UTC().Truncate(time.Second), Why: why}
	for n := 2; ; n++ {
		b.Path = filepath.Join(f.Path, f.Name+"-"+b.Time.Format(stamp)+"-"+b.Why+ext)
		err := store.Copy(ctx, b.Path)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || n > 99 {
			return b, err
		}
		b.Why = fmt.Sprintf("%s-%d", why, n)
	}
	if _, err := Check(ctx, b.Path); err != nil {
		return b, fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	all, err := f.List()
	if err != nil {
		return b, err
	}
	all = slices.DeleteFunc(all, func(old Backup) bool { return !old.isFor(why) })
	for _, old := range all[:max(0, len(all)-f.Keep)] {
		if old.Path == b.Path {
			continue // a clock was put back
		}
		if err := os.Remove(old.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return b, err
		}
	}
	return b, nil
}

// A Held is one assessment in a backup.
type Held struct {
	ID      string
	Changes int
}

// Check reads everything in the store at path, every chain to its end, and says
// what is in it, or what is wrong. It is an error if there is nothing in it.
func Check(ctx context.Context, path string) ([]Held, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	var all []Held
	for l, err := range journal.New(bolt.New(path)).List(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, Held{l.ID, int(l.Assessment.Count())})
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: there is no assessment in it", journal.ErrNotFound)
	}
	return all, nil
}

// Restore puts a copy of the backup at from in the store's place, if everything
// in it is sound, and says what is in it now. What was there is kept at aside,
// which is empty if there was nothing.
func Restore(ctx context.Context, store *bolt.Store, from string, now time.Time) (held []Held, aside string, err error) {
	if _, err := os.Stat(from); err != nil {
		return nil, "", err
	}
	stamp := now.UTC().Format(stamp)
	next := fmt.Sprintf("%s.restoring-%s-%d", store.Path(), stamp, os.Getpid())
	if err := bolt.New(from).Copy(ctx, next); err != nil {
		return nil, "", err
	}
	defer os.Remove(next)
	if held, err = Check(ctx, next); err != nil { // the copy, for the backup may change
		return nil, "", err
	}
	if _, err := os.Lstat(store.Path()); err == nil {
		aside = store.Path() + ".before-restore-" + stamp
		for n := 2; ; n++ {
			if _, err := os.Lstat(aside); err != nil {
				break
			}
			aside = fmt.Sprintf("%s.before-restore-%s-%d", store.Path(), stamp, n)
		}
	}
	return held, aside, store.Replace(ctx, next, aside)
}
