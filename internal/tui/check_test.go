package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

func onCheck(e *env) screen { return newCheck(e) }

// Change goes to the question, and comes back to the same line.
func TestCheckComesBackToTheLine(t *testing.T) {
	a := launch(t, wrong, onCheck)
	press(a, "down")
	before := underCursor(a)
	if !strings.Contains(before, "Approved is 90") {
		t.Fatalf("the cursor is on %q", before)
	}
	press(a, "enter")
	q, ok := a.top().(*question)
	if !ok || q.id != "BUS-07" || q.at().field.ID != "approved" {
		t.Fatalf("enter opened %T", a.top())
	}
	press(a, "esc")
	if got := underCursor(a); got != before {
		t.Errorf("the cursor is on %q, was on %q", got, before)
	}
}

// The line is found again though lines before it have come and gone.
func TestCheckKeepsItsLine(t *testing.T) {
	a := launch(t, wrong, onCheck)
	for !strings.Contains(underCursor(a), "Refused") {
		press(a, "down")
	}
	settle(a, a.env.desk.record(give("BUS-07", "approved", "83"), give("BUS-01", "answer", "yes")))
	if got := underCursor(a); !strings.Contains(got, "Refused") {
		t.Errorf("the cursor is on %q", got)
	}
	shows(t, a, "question 6 of 6")
	press(a, "home")
	hides(t, a, "Approved is 90")
}

// Every line that can be reached is seen, and the four states differ.
func TestCheckShowsEverything(t *testing.T) {
	for _, size := range sizes {
		a := launch(t, wrong, onCheck)
		resize(a, size)
		seen := view(a)
		for range len(a.top().(*check).lines) {
			press(a, "down")
			checkFrame(t, a)
			seen += view(a)
		}
		for _, want := range []string{
			"2 errors", "1 warning", "Received  84", "Refused   0", "Pending   Not recorded", "Answer  Not applicable (no reason given)",
			"Not provided", "In force since", "│ The force has guidance", "1 piece of evidence", "1 action", "Return details", "Second jobs",
		} {
			if !strings.Contains(seen, want) {
				t.Errorf("%q is never seen at %d by %d", want, size.Width, size.Height)
			}
		}
	}
}

func TestCheckGoesToTheNextFinding(t *testing.T) {
	a := launch(t, halfFilled, onCheck)
	var got []string
	for range 6 {
		got = append(got, strings.Fields(strings.TrimPrefix(strings.TrimSpace(underCursor(a)), "› "))[0])
		press(a, "n")
	}
	if s := strings.Join(got, " "); s != "SOC-05 SOC-06 BUS-01 BUS-07 SOC-06 BUS-01" {
		t.Errorf("n goes to %s", s)
	}
	shows(t, a, "nothing more to look at")
	press(a, "N")
	if !strings.Contains(underCursor(a), "SOC-06") {
		t.Errorf("N goes to %q", underCursor(a))
	}
}

func TestCheckOfAnEmptyReturn(t *testing.T) {
	a := launch(t, empty, onCheck)
	shows(t, a, "No protective marking has been chosen", "SOC-01  3 of 3 not yet answered: Social networking")
	press(a, "enter")
	shows(t, a, "Details of the assessment")
	if m, ok := a.top().(*sheet); !ok || m.form.inputs[m.form.at].target != assessment.Detail(assessment.DetailMarking) {
		t.Error("the cursor is not on the marking")
	}
}

// Ten thousand questions do not make a key wait.
func TestCheckIsQuick(t *testing.T) {
	list := testChecklist()
	item := list.Sections[2].Items[1]
	for i := range 100 {
		s := checklist.Section{ID: fmt.Sprintf("S%02d", i), Title: "One of many"}
		for j := range 100 {
			it := item
			it.ID = fmt.Sprintf("S%02d-%02d", i, j)
			s.Items = append(s.Items, it)
		}
		list.Sections = append(list.Sections, s)
	}
	large := state{"large", func() *checklist.Checklist { return list }, halfFilled.fill}
	a := launch(t, large, onCheck)
	begin := time.Now()
	const keys = 200
	for range keys {
		press(a, "pgdown")
		a.View()
	}
	if each := time.Since(begin) / keys; each > 40*time.Millisecond {
		t.Errorf("a key takes %v", each)
	}
	t.Logf("a key takes %v", time.Since(begin)/keys)
	begin = time.Now()
	settle(a, a.env.desk.record(give("BUS-07", "approved", "80")))
	t.Logf("a change takes %v", time.Since(begin))
	begin = time.Now()
	settle(a, a.env.open(newFind(a.env, "")))
	t.Logf("opening find takes %v", time.Since(begin))
	begin = time.Now()
	typeText(a, "jobs")
	t.Logf("typing four letters takes %v", time.Since(begin))
}

func TestCheckOpensTheNarrative(t *testing.T) {
	a := launch(t, halfFilled, onCheck)
	resize(a, tea.WindowSizeMsg{Width: 60, Height: 16})
	for !strings.Contains(underCursor(a), "│") {
		press(a, "down")
	}
	press(a, "down", "enter")
	if q, ok := a.top().(*question); !ok || q.at().target != assessment.Narrative("SOC-01") {
		t.Errorf("enter opened %T", a.top())
	}
}

// A finding opens the part of the answer that it is about.
func TestCheckOpensWhatAFindingIsAbout(t *testing.T) {
	found := state{"found", testChecklist, func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		old := assessment.Evidence{ID: "E2", Title: "Old rules", AsAt: time.Date(2009, time.January, 1, 0, 0, 0, 0, time.UTC), Items: []string{"BUS-01"}}
		return append(wrong.fill(l, a), a.EvidenceEdits(old), []assessment.Edit{
			give("BUS-01", "answer", "yes"), give("SOC-01", "answer", "no"), give("SOC-05", "answer", "partly"),
		})
	}}
	a := launch(t, found, onCheck)
	for _, want := range []struct {
		text string
		kind rowKind
	}{
		{"BUS-07  Approved is 90", rowField},
		{"SOC-05  Partly met, and nothing is written", rowNarrative},
		{"SOC-01  Not met, and no action", rowActions},
		{"SOC-05  The action", rowActions},
		{"BUS-01  Evidence E2, “Old rules”", rowEvidence},
	} {
		press(a, "home")
		for n := 0; !strings.Contains(underCursor(a), want.text); n++ {
			if n > 20 {
				t.Fatalf("no line says %q", want.text)
			}
			press(a, "n")
		}
		press(a, "enter")
		if q, ok := a.top().(*question); !ok || q.at().kind != want.kind {
			t.Errorf("%q opens another row than %v", want.text, want.kind)
		}
		press(a, "esc")
	}
}

// Who leaves the app open over midnight sees what has become overdue, on a screen
// that is open and on one that is opened then.
func TestWhatIsDueGoesByTheDay(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newCheck(e) })
	due := assessment.Action{What: "Write the guidance anew", Due: time.Date(2012, time.June, 15, 0, 0, 0, 0, time.UTC), Items: []string{"SOC-05"}}
	settle(a, a.env.desk.record(a.env.desk.shown.ActionEdits(due)...))
	overdue := func() int {
		n := 0
		for _, f := range a.env.desk.progress().Findings {
			if f.Code == assessment.CodeOverdue && strings.Contains(f.Text, due.What) {
				n++
			}
		}
		return n
	}
	if overdue() != 0 {
		t.Fatalf("it is overdue on the day that it is due:\n%s", view(a))
	}
	people := a.env.desk.people()
	before := people[len(people)-1].Overdue
	a.env.Now = func() time.Time { return testNow.AddDate(0, 0, 1) }
	if overdue() != 1 {
		t.Error("it is not overdue on the day after")
	}
	people = a.env.desk.people()
	if got := people[len(people)-1].Overdue; got != before+1 {
		t.Errorf("%d of nobody's are overdue, want %d", got, before+1)
	}
	send(a, news{desk: a.env.desk})
	if c := a.top().(*check); !slices.ContainsFunc(c.lines, func(l checkLine) bool {
		return strings.Contains(l.text, due.What) && strings.Contains(l.text, "was due")
	}) {
		t.Errorf("the screen does not say so:\n%s", view(a))
	}
}
