package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/mem"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ann = assessment.Author{Name: "A. Example", Role: "Inspector"}
	bob = assessment.Author{Name: "B. Sample"}
)

func list() *checklist.Checklist {
	l := &checklist.Checklist{ID: "test", Edition: "1", Title: "Test", Sections: []checklist.Section{{ID: "BUS", Title: "Second jobs"}}}
	for n := range 4 {
		l.Sections[0].Items = append(l.Sections[0].Items, checklist.Item{
			ID: fmt.Sprintf("BUS-%02d", n+1), Fields: []checklist.Field{{ID: "received", Label: "Received", Kind: checklist.Count}},
		})
	}
	return l
}

func received(item int) assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: fmt.Sprintf("BUS-%02d", item), Part: "received"}
}

func answer(item int, text string) assessment.Edit {
	return assessment.Edit{Target: received(item), New: assessment.Of(text)}
}

// tester is what both *testing.T and *rapid.T are.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// open returns the journal of s, with a clock that moves on by a minute for
// each change.
func open(s journal.Store) *journal.Journal {
	j := journal.New(s)
	now := time.Date(2012, 7, 2, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	j.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
	return j
}

func plan() journal.Plan {
	return journal.Plan{
		Checklist: list(), Force: checklist.Force{ID: "kent", Name: "Kent Police"}, Author: ann,
		Details: []assessment.Edit{{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")}},
	}
}

func begin(t tester, j *journal.Journal) assessment.Assessment {
	t.Helper()
	a, err := j.Start(context.Background(), plan())
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	return a
}

func record(t tester, j *journal.Journal, a assessment.Assessment, who assessment.Author, edits ...assessment.Edit) assessment.Assessment {
	t.Helper()
	a, err := j.Record(context.Background(), a, who, "", edits...)
	if err != nil {
		t.Fatalf("record: %v", err)
	}
	return a
}

func reopen(t tester, j *journal.Journal, id string) assessment.Assessment {
	t.Helper()
	a, err := j.Open(context.Background(), id)
	if err != nil {
		t.Fatalf("open %s: %v", id, err)
	}
	return a
}

// standing is what is known of every item, such as "3 - - 0".
func standing(a assessment.Assessment) string {
	var all []string
	for item := 1; item <= 4; item++ {
		text := a.At(received(item)).Given
		if text == "" {
			text = "-"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func wantStanding(t *testing.T, a assessment.Assessment, want string) {
	t.Helper()
	if got := standing(a); got != want {
		t.Errorf("answers: got %s, want %s", got, want)
	}
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got the error %v, want %v", got, want)
	}
}

func TestStartMakesUpIDs(t *testing.T) {
	j := open(mem.New())
	typedIn := plan()
	typedIn.Force = checklist.Force{Name: "City of  Ærø (Airport) Police"}
	noName := plan()
	noName.Force, noName.Details = checklist.Force{Name: "…"}, nil
	named := plan()
	named.ID = "my-own"
	for _, test := range []struct {
		plan journal.Plan
		want string
	}{
		{plan(), "kent-2012"},
		{plan(), "kent-2012-2"},
		{plan(), "kent-2012-3"},
		{typedIn, "city-of-r-airport-police-2012"},
		{noName, "force"},
		{noName, "force-2"},
		{named, "my-own"},
	} {
		a, err := j.Start(t.Context(), test.plan)
		if err != nil || a.ID() != test.want {
			t.Errorf("got %q, %v, want %q", a.ID(), err, test.want)
		}
		if got := reopen(t, j, a.ID()); got.Head() != a.Head() {
			t.Errorf("%s: got the head %v, want %v", a.ID(), got.Head(), a.Head())
		}
	}
	_, err := j.Start(t.Context(), named)
	wantError(t, err, journal.ErrConflict)
	for _, id := range []string{"Kent", "a/b", "..", "-a", "a b", strings.Repeat("a", 65)} {
		named.ID = id
		_, err := j.Start(t.Context(), named)
		wantError(t, err, journal.ErrBadID)
	}
	var ids []string
	for l, err := range j.List(t.Context()) {
		if err != nil {
			t.Errorf("%s: %v", l.ID, err)
		}
		ids = append(ids, l.ID)
	}
	if want := []string{"city-of-r-airport-police-2012", "force", "force-2", "kent-2012", "kent-2012-2", "kent-2012-3", "my-own"}; !slices.Equal(ids, want) {
		t.Errorf("list: got %q, want %q", ids, want)
	}
}

func TestUndoAndRedoSurviveQuitting(t *testing.T) {
	s := mem.New()
	a := begin(t, open(s))
	a = record(t, open(s), a, ann, answer(1, "84"), answer(2, "0"))
	record(t, open(s), a, ann, answer(1, "85"))
	for _, step := range []struct {
		redo bool
		want string
	}{
		{false, "84 0 - -"},
		{false, "- - - -"},
		{true, "84 0 - -"},
		{true, "85 0 - -"},
		{false, "84 0 - -"},
	} {
		j := open(s)
		do := j.Undo
		if step.redo {
			do = j.Redo
		}
		got, c, err := do(t.Context(), reopen(t, j, "kent-2012"), bob)
		if err != nil {
			t.Fatal(err)
		}
		wantStanding(t, got, step.want)
		wantStanding(t, reopen(t, open(s), "kent-2012"), step.want)
		if c.Digest() != got.Head().SHA256 || c.Author != bob || (c.Redoes != 0) != step.redo || (c.Undoes != 0) == step.redo {
			t.Errorf("got the change %+v, want the one that was stored", c)
		}
	}
	// A new answer ends what could be made again; the start is never undone.
	j := open(s)
	a = record(t, j, reopen(t, j, "kent-2012"), ann, answer(3, "7"))
	_, _, err := j.Redo(t.Context(), a, ann)
	wantError(t, err, journal.ErrNothing)
	for range 2 {
		if a, _, err = j.Undo(t.Context(), a, ann); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err = j.Undo(t.Context(), a, ann)
	wantError(t, err, journal.ErrNothing)
	wantStanding(t, a, "- - - -")
}

func TestWhoEntersAnAnswerIsRecorded(t *testing.T) {
	j := open(mem.New())
	a, err := j.RecordFor(t.Context(), begin(t, j), bob, ann, "on paper", answer(1, "84"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := j.Open(t.Context(), a.ID())
	if err != nil {
		t.Fatal(err)
	}
	c := again.Changes()[a.Head().Sequence-1]
	if c.Author != bob || c.EnteredBy != ann || c.Reason != "on paper" || c.Who() != bob.String()+", entered by "+ann.String() {
		t.Errorf("got %s (%+v)", c.Who(), c)
	}
}

func TestRecordSavesOnlyWhatChangesSomething(t *testing.T) {
	j := open(mem.New())
	a := record(t, j, begin(t, j), ann, answer(1, "84"))
	same := record(t, j, a, bob, answer(1, "84"))
	if same.Head() != a.Head() {
		t.Errorf("got the head %v, want %v as before", same.Head(), a.Head())
	}
	a = record(t, j, a, bob, answer(1, "84"), answer(2, "1"))
	if got := a.Changes()[a.Head().Sequence-1].Edits; len(got) != 1 {
		t.Errorf("got the edits %v, want only the one", got)
	}
}

func TestWhatCannotBeAnsweredIsNotSaved(t *testing.T) {
	j := open(mem.New())
	a := begin(t, j)
	if _, err := j.Record(t.Context(), a, ann, "", answer(1, "many")); err == nil {
		t.Error("got no error, want one")
	}
	if got := reopen(t, j, a.ID()); got.Head() != a.Head() {
		t.Errorf("got the head %v, want %v as before", got.Head(), a.Head())
	}
}

func TestAnswersToDifferentItemsDoNotClash(t *testing.T) {
	s := mem.New()
	ours, theirs := open(s), open(s)
	a := begin(t, ours)
	b := reopen(t, theirs, a.ID())
	for n := range 3 {
		b = record(t, theirs, b, bob, answer(1, fmt.Sprint(n)))
	}
	a = record(t, ours, a, ann, answer(2, "84"))
	wantStanding(t, a, "2 84 - -")
	wantStanding(t, reopen(t, theirs, a.ID()), "2 84 - -")
	b, news, err := theirs.Refresh(t.Context(), b)
	if err != nil || len(news) != 1 || news[0].Author != ann || b.Head() != a.Head() {
		t.Errorf("got %v, %v, want the one change by %s", news, err, ann)
	}
}

func TestNewsOfSeveralChangesIsOfEach(t *testing.T) {
	s := mem.New()
	ours, theirs := open(s), open(s)
	a := begin(t, ours)
	b := reopen(t, theirs, a.ID())
	for n := range 3 {
		b = record(t, theirs, b, bob, answer(1, fmt.Sprint(n)))
	}
	_, news, err := ours.Refresh(t.Context(), a)
	if want := b.After(a.Count()); err != nil || len(news) != 3 || !reflect.DeepEqual(news, want) {
		t.Errorf("got %v, %v, want %v", news, err, want)
	}
}

func TestAnswersToTheSameFieldClash(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	record(t, open(s), a, bob, answer(1, "83"), answer(3, "1"))
	got, err := j.Record(t.Context(), a, ann, "", answer(2, "5"), answer(1, "84"))
	var clash *journal.ClashError
	if !errors.As(err, &clash) {
		t.Fatalf("got the error %v, want a clash", err)
	}
	want := journal.ClashError{
		Target: received(1), Theirs: assessment.Of("83"), By: bob, Mine: assessment.Of("84"), When: got.Changed(),
	}
	if *clash != want {
		t.Errorf("got %+v, want %+v", *clash, want)
	}
	wantStanding(t, got, "83 - 1 -") // theirs, and nothing of ours
	wantStanding(t, reopen(t, j, a.ID()), "83 - 1 -")
	// Whoever has seen it may insist.
	wantStanding(t, record(t, j, got, ann, answer(2, "5"), answer(1, "84")), "84 5 1 -")
}

// What two people add at once gets two numbers.
func TestWhatIsAddedAtOnceIsAllThere(t *testing.T) {
	s := mem.New()
	a := begin(t, open(s))
	evidence := func(title string) func(assessment.Assessment) []assessment.Edit {
		return func(a assessment.Assessment) []assessment.Edit {
			return a.EvidenceEdits(assessment.Evidence{Title: title, Items: []string{"BUS-01"}})
		}
	}
	var x assessment.Assessment
	for n, title := range []string{"The register", "The policy", "The minutes"} {
		var err error
		if x, err = open(s).Add(t.Context(), a, ann, evidence(title)); err != nil {
			t.Fatal(err)
		}
		if all := x.Evidence(); len(all) != n+1 || all[n].Title != title || all[n].ID != fmt.Sprintf("E%d", n+1) {
			t.Fatalf("after %s there is %+v", title, all)
		}
	}
}

func TestTheSameAnswerTwiceIsNoClash(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	b := record(t, open(s), a, bob, answer(1, "83"))
	a, err := j.Record(t.Context(), a, ann, "", answer(1, "83"))
	if err != nil || a.Head() != b.Head() {
		t.Errorf("got the head %v, %v, want %v", a.Head(), err, b.Head())
	}
	// Nor is one that was taken back meanwhile.
	b = record(t, open(s), b, bob, answer(2, "1"))
	record(t, open(s), b, bob, assessment.Edit{Target: received(2)})
	wantStanding(t, record(t, j, a, ann, answer(2, "2")), "83 2 - -")
}

func TestUndoDoesNotTakeBackWhatWasNotSeen(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := record(t, j, begin(t, j), ann, answer(1, "84"))
	record(t, open(s), a, bob, answer(2, "5"))
	got, _, err := j.Undo(t.Context(), a, ann)
	wantError(t, err, journal.ErrConflict)
	wantStanding(t, got, "84 5 - -")
	wantStanding(t, reopen(t, j, a.ID()), "84 5 - -")
	got, c, err := j.Undo(t.Context(), got, ann)
	if err != nil || c.Undoes != 3 {
		t.Errorf("got %v of change %d, want change 3 undone", err, c.Undoes)
	}
	wantStanding(t, got, "84 - - -")
}

func TestAStoreThatWentBackIsNoticed(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	older := keepOnly(t, s, func(all [][]byte) [][]byte { return all })
	a = record(t, j, a, ann, answer(1, "84"))
	j.Store = older // as if a backup had been put in its place
	_, err := j.Record(t.Context(), a, ann, "", answer(2, "1"))
	wantError(t, err, journal.ErrConflict)
}

// keepOnly returns a store with what change makes of the records in s.
func keepOnly(t *testing.T, s *mem.Store, change func([][]byte) [][]byte) *mem.Store {
	t.Helper()
	var all [][]byte
	for r, err := range s.Records(t.Context(), "kent-2012", 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	other := mem.New()
	if err := other.Append(t.Context(), "kent-2012", 0, change(all)...); err != nil {
		t.Fatal(err)
	}
	return other
}

func TestTamperingIsFound(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	for n := range 4 {
		a = record(t, j, a, ann, answer(n+1, "84"))
	}
	tests := map[string]func([][]byte) [][]byte{
		"a record gone":         func(all [][]byte) [][]byte { return slices.Delete(all, 2, 3) },
		"the first record gone": func(all [][]byte) [][]byte { return all[1:] },
		"two records swapped":   func(all [][]byte) [][]byte { all[2], all[3] = all[3], all[2]; return all },
		"a record twice":        func(all [][]byte) [][]byte { return slices.Insert(all, 2, all[2]) },
		"a record cut short":    func(all [][]byte) [][]byte { all[2] = all[2][:len(all[2])-1]; return all },
		"an empty record":       func(all [][]byte) [][]byte { all[2] = nil; return all },
		"another answer":        func(all [][]byte) [][]byte { all[2] = bytes.Replace(all[2], []byte("84"), []byte("48"), 1); return all },
		"another author": func(all [][]byte) [][]byte {
			all[1] = bytes.Replace(all[1], []byte("A. Ex"), []byte("B. Ex"), 1)
			return all
		},
		"another question": func(all [][]byte) [][]byte {
			all[0] = bytes.Replace(all[0], []byte("Second"), []byte("Third!"), 1)
			return all
		},
		"white space put in":     func(all [][]byte) [][]byte { all[2] = append(all[2], ' '); return all },
		"something put behind":   func(all [][]byte) [][]byte { return append(all, []byte("{}")) },
		"a change from nowhere":  func(all [][]byte) [][]byte { return append(all, all[1]) },
		"nothing of what it was": func([][]byte) [][]byte { return [][]byte{[]byte("To whom it may concern")} },
	}
	for name, change := range tests {
		_, err := open(keepOnly(t, s, change)).Open(t.Context(), a.ID())
		if !errors.Is(err, journal.ErrDamaged) {
			t.Errorf("%s: got %v, want %v", name, err, journal.ErrDamaged)
		}
	}
	// Any bit of any record but the last one, which nothing follows yet.
	for n := range 4 {
		for at := range keepSize(t, s, n) {
			other := keepOnly(t, s, func(all [][]byte) [][]byte { all[n][at] ^= 1 << (at % 7); return all })
			if _, err := open(other).Open(t.Context(), a.ID()); !errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrNewer) {
				t.Fatalf("byte %d of record %d: got %v, want %v", at, n+1, err, journal.ErrDamaged)
			}
		}
	}
}

func keepSize(t *testing.T, s *mem.Store, n int) (size int) {
	t.Helper()
	keepOnly(t, s, func(all [][]byte) [][]byte { size = len(all[n]); return all })
	return size
}

func TestANewerRecordIsRefusedAsSuch(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	if err := s.Append(t.Context(), a.ID(), 1, fmt.Appendf(nil, `{"v":%d,"mood":"hopeful"}`, assessment.RecordVersion+1)); err != nil {
		t.Fatal(err)
	}
	_, err := j.Open(t.Context(), a.ID())
	wantError(t, err, journal.ErrNewer)
	if errors.Is(err, journal.ErrDamaged) {
		t.Errorf("got %v, want it not to be called damage", err)
	}
	_, _, err = j.Refresh(t.Context(), a)
	wantError(t, err, journal.ErrNewer)
}

func TestOneThatCannotBeOpenedHidesNoOthers(t *testing.T) {
	s := mem.New()
	j := open(s)
	begin(t, j)
	if err := s.Append(t.Context(), "avon", 0, []byte("?")); err != nil {
		t.Fatal(err)
	}
	got := map[string]error{}
	for l, err := range j.List(t.Context()) {
		got[l.ID] = err
	}
	if len(got) != 2 || got["kent-2012"] != nil {
		t.Errorf("got %v, want both, and kent-2012 open", got)
	}
	wantError(t, got["avon"], journal.ErrDamaged)
	_, err := j.Open(t.Context(), "nobody")
	wantError(t, err, journal.ErrNotFound)
}

func TestManyAtOnceLoseNothing(t *testing.T) {
	s := mem.New()
	a := begin(t, open(s))
	var all sync.WaitGroup
	for item := 1; item <= 4; item++ {
		all.Go(func() {
			j, a := open(s), a
			for n := range 25 {
				var err error
				if a, err = j.Record(t.Context(), a, ann, "", answer(item, fmt.Sprint(n))); err != nil {
					t.Errorf("item %d: %v", item, err)
					return
				}
			}
		})
	}
	all.Wait()
	got := reopen(t, open(s), a.ID())
	wantStanding(t, got, "24 24 24 24")
	if want := uint64(101); got.Head().Sequence != want {
		t.Errorf("got %d changes, want %d", got.Head().Sequence, want)
	}
}

// Two people answer, undo and redo as it comes, each with what they last saw.
// Every state that was ever stored folds again, both end with what is stored,
// and undoing everything leads back to the start.
func TestWhateverTwoPeopleDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mem.New()
		journals := []*journal.Journal{open(s), open(s)}
		seen := []assessment.Assessment{begin(t, journals[0]), {}}
		seen[1] = seen[0]
		start := standing(seen[0])
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			n := rapid.IntRange(0, 1).Draw(t, "who")
			who := []assessment.Author{ann, bob}[n]
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				edits := []assessment.Edit{}
				for _, item := range rapid.SliceOfNDistinct(rapid.IntRange(1, 4), 1, 4, rapid.ID[int]).Draw(t, "items") {
					edits = append(edits, answer(item, rapid.SampledFrom([]string{"", "0", "1", "2"}).Draw(t, "answer")))
				}
				before := seen[n]
				seen[n], err = journals[n].Record(context.Background(), seen[n], who, "", edits...)
				if clash := new(journal.ClashError); errors.As(err, &clash) {
					if seen[n].At(clash.Target) != clash.Theirs || before.At(clash.Target) == clash.Theirs {
						t.Fatalf("got the clash %+v, of which there is nothing to see", clash)
					}
					err = nil
				}
			case 2:
				seen[n], _, err = journals[n].Undo(context.Background(), seen[n], who)
			case 3:
				seen[n], _, err = journals[n].Redo(context.Background(), seen[n], who)
			}
			if err != nil && !errors.Is(err, journal.ErrNothing) && !errors.Is(err, journal.ErrConflict) {
				t.Fatalf("%v", err)
			}
		}
		for n, j := range journals {
			fresh, _, err := j.Refresh(context.Background(), seen[n])
			if stored := reopen(t, j, "kent-2012"); err != nil || standing(fresh) != standing(stored) || fresh.Head() != stored.Head() {
				t.Fatalf("got %s, %v, want %s as stored", standing(fresh), err, standing(stored))
			}
			seen[n] = fresh
		}
		changes := seen[0].Changes()
		for n := 1; n <= len(changes); n++ {
			_, err := assessment.Fold(func(yield func(assessment.Change, error) bool) {
				for _, c := range changes[:n] {
					if !yield(c, nil) {
						return
					}
				}
			})
			if err != nil {
				t.Fatalf("the first %d changes: %v", n, err)
			}
		}
		a := seen[0]
		for {
			var err error
			if a, _, err = journals[0].Undo(context.Background(), a, ann); errors.Is(err, journal.ErrNothing) {
				break
			} else if err != nil {
				t.Fatalf("undo: %v", err)
			}
		}
		if got := standing(reopen(t, journals[1], "kent-2012")); got != start {
			t.Fatalf("after undoing everything: got %s, want %s", got, start)
		}
	})
}

// Somebody put an older copy of the store in its place, and went on with it.
func TestAChangeIsNotMadeOnAnotherThanItWasMeantFor(t *testing.T) {
	for name, others := range map[string]int{"with fewer changes": 0, "with as many": 1, "with more": 2} {
		t.Run(name, func(t *testing.T) {
			before := mem.New()
			a := begin(t, open(before))
			now := mem.New()
			for r := range before.Records(t.Context(), a.ID(), 0) {
				if err := now.Append(t.Context(), a.ID(), 0, r); err != nil {
					t.Fatal(err)
				}
			}
			j := open(before)
			mine := record(t, j, a, ann, answer(1, "84"))
			j.Store = now // as a file that was put in the place of another
			theirs := a
			for n := range others {
				theirs = record(t, j, theirs, bob, answer(2, fmt.Sprint(n)))
			}
			_, err := j.Record(t.Context(), mine, ann, "", answer(3, "5"))
			wantError(t, err, journal.ErrReplaced)
			wantError(t, err, journal.ErrConflict)
			_, _, err = j.Undo(t.Context(), mine, ann)
			wantError(t, err, journal.ErrReplaced)
			if got := reopen(t, j, a.ID()).Head(); got != theirs.Head() {
				t.Errorf("got %v, want %v", got, theirs.Head())
			}
		})
	}
}

func TestAnAssessmentUnderAnotherNameIsDamaged(t *testing.T) {
	s := mem.New()
	j := open(s)
	a := begin(t, j)
	for r := range s.Records(t.Context(), a.ID(), 0) {
		if err := s.Append(t.Context(), "surrey-2012", 0, r); err != nil {
			t.Fatal(err)
		}
	}
	_, err := j.Open(t.Context(), "surrey-2012")
	wantError(t, err, journal.ErrDamaged)
}

// rival is a store in which somebody else is always faster.
type rival struct {
	journal.Store
	first func()
}

func (r rival) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	r.first()
	return r.Store.Append(ctx, id, head, records...)
}

// Who does not get a turn is told who is busy, and comes nearer each time:
// otherwise one who is far behind would never catch up.
func TestWhoDoesNotGetATurnIsToldAndComesNearer(t *testing.T) {
	t.Parallel()
	theirs := open(mem.New())
	mine := begin(t, theirs)
	a, n := mine, 0
	j := open(rival{theirs.Store, func() {
		n++
		a = record(t, theirs, a, bob, answer(1, fmt.Sprint(n)))
		time.Sleep(10 * time.Millisecond)
	}})
	got, err := j.Record(t.Context(), mine, ann, "", answer(3, "84"))
	if !errors.Is(err, journal.ErrBusy) || journal.Holder(err) != bob.String() {
		t.Errorf("got %v by %q, want %v by %s", err, journal.Holder(err), journal.ErrBusy, bob)
	}
	if got.Head().Sequence != a.Head().Sequence {
		t.Errorf("got as far as change %d of %d", got.Head().Sequence, a.Head().Sequence)
	}
}

// crowded is a store that is free each time only after a while.
type crowded struct{ journal.Store }

func (crowded) wait(ctx context.Context) error {
	const until = journal.Patience * 3 / 4
	d := min(until, journal.Left(ctx))
	time.Sleep(d)
	journal.Waited(ctx, d)
	if d < until {
		return &journal.BusyError{Holder: "writer (process 7)"}
	}
	return nil
}

func (s crowded) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if err := s.wait(ctx); err != nil {
		return err
	}
	return s.Store.Append(ctx, id, head, records...)
}

func (s crowded) Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := s.wait(ctx); err != nil {
			yield(nil, err)
			return
		}
		s.Store.Records(ctx, id, after)(yield)
	}
}

// The promise: nobody waits for others longer than Patience without being told
// who they are, however often a change must wait for them.
func TestWaitingManyTimesIsNoLongerThanWaitingOnce(t *testing.T) {
	s := mem.New()
	mine := record(t, open(s), begin(t, open(s)), ann, answer(2, "5"))
	record(t, open(s), mine, bob, answer(1, "1")) // so that there is something to read first
	for name, do := range map[string]func(*journal.Journal) error{
		"record": func(j *journal.Journal) error {
			_, err := j.Record(context.Background(), mine, ann, "", answer(3, "84"))
			return err
		},
		"undo": func(j *journal.Journal) error {
			_, _, err := j.Undo(context.Background(), mine, ann)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				err := do(open(crowded{s}))
				if got := time.Since(start); got != journal.Patience {
					t.Errorf("waited %v, want %v", got, journal.Patience)
				}
				if want := "writer (process 7)"; !errors.Is(err, journal.ErrBusy) || journal.Holder(err) != want {
					t.Errorf("got %v by %q, want %v by %s", err, journal.Holder(err), journal.ErrBusy, want)
				}
			})
		})
	}
}

// slow is a store on a disk that takes long over everything.
type slow struct{ journal.Store }

func (s slow) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	time.Sleep(2 * journal.Patience)
	return s.Store.Append(ctx, id, head, records...)
}

func TestASlowDiskIsNotTakenForOthers(t *testing.T) {
	s := mem.New()
	mine := begin(t, open(s))
	record(t, open(s), mine, bob, answer(1, "1")) // which must be read, and mine be tried again
	synctest.Test(t, func(t *testing.T) {
		if _, err := open(slow{s}).Record(context.Background(), mine, ann, "", answer(3, "84")); err != nil {
			t.Error(err)
		}
	})
}
