package pack

import (
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// An Outcome is what taking a proposal over would do.
type Outcome string

const (
	NewAnswer    Outcome = "new"     // there was no answer, and there is none
	SameAnswer   Outcome = "same"    // it is what stands already
	OtherAnswer  Outcome = "differs" // another answer stands, as it did when the pack was made
	ChangedSince Outcome = "changed" // what stands was changed since the pack was made
)

// Outcomes lists every outcome, in the order in which totals are shown.
var Outcomes = []Outcome{NewAnswer, OtherAnswer, ChangedSince, SameAnswer}

// Words is o as people read it.
func (o Outcome) Words() string {
	switch o {
	case NewAnswer:
		return "new answer"
	case SameAnswer:
		return "same as yours"
	case OtherAnswer:
		return "differs from yours"
	case ChangedSince:
		return "changed since the pack was made"
	}
	return string(o)
}

// A Proposal is one answer of a colleague, beside what stands.
type Proposal struct {
	Item   string            // its id
	Field  *checklist.Field  // nil for a narrative
	Target assessment.Target // of the edit that takes it over
	Place  Place
	Yours  assessment.Value // what stands
	Theirs assessment.Value
	// Sent is what stood when the pack was made, and nil where that is not known,
	// or is a long text.
	Sent *assessment.Value
	Outcome
}

// Words is a value of p as people read it.
func (p Proposal) Words(v assessment.Value) string {
	if p.Field != nil {
		return assessment.Words(p.Field, v)
	}
	if !v.IsAnswered() {
		return "nothing written"
	}
	return v.Given
}

// Edit is the edit that takes p over.
func (p Proposal) Edit() assessment.Edit { return assessment.Edit{Target: p.Target, New: p.Theirs} }

// A Problem is something in a file that is not understood, or not taken.
type Problem struct {
	Place
	Item  string // empty where that is not known
	Field string // empty for a narrative
	What  string // what is wrong
	Cure  string // what to do, in a sentence
}

// Proposals are all that a reply comes to, held against an assessment.
type Proposals struct {
	Stamp
	All      []Proposal // in the order of the file
	Problems []Problem
	Notes    []string // what is good to know, in sentences
}

// Count is how many proposals have that outcome.
func (p *Proposals) Count(o Outcome) int {
	n := 0
	for _, x := range p.All {
		if x.Outcome == o {
			n++
		}
	}
	return n
}

// Against holds r against a. It is an error if r is of another assessment, or of
// another edition of the checklist: nothing in it is then looked at.
func (r *Reply) Against(a assessment.Assessment) (*Proposals, error) {
	if r.Assessment != a.ID() {
		return nil, refuse("It holds answers to %s%s, and not to %s. Import it there.", r.Assessment, inBrackets(r.Force), a.ID())
	}
	if is := editionOf(a.Checklist()); r.Checklist != is {
		return nil, refuse("It asks the questions of %s, and %s asks those of %s. Make another one with favour pack, and copy the answers that still fit.",
			r.Checklist.named(is), a.ID(), is.named(r.Checklist))
	}
	p := &Proposals{Stamp: r.Stamp, Notes: slices.Clone(r.notes)}
	p.compareHead(a)
	j := &judge{a: a, out: p, seen: map[assessment.Target]*seen{}}
	asked := map[string]bool{}
	for i := range r.lines {
		if key := r.lines[i].key; key != "" {
			asked[key] = true
		}
		j.line(&r.lines[i])
	}
	if missing := r.Rows - len(asked); missing > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("%s that went out %s not in it; nothing is proposed for %s.",
			countOf(missing, "question", "questions"), assessment.Plural(missing, "is", "are"), assessment.Plural(missing, "it", "them")))
	}
	for _, target := range j.order {
		if s := j.seen[target]; s.proposal != nil && !s.contested {
			p.All = append(p.All, *s.proposal)
		}
	}
	return p, nil
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// named is e in words that tell it from other.
func (e Edition) named(other Edition) string {
	if e.ID == other.ID && e.Edition == other.Edition {
		return e.String() + " (" + shortDigest(e.Digest) + ")"
	}
	return e.String()
}

func shortDigest(s string) string { return s[:min(len(s), 8)] }

// compareHead notes it where the change that the pack was made of is not one of a.
func (p *Proposals) compareHead(a assessment.Assessment) {
	changes := a.Changes()
	n := p.Head.Sequence
	if n >= 1 && n <= uint64(len(changes)) && changes[n-1].Digest() == p.Head.SHA256 {
		return
	}
	p.Notes = append(p.Notes, fmt.Sprintf("The store does not hold change %d, of which it was made: another copy of the store was put in its place, or it was made from one. Look at each answer with that in mind.", n))
}

// Accepted are the edits that take over those of p that take says yes to.
func (p *Proposals) Accepted(take func(Proposal) bool) []assessment.Edit {
	var edits []assessment.Edit
	for _, x := range p.All {
		if x.Outcome != SameAnswer && take(x) {
			edits = append(edits, x.Edit())
		}
	}
	return edits
}

// Items are the ids of the items that anything is proposed for, in order.
func (p *Proposals) Items() []string {
	var ids []string
	for _, x := range p.All {
		if !slices.Contains(ids, x.Item) {
			ids = append(ids, x.Item)
		}
	}
	return ids
}

// String is p in a line: how many proposals there are of each outcome, and how many
// problems.
func (p *Proposals) String() string {
	var parts []string
	for _, o := range Outcomes {
		if n := p.Count(o); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o.plural(n)))
		}
	}
	s := "nothing new is proposed"
	if len(p.All) > 0 {
		s = countOf(len(p.All), "proposal", "proposals") + ": " + strings.Join(parts, ", ")
	}
	if len(p.Problems) > 0 {
		s += "; " + countOf(len(p.Problems), "problem", "problems")
	}
	return s
}

func (o Outcome) plural(n int) string {
	switch {
	case o == NewAnswer && n > 1:
		return "new answers"
	case o == OtherAnswer && n > 1:
		return "differ from yours"
	}
	return o.Words()
}
