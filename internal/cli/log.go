package cli

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newLogCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "log [ITEM]",
		Short: "Show who changed what and when",
		Long:  "Shows every change, oldest first: who made it, when, and what it touched. With an item it shows the changes to that item, its notes, evidence and actions. The record is not exported.",
		Example: `favour log
favour log BUS-07`,
		Args:              between(0, 1, "one item"),
		ValidArgsFunction: a.suggestOneItem,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			changes := x.Changes()
			if len(args) == 1 {
				it, err := findItem(x.Checklist(), args[0])
				if err != nil {
					return err
				}
				changes = slices.Collect(x.Touching(it.ID))
			}
			return a.printLog(x, changes)
		},
	}
}

func (a *app) printLog(x assessment.Assessment, changes []assessment.Change) error {
	if a.asJSON {
		all := make([]*changeJSON, 0, len(changes))
		for _, c := range changes {
			all = append(all, changeToJSON(x, c))
		}
		return a.out.json(all)
	}
	if len(changes) == 0 {
		a.out.line("Nothing has been changed.")
	}
	for _, c := range changes {
		a.out.heading(fmt.Sprintf("%d  %s  %s", c.Sequence, a.clock(c.Time), c.Who()))
		if c.Reason != "" {
			a.out.hang("   ", "Reason: "+c.Reason)
		}
		for _, words := range a.words(x, c) {
			a.out.hang("   ", words)
		}
	}
	for _, line := range a.signedLines(x) {
		a.out.hang("", line)
	}
	return nil
}

// clock is t as people read it, where they are: 31 May 2012 14:05.
func (a *app) clock(t time.Time) string {
	return a.date(t.Local()) + t.Local().Format(" 15:04")
}

// today is the day it is where the person is, or that of --as-at, as days are
// compared.
func (a *app) today() time.Time {
	if !a.asAt.IsZero() {
		return dayOf(a.asAt)
	}
	return dayOf(a.env.Now())
}
