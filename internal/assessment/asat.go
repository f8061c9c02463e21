package assessment

import (
	"fmt"
	"time"
)

// AsAt is the assessment as it stood at the end of that moment: with the changes
// that were made by then. It is an error to ask for a time before it was started.
func (a Assessment) AsAt(t time.Time) (Assessment, error) {
	n := uint64(0)
	for n < a.Count() && !a.changes[n].head().Time.After(t) {
		n++
	}
	if n == 0 {
		return Assessment{}, fmt.Errorf("the assessment was started on %s, after %s",
			a.Day(a.Started().In(t.Location())), a.Day(t))
	}
	return a.first(n), nil
}
