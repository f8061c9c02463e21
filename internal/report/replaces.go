package report

import (
	"favour/internal/assessment"
)

// A Replaced is the return in the place of which this one is sent.
type Replaced struct {
	Reference string
	Digest    string
	Head      assessment.Head // its last change
	Changed   string          // the day of that
	Changes   []Correction    // what is said otherwise now
}

// A Correction is what a return says otherwise than the one that it replaces: of
// one item, or of none, such as a detail.
type Correction struct {
	Item  Ref // empty for what is of no item
	Words []string
}

// Title is what a correction is of, in words.
func (c Correction) Title() string {
	if c.Item.ID == "" {
		return "The return itself"
	}
	return c.Item.ID + " " + c.Item.Title
}

// Replace makes r, the report of now, the one that replaces that of then, which
// is now as it was before.
func (r *Report) Replace(then, now assessment.Assessment) {
	d, digest := then.Details(), then.Digest()
	r.Replaces = &Replaced{
		Reference: Reference(d.Force, newPeriod(d), digest), Digest: digest, Head: then.Head(), Changed: iso(then.Changed().UTC()),
	}
	for _, c := range now.Since(then) {
		x := Correction{Words: c.Words}
		if it, ok := now.Item(c.Item); ok {
			x.Item = Ref{it.ID, it.Title}
		}
		r.Replaces.Changes = append(r.Replaces.Changes, x)
	}
}

// Unchanged says, without its full stop, that nothing is said otherwise than in the
// return of that name, so that there is nothing to be sent in its place.
func Unchanged(name string) string {
	return "No answer, evidence, action or detail has changed since " + name + ", nor a signature"
}

// Particulars are what is known of it.
func (p *Replaced) Particulars() []Particular {
	return []Particular{
		{"The return before", p.Reference},
		{"As it stood on", long(p.Changed)},
		{"SHA-256 of what it said", p.Digest},
		{"SHA-256 of its last change", p.Head.SHA256},
	}
}

// Words is which return it is, in words.
func (p *Replaced) Words() string {
	return "The return " + p.Reference + ", as it stood on " + long(p.Changed)
}
