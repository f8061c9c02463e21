package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// newArea returns an empty text of several lines, ready to be typed.
func newArea() textarea.Model {
	ta := textarea.New()
	ta.Prompt = "│ "
	ta.ShowLineNumbers = false
	ta.CharLimit, ta.MaxHeight, ta.MaxWidth = 0, 0, 0
	ta.EndOfBufferCharacter = ' '
	ta.SetVirtualCursor(false)
	ta.Focus()
	return ta
}

// drawnLines is a text being typed, as lines.
func drawnLines(ta textarea.Model) []string { return strings.Split(ta.View(), "\n") }

// longInput is an input of several lines, under its label. Enter is a line of it.
func longInput(label, hint, need, value string) input {
	x := input{label: label, hint: hint, need: need, kind: forLong, area: newArea()}
	x.set(value)
	x.was = x.value()
	return x
}

// areaLines is the most lines of a long input that a form of h lines shows.
func areaLines(h int) int { return max(3, min(8, h/3)) }

// resize gives the form's long inputs the room of a screen.
func (f *form) resize(size tea.WindowSizeMsg) {
	for i := range f.inputs {
		if x := &f.inputs[i]; x.kind == forLong {
			x.area.SetWidth(min(size.Width-2, 76))
			x.area.SetHeight(areaLines(size.Height))
		}
	}
}

// long reports whether the cursor is in an input of several lines.
func (f *form) long() bool { return f.inputs[f.at].kind == forLong }

// pressLong gives a key to a long input: up on its first line, and down on its
// last, leave it.
func (f *form) pressLong(x *input, msg tea.KeyPressMsg) {
	at := x.area.LineInfo()
	switch k := msg.String(); {
	case k == "up" && x.area.Line() == 0 && at.RowOffset == 0:
		f.to(f.at - 1)
	case k == "down" && x.area.Line() == x.area.LineCount()-1 && at.RowOffset >= at.Height-1:
		f.to(f.at + 1)
	default:
		before := x.area.Value()
		x.area, _ = x.area.Update(msg)
		if x.area.Value() != before {
			x.problem = ""
		}
	}
}

// drawLong is the text of a long input, and where the cursor is in it.
func (x *input) drawLong(t theme.Theme, here bool, w int) (lines []string, column, row int) {
	if here {
		if c := x.area.Cursor(); c != nil {
			column, row = c.X, c.Y
		}
		return drawnLines(x.area), column, row
	}
	if x.value() == "" {
		return []string{t.Dim.Render("│ ")}, 0, 0
	}
	lines = widget.Wrap(plain.Text(x.value()), w-2)
	if most := x.area.Height(); len(lines) > most {
		lines = append(slices.Clone(lines[:most-1]), t.Dim.Render("…"))
	}
	return widget.Indent(t.Dim.Render("│ "), lines), 0, 0
}
