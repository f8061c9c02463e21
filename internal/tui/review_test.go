package tui

import (
	"maps"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

var reviewer = assessment.Author{Name: "B. Example", Role: "Chief Inspector"}

// record makes edits a change of who, as another program would have before.
func (e *env) record(t testing.TB, who assessment.Author, edits ...assessment.Edit) {
	t.Helper()
	a, err := e.journal.Record(t.Context(), e.desk.stored, who, "", edits...)
	if err != nil {
		t.Fatal(err)
	}
	e.desk = newDesk(e, a)
}

// assured is an env with an assessment that people were asked to answer and a
// reviewer has been through: something of every state.
func assured(t testing.TB) *env {
	t.Helper()
	e := testEnv(t, complete)
	set := func(at assessment.Target, text string) assessment.Edit {
		return assessment.Edit{Target: at, New: assessment.Of(text)}
	}
	e.record(t, testAuthor, set(assessment.AssignedSection("SOC"), "Head of communications"), set(assessment.AssignedItem("SOC-06"), testAuthor.String()),
		set(assessment.AssignedItem("BUS-07"), "Human resources"))
	accepted, err := e.desk.shown.Accept(reviewer, testNow, "SOC-01", "BUS-01")
	if err != nil {
		t.Fatal(err)
	}
	e.record(t, reviewer, accepted...)
	e.record(t, reviewer, e.desk.shown.Return(reviewer, testNow, "SOC-05", "Say which accounts were looked at, when, and by whom; the release will be asked about it.")...)
	e.record(t, reviewer, e.desk.shown.Return(reviewer, testNow, "SOC-06", "By when?")...)
	e.record(t, testAuthor, set(assessment.Reply("SOC-06"), "By November; see the action."))
	e.record(t, testAuthor, set(assessment.Narrative("BUS-01"), "The policy is of April 2012."))
	return e
}

func TestReviewGoldens(t *testing.T) {
	on := func(f func(*env) screen) *app { return launchOn(assured(t), f) }
	golden(t, on(func(e *env) screen { return newTasks(e) }), "tasks")
	golden(t, on(func(e *env) screen { return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-05") }), "section")
	golden(t, on(func(e *env) screen { return newCheck(e) }), "check")
	golden(t, on(func(e *env) screen { return newFind(e, "") }), "find")
	golden(t, on(func(e *env) screen { return newQuestion(e, "SOC-05") }), "returned")
	golden(t, on(func(e *env) screen { return newQuestion(e, "SOC-06") }), "replied")
	golden(t, on(func(e *env) screen { return newQuestion(e, "SOC-01") }), "accepted")
	golden(t, on(func(e *env) screen { return newQuestion(e, "BUS-01") }), "changed")
	a := on(func(e *env) screen { return newReturn(e, "SOC-06") })
	golden(t, a, "return")
	press(a, "ctrl+s")
	golden(t, a, "return-error")
}

// A reviewer returns an answer, the note is answered, the reviewer accepts, and a
// later edit shows as one that nobody has accepted.
func TestReviewFromReturnToChanged(t *testing.T) {
	a := launch(t, complete, func(e *env) screen { return newTasks(e) })
	a.env.author = reviewer
	press(a, "down", "enter", "home", "down", "enter")
	shows(t, a, "SOC-05 · 2 of 3")
	press(a, "R")
	typeText(a, "Which accounts?")
	press(a, "enter")
	typeText(a, "And when?")
	press(a, "ctrl+s")
	shows(t, a, "SOC-05 is returned, and waits for an answer to your note.", "Returned by B. Example, Chief Inspector on 15 June 2012", "│ Which accounts?", "│ And when?")
	press(a, "esc")
	shows(t, a, "2 of 3 · returned by the reviewer")
	press(a, "esc")
	shows(t, a, "1 returned")

	a.env.author = testAuthor
	press(a, "enter", "down", "enter", "Y")
	typeText(a, "Those of the press office, in May.")
	press(a, "esc")
	shows(t, a, "│ Those of the press office, in May.")
	press(a, "home")
	shows(t, a, "the note is")
	if got := a.env.desk.stored.Review("SOC-05"); got.State != assessment.ReviewReplied || got.Reply != "Those of the press office, in May." {
		t.Errorf("the review is %+v", got)
	}

	a.env.author = reviewer
	press(a, "A")
	shows(t, a, "SOC-06 · 3 of 3", "SOC-05 is accepted.")
	press(a, "left")
	shows(t, a, "Accepted by B. Example, Chief Inspector")
	press(a, "A")
	shows(t, a, "It is accepted as it is.")

	a.env.author = testAuthor
	press(a, "2")
	shows(t, a, "Changed since it was accepted by B. Example")
	press(a, "esc", "esc")
	shows(t, a, "1 changed since accepted")
	press(a, "c")
	shows(t, a, "Review: 1 changed since accepted, 5 not reviewed")
}

func TestAnswersAreAcceptedLineByLine(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newCheck(e) })
	press(a, "a")
	shows(t, a, "This is a finding: move to its question below to review it.")
	m := a.top().(*check)
	for m.lines[m.text.Cursor].about.code != "" {
		press(a, "down")
	}
	press(a, "a")
	if at, _ := m.at(); at.item != "SOC-01" {
		t.Errorf("the cursor is at %+v after the first", at)
	}
	shows(t, a, "RET-01 is accepted.")
	press(a, "a")
	shows(t, a, "SOC-01 is accepted.")
	press(a, "a")
	shows(t, a, "SOC-05 is accepted.")
	if at, _ := m.at(); at.item != "BUS-07" { // SOC-06 and BUS-01 are not answered
		t.Errorf("the cursor is at %+v", at)
	}
	press(a, "a")
	shows(t, a, "BUS-07 is accepted. There is nothing more to accept after it.")
	press(a, "a")
	shows(t, a, "It is accepted as it is.")
	press(a, "r")
	shows(t, a, "Return BUS-07")
	if got := a.env.desk.stored.Progress(testNow).Reviews[assessment.ReviewAccepted]; got != 4 {
		t.Errorf("%d are accepted, want 4", got)
	}
}

func TestWhatIsNotAnsweredIsNotAccepted(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "A")
	shows(t, a, "It cannot be accepted: it is not answered yet.")
	press(a, "Y")
	shows(t, a, "No reviewer has returned this question.")
}

func TestFindByReview(t *testing.T) {
	for filter, want := range map[string]string{
		"questions returned by the reviewer":          "SOC-05",
		"questions to review":                         "RET-01 SOC-06 BUS-01 BUS-07",
		"questions changed since accepted":            "BUS-01",
		"my questions":                                "SOC-06",
		"questions waiting on Head of communications": "SOC-05",
	} {
		a := launchOn(assured(t), func(e *env) screen { return newFind(e, "") })
		m := a.top().(*find)
		for n := 0; m.filters[m.filter].Words != filter; n++ {
			if n > len(m.filters) {
				t.Fatalf("there is no filter %q", filter)
			}
			press(a, "tab")
		}
		var got []string
		for _, i := range m.found {
			got = append(got, m.index[i].Item.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", filter, s, want)
		}
	}
}

// Two reviewers at once: the later one's verdict is dropped whole, and said to be.
func TestReviewsDoNotMix(t *testing.T) {
	e := testEnv(t, complete)
	a := launchOn(e, func(e *env) screen { return newReturn(e, "SOC-05") })
	theirs, err := e.desk.stored.Accept(other, testNow, "SOC-05")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.journal.Record(t.Context(), e.desk.stored, other, "", theirs...); err != nil {
		t.Fatal(err)
	}
	typeText(a, "Which accounts?")
	press(a, "ctrl+s")
	shows(t, a, "B. Other, Sergeant has reviewed SOC-05 at the same time, and yours is not")
	if got := e.desk.shown.Review("SOC-05"); got.State != assessment.ReviewAccepted || got.Note != "" {
		t.Errorf("the review is %+v", got)
	}
	settle(a, e.open(newReturn(e, "SOC-05")))
	shows(t, a, "│ Which accounts?")
}

// A reviewer's note that was being typed is offered back into its form, for only
// they know whether they were done.
func TestRecoverANote(t *testing.T) {
	e := crashed(t, drafts.Draft{Target: assessment.Target{Kind: assessment.OnReview, ID: "SOC-05", Part: assessment.PartNote}, Text: "Which accounts?\nAnd when?"})
	a := run(e)
	shows(t, a, "The return of SOC-05", "Which accounts?", "And when?")
	press(a, "r")
	shows(t, a, "Return SOC-05", "│ Which accounts?", "│ And when?")
	if got := e.desk.stored.Review("SOC-05").State; got != assessment.NotReviewed {
		t.Errorf("it is %s", got)
	}
	press(a, "ctrl+s")
	if got := e.desk.stored.Review("SOC-05"); got.State != assessment.ReviewReturned || got.Note != "Which accounts?\nAnd when?" {
		t.Errorf("the review is %+v", got)
	}
	if all := left(t, e); len(all) != 0 {
		t.Errorf("%+v is still kept", all)
	}
}

// What waits to be saved when the app ends is kept, of people and reviews too.
func TestPeopleAndReviewsThatWaitAreKept(t *testing.T) {
	e, store := shutEnv(t)
	a := launchOn(e, func(e *env) screen { return newAssignItem(e, "SOC-05") })
	store.now.Store(true)
	typeText(a, "Press office")
	press(a, "enter")
	settle(a, e.open(newReturn(e, "SOC-01")))
	typeText(a, "By when?")
	press(a, "ctrl+s")
	shows(t, a, "Not saved")
	send(a, unsavedDue{e.desk})
	got := map[string]string{}
	for _, d := range left(t, e) {
		got[d.Target.String()] = d.Text
	}
	want := map[string]string{"item/SOC-05/assigned": "Press office", "review/SOC-01/note": "By when?"}
	if !maps.Equal(got, want) {
		t.Errorf("the drafts are %v, want %v", got, want)
	}
}
