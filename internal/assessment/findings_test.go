package assessment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// Every row has what was answered, of which item, and all that is found of it.
var everyFinding = []struct {
	name    string
	item    string
	answers []string
	edits   func(assessment.Assessment) []assessment.Edit
	want    []string
}{
	{"no marking", "", nil, details("marking", ""), []string{
		"error | no-marking | marking | No protective marking has been chosen; nothing can be exported without one.",
	}},
	{"no first day", "", nil, details("from", ""), []string{
		"warning | no-period | from | The reporting period has not been given in full.",
	}},
	{"no last day", "", nil, details("to", ""), []string{
		"warning | no-period | to | The reporting period has not been given in full.",
	}},
	{"a period that ends before it begins", "", nil, details("to", "2011-08-31"), []string{
		"error | dates | to | The reporting period ends on 31 August 2011, before it begins on 1 September 2011.",
	}},
	{"a period of one day", "", nil, details("to", "2011-09-01"), nil},
	{"nothing answered", "BUS-01", nil, nil, []string{
		"note | unanswered |  | Nothing has been answered.",
	}},
	{"part of an answer", "BUS-02", []string{"refused=1"}, nil, []string{
		"note | incomplete | received | Some of the answer is given, and a part that is needed is not.",
	}},
	{"an answer that is not asked", "BUS-01", []string{"done=2012-03-01", "verdict=no"}, action("BUS-01", ""), []string{
		"note | not-asked | done | Last done has an answer, though other answers say that it is not asked.",
	}},
	{"not applicable without a reason", "BUS-01", []string{"verdict=not-applicable"}, nil, []string{
		"error | no-reason | verdict | Verdict is not applicable, and no reason is given.",
	}},
	{"not applicable with a reason", "BUS-01", []string{"verdict=not-applicable:there is none"}, nil, nil},
	{"a part above its total", "BUS-02", []string{"received=5", "approved=6"}, nil, []string{
		"error | impossible-count | approved | Approved is 6, more than the 5 of received.",
	}},
	{"parts above their total", "BUS-02", []string{"received=5", "approved=3", "refused=3"}, nil, []string{
		"error | impossible-count | received | The parts come to 6, more than the 5 of received.",
	}},
	{"an unexplained remainder", "BUS-02", []string{"received=84", "approved=83"}, nil, []string{
		"note | remainder | received | 1 of 84 is not accounted for.",
	}},
	{"parts that make up their total", "BUS-02", []string{"received=84", "approved=83", "refused=1"}, nil, nil},
	{"a day outside the period", "BUS-01", []string{"verdict=yes", "done=2012-06-01"}, evidence("BUS-01", "2012-01-01"), []string{
		"warning | dates | done | Last done is 1 June 2012, after the end of the period, 31 May 2012.",
	}},
	{"a day inside the period", "BUS-01", []string{"verdict=yes", "done=2012-05-31"}, evidence("BUS-01", "2012-01-01"), nil},
	{"met without evidence", "BUS-01", []string{"verdict=yes"}, nil, []string{
		"warning | no-evidence |  | Met, and no evidence is named.",
	}},
	{"met with evidence that has no day", "BUS-01", []string{"verdict=yes"}, evidence("BUS-01", ""), nil},
	{"evidence of the first day", "BUS-01", []string{"verdict=yes"}, evidence("BUS-01", "2011-09-01"), nil},
	{"evidence of the day before", "BUS-01", []string{"verdict=yes"}, evidence("BUS-01", "2011-08-31"), []string{
		"warning | stale-evidence | E1 | Evidence E1, “The rules”, is as at 31 August 2011, before the period begins on 1 September 2011.",
	}},
	{"evidence of the last day", "BUS-01", []string{"verdict=yes"}, evidence("BUS-01", "2012-05-31"), nil},
	{"evidence of the day after", "BUS-01", []string{"verdict=yes"}, evidence("BUS-01", "2012-06-01"), []string{
		"note | late-evidence | E1 | Evidence E1, “The rules”, is as at 1 June 2012, after the end of the period, 31 May 2012.",
	}},
	{"partly met, with nothing behind it", "BUS-01", []string{"verdict=partly"}, nil, []string{
		"warning | no-explanation | narrative | Partly met, and nothing is written to say why.",
		"warning | no-action |  | Partly met, and no action is named.",
	}},
	{"partly met, and said why", "BUS-01", []string{"verdict=partly"}, both(narrative("BUS-01", "Few know."), action("BUS-01", "")), nil},
	{"partly met, with blanks to say why", "BUS-01", []string{"verdict=partly"}, both(narrative("BUS-01", " \n"), action("BUS-01", "")), []string{
		"warning | no-explanation | narrative | Partly met, and nothing is written to say why.",
	}},
	{"not met", "BUS-01", []string{"verdict=no"}, nil, []string{
		"warning | no-action |  | Not met, and no action is named.",
	}},
	{"not met, with an action due today", "BUS-01", []string{"verdict=no"}, action("BUS-01", "2012-07-02"), nil},
	{"not met, with an action due yesterday", "BUS-01", []string{"verdict=no"}, action("BUS-01", "2012-07-01"), []string{
		`warning | overdue-action | A1 | The action "Write them down" was due on 1 July 2012 and is not done.`,
	}},
}

type edits func(assessment.Assessment) []assessment.Edit

func details(name, text string) edits {
	return func(assessment.Assessment) []assessment.Edit {
		return []assessment.Edit{{Target: assessment.Detail(name), New: assessment.Of(text)}}
	}
}

func narrative(item, text string) edits {
	return func(assessment.Assessment) []assessment.Edit {
		return []assessment.Edit{{Target: assessment.Narrative(item), New: assessment.Of(text)}}
	}
}

func evidence(item, asAt string) edits {
	return func(a assessment.Assessment) []assessment.Edit {
		day, _ := assessment.Day(assessment.Of(asAt))
		return a.EvidenceEdits(assessment.Evidence{Title: "The rules", AsAt: day, Items: []string{item}})
	}
}

func action(item, due string) edits {
	return func(a assessment.Assessment) []assessment.Edit {
		day, _ := assessment.Day(assessment.Of(due))
		return a.ActionEdits(assessment.Action{What: "Write them down", Due: day, Items: []string{item}})
	}
}

func both(x, y edits) edits {
	return func(a assessment.Assessment) []assessment.Edit { return append(x(a), y(a)...) }
}

// elsewhere are the findings that have tests of their own: those that come of
// last time's return and of a review, and those of package evidence, which looks
// at files.
var elsewhere = []string{
	"lower-marking",
	"returned", "replied", "changed-since-accepted",
	"evidence-missing", "evidence-changed", "evidence-unread", "evidence-elsewhere",
}

// Each finding is made where it should be, and nowhere else. Between them the
// rows make each that the program knows and no other test is of.
func TestEveryFinding(t *testing.T) {
	made := map[string]bool{}
	for _, tt := range everyFinding {
		l := list()
		a := set(t, startOf(t, l), or(tt.item, "BUS-03"), tt.answers...)
		if tt.edits != nil {
			a = apply(t, a, a.Next(who, a.Edits(tt.edits(a)...)...))
		}
		got := findings(a, tt.item)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
		for _, it := range l.Items() { // and alone as among all the others
			others := func(f assessment.Finding) bool { return f.Item != it.ID }
			if got, want := a.FindingsOf(it.ID, today), slices.DeleteFunc(a.Findings(today), others); !slices.Equal(got, want) {
				t.Errorf("%s: of %s alone:\n got %+v\nwant %+v", tt.name, it.ID, got, want)
			}
		}
		for _, f := range got {
			made[strings.Split(f, " | ")[1]] = true
		}
	}
	for _, code := range checklist.Codes {
		if made[code] == slices.Contains(elsewhere, code) {
			t.Errorf("%s is made by a row: %t", code, made[code])
		}
		delete(made, code)
	}
	for code := range made {
		t.Errorf("checklist.Codes lacks %s", code)
	}
}

func or(x, y string) string {
	if x == "" {
		return y
	}
	return x
}

// A section that frames the return needs no evidence, actions or explanations.
func TestAnUnscoredSectionNeedsNothingBehindIt(t *testing.T) {
	l := list()
	l.Sections[1].Unscored = true
	for _, verdict := range []string{"yes", "partly", "no"} {
		a := set(t, startOf(t, l), "BUS-01", "verdict="+verdict)
		if got := findings(a, "BUS-01"); len(got) > 0 {
			t.Errorf("%s: got %q, want nothing", verdict, got)
		}
	}
}

// How old evidence may be is counted back from the end of the period, or from
// today.
func TestAgeOfEvidence(t *testing.T) {
	for _, tt := range []struct {
		months   int
		from, to string
		asAt     string
		want     string // of the sentence, from the day on
	}{
		{0, "", "", "1990-01-01", ""},
		{24, "2011-09-01", "2012-05-31", "2011-08-31", "31 August 2011, before the period begins on 1 September 2011."},
		{24, "2011-09-01", "2012-05-31", "2001-08-31", "31 August 2001, before the period begins on 1 September 2011."},
		{6, "2011-09-01", "2012-05-31", "2011-11-30", ""},
		{6, "2011-09-01", "2012-05-31", "2011-11-29", "29 November 2011, more than 6 months before the end of the period, 31 May 2012."},
		{1, "", "2012-03-31", "2012-02-29", ""},
		{1, "", "2012-03-31", "2012-02-28", "28 February 2012, more than 1 month before the end of the period, 31 March 2012."},
		{12, "", "", "2011-07-02", ""},
		{12, "", "", "2011-07-01", "1 July 2011, more than 12 months before today."},
		{12, "2011-09-01", "", "2011-07-02", "2 July 2011, before the period begins on 1 September 2011."},
		{24, "", "2012-05-31", "2010-05-31", ""},
		{24, "", "2012-05-31", "2010-05-30", "30 May 2010, more than 24 months before the end of the period, 31 May 2012."},
	} {
		l := list()
		l.EvidenceMonths = tt.months
		a := put(t, startOf(t, l), assessment.Detail("from"), tt.from)
		a = put(t, a, assessment.Detail("to"), tt.to)
		day, _ := assessment.Day(assessment.Of(tt.asAt))
		a = apply(t, a, a.Next(who, a.EvidenceEdits(assessment.Evidence{AsAt: day, Items: []string{"BUS-02", "BUS-03"}})...))
		want := ""
		if tt.want != "" {
			want = "warning | stale-evidence | E1 | Evidence E1 is as at " + tt.want
		}
		for _, item := range []string{"BUS-02", "BUS-03"} {
			got := strings.Join(slices.DeleteFunc(findings(a, item), func(f string) bool { return !strings.Contains(f, "-evidence") }), "\n")
			if got != want {
				t.Errorf("%d months, %s..%s, as at %s, %s:\n got %q\nwant %q", tt.months, tt.from, tt.to, tt.asAt, item, got, want)
			}
		}
	}
}

// Newer evidence is never too old where older is not, whatever the period, the
// limit and the day.
func TestNewerEvidenceIsNeverTooOldAlone(t *testing.T) {
	epoch := time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC)
	day := rapid.IntRange(0, 3000)
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) time.Time { return epoch.AddDate(0, 0, day.Draw(t, name)) }
		l := list()
		l.EvidenceMonths = rapid.IntRange(0, 40).Draw(t, "months")
		var a assessment.Assessment
		c := a.Next(who, assessment.ForceEdits(checklist.Force{Name: "X Police"})...)
		c.Start = &assessment.Start{ID: "x", Checklist: l}
		a = apply(t, a, c)
		for _, name := range []string{"from", "to"} {
			if rapid.Bool().Draw(t, "give "+name) {
				a = put(t, a, assessment.Detail(name), at(name).Format(time.DateOnly))
			}
		}
		older := at("older")
		newer := older.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "days"))
		for _, d := range []time.Time{older, newer} {
			a = apply(t, a, a.Next(who, a.EvidenceEdits(assessment.Evidence{AsAt: d, Items: []string{"BUS-01"}})...))
		}
		stale := map[string]bool{}
		for _, f := range a.Findings(at("today")) {
			if f.Code == assessment.CodeStale {
				stale[f.Field] = true
			}
		}
		if stale["E2"] && !stale["E1"] {
			t.Fatalf("as at %s it is too old, and as at %s it is not", newer, older)
		}
	})
}

// Whatever is answered, each finding is a sentence with a severity, names an
// item that there is, and opens something that there is in it.
func TestFindingsHoldTogether(t *testing.T) {
	rules := []checklist.Rule{
		{When: checklist.Condition{is("standing", "met", "answered")}, Say: "{State.label} is {state}.", Code: "stands", Field: "state"},
		{When: checklist.Condition{is("now", "<>before", "unanswered")}, Say: "It is {now}.", Code: "differs", Severity: "warning", Field: "narrative"},
	}
	first := ruled(t, rules...)
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, first)
		for _, x := range []struct{ field, values string }{
			{"state", "none drafting updated unsure"}, {"now", "0 1"}, {"before", "0 1"}, {"reviewed", "2011-01-01 2012-01-01"},
		} {
			if v := rapid.SampledFrom(append(strings.Fields(x.values), "")).Draw(t, x.field); v != "" {
				a = put(t, a, field("XXX-01", x.field), v)
			}
		}
		for _, f := range a.Findings(today) {
			switch f.Severity {
			case assessment.Error, assessment.Warning, assessment.Note:
			default:
				t.Fatalf("%+v has no severity", f)
			}
			if !strings.HasSuffix(f.Text, ".") || strings.ContainsAny(f.Text, "{}") || assessment.Capital(f.Text) != f.Text {
				t.Fatalf("%+v is no sentence", f)
			}
			it, ok := a.Item(f.Item)
			if f.Item == "" {
				continue
			}
			if s, _ := a.Checklist().SectionOf(f.Item); !ok || s.ID != f.Section {
				t.Fatalf("%+v is of no item of its section", f)
			}
			if _, ok := it.Field(f.Field); !ok && f.Field != "" && f.Field != checklist.Narrative {
				t.Fatalf("%+v opens nothing", f)
			}
		}
	})
}
