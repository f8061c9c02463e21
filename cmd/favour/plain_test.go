//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"favour/internal/assessment"
)

// byPlain holds the plain prompts in a home, with those lines typed into a pipe, and
// returns what is said.
func byPlain(t *testing.T, home string, lines ...string) string {
	t.Helper()
	cmd := favour(home, "--plain")
	cmd.Dir = home
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil || complaint.Len() > 0 {
		t.Fatalf("favour --plain: %v: %s\n%s", err, complaint.String(), out.String())
	}
	return out.String()
}

// The findings of HMIC's 2012 release on Leicestershire Police are entered line by
// line, as a newcomer with a screen reader would, and come out as the same data as
// when they are entered by command: only the record of who and when may differ.
func TestLeicestershireByPlainPrompts(t *testing.T) {
	home := t.TempDir()
	said := byPlain(t, home,
		"A. Example", "Inspector",
		"leic", "", "", "", "1", "", "",
		"", "1", // from the contents to the first question: the HMIC checklist
		"/MED-01", "4", "/HOS-01", "4", "/SOC-01", "4",
		"/BUS-01", "4", "/change 7", "successful applications will be looked at again every year", ".",
		"/TRN-04", "1", "/TRN-05", "/change 2", "2", "/DIS-02", "2", "/change 3", "1",
		"/SOC-05", "3", "/SOC-06", "7", "/BUS-06", "2", "/BUS-07", "84", "83",
		"/PSD-02", "", "", "2",
		"/RET-04", "1", "The inquiry into a member of the chief officer team", ".", "", "It began before September 2011", ".",
		"/check", "/quit")
	plain := exportJSON(t, home)
	home = t.TempDir()
	run(t, home, "as", "A. Example, Inspector")
	run(t, home, "new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED")
	run(t, home, append([]string{"set"}, leicestershire...)...)
	if diff := cmp.Diff(exportJSON(t, home), plain); diff != "" {
		t.Errorf("by command (-) and by plain prompts (+):\n%s\n%s", diff, said)
	}
}

// In a terminal the plain prompts send no escape sequence at all, and Ctrl+C keeps
// what is being typed; so does a window that is closed.
func TestPlainInATerminal(t *testing.T) {
	for name, end := range map[string]func(*terminal){
		"ctrl+c": func(x *terminal) { x.press("ctrl+c") },
		"hangup": func(x *terminal) { _ = x.cmd.Process.Signal(syscall.SIGHUP) },
		"ctrl+d": func(x *terminal) { x.press("\x04") },
	} {
		t.Run(name, func(t *testing.T) {
			home, id := begun(t)
			x := openTerminal(t, home, "--plain")
			x.wait("The contents (1 to 11")
			x.press("SOC-05\r")
			x.wait("Personal accounts checked (1 to")
			x.press("3\r")
			x.wait("Saved.")
			x.press("/note\r")
			x.wait("What HMIC will read (the text")
			x.press("Half a sentence\r")
			kept := filepath.Join(home, "state", "favour", "drafts", "*", "*.draft")
			for start := time.Now(); time.Since(start) < patience; time.Sleep(5 * time.Millisecond) {
				if all, _ := filepath.Glob(kept); len(all) > 0 { // by itself, while the next line is waited for
					break
				}
			}
			end(x)
			x.ended(3)
			if sent := string(x.sent); strings.Contains(sent, "\x1b") || strings.ContainsAny(sent, "\b\v\f") {
				t.Errorf("it moves the cursor, or draws: %q", sent)
			}
			a := opened(t, home, id)
			it, _ := a.Item("SOC-05")
			if got := a.Answer(it); got.Values["checked"].Given != "not-routinely" || got.Narrative != "" {
				t.Errorf("saved is %+v", got)
			}
			said := byPlain(t, home, "1", "quit")
			if !strings.Contains(said, "Half a sentence") {
				t.Errorf("it is not offered:\n%s", said)
			}
			if got := opened(t, home, id).At(assessment.Narrative("SOC-05")).Given; got != "Half a sentence" {
				t.Errorf("the text is %q", got)
			}
		})
	}
}

// withEditorOfLines is a command of favour with an editor that takes lines, as ed
// does: it has written, and is ended by Ctrl+C.
func withEditorOfLines(t *testing.T, home string, args ...string) *exec.Cmd {
	t.Helper()
	script := filepath.Join(home, "editor")
	write(t, script, "#!/bin/sh\ntrap 'echo interrupted; exit 0' INT\nprintf 'From the editor.\\n' >> \"$1\"\necho ready\nwhile :; do sleep 0.1; done\n", 0o700)
	cmd := favour(home, args...)
	cmd.Dir, cmd.Env = home, append(cmd.Env, "VISUAL="+script)
	return cmd
}

// Ctrl+C in an editor of lines is the editor's: the app goes on, and what the editor
// saved is recorded.
func TestCtrlCInAnEditorOfTheApp(t *testing.T) {
	home, id := begun(t)
	x := inTerminal(t, withEditorOfLines(t, home))
	x.question("SOC-05")
	x.press("down", "\x05")
	x.wait("ready")
	x.press("ctrl+c")
	x.see(shows("SOC-05", "From the editor", " Saved "))
	x.press("ctrl+c")
	x.ended(0)
	if got := opened(t, home, id).At(assessment.Narrative("SOC-05")).Given; got != "From the editor." {
		t.Errorf("the text is %q", got)
	}
}

// So it is in the plain prompts.
func TestCtrlCInAnEditorOfLines(t *testing.T) {
	home, id := begun(t)
	x := inTerminal(t, withEditorOfLines(t, home, "--plain"))
	x.wait("The contents (1 to 11")
	x.press("SOC-05\r")
	x.wait("Personal accounts checked (1 to")
	x.press("note\r")
	x.wait("What HMIC will read (the text")
	x.press("/editor\r")
	x.wait("Your editor is open.", "ready")
	x.press("ctrl+c")
	x.wait("interrupted", "Saved.", "Personal accounts checked (1 to")
	x.press("quit\r")
	x.ended(0)
	if got := opened(t, home, id).At(assessment.Narrative("SOC-05")).Given; got != "From the editor." {
		t.Errorf("the text is %q", got)
	}
}

// Ctrl+C while a file of evidence is read stops the reading, and not the conversation;
// at a prompt it ends that.
func TestCtrlCStopsReadingFiles(t *testing.T) {
	home, id := begun(t)
	file := filepath.Join(home, "film.mp4")
	write(t, file, "As it was recorded.", 0o600)
	x := openTerminal(t, home, "--plain")
	x.wait("The contents (1 to 11")
	x.press("SOC-05\r", "evidence\r")
	x.wait("Evidence for SOC-05 (add")
	x.press("add\r", "A film\r", "\r", "\r", file+"\r", "\r")
	x.wait("Evidence E1 added.", "Evidence for SOC-05 (1, add")
	x.press("digest 1\r")
	x.wait("The SHA-256 of E1 is recorded.")
	// It is so long now that no computer reads it while this test waits.
	if err := os.Truncate(file, 1<<42); err != nil {
		t.Skipf("no file can be as long as that here: %v", err)
	}
	x.press("files\r")
	x.wait("Reading the file of E1, 1 of 1. Ctrl+C stops it.")
	x.press("ctrl+c")
	x.wait("Stopped. Looked at 0 of 1 pieces of evidence.")
	x.press("digest 1\r")
	x.wait("Reading the file of E1. Ctrl+C stops it.")
	x.press("ctrl+c")
	x.wait("Stopped. Nothing was recorded.")
	x.press("quit\r")
	x.wait("Everything that you answered is saved.")
	x.ended(0)
	if got := opened(t, home, id).Evidence(); len(got) != 1 || got[0].SHA256 == "" {
		t.Errorf("the evidence is %+v", got)
	}
}

// The plain prompts are held where they are asked for, and where there is nothing to
// draw on.
func TestPlainByItself(t *testing.T) {
	home, _ := begun(t)
	for name, how := range map[string]string{"asked for": "ACCESSIBLE=1", "a dumb terminal": "TERM=dumb"} {
		cmd := exec.Command("env", how, "favour")
		cmd.Env, cmd.Dir = favour(home).Env, home
		x := inTerminal(t, cmd)
		x.wait("The contents (1 to 11")
		x.press("quit\r")
		x.ended(0)
		if strings.Contains(string(x.sent), "\x1b") {
			t.Errorf("%s: it draws", name)
		}
	}
	cmd := favour(home)
	cmd.Stdin = strings.NewReader("quit\n")
	if out, err := cmd.Output(); err != nil || !strings.HasPrefix(string(out), "favour in plain prompts.") {
		t.Errorf("without a terminal: %v: %s", err, out)
	}
}
