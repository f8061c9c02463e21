package assessment

import (
	"fmt"
	"slices"
	"strings"
)

// Describe is one edit in words, for a history: what was touched, what it
// became and what it was. Long text is cut.
func (a Assessment) Describe(e Edit) string {
	what, was, is := a.What(e.Target), a.words(e.Target, e.Old), a.words(e.Target, e.New)
	switch {
	case !e.Old.IsAnswered():
		return fmt.Sprintf("%s: %s", what, is)
	case !e.New.IsAnswered():
		return fmt.Sprintf("%s: cleared (was %s)", what, was)
	}
	return fmt.Sprintf("%s: %s (was %s)", what, is, was)
}

// Summary is a whole change in a line.
func (a Assessment) Summary(c Change) string {
	var s string
	switch {
	case c.Start != nil:
		return "Started the assessment"
	case c.Undoes != 0:
		s = fmt.Sprintf("Undid change %d: ", c.Undoes)
	case c.Redoes != 0:
		s = fmt.Sprintf("Redid change %d: ", c.Redoes)
	}
	if len(c.Edits) == 0 {
		return s + "nothing changed"
	}
	if deed, ok := a.Deed(c); ok {
		return deed
	}
	s += a.Describe(c.Edits[0])
	if n := len(c.Edits) - 1; n > 0 {
		s += fmt.Sprintf(" and %d more", n)
	}
	return s
}

// SummaryOn is Summary in the history of one item: what c did to that comes first. An
// empty item is none.
func (a Assessment) SummaryOn(item string, c Change) string {
	if item == "" {
		return a.Summary(c)
	}
	there := func(e Edit) int {
		if slices.Contains(a.itemsOf(e), item) {
			return 0
		}
		return 1
	}
	c.Edits = slices.Clone(c.Edits)
	slices.SortStableFunc(c.Edits, func(x, y Edit) int { return there(x) - there(y) })
	return a.Summary(c)
}

// Deed is what c did in one sentence, where that says more than its edits one by
// one: signed or reopened the return, accepted or returned items.
func (a Assessment) Deed(c Change) (string, bool) {
	if len(c.Edits) == 0 || c.Undoes != 0 || c.Redoes != 0 {
		return "", false
	}
	kind := c.Edits[0].Target.Kind
	given := map[string]string{} // by part, and of reviews the ids of items
	var accepted []string
	for _, e := range c.Edits {
		if e.Target.Kind != kind {
			return "", false
		}
		given[e.Target.Part] = e.New.Given
		if e.Target.Part == PartDigest && e.New.IsAnswered() {
			accepted = append(accepted, e.Target.ID)
		}
	}
	switch {
	case kind == OnSignature && given[PartReopened] != "":
		return "Reopened the signed return: " + Shorten(given[PartReopened]), true
	case kind == OnSignature:
		return "Signed by " + Signature{Name: given[PartName], Rank: given[PartRank], Role: given[PartRole]}.Who(), true
	case kind == OnReview && len(accepted) > 0:
		return "Accepted " + strings.Join(accepted, ", "), true
	case kind == OnReview && given[PartNote] != "":
		return fmt.Sprintf("Returned %s: %s", c.Edits[0].Target.ID, Shorten(given[PartNote])), true
	}
	return "", false
}

// What names a target in words, such as "BUS-07 Received".
func (a Assessment) What(t Target) string {
	switch t.Kind {
	case OnField:
		if it, ok := a.index[t.ID]; ok {
			if f, ok := it.Field(t.Part); ok {
				return t.ID + " " + f.Label
			}
		}
	case OnNarrative:
		return t.ID + " What HMIC will read"
	case OnInternal:
		return t.ID + " Internal note"
	case OnEvidence:
		return "Evidence " + t.ID + " " + t.Part
	case OnAction:
		return "Action " + t.ID + " " + t.Part
	case OnItem:
		return t.ID + " Assigned to"
	case OnReview:
		return t.ID + " Review, " + reviewNames[t.Part]
	case OnSignature:
		return "Signature " + t.ID + " " + t.Part
	case OnSection:
		if s, ok := a.list.Section(t.ID); ok {
			if t.Part == PartAssigned {
				return s.Title + " assigned to"
			}
			return s.Title + " complete"
		}
	case OnDetail:
		return Capital(detailNames[t.Part])
	}
	return t.String()
}

// words is a value of a target, short enough for a line.
func (a Assessment) words(t Target, v Value) string {
	if t.Kind == OnField {
		if it, ok := a.index[t.ID]; ok {
			if f, ok := it.Field(t.Part); ok {
				return Shorten(a.Words(f, v))
			}
		}
	}
	if day, ok := Day(v); ok && (t.Kind == OnDetail || t.Part == PartAsAt || t.Part == PartDue) {
		return a.Day(day)
	}
	if !v.IsAnswered() {
		return "nothing"
	}
	return Shorten(v.Given)
}

// maxShort is the most characters of what Shorten gives.
const maxShort = 60

// Shorten is s on one line, cut behind a word where it is longer than a sentence can
// hold; a single word that is longer is cut itself.
func Shorten(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= maxShort {
		return string(r)
	}
	end := maxShort - 1
	for i := end; i > maxShort/2; i-- {
		if r[i] == ' ' {
			end = i
			break
		}
	}
	return strings.TrimRight(string(r[:end]), " ,;:.–-") + "…"
}
