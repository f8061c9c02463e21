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

// A changing changes the assessment that stands, in the name of who is writing, and
// returns what then stands.
type changing func(*journal.Journal, assessment.Author) (assessment.Assessment, error)

// change opens the assessment, has prepare hold the command line against it, asks who
// is writing, and does what prepare returned. It is in this order so that the first
// thing said is about what was typed. What could not be changed is told in words.
func (a *app) change(ctx context.Context, prepare func(assessment.Assessment) (changing, error)) (assessment.Assessment, error) {
	j, x, err := a.open(ctx)
	if err != nil {
		return x, err
	}
	do, err := prepare(x)
	if err != nil {
		return x, err
	}
	who, err := a.author()
	if err != nil {
		return x, err
	}
	next, err := do(j, who)
	if err != nil {
		return next, a.notSaved(next, err)
	}
	return next, nil
}

// save saves what want asks for as one change, and returns it, or nil where
// nothing would have changed.
func (a *app) save(ctx context.Context, reason string, want edits) (assessment.Assessment, *assessment.Change, error) {
	same := false
	next, err := a.change(ctx, func(x assessment.Assessment) (changing, error) {
		wanted, err := want(x)
		same = len(x.Edits(wanted...)) == 0
		return func(j *journal.Journal, who assessment.Author) (assessment.Assessment, error) {
			return j.Record(ctx, x, who, reason, wanted...)
		}, err
	})
	if err != nil || same {
		return next, nil, err
	}
	return next, last(next), nil
}

// add saves and prints what is given the next free number, evidence or an action.
// Want is held against the checklist first, and says how it is added.
func (a *app) add(ctx context.Context, want func(assessment.Assessment) (adding, error)) error {
	next, err := a.change(ctx, func(x assessment.Assessment) (changing, error) {
		make, err := want(x)
		return func(j *journal.Journal, who assessment.Author) (assessment.Assessment, error) {
			return j.Add(ctx, x, who, make)
		}, err
	})
	if err != nil {
		return err
	}
	return a.saved(next, last(next))
}

// last is the last change of x.
func last(x assessment.Assessment) *assessment.Change {
	c := x.Newest()
	return &c
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
