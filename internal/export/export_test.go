package export_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/export"
	"favour/internal/report"
)

// marked is the report of an assessment with nothing but a protective marking, or not even
// that.
func marked(t *testing.T, marking string) *report.Report {
	t.Helper()
	list := &checklist.Checklist{ID: "small", Edition: "1", Title: "Small", Sections: []checklist.Section{
		{ID: "A", Title: "All", Items: []checklist.Item{{ID: "A-1", Title: "One", Fields: []checklist.Field{{ID: "n", Label: "Number", Kind: checklist.Count}}}}},
	}}
	start := assessment.Change{
		Sequence: 1, Author: assessment.Author{Name: "A. Example"},
		Start: &assessment.Start{ID: "leicestershire-2012", Checklist: list}, Edits: assessment.ForceEdits(checklist.Force{Name: "Leicestershire Police"}),
	}
	if marking != "" {
		start.Edits = append(start.Edits, assessment.Edit{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of(marking)})
	}
	_, start, err := assessment.Seal(start)
	if err != nil {
		t.Fatal(err)
	}
	a, err := assessment.Assessment{}.Apply(start)
	if err != nil {
		t.Fatal(err)
	}
	r := report.New(a)
	return &r
}

// write writes r as a file for each format.
func write(dir string, r *report.Report, formats []report.Format, overwrite bool) ([]export.File, error) {
	return export.Write(context.Background(), export.Job{Report: r, Folder: dir, Formats: formats, Overwrite: overwrite})
}

// names are all that is in dir, hidden files too.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	files, err := write(dir, marked(t, "OFFICIAL"), report.Formats, false)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range report.Formats {
		all = append(all, "leicestershire-2012"+f.Ext)
	}
	slices.Sort(all)
	if got, want := names(t, dir), strings.Join(all, " "); got != want {
		t.Errorf("the folder holds %s, want %s", got, want)
	}
	for i, f := range files {
		got := read(t, f.Path)
		sum := sha256.Sum256([]byte(got))
		if f.Format != report.Formats[i].Name || f.Size != int64(len(got)) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%+v is not what was written", f)
		}
		info, err := os.Stat(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", f.Path, info.Mode())
		}
	}
	if info, err := os.Stat(dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
}

func TestNoMarkingNothingWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	if _, err := write(dir, marked(t, ""), report.Formats, true); !errors.Is(err, report.ErrNoMarking) {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder has been made")
	}
}

func TestNothingIsOverwrittenUnasked(t *testing.T) {
	dir, a := t.TempDir(), marked(t, "OFFICIAL")
	path := filepath.Join(dir, "leicestershire-2012.csv")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := write(dir, a, report.Formats, false)
	if !errors.Is(err, export.ErrExists) || !strings.Contains(err.Error(), path) {
		t.Errorf("the error is %v", err)
	}
	if got := names(t, dir); got != "leicestershire-2012.csv" || read(t, path) != "mine" {
		t.Errorf("the folder holds %s", got)
	}
	if _, err := write(dir, a, report.Formats, true); err != nil {
		t.Error(err)
	}
	if read(t, path) == "mine" || len(strings.Fields(names(t, dir))) != len(report.Formats) {
		t.Errorf("asked to, it did not overwrite; the folder holds %s", names(t, dir))
	}
}

func TestWriteOne(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	path := filepath.Join(dir, "actions.ics")
	says := func(text string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}
	}
	f, err := export.WriteOne(path, says("one"), false)
	if err != nil || f.Path != path || f.Size != 3 || read(t, path) != "one" {
		t.Errorf("it wrote %+v, %v", f, err)
	}
	if _, err := export.WriteOne(path, says("two"), false); !errors.Is(err, export.ErrExists) || read(t, path) != "one" {
		t.Errorf("unasked: %v, and the file says %s", err, read(t, path))
	}
	broken := errors.New("broken")
	half := func(w io.Writer) error { return errors.Join(says("half")(w), broken) }
	if _, err := export.WriteOne(path, half, true); !errors.Is(err, broken) || read(t, path) != "one" {
		t.Errorf("half written: %v, and the file says %s", err, read(t, path))
	}
	if _, err := export.WriteOne(path, says("two"), true); err != nil || read(t, path) != "two" {
		t.Errorf("asked: %v, and the file says %s", err, read(t, path))
	}
	if got := names(t, dir); got != "actions.ics" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other")
	if err := os.WriteFile(other, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "leicestershire-2012.md")); err != nil {
		t.Skip(err)
	}
	for _, overwrite := range []bool{false, true} {
		if _, err := write(dir, marked(t, "OFFICIAL"), report.Formats, overwrite); err == nil || read(t, other) != "mine" {
			t.Errorf("overwrite %v: %v", overwrite, err)
		}
	}
}

// failing is a format that writes something, does more, and reports what that
// reports.
func failing(more func() error) report.Format {
	return report.Format{Name: "failing", Ext: ".fail", Write: func(w io.Writer, _ *report.Report) error {
		_, _ = io.WriteString(w, strings.Repeat("half a file ", 10_000))
		return more()
	}}
}

func TestAFailureLeavesWhatWas(t *testing.T) {
	full := errors.New("no space left on device")
	for _, overwrite := range []bool{false, true} {
		dir := t.TempDir()
		old := filepath.Join(dir, "leicestershire-2012.html")
		want := ""
		if overwrite {
			want = "leicestershire-2012.html"
			if err := os.WriteFile(old, []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		formats := append(report.Formats[:2:2], failing(func() error { return full }))
		if _, err := write(dir, marked(t, "OFFICIAL"), formats, overwrite); !errors.Is(err, full) {
			t.Errorf("the error is %v", err)
		}
		if got := names(t, dir); got != want || overwrite && read(t, old) != "mine" {
			t.Errorf("overwrite %v: the folder holds %s", overwrite, got)
		}
	}
}

// What a program left that was killed long ago goes with the next export; what may be
// another's that is at work stays, and so does everything else.
func TestWhatWasLeftHalfWrittenIsRemoved(t *testing.T) {
	dir := t.TempDir()
	long := time.Now().Add(-2 * time.Hour)
	for name, old := range map[string]bool{
		".favour-1.pdf.tmp": true, ".favour-2.pdf.tmp": false, ".favour-notes": true, "mine.tmp": true,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("half a file"), 0o600); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(path, long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := write(dir, marked(t, "OFFICIAL"), report.Formats[:1], false); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, dir), ".favour-2.pdf.tmp .favour-notes leicestershire-2012.html mine.tmp"; got != want {
		t.Errorf("the folder holds %s, want %s", got, want)
	}
}

// Another program takes the last name between the check and the writing.
func TestARaceIsLostWithoutHarm(t *testing.T) {
	for _, overwrite := range []bool{false, true} {
		dir := t.TempDir()
		old, taken := filepath.Join(dir, "leicestershire-2012.html"), filepath.Join(dir, "leicestershire-2012.fail")
		if overwrite {
			if err := os.WriteFile(old, []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		formats := append(report.Formats[:2:2], failing(func() error {
			if overwrite {
				return os.Mkdir(taken, 0o700)
			}
			return os.WriteFile(taken, []byte("theirs"), 0o600)
		}))
		_, err := write(dir, marked(t, "OFFICIAL"), formats, overwrite)
		want := "leicestershire-2012.fail"
		if overwrite {
			want += " leicestershire-2012.html"
		}
		if err == nil || names(t, dir) != want {
			t.Errorf("overwrite %v: %v; the folder holds %s", overwrite, err, names(t, dir))
		}
		if !overwrite && (!errors.Is(err, export.ErrExists) || read(t, taken) != "theirs") || overwrite && read(t, old) != "mine" {
			t.Errorf("overwrite %v: %v, and a file is not what it was", overwrite, err)
		}
	}
}

func TestAFolderThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := write(file, marked(t, "OFFICIAL"), report.Formats, false); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %v", err)
	}
}

func TestAFolderThatMayNotBeWrittenTo(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root and Windows write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := write(dir, marked(t, "OFFICIAL"), report.Formats, false); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("the error is %v", err)
	}
}

func TestFileName(t *testing.T) {
	for id, want := range map[string]string{
		"leicestershire-2012": "leicestershire-2012.md",
		"../../etc/passwd":    "------etc-passwd.md",
		`C:\x`:                "C--x.md",
		"":                    "return.md",
		"CON":                 "return-CON.md",
		"lpt1":                "return-lpt1.md",
		"a\x1b[2Jb":           "a--2Jb.md",
		".hidden":             "-hidden.md",
	} {
		if got := export.FileName(id, ".md"); got != want || !filepath.IsLocal(got) {
			t.Errorf("FileName(%q) = %q, want %q", id, got, want)
		}
	}
}
