package widget_test

import (
	"testing"

	"favour/internal/tui/widget"
)

// Going a page at a time passes over no line, however far apart the stops are.
func TestPagesShowEveryLine(t *testing.T) {
	stops := []int{2, 3, 7, 8, 9, 15, 16, 20, 27, 28}
	const length = 33
	seen := map[int]bool{}
	var text widget.Text
	text.Set(length, stops, 9)
	look := func() {
		from, to := text.Window()
		for i := from; i < to; i++ {
			seen[i] = true
		}
		if text.Cursor < from || text.Cursor >= to {
			t.Errorf("the cursor, at %d, is outside %d to %d", text.Cursor, from, to)
		}
	}
	for _, key := range []string{"pgdown", "pgup"} {
		look()
		for range stops {
			text.Press(key)
			look()
		}
		for i := range length {
			if !seen[i] {
				t.Errorf("with %s, line %d is never shown", key, i)
			}
		}
		clear(seen)
	}
}
