package tui

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// ninety is a checklist of the size of the real one.
func ninety() *checklist.Checklist {
	l := testChecklist()
	like := l.Sections[1].Items[0]
	for s := range 9 {
		section := checklist.Section{ID: fmt.Sprintf("S%d", s), Title: fmt.Sprintf("Section %d", s)}
		for i := range 10 {
			it := like
			it.ID = fmt.Sprintf("S%d-%02d", s, i)
			section.Items = append(section.Items, it)
		}
		l.Sections = append(l.Sections, section)
	}
	return l
}

// soakKeys are what a person presses, the more often the more often they are
// here. Hardly any makes a change, for those stay in memory by design: they are
// counted.
var soakKeys = []string{
	"down", "down", "down", "down", "up", "up", "enter", "enter", "enter", "right", "right", "left", "esc", "esc", "tab", "w", "pgdown", "pgup",
	"?", "/", "s", "c", "h", "home", "end", "ctrl+p", "backspace",
}

// BenchmarkSoak is what the heap holds, after a collection, when 1,000 and when
// 10,000 keys have been pressed in an app on 90 items: it is flat if the two
// are alike.
func BenchmarkSoak(b *testing.B) {
	s := state{"ninety", ninety, func(*checklist.Checklist, assessment.Assessment) [][]assessment.Edit { return nil }}
	for b.Loop() {
		a := launch(b, s, func(e *env) screen { return newTasks(e) })
		r := rand.New(rand.NewPCG(1, 0))
		changes := len(a.env.desk.stored.Changes())
		for n := 1; n <= 10_000; n++ {
			k := soakKeys[r.IntN(len(soakKeys))]
			if q, ok := a.top().(*question); ok && !q.Editing() && (k == "c" || k == "backspace") {
				k = "right" // they would answer
			}
			if len(a.stack) > 12 {
				k = "esc"
			}
			press(a, k)
			_ = a.View()
			if n == 1000 || n == 10_000 {
				b.ReportMetric(float64(heap()), fmt.Sprintf("B-after-%d-keys", n))
			}
		}
		b.ReportMetric(float64(len(a.env.desk.stored.Changes())-changes), "changes")
		b.ReportMetric(float64(len(a.stack)), "screens")
		runtime.KeepAlive(a)
	}
}

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
