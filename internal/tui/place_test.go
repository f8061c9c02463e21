package tui

import (
	"strings"
	"testing"
)

func TestPlaceOfACursor(t *testing.T) {
	for _, x := range []struct {
		got  []string
		want string
	}{
		{nth(0, 0), ""},
		{nth(4, 20), "5 of 20"},
		{nth(20, 20), "20 of 20"}, // a list that has become shorter
		{goesOn(0, 20, 20), ""},
		{goesOn(0, 20, 21), "↓ more"},
		{goesOn(1, 21, 22), "↑↓ more"},
		{goesOn(2, 22, 22), "↑ more"},
	} {
		if got := strings.Join(x.got, " "); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

// What matters less makes room, and what is whole stays.
func TestPlaceAsFarAsThereIsRoom(t *testing.T) {
	place := []string{"5 of 20", "2 selected", "for A. Example"}
	for _, x := range []struct {
		w    int
		want string
	}{
		{60, "5 of 20 · 2 selected · for A. Example"},
		{36, "5 of 20 · 2 selected"},
		{19, "5 of 20"},
		{6, ""},
	} {
		if got := placed(place, x.w); got != x.want {
			t.Errorf("in %d columns: %q, want %q", x.w, got, x.want)
		}
	}
}

// Where the cursor is stands beside a notice, above the keys.
func TestPlaceBesideANotice(t *testing.T) {
	a := launch(t, complete, func(e *env) screen { return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-05") })
	lines := strings.Split(strings.TrimRight(view(a), "\n"), "\n")
	if last := strings.TrimSpace(lines[len(lines)-2]); last != "2 of 3" {
		t.Errorf("above the keys stands %q", last)
	}
	settle(a, say("Done."))
	lines = strings.Split(strings.TrimRight(view(a), "\n"), "\n")
	if last := strings.Join(strings.Fields(lines[len(lines)-2]), " "); last != "Done. 2 of 3" {
		t.Errorf("above the keys stands %q", last)
	}
	settle(a, say(strings.Repeat("A long notice. ", 5)))
	hides(t, a, "2 of 3")
}

// A question that does not fit says that it goes on.
func TestAQuestionGoesOn(t *testing.T) {
	a := launch(t, complete, func(e *env) screen { return newQuestion(e, "BUS-01") })
	shows(t, a, "↓ more")
	press(a, "pgdown")
	shows(t, a, "↑")
	for range 12 {
		press(a, "pgdown")
	}
	shows(t, a, "↑ more")
	hides(t, a, "↓")
}
