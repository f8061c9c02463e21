package tui

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/settings"
)

// The hardware cursor is where the work is: on the row that the keys go to, or in the
// text that is typed. It is what screen readers, magnifiers and input methods follow.
func TestHardwareCursorFollows(t *testing.T) {
	screens := append(slices.Clip(table), others...)
	screens = append(screens, []struct {
		name string
		on   func(*env) screen
	}{
		{"home", func(e *env) screen { return newHome(e) }},
		{"settings", func(e *env) screen { return newSettings(e) }},
		{"keys", func(e *env) screen { return newKeys(e, settings.File{}) }},
		{"actions", func(e *env) screen { return newActionsOf(e, "Head of vetting") }},
		{"evidence", func(e *env) screen { return newEvidence(e, "SOC-05") }},
		{"details", func(e *env) screen { return newDetails(e) }},
	}...)
	follows := func(name string, a *app, keys ...string) {
		t.Helper()
		for _, k := range keys {
			press(a, k)
			checkFrame(t, a)
			row := underCursor(a)
			if strings.Contains(view(a), " › ") && !strings.Contains(row, " › ") && !strings.Contains(row, " │ ") {
				t.Errorf("%s: after %s the cursor is on %q:\n%s", name, k, row, view(a))
				return
			}
		}
	}
	moves := []string{"down", "down", "pgdown", "up", "pgup"}
	typed := func(name string, a *app, text string) {
		t.Helper()
		for _, r := range text {
			press(a, string(r))
		}
		if row := underCursor(a); !strings.Contains(row, text) {
			t.Errorf("%s: while it is typed the cursor is on %q:\n%s", name, row, view(a))
		}
	}
	for _, s := range []state{empty, halfFilled} {
		for i, x := range screens {
			a := launch(t, s, x.on)
			if s.name == halfFilled.name {
				resize(a, sizes[i%len(sizes)])
			}
			name := x.name + "-" + s.name
			follows(name, a, moves...)
			if a.top().Editing() {
				typed(name, a, "zq")
			}
			press(a, "f1")
			follows(name+", help", a, "down", "pgdown")
			typed(name+", help", a, "e")
			press(a, "esc", "esc", "ctrl+p")
			follows(name+", all actions", a, "down", "pgdown")
			typed(name+", all actions", a, "s")
		}
	}
}
