package pdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"favour/internal/report/paper"
)

// No line is wider than there is room for, and the lines together are the text.
func TestLinesFitAndAreTheText(t *testing.T) {
	s, err := newSheet(&paper.Document{})
	if err != nil {
		t.Fatal(err)
	}
	part := rapid.SampledFrom([]string{"a", "word", "of", "-", " - ", " ", "  ", "\n", "/", "Donaudampfschifffahrt", "ש", "é", "x-ray", ".", "W"})
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(12, 300).Draw(t, "width")
		var text paper.Text
		for range rapid.IntRange(1, 4).Draw(t, "runs") {
			parts := rapid.SliceOfN(part, 0, 30).Draw(t, "parts")
			text = append(text, paper.Run{Text: strings.Join(parts, ""), Style: paper.Style(rapid.Uint8Range(0, 63).Draw(t, "style"))})
		}
		as := setting{s.regular, 10, 14, ink}
		var got strings.Builder
		for _, l := range s.lines(text, as, width) {
			w := 0.0
			for _, p := range l.spans {
				w += p.width
				got.WriteString(p.text)
			}
			if w > width+0.01 {
				t.Errorf("a line is %.1f wide, of %.1f", w, width)
			}
		}
		if got, want := strings.Fields(got.String()), strings.Fields(text.String()); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// A blank that pushes a word over the edge does not join it to the next.
func TestBlanksBeforeAWordThatFillsTheLine(t *testing.T) {
	s, err := newSheet(&paper.Document{})
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, l := range s.lines(paper.Words(" W - "), setting{s.regular, 10, 14, ink}, 12) {
		for _, p := range l.spans {
			got.WriteString(p.text)
		}
	}
	if words := strings.Fields(got.String()); len(words) != 2 {
		t.Errorf("got %q", words)
	}
}

// A line that ends in a hyphen would lose it to those who take out its text.
func TestNoLineEndsInAHyphen(t *testing.T) {
	s, err := newSheet(&paper.Document{})
	if err != nil {
		t.Fatal(err)
	}
	text := paper.Words(strings.Repeat("one - two three-four - five ", 40))
	for width := 60.0; width < 400; width += 7 {
		for _, l := range s.lines(text, setting{s.regular, 10, 14, ink}, width) {
			for _, p := range l.spans {
				if strings.HasSuffix(strings.TrimSpace(p.text), "-") {
					t.Errorf("at %.0f: %q", width, p.text)
				}
			}
		}
	}
}
