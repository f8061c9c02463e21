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
	from      string // the assessment to be followed; empty for none
	preview   bool
}

func newNewCommand(a *app) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   "new --force NAME | --from ID",
		Short: "Start an assessment",
		Long: `Starts an assessment for a force, named by its id, its name or a part of it that no other has. A force that is not in the list is taken as typed; --self says what it calls itself.

The period is the one that the checklist presets unless --period gives another. What is left out now can be given later with favour details. The assessment keeps a copy of its checklist, and opens whatever becomes of the file.

With --from it follows the assessment of the period before: it is of the same force, and of the same checklist unless --checklist names a newer edition. What was answered last time stands beside each item; none of it is copied, and favour still-true takes it over item by item. --preview says which items are reworded, new, or no longer asked, and starts nothing.`,
		Example: `favour new --force leicestershire --marking "NOT PROTECTIVELY MARKED"
favour new --force "Lancashire Constabulary" --id lancashire-2012 --lead "A. Example, Inspector"
favour new --force kent --period 2011-09-01..2012-05-31 --baseline "1 August 2011"
favour new --force kent --checklist our-own.yaml
favour new --from leicestershire-2012 --period 2012-06-01..2013-05-31
favour new --from leicestershire-2012 --checklist newer.yaml --preview`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.start(cmd.Context(), &o, cmd.Flags().Changed)
		},
	}
	c.Flags().StringVar(&o.id, "id", "", "what to call the assessment; made from the force and the year if left out")
	c.Flags().StringVar(&o.checklist, "checklist", defaultChecklist, "the `id` of a checklist, or a checklist file")
	c.Flags().StringVar(&o.from, "from", "", "the `id` of the assessment of the period before")
	c.Flags().BoolVar(&o.preview, "preview", false, "only say what would be asked otherwise than last time")
	o.details.register(a, c)
	a.completes(c, "checklist", a.suggestChecklists)
	a.completes(c, "from", a.suggestAssessments)
	return c
}

func (a *app) start(ctx context.Context, o *newOptions, given func(string) bool) error {
	switch {
	case o.preview && o.from == "":
		return usage("--preview says what is asked otherwise than last time. Say which assessment that is with --from.")
	case o.preview:
		return a.preview(ctx, o, given)
	}
	plan, err := a.plan(ctx, o, given)
	if err != nil {
		return err
	}
	if plan.Author, err = a.author(); err != nil {
		return err
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

// plan is what o asks to be started, without who asks.
func (a *app) plan(ctx context.Context, o *newOptions, given func(string) bool) (journal.Plan, error) {
	switch {
	case o.from != "":
		return a.planAfter(ctx, o, given)
	case o.details.force == "":
		return journal.Plan{}, usage("Say which force with --force NAME, such as --force leicestershire.")
	}
	list, err := loadChecklist(o.checklist)
	if err != nil {
		return journal.Plan{}, err
	}
	force, err := findForce(o.details.force, o.details.self)
	if err != nil {
		return journal.Plan{}, err
	}
	wanted, err := o.details.edits(given)
	if err != nil {
		return journal.Plan{}, err
	}
	return journal.Plan{ID: o.id, Checklist: list, Force: force, Details: append(presets(list, given), wanted...)}, nil
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

// startedJSON is what favour new prints with --json.
type startedJSON struct {
	savedJSON
	Follows string     `json:"follows,omitempty"`
	Items   *itemsJSON `json:"items,omitempty"` // against those of the one that it follows
}

func (a *app) started(x assessment.Assessment) error {
	last, follows := x.Last()
	if follows {
		a.warnOfOverlap(x, last)
	}
	if a.asJSON {
		c := x.Change(1)
		j := startedJSON{savedJSON: savedJSON{Assessment: x.ID(), Saved: true, Head: x.Head(), Change: changeToJSON(x, c)}, Follows: x.Follows()}
		if follows {
			j.Items = itemsToJSON(assessment.Revise(last.Checklist(), x.Checklist()))
		}
		return a.out.json(j)
	}
	a.out.line("Started %s in %s.", x.ID(), shortPath(a.storePath()))
	a.out.blank()
	a.out.pairs("", detailRows(x))
	a.out.blank()
	list := x.Checklist()
	a.out.hang("", fmt.Sprintf("%s, edition %s: %d items. %s", list.Title, list.Edition, list.Len(), list.Provenance))
	a.out.blank()
	if follows {
		a.startedAfter(x, last)
		return nil
	}
	a.out.line("Next: favour show lists the items, favour set records answers, and favour on its own opens the app.")
	return nil
}
