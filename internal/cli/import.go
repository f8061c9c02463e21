package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/pack"
)

type importOptions struct {
	file      string
	accept    []string
	acceptNew bool
	from      string
}

func newImportCommand(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Look at answers that a colleague has filled in, and take them over",
		Long: `Reads a file that favour pack made and somebody has filled in: an Excel workbook, CSV or JSON. What is in it are proposals. Without more it changes nothing, and lists each of them with what stands now, and by row and column whatever cannot be understood, with what to do. The exit code is 1 if there is such a problem.

--accept takes over what is proposed for the items that it names: only so is an answer that stands replaced. --accept-new takes over all that replaces nothing. Both together are one change, which favour undo takes back as a whole. It is recorded as the colleague's, entered by you; a backup is made first. What has a problem is left out.

Numbers with commas, dates as 31/05/2012 or 31 May 2012, "n/a" and the like are understood however they are written; what could mean two things is a problem.`,
		Example: `favour import procurement.xlsx
favour import procurement.xlsx --accept-new
favour import procurement.xlsx --accept PRO-03,PRO-04 --from "B. Example, Head of procurement"`,
		Args: exactly("the file that came back"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.file = args[0]
			return a.imports(cmd.Context(), &o, cmd.Flags().Changed("accept"))
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.accept, "accept", nil, "take over what is proposed for these `items`")
	f.BoolVar(&o.acceptNew, "accept-new", false, "take over all that replaces no answer")
	f.StringVar(&o.from, "from", "", "whose answers they are, as `\"Name, role\"` (the one the file was made for if left out)")
	a.completes(c, "accept", a.suggestItems)
	a.completes(c, "from", a.suggestPeople)
	return c
}

func (a *app) imports(ctx context.Context, o *importOptions, accepts bool) error {
	j, x, p, err := a.proposals(ctx, o.file)
	if err != nil {
		return err
	}
	if !accepts && !o.acceptNew {
		return a.printProposals(x, p, o.file)
	}
	take, err := o.taken(x, p)
	if err != nil {
		return err
	}
	edits := p.Accepted(take)
	next, c, err := a.takeOver(ctx, j, x, o, p, edits)
	if err != nil {
		return err
	}
	return a.printImported(next, c, p, take)
}

// proposals reads the file and holds it against the assessment that it is of.
func (a *app) proposals(ctx context.Context, file string) (*journal.Journal, assessment.Assessment, *pack.Proposals, error) {
	var x assessment.Assessment
	r, err := pack.ReadFile(file)
	if err != nil {
		return nil, x, nil, notImported(file, err)
	}
	id := a.assessment
	if id == "" {
		id = r.Assessment
		if err := a.holds(ctx, r, file); err != nil {
			return nil, x, nil, err
		}
	}
	j, x, err := a.openNamed(ctx, id)
	if err != nil {
		return nil, x, nil, err
	}
	p, err := r.Against(x)
	if err != nil {
		return nil, x, nil, notImported(file, err)
	}
	return j, x, p, nil
}

// notImported says why a file was not read.
func notImported(file string, err error) error {
	if refused, ok := errors.AsType[*pack.RefusedError](err); ok {
		return failure("%s was not imported. %s", shortPath(file), refused.Text)
	}
	return failure("%s cannot be read: %s. Name the file that came back.", shortPath(file), reasonOnly(err))
}

// holds says why the store does not hold the assessment that a file is of.
func (a *app) holds(ctx context.Context, r *pack.Reply, file string) error {
	var ids []string
	for head, err := range a.journal().Store.Heads(ctx) {
		if err != nil {
			return err
		}
		ids = append(ids, head.ID)
	}
	switch {
	case slices.Contains(ids, r.Assessment):
		return nil
	case len(ids) == 0:
		return failure("%s", a.nothingYet())
	}
	return failure("%s was not imported. It holds answers to %s (%s), which is not in the store. There is %s.", shortPath(file), r.Assessment, r.Force, strings.Join(ids, ", "))
}

// taken says which proposals are to be taken over.
func (o *importOptions) taken(x assessment.Assessment, p *pack.Proposals) (func(pack.Proposal) bool, error) {
	ids, err := itemIDs(x.Checklist(), splitItems(o.accept))
	if err != nil {
		return nil, err
	}
	proposed := p.Items()
	for _, id := range ids {
		if !slices.Contains(proposed, id) {
			return nil, usage("Nothing that can be taken over is proposed for %s. Without --accept, favour import lists what is.", id)
		}
	}
	return func(x pack.Proposal) bool {
		return slices.Contains(ids, x.Item) || o.acceptNew && x.Outcome == pack.NewAnswer
	}, nil
}

// takeOver records edits as the colleague's, and returns the change, or nil if
// there is nothing to record.
func (a *app) takeOver(ctx context.Context, j *journal.Journal, x assessment.Assessment, o *importOptions, p *pack.Proposals, edits []assessment.Edit) (assessment.Assessment, *assessment.Change, error) {
	if len(edits) == 0 {
		return x, nil, nil
	}
	from := o.from
	if from == "" {
		from = p.To
	}
	if from == "" {
		return x, nil, usage(`Say whose answers they are, with --from "Name, role". The file does not say whom it was made for.`)
	}
	colleague, err := assessment.ParseAuthor(from)
	if err != nil {
		return x, nil, usage("--from does not say whose answers they are: %s.", err)
	}
	who, err := a.author()
	if err != nil {
		return x, nil, err
	}
	if x.Signed() {
		return x, nil, isSigned(x)
	}
	a.backupBefore(ctx, j, "import")
	enteredBy := who
	if assessment.Same(colleague.String(), who.String()) {
		colleague, enteredBy = who, assessment.Author{} // nobody enters what is their own for somebody else
	}
	next, err := j.RecordFor(ctx, x, colleague, enteredBy, "Imported from "+filepath.Base(o.file), edits...)
	if err != nil {
		return next, nil, a.notSaved(next, err)
	}
	return next, last(next), nil
}

// backupBefore makes a backup before something that touches much at once. One
// that fails is told, and stops nothing: what is recorded can be undone.
func (a *app) backupBefore(ctx context.Context, j *journal.Journal, what string) {
	if err := backupOf(j)(ctx, what); err != nil {
		a.complain(fmt.Sprintf("warning: No backup could be made before the %s: %s. favour undo takes it back all the same.", what, reason(err)))
	}
}

// backupOf is what makes a backup of the store of j before something.
func backupOf(j *journal.Journal) func(context.Context, string) error {
	return func(ctx context.Context, what string) error {
		if store, ok := j.Store.(*backup.Store); ok {
			return store.Before(ctx, what)
		}
		return nil
	}
}

type importJSON struct {
	Assessment string          `json:"assessment"`
	To         string          `json:"to"`
	Made       assessment.Head `json:"made-at"` // the change that the file was made of
	Proposals  []proposalJSON  `json:"proposals"`
	Problems   []problemJSON   `json:"problems"`
	Notes      []string        `json:"notes"`
	Saved      bool            `json:"saved"`
	Head       assessment.Head `json:"head"`
	Change     *changeJSON     `json:"change,omitempty"`
}

type proposalJSON struct {
	Item     string            `json:"item"`
	Field    string            `json:"field,omitempty"` // empty for what HMIC will read
	At       assessment.Target `json:"at"`
	Outcome  pack.Outcome      `json:"outcome"`
	Sent     *assessment.Value `json:"sent,omitempty"` // what stood when the file was made, unless it is long
	Yours    assessment.Value  `json:"yours"`
	Theirs   assessment.Value  `json:"theirs"`
	Accepted bool              `json:"accepted"`
	Place    pack.Place        `json:"place"`
}

type problemJSON struct {
	Item  string     `json:"item,omitempty"`
	Field string     `json:"field,omitempty"`
	Place pack.Place `json:"place"`
	What  string     `json:"problem"`
	Cure  string     `json:"cure"`
}

func importToJSON(x assessment.Assessment, c *assessment.Change, p *pack.Proposals, take func(pack.Proposal) bool) importJSON {
	j := importJSON{
		Assessment: x.ID(), To: p.To, Made: p.Stamp.Head, Proposals: []proposalJSON{}, Problems: []problemJSON{}, Notes: append([]string{}, p.Notes...),
		Saved: c != nil, Head: x.Head(),
	}
	for _, y := range p.All {
		field := ""
		if y.Field != nil {
			field = y.Field.ID
		}
		accepted := y.Outcome != pack.SameAnswer && take(y)
		j.Proposals = append(j.Proposals, proposalJSON{y.Item, field, y.Target, y.Outcome, y.Sent, y.Yours, y.Theirs, accepted, y.Place})
	}
	for _, y := range p.Problems {
		j.Problems = append(j.Problems, problemJSON{y.Item, y.Field, y.Place, y.What, y.Cure})
	}
	if c != nil {
		j.Change = changeToJSON(x, *c)
	}
	return j
}

// printProposals lists what a file comes to; nothing has been changed.
func (a *app) printProposals(x assessment.Assessment, p *pack.Proposals, file string) error {
	if a.asJSON {
		if err := a.out.json(importToJSON(x, nil, p, func(pack.Proposal) bool { return false })); err != nil {
			return err
		}
		return answerTo(p)
	}
	from := ""
	if p.To != "" {
		from = " for " + p.To
	}
	a.out.line("%s, made%s of %s as of change %d.", filepath.Base(file), from, x.ID(), p.Head.Sequence)
	item := ""
	for _, y := range p.All {
		if y.Item != item {
			item = y.Item
			it, _ := x.Item(item)
			a.out.blank()
			a.out.heading(item + "  " + it.Title)
		}
		a.printProposal(y)
	}
	a.printTroubles(x, p)
	a.out.blank()
	a.out.line("%s.", assessment.Capital(p.String()))
	if ways := waysOn(p); ways != "" {
		a.out.line("Nothing was changed. %s", ways)
	} else {
		a.out.line("Nothing was changed.")
	}
	return answerTo(p)
}

// printProposal prints one proposal.
func (a *app) printProposal(y pack.Proposal) {
	label := "What HMIC will read"
	if y.Field != nil {
		label = y.Field.Label
	}
	a.out.hang("  ", label+": "+y.Outcome.Words())
	if y.Outcome == pack.ChangedSince && y.Sent != nil {
		a.out.hang("    sent    ", y.Words(*y.Sent))
	}
	if y.Outcome != pack.SameAnswer {
		a.out.hang("    yours   ", y.Words(y.Yours))
	}
	a.out.hang("    theirs  ", y.Words(y.Theirs))
}

// printTroubles prints what could not be understood, and what is good to know.
func (a *app) printTroubles(x assessment.Assessment, p *pack.Proposals) {
	if len(p.Problems) > 0 {
		a.out.blank()
		a.out.heading("Problems")
	}
	for _, y := range p.Problems {
		what := y.What
		if it, ok := x.Item(y.Item); ok {
			label := "What HMIC will read"
			if f, ok := it.Field(y.Field); ok {
				label = f.Label
			}
			what = y.Item + " " + label + ": " + what
		}
		a.out.hang("  ", assessment.Capital(y.Place.String()))
		a.out.hang("    ", what+". "+y.Cure)
	}
	if len(p.Notes) > 0 {
		a.out.blank()
		a.out.heading("Good to know")
	}
	for _, note := range p.Notes {
		a.out.hang("  ", note)
	}
}

// waysOn says how to take proposals over.
func waysOn(p *pack.Proposals) string {
	var named []string
	for _, y := range p.All {
		if (y.Outcome == pack.OtherAnswer || y.Outcome == pack.ChangedSince) && !slices.Contains(named, y.Item) {
			named = append(named, y.Item)
		}
	}
	var ways []string
	if p.Count(pack.NewAnswer) > 0 {
		ways = append(ways, "--accept-new takes over all that replaces no answer.")
	}
	if len(named) > 0 {
		ways = append(ways, fmt.Sprintf("--accept takes over the items that you name, here one or several of %s.", strings.Join(named, ",")))
	}
	return strings.Join(ways, " ")
}

// printImported says what was taken over, and what was not.
func (a *app) printImported(x assessment.Assessment, c *assessment.Change, p *pack.Proposals, take func(pack.Proposal) bool) error {
	if a.asJSON {
		if err := a.out.json(importToJSON(x, c, p, take)); err != nil {
			return err
		}
		return answerTo(p)
	}
	if c == nil {
		a.out.line("Nothing to save: nothing that is new was accepted.")
	} else {
		for _, e := range c.Edits {
			a.out.hang("", x.Describe(e))
		}
		a.out.line("Saved in %s as change %d, by %s.", x.ID(), c.Sequence, c.Who())
		a.sayUncovered(x)
	}
	left := 0
	for _, y := range p.All {
		if y.Outcome != pack.SameAnswer && !take(y) {
			left++
		}
	}
	if left > 0 {
		a.out.line("%s not taken over; without --accept, favour import lists what is left.", assessment.Capital(quantity(left, "proposal was", "proposals were")))
	}
	a.printTroubles(x, p)
	return answerTo(p)
}

// answerTo ends a command that found problems.
func answerTo(p *pack.Proposals) error {
	if len(p.Problems) > 0 {
		return errNo
	}
	return nil
}
