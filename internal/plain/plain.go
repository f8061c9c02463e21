// Package plain makes text that people or files wrote safe to look at: what
// would move a cursor, colour a screen, turn the reading order round or not be
// seen at all is shown by a sign of its own, and never obeyed.
//
// JSON apart it does not escape for any language: HTML, Markdown and CSV have their
// own signs, and package report knows them. Nor does it measure text: who has
// it wrapped says how wide a word is.
//
// Start with [Text]; [Line] is the same for a place that has only one line.
package plain

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// tab is what a tab becomes: its width would depend on where it stands.
const tab = "    "

// Text is s with everything in it visible. Line feeds stay, a carriage return
// before one is dropped, and tabs become blanks. Control characters become
// their pictures, so that an escape is ␛; characters that have no width or turn
// the direction are named, as in ⟨U+202E⟩; and a byte that is not UTF-8 becomes
// a replacement character. Text that is visible already is returned as it is.
func Text(s string) string {
	return replace(s, "\n", tab)
}

// Line is s as Text shows it, on one line: line feeds and tabs become blanks.
func Line(s string) string {
	return replace(s, " ", " ")
}

// Wrap breaks the lines of text at blanks, so that none is wider than width unless
// one word is: an id or a path is never broken. Columns is how wide a word is.
func Wrap(text string, width int, columns func(string) int) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		at := 0
		for j, word := range strings.Split(line, " ") {
			n := columns(word)
			switch {
			case j > 0 && at+1+n > width:
				b.WriteByte('\n')
				at = 0
			case j > 0:
				b.WriteByte(' ')
				at++
			}
			b.WriteString(word)
			at += n
		}
	}
	return b.String()
}

// JSON is b, which is JSON, with escapes for what a screen would obey or not show.
// Such characters are only ever inside its strings, so it says the same.
func JSON(b []byte) []byte {
	var out []byte
	done := 0
	for i := 0; i < len(b); {
		r, n := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(b[i:])
		}
		if r != '\n' && !Visible(r) {
			out = append(out, b[done:i]...)
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return b
	}
	return append(out, b[done:]...)
}

// Visible reports whether r may stand in text as it is. Line feeds and tabs may
// not: what becomes of them is for the caller to say.
func Visible(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return false
	case r < 0xad:
		return true
	case r == '\u2028', r == '\u2029', r >= 0xe0100 && r <= 0xe01ef: // line and paragraph separators, selectors that carry no glyph
		return false
	}
	return !unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

func replace(s, newline, tab string) string {
	i := firstHidden(s, newline)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && strings.HasPrefix(s[i+n:], "\n"): // the line feed says it all
		case r == '\n':
			b.WriteString(newline)
		case r == '\t':
			b.WriteString(tab)
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case Visible(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "⟨U+%04X⟩", r)
		}
		i += n
	}
	return b.String()
}

// firstHidden is where the first rune stands that cannot stay as it is.
func firstHidden(s, newline string) int {
	for i := 0; ; {
		if i += printing(s[i:]); i == len(s) {
			return i
		}
		if s[i] == '\n' && newline == "\n" {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError || !Visible(r) {
			return i
		}
		i += n
	}
}

// printing is how many bytes of s, from the first on, are printing characters of
// ASCII. Most text is nothing else, so that eight are looked at at once: the highest
// bit of a byte is set in one of the three terms if the byte is none, and the lowest
// that is set is of the first.
func printing(s string) int {
	const each = 0x0101010101010101
	i := 0
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		x := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		if odd := (x | (x + each) | (x - ' '*each)) & (0x80 * each); odd != 0 {
			return i + bits.TrailingZeros64(odd)/8
		}
	}
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7f {
		i++
	}
	return i
}
