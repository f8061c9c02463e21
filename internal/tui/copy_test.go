package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/receipts"
	"favour/internal/report"
)

// onOutgoing is the export screen of an app that keeps receipts, with the cursor on
// the row that begins so.
func onOutgoing(t *testing.T, row string) (*app, string) {
	t.Helper()
	e := testEnv(t, halfFilled)
	dir := t.TempDir()
	e.ExportDir, e.Receipts = filepath.Join(dir, "exports"), receipts.NewFolder(filepath.Join(dir, "receipts"))
	a := launchOn(e, func(e *env) screen { return newExport(e) })
	toRow(t, a, row)
	return a, e.ExportDir
}

func toRow(t *testing.T, a *app, row string) {
	t.Helper()
	press(a, "home")
	for range 40 {
		if strings.HasPrefix(strings.TrimSpace(underCursor(a)), "› "+row) {
			return
		}
		press(a, "down")
	}
	t.Fatalf("no row %q:\n%s", row, view(a))
}

// A copy for publication is made of what is withheld and why, looked at, and written
// beside the return.
func TestExportACopyForPublication(t *testing.T) {
	a, dir := onOutgoing(t, "Published copy")
	press(a, "enter")
	shows(t, a, "A copy for publication", "Nothing is withheld yet")
	press(a, "a")
	typeText(a, "BUS-07")
	press(a, "enter")
	shows(t, a, "What to withhold of BUS-07", "All that was answered", "The reason is published.")
	press(a, "down", "down")
	typeText(a, "few enough to be known")
	press(a, "ctrl+s")
	shows(t, a, "1 part is withheld", "few enough to be known")
	press(a, "home", "enter")
	shows(t, a, "Choose the protective marking")
	press(a, "5", "esc")
	toRow(t, a, "Withheld")
	shows(t, a, "1 part of BUS-07; marked OFFICIAL")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	resize(a, sizes[0])

	press(a, "x")
	shows(t, a, "Write this copy for publication?", "Marked OFFICIAL · REDACTED COPY", "few enough to be known")
	if got := files(t, dir); got != "" {
		t.Fatalf("written before it was looked at: %s", got)
	}
	for range 3 { // the sentence, last time's answer and the count, and all again
		press(a, "tab")
		shows(t, a, "[withheld: few enough to be known]")
		checkFrame(t, a)
	}
	hides(t, a, "~~")
	press(a, "n")
	shows(t, a, "Export the summary for HMIC")
	press(a, "x", "y")
	shows(t, a, "redacted for publication, with 1 part withheld")
	b, err := os.ReadFile(filepath.Join(dir, "leicestershire-redacted.md"))
	if err != nil || !strings.Contains(string(b), "withheld: few enough to be known") {
		t.Fatalf("the copy says nothing of what it lacks: %v", err)
	}
	if got := files(t, dir); got != everyFormat() {
		t.Errorf("written: %s", got)
	}

	// What was withheld is given up, and is there to be taken again.
	press(a, "e")
	shows(t, a, "Published copy      no")
	toRow(t, a, "Published copy")
	press(a, "enter")
	shows(t, a, "Nothing is withheld yet")
	press(a, "r")
	shows(t, a, "1 part is withheld", "few enough to be known")
	press(a, "down", "d", "y")
	shows(t, a, "Nothing is withheld yet")
	press(a, "esc", "x")
	shows(t, a, "Say what is withheld from the copy", "› Withheld")
}

// What somebody has said in another place too stops a copy, and what to do is said.
func TestACopyThatTellsAllTheSame(t *testing.T) {
	a, dir := onOutgoing(t, "Published copy")
	for _, item := range []string{"BUS-07", "SOC-05"} {
		settle(a, a.env.desk.record(assessment.Edit{Target: assessment.Narrative(item), New: assessment.Of("Sergeant Planted runs a public house.")}))
	}
	a.env.desk.typed[drafts.Withheld("BUS-07", "narrative")] = "it names an officer"
	press(a, "enter", "x")
	shows(t, a, "Nothing was written:", "is said in another place too", "Withhold it there as well")
	if got := files(t, dir); got != "" {
		t.Errorf("written: %s", got)
	}
}

// Last time's answer to a question that is no longer asked is in the return, too, and
// can be withheld; beside each part stands what is answered, and parts that the return
// says nothing of are not offered.
func TestWithholdWhatIsNoLongerAsked(t *testing.T) {
	some := halfFilled
	some.list = func() *checklist.Checklist {
		list := halfFilled.list()
		policy, _ := list.Item("BUS-01")
		policy.Fields[3].When = checklist.Condition{{Field: "answer", Is: []string{"yes"}}}
		return list
	}
	a := launchAfter(t, some, func(e *env) screen { return newWithholding(e) })
	press(a, "a")
	typeText(a, "SOC-09")
	shows(t, a, "SOC-09", "Blogs", "no longer asked")
	resize(a, tea.WindowSizeMsg{Width: 120, Height: 40})
	shows(t, a, "May officers and staff keep a blog?", "Answer: No")
	checkFrame(t, a)
	press(a, "enter", "down")
	shows(t, a, "What to withhold of SOC-09", "Blogs", "The answer is: No.")
	typeText(a, "operational")
	press(a, "ctrl+s")
	shows(t, a, "SOC-09 Blogs: Answer", "operational")
	made := copyOrder{withheld: a.env.desk.withheld()}
	full := report.New(a.env.desk.stored)
	if _, what, _, err := made.made(&full); err != nil || !strings.Contains(strings.Join(what, "\n"), "SOC-09 Blogs: Answer (operational)") {
		t.Errorf("the copy: %q, %v", what, err)
	}
	press(a, "a")
	typeText(a, "BUS-01")
	press(a, "enter")
	shows(t, a, "What to withhold of BUS-01", "In force since")
	hides(t, a, "What it covers")
}

// What is withheld is on the disk as it is typed, and is offered back.
func TestWhatIsWithheldIsKept(t *testing.T) {
	e := crashed(t,
		drafts.Draft{Target: drafts.Withheld("BUS-07", "received"), Text: "few enough to be known"},
		drafts.Draft{Target: drafts.CopyMarking(), Text: "OFFICIAL"},
	)
	a := launchOn(e, func(e *env) screen { return newHome(e) })
	settle(a, a.Init())
	shows(t, a, "What is withheld from a copy for publication", "Withheld of BUS-07.received", "few enough to be known", "1 of 1")
	press(a, "r")
	press(a, "e")
	shows(t, a, "Export the summary for HMIC")
	toRow(t, a, "Withheld")
	shows(t, a, "1 part of BUS-07; marked OFFICIAL")
	press(a, "enter", "down", "enter")
	typeText(a, " again")
	press(a, "esc")
	shows(t, a, "few enough to be known again")
	if err := a.keep(); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, d := range left(t, e) {
		got[d.Target.Part] = d.Text
	}
	if len(got) != 2 || got["BUS-07.received"] != "few enough to be known again" || got["marking"] != "OFFICIAL" {
		t.Errorf("kept: %v", got)
	}
}

// A return that was sent is replaced by one that says what has changed since, if
// anything has.
func TestExportInPlaceOfAnother(t *testing.T) {
	a, dir := onOutgoing(t, "Replaces")
	press(a, "enter")
	shows(t, a, "In place of which return?", "None has been exported yet")
	press(a, "esc", "x")
	shows(t, a, "The summary has been written")
	sent := a.top().(*receipt).r.Reference
	press(a, "e")
	toRow(t, a, "Replaces")
	press(a, "enter", "down")
	shows(t, a, "› "+sent, "nothing has changed")
	press(a, "enter")
	shows(t, a, "No answer, evidence, action or detail has changed since "+sent)
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	resize(a, sizes[0])
	press(a, "esc")

	settle(a, a.env.desk.record(assessment.Edit{Target: assessment.Narrative("BUS-07"), New: assessment.Of("One of them is pending.")}))
	press(a, "enter", "down")
	shows(t, a, "1 question otherwise")
	press(a, "space")
	shows(t, a, "What is said otherwise now", "One of them is pending.")
	press(a, "y")
	shows(t, a, "› Replaces            "+sent)
	a.env.ExportDir = dir
	press(a, "x")
	shows(t, a, "Write it in place of "+sent+"?", "One of them is pending.")
	press(a, "y")
	shows(t, a, "Replace the files that are there?", "leicestershire.html")
	press(a, "y")
	shows(t, a, "The summary has been written", "Replaces   "+sent)

	// What was changed back is no reason to write another.
	press(a, "e")
	toRow(t, a, "Replaces")
	press(a, "enter")
	toRow(t, a, sent)
	shows(t, a, "› "+sent, "1 question otherwise")
	press(a, "enter")
	undo := a.env.desk.record(assessment.Edit{Target: assessment.Narrative("BUS-07"), New: assessment.Value{}})
	settle(a, undo)
	press(a, "x")
	shows(t, a, "Nothing was written: No answer, evidence, action or detail has changed since", sent+", nor a signature.")
}
