package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"favour/internal/report"
)

// The data alone says what every signature is under, whatever people wrote.
func TestDataReadsBackToTheSameDigest(t *testing.T) {
	f, _ := report.ByName("json")
	for name, fixture := range fixtures {
		r := report.New(fixture(t))
		got, err := report.ReadJSON(write(t, f, fixture(t)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Digest != r.Digest || got.Content.Digest() != r.Digest {
			t.Errorf("%s: the digest is said to be %s and worked out as %s, want %s", name, got.Digest, got.Content.Digest(), r.Digest)
		}
		if len(got.Signatures) != len(r.Signatures) {
			t.Fatalf("%s: got %d signatures, want %d", name, len(got.Signatures), len(r.Signatures))
		}
		for i, s := range got.Signatures {
			want := r.Signatures[i]
			if s.Who() != want.Who() || !s.Time.Equal(want.Time) || s.Stands() != want.Stands() || s.Whole != want.Whole || s.Digest != want.Digest ||
				!slices.Equal(s.Items, want.Items) || !slices.Equal(s.Details, want.Details) {
				t.Errorf("%s: got the signature %+v, want %+v", name, s, want)
			}
		}
	}
}

// Whatever of the answers is another, the digest is.
func TestChangedDataHasAnotherDigest(t *testing.T) {
	f, _ := report.ByName("json")
	file := write(t, f, assured(t))
	was, err := report.ReadJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{`"total": 0`, `"total": 1`},
		{`A second e-mail`, `A third e-mail`},
		{`"Leicestershire`, `"Lancashire`},
		{`"status": "open"`, `"status": "done"`},
		{`"not-recorded"`, `"unanswered"`},
		{`"id": "MED-02"`, `"id": "MED-01"`},
	} {
		other := bytes.ReplaceAll(file, []byte(change[0]), []byte(change[1]))
		if bytes.Equal(other, file) {
			t.Fatalf("%s is not in it", change[0])
		}
		got, err := report.ReadJSON(other)
		if err != nil {
			t.Errorf("%s: %v", change[1], err)
			continue
		}
		if got.Content.Digest() == was.Digest {
			t.Errorf("%s has the digest of %s", change[1], change[0])
		}
		for _, s := range got.Signatures {
			if s.Whole {
				t.Errorf("%s: signature %s is said to be under it", change[1], s.ID)
			}
		}
	}
}

func TestWhatIsNoData(t *testing.T) {
	f, _ := report.ByName("json")
	file := write(t, f, assured(t))
	for _, change := range [][2]string{
		{`favour.return/2`, `favour.return/9`},
		{`"stands": true`, `"stands": false`},
		{`"stands": false`, `"stands": true`},
		{`"marking": "`, `"marking": "NOT `},
		{`"name": "Leicestershire Police",`, `"name": "Lancashire Constabulary",`},
		{`"time": "2012`, `"time": "twenty-twelve`},
		{`"state": "not-recorded"`, `"state": "lost"`},
	} {
		if !bytes.Contains(file, []byte(change[0])) {
			t.Fatalf("%s is not in it", change[0])
		}
		if _, err := report.ReadJSON(bytes.ReplaceAll(file, []byte(change[0]), []byte(change[1]))); !errors.Is(err, report.ErrNotReturn) {
			t.Errorf("%s: got %v", change[1], err)
		}
	}
	for _, text := range []string{"", "{}", "[]", "null", `{"format":"favour.return/2","items":[1]}`} {
		if _, err := report.ReadJSON([]byte(text)); !errors.Is(err, report.ErrNotReturn) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	data, _ := report.ByName("json")
	for _, fixture := range fixtures {
		f.Add(write(f, data, fixture(f)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := report.ReadJSON(b)
		if err != nil {
			if !errors.Is(err, report.ErrNotReturn) {
				t.Fatalf("got %v", err)
			}
			return
		}
		if !json.Valid(b) {
			t.Fatal("it is no JSON, and was read")
		}
		if got.Content.Digest() == "" {
			t.Fatal("what is read has no digest")
		}
	})
}
