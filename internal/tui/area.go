package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/tui/prose"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A text of several lines, wherever one is typed: on the question screen and in
// forms. What it is and how it is typed is package prose.

// areaBar stands before each line of a long text.
const areaBar = "│ "

// newText is a long text to be typed, with the cursor at its end.
func newText(value string) *prose.Text {
	t := prose.New(value)
	t.Most = assessment.MaxText
	return t
}

// ready gives a long text what it shares with the others, and the room of w
// columns, which its bar is part of.
func (e *env) ready(t *prose.Text, w, h int) {
	t.Clip, t.Graphemes = &e.clip, e.graphemes
	// One column more, for the cursor behind a full line: what is typed is then
	// broken where it is once it is saved.
	t.Resize(w-widget.Width(areaBar)+1, h)
}

// copied says that a part of a long text was copied, and is still there.
type copied struct{}

// did says what became of a key that was given to a long text, where that is not
// to be seen.
func did(d prose.Done) tea.Cmd {
	switch {
	case d.Refused != "":
		return complain(d.Refused)
	case d.Copied != "" && !d.Changed:
		return tea.Batch(tea.SetClipboard(d.Copied), func() tea.Msg { return copied{} })
	case d.Copied != "":
		return tea.SetClipboard(d.Copied)
	}
	return nil
}

// textActions are what can be done with a long text while it is typed, for which
// keys can be set; told sees to what became of it. The other keys are the text's
// own.
func textActions(t *prose.Text, told func(prose.Done) tea.Cmd) []action {
	do := func(id string) action {
		return can("prose."+id, func() tea.Cmd { return told(t.Do(id)) }).off()
	}
	copied := do(prose.Copy)
	if t.HasSelected() {
		copied = copied.also("ctrl+c") // as everywhere else; without a selection it quits
	}
	return []action{do(prose.Undo), do(prose.Redo), do(prose.SelectAll), copied, do(prose.Cut), do(prose.Put)}
}

// textKeys says in words what the keys of a long text do that are no actions.
const textKeys = " In a text ctrl or alt with the arrows moves by words and paragraphs, ctrl+home and ctrl+end to its ends; shift with any of these selects. " +
	"ctrl+w takes out the word before the cursor, ctrl+u and ctrl+k the line before and behind it."

// drawArea is the window of a long text, with its bar, to its full height.
func drawArea(t theme.Theme, text *prose.Text) []string {
	lines := text.Draw(t.Marked.Render)
	for len(lines) < text.Height() {
		lines = append(lines, "")
	}
	return widget.Indent(t.Dim.Render(areaBar), lines)
}

// areaCursor is where the hardware cursor belongs in what drawArea draws.
func areaCursor(text *prose.Text) (x, y int) {
	x, y = text.Cursor()
	return x + widget.Width(areaBar), y
}

// howLong says how long a text is, and when it is longer than is good for what is
// asked; most is how many words that is, and nought for as many as there are.
func howLong(t *prose.Text, most int) string {
	if left := t.Most - t.Len(); t.Most > 0 && left < t.Most/10 {
		return assessment.LengthWords(t.Words(), 0) + fmt.Sprintf("; room for %s more bytes", assessment.Thousands(max(0, left)))
	}
	return assessment.LengthWords(t.Words(), most)
}

// longInput is an input of several lines, under its label. Enter is a line of it.
func longInput(label, hint, need, value string) input {
	x := input{label: label, hint: hint, need: need, kind: forLong, area: newText(value)}
	x.was = x.value()
	return x
}

// areaLines is the most lines of a long input that a form of h lines shows.
func areaLines(h int) int { return max(3, min(8, h/3)) }

// resize gives the form's long inputs the room of a screen.
func (f *form) resize(e *env, size tea.WindowSizeMsg) {
	for i := range f.inputs {
		if x := &f.inputs[i]; x.kind == forLong {
			e.ready(x.area, min(size.Width-2, 76), areaLines(size.Height))
		}
	}
}

// long reports whether the cursor is in an input of several lines.
func (f *form) long() bool { return f.inputs[f.at].kind == forLong }

// pressLong gives a key to the long input under the cursor: up on its first line,
// and down on its last, leave it.
func (f *form) pressLong(msg tea.KeyPressMsg) tea.Cmd {
	x := &f.inputs[f.at]
	switch key := msg.String(); {
	case key == "up" && x.area.AtTop():
		f.to(f.at - 1)
		return nil
	case key == "down" && x.area.AtBottom():
		f.to(f.at + 1)
		return nil
	default:
		return x.did(x.area.Press(key, msg.Text))
	}
}

// did notes what became of a key that a long input was given.
func (x *input) did(d prose.Done) tea.Cmd {
	if d.Changed {
		x.problem = ""
	}
	return did(d)
}

// drawLong is the text of a long input, and where the cursor is in it.
func (x *input) drawLong(t theme.Theme, here bool) (lines []string, column, row int) {
	if here {
		column, row = areaCursor(x.area)
		lines = drawArea(t, x.area)
		return append(lines, t.Dim.Render(howLong(x.area, assessment.GoodWords(x.hint, 0)))), column, row
	}
	lines, more := x.area.Beginning(x.area.Height())
	if more {
		lines[len(lines)-1] = t.Dim.Render("…")
	}
	return widget.Indent(t.Dim.Render(areaBar), lines), 0, 0
}
