package drafts_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/journal/drafts"
)

// The test program runs itself again where a session is to be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("FAVOUR_TEST_DRAFTS"); dir != "" {
		keepTyping(dir)
		return
	}
	os.Exit(m.Run())
}

var noon = time.Date(2012, 5, 31, 12, 0, 0, 0, time.UTC)

func draft(text string, n int) drafts.Draft {
	return drafts.Draft{
		Assessment: "kent-2012", Target: assessment.Narrative(fmt.Sprintf("BUS-%02d", n)), Text: text,
		Base: assessment.Of("before"), Author: assessment.Author{Name: "A. Example", Role: "Inspector"},
		Time: noon.Add(time.Duration(n) * time.Minute),
	}
}

func keep(t *testing.T, f *drafts.Folder, all ...drafts.Draft) {
	t.Helper()
	for _, d := range all {
		if err := f.Keep(d); err != nil {
			t.Fatal(err)
		}
	}
}

// wantLeft compares what another session finds, and returns it.
func wantLeft(t *testing.T, f *drafts.Folder, want ...drafts.Draft) []drafts.Draft {
	t.Helper()
	got, err := f.Left("kent-2012")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(drafts.Draft{}), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("drafts left (-want +got):\n%s", diff)
	}
	return got
}

func TestWhatASessionLeavesIsOfferedToTheNext(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state", "drafts")
	one, next := drafts.New(dir), drafts.New(dir)
	wantLeft(t, next)
	late, early := draft("typed\nlater \u202e \x1b[31m", 2), draft("", 1)
	other := draft("of another assessment", 3)
	other.Assessment = `..\CON:/kent*`
	keep(t, one, draft("overwritten", 2), late, early, other)
	wantLeft(t, one)
	wantLeft(t, next) // for it still runs
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	left := wantLeft(t, next, early, late)
	if s := left[0].Session(); s == "" || s != left[1].Session() || late.Session() != "" {
		t.Errorf("left by the sessions %q and %q, and the draft that was kept by %q", s, left[1].Session(), late.Session())
	}
	// Adopting one is keeping it and discarding the other's.
	keep(t, next, left[0])
	for _, d := range left {
		if err := next.Discard(d); err != nil {
			t.Fatal(err)
		}
	}
	third := drafts.New(dir)
	wantLeft(t, third)
	if err := next.Close(); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, third, early)
	if got, err := third.Left(other.Assessment); err != nil || len(got) != 1 || got[0].Text != other.Text {
		t.Errorf("of the other assessment: got %v, %v, want %q", got, err, other.Text)
	}
}

func TestWhatIsDroppedIsNotLeft(t *testing.T) {
	dir := t.TempDir()
	one := drafts.New(dir)
	keep(t, one, draft("saved by now", 1), draft("still open", 2))
	for _, d := range []drafts.Draft{draft("", 1), draft("", 1), draft("", 7)} {
		if err := one.Drop(d.Assessment, d.Target); err != nil {
			t.Errorf("drop %s: %v", d.Target, err)
		}
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, drafts.New(dir), draft("still open", 2))
}

// A text that was open in the person's own editor is offered as the editor saved
// it last, unless more was typed here since.
func TestWhatTheEditorSavedIsOffered(t *testing.T) {
	dir := t.TempDir()
	f := drafts.New(dir)
	d := draft("as it was typed", 1)
	keep(t, f, d)
	sheet, err := editor.Write(f.Sheet(d.Assessment, d.Target), "What is asked", d.Text)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(sheet.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sheet.Path, []byte(strings.Replace(string(b), d.Text, "as the editor saved it", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	want := d
	want.Text = "as the editor saved it"
	next := drafts.New(dir)
	left := wantLeft(t, next, want)

	earlier := time.Now().Add(-time.Hour)
	if err := os.Chtimes(sheet.Path, earlier, earlier); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, next, d)
	if err := next.Discard(left[0]); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, next)
	if files, err := filepath.Glob(filepath.Join(dir, "*.txt")); err != nil || len(files) > 0 {
		t.Errorf("there is still %v %v", files, err)
	}
}

func TestASessionThatLeftNothingLeavesNoFiles(t *testing.T) {
	dir := t.TempDir()
	one := drafts.New(dir)
	keep(t, one, draft("saved by now", 1))
	if err := one.Drop("kent-2012", draft("", 1).Target); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, drafts.New(dir))
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("while it runs: got the files %q, want its lock", got)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, drafts.New(dir))
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("got the files %q, want none", got)
	}
}

func TestNamesOfFilesTellNothing(t *testing.T) {
	dir := t.TempDir()
	d := draft("text", 1)
	d.Assessment = "../Ümläut CON"
	keep(t, drafts.New(dir), d)
	for _, name := range names(t, dir) {
		if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" || strings.Contains(name, "..") {
			t.Errorf("got the name %q, want small letters, digits and hyphens", name)
		}
	}
}

func TestWhatCannotBeReadStaysAndHidesNoOthers(t *testing.T) {
	dir := t.TempDir()
	one := drafts.New(dir)
	keep(t, one, draft("sound", 1))
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	files := map[string]struct {
		text string
		want error
	}{
		"aaaa-1.draft": {"", drafts.ErrDamaged},
		"aaaa-2.draft": {`{"v":1,"assessment":"kent-2012","at":"narrative/BUS-01","text":"cut o`, drafts.ErrDamaged},
		"aaaa-3.draft": {`{"v":2,"mood":"hopeful"}`, assessment.ErrNewer},
		"aaaa-4.draft": {`{"v":1,"assessment":"kent-2012","at":"mood/BUS-01","text":"x"}`, drafts.ErrDamaged},
		"aaaa-5.draft": {`{"v":1,"assessment":"kent-2012","at":"narrative/BUS-01","mood":"hopeful"}`, drafts.ErrDamaged},
		"aaaa-6.draft": {`{}`, drafts.ErrDamaged},
	}
	for name, f := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(f.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := drafts.New(dir).Left("kent-2012")
	if len(got) != 1 || got[0].Text != "sound" {
		t.Errorf("got %v, want the sound one", got)
	}
	for name, f := range files {
		if !errors.Is(err, f.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want it to say of %s that %v", err, name, f.want)
		}
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != f.text {
			t.Errorf("%s: got %q, %v, want it as it was", name, b, err)
		}
	}
}

func TestKeepSaysThatItCannot(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := drafts.New(filepath.Join(dir, "drafts")).Keep(draft("text", 1)); err == nil {
		t.Error("below a file: got no error, want one")
	}
}

func TestDraftsSurviveAKill(t *testing.T) {
	for range 5 {
		dir := t.TempDir()
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(program)
		cmd.Env = append(os.Environ(), "FAVOUR_TEST_DRAFTS="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kept := 0
		lines := bufio.NewScanner(out)
		for kept < 20 && lines.Scan() {
			kept++
		}
		wantLeft(t, drafts.New(dir)) // it runs
		_ = cmd.Process.Kill()
		for lines.Scan() {
			kept++
		}
		_ = cmd.Wait()
		got, err := drafts.New(dir).Left("kent-2012")
		if err != nil || len(got) != 1 {
			t.Fatalf("got %d drafts, %v, want the one", len(got), err)
		}
		if n := strings.Count(got[0].Text, "word "); n < kept {
			t.Errorf("got %d words, want at least the %d that were kept", n, kept)
		}
	}
}

// keepTyping says in a line of its own each time that a word more is on disk.
func keepTyping(dir string) {
	f := drafts.New(dir)
	d := draft("", 1)
	for {
		d.Text += "word "
		if err := f.Keep(d); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println()
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
	return slices.Sorted(slices.Values(all))
}

func TestAdds(t *testing.T) {
	for id, want := range map[string]string{
		drafts.AddID("BUS-07", 3): "BUS-07 3",
		drafts.AddID("a:b", 12):   "a:b 12",
		"E1":                      "",
		"new:BUS-07":              "",
		"new::1":                  "",
		"new:BUS-07:x":            "",
	} {
		got := ""
		if item, n, ok := drafts.Adds(id); ok {
			got = fmt.Sprintf("%s %d", item, n)
		}
		if got != want {
			t.Errorf("Adds(%q) is %q, want %q", id, got, want)
		}
	}
}
