package assessment

import (
	"bytes"
	"math"
	"slices"

	"favour/internal/checklist"
)

// The record that starts an assessment holds its checklist, and is most of what
// there is to read until there are hundreds of changes. It is read here by the
// rules of quick.go, each object in the order of its fields. What items have
// alike, as those of one form do, is kept but once: a checklist that was read is
// never changed.

// A starter reads such a record.
type starter struct {
	*scan
	first bool              // nothing of the object that is being read was read yet
	words map[string]string // texts that come again and again, by how they are written
	forms map[string]*form
}

// A form is what the last item of that form was written with.
type form struct {
	fields    written[checklist.Field]
	rules     written[checklist.Rule]
	statement written[checklist.Sentence]
}

// A written list is how it was written, and what that means.
type written[T any] struct {
	as   []byte
	list []T
}

// open reads the beginning of an object, has the name of its next field if it is
// that one, and close its end.
func (r *starter) open()  { r.want(`{`); r.first = true }
func (r *starter) close() { r.want(`}`); r.first = false }

func (r *starter) has(name string) bool {
	b := r.b
	if !r.first && !r.skip(`,`) {
		return false
	}
	if !r.skip(name) {
		r.b = b
		return false
	}
	r.first = false
	return true
}

// text reads a field that is text.
func (r *starter) text(name string, to *string) {
	if r.has(name) {
		*to = r.scan.text()
	}
}

// word reads a field that many objects have the same text in.
func word[T ~string](r *starter, name string, to *T) {
	if r.has(name) {
		*to = T(r.again())
	}
}

// again reads a text of which there is one copy.
func (r *starter) again() string {
	whole := r.b
	as, escaped := r.literal()
	if r.failed {
		return ""
	}
	if w, ok := r.words[string(as)]; ok {
		return w
	}
	r.b = whole
	w := r.scan.text()
	if key := w; !r.failed {
		if escaped {
			key = string(as)
		}
		r.words[key] = w
	}
	return w
}

// flag reads a field that is true, or is left out.
func (r *starter) flag(name string, to *bool) {
	if r.has(name) {
		r.want(`true`)
		*to = true
	}
}

// many reads a field that is a list.
func many[T any](r *starter, name string, to *[]T, read func() T) {
	if !r.has(name) {
		return
	}
	*to = []T{}
	r.want(`[`)
	for more := !r.skip(`]`); more && !r.failed; {
		*to = append(*to, read())
		if more = r.skip(`,`); !more {
			r.want(`]`)
		}
	}
}

// alike reads a field that is a list, which is the last one if it is written so.
// It is never the first of its object.
func alike[T any](r *starter, name string, to *[]T, last *written[T], read func() T) {
	from := r.b
	switch {
	case r.first:
		r.failed = true
	case len(last.as) > 0 && bytes.HasPrefix(from, last.as):
		*to, r.b = last.list, from[len(last.as):]
	default:
		if many(r, name, to, read); len(r.b) < len(from) {
			*to = slices.Clip(*to)
			*last = written[T]{from[:len(from)-len(r.b)], *to}
		}
	}
}

// start reads what the first change carries.
func (r *scan) start() *Start {
	var x Start
	s := &starter{scan: r, words: map[string]string{}, forms: map[string]*form{}}
	s.open()
	s.text(`"id":`, &x.ID)
	s.text(`"follows":`, &x.Follows)
	if s.has(`"last":`) {
		x.Last = s.last()
	}
	if s.has(`"checklist":`) {
		x.Checklist = s.checklist()
	}
	s.close()
	return &x
}

func (r *starter) last() *Last {
	var l Last
	r.open()
	r.text(`"id":`, &l.ID)
	if r.has(`"head":`) {
		r.open()
		if r.has(`"sequence":`) {
			l.Head.Sequence = r.number()
		}
		r.text(`"sha256":`, &l.Head.SHA256)
		r.close()
	}
	if r.has(`"checklist":`) {
		l.Checklist = r.checklist()
	}
	many(r, `"answers":`, &l.Answers, r.answer)
	r.close()
	return &l
}

func (r *starter) answer() (x LastAnswer) {
	r.open()
	if r.has(`"at":`) && x.Target.UnmarshalText(r.plain()) != nil {
		r.failed = true
	}
	if r.has(`"value":`) {
		x.Value = r.value()
	}
	r.close()
	return x
}

func (r *starter) checklist() *checklist.Checklist {
	var l checklist.Checklist
	r.open()
	r.text(`"id":`, &l.ID)
	r.text(`"edition":`, &l.Edition)
	r.text(`"title":`, &l.Title)
	r.text(`"provenance":`, &l.Provenance)
	r.text(`"official":`, &l.Official)
	if r.has(`"period":`) {
		r.open()
		r.text(`"from":`, &l.Period.From)
		r.text(`"to":`, &l.Period.To)
		r.text(`"baseline":`, &l.Period.Baseline)
		r.close()
	}
	if r.has(`"evidenceMonths":`) {
		n := r.number()
		l.EvidenceMonths, r.failed = int(n), r.failed || n > math.MaxInt32
	}
	many(r, `"sources":`, &l.Sources, r.source)
	many(r, `"sections":`, &l.Sections, r.section)
	many(r, `"summary":`, &l.Summary, r.heading)
	many(r, `"tables":`, &l.Tables, r.table)
	r.close()
	return &l
}

func (r *starter) source() (x checklist.Source) {
	r.open()
	r.text(`"key":`, &x.Key)
	r.text(`"title":`, &x.Title)
	r.text(`"where":`, &x.Where)
	r.close()
	return x
}

func (r *starter) heading() (x checklist.Heading) {
	r.open()
	r.text(`"title":`, &x.Title)
	many(r, `"items":`, &x.Items, r.again)
	r.close()
	return x
}

func (r *starter) table() (x checklist.Table) {
	r.open()
	r.text(`"title":`, &x.Title)
	many(r, `"items":`, &x.Items, r.again)
	many(r, `"columns":`, &x.Columns, r.again)
	r.close()
	return x
}

func (r *starter) section() (s checklist.Section) {
	r.open()
	r.text(`"id":`, &s.ID)
	r.text(`"title":`, &s.Title)
	r.text(`"about":`, &s.About)
	r.flag(`"unscored":`, &s.Unscored)
	many(r, `"items":`, &s.Items, r.item)
	r.close()
	return s
}

func (r *starter) item() (it checklist.Item) {
	r.open()
	word(r, `"id":`, &it.ID)
	r.text(`"title":`, &it.Title)
	r.text(`"question":`, &it.Question)
	r.text(`"why":`, &it.Why)
	many(r, `"evidence":`, &it.Evidence, r.again)
	many(r, `"sources":`, &it.Sources, r.again)
	word(r, `"basis":`, &it.Basis)
	word(r, `"form":`, &it.Form)
	last := r.forms[it.Form]
	if last == nil {
		last = &form{}
		r.forms[it.Form] = last
	}
	alike(r, `"fields":`, &it.Fields, &last.fields, r.field)
	alike(r, `"rules":`, &it.Rules, &last.rules, r.rule)
	if r.has(`"words":`) {
		it.Words = r.pairs()
	}
	alike(r, `"statement":`, &it.Statement, &last.statement, r.sentence)
	r.close()
	return it
}

// pairs reads texts by name.
func (r *starter) pairs() map[string]string {
	pairs := map[string]string{}
	r.want(`{`)
	for more := !r.skip(`}`); more && !r.failed; {
		name := r.again()
		r.want(`:`)
		pairs[name] = r.scan.text()
		if more = r.skip(`,`); !more {
			r.want(`}`)
		}
	}
	return pairs
}

func (r *starter) field() (f checklist.Field) {
	r.open()
	word(r, `"id":`, &f.ID)
	word(r, `"label":`, &f.Label)
	word(r, `"kind":`, &f.Kind)
	word(r, `"hint":`, &f.Hint)
	many(r, `"options":`, &f.Options, r.option)
	r.flag(`"required":`, &f.Required)
	r.condition(`"when":`, &f.When)
	word(r, `"asAt":`, &f.AsAt)
	word(r, `"detail":`, &f.Detail)
	r.close()
	return f
}

func (r *starter) option() (o checklist.Option) {
	r.open()
	word(r, `"id":`, &o.ID)
	word(r, `"label":`, &o.Label)
	word(r, `"say":`, &o.Say)
	word(r, `"standing":`, &o.Standing)
	r.close()
	return o
}

func (r *starter) rule() (x checklist.Rule) {
	r.open()
	many(r, `"parts":`, &x.Parts, r.again)
	word(r, `"of":`, &x.Of)
	r.flag(`"overlap":`, &x.Overlap)
	word(r, `"field":`, &x.Field)
	word(r, `"notAfter":`, &x.NotAfter)
	word(r, `"notBefore":`, &x.NotBefore)
	r.condition(`"when":`, &x.When)
	word(r, `"say":`, &x.Say)
	word(r, `"code":`, &x.Code)
	word(r, `"severity":`, &x.Severity)
	r.close()
	return x
}

func (r *starter) condition(name string, to *checklist.Condition) {
	many(r, name, (*[]checklist.Test)(to), r.test)
}

func (r *starter) test() (t checklist.Test) {
	r.open()
	word(r, `"field":`, &t.Field)
	many(r, `"is":`, &t.Is, r.again)
	r.close()
	return t
}

func (r *starter) sentence() (s checklist.Sentence) {
	r.open()
	many(r, `"firstOf":`, &s.FirstOf, r.possible)
	r.close()
	return s
}

func (r *starter) possible() (c checklist.Case) {
	r.open()
	r.condition(`"when":`, &c.When)
	word(r, `"say":`, &c.Say)
	r.close()
	return c
}
