package linear

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal/drafts"
	"favour/internal/trouble"
)

// A lost is what was being typed when favour ended before it was saved: one text, or
// all that was typed into one form.
type lost struct{ drafts []drafts.Draft }

// inForm reports whether it was typed into a form, and not on a question.
func (l lost) inForm() bool {
	switch l.drafts[0].Target.Kind {
	case assessment.OnEvidence, assessment.OnAction, assessment.OnDetail, assessment.OnSignature:
		return true
	}
	return l.ofCopy()
}

// ofCopy reports whether it says what a copy for publication is to be.
func (l lost) ofCopy() bool { return drafts.OfCopy(l.drafts[0].Target) }

// reopens reports whether it is why a signed return is reopened.
func (l lost) reopens() bool {
	return l.drafts[0].Target == drafts.Unsigned(assessment.PartReopened)
}

// forSeveral reports whether it was typed for several questions at once.
func (l lost) forSeveral() bool {
	_, ok := bulk.TypedFor(l.drafts[0].Target)
	return ok
}

// lostOf puts together what was typed into one form, in one session.
func lostOf(left []drafts.Draft) []lost {
	var all []lost
	for _, d := range left {
		i := slices.IndexFunc(all, func(l lost) bool {
			of := l.drafts[0]
			return l.inForm() && of.Session() == d.Session() && of.Target.Kind == d.Target.Kind && of.Target.ID == d.Target.ID
		})
		if i < 0 {
			all = append(all, lost{[]drafts.Draft{d}})
			continue
		}
		all[i].drafts = append(all[i].drafts, d)
	}
	return all
}

// recover offers back what was typed and not saved when favour last ended.
func (s *session) recover() error {
	if s.Drafts == nil {
		return nil
	}
	left, err := s.Drafts.Left(s.a.ID())
	if err != nil {
		s.say("What was typed before and not saved cannot be read. %s", trouble.Sentence(err))
	}
	slices.SortStableFunc(left, func(x, y drafts.Draft) int {
		return cmp.Or(x.Time.Compare(y.Time), strings.Compare(x.Target.String(), y.Target.String()))
	})
	all := lostOf(left)
	for i, l := range all {
		if i == 0 {
			s.gap()
			s.say("You were typing something that was not saved.")
		}
		if err := s.offer(l, i+1, len(all)); err != nil {
			return err
		}
	}
	return nil
}

// offer offers back one of them.
func (s *session) offer(l lost, n, of int) error {
	defer s.within()()
	d := l.drafts[0]
	by := ""
	if d.Author.Name != "" {
		by = " by " + d.Author.String()
	}
	s.say("%d of %d: %s, typed on %s%s.", n, of, s.targetWords(d.Target), s.moment(l.drafts[len(l.drafts)-1].Time), by)
	for _, d := range l.drafts {
		if l.ofCopy() {
			s.say("%s: %s", drafts.CopyWords(d.Target), assessment.Shorten(d.Text))
		} else if l.inForm() {
			s.say("%s: %s", assessment.Capital(d.Target.Part), assessment.Shorten(d.Text))
		} else {
			s.talk.quote(s.typedWords(d))
		}
	}
	if !l.inForm() && !l.forSeveral() {
		now := s.a.At(d.Target)
		words := "Saved there now"
		if now != d.Base {
			words += ", changed since you typed"
		}
		s.say("%s: %s", words, assessment.Shorten(s.a.WordsAt(d.Target, now)))
	}
	take := "Put it into its place"
	if l.inForm() || l.forSeveral() {
		take = "Go on with it"
	}
	p := prompt{what: "Number", takes: "1 or 2", most: 2, enter: "decides later; it is kept, and offered again", help: "Put into its place it is a change of yours, which undo takes back."}
	s.say("1. %s", take)
	s.say("2. Discard it for good")
	r, err := s.ask(p)
	switch {
	case err != nil || r.empty:
		return left(err)
	case r.number == 2:
		return s.discard(l)
	case s.locked() != "" && l.drafts[0].Target.Kind != assessment.OnSignature && !l.ofCopy():
		s.say("%s This is kept, and offered again.", s.locked())
		return nil
	}
	return s.takeBack(l)
}

// typedWords is what was typed as it would be saved, or as it is where it is no answer
// yet.
func (s *session) typedWords(d drafts.Draft) string {
	if v, err := s.a.ParseAt(d.Target, d.Text); err == nil && d.Target.Kind == assessment.OnField {
		return s.a.WordsAt(d.Target, v)
	}
	return d.Text
}

func (s *session) discard(l lost) error {
	var errs []error
	for _, d := range l.drafts {
		errs = append(errs, s.Drafts.Discard(d))
	}
	if err := errors.Join(errs...); err != nil {
		s.say("It could not be removed, and is offered again. %s", trouble.Sentence(err))
		return nil
	}
	s.say("It is gone.")
	return nil
}

// takeBack makes the drafts those of this session before their text is recorded: at
// no moment is it neither saved nor on the disk as a draft.
func (s *session) takeBack(l lost) error {
	first := l.drafts[0]
	item, adds := drafts.AddsTo(first.Target.ID)
	id := first.Target.ID
	if adds {
		s.adding++
		id = drafts.AddID(item, s.adding)
	}
	for _, d := range l.drafts {
		t := d.Target
		t.ID = id
		if s.keep(t, d.Text, d.Base) {
			_ = s.Drafts.Discard(d) // it is this session's now, and offered again at worst
		}
	}
	switch {
	case l.ofCopy():
		s.say("It is withheld again. The copy is not written yet: type export, and then copy, to go on with it.")
		return nil
	case first.Target.Kind == assessment.OnDetail:
		return s.changeDetails("")
	case first.Target.Kind == assessment.OnEvidence:
		return s.goOnWithEvidence(id, item)
	case first.Target.Kind == assessment.OnAction:
		return s.goOnWithAction(id, item)
	case l.forSeveral():
		s.say("It is kept as you typed it. Type several and the numbers of questions in a list of them: it is offered where that text is asked for.")
		return nil
	case l.reopens():
		return s.reopen("")
	case first.Target.Kind == assessment.OnSignature:
		return s.sign("")
	}
	return s.putBack(first)
}

// putBack records the text of a draft, or leaves it as typed where it is no answer
// yet.
func (s *session) putBack(d drafts.Draft) error {
	v, err := s.a.ParseAt(d.Target, d.Text)
	switch {
	case err != nil:
		s.say("It is kept as you typed it, and not saved. %s", sentence(err))
		return nil
	case d.Target.Kind == assessment.OnReview && d.Target.Part == assessment.PartNote:
		s.say("It is kept as you typed it. Go to %s and type return to go on with it.", d.Target.ID)
		return nil
	case s.a.At(d.Target) == v:
		s.forget(d.Target)
		s.say("That is what is saved already.")
		return nil
	}
	_, err = s.record("", assessment.Edit{Target: d.Target, New: v})
	return err
}

// gone says that what a draft was to change is not there any more.
func (s *session) gone(what string) error {
	s.say("%s", fmt.Sprintf("%s has been removed since. What you typed is kept, and offered again.", assessment.Capital(what)))
	return nil
}
