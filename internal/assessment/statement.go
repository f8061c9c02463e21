package assessment

import (
	"strings"
	"unicode"

	"favour/internal/checklist"
)

// Statement is the item's answer as the plain sentence that a release would
// print, and empty if the item has none.
func (a Assessment) Statement(it *checklist.Item) string {
	var sentences []string
	for _, s := range it.Statement {
		for _, c := range s.FirstOf {
			if a.holds(it, c.When, a.named) {
				sentences = append(sentences, a.say(it, c.Say))
				break
			}
		}
	}
	return strings.Join(sentences, " ")
}

// say fills the placeholders of one case.
func (a Assessment) say(it *checklist.Item, template string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(template, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			b.WriteString(template)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(a.fill(it, name))
		template = after
	}
}

// fill is the text of one placeholder.
func (a Assessment) fill(it *checklist.Item, name string) string {
	if first := []rune(name); len(first) > 0 && unicode.IsUpper(first[0]) {
		return Capital(a.fill(it, string(unicode.ToLower(first[0]))+string(first[1:])))
	}
	if field, words, ok := strings.Cut(name, ":"); ok {
		one, many, _ := strings.Cut(words, "|")
		n, _ := Number(a.named(it, field))
		return Plural(n, one, many)
	}
	if field, ok := strings.CutSuffix(name, ".label"); ok {
		if f, ok := it.Field(field); ok {
			return lowerFirst(f.Label)
		}
	}
	d := a.Details()
	switch name {
	case "force":
		if d.Force.Self == "" {
			return "the force"
		}
		return d.Force.Self
	case "name":
		return d.Force.Name
	case "since":
		return d.since()
	case "between":
		return d.between()
	case "reason":
		return a.firstReason(it)
	case checklist.Remainder:
		n, _ := a.Remainder(it)
		return Thousands(n)
	}
	if f, ok := it.Field(name); ok {
		return inSentence(f, a.Field(it, f))
	}
	if w, ok := it.Words[name]; ok {
		return w
	}
	return "{" + name + "}"
}

// firstReason is why the first field that is not applicable is not.
func (a Assessment) firstReason(it *checklist.Item) string {
	for i := range it.Fields {
		if v := a.Field(it, &it.Fields[i]); v.State == NotApplicable {
			if v.Reason == "" {
				return "no reason given"
			}
			return trimStop(v.Reason)
		}
	}
	return ""
}

// inSentence is v as it stands in the middle of a sentence.
func inSentence(f *checklist.Field, v Value) string {
	if v.State != Given {
		return "(" + Words(f, Value{State: v.State}) + ")"
	}
	switch f.Kind {
	case checklist.Choice:
		o, ok := f.Option(v.Given)
		switch {
		case ok && o.Say != "":
			return o.Say
		case ok:
			return lowerFirst(o.Label)
		}
	case checklist.Text:
		return trimStop(strings.Join(strings.Fields(v.Given), " "))
	}
	return givenWords(f, v)
}

// trimStop is s without the full stop that the sentence around it has.
func trimStop(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// lowerFirst is s with a small first letter, unless its first word is written
// in capitals.
func lowerFirst(s string) string {
	r := []rune(s)
	if len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsUpper(r[1]) || len(r) == 0 {
		return s
	}
	return string(unicode.ToLower(r[0])) + string(r[1:])
}
