package widget

import (
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// Text is a text of many lines of which only a window is drawn. The cursor goes
// from one of its stops, the lines that can be chosen, to the next; where there
// are none the keys move the window.
type Text struct {
	Rows
	stops []int // line numbers, from the first on
}

// Set gives the text a length, its stops in order, and the height of its
// window, and keeps the cursor on a stop.
func (t *Text) Set(length int, stops []int, height int) {
	t.stops = stops
	t.Rows.Set(length, height)
	t.To(t.Cursor)
}

// Stop is the number of the stop that the cursor is on, from nought, and how
// many there are.
func (t Text) Stop() (i, of int) {
	i, _ = slices.BinarySearch(t.stops, t.Cursor)
	return i, len(t.stops)
}

// IsStop reports whether line i can be chosen.
func (t Text) IsStop(i int) bool {
	_, is := slices.BinarySearch(t.stops, i)
	return is
}

// To puts the cursor on the stop at line i, or the next one behind it, or else
// the last, and that stop with what belongs to it into the window.
func (t *Text) To(i int) {
	n, _ := slices.BinarySearch(t.stops, i)
	t.toStop(n)
}

func (t *Text) toStop(n int) {
	if len(t.stops) == 0 {
		t.Top = max(0, min(t.Top, t.Len-t.Height))
		t.Cursor = t.Top
		return
	}
	n = max(0, min(n, len(t.stops)-1))
	first, last := 0, t.Len-1
	if n > 0 {
		first = t.stops[n-1] + 1
	}
	if n < len(t.stops)-1 {
		last = t.stops[n+1] - 1
	}
	t.Rows.To(last)
	t.Rows.To(first)
	t.Rows.To(t.stops[n])
}

// Press moves the cursor, or the window where there are no stops, if the key is
// one of those that move it on every list, and reports whether it was.
func (t *Text) Press(key string) bool {
	if len(t.stops) == 0 {
		return t.scroll(key)
	}
	n, _ := t.Stop()
	switch key {
	case "up", "k":
		t.toStop(n - 1)
	case "down", "j":
		t.toStop(n + 1)
	case "pgup":
		t.page(n, -1)
	case "pgdown":
		t.page(n, 1)
	case "home", "g":
		t.toStop(0)
	case "end", "G":
		t.toStop(len(t.stops) - 1)
	default:
		return false
	}
	return true
}

// page moves the cursor from stop n by about the height of the window, but by
// one stop at least.
func (t *Text) page(n, direction int) {
	from := t.stops[n]
	for n += direction; n+direction >= 0 && n+direction < len(t.stops); n += direction {
		if d := t.stops[n+direction] - from; d > t.Height || d < -t.Height {
			break
		}
	}
	t.toStop(n)
	// Of what belongs to that stop, no more is shown than lets every line be seen.
	switch d := t.Cursor - from; {
	case d > 0 && d <= t.Height:
		t.Top = min(t.Top, from+1)
	case d < 0 && -d <= t.Height:
		t.Top = max(t.Top, from-t.Height)
	}
}

func (t *Text) scroll(key string) bool {
	switch key {
	case "up", "k":
		t.Top--
	case "down", "j":
		t.Top++
	case "pgup":
		t.Top -= t.Height
	case "pgdown":
		t.Top += t.Height
	case "home", "g":
		t.Top = 0
	case "end", "G":
		t.Top = t.Len
	default:
		return false
	}
	t.toStop(0)
	return true
}

// CutLeft is s without its first n columns.
func CutLeft(s string, n int) string { return ansi.TruncateLeft(s, n, "") }
