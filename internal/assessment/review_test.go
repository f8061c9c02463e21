package assessment_test

import (
	"errors"
	"testing"
	"time"

	"favour/internal/assessment"
)

func TestReview(t *testing.T) {
	a := answered(t)
	codes := map[assessment.ReviewState]assessment.Code{
		assessment.ReviewReturned: assessment.CodeReturned, assessment.ReviewReplied: assessment.CodeReplied,
		assessment.ReviewChanged: assessment.CodeChanged,
	}
	want := func(state assessment.ReviewState) {
		t.Helper()
		if got := a.Review("BUS-02").State; got != state {
			t.Errorf("got %s, want %s", got, state)
		}
		var found assessment.Code
		for _, f := range a.Findings(today) {
			if f.Field == assessment.AtReview {
				found = f.Code
			}
		}
		if found != codes[state] {
			t.Errorf("%s: got the finding %q, want %q", state, found, codes[state])
		}
	}
	want(assessment.NotReviewed)
	reviewer := assessment.Author{Name: "B. Example", Role: "Reviewer"}
	a = record(t, a, a.Return(reviewer, now, "BUS-02", "Where is the last one?")...)
	want(assessment.ReviewReturned)
	if r := a.Review("BUS-02"); r.By != reviewer.String() || !r.Time.Equal(now) || r.Note != "Where is the last one?" {
		t.Errorf("got %+v", r)
	}
	a = set(t, a, "BUS-02", "refused=1")
	want(assessment.ReviewReturned) // until the note is answered
	a = record(t, a, to(assessment.Reply("BUS-02"), "It was refused."))
	want(assessment.ReviewReplied)
	accept := func() {
		t.Helper()
		edits, err := a.Accept(reviewer, now, "BUS-02")
		if err != nil {
			t.Fatal(err)
		}
		a = record(t, a, edits...)
		want(assessment.ReviewAccepted)
	}
	accept()
	if r := a.Review("BUS-02"); r.Note != "" || r.Reply != "" {
		t.Errorf("the note of an accepted item is still there: %+v", r)
	}
	a = record(t, a, to(assessment.Internal("BUS-02"), "our own affair"))
	want(assessment.ReviewAccepted)
	a = set(t, a, "BUS-02", "refused=0")
	want(assessment.ReviewChanged)
	c, _ := a.Undo(who)
	a = apply(t, a, c)
	want(assessment.ReviewAccepted) // for it is what was accepted
	a = record(t, a, a.EvidenceEdits(assessment.Evidence{Title: "Register", Items: []string{"BUS-02"}})...)
	want(assessment.ReviewChanged)
	accept()
	a = record(t, a, a.ActionEdits(assessment.Action{What: "Publish it", Items: []string{"BUS-02"}})...)
	want(assessment.ReviewChanged)
	a = record(t, a, a.Return(reviewer, now, "BUS-02", "Why another?")...)
	want(assessment.ReviewReturned)
	if n := a.Progress(today).Reviews[assessment.ReviewReturned]; n != 1 {
		t.Errorf("%d items are returned, want 1", n)
	}
}

func TestWhatIsNotAnsweredCannotBeAccepted(t *testing.T) {
	a := answered(t)
	if _, err := a.Accept(who, now, "BUS-02", "BUS-03"); !errors.Is(err, assessment.ErrNothingToReview) {
		t.Errorf("got %v", err)
	}
	if _, err := a.Accept(who, now, "XXX-01"); err == nil {
		t.Error("an item that is not there was accepted")
	}
}

func TestPeople(t *testing.T) {
	a := answered(t)
	a = record(t, a, to(assessment.AssignedSection("BUS"), "Head of HR"), to(assessment.AssignedItem("BUS-02"), "A. Example, Inspector"))
	for item, want := range map[string]string{"RET-01": "", "BUS-01": "Head of HR", "BUS-02": "A. Example, Inspector", "BUS-03": "Head of HR"} {
		if got := a.Assigned(item); got != want {
			t.Errorf("%s: got %q, want %q", item, got, want)
		}
	}
	a = record(t, a, a.ActionEdits(assessment.Action{What: "Publish it", Owner: "head of  hr", Due: today.AddDate(0, 0, -1), Items: []string{"BUS-01"}})...)
	a = record(t, a, a.ActionEdits(assessment.Action{What: "Print it", Owner: "Press office", Items: []string{"BUS-01"}})...)
	a = record(t, a, a.Return(who, now, "BUS-01", "Why?")...)
	want := []assessment.Load{
		{Name: "Head of HR", Items: 2, Answered: 1, Returned: 1, Actions: 1, Overdue: 1},
		{Name: "A. Example, Inspector", Items: 1, Answered: 1},
		{Name: "Press office", Actions: 1},
		{Items: 1, Answered: 1},
	}
	got := a.People(today)
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: got %+v, want %+v", i, got[i], want[i])
		}
	}
	if left := got[0].Left(); left != 2 {
		t.Errorf("%d left, want one returned and one unanswered", left)
	}
}

func TestSamePerson(t *testing.T) {
	for _, tt := range []struct {
		x, y string
		want bool
	}{
		{"A. Example", "a. example", true},
		{"A.  Example ", "A. Example, Inspector", true},
		{"A. Example, Inspector", "A. Example,inspector", true},
		{"A. Example, Inspector", "A. Example, Sergeant", false},
		{"A. Example", "B. Example", false},
		{"", "", false},
		{"Head of HR", "Head of HR", true},
	} {
		if got := assessment.Same(tt.x, tt.y); got != tt.want {
			t.Errorf("%q and %q: got %v", tt.x, tt.y, got)
		}
	}
}

func TestAsAt(t *testing.T) {
	var a assessment.Assessment
	at := func(day int) time.Time { return time.Date(2012, 7, day, 12, 0, 0, 0, time.UTC) }
	made := func(day int, c assessment.Change) {
		t.Helper()
		c.Time = at(day)
		_, c, err := assessment.Seal(c)
		if err != nil {
			t.Fatal(err)
		}
		if a, err = a.Apply(c); err != nil {
			t.Fatal(err)
		}
	}
	first := a.Next(who)
	first.Start = &assessment.Start{ID: "x", Checklist: list()}
	made(2, first)
	for n, v := range []string{"1", "2", "3"} {
		made(3+2*n, a.Next(who, a.Edits(to(field("BUS-02", "received"), v))...))
	}
	for day, want := range map[int]string{2: "", 3: "1", 4: "1", 5: "2", 7: "3", 9: "3"} {
		b, err := a.AsAt(at(day))
		if err != nil {
			t.Fatal(err)
		}
		if got := b.At(field("BUS-02", "received")).Given; got != want {
			t.Errorf("on day %d: got %q, want %q", day, got, want)
		}
		if again, err := assessment.Fold(all(b.Changes())); err != nil || again.Head() != b.Head() || again.Digest() != b.Digest() {
			t.Errorf("on day %d: it is not the fold of its changes: %v", day, err)
		}
	}
	if _, err := a.AsAt(at(1)); err == nil {
		t.Error("there is an assessment before it was started")
	}
	if a.At(field("BUS-02", "received")).Given != "3" {
		t.Error("looking back has changed it")
	}
}

func TestOutlook(t *testing.T) {
	a := start(t) // on 2 July 2012, with 4 items
	if _, ok := a.Outlook(today); ok {
		t.Error("there is an outlook without a deadline")
	}
	a = record(t, a, to(assessment.Detail(assessment.DetailDeadline), "2012-07-11"), to(assessment.AssignedItem("BUS-03"), "Press office"))
	for _, tt := range []struct {
		day, left, expected int
		behind              bool
		pace                float64
	}{
		{2, 10 - 1, 0, false, 0.3}, {4, 7, 0, false, 3.0 / 8}, {5, 6, 1, false, 3.0 / 7}, {7, 4, 2, true, 3.0 / 5}, {11, 0, 3, true, 3}, {12, -1, 4, true, 3},
	} {
		o, ok := a.Outlook(time.Date(2012, 7, tt.day, 23, 0, 0, 0, time.UTC))
		if !ok || o.DaysLeft != tt.left || o.Expected != tt.expected || o.Behind != tt.behind || o.Left != 3 || o.Items != 4 {
			t.Errorf("on day %d: got %+v", tt.day, o)
		}
		if d := o.Pace - tt.pace; d > 1e-9 || d < -1e-9 {
			t.Errorf("on day %d: got a pace of %v, want %v", tt.day, o.Pace, tt.pace)
		}
		if len(o.Waited) != 2 || o.Waited[0].Name != "Press office" || o.Waited[1].Name != "" {
			t.Errorf("on day %d: got %+v", tt.day, o.Waited)
		}
	}
	o, _ := a.Outlook(time.Date(2012, 7, 10, 0, 0, 0, 0, time.UTC))
	if len(o.AtRisk) != 1 || o.AtRisk[0].Section.ID != "BUS" {
		t.Errorf("got %d sections at risk", len(o.AtRisk))
	}
	done := set(t, set(t, a, "BUS-01", "verdict=yes"), "BUS-02", "received=1")
	done = set(t, done, "BUS-03", "all=1")
	if o, _ := done.Outlook(time.Date(2012, 8, 1, 0, 0, 0, 0, time.UTC)); o.Behind || o.Left != 0 || len(o.AtRisk) != 0 {
		t.Errorf("all done, after the deadline: got %+v", o)
	}
}
