package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newCompleteCommand(a *app) *cobra.Command {
	var undo bool
	c := &cobra.Command{
		Use:   "complete SECTION...",
		Short: "Say that a section is complete",
		Long: `Says that a section is complete. It is for a person to say; what speaks against it is said as well, and does not stand in the way.

With --undo the section is open again.`,
		Example:           "favour complete SOC\nfavour complete SOC --undo",
		Args:              atLeast(1, "a section"),
		ValidArgsFunction: a.suggestSections,
		RunE: func(cmd *cobra.Command, args []string) error {
			var against []string
			err := a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				var all []assessment.Edit
				for _, arg := range args {
					s, err := findSection(x.Checklist(), arg)
					if err != nil {
						return nil, err
					}
					e := assessment.Edit{Target: assessment.Complete(s.ID), New: assessment.Of(assessment.Yes)}
					if undo {
						e.New = assessment.Value{}
					}
					all = append(all, e)
					against = append(against, a.against(x, s)...)
				}
				return all, nil
			})
			if err == nil && !undo && !a.asJSON && len(against) > 0 {
				a.out.line("This speaks against it: %s", strings.Join(against, " "))
			}
			return err
		},
	}
	c.Flags().BoolVar(&undo, "undo", false, "say that it is not complete after all")
	return c
}

// against is what speaks against a section being complete.
func (a *app) against(x assessment.Assessment, s *checklist.Section) []string {
	var all []string
	for _, f := range x.Findings(a.today()) {
		if f.Section == s.ID {
			all = append(all, f.Item+": "+f.Text)
		}
	}
	return all
}
