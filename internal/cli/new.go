package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
)

// defaultChecklist is the id of the checklist that is used if none is named.
const defaultChecklist = "without-fear-or-favour"

type newOptions struct {
	details   detailFlags
	id        string
	checklist string
}

func newNewCommand(a *app) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   "new --force NAME",
		Short: "Start an assessment",
		Long: `Starts an assessment for a force, named by its id, its name or a part of it that no other has. A force that is not in the list is taken as typed; --self says what it calls itself.

The period is the one that the checklist presets unless --period gives another. What is left out now can be given later with favour details. The assessment keeps a copy of its checklist, and opens whatever becomes of the file.`,
		Example: `favour new --force leicestershire --marking "NOT PROTECTIVELY MARKED"
favour new --force "Lancashire Constabulary" --id lancashire-2012 --lead "A. Example, Inspector"
favour new --force kent --period 2011-09-01..2012-05-31 --baseline "1 August 2011"
favour new --force kent --checklist our-own.yaml`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.start(cmd.Context(), &o, cmd.Flags().Changed)
		},
	}
	c.Flags().StringVar(&o.id, "id", "", "what to call the assessment; made from the force and the year if left out")
	c.Flags().StringVar(&o.checklist, "checklist", defaultChecklist, "the `id` of a checklist, or a checklist file")
	o.details.register(a, c)
	a.completes(c, "checklist", a.suggestChecklists)
	return c
}

func (a *app) start(ctx context.Context, o *newOptions, given func(string) bool) error {
	if o.details.force == "" {
		return usage("Say which force with --force NAME, such as --force leicestershire.")
	}
	list, err := loadChecklist(o.checklist)
	if err != nil {
		return err
	}
	force, err := findForce(o.details.force, o.details.self)
	if err != nil {
		return err
	}
	wanted, err := o.details.edits(given)
	if err != nil {
		return err
	}
	who, err := a.author()
	if err != nil {
		return err
	}
	plan := journal.Plan{
		ID: o.id, Checklist: list, Force: force, Author: who,
		Details: append(presets(list, given), wanted...),
	}
	x, err := a.journal().Start(ctx, plan)
	if errors.Is(err, journal.ErrConflict) {
		return failure("There is an assessment %s already. Give this one another name with --id.", o.id)
	}
	if err != nil {
		return err
	}
	a.warnOfStore()
	return a.started(x)
}

// presets are the details that the checklist gives unless a flag does.
func presets(list *checklist.Checklist, given func(string) bool) []assessment.Edit {
	var edits []assessment.Edit
	preset := func(flag, name, day string) {
		if day != "" && !given(flag) {
			edits = append(edits, assessment.Edit{Target: assessment.Detail(name), New: assessment.Of(day)})
		}
	}
	preset("period", assessment.DetailFrom, list.Period.From)
	preset("period", assessment.DetailTo, list.Period.To)
	preset("baseline", assessment.DetailBaseline, list.Period.Baseline)
	return edits
}

func (a *app) started(x assessment.Assessment) error {
	if a.asJSON {
		changes := x.Changes()
		return a.saved(x, &changes[0])
	}
	a.out.line("Started %s in %s.", x.ID(), shortPath(a.storePath()))
	a.out.blank()
	a.out.pairs("", detailRows(x))
	a.out.blank()
	list := x.Checklist()
	a.out.hang("", fmt.Sprintf("%s, edition %s: %d items. %s", list.Title, list.Edition, list.Len(), list.Provenance))
	a.out.blank()
	a.out.line("Next: favour show lists the items, favour set records answers, and favour on its own opens the app.")
	return nil
}
