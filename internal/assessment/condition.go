package assessment

import (
	"slices"
	"strconv"
	"strings"

	"favour/internal/checklist"
)

// Asked reports whether f is asked, given the other answers to its item.
func (a Assessment) Asked(it *checklist.Item, f *checklist.Field) bool {
	return a.holds(it, f.When, a.named)
}

// Shown reports whether f has a place on a screen or in an export: it is asked,
// or was answered before other answers made it one that is not.
func (a Assessment) Shown(it *checklist.Item, f *checklist.Field) bool {
	return a.Asked(it, f) || a.Field(it, f).IsAnswered()
}

// Remainder is what the item's parts leave of their total, and false unless
// the total and at least one part are given. It is less than nought where the
// parts come to more than the total.
func (a Assessment) Remainder(it *checklist.Item) (int, bool) {
	sum, ok := it.Sum()
	if !ok {
		return 0, false
	}
	total, ok := Number(a.named(it, sum.Of))
	if !ok {
		return 0, false
	}
	given := false
	for _, p := range sum.Parts {
		n, ok := Number(a.named(it, p))
		total -= n
		given = given || ok
	}
	return total, given
}

// named is the value of the field with that id, or else of what conditions call
// by that name beside the fields.
func (a Assessment) named(it *checklist.Item, name string) Value {
	if f, ok := it.Field(name); ok {
		return a.Field(it, f)
	}
	switch {
	case name == checklist.Remainder:
		if n, ok := a.Remainder(it); ok {
			return Of(strconv.Itoa(n))
		}
	case slices.Contains(checklist.Moments, name):
		return a.At(Detail(name))
	}
	return Value{}
}

// ruled is named for the conditions of rules. Only they may ask how the item
// stands, for that depends on which of its fields are asked.
func (a Assessment) ruled(it *checklist.Item, name string) Value {
	if _, ok := it.Field(name); ok {
		return a.named(it, name)
	}
	switch name {
	case checklist.Narrative:
		return a.At(Narrative(it.ID))
	case checklist.Stands:
		switch s := a.Standing(it); s {
		case checklist.Unanswered:
			return Value{}
		case checklist.NotApplicable:
			return Inapplicable("")
		default:
			return Of(string(s))
		}
	}
	return a.named(it, name)
}

// holds reports whether it meets the condition, where value says what a name in
// it stands for.
func (a Assessment) holds(it *checklist.Item, when checklist.Condition, value func(*checklist.Item, string) Value) bool {
	for _, t := range when {
		v := value(it, t.Field)
		if !slices.ContainsFunc(t.Is, func(want string) bool { return a.matches(it, v, want) }) {
			return false
		}
	}
	return true
}

// matches reports whether v is what one alternative of a test asks for.
func (a Assessment) matches(it *checklist.Item, v Value, want string) bool {
	switch want {
	case "answered":
		return v.IsAnswered()
	case "given", "unanswered", "not-recorded", "not-applicable":
		return v.State.String() == want
	}
	op := want[:len(want)-len(strings.TrimLeft(want, "<>="))]
	if op == "" {
		return v.State == Given && v.Given == want
	}
	other := a.operand(it, strings.TrimSpace(want[len(op):]))
	if v.State != Given || other.State != Given {
		return false
	}
	c := compare(v.Given, other.Given)
	switch op {
	case "=":
		return c == 0
	case "<>":
		return c != 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	}
	return false
}

// operand is what a comparison compares with: a field of the item, a day of the
// assessment, or what is written there.
func (a Assessment) operand(it *checklist.Item, text string) Value {
	if f, ok := it.Field(text); ok {
		return a.Field(it, f)
	}
	if slices.Contains(checklist.Moments, text) {
		return a.At(Detail(text))
	}
	return Of(text)
}

// compare orders two numbers as such, and two ISO dates by the day.
func compare(x, y string) int {
	m, merr := strconv.ParseFloat(x, 64)
	n, nerr := strconv.ParseFloat(y, 64)
	if merr != nil || nerr != nil {
		return strings.Compare(x, y)
	}
	switch {
	case m < n:
		return -1
	case m > n:
		return 1
	}
	return 0
}
