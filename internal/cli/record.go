package cli

import (
	"context"
	"errors"
	"fmt"

	"favour/internal/assessment"
	"favour/internal/journal"
)

// edits are what a command wants changed, given the assessment as it is.
type edits func(assessment.Assessment) ([]assessment.Edit, error)

// adding makes the edits that add something to an assessment, with its next free number.
type adding = func(assessment.Assessment) []assessment.Edit

// record saves what want asks for as one change, and prints what was saved.
func (a *app) record(ctx context.Context, reason string, want edits) error {
	next, c, err := a.save(ctx, reason, want)
	if err != nil {
		return err
	}
	return a.saved(next, c)
}

// recordAs is record for what depends on who is writing, and is better said in
// other words than edit by edit.
func (a *app) recordAs(ctx context.Context, say func(assessment.Assessment), want func(assessment.Assessment, assessment.Author) ([]assessment.Edit, error)) error {
	next, c, err := a.save(ctx, "", func(x assessment.Assessment) ([]assessment.Edit, error) {
		who, unknown := a.author()
		edits, err := want(x, who)
		if err == nil {
			err = unknown
		}
		return edits, err
	})
	switch {
	case err != nil:
		return err
	case c == nil || a.asJSON:
		return a.saved(next, c)
	}
	say(next)
	a.out.line("Saved in %s as change %d.", next.ID(), c.Sequence)
	return nil
}

// save saves what want asks for as one change, and returns it, or nil where
// nothing would have changed. The command line is held against the checklist
// before the author is asked for, so that the first thing said is about what was
// typed.
func (a *app) save(ctx context.Context, reason string, want edits) (assessment.Assessment, *assessment.Change, error) {
	j, x, err := a.open(ctx)
	if err != nil {
		return x, nil, err
	}
	wanted, err := want(x)
	if err != nil {
		return x, nil, err
	}
	who, err := a.author()
	if err != nil {
		return x, nil, err
	}
	next, err := j.Record(ctx, x, who, reason, wanted...)
	if err == nil && len(x.Edits(wanted...)) == 0 {
		return next, nil, nil
	}
	return a.lastOf(next, err)
}

// add saves and prints what is given the next free number, evidence or an action.
// Want is held against the checklist first, and says how it is added.
func (a *app) add(ctx context.Context, want func(assessment.Assessment) (adding, error)) error {
	j, x, err := a.open(ctx)
	if err != nil {
		return err
	}
	make, err := want(x)
	if err != nil {
		return err
	}
	who, err := a.author()
	if err != nil {
		return err
	}
	next, c, err := a.lastOf(j.Add(ctx, x, who, make))
	if err != nil {
		return err
	}
	return a.saved(next, c)
}

// lastOf is the change that x was recorded with, or says why it was not.
func (a *app) lastOf(x assessment.Assessment, err error) (assessment.Assessment, *assessment.Change, error) {
	if err != nil {
		return x, nil, a.notSaved(x, err)
	}
	last := x.Change(x.Count())
	return x, &last, nil
}

// notSaved says why edits were not recorded; x is what stands.
func (a *app) notSaved(x assessment.Assessment, err error) error {
	if clash, ok := errors.AsType[*journal.ClashError](err); ok {
		return a.clash(x, clash)
	}
	if errors.Is(err, assessment.ErrSigned) {
		return isSigned(x)
	}
	return err
}

// clash says what someone else has put where the command wanted to write.
func (a *app) clash(x assessment.Assessment, c *journal.ClashError) error {
	theirs := x.Describe(assessment.Edit{Target: c.Target, New: c.Theirs})
	if !c.Theirs.IsAnswered() {
		theirs = x.What(c.Target) + ": cleared"
	}
	mine := x.Describe(assessment.Edit{Target: c.Target, New: c.Mine})
	return failure("%s changed the same thing meanwhile, at %s. Theirs stands: %s. Yours was not saved: %s. If yours is right, run the command again.",
		c.By, a.clock(c.When), theirs, mine)
}

// savedJSON is what commands that change something print with --json.
type savedJSON struct {
	Assessment string          `json:"assessment"`
	Saved      bool            `json:"saved"` // false where nothing would have changed
	Head       assessment.Head `json:"head"`
	Change     *changeJSON     `json:"change,omitempty"`
	// Uncovered is what the last signature is no longer under.
	Uncovered *uncoveredJSON `json:"uncovered,omitempty"`
}

// saved says what change c, which may be nil, has made of x.
func (a *app) saved(x assessment.Assessment, c *assessment.Change) error {
	if a.asJSON {
		s := savedJSON{Assessment: x.ID(), Saved: c != nil, Head: x.Head()}
		if c != nil {
			s.Change = changeToJSON(x, *c)
			s.Uncovered = lastUncovered(x)
		}
		return a.out.json(s)
	}
	if c == nil {
		a.out.line("Nothing to save: that is what stands already.")
		return nil
	}
	for _, e := range c.Edits {
		a.out.hang("", x.Describe(e))
	}
	a.out.line("Saved in %s as change %d.", x.ID(), c.Sequence)
	a.sayUncovered(x)
	return nil
}

// changeJSON is one change in the output of --json.
type changeJSON struct {
	Sequence  uint64            `json:"sequence"`
	Time      string            `json:"time"` // in UTC, as 2012-05-31T14:05:00Z
	Author    assessment.Author `json:"author"`
	EnteredBy assessment.Author `json:"entered-by,omitzero"`
	Reason    string            `json:"reason,omitempty"`
	Undoes    uint64            `json:"undoes,omitempty"`
	Redoes    uint64            `json:"redoes,omitempty"`
	Summary   string            `json:"summary"`
	Edits     []assessment.Edit `json:"edits"`
	SHA256    string            `json:"sha256"`
}

func changeToJSON(x assessment.Assessment, c assessment.Change) *changeJSON {
	return &changeJSON{
		Sequence: c.Sequence, Time: c.Time.UTC().Format("2006-01-02T15:04:05Z07:00"), Author: c.Author, EnteredBy: c.EnteredBy, Reason: c.Reason,
		Undoes: c.Undoes, Redoes: c.Redoes, Summary: x.Summary(c), Edits: c.Edits, SHA256: c.Digest(),
	}
}

// words says in full what a change did, a line for each thing it touched.
func (a *app) words(x assessment.Assessment, c assessment.Change) []string {
	var lines []string
	switch {
	case c.Start != nil:
		lines = append(lines, fmt.Sprintf("Started with the checklist %s, edition %s", c.Start.Checklist.ID, c.Start.Checklist.Edition))
	case c.Undoes != 0:
		lines = append(lines, fmt.Sprintf("Undid change %d", c.Undoes))
	case c.Redoes != 0:
		lines = append(lines, fmt.Sprintf("Redid change %d", c.Redoes))
	}
	if deed, ok := x.Deed(c); ok {
		return append(lines, deed)
	}
	for _, e := range c.Edits {
		lines = append(lines, x.Describe(e))
	}
	return lines
}
