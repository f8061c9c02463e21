package assessment

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"favour/internal/checklist"
)

// PartAssigned is the part of an item, or of a section, that names who is to
// answer it: a person or a department, as a paper form would have it.
const PartAssigned = "assigned"

// AssignedItem is the target that says who is to answer an item.
func AssignedItem(item string) Target { return Target{OnItem, item, PartAssigned} }

// AssignedSection is the target that says who is to answer those items of a
// section that are nobody else's.
func AssignedSection(section string) Target { return Target{OnSection, section, PartAssigned} }

// Assigned is who is to answer an item: the one it is assigned to, or else the
// one its section is; empty if neither is.
func (a Assessment) Assigned(item string) string {
	if v := a.At(AssignedItem(item)); v.IsAnswered() {
		return v.Given
	}
	if s, ok := a.list.SectionOf(item); ok {
		return a.At(AssignedSection(s.ID)).Given
	}
	return ""
}

// Same reports whether two names are one person's or department's: capitals and
// the number of blanks do not matter, nor does a role that only one of them has
// behind a comma.
func Same(x, y string) bool {
	xName, xRole, _ := strings.Cut(nameKey(x), ",")
	yName, yRole, _ := strings.Cut(nameKey(y), ",")
	xRole, yRole = strings.TrimSpace(xRole), strings.TrimSpace(yRole)
	return xName != "" && strings.TrimSpace(xName) == strings.TrimSpace(yName) && (xRole == yRole || xRole == "" || yRole == "")
}

func nameKey(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// A Load is what one person or department has to do.
type Load struct {
	Name     string // empty for what is nobody's
	Items    int    // assigned
	Answered int    // of those, not unanswered
	Returned int    // of those, sent back by a reviewer and not answered yet
	Actions  int    // owned, and not done
	Overdue  int    // of those, due before today
}

// Left is how many items are waited for: unanswered, or returned.
func (l Load) Left() int { return l.Items - l.Answered + l.Returned }

// Words is l in a sentence, which says nothing of what there is none of.
func (l Load) Words() string {
	var parts []string
	if l.Items > 0 {
		words := fmt.Sprintf("%d %s left of %d", l.Left(), Plural(l.Left(), "question", "questions"), l.Items)
		if l.Returned > 0 {
			words += fmt.Sprintf(", %d of them returned by the reviewer", l.Returned)
		}
		parts = append(parts, words)
	}
	if l.Actions > 0 {
		words := fmt.Sprintf("%d %s to do", l.Actions, Plural(l.Actions, "action", "actions"))
		if l.Overdue > 0 {
			words += fmt.Sprintf(", %d overdue", l.Overdue)
		}
		parts = append(parts, words)
	}
	if len(parts) == 0 {
		parts = []string{"nothing to do"}
	}
	return cmp.Or(l.Name, "Assigned to nobody") + ": " + strings.Join(parts, "; ") + "."
}

// People lists who has what to do, those who are waited for longest lists first;
// what is nobody's stands last. An owner of nothing but actions is one of them.
func (a Assessment) People(today time.Time) []Load {
	var all []Load
	of := func(name string) *Load {
		i := slices.IndexFunc(all, func(l Load) bool { return l.Name == name || Same(l.Name, name) })
		if i < 0 {
			i = len(all)
			all = append(all, Load{Name: name})
		}
		return &all[i]
	}
	for _, it := range a.list.Items() {
		l := of(a.Assigned(it.ID))
		l.Items++
		switch {
		case a.Standing(it) == checklist.Unanswered:
		case a.Review(it.ID).State == ReviewReturned:
			l.Answered, l.Returned = l.Answered+1, l.Returned+1
		default:
			l.Answered++
		}
	}
	for _, x := range a.Actions() {
		if x.Status == StatusDone {
			continue
		}
		l := of(x.Owner)
		l.Actions++
		if x.Overdue(today) {
			l.Overdue++
		}
	}
	slices.SortStableFunc(all, func(x, y Load) int {
		if (x.Name == "") != (y.Name == "") {
			return cmp.Compare(len(y.Name), len(x.Name))
		}
		return cmp.Or(cmp.Compare(y.Left(), x.Left()), cmp.Compare(y.Overdue, x.Overdue), strings.Compare(nameKey(x.Name), nameKey(y.Name)))
	})
	return all
}

// Names are those in use, in the alphabet's order: that of who is at work, and of
// everyone who has something to answer or to do, or answers for evidence. The loads
// are those of a.
func (a Assessment) Names(who Author, loads []Load) []string {
	var all []string
	add := func(name string) {
		if name != "" && !slices.ContainsFunc(all, func(n string) bool { return Same(n, name) }) {
			all = append(all, name)
		}
	}
	add(who.String())
	for _, l := range loads {
		add(l.Name)
	}
	for _, e := range a.Evidence() {
		add(e.Owner)
	}
	slices.SortFunc(all, func(x, y string) int { return strings.Compare(nameKey(x), nameKey(y)) })
	return all
}
