package linear

import (
	"cmp"
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/search"
)

// Finding questions: by their words, their reference, or how they stand.

// listQuestions lists the questions of this section, or of the whole those that
// args name.
func (s *session) listQuestions(args string) error {
	if args == "" {
		if of, ok := s.a.Checklist().SectionOf(s.item()); ok {
			return goTo(newSection(of))
		}
		return goTo(newContents())
	}
	return s.listFound("", args)
}

// listFound lists the questions that a query takes and which says, in words.
func (s *session) listFound(query, which string) error {
	filters := search.Filters(s.a, s.author, s.a.People(s.today()))
	if f, ok := filterOf(filters, which); ok {
		return goTo(newFound(query, f))
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
	return goTo(newFound(args, search.All))
}

// newFound is the questions that a query and a filter take.
func newFound(query string, filter search.Filter) *listing {
	q := search.Parse(query)
	title := filter.Words
	if query != "" {
		title = fmt.Sprintf("questions with %q", assessment.Shorten(query))
		if filter.Words != search.All.Words {
			title += ", only " + filter.Words
		}
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
		here: func(*session) []command {
			return []command{{
				names: []string{"only"}, args: "WHICH", what: "list only some of what was found: only unanswered, only not met, only mine; only all lists all of it",
				do: func(s *session, args string) error { return s.listFound(query, args) },
			}}
		},
		heads: func(s *session) []string {
			return []string{fmt.Sprintf("%s: %d of %d", assessment.Capital(title), len(found(s)), s.a.Checklist().Len())}
		},
		rows: func(s *session) []row {
			var rows []row
			for _, x := range found(s) {
				r := row{key: x.Item.ID, item: x.Item.ID, text: s.itemWords(x.Item), open: func(*session) error { return goTo(&question{id: x.Item.ID}) }}
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
	if r := []rune(before); len(r) > most { // at a blank, for half a word cannot be told by ear
		before = string(r[len(r)-most:])
		before = "…" + before[strings.IndexByte(before, ' ')+1:]
	}
	if r := []rune(after); len(r) > most {
		after = string(r[:most])
		if i := strings.LastIndexByte(after, ' '); i >= 0 {
			after = after[:i]
		}
		after += "…"
	}
	return cmp.Or(p.Label, "Question") + ": " + before + hit + after
}

// goReference goes to the question that args name: by reference, by its number in the
// section, or by words of its title.
func (s *session) goReference(args string) error {
	ok, err := s.reference(args)
	if ok || err != nil {
		return err
	}
	if args == "" {
		s.say("Type go and a reference, such as go %s.", s.firstID())
		return nil
	}
	here, _ := s.a.Checklist().SectionOf(s.item())
	found := search.Named(s.a.Checklist(), here, args)
	_, isNumber := number(args) // of the section, which comes first
	switch {
	case len(found) == 1, len(found) > 1 && isNumber:
		return goTo(&question{id: found[0].ID})
	case len(found) > 1:
		names := make([]string, 0, mostNamed)
		for _, it := range found[:min(mostNamed, len(found))] {
			names = append(names, it.ID+" "+it.Title)
		}
		s.say("%d questions could be meant: %s. Type go and the reference of one.", len(found), strings.Join(names, "; "))
	default:
		s.say("There is no question %q. Find looks for one by its words.", assessment.Shorten(args))
	}
	return nil
}

// mostNamed is how many questions are named that could be meant.
const mostNamed = 5

func (s *session) firstID() string {
	for _, it := range s.a.Checklist().Items() {
		return it.ID
	}
	return ""
}
