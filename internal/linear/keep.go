package linear

import (
	"maps"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal/drafts"
	"favour/internal/trouble"
)

// What was typed and is not saved: kept for as long as the conversation goes on, and
// as drafts on the disk for the next one.

// keep keeps text that is not saved: in this session, and on the disk. It reports
// whether it is there.
func (s *session) keep(t assessment.Target, text string, base assessment.Value) bool {
	s.typed[t] = text
	if s.Drafts == nil || !s.isOpen {
		return true
	}
	err := s.Drafts.Keep(drafts.Draft{
		Assessment: s.a.ID(), Target: t, Text: text, Base: base, Author: s.author, Time: s.now(),
	})
	if err == nil {
		delete(s.unkept, t)
		s.whyUnkept = ""
		return true
	}
	s.unkept[t] = base
	if why := trouble.Sentence(err); why != s.whyUnkept {
		s.whyUnkept = why
		s.say("What you are typing cannot be kept as a draft. %s", why)
	}
	return false
}

// keepAgain tries once more to put on the disk what is not there.
func (s *session) keepAgain() {
	for t, base := range maps.Clone(s.unkept) {
		s.keep(t, s.typed[t], base)
	}
}

// mayLeave reports whether leaving the assessment loses nothing that was typed, and
// says what would be lost.
func (s *session) mayLeave() bool {
	s.keepAgain()
	if len(s.unkept) == 0 {
		return true
	}
	s.leaving = true
	s.say("If you leave now, this is lost: it is neither saved nor kept on the disk. %s", s.whyUnkept)
	for _, t := range sorted(s.unkept) {
		s.say("%s:", s.targetWords(t))
		s.talk.quote(s.typed[t])
	}
	s.say("Make room and type quit, and it is kept; or type quit once more to leave without it.")
	return false
}

// keepEdits keeps those of edits that are something which a person typed.
func (s *session) keepEdits(edits []assessment.Edit) {
	for _, e := range edits {
		switch e.Target.Kind {
		case assessment.OnField, assessment.OnNarrative, assessment.OnInternal, assessment.OnDetail:
			s.keep(e.Target, e.New.Typed(), s.a.At(e.Target))
		case assessment.OnItem, assessment.OnSection, assessment.OnReview:
			if e.Target.Part == assessment.PartAssigned || e.Target.Part == assessment.PartReply {
				s.keep(e.Target, e.New.Typed(), s.a.At(e.Target))
			}
		}
	}
}

// forget drops what was typed for targets: it is saved, or given up.
func (s *session) forget(targets ...assessment.Target) {
	for _, t := range targets {
		if _, ok := s.typed[t]; !ok {
			continue
		}
		delete(s.typed, t)
		delete(s.unkept, t)
		if s.Drafts != nil {
			_ = s.Drafts.Drop(s.a.ID(), t) // what stays is offered again, and says that it stands already
		}
	}
}

// keptWords are the things that were typed and are not saved, in words: those that
// are on the disk, and those that are not.
func (s *session) keptWords() (kept, unkept []string) {
	for _, t := range sorted(s.typed) {
		of := &kept
		if _, is := s.unkept[t]; is {
			of = &unkept
		}
		if words := s.targetWords(t); !slices.Contains(*of, words) {
			*of = append(*of, words)
		}
	}
	return kept, unkept
}

// sorted are the targets of m, in one order.
func sorted[V any](m map[assessment.Target]V) []assessment.Target {
	return slices.SortedFunc(maps.Keys(m), func(x, y assessment.Target) int { return strings.Compare(x.String(), y.String()) })
}

// targetWords names what a draft is of.
func (s *session) targetWords(t assessment.Target) string {
	item, adds := drafts.AddsTo(t.ID)
	_, several := bulk.TypedFor(t)
	switch {
	case drafts.OfCopy(t):
		return "what is withheld from a copy for publication"
	case several:
		return "a text for several questions"
	case t == drafts.Unsigned(assessment.PartReopened):
		return "why the return is reopened"
	case t.Kind == assessment.OnSignature:
		return "a signature"
	case adds && t.Kind == assessment.OnEvidence:
		return "new evidence for " + item
	case adds:
		return "a new action on " + item
	case t.Kind == assessment.OnEvidence, t.Kind == assessment.OnAction:
		return string(t.Kind) + " " + t.ID
	case t.Kind == assessment.OnDetail:
		return "the details of the assessment"
	}
	return s.a.What(t)
}

func targetsOf(edits []assessment.Edit) []assessment.Target {
	all := make([]assessment.Target, len(edits))
	for i, e := range edits {
		all[i] = e.Target
	}
	return all
}
