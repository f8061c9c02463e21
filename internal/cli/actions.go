package cli

import (
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/calendar"
	"favour/internal/export"
)

type actionsOptions struct {
	overdue, all, overwrite bool
	owner, ics              string
	items                   []string
}

func newActionsCommand(a *app) *cobra.Command {
	var o actionsOptions
	c := &cobra.Command{
		Use:   "actions",
		Short: "List the actions by due date",
		Long: `Lists the actions that are not done, those that are overdue first and then by due date. It exits with 0 whatever it lists.

With --ics it writes those that have a due date as a calendar file, which Outlook and others import: a day for each, with a reminder in the morning of the day before. To import it again brings it up to date. The same actions always give the same file.`,
		Example: `favour actions
favour actions --overdue
favour actions --owner "Head of PSD" --ics actions.ics
favour actions --item MED-03 --all`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("ics") && o.ics == "" {
				return usage("--ics is empty. Name a file, or - for standard output.")
			}
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			picked, err := a.pickActions(x, &o, cmd.Flags().Changed)
			switch {
			case err != nil:
				return err
			case o.ics != "":
				return a.writeCalendar(x, picked, &o)
			}
			return a.printActions(picked)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.overdue, "overdue", false, "only those that are overdue")
	f.StringVar(&o.owner, "owner", "", "only those of this person or department; empty for those of nobody")
	f.StringSliceVar(&o.items, "item", nil, "only those that answer these `items` or sections")
	f.BoolVar(&o.all, "all", false, "those that are done as well")
	f.StringVar(&o.ics, "ics", "", "write a calendar to this `file`, or to standard output for -")
	f.BoolVar(&o.overwrite, "force-overwrite", false, "replace the calendar file if it is there already")
	a.completes(c, "owner", a.suggestPeople)
	a.completes(c, "item", a.suggestItems)
	return c
}

// pickActions are the actions that o asks for, by due date.
func (a *app) pickActions(x assessment.Assessment, o *actionsOptions, given func(string) bool) ([]assessment.Action, error) {
	items, err := pickItems(x.Checklist(), o.items)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, it := range items {
		ids = append(ids, it.ID)
	}
	picked := slices.DeleteFunc(x.Actions(), func(act assessment.Action) bool {
		switch {
		case act.Status == assessment.StatusDone && !o.all,
			o.overdue && !act.Overdue(a.today()),
			given("item") && !overlap(act.Items, ids):
			return true
		case !given("owner"):
			return false
		case strings.TrimSpace(o.owner) == "":
			return act.Owner != ""
		}
		return !assessment.Same(act.Owner, o.owner)
	})
	slices.SortStableFunc(picked, assessment.ByDue)
	return picked, nil
}

func (a *app) printActions(all []assessment.Action) error {
	if a.asJSON {
		return a.out.json(a.actionsToJSON(all))
	}
	if len(all) == 0 {
		a.out.line("There is no action to list.")
	}
	for _, act := range all {
		a.out.hang(act.ID+"  ", a.actionWords(act)+". For "+strings.Join(act.Items, ", "))
	}
	return nil
}

// writtenCalendarJSON is what is printed of a calendar that was written.
type writtenCalendarJSON struct {
	Assessment string   `json:"assessment"`
	File       fileJSON `json:"file"`
	Actions    []string `json:"actions"` // that are in it
	Left       []string `json:"left"`    // that are not, for they are done or have no due date
}

func (a *app) writeCalendar(x assessment.Assessment, all []assessment.Action, o *actionsOptions) error {
	write := func(w io.Writer) error { return calendar.Write(w, x, all) }
	if o.ics == "-" {
		return write(a.out.w)
	}
	f, err := export.WriteOne(o.ics, write, o.overwrite)
	if errors.Is(err, export.ErrExists) {
		return failure("%s exists already; nothing was written. Name another file with --ics, or replace it with --force-overwrite.", o.ics)
	}
	if err != nil {
		return err
	}
	j := writtenCalendarJSON{x.ID(), fileJSON{f.Path, int(f.Size), f.SHA256}, []string{}, []string{}}
	for _, act := range all {
		if calendar.Fits(act) {
			j.Actions = append(j.Actions, act.ID)
		} else {
			j.Left = append(j.Left, act.ID)
		}
	}
	if a.asJSON {
		return a.out.json(j)
	}
	a.out.line("Wrote %s with %s.", f.Path, quantity(len(j.Actions), "action", "actions"))
	if len(j.Left) > 0 {
		a.out.line("Left out, for being done or without a due date: %s.", strings.Join(j.Left, ", "))
	}
	marking := x.Details().Marking
	a.out.line("It is the force's own, not part of the return. Protective marking: %s.", cmp.Or(marking, "not chosen"))
	return nil
}
