package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
)

func register(e *env) screen { return newEvidence(e, "") }

// filed is an env whose evidence is files: one that is there, one that is not,
// and one that is said to be somewhere in other words.
func filed(t *testing.T) (*env, string) {
	t.Helper()
	e := testEnv(t, complete)
	dir := t.TempDir()
	path := filepath.Join(dir, "guidance.txt")
	write(t, path, "guidance")
	shelf := assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartWhere}
	e.record(t, testAuthor, assessment.Edit{Target: shelf, New: assessment.Of("Shelf 4")})
	day := func(y int) time.Time { return time.Date(y, time.April, 30, 0, 0, 0, 0, time.UTC) }
	for _, x := range []assessment.Evidence{
		{Title: "Gifts register", Where: path, Owner: "Head of procurement", AsAt: day(2012), Items: []string{"BUS-01"}},
		{Title: "Minutes of the integrity board", Where: filepath.Join(dir, "minutes.pdf"), AsAt: day(2010), Marking: "RESTRICTED", Items: []string{"BUS-01", "SOC-05", "SOC-06"}},
	} {
		e.record(t, testAuthor, e.desk.shown.EvidenceEdits(x)...)
	}
	return e, path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRegisterGoldens(t *testing.T) {
	golden(t, launch(t, empty, register), "empty")
	e := testEnv(t, complete)
	for _, x := range []assessment.Evidence{
		{Title: "Gifts register", Where: `S:\registers\gifts.xlsx`, Owner: "Head of procurement", AsAt: time.Date(2012, time.April, 30, 0, 0, 0, 0, time.UTC), SHA256: strings.Repeat("0123456789abcdef", 4), Items: []string{"BUS-01"}},
		{Title: "Minutes of the integrity board, with the papers that were before it and the actions that arose", AsAt: time.Date(2010, time.April, 30, 0, 0, 0, 0, time.UTC), Marking: "RESTRICTED", Items: []string{"BUS-01", "BUS-07", "SOC-05", "SOC-06"}},
	} {
		e.record(t, testAuthor, e.desk.shown.EvidenceEdits(x)...)
	}
	a := launchOn(e, register)
	press(a, "down")
	golden(t, a, "filled")
	press(a, "down")
	golden(t, a, "stale")
	press(a, "l")
	golden(t, a, "link")
}

// A digest is computed and recorded on request; a file that has changed is told,
// and its new digest recorded only by a second decision.
func TestDigestOfAFile(t *testing.T) {
	e, path := filed(t)
	a := launchOn(e, register)
	shows(t, a, "3 pieces, 1 to look at", "stale")
	press(a, "s")
	shows(t, a, "Where it is kept is not the full path of a file")
	press(a, "down", "s")
	shows(t, a, "The SHA-256 of E2 is recorded.", "The file is as it was recorded")
	digest := func() string { return e.desk.stored.Evidence()[1].SHA256 }
	if len(digest()) != 64 {
		t.Fatalf("the digest is %q", digest())
	}
	first := digest()
	press(a, "s")
	shows(t, a, "The file of E2 is the one that was recorded.")

	write(t, path, "guidance, changed")
	press(a, "f")
	shows(t, a, "Looked at 3 pieces of evidence: 2 files are missing, changed or not to be", "file changed", "stale, file missing", "3 pieces, 2 to look at")
	press(a, "s")
	shows(t, a, "Record the file as it is now?", "Recorded  "+first)
	press(a, "n")
	if digest() != first {
		t.Error("the digest was renewed unasked")
	}
	press(a, "s", "enter")
	shows(t, a, "The SHA-256 of E2 is recorded.")
	if digest() == first || len(digest()) != 64 {
		t.Errorf("the digest is %q", digest())
	}
	press(a, "enter")
	shows(t, a, "SHA-256 of its file", digest())

	write(t, filepath.Join(filepath.Dir(path), "minutes.pdf"), "minutes")
	press(a, "esc", "f")
	shows(t, a, "Looked at 3 pieces of evidence; no file is missing, and none has changed.")
	hides(t, a, "file missing")
}

// What is known of a file is let go once the evidence says something else.
func TestALookIsOfWhatWasLookedAt(t *testing.T) {
	e, path := filed(t)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	a := launchOn(e, register)
	press(a, "f", "down")
	shows(t, a, "No file is where it is said to be kept")
	x := e.desk.shown.Evidence()[1]
	x.Where = "Shelf 5"
	settle(a, e.desk.record(e.desk.shown.EvidenceEdits(x)...))
	shows(t, a, "The file was not looked at")
	press(a, "down", "s")
	shows(t, a, "The file of E3 could not be read: ")
}

// Reading files is stopped by Esc, and what comes late is let go.
func TestLookingAtFilesIsStopped(t *testing.T) {
	e, _ := filed(t)
	a := launchOn(e, register)
	_, look := a.Update(keyPress("f"))
	shows(t, a, "Looking at files: 1 of 3")
	press(a, "esc")
	shows(t, a, "Evidence register", "Stopped.")
	settle(a, look)
	hides(t, a, "Looked at")
	_, digest := a.Update(keyPress("f"))
	press(a, "esc", "esc")
	settle(a, tea.Batch(digest))
	shows(t, a, "First screen")
}

// One piece of evidence serves many questions, and always one at least.
func TestEvidenceIsLinked(t *testing.T) {
	a := launch(t, halfFilled, register)
	press(a, "l")
	shows(t, a, "Which questions does E1 serve?", "linked")
	typeText(a, "soc5")
	press(a, "enter")
	shows(t, a, "E1 is now evidence for SOC-05 too.", "linked")
	press(a, "enter")
	shows(t, a, "E1 is no longer evidence for SOC-05.")
	press(a, "esc")
	typeText(a, "soc1")
	press(a, "enter")
	shows(t, a, "SOC-01 is the only question that it serves.")
	press(a, "esc", "esc", "a")
	shows(t, a, "Add evidence: which question does it serve?")
	typeText(a, "bus7")
	press(a, "enter")
	typeText(a, "Register of second jobs")
	press(a, "ctrl+s")
	shows(t, a, "Evidence register", "Evidence added.", "2 pieces")
	press(a, "down", "o")
	shows(t, a, "BUS-07 · 2 of 2")
	press(a, "esc", "d")
	shows(t, a, "Remove this evidence from the assessment?", "BUS-07 had.")
	press(a, "enter")
	shows(t, a, "1 piece")
}
