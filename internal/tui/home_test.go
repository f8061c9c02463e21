package tui

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/mem"
)

// testForces are those that a start screen offers.
var testForces = []checklist.Force{
	{ID: "dorset", Name: "Dorset Police", Self: "the force"},
	{ID: "lancashire", Name: "Lancashire Constabulary", Self: "the constabulary", Region: "Northern"},
	testForce,
	{ID: "metropolitan", Name: "Metropolitan Police Service", Self: "the service"},
	{ID: "south-wales", Name: "South Wales Police", Self: "the force"},
}

// freshEnv is the env of a first run: no assessment, and nobody known.
func freshEnv() *env {
	list := testChecklist()
	list.Period = checklist.Period{From: "2011-09-01", To: "2012-05-31"}
	j := journal.New(mem.New())
	j.Now = func() time.Time { return testNow }
	e := newEnv(Options{
		Journal: j, Library: libraryOf(list, testForces...),
		Store: "/home/a.example/favour.db", Now: func() time.Time { return testNow }, Zone: time.UTC,
	})
	e.timer = func(time.Duration, tea.Msg) tea.Cmd { return nil }
	e.library, _ = e.Library()
	return e
}

// run starts the app as Run does, at 80 by 24.
func run(e *env) *app {
	a := newApp(e)
	resize(a, sizes[0])
	settle(a, a.top().Init())
	return a
}

// startOne puts another assessment into the store.
func startOne(tb testing.TB, e *env, f checklist.Force) {
	tb.Helper()
	_, err := e.journal.Start(context.Background(), journal.Plan{
		Checklist: e.library.Checklists[0], Force: f, Author: testAuthor,
		Details: []assessment.Edit{detail(assessment.DetailFrom, "2011-09-01"), detail(assessment.DetailTo, "2012-05-31")},
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func TestHomeGoldens(t *testing.T) {
	none := freshEnv()
	none.author = testAuthor
	a := run(none)
	press(a, "esc") // out of the start screen
	golden(t, a, "none")

	some := freshEnv()
	some.author = testAuthor
	startOne(t, some, testForces[1])
	startOne(t, some, testForces[2])
	if err := some.journal.Store.Append(context.Background(), "odd", 0, []byte(`{"v":99}`)); err != nil {
		t.Fatal(err)
	}
	golden(t, run(some), "some")

	some.Warning = "The store " + hostileText + " is on a network share (SMB). Two computers may not see each other's locks there."
	golden(t, run(some), "warned")
	some.Warning = ""

	some.Demo = true
	golden(t, run(some), "demo")
}

// deaf is a store that cannot be read.
type deaf struct{ journal.Store }

func (deaf) Heads(context.Context) iter.Seq2[journal.Head, error] {
	return func(yield func(journal.Head, error) bool) { yield(journal.Head{}, errors.Join(journal.ErrBusy)) }
}

func TestHomeError(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	e.journal.Store = deaf{e.journal.Store}
	golden(t, run(e), "error")
	a := run(e)
	press(a, "n")
	shows(t, a, "The store cannot be read", "Press r to look")
}

// Where a window is too small, all of what is to be done about it is read.
func TestTooSmall(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 40, Height: 12}, {Width: 24, Height: 20}, {Width: 59, Height: 16}, {Width: 200, Height: 3}, {Width: 1, Height: 1}} {
		a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
		resize(a, size)
		lines := strings.Split(a.View().Content, "\n")
		for _, l := range lines {
			if ansi.StringWidth(l) > size.Width {
				t.Errorf("%v: %q is too wide", size, l)
			}
		}
		if said := strings.Join(strings.Fields(strings.Join(lines, " ")), " "); size.Width > 1 && !strings.HasSuffix(said, "make it larger.") || len(lines) > size.Height {
			t.Errorf("%v: it says %q", size, said)
		}
	}
}

func TestOneAssessmentOpensAtOnce(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	startOne(t, e, testForce)
	a := run(e)
	shows(t, a, "Leicestershire Police", "1 of 6 answered", "Saved")
	press(a, "esc")
	shows(t, a, "You are A. Example, Inspector", "1 of 6 answered", "leicestershire-2012")
	hides(t, a, "Saved", "No marking chosen")
	press(a, "enter")
	shows(t, a, "Social networking")
}

func TestOneOfSeveralIsOpenedByName(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	startOne(t, e, testForces[1])
	startOne(t, e, testForce)
	e.Open = "lancashire-2012"
	a := run(e)
	shows(t, a, "Lancashire Constabulary", "Social networking")
	press(a, "esc")
	shows(t, a, "Lancashire Constabulary", "Leicestershire Police")

	e.Open = "kent-2012"
	e.desk = nil
	a = run(e)
	shows(t, a, "kent-2012 cannot be opened. There is no assessment of that name in the", "Leicestershire Police")
}

func TestWhatWasTypedOutlivesItsAssessment(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	startOne(t, e, testForces[1])
	startOne(t, e, testForce)
	a := run(e)
	press(a, "enter", "d")
	shows(t, a, "Details of the assessment", "Lancashire Constabulary")
	press(a, "tab", "tab")
	typeText(a, "yesterday")
	press(a, "esc", "esc", "down", "enter", "d")
	shows(t, a, "Leicestershire Police")
	hides(t, a, "yesterday")
	press(a, "esc", "esc", "up", "enter", "d")
	shows(t, a, "Typed before and not saved yet", "yesterday")
}

func TestAnotherWaitsForWhatIsBeingSaved(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	startOne(t, e, testForces[1])
	startOne(t, e, testForce)
	a := run(e)
	press(a, "enter")
	e.desk.queue = []op{{}}
	press(a, "esc", "down", "enter")
	shows(t, a, "Changes to lancashire-2012 are still being saved.")
	press(a, "up", "enter")
	shows(t, a, "Social networking")
}

func TestFirstRun(t *testing.T) {
	e := freshEnv()
	var remembered assessment.Author
	e.Remember = func(a assessment.Author) error { remembered = a; return nil }
	a := run(e)
	shows(t, a, "Who are you?")
	press(a, "esc")
	shows(t, a, "A name is needed before anything can be recorded; ctrl+c quits.")
	press(a, "enter", "enter")
	shows(t, a, "A name is needed, such as A. Example.")
	golden(t, a, "no-name")
	typeText(a, "A. Example")
	press(a, "enter")
	typeText(a, "Inspector")
	golden(t, a, "who")
	press(a, "enter")
	if want := testAuthor; remembered != want {
		t.Errorf("remembered %v, want %v", remembered, want)
	}
	shows(t, a, "Start a new assessment", "Step 1 of 4", "Which force is it for?")
	typeText(a, "lanc")
	press(a, "enter")
	shows(t, a, "Step 2 of 4", "1 September 2011", "31 May 2012")
	press(a, "enter", "enter", "enter")
	shows(t, a, "Step 3 of 4", "NOT PROTECTIVELY MARKED", "SECRET and above may not be kept")
	press(a, "a", "enter")
	shows(t, a, "Step 4 of 4", "Lancashire Constabulary")
	typeText(a, "Detective Superintendent B. Example")
	press(a, "enter")
	shows(t, a, "Lancashire Constabulary", "1 of 6 answered", "NOT PROTECTIVELY MARKED", "Started.")
	d := e.desk.stored.Details()
	if d.Force != testForces[1] || d.Lead != "Detective Superintendent B. Example" || d.PeriodWords() != "1 September 2011 to 31 May 2012" {
		t.Errorf("the details are %+v", d)
	}
	if len(e.desk.stored.Changes()) != 1 {
		t.Errorf("it took %d changes to start", len(e.desk.stored.Changes()))
	}
	press(a, "esc")
	shows(t, a, "lancashire-2012")
}

func TestNameThatCannotBeKept(t *testing.T) {
	e := freshEnv()
	e.Remember = func(assessment.Author) error { return errors.New("read-only file system") }
	a := run(e)
	typeText(a, "A. Example")
	press(a, "ctrl+s")
	shows(t, a, "Your name could not be kept for the next time: Read-only file system.")
}

func TestHomeTakesAnyText(t *testing.T) {
	e := testEnv(t, hostile)
	e.desk, e.author = nil, assessment.Author{Name: hostileText, Role: hostileText}
	e.Store, e.Open = hostileText, hostileText
	a := run(e)
	for _, size := range append(sizes, tea.WindowSizeMsg{Width: minWidth, Height: minHeight}) {
		resize(a, size)
		checkFrame(t, a)
	}
}
