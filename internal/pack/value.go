package pack

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/nearest"
	"favour/internal/pattern"
	"favour/internal/plain"
)

// What people write into cells, read as answers. Rules of this file:
//
//   - What can only mean one thing is taken, however it is written.
//   - What could mean two things is a problem, with what to write instead: "none"
//     is nought to one and not recorded to another.
//   - In text for HMIC nothing is tidied but its end.

// A trouble is why a cell is not understood, and what to do about it.
type trouble struct{ what, cure string }

func troubled(cure, format string, args ...any) *trouble {
	return &trouble{fmt.Sprintf(format, args...), cure}
}

// TidyRune makes blanks and marks that look alike the same, and drops those that
// have no width, as strings.Map asks for it: negative is to be dropped.
func TidyRune(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u201a', '\u2032', '\u00b4', '`':
		return '\''
	case '\u201c', '\u201d', '\u201e', '\u2033', '«', '»':
		return '"'
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return '-'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return -1
	}
	if unicode.IsSpace(r) || r == '\u00a0' {
		return ' '
	}
	return r
}

// tidy is s on one line, with plain marks and single blanks, and without
// quotation marks round it.
func tidy(s string) string {
	s = strings.Join(strings.Fields(strings.Map(TidyRune, s)), " ")
	for _, mark := range []string{`"`, `'`} {
		if len(s) > 1 && strings.HasPrefix(s, mark) && strings.HasSuffix(s, mark) {
			s = strings.TrimSpace(s[1 : len(s)-1])
		}
	}
	return strings.TrimPrefix(s, "'") // by which spreadsheets mark text
}

// shown is what stands in a cell, short enough for a sentence.
func (c cell) shown() string {
	s := plain.Line(c.text)
	if c.kind == numberCell && c.showsDay && !c.day.IsZero() {
		s = assessment.LongDate(c.day)
	}
	if r := []rune(s); len(r) > 60 {
		s = strings.TrimSpace(string(r[:57])) + "…"
	}
	return "“" + s + "”"
}

// narrativeOf reads a cell as text for HMIC: every word in it is text.
func narrativeOf(c cell) (assessment.Value, *trouble) {
	if c.kind == errorCell {
		return assessment.Value{}, errorTrouble(c)
	}
	v, err := assessment.ParseText(c.words())
	if err != nil {
		return v, troubled("Write it anew, or shorter.", "%s", err)
	}
	return v, nil
}

// words is the text of a cell, as it was shown.
func (c cell) words() string {
	switch {
	case c.kind == blankCell:
		return ""
	case c.kind == numberCell && c.showsDay && !c.day.IsZero():
		return assessment.LongDate(c.day)
	}
	return c.text
}

func errorTrouble(c cell) *trouble {
	return troubled("Type the answer in place of the formula.", "the cell shows the error %s", c.shown())
}

// valueOf reads a cell as an answer to f.
func valueOf(f *checklist.Field, c cell) (assessment.Value, *trouble) {
	switch {
	case c.kind == blankCell, c.kind == textCell && f.Kind != checklist.Text && tidy(c.text) == "":
		return assessment.Value{}, nil
	case c.kind == errorCell:
		return assessment.Value{}, errorTrouble(c)
	}
	if c.kind == textCell {
		if f.Kind == checklist.Choice {
			if o, ok := optionOf(f, c.text); ok { // before the states, which an option may be called like
				return assessment.Of(o.ID), nil
			}
		}
		if v, ok := stateOf(c.text); ok {
			return v, nil
		}
	}
	switch f.Kind {
	case checklist.Choice:
		return assessment.Value{}, optionTrouble(f, c)
	case checklist.Count:
		return countOfCell(f, c)
	case checklist.Money:
		return moneyOf(f, c)
	case checklist.Date:
		return dateOf(f, c)
	}
	return narrativeOf(c)
}

// The words for the states. A reason may stand behind them.
var (
	saysNotRecorded   = pattern.Of(`(?i)^not[ -]recorded\.?$`)
	saysNotApplicable = pattern.Of(`(?i)^(?:not[ -]applicable|does not apply|n ?/ ?a|n\.a\.|na)(?:\.?$| ?[:;,(-]+ ?(.*)$| (?:because|as|since) (.*)$)`)
)

// stateOf reads the words for a state, and false if s is anything else.
func stateOf(s string) (assessment.Value, bool) {
	s = tidy(s)
	if saysNotRecorded().MatchString(s) {
		return assessment.Missing(), true
	}
	if parts := saysNotApplicable().FindStringSubmatch(s); parts != nil {
		reason := parts[1] + parts[2]
		if strings.Contains(s, "(") {
			reason = strings.TrimSuffix(reason, ")")
		}
		return assessment.Inapplicable(strings.TrimSpace(reason)), true
	}
	return assessment.Value{}, false
}

// says is s by what it says: in small letters, with "and" for its sign, and
// without a full stop.
func says(s string) string {
	s = strings.ToLower(strings.ReplaceAll(tidy(s), "&", " and "))
	return strings.TrimSuffix(strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " "), ".")
}

// optionOf is the one option that s names, by its id or its label.
func optionOf(f *checklist.Field, s string) (*checklist.Option, bool) {
	want := says(s)
	var found *checklist.Option
	for i := range f.Options {
		o := &f.Options[i]
		if strings.EqualFold(o.ID, tidy(s)) {
			return o, true
		}
		if says(o.Label) == want {
			if found != nil {
				return nil, false
			}
			found = o
		}
	}
	return found, found != nil
}

func optionTrouble(f *checklist.Field, c cell) *trouble {
	var labels []string
	for _, o := range f.Options {
		labels = append(labels, o.Label)
	}
	cure := "Choose one of: " + strings.Join(labels, "; ") + "."
	if near := nearest.Names(tidy(c.text), labels); len(near) > 0 {
		cure = fmt.Sprintf("Choose one of the list; perhaps %s is meant.", quoted(near[0]))
	}
	return troubled(cure, "%s is not one of the answers to choose from", c.shown())
}

// vague are words for which two people mean two things.
var vague = []string{
	"none", "nil", "nil return", "no", "-", "--", "?", "unknown", "not known", "not held", "n/k", "nk", "don't know", "do not know", "tbc", "tba", "pending",
	"not answered", "unanswered", "not provided", "blank", "several", "few", "many", "some",
}

// noValue is the trouble of a word that is no figure and no date, if c is one.
func noValue(c cell, instead string) *trouble {
	if slices.Contains(vague, says(c.text)) {
		return troubled(instead+"choose “"+notRecorded+"” if the force does not hold it, or leave it empty if it is still to come.", "%s may mean more than one thing", c.shown())
	}
	return nil
}

var (
	grouped    = pattern.Of(`^\d{1,3}([, ]\d{3})+$`)
	wholeNoise = pattern.Of(`^\d+\.0+$`)
	hasDigit   = pattern.Of(`\d`)
)

// countOfCell reads a whole number.
func countOfCell(f *checklist.Field, c cell) (assessment.Value, *trouble) {
	const cure = "Write a whole number alone, such as 84, and anything else that is to be said of it under “" + narrativeLabel + "”."
	if c.kind == numberCell {
		switch {
		case c.showsDay:
			return assessment.Value{}, troubled("Write a whole number; the cell may have to be formatted as a number first.", "the cell holds a date, %s", c.shown())
		case c.number != math.Trunc(c.number):
			return assessment.Value{}, troubled(cure, "%s is not a whole number", c.shown())
		case math.Abs(c.number) > assessment.MaxCount:
			return assessment.Value{}, troubled(cure, "%s is too large; the largest count is %s", c.shown(), assessment.Thousands(assessment.MaxCount))
		}
		return parsed(f, strconv.FormatFloat(c.number, 'f', 0, 64), cure)
	}
	s := tidy(c.text)
	switch says(s) {
	case "zero", "nought", "naught":
		return assessment.Of("0"), nil
	}
	if t := noValue(c, "Write 0 if there were none, "); t != nil {
		return assessment.Value{}, t
	}
	if grouped().MatchString(s) {
		s = strings.NewReplacer(",", "", " ", "").Replace(s)
	}
	if wholeNoise().MatchString(s) {
		s, _, _ = strings.Cut(s, ".")
	}
	if strings.ContainsAny(s, ", ") || !hasDigit().MatchString(s) {
		return assessment.Value{}, troubled(cure, "%s is not a whole number", c.shown())
	}
	return parsed(f, s, cure)
}

// parsed is what package assessment takes s for.
func parsed(f *checklist.Field, s, cure string) (assessment.Value, *trouble) {
	v, err := assessment.Parse(f, s)
	if err != nil {
		return v, troubled(cure, "%s", strings.TrimSuffix(err.Error(), "."))
	}
	return v, nil
}

// The ways in which pounds and pence are written.
var (
	pointed   = pattern.Of(`^(?:£|gbp)? ?(\d[\d, ]*?)(?:\.(\d{1,2}))? ?(?:gbp|pounds?)?$`)
	spelt     = pattern.Of(`^£? ?(\d[\d,]*)(?: ?pounds?)?,?(?: and)? (\d{1,2}) ?(?:p|pence|penny)$`)
	penceOnly = pattern.Of(`^(\d{1,2}) ?(?:p|pence|penny)$`)
)

// moneyOf reads an amount.
func moneyOf(f *checklist.Field, c cell) (assessment.Value, *trouble) {
	const cure = "Write pounds and pence alone, such as 25 or 25.50."
	bad := func() (assessment.Value, *trouble) {
		return assessment.Value{}, troubled(cure, "%s is not an amount", c.shown())
	}
	if c.kind == numberCell {
		pence := math.Round(c.number * 100)
		if c.showsDay || c.number < 0 || c.number > assessment.MaxCount || math.Abs(c.number*100-pence) > 1e-4 {
			return bad()
		}
		return parsed(f, fmt.Sprintf("%.2f", pence/100), cure)
	}
	if t := noValue(c, "Write 0 if it is no money, "); t != nil {
		return assessment.Value{}, t
	}
	text := strings.ToLower(tidy(c.text))
	var pounds, pence string
	if parts := pointed().FindStringSubmatch(text); parts != nil {
		pounds, pence = parts[1], (parts[2] + "00")[:2] // £25.5 is £25.50
	} else if parts := spelt().FindStringSubmatch(text); parts != nil {
		pounds, pence = parts[1], fmt.Sprintf("%02s", parts[2])
	} else if parts := penceOnly().FindStringSubmatch(text); parts != nil {
		pounds, pence = "0", fmt.Sprintf("%02s", parts[1])
	} else {
		return bad()
	}
	if strings.ContainsAny(pounds, ", ") {
		if !grouped().MatchString(pounds) {
			return bad()
		}
		pounds = strings.NewReplacer(",", "", " ", "").Replace(pounds)
	}
	return parsed(f, pounds+"."+pence, cure)
}

var (
	weekday   = pattern.Of(`(?i)^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[,. ]+`)
	clockTime = pattern.Of(`(?i)[ t]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[ap]m)?z?$`)
	dashed    = pattern.Of(`^(\d{1,2}(?:st|nd|rd|th)?)[- /.]+([A-Za-z]{3,9})[- /.,]+(\d{4})$`)
	shortYear = pattern.Of(`^(\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]{3,9})[-/. ]+)'?\d\d$`)
	monthOnly = pattern.Of(`^(?i)([a-z]{3,9}[- ]\d{4}|\d{4})$`)
	fiveDigit = pattern.Of(`^\d{5}(\.\d+)?$`)
)

// dateOf reads a day, with the day before the month.
func dateOf(f *checklist.Field, c cell) (assessment.Value, *trouble) {
	const cure = "Write it as 31/05/2012 or 31 May 2012."
	if c.kind == numberCell {
		if c.number >= 1900 && c.number <= 2100 {
			return assessment.Value{}, troubled("Give the day and the month too: write it as 31/05/2012.", "“%.0f” is a year, not a day", c.number)
		}
		if c.day.IsZero() {
			return assessment.Value{}, troubled(cure, "%s is not a date", c.shown())
		}
		return parsed(f, c.day.Format(time.DateOnly), cure)
	}
	if t := noValue(c, ""); t != nil {
		t.cure = assessment.Capital(t.cure)
		return assessment.Value{}, t
	}
	s := weekday().ReplaceAllString(tidy(c.text), "")
	s = clockTime().ReplaceAllString(s, "")
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.TrimPrefix(" "+s+" ", " the "), " of ", " ")), " ")
	if parts := dashed().FindStringSubmatch(s); parts != nil {
		s = parts[1] + " " + parts[2] + " " + parts[3]
	}
	switch {
	case monthOnly().MatchString(s):
		return assessment.Value{}, troubled("Give the day too: write it as 31/05/2012.", "%s is not a day", c.shown())
	case shortYear().MatchString(s):
		return assessment.Value{}, troubled("Write the year in full, such as 31/05/2012.", "%s has a year of two figures", c.shown())
	case fiveDigit().MatchString(s): // what a spreadsheet makes of a date that loses its format
		n, _ := strconv.ParseFloat(s, 64) // five digits
		s = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly)
	}
	t, err := assessment.ParseDate(s)
	if err != nil {
		what := strings.TrimSuffix(err.Error(), ".")
		if before, _, ok := strings.Cut(what, "; write it"); ok {
			what = before
		}
		return assessment.Value{}, troubled(cure, "%s", what)
	}
	return assessment.OfDay(t), nil
}

// stateCellOf reads the cell of the states, with the reason beside it.
func stateCellOf(state, reason cell) (assessment.Value, *trouble) {
	if state.kind == blankCell || tidy(state.text) == "" {
		return assessment.Value{}, nil
	}
	v, ok := stateOf(state.text)
	if !ok || state.kind != textCell {
		return v, troubled("Choose “"+notRecorded+"” or “"+notApplicable+"”, or leave the cell empty.", "%s is not one of the two that stand there", state.shown())
	}
	if v.State == assessment.NotApplicable && reason.kind != blankCell {
		var err error
		if v, err = withReason(v, reason); err != nil {
			return v, troubled("Write it anew, or shorter.", "%s", err)
		}
	}
	return v, nil
}

// errTwoReasons is reported where a reason stands in two cells.
var errTwoReasons = errors.New("there is a reason in this cell and another one beside it")

// withReason is v, which is not applicable, with the reason of another cell.
func withReason(v assessment.Value, reason cell) (assessment.Value, error) {
	text, err := assessment.ParseText(strings.Trim(reason.words(), " \u00a0"))
	switch {
	case err != nil:
		return v, err
	case v.Reason != "" && flat(v.Reason) != flat(text.Given):
		return v, errTwoReasons
	}
	v.Reason = text.Given
	return v, nil
}
