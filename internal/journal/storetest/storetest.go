// Package storetest says what a store must do, as tests.
//
// It is the contract of [journal.Store] in executable form, and nothing else:
// what a particular store does with damaged files or full disks is tested
// beside that store. A new rule goes into rules below and is thereby asked of
// every store at once. A rule that one store cannot keep is not a rule: change
// the contract in package journal instead of adding an exception here.
//
// Start with [Run].
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"favour/internal/journal"
)

// Run asks every rule of the stores that open makes. Open is called once for
// each rule, and returns a function that gives handles on one new and empty
// store: what is written through one handle is there for all of them.
func Run(t *testing.T, open func(t *testing.T) func() journal.Store) {
	t.Helper()
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			r.check(t, open(t))
		})
	}
}

var rules = []struct {
	name  string // a sentence: it is what a failure prints
	check func(*testing.T, func() journal.Store)
}{
	{"what is appended can be read, byte for byte", appendThenRead},
	{"records come in order, and only those after the number asked for", after},
	{"several records are written all or none", severalAtOnce},
	{"appending no records writes nothing and starts nothing", nothing},
	{"an assessment that was never started is not found", notFound},
	{"a store in which nothing was started has no heads", noHeads},
	{"heads are alphabetical and number the last record", heads},
	{"assessments do not mix", apart},
	{"the later of two writers gets ErrConflict and writes nothing", lostUpdate},
	{"a head that is not there yet conflicts", futureHead},
	{"an assessment cannot be started twice", startTwice},
	{"a second handle sees what the first one appended", twoHandles},
	{"appenders at once neither lose nor double a record", appendersAtOnce},
	{"a cancelled context stops every method", cancelled},
	{"a record may be 1 MiB", large},
	{"an assessment may have ten thousand records", many},
	{"what is yielded belongs to the caller", callersOwn},
	{"what was handed to Append still belongs to the caller", appendCopies},
	{"the store is free while records are read, and after reading stops early", notHeld},
	{"an iteration can be ranged over twice", twice},
}

func appendThenRead(t *testing.T, open func() journal.Store) {
	want := [][]byte{
		[]byte(`{"v":1}`), {}, {0}, []byte("\xff\xfe not text \x00"), []byte("line\nline\r\n"), []byte("Ærø £25"),
	}
	s := open()
	put(t, s, "kent-2012", 0, want...)
	same(t, read(t, s, "kent-2012", 0), want)
}

func after(t *testing.T, open func() journal.Store) {
	s := open()
	want := numbered(300) // past one byte, where text or little-endian keys would go astray
	put(t, s, "kent-2012", 0, want...)
	for _, n := range []int{0, 1, 9, 10, 99, 255, 256, 299, 300, 301} {
		same(t, read(t, s, "kent-2012", uint64(n)), want[min(n, len(want)):])
	}
}

func severalAtOnce(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0, []byte("1"))
	put(t, s, "kent-2012", 1, []byte("2"), []byte("3"), []byte("4"))
	err := s.Append(t.Context(), "kent-2012", 2, []byte("x"), []byte("y"), []byte("z"))
	wantError(t, err, journal.ErrConflict)
	same(t, read(t, s, "kent-2012", 0), numbered(4))
	put(t, s, "kent-2012", 4, []byte("5"))
	same(t, read(t, s, "kent-2012", 0), numbered(5))
}

func nothing(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0)
	wantError(t, readError(s, "kent-2012"), journal.ErrNotFound)
	put(t, s, "kent-2012", 0, []byte("1"))
	put(t, s, "kent-2012", 1)
	wantError(t, s.Append(t.Context(), "kent-2012", 0), journal.ErrConflict)
	same(t, read(t, s, "kent-2012", 0), numbered(1))
}

func notFound(t *testing.T, open func() journal.Store) {
	s := open()
	wantError(t, readError(s, "kent-2012"), journal.ErrNotFound)
	put(t, s, "kent-2012", 0, []byte("1"))
	for _, id := range []string{"kent-2013", "kent-201", "kent-20122", "Kent-2012"} {
		wantError(t, readError(s, id), journal.ErrNotFound)
	}
}

func noHeads(t *testing.T, open func() journal.Store) {
	if got := headsOf(t, open()); len(got) != 0 {
		t.Errorf("heads of an empty store: got %v, want none", got)
	}
}

func heads(t *testing.T, open func() journal.Store) {
	s := open()
	want := []journal.Head{{ID: "avon", Sequence: 3}, {ID: "kent", Sequence: 1}, {ID: "kent-2", Sequence: 2}, {ID: "surrey", Sequence: 10}}
	for _, i := range []int{3, 1, 0, 2} {
		put(t, s, want[i].ID, 0, numbered(int(want[i].Sequence))...)
	}
	if got := headsOf(t, s); !slices.Equal(got, want) {
		t.Errorf("heads: got %v, want %v", got, want)
	}
	for head, err := range s.Heads(t.Context()) {
		if err != nil || head != want[0] {
			t.Errorf("first head: got %v, %v, want %v", head, err, want[0])
		}
		break
	}
}

func apart(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent", 0, []byte("k1"))
	put(t, s, "kent-2", 0, []byte("other 1"))
	put(t, s, "kent", 1, []byte("k2"))
	put(t, s, "kent-2", 1, []byte("other 2"), []byte("other 3"))
	same(t, read(t, s, "kent", 0), [][]byte{[]byte("k1"), []byte("k2")})
	same(t, read(t, s, "kent-2", 1), [][]byte{[]byte("other 2"), []byte("other 3")})
}

func lostUpdate(t *testing.T, open func() journal.Store) {
	one, other := open(), open()
	put(t, one, "kent-2012", 0, []byte("1"))
	put(t, one, "kent-2012", 1, []byte("2"))
	wantError(t, other.Append(t.Context(), "kent-2012", 1, []byte("mine")), journal.ErrConflict)
	same(t, read(t, one, "kent-2012", 0), numbered(2))
	put(t, other, "kent-2012", 2, []byte("3"))
	same(t, read(t, one, "kent-2012", 0), numbered(3))
}

func futureHead(t *testing.T, open func() journal.Store) {
	s := open()
	wantError(t, s.Append(t.Context(), "kent-2012", 7, []byte("8")), journal.ErrConflict)
	wantError(t, readError(s, "kent-2012"), journal.ErrNotFound)
	put(t, s, "kent-2012", 0, []byte("1"))
	wantError(t, s.Append(t.Context(), "kent-2012", 2, []byte("3")), journal.ErrConflict)
	same(t, read(t, s, "kent-2012", 0), numbered(1))
}

func startTwice(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0, []byte("1"))
	wantError(t, s.Append(t.Context(), "kent-2012", 0, []byte("again")), journal.ErrConflict)
	same(t, read(t, s, "kent-2012", 0), numbered(1))
}

func twoHandles(t *testing.T, open func() journal.Store) {
	one, other := open(), open()
	for n := range 10 {
		put(t, one, "kent-2012", uint64(n), numbered(n + 1)[n])
		same(t, read(t, other, "kent-2012", 0), numbered(n+1))
		one, other = other, one
	}
	if got, want := headsOf(t, open()), []journal.Head{{ID: "kent-2012", Sequence: 10}}; !slices.Equal(got, want) {
		t.Errorf("heads from a third handle: got %v, want %v", got, want)
	}
}

func appendersAtOnce(t *testing.T, open func() journal.Store) {
	const writers, each = 4, 25
	var all sync.WaitGroup
	for w := range writers {
		s := open()
		all.Go(func() {
			for n := range each {
				if err := AppendAnyway(t.Context(), s, "kent-2012", fmt.Appendf(nil, "%d/%d", w, n)); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	all.Wait()
	Check(t, read(t, open(), "kent-2012", 0), writers, each)
}

// AppendAnyway appends a record behind whatever others have appended, however
// often they are faster.
func AppendAnyway(ctx context.Context, s journal.Store, id string, record []byte) error {
	for {
		var head uint64
		for h, err := range s.Heads(ctx) {
			if err != nil {
				return err
			}
			if h.ID == id {
				head = h.Sequence
			}
		}
		if err := s.Append(ctx, id, head, record); !errors.Is(err, journal.ErrConflict) {
			return err
		}
	}
}

// Check reports records of the form writer/number that are missing, double or
// out of order among those of that many writers that wrote that many each.
func Check(t *testing.T, records [][]byte, writers, each int) {
	t.Helper()
	next := make([]int, writers)
	for _, r := range records {
		var w, n int
		if _, err := fmt.Sscanf(string(r), "%d/%d", &w, &n); err != nil || w < 0 || w >= writers {
			t.Fatalf("got the record %q, which nobody wrote", r)
		}
		if n != next[w] {
			t.Fatalf("writer %d: got record %d, want %d", w, n, next[w])
		}
		next[w]++
	}
	for w, n := range next {
		if n != each {
			t.Errorf("writer %d: got %d records, want %d", w, n, each)
		}
	}
}

func cancelled(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0, numbered(3)...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := 0
	var last error
	for _, err := range s.Records(ctx, "kent-2012", 0) {
		seen, last = seen+1, err
		cancel()
	}
	wantError(t, last, context.Canceled)
	if seen != 2 {
		t.Errorf("cancelled at the first record: got %d more, want only the error", seen-1)
	}
	wantError(t, s.Append(ctx, "kent-2012", 3, []byte("4")), context.Canceled)
	for _, err := range s.Heads(ctx) {
		last = err
	}
	wantError(t, last, context.Canceled)
	same(t, read(t, s, "kent-2012", 0), numbered(3))
}

func large(t *testing.T, open func() journal.Store) {
	s := open()
	want := [][]byte{[]byte("small"), bytes.Repeat([]byte("0123456789abcdef"), 1<<16), []byte("small again")}
	for n, r := range want {
		put(t, s, "kent-2012", uint64(n), r)
	}
	same(t, read(t, s, "kent-2012", 0), want)
}

func many(t *testing.T, open func() journal.Store) {
	s := open()
	want := make([][]byte, 10_000)
	for n := range want {
		want[n] = fmt.Appendf(nil, "%d %s", n, strings.Repeat("x", n%400))
	}
	put(t, s, "kent-2012", 0, want[:6_000]...)
	put(t, s, "kent-2012", 6_000, want[6_000:]...)
	same(t, read(t, s, "kent-2012", 0), want)
	if got, want := headsOf(t, s), []journal.Head{{ID: "kent-2012", Sequence: 10_000}}; !slices.Equal(got, want) {
		t.Errorf("heads: got %v, want %v", got, want)
	}
}

func callersOwn(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0, numbered(3)...)
	for r, err := range s.Records(t.Context(), "kent-2012", 0) {
		if err != nil {
			t.Fatal(err)
		}
		clear(r)
		_ = append(r, "trampled"...)
	}
	same(t, read(t, s, "kent-2012", 0), numbered(3))
}

func appendCopies(t *testing.T, open func() journal.Store) {
	s := open()
	mine := numbered(3)
	put(t, s, "kent-2012", 0, mine...)
	for _, r := range mine {
		clear(r)
	}
	same(t, read(t, s, "kent-2012", 0), numbered(3))
}

func notHeld(t *testing.T, open func() journal.Store) {
	s, other := open(), open()
	put(t, s, "kent-2012", 0, numbered(3)...)
	for _, err := range s.Records(t.Context(), "kent-2012", 0) {
		if err != nil {
			t.Fatal(err)
		}
		put(t, other, "kent-2012", 3, []byte("4"))
		break
	}
	for _, err := range s.Heads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		put(t, s, "kent-2012", 4, []byte("5"))
		break
	}
	same(t, read(t, s, "kent-2012", 0), numbered(5))
}

func twice(t *testing.T, open func() journal.Store) {
	s := open()
	put(t, s, "kent-2012", 0, []byte("1"))
	records := s.Records(t.Context(), "kent-2012", 0)
	same(t, collect(t, records), numbered(1))
	put(t, s, "kent-2012", 1, []byte("2"))
	same(t, collect(t, records), numbered(2))
}

// Numbered are the records 1 to n.
func numbered(n int) [][]byte {
	records := make([][]byte, n)
	for i := range records {
		records[i] = fmt.Append(nil, i+1)
	}
	return records
}

func put(t *testing.T, s journal.Store, id string, head uint64, records ...[]byte) {
	t.Helper()
	if err := s.Append(t.Context(), id, head, records...); err != nil {
		t.Fatalf("append to %s after %d: %v", id, head, err)
	}
}

func read(t *testing.T, s journal.Store, id string, after uint64) [][]byte {
	t.Helper()
	return collect(t, s.Records(t.Context(), id, after))
}

func collect(t *testing.T, records iter.Seq2[[]byte, error]) [][]byte {
	t.Helper()
	var all [][]byte
	for r, err := range records {
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		all = append(all, r)
	}
	return all
}

// ReadError is the error with which reading the assessment ends.
func readError(s journal.Store, id string) error {
	for _, err := range s.Records(context.Background(), id, 0) {
		if err != nil {
			return err
		}
	}
	return nil
}

func headsOf(t *testing.T, s journal.Store) []journal.Head {
	t.Helper()
	var all []journal.Head
	for h, err := range s.Heads(t.Context()) {
		if err != nil {
			t.Fatalf("heads: %v", err)
		}
		all = append(all, h)
	}
	return all
}

func same(t *testing.T, got, want [][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d records, want %d", len(got), len(want))
	}
	for i := range want {
		if !bytes.Equal(got[i], want[i]) {
			t.Fatalf("record %d of those read: got %.40q, want %.40q", i+1, got[i], want[i])
		}
	}
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("got the error %v, want %v", got, want)
	}
}
