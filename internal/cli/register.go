package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

// A register is what an assessment has of one kind of thing, evidence or actions:
// each has an id and serves items. What can be done to either is here.
type register[T any] struct {
	command   string // of favour, with which things are changed
	one, many string
	serve     string // what they do for items
	list      string // where they are listed, as a sentence

	all   func(assessment.Assessment) []T
	edits func(assessment.Assessment, T) []assessment.Edit
	parts func(*T) parts
	gone  func(id string) T // what is left of one that is removed
}

// parts are what the things of every register have.
type parts struct {
	id, title string
	items     *[]string
}

var evidenceRegister = register[assessment.Evidence]{
	command: "evidence", one: "a piece of evidence", many: "pieces of evidence", serve: "support", list: "favour evidence list lists it.",
	all: assessment.Assessment.Evidence, edits: assessment.Assessment.EvidenceEdits,
	parts: func(e *assessment.Evidence) parts { return parts{e.ID, e.Title, &e.Items} },
	gone:  func(id string) assessment.Evidence { return assessment.Evidence{ID: id} },
}

var actionRegister = register[assessment.Action]{
	command: "action", one: "an action", many: "actions", serve: "answer", list: "favour actions lists them.",
	all: assessment.Assessment.Actions, edits: assessment.Assessment.ActionEdits,
	parts: func(act *assessment.Action) parts { return parts{act.ID, act.What, &act.Items} },
	gone:  func(id string) assessment.Action { return assessment.Action{ID: id} },
}

// each are the edits that change makes to the things named.
func (r register[T]) each(x assessment.Assessment, names []string, change func(*T) error) ([]assessment.Edit, error) {
	all := r.all(x)
	found, err := byID(names, func(i int) string { return r.parts(&all[i]).id }, len(all), r.command, r.list)
	if err != nil {
		return nil, err
	}
	var edits []assessment.Edit
	for _, i := range found {
		if err := change(&all[i]); err != nil {
			return nil, err
		}
		edits = append(edits, r.edits(x, all[i])...)
	}
	return edits, nil
}

// suggest suggests the ids of the things that there are.
func (r register[T]) suggest(a *app) suggester {
	return func(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		_, x, err := a.open(c.Context())
		if err != nil {
			return nil, noFiles
		}
		var ids []cobra.Completion
		for _, thing := range r.all(x) {
			p := r.parts(&thing)
			ids = append(ids, cobra.CompletionWithDesc(p.id, p.title))
		}
		return begins(word, ids), noFiles
	}
}

func (r register[T]) linkCommand(a *app, example string) *cobra.Command {
	return &cobra.Command{
		Use:               "link ID ITEM...",
		Short:             "Let " + r.one + " " + r.serve + " more items",
		Long:              "Lets " + r.one + " " + r.serve + " these items as well.",
		Example:           "favour " + r.command + " link " + example,
		Args:              atLeast(2, "the id of "+r.one+" and an item"),
		ValidArgsFunction: a.thenItems(r.suggest(a)),
		RunE: r.relink(a, func(p parts, items []string) error {
			*p.items = withItems(*p.items, items)
			return nil
		}),
	}
}

func (r register[T]) unlinkCommand(a *app, example string) *cobra.Command {
	remove := "favour " + r.command + " remove"
	return &cobra.Command{
		Use:               "unlink ID ITEM...",
		Short:             "Let " + r.one + " no longer " + r.serve + " items",
		Long:              "Lets " + r.one + " no longer " + r.serve + " these items. One that would " + r.serve + " none is removed with " + remove + ".",
		Example:           "favour " + r.command + " unlink " + example,
		Args:              atLeast(2, "the id of "+r.one+" and an item"),
		ValidArgsFunction: a.thenItems(r.suggest(a)),
		RunE: r.relink(a, func(p parts, items []string) (err error) {
			*p.items, err = withoutItems(*p.items, items, assessment.Capital(r.command)+" "+p.id, remove+" "+p.id)
			return err
		}),
	}
}

// relink runs a command that changes which items the thing serves that its first
// argument names; the others are items.
func (r register[T]) relink(a *app, change func(p parts, items []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
			ids, err := itemIDs(x.Checklist(), args[1:])
			if err != nil {
				return nil, err
			}
			return r.each(x, args[:1], func(thing *T) error { return change(r.parts(thing), ids) })
		})
	}
}

func (r register[T]) removeCommand(a *app, example string) *cobra.Command {
	return &cobra.Command{
		Use:               "remove ID...",
		Short:             "Remove " + r.many,
		Long:              "Removes " + r.many + " from every item that they " + r.serve + ". favour undo brings them back.",
		Example:           "favour " + r.command + " remove " + example,
		Args:              atLeast(1, "the id of "+r.one),
		ValidArgsFunction: r.suggest(a),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return r.each(x, args, func(thing *T) error {
					*thing = r.gone(r.parts(thing).id)
					return nil
				})
			})
		},
	}
}

// byID are the indices of what names mean, each once, among n things of which id
// gives the names. What is not there is refused, and where says what is.
func byID(names []string, id func(int) string, n int, what, where string) ([]int, error) {
	var ids []string
	for i := range n {
		ids = append(ids, id(i))
	}
	var found []int
	for _, name := range names {
		i := slices.IndexFunc(ids, func(id string) bool { return strings.EqualFold(id, name) })
		if i < 0 {
			return nil, usage("There is no %s %q.%s %s", what, name, meant(name, ids), where)
		}
		if !slices.Contains(found, i) {
			found = append(found, i)
		}
	}
	return found, nil
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
