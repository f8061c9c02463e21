package report

import (
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// New is the report of a. It asks no clock: an action is overdue if it was on
// the day of the last change.
func New(a assessment.Assessment) Report {
	a = a.In("") // whatever way somebody likes to see days in
	d := a.Details()
	list := a.Checklist()
	b := newBuilder(a)
	content := a.Content()
	r := Report{
		ID: a.ID(), Force: d.Force, Lead: d.Lead, Marking: d.Marking, Period: newPeriod(d), Checklist: source(list),
		Baseline: iso(d.Baseline), Changed: iso(b.today), Changes: int(a.Count()), Head: a.Head(),
		Digest: content.Digest(), Details: content.Details,
	}
	r.Reference = Reference(r.Force, r.Period, r.Digest)
	r.Signatures = b.signatures(r.Digest)
	r.Evidence, r.Actions = b.registers()
	p := a.Progress(b.today)
	r.Totals, r.Progress = progress(p)
	b.reviewed = r.Totals.Reviewed()
	for i := range list.Sections {
		r.Sections = append(r.Sections, b.section(&list.Sections[i]))
	}
	for _, h := range list.Summary {
		r.Summary = append(r.Summary, b.heading(h))
	}
	r.Framing = b.framing(r.Summary)
	r.Counts = b.counts(&r)
	for i, t := range list.Tables {
		r.Tables = append(r.Tables, b.table(i+1, t))
	}
	r.Left = b.outstanding(p.Findings)
	r.Last = b.last()
	return r
}

func newPeriod(d assessment.Details) Period { return Period{iso(d.From), iso(d.To), d.PeriodWords()} }

func source(c *checklist.Checklist) Source {
	return Source{c.ID, c.Edition, c.Title, c.Digest(), c.Provenance, c.Official}
}

// A builder holds what the parts of a report are made from.
type builder struct {
	a        assessment.Assessment
	today    time.Time       // nought for last time's answers, of which nothing is overdue
	items    map[string]Item // those made so far, which is all after the sections
	evidence map[string][]Evidence
	actions  map[string][]Action
	cover    map[string]Cover
	places   map[string]int // of each item in the checklist, by id
	reviewed bool
}

func newBuilder(a assessment.Assessment) *builder {
	b := &builder{
		a: a, today: a.Changed().UTC().Truncate(24 * time.Hour), items: map[string]Item{},
		evidence: map[string][]Evidence{}, actions: map[string][]Action{}, cover: map[string]Cover{},
		places: make(map[string]int, a.Checklist().Len()),
	}
	for _, it := range a.Checklist().Items() {
		b.places[it.ID] = len(b.places)
	}
	evidence, actions := b.registers()
	for _, e := range evidence {
		for _, it := range e.Items {
			b.evidence[it.ID] = append(b.evidence[it.ID], e)
		}
	}
	for _, x := range actions {
		for _, it := range x.Items {
			b.actions[it.ID] = append(b.actions[it.ID], x)
		}
	}
	return b
}

func progress(p assessment.Progress) (Totals, []SectionProgress) {
	var sections []SectionProgress
	for _, s := range p.Sections {
		sections = append(sections, SectionProgress{
			s.Section.ID, s.Section.Title, s.Stage, s.Complete, s.Section.Unscored, totals(s.Tally),
		})
	}
	return totals(p.Tally), sections
}

func totals(t assessment.Tally) Totals {
	n := Totals{Items: t.Items, Answered: t.Answered}
	for i, s := range checklist.Standings {
		n.Standings[i] = t.Standings[s]
	}
	for i, s := range assessment.ReviewStates {
		n.Reviews[i] = t.Reviews[s]
	}
	return n
}

func (b *builder) section(s *checklist.Section) Section {
	out := Section{ID: s.ID, Title: s.Title, About: s.About}
	for i := range s.Items {
		it := b.item(&s.Items[i])
		b.items[it.ID] = it
		out.Items = append(out.Items, it)
	}
	return out
}

func (b *builder) item(it *checklist.Item) Item {
	out := Item{
		Ref: Ref{it.ID, it.Title}, Question: it.Question, Standing: b.a.Standing(it),
		Narrative: b.a.At(assessment.Narrative(it.ID)).Given, Statement: b.a.Statement(it),
		Evidence: b.evidence[it.ID], Actions: b.actions[it.ID], Assigned: b.a.Assigned(it.ID), Cover: b.cover[it.ID],
	}
	if b.reviewed {
		out.Review = b.a.Review(it.ID).State
	}
	for i := range it.Fields {
		if f := &it.Fields[i]; b.a.Shown(it, f) {
			out.Fields = append(out.Fields, b.field(it, f))
		}
	}
	if n, ok := b.a.Remainder(it); ok {
		out.Remainder = &n
	}
	return out
}

func (b *builder) field(it *checklist.Item, f *checklist.Field) Field {
	v := b.a.Field(it, f)
	return Field{ID: f.ID, Label: f.Label, Kind: f.Kind, Value: v, Words: words(f, v), Needs: needs(f), Detail: f.Detail, AsAt: f.AsAt}
}

// needs are the fields, and what else there is in an item, that decide whether f
// is asked.
func needs(f *checklist.Field) []string {
	var all []string
	for _, test := range f.When {
		all = append(all, test.Field)
		for _, is := range test.Is {
			if with := strings.TrimLeft(is, "<>="); with != is && strings.Trim(with, "0123456789.-") != "" {
				all = append(all, with)
			}
		}
	}
	return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(checklist.Moments, name) })
}

// notProvided is what a field says that nobody has answered.
const notProvided = "Not provided"

// words is v as a report says it.
func words(f *checklist.Field, v assessment.Value) string {
	switch v.State {
	case assessment.Unanswered:
		return notProvided
	case assessment.Given:
		return assessment.Words(f, v)
	}
	return assessment.Capital(assessment.Words(f, v))
}

// Blank reports whether none of an item's fields has been answered.
func (it Item) Blank() bool {
	return it.Standing != withheldStanding && !slices.ContainsFunc(it.Fields, func(f Field) bool { return f.Value.IsAnswered() })
}

func (b *builder) heading(h checklist.Heading) Heading {
	out := Heading{Title: h.Title}
	for _, id := range h.Items {
		it, ok := b.items[id]
		switch {
		case !ok: // package catalog would have complained
		case it.Blank():
			out.Open = append(out.Open, it.Ref)
		default:
			out.Statements = append(out.Statements, Statement{it.Ref, statement(it)})
		}
	}
	return out
}

// statement is what it comes to: in the checklist's words, or else field by
// field.
func statement(it Item) string {
	if it.Statement != "" {
		return it.Statement
	}
	return it.Title + ": " + it.fieldByField()
}

// fieldByField is the answer to it as one sentence.
func (it Item) fieldByField() string {
	parts := each(it.Fields, func(f Field) string { return f.Label + " " + f.Words })
	return strings.Join(parts, "; ") + "."
}

// framing is the headings at the head of the summary that speak of the return
// alone, such as the method: their items are all of sections that frame it.
func (b *builder) framing(summary []Heading) []Heading {
	for i, h := range b.a.Checklist().Summary {
		for _, id := range h.Items {
			if s, ok := b.a.Checklist().SectionOf(id); !ok || !s.Unscored {
				return summary[:i]
			}
		}
	}
	return summary
}
