package assessment_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

// sealed is the record of the change, and the change as it is read from there.
func sealed(t testing.TB, change assessment.Change) ([]byte, assessment.Change) {
	t.Helper()
	record, c, err := assessment.Seal(change)
	if err != nil {
		t.Fatal(err)
	}
	return record, c
}

func changesOfEverySort() []assessment.Change {
	edits := []assessment.Edit{
		{Target: assessment.Target{Kind: assessment.OnField, ID: "BUS-01", Part: "verdict"}, New: assessment.Of("yes")},
		{Target: assessment.Narrative("BUS-01"), Old: assessment.Of("<b>&\u2028 Ærø"), New: assessment.Of("line\nline\ttab")},
		{Target: assessment.Internal("BUS-01"), Old: assessment.Missing()},
		{Target: assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: "title"}, New: assessment.Inapplicable("")},
		{Target: assessment.Target{Kind: assessment.OnAction, ID: "A1", Part: "due"}, New: assessment.Inapplicable("none held")},
		{Target: assessment.Complete("BUS"), New: assessment.Of(assessment.Yes)},
		{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")},
	}
	in := time.FixedZone("", 3600)
	return []assessment.Change{
		{Sequence: 1, Time: time.Date(2012, 5, 31, 12, 0, 0, 123_456_789, in), Author: who, Start: &assessment.Start{ID: "kent-2012", Follows: "kent-2011", Checklist: list()}},
		{Sequence: 2, Time: time.Now(), Author: assessment.Author{Name: "B"}, EnteredBy: who, Reason: "asked by \"HMIC\"", Edits: edits, Previous: strings.Repeat("ab", 32)},
		{Sequence: 3, Author: who, Undoes: 2, Edits: edits[:1]},
		{Sequence: 4, Author: who, Redoes: 2, Edits: edits[:1]},
	}
}

func TestSealAndUnsealAgree(t *testing.T) {
	for _, c := range changesOfEverySort() {
		record, want := sealed(t, c)
		got, err := assessment.Unseal(record)
		if err != nil {
			t.Fatalf("change %d: %v", c.Sequence, err)
		}
		if got.Digest() == "" || got.Digest() != want.Digest() {
			t.Errorf("change %d: got the digest %q, want %q", c.Sequence, got.Digest(), want.Digest())
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("change %d: got %+v, want %+v", c.Sequence, got, want)
		}
		if again, _ := sealed(t, got); string(again) != string(record) {
			t.Errorf("change %d: got the record %s, want %s", c.Sequence, again, record)
		}
	}
}

func TestUnsealRefuses(t *testing.T) {
	record, _ := sealed(t, changesOfEverySort()[1])
	with := func(old, new string) string {
		if !strings.Contains(string(record), old) {
			t.Fatalf("the record has no %s in it: %s", old, record)
		}
		return strings.Replace(string(record), old, new, 1)
	}
	tests := map[string]struct {
		record string
		newer  bool
	}{
		"nothing":                    {"", false},
		"no version":                 {with(`"v":2,`, ""), false},
		"version nought":             {with(`"v":2`, `"v":0`), false},
		"a newer version":            {with(`"v":2`, `"v":3`), true},
		"a newer one, otherwise":     {`{"v":7,"mood":"hopeful"}`, true},
		"an unknown part":            {with(`"v":2`, `"v":2,"mood":"hopeful"`), false},
		"an unknown part of an edit": {with(`"old":`, `"mood":1,"old":`), false},
		"an unknown target":          {with("narrative/", "mood/"), false},
		"a target without an id":     {with("narrative/BUS-01", "narrative/"), false},
		"a target with a part less":  {with("field/BUS-01/verdict", "field/BUS-01"), false},
		"an unknown state":           {with("not-recorded", "not-known"), false},
		"half of it":                 {string(record[:len(record)/2]), false},
		"something behind":           {string(record) + "{}", false},
		"a list":                     {"[" + string(record) + "]", false},
	}
	for name, test := range tests {
		_, err := assessment.Unseal([]byte(test.record))
		if err == nil || errors.Is(err, assessment.ErrNewer) != test.newer {
			t.Errorf("%s: got %v, want an error (of a newer version: %v)", name, err, test.newer)
		}
	}
}

// What would not come back from its record as it was cannot be made.
func TestWhatCannotBeWrittenCannotBeMade(t *testing.T) {
	a := start(t)
	narrative := assessment.Narrative("BUS-01")
	for _, e := range []assessment.Edit{
		{Target: narrative, New: assessment.Value{State: assessment.Given}},
		{Target: narrative, New: assessment.Value{State: assessment.Given, Given: "x", Reason: "y"}},
		{Target: narrative, New: assessment.Value{State: assessment.NotRecorded, Given: "x"}},
		{Target: narrative, New: assessment.Value{State: assessment.NotApplicable, Given: "x"}},
		{Target: narrative, New: assessment.Value{Reason: "x"}},
		{Target: narrative, New: assessment.Value{State: 9}},
		{Target: narrative, New: assessment.Of("\xff")},
		{Target: assessment.Target{Kind: assessment.OnNarrative, ID: "BUS-01", Part: "x"}, New: assessment.Of("x")},
		{Target: assessment.Target{Kind: assessment.OnDetail, ID: "x", Part: assessment.DetailLead}, New: assessment.Of("x")},
		{Target: assessment.Target{Kind: assessment.OnEvidence, ID: "a/b", Part: assessment.EvidenceParts[0]}, New: assessment.Of("x")},
		{Target: assessment.Target{Kind: assessment.OnEvidence, Part: assessment.EvidenceParts[0]}, New: assessment.Of("x")},
	} {
		_, c := sealed(t, a.Next(who, e))
		if _, err := a.Apply(c); err == nil {
			t.Errorf("%+v: got no error, want one", e)
		}
	}
	for _, c := range []assessment.Change{a.Next(assessment.Author{Name: "\xff"}), a.Next(assessment.Author{Role: "\x00"})} {
		_, c = sealed(t, c)
		if _, err := a.Apply(c); err == nil {
			t.Errorf("by %q: got no error, want one", c.Author)
		}
	}
}

// Whatever the bytes are, they are refused or are a change that can be sealed
// and read again as it is.
func FuzzUnseal(f *testing.F) {
	for _, c := range changesOfEverySort() {
		record, _ := sealed(f, c)
		f.Add(record)
		f.Add(record[:len(record)-1])
	}
	f.Add([]byte(`{"v":2,"edits":[{"at":"detail/","old":{"state":"not-recorded","reason":"x"},"new":""}]}`))
	f.Add([]byte(`{"v":2,"V":2}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := assessment.Unseal(b)
		if err != nil {
			return
		}
		if c.Digest() == "" {
			t.Fatal("got no digest")
		}
		record, want, err := assessment.Seal(c)
		if err != nil {
			return // a year that is not written in four figures
		}
		got, err := assessment.Unseal(record)
		if err != nil {
			t.Fatalf("%s: %v", record, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}
