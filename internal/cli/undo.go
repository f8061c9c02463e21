package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/journal"
)

func newUndoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "undo",
		Short: "Take back the last change",
		Long: `Takes back the last change that still stands, whoever made it and however long ago, and says what that was. Run it again to take back the one before.

Nothing is deleted: taking back is a change too, and favour redo makes the other one again.`,
		Example: "favour undo",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.step(cmd.Context(), (*journal.Journal).Undo, "undo")
		},
	}
}

func newRedoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "redo",
		Short:   "Make the last change that was taken back again",
		Long:    "Makes the last change that was taken back again, unless something else was changed since.",
		Example: "favour redo",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.step(cmd.Context(), (*journal.Journal).Redo, "redo")
		},
	}
}

// A stepper is Undo or Redo of a journal.
type stepper func(*journal.Journal, context.Context, assessment.Assessment, assessment.Author) (assessment.Assessment, assessment.Change, error)

func (a *app) step(ctx context.Context, step stepper, what string) error {
	var c assessment.Change
	next, err := a.change(ctx, func(x assessment.Assessment) (changing, error) {
		return func(j *journal.Journal, who assessment.Author) (next assessment.Assessment, err error) {
			next, c, err = step(j, ctx, x, who)
			return next, err
		}, nil
	})
	switch {
	case errors.Is(err, journal.ErrNothing) && next.Signed():
		return isSigned(next)
	case errors.Is(err, journal.ErrNothing) && len(next.Signatures()) > 0:
		return failure("There is nothing to %s in %s since it was reopened. What was signed stays on record.", what, next.ID())
	case errors.Is(err, journal.ErrNothing):
		return failure("There is nothing to %s in %s.", what, next.ID())
	case err != nil:
		return err
	case a.asJSON:
		return a.saved(next, &c)
	}
	of := next.Change(max(c.Undoes, c.Redoes))
	verb := "Undid"
	if c.Redoes != 0 {
		verb = "Redid"
	}
	a.out.hang("", fmt.Sprintf("%s change %d, which %s made on %s:", verb, of.Sequence, of.Author, a.clock(of.Time)))
	for _, e := range c.Edits {
		a.out.hang("  ", next.Describe(e))
	}
	a.out.line("Saved in %s as change %d.", next.ID(), c.Sequence)
	a.sayUncovered(next)
	return nil
}
