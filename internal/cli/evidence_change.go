package cli

import (
	"slices"
	"strings"

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
		ValidArgsFunction: a.suggestEvidence,
		RunE: func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if !slices.ContainsFunc([]string{"title", "owner", "as-at", "where", "marking"}, given) {
				return usage("Say what is to be changed, such as with --title or --as-at. See favour evidence change --help.")
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return eachEvidence(x, args, func(e *assessment.Evidence) error { return o.change(e, given) })
			})
		},
	}
	o.register(a, c)
	return c
}

func newEvidenceLinkCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "link ID ITEM...",
		Short:             "Let a piece of evidence support more items",
		Long:              "Lets a piece of evidence support these items as well.",
		Example:           "favour evidence link E1 SOC-02 SOC-05",
		Args:              atLeast(2, "the id of a piece of evidence and an item"),
		ValidArgsFunction: a.thenItems(a.suggestEvidence),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				ids, err := itemIDs(x.Checklist(), args[1:])
				if err != nil {
					return nil, err
				}
				return eachEvidence(x, args[:1], func(e *assessment.Evidence) error {
					e.Items = withItems(e.Items, ids)
					return nil
				})
			})
		},
	}
}

func newEvidenceUnlinkCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "unlink ID ITEM...",
		Short:             "Let a piece of evidence no longer support items",
		Long:              "Lets a piece of evidence no longer support these items. One that would support none is removed with favour evidence remove.",
		Example:           "favour evidence unlink E1 SOC-02",
		Args:              atLeast(2, "the id of a piece of evidence and an item"),
		ValidArgsFunction: a.thenItems(a.suggestEvidence),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				ids, err := itemIDs(x.Checklist(), args[1:])
				if err != nil {
					return nil, err
				}
				return eachEvidence(x, args[:1], func(e *assessment.Evidence) (err error) {
					e.Items, err = withoutItems(e.Items, ids, "Evidence "+e.ID, "favour evidence remove "+e.ID)
					return err
				})
			})
		},
	}
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
			return a.suggestEvidence(c, args, word)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return eachEvidence(x, args[:1], func(e *assessment.Evidence) error {
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

// withItems are items with more behind them, each once.
func withItems(items, more []string) []string {
	items = slices.Clone(items)
	for _, id := range more {
		if !slices.Contains(items, id) {
			items = append(items, id)
		}
	}
	return items
}

// withoutItems are items but for less. What would serve no item any more is not
// unlinked but removed, and instead says how.
func withoutItems(items, less []string, what, instead string) ([]string, error) {
	for _, id := range less {
		if !slices.Contains(items, id) {
			return nil, usage("%s is not linked with %s, but with %s.", what, id, strings.Join(items, ", "))
		}
	}
	left := slices.DeleteFunc(slices.Clone(items), func(id string) bool { return slices.Contains(less, id) })
	if len(left) == 0 {
		return nil, usage("%s would be left with no item. To remove it, use %s.", what, instead)
	}
	return left, nil
}
