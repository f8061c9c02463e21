package tui

import (
	"crypto/sha256"
	"slices"
	"strings"

	"favour/internal/checklist"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A line is one line of a long text, before it is coloured: what a screen
// builds once, and draws a window of as often as it is asked.
type line struct {
	text  string // visible, and cut to fit already
	more  bool   // it goes on with the line before
	tone  tone
	right string // stands at the end of the line
	state tone   // of right
	gap   bool   // something is withheld here
	// paint, if set, draws what stands in the place of text where one tone is
	// not enough.
	paint func(theme.Theme) string
}

// A tone picks the style of a line from whatever theme there is.
type tone func(theme.Theme) theme.Style

func inTitle(t theme.Theme) theme.Style { return t.Title }
func inDim(t theme.Theme) theme.Style   { return t.Dim }
func inGood(t theme.Theme) theme.Style  { return t.Good }
func inWarn(t theme.Theme) theme.Style  { return t.Warn }
func inBad(t theme.Theme) theme.Style   { return t.Bad }

// margin is the room before a line for the sign of the cursor.
const margin = 2

func (l line) draw(t theme.Theme, selected bool, w int) string {
	sign, style, state := "  ", t.Text, t.Text
	if l.tone != nil {
		style = l.tone(t)
	}
	if l.state != nil {
		state = l.state(t)
	}
	if selected {
		sign, style = t.Selected.Render("› "), t.Selected
	}
	text := l.text
	switch {
	case l.paint != nil:
		text = l.paint(t)
	case text != "":
		text = style.Render(text)
	}
	if l.right == "" {
		return sign + text
	}
	return sign + widget.Sides(text, state.Render(l.right), w-margin)
}

// setText gives a text that was laid out anew its length and its stops, and keeps
// the cursor on the stop of that number.
func setText(text *widget.Text, length int, stops []int, at, height int) {
	text.Set(length, stops, height)
	if at < len(stops) {
		text.To(stops[at])
	}
}

// drawText is the window of a text that has those lines, each with a margin.
func drawText(t theme.Theme, text *widget.Text, lines []line, w int) page {
	return drawWindow(t, text, func(i int) line { return lines[i] }, w)
}

// drawWindow is drawText of lines that at gives by their number.
func drawWindow(t theme.Theme, text *widget.Text, at func(int) line, w int) page {
	var p page
	_, stops := text.Stop()
	from, to := text.Window()
	lit := false // the line belongs to the one under the cursor
	for i := from; i < to; i++ {
		l := at(i)
		on := stops > 0 && i == text.Cursor
		lit = lit && l.more && !text.IsStop(i) || on
		if text.IsStop(i) {
			p.row(text, i, 1)
		} else if n := len(p.zones); n > 0 && l.more {
			p.zones[n-1].h++
		}
		if lit && !on {
			p.lines = append(p.lines, "  "+t.Selected.Render(l.text))
			continue
		}
		p.lines = append(p.lines, l.draw(t, on, w))
	}
	p.y = text.Cursor - text.Top
	if i, of := text.Stop(); of > 0 {
		p.place = nth(i, of)
	} else {
		p.place = goesOn(from, to, text.Len)
	}
	return p
}

// hang is text in lines of at most w columns: prefix before the first, and as
// much room before the others.
func hang(prefix, text string, w int) []string {
	indent := widget.Width(prefix)
	lines := wrap(text, w-indent)
	blank := widget.Pad("", indent)
	for i := range lines {
		if i == 0 {
			lines[i] = prefix + lines[i]
		} else if lines[i] != "" {
			lines[i] = blank + lines[i]
		}
	}
	return lines
}

// labels are what a line may begin with that its other lines hang behind.
var labels = []string{"· ", "- ", "SHA-256 "}

// hung is a line wrapped, with what stands behind a sign or a label in line.
func hung(text string, w int) []string {
	for _, l := range labels {
		if rest, ok := strings.CutPrefix(text, l); ok {
			return hang(l, halved(rest, w-widget.Width(l)), w)
		}
	}
	return wrap(text, w)
}

// halved is a digest with a place to break in its middle, if it is one that is wider
// than w; another text is as it was.
func halved(digest string, w int) string {
	if len(digest) != 2*sha256.Size || len(digest) <= w || strings.Contains(digest, " ") {
		return digest
	}
	return digest[:sha256.Size] + " " + digest[sha256.Size:]
}

// wrap is widget.Wrap, at once for the many texts that fit.
func wrap(text string, w int) []string {
	if len(text) <= w && !slices.Contains([]byte(text), '\n') {
		return []string{text}
	}
	return widget.Wrap(text, w)
}

// toLines are the lines of one text, in one tone.
func toLines(t tone, texts ...string) []line {
	lines := make([]line, len(texts))
	for i, s := range texts {
		lines[i] = line{text: s, more: i > 0, tone: t}
	}
	return lines
}

// inStanding is the tone of a standing's words.
func inStanding(s checklist.Standing) tone {
	return func(t theme.Theme) theme.Style { return t.Standing(s) }
}
