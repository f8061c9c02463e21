package linear

import (
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/search"
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
				lines = append(lines, outlookWords(o))
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
				rows = append(rows, row{text: sectionWords(s.a, p), open: func(*session) error { return goTo(newSection(p.Section)) }})
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
		if it, ok := s.a.Item(s.Place(s.a.ID())); ok {
			return it
		}
	}
	return s.firstUnanswered()
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
				rows = append(rows, row{text: s.itemWords(it), open: func(*session) error { return goTo(&question{id: it.ID}) }})
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

// Finding questions.

// listQuestions lists the questions of this section, or of the whole those that
// args name.
func (s *session) listQuestions(args string) error {
	if args == "" {
		if of, ok := s.a.Checklist().SectionOf(s.item()); ok {
			return goTo(newSection(of))
		}
		return goTo(newContents())
	}
	filters := search.Filters(s.a, s.author, s.a.People(s.today()))
	if f, ok := filterOf(filters, args); ok {
		return goTo(newFound("", f))
	}
	var names []string
	for _, f := range filters {
		names = append(names, f.Words)
	}
	s.say("There is no such list. There is: %s.", andList(names))
	return nil
}

// filterOf is the first of filters that has every word of words; mine is my.
func filterOf(filters []search.Filter, words string) (search.Filter, bool) {
	words = strings.ToLower(words)
	if words == "mine" {
		words = "my questions"
	}
	for _, f := range filters {
		if strings.HasPrefix(strings.ToLower(f.Words), words) {
			return f, true
		}
	}
	for _, f := range filters {
		if hasAll(strings.ToLower(f.Words), words) {
			return f, true
		}
	}
	return search.Filter{}, false
}

// find lists the questions that have every word of args.
func (s *session) find(args string) error {
	if args == "" {
		s.say("Type find and the words to look for, such as find second jobs.")
		return nil
	}
	return goTo(newFound(args, search.Filters(s.a, s.author, nil)[0]))
}

// newFound is the questions that a query and a filter take.
func newFound(query string, filter search.Filter) *listing {
	q := search.Parse(query)
	title := filter.Words
	if query != "" {
		title = fmt.Sprintf("questions with %q", shorten(query))
	}
	var looked worked[[]search.Entry]
	found := func(s *session) []search.Entry {
		return looked.get(s, func() []search.Entry {
			index := search.Index(s.a, s.count().Findings)
			var all []search.Entry
			for _, i := range q.In(index, filter) {
				all = append(all, index[i])
			}
			return all
		})
	}
	return &listing{
		title: title,
		help:  "A number goes to that question.",
		none:  "There are no such questions.",
		heads: func(s *session) []string {
			return []string{fmt.Sprintf("%s: %d of %d", assessment.Capital(title), len(found(s)), s.a.Checklist().Len())}
		},
		rows: func(s *session) []row {
			var rows []row
			for _, x := range found(s) {
				r := row{text: s.itemWords(x.Item), open: func(*session) error { return goTo(&question{id: x.Item.ID}) }}
				if p, word, ok := q.Where(x); ok {
					r.below = []string{quoteAround(p, word)}
				}
				rows = append(rows, r)
			}
			return rows
		},
	}
}

// quoteAround is a part of a question around a word of it, on a line.
func quoteAround(p search.Part, word string) string {
	before, hit, after, _ := search.Around(strings.Join(strings.Fields(p.Text), " "), word)
	const most = 30
	if r := []rune(before); len(r) > most {
		before = "..." + string(r[len(r)-most:])
	}
	if r := []rune(after); len(r) > most {
		after = string(r[:most]) + "..."
	}
	if p.Label != "" {
		p.Label += ": "
	}
	return p.Label + before + hit + after
}

// goReference goes to the question that args name.
func (s *session) goReference(args string) error {
	ok, err := s.reference(args)
	if ok || err != nil {
		return err
	}
	if args == "" {
		s.say("Type go and a reference, such as go %s.", s.firstID())
		return nil
	}
	s.say("There is no question %q. Find looks for one by its words.", shorten(args))
	return nil
}

func (s *session) firstID() string {
	for _, it := range s.a.Checklist().Items() {
		return it.ID
	}
	return ""
}

// Progress in words.

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
func outlookWords(o assessment.Outlook) string {
	n := max(o.DaysLeft, -o.DaysLeft)
	days := fmt.Sprintf("%s %s", assessment.Thousands(n), assessment.Plural(n, "day", "days"))
	words := "Due " + assessment.LongDate(o.Deadline)
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
		s.say("%s", outlookWords(o))
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
