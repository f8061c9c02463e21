package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/mem"
)

// earlier is an edition of a checklist from before it: one question less, one
// more, and one worded otherwise.
func earlier(list *checklist.Checklist) *checklist.Checklist {
	was := *list
	was.Edition = "earlier"
	was.Sections = slices.Clone(list.Sections)
	for i := range was.Sections {
		was.Sections[i].Items = slices.Clone(was.Sections[i].Items)
	}
	social := &was.Sections[1]
	social.Items = append(social.Items[:2:2], social.Items[1])
	social.Items[2].ID, social.Items[2].Title = "SOC-09", "Blogs"
	social.Items[2].Question = "May officers and staff keep a blog?"
	second := &social.Items[1]
	second.Question = "Are the pages of officers and staff checked against the code?"
	second.Fields = slices.Clone(second.Fields)
	second.Fields[0].Options = append(slices.Clone(second.Fields[0].Options), checklist.Option{ID: "rarely", Label: "Rarely", Standing: checklist.NotMet})
	return &was
}

// lastYear is what the force said of that edition a year before.
func lastYear(list *checklist.Checklist) *assessment.Last {
	j := journal.New(mem.New())
	j.Now = func() time.Time { return time.Date(2011, time.September, 9, 9, 0, 0, 0, time.UTC) }
	was := earlier(list)
	a, err := j.Start(context.Background(), journal.Plan{ID: "leicestershire-2011", Checklist: was, Force: testForce, Author: testAuthor})
	edits := []assessment.Edit{
		detail(assessment.DetailFrom, "2010-09-01"), detail(assessment.DetailTo, "2011-08-31"),
		give("SOC-01", "answer", "partly"),
		note(assessment.Narrative("SOC-01"), "Guidance was drafted in the spring. It had not been published when the period ended, and officers relied on the standards of professional behaviour until then."),
		note(assessment.Internal("SOC-01"), "Nobody had read it."),
		give("SOC-05", "answer", "partly"),
		note(assessment.Narrative("SOC-05"), "Pages were looked at when somebody complained."),
		give("SOC-09", "answer", "no"),
		give("BUS-07", "received", "102"), give("BUS-07", "approved", "90"),
		give("BUS-01", "answer", "yes"), give("BUS-01", "date", "2010-04-01"), give("BUS-01", "fee", "20.00"),
		give("BUS-01", "covers", "All officers and staff, in every rank and grade, and those who work for the force under contract."),
	}
	edits = append(edits, a.EvidenceEdits(assessment.Evidence{Title: "Log of complaints", Owner: "PSD", AsAt: time.Date(2011, time.June, 30, 0, 0, 0, 0, time.UTC), Items: []string{"SOC-05"}})...)
	edits = append(edits, a.ActionEdits(assessment.Action{What: "Look at pages by sample", Owner: "A. Example", Items: []string{"SOC-05"}})...)
	if err == nil {
		a, err = j.Record(context.Background(), a, testAuthor, "", edits...)
	}
	if err != nil {
		panic(err)
	}
	return a.AsLast(list)
}

func launchAfter(tb testing.TB, s state, on func(*env) screen) *app {
	tb.Helper()
	return launchOn(testEnvAfter(tb, s, lastYear), on)
}

func questionOn(item string) func(*env) screen {
	return func(e *env) screen { return newQuestion(e, item) }
}

func TestLastGoldens(t *testing.T) {
	for _, s := range []state{barely, complete} {
		for _, id := range []string{"SOC-01", "SOC-05", "SOC-06", "BUS-01", "BUS-07"} {
			golden(t, launchAfter(t, s, questionOn(id)), fmt.Sprintf("%s-%s", id, s.name))
		}
	}
	for _, id := range []string{"SOC-05", "SOC-06", "SOC-09", "BUS-07"} {
		golden(t, launchAfter(t, complete, func(e *env) screen { return newThen(e, id) }), "then-"+id)
	}
}

func TestStillTrue(t *testing.T) {
	a := launchAfter(t, barely, questionOn("SOC-05"))
	before := a.env.desk.stored
	shows(t, a, "Last time", "Partly", "Reworded", "= still true")
	press(a, "=")
	shows(t, a, "SOC-06", "SOC-05 still true: Partly, what HMIC will read, 1 piece of evidence, 1 action.")
	now := a.env.desk.stored
	if n := len(now.Changes()) - len(before.Changes()); n != 1 {
		t.Fatalf("it took %d changes", n)
	}
	last := now.Changes()[len(now.Changes())-1]
	if last.Reason != "Still true since leicestershire-2011" {
		t.Errorf("the reason is %q", last.Reason)
	}
	if got := now.At(assessment.Target{Kind: assessment.OnField, ID: "SOC-05", Part: "answer"}); got != assessment.Of("partly") {
		t.Errorf("the answer is %v", got)
	}
	if n := now.At(assessment.Narrative("SOC-05")); n.Given != "Pages were looked at when somebody complained." {
		t.Errorf("the narrative is %q", n.Given)
	}
	if len(now.EvidenceFor("SOC-05")) != 1 || len(now.ActionsFor("SOC-05")) != 1 {
		t.Error("evidence or actions were not carried")
	}
	press(a, "left", "=")
	shows(t, a, "SOC-05", "It has an answer already.")
	press(a, "z", "enter")
	shows(t, a, "Undone.")
	if a.env.desk.stored.Touched(mustItem(t, a, "SOC-05")) {
		t.Error("undo left something behind")
	}
}

func mustItem(tb testing.TB, a *app, id string) *checklist.Item {
	tb.Helper()
	it, ok := a.env.desk.shown.Item(id)
	if !ok {
		tb.Fatalf("there is no %s", id)
	}
	return it
}

func TestStillTrueIsRefused(t *testing.T) {
	for _, x := range []struct{ item, why string }{
		{"SOC-06", "It was not asked last time: there is no answer that could still be true."},
		{"RET-01", "It asks about the period itself, and last time's was another."},
	} {
		a := launchAfter(t, barely, questionOn(x.item))
		before := a.env.desk.stored.Head()
		press(a, "=")
		shows(t, a, x.why)
		if a.env.desk.stored.Head() != before {
			t.Errorf("%s was changed", x.item)
		}
	}
	a := launch(t, barely, questionOn("SOC-05"))
	press(a, "=")
	hides(t, a, "still true", "Last time")
	if a.env.desk.stored.Touched(mustItem(t, a, "SOC-05")) {
		t.Error("something was carried from nowhere")
	}
}

// An answer that can no longer be given is not carried, and that is said.
func TestStillTrueOfWhatIsAskedOtherwise(t *testing.T) {
	rarely := func(list *checklist.Checklist) *assessment.Last {
		l := lastYear(list)
		for i := range l.Answers {
			if l.Answers[i].Target.ID == "SOC-05" && l.Answers[i].Target.Kind == assessment.OnField {
				l.Answers[i].Value = assessment.Of("rarely")
			}
		}
		return l
	}
	a := launchOn(testEnvAfter(t, barely, rarely), questionOn("SOC-05"))
	press(a, "=")
	shows(t, a, "SOC-05", "carried, for it is asked otherwise now: Answer.")
	if s := a.env.desk.stored.Standing(mustItem(t, a, "SOC-05")); s != checklist.Unanswered {
		t.Errorf("it stands as %s", s)
	}
}

// What was typed and does not fit its field is never written over.
func TestStillTrueKeepsWhatIsTyped(t *testing.T) {
	a := launchAfter(t, barely, func(e *env) screen { return newQuestionAt(e, "BUS-01", "date") })
	press(a, "1")
	typeText(a, "st of never")
	press(a, "esc", "=")
	shows(t, a, "What you typed here is not saved yet.", "1st of never")
}

func TestLastTimeInFull(t *testing.T) {
	a := launchAfter(t, barely, questionOn("SOC-05"))
	press(a, "l")
	shows(t, a, "Last time: SOC-05", "1 September 2010 to 31 August 2011", "[-", "{+", "Log of complaints, as at 30 June 2011", "Look at pages by sample")
	press(a, "=")
	shows(t, a, "SOC-05 · 2 of 3 · partly met", "SOC-05 still true")
	press(a, "l", "=")
	shows(t, a, "It has an answer already.")
	press(a, "z", "enter")
	shows(t, a, "partly met then, unanswered now")
}

// The words of both wordings come out of the marks, whatever the width.
func TestMarkedUp(t *testing.T) {
	was, is := "Are the pages of officers checked against the code, and by whom?", "Are the accounts of officers and staff checked, and by whom?"
	for w := 12; w < 90; w++ {
		var got []string
		for _, l := range markedUp(assessment.Reworded(was, is), w) {
			var words []string
			for _, x := range l {
				words = append(words, x.text)
			}
			text := strings.Join(words, " ")
			if len(text) > w {
				t.Errorf("%q is wider than %d", text, w)
			}
			got = append(got, words...)
		}
		text := strings.Join(got, " ")
		for _, s := range []struct{ from, to, gone, kept, want string }{{"[-", "-]", "{+", "+}", was}, {"{+", "+}", "[-", "-]", is}} {
			if left := dropMarked(text, s.gone, s.kept); strings.NewReplacer(s.from, "", s.to, "").Replace(left) != s.want {
				t.Fatalf("at %d: %q leaves %q, want %q", w, text, left, s.want)
			}
		}
	}
}

// dropMarked is text without what stands between the marks.
func dropMarked(text, from, to string) string {
	for {
		before, rest, ok := strings.Cut(text, from)
		if !ok {
			return strings.Join(strings.Fields(text), " ")
		}
		_, after, _ := strings.Cut(rest, to)
		text = before + after
	}
}

func TestLastIsExplained(t *testing.T) {
	for name, on := range map[string]func(*env) screen{
		"question": questionOn("SOC-05"), "compare": comparing, "then": func(e *env) screen { return newThen(e, "SOC-09") },
	} {
		explained(t, name, launchAfter(t, barely, on))
	}
	explained(t, "start", following(t))
}

func TestLastTakesAnyText(t *testing.T) {
	e := func() *env { return testEnvAfter(t, hostile, lastYear) }
	for _, on := range []func(*env) screen{
		questionOn("SOC-05"), questionOn("BUS-01"), questionOn("BUS-07"),
		func(e *env) screen { return newThen(e, "SOC-05") },
		func(e *env) screen { return newThen(e, "BUS-01") },
		func(e *env) screen { return newCompare(e) },
		func(e *env) screen { return newProgress(e) },
	} {
		for _, size := range sizes {
			a := launchOn(e(), on)
			resize(a, size)
			checkFrame(t, a)
			for range 6 {
				press(a, "pgdown")
				checkFrame(t, a)
			}
		}
	}
}

// What is cut of last time's answer is said to be seen elsewhere, in a sentence that
// is never cut itself.
func TestLastTimeSaysWhereTheRestIs(t *testing.T) {
	for _, item := range []string{"SOC-01", "SOC-05", "BUS-01"} {
		for _, size := range sizes {
			a := launchAfter(t, complete, questionOn(item))
			resize(a, size)
			m := a.top().(*question)
			var l layout
			m.lastRow(&l, m.columnWidth())
			said := strings.Join(strings.Fields(ansi.Strip(strings.Join(l.lines, " "))), " ")
			if !strings.Contains(said, "l shows all") || !strings.HasSuffix(said, ".") {
				t.Errorf("%s in %d columns: %s", item, size.Width, said)
			}
		}
	}
}
