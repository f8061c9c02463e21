package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newStillTrueCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "still-true ITEM...",
		Short: "Say that last time's answer is still true",
		Long: `Says of items, by name, that last time's answer is still true: it becomes this time's, with what HMIC read, its evidence and those of its actions that are not done. It is one change, and the record says why.

Each item is to be thought about, so a whole section is not taken. An item that has an answer already is refused: favour clear takes that one away.`,
		Example: `favour still-true SOC-02
favour still-true SOC-02 BUS-01`,
		Args: atLeast(1, "an item"),
	}
	c.ValidArgsFunction = a.suggestStillTrue
	c.RunE = func(cmd *cobra.Command, args []string) error {
		_, x, err := a.open(cmd.Context())
		if err != nil {
			return err
		}
		var ids []string
		err = a.record(cmd.Context(), "Still true since "+x.Follows(), func(x assessment.Assessment) ([]assessment.Edit, error) {
			if ids, err = itemIDs(x.Checklist(), args); err != nil {
				return nil, err
			}
			for _, id := range ids {
				if err := x.CanCarry(id); err != nil {
					return nil, noCarry(x, id, err)
				}
			}
			return x.CarryOver(ids...), nil
		})
		if err == nil && !a.asJSON {
			a.warnOfRewording(x, ids)
		}
		return err
	}
	return c
}

// noCarry says why last time's answer to an item cannot be carried over.
func noCarry(x assessment.Assessment, id string, err error) error {
	last := x.Follows()
	switch {
	case errors.Is(err, assessment.ErrNoLast):
		return failure("%s was not started from an earlier return, so there is no last time. favour new --from ID starts one that is.", x.ID())
	case errors.Is(err, assessment.ErrNotAskedThen):
		return failure("%s was not asked last time, in %s. Answer it with favour set.", id, last)
	case errors.Is(err, assessment.ErrUnansweredThen):
		return failure("%s was not answered last time, in %s. Answer it with favour set.", id, last)
	case errors.Is(err, assessment.ErrAnsweredNow):
		return failure("%s is answered already. If last time's answer is to stand in its place, take this one away first with favour clear %s.", id, id)
	case errors.Is(err, assessment.ErrOtherAnswers):
		return failure("%s takes other answers than last time, in %s. Answer it with favour set; favour show %s shows what was said.", id, last, id)
	}
	return err
}

// warnOfRewording says which of items were asked in other words.
func (a *app) warnOfRewording(x assessment.Assessment, ids []string) {
	c := compareLast(x)
	var other []string
	for _, id := range ids {
		if of, ok := c.Item(id); ok && of.Reworded {
			other = append(other, id)
		}
	}
	if len(other) > 0 {
		a.out.hang("", fmt.Sprintf("Asked in other words than last time: %s. Look with favour show at whether the answer still fits.", strings.Join(other, ", ")))
	}
}

// suggestStillTrue suggests the items of which it can be said.
func (a *app) suggestStillTrue(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, x, err := a.open(c.Context())
	if err != nil {
		return nil, noFiles
	}
	var all []cobra.Completion
	for _, it := range x.Checklist().Items() {
		if x.CanCarry(it.ID) == nil {
			all = append(all, cobra.CompletionWithDesc(it.ID, it.Title))
		}
	}
	return begins(word, all), noFiles
}
