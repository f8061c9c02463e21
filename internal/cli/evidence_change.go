package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/evidence"
)

func newEvidenceChangeCommand(a *app) *cobra.Command {
	var o evidenceOptions
	c := &cobra.Command{
		Use:   "change ID...",
		Short: "Change what is said of pieces of evidence",
		Long:  "Changes what the flags say of pieces of evidence; the rest stays as it is. An empty value takes one away.",
		Example: `favour evidence change E1 --title "Social media guidance, version 4" --as-at 2012-05-31
favour evidence change E1 --marking ""`,
		Args:              atLeast(1, "the id of a piece of evidence"),
		ValidArgsFunction: evidenceRegister.suggest(a),
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if !slices.ContainsFunc([]string{"title", "owner", "as-at", "where", "marking"}, given) {
				return usage("Say what is to be changed, such as with --title or --as-at. See favour evidence change --help.")
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return evidenceRegister.each(x, args, func(e *assessment.Evidence) error { return o.change(e, given) })
			})
		},
	}
	o.register(a, c)
	return c
}

func newEvidenceHashCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "hash ID [FILE]",
		Short: "Record the SHA-256 of a piece's file, or renew it",
		Long: `Records the SHA-256 of the file of a piece of evidence as the file is now: the one at the path where it is kept, or FILE. The file is only read.

The path of FILE becomes where the piece is kept, unless words say where that is.`,
		Example: `favour evidence hash E1
favour evidence hash E1 guidance-v4.pdf`,
		Args: between(1, 2, "the id of a piece of evidence, and a file"),
		ValidArgsFunction: func(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return evidenceRegister.suggest(a)(c, args, word)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return evidenceRegister.each(x, args[:1], func(e *assessment.Evidence) error {
					path, ok := evidence.Path(*e)
					if len(args) == 2 {
						path, ok = args[1], args[1] != ""
					}
					if !ok {
						return usage("No full path says where %s is kept. Name its file: favour evidence hash %s FILE.", e.ID, e.ID)
					}
					return digestInto(cmd.Context(), e, path)
				})
			})
		},
	}
}
