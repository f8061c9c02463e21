package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal/drafts"
)

// social is the list of the section with three plain questions, of which one is not
// answered.
func social(e *env) screen {
	return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-01")
}

// selected are the questions that a list has selected.
func selected(a *app) string {
	switch s := a.top().(type) {
	case *section:
		return strings.Join(s.picks.ids(a.env), " ")
	case *find:
		return strings.Join(s.picks.ids(a.env), " ")
	}
	return fmt.Sprintf("%T", a.top())
}

func TestSelecting(t *testing.T) {
	for _, x := range []struct{ keys, want string }{
		{"space", "SOC-01"},
		{"ctrl+t down ctrl+t", "SOC-01 SOC-05"},
		{"space space", ""},
		{"shift+down", "SOC-01 SOC-05"},
		{"shift+down shift+down shift+up", "SOC-01 SOC-05"},
		{"shift+down down shift+up", "SOC-01 SOC-05 SOC-06"},
		{"down shift+up", "SOC-01 SOC-05"},
		{"V down down", "SOC-01 SOC-05 SOC-06"},
		{"V down V down", "SOC-01 SOC-05"},
		{"V G home", "SOC-01"},
		{"G space home V down", "SOC-01 SOC-05 SOC-06"},
		{"ctrl+a", "SOC-01 SOC-05 SOC-06"},
		{"ctrl+a ctrl+a", ""},
		{"space ctrl+a", "SOC-01 SOC-05 SOC-06"},
		{"ctrl+a esc", ""},
	} {
		a := launch(t, halfFilled, social)
		press(a, strings.Fields(x.keys)...)
		if got := selected(a); got != x.want {
			t.Errorf("%s selects %q, want %q", x.keys, got, x.want)
		}
	}
}

// What is selected stays while something else is looked for.
func TestSelectingWhatWasFound(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "training") })
	press(a, "ctrl+t", "esc")
	typeText(a, "second")
	press(a, "shift+down")
	if got := selected(a); got != "SOC-06 BUS-01 BUS-07" {
		t.Errorf("selected is %q", got)
	}
	shows(t, a, "3 selected")
	golden(t, a, "found")
	press(a, "f2")
	shows(t, a, "Answer 3 questions together", "SOC-06, BUS-01 and BUS-07", "not BUS-07")
	golden(t, a, "menu")
	press(a, "esc", "esc", "esc")
	if got := selected(a); got != "" {
		t.Errorf("esc leaves %q selected", got)
	}
}

func TestNothingIsSelected(t *testing.T) {
	a := launch(t, halfFilled, social)
	press(a, "a")
	shows(t, a, "Nothing is selected: space selects the question under the cursor")
}

// One answer for several questions is shown first, is one change, and goes back as
// one.
func TestAnswerTogether(t *testing.T) {
	a := launch(t, halfFilled, social)
	before := len(a.env.desk.stored.Changes())
	press(a, "ctrl+a")
	golden(t, a, "selected")
	press(a, "a", "down", "enter") // Yes, Partly
	shows(t, a, "Answer: Partly, 3 questions", "3 of 3 would change", "Yes → Partly", "No → Partly", "not answered → Partly")
	golden(t, a, "preview")
	press(a, "enter")
	shows(t, a, "3 questions: answer: Partly. z takes that back.")
	if got := selected(a); got != "" {
		t.Errorf("selected is %q", got)
	}
	for _, id := range []string{"SOC-01", "SOC-05", "SOC-06"} {
		wantSaved(t, a, id, "answer", assessment.Of("partly"))
	}
	if n := len(a.env.desk.stored.Changes()) - before; n != 1 {
		t.Errorf("it is %d changes", n)
	}
	press(a, "z")
	shows(t, a, "Undo this change?", "Several questions at once: answer: Partly", "SOC-01 Answer: Partly (was Yes)")
	press(a, "enter")
	wantSaved(t, a, "SOC-01", "answer", assessment.Of("yes"))
	wantSaved(t, a, "SOC-06", "answer", assessment.Value{})
}

// Above three it is asked once more, and Enter is no.
func TestManyAreAskedAbout(t *testing.T) {
	a := launch(t, halfFilled, func(e *env) screen { return newFind(e, "") })
	press(a, "down", "shift+down", "shift+down", "shift+down", "shift+down", "f2")
	for !strings.Contains(underCursor(a), "Not recorded") {
		press(a, "down")
	}
	press(a, "enter", "enter")
	shows(t, a, "Change 5 questions?", "leave it", "change them")
	golden(t, a, "many")
	press(a, "enter")
	wantSaved(t, a, "SOC-05", "answer", assessment.Of("no"))
	shows(t, a, "Not recorded, 5 questions")
	press(a, "enter", "y")
	wantSaved(t, a, "SOC-05", "answer", assessment.Missing())
	wantSaved(t, a, "BUS-07", "received", assessment.Missing())
	if _, ok := a.top().(*find); !ok {
		t.Errorf("%T is on top", a.top())
	}
}

// goToOffer puts the cursor on what is to be done to the questions of a section that
// are all selected.
func goToOffer(a *app, words string) {
	press(a, "ctrl+a", "a")
	for range 30 {
		if strings.Contains(underCursor(a), words) {
			return
		}
		press(a, "down")
	}
	panic("there is no " + words)
}

func TestATextForSeveral(t *testing.T) {
	a := launch(t, halfFilled, social)
	goToOffer(a, "Add to what HMIC will read")
	press(a, "enter")
	typeText(a, "See the policy.")
	press(a, "esc") // back to the menu, and what was typed is still there
	press(a, "enter")
	shows(t, a, "See the policy.")
	press(a, "ctrl+s")
	shows(t, a, "3 of 3 would change", "Would be filled in (3)", "SOC-05", "nothing → See the policy.")
	golden(t, a, "text")
	press(a, "enter")
	now := a.env.desk.stored
	if s := now.At(assessment.Narrative("SOC-01")).Given; !strings.HasPrefix(s, "The force has guidance") || !strings.HasSuffix(s, "\n\nSee the policy.") {
		t.Errorf("it became %q", s)
	}
	if s := now.At(assessment.Narrative("SOC-06")).Given; s != "See the policy." {
		t.Errorf("it became %q", s)
	}
	goToOffer(a, "Add to what HMIC will read")
	press(a, "enter")
	hides(t, a, "See the policy.")
}

func TestOneReasonForSeveral(t *testing.T) {
	a := launch(t, halfFilled, social)
	goToOffer(a, "Not applicable")
	press(a, "enter", "enter")
	shows(t, a, "Say why it does not apply.")
	typeText(a, "no accounts")
	press(a, "enter", "enter")
	wantSaved(t, a, "SOC-06", "answer", assessment.Inapplicable("no accounts"))
}

func TestSeveralAreAssigned(t *testing.T) {
	a := launch(t, halfFilled, social)
	goToOffer(a, "Assign to")
	press(a, "enter")
	typeText(a, "Press office")
	press(a, "enter")
	shows(t, a, "Assigned to: nobody → Press office")
	press(a, "enter")
	if who := a.env.desk.stored.Assigned("SOC-05"); who != "Press office" {
		t.Errorf("SOC-05 is assigned to %q", who)
	}
	if len(a.stack) != 2 {
		t.Errorf("%d screens are open", len(a.stack))
	}
}

func TestSeveralAreStillTrue(t *testing.T) {
	a := launchAfter(t, empty, social)
	goToOffer(a, "Last time's answer is still true")
	press(a, "enter")
	if n := len(a.top().(*bulkPreview).plan.Edits()); n == 0 {
		t.Fatalf("nothing would be carried over:\n%s", view(a))
	}
	press(a, "enter")
	if len(a.env.desk.queue) != 0 || a.env.desk.stored.Changes()[len(a.env.desk.stored.Changes())-1].Reason == "" {
		t.Error("it was not recorded")
	}
}

// Somebody else changes one of them at the same time: both are shown, and nothing is
// written, until the person has looked again.
func TestSeveralClashWithSomebodyElse(t *testing.T) {
	a := launch(t, halfFilled, social)
	d := a.env.desk
	press(a, "ctrl+a", "a", "enter")
	other := assessment.Author{Name: "C. Example"}
	if _, err := a.env.journal.Record(context.Background(), d.stored, other, "", give("SOC-05", "answer", "partly")); err != nil {
		t.Fatal(err)
	}
	press(a, "enter")
	shows(t, a, "Nothing was changed: C. Example has changed SOC-05 Answer", "Theirs  Partly", "Yours   Yes", "Partly → Yes")
	wantSaved(t, a, "SOC-06", "answer", assessment.Value{})
	wantSaved(t, a, "SOC-05", "answer", assessment.Of("partly"))
	golden(t, a, "clash")
	press(a, "enter")
	wantSaved(t, a, "SOC-06", "answer", assessment.Of("yes"))
	wantSaved(t, a, "SOC-05", "answer", assessment.Of("yes"))
}

// The preview does not come back under the hands of who types by then: Enter would
// make the change.
func TestSeveralClashWhileATextIsTyped(t *testing.T) {
	a := launch(t, halfFilled, social)
	press(a, "ctrl+a", "a", "enter")
	if _, err := a.env.journal.Record(t.Context(), a.env.desk.stored, other, "", give("SOC-05", "answer", "partly")); err != nil {
		t.Fatal(err)
	}
	_, save := a.Update(keyPress("enter"))
	settle(a, a.env.open(newQuestion(a.env, "BUS-07")))
	press(a, "end", "up", "up", "enter")
	typeText(a, "note")
	settle(a, save)
	shows(t, a, "BUS-07 · 2 of 2", "Nothing was changed in the questions that you selected")
	press(a, "enter", "esc")
	shows(t, a, "Nothing was changed: B. Other, Sergeant has changed SOC-05 Answer")
	wantSaved(t, a, "SOC-06", "answer", assessment.Value{})
}

// What somebody else changes while the plan is looked at is shown as it is then.
func TestThePlanFollowsTheAnswers(t *testing.T) {
	a := launch(t, halfFilled, social)
	d := a.env.desk
	press(a, "ctrl+a", "a", "enter")
	now, err := a.env.journal.Record(context.Background(), d.stored, assessment.Author{Name: "C. Example"}, "", give("SOC-06", "answer", "no"))
	if err != nil {
		t.Fatal(err)
	}
	changes := now.Changes()
	send(a, news{desk: d, a: now, changes: changes[len(changes)-1:]})
	shows(t, a, "The answers have changed since you opened this.", "No → Yes")
	press(a, "enter")
	wantSaved(t, a, "SOC-06", "answer", assessment.Of("yes"))
}

func TestASignedReturnIsNotAnsweredTogether(t *testing.T) {
	a := launch(t, halfFilled, social)
	press(a, "space")
	edits, err := a.env.desk.shown.Sign(assessment.Signature{Name: "A. Example", Role: "Head", Declaration: "I have read it.", Acknowledged: acknowledged(a)}, testNow, testNow)
	if err != nil {
		t.Fatal(err)
	}
	settle(a, a.env.desk.recordOp(op{edits: edits, author: testAuthor}))
	press(a, "a")
	shows(t, a, "signed")
}

// acknowledged are the keys of all that speaks against signing.
func acknowledged(a *app) []string {
	var keys []string
	for _, f := range a.env.desk.shown.BeforeSigning(testNow) {
		keys = append(keys, f.Key())
	}
	return keys
}

// A plan with hostile text in it is only text, at every size.
func TestAHostilePlan(t *testing.T) {
	e := testEnv(t, hostile)
	var ids []string
	for _, it := range e.desk.shown.Checklist().Items() {
		ids = append(ids, it.ID)
	}
	for i := range newTogether(e, ids[1:4]).offers {
		a := launchOn(e, func(e *env) screen { return newTogether(e, ids[1:4]) })
		for range i {
			press(a, "down")
		}
		for _, size := range sizes {
			resize(a, size)
			checkFrame(t, a)
		}
		press(a, "enter")
		for _, size := range sizes {
			resize(a, size)
			checkFrame(t, a)
		}
	}
}

// What is typed for several questions is on the disk until it is recorded, and is
// offered back into its form after a crash.
func TestATextForSeveralIsKept(t *testing.T) {
	e := testEnv(t, halfFilled)
	e.Store = t.TempDir()
	e.Drafts = drafts.New(e.Store)
	a := launchOn(e, social)
	goToOffer(a, "Add to what HMIC will read")
	press(a, "enter")
	typeText(a, "See the policy.")
	press(a, "esc")
	if all := left(t, e); len(all) != 1 || all[0].Text != "See the policy." {
		t.Fatalf("the drafts are %+v", all)
	}
	press(a, "enter", "ctrl+s", "enter")
	if all := left(t, e); len(all) != 0 {
		t.Errorf("recorded, and the drafts are %+v", all)
	}

	e = crashed(t, drafts.Draft{Target: bulk.Deed{Kind: bulk.Replace, Internal: true}.TypedAt(), Text: "Ask vetting."})
	a = run(e)
	shows(t, a, "A text for several questions", "Ask vetting.")
	press(a, "r")
	shows(t, a, "It is in its form as you typed it")
	settle(a, a.env.open(social(e)))
	goToOffer(a, "Replace the internal note")
	press(a, "enter")
	shows(t, a, "Ask vetting.")
}
