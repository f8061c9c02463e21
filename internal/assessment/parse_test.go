package assessment_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func TestParseDate(t *testing.T) {
	want := time.Date(2012, 5, 31, 0, 0, 0, 0, time.UTC)
	for _, s := range []string{
		"2012-05-31", "31/05/2012", "31/5/2012", "31 May 2012", " 31  may 2012 ", "31st May 2012", "31 May, 2012", "31-05-2012", "31.5.2012",
	} {
		if got, err := assessment.ParseDate(s); err != nil || !got.Equal(want) {
			t.Errorf("%q: got %v, %v; want %v", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"1 Sept 2011": "2011-09-01", "1 Sep 2011": "2011-09-01", "01/02/2012": "2012-02-01", "29 February 2012": "2012-02-29",
	} {
		if got, err := assessment.ParseDate(s); err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("%q: got %v, %v; want %s", s, got, err, want)
		}
	}
	for s, want := range map[string]string{
		"05/31/2012":   "the day comes first",
		"":             "is not a date",
		"May 2012":     "is not a date",
		"31/05/12":     "is not a date",
		"31 Mai 2012":  "is not a date",
		"31 June 2012": "no such day",
		"2012-13-45":   "no such day",
		"29/02/2011":   "no such day",
		"0/0/2012":     "no such day",
		"1/1/1066":     "outside the years",
		"2012-5-31-1":  "is not a date",
	} {
		if _, err := assessment.ParseDate(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error that says %q", s, err, want)
		}
	}
}

func TestParse(t *testing.T) {
	choice := &checklist.Field{Kind: checklist.Choice, Options: []checklist.Option{{ID: "ad-hoc", Label: "Ad hoc"}, {ID: "no", Label: "No"}}}
	of := func(k checklist.Kind) *checklist.Field { return &checklist.Field{Kind: k} }
	count, money, text, date := of(checklist.Count), of(checklist.Money), of(checklist.Text), of(checklist.Date)
	for _, tt := range []struct {
		f    *checklist.Field
		s    string
		want assessment.Value
	}{
		{choice, "ad-hoc", assessment.Of("ad-hoc")},
		{choice, "AD HOC", assessment.Of("ad-hoc")},
		{count, "0", assessment.Of("0")},
		{count, " 007 ", assessment.Of("7")},
		{count, "23,043", assessment.Of("23043")},
		{count, "1 023 043", assessment.Of("1023043")},
		{count, "23\u202f043", assessment.Of("23043")}, // as spreadsheets write it
		{count, "not-recorded", assessment.Missing()},
		{count, "Not-Recorded", assessment.Missing()},
		{count, "", assessment.Value{}},
		{count, "not-applicable: no register", assessment.Inapplicable("no register")},
		{count, "not-applicable", assessment.Inapplicable("")},
		{money, "£25", assessment.Of("25.00")},
		{money, "1,250.50", assessment.Of("1250.50")},
		{money, "£1 250", assessment.Of("1250.00")},
		{date, "31/05/2012", assessment.Of("2012-05-31")},
		{text, "two\r\nlines \n", assessment.Of("two\nlines")},
		{text, "not-recorded: the policy", assessment.Of("not-recorded: the policy")},
		{text, "not-recorded", assessment.Missing()},
	} {
		if got, err := assessment.Parse(tt.f, tt.s); err != nil || got != tt.want {
			t.Errorf("%s %q: got %+v, %v; want %+v", tt.f.Kind, tt.s, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		f    *checklist.Field
		s    string
		want string
	}{
		{count, "-3", "less than nought"},
		{count, "3.5", "not a whole number"},
		{count, "many", "not a whole number"},
		{count, "84,5", "not a whole number"},
		{count, "1,2345", "not a whole number"},
		{count, "1234,567", "not a whole number"},
		{count, ",123", "not a whole number"},
		{count, "1,000 000", "not a whole number"},
		{count, "84 83", "not a whole number"},
		{count, "-12,000", "less than nought"},
		{money, "25,50", "not an amount"},
		{count, "99999999999999999999", "too large"},
		{count, "1000000001", "too large"},
		{money, "25.5", "two figures of pence"},
		{money, "-3", "not an amount"},
		{choice, "maybe", "not one of its options: ad-hoc, no"},
		{date, "05/31/2012", "the day comes first"},
		{text, "a\x00b", "NUL"},
		{text, "\xff", "UTF-8"},
		{text, strings.Repeat("x", assessment.MaxText+1), "the most that can be kept"},
	} {
		if got, err := assessment.Parse(tt.f, tt.s); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %.20q: got %+v, %v; want an error that says %q", tt.f.Kind, tt.s, got, err, tt.want)
		}
	}
	var unknown *assessment.OptionError
	if _, err := assessment.Parse(choice, "maybe"); !errors.As(err, &unknown) || len(unknown.Options) != 2 {
		t.Errorf("an unknown option: got %v, want an OptionError with the options", err)
	}
}

func TestParseMarking(t *testing.T) {
	for s, want := range map[string]string{
		"not protectively marked": "NOT PROTECTIVELY MARKED", "npm": "NOT PROTECTIVELY MARKED", "Official Sensitive": "OFFICIAL-SENSITIVE",
		"restricted": "RESTRICTED",
	} {
		if got, err := assessment.ParseMarking(s); err != nil || got != want {
			t.Errorf("%q: got %q, %v; want %q", s, got, err, want)
		}
	}
	for s, want := range map[string]string{"secret": "not accredited", "Top-Secret": "not accredited", "private": "choose one of"} {
		if _, err := assessment.ParseMarking(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error that says %q", s, err, want)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	from, to, err := assessment.ParsePeriod("1 September 2011..31/05/2012")
	if err != nil || from.Given != "2011-09-01" || to.Given != "2012-05-31" {
		t.Errorf("got %v, %v, %v", from, to, err)
	}
	for _, s := range []string{"2011", "2012-05-31..2011-09-01", "..2012-05-31"} {
		if _, _, err := assessment.ParsePeriod(s); err == nil {
			t.Errorf("%q: it was taken", s)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"31 May 2012", "05/31/2012", "£25.50", "not-applicable:x", "1,000", "yes", "\xff", "2012-1-1"} {
		for k := range checklist.Kinds {
			f.Add(s, k)
		}
	}
	f.Fuzz(func(t *testing.T, s string, kind int) {
		field := &checklist.Field{Kind: checklist.Kinds[uint(kind)%uint(len(checklist.Kinds))], Options: []checklist.Option{{ID: "yes", Label: "Yes"}}}
		v, err := assessment.Parse(field, s)
		if err != nil {
			return
		}
		if v.State == assessment.Given && field.Kind != checklist.Text {
			again, err := assessment.Parse(field, v.Given)
			if err != nil || again != v {
				t.Errorf("%q is kept as %+v, which reads as %+v, %v", s, v, again, err)
			}
		}
	})
}
