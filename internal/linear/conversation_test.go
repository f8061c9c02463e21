package linear_test

import (
	"context"
	"strings"
	"testing"

	xgolden "github.com/charmbracelet/x/exp/golden"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/settings"
)

// A conversation is what somebody types from the start to the end.
type conversation struct {
	name  string
	world func(*testing.T) *world
	lines []string
}

func started(t *testing.T) *world { return newWorld(t, true) }

// newcomer is the world of somebody who has never run favour.
func newcomer(t *testing.T) *world {
	w := newWorld(t, false)
	w.options.Author = assessment.Author{}
	return w
}

// set is a world in which somebody has set something, one of it wrongly.
func set(t *testing.T) *world {
	w := newWorld(t, true)
	f := settings.Parse([]byte("# mine\nname: A. Example\ndates: 15/01/2012\ntheme: purple\nkeys:\n  check.next: J\n"))
	keeper := &settings.Scratch{File: f}
	w.options.Settings, w.options.Keeper = f.Settings, keeper
	for _, c := range f.Complaints {
		w.options.SettingsTrouble = append(w.options.SettingsTrouble, "settings.yaml, "+c.String())
	}
	w.options.Remember = func(who assessment.Author) error {
		_, err := keeper.Change(func(f settings.File) (settings.File, error) { return f.With("name", who.Name) })
		return err
	}
	return w
}

// answered is a world in which all is answered, and nothing but warnings speaks
// against signing.
func answered(t *testing.T) *world {
	w := newWorld(t, true)
	w.record(
		testAuthor, give("SOC-01", "answer", "yes"), give("SOC-05", "answer", "no"), give("BUS-01", "answer", "yes"),
		give("BUS-07", "received", "84"), give("BUS-07", "approved", "83"))
	return w
}

// following is a world with a return, and the one that follows it.
func following(t *testing.T) *world {
	w := newWorld(t, true)
	w.record(testAuthor, give("SOC-01", "answer", "yes"), give("BUS-07", "received", "84"), give("BUS-07", "approved", "83"),
		assessment.Edit{Target: assessment.Narrative("SOC-01"), New: assessment.Of("There is guidance.")})
	was := w.a()
	list := testChecklist()
	list.Edition = "later"
	list.Sections[1].Items[0].Question = "Has the force given its officers, staff and volunteers guidance on social networking?"
	_, err := w.journal.Start(context.Background(), journal.Plan{
		ID: "second", Follows: was.ID(), Last: was.AsLast(list), Checklist: list, Force: testForce, Author: testAuthor,
		Details: []assessment.Edit{
			{Target: assessment.Detail(assessment.DetailFrom), New: assessment.Of("2012-06-01")},
			{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2013-05-31")},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.options.Open = "second"
	return w
}

// Whoever changes how the program talks reads these as its users would hear them.
var conversations = []conversation{
	{"start", newcomer, []string{
		"", "A. Example", "Inspector", // who it is: a name is needed
		"zz", "2", "le", "1", // the force, by a part of its name
		"/help", "1 Sept 2011", "31/02/2012", "31 May 2012", "", "1", "/back", "1", "Head of PSD", // the details, with an error and a step back
		"back", "", "", "", "1", "", // what was given is the default
		"", // start it
		"quit",
	}},
	{"answer", started, []string{
		"",  // the first question that is not answered
		"2", // partly
		"",  // on to the next
		"n/a: no such accounts",
		"back", "4", "no", "", // a number that there is not, an answer by its word; the section ends
		"",                                          // the next section's first question, with several fields
		"1", "31 foo", "31 May 2012", "25.5", "£25", // errors of a date and an amount, said once
		"Those who", "", "work for pay..", "..", ".", // a text with a blank line and a full stop
		"show", "change 2", "clear", "why",
		"note", "Every officer is told.", ".",
		"note", "2", "And all staff.", ".",
		"internal", "Ask vetting.", ".",
		"", "84", "85", "undo", "yes", "change 2", "83", "not recorded", "",
		"list", "contents", "quit",
	}},
	{"evidence", started, []string{
		"SOC-01", "1", "evidence", "add", "Social media guidance, version 2", "PSD", "1 April 2012", "/srv/policies/social.pdf", "2",
		"1", "", "/empty", "", "//srv/policies/social media.pdf", "",
		"files", "digest 1", "soc5", "evidence", "link", "1", "remove", "1", "",
		"SOC-05", "no", "actions", "add", "Check accounts", "Head of vetting", "1 May 2012", "", "done", "done 1", "remove", "2", "",
		"all evidence", "add", "BUS-01", "Policy", "", "", "", "", "all actions", "add", "bus 1", "Review the policy", "/back", "/back", "quit",
	}},
	{"review", answered, []string{
		"contents", "8", "2", "assign", "B. Example, Head of HR", "SOC-01", "assign", "1", "assign", "", "assign", "/nobody",
		"return SOC-05", "Say what is planned.", "Who does it?", ".", "list returned", "1", "reply", "A plan is being made.", ".",
		"accept", "accept SOC-01", "SOC-01", "accept", "change 1", "2", "show", "people", "1", "progress", "quit",
	}},
	{"sign", answered, []string{
		"sign", "", "2", "sign", "1", "", "", "", "", "", "2", "sign", "", "Chief Superintendent", "Head of professional standards", "I have read it.", "yes",
		"SOC-01", "change 1", "note", "undo", "", "sign", "", "", "", "C. Example", "", "Deputy Chief Constable", "", "1", "signatures", "reopen", "An answer is wrong.", ".",
		"SOC-01", "2", "check", "quit",
	}},
	{"find", answered, []string{
		"find second jobs", "only not met", "only all", "only some", "2", "resume", "back", "back", "back", "find !second", "find zebra", "list not met", "list mine", "list nothing such", "find", "go", "go ZZZ-99",
		"check", "2", "back", "answers", "", "", "SOC-05", "back", "forward", "history", "1", "all history", "quit",
	}},
	{"help", started, []string{
		"help", "help note", "help nothing", "SOC-01", "?", "sgin", "7", "frward", "hints off", "next", "hints maybe", "hints on",
		"BUS-01", "1", "", "", "help", "/help", "/help all", "/quit",
	}},
	{"last", following, []string{
		"SOC-01", "last time", "still true", "", "still true", "compare", "only newly asked", "only", "only answered in one only", "only all", "1", "BUS-07", "still true", "undo", "1",
		"assessments", "2", "quit",
	}},
	{"follow", following, []string{
		"assessments", "follow", "follow 1", "31 May 2012", "", "1 May 2012", "", "30 Sept 2013", "", "", // the period ends before it begins
		"", "31 May 2013", "", "", "2", "", "", "SOC-01", "contents", "quit",
	}},
	{"details", started, []string{
		"details", "1 June 2012", "", "", "", "", "", "", "31 May 2013", "", "1 April 2012", "3", "/empty", "30 June 2012", "contents", "who", "C. Example", "", "where", "quit",
	}},
	{"settings", set, []string{
		"BUS-01", "1", "1 May 2012", "actions", "add", "Review it", "", "30 November 2012", "", // days are said as is set
		"settings", "5", "3", "5", "", "3", "dark", "9", "6", "/srv/returns", "6", "/usual", "8", "many", "3", "usual 8", "usual", "usual 9",
		"1", "C. Example", "", "again", "BUS-01", "show", "where", "details", "/back", "history", "quit",
	}},
	{"text", started, []string{
		"SOC-01", "note", "One", "Two", "/drop", "/read", "/nothing of the kind", "/help", "/later",
		"note", "2", "Three", "/discard", "note", "back", "note", "contents", "/discard", "note", "/srv", "//srv is a folder", "..", ".",
		"note", "4", "1", "/opt", "//opt is one too", "note", "3", "", "note", "note", "5", "note", "SOC-05", "/discard", "quit",
	}},
}

func TestConversations(t *testing.T) {
	for _, c := range conversations {
		t.Run(c.name, func(t *testing.T) {
			said, err := c.world(t).typed(c.lines...)
			if err != nil {
				t.Errorf("it ends with: %v", err)
			}
			xgolden.RequireEqual(t, []byte(strings.ReplaceAll(said, t.TempDir(), "DIR")))
		})
	}
}
