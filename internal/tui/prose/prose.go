// Package prose is the editor of every long text of the terminal app: an answer, a
// note, a declaration. A [Text] is the text, the cursor, what is selected, what
// can be undone, and the window of it that is drawn.
//
// It is no Bubble Tea model: a screen gives it keys and pastes, and draws it. It
// knows nothing of drafts, answers or questions, which are package tui's, nor of
// the person's own editor, which is package editor. Whether a text can be saved
// is not asked here either.
//
// The text area of the Bubbles library was its predecessor, and is no engine for
// it: it wraps and hashes the whole text for every key, keeps no more than ten
// thousand lines of it, turns tabs into blanks and drops control characters, so
// that what is pasted is not what is saved; it moves by runes, which puts the
// cursor into the midst of what is one character to a reader; it can undo nothing,
// and copies by running programs. Here the work for a key is that of the rows
// in the window:
//
//   - The text is one slice of bytes. To move the rest of it along for a key
//     takes less than a tenth of a millisecond at the size of the longest text.
//   - Rows are wrapped from the top as far as somebody looks, and no further;
//     see layout.go. A key forgets those behind it.
//   - Words are counted where something changes, and not from the beginning.
//
// Every change goes through [Text.Insert] or a command, can be undone, and keeps every byte; only line breaks become one, and what is no UTF-8 a
// replacement character, for it cannot be saved.
//
// Start with [Text.Press]; commands.go has the keys.
package prose

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Text is a long text that is being typed. Use New.
type Text struct {
	// Most is the most bytes that it takes; nought for no limit. What was put
	// into it with Set or Replace may be longer, and can then be shortened.
	Most int
	// Graphemes says that the terminal has one cell, or two, for all that a
	// reader sees as one character, and not for each part of it.
	Graphemes bool
	// Clip is where text goes that is cut or copied; several texts may have one.
	Clip *Clip

	text  []byte
	value string // text, once it was asked for
	known bool   // value is what text says
	words int
	at    int // the cursor, between two characters
	mark  int // the other end of the selection; negative for none
	goal  int // the column that up and down keep to; negative for the cursor's
	past  history

	width, height int // of the window
	top           int // its first row
	rows          []int
	whole         bool
}

// A Clip is text that was cut or copied.
type Clip struct{ text string }

// Done is what became of a key or a paste.
type Done struct {
	Changed bool   // the text has changed
	Copied  string // what is to go to the terminal's clipboard; empty for nothing
	Refused string // why nothing was done, in a sentence; empty if it was
}

// New returns a text with the cursor at its end.
func New(text string) *Text {
	t := &Text{mark: -1, goal: -1, width: 76, height: 6, Clip: &Clip{}}
	t.Set(text)
	return t
}

// lineBreaks makes every kind of line break one.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// clean is s as it can be in a text.
func clean(s string) string { return strings.ToValidUTF8(lineBreaks.Replace(s), "\ufffd") }

// Set begins anew with that text: nothing is left to be undone.
func (t *Text) Set(text string) {
	t.past = history{}
	t.change(0, len(t.text), clean(text))
	t.settle()
}

// Replace puts text in the place of the whole, which can be undone.
func (t *Text) Replace(text string) Done {
	text = clean(text)
	if text == string(t.text) {
		return Done{}
	}
	return t.edit(0, len(t.text), text, apart)
}

// Value is the text. To ask for it again, before it has changed, costs nothing.
func (t *Text) Value() string {
	if !t.known {
		t.value, t.known = string(t.text), true
	}
	return t.value
}

// Len is how many bytes the text has.
func (t *Text) Len() int { return len(t.text) }

// Words is how many words the text has.
func (t *Text) Words() int { return t.words }

// Selected is what is selected, and empty if nothing is.
func (t *Text) Selected() string {
	from, to := t.selection()
	return string(t.text[from:to])
}

// HasSelected reports whether anything is.
func (t *Text) HasSelected() bool {
	from, to := t.selection()
	return from != to
}

// selection is where what is selected begins and ends, which is at the cursor
// if nothing is.
func (t *Text) selection() (from, to int) {
	if t.mark < 0 {
		return t.at, t.at
	}
	return min(t.at, t.mark), max(t.at, t.mark)
}

// Insert puts s where the cursor is, in the place of what is selected. It is what
// a paste does, and is undone as a whole.
func (t *Text) Insert(s string) Done {
	s = clean(s)
	from, to := t.selection()
	if s == "" && from == to {
		return Done{}
	}
	if size := len(t.text) - (to - from) + len(s); t.Most > 0 && size > t.Most && len(s) > to-from {
		return Done{Refused: fmt.Sprintf("What you pasted would make the text %s bytes long, and the most that can be kept is %s. Nothing of it was put in.", thousands(size), thousands(t.Most))}
	}
	return t.edit(from, to, s, apart)
}

// typed is Insert for what comes from a key.
func (t *Text) typed(s string) Done {
	s = clean(s)
	from, to := t.selection()
	if size := len(t.text) - (to - from) + len(s); t.Most > 0 && size > t.Most && len(s) > to-from {
		return Done{Refused: fmt.Sprintf("The text is as long as can be kept, %s bytes; take something out first. Nothing is lost.", thousands(t.Most))}
	}
	kind := typing
	if from != to {
		kind = apart
	}
	return t.edit(from, to, s, kind)
}

// remove takes out what is between, as one of the changes of that kind.
func (t *Text) remove(from, to int, k kind) Done {
	if from == to {
		return Done{}
	}
	return t.edit(from, to, "", k)
}

// edit makes a change that can be undone.
func (t *Text) edit(from, to int, s string, k kind) Done {
	t.past.add(step{at: from, old: string(t.text[from:to]), new: s, from: t.at}, k)
	t.change(from, to, s)
	t.settle()
	return Done{Changed: true}
}

// change puts s in the place of what is between, and the cursor behind it.
// Everything that changes the text comes here.
func (t *Text) change(from, to int, s string) {
	a, b := t.around(from, to)
	t.words -= countWords(t.text[a:b])
	t.text = slices.Replace(t.text, from, to, []byte(s)...)
	t.words += countWords(t.text[a : b+len(s)-(to-from)])
	t.known, t.value = false, ""
	t.forget(from)
	t.at, t.mark, t.goal = from+len(s), -1, -1
}

// around is what is between, with the rest of the words that it begins and ends in.
func (t *Text) around(from, to int) (a, b int) {
	for a = from; a > 0 && !isBlank(t.text[a-1]); a-- {
	}
	for b = to; b < len(t.text) && !isBlank(t.text[b]); b++ {
	}
	return a, b
}

// isBlank reports whether a byte is one that words end at, wherever it stands.
func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

// countWords is how many words there are in b, as strings.Fields has them.
func countWords(b []byte) (n int) {
	within := false
	for i := 0; i < len(b); {
		r, size := rune(b[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(b[i:])
		}
		blank := unicode.IsSpace(r)
		if !blank && !within {
			n++
		}
		within = !blank
		i += size
	}
	return n
}

// thousands is n as people read it.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
