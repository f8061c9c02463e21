package assessment

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"favour/internal/checklist"
)

// isoDate is how days are stored.
const isoDate = "2006-01-02"

// OfDay is the given value of that day.
func OfDay(t time.Time) Value { return Of(t.Format(isoDate)) }

// Day is the day that v gives, in UTC, and false if it gives none.
func Day(v Value) (time.Time, bool) {
	if v.State != Given {
		return time.Time{}, false
	}
	t, err := time.Parse(isoDate, v.Given)
	return t, err == nil
}

// Number is the count that v gives, and false if it gives none.
func Number(v Value) (int, bool) {
	if v.State != Given {
		return 0, false
	}
	n, err := strconv.Atoi(v.Given)
	return n, err == nil
}

// LongDate is t as people read it, and as everything that is exported has it: 31
// May 2012.
func LongDate(t time.Time) string { return Dates("").Day(t) }

// Dates is how days are written where they are only shown, as a layout of package
// time. The zero Dates is LongDate.
type Dates string

// Day is the day of t.
func (d Dates) Day(t time.Time) string {
	if d == "" {
		d = "2 January 2006"
	}
	return t.Format(string(d))
}

// In is a whose sentences have days written so. What changes is words only, and
// not those of a statement, which are HMIC's to read.
func (a Assessment) In(d Dates) Assessment {
	a.dates = d
	return a
}

// In is d whose words have days written so.
func (d Details) In(dates Dates) Details {
	d.dates = dates
	return d
}

// Day is the day of t as a's sentences have it.
func (a Assessment) Day(t time.Time) string { return a.dates.Day(t) }

// Words is Words with days as a's sentences have them.
func (a Assessment) Words(f *checklist.Field, v Value) string {
	if day, ok := Day(v); ok && f.Kind == checklist.Date {
		return a.Day(day)
	}
	return Words(f, v)
}

// Thousands is n in figures with commas: 23,043.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Words is what v says of f, as people read it. The four states never look
// alike; unanswered is "not answered".
func Words(f *checklist.Field, v Value) string {
	switch v.State {
	case Unanswered:
		return "not answered"
	case NotRecorded:
		return "not recorded"
	case NotApplicable:
		if v.Reason == "" {
			return "not applicable (no reason given)"
		}
		return "not applicable: " + v.Reason
	}
	return givenWords(f, v)
}

func givenWords(f *checklist.Field, v Value) string {
	switch f.Kind {
	case checklist.Choice:
		if o, ok := f.Option(v.Given); ok {
			return o.Label
		}
	case checklist.Count:
		if n, ok := Number(v); ok {
			return Thousands(n)
		}
	case checklist.Date:
		if t, ok := Day(v); ok {
			return LongDate(t)
		}
	case checklist.Money:
		return pounds(v.Given)
	}
	return v.Given
}

// pounds is an amount as people read it: £25, or £1,234.50.
func pounds(amount string) string {
	whole, pence, _ := strings.Cut(amount, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return amount
	}
	s := "£" + Thousands(n)
	if pence != "00" {
		s += "." + pence
	}
	return s
}

// since is "since September 2011", with the day unless it is the first.
func (d Details) since() string {
	if d.From.IsZero() {
		return "in the period"
	}
	return "since " + d.monthFrom()
}

// between is "between September 2011 and May 2012".
func (d Details) between() string {
	if d.From.IsZero() || d.To.IsZero() {
		return "in the period"
	}
	to := LongDate(d.To)
	if d.To.AddDate(0, 0, 1).Day() == 1 {
		to = d.To.Format("January 2006")
	}
	return "between " + d.monthFrom() + " and " + to
}

func (d Details) monthFrom() string {
	if d.From.Day() == 1 {
		return d.From.Format("January 2006")
	}
	return LongDate(d.From)
}

// PeriodWords is the reporting period as people read it: 1 September 2011 to
// 31 May 2012.
func (d Details) PeriodWords() string {
	switch {
	case d.From.IsZero() && d.To.IsZero():
		return "period not given"
	case d.To.IsZero():
		return "from " + d.dates.Day(d.From)
	case d.From.IsZero():
		return "to " + d.dates.Day(d.To)
	}
	return d.dates.Day(d.From) + " to " + d.dates.Day(d.To)
}

// Capital is s with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Plural is one for 1 and many for any other number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
