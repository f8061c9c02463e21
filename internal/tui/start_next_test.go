package tui

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
)

// following is an app on its first screen, with one assessment of an earlier
// edition than the program's in the store, and nothing else.
func following(tb testing.TB) *app {
	tb.Helper()
	e := freshEnv()
	e.author = testAuthor
	a, err := e.journal.Start(context.Background(), journal.Plan{
		ID: "leicestershire-2011", Checklist: earlier(e.library.Checklists[0]), Force: testForce, Author: testAuthor,
		Details: []assessment.Edit{
			detail(assessment.DetailFrom, "2010-09-01"), detail(assessment.DetailTo, "2011-08-31"), detail(assessment.DetailLead, "C. Example"),
			detail(assessment.DetailMarking, "PROTECT"),
		},
	})
	if err == nil {
		_, err = e.journal.Record(context.Background(), a, testAuthor, "", give("SOC-01", "answer", "yes"), give("SOC-09", "answer", "no"))
	}
	if err != nil {
		tb.Fatal(err)
	}
	app := run(e)
	press(app, "esc")
	return app
}

func TestNextPeriod(t *testing.T) {
	a := following(t)
	press(a, "f")
	shows(t, a, "Start the next period: Leicestershire Police", "Step 1 of 5", "Edition test, newer than last time's", "Edition earlier, as last time")
	golden(t, a, "checklist")
	press(a, "enter")
	shows(t, a, "1 September 2011", "31 May 2012", "Deadline")
	golden(t, a, "period")
	press(a, "tab", "tab", "tab")
	typeText(a, "31/7/2012")
	press(a, "enter")
	shows(t, a, "Which protective marking", "› g  Decide later")
	press(a, "a", "enter")
	shows(t, a, "C. Example")
	press(a, "enter")
	shows(t, a, "Step 5 of 5", "4 questions are asked as they were, 1 reworded, 1 new, 1 no longer asked.", "SOC-05", "SOC-06")
	golden(t, a, "preview")
	press(a, "enter")
	shows(t, a, "Leicestershire Police", "1 of 6 answered", "Due 31 July 2012", "Started.")
	s := a.env.desk.stored
	d := s.Details()
	if s.ID() != "leicestershire-2012" || s.Follows() != "leicestershire-2011" || s.Checklist().Edition != "test" {
		t.Errorf("%s of edition %s follows %q", s.ID(), s.Checklist().Edition, s.Follows())
	}
	if d.Force != testForce || d.PeriodWords() != "1 September 2011 to 31 May 2012" || d.Marking != "NOT PROTECTIVELY MARKED" || d.Lead != "C. Example" || assessment.LongDate(d.Deadline) != "31 July 2012" {
		t.Errorf("the details are %+v", d)
	}
	if n := len(s.Changes()); n != 1 {
		t.Errorf("it took %d changes to start", n)
	}
	if s.Touched(mustItem(t, a, "SOC-01")) {
		t.Error("an answer was copied")
	}
	press(a, "/")
	typeText(a, "SOC-01")
	press(a, "enter", "=", "left")
	shows(t, a, "SOC-01 · 1 of 3 · met")
	press(a, "esc", "esc", "esc", "esc")
	shows(t, a, "leicestershire-2011", "leicestershire-2012")
}

func TestNextPeriodIsAsked(t *testing.T) {
	a := following(t)
	press(a, "f", "b", "enter", "tab", "ctrl+u", "enter", "enter", "enter")
	shows(t, a, "Say on which day the period ends")
	typeText(a, "1/1/2011")
	press(a, "tab", "tab", "enter")
	shows(t, a, "The period ends before it begins on 1 September 2011.")
	press(a, "up", "ctrl+u")
	typeText(a, "1 June 2011")
	press(a, "tab", "ctrl+u")
	typeText(a, "31 May 2012")
	press(a, "tab", "tab", "enter", "enter", "enter")
	shows(t, a, "What will be started", "The period begins before that of leicestershire-2011 has ended", "All 6 questions are asked as they were.", "edition earlier")
	press(a, "esc", "esc", "esc", "esc", "esc")
	shows(t, a, "leicestershire-2011")
	press(a, "f")
	shows(t, a, "› b") // what was given is still there
	press(a, "enter")
	shows(t, a, "1 June 2011", "31 May 2012")
}

func TestNextPeriodThatFails(t *testing.T) {
	a := following(t)
	store := a.env.journal.Store
	press(a, "f", "enter", "enter", "enter", "enter", "enter", "enter", "enter")
	shows(t, a, "Step 5 of 5")
	a.env.journal.Store = full{store}
	press(a, "enter")
	shows(t, a, "The assessment was not started. The disk is full.")
	for _, size := range sizes {
		resize(a, size)
		checkFrame(t, a)
	}
	a.env.journal.Store = store
	press(a, "enter")
	shows(t, a, "1 of 6 answered")
}

func TestNextPeriodNeedsOneThatCanBeRead(t *testing.T) {
	e := freshEnv()
	e.author = testAuthor
	a := run(e)
	press(a, "esc", "f")
	shows(t, a, "There is no assessment yet that another could follow.")
	if err := e.journal.Store.Append(context.Background(), "odd", 0, []byte(`{"v":99}`)); err != nil {
		t.Fatal(err)
	}
	press(a, "r", "f")
	shows(t, a, "It cannot be followed.")
}

// An assessment that is opened meanwhile is not covered by a start that was
// asked for before.
func TestNextPeriodIsLetGo(t *testing.T) {
	a := following(t)
	_, read := a.Update(keyPress("f"))
	press(a, "enter")
	settle(a, read)
	shows(t, a, "Social networking", "3 of 6 answered")
	hides(t, a, "Start the next period")
}

func TestNextPeriodTakesAnyText(t *testing.T) {
	e := testEnv(t, hostile)
	e.library, _ = e.Library()
	m := newNext(e, e.desk.shown)
	was := earlier(e.desk.shown.Checklist())
	m.offer(append(m.lists, was))
	m.at = askChecklist
	a := launchOn(e, func(*env) screen { return m })
	for range 9 {
		for _, size := range append(sizes, tea.WindowSizeMsg{Width: minWidth, Height: minHeight}) {
			resize(a, size)
			checkFrame(t, a)
		}
		press(a, "enter")
		send(a, tea.PasteMsg{Content: hostileText})
	}
}

func TestEditions(t *testing.T) {
	edition := func(id, name, title string) *checklist.Checklist {
		l := testChecklist()
		l.ID, l.Edition, l.Title = id, name, title
		return l
	}
	own := edition("list", "2012.9", "")
	got := assessment.Editions(own, []*checklist.Checklist{
		edition("list", "2012.2", "older"), edition("list", "2012.9", ""), edition("list", "2012.10", "newer"), edition("other", "2013", "of others"),
	})
	var titles string
	for _, l := range got {
		titles += l.Edition + " "
	}
	if want := "2012.10 2012.9 2012.2 "; titles != want || got[1] != own {
		t.Errorf("the editions are %s, want %s", titles, want)
	}
	for _, x := range []struct {
		x, y string
		want bool
	}{
		{"2012.2", "2012.10", true},
		{"2012.10", "2012.2", false},
		{"2012", "2012.1", true},
		{"2012.1", "2012.1", false},
		{"2012.a", "2012.b", true},
		{"first", "second", true},
		{"2013", "2012.9", false},
	} {
		if got := assessment.EditionBefore(x.x, x.y); got != x.want {
			t.Errorf("%s before %s: %v", x.x, x.y, got)
		}
	}
}
