package prose

import (
	"slices"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"favour/internal/plain"
)

// How a text is laid out. Rules of this file:
//
//   - A row ends at a line break, or else behind the blanks after its last word
//     that fits: those hang over its end and are not drawn there. A word that is
//     longer than a row begins one of its own, and is broken where it must be.
//   - Rows are known from the top as far as somebody has asked, so that a text
//     costs what is looked at of it. What a change can have moved is forgotten.
//   - A row begins where a character does. What a reader takes for one character
//     is one, however many runes it has; what cannot be seen or would be obeyed
//     is shown as package plain shows it.

// mostCluster is how many bytes one character may have; more marks on it than
// that are drawn beside it.
const mostCluster = 64

// forget drops the rows that a change at that place may have moved.
func (t *Text) forget(from int) {
	t.whole = false
	if len(t.rows) == 0 {
		t.rows = append(t.rows, 0)
		return
	}
	i, found := slices.BinarySearch(t.rows, from)
	if !found {
		i--
	}
	// The first word of a row may now fit the one before, which may itself begin
	// elsewhere if its only character has been joined.
	for n := 0; n < 2 && i > 0 && t.text[t.rows[i]-1] != '\n'; n++ {
		i--
	}
	t.rows = t.rows[:i+1]
}

// next is where the row behind the one that begins at start begins, and negative
// if that is the last.
func (t *Text) next(start int) int {
	column, end := 0, start // end is the last place where the row may end
	for p := start; p < len(t.text); {
		c := t.text[p]
		if c == '\n' {
			return p + 1
		}
		n, w := t.character(p)
		if c == ' ' || c == '\t' {
			p, column = p+n, column+w
			if end = p; column >= 2*t.columns() {
				return p // there may be a million of them
			}
			continue
		}
		wide := w == 2 && n > 2
		if wide && p > start {
			end = p
		}
		if column+w > t.columns() && p > start {
			if end > start {
				return end
			}
			return p
		}
		p, column = p+n, column+w
		if wide || c == '-' {
			end = p
		}
	}
	return -1
}

// columns is how many columns the text of a row has. One is left for the cursor
// behind a full row.
func (t *Text) columns() int { return max(2, t.width-1) }

// character is how many bytes the character at p has, which is no line break, and
// how many columns it takes.
func (t *Text) character(p int) (n, w int) {
	c := t.text[p]
	if c >= ' ' && c < 0x7f && (p+1 == len(t.text) || t.text[p+1] < utf8.RuneSelf) {
		return 1, 1
	}
	n, w, _ = t.cluster(p)
	return n, w
}

// cluster is character, with what is drawn for it.
func (t *Text) cluster(p int) (n, w int, shown string) {
	r, size := utf8.DecodeRune(t.text[p:])
	if !plain.Visible(r) || r == utf8.RuneError && size == 1 {
		shown = plain.Text(string(t.text[p : p+size]))
		return size, t.measure(shown), shown
	}
	end := min(len(t.text), p+mostCluster)
	for end > p+size && end < len(t.text) && !utf8.RuneStart(t.text[end]) {
		end--
	}
	c, w := ansi.FirstGraphemeCluster(t.text[p:end], t.method())
	for i := size; i < len(c); { // a joiner is shown, and so ends it
		r, size := utf8.DecodeRune(c[i:])
		if !plain.Visible(r) {
			c = c[:i]
			w = t.measure(string(c))
			break
		}
		i += size
	}
	if w == 0 { // a mark with nothing to stand on
		shown = "◌" + string(c)
		return len(c), t.measure(shown), shown
	}
	return len(c), w, string(c)
}

func (t *Text) method() ansi.Method {
	if t.Graphemes {
		return ansi.GraphemeWidth
	}
	return ansi.WcWidth
}

func (t *Text) measure(s string) int { return t.method().StringWidth(s) }

// rowOf is the row on which p is.
func (t *Text) rowOf(p int) int {
	for t.rows[len(t.rows)-1] <= p && t.lay() {
	}
	i, found := slices.BinarySearch(t.rows, p)
	if !found {
		i--
	}
	return i
}

// hasRow reports whether there is a row with that number.
func (t *Text) hasRow(i int) bool {
	for i >= len(t.rows) && t.lay() {
	}
	return i >= 0 && i < len(t.rows)
}

// lay finds one more row, and reports whether there is one.
func (t *Text) lay() bool {
	if t.whole {
		return false
	}
	p := t.next(t.rows[len(t.rows)-1])
	if p < 0 {
		t.whole = true
		return false
	}
	t.rows = append(t.rows, p)
	return true
}

// row is where row i begins, where its text ends, which is before its line break,
// and whether the cursor can stand at that end: not where the row goes on below,
// for there it is the beginning of that.
func (t *Text) row(i int) (from, to int, last bool) {
	from, to = t.rows[i], len(t.text)
	if t.hasRow(i + 1) {
		if to = t.rows[i+1]; t.text[to-1] != '\n' {
			return from, to, false
		}
		to--
	}
	return from, to, true
}

// column is how many columns are between the beginning of a row and p.
func (t *Text) column(from, p int) (column int) {
	for from < p {
		n, w := t.character(from)
		from, column = from+n, column+w
	}
	return column
}

// seek is the place on row i nearest to that column, but not behind it.
func (t *Text) seek(i, column int) int {
	p, to, last := t.row(i)
	for p < to {
		n, w := t.character(p)
		if w > column || p+n == to && !last {
			break
		}
		p, column = p+n, column-w
	}
	return p
}

// before is where the character before p begins.
func (t *Text) before(p int) int {
	if p == 0 || t.text[p-1] == '\n' {
		return max(0, p-1)
	}
	return t.floor(p - 1)
}

// after is where the character at p ends.
func (t *Text) after(p int) int {
	if p == len(t.text) || t.text[p] == '\n' {
		return min(p+1, len(t.text))
	}
	n, _ := t.character(p)
	return p + n
}

// floor is p, or the beginning of the character that p is within.
func (t *Text) floor(p int) int {
	at := t.rows[t.rowOf(p)]
	for at < p {
		next := t.after(at)
		if next > p {
			break
		}
		at = next
	}
	return at
}

// settle puts the cursor between two characters, for a change may have joined
// some, and into the window.
func (t *Text) settle() {
	if p := t.floor(t.at); p != t.at {
		t.at = t.after(p)
	}
	i := t.rowOf(t.at)
	switch {
	case i < t.top:
		t.top = i
	case i >= t.top+t.height:
		t.top = i - t.height + 1
	}
	for t.top > 0 && !t.hasRow(t.top+t.height-1) {
		t.top-- // rather more above than nothing below
	}
}

// Resize gives the window its size, in which the prompt before each row is not.
func (t *Text) Resize(w, h int) {
	w, h = max(3, w), max(1, h)
	if w != t.width {
		t.rows, t.whole = append(t.rows[:0], 0), false
	}
	t.width, t.height = w, h
	t.settle()
}

// Height is how many rows the window has.
func (t *Text) Height() int { return t.height }

// AtTop reports whether the cursor is on the first row.
func (t *Text) AtTop() bool { return t.rowOf(t.at) == 0 }

// AtBottom reports whether the cursor is on the last row.
func (t *Text) AtBottom() bool { return !t.hasRow(t.rowOf(t.at) + 1) }

// Cursor is where the hardware cursor belongs in the window.
func (t *Text) Cursor() (x, y int) {
	i := t.rowOf(t.at)
	return min(t.column(t.rows[i], t.at), t.width-1), i - t.top
}

// To puts the cursor where the window has column x of row y, or to the nearest place
// there is. Nothing is selected any more.
func (t *Text) To(x, y int) {
	i := max(0, t.top+y)
	for i > 0 && !t.hasRow(i) {
		i--
	}
	t.at, t.mark, t.goal, t.past.last = t.seek(i, x), -1, -1, apart
	t.settle()
}

// Draw is the window as lines, fewer than it has rows where the text ends before.
// Mark styles what is selected.
func (t *Text) Draw(mark func(string) string) []string {
	var lines []string
	for i := t.top; i < t.top+t.height && t.hasRow(i); i++ {
		lines = append(lines, t.drawRow(i, mark))
	}
	return lines
}

// Beginning is the first n rows of the text, as they are while it is not being
// typed, and whether there are more.
func (t *Text) Beginning(n int) (lines []string, more bool) {
	mark := t.mark
	t.mark = -1
	defer func() { t.mark = mark }()
	for i := 0; i < n && t.hasRow(i); i++ {
		lines = append(lines, t.drawRow(i, nil))
	}
	return lines, t.hasRow(n)
}

// drawRow is one row. What hangs over its end is not drawn, but for the blank
// that shows that its end is selected.
func (t *Text) drawRow(i int, mark func(string) string) string {
	from, to, last := t.row(i)
	a, b := t.selection()
	var line, marked []byte
	flush := func() {
		if len(marked) > 0 {
			line = append(line, mark(string(marked))...)
			marked = marked[:0]
		}
	}
	column := 0
	for p := from; p < to; {
		n, w, shown := t.cluster(p)
		if column+w > t.columns() {
			break
		}
		if p >= a && p < b {
			marked = append(marked, shown...)
		} else {
			flush()
			line = append(line, shown...)
		}
		p, column = p+n, column+w
	}
	if last && to >= a && to < b {
		marked = append(marked, ' ')
	}
	flush()
	return string(line)
}
