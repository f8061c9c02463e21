package linear

import (
	"errors"
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// What the return of the period before said.

// noLast is said where there is nothing to compare with.
const noLast = "This assessment was not started from an earlier one. In the list of assessments, follow starts the next period from one that is there."

// since is how an item compares with the period before, and nil if there is none.
func (s *session) since(item string) (assessment.Assessment, *assessment.Compared) {
	c := s.compared()
	if c == nil {
		return assessment.Assessment{}, nil
	}
	x, _ := c.Item(item)
	return c.Then, x
}

// sayLast says last time's answer to a question, in a line.
func (s *session) sayLast(it *checklist.Item) {
	last, x := s.since(it.ID)
	switch {
	case x == nil:
		return
	case x.Was == nil:
		s.say("Last time it was not asked.")
		return
	}
	var parts []string
	for i := range x.Was.Fields {
		f := &x.Was.Fields[i]
		switch v := last.Field(x.Was, f); {
		case !v.IsAnswered():
		case len(x.Was.Fields) == 1:
			parts = append(parts, assessment.Shorten(s.a.Words(f, v)))
		default:
			parts = append(parts, f.Label+": "+assessment.Shorten(s.a.Words(f, v)))
		}
	}
	if len(parts) == 0 {
		return
	}
	words := strings.Join(parts, "; ")
	if x.Reworded {
		words += " (the question was worded otherwise)"
	}
	s.say("Last time: %s.", strings.TrimSuffix(words, "."))
	if s.a.CanCarry(it.ID) == nil && s.locked() == "" {
		s.say("Type still true if it is so still, or last time to hear all of it.")
	}
}

// stillTrue records that last time's answer to the question is still true, as one
// change, and goes on.
func (s *session) stillTrue(string) error {
	id := s.item()
	if err := s.a.CanCarry(id); err != nil {
		s.say("%s", noCarry(err))
		return nil
	}
	last, x := s.since(id)
	edits := s.a.CarryOver(id)
	ok, err := s.store("Still true since "+last.ID(), edits...)
	if err != nil || !ok {
		return err
	}
	s.say("Carried over: %s.", s.carriedWords(x.Is, edits))
	var left []string
	for i := range x.Was.Fields {
		f := &x.Was.Fields[i]
		now, ok := x.Is.Field(f.ID)
		if f.Detail == "" && last.Field(x.Was, f).IsAnswered() && (!ok || !s.a.Field(x.Is, now).IsAnswered()) {
			left = append(left, f.Label)
		}
	}
	if len(left) > 0 {
		s.say("Not carried, for it is asked otherwise now: %s.", strings.Join(left, ", "))
	}
	if q, ok := s.at().(*question); ok && s.a.Standing(x.Is) != checklist.Unanswered {
		q.at, q.ended = len(x.Is.Fields), false
	}
	return errAgain
}

// noCarry says why last time's answer cannot be said to be still true.
func noCarry(err error) string {
	switch {
	case errors.Is(err, assessment.ErrNoLast):
		return noLast
	case errors.Is(err, assessment.ErrNotAskedThen):
		return "It was not asked last time: there is no answer that could still be true."
	case errors.Is(err, assessment.ErrAnsweredNow):
		return "It has an answer already. To take last time's instead, clear that one first."
	}
	return sentence(err)
}

// carriedWords is what edits put into an item.
func (s *session) carriedWords(it *checklist.Item, edits []assessment.Edit) string {
	var parts []string
	evidence, actions := map[string]bool{}, map[string]bool{}
	for _, e := range edits {
		switch e.Target.Kind {
		case assessment.OnField:
			if f, ok := it.Field(e.Target.Part); ok {
				parts = append(parts, f.Label+": "+assessment.Shorten(s.a.Words(f, e.New)))
			}
		case assessment.OnNarrative:
			parts = append(parts, "what HMIC will read")
		case assessment.OnEvidence:
			evidence[e.Target.ID] = true
		case assessment.OnAction:
			actions[e.Target.ID] = true
		}
	}
	if behind := behindWords(len(evidence), len(actions)); behind != "" {
		parts = append(parts, behind)
	}
	return strings.Join(parts, "; ")
}

// lastTime reads last time's answer to the question in full.
func (s *session) lastTime(string) error {
	last, x := s.since(s.item())
	switch {
	case x == nil:
		s.say(noLast)
		return nil
	case x.Was == nil:
		s.say("It was not asked last time.")
		return nil
	}
	s.say("Last time, %s.", last.Details().PeriodWords())
	if x.Reworded {
		s.say("The question has been reworded since.")
		for _, w := range (assessment.Rewording{Was: x.Was, Is: x.Is}).Wordings() {
			s.sayWording(w)
		}
	}
	for i := range x.Was.Fields {
		f := &x.Was.Fields[i]
		s.say("%s: %s", f.Label, s.a.Words(f, last.Field(x.Was, f)))
	}
	s.say("It stood as %s; it stands as %s.", x.StoodThen.Words(), x.StandsNow.Words())
	for _, n := range x.Counts {
		then, now := n.Words()
		s.say("%s: %s then, %s now.", n.Field.Label, then, now)
	}
	for _, t := range []struct {
		words  string
		target assessment.Target
	}{
		{"HMIC read:", assessment.Narrative(x.ID)},
		{"The internal note then, which is never carried over or exported:", assessment.Internal(x.ID)},
	} {
		if v := last.At(t.target); v.IsAnswered() {
			s.say("%s", t.words)
			s.talk.quote(v.Given)
		}
	}
	for _, e := range last.EvidenceFor(x.ID) {
		s.say("Evidence then: %s", e.Title)
	}
	for _, a := range last.ActionsFor(x.ID) {
		s.say("Action then: %s (%s)", a.What, a.Status)
	}
	return nil
}

// sayWording says how a part of a question was worded and is worded, and what of it
// is other words: signs between them are not heard.
func (s *session) sayWording(w assessment.Wording) {
	var then, now strings.Builder
	var out, in []string
	for _, x := range w.Spans {
		words := strings.Trim(x.Text, " \n,;:")
		switch x.Kind {
		case assessment.Removed:
			then.WriteString(x.Text)
			out = append(out, words)
		case assessment.Added:
			now.WriteString(x.Text)
			in = append(in, words)
		default:
			then.WriteString(x.Text)
			now.WriteString(x.Text)
		}
	}
	for _, line := range []struct{ label, text string }{
		{w.What + " then", strings.TrimSpace(then.String())},
		{w.What + " now", strings.TrimSpace(now.String())},
	} {
		if line.text == "" {
			line.text = "none"
		}
		s.say("%s: %s", line.label, line.text)
	}
	if then.Len() == 0 || now.Len() == 0 {
		return
	}
	for _, line := range []struct {
		label string
		words []string
	}{{"Taken out", out}, {"Put in", in}} {
		if len(line.words) > 0 {
			s.say("%s: %s", line.label, strings.Join(line.words, "; "))
		}
	}
}

// compare goes to the answers beside those of the period before.
func (s *session) compare(string) error {
	if s.compared() == nil {
		s.say(noLast)
		return nil
	}
	return goTo(newCompare(""))
}

// newCompare is the answers of this period beside those of the one before: those of one
// outcome, or with an empty one all.
func newCompare(only assessment.Outcome) *listing {
	title := "then and now"
	if only != "" {
		title += ", " + only.Words()
	}
	return &listing{
		title: title,
		takes: "only",
		help:  "A number goes to that question. Only and an outcome, such as only worse, lists only those.",
		here: func(*session) []command {
			return []command{{names: []string{"only"}, args: "OUTCOME", what: "list only the questions of one outcome, such as only worse; only all lists all", do: (*session).listOutcome}}
		},
		none: "There are no such questions.",
		heads: func(s *session) []string {
			if only != "" {
				return []string{assessment.Capital(title)}
			}
			c := s.compared()
			lines := []string{fmt.Sprintf("Then, %s, and now, %s. %d of %d can be compared.", c.Then.Details().PeriodWords(), c.Now.Details().PeriodWords(), c.Comparable, c.Asked)}
			blank := 0
			for i := range c.Items {
				if inNeither(&c.Items[i]) {
					blank++
				}
			}
			var totals []string
			for _, o := range assessment.Outcomes {
				n := c.Totals[o]
				if o == assessment.Unchanged {
					n -= blank
				}
				if n > 0 {
					totals = append(totals, fmt.Sprintf("%d %s", n, o.Words()))
				}
			}
			if blank > 0 {
				totals = append(totals, fmt.Sprintf("%d answered in neither, which are left out", blank))
			}
			lines = append(lines, assessment.Capital(strings.Join(totals, ", "))+".")
			if words := c.Lengths(); words != "" {
				lines = append(lines, words)
			}
			return lines
		},
		rows: func(s *session) []row {
			var rows []row
			c := s.compared()
			for _, x := range c.Items {
				if inNeither(&x) || only != "" && x.Outcome != only {
					continue
				}
				words := fmt.Sprintf("%s %s: %s", x.ID, x.Item().Title, x.Outcome.Words())
				if x.Was != nil && x.Is != nil {
					words += fmt.Sprintf("; %s then, %s now", x.StoodThen.Words(), x.StandsNow.Words())
				}
				for _, n := range x.Counts {
					then, now := n.Words()
					words += fmt.Sprintf("; %s %s then, %s now", n.Field.Label, then, now)
				}
				r := row{key: x.ID, text: words}
				if x.Is != nil {
					r.open = func(*session) error { return goTo(&question{id: x.ID}) }
				}
				rows = append(rows, r)
			}
			return rows
		},
	}
}

// listOutcome lists those questions of a comparison that have one outcome.
func (s *session) listOutcome(args string) error {
	if strings.EqualFold(args, "all") {
		return goTo(newCompare(""))
	}
	var words []string
	for _, o := range assessment.Outcomes {
		if strings.EqualFold(args, o.Words()) {
			return goTo(newCompare(o))
		}
		words = append(words, o.Words())
	}
	s.say("Say which: %s, or all.", strings.Join(words, ", "))
	return nil
}

// inNeither reports whether an item that both returns ask is answered in neither.
func inNeither(x *assessment.Compared) bool {
	return x.Was != nil && x.Is != nil && x.StoodThen == checklist.Unanswered && x.StandsNow == checklist.Unanswered
}
