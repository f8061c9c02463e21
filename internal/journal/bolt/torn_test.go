package bolt_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

var seed = flag.Uint64("seed", 0, "the seed of a random test; nought for a new one")

// The promise: if the power fails while a change is saved, the store opens
// afterwards and has the change as a whole or not at all, and everything before
// it; and it can be worked with.
//
// It is tested by replaying bbolt's own writes. A commit lengthens the file if
// need be, writes data pages, syncs, writes one of the two meta pages, and syncs
// again. Here the file is copied before and after each of many changes; the
// pages in which the copies differ are what was written. From them are put
// together files as a failure may leave them:
//
//   - before the first sync: any of the data pages' sectors (512 bytes) there
//     and the others not, in any order; the file as long as before, as long as
//     after, or in between; the meta page untouched;
//   - between the syncs: all data pages there, and of the meta page any sectors.
//
// Two more go beyond what disks do that keep their word, so that the store may
// be refused as damaged (and salvaged); what must never happen is that other
// answers are read:
//
//   - the meta page is torn within a sector, which disks write as a whole: it
//     could as well be a meta page that went bad after its change was saved;
//   - the disk lied about the first sync: the meta page is there, and some
//     sectors of the data pages are lost. bbolt's pages do not say of which
//     commit they are, so where all of them are lost an earlier state may be
//     read, of which no change is missing before its end.
//
// What it cannot show: sectors that hold neither what was before nor what came
// after, a disk that lies for longer than one change, a file system that loses
// the file itself or its name, and an order of writes other than that above, if
// bbolt came to use one: the test takes what two copies tell, and does not see
// the writes themselves.
func TestTornAndDroppedWrites(t *testing.T) {
	t.Parallel()
	changes, states := 25, 8
	if *long {
		changes, states = 150, 40
	}
	s := *seed
	if s == 0 {
		s = uint64(time.Now().UnixNano())>>10 | 1
	}
	defer func() {
		if t.Failed() {
			t.Logf("again with -seed %d", s)
		}
	}()
	w := &wire{T: t, Rand: rand.New(rand.NewPCG(s, 0)), path: filepath.Join(t.TempDir(), "favour.db"), cut: filepath.Join(t.TempDir(), "cut.db")}
	w.start()
	for n := range changes {
		before, was := w.read(), w.a
		w.change(n)
		after := w.read()
		for n := range states {
			switch n % 4 {
			case 0:
				w.check(w.beforeFirstSync(before, after), true, was)
			case 1:
				w.check(w.betweenSyncs(before, after), true, was, w.a)
			case 2:
				w.check(w.withinASector(before, after), false, was, w.a)
			case 3:
				w.check(w.lying(before, after), false, was, w.a, w.a)
			}
		}
		w.check(before, true, was)
		w.check(after, true, w.a)
	}
	for what, n := range w.seen {
		t.Logf("%s: %d", what, n)
	}
	for _, what := range []string{"as before", "as after"} {
		if w.seen[what] == 0 {
			t.Errorf("no cut left the store %s: the test tears nothing", what)
		}
	}
}

// A wire is the way that changes take to the disk, to be cut.
type wire struct {
	*testing.T
	*rand.Rand
	path, cut string
	j         *journal.Journal
	a         assessment.Assessment
	seen      map[string]int
}

var writer = assessment.Author{Name: "A. Example", Role: "Inspector"}

func (w *wire) start() {
	w.seen = map[string]int{}
	list := &checklist.Checklist{ID: "torn", Edition: "1", Title: "Torn", Sections: []checklist.Section{{ID: "S", Title: "Section"}}}
	for i := range 20 {
		list.Sections[0].Items = append(list.Sections[0].Items, checklist.Item{
			ID: fmt.Sprintf("S-%02d", i), Title: "Item", Question: "Question?", Basis: checklist.Sourced,
			Fields: []checklist.Field{{ID: "n", Label: "Number", Kind: checklist.Count}},
		})
	}
	w.j = journal.New(bolt.New(w.path))
	var err error
	w.a, err = w.j.Start(w.Context(), journal.Plan{ID: "torn", Checklist: list, Force: checklist.Force{ID: "kent", Name: "Kent Police"}, Author: writer})
	if err != nil {
		w.Fatal(err)
	}
}

// change saves a change: most are short, and some take many pages.
func (w *wire) change(n int) {
	w.Helper()
	item := fmt.Sprintf("S-%02d", w.IntN(20))
	text := fmt.Sprintf("text %d ", n)
	switch w.IntN(6) {
	case 0:
		text = strings.Repeat(text, 1+w.IntN(200))
	case 1:
		text = strings.Repeat(text, 1+w.IntN(1000))
	}
	var err error
	w.a, err = w.j.Record(w.Context(), w.a, writer, "",
		assessment.Edit{Target: assessment.Narrative(item), New: assessment.Of(strings.TrimSpace(text))},
		assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: item, Part: "n"}, New: assessment.Of(fmt.Sprint(n))})
	if err != nil {
		w.Fatal(err)
	}
}

func (w *wire) read() []byte {
	w.Helper()
	b, err := os.ReadFile(w.path)
	if err != nil {
		w.Fatal(err)
	}
	return b
}

const (
	page   = 4096
	sector = 512
)

// beforeFirstSync is before with some sectors of the data pages of after.
func (w *wire) beforeFirstSync(before, after []byte) []byte {
	file := w.lengthened(before, after)
	chance := w.Float64()
	w.sectors(file, after, 2*page, chance)
	return file
}

// betweenSyncs is after with some of the sectors of its meta page.
func (w *wire) betweenSyncs(before, after []byte) []byte {
	file := bytes.Clone(after)
	copy(file[:2*page], before)
	w.sectors(file[:2*page], after, 0, w.Float64())
	return file
}

// withinASector is after with a first part of its meta page.
func (w *wire) withinASector(before, after []byte) []byte {
	file := bytes.Clone(after)
	for at := 0; at < 2*page; at += page {
		if !bytes.Equal(before[at:at+page], after[at:at+page]) {
			copy(file[at:at+page], before[at:])
			copy(file[at:], after[at:at+w.IntN(96)])
		}
	}
	return file
}

// lying is after without some sectors of its data pages.
func (w *wire) lying(before, after []byte) []byte {
	file := bytes.Clone(after)
	was := make([]byte, len(after)) // what the file was lengthened by is nought
	copy(was, before)
	w.sectors(file, was, 2*page, w.Float64()*w.Float64())
	return file
}

// lengthened is before, as long as it may be while after is written.
func (w *wire) lengthened(before, after []byte) []byte {
	if len(after) < len(before) {
		w.Fatal("the store became shorter")
	}
	length := len(before)
	switch more := len(after) - len(before); w.IntN(3) {
	case 0:
		length += more
	case 1:
		length += w.IntN(more + 1)
	}
	file := make([]byte, length)
	copy(file, before)
	return file
}

// sectors puts sectors of from into file, from the offset start on, each with
// that chance.
func (w *wire) sectors(file, from []byte, start int, chance float64) {
	for at := start; at < min(len(file), len(from)); at += sector {
		if w.Float64() < chance {
			copy(file[at:min(at+sector, len(file))], from[at:])
		}
	}
}

// check opens file, which must be one of wants; or, if it need not be sound, be
// refused as damaged, or as no store of favour's.
func (w *wire) check(file []byte, sound bool, wants ...assessment.Assessment) {
	w.Helper()
	if err := os.WriteFile(w.cut, file, 0o600); err != nil {
		w.Fatal(err)
	}
	j := journal.New(bolt.New(w.cut))
	a, err := j.Open(w.Context(), "torn")
	if err != nil {
		if sound || !errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrForeign) {
			w.Fatalf("the store does not open: %v", err)
		}
		w.seen["refused"]++
		return
	}
	last := wants[len(wants)-1].Head()
	if n := a.Head().Sequence; !sound && len(wants) > 2 && n <= w.a.Head().Sequence && w.a.Changes()[n-1].Digest() == a.Head().SHA256 {
		wants = append(wants, a)
	}
	for _, want := range wants {
		if a.Head() != want.Head() {
			continue
		}
		w.seen[map[bool]string{true: "as after", false: "as before"}[len(wants) > 1 && a.Head() == last]]++
		if _, err := j.Record(w.Context(), a, writer, "", assessment.Edit{Target: assessment.Narrative("S-01"), New: assessment.Of("goes on")}); err != nil {
			w.Fatalf("the store cannot be worked with: %v", err)
		}
		again, err := journal.New(bolt.New(w.cut)).Open(w.Context(), "torn")
		if err != nil || again.Head().Sequence != a.Head().Sequence+1 {
			w.Fatalf("and afterwards it does not open: %v", err)
		}
		return
	}
	w.Fatalf("the store ends with %v", a.Head())
}
