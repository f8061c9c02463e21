package assessment

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"favour/internal/checklist"
)

// MaxText is the most bytes that one value may have.
const MaxText = 1 << 20

// MaxCount is the largest count that may be given.
const MaxCount = 1_000_000_000

// An OptionError is reported for text that is no option of a choice.
type OptionError struct {
	Text    string
	Options []checklist.Option
}

func (e *OptionError) Error() string {
	ids := make([]string, len(e.Options))
	for i, o := range e.Options {
		ids[i] = o.ID
	}
	return fmt.Sprintf("%q is not one of its options: %s", e.Text, strings.Join(ids, ", "))
}

// Parse reads what a person typed for f. Besides a value in any form that the
// field's kind allows it takes not-recorded, and not-applicable with a reason
// behind a colon; a text field takes every other text as it is. Empty text is
// no answer.
func Parse(f *checklist.Field, s string) (Value, error) {
	if err := checkText(s); err != nil {
		return Value{}, err
	}
	flat := strings.TrimSpace(s)
	switch state, reason, _ := strings.Cut(flat, ":"); strings.ToLower(state) {
	case "not-recorded":
		if reason == "" && !strings.HasSuffix(flat, ":") {
			return Missing(), nil
		}
	case "not-applicable":
		return Inapplicable(strings.TrimSpace(reason)), nil
	}
	if flat == "" {
		return Value{}, nil
	}
	switch f.Kind {
	case checklist.Choice:
		return parseOption(f, flat)
	case checklist.Count:
		return parseCount(flat)
	case checklist.Money:
		return parseMoney(flat)
	case checklist.Date:
		t, err := ParseDate(flat)
		if err != nil {
			return Value{}, err
		}
		return OfDay(t), nil
	default:
		return ParseText(s)
	}
}

// ParseText reads a narrative or an internal note: any text, with no blanks or
// line breaks left at its end.
func ParseText(s string) (Value, error) {
	if err := checkText(s); err != nil {
		return Value{}, err
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return Of(strings.TrimRightFunc(s, unicode.IsSpace)), nil
}

func parseOption(f *checklist.Field, s string) (Value, error) {
	for _, o := range f.Options {
		if strings.EqualFold(s, o.ID) || strings.EqualFold(s, o.Label) {
			return Of(o.ID), nil
		}
	}
	return Value{}, &OptionError{s, f.Options}
}

func parseCount(s string) (Value, error) {
	n, err := strconv.ParseUint(ungrouped(s), 10, 64)
	switch {
	case strings.HasPrefix(s, "-"):
		return Value{}, fmt.Errorf("%s is less than nought; a count is a whole number, 0 or more", s)
	case errors.Is(err, strconv.ErrRange) || err == nil && n > MaxCount:
		return Value{}, fmt.Errorf("%s is too large; the largest count is %s", s, Thousands(MaxCount))
	case err != nil:
		return Value{}, fmt.Errorf("%q is not a whole number, such as 0 or 84", s)
	}
	return Of(strconv.FormatUint(n, 10)), nil
}

// ungrouped is a number without what divides its thousands, which is a comma or a
// blank: 12,000 or 12 000. What is divided otherwise stays as it is and is no number,
// for 25,50 may be meant as 25.50.
func ungrouped(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	if i < 0 {
		return s
	}
	by, _ := utf8.DecodeRuneInString(s[i:])
	groups := strings.Split(s, string(by))
	for i, g := range groups {
		if len(g) != 3 && (i > 0 || g == "" || len(g) > 3) {
			return s
		}
	}
	return strings.Join(groups, "")
}

func parseMoney(s string) (Value, error) {
	pounds, pence, point := strings.Cut(strings.TrimSpace(strings.TrimPrefix(s, "£")), ".")
	p, err := strconv.ParseUint(ungrouped(pounds), 10, 64)
	if err != nil || p > MaxCount {
		return Value{}, fmt.Errorf("%q is not an amount, such as £25 or 25.50", s)
	}
	if !point {
		pence = "00"
	}
	if n, err := strconv.ParseUint(pence, 10, 8); err != nil || len(pence) != 2 || n > 99 {
		return Value{}, fmt.Errorf("%q is not an amount: give two figures of pence, such as 25.50", s)
	}
	return Of(strconv.FormatUint(p, 10) + "." + pence), nil
}

// The years that a date may lie in.
const (
	firstYear = 1900
	lastYear  = 2100
)

// ParseDate reads a day as 2012-05-31, 31/05/2012 or 31 May 2012; never in the
// American order.
func ParseDate(s string) (time.Time, error) {
	s = strings.Join(strings.Fields(s), " ")
	fail := fmt.Errorf("%q is not a date; write it as 2012-05-31, 31/05/2012 or 31 May 2012", s)
	var day, month, year string
	switch {
	case strings.Count(s, "-") == 2:
		p := strings.Split(s, "-")
		year, month, day = p[0], p[1], p[2]
		if len(year) != 4 && len(day) == 4 { // 31-05-2012
			year, day = day, year
		}
	case strings.Count(s, "/") == 2:
		p := strings.Split(s, "/")
		day, month, year = p[0], p[1], p[2]
	case strings.Count(s, ".") == 2:
		p := strings.Split(s, ".")
		day, month, year = p[0], p[1], p[2]
	default:
		p := strings.Fields(strings.ReplaceAll(s, ",", " "))
		if len(p) != 3 {
			return time.Time{}, fail
		}
		day, year = p[0], p[2]
		for _, suffix := range []string{"st", "nd", "rd", "th"} {
			day = strings.TrimSuffix(strings.ToLower(day), suffix)
		}
		month = monthNumber(p[1])
	}
	d, derr := strconv.Atoi(day)
	m, merr := strconv.Atoi(month)
	y, yerr := strconv.Atoi(year)
	if derr != nil || merr != nil || yerr != nil || len(year) != 4 || len(day) > 2 || len(month) > 2 {
		return time.Time{}, fail
	}
	if m > 12 && d <= 12 && d > 0 && m <= 31 {
		return time.Time{}, fmt.Errorf("%q has no month %d; the day comes first: %d/%02d/%d", s, m, m, d, y)
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m {
		return time.Time{}, fmt.Errorf("there is no such day as %q", s)
	}
	if y < firstYear || y > lastYear {
		return time.Time{}, fmt.Errorf("%q lies outside the years %d to %d", s, firstYear, lastYear)
	}
	return t, nil
}

// monthNumber is the number of the month that starts with name, which has at
// least three letters, and empty if there is none.
func monthNumber(name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	for m := time.January; m <= time.December && len(name) >= 3; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name) || m == time.September && name == "sept" {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

// check refuses a value that f cannot have, wherever it came from.
func check(f *checklist.Field, v Value) error {
	if !v.writable() {
		return fmt.Errorf("a value that is %s cannot be stored like this", v.State)
	}
	if v.State != Given {
		return checkText(v.Reason)
	}
	if f.Kind == checklist.Text {
		return checkText(v.Given)
	}
	again, err := Parse(f, v.Given)
	if err != nil {
		return err
	}
	if again != v {
		return fmt.Errorf("%q is not how a %s is stored", v.Given, f.Kind)
	}
	return nil
}

// checkText refuses text that cannot be kept as it is.
func checkText(s string) error {
	switch {
	case len(s) > MaxText:
		return fmt.Errorf("the text has %s bytes; the most that can be kept is %s", Thousands(len(s)), Thousands(MaxText))
	case !utf8.ValidString(s):
		return errors.New("the text is not valid UTF-8; save it as UTF-8 and try again")
	case strings.ContainsRune(s, 0):
		return errors.New("the text has a NUL character in it; remove it and try again")
	}
	return nil
}
