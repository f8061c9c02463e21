package cli

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

// --as-at: the return as it stood. Rules of this file:
//
//   - A day means its end where the person is, and a time that moment.
//   - It holds for a whole run: open gives the assessment as it stood, and today
//     is that day, so that nothing is overdue that was not then.
//   - A moment that has not come yet is now.

// takesAsAt gives a command that shows an assessment the flag --as-at.
func (a *app) takesAsAt(c *cobra.Command) {
	var text string
	c.Flags().StringVar(&text, "as-at", "", "as it stood at the end of that `date`, or at a time such as 2012-05-31T12:00:00Z")
	a.completes(c, "as-at", a.suggestDays)
	c.PreRunE = func(*cobra.Command, []string) error {
		if text == "" {
			return nil
		}
		t, err := moment(text, time.Local)
		if err != nil {
			return usage("--as-at: %s.", err)
		}
		if now := a.env.Now(); t.After(now) {
			if dayOf(t) != dayOf(now) {
				a.complain(fmt.Sprintf("note: %s has not come yet, so this is how it stands now.", a.date(t.In(time.Local))))
			}
			return nil
		}
		a.asAt = t
		return nil
	}
}

// moment is the last moment of the day that text names, where the person is, or
// the moment itself if text is a time.
func moment(text string, where *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	day, err := assessment.ParseDate(text)
	if err != nil {
		return time.Time{}, err
	}
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, where).Add(-time.Nanosecond), nil
}

// dayOf is the day it is at t where the person is, as days are compared.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Local().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// asItStood is x as --as-at asks for it.
func (a *app) asItStood(x assessment.Assessment) (assessment.Assessment, error) {
	if a.asAt.IsZero() {
		return x, nil
	}
	if a.asAt.Before(x.Started()) {
		return x, failure("%s was started on %s, and there is nothing of it as at %s. Give a later date.", x.ID(), a.clock(x.Started()), a.clock(a.asAt))
	}
	return x.AsAt(a.asAt)
}

// sayAsAt says, over what is shown, that it is not how x stands now.
func (a *app) sayAsAt(x assessment.Assessment) {
	if !a.asAt.IsZero() {
		a.out.line("As it stood on %s, after change %d.", a.clock(a.asAt), x.Head().Sequence)
		a.out.blank()
	}
}

// suggestDays suggests the days on which something was changed, the last first.
func (a *app) suggestDays(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, x, err := a.open(c.Context())
	if err != nil {
		return nil, noFiles
	}
	var days []string
	changes := map[string]int{}
	for _, change := range slices.Backward(x.Changes()) {
		day := change.Time.Local().Format(time.DateOnly)
		if changes[day]++; changes[day] == 1 {
			days = append(days, day)
		}
	}
	var all []cobra.Completion
	for _, day := range days {
		all = append(all, cobra.CompletionWithDesc(day, quantity(changes[day], "change", "changes")))
	}
	return begins(word, all), noFiles | cobra.ShellCompDirectiveKeepOrder
}
