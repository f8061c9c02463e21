package receipts_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/export"
	"favour/internal/receipts"
	"favour/internal/report"
)

var noon = time.Date(2012, 5, 31, 12, 0, 0, 0, time.UTC)

func receipt(reference string, at time.Time) receipts.Receipt {
	r := &report.Report{
		Reference: reference, ID: "kent-2012", Force: checklist.Force{Name: "Kent Police"}, Marking: "RESTRICTED",
		Digest: strings.Repeat("ab", 32), Head: assessment.Head{Sequence: 7, SHA256: strings.Repeat("cd", 32)},
	}
	return receipts.New(r, []export.File{{Path: filepath.Join("out", "kent-2012.html"), Size: 12, SHA256: strings.Repeat("ef", 32)}}, nil, at)
}

func TestWhatIsKeptIsFound(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state", "receipts")
	f := receipts.NewFolder(dir)
	if got, err := f.All(); got != nil || err != nil {
		t.Errorf("before there is one: got %v, %v", got, err)
	}
	late, early, again := receipt("KEN-2012-AAAA-BBBB", noon), receipt("KEN-2012-AAAA-CCCC", noon.Add(-time.Hour)), receipt("KEN-2012-AAAA-BBBB", noon.Add(time.Hour))
	for _, r := range []receipts.Receipt{late, early, again} {
		if err := f.Keep(r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := f.All()
	if diff := cmp.Diff([]receipts.Receipt{early, late, again}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, typed := range []string{"KEN-2012-AAAA-BBBB", "ken 2012 aaaa bbbb", "ken2012aaaabbbb"} {
		if diff := cmp.Diff([]receipts.Receipt{late, again}, receipts.Referred(got, typed)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", typed, diff)
		}
	}
	for _, typed := range []string{"", "-", "KEN-2012-AAAA-DDDD"} {
		if referred := receipts.Referred(got, typed); len(referred) > 0 {
			t.Errorf("%q: got %v", typed, referred)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	for _, path := range []string{dir, filepath.Join(dir, names(t, dir)[0])} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: got %v, %v", path, info.Mode(), err)
		}
	}
}

// Of those of one second, the one of the later change is the later.
func TestTheOrderWithinASecond(t *testing.T) {
	f := receipts.NewFolder(t.TempDir())
	var want []uint64
	for n := range uint64(8) {
		r := receipt("KEN-2012-AAAA-BBBB", noon)
		r.Head.Sequence = 8 - n
		if err := f.Keep(r); err != nil {
			t.Fatal(err)
		}
		want = append(want, n+1)
	}
	all, err := f.All()
	if err != nil {
		t.Fatal(err)
	}
	var got []uint64
	for _, r := range all {
		got = append(got, r.Head.Sequence)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPathsAreFromTheRoot(t *testing.T) {
	r := receipt("KEN-2012-AAAA-BBBB", noon)
	if !filepath.IsAbs(r.Files[0].Path) {
		t.Errorf("got %s, which nobody finds from another folder", r.Files[0].Path)
	}
	if next := strings.Join(r.Next("ask for that"), "\n"); !strings.Contains(next, r.Reference) || !strings.Contains(next, "has sent nothing") || !strings.Contains(next, "what has changed: ask for that.") {
		t.Errorf("what happens next: %s", next)
	}
}

func TestWhatCannotBeReadHidesNoOthers(t *testing.T) {
	dir := t.TempDir()
	f := receipts.NewFolder(dir)
	if err := f.Keep(receipt("KEN-2012-AAAA-BBBB", noon)); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(filepath.Join(dir, names(t, dir)[0]))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		text string
		want error
	}{
		"1.receipt": {"", receipts.ErrDamaged},
		"2.receipt": {string(sound[:len(sound)/2]), receipts.ErrDamaged},
		"3.receipt": {`{"v":2,"mood":"hopeful"}`, assessment.ErrNewer},
		"4.receipt": {`{"v":1}`, receipts.ErrDamaged},
		"5.receipt": {strings.Replace(string(sound), "{", `{"mood":"hopeful",`, 1), receipts.ErrDamaged},
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := f.All()
		if len(got) != 1 || !errors.Is(err, x.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v, %v, want %v", name, got, err, x.want)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := f.All(); len(got) != 1 || err != nil {
		t.Errorf("beside a file of another program: got %v, %v", got, err)
	}
}

func TestALinkForAFolderIsNotFollowed(t *testing.T) {
	dir := t.TempDir()
	other, link := filepath.Join(dir, "other"), filepath.Join(dir, "receipts")
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, link); err != nil {
		t.Skip("links cannot be made here")
	}
	if err := receipts.NewFolder(link).Keep(receipt("KEN-2012-AAAA-BBBB", noon)); err == nil || len(names(t, other)) > 0 {
		t.Errorf("got %v, and %v behind the link", err, names(t, other))
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
