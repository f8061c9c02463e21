package backup_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/journal/bolt"
	"favour/internal/journal/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var ann = assessment.Author{Name: "A. Example", Role: "Inspector"}

// A desk is a store with backups, and a clock that a test sets.
type desk struct {
	t      *testing.T
	dir    string
	now    time.Time
	store  *backup.Store
	j      *journal.Journal
	warned []error
}

func newDesk(t *testing.T, keep int) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir(), now: time.Date(2012, 6, 15, 9, 30, 0, 0, time.UTC)}
	path := filepath.Join(d.dir, "favour.db")
	d.store = backup.New(bolt.New(path), backup.Folder{Path: path + ".backups", Name: "favour", Keep: keep})
	d.store.Now = func() time.Time { return d.now }
	d.store.Warn = func(err error) { d.warned = append(d.warned, err) }
	d.j = journal.New(d.store)
	d.j.Now = d.store.Now
	return d
}

// another is the same store, as another run of the program has it.
func (d *desk) another() *desk {
	x := *d
	x.store = backup.New(bolt.New(d.store.Path()), d.store.Folder)
	x.store.Now, x.store.Warn = func() time.Time { return x.now }, func(err error) { x.warned = append(x.warned, err) }
	x.j = journal.New(x.store)
	return &x
}

func (d *desk) start() assessment.Assessment {
	d.t.Helper()
	list := &checklist.Checklist{ID: "test", Edition: "1", Title: "Test", Sections: []checklist.Section{{ID: "BUS", Title: "Second jobs", Items: []checklist.Item{
		{ID: "BUS-01", Fields: []checklist.Field{{ID: "received", Label: "Received", Kind: checklist.Count}}},
	}}}}
	a, err := d.j.Start(d.t.Context(), journal.Plan{ID: "kent", Checklist: list, Force: checklist.Force{ID: "kent", Name: "Kent Police"}, Author: ann})
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

func (d *desk) try(a assessment.Assessment, n int) (assessment.Assessment, error) {
	return d.j.Record(d.t.Context(), a, ann, "", assessment.Edit{
		Target: assessment.Target{Kind: assessment.OnField, ID: "BUS-01", Part: "received"}, New: assessment.Of(fmt.Sprint(n)),
	})
}

func (d *desk) answer(a assessment.Assessment, n int) assessment.Assessment {
	d.t.Helper()
	a, err := d.try(a, n)
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

func (d *desk) open() assessment.Assessment {
	d.t.Helper()
	a, err := d.j.Open(d.t.Context(), "kent")
	if err != nil {
		d.t.Fatal(err)
	}
	return a
}

// kept are the backups that there are, such as "2012-06-15 daily".
func (d *desk) kept() string {
	d.t.Helper()
	all, err := d.store.Folder.List()
	if err != nil {
		d.t.Fatal(err)
	}
	var words []string
	for _, b := range all {
		words = append(words, b.Time.Format(time.DateOnly)+" "+b.Why)
	}
	return strings.Join(words, ", ")
}

func (d *desk) wantKept(want string) {
	d.t.Helper()
	if got := d.kept(); got != want {
		d.t.Errorf("backups: got %q, want %q", got, want)
	}
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() journal.Store {
		path := filepath.Join(t.TempDir(), "new", "favour.db")
		return func() journal.Store {
			return backup.New(bolt.New(path), backup.Folder{Path: path + ".backups", Name: "favour", Keep: 10})
		}
	})
}

func TestThereIsABackupForEachDayOfUse(t *testing.T) {
	d := newDesk(t, 10)
	a := d.start()
	d.wantKept("") // there was nothing to copy
	a = d.answer(a, 1)
	a = d.answer(a, 2)
	d.wantKept("2012-06-15 daily")
	d.another().answer(a, 3)
	d.wantKept("2012-06-15 daily")
	d.now = d.now.AddDate(0, 0, 3)
	a = d.answer(d.open(), 4)
	d.answer(a, 5)
	d.wantKept("2012-06-15 daily, 2012-06-18 daily")
	if len(d.warned) > 0 {
		t.Errorf("got %v, want no warning", d.warned)
	}

	// It has what was there before the day, and is a store like any other.
	all, _ := d.store.Folder.List()
	held, err := backup.Check(t.Context(), all[1].Path)
	if err != nil || len(held) != 1 || held[0] != (backup.Held{ID: "kent", Changes: 4}) {
		t.Errorf("got %v, %v, want 4 changes of kent", held, err)
	}
	j := journal.New(bolt.New(all[1].Path))
	b, err := j.Open(t.Context(), "kent")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Record(t.Context(), b, ann, "", assessment.Edit{Target: assessment.Narrative("BUS-01"), New: assessment.Of("On.")}); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(all[0].Path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v, want a file for its user alone", info.Mode(), err)
	}
}

func TestTheDayIsThatOfTheClockOnTheWall(t *testing.T) {
	d := newDesk(t, 10)
	d.now = time.Date(2012, 6, 15, 23, 30, 0, 0, time.FixedZone("BST", 3600)) // 22:30 UTC
	a := d.answer(d.start(), 1)
	d.now = d.now.Add(time.Hour) // still the 15th in UTC
	d.answer(a, 2)
	d.wantKept("2012-06-15 daily, 2012-06-15 daily")
}

func TestOnlyTheLastBackupsAreKept(t *testing.T) {
	d := newDesk(t, 3)
	a := d.start()
	var mine []string // files that only look like backups
	for _, name := range []string{"favour-2011-01-01T000000Z-daily.db.txt", "other-2011-01-01T000000Z-daily.db", "favour-2011.db"} {
		mine = append(mine, filepath.Join(d.store.Folder.Path, name))
	}
	for n := range 6 {
		d.now = d.now.AddDate(0, 0, 1)
		a = d.answer(a, n)
		if n == 0 {
			for _, name := range mine {
				if err := os.WriteFile(name, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	d.wantKept("2012-06-19 daily, 2012-06-20 daily, 2012-06-21 daily")
	for _, name := range mine {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("a file that is no backup: %v", err)
		}
	}
}

func TestNoBackupsIfTheyAreOff(t *testing.T) {
	d := newDesk(t, 0)
	d.answer(d.answer(d.start(), 1), 2)
	if _, err := os.Stat(d.store.Folder.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want no folder", err)
	}
}

func TestABackupThatFailsStopsNoChangeAndIsToldOnce(t *testing.T) {
	d := newDesk(t, 10)
	if err := os.WriteFile(d.store.Folder.Path, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := d.start()
	for n := range 3 {
		a = d.answer(a, n)
	}
	if len(d.warned) != 1 {
		t.Errorf("got %v, want one warning", d.warned)
	}
	d.now = d.now.AddDate(0, 0, 1)
	d.answer(a, 7)
	if len(d.warned) != 2 {
		t.Errorf("the day after: got %v, want another warning", d.warned)
	}
	if got := len(d.open().Changes()); got != 5 {
		t.Errorf("got %d changes, want 5", got)
	}
}

// A day on which much is imported does not cost the copies of the days before.
func TestBackupsForOneReasonDriveOutNoOthers(t *testing.T) {
	d := newDesk(t, 2)
	a := d.answer(d.answer(d.start(), 1), 2)
	d.now = d.now.AddDate(0, 0, 1)
	a = d.answer(a, 3)
	d.now = d.now.Add(time.Minute)
	for n := range 3 {
		if err := d.store.Before(t.Context(), "import"); err != nil {
			t.Fatal(err)
		}
		a = d.answer(a, 4+n)
		d.now = d.now.Add(time.Minute)
	}
	d.wantKept("2012-06-15 daily, 2012-06-16 daily, 2012-06-16 before-import, 2012-06-16 before-import")
	d.store.Folder.Keep = 0
	if err := d.store.Before(t.Context(), "import"); err != nil {
		t.Fatal(err)
	}
	d.wantKept("2012-06-15 daily, 2012-06-16 daily, 2012-06-16 before-import, 2012-06-16 before-import")
}

// What is damaged in the store is damaged in its backups too: the sound ones are
// not given up for them.
func TestAnUnsoundBackupDrivesOutNoSoundOne(t *testing.T) {
	d := newDesk(t, 2)
	a := d.start()
	for n := range 3 {
		d.now = d.now.AddDate(0, 0, 1)
		a = d.answer(a, n)
	}
	d.wantKept("2012-06-17 daily, 2012-06-18 daily")
	if err := d.store.Append(t.Context(), "surrey", 0, []byte("no change at all")); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.AddDate(0, 0, 1)
	d.answer(a, 9)
	d.wantKept("2012-06-17 daily, 2012-06-18 daily, 2012-06-19 daily")
	if len(d.warned) != 1 || !errors.Is(d.warned[0], backup.ErrUnsound) {
		t.Errorf("got %v, want %v", d.warned, backup.ErrUnsound)
	}
}

func TestAnOldLayoutIsBroughtUpToDateAfterABackup(t *testing.T) {
	for name, keep := range map[string]int{"with backups": 10, "with none": 0} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, keep)
			old, err := os.ReadFile(filepath.Join("..", "bolt", "testdata", "v1.1.db"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(d.store.Path(), old, 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := d.j.Open(t.Context(), "kent-2012")
			if err != nil {
				t.Fatal(err)
			}
			want := 1
			d.answer(a, 5)
			if keep > 0 {
				want = bolt.Format
				d.wantKept(fmt.Sprintf("2012-06-15 before-version-%d", bolt.Format))
				all, _ := d.store.Folder.List()
				if b, err := os.ReadFile(all[0].Path); err != nil || !bytes.HasPrefix(old, b) { // which ends with pages that mean nothing
					t.Errorf("the backup is not what the store was, %v", err)
				}
			}
			if got, err := d.store.Version(t.Context()); err != nil || got != want {
				t.Errorf("got version %d, %v, want %d", got, err, want)
			}
			if fresh, err := d.j.Open(t.Context(), "kent-2012"); err != nil || len(fresh.Changes()) != len(a.Changes())+1 {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A backup is made in the middle of a session, the store is lost, and the backup
// is put in its place.
func TestRestoring(t *testing.T) {
	d := newDesk(t, 10)
	a := d.answer(d.answer(d.start(), 1), 2)
	b, err := d.store.Folder.Make(t.Context(), d.store.Store, d.now, "before-lunch")
	if err != nil {
		t.Fatal(err)
	}
	before := a
	a = d.answer(a, 3)
	held, aside, err := backup.Restore(t.Context(), d.store.Store, b.Path, d.now)
	if err != nil || len(held) != 1 || held[0].Changes != 3 {
		t.Fatalf("got %v, %v, want 3 changes", held, err)
	}

	// The session that goes on with what is no longer there is told, and spoils
	// nothing.
	if _, err := d.try(a, 4); !errors.Is(err, journal.ErrReplaced) || !errors.Is(err, journal.ErrConflict) {
		t.Errorf("got %v, want %v", err, journal.ErrReplaced)
	}
	restored := d.open()
	if restored.Head() != before.Head() {
		t.Errorf("got %v, want %v", restored.Head(), before.Head())
	}
	restored = d.answer(d.answer(restored, 5), 6)
	if _, err := d.try(a, 7); !errors.Is(err, journal.ErrReplaced) {
		t.Errorf("once the other one is longer: got %v, want %v", err, journal.ErrReplaced)
	}
	if got := d.open().Head(); got != restored.Head() {
		t.Errorf("got %v, want %v", got, restored.Head())
	}

	// What was replaced is whole.
	x, err := journal.New(bolt.New(aside)).Open(t.Context(), "kent")
	if err != nil || x.Head() != a.Head() {
		t.Errorf("what was replaced: got %v, %v, want %v", x.Head(), err, a.Head())
	}
	// And another one in the same second gets a name of its own.
	_, again, err := backup.Restore(t.Context(), d.store.Store, b.Path, d.now)
	if err != nil || again == aside {
		t.Errorf("got %q, %v, want another name than %q", again, err, aside)
	}
	if names, _ := filepath.Glob(filepath.Join(d.dir, "*restoring*")); len(names) > 0 {
		t.Errorf("got %v, want nothing left over", names)
	}
}

func TestRestoringWhereThereIsNothing(t *testing.T) {
	d := newDesk(t, 10)
	a := d.answer(d.start(), 1)
	path := filepath.Join(t.TempDir(), "new", "favour.db")
	_, aside, err := backup.Restore(t.Context(), bolt.New(path), d.store.Path(), d.now)
	if err != nil || aside != "" {
		t.Fatalf("got %q, %v", aside, err)
	}
	if x, err := journal.New(bolt.New(path)).Open(t.Context(), "kent"); err != nil || x.Head() != a.Head() {
		t.Errorf("got %v, %v, want %v", x.Head(), err, a.Head())
	}
}

func TestWhatIsNotSoundIsNotRestored(t *testing.T) {
	d := newDesk(t, 10)
	a := d.answer(d.start(), 8)
	whole, err := os.ReadFile(d.store.Path())
	if err != nil {
		t.Fatal(err)
	}
	chain := bolt.New(filepath.Join(t.TempDir(), "chain.db"))
	for n, r := range []string{`{"v":1}`, `{"v":99}`} {
		if err := chain.Append(t.Context(), fmt.Sprint(n), 0, []byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	broken, err := os.ReadFile(chain.Path())
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file []byte
		want error
	}{
		"altered":                 {bytes.ReplaceAll(whole, []byte(`"new":"8"`), []byte(`"new":"9"`)), journal.ErrDamaged},
		"cut":                     {whole[:len(whole)/2], journal.ErrDamaged},
		"empty":                   {nil, fs.ErrNotExist},
		"a letter":                {[]byte("Dear Sir"), journal.ErrForeign},
		"of changes that are not": {broken, journal.ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := os.WriteFile(path, test.file, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, aside, err := backup.Restore(t.Context(), d.store.Store, path, d.now); !errors.Is(err, test.want) || aside != "" {
			t.Errorf("%s: got %q, %v, want %v", name, aside, err, test.want)
		}
	}
	if _, _, err := backup.Restore(t.Context(), d.store.Store, filepath.Join(d.dir, "none"), d.now); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %v", err, fs.ErrNotExist)
	}
	if got := d.open().Head(); got != a.Head() {
		t.Errorf("got %v, want %v", got, a.Head())
	}
	entries, err := os.ReadDir(d.dir)
	if err != nil || len(entries) != 2 { // the store and its backups
		t.Errorf("got %v, %v, want nothing left over", entries, err)
	}
}

// Somebody saves one change after the other while the store is replaced: each
// that was saved is in what was replaced or in what is there now.
func TestNoChangeIsLostBetweenTwoStores(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is in use cannot be replaced there, and is not")
	}
	d := newDesk(t, 0)
	d.store.Wait = time.Minute
	a := d.start()
	copied := filepath.Join(t.TempDir(), "backup.db")
	if err := d.store.Copy(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	stop, done := make(chan struct{}), make(chan map[string]bool)
	go func() {
		saved := map[string]bool{}
		defer func() { done <- saved }()
		for n := 1; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			next, err := d.try(a, n)
			switch {
			case err == nil:
				a = next
				saved[next.Head().SHA256] = true
			case errors.Is(err, journal.ErrConflict):
				if a, err = d.j.Open(t.Context(), "kent"); err != nil {
					t.Error(err)
					return
				}
			default:
				t.Error(err)
				return
			}
		}
	}()
	other := bolt.New(d.store.Path())
	other.Wait = time.Minute
	stores := []string{d.store.Path()}
	for range 10 {
		_, aside, err := backup.Restore(t.Context(), other, copied, d.now)
		if err != nil {
			t.Error(err)
		}
		stores = append(stores, aside)
	}
	close(stop)
	saved := <-done
	found := 0
	for _, path := range stores {
		x, err := journal.New(bolt.New(path)).Open(t.Context(), "kent")
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for _, c := range x.Changes() {
			if saved[c.Digest()] {
				found++
			}
		}
	}
	if found != len(saved) {
		t.Errorf("got %d changes, want the %d that were saved", found, len(saved))
	}
}
