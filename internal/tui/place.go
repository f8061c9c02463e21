package tui

import (
	"fmt"
	"strings"

	"favour/internal/tui/widget"
)

// Where the cursor is stands in one place on every screen that has a list: at the
// end of the line of notices, above the keys. So does that a text goes on, where
// there is no list in it.

// nth is the place of row i, from nought, of so many; nothing where there are none.
func nth(i, of int) []string {
	if of == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d of %d", min(i+1, of), of)}
}

// goesOn says on which sides a text of so many lines goes on where a window shows
// those from one to another.
func goesOn(from, to, of int) []string {
	switch {
	case from > 0 && to < of:
		return []string{"↑↓ more"}
	case from > 0:
		return []string{"↑ more"}
	case to < of:
		return []string{"↓ more"}
	}
	return nil
}

// placed is the end of the line of notices: of place what fits into w columns.
// What stands first matters most.
func placed(place []string, w int) string {
	for n := len(place); n > 0; n-- {
		if s := strings.Join(place[:n], " · "); widget.Width(s) <= w {
			return s
		}
	}
	return ""
}
