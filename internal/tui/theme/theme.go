// Package theme is how the terminal app looks: a few named roles over the 16
// ANSI colours, so that the user's own palette rules.
//
// It does not lay anything out (package widget and the screens do), and no
// meaning rests on colour alone: every role that matters is also a word or a
// sign on the screen.
//
// Start with [For], [On] and [Plain].
package theme

import (
	"fmt"
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/checklist"
)

// A Theme is a style for each role. Every role that carries words can be read
// (4.5 to 1) on the palettes that terminals come with, which the test of
// contrast holds it to. Faint is used nowhere, for terminals differ in what they
// make of it, and much of that cannot be read: the console of Linux takes colour
// 8 (2.8 to 1), Windows Terminal half of each colour (3.6 to 1).
type Theme struct {
	Text     Style // what is read
	Title    Style // the first line of a screen, and headings in it
	Dim      Style // what is there to be found, not to be read first
	Accent   Style // what can be pressed, and where the cursor is
	Selected Style // the row under the cursor
	Good     Style // met, saved, complete
	Warn     Style // partly met, needs attention
	Bad      Style // not met, errors, not saved
	Marking  Style // the protective marking
	Input    Style // text being typed
	Marked   Style // what is selected in it
	Added    Style // words that a wording has and the one before had not
	Removed  Style // words that only the one before had

	// The signs of bars and states are shapes, for which 3 to 1 is enough; so
	// they may have colours in which words could not be read.
	GoodSign, WarnSign, BadSign Style

	ground string // what begins a line in the style of Text; empty for nothing
}

// A Style is how the words of a role look. A screen is hundreds of short pieces in
// a few styles, and Lip Gloss looks for margins, borders and the like in each; here
// what stands before and behind a piece is worked out once.
type Style struct {
	*lipgloss.Style
	before, after string
}

func drawn(s lipgloss.Style) Style {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return Style{&s, before, after}
}

// Render is text, which is one line, in the style.
func (s Style) Render(text string) string {
	if text == "" {
		return ""
	}
	return s.before + text + s.after
}

// For returns the theme for a terminal with a dark or a light background, of
// which no more is known.
func For(dark bool) Theme {
	if dark {
		return colours{
			text: lipgloss.BrightWhite, dim: lipgloss.White, accent: lipgloss.BrightCyan, selected: lipgloss.BrightCyan,
			good: lipgloss.BrightGreen, warn: lipgloss.BrightYellow, bad: lipgloss.BrightRed, badSign: lipgloss.BrightRed,
		}.theme()
	}
	// No green can be read on white; what is met needs no attention anyway.
	return colours{
		accent: lipgloss.Blue, selected: lipgloss.Blue,
		warn: lipgloss.Magenta, bad: lipgloss.Red, badSign: lipgloss.Red,
	}.theme()
}

// On is For a terminal that has said what its background is. Some palettes in
// wide use have colours that are paler or darker than their names promise, or
// other things in their places; they are known by their backgrounds.
func On(background color.Color) Theme {
	c, known := odd[hex(background)]
	if !known {
		return For(isDark(background))
	}
	return c.theme()
}

// colours are those of a theme's roles; nil is the terminal's own.
type colours struct {
	text, dim, accent, selected, good, warn, bad color.Color
	warnSign, badSign                            color.Color // nil for warn, and for bad

	bold bool // accents and warnings have no colour that tells them apart
}

// odd are the colours for palettes on which those of [For] cannot be read, by
// their backgrounds.
var odd = map[string]colours{
	// The Terminal of macOS, Basic in dark mode, and Tango: a dark red.
	"1e1e1e": onDarkGrey,
	"2e3436": onDarkGrey,
	// Solarized dark: most bright colours are greys. Red is nowhere to be read.
	"002b36": {
		accent: lipgloss.Cyan, selected: lipgloss.BrightCyan, good: lipgloss.Green, warn: lipgloss.Yellow,
		bad: lipgloss.BrightWhite, badSign: lipgloss.BrightRed,
	},
	// Solarized light: only three greys can be read, and its own text cannot.
	"fdf6e3": {
		text: lipgloss.BrightGreen, dim: lipgloss.BrightGreen, accent: lipgloss.Black, selected: lipgloss.Black,
		good: lipgloss.BrightGreen, warn: lipgloss.Black, bad: lipgloss.BrightBlack, warnSign: lipgloss.Magenta, badSign: lipgloss.Red,
	},
	// One Half Light: of all but greys, only magenta can be read.
	"fafafa": {
		dim: lipgloss.BrightBlack, accent: lipgloss.Magenta, selected: lipgloss.Black,
		warn: lipgloss.Magenta, bad: lipgloss.Black, badSign: lipgloss.Red,
	},
}

var onDarkGrey = colours{
	text: lipgloss.BrightWhite, dim: lipgloss.White, accent: lipgloss.BrightCyan, selected: lipgloss.BrightCyan,
	good: lipgloss.BrightGreen, warn: lipgloss.BrightYellow, bad: lipgloss.BrightWhite, badSign: lipgloss.BrightRed,
}

func (c colours) theme() Theme {
	in := func(c color.Color) lipgloss.Style {
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	t := Theme{
		Text:     drawn(in(c.text)),
		Title:    drawn(in(c.text).Bold(true)),
		Dim:      drawn(in(c.dim)),
		Accent:   drawn(in(c.accent).Bold(c.bold)),
		Selected: drawn(in(c.selected).Bold(boldKeeps(c.selected))),
		Good:     drawn(in(c.good)),
		Warn:     drawn(in(c.warn).Bold(c.bold)),
		Bad:      drawn(in(c.bad).Bold(boldKeeps(c.bad))),
		Marking:  drawn(in(c.text).Bold(true)),
		Input:    drawn(in(c.text).Underline(true)),
		Marked:   drawn(in(c.text).Reverse(true)),
		Added:    drawn(in(c.good).Underline(true)),
		Removed:  drawn(in(c.bad).Strikethrough(true)),
		GoodSign: drawn(in(c.good)),
		WarnSign: drawn(in(c.warn)),
		BadSign:  drawn(in(c.bad)),
	}
	if c.warnSign != nil {
		t.WarnSign = drawn(in(c.warnSign))
	}
	if c.badSign != nil {
		t.BadSign = drawn(in(c.badSign))
	}
	t.ground = t.Text.before
	return t
}

// boldKeeps reports whether a colour stays what it is in bold, for which many
// terminals take the bright one of the same name.
func boldKeeps(c color.Color) bool {
	basic, is := c.(ansi.BasicColor)
	return !is || basic == ansi.Black || basic >= ansi.BrightBlack
}

// Plain is the theme without colour: what matters is bold.
func Plain() Theme { return colours{bold: true}.theme() }

// Ground gives what has no style of its own in a line that of Text.
func (t Theme) Ground(line string) string {
	if t.ground == "" || line == "" {
		return line
	}
	const reset = "\x1b[m"
	line = strings.ReplaceAll(strings.ReplaceAll(line, "\x1b[0m", reset), reset, reset+t.ground)
	return t.ground + strings.TrimSuffix(line, t.ground) + reset
}

// isDark reports whether a colour is nearer to black than to white; a terminal
// that has none to tell is dark, as most are.
func isDark(c color.Color) bool {
	if c == nil {
		return true
	}
	r, g, b, _ := c.RGBA()
	return max(r, g, b)+min(r, g, b) < 0x10000
}

// hex is an opaque colour as six digits; empty for none.
func hex(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("%02x%02x%02x", r>>8, g>>8, b>>8)
}

// Mark is the style of a standing's sign, in a bar or before its words.
func (t Theme) Mark(s checklist.Standing) Style {
	switch s {
	case checklist.Met:
		return t.GoodSign
	case checklist.PartlyMet:
		return t.WarnSign
	case checklist.NotMet:
		return t.BadSign
	default:
		return t.Standing(s)
	}
}

// Standing is the style of a standing's words.
func (t Theme) Standing(s checklist.Standing) Style {
	switch s {
	case checklist.Met:
		return t.Good
	case checklist.PartlyMet:
		return t.Warn
	case checklist.NotMet:
		return t.Bad
	case checklist.Unanswered, checklist.NotApplicable:
		return t.Dim
	default:
		return t.Text
	}
}

// Sign is what stands for a standing in a bar. No two look alike in any colour,
// or none, and the fonts of old terminals have them all.
func Sign(s checklist.Standing) string {
	switch s {
	case checklist.Met:
		return "■"
	case checklist.PartlyMet:
		return "▬"
	case checklist.NotMet:
		return "×"
	case checklist.NotApplicable:
		return "/"
	case checklist.Answered:
		return "○"
	default:
		return "·"
	}
}
