// Package assessment is what a force has answered: an [Assessment] of one
// checklist for one period, and the [Change]s that made it.
//
// An Assessment is never edited. It is the fold of its changes, oldest first,
// so the audit trail and the answers cannot disagree. Everything here is a
// value or a function of values: the package reads no files, no clock and no
// network. What is asked is package checklist; how changes survive a restart is
// package journal; how either looks is package tui or package report.
//
// Start with [Fold] and [Assessment.Apply]; [Assessment.Findings] is where the
// rules are asked, and [Assessment.Statement] is where answers become sentences.
package assessment

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"favour/internal/checklist"
)

// An Assessment is the answers of one force to one checklist, as of its last
// change. It is a value: Apply returns another and leaves this one as it was.
// The zero Assessment has no changes, and takes only one that starts it.
type Assessment struct {
	id      string
	follows string
	list    *checklist.Checklist
	index   map[string]*checklist.Item // shared by all that were folded from one start

	// groups hold every answered target, by kind and id and then by part, so
	// that a change copies only the groups that it touches.
	groups map[group]map[string]known
	// evidence and actions are the ids ever given, in order.
	evidence, actions []string

	// signed are the signatures ever given, in order, with what each is under.
	signed []signing
	last   *Last // what the return before said
	dates  Dates // how days are written in words

	changes []kept
	tail    *tail  // of changes
	head    Head   // the last of them
	done    *stack // what undo would take back
	undone  *stack // what redo would make again
}

type group struct {
	kind TargetKind
	id   string
}

func (t Target) group() group { return group{t.Kind, t.ID} }

// Fold makes the assessment that changes, oldest first, lead to. It stops at
// the first error, and names the change that could not be made.
func Fold(changes iter.Seq2[Change, error]) (Assessment, error) {
	a := Assessment{groups: map[group]map[string]known{}}
	for c, err := range changes {
		if err != nil {
			return Assessment{}, err
		}
		if err := a.check(c); err != nil {
			return Assessment{}, err
		}
		a.make(c)
	}
	if len(a.changes) == 0 {
		return Assessment{}, errors.New("the assessment has no changes")
	}
	return a, nil
}

// Apply returns a with c made. It refuses a change that does not follow a's
// last one, touches what the checklist lacks, or says that something was what
// it was not, and leaves a untouched. The change must have been sealed.
func (a Assessment) Apply(c Change) (Assessment, error) {
	if err := a.check(c); err != nil {
		return a, err
	}
	a.groups = maps.Clone(a.groups)
	if a.groups == nil {
		a.groups = map[group]map[string]known{}
	}
	for _, e := range c.Edits {
		a.groups[e.Target.group()] = maps.Clone(a.groups[e.Target.group()])
	}
	a.evidence, a.actions, a.signed = slices.Clone(a.evidence), slices.Clone(a.actions), slices.Clone(a.signed)
	a.make(c)
	return a, nil
}

// check says why c cannot be made on a.
func (a *Assessment) check(c Change) error {
	head := a.Head()
	switch {
	case c.Sequence != head.Sequence+1:
		return fmt.Errorf("change %d does not follow change %d", c.Sequence, head.Sequence)
	case c.Previous != head.SHA256:
		return fmt.Errorf("change %d was not made on the change %d that is stored", c.Sequence, head.Sequence)
	case c.digest == "":
		return fmt.Errorf("change %d is not sealed", c.Sequence)
	case (c.Sequence == 1) != (c.Start != nil):
		return fmt.Errorf("change %d: the first change starts the assessment, and no other", c.Sequence)
	case c.Start != nil && c.Start.Checklist == nil:
		return errors.New("change 1 carries no checklist")
	case c.Undoes != 0 && (a.done == nil || a.done.top != c.Undoes):
		return fmt.Errorf("change %d undoes change %d, which is not the last one that stands", c.Sequence, c.Undoes)
	case c.Redoes != 0 && (a.undone == nil || a.undone.top != c.Redoes):
		return fmt.Errorf("change %d redoes change %d, which is not the last one undone", c.Sequence, c.Redoes)
	}
	index, list := a.index, a.list
	if c.Start != nil {
		index, list = indexOf(c.Start.Checklist), c.Start.Checklist
	}
	for _, text := range []string{c.Author.Name, c.Author.Role, c.EnteredBy.Name, c.EnteredBy.Role, c.Reason} {
		if err := checkText(text); err != nil {
			return fmt.Errorf("change %d: %w", c.Sequence, err)
		}
	}
	var seen map[Target]bool
	if len(c.Edits) > 1 {
		seen = make(map[Target]bool, len(c.Edits))
	}
	for _, e := range c.Edits {
		if seen[e.Target] {
			return fmt.Errorf("change %d touches %s twice", c.Sequence, e.Target)
		}
		if seen != nil {
			seen[e.Target] = true
		}
		if err := checkEdit(list, index, e); err != nil {
			return fmt.Errorf("change %d: %s: %w", c.Sequence, e.Target, err)
		}
		if was := a.At(e.Target); was != e.Old {
			return fmt.Errorf("change %d: %s was not what the change says it was", c.Sequence, e.Target)
		}
	}
	if err := a.checkSigning(c); err != nil {
		return fmt.Errorf("change %d: %w", c.Sequence, err)
	}
	if c.Start != nil && c.Start.Last != nil {
		if err := c.Start.Last.check(c.Start.Checklist); err != nil {
			return fmt.Errorf("change %d: last time's answers: %w", c.Sequence, err)
		}
	}
	return nil
}

func indexOf(list *checklist.Checklist) map[string]*checklist.Item {
	index := make(map[string]*checklist.Item, list.Len())
	for _, it := range list.Items() {
		index[it.ID] = it
	}
	return index
}

// checkEdit says why e cannot be made on any assessment of the checklist.
func checkEdit(list *checklist.Checklist, index map[string]*checklist.Item, e Edit) error {
	if !e.Target.writable() {
		return errors.New("there is no such target")
	}
	text := &checklist.Field{Kind: checklist.Text}
	day := &checklist.Field{Kind: checklist.Date}
	switch t := e.Target; t.Kind {
	case OnField:
		it, ok := index[t.ID]
		if !ok {
			return errors.New("the checklist has no such item")
		}
		f, ok := it.Field(t.Part)
		if !ok || f.Detail != "" {
			return errors.New("the item has no such field")
		}
		return check(f, e.New)
	case OnNarrative, OnInternal:
		if _, ok := index[t.ID]; !ok {
			return errors.New("the checklist has no such item")
		}
		return check(text, e.New)
	case OnItem, OnReview:
		parts := []string{PartAssigned}
		if t.Kind == OnReview {
			parts = ReviewParts
		}
		if _, ok := index[t.ID]; !ok {
			return errors.New("the checklist has no such item")
		}
		if !slices.Contains(parts, t.Part) {
			return fmt.Errorf("%s has no part %q", t.Kind, t.Part)
		}
		return check(text, e.New)
	case OnSection:
		if _, ok := list.Section(t.ID); !ok || t.Part != SectionComplete && t.Part != PartAssigned {
			return errors.New("the checklist has no such section")
		}
		return check(text, e.New)
	case OnSignature:
		if !slices.Contains(SignatureParts, t.Part) {
			return fmt.Errorf("%s has no part %q", t.Kind, t.Part)
		}
		return check(text, e.New)
	case OnDetail:
		if detailNames[t.Part] == "" {
			return errors.New("there is no such detail")
		}
		switch t.Part {
		case DetailFrom, DetailTo, DetailBaseline, DetailDeadline:
			return check(day, e.New)
		case DetailMarking:
			if e.New.State == Given && !slices.Contains(Markings(), e.New.Given) {
				return errors.New("there is no such protective marking")
			}
		}
		return check(text, e.New)
	case OnEvidence, OnAction:
		parts := EvidenceParts
		if t.Kind == OnAction {
			parts = ActionParts
		}
		if t.ID == "" || !slices.Contains(parts, t.Part) {
			return fmt.Errorf("%s has no part %q", t.Kind, t.Part)
		}
		switch t.Part {
		case PartAsAt, PartDue:
			return check(day, e.New)
		}
		return check(text, e.New)
	}
	return errors.New("this program knows no such target")
}

// make makes c, which check has passed, on an a that nobody else holds.
func (a *Assessment) make(c Change) {
	if s := c.Start; s != nil {
		a.id, a.follows, a.last, a.list, a.index = s.ID, s.Follows, s.Last, s.Checklist, indexOf(s.Checklist)
	}
	a.keepSigned(c)
	a.add(a.pack(c))
	a.head = Head{c.Sequence, c.digest}
	for _, e := range c.Edits {
		a.put(e.Target, known{e.New, c.Sequence})
	}
	switch {
	case c.Start != nil: // never undone
	case c.signs(): // nor what was before a signature, or the signature
		a.done, a.undone = nil, nil
	case c.Undoes != 0:
		a.done, a.undone = a.done.below, a.undone.push(c.Undoes)
	case c.Redoes != 0:
		a.done, a.undone = a.done.push(c.Redoes), a.undone.below
	default:
		a.done, a.undone = a.done.push(c.Sequence), nil
	}
}

// clone is a with maps and lists that nobody else holds.
func (a *Assessment) clone() Assessment {
	c := *a
	c.groups = make(map[group]map[string]known, len(a.groups))
	for g, parts := range a.groups {
		c.groups[g] = maps.Clone(parts)
	}
	c.evidence, c.actions, c.signed = slices.Clone(a.evidence), slices.Clone(a.actions), slices.Clone(a.signed)
	c.changes = slices.Clip(a.changes)
	return c
}

// put makes v what is known at t, on an a that nobody else holds.
func (a *Assessment) put(t Target, v known) {
	g := t.group()
	if a.groups[g] == nil {
		a.groups[g] = map[string]known{}
		switch g.kind {
		case OnEvidence:
			a.evidence = appendNew(a.evidence, g.id)
		case OnAction:
			a.actions = appendNew(a.actions, g.id)
		}
	}
	if v.IsAnswered() {
		a.groups[g][t.Part] = v
	} else {
		delete(a.groups[g], t.Part)
	}
}

func appendNew(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// ID is the name of a in its store, such as leicestershire-2012.
func (a Assessment) ID() string { return a.id }

// Follows is the id of the assessment of the period before, or empty.
func (a Assessment) Follows() string { return a.follows }

// Checklist is what a answers. It is shared: do not change it.
func (a Assessment) Checklist() *checklist.Checklist { return a.list }

// Item returns the item with that id, and false if the checklist has none.
func (a Assessment) Item(id string) (*checklist.Item, bool) {
	it, ok := a.index[id]
	return it, ok
}

// Head is a's last change; the zero Head if a has none.
func (a Assessment) Head() Head { return a.head }

// Started is when a was started.
func (a Assessment) Started() time.Time {
	if len(a.changes) == 0 {
		return time.Time{}
	}
	return a.changes[0].head().Time
}

// Changed is when a was last changed.
func (a Assessment) Changed() time.Time {
	if len(a.changes) == 0 {
		return time.Time{}
	}
	return a.changes[len(a.changes)-1].head().Time
}

// At is what is known at t; unanswered where nothing is.
func (a Assessment) At(t Target) Value { return a.groups[t.group()][t.Part].Value }

// Field is what is known of one field of an item.
func (a Assessment) Field(it *checklist.Item, f *checklist.Field) Value {
	return a.At(FieldOf(it, f))
}

// Edits are those of want that would change something, with Old as it is now.
// Record takes what it returns.
func (a Assessment) Edits(want ...Edit) []Edit {
	var edits []Edit
	for _, e := range want {
		e.Old = a.At(e.Target)
		if e.Old != e.New {
			edits = append(edits, e)
		}
	}
	return edits
}

// Next returns the change that edits would be, made by who, at a time that the
// caller sets before sealing it.
func (a Assessment) Next(who Author, edits ...Edit) Change {
	head := a.Head()
	return Change{Sequence: head.Sequence + 1, Previous: head.SHA256, Author: who, Edits: edits}
}

// Undo returns the change that takes back the last one that still stands, and
// false where there is none. The start of an assessment cannot be taken back.
func (a Assessment) Undo(who Author) (Change, bool) {
	if a.done == nil {
		return Change{}, false
	}
	last := a.Change(a.done.top)
	c := a.Next(who)
	c.Undoes = last.Sequence
	for _, e := range last.Edits {
		c.Edits = append(c.Edits, Edit{e.Target, e.New, e.Old})
	}
	return c, true
}

// Redo returns the change that makes the last undone one again, and false
// where there is none.
func (a Assessment) Redo(who Author) (Change, bool) {
	if a.undone == nil {
		return Change{}, false
	}
	last := a.Change(a.undone.top)
	c := a.Next(who, last.Edits...)
	c.Redoes = last.Sequence
	return c, true
}

// ItemsOf are the ids of the items that e belongs to: none for a detail or a
// section, several for evidence or an action that serves several.
func (a Assessment) itemsOf(e Edit) []string {
	switch t := e.Target; t.Kind {
	case OnField, OnNarrative, OnInternal, OnItem, OnReview:
		return []string{t.ID}
	case OnEvidence, OnAction:
		items := a.At(Target{t.Kind, t.ID, PartItems})
		if t.Part == PartItems {
			return append(splitItems(e.Old), splitItems(e.New)...)
		}
		return splitItems(items)
	case OnDetail:
		var ids []string
		for _, it := range a.list.Items() {
			for i := range it.Fields {
				if it.Fields[i].Detail == t.Part {
					ids = append(ids, it.ID)
				}
			}
		}
		return ids
	}
	return nil
}
