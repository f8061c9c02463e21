package prose

import (
	"unicode"
	"unicode/utf8"
)

// A step is a change that can be undone: new in the place of old.
type step struct {
	at       int
	old, new string
	from     int // where the cursor was
}

// A kind tells the changes that are undone together from those that are not.
type kind int

const (
	apart   kind = iota // by itself
	typing              // letters of a word, and the blanks behind it
	erasing             // the same, backwards from the cursor
	pulling             // the same, from the cursor on
)

// history is what can be undone and made again.
type history struct {
	done, undone []step
	last         kind // of the last of done; apart once the cursor has moved
	size         int  // bytes in done
}

// mostHistory is how many bytes of changes are kept; the last is, however long.
const mostHistory = 8 << 20

// add keeps a change, as a part of the one before if it goes on with its word.
func (h *history) add(s step, k kind) {
	h.undone = nil
	h.size += len(s.old) + len(s.new)
	if n := len(h.done); n > 0 && k != apart && k == h.last && h.done[n-1].join(s, k) {
		return
	}
	h.done, h.last = append(h.done, s), k
	for h.size > mostHistory && len(h.done) > 1 {
		h.size -= len(h.done[0].old) + len(h.done[0].new)
		h.done = h.done[1:]
	}
}

// join makes next a part of s if it goes on with the same word, and reports
// whether it does.
func (s *step) join(next step, k kind) bool {
	switch k {
	case typing:
		if next.at != s.at+len(s.new) || endsBlank(s.new) && !startsBlank(next.new) {
			return false
		}
		s.new += next.new
	case erasing:
		if next.at+len(next.old) != s.at || !startsBlank(s.old) && endsBlank(next.old) {
			return false
		}
		s.at, s.old = next.at, next.old+s.old
	case pulling:
		if next.at != s.at || endsBlank(s.old) && !startsBlank(next.old) {
			return false
		}
		s.old += next.old
	default:
		return false
	}
	return true
}

func startsBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func endsBlank(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

// undo takes back the last change.
func (t *Text) undo() Done {
	h := &t.past
	if len(h.done) == 0 {
		return Done{Refused: "There is nothing to undo in this text."}
	}
	s := h.done[len(h.done)-1]
	h.done, h.undone, h.last = h.done[:len(h.done)-1], append(h.undone, s), apart
	h.size -= len(s.old) + len(s.new)
	t.change(s.at, s.at+len(s.new), s.old)
	t.at = s.from
	t.settle()
	return Done{Changed: true}
}

// redo makes the last change again that was taken back.
func (t *Text) redo() Done {
	h := &t.past
	if len(h.undone) == 0 {
		return Done{Refused: "There is nothing to make again in this text."}
	}
	s := h.undone[len(h.undone)-1]
	h.undone, h.done, h.last = h.undone[:len(h.undone)-1], append(h.done, s), apart
	h.size += len(s.old) + len(s.new)
	t.change(s.at, s.at+len(s.old), s.new)
	t.settle()
	return Done{Changed: true}
}
