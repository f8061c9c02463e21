// Package theme is how the terminal app looks: a few named roles over the 16
// ANSI colours, so that the user's own palette rules.
//
// It does not lay anything out (package widget and the screens do), and no
// meaning rests on colour alone: every role that matters is also a word or a
// sign on the screen.
//
// Start with [For].
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"favour/internal/checklist"
)

// A Theme is a style for each role.
type Theme struct {
	Text     lipgloss.Style // what is read
	Title    lipgloss.Style // the first line of a screen, and headings in it
	Dim      lipgloss.Style // what is there to be found, not to be read first
	Accent   lipgloss.Style // what can be pressed, and where the cursor is
	Selected lipgloss.Style // the row under the cursor
	Good     lipgloss.Style // met, saved, complete
	Warn     lipgloss.Style // partly met, needs attention
	Bad      lipgloss.Style // not met, errors, not saved
	Marking  lipgloss.Style // the protective marking
	Input    lipgloss.Style // text being typed
	Added    lipgloss.Style // words that a wording has and the one before had not
	Removed  lipgloss.Style // words that only the one before had
}

// For returns the theme for a terminal with a dark or a light background.
func For(dark bool) Theme {
	pick := func(onDark, onLight color.Color) color.Color {
		if dark {
			return onDark
		}
		return onLight
	}
	s := lipgloss.NewStyle()
	return Theme{
		Text:     s,
		Title:    s.Bold(true),
		Dim:      s.Faint(true),
		Accent:   s.Foreground(pick(lipgloss.BrightCyan, lipgloss.Blue)),
		Selected: s.Bold(true).Foreground(pick(lipgloss.BrightCyan, lipgloss.Blue)),
		Good:     s.Foreground(pick(lipgloss.BrightGreen, lipgloss.Green)),
		Warn:     s.Foreground(pick(lipgloss.BrightYellow, lipgloss.Magenta)),
		Bad:      s.Foreground(pick(lipgloss.BrightRed, lipgloss.Red)).Bold(true),
		Marking:  s.Bold(true),
		Input:    s.Underline(true),
		Added:    s.Underline(true).Foreground(pick(lipgloss.BrightGreen, lipgloss.Green)),
		Removed:  s.Strikethrough(true).Foreground(pick(lipgloss.BrightRed, lipgloss.Red)),
	}
}

// Standing is the style of a standing's words.
func (t Theme) Standing(s checklist.Standing) lipgloss.Style {
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
