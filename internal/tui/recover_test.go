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
	e := testEnv(t, halfFilled)
	e.desk = nil
	dir := t.TempDir()
	before := drafts.New(dir)
	for i, d := range left {
		d.Assessment, d.Author, d.Time = "leicestershire", testAuthor, testNow.Add(time.Duration(i-60)*time.Minute)
		if err := before.Keep(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
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
	e := crashed(t, drafts.Draft{Target: assessment.Narrative("SOC-05"), Text: hostileText + "\n" + hostileText})
	a := run(e)
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	press(a, "d")
	checkFrame(t, a)
}
