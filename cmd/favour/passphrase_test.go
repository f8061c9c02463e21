//go:build unix

package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"
)

// The passphrase of a key is asked for on the terminal, and never shown there.
func TestPassphraseIsAskedFor(t *testing.T) {
	home, _ := begun(t)
	if err := writeKey(filepath.Join(home, "locked"), 'l', "open sesame"); err != nil {
		t.Fatal(err)
	}
	x := openTerminal(t, home, "export", "--seal", "--sign-key", "locked")
	x.wait("Passphrase of locked:")
	x.press("wrong", "enter")
	x.ended(3)
	x.wait("The key locked cannot be used: the passphrase is not that of the key.")
	x = openTerminal(t, home, "export", "--seal", "--sign-key", "locked")
	x.wait("Passphrase of locked:")
	x.press("what?", "\x15", "open sesamx", "\x7f", "e", "enter")
	x.ended(0)
	x.wait("Signed with the key SHA256:")
	if bytes.Contains(x.sent, []byte("sesame")) {
		t.Errorf("the passphrase is shown:\n%s", x.screen())
	}
	run(t, home, "verify", filepath.Join(home, "leicestershire-2012.favour"))

	// Each of two keys is asked for by itself.
	if err := writeKey(filepath.Join(home, "other"), 'o', "sesame, open"); err != nil {
		t.Fatal(err)
	}
	run(t, home, "export", "--seal", "--output", home, "--encrypt-to", filepath.Join(home, "other.pub"))
	x = openTerminal(t, home, "verify", "leicestershire-2012.favour.age", "--identity", "locked", "--identity", "other")
	x.wait("Passphrase of locked:")
	x.press("open sesame", "enter")
	x.wait("Passphrase of other:")
	x.press("sesame, open", "enter")
	x.ended(0)
}

// Whoever thinks better of it has the terminal as it was, and no file.
func TestPassphraseIsNotGiven(t *testing.T) {
	home, _ := begun(t)
	if err := writeKey(filepath.Join(home, "locked"), 'l', "open sesame"); err != nil {
		t.Fatal(err)
	}
	asked := favour(home, "export")
	cmd := exec.Command("sh", "-c", "trap : INT; favour export --seal --sign-key locked; echo It ended with $?; stty -a")
	cmd.Dir, cmd.Env = home, asked.Env
	x := inTerminal(t, cmd)
	x.wait("Passphrase of locked:")
	x.press("open", "ctrl+c")
	x.wait("Stopped.", "It ended with 3", " echo ")
	x.ended(0)
	if found, err := filepath.Glob(filepath.Join(home, "*.favour")); err != nil || len(found) > 0 {
		t.Errorf("got %v, %v", found, err)
	}
}

// The plain prompts ask for it too, and go on where they were.
func TestPassphraseInThePlainPrompts(t *testing.T) {
	home, _ := begun(t)
	if err := writeKey(filepath.Join(home, "locked"), 'l', "open sesame"); err != nil {
		t.Fatal(err)
	}
	x := openTerminal(t, home, "--plain")
	x.wait("The contents")
	x.press("export", "enter")
	x.wait("Formats")
	x.press("sealed json", "enter")
	x.wait("Signing key")
	x.press(filepath.Join(home, "locked"), "enter")
	x.wait("Encrypt to")
	x.press("enter")
	x.wait("Passphrase of")
	x.press("open sesame", "enter")
	x.wait("Folder")
	x.press(home, "enter")
	x.wait("Written: 1 file.", "Signed with the key SHA256:")
	x.press("quit", "enter")
	x.ended(0)
	if bytes.Contains(x.sent, []byte("sesame")) {
		t.Errorf("the passphrase is shown:\n%s", x.screen())
	}
	run(t, home, "verify", filepath.Join(home, "leicestershire-2012.favour"))
}
