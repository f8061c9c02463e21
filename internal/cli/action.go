package cli

import (
	"slices"
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
		Short:   "Add, change, finish and remove actions",
		Long:    "Keeps what the force has undertaken to do about an answer: what, who, by when. Actions are exported with the item. favour actions lists them.",
		Example: `favour action add MED-03 --what "Brief all staff on recording media contact" --owner "Head of PSD" --due 2012-09-30`,
		Args:    noArgsBut("command"),
		RunE:    helpOnly,
	}
	r := actionRegister
	c.AddCommand(newActionAddCommand(a), newActionChangeCommand(a), r.linkCommand(a, "A1 MED-04"), r.unlinkCommand(a, "A1 MED-04"),
		newActionDoneCommand(a), r.removeCommand(a, "A1"))
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
			return a.add(cmd.Context(), func(x assessment.Assessment) (adding, error) {
				ids, err := itemIDs(x.Checklist(), args)
				if err != nil {
					return nil, err
				}
				act := assessment.Action{Items: ids}
				if err := o.change(&act, cmd.Flags().Changed); err != nil {
					return nil, err
				}
				return func(x assessment.Assessment) []assessment.Edit { return x.ActionEdits(act) }, nil
			})
		},
	}
	o.register(a, c)
	return c
}

func (o *actionOptions) register(a *app, c *cobra.Command) {
	c.Flags().StringVar(&o.what, "what", "", "what will be done")
	c.Flags().StringVar(&o.owner, "owner", "", "who will do it")
	c.Flags().StringVar(&o.due, "due", "", "the `date` by which it will be done")
	a.completes(c, "owner", a.suggestPeople)
}

// change gives act what the flags that were given say.
func (o *actionOptions) change(act *assessment.Action, given func(string) bool) error {
	if err := parseLines([]lineFlag{{"what", o.what, &act.What}, {"owner", o.owner, &act.Owner}}, given); err != nil {
		return err
	}
	if act.What == "" {
		return usage("Say what will be done, with --what.")
	}
	if given("due") {
		day, err := parseDay(o.due)
		if err != nil {
			return usage("--due: %s.", err)
		}
		act.Due, _ = assessment.Day(day)
	}
	return nil
}

func newActionChangeCommand(a *app) *cobra.Command {
	var o actionOptions
	c := &cobra.Command{
		Use:               "change ID...",
		Short:             "Change what is said of actions",
		Long:              "Changes what the flags say of actions; the rest stays as it is. An empty value takes one away.",
		Example:           `favour action change A1 --due "31 October 2012" --owner "Head of HR"`,
		Args:              atLeast(1, "the id of an action"),
		ValidArgsFunction: actionRegister.suggest(a),
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if !slices.ContainsFunc([]string{"what", "owner", "due"}, given) {
				return usage("Say what is to be changed, with --what, --owner or --due.")
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return actionRegister.each(x, args, func(act *assessment.Action) error { return o.change(act, given) })
			})
		},
	}
	o.register(a, c)
	return c
}

func newActionDoneCommand(a *app) *cobra.Command {
	var undo bool
	c := &cobra.Command{
		Use:   "done ID...",
		Short: "Say that actions are done",
		Long: `Says that actions are done. They stay with their items.

With --undo they are open again.`,
		Example:           "favour action done A1\nfavour action done A1 --undo",
		Args:              atLeast(1, "the id of an action"),
		ValidArgsFunction: actionRegister.suggest(a),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return actionRegister.each(x, args, func(act *assessment.Action) error {
					act.Status = assessment.StatusDone
					if undo {
						act.Status = assessment.StatusOpen
					}
					return nil
				})
			})
		},
	}
	c.Flags().BoolVar(&undo, "undo", false, "say that they are not done after all")
	return c
}

// actionWords is one action in a line.
func (a *app) actionWords(act assessment.Action) string {
	s := act.What + "; " + act.Status
	if act.Owner != "" {
		s += "; " + act.Owner
	}
	if !act.Due.IsZero() {
		s += "; due " + a.date(act.Due)
	}
	if act.Overdue(a.today()) {
		s += " (overdue)"
	}
	return s
}

type actionJSON struct {
	ID      string   `json:"id"`
	What    string   `json:"what"`
	Owner   string   `json:"owner"`
	Due     string   `json:"due"`
	Status  string   `json:"status"`
	Overdue bool     `json:"overdue"`
	Items   []string `json:"items"`
}

func (a *app) actionsToJSON(all []assessment.Action) []actionJSON {
	out := make([]actionJSON, 0, len(all))
	for _, act := range all {
		out = append(out, actionJSON{act.ID, act.What, act.Owner, isoDay(act.Due), act.Status, act.Overdue(a.today()), act.Items})
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

// parseLines reads those of flags that were given.
func parseLines(flags []lineFlag, given func(string) bool) error {
	for _, f := range flags {
		if !given(f.name) {
			continue
		}
		text, err := parseLine(f.text)
		if err != nil {
			return usage("--%s: %s.", f.name, err)
		}
		*f.into = text
	}
	return nil
}
