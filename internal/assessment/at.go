package assessment

import "favour/internal/checklist"

// What stands at a target, as people read and type it.

// FieldAt is the field that t names, and nil if it names none. A detail is none,
// though a field of an item may show it.
func (a Assessment) FieldAt(t Target) *checklist.Field {
	if it, ok := a.index[t.ID]; ok && t.Kind == OnField {
		if f, ok := it.Field(t.Part); ok {
			return f
		}
	}
	return nil
}

// IsDay reports whether what stands at t is a day.
func (t Target) IsDay() bool {
	switch {
	case t.Kind == OnDetail:
		return t.Part == DetailFrom || t.Part == DetailTo || t.Part == DetailBaseline || t.Part == DetailDeadline
	case t.Kind == OnEvidence:
		return t.Part == PartAsAt
	}
	return t.Kind == OnAction && t.Part == PartDue
}

// ParseAt is the value that typed text stands for at t.
func (a Assessment) ParseAt(t Target, text string) (Value, error) {
	if f := a.FieldAt(t); f != nil {
		return Parse(f, text)
	}
	if t.IsDay() {
		return Parse(&checklist.Field{Kind: checklist.Date}, text)
	}
	return ParseText(text)
}

// WordsAt is the whole of v, which stands or may stand at t, as people read it.
func (a Assessment) WordsAt(t Target, v Value) string {
	if f := a.FieldAt(t); f != nil {
		return a.Words(f, v)
	}
	complete := t.Kind == OnSection && t.Part == SectionComplete
	day, isDay := Day(v)
	switch {
	case !v.IsAnswered() && complete:
		return "not complete"
	case !v.IsAnswered():
		return "nothing"
	case complete:
		return "complete"
	case isDay && t.IsDay():
		return a.Day(day)
	}
	return v.Given
}

// Typed is v as a person would type it, so that [Parse] gives it back.
func (v Value) Typed() string {
	switch v.State {
	case NotRecorded:
		return "not-recorded"
	case NotApplicable:
		return "not-applicable: " + v.Reason
	}
	return v.Given
}
