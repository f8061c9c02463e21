package tui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A field is one line of text that is being typed, such as a query.
type field struct {
	input textinput.Model
	// left says that the keys went to the list below last: the hardware cursor is on
	// its row then, for who hears or magnifies what it stands on.
	left bool
}

// newField returns a field that holds text, with the cursor behind it.
func newField(text string) field {
	in := textinput.New()
	in.SetVirtualCursor(false)
	in.KeyMap.Paste = key.NewBinding() // terminals paste by themselves
	in.Focus()
	f := field{input: in}
	f.set(text)
	return f
}

// update takes a key or a paste, and reports whether the text has changed.
func (f *field) update(msg tea.Msg) bool {
	f.left = false
	before := f.input.Value()
	f.input, _ = f.input.Update(msg)
	return f.input.Value() != before
}

// over takes a key for the field, or for the list below it if it moves there. It
// reports whether the text has changed.
func (f *field) over(below presser, k tea.KeyPressMsg) bool {
	if !isMove(k.String()) {
		return f.update(k)
	}
	below.Press(k.String())
	f.left = true
	return false
}

// A presser is a list, or a text, whose cursor keys move.
type presser interface{ Press(key string) bool }

// isMove reports whether a key moves the cursor of a list while text is typed above
// it: letters do not.
func isMove(key string) bool {
	switch key {
	case "up", "down", "pgup", "pgdown":
		return true
	}
	return false
}

func (f *field) set(text string) {
	f.input.SetValue(text)
	f.input.CursorEnd()
}

func (f field) value() string { return f.input.Value() }

// draw is the field in w columns behind a sign, and the column of its cursor.
func (f field) draw(t theme.Theme, sign string, w int) (string, int) {
	before := widget.Width(sign)
	text, x := textWindow(f.input, w-before)
	return t.Accent.Render(sign) + t.Input.Render(widget.Pad(text, w-before)), before + x
}

// in says that line y of the page is the field as draw has drawn it.
func (f *field) in(p *page, sign string, y, w int) {
	before := widget.Width(sign)
	p.typedIn(&f.input, before, y, w-before, nil)
}
