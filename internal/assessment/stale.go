package assessment

import (
	"fmt"
	"time"
)

// Whether evidence is of the time that the answers are about.

// evidence asks whether what stands behind the answer is of its time.
func (c *checker) evidence(all []Evidence, s shelf) {
	for _, e := range all {
		if e.AsAt.IsZero() {
			continue
		}
		name := "Evidence " + e.ID
		if e.Title != "" {
			name += ", “" + e.Title + "”,"
		}
		switch when, stale := s.tooOld(e.AsAt); {
		case stale:
			c.add(Warning, CodeStale, e.ID, fmt.Sprintf("%s is as at %s, %s.", name, c.a.Day(e.AsAt), when))
		case !s.to.IsZero() && e.AsAt.After(s.to):
			c.add(Note, CodeLate, e.ID, fmt.Sprintf("%s is as at %s, after the end of the period, %s.", name, c.a.Day(e.AsAt), c.a.Day(s.to)))
		}
	}
}

// A shelf says how old evidence may be.
type shelf struct {
	from, to time.Time // the period; nought where that is not given
	oldest   time.Time // the first day within the checklist's limit; nought without one
	limit    string    // what a day before the oldest is
	dates    Dates
}

func (a Assessment) shelf(today time.Time) shelf {
	d, months := a.Details(), a.list.EvidenceMonths
	s := shelf{from: d.From, to: d.To, dates: a.dates}
	if months <= 0 {
		return s
	}
	end, words := today, "today"
	if !d.To.IsZero() {
		end, words = d.To, "the end of the period, "+a.Day(d.To)
	}
	s.oldest = monthsBefore(end, months)
	s.limit = fmt.Sprintf("more than %d %s before %s", months, Plural(months, "month", "months"), words)
	return s
}

// tooOld says why evidence as at that day shows nothing of the period, and
// false if it may.
func (s shelf) tooOld(day time.Time) (string, bool) {
	switch {
	case !s.from.IsZero() && day.Before(s.from):
		return "before the period begins on " + s.dates.Day(s.from), true
	case !s.oldest.IsZero() && day.Before(s.oldest):
		return s.limit, true
	}
	return "", false
}

// monthsBefore is the same day n months before t, or the last of the month
// where that is shorter.
func monthsBefore(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}
