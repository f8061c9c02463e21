package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
)

// BenchmarkLongNote moves the cursor past a note of a few sizes.
func BenchmarkLongNote(b *testing.B) {
	for _, n := range []int{1 << 10, 50 << 10, 1 << 20} {
		b.Run(assessment.Thousands(n), func(b *testing.B) {
			e := testEnv(b, empty)
			a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
			settle(a, e.desk.set(assessment.Narrative("SOC-05"), assessment.Of(strings.Repeat("Some words that are typed here. ", n/32))))
			b.ResetTimer()
			for range b.N {
				press(a, "down")
				_ = a.View()
				press(a, "up")
				_ = a.View()
			}
		})
	}
}

// BenchmarkTyping types into a text that is long already.
func BenchmarkTyping(b *testing.B) {
	for _, n := range []int{1 << 10, 50 << 10, 200 << 10} {
		b.Run(assessment.Thousands(n), func(b *testing.B) {
			e := testEnv(b, empty)
			a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
			press(a, "down", "enter")
			send(a, tea.PasteMsg{Content: strings.Repeat("Some words that are typed here. \n", n/33)})
			b.ResetTimer()
			for range b.N {
				press(a, "x")
				_ = a.View()
			}
		})
	}
}
