package widget_test

import (
	"strings"
	"testing"

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
