package catalog

import (
	"slices"

	"favour/internal/checklist"
)

// What must hold between the parts of a file: the names that rules, conditions
// and statements use. What a form says is held against the form, once, however
// many items have it; what a form leaves to its items, against each of them.

// builtIns are the placeholders that every item has.
var builtIns = []string{"force", "name", "since", "between", "reason", checklist.Remainder}

// states are the alternatives of a test that every field has.
var states = []string{"given", "unanswered", "not-recorded", "not-applicable", "answered"}

// moments are the days of the assessment, which dates are compared with; beside
// is what conditions may test that is no field, and ruled what only those of
// rules may. A field of the item comes before any of the same name.
var (
	moments   = named(checklist.Date, checklist.Moments...)
	beside    = slices.Concat(named(checklist.Count, checklist.Remainder), moments)
	narrative = named(checklist.Text, checklist.Narrative)
	ruled     = append(narrative, &field{Field: checklist.Field{
		ID: checklist.Stands, Kind: checklist.Choice,
		Options: []checklist.Option{{ID: string(checklist.Met)}, {ID: string(checklist.PartlyMet)}, {ID: string(checklist.NotMet)}},
	}})
)

// named are fields of one kind with those names.
func named(kind checklist.Kind, names ...string) []*field {
	var all []*field
	for _, name := range names {
		all = append(all, &field{Field: checklist.Field{ID: name, Kind: kind}})
	}
	return all
}

// A scope is what rules, conditions and placeholders may name.
type scope struct {
	fields map[string]*field
	ids    []string // of fields, in order
	beside []*field // what conditions may test besides
	sums   int      // how many rules leave a remainder
	holes  bool     // see group
}

func (g group) scope() scope {
	s := scope{fields: map[string]*field{}, beside: beside, holes: g.holes}
	for i := range g.fields {
		f := &g.fields[i]
		s.fields[f.ID] = f
		s.ids = append(s.ids, f.ID)
	}
	for _, u := range g.rules {
		if u.of.at != nil && !u.overlap {
			s.sums++
		}
	}
	return s
}

// inRule is s for the conditions of rules.
func (s scope) inRule() scope {
	s.beside = slices.Concat(beside, ruled)
	return s
}

// tested is the field of that name, or what else of that name a condition may
// test, or nil.
func (s scope) tested(name string) *field {
	if f := s.fields[name]; f != nil {
		return f
	}
	return find(s.beside, name)
}

// compared is what a comparison may name: a field, or a day of the assessment.
func (s scope) compared(name string) *field {
	if f := s.fields[name]; f != nil {
		return f
	}
	return find(moments, name)
}

func find(fields []*field, name string) *field {
	if i := slices.IndexFunc(fields, func(f *field) bool { return f.ID == name }); i >= 0 {
		return fields[i]
	}
	return nil
}

// A need is a placeholder that only an item's words can fill.
type need struct {
	word
	in string // inStatement or inRule
}

const (
	inStatement = "the statement"
	inRule      = "a rule"
)

// makeSense complains of what cannot be meant.
func (r *reader) makeSense(f *file) {
	for _, name := range keys(f.forms) {
		form := f.forms[name]
		form.needs = r.groupMakesSense(form.group, form.scope())
	}
	for i := range f.items {
		r.itemMakesSense(&f.items[i])
	}
	r.needsAreMet(f)
	r.detailsOnce(f.items)
}

func (r *reader) itemMakesSense(it *item) {
	s := it.all().scope()
	for _, need := range r.groupMakesSense(it.own, s) {
		if _, ok := it.words[need.name()]; !ok && !s.holes {
			known := slices.Concat(s.ids, keys(it.words), builtIns)
			r.complain(need.at, "unknown placeholder {%s}; %s", need.text, r.instead(need.name(), known, "the item has "+listed(known)))
		}
	}
	for _, name := range keys(it.words) {
		if s.fields[name] != nil || slices.Contains(builtIns, name) {
			r.complain(it.words[name].at, "the word %q is a placeholder already; choose another name", name)
		}
	}
	r.formStillMakesSense(it, s)
}

// name is a placeholder without its capital.
func (w word) name() string { return lowerFirst(w.text) }

// formStillMakesSense complains of fields that take the place of a form's field
// but do not do what the form says of it.
func (r *reader) formStillMakesSense(it *item, s scope) {
	if it.form == nil {
		return
	}
	i := slices.IndexFunc(it.own.fields, func(f field) bool { return it.form.index(f.ID) >= 0 })
	if i < 0 {
		return
	}
	rest := it.form.group
	rest.fields = slices.DeleteFunc(slices.Clone(rest.fields), func(f field) bool { return it.own.index(f.ID) >= 0 })
	if it.own.statement != nil {
		rest.statement = nil
	}
	var before, after reader
	before.groupMakesSense(rest, it.form.scope())
	after.groupMakesSense(rest, s)
	for _, c := range after.complaints {
		known := slices.ContainsFunc(before.complaints, func(b Complaint) bool { return b.Line == c.Line && b.Column == c.Column })
		if !known {
			r.complain(it.own.fields[i].id.at, "the form %q does not go with the item's own fields: line %d: %s", it.form.name.text, c.Line, c.Text)
			return
		}
	}
}

// needsAreMet complains of items without a word that their form needs; or of the
// form, if no item has that word.
func (r *reader) needsAreMet(f *file) {
	for _, name := range keys(f.forms) {
		for _, need := range f.forms[name].needs {
			r.needIsMet(f.items, f.forms[name], need)
		}
	}
}

func (r *reader) needIsMet(items []item, form *form, need need) {
	var lacking []item
	var known []string
	met := false
	for _, it := range items {
		if it.form != form || need.in == inStatement && it.own.statement != nil || it.all().holes {
			continue
		}
		known = append(known, keys(it.words)...)
		if _, ok := it.words[need.name()]; ok || it.own.index(need.name()) >= 0 {
			met = true
			continue
		}
		lacking = append(lacking, it)
	}
	if !met && len(lacking) > 0 {
		known = slices.Concat(form.scope().ids, known, builtIns)
		r.complain(need.at, "unknown placeholder {%s}; %s", need.text, r.instead(need.name(), known, "the form has no such field, and none of its items such a word"))
		return
	}
	for _, it := range lacking {
		r.complain(it.named.at, "%s of form %q has {%s}; add %q to the words of this item", need.in, form.name.text, need.text, need.name())
	}
}

// detailsOnce complains of a second field for one detail of the assessment.
func (r *reader) detailsOnce(items []item) {
	first := map[string]item{}
	for _, it := range items {
		for _, f := range it.all().fields {
			other, taken := first[f.Detail]
			switch {
			case f.detail.at == nil:
			case !taken:
				first[f.Detail] = it
			case it.own.index(f.ID) >= 0:
				r.complain(f.detail.at, "the detail %q has a field already, in item %q; one is enough", f.Detail, other.ID)
			default:
				r.complain(it.named.at, "a field of this form is the detail %q, which has one already, in item %q; one is enough", f.Detail, other.ID)
			}
		}
	}
}

// groupMakesSense holds what g says against the names in s. It returns what
// only an item's words can fill.
func (r *reader) groupMakesSense(g group, s scope) []need {
	for _, f := range g.fields {
		r.testsMakeSense(f.when, s)
		r.isAskedAtAll(f, s)
	}
	var needs []need
	say := func(w word, in string) {
		for _, w := range r.placeholders(w, s) {
			needs = append(needs, need{w, in})
		}
	}
	for _, u := range g.rules {
		r.sumMakesSense(u, s)
		r.boundsMakeSense(u, s)
		r.testsMakeSense(u.when, s.inRule())
		say(u.say, inRule)
	}
	for _, sentence := range g.statement {
		r.casesAreReached(sentence)
		for _, c := range sentence.cases {
			r.testsMakeSense(c.when, s)
			say(c.say, inStatement)
		}
	}
	return needs
}

// isAskedAtAll complains of a field that waits for another which waits for it.
func (r *reader) isAskedAtAll(f field, s scope) {
	for _, t := range f.when {
		if t.field.text == f.ID {
			r.complain(t.field.at, "the field %q is asked depending on itself; name another field", f.ID)
			return
		}
	}
	if s.leadsTo(f, f.ID, map[string]bool{}) {
		r.complain(f.when[0].field.at, "the field %q waits for one that waits for it, so neither is ever asked; drop one of the conditions", f.ID)
	}
}

// leadsTo reports whether the asking of f depends on the field with that id, by
// way of any number of others.
func (s scope) leadsTo(f field, id string, seen map[string]bool) bool {
	seen[f.ID] = true
	for _, t := range f.when {
		next := s.fields[t.field.text]
		if t.field.text == id || next != nil && !seen[next.ID] && s.leadsTo(*next, id, seen) {
			return true
		}
	}
	return false
}

// lookUp finds the field that w names, complaining if there is none. What else
// it might have been follows.
func (r *reader) lookUp(w word, s scope, others ...*field) *field {
	if w.at == nil {
		return nil
	}
	f := s.fields[w.text]
	if f == nil && !s.holes {
		known := slices.Clone(s.ids)
		for _, other := range others {
			known = append(known, other.ID)
		}
		r.complain(w.at, "unknown field %q; %s", w.text, r.instead(w.text, known, "there is "+listed(known)))
	}
	return f
}

// lookUpKind finds the field that w names, complaining if it is not of a kind.
func (r *reader) lookUpKind(w word, s scope, kind checklist.Kind) {
	if f := r.lookUp(w, s); f != nil && f.Kind != kind && f.Kind != "" {
		r.complain(w.at, "the field %q is %s, and must be %s here; name another", w.text, a(f.Kind), a(kind))
	}
}

func (r *reader) sumMakesSense(u rule, s scope) {
	for _, part := range u.parts {
		r.lookUpKind(part, s, checklist.Count)
		if part.text == u.of.text {
			r.complain(part.at, "%q cannot be a part of itself; remove it from parts", part.text)
		}
	}
	r.lookUpKind(u.of, s, checklist.Count)
}

func (r *reader) boundsMakeSense(u rule, s scope) {
	if u.says() {
		if u.field.text != checklist.Narrative {
			r.lookUp(u.field, s, narrative...)
		}
		return
	}
	r.lookUpKind(u.field, s, checklist.Date)
	for _, bound := range []word{u.notAfter, u.notBefore} {
		switch {
		case bound.at == nil:
		case bound.text == u.field.text:
			r.complain(bound.at, "%q cannot bound itself; name another date", bound.text)
		case s.fields[bound.text] != nil || !slices.Contains(checklist.Moments, bound.text):
			r.lookUpKind(bound, s, checklist.Date)
		}
	}
}
