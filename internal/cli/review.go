package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newReviewCommand(a *app) *cobra.Command {
	var state string
	c := &cobra.Command{
		Use:   "review",
		Short: "List what the review has come to, accept and return items",
		Long: `Lists the items that have been reviewed, or could be because they are answered: what the review of each has come to, with the notes. A reviewer accepts an item, or returns it with a note; a note is answered with favour review reply, and then the reviewer looks again. An answer that is changed after it was accepted is "changed since accepted".

Notes and replies stay with the force: they are in no export. What the review has come to is.`,
		Example: `favour review
favour review --state returned
favour review accept SOC
favour review return MED-03 --note "Which briefing, and when?"
favour review reply MED-03 "The one of 4 May; the answer says so now."`,
		Args: noArgsBut("command"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			want := assessment.ReviewState(strings.ToLower(strings.TrimSpace(state)))
			if cmd.Flags().Changed("state") && !slices.Contains(assessment.ReviewStates, want) {
				names := stateNames()
				return usage("There is no state %q.%s There is %s.", state, meant(state, names), orList(names))
			}
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			return a.printReviews(x, want)
		},
	}
	c.Flags().StringVar(&state, "state", "", "only those in this `state`: "+orList(stateNames()))
	a.completes(c, "state", suggestStates)
	c.AddCommand(newReviewAcceptCommand(a), newReviewReturnCommand(a), newReviewReplyCommand(a))
	return c
}

func stateNames() []string {
	var names []string
	for _, s := range assessment.ReviewStates {
		names = append(names, string(s))
	}
	return names
}

func newReviewAcceptCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "accept ITEM|SECTION...",
		Short: "Accept the answers to items as they are now",
		Long: `Accepts the answers to items as they are now, as the one who is writing. With a section it accepts those of its items that are answered, and says which are not.

If an accepted answer is changed later, that is said wherever the item is shown.`,
		Example:           "favour review accept SOC-01 SOC-02\nfavour review accept SOC",
		Args:              atLeast(1, "an item or a section"),
		ValidArgsFunction: a.suggestItemsAndSections,
		RunE: func(cmd *cobra.Command, args []string) error {
			var accepted, left []string
			say := func(assessment.Assessment) {
				a.out.hang("", fmt.Sprintf("Accepted %s: %s.", quantity(len(accepted), "item", "items"), strings.Join(accepted, ", ")))
				if len(left) > 0 {
					a.out.hang("", "Not answered yet, and so not accepted: "+strings.Join(left, ", ")+".")
				}
			}
			return a.recordAs(cmd.Context(), say, func(x assessment.Assessment, who assessment.Author) (edits []assessment.Edit, err error) {
				if accepted, left, err = acceptable(x, args); err != nil {
					return nil, err
				}
				return x.Accept(who, a.env.Now(), accepted...)
			})
		},
	}
}

// acceptable are the ids of the items that args name and that are not accepted
// already, and of those in a section that is named that are not answered.
func acceptable(x assessment.Assessment, args []string) (items, left []string, err error) {
	for _, arg := range args {
		picked, err := pickItems(x.Checklist(), []string{arg})
		if err != nil {
			return nil, nil, err
		}
		for _, it := range picked {
			whole := !strings.EqualFold(it.ID, arg)
			switch {
			case x.Review(it.ID).State == assessment.ReviewAccepted, slices.Contains(items, it.ID):
			case whole && x.Standing(it) == checklist.Unanswered:
				left = append(left, it.ID)
			default:
				items = append(items, it.ID)
			}
		}
	}
	if len(items) == 0 && len(left) > 0 {
		return nil, nil, failure("Nothing was accepted: of what is named nothing is answered that was not accepted before.")
	}
	return items, left, nil
}

func newReviewReturnCommand(a *app) *cobra.Command {
	var note string
	c := &cobra.Command{
		Use:   "return ITEM --note TEXT",
		Short: "Send an item back with a note",
		Long: `Sends an item back, as the one who is writing, with a note of what is wanted. The item counts as left until the note is answered with favour review reply.

- as the note reads it from standard input.`,
		Example:           `favour review return MED-03 --note "Which briefing, and when?"`,
		Args:              between(1, 1, "one item"),
		ValidArgsFunction: a.suggestOneItem,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.reviewText(args[0], note)
			if err != nil {
				return err
			}
			if text == "" {
				return usage("Say what is wanted, with --note TEXT.")
			}
			id := ""
			say := func(assessment.Assessment) { a.out.hang("", fmt.Sprintf("Returned %s: %s", id, text)) }
			return a.recordAs(cmd.Context(), say, func(x assessment.Assessment, who assessment.Author) ([]assessment.Edit, error) {
				it, err := findItem(x.Checklist(), args[0])
				if err != nil {
					return nil, err
				}
				id = it.ID
				if r := x.Review(id); r.State == assessment.ReviewReturned && r.Note == text && r.By == who.String() {
					return nil, nil
				}
				return x.Return(who, a.env.Now(), id, text), nil
			})
		},
	}
	c.Flags().StringVar(&note, "note", "", "what is wanted; - reads standard input")
	return c
}

func newReviewReplyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "reply ITEM TEXT",
		Short: "Answer the note of an item that was returned",
		Long: `Answers the note with which a reviewer has returned an item, so that it is to be reviewed again. A reply may be given again, in other words, until the reviewer has looked.

- as the text reads it from standard input.`,
		Example:           `favour review reply MED-03 "The one of 4 May; the answer says so now."`,
		Args:              atLeast(2, "an item and the text"),
		ValidArgsFunction: a.suggestOneItem,
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := a.reviewText(args[0], strings.Join(args[1:], " "))
			if err != nil {
				return err
			}
			if text == "" {
				return usage("The answer to the note of %s is empty. Say what it is, such as %s", args[0], firstExample(cmd))
			}
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				it, err := findItem(x.Checklist(), args[0])
				if err != nil {
					return nil, err
				}
				switch x.Review(it.ID).State {
				case assessment.ReviewReturned, assessment.ReviewReplied:
					return []assessment.Edit{{Target: assessment.Reply(it.ID), New: assessment.Of(text)}}, nil
				}
				return nil, failure("%s was not returned by a reviewer, so that there is no note to answer.", it.ID)
			})
		},
	}
}

// reviewText is a note or a reply as it was typed, or standard input for "-".
func (a *app) reviewText(item, text string) (string, error) {
	text, err := a.noteText([]string{text})
	if err != nil {
		return "", err
	}
	v, err := parseText(text)
	if err != nil {
		return "", usage("The text for %s was not recorded: %s.", item, err)
	}
	return v.Given, nil
}

// printReviews prints the items whose review is in that state; if it is empty,
// those that have been reviewed or could be.
func (a *app) printReviews(x assessment.Assessment, state assessment.ReviewState) error {
	var picked []*checklist.Item
	for _, it := range x.Checklist().Items() {
		s := x.Review(it.ID).State
		if s == state || state == "" && (s != assessment.NotReviewed || x.Standing(it) != checklist.Unanswered) {
			picked = append(picked, it)
		}
	}
	if a.asJSON {
		all := make([]reviewedJSON, 0, len(picked))
		for _, it := range picked {
			j := reviewedJSON{Item: it.ID, Title: it.Title, Standing: string(x.Standing(it)), reviewJSON: reviewToJSON(x.Review(it.ID))}
			if s, ok := x.Checklist().SectionOf(it.ID); ok {
				j.Section = s.ID
			}
			all = append(all, j)
		}
		return a.out.json(all)
	}
	if len(picked) == 0 {
		a.out.line("There is no such item.")
		return nil
	}
	for _, it := range picked {
		r := x.Review(it.ID)
		a.out.hang(it.ID+"  ", fmt.Sprintf("%s: %s; %s", it.Title, x.Standing(it).Words(), a.reviewWords(r)))
		for _, row := range reviewRows(r) {
			a.out.hang("        ", row[0]+": "+row[1])
		}
	}
	a.out.blank()
	a.out.line("%s.", assessment.Capital(reviewCounts(x.Progress(a.today()).Reviews)))
	return nil
}

// itemState is how an item stands and, once it has been reviewed, what that has
// come to.
func itemState(x assessment.Assessment, it *checklist.Item) string {
	s := x.Standing(it).Words()
	if r := x.Review(it.ID); r.State != assessment.NotReviewed {
		s += "; " + r.State.Words()
	}
	return s
}

// reviewWords is the state of a review, with who brought it there and when.
func (a *app) reviewWords(r assessment.Review) string {
	s, by := r.State.Words(), r.By+" on "+a.clock(r.Time)
	switch r.State {
	case assessment.ReviewReturned:
		return s + ", " + by
	case assessment.ReviewReplied:
		return s + "; returned by " + by
	case assessment.ReviewAccepted, assessment.ReviewChanged:
		return s + " by " + by
	}
	return s
}

// reviewRows are the note of a review and the answer to it.
func reviewRows(r assessment.Review) [][2]string {
	var rows [][2]string
	if r.Note != "" {
		rows = append(rows, [2]string{"Reviewer's note", r.Note})
	}
	if r.Reply != "" {
		rows = append(rows, [2]string{"Answer to it", r.Reply})
	}
	return rows
}

// reviewCounts is how many items are in each state of review.
func reviewCounts(counts map[assessment.ReviewState]int) string {
	var parts []string
	for _, s := range assessment.ReviewStates {
		if n := counts[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s.Words()))
		}
	}
	return strings.Join(parts, "; ")
}

type reviewJSON struct {
	State assessment.ReviewState `json:"state"`
	By    string                 `json:"by"`
	Time  string                 `json:"time"`  // in UTC; empty if not reviewed
	Note  string                 `json:"note"`  // never leaves: it is in no export
	Reply string                 `json:"reply"` // nor is the answer to it
}

type reviewedJSON struct {
	Item     string `json:"item"`
	Section  string `json:"section"`
	Title    string `json:"title"`
	Standing string `json:"standing"`
	reviewJSON
}

func reviewToJSON(r assessment.Review) reviewJSON {
	return reviewJSON{r.State, r.By, isoTime(r.Time), r.Note, r.Reply}
}

// isoTime is a moment as JSON has it, and empty for none.
func isoTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
