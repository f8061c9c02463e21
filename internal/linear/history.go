package linear

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
)

// newHistory is who changed what and when, the newest first: on one question, or
// with an empty id in all.
func newHistory(item string) *listing {
	m := &listing{title: "the history", about: item, help: "A number reads all that that change did.", none: "Nothing has been recorded for this question yet."}
	if item != "" {
		m.title = "the history of " + item
	}
	changes := func(s *session) []assessment.Change {
		var all []assessment.Change
		if item == "" {
			all = s.a.Changes()
		} else {
			all = slices.Collect(s.a.Touching(item))
		}
		slices.Reverse(all)
		return all
	}
	m.heads = func(s *session) []string {
		n := len(changes(s))
		return []string{fmt.Sprintf("%s: %d %s, the newest first", assessment.Capital(m.title), n, assessment.Plural(n, "change", "changes"))}
	}
	m.rows = func(s *session) []row {
		undone := s.a.Undone()
		var rows []row
		for _, c := range changes(s) {
			words := fmt.Sprintf("%s, %s: %s", s.moment(c.Time), c.Who(), strings.TrimPrefix(s.a.SummaryOn(item, c), item+" "))
			if undone[c.Sequence] {
				words += " (undone)"
			}
			rows = append(rows, row{key: strconv.FormatUint(c.Sequence, 10), text: words, open: func(s *session) error { return s.readChange(c) }})
		}
		return rows
	}
	return m
}

// whole reports whether a text is said as it is where a line has no room for more.
func whole(text string) bool { return assessment.Shorten(text) == text }

// readChange says all that a change did, with long text in full.
func (s *session) readChange(c assessment.Change) error {
	s.say("Change %d, by %s, %s.", c.Sequence, c.Who(), s.moment(c.Time))
	switch {
	case c.Start != nil:
		s.say("Started the assessment, with %s, edition %s.", c.Start.Checklist.Title, c.Start.Checklist.Edition)
	case c.Undoes != 0:
		s.say("Undid change %d.", c.Undoes)
	case c.Redoes != 0:
		s.say("Made change %d again.", c.Redoes)
	}
	if c.Reason != "" {
		s.say("Reason: %s", c.Reason)
	}
	for _, e := range c.Edits {
		if whole(e.Old.Given) && whole(e.New.Given) {
			s.say("%s", full(s.a.Describe(e)))
			continue
		}
		s.say("%s", s.a.What(e.Target))
		s.say("Is now:")
		s.talk.quote(s.a.WordsAt(e.Target, e.New))
		if e.Old.IsAnswered() {
			s.say("Was:")
			s.talk.quote(s.a.WordsAt(e.Target, e.Old))
		}
	}
	return nil
}
