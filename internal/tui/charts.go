package tui

import (
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// How far the assessment has come, as people look at it: bars in which every
// standing has a sign of its own, with the figures in words beside them, and how
// it stands against its deadline.

// standingBar is items by how they stand, in w columns, and empty where there
// are none.
func standingBar(t theme.Theme, of map[checklist.Standing]int, w int) string {
	counts := make([]int, len(checklist.Standings))
	for i, s := range checklist.Standings {
		counts[i] = of[s]
	}
	var b strings.Builder
	for i, n := range widget.Shares(counts, w) {
		if s := checklist.Standings[i]; n > 0 {
			b.WriteString(t.Mark(s).Render(strings.Repeat(theme.Sign(s), n)))
		}
	}
	return b.String()
}

// standingLegend is what each sign of a bar stands for, and how many there are
// of it where of says so, in lines of at most w columns. Where that would take
// more than one, the words are shorter; what there is none of is left out if the
// rest then fits.
func standingLegend(t theme.Theme, of map[checklist.Standing]int, w int) []string {
	pieces := func(words func(checklist.Standing) string, all bool) []string {
		var pieces []string
		for _, s := range checklist.Standings {
			text := words(s)
			if of != nil {
				text = fmt.Sprintf("%d %s", of[s], text)
			}
			if all || of[s] > 0 {
				pieces = append(pieces, t.Mark(s).Render(theme.Sign(s))+" "+t.Standing(s).Render(text))
			}
		}
		return pieces
	}
	long, short := flow(pieces(chartWords, true), w), flow(pieces(shortChartWords, true), w)
	switch some := flow(pieces(shortChartWords, false), w); {
	case len(long) == 1:
		return long
	case len(some) == 1 && len(short) > 1:
		return some
	}
	return short
}

// chartWords is a standing beside figures. What has an answer and no verdict is
// not just called answered, for so are those that have one.
func chartWords(s checklist.Standing) string {
	if s == checklist.Answered {
		return "no verdict"
	}
	return s.Words()
}

// shortChartWords are those where there is little room.
func shortChartWords(s checklist.Standing) string {
	switch s {
	case checklist.PartlyMet:
		return "partly"
	case checklist.NotApplicable:
		return "n/a"
	}
	return chartWords(s)
}

// standingColumn is the words of a standing in the column for them of a list of w
// columns, short where there is little room.
func standingColumn(words string, s checklist.Standing, w int) string {
	if w >= roomForStandings {
		return widget.Pad(words, len("not applicable"))
	}
	if s == checklist.PartlyMet || s == checklist.NotApplicable {
		words = shortChartWords(s)
	}
	return widget.Pad(words, len("in progress"))
}

// flow sets pieces one behind the other, in lines of at most w columns.
func flow(pieces []string, w int) []string {
	var lines []string
	for _, p := range pieces {
		last := len(lines) - 1
		if last >= 0 && widget.Width(lines[last])+2+widget.Width(p) <= w {
			lines[last] += "  " + p
			continue
		}
		lines = append(lines, widget.Cut(p, w))
	}
	return lines
}

// tallyWords is how those that are answered stand.
func tallyWords(t assessment.Tally) string {
	var parts []string
	for _, s := range checklist.Standings {
		switch n := t.Standings[s]; {
		case n == 0, s == checklist.Unanswered:
		case s == checklist.Answered:
			parts = append(parts, fmt.Sprintf("%d with no verdict", n))
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, s.Words()))
		}
	}
	if len(parts) == 0 {
		return "Nothing is answered yet"
	}
	return strings.Join(parts, ", ")
}

// outlookOf is an outlook, and what it was worked out for.
type outlookOf struct {
	assessment.Outlook
	ok bool
	of asOf
}

// outlook is how what is shown stands against its deadline today, and false if
// it has none; worked out once for each change and day.
func (d *desk) outlook() (assessment.Outlook, bool) {
	if now := d.now(); d.looked.of != now {
		d.looked.Outlook, d.looked.ok = d.shown.Outlook(now.today)
		d.looked.of = now
	}
	return d.looked.Outlook, d.looked.ok
}

// outlookWords is what is left until the deadline, and the pace that it takes:
// in at most w columns if that can be.
func (e *env) outlookWords(o assessment.Outlook, w int) string {
	n := max(o.DaysLeft, -o.DaysLeft)
	days := fmt.Sprintf("%s %s", assessment.Thousands(n), assessment.Plural(n, "day", "days"))
	day := ", " + days + " left"
	in := "Due in " + days
	switch {
	case o.DaysLeft == 0:
		day, in = ", today", "Due today"
	case o.DaysLeft < 0:
		day, in = ", "+days+" ago", "Due "+days+" ago"
	}
	rest := ". Nothing is left to answer."
	if o.Left > 0 {
		rest = fmt.Sprintf(". %d %s left", o.Left, assessment.Plural(o.Left, "question", "questions"))
		if o.DaysLeft > 0 {
			rest += fmt.Sprintf(", %.1f a day", o.Pace)
		}
		if o.Behind {
			rest += ": behind"
		}
		rest += "."
	}
	if long := "Due " + e.date(o.Deadline) + day + rest; widget.Width(long) <= w {
		return long
	}
	return in + rest
}

// waitedWords are those who are waited for, as many by name as w columns hold,
// and empty if nothing is anybody's in particular.
func waitedWords(o assessment.Outlook, w int) string {
	var names []string
	nobody := ""
	for _, l := range o.Waited {
		if l.Name == "" {
			nobody = fmt.Sprintf(" %d assigned to nobody.", l.Left())
		} else {
			names = append(names, plain.Line(fmt.Sprintf("%s (%d)", l.Name, l.Left())))
		}
	}
	if len(names) == 0 {
		return ""
	}
	for n := len(names); ; n-- {
		words := "Waiting for " + strings.Join(names[:n], ", ")
		if n < len(names) {
			words += fmt.Sprintf(" and %d more", len(names)-n)
		}
		switch {
		case widget.Width(words+"."+nobody) <= w:
			return words + "." + nobody
		case widget.Width(words)+1 <= w || n == 1:
			return words + "."
		}
	}
}

// atRisk reports whether a section is one of those that are behind.
func atRisk(o assessment.Outlook, section string) bool {
	for _, s := range o.AtRisk {
		if s.Section.ID == section {
			return true
		}
	}
	return false
}

// inRisk is the tone of what stands against a deadline.
func inRisk(o assessment.Outlook) tone {
	switch {
	case o.Behind:
		return inWarn
	case o.Left == 0:
		return inGood
	}
	return nil
}
