package tui

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

func TestTrail(t *testing.T) {
	for _, x := range []struct {
		visits string
		want   string // what was visited, with the last visit in brackets
	}{
		{"a", "[a]"},
		{"a b c", "a b [c]"},
		{"a a b b", "a [b]"},
		{"a b a", "[a] b"},
		{"a b a b c", "a b [c]"},
		{"a b a c", "a [c]"},
		{"a b c b a d", "a [d]"},
	} {
		var tr trail
		for _, v := range strings.Fields(x.visits) {
			tr.visit(v)
		}
		var got []string
		for i, v := range tr.items {
			if i == tr.at {
				v = "[" + v + "]"
			}
			got = append(got, v)
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("after %s: %s, want %s", x.visits, s, x.want)
		}
	}
	var long trail
	for i := range 3 * longest {
		long.visit(fmt.Sprint(i))
	}
	if len(long.items) != longest || long.step(-1, fmt.Sprint(3*longest-1)) != fmt.Sprint(3*longest-2) {
		t.Errorf("%d visits are remembered, the last but one is %s", len(long.items), long.step(-1, ""))
	}
}

// atTheQuestion fails unless the question on the screen is the one with that id.
func atTheQuestion(t *testing.T, a *app, id string) {
	t.Helper()
	if q, ok := a.top().(*question); !ok || q.id != id {
		t.Fatalf("%T is on top, want the question %s:\n%s", a.top(), id, view(a))
	}
}

func TestBackAndForwardThroughTheVisited(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "[")
	shows(t, a, "No question was visited before.")
	press(a, "down", "enter", "home", "enter")
	atTheQuestion(t, a, "SOC-01")
	press(a, "right", "down", "down")
	atTheQuestion(t, a, "SOC-05")
	press(a, "/")
	typeText(a, "bus7")
	press(a, "enter")
	atTheQuestion(t, a, "BUS-07")
	press(a, "[")
	atTheQuestion(t, a, "SOC-05")
	if got := underCursor(a); !strings.Contains(got, "Internal note") {
		t.Errorf("the cursor is on %q, want where it was", got)
	}
	press(a, "alt+left")
	atTheQuestion(t, a, "SOC-01")
	press(a, "[")
	shows(t, a, "No question was visited before.")
	press(a, "]", "alt+right")
	atTheQuestion(t, a, "BUS-07")
	press(a, "]")
	shows(t, a, "nothing to go forward to")
	press(a, "esc", "esc") // find, which has a query
	press(a, "esc", "esc") // the question behind it, and its section
	if got := underCursor(a); !strings.Contains(got, "SOC-05") {
		t.Errorf("the cursor of the section is on %q", got)
	}
	press(a, "esc")
	if got := underCursor(a); !strings.Contains(got, "Social networking") {
		t.Errorf("the cursor of the task list is on %q", got)
	}
	press(a, "[") // from elsewhere it is the last visit
	atTheQuestion(t, a, "SOC-05")
}

// The section behind a question is the question's own, wherever it was gone to.
func TestEscGoesToTheSectionOfTheQuestion(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	press(a, "down", "enter", "home", "enter", "ctrl+p")
	typeText(a, "bus1")
	press(a, "enter")
	atTheQuestion(t, a, "BUS-01")
	press(a, "esc")
	shows(t, a, "Second jobs")
	if got := underCursor(a); !strings.Contains(got, "BUS-01") {
		t.Errorf("the cursor is on %q", got)
	}
	press(a, "esc")
	shows(t, a, testForce.Name)
}

// Going round and round piles no screens up, and Esc still comes out.
func TestCirclesDoNotPileUp(t *testing.T) {
	a := launch(t, complete, func(e *env) screen { return newTasks(e) })
	round := []string{"/", "down", "enter", "c", "down", "enter", "h", "esc", "v", "esc", "t", "esc", "p", "?", "/", "enter", "h", "h", "c", "enter"}
	for range 20 {
		press(a, round...)
	}
	kinds := map[reflect.Type]int{}
	for _, s := range a.stack {
		kinds[reflect.TypeOf(s)]++
		if n := kinds[reflect.TypeOf(s)]; n > 2 {
			t.Errorf("%d screens are a %T", n, s)
		}
	}
	if len(a.stack) > 14 {
		t.Errorf("%d screens are open", len(a.stack))
	}
	for range 20 {
		press(a, "esc")
	}
	shows(t, a, "First screen")
}

// What is typed on a question that is closed behind others is kept.
func TestWhatIsTypedOnAClosedQuestionIsKept(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newQuestionAt(e, "BUS-07", "received") })
	press(a, "9", "1", "ctrl+p")
	typeText(a, "soc1")
	press(a, "enter")
	atTheQuestion(t, a, "SOC-01")
	if v := a.env.desk.shown.At(give("BUS-07", "received", "").Target); v.Given != "91" {
		t.Errorf("the figure is %+v", v)
	}
}

// Keys that are typed ahead go to the screens that those before them lead to, though
// no command has come back yet.
func TestKeysTypedAhead(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasksAt(e, "SOC-01") })
	var cmds []tea.Cmd
	for _, k := range []string{"enter", "home", "enter", "c", "g", "b", "u", "s", "7", "enter", "9", "tab"} {
		_, cmd := a.Update(keyPress(k))
		cmds = append(cmds, cmd)
	}
	settle(a, tea.Batch(cmds...))
	atTheQuestion(t, a, "BUS-07")
	for _, want := range []assessment.Edit{give("SOC-01", "answer", "no"), give("BUS-07", "received", "9")} {
		if got := a.env.desk.shown.At(want.Target).Given; got != want.New.Given {
			t.Errorf("%v is %q, want %q", want.Target, got, want.New.Given)
		}
	}
}

// So do keys that are typed while the store is still being read, but for the one that
// quits.
func TestKeysTypedAheadOfTheStore(t *testing.T) {
	start := func(change ...func(*Options)) (*app, tea.Cmd) {
		o := testEnv(t, halfFilled).Options
		for _, change := range change {
			change(&o)
		}
		a := newApp(newEnv(o))
		a.env.timer = func(time.Duration, tea.Msg) tea.Cmd { return nil }
		resize(a, sizes[0])
		return a, a.Init()
	}
	a, reads := start()
	a.Update(keyPress("down"))
	a.Update(keyPress("enter"))
	settle(a, reads)
	shows(t, a, "Social networking", "SOC-05")

	a, _ = start()
	_, cmd := a.Update(keyPress("q"))
	if cmd == nil {
		t.Fatal("q does nothing while the store is being read")
	}

	// A paste waits behind the keys before it.
	a, reads = start()
	for _, k := range []string{"down", "enter", "enter", "tab"} {
		a.Update(keyPress(k))
	}
	a.Update(tea.PasteMsg{Content: "pasted ahead"})
	settle(a, reads)
	shows(t, a, "SOC-06", "pasted ahead")

	// Keys for an assessment that cannot be opened do nothing to another one.
	a, reads = start(func(o *Options) { o.Open = "kent-2012" })
	for _, k := range []string{"enter", "enter", "n"} {
		a.Update(keyPress(k))
	}
	settle(a, reads)
	shows(t, a, "kent-2012 cannot be opened.", testForce.Name)
	if a.env.desk != nil || len(a.stack) > 1 {
		t.Errorf("what was typed for it was taken for something else:\n%s", view(a))
	}

	// While one is read after that, keys wait as they did before.
	_, reads = a.Update(keyPress("enter"))
	a.Update(keyPress("down"))
	a.Update(keyPress("enter"))
	settle(a, reads)
	shows(t, a, "Social networking", "SOC-05")
}

// Nor is a question that nobody has seen answered by keys that were typed ahead.
func TestKeysTypedAheadOfWhatWasLost(t *testing.T) {
	e := crashed(t, drafts.Draft{Target: assessment.Narrative("SOC-05"), Text: "typed before"})
	a := newApp(newEnv(e.Options))
	a.env.timer = e.timer
	resize(a, sizes[0])
	reads := a.Init()
	a.Update(keyPress("r"))
	settle(a, reads)
	shows(t, a, "You were typing something that was not saved", "1 of 1", "typed before")
}

// However late the keeping of a place is carried out, the last place is what is kept.
func TestTheLastPlaceIsKept(t *testing.T) {
	e := testEnv(t, halfFilled)
	var kept []string
	e.KeepPlace = func(_, item string, open bool) error {
		kept = append(kept, fmt.Sprint(item, " ", open))
		return nil
	}
	first, second, third := e.keepPlace("SOC-01", true), e.keepPlace("SOC-02", true), e.keepPlace("SOC-02", false)
	third()
	first()
	second()
	if want := []string{"SOC-02 false"}; !slices.Equal(kept, want) {
		t.Errorf("kept %q, want %q", kept, want)
	}
}

// A place is kept for the next run, with whether it was left.
func TestReopensWhereItWasQuit(t *testing.T) {
	item, open := "", false
	e := testEnv(t, halfFilled)
	e.KeepPlace = func(_, i string, o bool) error { item, open = i, o; return nil }
	e.Place = func(string) (string, bool) { return item, open }
	start := func() *app {
		a := newApp(newEnv(e.Options))
		a.env.timer = e.timer
		resize(a, sizes[0])
		settle(a, a.Init())
		return a
	}
	a := start()
	press(a, "down", "enter", "home", "enter", "right")
	atTheQuestion(t, a, "SOC-05")
	a = start()
	atTheQuestion(t, a, "SOC-05")
	press(a, "esc")
	if got := underCursor(a); !strings.Contains(got, "SOC-05") {
		t.Errorf("behind it the cursor is on %q", got)
	}
	a = start()
	shows(t, a, testForce.Name, "resume")
	if got := underCursor(a); !strings.Contains(got, "Social networking") {
		t.Errorf("on the task list the cursor is on %q", got)
	}
	press(a, ".")
	atTheQuestion(t, a, "SOC-05")
}
