package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func newPeopleCommand(a *app) *cobra.Command {
	var mine, unassigned bool
	c := &cobra.Command{
		Use:   "people [NAME]",
		Short: "List who has what to do, or what somebody still has to do",
		Long: `Lists everybody who has items or actions: how many items, how many of them are left because they are not answered or were returned by a reviewer, and how many actions are open and overdue. Those with most left stand first.

With a name it lists what that person or department still has to do; with --mine, what the one who is writing has; with --nobody, what is nobody's. favour assign says whose an item is.`,
		Example: `favour people
favour people "Head of HR"
favour people --mine
favour people --nobody`,
		ValidArgsFunction: a.suggestPerson,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			asked := 0
			for _, is := range []bool{mine, unassigned, len(args) > 0} {
				if is {
					asked++
				}
			}
			switch {
			case asked > 1:
				return usage("Give a name, --mine or --nobody: one of them.")
			case asked == 0:
				return a.printPeople(x.People(a.today()))
			case mine:
				who, err := a.author()
				if err != nil {
					return err
				}
				return a.printTasks(x, loadOf(x.People(a.today()), who.String()))
			case unassigned:
				return a.printTasks(x, loadOf(x.People(a.today()), ""))
			}
			l, err := findPerson(x.People(a.today()), strings.Join(args, " "))
			if err != nil {
				return err
			}
			return a.printTasks(x, l)
		},
	}
	c.Flags().BoolVar(&mine, "mine", false, "what the one who is writing still has to do")
	c.Flags().BoolVar(&unassigned, "nobody", false, "what is nobody's")
	return c
}

// loadOf is what that person has to do, which may be nothing.
func loadOf(people []assessment.Load, name string) assessment.Load {
	i := slices.IndexFunc(people, func(l assessment.Load) bool { return isOf(l, name) })
	if i < 0 {
		return assessment.Load{Name: name}
	}
	return people[i]
}

// findPerson is loadOf for a name that was typed, and so may be a slip.
func findPerson(people []assessment.Load, name string) (assessment.Load, error) {
	var names []string
	for _, l := range people {
		if assessment.Same(l.Name, name) {
			return l, nil
		}
		if l.Name != "" {
			names = append(names, l.Name)
		}
	}
	if len(names) == 0 {
		return assessment.Load{}, usage("Nothing is assigned to anybody yet. Assign it with favour assign ITEM --to NAME.")
	}
	return assessment.Load{}, usage("Nothing is assigned to %q.%s favour people lists who has something.", name, meant(name, names))
}

func (a *app) printPeople(people []assessment.Load) error {
	if a.asJSON {
		all := make([]loadJSON, 0, len(people))
		for _, l := range people {
			all = append(all, loadToJSON(l))
		}
		return a.out.json(all)
	}
	for _, l := range people {
		a.out.heading(loadName(l))
		a.out.hang("  ", loadWords(l))
	}
	return nil
}

func loadName(l assessment.Load) string {
	if l.Name == "" {
		return "Nobody"
	}
	return l.Name
}

// loadWords is l in a line, without the name.
func loadWords(l assessment.Load) string {
	s := fmt.Sprintf("%s, %d left", quantity(l.Items, "item", "items"), l.Left())
	if l.Returned > 0 {
		s += fmt.Sprintf(" (%d returned by the reviewer)", l.Returned)
	}
	if l.Actions > 0 {
		s += "; " + quantity(l.Actions, "open action", "open actions")
	}
	if l.Overdue > 0 {
		s += fmt.Sprintf(", %d overdue", l.Overdue)
	}
	return s
}

// isOf reports whether what is assigned to name is in the load of l.
func isOf(l assessment.Load, name string) bool {
	return l.Name == name || assessment.Same(l.Name, name)
}

// printTasks prints what l's person still has to do.
func (a *app) printTasks(x assessment.Assessment, l assessment.Load) error {
	var items []*checklist.Item
	for _, it := range x.Checklist().Items() {
		if isOf(l, x.Assigned(it.ID)) && waits(x, it) {
			items = append(items, it)
		}
	}
	actions := slices.DeleteFunc(x.Actions(), func(act assessment.Action) bool {
		return act.Status == assessment.StatusDone || !isOf(l, act.Owner)
	})
	slices.SortStableFunc(actions, assessment.ByDue)
	if a.asJSON {
		j := tasksJSON{loadToJSON(l), []taskJSON{}, a.actionsToJSON(actions)}
		for _, it := range items {
			j.ToAnswer = append(j.ToAnswer, taskJSON{it.ID, it.Title, string(x.Standing(it)), reviewToJSON(x.Review(it.ID))})
		}
		return a.out.json(j)
	}
	a.out.heading(loadName(l))
	a.out.hang("  ", loadWords(l))
	for _, it := range items {
		r := x.Review(it.ID)
		a.out.hang(it.ID+"  ", fmt.Sprintf("%s: %s", it.Title, itemState(x, it)))
		if r.State == assessment.ReviewReturned {
			a.out.hang("        ", "Note: "+r.Note)
		}
	}
	for _, act := range actions {
		a.out.hang(act.ID+"  ", a.actionWords(act)+". For "+strings.Join(act.Items, ", "))
	}
	return nil
}

// waits reports whether somebody has to do something about an item.
func waits(x assessment.Assessment, it *checklist.Item) bool {
	return x.Standing(it) == checklist.Unanswered || x.Review(it.ID).State == assessment.ReviewReturned
}

type loadJSON struct {
	Name     string `json:"name"` // empty for what is nobody's
	Items    int    `json:"items"`
	Answered int    `json:"answered"`
	Left     int    `json:"left"`
	Returned int    `json:"returned"`
	Actions  int    `json:"open-actions"`
	Overdue  int    `json:"overdue-actions"`
}

func loadToJSON(l assessment.Load) loadJSON {
	return loadJSON{l.Name, l.Items, l.Answered, l.Left(), l.Returned, l.Actions, l.Overdue}
}

// tasksJSON is what one person has to do.
type tasksJSON struct {
	loadJSON
	ToAnswer []taskJSON   `json:"to-answer"`
	ToDo     []actionJSON `json:"actions"`
}

type taskJSON struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Standing string     `json:"standing"`
	Review   reviewJSON `json:"review"`
}
