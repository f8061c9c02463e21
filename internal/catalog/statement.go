package catalog

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/checklist"
	"favour/internal/pattern"
)

// What conditions may test and statements may say.

// casesAreReached complains of cases after one that always holds, or after one
// under the same condition.
func (r *reader) casesAreReached(s sentence) {
	seen := map[string]int{}
	always := 0
	for _, c := range s.cases {
		condition := fmt.Sprint(tests(c.when))
		switch first := seen[condition]; {
		case always > 0:
			r.complain(c.at, "this case can never be reached, for the one at line %d always holds; move that to the end", always)
		case first > 0:
			r.complain(c.at, "this case can never be reached, for the one at line %d has the same condition; remove one", first)
		case c.always:
			always = c.at.Line
		case len(c.when) > 0:
			seen[condition] = c.at.Line
		}
	}
}

// testsMakeSense complains of tests that can never be put.
func (r *reader) testsMakeSense(tests []test, s scope) {
	for _, t := range tests {
		f := s.tested(t.field.text)
		switch {
		case f == nil && find(ruled, t.field.text) != nil:
			r.complain(t.field.at, "only the condition of a rule can test %q; name a field", t.field.text)
		case f == nil:
			r.lookUp(t.field, s, s.beside...)
		case f.ID == checklist.Remainder:
			r.leavesRemainder(t.field, s)
		}
		if f != nil && f.Kind != "" {
			r.testMakesSense(t, f, s)
		}
	}
}

// leavesRemainder complains if there is nothing to be left over.
func (r *reader) leavesRemainder(w word, s scope) {
	switch {
	case s.holes || s.sums == 1:
	case s.sums == 0:
		r.complain(w.at, "there is no remainder without a rule that has parts and of; add the rule")
	default:
		r.complain(w.at, "%d rules leave a remainder, so it is not clear which is meant; let all but one overlap", s.sums)
	}
}

var (
	comparison = pattern.Of(`^(<=|>=|<>|=|<|>)(.*)$`)
	whole      = pattern.Of(`^(0|[1-9][0-9]*)$`)
	pounds     = pattern.Of(`^(0|[1-9][0-9]*)(\.[0-9]{2})?$`)
)

// testMakesSense complains of alternatives that f can never be.
func (r *reader) testMakesSense(t test, f *field, s scope) {
	for _, w := range t.is {
		if slices.Contains(states, w.text) {
			continue
		}
		if m := comparison().FindStringSubmatch(w.text); m != nil {
			r.comparisonMakesSense(word{m[2], w.at}, f, s)
			continue
		}
		switch f.Kind {
		case checklist.Choice:
			if _, ok := f.Option(w.text); !ok && len(f.Options) > 0 {
				r.complain(w.at, "unknown option %q of %q; %s", w.text, f.ID, r.instead(w.text, answers(f), "it may be "+listed(answers(f))))
			}
		case checklist.Count:
			if !isNumber(w.text, f.Kind) {
				r.complain(w.at, "%q is no test of a count; write a number, a comparison such as \">1\", or one of %s", w.text, listed(states))
			}
		case checklist.Money:
			r.complain(w.at, "%q is no test of an amount of money; write a comparison such as \"=25\", or one of %s", w.text, listed(states))
		default:
			r.complain(w.at, "%q is no test of %s; write one of %s", w.text, a(f.Kind), listed(states))
		}
	}
}

// answers is what a choice can be tested for.
func answers(f *field) []string {
	var ids []string
	for _, o := range f.Options {
		ids = append(ids, o.ID)
	}
	return append(ids, states...)
}

func isNumber(text string, kind checklist.Kind) bool {
	return kind == checklist.Count && whole().MatchString(text) || kind == checklist.Money && pounds().MatchString(text)
}

// comparisonMakesSense complains if f cannot be compared, or not with that.
func (r *reader) comparisonMakesSense(with word, f *field, s scope) {
	other := s.compared(with.text)
	switch {
	case f.Kind == checklist.Choice || f.Kind == checklist.Text:
		r.complain(with.at, "%q is %s, and only a count, an amount of money or a date can be compared; name what it may be", f.ID, a(f.Kind))
	case isNumber(with.text, f.Kind), f.Kind == checklist.Date && isDay(with.text):
	case other != nil && other.ID != f.ID && (other.Kind == f.Kind || other.Kind == ""):
	case other != nil && other.ID == f.ID:
		r.complain(with.at, "%q is compared with itself; name another field", f.ID)
	case other != nil:
		r.complain(with.at, "%q is %s and %q is %s, which cannot be compared; name another field", f.ID, a(f.Kind), other.ID, a(other.Kind))
	case s.holes && slugShape().MatchString(with.text):
	case f.Kind == checklist.Date:
		r.complain(with.at, "%q cannot be compared with %q; write a day such as 2012-05-31, or name another date of the item, from, to or baseline", f.ID, with.text)
	default:
		r.complain(with.at, "%q cannot be compared with %q; write a number such as %s, or name another field of the item", f.ID, with.text, sample(f.Kind))
	}
}

func sample(kind checklist.Kind) string {
	if kind == checklist.Money {
		return "25 or 25.50"
	}
	return "25"
}

// placeholders complains of those in w that cannot be filled, and returns those
// that only an item's words can fill.
func (r *reader) placeholders(w word, s scope) []word {
	if w.at == nil {
		return nil
	}
	names, ok := split(w.text)
	if !ok {
		r.complain(w.at, "a brace is not closed, or not opened; a placeholder is written {field}")
	}
	var needs []word
	for _, name := range names {
		if need := r.placeholder(word{name, w.at}, s); need.at != nil {
			needs = append(needs, need)
		}
	}
	return needs
}

// split returns what stands between the braces of a text, and false if a brace
// has no counterpart.
func split(text string) (names []string, ok bool) {
	for {
		i := strings.IndexAny(text, "{}")
		if i < 0 {
			return names, true
		}
		if text[i] == '}' {
			return names, false
		}
		text = text[i+1:]
		j := strings.IndexAny(text, "{}")
		if j < 0 || text[j] == '{' {
			return names, false
		}
		names = append(names, text[:j])
		text = text[j+1:]
	}
}

// placeholder complains of one that can never be filled. It returns one that
// may be a word of an item.
func (r *reader) placeholder(w word, s scope) word {
	if name, forms, ok := strings.Cut(w.text, ":"); ok {
		r.plural(word{lowerFirst(name), w.at}, forms, s)
		return word{}
	}
	if name, ok := strings.CutSuffix(w.text, ".label"); ok {
		r.lookUp(word{lowerFirst(name), w.at}, s)
		return word{}
	}
	name := w.name()
	switch {
	case name == checklist.Remainder:
		r.leavesRemainder(w, s)
	case s.fields[name] != nil || slices.Contains(builtIns, name):
	case !slugShape().MatchString(name):
		r.complain(w.at, "{%s} is no placeholder; write {field}, {field:one|many} or {field.label}", clean(w.text))
	default:
		return w
	}
	return word{}
}

// plural complains of {field:one|many} where the field is no number, or there
// are not two words to choose from.
func (r *reader) plural(name word, forms string, s scope) {
	if strings.Count(forms, "|") != 1 || forms == "|" {
		r.complain(name.at, "{%s:%s} needs a word for one and a word for many; write {field:one|many}", clean(name.text), clean(forms))
	}
	if name.text == checklist.Remainder {
		r.leavesRemainder(name, s)
		return
	}
	if f := r.lookUp(name, s); f != nil && f.Kind != checklist.Count && f.Kind != "" {
		r.complain(name.at, "{%s:%s} needs a count, and %q is %s; name another field", name.text, clean(forms), name.text, a(f.Kind))
	}
}

// clean is a text from the file with what does not print escaped.
func clean(text string) string {
	q := fmt.Sprintf("%q", text)
	return q[1 : len(q)-1]
}

func lowerFirst(s string) string {
	if s == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[n:]
}
