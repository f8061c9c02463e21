package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/receipts"
)

// hostileReceipt is one that somebody has written who is not this program.
var hostileReceipt = receipts.Receipt{
	Reference: "LEI-2012-\x1b[31m\u202e", Assessment: "\x1b]0;x\x07", Marking: strings.Repeat("RESTRICTED ", 30), Replaces: "\n\n", Time: testNow,
	Head:  assessment.Head{Sequence: 7, SHA256: "\x1b[2J"},
	Files: []receipts.File{{Path: "/\x1b[2J/" + strings.Repeat("long", 60), Bytes: 1 << 40, SHA256: "\x00"}, {}},
}

// What was exported can be looked at again.
func TestReceiptsAreKept(t *testing.T) {
	e := testEnv(t, halfFilled)
	dir := t.TempDir()
	e.ExportDir, e.Receipts = filepath.Join(dir, "exports"), receipts.NewFolder(filepath.Join(dir, "receipts"))
	a := launchOn(e, func(e *env) screen { return newExport(e) })
	press(a, "r")
	shows(t, a, "Nothing has been exported yet")
	press(a, "esc", "x")
	shows(t, a, "The summary has been written", "Reference  LEI-2012-")
	all, err := e.Receipts.All()
	if err != nil || len(all) != 1 || all[0].Head != a.env.desk.stored.Head() || all[0].Digest != a.env.desk.stored.Digest() {
		t.Fatalf("got %v, %v", all, err)
	}
	press(a, "e", "r")
	shows(t, a, "1 export, the last first", "› "+all[0].Reference+"  15 June 2012")
	press(a, "enter")
	shows(t, a, "Receipt of an earlier export", all[0].Reference, "Written on")
	press(a, "enter")
	shows(t, a, "1 export, the last first")
	// It can be asked for by name.
	press(a, "esc", "ctrl+p")
	typeText(a, "receipts")
	press(a, "enter")
	shows(t, a, "1 export, the last first")
	// One of another assessment is not among them, and a damaged one hides none.
	other := all[0]
	other.Assessment = "kent-2012"
	if err := e.Receipts.Keep(other); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "receipts", "0.receipt"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	press(a, "esc", "r")
	shows(t, a, "1 export, the last first", "Not every receipt can be read")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
}

// An export whose receipt cannot be kept is an export all the same.
func TestReceiptThatCannotBeKept(t *testing.T) {
	e := testEnv(t, halfFilled)
	dir := t.TempDir()
	e.ExportDir, e.Receipts = filepath.Join(dir, "exports"), receipts.NewFolder(filepath.Join(dir, "receipts"))
	if err := os.WriteFile(filepath.Join(dir, "receipts"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	a := launchOn(e, func(e *env) screen { return newExport(e) })
	press(a, "x")
	shows(t, a, "The summary has been written", "This receipt could not be kept, so make a note of the reference")
	checkFrame(t, a)
}
