package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newAssignCommand(a *app) *cobra.Command {
	var to string
	var nobody bool
	c := &cobra.Command{
		Use:   "assign ITEM|SECTION... --to NAME",
		Short: "Say who is to answer items or sections",
		Long: `Says who is to answer items or sections: a person or a department, by name, as a paper form would. An item that nobody has by itself belongs to whoever has its section. The return says who that is.

With --nobody it takes the name away.`,
		Example: `favour assign BUS --to "Head of HR"
favour assign MED-03 MED-04 --to "A. Example, Inspector"
favour assign MED-03 --nobody`,
		Args:              atLeast(1, "an item or a section"),
		ValidArgsFunction: a.suggestItemsAndSections,
		RunE: func(cmd *cobra.Command, args []string) error {
			name, err := parseLine(to)
			switch {
			case err != nil:
				return usage("--to: %s.", err)
			case nobody && cmd.Flags().Changed("to"):
				return usage("--to and --nobody cannot both be meant. Give one of them.")
			case name == "" && !nobody:
				return usage(`Say who is to answer, with --to NAME, such as --to "Head of HR", or --nobody.`)
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return assignments(x, args, name)
			})
		},
	}
	c.Flags().StringVar(&to, "to", "", "the `name` of the person or department")
	c.Flags().BoolVar(&nobody, "nobody", false, "take the name away")
	a.completes(c, "to", a.suggestPeople)
	return c
}

// assignments are the edits that make what args name the task of name, who is
// nobody if empty.
func assignments(x assessment.Assessment, args []string, name string) ([]assessment.Edit, error) {
	list := x.Checklist()
	var targets []assessment.Target
	for _, arg := range args {
		var target assessment.Target
		if s, err := findSection(list, arg); err == nil {
			target = assessment.AssignedSection(s.ID)
		} else {
			it, err := findItem(list, arg)
			if err != nil {
				return nil, err
			}
			target = assessment.AssignedItem(it.ID)
		}
		if !slices.Contains(targets, target) {
			targets = append(targets, target)
		}
	}
	var edits []assessment.Edit
	for _, t := range targets {
		edits = append(edits, assessment.Edit{Target: t, New: assessment.Of(name)})
	}
	return edits, nil
}
