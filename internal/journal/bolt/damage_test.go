package bolt_test

import (
	"bytes"
	"errors"
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

var long = flag.Bool("long", false, "damage a store in many more ways")

// harms are ways to damage a store. They are given the file, an earlier state of
// it, and what is random.
//
// Two are left out because no store can know better: a file cut to nothing is as
// a new one, and one that is whole but older is as a backup put back.
var harms = map[string]func(file, before []byte, r *rand.Rand) []byte{
	"a byte anywhere": func(file, _ []byte, r *rand.Rand) []byte {
		file[r.IntN(len(file))] ^= byte(1 + r.IntN(255))
		return file
	},
	"bytes where the shape of a page is written": func(file, _ []byte, r *rand.Rand) []byte {
		for range 1 + r.IntN(3) {
			file[4096*r.IntN(len(file)/4096)+r.IntN(160)] ^= byte(1 + r.IntN(255))
		}
		return file
	},
	"a byte of the first two pages": func(file, _ []byte, r *rand.Rand) []byte {
		file[4096*r.IntN(2)+16+r.IntN(64)] ^= byte(1 + r.IntN(255))
		return file
	},
	"a digit made another": func(file, _ []byte, r *rand.Rand) []byte {
		for at := r.IntN(len(file)); ; at = (at + 1) % len(file) {
			if file[at] >= '0' && file[at] <= '9' {
				file[at] = '0' + (file[at]-'0'+1)%10
				return file
			}
		}
	},
	"a letter made another": func(file, _ []byte, r *rand.Rand) []byte {
		for at := r.IntN(len(file)); ; at = (at + 1) % len(file) {
			if file[at] >= 'a' && file[at] < 'z' {
				file[at]++
				return file
			}
		}
	},
	"two pages swapped": func(file, _ []byte, r *rand.Rand) []byte {
		a, b := pageOf(file, r), pageOf(file, r)
		other := bytes.Clone(a)
		copy(a, b)
		copy(b, other)
		return file
	},
	"a page written over another": func(file, _ []byte, r *rand.Rand) []byte {
		copy(pageOf(file, r), pageOf(file, r))
		return file
	},
	"a page as it was before": func(file, before []byte, r *rand.Rand) []byte {
		n := 2 + r.IntN(len(before)/4096-2) // both first pages as they were make an older store
		copy(file[4096*n:4096*n+4096], before[4096*n:])
		return file
	},
	"noughts": func(file, _ []byte, r *rand.Rand) []byte {
		at := r.IntN(len(file))
		clear(file[at:min(len(file), at+1+r.IntN(5000))])
		return file
	},
	"noise": func(file, _ []byte, r *rand.Rand) []byte {
		at := r.IntN(len(file))
		for i := range file[at:min(len(file), at+1+r.IntN(600))] {
			file[at+i] = byte(r.Uint32())
		}
		return file
	},
	"bytes left out": func(file, _ []byte, r *rand.Rand) []byte {
		at := r.IntN(len(file) - 1)
		return slices.Delete(file, at, at+1+r.IntN(min(5000, len(file)-at-1)))
	},
	"cut": func(file, _ []byte, r *rand.Rand) []byte { return file[:1+r.IntN(len(file)-1)] },
	"random": func(_, _ []byte, r *rand.Rand) []byte {
		file := make([]byte, 1+r.IntN(60_000))
		for i := range file {
			file[i] = byte(r.Uint32())
		}
		return file
	},
}

func pageOf(file []byte, r *rand.Rand) []byte {
	n := r.IntN(len(file) / 4096)
	return file[4096*n : 4096*n+4096]
}

// A damaged store gives the very answers that were put into it, or none and an
// error that says so.
func TestADamagedStoreNeverGivesOtherAnswers(t *testing.T) {
	t.Parallel()
	each := 25
	switch {
	case *long:
		each = 5000
	case testing.Short():
		each = 10
	}
	dir := t.TempDir()
	s := sample(t, filepath.Join(dir, "favour.db"), 60)
	before := fileOf(t, s)
	j := journal.New(s)
	a, err := j.Open(t.Context(), "kent-2012")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if a, _, err = j.Undo(t.Context(), a, ann); err != nil {
			t.Fatal(err)
		}
	}
	want, err := answers(t, s)
	if err != nil {
		t.Fatal(err)
	}
	whole := fileOf(t, s)
	path := filepath.Join(dir, "damaged.db")
	for _, name := range slices.Sorted(maps.Keys(harms)) {
		found := 0
		for n := range each {
			r := rand.New(rand.NewPCG(uint64(n), uint64(len(name))))
			write(t, path, harms[name](bytes.Clone(whole), before, r))
			got, err := answers(t, bolt.New(path))
			switch {
			case err == nil && got != want:
				t.Errorf("%s, seed %d: got other answers", name, n)
			case err != nil && !isSentinel(err):
				t.Errorf("%s, seed %d: got %v", name, n, err)
			case err != nil:
				found++
			}
		}
		if found == 0 {
			t.Errorf("%s: was never found", name)
		}
		t.Logf("%s: found %d times in %d, and otherwise out of harm's way", name, found, each)
	}
}

func isSentinel(err error) bool {
	for _, known := range []error{journal.ErrDamaged, journal.ErrForeign, journal.ErrNewer} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

func fileOf(t testing.TB, s *bolt.Store) []byte {
	t.Helper()
	b, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The last change of an assessment has no other behind it that carries its
// digest, and a spoilt first page makes bbolt go back to the change before.
func TestTheLossOfTheLastChangeIsFound(t *testing.T) {
	t.Parallel()
	s := sample(t, filepath.Join(t.TempDir(), "favour.db"), 21)
	whole := fileOf(t, s)
	at := bytes.LastIndex(whole, []byte(`"new":"20"`))
	if at < 0 {
		t.Fatal("the last answer is not in the file as it is written here")
	}
	altered := bytes.ReplaceAll(whole, []byte(`"new":"20"`), []byte(`"new":"21"`))
	tests := map[string][]byte{"altered": altered, "the first page": spoil(whole, 60), "the second page": spoil(whole, 4096+60)}
	for name, file := range tests {
		write(t, s.Path(), file)
		if got, err := answers(t, bolt.New(s.Path())); !errors.Is(err, journal.ErrDamaged) || !strings.Contains(err.Error(), "last change") {
			t.Errorf("%s: got %v, %s, want %v", name, err, got, journal.ErrDamaged)
		}
	}
}

func TestMigrationKeepsWhatThereIs(t *testing.T) {
	t.Parallel()
	for file, version := range landed(t) {
		s := copied(t, file)
		want, err := answers(t, s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Version(t.Context()); err != nil || got != version {
			t.Errorf("%s: got version %d, %v", file, got, err)
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		s = bolt.New(s.Path())
		if got, err := s.Version(t.Context()); err != nil || got != bolt.Format {
			t.Errorf("got %d, %v, want %d", got, err, bolt.Format)
		}
		if got, err := answers(t, s); err != nil || got != want {
			t.Errorf("%s: got %v,\n%s, want\n%s", file, err, got, want)
		}
	}
	if got, err := bolt.New(filepath.Join(t.TempDir(), "none")).Version(t.Context()); err != nil || got != 0 {
		t.Errorf("of no store: got %d, %v, want 0", got, err)
	}
}
