package tui

import (
	"fmt"
	"testing"

	"favour/internal/checklist"
)

// manyItems is a checklist of n questions in one section, worded at the length of
// the real ones.
func manyItems(n int) *checklist.Checklist {
	l := testChecklist()
	s := &l.Sections[1]
	one := s.Items[0]
	for i := len(s.Items); i < n; i++ {
		it := one
		it.ID = fmt.Sprintf("SOC-%04d", i)
		it.Title = fmt.Sprintf("Guidance for officers and staff %d", i)
		s.Items = append(s.Items, it)
	}
	return l
}

// BenchmarkKey moves in a section and answers a question, and draws each time: a
// key is to cost much the same however many questions there are.
func BenchmarkKey(b *testing.B) {
	screens := map[string]struct {
		open func(*env) screen
		keys []string
	}{
		"move":   {func(e *env) screen { return newSection(e, &e.desk.shown.Checklist().Sections[1]) }, []string{"down", "up"}},
		"answer": {func(e *env) screen { return newQuestion(e, "SOC-01") }, []string{"1", "2"}},
	}
	for name, x := range screens {
		for _, n := range []int{10, 1000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				many := empty
				many.list = func() *checklist.Checklist { return manyItems(n) }
				a := launch(b, many, x.open)
				b.ResetTimer()
				for i := range b.N {
					press(a, x.keys[i%2])
					_ = a.View()
				}
			})
		}
	}
}
