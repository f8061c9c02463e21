// Package calendar writes actions as a calendar, in the form of RFC 5545 that
// the usual programs import: a day for each action that is open and has a due
// date, with a reminder in the morning of the day before.
//
// An action is an event and not a to-do, for Outlook leaves out to-dos without a
// word. Nothing here asks the clock: the same changes give the same bytes, and
// who imports them again has each action once, as it is now.
//
// Start with [Write].
package calendar

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/plain"
)

// The forms of days and times.
const (
	dayForm  = "20060102"
	timeForm = "20060102T150405Z"
)

// Fits reports whether x can stand in a calendar: it is open and has a due date.
func Fits(x assessment.Action) bool { return x.Status != assessment.StatusDone && !x.Due.IsZero() }

// Write writes those of actions, which are a's, that fit, in the order given.
func Write(w io.Writer, a assessment.Assessment, actions []assessment.Action) error {
	b := bufio.NewWriter(w)
	line := func(name, value string) { writeLine(b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//favour//actions//EN")
	line("METHOD", "PUBLISH")
	histories := historiesOf(a)
	for _, x := range actions {
		if !Fits(x) {
			continue
		}
		h := histories[x.ID]
		line("BEGIN", "VEVENT")
		line("UID", uid(a, x.ID))
		line("SEQUENCE", fmt.Sprint(h.changes))
		line("DTSTAMP", h.last.Format(timeForm))
		line("DTSTART;VALUE=DATE", x.Due.Format(dayForm))
		line("DTEND;VALUE=DATE", x.Due.AddDate(0, 0, 1).Format(dayForm)) // the first day that is not in it
		line("SUMMARY", escape(cmp.Or(x.What, "Action "+x.ID)))
		line("DESCRIPTION", escape(description(a, x)))
		line("CLASS", "PRIVATE")
		line("TRANSP", "TRANSPARENT") // who has something due is not busy all day
		line("BEGIN", "VALARM")
		line("ACTION", "DISPLAY")
		line("DESCRIPTION", escape("Due tomorrow: "+x.What))
		line("TRIGGER", "-PT15H") // nine o'clock on the day before
		line("END", "VALARM")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.Flush()
}

// uid names an action for ever and everywhere: by the change that started its
// assessment, which no other has.
func uid(a assessment.Assessment, id string) string {
	start := a.Change(1)
	return fmt.Sprintf("%s.%.16s@favour", plain.Line(id), start.Digest())
}

// A history is when an action was last changed, and how often after it was made.
type history struct {
	changes int
	by      uint64 // the last change
	last    time.Time
}

// historiesOf is the history of every action, by its id.
func historiesOf(a assessment.Assessment) map[string]history {
	all := map[string]history{}
	for _, c := range a.Changes() {
		for _, e := range c.Edits {
			if e.Target.Kind != assessment.OnAction {
				continue
			}
			h, ok := all[e.Target.ID]
			switch {
			case !ok:
				all[e.Target.ID] = history{by: c.Sequence, last: c.Time.UTC()}
			case h.by != c.Sequence:
				all[e.Target.ID] = history{h.changes + 1, c.Sequence, c.Time.UTC()}
			}
		}
	}
	return all
}

func description(a assessment.Assessment, x assessment.Action) string {
	d := a.Details()
	var lines []string
	add := func(name, text string) {
		if text != "" {
			lines = append(lines, name+text)
		}
	}
	add("Protective marking: ", d.Marking)
	add("Owner: ", x.Owner)
	for _, id := range x.Items {
		if it, ok := a.Item(id); ok {
			add(id+" ", it.Title)
		}
	}
	add("Action "+x.ID+" of ", a.ID()+", "+d.Force.Name)
	return strings.Join(lines, "\n")
}

// escape is text as a value has it.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(plain.Text(s))
}

// mostOctets is how long a line may be, without its end.
const mostOctets = 75

// writeLine writes a line, folded where it is too long, and never within a
// character.
func writeLine(w *bufio.Writer, s string) {
	for room := mostOctets; len(s) > room; room = mostOctets - 1 {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	w.WriteString(s + "\r\n")
}
