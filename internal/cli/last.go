package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// What favour show says of last time.

// pickShown are the ids of the items that args name: of those that are asked,
// or of one that only last time's return has.
func pickShown(x assessment.Assessment, args []string) ([]string, error) {
	var ids []string
	last, _ := x.Last()
	for _, arg := range args {
		items, err := pickItems(x.Checklist(), []string{arg})
		if err != nil && last.Checklist() != nil {
			if was, notThen := findItem(last.Checklist(), arg); notThen == nil {
				items, err = []*checklist.Item{was}, nil
			}
		}
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			ids = append(ids, it.ID)
		}
	}
	return ids, nil
}

// showLast shows below an item what last time's return said of it, if there is
// one.
func (a *app) showLast(x assessment.Assessment, c *assessment.Comparison, id string) {
	of, ok := c.Item(id)
	if !ok {
		return
	}
	a.out.blank()
	a.out.heading("Last time, in " + c.Then.ID())
	if of.Was == nil {
		a.out.line("It was not asked.")
		return
	}
	if of.Reworded {
		a.printWordings("  ", assessment.Rewording{Was: of.Was, Is: of.Is})
		a.out.blank()
	}
	if !c.Then.Touched(of.Was) {
		a.out.line("It was not answered.")
		return
	}
	a.out.pairs("  ", shownFields(c.Then, of.Was))
	rows := [][2]string{{"Stood as", of.StoodThen.Words()}}
	add := func(name, text string) {
		if text != "" {
			rows = append(rows, [2]string{name, text})
		}
	}
	answer := c.Then.Answer(of.Was)
	add("Statement", c.Then.Statement(of.Was))
	add("HMIC read", answer.Narrative)
	add("Internal note", answer.Internal)
	for _, e := range answer.Evidence {
		add("Evidence "+e.ID, a.evidenceWords(e))
	}
	for _, x := range answer.Actions {
		add("Action "+x.ID, a.actionWords(x))
	}
	if of.Is != nil && of.Outcome != assessment.NoAnswer {
		add("Since then", of.Outcome.Words())
	}
	if lengths := c.Lengths(); lengths != "" && len(of.Counts) > 0 {
		for _, n := range of.Counts {
			then, now := n.Words()
			add(n.Field.Label, fmt.Sprintf("%s, was %s", now, then))
		}
		add("", "("+lengths+")")
	}
	if x.CanCarry(id) == nil {
		add("", fmt.Sprintf("(if that is still true, say so with favour still-true %s)", id))
	}
	a.out.blank()
	a.out.pairs("", rows)
}

// shownFields are the fields of an item with their values, a row each.
func shownFields(x assessment.Assessment, it *checklist.Item) [][2]string {
	var rows [][2]string
	for i := range it.Fields {
		if f := &it.Fields[i]; x.Shown(it, f) {
			rows = append(rows, [2]string{f.Label + " (" + f.ID + ")", valueWords(x, f, x.Field(it, f))})
		}
	}
	return rows
}

// showRetired shows an item that is no longer asked.
func (a *app) showRetired(x assessment.Assessment, c *assessment.Comparison, id string) {
	of, _ := c.Item(id)
	a.out.heading(fmt.Sprintf("%s  %s (no longer asked)", of.ID, of.Was.Title))
	a.out.hang("", of.Was.Question)
	a.showLast(x, c, id)
}

// showAllRetired shows in brief what is no longer asked.
func (a *app) showAllRetired(x assessment.Assessment) {
	last, ok := x.Last()
	if !ok {
		return
	}
	for i, it := range assessment.Revise(last.Checklist(), x.Checklist()).Retired {
		if i == 0 {
			a.out.blank()
			a.out.heading("No longer asked; as answered last time")
		}
		a.showBrief(last, it)
	}
}

// compareLast is x against last time's return, and nil if there is none.
func compareLast(x assessment.Assessment) *assessment.Comparison {
	last, ok := x.Last()
	if !ok {
		return nil
	}
	c := assessment.Compare(last, x)
	return &c
}

// lastJSON is what last time's return said of an item.
type lastJSON struct {
	Assessment string             `json:"assessment"`
	Outcome    assessment.Outcome `json:"outcome"`
	Wordings   []wordingJSON      `json:"wordings"` // what is worded otherwise than then
	Item       *itemJSON          `json:"item"`     // null if it was not asked
}

// shownToJSON is one item as favour show prints it. One that is no longer asked
// is there as it was asked, without an answer.
func (a *app) shownToJSON(x assessment.Assessment, c *assessment.Comparison, id string) itemJSON {
	it, asked := x.Item(id)
	if c == nil {
		return a.itemToJSON(x, it)
	}
	of, _ := c.Item(id)
	last := &lastJSON{Assessment: c.Then.ID(), Outcome: of.Outcome, Wordings: []wordingJSON{}}
	if of.Was != nil {
		was := a.itemToJSON(c.Then, of.Was)
		last.Item = &was
	}
	if !asked {
		return itemJSON{
			ID: id, Section: of.Section.ID, Title: of.Was.Title, Question: of.Was.Question, Standing: string(checklist.Unanswered),
			Fields: []fieldJSON{}, Evidence: []evidenceJSON{}, Actions: []actionJSON{}, Retired: true, Last: last,
		}
	}
	if of.Was != nil {
		last.Wordings = wordingsToJSON(assessment.Rewording{Was: of.Was, Is: of.Is})
	}
	j := a.itemToJSON(x, it)
	j.Last = last
	return j
}

// suggestShown suggests the items that are asked, and those that last time's
// return has beside them.
func (a *app) suggestShown(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	all, directive := a.suggestItems(c, args, word)
	_, x, err := a.open(c.Context())
	if err != nil {
		return all, directive
	}
	last, ok := x.Last()
	if !ok {
		return all, directive
	}
	var retired []cobra.Completion
	for _, it := range assessment.Revise(last.Checklist(), x.Checklist()).Retired {
		retired = append(retired, cobra.CompletionWithDesc(it.ID, it.Title+" (no longer asked)"))
	}
	return append(all, begins(word, retired)...), directive
}
