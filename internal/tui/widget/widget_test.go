package widget_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"favour/internal/tui/widget"
)

// No line is wider than was asked for, wherever it can be broken.
func TestWrapKeepsToTheWidth(t *testing.T) {
	texts := []string{
		"None of the questions has “iPi=yPa?9tmnhsb3NPGpalpfwj2-” in it.", "abcd-efgh-ijkl", "a-b-c-d-e-f", "----------",
		"The signature no longer covers SOC-01, SOC-02 and BUS-07.", "漢字漢字-漢字 漢字", "one\n\ntwo-three",
	}
	for _, text := range texts {
		for w := 2; w < 60; w++ {
			lines := widget.Wrap(text, w)
			for _, l := range lines {
				if widget.Width(l) > w {
					t.Errorf("at %d columns %q has %d", w, l, widget.Width(l))
				}
			}
			bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
			if got := bare(strings.Join(lines, "")); got != bare(text) {
				t.Errorf("at %d columns %q became %q", w, text, lines)
			}
		}
	}
}

// Whatever is counted here comes to what the library makes of the whole.
func TestWidth(t *testing.T) {
	pieces := []string{
		"a", "m", "two words", "~", " ", "é", "e\u0301", "\u0301", "漢字", "│", "●", "❤\ufe0f", "\ufe0f", "👩\u200d👩\u200d👧", "\u200d", "🇬🇧", "🇬",
		"\x1b[m", "\x1b[97;1m", "\x1b[", "\x1b[3", "\x1b", "\x1b]2;title\a", "\x1b[2K", "\t", "\n", "\x00", "\x7f", "\xff", "\xe6",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		if got, want := widget.Width(s), ansi.StringWidth(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
		if got, want := widget.Cut(s, 5), ansi.Truncate(s, 5, "…"); got != want {
			t.Errorf("%q is cut to %q, want %q", s, got, want)
		}
	})
}
