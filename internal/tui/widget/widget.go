// Package widget is what the screens of the terminal app are drawn with: lines
// of a given width, a window on a long list, and the shares of a bar.
//
// Nothing here is a Bubble Tea model: a widget has methods and is drawn when a
// screen asks. What the screens do is package tui.
//
// Start with [Rows] and [Sides].
package widget

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many columns s takes, its escapes aside. Plain letters and escapes
// of styles, most of what there is on a screen, are counted here; the rest, with the
// letter that it may be joined to, is for those who know Unicode.
func Width(s string) int {
	n, i, letter := 0, 0, false
	for i < len(s) {
		if s[i] >= ' ' && s[i] < 0x7f {
			n, i, letter = n+1, i+1, true
			continue
		}
		end := styleEnd(s[i:])
		if end == 0 {
			break
		}
		i, letter = i+end, false
	}
	switch {
	case i == len(s):
		return n
	case letter:
		n, i = n-1, i-1
	}
	return n + ansi.StringWidth(s[i:])
}

// styleEnd is how long the escape is that s begins with, and nought where it does
// not begin with one of a style.
func styleEnd(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	i := len("\x1b[")
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ';') {
		i++
	}
	if i == len(s) || s[i] != 'm' {
		return 0
	}
	return i + 1
}

// Cut is s in at most w columns, with an ellipsis where something was cut off.
func Cut(s string, w int) string {
	switch {
	case w <= 0:
		return ""
	case Width(s) <= w:
		return s
	}
	return ansi.Truncate(s, w, "…")
}

// Pad is s in exactly w columns, cut or filled with blanks behind.
func Pad(s string, w int) string {
	s = Cut(s, w)
	return s + strings.Repeat(" ", max(0, w-Width(s)))
}

// Sides is a line of w columns with left at its beginning and right at its
// end. Where both do not fit, the left is cut.
func Sides(left, right string, w int) string {
	room := w - Width(right)
	if right != "" {
		room--
	}
	left = Cut(left, room)
	return Cut(left+strings.Repeat(" ", max(0, w-Width(left)-Width(right)))+right, w)
}

// Wrap is s as lines of at most w columns, broken between words where it can
// be and within them where it must.
func Wrap(s string, w int) []string {
	w = max(1, w)
	lines := strings.Split(ansi.Wrap(s, w, ""), "\n")
	// A line that is broken behind a hyphen may have it one column too far.
	if slices.ContainsFunc(lines, func(l string) bool { return Width(l) > w }) {
		return strings.Split(ansi.Hardwrap(strings.Join(lines, "\n"), w, true), "\n")
	}
	return lines
}

// Indent puts prefix before every line.
func Indent(prefix string, lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = prefix + l
	}
	return out
}

// Hang puts prefix before the first line, and as much room before the others.
func Hang(prefix string, lines []string) []string {
	out := Indent(strings.Repeat(" ", Width(prefix)), lines)
	if len(out) > 0 {
		out[0] = prefix + lines[0]
	}
	return out
}

// Shares divides w columns among counts in proportion. A count that is not
// nought has one column at least, and those that are short of their share the
// most have what is left over, so that the whole is always w wide; it is
// narrower only where all counts are nought, and wider only where w is less than
// the number of those that are not.
func Shares(counts []int, w int) []int {
	whole := 0
	for _, n := range counts {
		whole += n
	}
	shares := make([]int, len(counts))
	if whole == 0 {
		return shares
	}
	left := w
	for i, n := range counts {
		if n > 0 {
			shares[i] = max(1, n*w/whole)
		}
		left -= shares[i]
	}
	short := func(i int) int { return counts[i]*w - shares[i]*whole }
	for ; left != 0; left -= sign(left) {
		best := -1
		for i := range counts {
			switch {
			case counts[i] == 0, left < 0 && shares[i] == 1:
			case best < 0, left > 0 && short(i) > short(best), left < 0 && short(i) < short(best):
				best = i
			}
		}
		if best < 0 {
			break
		}
		shares[best] += sign(left)
	}
	return shares
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// Rows is a cursor on a list of which only a window is drawn.
type Rows struct {
	Cursor int // the row that is selected
	Top    int // the first row of the window
	Len    int // how many rows there are
	Height int // how many fit the window
}

// Set gives the list a length and a height, and keeps the cursor in both.
func (r *Rows) Set(length, height int) {
	r.Len, r.Height = length, max(1, height)
	r.To(r.Cursor)
}

// To puts the cursor on row i, or the nearest there is, and it into the window.
func (r *Rows) To(i int) {
	r.Cursor = max(0, min(i, r.Len-1))
	r.Top = max(0, min(r.Top, r.Len-r.Height))
	switch {
	case r.Cursor < r.Top:
		r.Top = r.Cursor
	case r.Cursor >= r.Top+r.Height:
		r.Top = r.Cursor - r.Height + 1
	}
}

// At is the row that the cursor is on.
func (r *Rows) At() int { return r.Cursor }

// Press moves the cursor if the key is one of those that move it on every
// list, and reports whether it was.
func (r *Rows) Press(key string) bool {
	switch key {
	case "up", "k":
		r.To(r.Cursor - 1)
	case "down", "j":
		r.To(r.Cursor + 1)
	case "pgup":
		r.To(r.Cursor - r.Height)
	case "pgdown":
		r.To(r.Cursor + r.Height)
	case "home", "g":
		r.To(0)
	case "end", "G":
		r.To(r.Len - 1)
	default:
		return false
	}
	return true
}

// Window is the first row to draw and the one behind the last.
func (r Rows) Window() (from, to int) { return r.Top, min(r.Len, r.Top+r.Height) }
