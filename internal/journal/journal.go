// Package journal is what can be done with assessments: start one, open it,
// record an answer, undo and redo, and follow what others do to it.
//
// It owns the clock and knows who is writing; what an answer means is package
// assessment, and how records reach the disk is a [Store] (packages bolt and
// mem). Every change goes through [Journal.Record], which is where two people
// at work on one assessment are kept from overwriting each other.
//
// Start with [Journal.Open] and [Journal.Record].
package journal

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A Journal records changes in a Store.
type Journal struct {
	Store Store
	Now   func() time.Time // time.Now unless a test says otherwise
}

// New returns the journal of that store.
func New(s Store) *Journal { return &Journal{Store: s, Now: time.Now} }

// At is j for a change that was asked for at a time: who has shown it already
// gets back the very same, of which an assessment keeps but one.
func (j *Journal) At(t time.Time) *Journal {
	return &Journal{Store: j.Store, Now: func() time.Time { return t }}
}

// A Plan is what a new assessment is started with.
type Plan struct {
	ID        string // empty for one made from the force's id and the period
	Follows   string
	Last      *assessment.Last // what the assessment that it follows said; see Assessment.AsLast
	Checklist *checklist.Checklist
	Force     checklist.Force
	Details   []assessment.Edit // of targets that are details: period, marking, lead
	Author    assessment.Author
}

// ErrBadID is reported for an id that is not a slug.
var ErrBadID = errors.New("an id is small letters, digits and hyphens, such as leicestershire-2012")

// Start begins a new assessment and returns it. If the plan names an id that
// is taken, the error wraps ErrConflict; an id that Start makes up itself is
// given a number instead.
func (j *Journal) Start(ctx context.Context, p Plan) (assessment.Assessment, error) {
	ctx = Patient(ctx)
	id := p.ID
	if id == "" {
		id = madeUpID(p)
	}
	if !slug(id) {
		return assessment.Assessment{}, fmt.Errorf("%q is not an id: %w", id, ErrBadID)
	}
	for n := 2; ; n++ {
		a, err := j.start(ctx, p, id)
		if p.ID != "" || !errors.Is(err, ErrConflict) {
			return a, err
		}
		id = fmt.Sprintf("%s-%d", madeUpID(p), n)
	}
}

func (j *Journal) start(ctx context.Context, p Plan, id string) (assessment.Assessment, error) {
	var a assessment.Assessment
	edits := slices.Concat(assessment.ForceEdits(p.Force), p.Details)
	c := a.Next(p.Author, edits...)
	c.Start = &assessment.Start{ID: id, Follows: p.Follows, Last: p.Last, Checklist: p.Checklist}
	return j.append(ctx, a, id, c)
}

// madeUpID is such as leicestershire-2012, from the force and the year in which
// the period ends.
func madeUpID(p Plan) string {
	id := p.Force.ID
	if id == "" {
		id = slugOf(p.Force.Name)
	}
	for _, e := range p.Details {
		if day, ok := assessment.Day(e.New); ok && e.Target == assessment.Detail(assessment.DetailTo) {
			id += fmt.Sprintf("-%d", day.Year())
		}
	}
	return id
}

func slugOf(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) == 0 {
		return "force"
	}
	return strings.Join(words, "-")
}

func slug(id string) bool { return id != "" && len(id) <= 64 && slugOf(id) == id }

// append seals c, stores it after a's head, and returns a with it made.
func (j *Journal) append(ctx context.Context, a assessment.Assessment, id string, c assessment.Change) (assessment.Assessment, error) {
	c.Time = j.Now()
	record, c, err := assessment.Seal(c)
	if err != nil {
		return a, err
	}
	next, err := a.Apply(c)
	if err != nil {
		return a, err
	}
	if err := j.holds(ctx, a); err != nil {
		return a, fmt.Errorf("save %s: %w", id, err)
	}
	if err := j.Store.Append(ctx, id, c.Sequence-1, record); err != nil {
		return a, fmt.Errorf("save %s: %w", id, err)
	}
	return next, nil
}

// ErrReplaced is reported when the store no longer holds the changes that it
// held before: an older copy was put in its place.
var ErrReplaced = fmt.Errorf("%w: the store no longer holds what it held before", ErrConflict)

// holds says why the store does not hold a's last change. A Store goes by the
// number alone, and where a copy was put back there may be another change of the
// same number, on which a's next one must not be made.
func (j *Journal) holds(ctx context.Context, a assessment.Assessment) error {
	head := a.Head()
	if head.Sequence == 0 {
		return nil
	}
	for record, err := range j.Store.Records(ctx, a.ID(), head.Sequence-1) {
		if err != nil {
			return err
		}
		if c, err := assessment.Unseal(record); err != nil || c.Digest() != head.SHA256 {
			return ErrReplaced
		}
		return nil
	}
	return ErrReplaced
}

// Open reads an assessment, checks that its chain of changes is whole, and
// returns it as of its last change.
func (j *Journal) Open(ctx context.Context, id string) (assessment.Assessment, error) {
	a, err := assessment.Fold(j.changes(Patient(ctx), id, 0))
	if err != nil {
		return a, explain(id, err)
	}
	if a.ID() != id {
		return assessment.Assessment{}, fmt.Errorf("open %s: %w: it was started as another assessment", id, ErrDamaged)
	}
	return a, nil
}

// Examine makes every change of an assessment, and returns how many were sound
// before the one that the error is about.
func (j *Journal) Examine(ctx context.Context, id string) (sound int, err error) {
	a, err := assessment.Fold(func(yield func(assessment.Change, error) bool) {
		for c, err := range j.changes(ctx, id, 0) {
			// Fold asks for the next one only once it has made this one.
			if !yield(c, err) {
				return
			}
			sound++
		}
	})
	switch {
	case err != nil:
		return sound, explain(id, err)
	case a.ID() != id:
		return sound, fmt.Errorf("open %s: %w: it was started as another assessment", id, ErrDamaged)
	}
	return sound, nil
}

// explain wraps an error of reading an assessment, and says that it is damage
// where no Store has said otherwise.
func explain(id string, err error) error {
	var fromStore *storeError
	switch {
	case errors.As(err, &fromStore):
		return fmt.Errorf("open %s: %w", id, fromStore.err)
	case errors.Is(err, assessment.ErrNewer):
		return fmt.Errorf("open %s: %w: %w", id, ErrNewer, err)
	}
	return fmt.Errorf("open %s: %w: %w", id, ErrDamaged, err)
}

// A storeError marks an error as the Store's own.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }

// changes yields the changes of an assessment after the one numbered after. The
// edits of each are valid until the next.
func (j *Journal) changes(ctx context.Context, id string, after uint64) iter.Seq2[assessment.Change, error] {
	return func(yield func(assessment.Change, error) bool) {
		var u assessment.Unsealer
		for record, err := range j.Store.Records(ctx, id, after) {
			if err != nil {
				yield(assessment.Change{}, &storeError{err})
				return
			}
			c, err := u.Unseal(record)
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// Refresh returns a with what others have changed since, and those changes.
func (j *Journal) Refresh(ctx context.Context, a assessment.Assessment) (assessment.Assessment, []assessment.Change, error) {
	var news []assessment.Change
	for c, err := range j.changes(ctx, a.ID(), a.Head().Sequence) {
		if err == nil {
			a, err = a.Apply(c)
		}
		if err != nil {
			return a, news, explain(a.ID(), err)
		}
		c.Edits = slices.Clone(c.Edits)
		news = append(news, c)
	}
	return a, news, nil
}

// A ClashError is reported when someone else has meanwhile changed what an edit
// would change. Nothing has been saved; Theirs is what stands now, and Mine is
// what was not saved.
type ClashError struct {
	Target assessment.Target
	Theirs assessment.Value
	By     assessment.Author
	When   time.Time
	Mine   assessment.Value
}

func (e *ClashError) Error() string {
	return fmt.Sprintf("%s was changed meanwhile by %s", e.Target, e.By)
}

// Record saves edits as one change by who, for an optional reason, and returns
// the assessment with them made and durable. Edits that change nothing are left
// out, and if none is left nothing is saved.
//
// If others have changed the assessment meanwhile, their changes are taken in
// first. Where one of them touches a target of edits, the error is a
// *ClashError, nothing is saved, and what is returned has their changes.
//
// Where others are so busy that it does not get its turn within [Patience], the
// error wraps ErrBusy, and what is returned has what was read of their changes,
// of which none touches a target of edits: it is to be tried again on that, or
// who is far behind never catches up.
func (j *Journal) Record(ctx context.Context, a assessment.Assessment, who assessment.Author, reason string, edits ...assessment.Edit) (assessment.Assessment, error) {
	return j.RecordFor(ctx, a, who, assessment.Author{}, reason, edits...)
}

// RecordFor is Record for what who gave to someone else, who enters it: a
// colleague's answers on paper or in a file.
func (j *Journal) RecordFor(ctx context.Context, a assessment.Assessment, who, enteredBy assessment.Author, reason string, edits ...assessment.Edit) (assessment.Assessment, error) {
	ctx, began, by := Patient(ctx), time.Now(), ""
	for tries := 1; ; tries++ {
		want := a.Edits(edits...)
		if len(want) == 0 {
			return a, nil
		}
		if tries > 2 && Left(ctx) == 0 {
			return a, fmt.Errorf("save %s: %w", a.ID(), &BusyError{Holder: by})
		}
		c := a.Next(who, want...)
		c.EnteredBy, c.Reason = enteredBy, reason
		next, err := j.append(ctx, a, a.ID(), c)
		if !errors.Is(err, ErrConflict) || errors.Is(err, ErrReplaced) {
			return next, err
		}
		fresh, news, rerr := j.Refresh(ctx, a)
		if rerr != nil {
			return a, rerr
		}
		if len(news) == 0 { // an older store was put there between two looks
			return a, fmt.Errorf("save %s: %w", a.ID(), ErrReplaced)
		}
		if clash := findClash(a, fresh, news, want); clash != nil {
			return fresh, clash
		}
		a, by = fresh, news[len(news)-1].Author.String()
		// Who meets others has waited for them, whatever it was that took so long.
		Waited(ctx, Left(ctx)-(Patience-time.Since(began)))
	}
}

// Add is Record for something that is given the next free number, evidence or an
// action: make says how it is added to an assessment. Where others have given its
// number to something of theirs, it gets the next one.
func (j *Journal) Add(ctx context.Context, a assessment.Assessment, who assessment.Author, make func(assessment.Assessment) []assessment.Edit) (assessment.Assessment, error) {
	for {
		next, err := j.Record(ctx, a, who, "", make(a)...)
		if clash := (*ClashError)(nil); !errors.As(err, &clash) {
			return next, err
		}
		a = next
	}
}

// findClash returns the first of edits whose target was given another value
// between a and fresh, unless it is the very value that was wanted.
func findClash(a, fresh assessment.Assessment, news []assessment.Change, edits []assessment.Edit) error {
	for _, e := range edits {
		theirs := fresh.At(e.Target)
		if theirs == a.At(e.Target) || theirs == e.New {
			continue
		}
		for _, c := range slices.Backward(news) {
			if slices.ContainsFunc(c.Edits, func(x assessment.Edit) bool { return x.Target == e.Target }) {
				return &ClashError{Target: e.Target, Theirs: theirs, By: c.Author, When: c.Time, Mine: e.New}
			}
		}
	}
	return nil
}

// Clash is what someone else did to t in a, which is not what mine was to replace.
func Clash(a assessment.Assessment, t assessment.Target, mine assessment.Value) *ClashError {
	c := &ClashError{Target: t, Theirs: a.At(t), Mine: mine}
	for _, change := range a.Changes() {
		for _, e := range change.Edits {
			if e.Target == t {
				c.By, c.When = change.Author, change.Time
			}
		}
	}
	return c
}

// ErrNothing is reported by Undo and Redo when there is nothing to undo or redo.
var ErrNothing = errors.New("there is nothing to take back")

// Undo takes back the last change that still stands, and returns the assessment
// and the change that did it. If others have changed the assessment since a,
// the error wraps ErrConflict, nothing is undone, and what is returned has their
// changes: the person must see what would be undone.
func (j *Journal) Undo(ctx context.Context, a assessment.Assessment, who assessment.Author) (assessment.Assessment, assessment.Change, error) {
	c, ok := a.Undo(who)
	return j.step(ctx, a, c, ok)
}

// Redo makes the last undone change again, as Undo takes one back.
func (j *Journal) Redo(ctx context.Context, a assessment.Assessment, who assessment.Author) (assessment.Assessment, assessment.Change, error) {
	c, ok := a.Redo(who)
	return j.step(ctx, a, c, ok)
}

func (j *Journal) step(ctx context.Context, a assessment.Assessment, c assessment.Change, ok bool) (assessment.Assessment, assessment.Change, error) {
	if !ok {
		return a, c, ErrNothing
	}
	ctx = Patient(ctx)
	next, err := j.append(ctx, a, a.ID(), c)
	if errors.Is(err, ErrConflict) {
		if fresh, _, rerr := j.Refresh(ctx, a); rerr == nil {
			return fresh, c, err
		}
	}
	if err != nil {
		return a, c, err
	}
	return next, next.Newest(), nil
}

// List opens every assessment in the store, by id. One that cannot be opened
// is yielded with the error, and does not hide the others.
func (j *Journal) List(ctx context.Context) iter.Seq2[Listed, error] {
	return func(yield func(Listed, error) bool) {
		for head, err := range j.Store.Heads(ctx) {
			if err != nil {
				yield(Listed{}, err)
				return
			}
			a, err := j.Open(ctx, head.ID)
			if !yield(Listed{head.ID, a}, err) {
				return
			}
		}
	}
}

// A Listed is one assessment of a list; the Assessment is the zero one where it
// could not be opened.
type Listed struct {
	ID         string
	Assessment assessment.Assessment
}
