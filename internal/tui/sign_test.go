package tui

import (
	"math/rand/v2"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

func signOff(e *env) screen { return newSignOff(e) }

// acknowledgeAll walks the list of what speaks against signing, as a signatory
// does.
func acknowledgeAll(a *app) {
	m := a.top().(*signing)
	press(a, "home")
	for range m.stops() {
		if !strings.Contains(underCursor(a), "acknowledged") {
			press(a, "enter")
		}
		press(a, "down")
	}
}

// sign signs the return on the screen that lists what speaks against it.
func sign(t *testing.T, a *app, rank string) {
	t.Helper()
	acknowledgeAll(a)
	press(a, "s")
	shows(t, a, "Declaration", "I have read this return.")
	press(a, "tab")
	typeText(a, rank)
	press(a, "ctrl+s")
	shows(t, a, "Sign this return?", "SHA-256 "+a.env.desk.shown.Digest()[:40])
	press(a, "enter")
}

// signedEnv is an env whose return someone has signed.
func signedEnv(t *testing.T, e *env) *env {
	t.Helper()
	s := assessment.Signature{Name: "C. Example", Rank: "Superintendent", Role: "Head of professional standards", Declaration: assessment.Declaration}
	for _, f := range e.desk.shown.BeforeSigning(testNow) {
		s.Acknowledged = append(s.Acknowledged, f.Key())
	}
	edits, err := e.desk.shown.Sign(s, testNow, testNow)
	if err != nil {
		t.Fatal(err)
	}
	e.record(t, other, edits...)
	return e
}

const signedBy = "Superintendent C. Example signed this return on 15 June 2012: to change anything, press S and reopen it."

// says fails unless every text is on the screen, wherever its lines are broken.
func says(tb testing.TB, a *app, texts ...string) {
	tb.Helper()
	screen := strings.Join(strings.Fields(view(a)), " ")
	for _, s := range texts {
		if !strings.Contains(screen, s) {
			tb.Errorf("%q is not on the screen:\n%s", s, view(a))
		}
	}
}

func TestSignGoldens(t *testing.T) {
	golden(t, launch(t, wrong, signOff), "error")
	golden(t, launch(t, complete, signOff), "clear")
	a := launchOn(assured(t), signOff)
	golden(t, a, "warnings")
	press(a, "enter")
	golden(t, a, "acknowledged")
	acknowledgeAll(a)
	press(a, "s")
	golden(t, a, "form")
	press(a, "tab")
	typeText(a, "Chief Superintendent")
	press(a, "tab", "tab")
	golden(t, a, "declaration")
	press(a, "ctrl+s")
	golden(t, a, "confirm")
	press(a, "enter")
	golden(t, a, "signed")
	press(a, "r")
	golden(t, a, "reopen")
	typeText(a, "A case was left out.")
	press(a, "ctrl+s")
	golden(t, a, "reopened")

	e := signedEnv(t, assured(t))
	golden(t, launchOn(e, func(e *env) screen { return newTasks(e) }), "tasks")
	golden(t, launchOn(e, func(e *env) screen { return newCheck(e) }), "check")
	a = launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "a")
	golden(t, a, "question")
	press(a, "?")
	golden(t, a, "help")
}

// Signed, an edit is refused; reopened, it is made, and named as what the
// signature no longer covers; signed again, the new signature covers it.
func TestSignReopenSignAgain(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newTasks(e) })
	d := a.env.desk
	press(a, "S")
	shows(t, a, "0 of 2 warnings acknowledged", "2 of 6 items are not answered.")
	press(a, "s")
	shows(t, a, "2 warnings are not acknowledged yet.")
	press(a, "enter", "enter")
	shows(t, a, "0 of 2 warnings acknowledged")
	sign(t, a, "Superintendent")
	shows(t, a, "The return is signed", "Superintendent A. Example, Inspector", "stands", "2 warnings, acknowledged one by one", "Signed, read-only")
	if s := d.stored.Signatures(); len(s) != 1 || !s[0].Stands() || len(s[0].Acknowledged) != 2 || s[0].Digest != d.stored.Digest() {
		t.Fatalf("the signatures are %+v", s)
	}

	before := d.stored.Head()
	press(a, "esc")
	shows(t, a, "Signed by Superintendent A. Example. Press S.")
	for _, key := range []string{"m", "P", "d", "z", "Z"} {
		press(a, key)
		shows(t, a, "signed this return on 15 June 2012", "press S and reopen it")
	}
	press(a, "down", "enter", "home", "enter")
	shows(t, a, "SOC-01 · 1 of 3")
	hides(t, a, "answer and go on")
	for _, key := range []string{"a", "1", "n", "-", "P", "A", "R"} {
		press(a, key)
		says(t, a, "SOC-01 · 1 of 3", "Superintendent A. Example signed this return on 15 June 2012: to change anything, press S and reopen it.")
	}
	press(a, "down", "enter")
	shows(t, a, "signed this return on 15 June 2012")
	if d.stored.Head() != before || d.shown.Head() != before || !d.idle() {
		t.Error("something was changed")
	}

	press(a, "S", "r", "ctrl+s")
	shows(t, a, "Say why: the reason stands on record beside the signature.")
	typeText(a, "The press office found a case.")
	press(a, "ctrl+s")
	says(t, a, "The return is not signed", "reopened", "The press office found a case.", "nothing has changed since")
	press(a, "esc", "home", "2")
	wantSaved(t, a, "SOC-01", "answer", assessment.Of("partly"))
	press(a, "esc", "esc")
	shows(t, a, "Reopened after it was signed; 1 answer has changed since. Press S.")
	press(a, "c")
	says(t, a, "The signature of Superintendent A. Example no longer covers SOC-01.")
	press(a, "S")
	shows(t, a, "no longer covers", "SOC-01")
	sign(t, a, "Superintendent")
	shows(t, a, "The return is signed", "stands", "reopened")
	hides(t, a, "no longer covers")
	if s := d.stored.Signatures(); len(s) != 2 || s[0].Stands() || !s[1].Stands() || s[1].Digest == s[0].Digest {
		t.Errorf("the signatures are %+v", s)
	}
}

func TestErrorsBarSigning(t *testing.T) {
	a := launch(t, wrong, signOff)
	shows(t, a, "errors are to be mended first")
	press(a, "s")
	shows(t, a, "2 errors must be mended before the return can be signed.")
	press(a, "space")
	shows(t, a, "This is an error")
	press(a, "enter")
	shows(t, a, "SOC-06 · 3 of 3")
	press(a, "esc", "G", "o")
	shows(t, a, "Unanswered questions, 1 of 6")
}

func TestASecondSignature(t *testing.T) {
	a := launchOn(signedEnv(t, testEnv(t, complete)), signOff)
	press(a, "s")
	sign(t, a, "Chief Constable")
	shows(t, a, "The return is signed", "Superintendent C. Example", "Chief Constable A. Example")
	press(a, "s", "s")
	shows(t, a, "Name")
	typeText(a, "c. example")
	press(a, "tab", "tab")
	typeText(a, "Chief officer")
	press(a, "ctrl+s")
	says(t, a, "has signed this return already")
	press(a, "esc")
	shows(t, a, "What you typed is kept here, and offered again after you quit.")
	press(a, "s")
	shows(t, a, "c. example", "Chief officer")
	press(a, "esc", "esc", "r")
	says(t, a, "The signatures of Superintendent C. Example and Chief Constable A. Example stay on record")
	typeText(a, "Wrong.")
	press(a, "ctrl+s", "esc")
	press(a, "S")
	says(t, a, "The return was reopened after Superintendent C. Example")
}

// What the signatory read is what they sign: an answer that changes meanwhile
// makes them start over, whether it is seen before the signature or by the store.
func TestSigningWhatHasChanged(t *testing.T) {
	e := testEnv(t, complete)
	a := launchOn(e, signOff)
	press(a, "s", "ctrl+s")
	shows(t, a, "Sign this return?")
	send(a, theirNews(t, e, give("SOC-05", "answer", "yes")))
	press(a, "enter")
	shows(t, a, "Sign the return", "the answers have changed since you read them")
	if e.desk.shown.Signed() {
		t.Error("it is signed")
	}

	e = testEnv(t, complete)
	a = launchOn(e, signOff)
	press(a, "s", "ctrl+s")
	if _, err := e.journal.Record(t.Context(), e.desk.stored, other, "", give("SOC-05", "answer", "yes")); err != nil {
		t.Fatal(err)
	}
	press(a, "enter")
	shows(t, a, "The return is not signed", "Not signed: the answers have changed since you read them.", "Saved")
	if e.desk.shown.Signed() || !e.desk.idle() {
		t.Error("it is signed")
	}
}

// theirNews is what someone else has changed, as the app learns of it.
func theirNews(t *testing.T, e *env, edits ...assessment.Edit) news {
	t.Helper()
	theirs, err := e.journal.Record(t.Context(), e.desk.stored, other, "", edits...)
	if err != nil {
		t.Fatal(err)
	}
	changes := theirs.Changes()
	return news{desk: e.desk, a: theirs, changes: changes[len(changes)-1:]}
}

// Two sign at once: the later one is told, and nothing of theirs is half there.
func TestSigningAtOnce(t *testing.T) {
	e := testEnv(t, complete)
	a := launchOn(e, signOff)
	press(a, "s", "ctrl+s")
	mine := e.desk
	signedEnv(t, e)
	e.desk = mine
	press(a, "enter")
	shows(t, a, "B. Other, Sergeant did so at the same time.")
	if s := e.desk.shown.Signatures(); len(s) != 1 || s[0].Name != "C. Example" || !e.desk.idle() {
		t.Errorf("the signatures are %+v", s)
	}
}

// signedMeanwhile has someone sign what is stored, and the app not know it yet.
func signedMeanwhile(t *testing.T, e *env) {
	t.Helper()
	mine := e.desk
	e.desk = newDesk(e, mine.stored)
	signedEnv(t, e)
	e.desk = mine
}

// The promise: what was typed when someone else signed is not lost.
func TestWhatIsTypedWhileSomeoneSigns(t *testing.T) {
	e := testEnv(t, complete)
	e.Store = t.TempDir()
	e.Drafts = drafts.New(e.Store)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	press(a, "down", "enter")
	typeText(a, "Accounts are looked at.")
	signedMeanwhile(t, e)
	fresh, changes, err := e.journal.Refresh(t.Context(), e.desk.stored)
	if err != nil {
		t.Fatal(err)
	}
	send(a, news{desk: e.desk, a: fresh, changes: changes})
	press(a, "esc")
	says(t, a, "What you typed is kept in its field, not saved.", "│ Accounts are looked at.", "Not saved")
	all := left(t, e)
	if len(all) != 1 || all[0].Text != "Accounts are looked at." {
		t.Errorf("the drafts are %+v", all)
	}
}

// Nor is an answer that was on its way when someone else signed.
func TestWhatComesTooLate(t *testing.T) {
	e := testEnv(t, complete)
	e.Store = t.TempDir()
	e.Drafts = drafts.New(e.Store)
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	signedMeanwhile(t, e)
	settle(a, e.desk.set(assessment.Narrative("SOC-05"), assessment.Of("Too late.")))
	says(t, a, "What you changed last came too late. It is kept, and offered when you next open the assessment.", "Signed, read-only")
	if !e.desk.idle() || e.desk.wrong() != "" {
		t.Error("it is still tried")
	}
	all := left(t, e)
	if len(all) != 1 || all[0].Text != "Too late." {
		t.Errorf("the drafts are %+v", all)
	}

	again := launchOn(signedEnv(t, testEnv(t, complete)), func(e *env) screen { return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-05") })
	settle(again, again.env.desk.set(assessment.Complete("SOC"), assessment.Of(assessment.Yes)))
	says(t, again, signedBy)
}

// A form that was open when someone else signed says so, and keeps what is in it.
func TestAFormWhileSomeoneSigns(t *testing.T) {
	e := testEnv(t, complete)
	a := launchOn(e, func(e *env) screen { return newEvidenceSheet(e, "SOC-05", assessment.Evidence{}) })
	typeText(a, "Guidance")
	signedMeanwhile(t, e)
	fresh, changes, err := e.journal.Refresh(t.Context(), e.desk.stored)
	if err != nil {
		t.Fatal(err)
	}
	send(a, news{desk: e.desk, a: fresh, changes: changes})
	press(a, "ctrl+s")
	shows(t, a, "Add evidence for SOC-05", "Guidance", "signed this return")
	if len(e.desk.shown.Evidence()) != 1 {
		t.Error("it was added")
	}
}

// A draft of a return that was signed since is kept, and waits for a reopening.
func TestRecoverIntoASignedReturn(t *testing.T) {
	e := crashed(t, drafts.Draft{Target: assessment.Narrative("SOC-05"), Text: "Half a sentence"})
	a, err := e.journal.Open(t.Context(), "leicestershire")
	if err != nil {
		t.Fatal(err)
	}
	e.desk = newDesk(e, a)
	signedEnv(t, e)
	e.desk = nil
	app := run(e)
	says(t, app, "Half a sentence", signedBy, "This is kept and offered again")
	press(app, "r")
	shows(t, app, "press S and reopen it")
	press(app, "S", "r")
	typeText(app, "A sentence is missing.")
	press(app, "ctrl+s", "esc")
	shows(t, app, "Half a sentence")
	press(app, "r")
	if got := e.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "Half a sentence" {
		t.Errorf("%q is saved", got)
	}
}

// What is typed into the forms about signatures is on the disk until it is saved,
// and only until then.
func TestFormsAboutSignaturesAreKept(t *testing.T) {
	e := testEnv(t, complete)
	e.Store = t.TempDir()
	e.Drafts = drafts.New(e.Store)
	a := launchOn(e, signOff)
	press(a, "s", "ctrl+u")
	typeText(a, "C. Example")
	press(a, "esc")
	if all := left(t, e); len(all) != 1 || all[0].Target != drafts.Unsigned(assessment.PartName) || all[0].Text != "C. Example" {
		t.Errorf("the drafts are %+v", all)
	}
	press(a, "s", "ctrl+s", "enter")
	if all := left(t, e); len(all) != 0 || !e.desk.stored.Signed() {
		t.Errorf("signed: %v, and the drafts are %+v", e.desk.stored.Signed(), all)
	}
	press(a, "r")
	typeText(a, "A figure is wrong")
	press(a, "esc")
	if all := left(t, e); len(all) != 1 || all[0].Target != drafts.Unsigned(assessment.PartReopened) || all[0].Text != "A figure is wrong" {
		t.Errorf("the drafts are %+v", all)
	}
	press(a, "r", "ctrl+s")
	if all := left(t, e); len(all) != 0 || e.desk.stored.Signed() {
		t.Errorf("signed: %v, and the drafts are %+v", e.desk.stored.Signed(), all)
	}
}

// They are offered back after a crash: a signature once what speaks against it is
// read, and why the return is reopened for as long as it is signed.
func TestFormsAboutSignaturesAreOfferedBack(t *testing.T) {
	e := crashed(t,
		drafts.Draft{Target: drafts.Unsigned(assessment.PartRole), Text: "Deputy chief constable"},
		drafts.Draft{Target: drafts.Unsigned(assessment.PartDeclaration), Text: "I have read it."})
	a := run(e)
	shows(t, a, "The signature of the return", "Deputy chief constable", "I have read it.")
	press(a, "r")
	shows(t, a, "Sign the return", "speaks against", "It is in the form as you typed it.")
	settle(a, a.env.open((&signing{textScreen: onText(e)}).sheet()))
	shows(t, a, "Deputy chief constable", "I have read it.")

	e = crashed(t, drafts.Draft{Target: drafts.Unsigned(assessment.PartReopened), Text: "A figure is wrong"})
	stored, err := e.journal.Open(t.Context(), "leicestershire")
	if err != nil {
		t.Fatal(err)
	}
	a = run(e)
	says(t, a, "A figure is wrong", "The return is not signed, so there is nothing to reopen.")
	e.desk = newDesk(e, stored)
	signedEnv(t, e)
	e.desk = nil
	a = run(e)
	press(a, "r")
	shows(t, a, "Reopen the return", "A figure is wrong")
	press(a, "ctrl+s")
	if e.desk.stored.Signed() {
		t.Error("it is still signed")
	}
}

func TestNothingIsUndoneBeforeASignature(t *testing.T) {
	a := launchOn(signedEnv(t, testEnv(t, complete)), func(e *env) screen { return newTasks(e) })
	press(a, "z")
	says(t, a, signedBy)
	press(a, "S", "r")
	typeText(a, "Wrong.")
	press(a, "ctrl+s", "esc", "z")
	shows(t, a, "There is nothing to undo since the return was reopened")
}

// Whatever is pressed on a signed return, nothing but a signature changes it, no
// screen is drawn wrong, and nothing panics; and so on one that is not signed.
func TestAnyKeys(t *testing.T) {
	keys := strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z A N P R S Y Z G = - / ? 1 2 3 9 " +
		"enter enter enter esc esc esc down down up tab shift+tab space left right pgdown pgup home end backspace ctrl+s ctrl+p ctrl+r f1")
	for seed := range uint64(6) {
		e := assured(t)
		e.ExportDir, e.Store = t.TempDir(), t.TempDir()
		e.Drafts = drafts.New(e.Store)
		if seed%2 == 0 {
			signedEnv(t, e)
		}
		a := launchOn(e, func(e *env) screen { return newTasks(e) })
		r := rand.New(rand.NewPCG(seed, 1))
		for range 700 {
			before, was := e.desk.stored.Digest(), e.desk.stored.Signed()
			key := keys[r.IntN(len(keys))]
			if len(a.stack) > 8 {
				key = "esc"
			}
			if e.desk == nil || key == "q" || key == "x" && len(a.stack) > 1 { // x writes the export
				continue
			}
			press(a, key)
			if len(a.stack) == 1 {
				settle(a, e.open(newTasks(e)))
			}
			if r.IntN(20) == 0 {
				resize(a, sizes[r.IntN(len(sizes))])
			}
			checkFrame(t, a)
			if was && e.desk.stored.Signed() && e.desk.stored.Digest() != before {
				t.Fatalf("seed %d: %s changed a signed return on %T", seed, key, a.top())
			}
			if t.Failed() {
				t.Fatalf("seed %d: after %s on %T", seed, key, a.top())
			}
		}
		e.Drafts.Close()
	}
}
