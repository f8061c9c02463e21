package assessment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"favour/internal/checklist"
)

// The details of an assessment, as targets name them.
const (
	DetailForceID  = "force-id" // empty for a force that was typed in
	DetailForce    = "force"
	DetailSelf     = "self"
	DetailRegion   = "region"
	DetailFrom     = "from"     // the first day of the reporting period
	DetailTo       = "to"       // the last day of it
	DetailBaseline = "baseline" // the earlier inspection that changes are counted from
	DetailMarking  = "marking"
	DetailLead     = "lead"     // who led the assessment
	DetailDeadline = "deadline" // the day by which the return is to be sent
)

var detailNames = map[string]string{
	DetailForceID: "force id", DetailForce: "force", DetailSelf: "what the force calls itself", DetailRegion: "HMIC region",
	DetailFrom: "period from", DetailTo: "period to", DetailBaseline: "baseline",
	DetailMarking: "protective marking", DetailLead: "lead", DetailDeadline: "deadline",
}

// Details are the particulars of an assessment that are not answers. The dates
// are nought where they have not been given.
type Details struct {
	Force    checklist.Force
	From     time.Time
	To       time.Time
	Baseline time.Time
	Marking  string
	Lead     string
	Deadline time.Time

	dates Dates // how its words have days
}

// Details returns the particulars of a.
func (a Assessment) Details() Details {
	d := func(name string) string { return a.At(Detail(name)).Given }
	day := func(name string) time.Time { t, _ := Day(a.At(Detail(name))); return t }
	return Details{
		Force:    checklist.Force{ID: d(DetailForceID), Name: d(DetailForce), Self: d(DetailSelf), Region: d(DetailRegion)},
		From:     day(DetailFrom),
		To:       day(DetailTo),
		Baseline: day(DetailBaseline),
		Marking:  d(DetailMarking),
		Lead:     d(DetailLead),
		Deadline: day(DetailDeadline),
		dates:    a.dates,
	}
}

// ForceEdits are the edits that make f the force of a new assessment.
func ForceEdits(f checklist.Force) []Edit {
	if f.Self == "" {
		f.Self = "the force"
	}
	var edits []Edit
	for _, d := range [][2]string{{DetailForceID, f.ID}, {DetailForce, f.Name}, {DetailSelf, f.Self}, {DetailRegion, f.Region}} {
		if d[1] != "" {
			edits = append(edits, Edit{Target: Detail(d[0]), New: Of(d[1])})
		}
	}
	return edits
}

// A Scheme is a protective marking scheme and the markings of it that may be
// chosen, the lowest first. SECRET and above are left out: the program is not accredited for them.
type Scheme struct {
	Title    string
	Markings []string
}

// Schemes are the protective marking schemes, oldest first.
var Schemes = []Scheme{
	{"Government Protective Marking Scheme (to April 2014)", []string{"NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED", "CONFIDENTIAL"}},
	{"Government Security Classifications (from April 2014)", []string{"OFFICIAL", "OFFICIAL-SENSITIVE"}},
}

// Markings lists every protective marking that may be chosen.
func Markings() []string {
	var all []string
	for _, s := range Schemes {
		all = append(all, s.Markings...)
	}
	return all
}

// lower reports whether marking x is below y. It is not where they are of two
// schemes, for nothing says which markings of the two are equal.
func lower(x, y string) bool {
	return slices.ContainsFunc(Schemes, func(s Scheme) bool {
		i := slices.Index(s.Markings, x)
		return i >= 0 && i < slices.Index(s.Markings, y)
	})
}

// ParseMarking reads a protective marking in capitals or not, with blanks or
// hyphens between its words.
func ParseMarking(s string) (string, error) {
	flat := func(s string) string {
		return strings.Join(strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return r == ' ' || r == '-' }), " ")
	}
	if flat(s) == "NPM" {
		return Markings()[0], nil
	}
	for _, m := range Markings() {
		if flat(m) == flat(s) {
			return m, nil
		}
	}
	if slices.Contains([]string{"SECRET", "TOP SECRET"}, flat(s)) {
		return "", fmt.Errorf("%s cannot be chosen: this program is not accredited for it", flat(s))
	}
	return "", fmt.Errorf("there is no marking %q; choose one of %s", s, strings.Join(Markings(), ", "))
}

// ParsePeriod reads FROM..TO, two dates in any of the forms of [ParseDate].
func ParsePeriod(s string) (from, to Value, err error) {
	first, last, ok := strings.Cut(s, "..")
	if !ok {
		return from, to, fmt.Errorf("the period %q is not two dates with .. between, such as 2011-09-01..2012-05-31", s)
	}
	f, err := ParseDate(first)
	if err != nil {
		return from, to, err
	}
	t, err := ParseDate(last)
	if err != nil {
		return from, to, err
	}
	if t.Before(f) {
		return from, to, fmt.Errorf("the period ends on %s, before it begins on %s", LongDate(t), LongDate(f))
	}
	return OfDay(f), OfDay(t), nil
}
