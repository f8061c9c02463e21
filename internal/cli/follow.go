package cli

import (
	"context"
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
)

// favour new --from: the return of the next period. Rules of this file:
//
//   - The force and the checklist are those of last time. The period never is,
//     nor what belongs to it: marking, lead, earlier inspection, deadline.
//   - No answer is copied. Last time's stand beside each item, and favour
//     still-true takes them over one by one.

// planAfter is the plan for the return that follows the one of o.from.
func (a *app) planAfter(ctx context.Context, o *newOptions, given func(string) bool) (journal.Plan, error) {
	last, list, err := a.following(ctx, o, given)
	if err != nil {
		return journal.Plan{}, err
	}
	force, err := sameForce(last, o, given)
	if err != nil {
		return journal.Plan{}, err
	}
	if !given("period") {
		return journal.Plan{}, usage("Say which period the new return is for, such as --period %s; that of %s is not taken again.", periodAfter(last), last.ID())
	}
	details, err := o.details.edits(given)
	if err != nil {
		return journal.Plan{}, err
	}
	return journal.Plan{
		ID: o.id, Follows: last.ID(), Last: last.AsLast(list), Checklist: list, Force: force, Details: details,
	}, nil
}

// following is the return that o.from names, and the checklist of the one that
// is to follow it.
func (a *app) following(ctx context.Context, o *newOptions, given func(string) bool) (assessment.Assessment, *checklist.Checklist, error) {
	_, last, err := a.openNamed(ctx, o.from)
	if err != nil || !given("checklist") {
		return last, last.Checklist(), err
	}
	list, err := loadChecklist(o.checklist)
	return last, list, err
}

// sameForce is the force of last. --force may name it too, and no other.
func sameForce(last assessment.Assessment, o *newOptions, given func(string) bool) (checklist.Force, error) {
	force := last.Details().Force
	if given("force") {
		named, err := findForce(o.details.force, o.details.self)
		if err != nil {
			return force, err
		}
		if !oneForce(named, force) {
			return force, usage("%s is of %s, and --force names %s. Leave --force out, or start without --from.", last.ID(), force.Name, named.Name)
		}
	}
	if given("self") {
		self, err := parseSelf(o.details.self)
		if err != nil {
			return force, err
		}
		force.Self = self
	}
	return force, nil
}

// oneForce reports whether x and y are the same force, so far as can be told.
func oneForce(x, y checklist.Force) bool {
	if x.ID != "" && y.ID != "" {
		return x.ID == y.ID
	}
	return strings.EqualFold(x.Name, y.Name)
}

// periodAfter is a year behind the period of last, to be named as an example.
func periodAfter(last assessment.Assessment) string {
	end := last.Details().To
	if end.IsZero() {
		return "2012-06-01..2013-05-31"
	}
	return end.AddDate(0, 0, 1).Format("2006-01-02") + ".." + end.AddDate(1, 0, 0).Format("2006-01-02")
}

// warnOfOverlap says on standard error that the period of x begins before that
// of last has ended, for counts are then in both.
func (a *app) warnOfOverlap(x, last assessment.Assessment) {
	from, end := x.Details().From, last.Details().To
	if !from.IsZero() && !end.IsZero() && !from.After(end) {
		a.complain(fmt.Sprintf("warning: the period begins on %s, and that of %s ended on %s: what falls into both is counted in both.",
			a.date(from), last.ID(), a.date(end)))
	}
}

// itemsJSON counts the items of a checklist against those of last time's.
type itemsJSON struct {
	Unchanged int `json:"unchanged"`
	Reworded  int `json:"reworded"`
	New       int `json:"new"`
	Retired   int `json:"retired"`
}

func itemsToJSON(r assessment.Revision) *itemsJSON {
	return &itemsJSON{len(r.Unchanged), len(r.Reworded), len(r.New), len(r.Retired)}
}

// startedAfter says what x, which is just started, has of last and what not.
func (a *app) startedAfter(x, last assessment.Assessment) {
	a.out.hang("", fmt.Sprintf("It follows %s. %s No answer is copied: what was said last time stands beside each item.",
		last.ID(), revisionWords(assessment.Revise(last.Checklist(), x.Checklist()))))
	if left := leftBehind(x, last); len(left) > 0 {
		a.out.hang("", fmt.Sprintf("Not taken over: %s. Give them with favour details.", strings.Join(left, "; ")))
	}
	if text := revisedSince(x.Checklist()); text != "" {
		a.out.hang("", text)
	}
	a.out.blank()
	a.out.line("Next: favour show ITEM shows last time's answer beside this time's, favour still-true ITEM says that it is still true, and favour compare says what has changed.")
}

// leftBehind lists the details that last has and x has not, in words.
func leftBehind(x, last assessment.Assessment) []string {
	var left []string
	for _, d := range []struct{ name, words string }{
		{assessment.DetailMarking, "the protective marking"},
		{assessment.DetailLead, "who leads it"},
		{assessment.DetailBaseline, "the earlier inspection"},
		{assessment.DetailDeadline, "the deadline"},
	} {
		was, is := last.At(assessment.Detail(d.name)), x.At(assessment.Detail(d.name))
		if !was.IsAnswered() || is.IsAnswered() {
			continue
		}
		text := was.Given
		if day, ok := assessment.Day(was); ok {
			text = last.Day(day)
		}
		left = append(left, fmt.Sprintf("%s (%s)", d.words, text))
	}
	return left
}
