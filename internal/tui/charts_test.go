package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/tui/theme"
)

// barely is an assessment in which next to nothing is answered yet.
var barely = state{"barely", testChecklist, func(*checklist.Checklist, assessment.Assessment) [][]assessment.Edit {
	return [][]assessment.Edit{
		{detail(assessment.DetailFrom, "2011-09-01"), detail(assessment.DetailTo, "2012-05-31"), detail(assessment.DetailMarking, "NOT PROTECTIVELY MARKED")},
	}
}}

// dueOn is a state with a deadline, and people who are waited for.
func dueOn(s state, day string, more ...assessment.Edit) state {
	fill := s.fill
	s.fill = func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		return append(fill(l, a), append([]assessment.Edit{detail(assessment.DetailDeadline, day)}, more...))
	}
	return s
}

var toPeople = []assessment.Edit{
	{Target: assessment.AssignedSection("SOC"), New: assessment.Of("Press office")},
	{Target: assessment.AssignedItem("BUS-01"), New: assessment.Of("Human resources")},
}

func TestDeadlineGoldens(t *testing.T) {
	for name, s := range map[string]state{
		"ahead":   dueOn(halfFilled, "2012-07-03", toPeople...),
		"behind":  dueOn(barely, "2012-06-16", toPeople...),
		"today":   dueOn(halfFilled, "2012-06-15"),
		"late":    dueOn(halfFilled, "2012-06-12", toPeople...),
		"nothing": dueOn(complete, "2012-07-03"),
	} {
		golden(t, launch(t, s, func(e *env) screen { return newTasks(e) }), "tasks-"+name)
		golden(t, launch(t, s, func(e *env) screen { return newProgress(e) }), "progress-"+name)
	}
}

func TestNoDeadlineNothingShown(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	hides(t, a, "Due", "at risk", "Waiting")
	press(a, "o")
	shows(t, a, "Progress by section")
	hides(t, a, "Due", "at risk", "Waiting")
	press(a, "down", "enter")
	shows(t, a, "Social networking", "SOC-05")
}

// The deadline is held against the day that it is, not the day of the start.
func TestDeadlineMovesWithTheDay(t *testing.T) {
	e := testEnv(t, dueOn(halfFilled, "2012-06-18"))
	a := launchOn(e, func(e *env) screen { return newTasks(e) })
	shows(t, a, "Due 18 June 2012, 3 days left")
	e.Now = func() time.Time { return testNow.AddDate(0, 0, 4) }
	shows(t, a, "Due 18 June 2012, 1 day ago", "behind")
}

// Every standing that there is has its sign in a bar, as wide as it is to be.
func TestStandingBar(t *testing.T) {
	of := map[checklist.Standing]int{checklist.Met: 40, checklist.PartlyMet: 1, checklist.NotMet: 1, checklist.NotApplicable: 2, checklist.Answered: 7, checklist.Unanswered: 39}
	for w := 6; w < 200; w++ {
		bar := ansi.Strip(standingBar(theme.For(true), of, w))
		if n := ansi.StringWidth(bar); n != w {
			t.Errorf("the bar of %d columns has %d", w, n)
		}
		for s := range of {
			if !strings.Contains(bar, theme.Sign(s)) {
				t.Errorf("at %d columns nothing stands for %s: %s", w, s, bar)
			}
		}
	}
	if bar := standingBar(theme.For(true), nil, 10); bar != "" {
		t.Errorf("the bar of nothing is %q", bar)
	}
}

func TestSignsDiffer(t *testing.T) {
	seen := map[string]checklist.Standing{}
	for _, s := range checklist.Standings {
		if other, ok := seen[theme.Sign(s)]; ok {
			t.Errorf("%s and %s look alike", s, other)
		}
		seen[theme.Sign(s)] = s
	}
}
