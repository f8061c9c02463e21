package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"favour/internal/export"
	"favour/internal/report"
	"favour/internal/seal"
)

// What is sealed is one file with the data in it, whether that was asked for or
// not; and the steps are told in the order of the table.
func TestSealed(t *testing.T) {
	dir, r := t.TempDir(), marked(t, "OFFICIAL")
	page, _ := report.ByName("html")
	var steps []string
	job := export.Job{Report: r, Folder: dir, Formats: []report.Format{page}, Seal: &export.Keys{}, Begun: func(s export.Step) { steps = append(steps, s.String()) }}
	files, err := export.Write(t.Context(), job)
	if err != nil || len(files) != 1 || files[0].Path != filepath.Join(dir, "leicestershire-2012.favour") {
		t.Fatalf("it wrote %v, %v", files, err)
	}
	if want := []string{"Web page, 1 of 2", "Data (JSON), 2 of 2"}; !slices.Equal(steps, want) {
		t.Errorf("the steps are %q, not %q", steps, want)
	}
	opened, err := seal.Open([]byte(read(t, files[0].Path)))
	if err != nil {
		t.Fatal(err)
	}
	var inside []string
	for _, f := range opened.Manifest.Files[1:] { // the first is for people without this program
		inside = append(inside, f.Name)
	}
	if want := job.Inside(); !slices.Equal(inside, want) || len(want) != 2 {
		t.Errorf("%q are in it, and %q are said to be", inside, want)
	}
	if opened.Manifest.Digest != r.Digest || opened.Manifest.Head.SHA256 != r.Head.SHA256 {
		t.Errorf("the manifest is of another return: %+v", opened.Manifest)
	}
	var b bytes.Buffer
	if err := export.WriteSealed(t.Context(), &b, job); err != nil || b.String() != read(t, files[0].Path) {
		t.Errorf("written to no folder it is another one: %v", err)
	}
}

func TestEncrypted(t *testing.T) {
	all, err := export.ReadRecipients("age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p")
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	dir, data := t.TempDir(), report.Formats[len(report.Formats)-1]
	files, err := export.Write(t.Context(), export.Job{Report: marked(t, "OFFICIAL"), Folder: dir, Formats: []report.Format{data}, Seal: &export.Keys{Recipients: all}})
	if err != nil || names(t, dir) != "leicestershire-2012.favour.age" || !seal.IsEncrypted([]byte(read(t, files[0].Path))) {
		t.Errorf("it wrote %v, %v", names(t, dir), err)
	}
}

// Keys that cannot be used are refused with the reason, and without the key.
func TestKeysThatAreNone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(file, []byte("my secret thoughts\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, 1<<20+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		"age1none": "no public key", filepath.Join(dir, "none"): "cannot be read", file: "cannot be used", large: "too large",
	} {
		if _, err := export.ReadRecipients(given); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "thoughts") {
			t.Errorf("recipients in %s: %v", given, err)
		}
	}
	for path, want := range map[string]string{filepath.Join(dir, "none"): "cannot be read", file: "cannot be used", large: "too large"} {
		if _, err := export.ReadSigner(path, nil); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "thoughts") {
			t.Errorf("the signing key %s: %v", path, err)
		}
	}
}

// An export that is stopped leaves what was.
func TestStopped(t *testing.T) {
	for _, keys := range []*export.Keys{nil, {}} {
		for _, at := range []int{0, 1, 3, len(report.Formats)} {
			dir := t.TempDir()
			ctx, stop := context.WithCancel(t.Context())
			if at == 0 {
				stop()
			}
			begun := 0
			_, err := export.Write(ctx, export.Job{Report: marked(t, "OFFICIAL"), Folder: dir, Formats: report.Formats, Seal: keys, Begun: func(s export.Step) {
				if begun = s.Number; s.Number == at {
					stop()
				}
			}})
			stop()
			if !errors.Is(err, context.Canceled) || begun != at || names(t, dir) != "" {
				t.Errorf("sealed %v, stopped at %d: %v, at %d; the folder holds %s", keys != nil, at, err, begun, names(t, dir))
			}
		}
	}
}

// Nothing is told of what is done soon; and of what is not, the part that is being
// written too.
func TestTeller(t *testing.T) {
	told := make(chan export.Step, 10)
	soon := export.Tell(1<<62, func(s export.Step) { told <- s })
	soon.Begun(export.Step{Title: "PDF", Number: 1, Of: 2})
	soon.Stop()
	if len(told) > 0 {
		t.Errorf("it told %v", <-told)
	}
	late := export.Tell(time.Nanosecond, func(s export.Step) { told <- s })
	late.Begun(export.Step{Title: "PDF", Number: 1, Of: 2})
	if s := <-told; s.Number != 1 {
		t.Errorf("it told %v", s)
	}
	late.Begun(export.Step{Title: "Data", Number: 2, Of: 2})
	if s := <-told; s.Number != 2 {
		t.Errorf("it told %v", s)
	}
	late.Stop()
	late.Begun(export.Step{Title: "Data", Number: 2, Of: 2})
	at := export.Tell(0, func(s export.Step) { told <- s })
	at.Begun(export.Step{Title: "PDF", Number: 1, Of: 1})
	at.Stop()
	if s := <-told; s.Of != 1 || len(told) > 0 {
		t.Errorf("stopped, it told %v, or %d more", s, len(told))
	}
}
