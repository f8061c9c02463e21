package tui

import (
	"crypto/ed25519"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/crypto/ssh"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/report"
	"favour/internal/seal"
)

// onExport is the export screen on a folder of the test's own.
func onExport(t *testing.T, s state) (*app, string) {
	t.Helper()
	e := testEnv(t, s)
	e.ExportDir = filepath.Join(t.TempDir(), "exports")
	return launchOn(e, func(e *env) screen { return newExport(e) }), e.ExportDir
}

func files(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimPrefix(filepath.Ext(e.Name()), "."))
	}
	return strings.Join(names, " ")
}

// everyFormat is what files says of a folder with a file in each format.
func everyFormat() string {
	var names []string
	for _, f := range report.Formats {
		names = append(names, strings.TrimPrefix(f.Ext, "."))
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// toFolder goes from the first format to the folder, which is below the last.
func toFolder(a *app) {
	for range report.Formats {
		press(a, "down")
	}
}

func TestExport(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	press(a, "down", "space") // no PDF
	shows(t, a, "[ ] PDF")
	press(a, "x")
	written := fmt.Sprintf("The summary has been written: %d files", len(report.Formats)-1)
	shows(t, a, written, "leicestershire, change 13, "+a.env.desk.stored.Head().SHA256[:8], "Marked     NOT PROTECTIVELY MARKED")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	resize(a, sizes[0])
	seen := view(a)
	press(a, "pgdown")
	seen += view(a)
	if flat := strings.Join(strings.Fields(seen), ""); !strings.Contains(flat, dir) || strings.Count(flat, "SHA-256") < 3 || !strings.Contains(seen, "Send the files to HMIC") {
		t.Errorf("the receipt lacks something:\n%s", seen)
	}
	if got, want := files(t, dir), strings.Replace(everyFormat(), " pdf", "", 1); got != want {
		t.Errorf("written: %s, not %s", got, want)
	}
	press(a, "e", "home")
	shows(t, a, "Export the summary for HMIC", "[ ] PDF")
	press(a, "x") // they are there now
	shows(t, a, "Replace the files that are there?")
	press(a, "n")
	shows(t, a, "Export the summary for HMIC")
	press(a, "x", "y")
	shows(t, a, written)
	press(a, "enter")
	shows(t, a, "First screen")
}

func TestExportNeedsAMarking(t *testing.T) {
	a, dir := onExport(t, empty)
	press(a, "x")
	shows(t, a, "Choose a protective marking first", "› Protective marking  not chosen")
	press(a, "enter")
	shows(t, a, "Government Security Classifications (from April 2014)")
	press(a, "5")
	shows(t, a, "› Protective marking  OFFICIAL")
	if got := a.env.desk.stored.Details().Marking; got != "OFFICIAL" {
		t.Errorf("the marking is %q", got)
	}
	press(a, "x")
	shows(t, a, fmt.Sprintf("The summary has been written: %d files", len(report.Formats)))
	if got := files(t, dir); got != everyFormat() {
		t.Errorf("written: %s", got)
	}
}

func TestExportNeedsAFormatAndAFolder(t *testing.T) {
	a, _ := onExport(t, halfFilled)
	for range report.Formats {
		press(a, "space", "down")
	}
	press(a, "x")
	shows(t, a, "Put in at least one format.", "› [ ] Web page")
	press(a, "space")
	toFolder(a)
	press(a, "enter", "ctrl+u", "enter", "x")
	shows(t, a, "Type the folder", "› Folder")
}

// Esc in the folder keeps what was typed, and letters are text there.
func TestExportFolderIsTyped(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	toFolder(a)
	press(a, "enter")
	typeText(a, "/exe")
	if keys := ansi.Strip(a.keyLine(78)); !strings.HasPrefix(keys, "↵ keep this") {
		t.Errorf("the line of keys is %q", keys)
	}
	if c := a.View().Cursor; c.X < 1+margin+exportLabels {
		t.Errorf("the cursor is at %d", c.X)
	}
	press(a, "esc", "x")
	if got := files(t, dir+"/exe"); got != everyFormat() {
		t.Errorf("written: %s", got)
	}
}

func TestExportThatFailsSaysWhy(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	press(a, "x")
	shows(t, a, "Nothing was written, and nothing is lost.", "Nothing was written:", "cannot be written")
	checkFrame(t, a)
}

// Changes that are still on their way are waited for.
func TestExportWaitsForChanges(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	save := a.env.desk.record(assessment.Edit{Target: assessment.Narrative("BUS-07"), New: assessment.Of("One of them is pending.")})
	press(a, "x")
	shows(t, a, "Waiting until your last changes are saved")
	if got := files(t, dir); got != "" {
		t.Errorf("written too early: %s", got)
	}
	settle(a, save)
	shows(t, a, "The summary has been written")
	if b, err := os.ReadFile(filepath.Join(dir, "leicestershire.md")); err != nil || !strings.Contains(string(b), "One of them is pending.") {
		t.Errorf("the change is not in the file: %v", err)
	}
}

// lockedKey is the file of a key with a passphrase.
func lockedKey(t *testing.T, passphrase string) string {
	t.Helper()
	block, err := ssh.MarshalPrivateKeyWithPassphrase(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)), "", []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is written is sealed into one file, and signed with a key whose passphrase is
// asked for and never shown. Which key that was is remembered, and nothing else.
func TestExportSealed(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	key := lockedKey(t, "open sesame")
	toFolder(a)
	press(a, "down", "down", "down")
	shows(t, a, "› Sealed              no")
	press(a, "enter", "down", "enter")
	typeText(a, key)
	press(a, "enter", "x")
	shows(t, a, "The signing key is locked", "Nothing is shown while you type")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	resize(a, sizes[0])
	typeText(a, "closed")
	hides(t, a, "closed")
	send(a, tea.PasteMsg{Content: "sesame"})
	hides(t, a, "sesame")
	press(a, "enter")
	shows(t, a, "That is not the passphrase of this key.")
	typeText(a, "open sesame")
	press(a, "enter")
	shows(t, a, "The summary has been written: 1 file", "Sealed     Signed with the key", "SHA256:")
	if got := files(t, dir); got != "favour" {
		t.Errorf("written: %s", got)
	}
	b, err := os.ReadFile(filepath.Join(dir, "leicestershire.favour"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := seal.Open(b); err != nil || r.Signature == nil || len(r.Manifest.Files) != 1+len(report.Formats) {
		t.Errorf("it is %+v, %v", r, err)
	}

	press(a, "e", "x")
	shows(t, a, "The signing key is locked") // it is not kept
	press(a, "esc")
	shows(t, a, "Export the summary for HMIC")
	press(a, "x")
	typeText(a, "open sesame")
	press(a, "enter")
	shows(t, a, "Replace the files that are there?", "leicestershire.favour")
	press(a, "y")
	shows(t, a, "The summary has been written: 1 file")
	press(a, "esc", "esc")
	settle(a, a.env.open(newExport(a.env)))
	toFolder(a)
	press(a, "pgdown")
	shows(t, a, "Signing key         /", "Encrypt to          nobody")

	// Public keys that are none are refused, and nothing is written.
	toRow(t, a, "Encrypt to")
	press(a, "enter")
	typeText(a, "age1none")
	press(a, "enter", "x")
	shows(t, a, "Nothing was written:", "no public key of age")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
}

// An export that takes long says how far it has come, and can be stopped; then
// nothing is written.
func TestExportIsStopped(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	_, writing := a.Update(keyPress("x"))
	shows(t, a, "Writing the files.")
	m := a.top().(*exportScreen)
	m.run.at.Store(&export.Step{Title: "PDF", Number: 2, Of: 7})
	send(a, exportLate{m.run})
	shows(t, a, "Writing PDF, 2 of 7; esc stops it, and nothing is written then.", "esc stop")
	resize(a, sizes[len(sizes)-1])
	checkFrame(t, a)
	resize(a, sizes[0])
	press(a, "esc")
	settle(a, writing)
	shows(t, a, "Stopped. Nothing was written.", "› Export now")
	if got := files(t, dir); got != "" {
		t.Errorf("written: %s", got)
	}
	// The app that is closed meanwhile does not leave half of it either.
	_, writing = a.Update(keyPress("x"))
	a.top().Leave()
	settle(a, writing)
	if got := files(t, dir); got != "" {
		t.Errorf("written: %s", got)
	}
	press(a, "x")
	shows(t, a, "The summary has been written")
}
