package linear

import (
	"fmt"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// newCheck is what speaks against sending the return, the worst first.
func newCheck() *listing {
	return &listing{
		title: "the check", takes: "answers, sign, export",
		help: "A number goes to what that finding is about. Answers reads every question with its answer.",
		heads: func(s *session) []string {
			lines := s.signedLines()
			p := s.count()
			if words := reviewTally(p.Tally); words != "" {
				lines = append(lines, fmt.Sprintf("Review: %s, %d not reviewed.", words, p.Reviews[assessment.NotReviewed]))
			}
			if len(p.Findings) == 0 {
				lines = append(lines, "Nothing speaks against sending this return.")
			}
			return append([]string{tallyWords(p.Tally) + "."}, lines...)
		},
		rows: func(s *session) []row {
			var rows []row
			findings := s.count().Findings
			for _, of := range assessment.Severities {
				mine := assessment.FoldUnanswered(s.a.Checklist(), findings, of, unanswered)
				for i, f := range mine {
					r := row{key: f.Key(), late: assessment.Capital(string(of)) + ": ", text: findingWords(f), open: func(s *session) error { return s.openFinding(f) }}
					if i == 0 {
						r.heading = of.Heading(len(mine))
					}
					rows = append(rows, r)
				}
			}
			return rows
		},
	}
}

func findingWords(f assessment.Finding) string {
	if f.Item == "" {
		return f.Text
	}
	return f.Item + ": " + f.Text
}

// openFinding goes to what a finding is about.
func (s *session) openFinding(f assessment.Finding) error {
	if _, ok := s.a.Item(f.Item); ok {
		return goTo(&question{id: f.Item})
	}
	if why := s.locked(); why != "" {
		s.say("%s", why)
		return nil
	}
	return s.changeDetails("")
}

// unanswered is what one finding says for n of the questions of a section.
func unanswered(n int, of *checklist.Section) string {
	return fmt.Sprintf("the first of %d of %d not yet answered in %s", n, len(of.Items), of.Title)
}

// signedLines say whether the return is signed, and what that no longer covers.
func (s *session) signedLines() []string {
	var lines, names []string
	for _, x := range s.a.StandingSignatures() {
		names = append(names, x.Who()+" on "+s.day(x.Time))
	}
	if len(names) > 0 {
		lines = append(lines, "Signed by "+andList(names)+". It is read-only until it is reopened.")
	}
	if words := s.lapseWords(); words != "" {
		lines = append(lines, words)
	}
	return lines
}

// answers is the place where the whole return is read, section by section.
type answers struct {
	at   int  // the section that was read last, or is read first
	read bool // it was read: who comes back to it has heard it
}

func (m *answers) name() string { return "the answers" }
func (m *answers) item() string { return "" }

func (m *answers) visit(s *session, arriving bool) error {
	sections := s.a.Checklist().Sections
	switch {
	case arriving && m.read:
		s.gap()
		s.say("The answers again, at %s.", sectionWords(s.a, s.section(sections[m.at].ID)))
	case arriving:
		m.read = true
		s.readSection(&sections[m.at])
	}
	p := prompt{what: "The answers", takes: "the reference of a question to change it", fresh: true, help: "Type the reference of a question to go there; leave brings you back to this section."}
	p.here = []command{{names: []string{"again"}, what: "read this section again", do: func(s *session, _ string) error {
		s.readSection(&sections[m.at])
		return nil
	}}}
	last := m.at == len(sections)-1
	p.enter = "reads on"
	if last {
		p.enter = "checks what speaks against sending them"
	} else if m.at+1 < len(sections) {
		p.enter = "reads on with " + sections[m.at+1].Title
	}
	if _, err := s.ask(p); err != nil {
		return err
	}
	if last {
		return goTo(newCheck())
	}
	m.at++
	s.readSection(&sections[m.at])
	return nil
}

// readSection reads every question of a section with its answer.
func (s *session) readSection(of *checklist.Section) {
	s.gap()
	s.say("%s.", sectionWords(s.a, s.section(of.ID)))
	for i := range of.Items {
		it := &of.Items[i]
		s.say("%s.", s.itemWords(it))
		for j := range it.Fields {
			f := &it.Fields[j]
			if v := s.a.Field(it, f); s.a.Shown(it, f) && v.IsAnswered() {
				if words := s.a.Words(f, v); f.Kind == checklist.Text && long(words) {
					s.say("%s:", f.Label)
					s.talk.quote(words)
				} else {
					s.say("%s: %s", f.Label, words)
				}
			}
		}
		if rest, ok := s.a.Remainder(it); ok && rest > 0 {
			s.say("Not accounted for: %s", assessment.Thousands(rest))
		}
		if n := s.a.At(assessment.Narrative(it.ID)); n.IsAnswered() {
			s.say("HMIC will read:")
			s.talk.quote(n.Given)
		}
	}
}
