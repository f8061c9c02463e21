package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/evidence"
)

// The SHA-256 of nothing and of "abc", from FIPS 180-4's examples.
const (
	ofNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	ofABC     = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "planted.txt")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDigest(t *testing.T) {
	for text, want := range map[string]string{"": ofNothing, "abc": ofABC} {
		if got, err := evidence.Digest(t.Context(), write(t, text)); got != want || err != nil {
			t.Errorf("Digest of %q is %s, %v; want %s", text, got, err, want)
		}
	}
	if _, err := evidence.Digest(t.Context(), t.TempDir()); !errors.Is(err, evidence.ErrNotFile) {
		t.Errorf("Digest of a folder gives %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := evidence.Digest(ended, write(t, "abc")); !errors.Is(err, context.Canceled) {
		t.Errorf("Digest gives %v where it was stopped", err)
	}
}

func TestLook(t *testing.T) {
	there := write(t, "abc")
	gone := filepath.Join(t.TempDir(), "gone.txt")
	for _, x := range []struct {
		where, sha256 string
		want          evidence.State
	}{
		{"", "", evidence.NotFile},
		{"PSD drive, cases 2012", "", evidence.NotFile},
		{"PSD drive, cases 2012", ofABC, evidence.Elsewhere},
		{filepath.Base(there), ofABC, evidence.Elsewhere},
		{"", ofABC, evidence.Elsewhere},
		{there, ofABC, evidence.There},
		{"  " + there + "\n", strings.ToUpper(ofABC), evidence.There},
		{there, ofNothing, evidence.Changed},
		{there, "", evidence.There},
		{filepath.Dir(there), "", evidence.There},
		{filepath.Dir(there), ofABC, evidence.Unread},
		{gone, ofABC, evidence.Missing},
		{gone, "", evidence.Missing},
	} {
		e := assessment.Evidence{ID: "E1", Where: x.where, SHA256: x.sha256}
		r := evidence.Look(t.Context(), e)
		if r.State != x.want || (r.Err != nil) != (x.want == evidence.Unread) {
			t.Errorf("at %q with %q it is %q, %v; want %q", x.where, x.sha256, r.State, r.Err, x.want)
		}
	}
}

// answered is an assessment of two items with that evidence.
func answered(t *testing.T, all ...assessment.Evidence) assessment.Assessment {
	t.Helper()
	list := &checklist.Checklist{ID: "small", Sections: []checklist.Section{
		{ID: "ONE", Items: []checklist.Item{{ID: "ONE-01"}, {ID: "ONE-02"}}},
		{ID: "TWO", Items: []checklist.Item{{ID: "TWO-01"}}},
	}}
	var a assessment.Assessment
	apply := func(edits []assessment.Edit, start *assessment.Start) {
		c := a.Next(assessment.Author{Name: "A. Example"}, edits...)
		c.Time, c.Start = time.Date(2012, 6, 1, 9, 0, 0, 0, time.UTC), start
		_, c, err := assessment.Seal(c)
		if err != nil {
			t.Fatal(err)
		}
		if a, err = a.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	apply(nil, &assessment.Start{ID: "kent-2012", Checklist: list})
	for _, e := range all {
		apply(a.EvidenceEdits(e), nil)
	}
	return a
}

func TestFindingsNameThePieceForEachItemAndNeverThePath(t *testing.T) {
	changed, folder := write(t, "abc"), t.TempDir()
	a := answered(
		t,
		assessment.Evidence{Title: "Register", Where: changed, SHA256: ofNothing, Items: []string{"TWO-01", "ONE-01"}},
		assessment.Evidence{Title: "Gone", Where: filepath.Join(folder, "planted.txt"), Items: []string{"ONE-02"}},
		assessment.Evidence{Title: "Folder", Where: folder, SHA256: ofABC, Items: []string{"ONE-02"}},
		assessment.Evidence{Title: "On the shelf", Where: "planted shelf", SHA256: ofABC, Items: []string{"ONE-01"}},
		assessment.Evidence{Title: "Sound", Where: changed, SHA256: ofABC, Items: []string{"ONE-01"}},
		assessment.Evidence{Where: filepath.Join(folder, "planted.txt"), Items: []string{"TWO-01"}},
	)
	looked, err := evidence.All(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range evidence.Findings(a, looked) {
		got = append(got, fmt.Sprint(f.Severity, " ", f.Key(), " ", f.Section, ": ", f.Text))
	}
	want := []string{
		"warning ONE-01:evidence-changed:E1 ONE: Evidence E1, “Register”, has changed since its SHA-256 was recorded.",
		"note ONE-01:evidence-elsewhere:E4 ONE: Evidence E4, “On the shelf”, has a SHA-256, and no full path on this computer says where to look for the file.",
		"warning ONE-02:evidence-missing:E2 ONE: Evidence E2, “Gone”, is not where it is said to be kept.",
		"warning ONE-02:evidence-unread:E3 ONE: Evidence E3, “Folder”, could not be looked at: it is not a file.",
		"warning TWO-01:evidence-changed:E1 TWO: Evidence E1, “Register”, has changed since its SHA-256 was recorded.",
		"warning TWO-01:evidence-missing:E6 TWO: Evidence E6 is not where it is said to be kept.",
	}
	if len(got) != len(want) {
		t.Errorf("got %d findings, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("got  %s\nwant %s", got[i], want[i])
		}
	}
	if all := strings.Join(got, "\n"); strings.Contains(all, "planted") || strings.Contains(all, folder) {
		t.Errorf("a path is in %s", all)
	}
}

func TestAllStopsWhenAsked(t *testing.T) {
	a := answered(t, assessment.Evidence{Title: "Register", Where: write(t, "abc"), SHA256: ofABC, Items: []string{"ONE-01"}})
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := evidence.All(ended, a); !errors.Is(err, context.Canceled) {
		t.Errorf("it gives %v where it was stopped", err)
	}
}
