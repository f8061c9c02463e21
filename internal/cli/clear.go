package cli

import (
	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newClearCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "clear ITEM[.FIELD]...",
		Short: "Take answers away",
		Long: `Takes answers away, so that the field is unanswered again. Without .FIELD it takes all answers to the item; what HMIC will read, notes, evidence and actions stay.

It is one change, and favour undo brings the answers back.`,
		Example:           "favour clear BUS-07.approved\nfavour clear BUS-07 BUS-08",
		Args:              atLeast(1, "ITEM or ITEM.FIELD"),
		ValidArgsFunction: a.suggestFields,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return clearings(x, args)
			})
		},
	}
}

// clearings are the edits that leave what args name unanswered.
func clearings(x assessment.Assessment, args []string) ([]assessment.Edit, error) {
	var all []assessment.Edit
	seen := map[assessment.Target]bool{}
	add := func(it *checklist.Item, f *checklist.Field) {
		if t := assessment.FieldOf(it, f); !seen[t] {
			seen[t] = true
			all = append(all, assessment.Edit{Target: t})
		}
	}
	for _, arg := range args {
		it, f, err := parseRef(x.Checklist(), arg)
		if err != nil {
			return nil, err
		}
		if f != nil {
			add(it, f)
			continue
		}
		for i := range it.Fields {
			add(it, &it.Fields[i])
		}
	}
	return all, nil
}
