package assessment_test

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

var (
	who   = assessment.Author{Name: "A. Example", Role: "Inspector"}
	today = time.Date(2012, 7, 2, 0, 0, 0, 0, time.UTC)
)

// list is a checklist with one item of each sort.
func list() *checklist.Checklist {
	verdict := checklist.Field{
		ID: "verdict", Label: "Verdict", Kind: checklist.Choice, Required: true,
		Options: []checklist.Option{
			{ID: "yes", Label: "Yes", Standing: checklist.Met},
			{ID: "partly", Label: "Partly", Standing: checklist.PartlyMet},
			{ID: "no", Label: "No", Standing: checklist.NotMet},
			{ID: "unsure", Label: "Cannot say", Say: "not known"},
		},
	}
	count := func(id, label string, required bool) checklist.Field {
		return checklist.Field{ID: id, Label: label, Kind: checklist.Count, Required: required}
	}
	say := func(text string, when ...checklist.Test) checklist.Case { return checklist.Case{When: when, Say: text} }
	is := func(field string, alternatives ...string) checklist.Test {
		return checklist.Test{Field: field, Is: alternatives}
	}
	return &checklist.Checklist{
		ID: "test", Edition: "1", Title: "Test checklist",
		Sections: []checklist.Section{
			{ID: "RET", Title: "Return", Unscored: true, Items: []checklist.Item{
				{ID: "RET-01", Fields: []checklist.Field{
					{ID: "from", Label: "From", Kind: checklist.Date, Required: true, Detail: "from"},
					{ID: "gist", Label: "Gist", Kind: checklist.Text},
				}},
			}},
			{ID: "BUS", Title: "Second jobs", Items: []checklist.Item{
				{ID: "BUS-01", Words: map[string]string{"what": "rules"}, Fields: []checklist.Field{
					verdict,
					{ID: "done", Label: "Last done", Kind: checklist.Date, When: checklist.Condition{is("verdict", "yes", "partly")}},
					{ID: "limit", Label: "Limit", Kind: checklist.Money},
				}, Rules: []checklist.Rule{{Field: "done", NotAfter: "to", NotBefore: "from", Severity: "warning"}}, Statement: []checklist.Sentence{
					{FirstOf: []checklist.Case{
						say("{Force} has {what}, up to {limit}.", is("verdict", "yes"), is("limit", ">=25", "not-recorded")),
						say("{Force} has {what}.", is("verdict", "yes")),
						say("{Verdict.label} of {force}: {verdict}.", is("verdict", "given")),
						say("{What} do not apply: {reason}.", is("verdict", "not-applicable")),
						say("{Force} has not yet said."),
					}},
					{FirstOf: []checklist.Case{say("This was last done on {done}.", is("done", "given"))}},
				}},
				{ID: "BUS-02", Fields: []checklist.Field{
					count("received", "Received", true), count("approved", "Approved", false), count("refused", "Refused", false),
				}, Rules: []checklist.Rule{{Parts: []string{"approved", "refused"}, Of: "received"}}, Statement: []checklist.Sentence{
					{FirstOf: []checklist.Case{
						say("{Since} there have been none.", is("received", "0")),
						say("All {received} were approved.", is("received", ">1"), is("approved", "=received")),
						say("{Between} there {received:was|were} {received}, {approved} approved; {remainder} {remainder:is|are} not accounted for.",
							is("received", "given"), is("approved", "given"), is("remainder", ">0")),
						say("There {received:was|were} {received}.", is("received", "given")),
						say("The number is {received}."),
					}},
				}},
				{ID: "BUS-03", Fields: []checklist.Field{
					count("all", "All", true), count("media", "From the media", false), count("suppliers", "From suppliers", false),
				}, Rules: []checklist.Rule{{Parts: []string{"media", "suppliers"}, Of: "all", Overlap: true}}},
			}},
		},
	}
}

// start is an assessment that has only been started.
func start(t testing.TB) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	c := a.Next(who, append(assessment.ForceEdits(checklist.Force{ID: "x", Name: "X Police", Self: "the force"}),
		assessment.Edit{Target: assessment.Detail("from"), New: assessment.Of("2011-09-01")},
		assessment.Edit{Target: assessment.Detail("to"), New: assessment.Of("2012-05-31")},
	)...)
	c.Start = &assessment.Start{ID: "x-2012", Checklist: list()}
	return apply(t, a, c)
}

type fataler interface{ Fatal(args ...any) }

func apply(t fataler, a assessment.Assessment, c assessment.Change) assessment.Assessment {
	c.Time = today
	_, c, err := assessment.Seal(c)
	if err != nil {
		t.Fatal(err)
	}
	next, err := a.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func field(item, name string) assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: item, Part: name}
}

// set answers fields of an item, given as field=value, as a person would.
func set(t testing.TB, a assessment.Assessment, item string, answers ...string) assessment.Assessment {
	t.Helper()
	it, ok := a.Item(item)
	if !ok {
		t.Fatalf("no item %s", item)
	}
	for _, x := range answers {
		name, text, _ := strings.Cut(x, "=")
		f, ok := it.Field(name)
		if !ok {
			t.Fatalf("no field %s", name)
		}
		v, err := assessment.Parse(f, text)
		if err != nil {
			t.Fatal(err)
		}
		if edits := a.Edits(assessment.Edit{Target: assessment.FieldOf(it, f), New: v}); len(edits) > 0 {
			a = apply(t, a, a.Next(who, edits...))
		}
	}
	return a
}

func TestStanding(t *testing.T) {
	for _, tt := range []struct {
		item    string
		answers []string
		want    checklist.Standing
	}{
		{"BUS-01", nil, checklist.Unanswered},
		{"BUS-01", []string{"limit=25"}, checklist.Unanswered},
		{"BUS-01", []string{"verdict=yes"}, checklist.Met},
		{"BUS-01", []string{"verdict=Partly"}, checklist.PartlyMet},
		{"BUS-01", []string{"verdict=no"}, checklist.NotMet},
		{"BUS-01", []string{"verdict=unsure"}, checklist.Answered},
		{"BUS-01", []string{"verdict=not-recorded"}, checklist.Answered},
		{"BUS-01", []string{"verdict=not-applicable:none held"}, checklist.NotApplicable},
		{"BUS-02", []string{"approved=1"}, checklist.Unanswered},
		{"BUS-02", []string{"received=0"}, checklist.Answered},
		{"BUS-02", []string{"received=not-recorded"}, checklist.Answered},
		{"BUS-02", []string{"received=not-applicable:no register"}, checklist.NotApplicable},
	} {
		a := set(t, start(t), tt.item, tt.answers...)
		it, _ := a.Item(tt.item)
		if got := a.Standing(it); got != tt.want {
			t.Errorf("%s %v: got %s, want %s", tt.item, tt.answers, got, tt.want)
		}
	}
}

func TestStatement(t *testing.T) {
	for _, tt := range []struct {
		item    string
		answers []string
		want    string
	}{
		{"BUS-01", nil, "The force has not yet said."},
		{"BUS-01", []string{"verdict=yes", "limit=25"}, "The force has rules, up to £25."},
		{"BUS-01", []string{"verdict=yes", "limit=£1,024.50"}, "The force has rules, up to £1,024.50."},
		{"BUS-01", []string{"verdict=yes", "limit=9"}, "The force has rules."},
		{"BUS-01", []string{"verdict=yes", "limit=not-recorded"}, "The force has rules, up to (not recorded)."},
		{"BUS-01", []string{"verdict=unsure"}, "Verdict of the force: not known."},
		{"BUS-01", []string{"verdict=not-applicable:it has none."}, "Rules do not apply: it has none."},
		{"BUS-01", []string{"verdict=not-applicable"}, "Rules do not apply: no reason given."},
		{"BUS-01", []string{"verdict=yes", "done=1/3/2012"}, "The force has rules. This was last done on 1 March 2012."},
		{"BUS-02", nil, "The number is (not answered)."},
		{"BUS-02", []string{"received=0"}, "Since September 2011 there have been none."},
		{"BUS-02", []string{"received=1"}, "There was 1."},
		{"BUS-02", []string{"received=5", "approved=5"}, "All 5 were approved."},
		{"BUS-02", []string{"received=84", "approved=83"}, "Between September 2011 and May 2012 there were 84, 83 approved; 1 is not accounted for."},
		{"BUS-02", []string{"received=1145", "approved=1140"}, "Between September 2011 and May 2012 there were 1,145, 1,140 approved; 5 are not accounted for."},
		{"BUS-02", []string{"received=not-recorded"}, "The number is (not recorded)."},
	} {
		a := set(t, start(t), tt.item, tt.answers...)
		it, _ := a.Item(tt.item)
		if got := a.Statement(it); got != tt.want {
			t.Errorf("%s %v:\n got %q\nwant %q", tt.item, tt.answers, got, tt.want)
		}
	}
}

func TestFindings(t *testing.T) {
	for _, tt := range []struct {
		item    string
		answers []string
		want    []assessment.Code
	}{
		{"BUS-01", nil, []assessment.Code{assessment.CodeUnanswered}},
		{"BUS-01", []string{"limit=3"}, []assessment.Code{assessment.CodeIncomplete}},
		{"BUS-01", []string{"verdict=yes"}, []assessment.Code{assessment.CodeNoEvidence}},
		{"BUS-01", []string{"verdict=no"}, []assessment.Code{assessment.CodeNoAction}},
		{"BUS-01", []string{"verdict=not-applicable"}, []assessment.Code{assessment.CodeNoReason}},
		{"BUS-01", []string{"verdict=not-applicable:x"}, nil},
		{"BUS-01", []string{"verdict=yes", "done=2012-06-01"}, []assessment.Code{assessment.CodeDates, assessment.CodeNoEvidence}},
		{"BUS-01", []string{"verdict=yes", "done=2011-08-31"}, []assessment.Code{assessment.CodeDates, assessment.CodeNoEvidence}},
		{"BUS-01", []string{"verdict=yes", "done=2012-05-31", "verdict=no"}, []assessment.Code{assessment.CodeNotAsked, assessment.CodeNoAction}},
		{"BUS-02", []string{"received=5", "approved=5"}, nil},
		{"BUS-02", []string{"received=5", "approved=6"}, []assessment.Code{assessment.CodeImpossible}},
		{"BUS-02", []string{"received=5", "approved=3", "refused=3"}, []assessment.Code{assessment.CodeImpossible}},
		{"BUS-02", []string{"received=5", "approved=3"}, []assessment.Code{assessment.CodeRemainder}},
		{"BUS-02", []string{"received=5"}, nil},
		{"BUS-02", []string{"received=0", "approved=0"}, nil},
		{"BUS-03", []string{"all=5", "media=4", "suppliers=4"}, nil},
		{"BUS-03", []string{"all=5", "media=6"}, []assessment.Code{assessment.CodeImpossible}},
	} {
		a := set(t, start(t), tt.item, tt.answers...)
		var got []assessment.Code
		for _, f := range a.Findings(today) {
			if f.Item == tt.item {
				got = append(got, f.Code)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %v: got %v, want %v", tt.item, tt.answers, got, tt.want)
		}
	}
}

func TestEvidenceAndActionsAnswerFindings(t *testing.T) {
	a := put(t, set(t, start(t), "BUS-01", "verdict=partly"), assessment.Narrative("BUS-01"), "Few know.")
	codes := func() (got []assessment.Code) {
		for _, f := range a.Findings(today) {
			if f.Item == "BUS-01" {
				got = append(got, f.Code)
			}
		}
		return got
	}
	a = apply(t, a, a.Next(who, a.ActionEdits(assessment.Action{What: "Write them down", Items: []string{"BUS-01"}, Due: today})...))
	if got := codes(); len(got) != 0 {
		t.Errorf("with an action due today: got %v, want none", got)
	}
	x := a.Actions()[0]
	x.Due = today.AddDate(0, 0, -1)
	a = apply(t, a, a.Next(who, a.ActionEdits(x)...))
	if got, want := codes(), []assessment.Code{assessment.CodeOverdue}; !slices.Equal(got, want) {
		t.Errorf("with an action due yesterday: got %v, want %v", got, want)
	}
	x.Status = assessment.StatusDone
	a = apply(t, a, a.Next(who, a.ActionEdits(x)...))
	if got := codes(); len(got) != 0 {
		t.Errorf("with the action done: got %v, want none", got)
	}
	a = set(t, a, "BUS-01", "verdict=yes")
	a = apply(t, a, a.Next(who, a.EvidenceEdits(assessment.Evidence{Title: "The rules", Items: []string{"BUS-01", "BUS-02"}})...))
	if got := codes(); len(got) != 0 {
		t.Errorf("met, with evidence: got %v, want none", got)
	}
	if got := a.EvidenceFor("BUS-02"); len(got) != 1 || got[0].Title != "The rules" {
		t.Errorf("one piece of evidence serves two items: got %v", got)
	}
	e := a.Evidence()[0]
	e.Items = nil
	a = apply(t, a, a.Next(who, a.EvidenceEdits(e)...))
	if got := a.Evidence(); len(got) != 0 {
		t.Errorf("evidence that was removed: got %v, want none", got)
	}
}

func TestProgress(t *testing.T) {
	a := start(t)
	p := a.Progress(today)
	if p.Items != 4 || p.Answered != 1 { // the period was given when it was started
		t.Errorf("got %d of %d answered, want 1 of 4", p.Answered, p.Items)
	}
	a = set(t, a, "BUS-01", "verdict=not-applicable:none")
	a = set(t, a, "BUS-02", "approved=1")
	p = a.Progress(today)
	s := p.Sections[1]
	if s.State != assessment.InProgress || s.Answered != 1 || s.Standings[checklist.NotApplicable] != 1 {
		t.Errorf("got %+v, want one of three answered and in progress", s)
	}
	a = apply(t, a, a.Next(who, a.Edits(assessment.Edit{Target: assessment.Complete("BUS"), New: assessment.Of(assessment.Yes)})...))
	if s := a.Progress(today).Sections[1]; s.State != assessment.Completed {
		t.Errorf("a section that a person calls complete: got %s", s.State)
	}
	a = set(t, a, "BUS-02", "received=0")
	if s := a.Progress(today).Sections[1]; s.State != assessment.NeedsAttention || !s.Complete {
		t.Errorf("a complete section whose counts cannot be: got %s, complete %t", s.State, s.Complete)
	}
}

func TestApplyRefuses(t *testing.T) {
	a := set(t, start(t), "BUS-02", "received=84")
	edit := func(target assessment.Target, old, v assessment.Value) assessment.Edit {
		return assessment.Edit{Target: target, Old: old, New: v}
	}
	received := field("BUS-02", "received")
	for name, spoil := range map[string]func(*assessment.Change){
		"a gap in the numbers":        func(c *assessment.Change) { c.Sequence++ },
		"another change before":       func(c *assessment.Change) { c.Previous = strings.Repeat("0", 64) },
		"a second start":              func(c *assessment.Change) { c.Start = &assessment.Start{ID: "y", Checklist: list()} },
		"an undo of what is not last": func(c *assessment.Change) { c.Undoes = 1 },
		"a redo of nothing":           func(c *assessment.Change) { c.Redoes = 2 },
		"an item that is not there":   func(c *assessment.Change) { c.Edits[0].Target.ID = "BUS-99" },
		"a field that is not there":   func(c *assessment.Change) { c.Edits[0].Target.Part = "nothing" },
		"an old value that was not":   func(c *assessment.Change) { c.Edits[0].Old = assessment.Of("85") },
		"a count that is none":        func(c *assessment.Change) { c.Edits[0].New = assessment.Of("-1") },
		"one target twice":            func(c *assessment.Change) { c.Edits = append(c.Edits, c.Edits[0]) },
		"a field bound to a detail": func(c *assessment.Change) {
			c.Edits[0] = edit(field("RET-01", "from"), assessment.Value{}, assessment.Of("2012-01-01"))
		},
		"a marking above what is held": func(c *assessment.Change) {
			c.Edits[0] = edit(assessment.Detail("marking"), assessment.Value{}, assessment.Of("SECRET"))
		},
		"text that is not UTF-8": func(c *assessment.Change) {
			c.Edits[0] = edit(assessment.Narrative("BUS-02"), assessment.Value{}, assessment.Of("\xff"))
		},
	} {
		c := a.Next(who, edit(received, assessment.Of("84"), assessment.Of("90")))
		spoil(&c)
		_, c, err := assessment.Seal(c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Apply(c)
		if err == nil {
			t.Errorf("%s: it was made", name)
		}
		if got.Head() != a.Head() || got.At(received) != assessment.Of("84") {
			t.Errorf("%s: the assessment was changed", name)
		}
	}
	if _, err := a.Apply(a.Next(who)); err == nil {
		t.Error("a change that is not sealed: it was made")
	}
}

func TestApplyLeavesTheOldOneAlone(t *testing.T) {
	a := set(t, start(t), "BUS-02", "received=84")
	b := set(t, a, "BUS-02", "received=85", "approved=1")
	c := set(t, a, "BUS-02", "received=86")
	for _, tt := range []struct {
		a    assessment.Assessment
		want string
	}{{a, "84"}, {b, "85"}, {c, "86"}} {
		if got := tt.a.At(field("BUS-02", "received")).Given; got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	if a.At(field("BUS-02", "approved")).IsAnswered() {
		t.Error("an answer of a later assessment shows in an earlier one")
	}
}

// draw draws a random session on an assessment: answers, notes, undo and redo.
func draw(t *rapid.T, a assessment.Assessment) assessment.Assessment {
	values := map[assessment.Target][]assessment.Value{
		field("BUS-01", "verdict"):     {{}, assessment.Of("yes"), assessment.Of("no"), assessment.Inapplicable("x"), assessment.Missing()},
		field("BUS-02", "received"):    {{}, assessment.Of("0"), assessment.Of("7"), assessment.Missing()},
		assessment.Narrative("BUS-02"): {{}, assessment.Of("some\ntext"), assessment.Of("other")},
		assessment.Detail("from"):      {{}, assessment.Of("2011-09-01")},
	}
	targets := slices.SortedFunc(func(yield func(assessment.Target) bool) {
		for target := range values {
			if !yield(target) {
				return
			}
		}
	}, func(x, y assessment.Target) int { return strings.Compare(x.String(), y.String()) })
	for range rapid.IntRange(0, 20).Draw(t, "steps") {
		switch rapid.IntRange(0, 5).Draw(t, "step") {
		case 0:
			if c, ok := a.Undo(who); ok {
				a = apply(t, a, c)
			}
		case 1:
			if c, ok := a.Redo(who); ok {
				a = apply(t, a, c)
			}
		default:
			target := rapid.SampledFrom(targets).Draw(t, "target")
			edits := a.Edits(assessment.Edit{Target: target, New: rapid.SampledFrom(values[target]).Draw(t, "value")})
			if len(edits) > 0 {
				a = apply(t, a, a.Next(who, edits...))
			}
		}
	}
	return a
}

func all(changes []assessment.Change) iter.Seq2[assessment.Change, error] {
	return func(yield func(assessment.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func answers(a assessment.Assessment) string {
	var b strings.Builder
	for _, it := range a.Checklist().Items() {
		x := a.Answer(it)
		for i := range it.Fields {
			b.WriteString(assessment.Words(&it.Fields[i], x.Values[it.Fields[i].ID]) + "\n")
		}
		b.WriteString(x.Narrative + "\n" + a.Statement(it) + "\n")
	}
	return b.String()
}

func TestEveryPrefixFolds(t *testing.T) {
	first := start(t)
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, first)
		for n := 1; n <= len(a.Changes()); n++ {
			b, err := assessment.Fold(all(a.Changes()[:n]))
			if err != nil {
				t.Fatalf("the first %d changes: %v", n, err)
			}
			if n == len(a.Changes()) && (answers(b) != answers(a) || b.Head() != a.Head()) {
				t.Fatal("the fold of all changes is not what they led to one by one")
			}
		}
	})
}

func TestUndoOfEverythingIsTheStart(t *testing.T) {
	first := start(t)
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, first)
		before := answers(a)
		n := 0
		for c, ok := a.Undo(who); ok; c, ok = a.Undo(who) {
			a = apply(t, a, c)
			n++
		}
		if got, want := answers(a), answers(first); got != want {
			t.Fatalf("after undoing everything:\n%s\nwant\n%s", got, want)
		}
		for range n {
			c, ok := a.Redo(who)
			if !ok {
				t.Fatal("fewer changes could be redone than were undone")
			}
			a = apply(t, a, c)
		}
		if got := answers(a); got != before {
			t.Fatalf("after redoing what was undone:\n%s\nwant\n%s", got, before)
		}
	})
}

func TestChangesOfDifferentItemsCommute(t *testing.T) {
	a := start(t)
	x := set(t, set(t, a, "BUS-01", "verdict=yes"), "BUS-02", "received=3")
	y := set(t, set(t, a, "BUS-02", "received=3"), "BUS-01", "verdict=yes")
	if answers(x) != answers(y) {
		t.Error("the order of two changes of different items matters")
	}
}

func TestHistoryOfAnItem(t *testing.T) {
	a := set(t, set(t, start(t), "BUS-01", "verdict=yes"), "BUS-02", "received=3", "received=4")
	var got []string
	for c := range a.Touching("BUS-02") {
		got = append(got, a.Summary(c))
	}
	want := []string{"BUS-02 Received: 3", "BUS-02 Received: 4 (was 3)"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
