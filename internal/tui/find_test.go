package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/search"
)

func TestFind(t *testing.T) {
	for _, x := range []struct {
		query string
		tabs  int
		want  string // ids in order
	}{
		{"", 0, "RET-01 SOC-01 SOC-05 SOC-06 BUS-01 BUS-07"},
		{"second jobs", 0, "BUS-01 BUS-07"},
		{"SECOND", 0, "BUS-01 BUS-07"},
		{"bus7", 0, "BUS-07"},
		{"bus-07", 0, "BUS-07"},
		{"bus", 0, "BUS-01 BUS-07"},
		{"soc 5", 0, "SOC-05"},
		{"vetting", 0, "SOC-01"},                 // an internal note
		{"monitoring", 0, "SOC-01"},              // the narrative
		{"1 april", 0, "BUS-01"},                 // an answer, in words
		{"not recorded", 0, "BUS-07"},            // a state
		{"version 2", 0, "SOC-01"},               // evidence
		{"social !training", 0, "SOC-01 SOC-05"}, // a word that must not be there
		{"!social", 0, "RET-01 BUS-01 BUS-07"},
		{"training social", 0, "SOC-06"},
		{"", 1, "SOC-06 BUS-01"},
		{"", 2, "SOC-05"},
		{"", 3, "SOC-05"},
		{"", 4, ""},              // nothing is assigned to the person at work
		{"", 5, "SOC-06 BUS-01"}, // nor to anyone else
		{"", 6, "RET-01 SOC-01 SOC-05 SOC-06 BUS-01 BUS-07"},
		{"policy", 1, "BUS-01"},
		{"nothing like it", 0, ""},
	} {
		a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
		typeText(a, x.query)
		for range x.tabs {
			press(a, "tab")
		}
		m := a.top().(*find)
		var got []string
		for _, i := range m.found {
			got = append(got, m.index[i].Item.ID)
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%q after %d tabs finds %s, want %s", x.query, x.tabs, s, x.want)
		}
		checkFrame(t, a)
	}
}

func TestFindQuotesWhereTheWordsAre(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "vetting") })
	shows(t, a, "Internal note: Ask the vetting unit again", "1 of 6")
	press(a, "esc")
	typeText(a, "checked")
	shows(t, a, "staff checked against")
}

func TestFindOpensAndComesBack(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
	send(a, tea.PasteMsg{Content: "second jobs"})
	press(a, "down", "enter")
	if q, ok := a.top().(*question); !ok || q.id != "BUS-07" {
		t.Fatalf("enter opened %T", a.top())
	}
	press(a, "esc")
	shows(t, a, "/ second jobs", "› BUS-07")
	press(a, "esc") // clears
	shows(t, a, "6 of 6")
	press(a, "esc") // goes back
	shows(t, a, "First screen")
}

func TestFindSaysWhyThereIsNothing(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "zebra") })
	shows(t, a, "No question has “zebra” in its wording")
	press(a, "enter")
	shows(t, a, "No question is listed.")
	press(a, "tab")
	shows(t, a, "None of the unanswered questions has “zebra”")
}

// What needs attention goes by the day too.
func TestFindGoesByTheDay(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newFind(e, "") })
	due := assessment.Action{What: "Write the guidance anew", Due: time.Date(2012, time.June, 15, 0, 0, 0, 0, time.UTC), Items: []string{"SOC-05"}}
	settle(a, a.env.desk.record(a.env.desk.shown.ActionEdits(due)...))
	attention := func() bool {
		return slices.ContainsFunc(a.top().(*find).index, func(x search.Entry) bool { return x.Item.ID == "SOC-05" && x.Attention })
	}
	if attention() {
		t.Fatal("it needs attention on the day that it is due")
	}
	a.env.Now = func() time.Time { return testNow.AddDate(0, 0, 1) }
	send(a, news{desk: a.env.desk})
	if !attention() {
		t.Error("it needs none on the day after")
	}
}
