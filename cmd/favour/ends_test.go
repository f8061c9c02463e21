//go:build unix

package main

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"go.etcd.io/bbolt"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

const lastWords = "Typed just before the end."

// ends are the ways in which the app is ended, but for those that it does not
// live to see.
var ends = map[string]func(*terminal){
	"ctrl+c":     func(x *terminal) { x.press("ctrl+c") },
	"interrupt":  func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGINT) },
	"terminated": func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGTERM) },
	"hung up":    func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGHUP) },
}

// The promise: whichever way the app is ended, the terminal is left as it was,
// and what was being typed is saved or offered back. A panic is in package tui,
// for there is no way to make favour panic.
func TestTheAppIsEndedFromOutside(t *testing.T) {
	stores := map[string]func(t *testing.T, path string){
		"a sound store": func(*testing.T, string) {},
		"a store that somebody holds": func(t *testing.T, path string) {
			db, err := bbolt.Open(path, 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
		},
		"a store that is gone": func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		},
	}
	for how, end := range ends {
		for store, spoil := range stores {
			if store != "a sound store" && how != "hung up" {
				continue // each takes seconds, and one of each kind shows it
			}
			t.Run(how+", "+store, func(t *testing.T) {
				t.Parallel()
				home, id := begun(t)
				x := typing(t, home)
				spoil(t, storeIn(home))
				end(x)
				x.ended(0)
				isRestored(t, x)
				if store == "a sound store" {
					if got := opened(t, home, id).At(assessment.Narrative("BUS-07")).Given; got != lastWords {
						t.Errorf("saved is %q", got)
					}
					return
				}
				isOffered(t, home, id)
			})
		}
	}
}

// The promise: what is typed into a form is offered back as one thing, however
// the app is ended: at once where it lives to see that, and otherwise what is a
// second old.
func TestAFormIsOfferedBack(t *testing.T) {
	all := maps.Clone(ends)
	all["killed"] = func(x *terminal) {
		time.Sleep(time.Second)
		_ = x.cmd.Process.Kill()
	}
	for how, end := range all {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			home, id := begun(t)
			x := openTerminal(t, home)
			x.wait("of 90 answered", "Saved")
			x.question("BUS-07")
			x.addEvidence("BUS-07")
			x.press(lastWords, "tab", "Head of learning")
			x.see(shows("Owner +Head of learning"))
			end(x)
			if how == "killed" {
				<-x.done
			} else {
				x.ended(0)
				isRestored(t, x)
			}

			next := openTerminal(t, home)
			next.wait("You were typing something that was not saved", "1 of 1", "New evidence for BUS-07", lastWords, "Head of learning")
			next.press("r")
			next.wait("Add evidence for BUS-07", lastWords, "Head of learning")
			next.press("ctrl+s")
			next.wait("Evidence added.", "of 90 answered", "Saved")
			if all := opened(t, home, id).EvidenceFor("BUS-07"); len(all) != 1 || all[0].Title != lastWords || all[0].Owner != "Head of learning" {
				t.Errorf("the evidence is %+v", all)
			}
			next.press("ctrl+c")
			next.ended(0)
			nothingIsOffered(t, home)
		})
	}
}

// A window that is closed takes the terminal away: there is nothing to read or
// to write, and the signal may come before or after that is seen.
func TestTheWindowIsClosed(t *testing.T) {
	t.Parallel()
	home, id := begun(t)
	x := typing(t, home)
	x.tty.Close()
	<-x.done // the test's side
	ended := make(chan struct{})
	go func() { _ = x.cmd.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatal("favour goes on without a terminal")
	}
	if opened(t, home, id).At(assessment.Narrative("BUS-07")).Given != lastWords {
		isOffered(t, home, id)
	}
}

// typing is the app with text that is being typed.
func typing(t *testing.T, home string) *terminal {
	t.Helper()
	x := openTerminal(t, home)
	x.wait("of 90 answered", "Saved")
	x.question("BUS-07")
	x.press("home", "down", "down", "down", "down", "down", "enter", lastWords)
	x.see(shows(lastWords, "esc done"))
	return x
}

// isOffered fails unless the next session is offered the text.
func isOffered(t *testing.T, home, id string) {
	t.Helper()
	next := drafts.New(draftsIn(t, home))
	defer next.Close()
	left, err := next.Left(id)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) != 1 || left[0].Text != lastWords || left[0].Target != assessment.Narrative("BUS-07") {
		t.Errorf("the next session is offered %+v", left)
	}
}

var modes = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// isRestored fails unless the program has put back all that it has set: its
// screen, the cursor, pastes in brackets and whatever else there is of that
// kind, and the keyboard's mode.
func isRestored(t *testing.T, x *terminal) {
	t.Helper()
	x.mu.Lock()
	sent := string(x.sent)
	x.mu.Unlock()
	last := map[string]string{}
	for _, m := range modes.FindAllStringSubmatch(sent, -1) {
		for _, mode := range strings.Split(m[1], ";") {
			last[mode] = m[2]
		}
	}
	for _, mode := range []string{"25", "1049", "2004"} {
		if last[mode] == "" {
			t.Errorf("the app never sets mode %s, and the test knows no better", mode)
		}
	}
	for mode, set := range last {
		if want := map[bool]string{true: "h", false: "l"}[mode == "25"]; set != want {
			t.Errorf("mode %s is left as %q", mode, set)
		}
	}
	if i, j := strings.LastIndex(sent, "\x1b[?1049h"), strings.LastIndex(sent, "\x1b[?1049l"); i > j {
		t.Error("the alternate screen is left on")
	}
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	defer slave.Close()
	want, err := term.GetState(master.Fd())
	if err != nil {
		t.Fatal(err)
	}
	got, err := term.GetState(x.tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the terminal is left as %+v, and was %+v", got, want)
	}
}

// The promise: whoever interrupts a command twice is rid of it, though it waits for a
// pipe into which nobody writes.
func TestACommandIsEndedByTheSecondInterrupt(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	pipe := filepath.Join(home, "return.favour")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := favour(home, "verify", pipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var w *os.File // opens only once the program has opened it to be read
	for w == nil {
		select {
		case err := <-ended:
			t.Fatalf("it ended by itself: %v", err)
		case <-time.After(time.Millisecond):
			w, _ = os.OpenFile(pipe, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		}
	}
	defer w.Close()
	patience := time.After(time.Minute)
	for {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-ended:
			return
		case <-patience:
			_ = cmd.Process.Kill()
			t.Fatal("interrupted again and again, it is still there")
		case <-time.After(10 * time.Millisecond):
		}
	}
}
