package linear

import (
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// How far the assessment has come, in words.

// tallyWords is how many are answered, and how those stand.
func tallyWords(t assessment.Tally) string {
	words := fmt.Sprintf("%d of %d answered", t.Answered, t.Items)
	var parts []string
	for _, st := range checklist.Standings {
		switch n := t.Standings[st]; {
		case n == 0, st == checklist.Unanswered:
		case st == checklist.Answered:
			parts = append(parts, fmt.Sprintf("%d with no verdict", n))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, st.Words()))
		}
	}
	if len(parts) > 0 {
		words += ": " + strings.Join(parts, ", ")
	}
	return words
}

// reviewTally counts the items by what a reviewer said of them; empty if none has
// said anything.
func reviewTally(t assessment.Tally) string {
	var parts []string
	for _, state := range assessment.ReviewStates[1:] {
		if n := t.Reviews[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state.Words()))
		}
	}
	return strings.Join(parts, ", ")
}

// outlookWords is what is left until the deadline, and the pace that it takes.
func (s *session) outlookWords(o assessment.Outlook) string {
	n := max(o.DaysLeft, -o.DaysLeft)
	days := fmt.Sprintf("%s %s", assessment.Thousands(n), assessment.Plural(n, "day", "days"))
	words := "Due " + s.date(o.Deadline)
	switch {
	case o.DaysLeft == 0:
		words += ", today"
	case o.DaysLeft < 0:
		words += ", " + days + " ago"
	default:
		words += ", " + days + " left"
	}
	if o.Left == 0 {
		return words + ". Nothing is left to answer."
	}
	words += fmt.Sprintf(". %d %s left", o.Left, assessment.Plural(o.Left, "question", "questions"))
	if o.DaysLeft > 0 {
		words += fmt.Sprintf(", %.1f a day", o.Pace)
	}
	if o.Behind {
		words += ": behind"
	}
	return words + "."
}

// progress says how far each section has come, and what is left until the deadline.
func (s *session) progress(string) error {
	p := s.count()
	s.say("%s.", tallyWords(p.Tally))
	o, due := s.a.Outlook(s.today())
	risk := map[string]bool{}
	if due {
		s.say("%s", s.outlookWords(o))
		for _, x := range o.AtRisk {
			risk[x.Section.ID] = true
		}
		var waited []string
		for _, l := range o.Waited {
			name := l.Name
			if name == "" {
				name = "nobody in particular"
			}
			waited = append(waited, fmt.Sprintf("%s (%d)", name, l.Left()))
		}
		if len(waited) > 0 {
			s.say("Waiting for %s.", andList(waited))
		}
	}
	for _, x := range p.Sections {
		state := strings.ToLower(x.State.Words())
		if risk[x.Section.ID] {
			state = "at risk, " + state
		}
		s.say("%s: %s. %s.", x.Section.Title, state, tallyWords(x.Tally))
	}
	return nil
}
