// Package bulk works out what it would change to do the same to several questions
// at once, before anything is changed.
//
// It is a function of values: what is done, an assessment and its items give a
// plan, which says of each item what stands there and what would, and why nothing
// would where nothing does. How a plan is shown, and that it is recorded as one
// change, is for the terminal app and the plain prompts.
//
// Start with [Deed] and [Deed.On].
package bulk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A Kind is a kind of thing that can be done to several questions.
type Kind int

const (
	// Answer gives the choice Field the option Option.
	Answer Kind = iota
	// StillTrue carries last time's answer over.
	StillTrue
	// NotApplicable makes every part that is asked not applicable, because of Text.
	NotApplicable
	// NotRecorded says of every part that is asked that the force does not hold it.
	NotRecorded
	// Clear takes every answer back; texts, evidence and actions stay.
	Clear
	// Assign asks the person or department Text to answer; with an empty Text
	// nobody is asked by name.
	Assign
	// Append puts Text behind what HMIC will read, or with Internal the note.
	Append
	// Replace puts Text in the place of it.
	Replace
	// ClearText takes it away.
	ClearText
)

// Kinds are all kinds, in the order in which they are offered.
var Kinds = []Kind{Answer, StillTrue, NotApplicable, NotRecorded, Assign, Append, Replace, ClearText, Clear}

// NeedsText reports whether a kind wants a text, or a name, to be typed.
func (k Kind) NeedsText() bool {
	return k == NotApplicable || k == Append || k == Replace
}

// A Deed is one thing that is done to several questions.
type Deed struct {
	Kind          Kind
	Field, Option string // ids, of Answer
	Text          string
	Internal      bool // the internal note is meant, not what HMIC will read

	label string // of the option
}

// Words is what d does, such as Answer: Yes.
func (d Deed) Words() string {
	text := "what HMIC will read"
	if d.Internal {
		text = "the internal note"
	}
	switch d.Kind {
	case Answer:
		return d.label
	case StillTrue:
		return "Last time's answer is still true"
	case NotApplicable:
		return "Not applicable"
	case NotRecorded:
		return "Not recorded"
	case Clear:
		return "Take the answers back"
	case Assign:
		return "Assign to a person or department"
	case Append:
		return "Add to " + text
	case Replace:
		return "Replace " + text
	}
	return "Take away " + text
}

// InSentence is Words as they stand in the middle of a sentence.
func (d Deed) InSentence() string {
	s := d.Words()
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// Reason is what a change that d makes is recorded with.
func (d Deed) Reason() string { return "Several questions at once: " + d.InSentence() }

// severalID is the id of the targets of TypedAt.
const severalID = "several"

// texts are the deeds that need a text or a name, by the parts of their targets.
var texts = map[string]Deed{
	"not-applicable":   {Kind: NotApplicable},
	"assign":           {Kind: Assign},
	"append":           {Kind: Append},
	"append-internal":  {Kind: Append, Internal: true},
	"replace":          {Kind: Replace},
	"replace-internal": {Kind: Replace, Internal: true},
}

// TypedAt is the target under which a draft keeps the text of d while it is typed,
// which is none of an assessment's; the zero Target where d needs none.
func (d Deed) TypedAt() assessment.Target {
	for part, x := range texts {
		if x.Kind == d.Kind && x.Internal == d.Internal {
			return assessment.Target{Kind: assessment.OnItem, ID: severalID, Part: part}
		}
	}
	return assessment.Target{}
}

// TypedFor is the deed whose text is typed at t, and false if t is no target of
// TypedAt.
func TypedFor(t assessment.Target) (Deed, bool) {
	d, ok := texts[t.Part]
	return d, ok && t.Kind == assessment.OnItem && t.ID == severalID
}

// An Offer is a deed that several questions could have done to them.
type Offer struct {
	Deed Deed
	// Lacking are the items that have no such answer: it can be done only where
	// there are none.
	Lacking []string
}

// Offers are what can be done to items: an answer for each option that any of them
// has, and then the other kinds, where the internal note comes behind what HMIC will
// read.
func Offers(a assessment.Assessment, items []string) []Offer {
	var all []Offer
	for _, k := range Kinds {
		switch k {
		case Answer:
			all = append(all, answers(a, items)...)
		case Append, Replace, ClearText:
			all = append(all, Offer{Deed: Deed{Kind: k}}, Offer{Deed: Deed{Kind: k, Internal: true}})
		default:
			all = append(all, Offer{Deed: Deed{Kind: k}})
		}
	}
	return all
}

// answers is an offer for each option of a choice of the items, those that all of
// them have first.
func answers(a assessment.Assessment, items []string) []Offer {
	type option struct{ field, id, label string }
	var order []option
	has := map[option][]string{}
	choices := map[string]bool{} // the fields that are called otherwise than Answer
	for _, id := range items {
		it, ok := a.Item(id)
		if !ok {
			continue
		}
		for i := range it.Fields {
			f := &it.Fields[i]
			for _, o := range f.Options {
				x := option{f.ID, o.ID, o.Label}
				if len(it.Fields) > 1 {
					choices[f.ID] = true
				}
				if has[x] == nil {
					order = append(order, x)
				}
				has[x] = append(has[x], id)
			}
		}
	}
	all := make([]Offer, len(order))
	for i, x := range order {
		label := "Answer: " + x.label
		if choices[x.field] {
			label = fieldLabel(a, items, x.field) + ": " + x.label
		}
		all[i].Deed = Deed{Kind: Answer, Field: x.field, Option: x.id, label: label}
		for _, id := range items {
			if !slices.Contains(has[x], id) {
				all[i].Lacking = append(all[i].Lacking, id)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Offer) int { return len(x.Lacking) - len(y.Lacking) })
	return all
}

// fieldLabel is what the first item that has a field calls it.
func fieldLabel(a assessment.Assessment, items []string, field string) string {
	for _, id := range items {
		if it, ok := a.Item(id); ok {
			if f, ok := it.Field(field); ok {
				return f.Label
			}
		}
	}
	return field
}

// A Fate is what becomes of an item.
type Fate int

const (
	Fills   Fate = iota // something is put where nothing was
	Loses               // an answer or a text that stands is replaced or taken away
	Stays               // nothing changes
	Refused             // it cannot be done there
)

// A Change is what becomes of one part of an item, in words.
type Change struct{ Part, Old, New string }

// A Row is what becomes of one item.
type Row struct {
	Item    *checklist.Item
	Fate    Fate
	Changes []Change
	Had     bool   // something stood there before
	Why     string // it stays, or is refused, as a sentence

	edits []assessment.Edit
}

// A Plan is what a deed would change.
type Plan struct {
	Deed Deed
	Rows []Row // in the order of the items
	// Head is that of the assessment that it was worked out for.
	Head assessment.Head

	edits []assessment.Edit
}

// Edits is what is recorded to carry the plan out, as one change.
func (p Plan) Edits() []assessment.Edit { return p.edits }

// Of are the rows that have that fate.
func (p Plan) Of(f Fate) []Row {
	return slices.DeleteFunc(slices.Clone(p.Rows), func(r Row) bool { return r.Fate != f })
}

// Changing is how many items the plan changes.
func (p Plan) Changing() int { return len(p.Of(Fills)) + len(p.Of(Loses)) }

// Tally is how many items have which fate, in words.
func (p Plan) Tally() string {
	var parts []string
	for _, x := range []struct {
		fate      Fate
		one, many string
	}{
		{Loses, "loses what stands there", "lose what stands there"},
		{Fills, "is filled in", "are filled in"},
		{Stays, "stays as it is", "stay as they are"},
		{Refused, "is left out", "are left out"},
	} {
		if n := len(p.Of(x.fate)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, assessment.Plural(n, x.one, x.many)))
		}
	}
	return strings.Join(parts, ", ")
}

// On works out what d would change in a. Held reports whether something is typed for
// a part that is not saved yet, which nothing may be done over; it may be nil.
func (d Deed) On(a assessment.Assessment, items []string, held func(assessment.Target) bool) Plan {
	p := Plan{Deed: d, Head: a.Head()}
	var carried []string
	for _, id := range items {
		it, ok := a.Item(id)
		if !ok {
			continue
		}
		r := d.row(a, it)
		if held != nil && slices.ContainsFunc(r.edits, func(e assessment.Edit) bool { return held(e.Target) }) {
			r = refused(it, "What was typed there is not saved yet.")
		}
		if len(r.edits) > 0 {
			p.edits = append(p.edits, r.edits...)
			carried = append(carried, id)
		}
		p.Rows = append(p.Rows, r)
	}
	if d.Kind == StillTrue { // evidence that several of them share is carried over once
		p.edits = a.CarryOver(carried...)
	}
	return p
}

func refused(it *checklist.Item, why string) Row { return Row{Item: it, Fate: Refused, Why: why} }

// row is what becomes of one item.
func (d Deed) row(a assessment.Assessment, it *checklist.Item) Row {
	var want []assessment.Edit
	switch d.Kind {
	case Answer:
		f, ok := it.Field(d.Field)
		if !ok {
			return refused(it, "It has no such answer.")
		}
		if _, ok := f.Option(d.Option); !ok {
			return refused(it, "It has no such answer.")
		}
		if !a.Asked(it, f) {
			return refused(it, "That is not asked as its other answers are.")
		}
		want = []assessment.Edit{{Target: assessment.FieldOf(it, f), New: assessment.Of(d.Option)}}
	case StillTrue:
		if why := noCarry(a.CanCarry(it.ID)); why != "" {
			return refused(it, why)
		}
		return d.rowOf(a, it, a.CarryOver(it.ID))
	case NotApplicable, NotRecorded, Clear:
		return d.rowOfFields(a, it)
	case Assign:
		want = []assessment.Edit{{Target: assessment.AssignedItem(it.ID), New: text(d.Text)}}
	default:
		return d.rowOfText(a, it)
	}
	return d.rowOf(a, it, a.Edits(want...))
}

// text is a value of that text, and none if there is none.
func text(s string) assessment.Value {
	if s == "" {
		return assessment.Value{}
	}
	return assessment.Of(s)
}

// rowOfFields is row for what is done to every part of an answer.
func (d Deed) rowOfFields(a assessment.Assessment, it *checklist.Item) Row {
	var want []assessment.Edit
	for i := range it.Fields {
		f := &it.Fields[i]
		e := assessment.Edit{Target: assessment.FieldOf(it, f)}
		switch {
		case f.Detail != "":
			return refused(it, "It is answered in the details of the return.")
		case d.Kind == NotApplicable:
			e.New = assessment.Inapplicable(d.Text)
		case d.Kind == NotRecorded:
			e.New = assessment.Missing()
		}
		if d.Kind == Clear || a.Asked(it, f) {
			want = append(want, e)
		}
	}
	return d.rowOf(a, it, a.Edits(want...))
}

// rowOfText is row for what is done to a text.
func (d Deed) rowOfText(a assessment.Assessment, it *checklist.Item) Row {
	t := assessment.Narrative(it.ID)
	if d.Internal {
		t = assessment.Internal(it.ID)
	}
	now, s := a.At(t).Given, d.Text
	switch {
	case d.Kind == ClearText:
		s = ""
	case d.Kind == Append && now != "":
		s = strings.TrimRight(now, "\n") + "\n\n" + d.Text
	}
	v, err := assessment.ParseText(s)
	if err != nil {
		return refused(it, assessment.Capital(err.Error())+".")
	}
	return d.rowOf(a, it, a.Edits(assessment.Edit{Target: t, New: v}))
}

// rowOf is the row of an item that those edits change.
func (d Deed) rowOf(a assessment.Assessment, it *checklist.Item, edits []assessment.Edit) Row {
	r := Row{Item: it, Fate: Fills, edits: edits}
	if len(edits) == 0 {
		r.Fate, r.Why = Stays, d.stays()
		return r
	}
	beside := map[assessment.TargetKind]map[string]bool{}
	for _, e := range edits {
		if e.Target.Kind == assessment.OnEvidence || e.Target.Kind == assessment.OnAction {
			if beside[e.Target.Kind] == nil {
				beside[e.Target.Kind] = map[string]bool{}
			}
			beside[e.Target.Kind][e.Target.ID] = true
			continue
		}
		r.Had = r.Had || e.Old.IsAnswered()
		r.Changes = append(r.Changes, change(a, it, e))
	}
	if r.Had && d.Kind != Append {
		r.Fate = Loses
	}
	if n := len(beside[assessment.OnEvidence]); n > 0 {
		r.Changes = append(r.Changes, Change{"Evidence", "", fmt.Sprintf("%d of last time", n)})
	}
	if n := len(beside[assessment.OnAction]); n > 0 {
		r.Changes = append(r.Changes, Change{"Actions", "", fmt.Sprintf("%d of last time", n)})
	}
	return r
}

// stays is why an item stays as it is.
func (d Deed) stays() string {
	switch d.Kind {
	case Clear, ClearText:
		return "There is nothing to take away."
	}
	return "It is so already."
}

// change is an edit in words.
func change(a assessment.Assessment, it *checklist.Item, e assessment.Edit) Change {
	c := Change{Old: a.WordsAt(e.Target, e.Old), New: a.WordsAt(e.Target, e.New)}
	switch e.Target.Kind {
	case assessment.OnField:
		if f, ok := it.Field(e.Target.Part); ok && len(it.Fields) > 1 {
			c.Part = f.Label
		}
	case assessment.OnNarrative:
		c.Part = "What HMIC will read"
	case assessment.OnInternal:
		c.Part = "Internal note"
	case assessment.OnItem:
		c.Part = "Assigned to"
		c.Old, c.New = assigned(a, it, e.Old), assigned(a, it, e.New)
	}
	return c
}

// assigned is who answers an item if that is what is said of it alone.
func assigned(a assessment.Assessment, it *checklist.Item, v assessment.Value) string {
	if v.IsAnswered() {
		return v.Given
	}
	if s, ok := a.Checklist().SectionOf(it.ID); ok {
		if who := a.At(assessment.AssignedSection(s.ID)).Given; who != "" {
			return who + ", as the section"
		}
	}
	return "nobody"
}

// noCarry is why last time's answer cannot be carried over, in a sentence; empty if
// it can.
func noCarry(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, assessment.ErrAnsweredNow):
		return "It has an answer already."
	case errors.Is(err, assessment.ErrNotAskedThen):
		return "It was not asked last time."
	case errors.Is(err, assessment.ErrUnansweredThen):
		return "It was not answered last time."
	}
	return assessment.Capital(err.Error()) + "."
}
