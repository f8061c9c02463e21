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

// BenchmarkTyping types into a text of a few sizes, of which the first is none: a
// key is to cost the same in all.
func BenchmarkTyping(b *testing.B) {
	const unit = "Some words that are typed here. \n"
	screens := map[string]func(*app){
		"question": func(a *app) { press(a, "down", "enter") },
		"form":     func(a *app) { settle(a, a.env.open(newReturn(a.env, "SOC-05"))) },
	}
	for name, begin := range screens {
		for _, n := range []int{0, 50 << 10, 1<<20 - 1<<16} {
			b.Run(name+"/"+assessment.Thousands(n), func(b *testing.B) {
				e := testEnv(b, empty)
				a := launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") })
				begin(a)
				send(a, tea.PasteMsg{Content: strings.Repeat(unit, n/len(unit))})
				b.ResetTimer()
				for range b.N {
					press(a, "x")
					_ = a.View()
				}
			})
		}
	}
}
