package tui

import (
	"context"
	"iter"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

func onQuestion(t *testing.T, s state, item string) *app {
	t.Helper()
	return launch(t, s, func(e *env) screen { return newQuestion(e, item) })
}

// saved is what is stored in a field.
func saved(a *app, item, part string) assessment.Value {
	return a.env.desk.stored.At(assessment.Target{Kind: assessment.OnField, ID: item, Part: part})
}

func wantSaved(t *testing.T, a *app, item, part string, want assessment.Value) {
	t.Helper()
	if got := saved(a, item, part); got != want {
		t.Errorf("%s.%s: %+v is saved, want %+v", item, part, got, want)
	}
}

// A section of yes, partly and no is walked at one key a question.
func TestWalkASection(t *testing.T) {
	a := onQuestion(t, empty, "SOC-01")
	press(a, "a")
	shows(t, a, "SOC-05", "2 of 3", "SOC-01: Yes.")
	press(a, "b")
	shows(t, a, "SOC-06", "3 of 3")
	press(a, "c")
	shows(t, a, "SOC-06: No. That was the last question.", "3 of 3 answered")
	for item, want := range map[string]string{"SOC-01": "yes", "SOC-05": "partly", "SOC-06": "no"} {
		wantSaved(t, a, item, "answer", assessment.Of(want))
	}
	press(a, "m")
	shows(t, a, "Social networking is marked as complete; 4 things need attention in it.", "mark not complete")
	press(a, "m")
	shows(t, a, "no longer marked as complete")
}

func TestDigitAnswersAndStays(t *testing.T) {
	a := onQuestion(t, empty, "SOC-01")
	press(a, "2")
	shows(t, a, "SOC-01", "● Partly")
	press(a, "3", "-")
	wantSaved(t, a, "SOC-01", "answer", assessment.Value{})
	press(a, "r")
	wantSaved(t, a, "SOC-01", "answer", assessment.Missing())
}

func TestNotApplicableTakesAReason(t *testing.T) {
	a := onQuestion(t, empty, "SOC-01")
	press(a, "n")
	typeText(a, "the force has no accounts")
	shows(t, a, "Not applicable, because", "the force has no accounts")
	press(a, "enter")
	wantSaved(t, a, "SOC-01", "answer", assessment.Inapplicable("the force has no accounts"))
	shows(t, a, "not applicable")
}

func TestCounts(t *testing.T) {
	a := onQuestion(t, empty, "BUS-07")
	typeText(a, "84")
	press(a, "enter")
	typeText(a, "83")
	press(a, "enter", "n")
	typeText(a, "0")
	press(a, "tab")
	wantSaved(t, a, "BUS-07", "received", assessment.Of("84"))
	wantSaved(t, a, "BUS-07", "approved", assessment.Of("83"))
	wantSaved(t, a, "BUS-07", "refused", assessment.Missing())
	wantSaved(t, a, "BUS-07", "pending", assessment.Of("0"))
	shows(t, a, "n/r  not recorded", "Not accounted for", "1")
	press(a, "home")
	typeText(a, "2")
	press(a, "enter")
	shows(t, a, "Approved is 83, more than the 2 of received.")
}

// What cannot be saved as it is stays where it was typed, with the reason, and
// is never discarded by leaving.
func TestWhatIsNotANumberIsKept(t *testing.T) {
	a := onQuestion(t, empty, "BUS-07")
	typeText(a, "8x")
	press(a, "esc")
	shows(t, a, "8x", `Not saved: "8x" is not a whole number`)
	wantSaved(t, a, "BUS-07", "received", assessment.Value{})
	press(a, "right", "esc")
	settle(a, a.env.open(newQuestion(a.env, "BUS-07")))
	shows(t, a, "8x")
	press(a, "i", "backspace")
	typeText(a, "4")
	press(a, "enter")
	wantSaved(t, a, "BUS-07", "received", assessment.Of("84"))
	hides(t, a, "Not saved")
}

func TestDatesInAnyForm(t *testing.T) {
	for _, text := range []string{"1/4/2012", "1 April 2012", "2012-04-01"} {
		a := launch(t, empty, func(e *env) screen { return newQuestionAt(e, "BUS-01", "date") })
		typeText(a, text)
		press(a, "enter")
		wantSaved(t, a, "BUS-01", "date", assessment.Of("2012-04-01"))
		shows(t, a, "1 April 2012")
	}
	a := launch(t, empty, func(e *env) screen { return newQuestionAt(e, "BUS-01", "date") })
	typeText(a, "04/31/2012")
	press(a, "enter")
	shows(t, a, "the day comes first")
}

// Escape ends the typing and keeps the text; nothing typed is ever discarded.
func TestEscapeKeepsText(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "down", "enter")
	typeText(a, "No routine checks.")
	press(a, "enter")
	typeText(a, "Only on intelligence.")
	press(a, "esc")
	if got := a.env.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "No routine checks.\nOnly on intelligence." {
		t.Errorf("%q is saved", got)
	}
	shows(t, a, "│ No routine checks.", "│ Only on intelligence.")
}

// Quitting in the middle of a word saves it first.
func TestQuittingSavesWhatIsTyped(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "down", "enter")
	typeText(a, "half a sen")
	press(a, "ctrl+c")
	if got := a.env.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "half a sen" {
		t.Errorf("%q is saved", got)
	}
}

func TestPasteArrivesWhole(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "down", "down") // the internal note
	line := "“Smart” quotes, a dash – and 漢字.\r\n"
	send(a, tea.PasteMsg{Content: strings.Repeat(line, 1200)})
	press(a, "esc")
	want := strings.TrimRight(strings.Repeat(strings.ReplaceAll(line, "\r\n", "\n"), 1200), "\n")
	if got := a.env.desk.stored.At(assessment.Internal("SOC-05")).Given; got != want {
		t.Errorf("%d bytes arrived, want %d", len(got), len(want))
	}
	press(a, "up", "up")
	send(a, tea.PasteMsg{Content: "yes"})
	shows(t, a, "There is nothing here that text can be pasted into")
}

// Guidance is never cut off: at the smallest size, scrolling shows all of it.
func TestGuidanceScrolls(t *testing.T) {
	a := launch(t, longText, func(e *env) screen { return newQuestion(e, "BUS-01") })
	resize(a, sizes[1])
	seen := ""
	for range 80 {
		seen += view(a)
		press(a, "pgdown")
	}
	for _, want := range []string{"Why this is asked", "HMIC asks for one.", "Sources", "HMIC 2011, recommendation 1", "named in the public record"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q was never on the screen", want)
		}
	}
	press(a, "home", "w")
	shows(t, a, "Why this is asked")
	press(a, "w")
	shows(t, a, "does it say all that it should?")
}

// Text being typed is kept as a draft, and the draft is dropped when it is saved.
func TestDraftWhileTyping(t *testing.T) {
	e := testEnv(t, empty)
	e.Drafts = drafts.New(t.TempDir())
	var due []tea.Msg
	e.timer = func(d time.Duration, msg tea.Msg) tea.Cmd {
		if d > draftEvery {
			t.Errorf("%T is due after %v", msg, d)
		}
		due = append(due, msg)
		return nil
	}
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "not yet saved")
	if len(due) != 1 {
		t.Fatalf("%d drafts are due after the first letters, want 1", len(due))
	}
	send(a, due[0])
	left, err := drafts.New(t.TempDir()).Left(a.env.desk.shown.ID())
	if err != nil || len(left) != 0 {
		t.Fatalf("another folder has drafts: %v, %v", left, err)
	}
	press(a, "esc")
	if got := a.env.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "not yet saved" {
		t.Errorf("%q is saved", got)
	}
}

// Someone else's change, made while this person types, is never overwritten.
func TestTypingOverSomeoneElsesChange(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "down", "enter")
	typeText(a, "mine")
	theirs(t, a, assessment.Edit{Target: assessment.Narrative("SOC-05"), New: assessment.Of("theirs")})
	press(a, "esc")
	shows(t, a, "Someone else changed this too", "theirs", "mine")
}

// theirs has someone else change what is open, and the app hear of it.
func theirs(t *testing.T, a *app, edits ...assessment.Edit) {
	t.Helper()
	if _, err := a.env.journal.Record(t.Context(), a.env.desk.stored, other, "", edits...); err != nil {
		t.Fatal(err)
	}
	send(a, lookDue{a.env.desk})
}

func TestNewsOfOthers(t *testing.T) {
	a := onQuestion(t, empty, "BUS-07")
	theirs(t, a, give("BUS-07", "received", "84"))
	shows(t, a, "84", "B. Other: BUS-07 Received: 84")
}

// Of a change that clashes in one field only, the other fields are saved all the
// same.
func TestTheRestOfAClashIsSaved(t *testing.T) {
	a := onQuestion(t, empty, "BUS-07")
	if _, err := a.env.journal.Record(t.Context(), a.env.desk.stored, other, "", give("BUS-07", "received", "84")); err != nil {
		t.Fatal(err)
	}
	settle(a, a.env.desk.record(give("BUS-07", "received", "90"), give("BUS-07", "approved", "83"), give("BUS-07", "refused", "1")))
	shows(t, a, "Someone else changed this too")
	wantSaved(t, a, "BUS-07", "received", assessment.Of("84"))
	wantSaved(t, a, "BUS-07", "approved", assessment.Of("83"))
	wantSaved(t, a, "BUS-07", "refused", assessment.Of("1"))
	press(a, "m")
	wantSaved(t, a, "BUS-07", "received", assessment.Of("90"))
}

func TestUndoIsAskedInWords(t *testing.T) {
	a := onQuestion(t, empty, "SOC-05")
	press(a, "2", "z")
	shows(t, a, "Undo this change?", "SOC-05 Answer: Partly")
	press(a, "enter")
	wantSaved(t, a, "SOC-05", "answer", assessment.Value{})
	press(a, "Z")
	shows(t, a, "Make this change again?")
	press(a, "enter")
	wantSaved(t, a, "SOC-05", "answer", assessment.Of("partly"))
}

// Every action of every row of every question can be run from the palette.
func TestEveryActionCanBeRun(t *testing.T) {
	for _, it := range testChecklist().Items() {
		for row := range len(it.Fields) + 4 {
			at := func() *app {
				a := onQuestion(t, halfFilled, it.ID)
				for range row {
					press(a, "down")
				}
				return a
			}
			for i, x := range at().actions() {
				switch a := at(); {
				case x.do == nil && x.doKey == nil:
					t.Errorf("%s: %q does nothing", it.ID, x.what)
				case x.do != nil && x.key.Help().Desc != "editor":
					settle(a, a.actions()[i].do())
					checkFrame(t, a)
				}
			}
		}
	}
}

// ailing is a store that cannot do what is asked of it while err is set.
type ailing struct {
	journal.Store
	err error
}

func (s *ailing) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if s.err != nil {
		return s.err
	}
	return s.Store.Append(ctx, id, head, records...)
}

func (s *ailing) Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error] {
	if s.err != nil {
		return func(yield func([]byte, error) bool) { yield(nil, s.err) }
	}
	return s.Store.Records(ctx, id, after)
}

// What cannot be saved stays on the screen, the notice stays for as long as the
// cause does, and it is saved once the cause is gone.
func TestTroubleStaysUntilItsCauseIsGone(t *testing.T) {
	for err, says := range map[error]string{
		journal.ErrFull:     "Not saved: The disk is full.",
		journal.ErrReadOnly: "Not saved: The store cannot be written to.",
		journal.ErrBusy:     "Not saved: The store is in use",
		journal.ErrNotFound: "The store is no longer where it was.",
	} {
		e := testEnv(t, empty)
		store := &ailing{Store: e.journal.Store}
		e.journal.Store = store
		var due tea.Msg
		e.timer = func(_ time.Duration, msg tea.Msg) tea.Cmd {
			if _, ok := msg.(retryDue); ok {
				due = msg
			}
			return nil
		}
		a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
		store.err = err
		press(a, "2", "down", "enter")
		typeText(a, "typed meanwhile")
		press(a, "esc", "up")
		shows(t, a, says, "Not saved", "● Partly", "typed meanwhile")
		send(a, due)
		shows(t, a, says)
		wantSaved(t, a, "SOC-05", "answer", assessment.Value{})

		store.err = nil
		send(a, due)
		hides(t, a, "Not saved", says)
		shows(t, a, "Saved 10:42")
		wantSaved(t, a, "SOC-05", "answer", assessment.Of("partly"))
		if got := e.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "typed meanwhile" {
			t.Errorf("%v: %q is saved", err, got)
		}
	}
}

// A store that cannot be read is told of as long as it is, and forgotten then.
func TestAStoreThatCannotBeRead(t *testing.T) {
	e := testEnv(t, empty)
	store := &ailing{Store: e.journal.Store}
	e.journal.Store = store
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	store.err = journal.ErrNotFound
	send(a, lookDue{e.desk})
	press(a, "down", "up")
	shows(t, a, "The store is no longer where it was.")
	store.err = nil
	send(a, lookDue{e.desk})
	hides(t, a, "The store is no longer where it was.")
}
