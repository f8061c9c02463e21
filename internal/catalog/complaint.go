package catalog

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"favour/internal/plain"
)

// A Complaint is one thing that is wrong with a file.
type Complaint struct {
	File   string
	Line   int // from 1
	Column int // from 1, in characters
	Text   string
}

// String is c as editors and compilers write it: file:line:column: text.
func (c Complaint) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", c.File, c.Line, c.Column, c.Text)
}

// excerptWidth is how much of a long line an excerpt shows.
const excerptWidth = 76

// Excerpt returns the line of src that c is about, and below it a caret at c's
// column. Of a long line it shows the part round the caret. What a terminal
// would obey rather than show is blanked.
func (c Complaint) Excerpt(src []byte) string {
	line := []rune(lineOf(src, c.Line))
	at := min(max(c.Column-1, 0), len(line))
	from := 0
	if at >= excerptWidth {
		from = at - excerptWidth/2
	}
	line = line[from:min(len(line), from+excerptWidth)]
	for i, r := range line {
		if !plain.Visible(r) {
			line[i] = ' '
		}
	}
	return strings.TrimRight(string(line), " ") + "\n" + strings.Repeat(" ", at-from) + "^"
}

// lineOf returns one line of src, counted from 1, without its end.
func lineOf(src []byte, n int) string {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	for ; n > 1; n-- {
		_, rest, _ := bytes.Cut(src, []byte("\n"))
		src = rest
	}
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return strings.ToValidUTF8(strings.TrimSuffix(string(line), "\r"), "\ufffd")
}

// A LintError is everything that is wrong with one file, in the order of the
// file. It has at least one complaint.
type LintError struct {
	Complaints []Complaint
}

// Error is every complaint, each on its line.
func (e *LintError) Error() string {
	lines := make([]string, len(e.Complaints))
	for i, c := range e.Complaints {
		lines[i] = c.String()
	}
	return strings.Join(lines, "\n")
}

// err returns what was complained of, sorted by place, or nil.
func (r *reader) err() error {
	if len(r.complaints) == 0 {
		return nil
	}
	all := slices.Clone(r.complaints)
	slices.SortFunc(all, func(a, b Complaint) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
	})
	return &LintError{slices.Compact(all)}
}

// refused reports whether no text may hold r: what a terminal would obey, or an
// eye would not see.
func refused(r rune) bool { return r != '\n' && !plain.Visible(r) }

// placeOf turns an offset in src into a line and a column, both from 1.
func placeOf(src []byte, offset int) (line, column int) {
	before := src[:offset]
	line = bytes.Count(before, []byte("\n")) + 1
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	return line, utf8.RuneCount(bytes.TrimPrefix(before, []byte("\ufeff"))) + 1
}
