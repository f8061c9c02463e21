package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

// goneOn presses a key whose command takes its time, goes on to a question, and only
// then lets the command end.
func goneOn(a *app, key string) {
	_, slow := a.Update(keyPress(key))
	settle(a, a.env.open(newQuestion(a.env, "SOC-05")))
	settle(a, slow)
}

// What an export asks once it has worked something out is not asked of who has gone
// on and types something else; it says so, then and on the return, and is asked when
// they export again.
func TestAnExportAsksNothingOfWhoHasGoneOn(t *testing.T) {
	for _, test := range []struct {
		name, question string
		ready          func(*testing.T, *app)
	}{
		{"the passphrase", "The signing key is locked", func(t *testing.T, a *app) {
			a.env.sealing = sealing{on: true, key: lockedKey(t, "open sesame")}
		}},
		{"whether the copy is right", "Write this copy for publication?", func(_ *testing.T, a *app) {
			a.env.desk.outgoing.copy = true
			settle(a, a.env.desk.keepTyped(map[assessment.Target]string{drafts.Withheld("BUS-07", ""): "few enough to be known"}))
		}},
		{"whether files are replaced", "Replace the files that are there?", func(_ *testing.T, a *app) { press(a, "x", "esc") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, dir := onExport(t, halfFilled)
			test.ready(t, a)
			press(a, "esc")
			settle(a, a.env.open(newExport(a.env)))
			before := files(t, dir)
			const said = "Nothing was written: there was a question first"
			goneOn(a, "x")
			shows(t, a, "SOC-05 · 2 of 3", said)
			hides(t, a, test.question)
			press(a, "y", "esc")
			if got := files(t, dir); got != before {
				t.Errorf("written: %s", got)
			}
			shows(t, a, "Export the summary for HMIC", said)
			press(a, "x")
			shows(t, a, test.question)
		})
	}
}

// The receipt does not cover the screen to which one has gone on: it is said where it
// is.
func TestAReceiptDoesNotCoverAnotherScreen(t *testing.T) {
	a, dir := onExport(t, halfFilled)
	goneOn(a, "x")
	shows(t, a, "SOC-05 · 2 of 3", "The summary has been written, with reference")
	if files(t, dir) != everyFormat() {
		t.Errorf("written: %s", files(t, dir))
	}
}

// A digest that differs is not offered to who has gone on; the register flags the
// file.
func TestADigestAsksNothingOfWhoHasGoneOn(t *testing.T) {
	e, path := filed(t)
	a := launchOn(e, register)
	press(a, "down", "s")
	write(t, path, "guidance, changed")
	goneOn(a, "s")
	shows(t, a, "SOC-05 · 2 of 3", "The file of E2 is not the one that was recorded.")
	press(a, "esc")
	shows(t, a, "Evidence register", "file changed")
	press(a, "s")
	shows(t, a, "Record the file as it is now?")
}

// The next period does not cover what was opened while it was being read for.
func TestTheNextPeriodDoesNotCoverAnotherScreen(t *testing.T) {
	a := following(t)
	_, read := a.Update(keyPress("f"))
	press(a, "?")
	settle(a, read)
	shows(t, a, "Help: ", "The next period was not begun")
	press(a, "esc", "f")
	shows(t, a, "Start the next period")
}

// The person's own editor is not opened over a screen to which they have gone on, and
// leaves no file.
func TestTheEditorIsNotOpenedForWhoHasGoneOn(t *testing.T) {
	for name, on := range map[string]func(a *app){
		"left the text": func(a *app) { press(a, "esc") },
		"the help":      func(a *app) { press(a, "f1") },
		"closed":        func(a *app) { settle(a, tea.Batch(a.env.back(a.top()))) },
	} {
		t.Run(name, func(t *testing.T) {
			opened := false
			e := editedBy(t, func(path, content string) error {
				opened = true
				return put(path, strings.ReplaceAll(content, "typed", "edited"))
			})
			a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
			press(a, "down", "enter")
			typeText(a, "typed")
			_, slow := a.Update(keyPress("ctrl+e"))
			on(a)
			settle(a, slow)
			shows(t, a, "The editor was not opened")
			if opened {
				t.Error("it was opened")
			}
			if left := sheets(t, e); len(left) > 0 {
				t.Errorf("there are still %v", left)
			}
			for range 2 {
				if _, ok := a.top().(*blank); !ok {
					press(a, "esc")
				}
			}
			if got := narrative(a); got != "typed" {
				t.Errorf("saved is %q", got)
			}
		})
	}
}

// clashedWhileTyping is an app in which an answer clashes while a text is typed.
func clashedWhileTyping(t *testing.T) *app {
	t.Helper()
	e := testEnv(t, halfFilled)
	e.Store = t.TempDir()
	e.Drafts = drafts.New(e.Store)
	t.Cleanup(func() { e.Drafts.Close() })
	a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
	if _, err := e.journal.Record(t.Context(), e.desk.stored, other, "", assessment.Edit{Target: received(), New: assessment.Of("7")}); err != nil {
		t.Fatal(err)
	}
	save := e.desk.set(received(), assessment.Of("12345"))
	press(a, "down", "enter")
	typeText(a, "the ")
	settle(a, save)
	shows(t, a, "SOC-05 · 2 of 3", "was changed by someone else as well")
	typeText(a, "truth matters")
	hides(t, a, "Someone else changed this too")
	return a
}

// Which of two answers is to stand is asked of nobody who types: t in a text is no
// choice of theirs. It is said, and asked when they have done typing.
func TestAClashWaitsUntilNoTextIsTyped(t *testing.T) {
	a := clashedWhileTyping(t)
	press(a, "esc")
	shows(t, a, "Someone else changed this too", "12,345")
	if got := narrative(a); got != "the truth matters" {
		t.Errorf("typed is %q", got)
	}
	press(a, "m")
	shows(t, a, "SOC-05 · 2 of 3", "Yours was put in the place of theirs.")
	if got := a.env.desk.stored.At(received()).Given; got != "12345" {
		t.Errorf("%q stands", got)
	}
}

// Until then it is among the drafts, if the app is killed.
func TestAClashThatWaitsIsADraft(t *testing.T) {
	a := clashedWhileTyping(t)
	if all := left(t, a.env); !slices.ContainsFunc(all, func(d drafts.Draft) bool { return d.Target == received() && d.Text == "12345" }) {
		t.Errorf("left is %v", all)
	}
}
