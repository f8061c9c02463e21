package bolt_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
	"favour/internal/journal/mem"
)

// testdata has a store of every version of the format that ever landed, vN.db,
// and what is in it, vN.txt. Never change one: with a new version of the format,
// or of the records, add one with -land.
var land = flag.Bool("land", false, "write a store of the present version to testdata")

var ann = assessment.Author{Name: "A. Example", Role: "Inspector"}

// sample makes a store at path with two assessments that have something of
// everything, and n further changes.
func sample(t testing.TB, path string, n int) *bolt.Store {
	t.Helper()
	made := mem.New() // and written all at once, for each change of its own takes a disk its time
	j := journal.New(made)
	now := time.Date(2012, 7, 2, 9, 0, 0, 0, time.UTC)
	j.Now = func() time.Time { now = now.Add(time.Minute); return now }
	who := ann
	list := &checklist.Checklist{ID: "test", Edition: "1", Title: "Test", Sections: []checklist.Section{{ID: "BUS", Title: "Second jobs"}}}
	for n := range 8 {
		list.Sections[0].Items = append(list.Sections[0].Items, checklist.Item{
			ID: fmt.Sprintf("BUS-%02d", n+1), Title: "Second jobs", Question: "How many?", Why: "It was asked.", Basis: checklist.Sourced,
			Fields: []checklist.Field{{ID: "received", Label: "Received", Kind: checklist.Count}, {ID: "last", Label: "Last", Kind: checklist.Date}},
		})
	}
	field := func(item int, part, text string) assessment.Edit {
		return assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: fmt.Sprintf("BUS-%02d", item), Part: part}, New: assessment.Of(text)}
	}
	var all []assessment.Assessment
	for _, force := range []string{"kent", "surrey"} {
		a, err := j.Start(t.Context(), journal.Plan{
			Checklist: list, Force: checklist.Force{ID: force, Name: "The " + force + " force"}, Author: who,
			Details: []assessment.Edit{{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")}},
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	record := func(i int, edits ...assessment.Edit) {
		t.Helper()
		a, err := j.Record(t.Context(), all[i], who, "", edits...)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = a
	}
	record(0, field(1, "received", "84"), field(1, "last", "2012-05-30"))
	record(1, field(1, "received", "0"))
	missing, inapplicable := field(2, "received", ""), field(3, "received", "")
	missing.New, inapplicable.New = assessment.Missing(), assessment.Inapplicable("no such jobs")
	record(0, missing, inapplicable)
	record(0, all[0].EvidenceEdits(assessment.Evidence{Title: "Register", Owner: "HR", Items: []string{"BUS-01"}})...)
	record(1, all[1].ActionEdits(assessment.Action{What: "Write a policy", Owner: "HR", Items: []string{"BUS-01"}})...)
	record(0, assessment.Edit{Target: assessment.Narrative("BUS-01"), New: assessment.Of(strings.Repeat("A long story. ", 700))})
	record(0, assessment.Edit{Target: assessment.Internal("BUS-01"), New: assessment.Of("Ask again.\nПривет 🚓")})
	record(0, assessment.Edit{Target: assessment.Complete("BUS"), New: assessment.Of(assessment.Yes)})
	for i := range all {
		var err error
		if all[i], _, err = j.Undo(t.Context(), all[i], who); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if all[1], _, err = j.Redo(t.Context(), all[1], who); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		record(i%2, field(4+i/2%5, "received", strconv.Itoa(i)))
	}
	s := bolt.New(path)
	for h := range made.Heads(t.Context()) {
		var records [][]byte
		for r := range made.Records(t.Context(), h.ID, 0) {
			records = append(records, r)
		}
		for head := 0; head < len(records); {
			n := max(1, len(records)-head-2) // and the last two by themselves
			if err := s.Append(t.Context(), h.ID, uint64(head), records[head:head+n]...); err != nil {
				t.Fatal(err)
			}
			head += n
		}
	}
	return s
}

// answers is all that is in the store, in writing, or why it cannot be had.
func answers(t testing.TB, s journal.Store) (string, error) {
	t.Helper()
	var b strings.Builder
	for l, err := range journal.New(s).List(t.Context()) {
		if err != nil {
			return "", err
		}
		a := l.Assessment
		fmt.Fprintf(&b, "%s: %d changes, %s\n", l.ID, a.Head().Sequence, a.Head().SHA256)
		values := map[string]assessment.Value{}
		for _, c := range a.Changes() {
			for _, e := range c.Edits {
				values[e.Target.String()] = a.At(e.Target)
			}
		}
		for _, target := range slices.Sorted(maps.Keys(values)) {
			v, err := json.Marshal(values[target])
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "  %s = %s\n", target, v)
		}
	}
	return b.String(), nil
}

func TestStoresOfEveryVersionOpen(t *testing.T) {
	name := filepath.Join("testdata", fmt.Sprintf("v%d", bolt.Format))
	if *land {
		text, err := answers(t, sample(t, name+".db", 4))
		if err != nil {
			t.Fatal(err)
		}
		write(t, name+".txt", []byte(text))
	}
	files, err := filepath.Glob(filepath.Join("testdata", "v*.db"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(files, name+".db") {
		t.Errorf("got %v, want a store of version %d among them: run this test with -land", files, bolt.Format)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(strings.TrimSuffix(file, ".db") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			s := copied(t, file)
			got, err := answers(t, s)
			if err != nil || got != string(want) {
				t.Fatalf("got %v,\n%s, want\n%s", err, got, want)
			}
			// It takes a change as well, and keeps what it has.
			j := journal.New(s)
			a, err := j.Open(t.Context(), "kent-2012")
			if err != nil {
				t.Fatal(err)
			}
			e := assessment.Edit{Target: assessment.Narrative("BUS-08"), New: assessment.Of("New.")}
			if _, err := j.Record(t.Context(), a, assessment.Author{Name: "B. Sample"}, "", e); err != nil {
				t.Fatal(err)
			}
			got, err = answers(t, bolt.New(s.Path()))
			if rest := regexp.MustCompile(`kent-2012: .*\n|  narrative/BUS-08 = "New."\n`); err != nil || rest.ReplaceAllString(got, "") != rest.ReplaceAllString(string(want), "") {
				t.Errorf("after a change: got %v,\n%s, want\n%s", err, got, want)
			}
		})
	}
}

// copied is the store in a copy of the file.
func copied(t testing.TB, file string) *bolt.Store {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "favour.db")
	write(t, path, b)
	return bolt.New(path)
}

func TestANewerVersionIsRefusedByItsNumber(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "favour.db")
	write(t, path, database(t, layout("7")))
	if _, err := answers(t, bolt.New(path)); !errors.Is(err, journal.ErrNewer) || !strings.Contains(err.Error(), "store version 7") {
		t.Errorf("got %v, want %v with the version", err, journal.ErrNewer)
	}
}
