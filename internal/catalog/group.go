package catalog

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"favour/internal/checklist"
)

// A group is the fields of a form or of an item, with what is said of them.
type group struct {
	fields    []field
	rules     []rule
	statement []sentence
	holes     bool // not all fields could be read, so a name may be one of those
}

type field struct {
	checklist.Field
	id     word
	detail word
	when   []test
}

type test struct {
	field word
	is    []word
}

type rule struct {
	at                         *yaml.Node
	parts                      []word
	of                         word
	overlap                    bool
	field, notAfter, notBefore word
	when                       []test
	say, code                  word
	severity                   string
}

type sentence struct {
	at    *yaml.Node
	cases []sentenceCase
}

type sentenceCase struct {
	at     *yaml.Node
	always bool // there is no condition, rather than one that could not be read
	when   []test
	say    word
}

// index is where the field with that id is, or -1.
func (g group) index(id string) int {
	return slices.IndexFunc(g.fields, func(f field) bool { return f.ID == id })
}

// group reads the fields, rules and statement of a form or an item.
func (r *reader) group(o object) group {
	var g group
	fields := o.list("fields")
	for _, n := range fields {
		f, ok := r.field(n)
		if !ok {
			g.holes = true
			continue
		}
		if i := g.index(f.ID); i >= 0 {
			r.complain(f.id.at, "the id %q stands twice, first at line %d; give each field its own", f.ID, g.fields[i].id.at.Line)
			continue
		}
		g.fields = append(g.fields, f)
	}
	g.holes = g.holes || o.values["fields"] != nil && len(fields) == 0
	for _, n := range o.list("rules") {
		g.rules = append(g.rules, r.rule(n))
	}
	for _, n := range o.list("statement") {
		g.statement = append(g.statement, r.sentence(n))
	}
	return g
}

// field reads one field. It returns false if the field has no id to be known by.
func (r *reader) field(n *yaml.Node) (field, bool) {
	o, _ := r.object(n, fieldShape)
	f := field{id: o.id("id", slugShape, "next-review"), detail: o.word("detail"), when: r.condition(o.values["when"])}
	f.Field = checklist.Field{
		ID:       f.id.text,
		Label:    o.line("label"),
		Kind:     checklist.Kind(o.choice("kind", kinds())),
		Hint:     o.prose("hint"),
		Options:  r.options(o.list("options")),
		Required: o.flag("required"),
		AsAt:     o.choice("as-at", checklist.Moments),
		Detail:   f.detail.text,
	}
	r.fieldMakesSense(o, f)
	return f, f.id.at != nil
}

// fieldMakesSense complains of keys that do not go with the field's kind, and
// of an id that means something else already.
func (r *reader) fieldMakesSense(o object, f field) {
	if slices.Contains(builtIns, f.ID) {
		r.complain(f.id.at, "the id %q is that of a placeholder for every item; choose another", f.ID)
	}
	options := o.values["options"]
	switch {
	case f.Kind == checklist.Choice && options == nil:
		r.complain(o.at, "a choice needs options; add them")
	case f.Kind != checklist.Choice && f.Kind != "" && options != nil:
		r.complain(options, "only a choice has options, and this is %s; remove them, or make it a choice", a(f.Kind))
	}
	if f.AsAt != "" && f.Kind != checklist.Count && f.Kind != "" {
		r.complain(o.values["as-at"], "only a count is as at a day, and this is %s; remove it", a(f.Kind))
	}
	r.detail(f)
}

// detail complains of a binding to what is no detail, or is not of this kind.
func (r *reader) detail(f field) {
	if f.detail.at == nil {
		return
	}
	if !slices.Contains(checklist.Details, f.Detail) {
		r.complain(f.detail.at, "unknown detail %q; %s", f.Detail, r.instead(f.Detail, checklist.Details, "it may be "+listed(checklist.Details)))
		return
	}
	want := checklist.Date
	if f.Detail == "lead" {
		want = checklist.Text
	}
	if f.Kind != want && f.Kind != "" {
		r.complain(f.detail.at, "the detail %q is %s, and this is %s; change the kind", f.Detail, a(want), a(f.Kind))
	}
}

func (r *reader) options(nodes []*yaml.Node) []checklist.Option {
	var options []checklist.Option
	var ids []word
	for _, n := range nodes {
		o, _ := r.object(n, optionKeys)
		id := o.id("id", optionShape, "partly")
		if id.at != nil {
			ids = r.addOnce(ids, id, "the id of an option")
		}
		if slices.Contains(states, id.text) {
			r.complain(id.at, "the id %q is that of a state which every field has; choose another", id.text)
		}
		options = append(options, checklist.Option{
			ID:       id.text,
			Label:    o.line("label"),
			Say:      o.line("say"),
			Standing: checklist.Standing(o.choice("standing", []string{string(checklist.Met), string(checklist.PartlyMet), string(checklist.NotMet)})),
		})
	}
	return options
}

func (r *reader) rule(n *yaml.Node) rule {
	o, ok := r.object(n, ruleShape)
	u := rule{
		at:        n,
		parts:     o.words("parts"),
		of:        o.word("of"),
		overlap:   o.flag("overlap"),
		field:     o.word("field"),
		notAfter:  o.word("not-after"),
		notBefore: o.word("not-before"),
		when:      r.condition(o.values["when"]),
		say:       o.word("say"),
		code:      o.id("code", slugShape, "no-change-differs"),
		severity:  o.choice("severity", []string{"error", "warning", "note"}),
	}
	if slices.Contains(checklist.Codes, u.code.text) {
		r.complain(u.code.at, "the code %q is that of a finding which the program makes by itself; choose another", u.code.text)
	}
	if ok {
		r.ruleIsWhole(o)
	}
	return u
}

// says reports whether u is a condition with a sentence.
func (u rule) says() bool { return len(u.when) > 0 || u.say.at != nil || u.code.at != nil }

// ruleIsWhole complains of a rule that is of no form, of several, or of half of
// one. A field goes with a bound and with a condition.
func (r *reader) ruleIsWhole(o object) {
	sum, bound, says := o.has("parts", "of", "overlap"), o.has("not-after", "not-before"), o.has("when", "say", "code")
	switch {
	case sum && (bound || says || o.has("field")), bound && says, !sum && !bound && !says && !o.has("field"):
		r.complain(o.at, "a rule has parts and of; or a field with not-after or not-before; or when, say and code; write one of the three")
	case sum && (!o.has("parts") || !o.has("of")):
		r.complain(o.at, "the rule needs both parts and of; add what is missing")
	case says && (!o.has("when") || !o.has("say") || !o.has("code")):
		r.complain(o.at, "the rule needs when, say and code; add what is missing")
	case !sum && !says && (!o.has("field") || !bound):
		r.complain(o.at, "the rule needs a field, and not-after or not-before; add what is missing")
	}
}

// has reports whether any of the keys is there.
func (o object) has(keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return o.values[key] != nil })
}

func (r *reader) sentence(n *yaml.Node) sentence {
	o, _ := r.object(n, sentenceShape)
	s := sentence{at: n}
	for _, n := range o.list("first-of") {
		o, _ := r.object(n, caseShape)
		s.cases = append(s.cases, sentenceCase{n, !o.has("when"), r.condition(o.values["when"]), o.word("say")})
	}
	return s
}

// condition reads fields, each with one alternative or a list of them, and
// sorts them by field.
func (r *reader) condition(n *yaml.Node) []test {
	if n == nil {
		return nil
	}
	pairs, ok := r.mapping(n, quoted("when"))
	if ok && len(pairs) == 0 && len(n.Content) == 0 {
		r.complain(n, "%q is empty; name a field, or leave it out", "when")
	}
	var tests []test
	for _, p := range pairs {
		tests = append(tests, test{p.key, r.alternatives(p)})
	}
	slices.SortFunc(tests, func(a, b test) int { return strings.Compare(a.field.text, b.field.text) })
	return tests
}

// alternatives reads what a field may be for a test to hold.
func (r *reader) alternatives(p pair) []word {
	nodes := []*yaml.Node{p.value}
	if p.value.Kind == yaml.SequenceNode {
		nodes = r.list(p.value, "the list of alternatives")
	}
	var words []word
	for _, n := range nodes {
		if w := r.alternative(n, "the test of "+quoted(p.key.text)); w.at != nil {
			words = r.addOnce(words, w, "the alternative")
		}
	}
	return words
}

// alternative reads one alternative, which may be a number.
func (r *reader) alternative(n *yaml.Node, what string) word {
	if n.Kind == yaml.ScalarNode && !isTruth(n) && (n.ShortTag() == "!!int" || n.ShortTag() == "!!float") {
		return word{n.Value, n}
	}
	w := r.word(n, what)
	if strings.HasPrefix(w.text, "<") || strings.HasPrefix(w.text, ">") || strings.HasPrefix(w.text, "=") {
		w.text = strings.ReplaceAll(w.text, " ", "")
	}
	return w
}

// The values that go into the checklist.

func (f field) value() checklist.Field {
	value := f.Field
	value.When = tests(f.when)
	return value
}

func (u rule) value() checklist.Rule {
	return checklist.Rule{
		Parts:     texts(u.parts),
		Of:        u.of.text,
		Overlap:   u.overlap,
		Field:     u.field.text,
		NotAfter:  u.notAfter.text,
		NotBefore: u.notBefore.text,
		When:      tests(u.when),
		Say:       u.say.text,
		Code:      u.code.text,
		Severity:  u.severity,
	}
}

func (s sentence) value() checklist.Sentence {
	var value checklist.Sentence
	for _, c := range s.cases {
		value.FirstOf = append(value.FirstOf, checklist.Case{When: tests(c.when), Say: c.say.text})
	}
	return value
}

func tests(all []test) checklist.Condition {
	var c checklist.Condition
	for _, t := range all {
		c = append(c, checklist.Test{Field: t.field.text, Is: texts(t.is)})
	}
	return c
}

// kinds lists the names of kinds.
func kinds() []string {
	var names []string
	for _, k := range checklist.Kinds {
		names = append(names, string(k))
	}
	return names
}

// a is a kind with its article.
func a(k checklist.Kind) string {
	if k == checklist.Money {
		return "an amount of money"
	}
	return "a " + string(k)
}
