package assessment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

func TestActionsAreOrderedByWhenTheyAreDue(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2012, 6, d, 0, 0, 0, 0, time.UTC) }
	all := []assessment.Action{
		{ID: "some-day"},
		{ID: "done", Due: day(1), Status: assessment.StatusDone},
		{ID: "late", Due: day(30), Status: assessment.StatusOpen},
		{ID: "soon", Due: day(2)},
		{ID: "soon too", Due: day(2)},
		{ID: "done before", Status: assessment.StatusDone},
	}
	slices.SortStableFunc(all, assessment.ByDue)
	var got []string
	for _, x := range all {
		got = append(got, x.ID)
	}
	const want = "soon, soon too, late, some-day, done before, done"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}
