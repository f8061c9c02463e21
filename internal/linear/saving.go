package linear

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/trouble"
)

// How changes reach the store. Rules of this file:
//
//   - A change is saved before anything else is said, and what is said to be saved is.
//   - What cannot be saved is kept as it was typed, and the person hears why.
//   - What somebody else did is heard before it is replaced.

// locked is why nothing can be changed now, in a sentence, and empty if it can.
func (s *session) locked() string {
	all := s.a.StandingSignatures()
	if len(all) == 0 {
		return ""
	}
	by := all[len(all)-1]
	return fmt.Sprintf("%s signed this return on %s: to change anything, type reopen.", by.Who(), s.day(by.Time))
}

// mostNews is how many changes of others are said one by one.
const mostNews = 3

// refresh takes in what others have changed, and says it.
func (s *session) refresh() {
	if !s.isOpen {
		return
	}
	fresh, news, err := s.Journal.Refresh(context.Background(), s.a)
	if err != nil {
		if words := trouble.Sentence(err); words != s.unread {
			s.unread = words
			s.say("What others do cannot be seen: %s", words)
		}
		return
	}
	s.a, s.unread = s.shown(fresh), ""
	s.sayNews(news)
}

// sayNews says what others have changed.
func (s *session) sayNews(news []assessment.Change) {
	for _, c := range news[max(0, len(news)-mostNews):] {
		s.say("Changed meanwhile by %s: %s", c.Who(), full(s.a.Summary(c)))
	}
	if n := len(news) - mostNews; n > 0 {
		s.say("Before that %d more changes were made by others; all history lists them.", n)
	}
}

// takeIn takes what a save returned, which has others' changes also where ours is
// not saved, and says what others have changed. What clashes is said elsewhere.
func (s *session) takeIn(next assessment.Assessment, saved bool, clash *journal.ClashError) {
	before := s.a.Head().Sequence
	if next.Head().Sequence <= before {
		return
	}
	s.a = s.shown(next)
	news := next.After(before)
	if saved {
		news = news[:len(news)-1]
	}
	s.sayNews(slices.DeleteFunc(news, func(c assessment.Change) bool {
		return clash != nil && slices.ContainsFunc(c.Edits, func(e assessment.Edit) bool { return e.Target == clash.Target })
	}))
}

// record saves edits as one change, for an optional reason, and says that it is
// saved. It reports false where it is not: the person has said so, or cannot have
// it. What clashes is put to them.
func (s *session) record(reason string, edits ...assessment.Edit) (bool, error) {
	if ok, err := s.store(reason, edits...); !ok || err != nil {
		return ok, err
	}
	s.say("Saved.")
	return true, nil
}

// store is record without a word where all is well.
func (s *session) store(reason string, edits ...assessment.Edit) (bool, error) {
	targets := targetsOf(edits)
	for {
		next, err := s.Journal.Record(context.Background(), s.a, s.author, reason, edits...)
		clash, clashes := errors.AsType[*journal.ClashError](err)
		s.takeIn(next, err == nil, clash)
		switch {
		case err == nil:
			s.forget(targets...)
			s.warn()
			return true, nil
		case clashes:
			mine, cerr := s.settleClash(clash)
			if cerr != nil {
				return false, cerr
			}
			if !mine {
				s.forget(clash.Target)
				edits = slices.DeleteFunc(slices.Clone(edits), func(e assessment.Edit) bool { return e.Target == clash.Target })
			}
			if len(edits) == 0 {
				return false, nil
			}
		case errors.Is(err, assessment.ErrSigned):
			s.keepEdits(edits)
			s.say("Not saved: %s", s.locked())
			return false, nil
		default:
			s.keepEdits(edits)
			s.sayUnsaved(err)
			again, cerr := s.choose("Number", []string{"Try again", "Leave it for now; it is not saved"}, 1, "Until it is saved, what you typed is kept on this computer as a draft, if the disk takes that.")
			if cerr != nil || again != 1 {
				return false, cerr
			}
		}
	}
}

// sayUnsaved says why something is not saved. The same reason is not said again where
// others' changes cannot be seen for it either.
func (s *session) sayUnsaved(err error) {
	s.unread = trouble.Sentence(err)
	s.say("Not saved. %s", s.unread)
}

// settleClash asks which of two values is to stand, and reports whether it is mine.
func (s *session) settleClash(c *journal.ClashError) (mine bool, err error) {
	s.keepEdits([]assessment.Edit{{Target: c.Target, New: c.Mine}})
	s.say("%s was changed by %s on %s, while you were changing it.", s.a.What(c.Target), c.By, s.moment(c.When))
	theirs, yours := s.a.WordsAt(c.Target, c.Theirs), s.a.WordsAt(c.Target, c.Mine)
	if long(theirs) || long(yours) {
		s.say("Theirs, which is saved and stands now:")
		s.talk.quote(theirs)
		s.say("Yours, which is not saved:")
		s.talk.quote(yours)
		theirs, yours = "Keep theirs", "Put yours in its place"
	} else {
		theirs, yours = "Theirs, which is saved and stands now: "+theirs, "Yours, which is not saved: "+yours
	}
	n, err := s.choose("Which is to stand", []string{theirs, yours}, 0, "Choose 1 to keep theirs, or 2 to put yours in its place; either way the history has both. Back decides later; theirs stands until then.")
	switch {
	case errors.Is(err, errBack):
		s.say("Theirs stands for now, and yours is not saved.")
		if _, kept := s.typed[c.Target]; kept {
			s.say("What you typed is kept, and offered again when you come back to it.")
		}
	case err == nil && n == 1:
		s.say("Theirs was kept.")
	}
	return n == 2, err
}

// long reports whether text takes more than a line to say.
func long(text string) bool { return len(text) > 80 || strings.Contains(text, "\n") }

// warn says what else is to be said once a change is saved.
func (s *session) warn() {
	if s.Warnings == nil {
		return
	}
	if text := s.Warnings(); text != "" {
		s.say("%s", text)
	}
}

// add saves what make adds to an assessment, evidence or an action, and is its id,
// which is empty where it is not saved.
func (s *session) add(make func(assessment.Assessment) []assessment.Edit) (string, error) {
	for {
		next, err := s.Journal.Add(context.Background(), s.a, s.author, make)
		s.takeIn(next, err == nil, nil)
		if err == nil {
			s.warn()
			return next.Newest().Edits[0].Target.ID, nil
		}
		if errors.Is(err, assessment.ErrSigned) {
			s.say("Not saved: %s", s.locked())
			return "", nil
		}
		s.sayUnsaved(err)
		again, cerr := s.choose("Number", []string{"Try again", "Leave it for now; it is not saved"}, 1, "")
		if cerr != nil || again != 1 {
			return "", cerr
		}
	}
}

// undo takes the last change back, once the person has heard what it was.
func (s *session) undo(string) error {
	c, ok := s.a.Undo(s.author)
	if !ok {
		s.say("There is nothing to undo%s", s.sinceSigned())
		return nil
	}
	s.sayChange(c.Undoes)
	return s.turnBack("Undo this change", "Undone. Redo makes it again.", s.Journal.Undo)
}

// redo makes the last undone change again.
func (s *session) redo(string) error {
	c, ok := s.a.Redo(s.author)
	if !ok {
		s.say("There is nothing to redo%s", s.sinceSigned())
		return nil
	}
	s.sayChange(c.Redoes)
	return s.turnBack("Make this change again", "Made again.", s.Journal.Redo)
}

type turning func(context.Context, assessment.Assessment, assessment.Author) (assessment.Assessment, assessment.Change, error)

func (s *session) turnBack(ask, done string, turn turning) error {
	ok, err := s.yes(ask)
	if err != nil || !ok {
		return err
	}
	next, _, err := turn(context.Background(), s.a, s.author)
	s.takeIn(next, err == nil, nil)
	switch {
	case errors.Is(err, journal.ErrConflict):
		s.say("Nothing was done, for what would be undone is another change now. Type it again to hear which.")
	case err != nil:
		s.say("Nothing was done. %s", trouble.Sentence(err))
	default:
		s.say("%s", done)
		s.warn()
	}
	return nil
}

// sinceSigned is from when on changes can be undone, with the full stop.
func (s *session) sinceSigned() string {
	if len(s.a.Signatures()) == 0 {
		return "."
	}
	return " since the return was reopened; what was signed stays on record."
}

// sayChange says all that the change of that number did.
func (s *session) sayChange(sequence uint64) {
	c := s.a.Change(sequence)
	s.say("Change %d, by %s, %s.", c.Sequence, c.Who(), s.moment(c.Time))
	for _, e := range c.Edits {
		s.say("%s", full(s.a.Describe(e)))
	}
}
