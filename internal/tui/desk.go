package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

// A desk is the assessment that is being worked on, with the changes that are
// on their way to the store.
//
// Rules of this file:
//
//   - What the screens draw is shown: what is stored, and on it what is not yet.
//   - One change is saved at a time, in the order in which they were made. One
//     that cannot be saved stays at the head of the queue and is tried again.
//   - Only the app calls update, so only Update ever changes a desk.
type desk struct {
	env    *env
	stored assessment.Assessment
	shown  assessment.Assessment

	queue   []op
	saving  bool
	savedAt time.Time
	trouble error // why the head of the queue is not saved; nil while all is well
	unread  error // why it cannot be seen what others have done; likewise

	// count is the progress of shown as it was when it was counted.
	count   assessment.Progress
	counted asOf
	looked  outlookOf // of shown, when it was last worked out
	past    past      // the period before, likewise
	// lapsed is the lapse of shown when its head was lapsedAt, and loads are who has
	// what to do when it was loaded.
	lapsed   lapse
	lapsedAt assessment.Head
	loads    []assessment.Load
	loaded   asOf

	// refused is why the last thing that was asked for was not done; empty after
	// the next key.
	refused string
	// acknowledged are the keys of the warnings that the person at work has taken
	// note of, to sign the return.
	acknowledged map[string]bool
	replies      map[string]*proposals // by the path of the file that they were read from

	// typed is text that was typed and is not saved, into a field that does not
	// take it as it is or into a form, by target, so that it is still there on
	// return. What a form adds has an id of addID's.
	typed map[assessment.Target]string

	outgoing outgoing                     // how a return goes out
	lastCopy map[assessment.Target]string // what was withheld from the copy that was written last

	trail trail          // of the questions that were visited
	left  map[string]row // by item, where the cursor was last in its question
}

// An op is one change on its way to the store.
type op struct {
	at     time.Time // when it was asked for
	edits  []assessment.Edit
	undo   bool
	redo   bool
	author assessment.Author
	// enteredBy is who entered what author gave on paper or in a file, and the zero
	// Author where author did so.
	enteredBy assessment.Author
	reason    string              // why; may be empty
	drop      []assessment.Target // drafts that are not needed once it is saved
	together  *several            // what is done to several questions; nil if it is not that
	adds      string              // under which id drafts keep what it adds; empty if it adds nothing
}

// stored says how the saving of the op at the head of the queue went.
type stored struct {
	desk *desk
	a    assessment.Assessment
	err  error
}

// news is what others have changed since it was last looked.
type news struct {
	desk    *desk
	a       assessment.Assessment
	changes []assessment.Change
	err     error
}

type (
	retryDue struct{ desk *desk } // it is time to try to save again
	lookDue  struct{ desk *desk } // it is time to look for what others did
)

const (
	retryAfter = 2 * time.Second
	lookAfter  = time.Second
)

func newDesk(e *env, a assessment.Assessment) *desk {
	return &desk{
		env: e, stored: a, shown: e.shown(a), savedAt: a.Changed(), typed: map[assessment.Target]string{}, left: map[string]row{},
		acknowledged: map[string]bool{},
	}
}

// record makes edits one change, shows it at once and starts to save it.
func (d *desk) record(edits ...assessment.Edit) tea.Cmd { return d.recordFor("", edits...) }

// recordFor is record for a reason that the change is to carry.
func (d *desk) recordFor(reason string, edits ...assessment.Edit) tea.Cmd {
	return d.recordOp(op{edits: edits, author: d.env.author, reason: reason})
}

// recordTyped is record for edits that come of a form whose inputs have targets of
// their own, under which what was typed is forgotten once they are saved.
func (d *desk) recordTyped(f *form, edits ...assessment.Edit) tea.Cmd {
	o := op{edits: edits, author: d.env.author}
	for i := range f.inputs {
		o.drop = append(o.drop, f.inputs[i].target)
	}
	return d.recordOp(o)
}

// recordOp is record for a change with all that it is to carry.
func (d *desk) recordOp(o op) tea.Cmd {
	o.edits = d.shown.Edits(o.edits...)
	if len(o.edits) == 0 || d.refuses(o) {
		return nil
	}
	for _, e := range o.edits {
		o.drop = append(o.drop, e.Target)
	}
	for _, t := range o.drop {
		delete(d.typed, t)
	}
	return d.push(o)
}

// submit is record for edits that a form asks for. What someone else has changed
// since it was opened is put to the person.
func (d *desk) submit(f *form, edits ...assessment.Edit) tea.Cmd {
	o := op{edits: d.shown.Edits(edits...), author: d.env.author}
	if d.refuses(o) {
		return nil
	}
	var cmds []tea.Cmd
	for i := range f.inputs {
		x := &f.inputs[i]
		delete(d.typed, x.target)
		n := slices.IndexFunc(o.edits, func(e assessment.Edit) bool { return e.Target == x.target })
		if n >= 0 && o.edits[n].Old != x.base {
			mine := o.edits[n].New
			o.edits = slices.Delete(o.edits, n, n+1)
			cmds = append(cmds, d.env.keepDraft(d.draft(x.target, mine)), d.putClash(d.clash(x.target, mine)))
			continue
		}
		o.drop = append(o.drop, x.target)
		if _, ok := drafts.AddsTo(x.target.ID); ok {
			o.adds = x.target.ID
		}
	}
	if len(o.edits) == 0 {
		return tea.Batch(append(cmds, d.env.dropDrafts(d.shown.ID(), o.drop))...)
	}
	return tea.Batch(append(cmds, d.push(o))...)
}

// set records one value.
func (d *desk) set(t assessment.Target, v assessment.Value) tea.Cmd {
	return d.record(assessment.Edit{Target: t, New: v})
}

func (d *desk) push(o op) tea.Cmd {
	o.at = d.env.journal.Now()
	d.queue = append(d.queue, o)
	if a, err := apply(d.shown, o); err == nil {
		d.shown = a
	}
	return tea.Batch(d.save(), d.env.after(draftEvery, unsavedDue{d}))
}

// apply makes o on a as the store will.
func apply(a assessment.Assessment, o op) (assessment.Assessment, error) {
	var c assessment.Change
	ok := true
	switch {
	case o.undo:
		c, ok = a.Undo(o.author)
	case o.redo:
		c, ok = a.Redo(o.author)
	default:
		c = a.Next(o.author, a.Edits(o.edits...)...)
		c.EnteredBy, c.Reason = o.enteredBy, o.reason
		ok = len(c.Edits) > 0
	}
	if !ok {
		return a, nil
	}
	c.Time = o.at
	_, c, err := assessment.Seal(c)
	if err != nil {
		return a, err
	}
	return a.Apply(c)
}

// save starts to save the op at the head of the queue, unless one is under way.
func (d *desk) save() tea.Cmd {
	if d.saving || len(d.queue) == 0 {
		return nil
	}
	d.saving = true
	if d.trouble != nil { // it was asked for a while ago, and others may have come between
		d.queue[0].at = d.env.journal.Now()
	}
	o, a, j := d.queue[0], d.stored, d.env.journal.At(d.queue[0].at)
	if clash := overtaken(a, o); clash != nil {
		return func() tea.Msg { return stored{desk: d, a: a, err: clash} }
	}
	return func() tea.Msg {
		ctx := context.Background()
		m := stored{desk: d}
		switch {
		case o.undo:
			m.a, _, m.err = j.Undo(ctx, a, o.author)
		case o.redo:
			m.a, _, m.err = j.Redo(ctx, a, o.author)
		default:
			m.a, m.err = j.RecordFor(ctx, a, o.author, o.enteredBy, o.reason, o.edits...)
		}
		return m
	}
}

// update takes the messages of this file that are d's own; those of a desk that
// was left are let go.
func (d *desk) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case stored:
		if msg.desk == d {
			return d.afterSave(msg)
		}
	case news:
		if msg.desk == d {
			return d.afterNews(msg)
		}
	case unsavedDue:
		if msg.desk == d {
			return d.keepUnsaved()
		}
	case retryDue:
		if msg.desk == d {
			return d.save()
		}
	case lookDue:
		if msg.desk == d {
			return d.look()
		}
	}
	return nil
}

func (d *desk) afterSave(m stored) tea.Cmd {
	d.saving = false
	o := d.queue[0]
	var clash *journal.ClashError
	switch {
	case m.err == nil:
		d.trouble = nil
		d.savedAt = d.env.now()
		d.accept(m.a)
		cmds := []tea.Cmd{d.save(), d.env.dropDrafts(m.a.ID(), d.spent(o)), d.env.warn()}
		if !d.idle() {
			cmds = append(cmds, d.env.after(draftEvery, unsavedDue{d}))
		}
		return tea.Batch(cmds...)
	case o.whole() && outrun(m.err):
		return d.drop(m)
	case errors.Is(m.err, assessment.ErrSigned):
		return d.overruled(m.a)
	case errors.As(m.err, &clash) && o.adds != "":
		d.renumber(m.a)
		return d.save()
	case errors.As(m.err, &clash):
		d.withoutClash(clash.Target, m.a)
		return tea.Batch(d.save(), d.env.keepDraft(d.draft(clash.Target, clash.Mine)), d.putClash(clash))
	case (o.undo || o.redo) && (errors.Is(m.err, journal.ErrConflict) || errors.Is(m.err, journal.ErrNothing)):
		d.accept(m.a)
		return tea.Batch(d.save(), complain("Someone else has changed the assessment meanwhile; nothing was undone. Look, and press the key again."))
	}
	if m.a.Head().Sequence > d.stored.Head().Sequence { // what was read of others' changes
		d.stored = m.a
		d.reshow()
	}
	d.trouble = m.err
	return d.env.after(retryAfter, retryDue{d})
}

// withoutClash takes a as what is stored, and leaves at the head of the queue
// what the op there would change besides the target that a person must decide.
func (d *desk) withoutClash(t assessment.Target, a assessment.Assessment) {
	o := &d.queue[0]
	o.edits = slices.DeleteFunc(o.edits, func(e assessment.Edit) bool { return e.Target == t })
	o.drop = slices.DeleteFunc(o.drop, func(x assessment.Target) bool { return x == t })
	if len(o.edits) == 0 {
		d.accept(a)
		return
	}
	d.stored = a
	d.reshow()
}

// renumber takes a as what is stored, where someone else has given the number of
// what the queue adds to something of theirs: it gets the next one.
func (d *desk) renumber(a assessment.Assessment) {
	d.stored = a
	ids := map[assessment.Target]string{}
	for i := range d.queue {
		o := &d.queue[i]
		for j := range o.edits {
			t := &o.edits[j].Target
			was := assessment.Target{Kind: t.Kind, ID: t.ID}
			if _, ok := ids[was]; !ok && o.adds != "" {
				ids[was] = nextID(a, t.Kind)
			}
			if id, ok := ids[was]; ok {
				t.ID = id
			}
		}
		if next, err := apply(a, *o); err == nil {
			a = next
		}
	}
	d.reshow()
}

// nextID is the id of the next evidence or action that is added to a.
func nextID(a assessment.Assessment, kind assessment.TargetKind) string {
	if kind == assessment.OnAction {
		return a.ActionEdits(assessment.Action{What: "-"})[0].Target.ID
	}
	return a.EvidenceEdits(assessment.Evidence{Title: "-"})[0].Target.ID
}

// accept takes a as what is stored, with the op at the head of the queue done.
func (d *desk) accept(a assessment.Assessment) {
	d.queue = d.queue[1:]
	d.stored = a
	d.reshow()
}

// reshow makes what is not yet stored again on what is.
func (d *desk) reshow() {
	d.shown = d.env.shown(d.stored)
	for _, o := range d.queue {
		if a, err := apply(d.shown, o); err == nil {
			d.shown = a
		}
	}
}

// reread has all that is shown in words said anew, for how days are shown has
// changed.
func (d *desk) reread() {
	d.reshow()
	d.counted, d.past = asOf{}, past{}
}

// look asks the store for what others have done.
func (d *desk) look() tea.Cmd {
	if d.saving || len(d.queue) > 0 {
		return d.env.after(lookAfter, lookDue{d})
	}
	a, j := d.stored, d.env.journal
	return func() tea.Msg {
		fresh, changes, err := j.Refresh(context.Background(), a)
		return news{d, fresh, changes, err}
	}
}

func (d *desk) afterNews(m news) tea.Cmd {
	next := d.env.after(lookAfter, lookDue{d})
	d.unread = m.err
	if len(m.changes) == 0 || m.changes[0].Sequence != d.stored.Head().Sequence+1 {
		return next
	}
	d.stored = m.a
	d.reshow()
	last := m.changes[len(m.changes)-1]
	return tea.Batch(next, say(fmt.Sprintf("%s: %s", last.Author.Name, d.shown.Summary(last))))
}

// asOf is what things were worked out for that go by the day too, such as what is
// overdue: the app may be left open over midnight.
type asOf struct {
	head  assessment.Head
	today time.Time
}

// now is shown as it is, today.
func (d *desk) now() asOf { return asOf{d.shown.Head(), d.env.today()} }

// progress is how far shown has come, counted once for each change and day.
func (d *desk) progress() assessment.Progress {
	if now := d.now(); d.counted != now {
		d.count, d.counted = d.shown.Progress(now.today), now
	}
	return d.count
}

// idle reports whether everything is saved.
func (d *desk) idle() bool { return len(d.queue) == 0 }

// wrong is what is wrong between the desk and the store, for as long as it is.
func (d *desk) wrong() string {
	switch {
	case errors.Is(d.trouble, journal.ErrNotFound), d.trouble == nil && errors.Is(d.unread, journal.ErrNotFound):
		return "The store is no longer where it was. Put it back: what is not saved is kept here, and saved then."
	case d.trouble != nil:
		return "Not saved: " + sentence(d.trouble)
	case d.unread != nil:
		return "What others do cannot be seen: " + sentence(d.unread)
	}
	return ""
}

// state is the saved state in words, and whether it is a bad one.
func (d *desk) state() (words string, bad bool) {
	switch {
	case d.trouble != nil:
		return "Not saved", true
	case !d.idle():
		return "Saving", false
	case d.shown.Signed():
		return "Signed, read-only", false
	default:
		return "Saved " + d.env.clock(d.savedAt), false
	}
}

// undo asks, in words, before it takes the last change back.
func (d *desk) undo() tea.Cmd {
	if why := d.locked(); why != "" {
		return complain(why)
	}
	c, ok := d.shown.Undo(d.env.author)
	if !ok {
		return say("There is nothing to undo" + d.sinceSigned())
	}
	return d.env.open(newConfirm(d.env, "Undo this change?", d.inWords(c.Undoes), "undo it", func() tea.Cmd {
		return tea.Batch(d.push(op{undo: true, author: d.env.author}), say(d.env.tell("Undone. {app.redo} makes it again.")))
	}))
}

func (d *desk) redo() tea.Cmd {
	if why := d.locked(); why != "" {
		return complain(why)
	}
	c, ok := d.shown.Redo(d.env.author)
	if !ok {
		return say("There is nothing to redo" + d.sinceSigned())
	}
	return d.env.open(newConfirm(d.env, "Make this change again?", d.inWords(c.Redoes), "make it again", func() tea.Cmd {
		return tea.Batch(d.push(op{redo: true, author: d.env.author}), say("Made again."))
	}))
}

// inWords is the change of that number, and who made it when.
func (d *desk) inWords(sequence uint64) []string {
	c := d.shown.Change(sequence)
	lines := []string{fmt.Sprintf("Change %d, by %s, %s", c.Sequence, c.Who(), d.env.moment(c.Time))}
	if c.Reason != "" {
		lines = append(lines, c.Reason)
	}
	lines = append(lines, "")
	for _, e := range c.Edits {
		lines = append(lines, d.shown.Describe(e))
	}
	return lines
}
