package assessment

import (
	"math"
	"time"
)

// An Outlook is how an assessment stands against its deadline.
type Outlook struct {
	Deadline time.Time
	DaysLeft int // nought on the day itself, less than nought after it
	Items    int
	Left     int     // items that are not answered, or were returned
	Pace     float64 // items a day needed from today on, the day of the deadline included
	Expected int     // items that would be done by today at an even pace
	// Behind is set if fewer items are done than an even pace from the start
	// would have done by today, or if any is left after the deadline.
	Behind bool
	AtRisk []SectionProgress // sections that are behind in the same sense
	Waited []Load            // those who have something left, the most first
}

// Outlook is how a stands against its deadline, and false if it has none.
func (a Assessment) Outlook(today time.Time) (Outlook, bool) {
	d := a.Details()
	if d.Deadline.IsZero() {
		return Outlook{}, false
	}
	today = day(today)
	p := a.Progress(today)
	o := Outlook{Deadline: d.Deadline, DaysLeft: daysBetween(today, d.Deadline), Items: p.Items}
	done := p.Answered - p.Reviews[ReviewReturned]
	o.Left = p.Items - done
	share := elapsed(day(a.Started()), today, d.Deadline)
	o.Expected = int(math.Floor(share * float64(p.Items)))
	o.Behind = done < o.Expected || o.DaysLeft < 0 && o.Left > 0
	if o.DaysLeft >= 0 {
		o.Pace = float64(o.Left) / float64(o.DaysLeft+1)
	} else {
		o.Pace = float64(o.Left)
	}
	for _, s := range p.Sections {
		done := s.Answered - s.Reviews[ReviewReturned]
		if done < int(math.Floor(share*float64(s.Items))) || o.DaysLeft < 0 && done < s.Items {
			o.AtRisk = append(o.AtRisk, s)
		}
	}
	for _, l := range a.People(today) {
		if l.Left() > 0 {
			o.Waited = append(o.Waited, l)
		}
	}
	return o, true
}

// elapsed is the share of the days from start to deadline, both included, that
// are over before today.
func elapsed(start, today, deadline time.Time) float64 {
	all := daysBetween(start, deadline) + 1
	if all <= 0 {
		return 1
	}
	return max(0, min(1, float64(daysBetween(start, today))/float64(all)))
}

// day is the calendar day of t, at midnight UTC, as days are stored.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func daysBetween(from, to time.Time) int { return int(math.Round(to.Sub(from).Hours() / 24)) }
