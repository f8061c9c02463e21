//go:build unix

package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

// What the tests about a program that ends at a bad moment have beside the
// terminal: a look at the screen that may end with the program, and one at the
// store behind its back.

// see waits until want is true of the screen, and reports whether it ever was:
// it is not if the program has ended before.
func (x *terminal) see(want func(screen string) bool) bool {
	x.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		screen := x.screen()
		if want(screen) {
			return true
		}
		select {
		case <-x.done:
			return want(x.screen())
		default:
		}
		if time.Now().After(end) {
			x.t.Fatalf("the screen does not become what it should:\n%s", screen)
		}
	}
}

// shows is true of a screen with every one of those patterns on it.
func shows(patterns ...string) func(string) bool {
	var all []*regexp.Regexp
	for _, p := range patterns {
		all = append(all, regexp.MustCompile(p))
	}
	return func(screen string) bool {
		for _, p := range all {
			if !p.MatchString(screen) {
				return false
			}
		}
		return true
	}
}

// saved is true of a screen that says that all is saved.
func saved(screen string) bool {
	head, _, _ := strings.Cut(screen, "\n")
	return strings.Contains(head, " Saved ") && !strings.Contains(screen, "Not saved")
}

// send is press for a program that may have ended.
func (x *terminal) send(all ...string) {
	for _, k := range all {
		if code, ok := keys[k]; ok {
			k = code
		}
		_, _ = x.tty.WriteString(k)
	}
}

// begun is a home with one assessment of Leicestershire, and its id.
func begun(t *testing.T) (home, id string) {
	t.Helper()
	home = t.TempDir()
	run(t, home, "as", "A. Example, Inspector")
	run(t, home, "new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED")
	return home, "leicestershire-2012"
}

func storeIn(home string) string { return filepath.Join(home, "data", "favour", "favour.db") }

// draftsIn is the one folder with drafts of a home.
func draftsIn(t *testing.T, home string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(home, "state", "favour", "drafts", "*"))
	if err != nil || len(all) != 1 {
		t.Fatalf("got %d folders with drafts, want 1", len(all))
	}
	return all[0]
}

// opened is the assessment as it is in the store, its chain checked.
func opened(t *testing.T, home, id string) assessment.Assessment {
	t.Helper()
	a, err := journal.New(bolt.New(storeIn(home))).Open(context.Background(), id)
	if err != nil {
		t.Fatalf("the store does not open: %v", err)
	}
	return a
}

// pollable is f as a file that can be closed while it is read: only then is a
// window really closed, and its program's side hung up.
func pollable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	syscall.CloseOnExec(fd)
	f.Close()
	if err := syscall.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}
