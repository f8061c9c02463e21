package tui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
)

func details(e *env) screen { return newDetails(e) }

func TestDetailsGoldens(t *testing.T) {
	golden(t, launch(t, empty, details), "empty")
	golden(t, launch(t, halfFilled, details), "filled")

	a := launch(t, halfFilled, details)
	press(a, "tab", "ctrl+u")
	typeText(a, "31/5/2011")
	press(a, "tab")
	typeText(a, "May")
	press(a, "ctrl+s")
	golden(t, a, "error")

	a = launch(t, halfFilled, details)
	press(a, "tab", "tab", "tab")
	golden(t, a, "marking")
}

func TestDetailsAreOneChange(t *testing.T) {
	a := launch(t, halfFilled, details)
	before := len(a.env.desk.stored.Changes())
	press(a, "ctrl+u")
	typeText(a, "2011-10-01")
	press(a, "down")
	shows(t, a, "1 October 2011")
	press(a, "enter")
	typeText(a, "30.9.2011")
	press(a, "enter", "b", "enter")
	typeText(a, "C. Example")
	press(a, "enter")
	typeText(a, "31/7/2012")
	press(a, "enter")
	shows(t, a, "First screen", "Details saved.", "PROTECT")
	if n := len(a.env.desk.stored.Changes()); n != before+1 {
		t.Errorf("it took %d changes", n-before)
	}
	d := a.env.desk.stored.Details()
	if d.PeriodWords() != "1 October 2011 to 31 May 2012" || assessment.LongDate(d.Baseline) != "30 September 2011" || d.Marking != "PROTECT" || d.Lead != "C. Example" || assessment.LongDate(d.Deadline) != "31 July 2012" {
		t.Errorf("the details are %+v", d)
	}
}

func TestDetailsLeaveAloneWhatOthersChanged(t *testing.T) {
	a := launch(t, halfFilled, details)
	e := a.env
	if _, err := e.journal.Record(context.Background(), e.desk.stored, assessment.Author{Name: "B. Other"}, "", detail(assessment.DetailLead, "B. Other")); err != nil {
		t.Fatal(err)
	}
	settle(a, e.desk.look())
	press(a, "tab", "tab")
	typeText(a, "1/9/2011")
	press(a, "ctrl+s")
	if d := e.desk.stored.Details(); d.Lead != "B. Other" || assessment.LongDate(d.Baseline) != "1 September 2011" {
		t.Errorf("the details are %+v", d)
	}
}

func TestDetailsKeepWhatWasTyped(t *testing.T) {
	a := launch(t, halfFilled, details)
	before := a.env.desk.stored.Head()
	press(a, "tab", "tab")
	typeText(a, "next week")
	press(a, "esc")
	shows(t, a, "First screen", "Not saved.")
	if a.env.desk.stored.Head() != before {
		t.Error("something was saved")
	}
	settle(a, a.env.open(newDetails(a.env)))
	shows(t, a, "Typed before and not saved yet", "next week")
	golden(t, a, "typed-before")
	press(a, "ctrl+r")
	hides(t, a, "next week")
	press(a, "esc")
	settle(a, a.env.open(newDetails(a.env)))
	hides(t, a, "next week")
}

func TestFormTakesAPasteOnOneLine(t *testing.T) {
	a := launch(t, halfFilled, details)
	press(a, "tab", "tab", "tab", "tab")
	send(a, tea.PasteMsg{Content: "Detective Superintendent\r\nB. Example\n"})
	press(a, "ctrl+s")
	if got, want := a.env.desk.stored.Details().Lead, "Detective Superintendent B. Example"; got != want {
		t.Errorf("the lead is %q, want %q", got, want)
	}
}

func TestFormRefusesWhatIsTooLong(t *testing.T) {
	a := launch(t, halfFilled, details)
	press(a, "tab", "tab", "tab", "tab")
	send(a, tea.PasteMsg{Content: strings.Repeat("long ", 10_000)})
	press(a, "ctrl+s")
	shows(t, a, "This has 49,999 characters; the most that fits is 1,000.")
	checkFrame(t, a)
}

func TestSheetsTakeAnyText(t *testing.T) {
	for name, s := range map[string]func(*env) screen{
		"details":  details,
		"welcome":  func(e *env) screen { return newWelcome(e) },
		"evidence": func(e *env) screen { return newEvidenceSheet(e, "BUS-01", e.desk.shown.EvidenceFor("BUS-01")[0]) },
		"action":   func(e *env) screen { return newActionSheet(e, "BUS-01", e.desk.shown.ActionsFor("BUS-01")[0]) },
	} {
		t.Run(name, func(t *testing.T) {
			a := launch(t, hostile, s)
			for range a.top().(*sheet).form.inputs {
				for _, size := range sizes {
					resize(a, size)
					checkFrame(t, a)
				}
				send(a, tea.PasteMsg{Content: hostileText})
				press(a, "tab")
			}
			press(a, "ctrl+s")
			checkFrame(t, a)
		})
	}
}
