package tui

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"favour/internal/journal/drafts"
	"favour/internal/keymap"
)

// table lists every screen that is drawn in every state.
var table = []struct {
	name string
	on   func(*env) screen
}{
	{"tasks", func(e *env) screen { return newTasks(e) }},
	{"section", func(e *env) screen { return newSectionAt(e, &e.desk.shown.Checklist().Sections[1], "SOC-05") }},
	{"question-choice", func(e *env) screen { return newQuestion(e, "SOC-05") }},
	{"question-counts", func(e *env) screen { return newQuestion(e, "BUS-07") }},
	{"question-policy", func(e *env) screen { return newQuestionAt(e, "BUS-01", "covers") }},
	{"progress", func(e *env) screen { return newProgress(e) }},
	{"find", func(e *env) screen { return newFind(e, "") }},
	{"find-words", func(e *env) screen { return newFind(e, "second") }},
	{"check", func(e *env) screen { return newCheck(e) }},
	{"history", func(e *env) screen { return newHistory(e, "") }},
	{"history-item", func(e *env) screen { return newHistory(e, "BUS-01") }},
	{"export", func(e *env) screen { return newExport(e) }},
	{"marking", func(e *env) screen { return newMarking(e) }},
}

// others lists the screens that are drawn in fewer states, in tests of their own.
var others = []struct {
	name string
	on   func(*env) screen
}{
	{"register", register},
	{"people", func(e *env) screen { return newPeople(e) }},
	{"assign", func(e *env) screen { return newAssignItem(e, "BUS-01") }},
	{"assign-section", func(e *env) screen { return newAssignSection(e, &e.desk.shown.Checklist().Sections[1]) }},
	{"return", func(e *env) screen { return newReturn(e, "BUS-01") }},
	{"pick", func(e *env) screen { return newPick(e, "Which question?", func(screen, string) tea.Cmd { return nil }) }},
	{"sign", signOff},
	{"signatures", func(e *env) screen { return newSignatures(e) }},
	{"copy", func(e *env) screen {
		e.desk.typed[drafts.Withheld("BUS-07", "received")] = "it names\x1b[31m an officer"
		e.desk.typed[drafts.Withheld("SOC-05", "")] = "operational"
		return newWithholding(e)
	}},
	{"withhold", func(e *env) screen { return newWithhold(e, "BUS-07", "") }},
	{"replaces", func(e *env) screen { return newReplaces(e) }},
	{"receipts", func(e *env) screen { return newReceiptList(e) }},
	{"receipt", func(e *env) screen { return newEarlierReceipt(e, hostileReceipt) }},
	{"reopen", func(e *env) screen { return newReopen(e) }},
	{"importing", func(e *env) screen { return newImporting(e) }},
	{"proposals", replied},
}

func TestScreens(t *testing.T) {
	for _, s := range states {
		for _, x := range table {
			golden(t, launch(t, s, x.on), x.name+"-"+s.name)
		}
	}
}

// Text that others wrote is shown, and never obeyed, wherever the cursor goes.
func TestHostileText(t *testing.T) {
	for _, x := range append(slices.Clip(table), others...) {
		for _, size := range sizes {
			a := launch(t, hostile, x.on)
			resize(a, size)
			checkFrame(t, a)
			for range 12 {
				press(a, "pgdown")
				checkFrame(t, a)
			}
			press(a, "f1")
			checkFrame(t, a)
			press(a, "esc", "ctrl+p")
			checkFrame(t, a)
		}
	}
}

// Every key in the key line is explained in the help. Every action has an id of
// its own and keys of its own.
func TestKeysAreExplained(t *testing.T) {
	for _, s := range []state{empty, halfFilled} {
		for _, x := range append(slices.Clip(table), others...) {
			explained(t, x.name, launch(t, s, x.on))
		}
	}
}

// explained fails if a key of the screen on top does not say what it does, or
// the screen what it is for.
func explained(tb testing.TB, name string, a *app) {
	tb.Helper()
	ids, keys := map[string]bool{}, map[string]string{}
	for _, action := range a.actions() {
		h := action.key.Help()
		none := h.Key == "" || len(action.key.Keys()) == 0
		if none && !strings.HasPrefix(action.id, keymap.Everywhere+".") || h.Desc == "" || action.what == "" {
			tb.Errorf("%s: the action %s, %+v, is not explained", name, action.id, h)
		}
		id, _, _ := strings.Cut(action.id, "#")
		if _, ok := keymap.Find(id); !ok {
			tb.Errorf("%s: package keymap has no action %q, which is %s", name, id, h.Desc)
		}
		if ids[action.id] {
			tb.Errorf("%s: there are two actions %s", name, action.id)
		}
		ids[action.id] = true
		for _, k := range action.key.Keys() {
			if other := keys[k]; other != "" && !strings.HasPrefix(action.id, other+"#") { // each option has its letter, and all of them together
				tb.Errorf("%s: %s is the key of %s and of %s", name, k, other, action.id)
			}
			keys[k] = action.id
		}
		if action.do == nil && action.doKey == nil && action.why == "" {
			tb.Errorf("%s: %s does nothing", name, h.Key)
		}
	}
	if _, ok := a.top().(explainer); !ok {
		tb.Errorf("%s does not say what it is for", name)
	}
}

// A screen on which text is typed has no action that a letter would do.
func TestLettersAreText(t *testing.T) {
	for _, x := range append(slices.Clip(table), others...) {
		a := launch(t, halfFilled, x.on)
		if !a.top().Editing() {
			continue
		}
		for _, action := range a.actions() {
			for r := ' '; r < 0x7f; r++ {
				if key.Matches(keyPress(keyName(r)), action.key) {
					t.Errorf("%s: %q is an action and cannot be typed", x.name, r)
				}
			}
		}
	}
}

func keyName(r rune) string {
	if r == ' ' {
		return "space"
	}
	return string(r)
}
