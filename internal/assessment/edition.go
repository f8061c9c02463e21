package assessment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/checklist"
)

// A Revision is how one edition of a checklist became another, item by item, in
// the order of the newer one.
type Revision struct {
	Unchanged []*checklist.Item
	Reworded  []Rewording
	New       []*checklist.Item
	Retired   []*checklist.Item // as they were asked
}

// A Rewording is an item that two editions ask otherwise.
type Rewording struct{ Was, Is *checklist.Item }

// Revise holds an edition of a checklist against the one before.
func Revise(was, is *checklist.Checklist) Revision {
	var r Revision
	before, after := indexOf(was), indexOf(is)
	for _, it := range is.Items() {
		old, ok := before[it.ID]
		switch {
		case !ok:
			r.New = append(r.New, it)
		case reworded(old, it):
			r.Reworded = append(r.Reworded, Rewording{old, it})
		default:
			r.Unchanged = append(r.Unchanged, it)
		}
	}
	for _, it := range was.Items() {
		if _, ok := after[it.ID]; !ok {
			r.Retired = append(r.Retired, it)
		}
	}
	return r
}

// A Wording is one part of an item that is worded otherwise than it was.
type Wording struct {
	What  string // "Title", "Question", "Field" or "Order of fields"
	Spans []Span
}

// Wordings lists what is worded otherwise: the title, the question, and the
// fields with what they take. There are none of an item that is asked as it was.
func (r Rewording) Wordings() []Wording {
	var all []Wording
	add := func(what, was, is string) {
		if was != is {
			all = append(all, Wording{what, Reworded(was, is)})
		}
	}
	add("Title", r.Was.Title, r.Is.Title)
	add("Question", r.Was.Question, r.Is.Question)
	for i := range r.Is.Fields {
		is := &r.Is.Fields[i]
		was, ok := r.Was.Field(is.ID)
		switch {
		case !ok:
			add("Field", "", fieldWords(is))
		case fieldWords(was) == fieldWords(is) && !slices.Equal(was.Options, is.Options):
			add("Field", fieldInFull(was), fieldInFull(is))
		default:
			add("Field", fieldWords(was), fieldWords(is))
		}
	}
	for i := range r.Was.Fields {
		if _, ok := r.Is.Field(r.Was.Fields[i].ID); !ok {
			add("Field", fieldWords(&r.Was.Fields[i]), "")
		}
	}
	if len(all) == 0 {
		add("Order of fields", fieldLabels(r.Was), fieldLabels(r.Is))
	}
	return all
}

func fieldLabels(it *checklist.Item) string {
	var labels []string
	for i := range it.Fields {
		labels = append(labels, it.Fields[i].Label)
	}
	return strings.Join(labels, ", ")
}

// fieldWords is a field and what it takes, in words that can be compared.
func fieldWords(f *checklist.Field) string {
	if len(f.Options) == 0 {
		return fmt.Sprintf("%s (%s)", f.Label, f.Kind)
	}
	var options []string
	for _, o := range f.Options {
		options = append(options, o.Label)
	}
	return f.Label + ": " + strings.Join(options, ", ")
}

// fieldInFull is fieldWords with all that an option is, for those that differ in
// more than their labels.
func fieldInFull(f *checklist.Field) string {
	var options []string
	for _, o := range f.Options {
		words := []string{o.ID}
		if o.Say != "" {
			words = append(words, fmt.Sprintf("%q", o.Say))
		}
		if o.Standing != "" {
			words = append(words, "stands as "+o.Standing.Words())
		}
		options = append(options, fmt.Sprintf("%s (%s)", o.Label, strings.Join(words, ", ")))
	}
	return f.Label + ": " + strings.Join(options, ", ")
}

// Editions are the checklist of the period before and, where library has others
// of the same name, those: the newest first.
func Editions(own *checklist.Checklist, library []*checklist.Checklist) []*checklist.Checklist {
	newer, older := []*checklist.Checklist{}, []*checklist.Checklist{own}
	for _, c := range library {
		switch {
		case c.ID != own.ID || c.Digest() == own.Digest():
		case EditionBefore(c.Edition, own.Edition):
			older = append(older, c)
		default: // also another text of the same edition, which this program has in its stead
			newer = append(newer, c)
		}
	}
	return append(newer, older...)
}

// EditionBefore reports whether edition x comes before y: by its numbers, part
// by part, so that 2012.9 is before 2012.10.
func EditionBefore(x, y string) bool {
	xs, ys := strings.Split(x, "."), strings.Split(y, ".")
	for i := 0; i < len(xs) && i < len(ys); i++ {
		m, err := strconv.Atoi(xs[i])
		n, err2 := strconv.Atoi(ys[i])
		switch {
		case err == nil && err2 == nil && m != n:
			return m < n
		case (err != nil || err2 != nil) && xs[i] != ys[i]:
			return xs[i] < ys[i]
		}
	}
	return len(xs) < len(ys)
}

// EditionWords is an edition held against own, that of the period before.
func EditionWords(c, own *checklist.Checklist) string {
	words := "Edition " + c.Edition
	switch {
	case c == own:
		return words + ", as last time"
	case c.Edition == own.Edition:
		return words + ", as it reads now"
	case EditionBefore(c.Edition, own.Edition):
		return words + ", older than last time's"
	}
	return words + ", newer than last time's"
}

// Words is how many questions are asked as they were, and how many not.
func (r Revision) Words() string {
	n := len(r.Unchanged)
	if len(r.Reworded)+len(r.New)+len(r.Retired) == 0 {
		return fmt.Sprintf("All %d questions are asked as they were.", n)
	}
	return fmt.Sprintf("%d %s asked as %s, %d reworded, %d new, %d no longer asked.", n, Plural(n, "question is", "questions are"),
		Plural(n, "it was", "they were"), len(r.Reworded), len(r.New), len(r.Retired))
}
