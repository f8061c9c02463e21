// Package search finds the questions of an assessment by what is said in them and
// about them: their wording, their answers, their notes, evidence and actions.
//
// It is a function of values, and shows nothing: how results look, and what is
// done with one, is for the terminal app and the plain prompts.
//
// Start with [Index] and [Parse].
package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// An Entry is one question with all its text, in parts that a result can quote.
type Entry struct {
	Item      *checklist.Item
	Standing  checklist.Standing
	Words     string // of the standing
	Attention bool   // a finding on it is an error or a warning
	Assigned  string
	Review    assessment.ReviewState
	Parts     []Part // the id and the title first

	all string // of the parts, in small letters
}

// A Part is some of the text of an entry. The label is empty for its own wording.
type Part struct{ Label, Text string }

// Left reports whether someone is still to answer it.
func (x Entry) Left() bool {
	return x.Standing == checklist.Unanswered || x.Review == assessment.ReviewReturned
}

// Index is every question of a, in the checklist's order. The findings are those
// of a, which whoever asks has at hand.
func Index(a assessment.Assessment, findings []assessment.Finding) []Entry {
	attention := map[string]bool{}
	for _, f := range findings {
		if f.Severity != assessment.Note {
			attention[f.Item] = true
		}
	}
	beside := map[string][]Part{}
	for _, e := range a.Evidence() {
		for _, id := range e.Items {
			beside[id] = append(beside[id], Part{"Evidence", strings.Join([]string{e.Title, e.Owner, e.Where}, " ")})
		}
	}
	for _, x := range a.Actions() {
		for _, id := range x.Items {
			beside[id] = append(beside[id], Part{"Action", x.What + " " + x.Owner})
		}
	}
	index := make([]Entry, 0, a.Checklist().Len())
	for s, it := range a.Checklist().Items() {
		x := Entry{
			Item: it, Standing: a.Standing(it), Words: a.StandingWords(it), Attention: attention[it.ID],
			Assigned: a.Assigned(it.ID), Review: a.Review(it.ID).State,
		}
		x.Parts = []Part{{"", it.ID}, {"", it.Title}, {"", it.Question}}
		for i := range it.Fields {
			if v := a.Field(it, &it.Fields[i]); v.IsAnswered() {
				x.Parts = append(x.Parts, Part{it.Fields[i].Label, assessment.Words(&it.Fields[i], v)})
			}
		}
		if v := a.At(assessment.Narrative(it.ID)); v.IsAnswered() {
			x.Parts = append(x.Parts, Part{"HMIC will read", v.Given})
		}
		if v := a.At(assessment.Internal(it.ID)); v.IsAnswered() {
			x.Parts = append(x.Parts, Part{"Internal note", v.Given})
		}
		x.Parts = append(append(x.Parts, beside[it.ID]...), Part{"Section", s.Title})
		if x.Assigned != "" {
			x.Parts = append(x.Parts, Part{"For", x.Assigned})
		}
		texts := make([]string, len(x.Parts))
		for i, p := range x.Parts {
			texts[i] = p.Label + " " + p.Text
		}
		x.all = strings.ToLower(strings.Join(texts, "\n"))
		index = append(index, x)
	}
	return index
}

// A Filter says which questions are looked at.
type Filter struct {
	Words string // such as unanswered questions
	Takes func(Entry) bool
}

// All takes every question.
var All = Filter{"all questions", func(Entry) bool { return true }}

// Unanswered takes what nobody has answered, or not in full.
var Unanswered = Filter{"unanswered questions", func(x Entry) bool { return x.Standing == checklist.Unanswered }}

// Filters are those that say something of a as it is, the first of which takes
// all: nobody reviews, or is waited on, in every assessment. Who is at work has
// questions of their own; loads are those of a.
func Filters(a assessment.Assessment, who assessment.Author, loads []assessment.Load) []Filter {
	all := []Filter{
		All,
		Unanswered,
		{"questions not met or partly met", func(x Entry) bool {
			return x.Standing == checklist.NotMet || x.Standing == checklist.PartlyMet
		}},
		{"questions that need attention", func(x Entry) bool { return x.Attention }},
		{"my questions", func(x Entry) bool { return assessment.Same(x.Assigned, who.String()) }},
	}
	if reviewed(a) {
		all = append(all,
			Filter{"questions returned by the reviewer", func(x Entry) bool { return x.Review == assessment.ReviewReturned }},
			Filter{"questions to review", func(x Entry) bool {
				return x.Standing != checklist.Unanswered && x.Review != assessment.ReviewAccepted && x.Review != assessment.ReviewReturned
			}},
			Filter{"questions changed since accepted", func(x Entry) bool { return x.Review == assessment.ReviewChanged }})
	}
	for _, l := range loads {
		if l.Left() > 0 {
			all = append(all, WaitingOn(l.Name))
		}
	}
	return all
}

// reviewed reports whether a reviewer has said anything of any question.
func reviewed(a assessment.Assessment) bool {
	for _, it := range a.Checklist().Items() {
		if a.Review(it.ID).State != assessment.NotReviewed {
			return true
		}
	}
	return false
}

// WaitingOn takes what one person is still to answer, or with an empty name what
// nobody has been asked to.
func WaitingOn(name string) Filter {
	if name == "" {
		return Filter{"questions left and assigned to nobody", func(x Entry) bool { return x.Left() && x.Assigned == "" }}
	}
	return Filter{"questions waiting on " + name, func(x Entry) bool { return x.Left() && assessment.Same(x.Assigned, name) }}
}

// A Query is what was typed to be looked for.
type Query struct {
	With    []string // words that must be there, in small letters
	Without []string // words that must not, which were typed behind a !

	text string
}

// Parse reads a query: any text is one.
func Parse(text string) Query {
	q := Query{text: text}
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if not, ok := strings.CutPrefix(w, "!"); !ok {
			q.With = append(q.With, w)
		} else if not != "" {
			q.Without = append(q.Without, not)
		}
	}
	return q
}

// In lists the places in index of what the query and the filter take: an id
// first, then its beginning, then titles, and each in the checklist's order.
func (q Query) In(index []Entry, filter Filter) []int {
	rank := map[int]int{}
	var found []int
	for i, x := range index {
		if !filter.Takes(x) {
			continue
		}
		r := Rank(x.Item.ID, q.text)
		has := func(word string) bool { return strings.Contains(x.all, word) }
		switch {
		case r < 2: // the id is enough
		case slices.ContainsFunc(q.Without, has) || !allOf(q.With, has):
			continue
		case len(q.With) > 0 && allOf(q.With, func(word string) bool { return strings.Contains(strings.ToLower(x.Item.Title), word) }):
			r = 2
		default:
			r = 3
		}
		rank[i] = r
		found = append(found, i)
	}
	slices.SortStableFunc(found, func(x, y int) int { return rank[x] - rank[y] })
	return found
}

func allOf(words []string, is func(string) bool) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !is(w) })
}

// Where is the first part of x, behind its title, in which one of the query's
// words stands, and that word; false where they are in its id or its title, or
// there are none.
func (q Query) Where(x Entry) (Part, string, bool) {
	for _, p := range x.Parts[1:] {
		for _, word := range q.With {
			if p.Text != x.Item.Title && strings.Contains(strings.ToLower(p.Text), word) {
				return p, word, true
			}
		}
	}
	return Part{}, "", false
}

// Rank is 0 where a query is that id, 1 where it is how it begins, and 2
// otherwise. Neither hyphens nor leading noughts count.
func Rank(id, query string) int {
	full, short := letters(id)
	asked, askedShort := letters(query)
	switch {
	case asked == "" || strings.ContainsAny(strings.TrimSpace(query), "!"):
		return 2
	case asked == full || askedShort == short:
		return 0
	case strings.HasPrefix(full, asked) || strings.HasPrefix(short, asked):
		return 1
	}
	return 2
}

// letters is id without what is neither letter nor digit; and that again without
// the noughts before its number.
func letters(id string) (full, short string) {
	full = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, id)
	name := strings.TrimRightFunc(full, unicode.IsDigit)
	return full, name + strings.TrimLeft(full[len(name):], "0")
}

// Around cuts text where word, in small letters, first stands in it.
func Around(text, word string) (before, hit, after string, ok bool) {
	low := strings.ToLower(text)
	i := strings.Index(low, word)
	if i < 0 {
		return "", "", "", false
	}
	// Small letters may take more bytes or fewer, but are as many.
	r := []rune(text)
	from := utf8.RuneCountInString(low[:i])
	to := from + utf8.RuneCountInString(word)
	return string(r[:from]), string(r[from:to]), string(r[to:]), true
}

// Named is the questions that text names, the best first: by reference, by number
// alone, of which that in the section here comes first, by how the reference begins,
// or by words of the title. Here may be nil.
func Named(list *checklist.Checklist, here *checklist.Section, text string) []*checklist.Item {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return nil
	}
	number, err := strconv.Atoi(strings.Join(words, ""))
	isNumber := err == nil && number >= 0
	rank := map[*checklist.Item]int{}
	var found []*checklist.Item
	for s, it := range list.Items() {
		title := strings.ToLower(it.Title)
		r := Rank(it.ID, text)
		switch {
		case r == 0:
		case isNumber && numberOf(it.ID) == number && here != nil && s.ID == here.ID:
			r = 1
		case isNumber && numberOf(it.ID) == number:
			r = 2
		case r == 1:
			r = 3
		case strings.HasPrefix(title, words[0]) && allOf(words, func(w string) bool { return strings.Contains(title, w) }):
			r = 4
		case allOf(words, func(w string) bool { return strings.Contains(title, w) }):
			r = 5
		default:
			continue
		}
		rank[it] = r
		found = append(found, it)
	}
	slices.SortStableFunc(found, func(x, y *checklist.Item) int { return rank[x] - rank[y] })
	return found
}

// numberOf is the number at the end of an id, and -1 if there is none.
func numberOf(id string) int {
	n, err := strconv.Atoi(id[len(strings.TrimRightFunc(id, unicode.IsDigit)):])
	if err != nil {
		return -1
	}
	return n
}
