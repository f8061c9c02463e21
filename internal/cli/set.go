package cli

import (
	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newSetCommand(a *app) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "set ITEM.FIELD=VALUE...",
		Short: "Record answers",
		Long: `Records answers. One command is one change: it is saved as a whole and undone as a whole.

A field that is the only one of its item needs no .FIELD. A value may be an option by its id or its label, a whole number, an amount, a date, or text in quotes; and for any field not-recorded (the force does not hold the figure), or not-applicable:REASON. Nought is a value.

What would make the return look wrong is saved all the same; favour check speaks of it.`,
		Example: `favour set BUS-07.received=84 BUS-07.approved=83
favour set DIS-02.investigated=0
favour set SOC-01.reviewed="31 May 2012"
favour set PSD-02.before=not-recorded
favour set PRO-09.cards="not-applicable:the force has no corporate cards"`,
		Args:              atLeast(1, "ITEM.FIELD=VALUE"),
		ValidArgsFunction: a.suggestSettings,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), reason, func(x assessment.Assessment) ([]assessment.Edit, error) {
				return settingsOf(x, args)
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, for the record; it is not exported")
	return c
}

// settingsOf are the edits that args ask for. A field may be given once.
func settingsOf(x assessment.Assessment, args []string) ([]assessment.Edit, error) {
	var all []assessment.Edit
	seen := map[assessment.Target]bool{}
	for _, arg := range args {
		e, err := parseSetting(x.Checklist(), arg)
		if err != nil {
			return nil, err
		}
		if seen[e.Target] {
			return nil, usage("%s is given twice. Give it once.", x.What(e.Target))
		}
		seen[e.Target] = true
		all = append(all, e)
	}
	return all, nil
}
