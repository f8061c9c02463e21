package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/calendar"
	"favour/internal/checklist"
)

// A fataler is a test of either kind.
type fataler interface{ Fatal(...any) }

// at is an hour of the day on which everything is recorded.
func at(hour int) time.Time { return time.Date(2012, 6, 15, hour, 30, 0, 0, time.UTC) }

func apply(t fataler, a assessment.Assessment, when time.Time, start *assessment.Start, edits ...assessment.Edit) assessment.Assessment {
	c := a.Next(assessment.Author{Name: "A. Example"}, edits...)
	c.Time, c.Start = when, start
	_, c, err := assessment.Seal(c)
	if err == nil {
		a, err = a.Apply(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func started(t fataler) assessment.Assessment {
	list := &checklist.Checklist{ID: "small", Sections: []checklist.Section{
		{ID: "MED", Items: []checklist.Item{{ID: "MED-03", Title: "Contact; recorded"}, {ID: "MED-04", Title: "Briefings"}}},
	}}
	edits := assessment.ForceEdits(checklist.Force{Name: "Kent Police"})
	edits = append(edits, assessment.Edit{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of("RESTRICTED")})
	return apply(t, assessment.Assessment{}, at(9), &assessment.Start{ID: "kent-2012", Checklist: list}, edits...)
}

func written(t fataler, a assessment.Assessment) string {
	var b bytes.Buffer
	if err := calendar.Write(&b, a, a.Actions()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	a := started(t)
	due := time.Date(2012, 12, 31, 0, 0, 0, 0, time.UTC)
	brief := assessment.Action{What: "Brief all staff, in person; keep a list", Owner: `Head\HR`, Due: due, Items: []string{"MED-03", "MED-04"}}
	a = apply(t, a, at(10), nil, a.ActionEdits(brief)...)
	a = apply(t, a, at(11), nil, a.ActionEdits(assessment.Action{What: "Without a date", Items: []string{"MED-03"}})...)
	a = apply(t, a, at(11), nil, a.ActionEdits(assessment.Action{What: "Finished", Due: due, Status: assessment.StatusDone, Items: []string{"MED-03"}})...)
	brief.ID, brief.What = "A1", "Brief all staff, in person;\nkeep a list"
	a = apply(t, a, at(12), nil, a.ActionEdits(brief)...)
	want := strings.Join([]string{
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//favour//actions//EN",
		"METHOD:PUBLISH",
		"BEGIN:VEVENT",
		"UID:A1." + a.Changes()[0].Digest()[:16] + "@favour",
		"SEQUENCE:1",
		"DTSTAMP:20120615T123000Z",
		"DTSTART;VALUE=DATE:20121231",
		"DTEND;VALUE=DATE:20130101",
		`SUMMARY:Brief all staff\, in person\;\nkeep a list`,
		`DESCRIPTION:Protective marking: RESTRICTED\nOwner: Head\\HR\nMED-03 Contact`,
		` \; recorded\nMED-04 Briefings\nAction A1 of kent-2012\, Kent Police`,
		"CLASS:PRIVATE",
		"TRANSP:TRANSPARENT",
		"BEGIN:VALARM",
		"ACTION:DISPLAY",
		`DESCRIPTION:Due tomorrow: Brief all staff\, in person\;\nkeep a list`,
		"TRIGGER:-PT15H",
		"END:VALARM",
		"END:VEVENT",
		"END:VCALENDAR",
		"",
	}, "\r\n")
	if got := written(t, a); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if again := written(t, a); again != want {
		t.Error("it is not the same again")
	}
}

// Whatever an action is called, each line is short, none breaks a character, and
// what was folded comes back whole.
func TestEveryTextIsFoldedAndComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		what := rapid.StringMatching(`[a-z,;\\ é漢\n😀]{1,200}`).Draw(t, "what")
		a := started(t)
		a = apply(t, a, at(10), nil, a.ActionEdits(assessment.Action{What: what, Due: at(0), Items: []string{"MED-03"}})...)
		text := written(t, a)
		for line := range strings.SplitSeq(text, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Errorf("there is a line %q of %d octets", line, len(line))
			}
		}
		_, rest, _ := strings.Cut(strings.ReplaceAll(text, "\r\n ", ""), "SUMMARY:")
		summary, _, _ := strings.Cut(rest, "\r\n")
		if got := strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, "\n").Replace(summary); got != what {
			t.Errorf("%q comes back as %q", what, got)
		}
	})
}

func TestWhatATerminalWouldObeyIsShown(t *testing.T) {
	a := started(t)
	a = apply(t, a, at(10), nil, a.ActionEdits(assessment.Action{What: "a\x1b[31mb\rc", Due: at(0), Items: []string{"MED-03"}})...)
	if text := written(t, a); strings.Contains(text, "\x1b") || !strings.Contains(text, "SUMMARY:a␛[31mb␍c\r\n") {
		t.Errorf("got %q", text)
	}
}
