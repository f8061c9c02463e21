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

// testdata has a store of every version of the format and of the records that
// ever landed, vFORMAT.RECORDS.db, and what is in it, vFORMAT.RECORDS.txt. Never
// change one: with a new version of either, add one with -land.
var land = flag.Bool("land", false, "write a store of the present version to testdata")

var ann = assessment.Author{Name: "A. Example", Role: "Inspector"}

// sample makes a store at path with two assessments that have something of
// everything, one that follows the first and is signed, and n further changes.
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
	follow(t, j, all[0], list)
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

// follow starts the assessment of the period after last, has it reviewed and
// signed, and reopened.
func follow(t testing.TB, j *journal.Journal, last assessment.Assessment, list *checklist.Checklist) {
	t.Helper()
	detail := func(name, text string) assessment.Edit {
		return assessment.Edit{Target: assessment.Detail(name), New: assessment.Of(text)}
	}
	a, err := j.Start(t.Context(), journal.Plan{
		ID: "kent-2013", Follows: last.ID(), Last: last.AsLast(list), Checklist: list, Force: last.Details().Force, Author: ann,
		Details: []assessment.Edit{detail("from", "2012-06-01"), detail("to", "2013-05-31"), detail("marking", "RESTRICTED"), detail("deadline", "2013-07-31")},
	})
	record := func(edits ...assessment.Edit) {
		t.Helper()
		if a, err = j.Record(t.Context(), a, ann, "", edits...); err != nil {
			t.Fatal(err)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2013, 7, 1, 9, 0, 0, 0, time.UTC)
	record(a.CarryOver("BUS-01")...)
	record(
		assessment.Edit{Target: assessment.AssignedItem("BUS-01"), New: assessment.Of("Head of HR")},
		assessment.Edit{Target: assessment.AssignedSection("BUS"), New: assessment.Of("Professional standards")})
	record(a.Return(ann, now, "BUS-01", "As at which day?")...)
	record(assessment.Edit{Target: assessment.Reply("BUS-01"), New: assessment.Of("At the end of May.")})
	accepted, err := a.Accept(ann, now, "BUS-01")
	if err != nil {
		t.Fatal(err)
	}
	record(accepted...)
	s := assessment.Signature{Name: ann.Name, Rank: "Superintendent", Role: "Head of PSD", Declaration: assessment.Declaration}
	for _, f := range a.BeforeSigning(now) {
		s.Acknowledged = append(s.Acknowledged, f.Key())
	}
	signed, err := a.Sign(s, now, now)
	if err != nil {
		t.Fatal(err)
	}
	record(signed...)
	reopened, err := a.Reopen(ann, now, "A figure was wrong")
	if err != nil {
		t.Fatal(err)
	}
	record(reopened...)
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
	name := filepath.Join("testdata", fmt.Sprintf("v%d.%d", bolt.Format, assessment.RecordVersion))
	if *land {
		text, err := answers(t, sample(t, name+".db", 4))
		if err != nil {
			t.Fatal(err)
		}
		write(t, name+".txt", []byte(text))
	}
	files := landed(t)
	if files[name+".db"] == 0 {
		t.Errorf("got %v, want a store of format %d with records of version %d among them: run this test with -land", files, bolt.Format, assessment.RecordVersion)
	}
	for file := range files {
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

// landed are the stores of every version, by the version of their format.
func landed(t testing.TB) map[string]int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "v*.db"))
	if err != nil || len(files) < 3 {
		t.Fatalf("got the stores %v: %v", files, err)
	}
	formats := map[string]int{}
	for _, file := range files {
		var format, records int
		if _, err := fmt.Sscanf(filepath.Base(file), "v%d.%d.db", &format, &records); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		formats[file] = format
	}
	return formats
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
