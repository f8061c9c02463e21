package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

// newRun is an app in a home of its own, with one assessment, and what it
// prints.
func newRun(t *testing.T) (*app, *bytes.Buffer) {
	t.Helper()
	home := t.TempDir()
	var out, complaints bytes.Buffer
	env := Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &complaints,
		Getenv:   func(string) string { return "" },
		Now:      func() time.Time { return time.Date(2012, 6, 15, 9, 30, 0, 0, time.UTC) },
		DataHome: filepath.Join(home, "data"), ConfigHome: filepath.Join(home, "settings"), Width: defaultWidth,
	}
	if code := Main([]string{"new", "--force", "kent", "--as", "A. Example"}, env); code != exitDone {
		t.Fatalf("favour new exits with %d: %s", code, &complaints)
	}
	out.Reset()
	return &app{env: env, out: &printer{w: &out, width: env.Width}, as: "A. Example"}, &out
}

// meanwhile is an edit of BUS-07, asked for after somebody else has made one.
func meanwhile(t *testing.T, a *app, theirs, mine string) edits {
	return func(x assessment.Assessment) ([]assessment.Edit, error) {
		rival := *a
		rival.as, rival.out = "B. Example, Sergeant", &printer{w: &bytes.Buffer{}, width: defaultWidth}
		err := rival.record(t.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
			return settingsOf(x, []string{theirs})
		})
		if err != nil {
			t.Fatal(err)
		}
		return settingsOf(x, []string{mine})
	}
}

func TestRecordTellsOfAClash(t *testing.T) {
	a, out := newRun(t)
	err := a.record(t.Context(), "", meanwhile(t, a, "BUS-07.received=84", "BUS-07.received=85"))
	if err == nil || out.Len() > 0 {
		t.Fatalf("a clash was saved: %v, %s", err, out)
	}
	for _, want := range []string{"B. Example, Sergeant changed", "Theirs stands: BUS-07 Received: 84", "Yours was not saved: BUS-07 Received: 85"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if code := a.report(err); code != exitFail {
		t.Errorf("a clash exits with %d, not %d", code, exitFail)
	}
	if _, x, err := a.open(context.Background()); err != nil || len(x.Changes()) != 2 {
		t.Errorf("there are %d changes, not 2: %v", len(x.Changes()), err)
	}
}

func TestRecordTakesInChangesElsewhere(t *testing.T) {
	a, out := newRun(t)
	if err := a.record(t.Context(), "", meanwhile(t, a, "BUS-07.approved=83", "BUS-07.received=84")); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "BUS-07 Received: 84") || !strings.Contains(got, "as change 3.") {
		t.Errorf("got %q", got)
	}
}
