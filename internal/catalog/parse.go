package catalog

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"favour/internal/checklist"
)

// The shapes of a checklist file, from the top down, with the function that
// reads each. The JSON Schema in checklists/ says the same to editors.

var (
	fileShape = shape{
		"a checklist",
		[]string{"id", "edition", "title", "provenance", "sections"},
		[]string{"official", "period", "evidence-months", "sources", "forms", "summary", "tables"},
	}
	periodShape  = shape{"a period", nil, []string{"from", "to", "baseline"}}
	sourceShape  = shape{"a source", []string{"key", "title"}, []string{"where"}}
	formShape    = shape{"a form", []string{"fields"}, []string{"rules", "statement"}}
	sectionKeys  = shape{"a section", []string{"id", "title", "items"}, []string{"about", "unscored"}}
	headingShape = shape{"a heading of the summary", []string{"title", "items"}, nil}
	tableShape   = shape{"a table", []string{"title", "items", "columns"}, nil}
	itemKeys     = shape{
		"an item",
		[]string{"id", "title", "question", "why", "basis"},
		[]string{"evidence", "sources", "form", "fields", "rules", "words", "statement"},
	}
	fieldShape = shape{
		"a field",
		[]string{"id", "label", "kind"},
		[]string{"hint", "options", "required", "when", "as-at", "detail"},
	}
	optionKeys    = shape{"an option", []string{"id", "label"}, []string{"say", "standing"}}
	ruleShape     = shape{"a rule", nil, []string{"parts", "of", "overlap", "field", "not-after", "not-before", "when", "say", "code", "severity"}}
	sentenceShape = shape{"a sentence", []string{"first-of"}, nil}
	caseShape     = shape{"a case", []string{"say"}, []string{"when"}}
)

// maxMonths is how long a time may be given in months: longer than any force
// has been there.
const maxMonths = 2400

// A file is a checklist as it was read, before it is known to make sense.
type file struct {
	sources []word // keys; see sources
	forms   map[string]*form
	items   []item
	first   map[string]word // the ids of items
}

// A form is a group of fields under a name.
type form struct {
	name word
	group
	needs []need // what is left to the words of items
}

// An item goes with its checklist.Item, which has the rest of it.
type item struct {
	*checklist.Item
	id    word
	own   group
	form  *form // nil where there is none, or none of that name
	named word  // the name of the form
	words map[string]word
}

// checklist reads the whole of a file.
func (r *reader) checklist(root *yaml.Node) *checklist.Checklist {
	o, ok := r.object(root, fileShape)
	if !ok {
		return nil
	}
	c := &checklist.Checklist{
		ID:         o.id("id", slugShape, "without-fear-or-favour").text,
		Edition:    o.line("edition"),
		Title:      o.line("title"),
		Provenance: o.prose("provenance"),
		Official:   o.prose("official"),
		Period:     r.period(o.values["period"]),

		EvidenceMonths: o.number("evidence-months", maxMonths),
	}
	f := file{first: map[string]word{}}
	c.Sources, f.sources = r.sources(o.list("sources"))
	f.forms = r.forms(o.values["forms"])
	c.Sections = r.sections(o.list("sections"), &f)
	r.makeSense(&f)
	c.Summary = r.summary(o.list("summary"), f.items)
	c.Tables = r.tables(o.list("tables"), f.items)
	return c
}

func (r *reader) period(n *yaml.Node) checklist.Period {
	if n == nil {
		return checklist.Period{}
	}
	o, _ := r.object(n, periodShape)
	from, to := o.date("from"), o.date("to")
	if from.at != nil && to.at != nil && from.text > to.text {
		r.complain(to.at, "the period ends on %s, before it begins on %s; swap them", to.text, from.text)
	}
	return checklist.Period{From: from.text, To: to.text, Baseline: o.date("baseline").text}
}

// sources reads the list of sources and their keys. The keys are nil if one of
// them could not be read, since any other may be that.
func (r *reader) sources(nodes []*yaml.Node) ([]checklist.Source, []word) {
	var sources []checklist.Source
	keys, holes := []word{}, false
	for _, n := range nodes {
		o, _ := r.object(n, sourceShape)
		key := o.word("key")
		if strings.ContainsAny(key.text, " \t") {
			r.complain(key.at, "the key %q has a blank; use one word, for what follows it in an item is the place", key.text)
		}
		if key.at != nil {
			keys = r.addOnce(keys, key, "the key of a source")
		}
		holes = holes || key.at == nil
		sources = append(sources, checklist.Source{Key: key.text, Title: o.line("title"), Where: o.line("where")})
	}
	if holes {
		return sources, nil
	}
	return sources, keys
}

func (r *reader) forms(n *yaml.Node) map[string]*form {
	forms := map[string]*form{}
	if n == nil {
		return forms
	}
	pairs, _ := r.mapping(n, quoted("forms"))
	for _, p := range pairs {
		r.shaped(p.key, slugShape, "state-of-policy")
		f := &form{name: p.key}
		forms[p.key.text] = f
		o, ok := r.object(p.value, formShape)
		if !ok {
			f.holes = true
			continue
		}
		f.group = r.group(o)
		f.holes = f.holes || !o.has("fields")
	}
	return forms
}

func (r *reader) sections(nodes []*yaml.Node, f *file) []checklist.Section {
	var sections []checklist.Section
	var ids []word
	for _, n := range nodes {
		o, _ := r.object(n, sectionKeys)
		id := o.id("id", sectionShape, "BUS")
		if id.at != nil {
			ids = r.addOnce(ids, id, "the id of a section")
		}
		sections = append(sections, checklist.Section{
			ID:       id.text,
			Title:    o.line("title"),
			About:    o.prose("about"),
			Unscored: o.flag("unscored"),
			Items:    r.items(o.list("items"), id, f),
		})
	}
	return sections
}

// items reads the items of one section, and notes them in f as well.
func (r *reader) items(nodes []*yaml.Node, section word, f *file) []checklist.Item {
	items := make([]checklist.Item, len(nodes))
	for i, n := range nodes {
		o, ok := r.object(n, itemKeys)
		if ok && !o.has("form", "fields") {
			r.complain(n, "the item has nothing to answer; give it a form or fields")
		}
		it := r.item(o, f, &items[i])
		r.itemID(it.id, section, f)
		f.items = append(f.items, it)
	}
	return items
}

// itemID complains of an id that does not begin as its section's, is of another
// shape, or belongs to another item.
func (r *reader) itemID(id, section word, f *file) {
	if id.at == nil {
		return
	}
	r.shaped(id, itemShape, "BUS-07")
	if section.at != nil && itemShape().MatchString(id.text) && !strings.HasPrefix(id.text, section.text+"-") {
		r.complain(id.at, "the id %q is in section %s; begin it with %q", id.text, section.text, section.text+"-")
	}
	if first, ok := f.first[id.text]; ok {
		r.complain(id.at, "the id %q stands twice, first at line %d; give each item its own", id.text, first.at.Line)
		return
	}
	f.first[id.text] = id
}

func (r *reader) item(o object, f *file, to *checklist.Item) item {
	it := item{Item: to, id: o.word("id"), own: r.group(o), named: o.word("form"), words: r.itemWords(o.values["words"])}
	it.form = f.forms[it.named.text]
	if it.named.at != nil && it.form == nil {
		r.complain(it.named.at, "unknown form %q; %s", it.named.text, r.instead(it.named.text, keys(f.forms), "write it under forms"))
		it.own.holes = true
	}
	sources := o.wordsIfAny("sources")
	*to = checklist.Item{
		ID:       it.id.text,
		Title:    o.line("title"),
		Question: o.prose("question"),
		Why:      o.prose("why"),
		Evidence: texts(o.wordsIfAny("evidence")),
		Sources:  texts(sources),
		Basis:    checklist.Basis(o.choice("basis", []string{string(checklist.Sourced), string(checklist.Derived)})),
		Form:     it.named.text,
		Words:    plainWords(it.words),
	}
	r.known(sources, f.sources)
	if to.Basis == checklist.Sourced && len(sources) == 0 {
		r.complain(o.values["basis"], "the basis is %q, but there are no sources; name them, or write %q", checklist.Sourced, checklist.Derived)
	}
	it.complete()
	return it
}

// known complains of sources whose key is not in the list; see sources.
func (r *reader) known(sources, list []word) {
	if list == nil {
		return
	}
	for _, s := range sources {
		key := strings.Fields(s.text)[0]
		if !slices.ContainsFunc(list, func(k word) bool { return k.text == key }) {
			r.complain(s.at, "unknown source %q; %s", key, r.instead(key, texts(list), "write it under sources"))
		}
	}
}

// complete gives the item what it has from its form.
func (it *item) complete() {
	all := it.all()
	for _, f := range all.fields {
		it.Fields = append(it.Fields, f.value())
	}
	for _, u := range all.rules {
		it.Rules = append(it.Rules, u.value())
	}
	for _, s := range all.statement {
		it.Statement = append(it.Statement, s.value())
	}
}

// all is the item's group on top of its form's: a field takes the place of the
// form's field of that id, or comes after; rules are added; a statement takes
// the place of the form's.
func (it *item) all() group {
	if it.form == nil {
		return it.own
	}
	all := group{
		fields:    slices.Clone(it.form.fields),
		rules:     slices.Concat(it.form.rules, it.own.rules),
		statement: it.form.statement,
		holes:     it.form.holes || it.own.holes,
	}
	for _, f := range it.own.fields {
		if i := all.index(f.ID); i >= 0 {
			all.fields[i] = f
			continue
		}
		all.fields = append(all.fields, f)
	}
	if it.own.statement != nil {
		all.statement = it.own.statement
	}
	return all
}

// itemWords reads the words that fill a form's placeholders.
func (r *reader) itemWords(n *yaml.Node) map[string]word {
	if n == nil {
		return nil
	}
	words := map[string]word{}
	pairs, _ := r.mapping(n, quoted("words"))
	for _, p := range pairs {
		r.shaped(p.key, slugShape, "second-jobs")
		text := r.line(p.value, quoted(p.key.text))
		if strings.ContainsAny(text, "{}") {
			r.complain(p.value, "the word %q has a brace; placeholders go into say, not into words", p.key.text)
		}
		words[p.key.text] = word{text, p.key.at}
	}
	return words
}

func plainWords(words map[string]word) map[string]string {
	if len(words) == 0 {
		return nil
	}
	plain := map[string]string{}
	for name, w := range words {
		plain[name] = w.text
	}
	return plain
}

func (r *reader) summary(nodes []*yaml.Node, items []item) []checklist.Heading {
	var headings []checklist.Heading
	var all []word // every item that is in the summary
	for _, n := range nodes {
		o, _ := r.object(n, headingShape)
		words := o.words("items")
		r.knownItems(words, items)
		for _, w := range words {
			all = r.addOnce(all, w, "an item of the summary")
		}
		headings = append(headings, checklist.Heading{Title: o.line("title"), Items: texts(words)})
	}
	return headings
}

func (r *reader) tables(nodes []*yaml.Node, items []item) []checklist.Table {
	var tables []checklist.Table
	for _, n := range nodes {
		o, _ := r.object(n, tableShape)
		rows, columns := o.words("items"), o.words("columns")
		if r.knownItems(rows, items) {
			r.knownColumns(columns, rows, items)
		}
		tables = append(tables, checklist.Table{Title: o.line("title"), Items: texts(rows), Columns: texts(columns)})
	}
	return tables
}

// knownItems complains of words that are no item's id, and reports whether all
// are.
func (r *reader) knownItems(words []word, items []item) bool {
	var ids []string
	for _, it := range items {
		ids = append(ids, it.id.text)
	}
	all := true
	for _, w := range words {
		if !slices.Contains(ids, w.text) {
			r.complain(w.at, "unknown item %q; %s", w.text, r.instead(w.text, ids, "name an item of one of the sections"))
			all = false
		}
	}
	return all
}

// knownColumns complains of columns that no row of a table has as a field.
func (r *reader) knownColumns(columns, rows []word, items []item) {
	var ids []string
	for _, it := range items {
		if !slices.Contains(texts(rows), it.id.text) {
			continue
		}
		all := it.all()
		if all.holes {
			return
		}
		for _, f := range all.fields {
			if !slices.Contains(ids, f.ID) {
				ids = append(ids, f.ID)
			}
		}
	}
	for _, w := range columns {
		if !slices.Contains(ids, w.text) {
			r.complain(w.at, "unknown column %q; %s", w.text, r.instead(w.text, ids, "the items of this table have "+listed(ids)))
		}
	}
}
