package cli

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"favour/internal/assessment"
)

// How an assessment stands against its deadline, as favour status shows it.

// printOutlook prints it.
func (a *app) printOutlook(o assessment.Outlook) {
	left := fmt.Sprintf("%s left", quantity(o.DaysLeft, "day", "days"))
	switch {
	case o.DaysLeft == 0:
		left = "today"
	case o.DaysLeft < 0:
		left = quantity(-o.DaysLeft, "day", "days") + " ago"
	}
	a.out.line("Deadline: %s, %s.", a.date(o.Deadline), left)
	switch {
	case o.Left == 0:
		a.out.line("No item is left to answer.")
		return
	case o.DaysLeft < 0:
		a.out.line("%s still left.", quantity(o.Left, "item is", "items are"))
	case o.DaysLeft == 0:
		a.out.line("%s left, all of them for today.", quantity(o.Left, "item is", "items are"))
	default:
		a.out.line("%s left: %s a day from today on.", quantity(o.Left, "item is", "items are"), paceWords(o.Pace))
	}
	if o.Behind {
		a.out.line("Behind: at an even pace %d of %d would be done by now, and %d are.", o.Expected, o.Items, o.Items-o.Left)
	}
	if len(o.AtRisk) > 0 {
		var names []string
		for _, s := range o.AtRisk {
			names = append(names, s.Section.ID)
		}
		a.out.hang("", "Sections at risk: "+strings.Join(names, ", ")+".")
	}
	a.printWaited(o.Waited)
}

// waited are those of people who have something left.
func waited(people []assessment.Load) []assessment.Load {
	return slices.DeleteFunc(people, func(l assessment.Load) bool { return l.Left() == 0 })
}

// printWaited says who is waited on, if anything has been assigned at all.
func (a *app) printWaited(waited []assessment.Load) {
	var names []string
	rest := "."
	for _, l := range waited {
		if l.Name == "" {
			rest = fmt.Sprintf("; %s nobody's.", quantity(l.Left(), "is", "are"))
			continue
		}
		names = append(names, fmt.Sprintf("%s (%d)", l.Name, l.Left()))
	}
	if len(names) > 0 {
		a.out.hang("", "Waiting on: "+strings.Join(names, ", ")+rest)
	}
}

// paceWords is a pace as people would give it: no less than is needed.
func paceWords(pace float64) string {
	tenths := int(math.Ceil(pace*10 - 1e-9))
	if tenths%10 == 0 {
		return quantity(tenths/10, "item", "items")
	}
	return fmt.Sprintf("%d.%d items", tenths/10, tenths%10)
}

type outlookJSON struct {
	Deadline string     `json:"deadline"`
	DaysLeft int        `json:"days-left"` // less than nought after it
	Left     int        `json:"left"`      // items
	Pace     float64    `json:"pace"`      // items a day from today on
	Expected int        `json:"expected"`  // items that would be done by now at an even pace
	Behind   bool       `json:"behind"`
	AtRisk   []string   `json:"at-risk"` // sections
	Waited   []loadJSON `json:"waiting-on"`
}

func outlookToJSON(o assessment.Outlook) *outlookJSON {
	j := &outlookJSON{
		Deadline: isoDay(o.Deadline), DaysLeft: o.DaysLeft, Left: o.Left, Pace: math.Ceil(o.Pace*10-1e-9) / 10,
		Expected: o.Expected, Behind: o.Behind, AtRisk: []string{}, Waited: []loadJSON{},
	}
	for _, s := range o.AtRisk {
		j.AtRisk = append(j.AtRisk, s.Section.ID)
	}
	for _, l := range o.Waited {
		j.Waited = append(j.Waited, loadToJSON(l))
	}
	return j
}
