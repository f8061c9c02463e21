//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"favour/internal/assessment"
)

// The promise: while the right to use the store is taken away, that is said for
// as long as it is so, what is given meanwhile is kept, and it is saved once the
// right is given back. A command says so in a sentence.
func TestTheRightToTheStoreIsTakenAway(t *testing.T) {
	for name, c := range map[string]struct {
		what func(home string) string
		mode fs.FileMode
		said string
	}{
		"the file is closed":        {storeIn, 0, `(?s)Not saved:.*permission\s+denied`},
		"the file may only be read": {storeIn, 0o400, "Not saved: The store cannot be written to"},
		"the folder is closed":      {func(home string) string { return filepath.Dir(storeIn(home)) }, 0, `(?s)Not saved:.*permission\s+denied`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPerson(t)
			x := inTerminal(t, p.favour())
			x.wait("of 90 answered", "Saved")
			x.question("BUS-07")

			path := c.what(p.home)
			before, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			chmod(t, path, c.mode)
			x.press("home", "91", "enter")
			x.see(shows("Received +91", c.said))
			x.press("home", "down", "down", "down", "down", "down", "enter", lastWords, "esc")
			x.see(shows(lastWords, "↵ write", c.said))
			out, err := p.favour("set", "BUS-07.approved=83").CombinedOutput()
			if exitCode(err) != 3 || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), "Ask for the right") {
				t.Errorf("a command says %q, and exits with %d", out, exitCode(err))
			}

			chmod(t, path, before.Mode())
			x.see(saved)
			a := opened(t, p.home, p.id)
			if got := a.At(count(0)).Given + a.At(assessment.Narrative("BUS-07")).Given; got != "91"+lastWords {
				t.Errorf("saved is %q", got)
			}

			// It is offered back if the app is killed while the right is missing.
			chmod(t, path, c.mode)
			x.press("home", "92", "enter")
			x.see(shows("Received +92", c.said))
			time.Sleep(time.Second)
			_ = x.cmd.Process.Kill()
			<-x.done
			chmod(t, path, before.Mode())
			x = inTerminal(t, p.favour())
			x.wait("You were typing something that was not saved", "BUS-07 Received", "92")
			x.press("r")
			x.see(func(screen string) bool { return shows("recovered")(screen) && saved(screen) })
		})
	}
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// A person is a user whom permissions bind: the one who runs the tests, or
// another one if that is root. Home is theirs, with an assessment begun in it.
type person struct {
	t        *testing.T
	home, id string
	program  string
}

func newPerson(t *testing.T) *person {
	t.Helper()
	if os.Geteuid() != 0 {
		home, id := begun(t)
		return &person{t: t, home: home, id: id}
	}
	// Not t.TempDir, which is root's alone.
	dir, err := os.MkdirTemp("", "favour-person-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	p := &person{t: t, home: filepath.Join(dir, "home"), id: "leicestershire-2012", program: filepath.Join(dir, "favour")}
	if err := os.Mkdir(p.home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(p.home, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	copyProgram(t, p.program)
	chmod(t, dir, 0o711)
	for _, args := range [][]string{{"as", "A. Example, Inspector"}, {"new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED"}} {
		if out, err := p.favour(args...).CombinedOutput(); err != nil {
			t.Fatalf("favour %v: %v\n%s", args, err, out)
		}
	}
	return p
}

// nobody is a user and a group that have nothing else.
const nobody = 65534

// favour is a command of favour that the person gives.
func (p *person) favour(args ...string) *exec.Cmd {
	cmd := favour(p.home, args...)
	cmd.Dir = p.home
	if p.program != "" {
		cmd.Path, cmd.Err = p.program, nil
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return cmd
}

// copyProgram puts favour, which is the program of the tests, where others may
// run it.
func copyProgram(t *testing.T, path string) {
	t.Helper()
	name, err := exec.LookPath("favour")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(program), 0o755)
	chmod(t, path, 0o755) // whatever the umask
}
