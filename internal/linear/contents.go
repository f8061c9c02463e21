package linear

import (
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// newContents is the home of an assessment: its sections, how far each has come,
// and what needs attention.
func newContents() *listing {
	return &listing{
		title: "the contents",
		help:  "A number opens that section.",
		heads: func(s *session) []string {
			p := s.count()
			lines := []string{tallyWords(p.Tally) + "."}
			if o, ok := s.a.Outlook(s.today()); ok {
				lines = append(lines, s.outlookWords(o))
			}
			switch {
			case p.Attention > 0:
				lines = append(lines, fmt.Sprintf("%d %s attention: type check to hear which.", p.Attention, assessment.Plural(p.Attention, "thing needs", "things need")))
			case p.Answered == p.Items:
				lines = append(lines, "Every question is answered. Type check to hear what speaks against sending the return, export to write it.")
			}
			if p.Actions > 0 {
				lines = append(lines, fmt.Sprintf("%d %s open, %d overdue.", p.Actions, assessment.Plural(p.Actions, "action is", "actions are"), p.Overdue))
			}
			if words := reviewTally(p.Tally); words != "" {
				lines = append(lines, assessment.Capital(words)+".")
			}
			return append(lines, "Sections")
		},
		rows: func(s *session) []row {
			var rows []row
			for _, p := range s.count().Sections {
				rows = append(rows, row{key: p.Section.ID, text: sectionWords(s.a, p), open: func(*session) error { return goTo(newSection(p.Section)) }})
			}
			return rows
		},
		enter: func(s *session) (string, func(*session) error) {
			it := s.resume()
			if it == nil {
				return "checks the answers, for all are given", func(*session) error { return goTo(newCheck()) }
			}
			return "goes to " + it.ID + ", " + it.Title, func(*session) error { return goTo(&question{id: it.ID}) }
		},
	}
}

// sectionWords is how far a section has come, in a line.
func sectionWords(a assessment.Assessment, p assessment.SectionProgress) string {
	words := fmt.Sprintf("%s: %d of %d, %s", p.Section.Title, p.Answered, p.Items, strings.ToLower(p.State.Words()))
	if who := a.At(assessment.AssignedSection(p.Section.ID)).Given; who != "" {
		words += ", for " + who
	}
	return words
}

// resume is the question at which the person was last, or the first that is not
// answered; nil if all are.
func (s *session) resume() *checklist.Item {
	if s.Place != nil {
		item, _ := s.Place(s.a.ID())
		if it, ok := s.a.Item(item); ok {
			return it
		}
	}
	return s.firstUnanswered()
}

// goWhereLast goes to the question of resume, or where all are answered to the check.
func (s *session) goWhereLast(string) error {
	if it := s.resume(); it != nil {
		return goTo(&question{id: it.ID})
	}
	return goTo(newCheck())
}

func (s *session) firstUnanswered() *checklist.Item {
	for _, it := range s.a.Checklist().Items() {
		if s.a.Standing(it) == checklist.Unanswered {
			return it
		}
	}
	return nil
}

// newSection is the questions of one section, and how each stands.
func newSection(of *checklist.Section) *listing {
	return &listing{
		title: of.Title,
		help:  "A number goes to that question.",
		heads: func(s *session) []string {
			lines := []string{sectionWords(s.a, s.section(of.ID)) + "."}
			if of.About != "" {
				lines = append(lines, of.About)
			}
			return lines
		},
		rows: func(s *session) []row {
			var rows []row
			for i := range of.Items {
				it := &of.Items[i]
				rows = append(rows, row{key: it.ID, item: it.ID, text: s.itemWords(it), open: func(*session) error { return goTo(&question{id: it.ID}) }})
			}
			return rows
		},
		enter: func(s *session) (string, func(*session) error) {
			for i := range of.Items {
				if it := &of.Items[i]; s.a.Standing(it) == checklist.Unanswered {
					return "goes to " + it.ID + ", " + it.Title, func(*session) error { return goTo(&question{id: it.ID}) }
				}
			}
			return s.behind(of)
		},
		here: func(*session) []command {
			return []command{
				{names: []string{"complete"}, what: "say that the section is complete, or that it is not", needs: aChange, do: func(s *session, _ string) error { return s.markComplete(of) }},
				{names: []string{"assign"}, what: "say who is to answer the questions of this section", needs: aChange, asks: true, do: func(s *session, _ string) error { return s.assignSection(of) }},
			}
		},
	}
}

// itemWords is a question in a line: how it stands, whom it is for, and what goes
// with it.
func (s *session) itemWords(it *checklist.Item) string {
	words := fmt.Sprintf("%s %s: %s", it.ID, it.Title, s.a.StandingWords(it))
	if state := s.a.Review(it.ID).State; state != assessment.NotReviewed {
		words += ", " + state.Words()
	}
	if who := s.a.Assigned(it.ID); who != "" {
		words += ", for " + who
	}
	if behind := behindWords(len(s.a.EvidenceFor(it.ID)), len(s.a.ActionsFor(it.ID))); behind != "" {
		words += ", " + behind
	}
	return words
}

// behindWords counts evidence and actions; empty if there is neither.
func behindWords(evidence, actions int) string {
	var parts []string
	if evidence > 0 {
		parts = append(parts, fmt.Sprintf("%d %s of evidence", evidence, assessment.Plural(evidence, "piece", "pieces")))
	}
	if actions > 0 {
		parts = append(parts, fmt.Sprintf("%d %s", actions, assessment.Plural(actions, "action", "actions")))
	}
	return strings.Join(parts, ", ")
}

// section is how far the section with that id has come.
func (s *session) section(id string) assessment.SectionProgress {
	for _, p := range s.count().Sections {
		if p.Section.ID == id {
			return p
		}
	}
	return assessment.SectionProgress{}
}

// toggleComplete says of the section of the question that it is complete, or not.
func (s *session) toggleComplete(string) error {
	of, ok := s.a.Checklist().SectionOf(s.item())
	if !ok {
		s.say("Go to a section first: it is the section that is complete.")
		return nil
	}
	return s.markComplete(of)
}

func (s *session) markComplete(of *checklist.Section) error {
	t := assessment.Complete(of.ID)
	if s.a.At(t).IsAnswered() {
		ok, err := s.store("", assessment.Edit{Target: t})
		if ok {
			s.say("%s is no longer marked as complete.", of.Title)
		}
		return err
	}
	ok, err := s.store("", assessment.Edit{Target: t, New: assessment.Of(assessment.Yes)})
	if err != nil || !ok {
		return err
	}
	switch p := s.section(of.ID); {
	case p.Answered < p.Items:
		s.say("%s is marked as complete, with %d of %d questions not answered.", of.Title, p.Items-p.Answered, p.Items)
	case p.Attention > 0:
		s.say("%s is marked as complete; %d %s attention in it.", of.Title, p.Attention, assessment.Plural(p.Attention, "thing needs", "things need"))
	default:
		s.say("%s is complete.", of.Title)
	}
	return nil
}
