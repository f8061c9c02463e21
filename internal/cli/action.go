package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

type actionOptions struct {
	what, owner, due string
}

func newActionCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "action",
		Short:   "Add, finish, list and remove actions",
		Long:    "Keeps what the force has undertaken to do about an answer: what, who, by when. Actions are exported with the item.",
		Example: `favour action add MED-03 --what "Brief all staff on recording media contact" --owner "Head of PSD" --due 2012-09-30`,
		Args:    noArgsBut("command"),
		RunE:    helpOnly,
	}
	c.AddCommand(newActionAddCommand(a), newActionDoneCommand(a), newActionListCommand(a), newActionRemoveCommand(a))
	return c
}

func newActionAddCommand(a *app) *cobra.Command {
	var o actionOptions
	c := &cobra.Command{
		Use:               "add ITEM... --what TEXT",
		Short:             "Undertake to do something about items",
		Long:              "Records what the force will do about one item or several.",
		Example:           `favour action add MED-03 --what "Brief all staff on recording media contact" --due "30 September 2012"`,
		Args:              atLeast(1, "an item"),
		ValidArgsFunction: a.suggestItems,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return o.edits(x, args)
			})
		},
	}
	c.Flags().StringVar(&o.what, "what", "", "what will be done")
	c.Flags().StringVar(&o.owner, "owner", "", "who will do it")
	c.Flags().StringVar(&o.due, "due", "", "the `date` by which it will be done")
	return c
}

func (o *actionOptions) edits(x assessment.Assessment, args []string) ([]assessment.Edit, error) {
	ids, err := itemIDs(x.Checklist(), args)
	if err != nil {
		return nil, err
	}
	act := assessment.Action{Items: ids}
	if err := parseLines([]lineFlag{{"what", o.what, &act.What}, {"owner", o.owner, &act.Owner}}); err != nil {
		return nil, err
	}
	if act.What == "" {
		return nil, usage("Say what will be done, with --what.")
	}
	day, err := parseDay(o.due)
	if err != nil {
		return nil, usage("--due: %s.", err)
	}
	act.Due, _ = assessment.Day(day)
	return x.ActionEdits(act), nil
}

func newActionDoneCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "done ID...",
		Short:             "Say that actions are done",
		Long:              "Says that actions are done. They stay with their items.",
		Example:           "favour action done A1",
		Args:              atLeast(1, "the id of an action"),
		ValidArgsFunction: a.suggestActions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return eachAction(x, args, func(act *assessment.Action) { act.Status = assessment.StatusDone })
			})
		},
	}
}

func newActionRemoveCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "remove ID...",
		Short:             "Remove actions",
		Long:              "Removes actions from every item that they answer. favour undo brings them back.",
		Example:           "favour action remove A1",
		Args:              atLeast(1, "the id of an action"),
		ValidArgsFunction: a.suggestActions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return eachAction(x, args, func(act *assessment.Action) { *act = assessment.Action{ID: act.ID} })
			})
		},
	}
}

// eachAction are the edits that change makes to the actions named.
func eachAction(x assessment.Assessment, names []string, change func(*assessment.Action)) ([]assessment.Edit, error) {
	actions := x.Actions()
	var all []assessment.Edit
	var done []string
	for _, name := range names {
		i := slices.IndexFunc(actions, func(act assessment.Action) bool { return strings.EqualFold(act.ID, name) })
		if i < 0 {
			return nil, usage("There is no action %q. favour action list lists them.", name)
		}
		if slices.Contains(done, actions[i].ID) {
			continue
		}
		done = append(done, actions[i].ID)
		act := actions[i]
		change(&act)
		all = append(all, x.ActionEdits(act)...)
	}
	return all, nil
}

func newActionListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "list [ITEM...]",
		Short:             "List the actions",
		Long:              "Lists the actions, of the items named or of all.",
		Example:           "favour action list\nfavour action list MED-03",
		ValidArgsFunction: a.suggestItems,
		RunE: a.ofItems(func(x assessment.Assessment, left func(items []string) bool) error {
			return a.printActions(slices.DeleteFunc(x.Actions(), func(act assessment.Action) bool { return left(act.Items) }))
		}),
	}
}

func (a *app) printActions(all []assessment.Action) error {
	if a.asJSON {
		return a.out.json(actionsToJSON(all))
	}
	if len(all) == 0 {
		a.out.line("No action is named.")
	}
	for _, act := range all {
		words := actionWords(act)
		if act.Overdue(a.today()) {
			words += " (overdue)"
		}
		a.out.hang(act.ID+"  ", words+". For "+strings.Join(act.Items, ", "))
	}
	return nil
}

// actionWords is one action in a line.
func actionWords(act assessment.Action) string {
	s := act.What + "; " + act.Status
	if act.Owner != "" {
		s += "; " + act.Owner
	}
	if !act.Due.IsZero() {
		s += "; due " + assessment.LongDate(act.Due)
	}
	return s
}

type actionJSON struct {
	ID     string   `json:"id"`
	What   string   `json:"what"`
	Owner  string   `json:"owner"`
	Due    string   `json:"due"`
	Status string   `json:"status"`
	Items  []string `json:"items"`
}

func actionsToJSON(all []assessment.Action) []actionJSON {
	out := make([]actionJSON, 0, len(all))
	for _, act := range all {
		out = append(out, actionJSON{act.ID, act.What, act.Owner, isoDay(act.Due), act.Status, act.Items})
	}
	return out
}

// isoDay is a day as JSON has it, and empty for none.
func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// A lineFlag is a flag that takes one line of text.
type lineFlag struct {
	name, text string
	into       *string
}

func parseLines(flags []lineFlag) error {
	for _, f := range flags {
		text, err := parseLine(f.text)
		if err != nil {
			return usage("--%s: %s.", f.name, err)
		}
		*f.into = text
	}
	return nil
}
