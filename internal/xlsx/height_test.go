package xlsx_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"favour/internal/xlsx"
)

func TestLines(t *testing.T) {
	for _, test := range []struct {
		text  string
		width float64
		style xlsx.Style
		want  int
	}{
		{"", 10, xlsx.Style{}, 1},
		{"word", 10, xlsx.Style{}, 1},
		{"one\ntwo\n", 10, xlsx.Style{}, 3},
		{strings.Repeat("word ", 20), 20, xlsx.Style{}, 5},
		{strings.Repeat("w", 100), 20, xlsx.Style{}, 8},
		{strings.Repeat("word ", 20), 20, xlsx.Style{Size: 20}, 10},
		{strings.Repeat("word ", 20), 20, xlsx.Style{Bold: true}, 7},
		{"漢字漢字漢字漢字漢字", 10, xlsx.Style{}, 3},
		{"narrow", 0.5, xlsx.Style{}, 6},
	} {
		if got := xlsx.Lines(test.text, test.width, test.style); got != test.want {
			t.Errorf("%.20q in %v, %+v: %d lines, not %d", test.text, test.width, test.style, got, test.want)
		}
	}
}

// What fits is whole lines of the text and whole characters, takes no more lines
// than it may, and is all of the text where that does.
func TestFit(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := strings.ToValidUTF8(rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-z]{1,9}[ \n]){0,60}`)).Draw(r, "text"), "")
		width := rapid.Float64Range(1, 60).Draw(r, "width")
		lines := rapid.IntRange(1, 9).Draw(r, "lines")
		n := xlsx.Fit(text, width, xlsx.Style{}, lines)
		if n < 0 || n > len(text) || n == 0 && text != "" || !utf8.ValidString(text[:n]) {
			r.Fatalf("%d bytes of %q fit", n, text)
		}
		all := xlsx.Lines(text, width, xlsx.Style{})
		if (n == len(text)) != (all <= lines) && !(all == lines+1 && strings.HasSuffix(text, "\n")) {
			r.Errorf("%d bytes of %d fit %d lines, and all of it takes %d", n, len(text), lines, all)
		}
	})
}

// A row says how tall it is where its text wraps, and may be set by hand.
func TestRowsAreAsTallAsTheirText(t *testing.T) {
	wrapped := xlsx.Style{Wrap: true}
	joined := xlsx.Text(strings.Repeat("word ", 20), wrapped)
	joined.Across = 2
	book := &xlsx.Book{Sheets: []xlsx.Sheet{{Name: "S", Columns: []xlsx.Column{{Width: 20}, {Width: 20}}, Rows: []xlsx.Row{
		{Cells: []xlsx.Cell{xlsx.Text("one line", wrapped)}},
		{Cells: []xlsx.Cell{xlsx.Text("one", wrapped), xlsx.Text(strings.Repeat("word ", 20), wrapped)}},
		{Cells: []xlsx.Cell{{}, xlsx.Text(strings.Repeat("word ", 20), xlsx.Style{})}},
		{Cells: []xlsx.Cell{xlsx.Text(strings.Repeat("line\n", 99), wrapped)}},
		{Height: 50, Cells: []xlsx.Cell{xlsx.Text("one line", wrapped)}},
		{Cells: []xlsx.Cell{{Across: 2, Style: wrapped}}},
		{Cells: []xlsx.Cell{xlsx.Text("large", xlsx.Style{Size: 20})}},
		{Cells: []xlsx.Cell{joined}},
	}}}}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, book)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const usual = 15 // of a row that says nothing of it
	for row, want := range map[int]float64{1: usual, 2: 65.75, 3: usual, 4: 409, 5: 50, 6: usual, 7: 27.5, 8: 40.25} {
		if got, err := f.GetRowHeight("S", row); got != want || err != nil {
			t.Errorf("row %d is %v points tall, not %v (%v)", row, got, want, err)
		}
	}
}
