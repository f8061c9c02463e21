package bolt_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

func salvage(t testing.TB, path string) ([]journal.Salvaged, journal.Loose) {
	t.Helper()
	w, err := bolt.ReadWreck(path)
	if err != nil {
		t.Fatal(err)
	}
	return journal.Salvage(w)
}

func allRecords(t testing.TB, s journal.Store) map[string][][]byte {
	t.Helper()
	all := map[string][][]byte{}
	for h, err := range s.Heads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range s.Records(t.Context(), h.ID, 0) {
			if err != nil {
				t.Fatal(err)
			}
			all[h.ID] = append(all[h.ID], r)
		}
	}
	return all
}

func TestASoundStoreIsSalvagedInFull(t *testing.T) {
	t.Parallel()
	for file, version := range landed(t) {
		s := copied(t, file)
		want := allRecords(t, s)
		got, loose := salvage(t, s.Path())
		if loose != (journal.Loose{}) || len(got) != len(want) {
			t.Errorf("%s: got %d assessments, and loose %+v, want %d and none", file, len(got), loose, len(want))
		}
		for _, x := range got {
			if !slices.EqualFunc(x.Records, want[x.ID], bytes.Equal) || x.Of != uint64(len(want[x.ID])) {
				t.Errorf("%s: %s: got %d records of %d, want %d", file, x.ID, len(x.Records), x.Of, len(want[x.ID]))
			}
			if x.Unproven != (version < 2) { // which had no marks
				t.Errorf("%s: %s: got unproven %v", file, x.ID, x.Unproven)
			}
		}
	}
}

// Whatever is done to a store, what comes out of it are changes that were put in,
// from the first one on, and nothing that could have been saved is left out
// unsaid. A change may be another one only where that is said.
func TestWhatIsSalvagedIsWhatWasWritten(t *testing.T) {
	t.Parallel()
	each := 25
	switch {
	case *long:
		each = 3000
	case testing.Short():
		each = 10
	}
	dir := t.TempDir()
	s := sample(t, filepath.Join(dir, "favour.db"), 60)
	before, want := fileOf(t, s), allRecords(t, s)
	path := filepath.Join(dir, "damaged.db")
	for _, name := range slices.Sorted(maps.Keys(harms)) {
		in, out, unproven := 0, 0, 0
		for n := range each {
			r := rand.New(rand.NewPCG(uint64(n), uint64(len(name))))
			write(t, path, harms[name](bytes.Clone(before), before, r))
			_, err := answers(t, bolt.New(path))
			got, _ := salvage(t, path)
			for id, records := range want {
				i := slices.IndexFunc(got, func(x journal.Salvaged) bool { return x.ID == id })
				in += len(records)
				if i < 0 {
					if err == nil {
						t.Errorf("%s, seed %d: %s opens, and was not salvaged", name, n, id)
					}
					continue
				}
				x := got[i]
				out += len(x.Records)
				sure := len(x.Records)
				if x.Unproven {
					sure--
					unproven++
				}
				switch {
				case sure > len(records) || !slices.EqualFunc(x.Records[:sure], records[:sure], bytes.Equal):
					t.Errorf("%s, seed %d: %s: got other records", name, n, id)
				case err == nil && len(x.Records) < len(records):
					t.Errorf("%s, seed %d: %s opens, and %d of %d were salvaged", name, n, id, len(x.Records), len(records))
				}
			}
		}
		t.Logf("%s: %d of %d changes salvaged, with %d unproven ends", name, out, in, unproven)
	}
}

func TestAnAlteredEndIsLeftOut(t *testing.T) {
	t.Parallel()
	s := sample(t, filepath.Join(t.TempDir(), "favour.db"), 21)
	want := len(allRecords(t, s)["kent-2012"])
	write(t, s.Path(), bytes.ReplaceAll(fileOf(t, s), []byte(`"new":"20"`), []byte(`"new":"21"`)))
	got, _ := salvage(t, s.Path())
	if len(got) != 3 || got[0].ID != "kent-2012" || len(got[0].Records) != want-1 || got[0].Of != uint64(want) || got[0].Unproven {
		t.Fatalf("got %d of %d, unproven %v, want %d of %d", len(got[0].Records), got[0].Of, got[0].Unproven, want-1, want)
	}
	if got[0].Last.Sequence != uint64(want-1) || got[0].Last.Author != ann {
		t.Errorf("the last one: got %d by %s, want %d by %s", got[0].Last.Sequence, got[0].Last.Author, want-1, ann)
	}
}

// A change that was lost takes those behind it along, and they are counted.
func TestWhatJoinsOnToNothingIsCounted(t *testing.T) {
	t.Parallel()
	s := sample(t, filepath.Join(t.TempDir(), "favour.db"), 21)
	want := len(allRecords(t, s)["kent-2012"])
	write(t, s.Path(), bytes.ReplaceAll(fileOf(t, s), []byte(`"new":"8"`), []byte(`"new":"9"`)))
	got, loose := salvage(t, s.Path())
	x := got[0]
	if len(got) != 3 || x.Of != uint64(want) || len(x.Records) >= want {
		t.Fatalf("got %d of %d, want fewer than %d", len(x.Records), x.Of, want)
	}
	if lost := want - len(x.Records); loose.Changes < lost-1 || loose.Last != uint64(want) {
		t.Errorf("got %+v, want %d or so up to %d", loose, lost-1, want)
	}
}

// Records within records without end are no reason to read for ever.
func TestReadingAWreckEnds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "favour.db")
	write(t, path, bytes.Repeat([]byte(`{"v":1,"x":`), 200_000))
	if got, loose := salvage(t, path); len(got) != 0 || loose.Changes != 0 {
		t.Errorf("got %v, %v, want nothing", got, loose)
	}
}

func FuzzWreck(f *testing.F) {
	s := sample(f, filepath.Join(f.TempDir(), "favour.db"), 4)
	whole := fileOf(f, s)
	f.Add(uint32(0), whole[:100])
	f.Add(uint32(8192), []byte{0xff})
	f.Add(uint32(9000), []byte(`{"v":1,"sequence":3}`))
	path := filepath.Join(f.TempDir(), "wreck.db")
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		file := bytes.Clone(whole)
		copy(file[int(at)%len(file):], patch)
		write(t, path, file)
		salvage(t, path)
	})
}

// A salvaged store is a store.
func TestWhatIsSalvagedCanBeGoneOnWith(t *testing.T) {
	t.Parallel()
	s := sample(t, filepath.Join(t.TempDir(), "favour.db"), 8)
	got, _ := salvage(t, s.Path())
	fresh := bolt.New(filepath.Join(t.TempDir(), "favour.db"))
	for _, x := range got {
		if err := fresh.Append(t.Context(), x.ID, 0, x.Records...); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := answers(t, s)
	if text, err := answers(t, fresh); err != nil || text != want {
		t.Fatalf("got %v, %s, want %s", err, text, want)
	}
	j := journal.New(fresh)
	j.Now = func() time.Time { return time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC) }
	a, err := j.Open(t.Context(), "surrey-2012")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Record(t.Context(), a, ann, "", assessment.Edit{Target: assessment.Narrative("BUS-02"), New: assessment.Of("On.")}); err != nil {
		t.Error(err)
	}
}
