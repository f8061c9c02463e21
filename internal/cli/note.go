package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

type noteOptions struct {
	internal bool
	appendTo bool
}

func newNoteCommand(a *app) *cobra.Command {
	var o noteOptions
	c := &cobra.Command{
		Use:   "note ITEM TEXT",
		Short: "Write what HMIC will read about an item, or an internal note",
		Long: `Writes what HMIC will read about an item, beside its answers. With --internal it writes the note that never leaves: it is in no export.

The text replaces what was there; with --append it goes below. - reads it from standard input, and empty text takes it away.`,
		Example: `favour note MED-03 "Not everyone knew how contact with the media is to be recorded."
favour note MED-03 --internal "Ask the press office for the June figures."
favour note MED-03 - < narrative.txt`,
		Args:              atLeast(2, "an item and the text"),
		ValidArgsFunction: a.suggestOneItem,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.noteText(args[1:])
			if err != nil {
				return err
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return o.edits(x, args[0], text)
			})
		},
	}
	c.Flags().BoolVar(&o.internal, "internal", false, "write the note that never leaves")
	c.Flags().BoolVar(&o.appendTo, "append", false, "put the text below what is there")
	return c
}

// noteText is the text that args give, or standard input where they are "-".
func (a *app) noteText(args []string) (string, error) {
	if len(args) != 1 || args[0] != "-" {
		return strings.Join(args, " "), nil
	}
	b, err := io.ReadAll(io.LimitReader(a.env.Stdin, assessment.MaxText+1))
	if err != nil {
		return "", failure("Standard input could not be read: %s.", reason(err))
	}
	return string(b), nil
}

func (o *noteOptions) edits(x assessment.Assessment, item, text string) ([]assessment.Edit, error) {
	it, err := findItem(x.Checklist(), item)
	if err != nil {
		return nil, err
	}
	v, err := parseText(text)
	if err != nil {
		return nil, usage("The text for %s was not recorded: %s.", it.ID, err)
	}
	target := assessment.Narrative(it.ID)
	if o.internal {
		target = assessment.Internal(it.ID)
	}
	if was := x.At(target).Given; o.appendTo && was != "" && v.IsAnswered() {
		if v, err = parseText(was + "\n\n" + v.Given); err != nil {
			return nil, usage("The text for %s was not recorded: %s.", it.ID, err)
		}
	}
	return []assessment.Edit{{Target: target, New: v}}, nil
}
