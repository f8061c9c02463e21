//go:build unix

package main

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
)

// A terminal is favour in a pseudo-terminal of 80 by 24, and the screen that it
// draws there.
type terminal struct {
	t    *testing.T
	tty  *os.File
	cmd  *exec.Cmd
	mu   sync.Mutex
	vt   *vt.Emulator
	sent []byte        // all that the program has written
	done chan struct{} // closed when the program has closed the terminal
}

// patience is how long a step may take before the test gives up; a program that
// works is never waited for that long.
const patience = 20 * time.Second

// openTerminal starts favour with args in a home of its own.
func openTerminal(t *testing.T, home string, args ...string) *terminal {
	t.Helper()
	cmd := favour(home, args...)
	cmd.Dir = home
	return inTerminal(t, cmd)
}

// inTerminal starts a command of favour in a terminal.
func inTerminal(t *testing.T, cmd *exec.Cmd) *terminal {
	t.Helper()
	cmd.Env = append(cmd.Env, "TERM=xterm-256color")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: 80, Rows: 24})
	if err != nil {
		t.Fatal(err)
	}
	tty = pollable(t, tty)
	term := &terminal{t: t, tty: tty, cmd: cmd, vt: vt.NewEmulator(80, 24), done: make(chan struct{})}
	go term.show()
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		_, _ = io.Copy(tty, term.vt) // what a terminal answers when it is asked
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-term.done
		_ = cmd.Wait()
		tty.Close()
		if pipe, ok := term.vt.InputPipe().(io.Closer); ok {
			pipe.Close() // the emulator's own Close may not meet a Read
		}
		<-answered
	})
	return term
}

// show puts what the program writes on the screen until it ends.
func (x *terminal) show() {
	defer close(x.done)
	b := make([]byte, 1<<14)
	for {
		n, err := x.tty.Read(b)
		x.mu.Lock()
		_, _ = x.vt.Write(b[:n])
		x.sent = append(x.sent, b[:n]...)
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (x *terminal) screen() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.vt.String()
}

// wait waits until every one of texts is on the screen, in one run of words
// whether or not it is broken over lines.
func (x *terminal) wait(texts ...string) {
	x.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		screen, missing := x.screen(), ""
		flat := strings.Join(strings.Fields(strings.ReplaceAll(screen, "│", "")), " ")
		for _, s := range texts {
			if !strings.Contains(flat, s) {
				missing = s
			}
		}
		switch {
		case missing == "":
			return
		case time.Now().After(end):
			x.t.Fatalf("%q is not on the screen:\n%s", missing, screen)
		}
	}
}

// keys are what terminals send for keys that are no characters.
var keys = map[string]string{
	"enter": "\r", "tab": "\t", "esc": "\x1b", "down": "\x1b[B", "up": "\x1b[A", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "ctrl+p": "\x10", "ctrl+c": "\x03", "ctrl+s": "\x13",
}

// press presses keys, or types text that is the name of none.
func (x *terminal) press(all ...string) {
	x.t.Helper()
	for _, k := range all {
		if code, ok := keys[k]; ok {
			k = code
		}
		if _, err := io.WriteString(x.tty, k); err != nil {
			x.t.Fatal(err)
		}
	}
}

// question opens a question through the palette, and waits for it.
func (x *terminal) question(id string) {
	x.t.Helper()
	x.press("ctrl+p")
	x.wait("What would you like to do?")
	x.press(id)
	x.wait("Go to " + id)
	x.press("enter")
	x.wait(id+" · ", "Saved")
}

// ended waits until the program has ended, and asks for its exit code.
func (x *terminal) ended(code int) {
	x.t.Helper()
	select {
	case <-x.done:
	case <-time.After(patience):
		x.t.Fatalf("favour does not end:\n%s", x.screen())
	}
	_ = x.cmd.Wait()
	if got := x.cmd.ProcessState.ExitCode(); got != code {
		x.t.Fatalf("favour exits with %d, not %d:\n%s", got, code, x.screen())
	}
}

// The findings of HMIC's 2012 release on Leicestershire Police are entered key by
// key, as a newcomer would, and come out as the same data as when they are
// entered by command: only the record of who and when may differ.
func TestLeicestershireThroughTheApp(t *testing.T) {
	home := t.TempDir()
	x := openTerminal(t, home)
	x.wait("Who are you?")
	x.press("A. Example", "tab", "Inspector", "enter")
	x.wait("Which force is it for?")
	x.press("leic")
	x.wait("› Leicestershire Police")
	x.press("enter")
	x.wait("1 September 2011", "31 May 2012")
	x.press("enter", "enter", "enter")
	x.wait("Which protective marking")
	x.press("a", "enter")
	x.wait("Who leads the assessment?")
	x.press("enter")
	x.wait("1 of 90 answered", "Saved")

	x.question("RET-01")
	x.press("a") // HMIC checklist
	x.wait("HMIC checklist", "answered")
	for _, id := range []string{"MED-01", "HOS-01", "SOC-01", "BUS-01"} {
		x.question(id)
		x.press("d") // being reviewed and updated
		x.wait("is being reviewed and updated")
	}
	// The cursor is on the field behind the state of the second jobs policy.
	x.press("down", "down", "down", "down", "down")
	x.wait("› Change planned")
	x.press("enter", "successful applications will be looked at again every year", "esc")
	x.wait("Planned change:")

	x.question("TRN-04")
	x.press("a")
	x.wait("acting on a plan to tell officers and staff")
	x.question("TRN-05")
	x.press("down")
	x.wait("› Recording contact with the media")
	x.press("b") // not all knew
	x.wait("Recording contact with the media Not all knew")

	x.question("DIS-02")
	x.press("2", "enter", "down", "1", "tab") // which stays on the question
	x.wait("1 of which was continuing")
	x.question("SOC-05")
	x.press("c")
	x.wait("does not routinely check")
	x.question("SOC-06")
	x.press("7", "tab")
	x.wait("7 cases")
	x.question("BUS-06")
	x.press("b")
	x.wait("reviewed every year")
	x.question("BUS-07")
	x.press("84", "enter", "83", "enter")
	x.wait("83 of which were approved", "Not accounted for", "1")
	x.question("PSD-02")
	x.press("down", "down")
	x.wait("› Change since the 2011 inspection")
	x.press("2") // and stays
	x.wait("There has been no change")
	x.question("RET-04")
	x.press("a")
	x.wait("Yes")
	x.press("enter", "The inquiry into a member of the chief officer team", "tab")
	x.wait("The inquiry into a member")
	x.press("down", "enter", "It began before September 2011", "esc")
	x.wait("Why it was left out It began", "↵ write", "Saved")
	x.press("ctrl+c")
	x.ended(0)

	app := exportJSON(t, home)

	home = t.TempDir()
	run(t, home, "as", "A. Example, Inspector")
	run(t, home, "new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED")
	run(t, home, append([]string{"set"}, leicestershire...)...)
	if diff := cmp.Diff(exportJSON(t, home), app); diff != "" {
		t.Errorf("by command (-) and through the app (+):\n%s", diff)
	}
}

// leicestershire is what HMIC's 2012 release found of Leicestershire Police, as
// commands take it.
var leicestershire = []string{
	"RET-01.method=hmic-checklist", "MED-01.state=under-review", "HOS-01.state=under-review", "SOC-01.state=under-review",
	"BUS-01.state=under-review", "BUS-01.planned=successful applications will be looked at again every year", "TRN-04.verdict=yes",
	"TRN-05.media=not-all", "DIS-02.investigated=2", "DIS-02.continuing=1", "SOC-05.checked=not-routinely", "SOC-06=7",
	"BUS-06.yearly-review=planned", "BUS-07.received=84", "BUS-07.approved=83", "PSD-02.direction=none", "RET-04.any=yes",
	"RET-04.matter=The inquiry into a member of the chief officer team", "RET-04.why=It began before September 2011",
}

// run runs a command of favour in a home.
func run(t *testing.T, home string, args ...string) []byte {
	t.Helper()
	out, err := favour(home, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("favour %v: %v\n%s", args, err, out)
	}
	return out
}

// favour is a command of favour in a home.
func favour(home string, args ...string) *exec.Cmd {
	cmd := exec.Command("favour", args...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home+"/data", "XDG_CONFIG_HOME="+home+"/settings", "XDG_STATE_HOME="+home+"/state",
		"NOW=2012-06-15T09:30:00Z", "TZ=UTC", "FAVOUR_STORE=", "FAVOUR_AS=", "ACCESSIBLE=")
	return cmd
}

// exportJSON is the return as data, without what hangs on who did what when.
func exportJSON(t *testing.T, home string) map[string]any {
	t.Helper()
	dir := filepath.Join(home, "out")
	run(t, home, "export", "--format", "json", "--output", dir)
	b, err := os.ReadFile(filepath.Join(dir, "leicestershire-2012.json"))
	if err != nil {
		t.Fatal(err)
	}
	var data map[string]any
	if err := json.Unmarshal(b, &data); err != nil {
		t.Fatal(err)
	}
	if data["head"] == nil {
		t.Fatal("the export has no head")
	}
	delete(data, "head")
	return data
}
