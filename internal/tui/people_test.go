package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
)

func TestPeopleGoldens(t *testing.T) {
	a := launchOn(assured(t), func(e *env) screen { return newPeople(e) })
	golden(t, a, "people")
	press(a, "enter")
	golden(t, a, "left")
	golden(t, launch(t, empty, func(e *env) screen { return newPeople(e) }), "nobody")

	a = launchOn(assured(t), func(e *env) screen { return newAssignItem(e, "SOC-05") })
	golden(t, a, "assign")
	typeText(a, "exa")
	golden(t, a, "assign-part")
	golden(t, launchOn(assured(t), func(e *env) screen { return newAssignSection(e, &e.desk.shown.Checklist().Sections[1]) }), "assign-section")
}

// A question is assigned to a name that is typed, another to one that is picked,
// and a section to a department; the counts follow.
func TestPeopleAreAssigned(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "down", "P")
	shows(t, a, "Assign Social networking", "All 3 questions")
	typeText(a, "Press office")
	shows(t, a, "“Press office”, as typed")
	press(a, "enter")
	shows(t, a, "Social networking is assigned to Press office.", "Social networking  Press office")

	press(a, "enter", "home", "P")
	shows(t, a, "Assign SOC-01", "Nobody by itself: Press office, as the section", "A. Example, Inspector")
	typeText(a, "inspec")
	press(a, "enter", "enter")
	shows(t, a, "SOC-01 · 1 of 3", "For A. Example, Inspector")
	press(a, "right")
	shows(t, a, "For Press office")
	want := map[string]string{"SOC-01": "A. Example, Inspector", "SOC-05": "Press office", "BUS-01": ""}
	for item, who := range want {
		if got := a.env.desk.stored.Assigned(item); got != who {
			t.Errorf("%s is assigned to %q, want %q", item, got, who)
		}
	}

	press(a, "esc", "esc")
	settle(a, a.env.open(newPeople(a.env)))
	shows(t, a, "2 people and departments", "Press office: 1 question left of 2.")
	press(a, "enter")
	shows(t, a, "Questions waiting on Press office, 1 of 6", "SOC-06")
	hides(t, a, "SOC-05", "SOC-01")
	press(a, "enter")
	shows(t, a, "SOC-06 · 3 of 3")
	press(a, "esc", "esc", "down")
	shows(t, a, "A. Example, Inspector: 0 questions left of 1")
	press(a, "enter")
	shows(t, a, "A. Example, Inspector has no question left to answer.")

	settle(a, a.env.open(newAssignItem(a.env, "SOC-01")))
	press(a, "up", "up", "enter")
	shows(t, a, "SOC-01 is assigned to nobody by itself.")
	if got := a.env.desk.stored.Assigned("SOC-01"); got != "Press office" {
		t.Errorf("SOC-01 is assigned to %q", got)
	}
}

func TestActionsOfOneOwner(t *testing.T) {
	a := launchOn(assured(t), func(e *env) screen { return newPeople(e) })
	for l := a.top().(*people); l.at().Name != "Head of learning"; {
		press(a, "down")
	}
	press(a, "t")
	shows(t, a, "Actions of Head of learning", "Train all officers and staff")
	press(a, "a")
	typeText(a, "soc1")
	press(a, "enter")
	typeText(a, "Write it down")
	press(a, "ctrl+s")
	shows(t, a, "Action added.", "A2")
	if got := a.env.desk.stored.ActionsFor("SOC-01"); len(got) != 1 || got[0].Owner != "Head of learning" {
		t.Errorf("the actions are %+v", got)
	}
}

func TestTooLongAName(t *testing.T) {
	a := launch(t, empty, func(e *env) screen { return newAssignItem(e, "SOC-05") })
	send(a, tea.PasteMsg{Content: strings.Repeat("x", maxLine+1)})
	press(a, "enter")
	shows(t, a, "The name is too long")
	if got := a.env.desk.shown.Assigned("SOC-05"); got != "" {
		t.Errorf("it is assigned to %q", got)
	}
	if v := a.env.desk.shown.At(assessment.AssignedItem("SOC-05")); v.IsAnswered() {
		t.Errorf("%v is saved", v)
	}
}
