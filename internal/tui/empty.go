package tui

import (
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A screen that has nothing to show says what is empty, why, and what to do next.

// nothing is the body of such a screen: what there is none of, and why and what
// to do. The cursor stands before it, on no text.
func nothing(t theme.Theme, what, why string, w int) page {
	const good = 76 // columns to read
	p := page{lines: []string{"  " + t.Title.Render(widget.Cut(what, w-margin)), ""}}
	for _, s := range widget.Wrap(why, min(w, good)-margin) {
		p.lines = append(p.lines, "  "+s)
	}
	return p
}
