package tui

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/pack"
)

// A filled is what a colleague writes as the answer to one question, by its key.
type filled map[string]any

// notRecorded is how data says so.
var notRecorded = map[string]string{"state": "not-recorded"}

// reply is a file with all questions of the open assessment, filled in.
func reply(tb testing.TB, e *env, to string, answers filled) []byte {
	tb.Helper()
	var all []*checklist.Item
	a := e.desk.shown
	for _, it := range a.Checklist().Items() {
		all = append(all, it)
	}
	format, _ := pack.FormatOf("x.json")
	var b bytes.Buffer
	if err := format.Write(&b, pack.New(a, all, to)); err != nil {
		tb.Fatal(err)
	}
	var data map[string]any
	if err := json.Unmarshal(b.Bytes(), &data); err != nil {
		tb.Fatal(err)
	}
	left := len(answers)
	for _, it := range data["items"].([]any) {
		for _, q := range it.(map[string]any)["questions"].([]any) {
			q := q.(map[string]any)
			if answer, ok := answers[q["key"].(string)]; ok {
				q["answer"] = answer
				left--
			}
		}
	}
	if left != 0 {
		tb.Fatalf("%d questions are not in the file", left)
	}
	out, err := json.Marshal(data)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// someAnswers have every outcome but one, and what cannot be understood.
var someAnswers = filled{
	"field/SOC-01/answer": "partly", "narrative/SOC-01": "There is guidance, and “nobody” reads it.\n\nIt is to be rewritten.",
	"field/SOC-06/answer": "Yes", "field/BUS-07/received": 85, "field/BUS-07/approved": "83", "field/BUS-07/refused": "none", "field/BUS-07/pending": 2,
	"field/BUS-01/fee": "£25 and 50p", "field/BUS-01/covers": notRecorded,
}

// replied is the screen of a file with someAnswers, and with hostile text where
// the assessment has any.
func replied(e *env) screen {
	answers := filled{}
	for key, v := range someAnswers {
		answers[key] = v
	}
	if strings.Contains(e.desk.shown.Details().Force.Name, "\x1b") {
		answers["field/BUS-07/approved"], answers["narrative/SOC-01"] = hostileText, hostileText
	}
	r, err := pack.Read(reply(panicker{}, e, "Head of HR", answers))
	if err != nil {
		panic(err)
	}
	m, err := newProposals(e, "/home/a.example/"+hostileText+"hr.xlsx", r, assessment.Author{Name: "Head of HR"})
	if err != nil {
		panic(err)
	}
	return m
}

// panicker is a test that fails at once, for what a table of screens makes.
type panicker struct{ testing.TB }

func (panicker) Helper()                   {}
func (panicker) Fatal(args ...any)         { panic(args) }
func (panicker) Fatalf(s string, a ...any) { panic(s) }

func TestProposals(t *testing.T) {
	golden(t, launch(t, halfFilled, replied), "proposals")
	golden(t, launch(t, halfFilled, func(e *env) screen { return newImporting(e) }), "importing")
	a := launch(t, halfFilled, replied)
	press(a, "d", "A", "end")
	golden(t, a, "proposals-decided")
}

// onFile is the task list of an assessment, and a file that a colleague has filled
// in.
func onFile(t *testing.T, to string, answers filled) (*app, string) {
	t.Helper()
	e := testEnv(t, halfFilled)
	path := filepath.Join(t.TempDir(), "hr.json")
	if err := os.WriteFile(path, reply(t, e, to, answers), 0o600); err != nil {
		t.Fatal(err)
	}
	return launchOn(e, func(e *env) screen { return newTasks(e) }), path
}

// importIt walks from the task list to the answers in a file.
func importIt(a *app, path string) {
	press(a, "ctrl+p")
	typeText(a, "import")
	press(a, "enter")
	send(a, tea.PasteMsg{Content: "'" + path + "'\n"})
	press(a, "enter", "enter")
}

// A colleague's answers are accepted, edited and declined one by one, and what is
// accepted is one change: theirs, and entered by the person at work.
func TestTakingAnswersOver(t *testing.T) {
	a, path := onFile(t, "B. Example, Head of HR", someAnswers)
	var backups []string
	a.env.Backup = func(_ context.Context, before string) error {
		backups = append(backups, before)
		return nil
	}
	before := len(a.env.desk.stored.Changes())
	importIt(a, path)
	shows(t, a, "Answers from B. Example, Head of HR", "0 of 7 accepted", "SOC-01  Guidance on social networking", "Differs from yours")
	if !strings.Contains(underCursor(a), "› Answer") {
		t.Errorf("the cursor is on %q", underCursor(a))
	}
	press(a, "a") // SOC-01
	shows(t, a, "1 of 7 accepted", "Accepted")
	if !strings.Contains(underCursor(a), "What HMIC will read") {
		t.Errorf("the cursor is on %q", underCursor(a))
	}
	press(a, "d") // its narrative
	shows(t, a, "1 of 7 accepted, 1 declined")
	press(a, "down", "e") // of BUS-01, the fee
	shows(t, a, "Edit their answer", "BUS-01 Highest fee", "Yours   not answered")
	press(a, "ctrl+u")
	typeText(a, "£26")
	press(a, "enter")
	shows(t, a, "2 of 7 accepted, 1 declined", "Accepted as edited", "Edited  £26")
	press(a, "x")
	shows(t, a, "Take over 2 answers?", "One change by B. Example, Head of HR, entered by A. Example, Inspector:", "SOC-01 Answer: Partly (was Yes)", "BUS-01 Highest fee: £26")
	if len(a.env.desk.stored.Changes()) != before || len(backups) != 0 {
		t.Fatal("something was done before it was asked for")
	}
	press(a, "y")
	shows(t, a, "2 answers were taken over from B. Example. z takes them back.", "0 of 5 accepted, 1 declined", "Taken over as edited")
	stored := a.env.desk.stored
	changes := stored.Changes()
	c := changes[len(changes)-1]
	if len(changes) != before+1 || c.Who() != "B. Example, Head of HR, entered by A. Example, Inspector" || c.Reason != "Imported from hr.json" || len(c.Edits) != 2 {
		t.Errorf("the change is %+v", c)
	}
	if got := stored.At(assessment.Target{Kind: assessment.OnField, ID: "BUS-01", Part: "fee"}); got != assessment.Of("26.00") {
		t.Errorf("the fee is %+v", got)
	}
	if len(backups) != 1 || backups[0] != "import" {
		t.Errorf("the backups are before %q", backups)
	}
	press(a, "z", "enter")
	if got := a.env.desk.stored.At(assessment.Target{Kind: assessment.OnField, ID: "SOC-01", Part: "answer"}); got != assessment.Of("yes") {
		t.Errorf("undone it is %+v", got)
	}
	shows(t, a, "0 of 7 accepted, 1 declined")
}

// All that replaces nothing is accepted with one key; the rest is asked for row by
// row.
func TestAcceptingAllThatIsNew(t *testing.T) {
	a, path := onFile(t, "Head of HR", someAnswers)
	importIt(a, path)
	press(a, "A")
	shows(t, a, "3 of 7 accepted", "3 new answers are accepted; x takes them over.")
	press(a, "A")
	shows(t, a, "No answer that replaces none is left to accept.")
	press(a, "x", "y")
	shows(t, a, "3 answers were taken over from Head of HR.")
	for target, want := range map[string]string{"field/SOC-06/answer": "yes", "field/SOC-01/answer": "yes", "field/BUS-07/received": "84", "field/BUS-01/fee": "25.50"} {
		var x assessment.Target
		if err := x.UnmarshalText([]byte(target)); err != nil {
			t.Fatal(err)
		}
		if got := a.env.desk.stored.At(x).Given; got != want {
			t.Errorf("%s is %q, not %q", target, got, want)
		}
	}
}

func TestNothingIsAccepted(t *testing.T) {
	a, path := onFile(t, "Head of HR", filled{"field/BUS-07/received": 85})
	importIt(a, path)
	press(a, "x")
	shows(t, a, "Nothing is accepted yet: a accepts the answer under the cursor.")
	press(a, "a", "x", "n")
	shows(t, a, "1 of 1 accepted")
	press(a, "esc")
	shows(t, a, "Nothing was taken over. Import the file again to go on where you were.")
	importIt(a, path)
	shows(t, a, "1 of 1 accepted")
	press(a, "x", "y", "esc")
	importIt(a, path)
	shows(t, a, "Same as yours", "0 of 0 accepted")
	press(a, "a")
	shows(t, a, "That is what stands already.")
}

// What is changed by someone else while it is looked at is asked again.
func TestChangedWhileItIsLookedAt(t *testing.T) {
	a, path := onFile(t, "Head of HR", filled{"field/BUS-07/received": 85, "field/BUS-07/approved": 84})
	importIt(a, path)
	press(a, "a", "a")
	shows(t, a, "2 of 2 accepted")
	other := assessment.Author{Name: "C. Example"}
	if _, err := a.env.journal.Record(t.Context(), a.env.desk.stored, other, "", give("BUS-07", "received", "80")); err != nil {
		t.Fatal(err)
	}
	settle(a, a.env.desk.look())
	shows(t, a, "1 of 2 accepted", "Changed since the pack was made", "80")
	press(a, "x", "y")
	if got := a.env.desk.stored.At(assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: "received"}); got != assessment.Of("80") {
		t.Errorf("theirs was overwritten: %+v", got)
	}
}

// A problem says where it is and what to do, and leads to its question.
func TestProblemsOfAFile(t *testing.T) {
	a, path := onFile(t, "Head of HR", filled{"field/BUS-07/received": "none"})
	importIt(a, path)
	shows(t, a, "Nothing new is proposed", "1 answer cannot be understood", "BUS-07  Received", "Member items[", "may mean more than one")
	press(a, "a")
	shows(t, a, "There is no answer on this line that could be taken over.")
	press(a, "o")
	shows(t, a, "How many applications for second jobs")
	if !strings.Contains(underCursor(a), "Received") {
		t.Errorf("the cursor is on %q", underCursor(a))
	}
}

func TestFilesThatAreNotTaken(t *testing.T) {
	a, path := onFile(t, "", filled{"field/BUS-07/received": 85})
	folder := filepath.Dir(path)
	letter := filepath.Join(folder, "letter.txt")
	if err := os.WriteFile(letter, []byte("Dear all,"), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(folder, "other.json")
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(other, bytes.ReplaceAll(b, []byte(`"assessment":"leicestershire"`), []byte(`"assessment":"kent-2012"`)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	press(a, "i", "enter", "enter")
	shows(t, a, "Type the file that came back.")
	try := func(path string, want ...string) {
		t.Helper()
		press(a, "shift+tab", "ctrl+u")
		send(a, tea.PasteMsg{Content: path})
		press(a, "enter", "enter")
		if flat := strings.Join(strings.Fields(view(a)), " "); !strings.Contains(flat, want[0]) {
			t.Errorf("%q is not on the screen:\n%s", want[0], view(a))
		}
		checkFrame(t, a)
	}
	try(filepath.Join(folder, "none.xlsx"), "no such file")
	try(letter, "It is not a file that favour pack made")
	try(other, "The file does not say whom it was made for.")
	typeText(a, "D. Example")
	press(a, "enter")
	if flat := strings.Join(strings.Fields(view(a)), " "); !strings.Contains(flat, "It holds answers to kent-2012 (Leicestershire Police), and not to leicestershire.") {
		t.Errorf("the other assessment is not named:\n%s", view(a))
	}
	press(a, "ctrl+u")
	send(a, tea.PasteMsg{Content: path})
	press(a, "ctrl+s")
	shows(t, a, "Answers from D. Example", "0 of 1 accepted")
}

// What is typed to edit an answer is kept like everything that is typed, and
// forgotten once it is declined.
func TestEditingAnAnswer(t *testing.T) {
	narrative := assessment.Narrative("SOC-01")
	a, path := onFile(t, "Head of HR", filled{"narrative/SOC-01": "There is guidance.", "field/SOC-05/answer": "yes", "field/BUS-07/received": 85})
	importIt(a, path)
	press(a, "e")
	shows(t, a, "Edit their answer", "There is guidance.", "Yours   The force has guidance")
	typeText(a, " It is read.")
	press(a, "esc")
	shows(t, a, "0 of 3 accepted")
	if got := a.env.desk.typed[narrative]; got != "There is guidance. It is read." {
		t.Errorf("what was typed is %q", got)
	}
	press(a, "e")
	shows(t, a, "Typed before and not saved yet", "There is guidance. It is read.")
	press(a, "ctrl+s")
	shows(t, a, "1 of 3 accepted", "Edited  There is guidance. It is read.")
	press(a, "home", "d")
	shows(t, a, "0 of 3 accepted, 1 declined")
	if _, ok := a.env.desk.typed[narrative]; ok {
		t.Error("what was declined is still offered")
	}

	// A choice is edited among its options, and a count as it would be typed.
	press(a, "home", "down", "e")
	shows(t, a, "a  Yes", "c  No", "No answer", "d  Not recorded")
	press(a, "d", "enter")
	shows(t, a, "Edited  not recorded")
	press(a, "e", "ctrl+u")
	typeText(a, "eighty")
	press(a, "enter")
	shows(t, a, "is not a whole number")
	press(a, "ctrl+u", "enter")
	shows(t, a, "There is nothing in it to take over.")
	typeText(a, "not-applicable: we keep none")
	press(a, "enter", "x")
	shows(t, a, "SOC-05 Answer: not recorded (was No)", "BUS-07 Received: not applicable: we keep none (was 84)")
}

// While the return is signed it can be looked at what they said, and no more.
func TestProposalsForASignedReturn(t *testing.T) {
	a := launchOn(signedEnv(t, testEnv(t, complete)), replied)
	press(a, "a")
	shows(t, a, "signed this return")
	press(a, "x")
	shows(t, a, "signed this return", "0 of")
}

func TestABackupThatFailsIsTold(t *testing.T) {
	a, path := onFile(t, "Head of HR", filled{"field/BUS-07/received": 85})
	a.env.Backup = func(context.Context, string) error { return errors.New("the disk is full") }
	importIt(a, path)
	press(a, "a", "x", "y")
	shows(t, a, "They were taken over, but no backup could be made before: The disk is full.")
	if got := a.env.desk.stored.At(assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: "received"}); got != assessment.Of("85") {
		t.Errorf("it is %+v", got)
	}
}

// One's own answers are not entered for somebody else.
func TestOnesOwnAnswers(t *testing.T) {
	a, path := onFile(t, "a. example", filled{"field/BUS-07/received": 85})
	importIt(a, path)
	press(a, "a", "x")
	shows(t, a, "One change by A. Example, Inspector:")
}
