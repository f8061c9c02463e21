package assessment

import (
	"fmt"
	"time"
)

// AsAt is the assessment as it stood at the end of that moment: with the changes
// that were made by then. It is an error to ask for a time before it was started.
func (a Assessment) AsAt(t time.Time) (Assessment, error) {
	n := 0
	for n < len(a.changes) && !a.changes[n].Time.After(t) {
		n++
	}
	if n == 0 {
		return Assessment{}, fmt.Errorf("the assessment was started on %s, after %s",
			a.Day(a.Started().In(t.Location())), a.Day(t))
	}
	return a.first(n), nil
}

// first is the assessment that the first n changes of a lead to; n is at least 1.
func (a Assessment) first(n int) Assessment {
	if n == len(a.changes) {
		return a
	}
	then := Assessment{groups: map[group]map[string]Value{}, dates: a.dates}
	for _, c := range a.changes[:n] {
		then.make(c) // which a's own fold has checked
	}
	return then
}
