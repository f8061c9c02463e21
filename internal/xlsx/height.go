package xlsx

import (
	"math"
	"slices"
)

// How tall a row is. Programs work it out for the sheet that they show, and not for
// the others before they are printed, so that it is written down. Theirs is Arial,
// of which the widths are below; a row is rather too tall than too short.

// lineHeight is that of a line of ordinary size, in points.
const lineHeight = 12.75

// Lines is how many lines s takes in a column of that width, in characters.
func Lines(s string, width float64, style Style) int {
	n := 0
	wrap(s, room(width, style), func(int) bool {
		n++
		return true
	})
	return n
}

// Fit is how much of s fits that many lines: all of it, or as much as ends a line.
func Fit(s string, width float64, style Style, lines int) int {
	end := 0
	wrap(s, room(width, style), func(at int) bool {
		end = at
		lines--
		return lines > 0
	})
	return end
}

// room is the width of a line in a column, in thousandths of the size of its type.
func room(width float64, style Style) int {
	const digit, margin = 7, 5 // of a column, in points of a screen
	room := (width*digit - margin) / (style.size() * 96 / 72) * 1000
	if style.Bold {
		room /= 1.08
	}
	return int(room * 0.97) // programs round the width of each character as they like
}

// wrap calls line with where each line of s ends, until it says stop.
func wrap(s string, room int, line func(end int) bool) {
	x, word := 0, 0 // how far the line goes, and where its last word began
	inLine := false // whether there is another word before that
	for i, r := range s {
		if r == '\n' {
			if !line(i + 1) {
				return
			}
			x, word, inLine = 0, i+1, false
			continue
		}
		w := widthOf(r)
		if x+w > room && r != ' ' && x > 0 {
			end := i
			if inLine {
				end = word
			}
			if !line(end) {
				return
			}
			x, word, inLine = measure(s[end:i]), end, false
		}
		x += w
		if r == ' ' {
			word, inLine = i+1, true
		}
	}
	line(len(s))
}

func measure(s string) int {
	n := 0
	for _, r := range s {
		n += widthOf(r)
	}
	return n
}

// widthOf is the width of a character, in thousandths of its size.
func widthOf(r rune) int {
	switch {
	case r >= ' ' && int(r-' ') < len(widths):
		return int(widths[r-' '])
	case r >= 0x1100:
		return 1000
	}
	return 667
}

// widths are those of ASCII from the blank on.
var widths = [...]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// height is how tall a row has to be for its text, in points, and nought where a
// row is as tall as that anyway.
func (s *Sheet) height(r Row) float64 {
	most := 0.0
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.kind != textCell {
			continue
		}
		lines := 1
		if c.Style.Wrap {
			lines = Lines(c.text, s.across(i, max(1, c.Across)), c.Style)
		} else if c.Style.size() <= plainSize {
			continue
		}
		most = max(most, float64(lines)*lineHeight*c.Style.size()/plainSize)
	}
	if most <= lineHeight {
		return 0
	}
	return min(math.Ceil(most*4)/4+2, maxHeight)
}

// keepsHeight reports whether r is to stay as high as it is, whatever is typed into
// it: if it was said how high, or if cells are joined, of which no program works out
// how high they are.
func (r Row) keepsHeight() bool {
	return r.Height > 0 || slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Across > 1 })
}

// across is the width of n columns from the one with that place on.
func (s *Sheet) across(at, n int) float64 {
	const usual = 8.43
	width := 0.0
	for i := at; i < at+n; i++ {
		if i < len(s.Columns) && s.Columns[i].Width > 0 {
			width += s.Columns[i].Width
		} else {
			width += usual
		}
	}
	return width
}
