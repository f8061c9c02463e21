package tui

import (
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

// crashed is an env in whose assessment a session left drafts, and the folder of
// them.
func crashed(t *testing.T, left ...drafts.Draft) *env {
	t.Helper()
	return crashedOften(t, left)
}

// crashedOften is crashed with what each of several sessions left.
func crashedOften(t *testing.T, sessions ...[]drafts.Draft) *env {
	t.Helper()
	e := testEnv(t, halfFilled)
	e.desk = nil
	dir := t.TempDir()
	at := testNow.Add(-time.Hour)
	for _, left := range sessions {
		before := drafts.New(dir)
		for _, d := range left {
			d.Assessment, d.Author, d.Time = "leicestershire", testAuthor, at
			at = at.Add(time.Minute)
			if err := before.Keep(d); err != nil {
				t.Fatal(err)
			}
		}
		if err := before.Close(); err != nil {
			t.Fatal(err)
		}
	}
	e.Drafts, e.Store = drafts.New(dir), dir
	t.Cleanup(func() { e.Drafts.Close() })
	return e
}

// left are the drafts that the next session would be offered.
func left(t *testing.T, e *env) []drafts.Draft {
	t.Helper()
	if err := e.Drafts.Close(); err != nil {
		t.Fatal(err)
	}
	next := drafts.New(e.Store)
	defer next.Close()
	all, err := next.Left("leicestershire")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func threeDrafts() []drafts.Draft {
	return []drafts.Draft{
		{Target: assessment.Narrative("SOC-05"), Text: "Accounts are looked at when a concern is raised.\n" + strings.Repeat("There is no routine monitoring.\n", 20)},
		{Target: received(), Text: "eighty", Base: assessment.Of("83")},
		{Target: assessment.Internal("SOC-06"), Text: "Ask the trainers."},
	}
}

func TestRecoverGoldens(t *testing.T) {
	a := run(crashed(t, threeDrafts()...))
	golden(t, a, "narrative")
	press(a, "d")
	golden(t, a, "discard")
	press(a, "n", "r")
	golden(t, a, "number")
}

func TestRecover(t *testing.T) {
	e := crashed(t, threeDrafts()...)
	a := run(e)
	shows(t, a, "You were typing something that was not saved", "1 of 3", "SOC-05 What HMIC will read")
	press(a, "r")
	if got := e.desk.stored.At(assessment.Narrative("SOC-05")).Given; !strings.HasPrefix(got, "Accounts are looked at") {
		t.Errorf("the narrative is %q", got)
	}
	shows(t, a, "2 of 3", "SOC-05 What HMIC will read recovered.")
	press(a, "r")
	shows(t, a, "3 of 3", "the text is in the field as you typed it, and not saved")
	if e.desk.typed[received()] != "eighty" {
		t.Errorf("%q is typed", e.desk.typed[received()])
	}
	press(a, "r")
	shows(t, a, "Social networking", "SOC-06 Internal note recovered.")
	if all := left(t, e); len(all) != 1 || all[0].Text != "eighty" {
		t.Errorf("left are %v, want only what could not be saved", all)
	}
}

func TestRecoverDiscard(t *testing.T) {
	e := crashed(t, threeDrafts()[2])
	a := run(e)
	press(a, "d")
	shows(t, a, "Discard this text for good?", "Ask the trainers.")
	press(a, "esc")
	shows(t, a, "1 of 1")
	press(a, "d", "enter")
	shows(t, a, "Social networking", "It is gone.")
	if all := left(t, e); len(all) != 0 {
		t.Errorf("left are %v", all)
	}
	press(a, "esc")
	shows(t, a, "leicestershire")
}

func TestRecoverLater(t *testing.T) {
	e := crashed(t, threeDrafts()...)
	a := run(e)
	press(a, "esc")
	shows(t, a, "Social networking", "Kept. You are asked again when you next open the assessment.")
	press(a, "esc", "enter")
	shows(t, a, "1 of 3")
	if all := left(t, e); len(all) != 3 {
		t.Errorf("left are %v", all)
	}
}

func TestRecoverTakesAnyText(t *testing.T) {
	for _, at := range []assessment.Target{
		assessment.Narrative("SOC-05"), onEvidence("E1", assessment.PartTitle), onEvidence("new:SOC-05:1", assessment.PartTitle),
		onEvidence(hostileText, hostileText), onEvidence("new:"+hostileText+":1", assessment.PartTitle), assessment.Detail(hostileText),
	} {
		e := crashed(t, drafts.Draft{Target: at, Text: hostileText + "\n" + hostileText})
		a := run(e)
		for _, size := range sizes {
			resize(a, size)
			checkFrame(t, a)
		}
		press(a, "d")
		checkFrame(t, a)
		press(a, "n", "r")
		checkFrame(t, a)
	}
}

func onEvidence(id, part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnEvidence, ID: id, Part: part}
}

func onAction(id, part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnAction, ID: id, Part: part}
}

// formDrafts are what a session left in three forms and a question.
func formDrafts() []drafts.Draft {
	return []drafts.Draft{
		{Target: onEvidence("E1", assessment.PartTitle), Text: "Social media guidance, version 3", Base: assessment.Of("Social media guidance, version 2")},
		{Target: onEvidence("new:SOC-05:1", assessment.PartTitle), Text: "Register of checks"},
		{Target: onEvidence("E1", assessment.PartAsAt), Text: "1 may 2012"},
		{Target: onEvidence("new:SOC-05:1", assessment.PartAsAt), Text: "last spring"},
		{Target: assessment.Internal("SOC-06"), Text: "Ask the trainers."},
		{Target: onEvidence("new:SOC-05:1", assessment.PartMarking), Text: "PROTECT"},
		{Target: assessment.Detail(assessment.DetailLead), Text: "C. Example"},
		{Target: assessment.Detail(assessment.DetailTo), Text: "31 May 2011", Base: assessment.Of("2012-05-31")},
	}
}

func TestRecoverFormGoldens(t *testing.T) {
	a := run(crashed(t, formDrafts()...))
	golden(t, a, "evidence")
	press(a, "r")
	golden(t, a, "new-evidence")
	press(a, "d")
	golden(t, a, "discard-new-evidence")
	press(a, "n", "r")
	golden(t, a, "new-evidence-form")
	press(a, "esc", "r")
	golden(t, a, "details")
	press(a, "r")
	golden(t, a, "details-form")
}

// What was typed into one form is one thing to recover, and one change.
func TestAFormIsRecoveredAsOne(t *testing.T) {
	e := crashed(t, formDrafts()...)
	a := run(e)
	shows(t, a, "1 of 4", "Evidence E1", "version 3", "As at", "Saved there now", "version 2")
	before := e.desk.stored.Head().Sequence
	press(a, "r")
	if now := e.desk.stored.Evidence()[0]; now.Title != "Social media guidance, version 3" || assessment.LongDate(now.AsAt) != "1 May 2012" {
		t.Errorf("the evidence is %+v", now)
	}
	if n := e.desk.stored.Head().Sequence - before; n != 1 {
		t.Errorf("it took %d changes", n)
	}
	shows(t, a, "2 of 4", "New evidence for SOC-05", "Register of checks", "last spring", "PROTECT", "Evidence E1 saved.")

	// What was still to be added is back in its form, and stays there if left.
	press(a, "r")
	shows(t, a, "Add evidence for SOC-05", "Register of checks", "last spring", "ctrl+s: save it")
	press(a, "esc")
	shows(t, a, "3 of 4", "SOC-06 Internal note")
	press(a, "r")

	// What is not right is in its form, with why.
	shows(t, a, "4 of 4", "Details of the assessment", "31 May 2011")
	press(a, "r")
	shows(t, a, "The period ends before it begins", "C. Example")
	if got := e.desk.stored.Details().Lead; got != "" {
		t.Errorf("%q is saved", got)
	}
	press(a, "ctrl+u")
	typeText(a, "30 June 2012")
	press(a, "ctrl+s")
	shows(t, a, "Details saved.", "Second jobs")
	if d := e.desk.stored.Details(); d.Lead != "C. Example" || assessment.LongDate(d.To) != "30 June 2012" {
		t.Errorf("the details are %+v", d)
	}

	settle(a, e.open(newEvidence(e, "SOC-05")))
	press(a, "a")
	shows(t, a, "Register of checks", "last spring")
	press(a, "tab", "tab", "ctrl+u")
	typeText(a, "1 april 2012")
	press(a, "ctrl+s")
	if all := e.desk.stored.EvidenceFor("SOC-05"); len(all) != 1 || all[0].Title != "Register of checks" || all[0].Marking != "PROTECT" {
		t.Errorf("the evidence is %+v", all)
	}
	if all := left(t, e); len(all) != 0 {
		t.Errorf("left are %+v", all)
	}
}

// Two sessions were about to add something to the same answer: both are there.
func TestFormsOfSeveralSessionsAreNotMixed(t *testing.T) {
	one := []drafts.Draft{{Target: onAction("new:SOC-05:1", assessment.PartWhat), Text: "Train all staff"}}
	two := []drafts.Draft{
		{Target: onAction("new:SOC-05:1", assessment.PartWhat), Text: "Check accounts"},
		{Target: onAction("new:SOC-05:1", assessment.PartOwner), Text: "PSD"},
	}
	e := crashedOften(t, one, two)
	a := run(e)
	shows(t, a, "1 of 2", "New action on SOC-05", "Train all staff")
	hides(t, a, "PSD")
	press(a, "r", "esc")
	shows(t, a, "2 of 2", "Check accounts", "PSD")
	press(a, "r", "esc")
	settle(a, e.open(newActionList(e, "SOC-05")))
	press(a, "a")
	shows(t, a, "Train all staff")
	hides(t, a, "PSD")
	press(a, "ctrl+s", "a")
	shows(t, a, "Check accounts", "PSD")
	press(a, "ctrl+s", "a")
	hides(t, a, "Check accounts")
	if all := e.desk.stored.ActionsFor("SOC-05"); len(all) != 2 || all[0].Owner != "" || all[1].Owner != "PSD" {
		t.Errorf("the actions are %+v", all)
	}
	if all := left(t, e); len(all) != 0 {
		t.Errorf("left are %+v", all)
	}
}

// What cannot be put into its place stays what it is.
func TestWhatHasNoPlaceIsOfferedAgain(t *testing.T) {
	e := crashed(t, drafts.Draft{Target: onEvidence("E7", assessment.PartTitle), Text: "Guidance"})
	a := run(e)
	shows(t, a, "Evidence E7", "Guidance")
	press(a, "r")
	shows(t, a, "Evidence E7 has been removed since.", "1 of 1")
	press(a, "esc")
	if all := left(t, e); len(all) != 1 {
		t.Errorf("left are %+v", all)
	}

	e = crashed(t, drafts.Draft{Target: onEvidence("E1", assessment.PartOwner), Text: "Head of communications", Base: assessment.Of("PSD")})
	a = run(e)
	press(a, "esc")
	settle(a, e.open(newEvidence(e, "SOC-01")))
	press(a, "enter", "tab")
	typeText(a, ", and others")
	press(a, "esc", "esc", "esc", "enter")
	shows(t, a, "1 of 1", "Head of communications")
	press(a, "r")
	shows(t, a, "You have typed something else there")
	if got := e.desk.typed[onEvidence("E1", assessment.PartOwner)]; got != "PSD, and others" {
		t.Errorf("%q is typed", got)
	}
}
