package prose

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Where the cursor can go. Each of these is a place, found from the cursor's.

// inWord reports whether r is a part of a word.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '\'' || r == '’'
}

// wordStart is where the word before p begins.
func (t *Text) wordStart(p int) int {
	for within := false; p > 0; {
		r, size := utf8.DecodeLastRune(t.text[:p])
		if within && !inWord(r) {
			break
		}
		within = within || inWord(r)
		p -= size
	}
	return t.floor(p)
}

// wordEnd is where the word behind p ends.
func (t *Text) wordEnd(p int) int {
	for within := false; p < len(t.text); {
		r, size := utf8.DecodeRune(t.text[p:])
		if within && !inWord(r) {
			break
		}
		within = within || inWord(r)
		p += size
	}
	if at := t.floor(p); at != p {
		return t.after(at)
	}
	return p
}

// lineStart and lineEnd are the ends of the line that p is in: from one line
// break to the next, however many rows it takes.
func (t *Text) lineStart(p int) int { return bytes.LastIndexByte(t.text[:p], '\n') + 1 }

func (t *Text) lineEnd(p int) int {
	if n := bytes.IndexByte(t.text[p:], '\n'); n >= 0 {
		return p + n
	}
	return len(t.text)
}

// rowStart is where the row of p begins, and where its line does from there.
func (t *Text) rowStart(p int) int {
	if from := t.rows[t.rowOf(p)]; from != p {
		return from
	}
	return t.lineStart(p)
}

// rowEnd is the end of the row of p, and of its line from there.
func (t *Text) rowEnd(p int) int {
	_, to, last := t.row(t.rowOf(p))
	if !last {
		to = t.before(to)
	}
	if to != p {
		return to
	}
	return t.lineEnd(p)
}

// paragraphStart is where the line of p begins that has something in it, or else
// the one before.
func (t *Text) paragraphStart(p int) int {
	for p > 0 && t.text[p-1] == '\n' {
		p--
	}
	return t.lineStart(p)
}

// paragraphEnd is where the next line that has something in it ends.
func (t *Text) paragraphEnd(p int) int {
	for p < len(t.text) && t.text[p] == '\n' {
		p++
	}
	return t.lineEnd(p)
}

// rows of n below the cursor's, or above it, at the column that the cursor had
// before it went up or down.
func (t *Text) down(n int) int {
	i := t.rowOf(t.at)
	if t.goal < 0 {
		t.goal = t.column(t.rows[i], t.at)
	}
	switch to := i + n; {
	case to < 0 && i == 0:
		return 0
	case to < 0:
		return t.seek(0, t.goal)
	case t.hasRow(to):
		return t.seek(to, t.goal)
	case i == len(t.rows)-1:
		return len(t.text)
	}
	return t.seek(len(t.rows)-1, t.goal)
}

// page moves the window by about its height, and the cursor with it.
func (t *Text) page(direction int) int {
	n := direction * max(1, t.height-1)
	to := t.down(n)
	t.top = max(0, t.top+n)
	return to
}
