package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/export"
	"favour/internal/journal"
	"favour/internal/report"
)

func TestOpening(t *testing.T) {
	for text, want := range map[string]string{
		"there is nothing":                    "There is nothing",
		"out/kent.html cannot be written":     "out/kent.html cannot be written",
		`out\kent.html cannot be written`:     `out\kent.html cannot be written`,
		"kent.html is a link to another file": "kent.html is a link to another file",
	} {
		if got := opening(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	got := (&app{store: "favour.db"}).explain(fmt.Errorf("the folder out cannot be made: %w", fs.ErrPermission)).text
	if want := "The folder out cannot be made: permission denied. Ask for the right to use it, or name another place."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Every error that another package names becomes a sentence that says what to
// do, without the chain that it came in.
func TestExplain(t *testing.T) {
	a := &app{store: "favour.db"}
	for _, c := range []struct {
		err  error
		want string
	}{
		{journal.ErrNewer, "The store favour.db was written by a newer version"},
		{fmt.Errorf("%w (store version 7; this one reads up to 2)", journal.ErrNewer), "It takes one that reads store version 7; this one reads up to 2. Use"},
		{journal.ErrReplaced, "The store favour.db no longer holds what it held a moment ago"},
		{journal.ErrForeign, "The store favour.db is not a favour store"},
		{journal.ErrDamaged, "The store favour.db is damaged"},
		{journal.ErrBusy, "The store favour.db is in use by another program. Close"},
		{journal.ErrReadOnly, "The store favour.db cannot be written to"},
		{journal.ErrFull, "The disk is full, and nothing was saved."},
		{journal.ErrAway, "The disk or network share with the store favour.db does not answer, and nothing was saved. Look"},
		{journal.ErrNoLocks, "The store favour.db is in a place where files cannot be locked"},
		{&fs.PathError{Op: "write", Path: "/x/y", Err: syscall.ETIMEDOUT}, "The disk or network share does not do what is asked of it (/x/y: "},
		{journal.ErrNotFound, "The assessment is not in the store favour.db. List"},
		{journal.ErrConflict, "The assessment was changed by someone else"},
		{journal.ErrBadID, "An id is small letters"},
		{assessment.ErrSigned, "The return is signed, and nothing was changed. To change it, reopen it first"},
		{assessment.ErrNotSigned, "The return is not signed"},
		{assessment.ErrOtherContent, "Somebody has changed the answers since they were read to be signed"},
		{report.ErrNoMarking, "favour details --marking"},
		{export.ErrExists, "--force-overwrite"},
		{context.Canceled, "Stopped."},
		{&fs.PathError{Op: "open", Path: "/x/y", Err: fs.ErrPermission}, "/x/y: permission denied. Ask"},
		{&catalog.LintError{Complaints: []catalog.Complaint{{File: "a.yaml", Line: 2, Column: 3, Text: "wrong"}}}, "a.yaml:2:3: wrong"},
		{errors.New("something else"), "something else."},
	} {
		r := a.explain(fmt.Errorf("save: %w", c.err))
		switch {
		case r.code != exitFail:
			t.Errorf("%v exits with %d", c.err, r.code)
		case !strings.Contains(r.text, c.want):
			t.Errorf("%v: %q does not say %q", c.err, r.text, c.want)
		case !strings.HasSuffix(r.text, "."):
			t.Errorf("%v: %q does not end", c.err, r.text)
		}
	}
}
