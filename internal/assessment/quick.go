package assessment

import (
	"encoding/json"
	"math"
	"unicode/utf8"
)

// Records are read in order whenever an assessment is opened, and reading JSON
// by reflection takes longer than all the rest of that. So a record that is
// written exactly as Seal writes it is read here, piece by piece in that order, the
// start of an assessment in quickstart.go; any other is left to decode, which knows
// the whole format and says what is wrong. What is read here is therefore never
// more than decode takes, and means the same.

// An Unsealer reads records of one assessment, one after the other, and keeps but
// one copy of what many of them say. The zero Unsealer is ready to be used.
type Unsealer struct {
	targets map[string]Target
	author  Author
	digest  string // of the record before
	edits   []Edit // of the record before, to be overwritten
}

// Unseal is as the function of that name, but that the edits of the change are
// overwritten by those of the next: an assessment that it is made on has its own.
func (u *Unsealer) Unseal(b []byte) (Change, error) {
	c, ok := u.quick(b)
	if !ok {
		return unseal(b)
	}
	c.digest = digest(b)
	u.digest = c.digest
	return c, nil
}

// quick reads a record that is written as Seal writes it, and is false for any
// other.
func (u *Unsealer) quick(b []byte) (c Change, ok bool) {
	r := scan{b: b}
	r.want(`{"v":2,"sequence":`)
	c.Sequence = r.number()
	r.want(`,"time":`)
	if c.Time.UnmarshalText(r.plain()) != nil {
		return c, false
	}
	r.want(`,"author":`)
	c.Author = r.author(&u.author)
	if r.skip(`,"enteredBy":`) {
		c.EnteredBy = r.author(&Author{})
	}
	if r.skip(`,"reason":`) {
		c.Reason = r.text()
	}
	if r.skip(`,"start":`) {
		c.Start = r.start()
	}
	if r.skip(`,"undoes":`) {
		c.Undoes = r.number()
	}
	if r.skip(`,"redoes":`) {
		c.Redoes = r.number()
	}
	r.want(`,"edits":[`)
	edits := u.edits[:0]
	for more := !r.skip(`]`); more && !r.failed; {
		r.want(`{"at":`)
		e := Edit{Target: u.target(&r)}
		r.want(`,"old":`)
		e.Old = r.value()
		r.want(`,"new":`)
		e.New = r.value()
		r.want(`}`)
		edits = append(edits, e)
		if more = r.skip(`,`); !more {
			r.want(`]`)
		}
	}
	if r.skip(`,"previous":`) {
		if previous := r.plain(); string(previous) == u.digest {
			c.Previous = u.digest
		} else {
			c.Previous = string(previous)
		}
	}
	r.want(`}`)
	u.edits, c.Edits = edits, edits
	return c, !r.failed && len(r.b) == 0 && len(c.Edits) > 0
}

// target reads a target, of which there is one copy for all records.
func (u *Unsealer) target(r *scan) Target {
	written := r.plain()
	if t, ok := u.targets[string(written)]; ok {
		return t
	}
	var t Target
	if r.failed || t.UnmarshalText(written) != nil {
		r.failed = true
		return t
	}
	if u.targets == nil {
		u.targets = map[string]Target{}
	}
	u.targets[string(written)] = t
	return t
}

// A scan is what is left to read of a record, and whether it turned out to be
// written in another way.
type scan struct {
	b      []byte
	failed bool
}

// skip reads what is wanted, if that is what comes next.
func (r *scan) skip(s string) bool {
	if r.failed || len(r.b) < len(s) || string(r.b[:len(s)]) != s {
		return false
	}
	r.b = r.b[len(s):]
	return true
}

// want reads what has to come next.
func (r *scan) want(s string) { r.failed = !r.skip(s) || r.failed }

// number reads a number as Go writes it.
func (r *scan) number() uint64 {
	var n uint64
	i := 0
	for ; i < len(r.b) && r.b[i] >= '0' && r.b[i] <= '9'; i++ {
		d := uint64(r.b[i] - '0')
		if n > (math.MaxUint64-d)/10 {
			r.failed = true
			return 0
		}
		n = n*10 + d
	}
	r.failed = r.failed || i == 0 || i > 1 && r.b[0] == '0'
	r.b = r.b[i:]
	return n
}

// literal reads a string, quotes and all, and says whether anything in it is
// escaped.
func (r *scan) literal() (s []byte, escaped bool) {
	if !r.skip(`"`) {
		r.failed = true
		return nil, false
	}
	for i := 0; i < len(r.b); i++ {
		switch c := r.b[i]; {
		case c == '"':
			s, r.b = r.b[:i], r.b[i+1:]
			return s, escaped
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			r.failed = true
			return nil, false
		}
	}
	r.failed = true
	return nil, false
}

// plain reads a string in which nothing is escaped.
func (r *scan) plain() []byte {
	s, escaped := r.literal()
	r.failed = r.failed || escaped || !utf8.Valid(s)
	return s
}

// text reads any string.
func (r *scan) text() string {
	whole := r.b
	s, escaped := r.literal()
	if r.failed || !utf8.Valid(s) {
		r.failed = true
		return ""
	}
	if !escaped {
		return string(s)
	}
	var text string
	r.failed = json.Unmarshal(whole[:len(s)+2], &text) != nil
	return text
}

// author reads who it was; one like the last is that one.
func (r *scan) author(last *Author) Author {
	var a Author
	r.want(`{"name":`)
	a.Name = r.text()
	if r.skip(`,"role":`) {
		a.Role = r.text()
	}
	r.want(`}`)
	if a != *last {
		*last = a
	}
	return *last
}

// value reads a value.
func (r *scan) value() Value {
	switch {
	case r.skip(`null`):
		return Value{}
	case r.skip(`{"state":"not-recorded"}`):
		return Missing()
	case r.skip(`{"state":"not-applicable"}`):
		return Inapplicable("")
	case r.skip(`{"state":"not-applicable","reason":`):
		v := Inapplicable(r.text())
		r.want(`}`)
		return v
	}
	return Of(r.text())
}
