package assessment

import (
	"time"

	"favour/internal/checklist"
)

// Standing is how an item stands: the worst verdict that its answers give. An
// item with no verdict to give is answered once its required fields are.
//
// An item is unanswered until every required field that is asked has an answer
// of some kind, unless another field already gives a verdict.
func (a Assessment) Standing(it *checklist.Item) checklist.Standing {
	worst := checklist.Unanswered
	answered, inapplicable, required := false, false, 0
	for i := range it.Fields {
		f := &it.Fields[i]
		if !a.Asked(it, f) {
			continue
		}
		v := a.Field(it, f)
		if f.Required && !v.IsAnswered() {
			required++
		}
		answered = answered || v.IsAnswered()
		inapplicable = inapplicable || v.State == NotApplicable && (f.Required || f.GivesVerdict())
		if o, ok := f.Option(v.Given); ok && v.State == Given {
			worst = worse(worst, o.Standing)
		}
	}
	switch {
	case worst != checklist.Unanswered:
		return worst
	case required > 0 || !answered:
		return checklist.Unanswered
	case inapplicable:
		return checklist.NotApplicable
	}
	return checklist.Answered
}

// worse is the lesser verdict of two; x where y is none.
func worse(x, y checklist.Standing) checklist.Standing {
	rank := map[checklist.Standing]int{checklist.Met: 1, checklist.PartlyMet: 2, checklist.NotMet: 3}
	if rank[y] > rank[x] {
		return y
	}
	return x
}

// Touched reports whether anything at all is known of an item.
func (a Assessment) Touched(it *checklist.Item) bool {
	for i := range it.Fields {
		if a.Field(it, &it.Fields[i]).IsAnswered() {
			return true
		}
	}
	return a.At(Narrative(it.ID)).IsAnswered() || a.At(Internal(it.ID)).IsAnswered()
}

// StandingWords is how an item stands as people read it, with what is begun told
// from what nobody has answered.
func (a Assessment) StandingWords(it *checklist.Item) string {
	s := a.Standing(it)
	if s == checklist.Unanswered && a.Touched(it) {
		return "in progress"
	}
	return s.Words()
}

// A SectionState is how far a section has come.
type SectionState string

const (
	NotStarted     SectionState = "not-started"
	InProgress     SectionState = "in-progress"
	Completed      SectionState = "completed" // a person has said so
	NeedsAttention SectionState = "needs-attention"
)

// Words is s as people read it.
func (s SectionState) Words() string {
	switch s {
	case NotStarted:
		return "Not yet started"
	case InProgress:
		return "In progress"
	case Completed:
		return "Completed"
	default:
		return "Needs attention"
	}
}

// A Tally counts items by how they stand.
type Tally struct {
	Items     int // all there are
	Answered  int // those that do not stand as unanswered
	Standings map[checklist.Standing]int
	Attention int // errors and warnings
	Actions   int // actions not yet done
	Overdue   int // those that should have been by now
	Reviews   map[ReviewState]int
}

// SectionProgress is how far one section has come.
type SectionProgress struct {
	Section *checklist.Section
	State   SectionState
	// Stage is State without regard to what needs attention, which is for the
	// force alone to know.
	Stage SectionState
	// Complete is whether a person has said that the section is complete,
	// whatever State says.
	Complete bool
	Tally
}

// Progress is how far an assessment has come, in all and by section.
type Progress struct {
	Tally
	Sections []SectionProgress
	Findings []Finding // what Findings returns, which was needed anyway
}

// Progress counts the items of each section by standing. Items that ask for no
// verdict count as answered, never as met. Today decides what is overdue.
func (a Assessment) Progress(today time.Time) Progress {
	p := Progress{
		Tally:    Tally{Standings: map[checklist.Standing]int{}, Reviews: map[ReviewState]int{}},
		Findings: a.Findings(today),
	}
	attention := map[string]int{}
	for _, f := range p.Findings {
		if f.Severity == Note {
			continue
		}
		p.Attention++
		attention[f.Section]++
	}
	for i := range a.list.Sections {
		s := a.section(&a.list.Sections[i], attention[a.list.Sections[i].ID])
		p.Items += s.Items
		p.Answered += s.Answered
		for standing, n := range s.Standings {
			p.Standings[standing] += n
		}
		for state, n := range s.Reviews {
			p.Reviews[state] += n
		}
		p.Sections = append(p.Sections, s)
	}
	for _, x := range a.Actions() {
		if x.Status != StatusDone {
			p.Actions++
		}
		if x.Overdue(today) {
			p.Overdue++
		}
	}
	return p
}

func (a Assessment) section(s *checklist.Section, attention int) SectionProgress {
	p := SectionProgress{
		Section:  s,
		Complete: a.At(Complete(s.ID)).IsAnswered(),
		Tally: Tally{
			Items: len(s.Items), Attention: attention,
			Standings: map[checklist.Standing]int{}, Reviews: map[ReviewState]int{},
		},
	}
	touched := false
	for i := range s.Items {
		standing := a.Standing(&s.Items[i])
		p.Standings[standing]++
		p.Reviews[a.Review(s.Items[i].ID).State]++
		if standing != checklist.Unanswered {
			p.Answered++
		}
		touched = touched || a.Touched(&s.Items[i])
	}
	switch {
	case p.Complete:
		p.Stage = Completed
	case touched:
		p.Stage = InProgress
	default:
		p.Stage = NotStarted
	}
	p.State = p.Stage
	if attention > 0 {
		p.State = NeedsAttention
	}
	return p
}
