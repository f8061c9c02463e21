package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"favour/internal/plain"
)

// A printer writes text to standard output. Rules of this file:
//
//   - What a person or a file wrote goes through package plain before it is
//     printed, so that no terminal obeys it. The methods here do that.
//   - Lines are wrapped at width, at blanks, and what hangs is indented.
//   - There is no colour. Headings are bold, and only on a terminal.
type printer struct {
	w      io.Writer
	width  int
	styled bool
}

// line prints one line as it is, wrapped.
func (p *printer) line(format string, args ...any) {
	p.hang("", fmt.Sprintf(format, args...))
}

// blank prints an empty line.
func (p *printer) blank() { fmt.Fprintln(p.w) }

// heading prints a line that stands out.
func (p *printer) heading(text string) {
	for l := range strings.SplitSeq(wrap(plain.Line(text), p.width), "\n") {
		fmt.Fprintln(p.w, p.bold(l))
	}
}

func (p *printer) bold(s string) string {
	if !p.styled {
		return s
	}
	return "\x1b[1m" + s + "\x1b[m"
}

// hang prints text behind lead, and its further lines indented as far as lead
// is wide. Line breaks in text are kept.
func (p *printer) hang(lead, text string) {
	lead, text = plain.Line(lead), plain.Text(text)
	indent := ansi.StringWidth(lead)
	rest := strings.Repeat(" ", indent)
	for l := range strings.SplitSeq(wrap(text, p.width-indent), "\n") {
		fmt.Fprintln(p.w, strings.TrimRight(lead+l, " "))
		lead = rest
	}
}

// wrap is plain.Wrap of text without the line feeds at its end.
func wrap(text string, width int) string {
	return plain.Wrap(strings.TrimRight(text, "\n"), width, ansi.StringWidth)
}

// leastText is how many columns a text has to have beside its name.
const leastText = 24

// pairs prints names with texts beside them, in two columns; if a name is too
// wide for that, every text is below its name.
func (p *printer) pairs(indent string, rows [][2]string) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, ansi.StringWidth(plain.Line(r[0])))
	}
	stacked := len(indent)+wide+2 > p.width-leastText
	for _, r := range rows {
		switch {
		case !stacked:
			p.hang(indent+columnsOf(r[0], wide)+"  ", r[1])
		case r[0] == "":
			p.hang(indent+"    ", r[1])
		default:
			p.hang(indent, r[0])
			p.hang(indent+"    ", r[1])
		}
	}
}

// json prints v, indented. What no terminal should obey is escaped.
func (p *printer) json(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write as JSON: %w", err)
	}
	_, err := p.w.Write(plain.JSON(b.Bytes()))
	return err
}

// columnsOf is s filled up with blanks to n columns.
func columnsOf(s string, n int) string {
	s = plain.Line(s)
	return s + strings.Repeat(" ", max(0, n-ansi.StringWidth(s)))
}
