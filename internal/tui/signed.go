package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

// What a signature means to the desk. Rules of this file:
//
//   - While a signature stands nothing else is changed: record says why not,
//     whichever screen asked, and the screens show it of their keys.
//   - Text that could not be saved for that reason is kept as it was typed.
//   - A signature that the store does not take is not tried again: the person
//     reads the return anew, and signs that.

// locked is why nothing can be changed now, in a sentence, and empty if it can.
func (d *desk) locked() string {
	all := d.shown.StandingSignatures()
	if len(all) == 0 {
		return ""
	}
	s := all[len(all)-1]
	return fmt.Sprintf(d.env.tell("%s signed this return on %s: to change anything, press {app.sign} and reopen it."), signer(s), d.env.day(s.Time))
}

// signer is who has signed, with their rank, where it is plain in what role.
func signer(s assessment.Signature) string { return strings.TrimSpace(s.Rank + " " + s.Name) }

// signers are those of several signatures, as one would say them.
func signers(all []assessment.Signature) string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = signer(s)
	}
	return joined(names)
}

// locked is that of the desk, where there is one.
func (e *env) locked() string {
	if e.desk == nil {
		return ""
	}
	return e.desk.locked()
}

// day is the day of t where the app is used.
func (e *env) day(t time.Time) string { return e.date(t.In(e.Zone)) }

// signs reports whether o signs the return or reopens it.
func (o op) signs() bool {
	return slices.ContainsFunc(o.edits, func(e assessment.Edit) bool { return e.Target.Kind == assessment.OnSignature })
}

// refuses reports whether o cannot be made for the sake of a signature, and has
// that said until the next key: whoever asked for it may say that it was done.
func (d *desk) refuses(o op) bool {
	if why := d.locked(); why != "" && !o.signs() {
		d.refused = why
		return true
	}
	return false
}

// sinceSigned is from when on changes can be undone, with the full stop: what is
// before a signature, and the signature, stays as it was.
func (d *desk) sinceSigned() string {
	if len(d.shown.Signatures()) == 0 {
		return "."
	}
	return " since the return was reopened; what was signed stays on record."
}

// whole reports whether o is made whole or not at all: a signature, what a reviewer
// says of an item, and what is done to several questions at once.
func (o op) whole() bool {
	return o.signs() || o.together != nil || slices.ContainsFunc(o.edits, func(e assessment.Edit) bool {
		return e.Target.Kind == assessment.OnReview && e.Target.Part == assessment.PartVerdict
	})
}

// outrun reports whether err is that others were faster, or signed something else.
func outrun(err error) bool {
	var clash *journal.ClashError
	return errors.As(err, &clash) || errors.Is(err, assessment.ErrOtherContent)
}

// drop takes the op at the head of the queue, which is made whole or not at all,
// out of it, and says why. A reviewer's note goes back into its form.
func (d *desk) drop(m stored) tea.Cmd {
	o := d.queue[0]
	d.trouble = nil
	d.accept(m.a)
	cmds := []tea.Cmd{d.save()}
	for _, e := range o.edits {
		if e.Target.Kind == assessment.OnReview && e.Target.Part == assessment.PartNote && e.New.IsAnswered() {
			d.typed[e.Target] = e.New.Given
			cmds = append(cmds, d.env.keepDraft(d.draft(e.Target, e.New)))
		}
	}
	var clash *journal.ClashError
	if o.together != nil && errors.As(m.err, &clash) {
		again := newBulkPreview(d.env, o.together.deed, o.together.items)
		again.clash = clash
		return tea.Batch(append(cmds, say(""), d.env.interrupt(again,
			"Nothing was changed in the questions that you selected: somebody was faster. They are shown again once you have done typing here."))...) // it was said that it was done
	}
	why := d.env.tell("Not signed: the answers have changed since you read them. Press {app.sign} to read them again, and sign them as they are now.")
	switch {
	case errors.As(m.err, &clash) && o.signs():
		why = fmt.Sprintf(d.env.tell("Nothing was signed or reopened: %s did so at the same time. Press {app.sign} to see how the return stands now."), clash.By)
	case errors.As(m.err, &clash):
		why = fmt.Sprintf("%s has reviewed %s at the same time, and yours is not saved. Look at what they said first; a note of yours is still in its form.", clash.By, clash.Target.ID)
	}
	return tea.Batch(append(cmds, complain(why))...)
}

// overruled keeps, as drafts, what waits to be saved and cannot be, for someone
// has signed the return meanwhile.
func (d *desk) overruled(a assessment.Assessment) tea.Cmd {
	kept := d.unsaved()
	var cmds []tea.Cmd
	for _, x := range kept {
		cmds = append(cmds, d.env.keepDraft(x))
	}
	var gone []string
	for _, o := range d.queue {
		if len(o.edits) > 0 && !slices.ContainsFunc(o.edits, func(e assessment.Edit) bool { return hasDraft(kept, e.Target) }) {
			gone = append(gone, d.shown.What(o.edits[0].Target))
		}
	}
	d.queue, d.trouble, d.stored = nil, nil, a
	d.reshow()
	text := d.locked() + " What you changed last came too late."
	if len(kept) > 0 {
		text += " It is kept, and offered when you next open the assessment."
	}
	if len(gone) > 0 {
		text += " Not kept: " + strings.Join(gone, "; ") + "."
	}
	return tea.Batch(append(cmds, complain(text))...)
}

// hasDraft reports whether one of all is for t, or for that part of what is
// still to be added.
func hasDraft(all []drafts.Draft, t assessment.Target) bool {
	return slices.ContainsFunc(all, func(x drafts.Draft) bool {
		_, adds := drafts.AddsTo(x.Target.ID)
		return x.Target == t || adds && x.Target.Kind == t.Kind && x.Target.Part == t.Part
	})
}

// A lapse is what a return says beyond the signatures that it was reopened
// after. It has no signatures if none was ever given, or one stands.
type lapse struct{ assessment.Lapse }

// lapse is that of shown, found once for each change.
func (d *desk) lapse() lapse {
	if head := d.shown.Head(); d.lapsedAt != head {
		d.lapsed, d.lapsedAt = lapse{d.shown.Lapse()}, head
	}
	return d.lapsed
}

// words is the lapse in a sentence; empty if there is none.
func (l lapse) words() string {
	if len(l.Signed) == 0 {
		return ""
	}
	n, names := len(l.Signed), signers(l.Signed)
	if l.None() {
		return "The return was reopened after " + names + " signed it, and nothing has changed since."
	}
	return assessment.Plural(n, "The signature of ", "The signatures of ") + names +
		assessment.Plural(n, " no longer covers ", " no longer cover ") + joined(l.What()) + "."
}

// short is the lapse in as few words as a list's foot has room for.
func (l lapse) short(e *env) string {
	switch n := len(l.Items) + len(l.Details); {
	case len(l.Signed) == 0:
		return ""
	case n == 0:
		return "Reopened after it was signed; nothing has changed since."
	default:
		return fmt.Sprintf(e.tell("Reopened after it was signed; %d %s since. Press {app.sign}."), n, assessment.Plural(n, "answer has changed", "answers have changed"))
	}
}
