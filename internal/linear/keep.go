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

// keep keeps text that is not saved: in this session, and on the disk.
func (s *session) keep(t assessment.Target, text string, base assessment.Value) {
	s.typed[t] = text
	if s.Drafts == nil || !s.isOpen {
		return
	}
	err := s.Drafts.Keep(drafts.Draft{
		Assessment: s.a.ID(), Target: t, Text: text, Base: base, Author: s.author, Time: s.now(),
	})
	if err != nil && s.once("draft "+err.Error()) {
		s.say("What you are typing cannot be kept as a draft. %s", trouble.Sentence(err))
	}
}

// keepEdits keeps those of edits that are something which a person typed.
func (s *session) keepEdits(edits []assessment.Edit) {
	for _, e := range edits {
		switch e.Target.Kind {
		case assessment.OnField, assessment.OnNarrative, assessment.OnInternal, assessment.OnDetail:
			s.keep(e.Target, e.New.Typed(), s.a.At(e.Target))
		case assessment.OnReview:
			if e.Target.Part == assessment.PartReply {
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
		if s.Drafts != nil {
			_ = s.Drafts.Drop(s.a.ID(), t) // what stays is offered again, and says that it stands already
		}
	}
}

// keptWords are the things that were typed and are not saved, in words.
func (s *session) keptWords() []string {
	var all []string
	for _, t := range slices.SortedFunc(maps.Keys(s.typed), func(x, y assessment.Target) int { return strings.Compare(x.String(), y.String()) }) {
		if words := s.targetWords(t); !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return all
}

// targetWords names what a draft is of.
func (s *session) targetWords(t assessment.Target) string {
	item, adds := drafts.AddsTo(t.ID)
	_, several := bulk.TypedFor(t)
	switch {
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
