package tui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	xgolden "github.com/charmbracelet/x/exp/golden"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/mem"
	"favour/internal/settings"
)

// This file is what the tests of the screens are written with: an assessment in
// one of a few states, an app on it, keys, and goldens.
//
//	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
//	typeText(a, "second jobs")
//	press(a, "down", "enter")
//	golden(t, a, "find")

// sizes are those at which every screen is looked at.
var sizes = []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 60, Height: 20}, {Width: 120, Height: 40}}

// testNow is the time in every test; nothing in one moves it.
var testNow = time.Date(2012, time.June, 15, 10, 42, 0, 0, time.UTC)

var (
	testAuthor = assessment.Author{Name: "A. Example", Role: "Inspector"}
	testForce  = checklist.Force{ID: "leicestershire", Name: "Leicestershire Police", Self: "the force"}
)

// testChecklist is a small checklist with a field of every kind.
func testChecklist() *checklist.Checklist {
	yes := checklist.Field{ID: "answer", Label: "Answer", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
		{ID: "yes", Label: "Yes", Standing: checklist.Met},
		{ID: "partly", Label: "Partly", Standing: checklist.PartlyMet},
		{ID: "no", Label: "No", Standing: checklist.NotMet},
	}}
	simple := func(id, title, question string) checklist.Item {
		return checklist.Item{
			ID: id, Title: title, Question: question, Why: "HMIC found in 2011 that practice differed from force to force.",
			Evidence: []string{"The policy", "Minutes of a meeting"}, Sources: []string{"R1"}, Basis: checklist.Sourced, Fields: []checklist.Field{yes},
		}
	}
	count := func(id, label string) checklist.Field {
		return checklist.Field{ID: id, Label: label, Kind: checklist.Count, Required: true}
	}
	applications := checklist.Item{
		ID: "BUS-07", Title: "Applications in the period", Question: "How many applications for second jobs were made in the period, and what became of them?",
		Why: "Lancashire gave both figures in 2012.", Basis: checklist.Sourced, Sources: []string{"R1"},
		Fields: []checklist.Field{count("received", "Received"), count("approved", "Approved"), count("refused", "Refused"), count("pending", "Pending")},
		Rules:  []checklist.Rule{{Parts: []string{"approved", "refused", "pending"}, Of: "received"}},
	}
	policy := checklist.Item{
		ID: "BUS-01", Title: "Policy on second jobs", Question: "Is there a policy on second jobs, and what does it cover?",
		Why: "HMIC asks for one.", Basis: checklist.Sourced, Sources: []string{"R1"},
		Fields: []checklist.Field{
			yes,
			{ID: "date", Label: "In force since", Kind: checklist.Date},
			{ID: "fee", Label: "Highest fee", Kind: checklist.Money},
			{ID: "covers", Label: "What it covers", Kind: checklist.Text, Hint: "In a few words."},
		},
	}
	return &checklist.Checklist{
		ID: "without-fear-or-favour", Edition: "test", Title: "Without Fear or Favour self-assessment checklist",
		Provenance: "Unofficial reconstruction from the public record. The wording is this project's own; HMIC's own wording is not reproduced.",
		Official:   "HMIC, Without fear or favour (December 2011), Appendix B; ISBN 978-1-84987-605-6.",
		Sources:    []checklist.Source{{Key: "R1", Title: "HMIC 2011, recommendation 1", Where: "https://example.org"}},
		Sections: []checklist.Section{
			{ID: "RET", Title: "Return details", Unscored: true, Items: []checklist.Item{
				{ID: "RET-01", Title: "The period", Question: "Which period do the answers cover?", Fields: []checklist.Field{
					{ID: "from", Label: "From", Kind: checklist.Date, Detail: "from", Required: true},
					{ID: "to", Label: "To", Kind: checklist.Date, Detail: "to", Required: true},
				}},
			}},
			{ID: "SOC", Title: "Social networking", About: "What officers and staff may write in public.", Items: []checklist.Item{
				simple("SOC-01", "Guidance on social networking", "Has the force given its officers and staff guidance on social networking?"),
				simple("SOC-05", "Checks of personal accounts", "Are the personal accounts of officers and staff checked against the force's standards?"),
				simple("SOC-06", "Training on social networking", "Have officers and staff been trained in the use of social networking sites?"),
			}},
			{ID: "BUS", Title: "Second jobs", Items: []checklist.Item{policy, applications}},
		},
		Summary: []checklist.Heading{{Title: "Second jobs", Items: []string{"BUS-01", "BUS-07"}}},
	}
}

// A state is an assessment that a screen is shown with.
type state struct {
	name string
	list func() *checklist.Checklist
	// fill are the edits, a change each line.
	fill func(*checklist.Checklist, assessment.Assessment) [][]assessment.Edit
}

func give(item, part, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: item, Part: part}, New: assessment.Of(text)}
}

func detail(name, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Detail(name), New: assessment.Of(text)}
}

func note(t assessment.Target, text string) assessment.Edit {
	return assessment.Edit{Target: t, New: assessment.Of(text)}
}

// The states that screens are shown with.
var (
	empty = state{"empty", testChecklist, func(*checklist.Checklist, assessment.Assessment) [][]assessment.Edit { return nil }}

	halfFilled = state{"half-filled", testChecklist, func(_ *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		return [][]assessment.Edit{
			{detail(assessment.DetailFrom, "2011-09-01"), detail(assessment.DetailTo, "2012-05-31")},
			{detail(assessment.DetailMarking, "NOT PROTECTIVELY MARKED")},
			{give("SOC-01", "answer", "yes")},
			{note(assessment.Narrative("SOC-01"), "The force has guidance on conduct on and off duty. Accounts are looked at when a concern is raised; there is no routine monitoring.")},
			{note(assessment.Internal("SOC-01"), "Ask the vetting unit again before the return is sent.")},
			a.EvidenceEdits(assessment.Evidence{Title: "Social media guidance, version 2", Where: `S:\policies\social`, Owner: "PSD", Items: []string{"SOC-01"}}),
			{give("SOC-05", "answer", "no")},
			{give("BUS-07", "received", "84")},
			{give("BUS-07", "approved", "83")},
			{give("BUS-07", "refused", "0")},
			{{Target: assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: "pending"}, New: assessment.Missing()}},
			{give("BUS-01", "date", "2012-04-01")},
		}
	}}

	complete = state{"complete", testChecklist, func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		x := assessment.Action{What: "Train all officers and staff", Owner: "Head of learning", Due: time.Date(2012, time.November, 30, 0, 0, 0, 0, time.UTC), Items: []string{"SOC-05", "SOC-06"}}
		return append(halfFilled.fill(l, a), []assessment.Edit{
			give("SOC-06", "answer", "partly"), note(assessment.Narrative("SOC-06"), "New officers are trained."), give("BUS-01", "answer", "yes"), give("BUS-01", "fee", "25.00"), give("BUS-01", "covers", "All officers and staff.\nConsultants, too."),
		}, a.ActionEdits(x), []assessment.Edit{
			{Target: assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartItems}, New: assessment.Of("SOC-01 BUS-01")},
		})
	}}

	longText = state{"long-text", func() *checklist.Checklist {
		l := testChecklist()
		it := &l.Sections[2].Items[0]
		it.Title = "A policy on second jobs, business interests, secondary employment and whatever else may be held besides office"
		it.Question = strings.Repeat("Is there a policy, and does it say all that it should? ", 12)
		it.Fields[3].Label = "What the policy covers, and whom it concerns among officers, staff and others"
		l.Provenance = strings.Repeat(l.Provenance+" ", 5)
		return l
	}, func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		return append(halfFilled.fill(l, a), []assessment.Edit{
			give("BUS-01", "covers", strings.Repeat("All officers and staff, and those who work for the force under contract. ", 20)),
			note(assessment.Narrative("BUS-01"), strings.Repeat("A line of what HMIC will read, which goes on for longer than any window is wide, so that it has to be wrapped.\n\n", 15)),
			note(assessment.Internal("BUS-01"), strings.Repeat("wordwithoutanyblankinit", 30)),
		})
	}}

	wrong = state{"error", testChecklist, func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
		return append(halfFilled.fill(l, a), []assessment.Edit{
			give("BUS-07", "approved", "90"),
			{Target: assessment.Target{Kind: assessment.OnField, ID: "SOC-06", Part: "answer"}, New: assessment.Inapplicable("")},
		}, a.ActionEdits(assessment.Action{What: "Check accounts", Due: time.Date(2012, time.May, 1, 0, 0, 0, 0, time.UTC), Items: []string{"SOC-05"}}))
	}}

	states = []state{empty, halfFilled, complete, longText, wrong}
)

// hostileText moves cursors, sets titles, turns the reading order round and
// hides, wherever it is not drawn as it should be.
const hostileText = "a\x1b[2Jb\x1b]0;title\x07c\u202ed\u200be\u009bf\rg\tÿ\u0301漢字\x7f"

// hostile has that text in every place that takes any.
var hostile = state{"hostile", func() *checklist.Checklist {
	l := testChecklist()
	l.Title, l.Provenance, l.Official = hostileText, hostileText, hostileText
	for i := range l.Sections {
		s := &l.Sections[i]
		s.Title, s.About = hostileText, hostileText
		for j := range s.Items {
			it := &s.Items[j]
			it.Title, it.Question, it.Why, it.Evidence = hostileText, hostileText, hostileText, []string{hostileText}
			it.Fields = append([]checklist.Field(nil), it.Fields...)
			for k := range it.Fields {
				f := &it.Fields[k]
				f.Label, f.Hint = hostileText, hostileText
				f.Options = append([]checklist.Option(nil), f.Options...)
				for n := range f.Options {
					f.Options[n].Label = hostileText
				}
			}
		}
	}
	return l
}, func(l *checklist.Checklist, a assessment.Assessment) [][]assessment.Edit {
	marks := assessment.Evidence{Title: hostileText, Where: hostileText, Owner: hostileText, Marking: hostileText, Items: []string{"BUS-01"}}
	return append(wrong.fill(l, a), []assessment.Edit{
		give("BUS-01", "covers", hostileText+"\n"+hostileText),
		note(assessment.Narrative("BUS-01"), hostileText+"\n"+hostileText),
		note(assessment.Internal("BUS-01"), hostileText+"\n"+hostileText),
		{Target: assessment.Target{Kind: assessment.OnField, ID: "SOC-06", Part: "answer"}, New: assessment.Inapplicable(hostileText)},
		detail(assessment.DetailForce, hostileText), detail(assessment.DetailLead, hostileText),
		note(assessment.AssignedItem("BUS-01"), hostileText), note(assessment.AssignedSection("SOC"), hostileText),
	}, append(a.Return(assessment.Author{Name: hostileText}, testNow, "BUS-01", hostileText), note(assessment.Reply("BUS-01"), hostileText)), a.EvidenceEdits(marks), a.ActionEdits(assessment.Action{What: hostileText, Owner: hostileText, Due: testNow.AddDate(0, -1, 0), Items: []string{"BUS-01"}}))
}}

// testEnv is an env with the assessment in that state open.
func testEnv(tb testing.TB, s state) *env {
	tb.Helper()
	return testEnvAfter(tb, s, nil)
}

// testEnvAfter is testEnv with an assessment that follows another one, which is
// of an earlier edition as before makes it; nil for one that follows none.
func testEnvAfter(tb testing.TB, s state, before func(*checklist.Checklist) *assessment.Last) *env {
	tb.Helper()
	j := journal.New(mem.New())
	clock := time.Date(2012, time.June, 14, 9, 0, 0, 0, time.UTC)
	j.Now = func() time.Time { clock = clock.Add(time.Minute); return clock }
	ctx := context.Background()
	list := s.list()
	plan := journal.Plan{Checklist: list, Force: testForce, Author: testAuthor}
	if before != nil {
		plan.Last = before(list)
		plan.Follows = plan.Last.ID
	}
	a, err := j.Start(ctx, plan)
	if err != nil {
		tb.Fatal(err)
	}
	for _, edits := range s.fill(list, a) {
		if a, err = j.Record(ctx, a, testAuthor, "", edits...); err != nil {
			tb.Fatal(err)
		}
	}
	e := newEnv(Options{
		Journal: j, Library: libraryOf(list, testForce), Author: testAuthor,
		Keeper: &testKeeper{Scratch: settings.Scratch{File: settings.Parse(nil)}},
		Store:  "/home/a.example/favour.db", ExportDir: "/home/a.example/exports", Now: func() time.Time { return testNow }, Zone: time.UTC,
	})
	e.timer = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		if _, ok := msg.(tabDue); ok { // nothing follows at once, unless the test says so
			return func() tea.Msg { return msg }
		}
		return nil
	}
	e.desk = newDesk(e, a)
	return e
}

// libraryOf is what reads a library of one checklist.
func libraryOf(list *checklist.Checklist, forces ...checklist.Force) func() (Library, error) {
	return func() (Library, error) { return Library{[]*checklist.Checklist{list}, forces}, nil }
}

// launch is an app with that screen on top of its first one, at 80 by 24.
func launch(tb testing.TB, s state, on func(*env) screen) *app {
	tb.Helper()
	return launchOn(testEnv(tb, s), on)
}

// launchOn is launch with an env that the test has made.
func launchOn(e *env, on func(*env) screen) *app {
	a := &app{env: e, stack: []screen{&blank{}}}
	resize(a, sizes[0])
	settle(a, a.env.open(on(e)))
	return a
}

// blank is the first screen of most tests.
type blank struct{ base }

func (*blank) Draw(w, h int) page               { return page{} }
func (*blank) Titles() (title, subtitle string) { return "First screen", "" }
func (*blank) Actions() []action                { return nil }

func resize(a *app, size tea.WindowSizeMsg) { send(a, size) }

func send(a *app, msg tea.Msg) {
	_, cmd := a.Update(msg)
	settle(a, cmd)
}

// settle runs a command, and all that follow from it, one after the other in
// the order in which they were made.
func settle(a *app, cmd tea.Cmd) {
	todo := []tea.Cmd{cmd, a.turn()}
	for n := 0; len(todo) > 0; n++ {
		if n > 100_000 {
			panic("the app does not come to rest")
		}
		next := todo[0]
		todo = todo[1:]
		if next == nil {
			continue
		}
		msg := next()
		if some := commands(msg); some != nil {
			todo = append(some, todo...)
			continue
		}
		if msg == nil {
			continue
		}
		_, cmd := a.Update(msg)
		todo = append(todo, cmd)
	}
}

// commands are those of a batch, or of a sequence, which has no exported type.
func commands(msg tea.Msg) []tea.Cmd {
	if v := reflect.ValueOf(msg); v.IsValid() && v.Type().ConvertibleTo(reflect.TypeFor[[]tea.Cmd]()) {
		return append([]tea.Cmd{}, v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd)...)
	}
	return nil
}

// specialKeys are the keys that are no character.
var specialKeys = map[string]rune{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "space": tea.KeySpace,
}

// press presses keys, named as Bubble Tea names them.
func press(a *app, keys ...string) {
	for _, k := range keys {
		send(a, keyPress(k))
	}
}

func keyPress(name string) tea.KeyPressMsg {
	var msg tea.KeyPressMsg
	rest := name
	for _, held := range []struct { // in the order in which Bubble Tea names them
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if after, ok := strings.CutPrefix(rest, held.prefix); ok {
			rest, msg.Mod = after, msg.Mod|held.mod
		}
	}
	if code, ok := specialKeys[rest]; ok {
		msg.Code = code
		if rest == "space" && msg.Mod == 0 {
			msg.Text = " "
		}
	} else {
		msg.Code = []rune(rest)[0]
		if msg.Mod == 0 {
			msg.Text = rest
		}
	}
	if got := msg.String(); got != name {
		panic(fmt.Sprintf("the key %q is %q to Bubble Tea", name, got))
	}
	return msg
}

// typeText presses the key of each character.
func typeText(a *app, text string) {
	for _, r := range text {
		if r == ' ' {
			press(a, "space")
		} else {
			press(a, string(r))
		}
	}
}

// view is what is on the screen, without colours.
func view(a *app) string { return ansi.Strip(a.View().Content) }

// shows fails unless every text is on the screen.
func shows(tb testing.TB, a *app, texts ...string) {
	tb.Helper()
	for _, s := range texts {
		if !strings.Contains(view(a), s) {
			tb.Errorf("%q is not on the screen:\n%s", s, view(a))
		}
	}
}

// hides fails if any text is on the screen.
func hides(tb testing.TB, a *app, texts ...string) {
	tb.Helper()
	for _, s := range texts {
		if strings.Contains(view(a), s) {
			tb.Errorf("%q is on the screen:\n%s", s, view(a))
		}
	}
}

// underCursor is the line that the hardware cursor is on.
func underCursor(a *app) string {
	c := a.View().Cursor
	if c == nil {
		return ""
	}
	return strings.Split(view(a), "\n")[c.Y]
}

// golden compares the screen, at every size, with testdata/TEST/NAME-SIZE.golden;
// go test -update writes them anew.
func golden(t *testing.T, a *app, name string) {
	t.Helper()
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%s-%dx%d", name, size.Width, size.Height), func(t *testing.T) {
			resize(a, size)
			checkFrame(t, a)
			c := a.View().Cursor
			var lines []string
			for _, l := range strings.Split(view(a), "\n") {
				lines = append(lines, strings.TrimRight(l, " "))
			}
			xgolden.RequireEqual(t, strings.Join(lines, "\n")+fmt.Sprintf("\ncursor %d,%d\n", c.X, c.Y))
		})
	}
	resize(a, sizes[0])
}

// checkFrame fails if a line is too long, if there are too many, if the cursor
// is outside, or if anything but text and colours is written.
func checkFrame(tb testing.TB, a *app) {
	tb.Helper()
	v := a.View()
	lines := strings.Split(v.Content, "\n")
	if len(lines) != a.size.Height {
		tb.Errorf("the screen has %d lines of %d", len(lines), a.size.Height)
	}
	inner := a.inner()
	body := a.top().Draw(inner.Width, inner.Height)
	if len(body.lines) > inner.Height {
		tb.Errorf("the body has %d lines of %d", len(body.lines), inner.Height)
	}
	for i, l := range body.lines {
		if w := ansi.StringWidth(l); w > inner.Width {
			tb.Errorf("line %d of the body has %d columns of %d: %q", i, w, inner.Width, l)
		}
	}
	if c := v.Cursor; c == nil || c.X < 0 || c.X >= a.size.Width || c.Y < headLines || c.Y >= a.size.Height-footLines {
		tb.Errorf("the cursor is at %+v", c)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > a.size.Width {
			tb.Errorf("line %d has %d columns of %d: %q", i, w, a.size.Width, l)
		}
		if bad := obeyed(l); bad != "" {
			tb.Errorf("line %d has %q in it: %q", i, bad, l)
		}
	}
}

// obeyed is the first thing in a line that a terminal would do something about,
// besides colours.
func obeyed(l string) string {
	for rest := l; rest != ""; {
		if strings.HasPrefix(rest, "\x1b[") {
			end := strings.IndexFunc(rest[2:], func(r rune) bool { return r >= '@' && r <= '~' })
			if end < 0 || rest[2+end] != 'm' {
				return rest
			}
			rest = rest[2+end+1:]
			continue
		}
		for _, r := range rest {
			if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u200b' {
				return string(r)
			}
			rest = rest[len(string(r)):]
			break
		}
	}
	return ""
}
