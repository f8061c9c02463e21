package xlsx

import (
	"fmt"
	"strings"
)

// looks gathers the styles of a book, each once, in the order of their first use.
type looks struct {
	numbers map[Style]int
	styles  []Style
}

// newLooks has the plain style, which is the first in every book.
func newLooks() *looks { return &looks{map[Style]int{{}: 0}, []Style{{}}} }

// of is the number of a style.
func (l *looks) of(s Style) int {
	n, ok := l.numbers[s]
	if !ok {
		n = len(l.styles)
		l.numbers[s] = n
		l.styles = append(l.styles, s)
	}
	return n
}

// builtIn are the formats that have a number of their own.
var builtIn = map[string]int{"": 0, AsCount: 3, AsText: 49}

// firstOwn is the first number for a format of one's own.
const firstOwn = 164

// xml is the part that says what each number looks like.
func (l *looks) xml() string {
	formats := newTable()
	fonts := newTable()
	fills := newTable(`<fill><patternFill patternType="none"/></fill>`, `<fill><patternFill patternType="gray125"/></fill>`)
	borders := newTable(`<border><left/><right/><top/><bottom/><diagonal/></border>`)
	var cells strings.Builder
	for _, s := range l.styles {
		format, ok := builtIn[s.Format]
		if !ok {
			format = firstOwn + formats.of(s.Format)
		}
		fill, border := 0, 0
		if s.Fill != "" {
			fill = fills.of(`<fill><patternFill patternType="solid"><fgColor rgb="FF` + s.Fill + `"/><bgColor indexed="64"/></patternFill></fill>`)
		}
		switch {
		case s.Border:
			border = borders.of(thinBorder)
		case s.Line != "":
			border = borders.of(`<border><left/><right/><top/><bottom style="thin"><color rgb="FF` + s.Line + `"/></bottom><diagonal/></border>`)
		}
		align, quoted := "left", ""
		if s.Right {
			align = "right"
		}
		if s.quoted {
			quoted = ` quotePrefix="1"`
		}
		wrap := ""
		if s.Wrap {
			wrap = ` wrapText="1"`
		}
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"%s applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="%s" vertical="top"%s/></xf>`,
			format, fonts.of(s.font()), fill, border, quoted, align, wrap)
	}
	var b strings.Builder
	b.WriteString(header + `<styleSheet xmlns="` + mainNS + `">`)
	if len(formats.rows) > 0 {
		fmt.Fprintf(&b, `<numFmts count="%d">`, len(formats.rows))
		for i, code := range formats.rows {
			fmt.Fprintf(&b, `<numFmt numFmtId="%d" formatCode="%s"/>`, firstOwn+i, escape(code))
		}
		b.WriteString(`</numFmts>`)
	}
	fonts.write(&b, "fonts")
	fills.write(&b, "fills")
	borders.write(&b, "borders")
	b.WriteString(`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`)
	fmt.Fprintf(&b, `<cellXfs count="%d">%s</cellXfs>`, len(l.styles), cells.String())
	b.WriteString(`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`)
	return b.String()
}

const thinBorder = `<border><left style="thin"><color rgb="FF808080"/></left><right style="thin"><color rgb="FF808080"/></right>` +
	`<top style="thin"><color rgb="FF808080"/></top><bottom style="thin"><color rgb="FF808080"/></bottom><diagonal/></border>`

// plainSize is the size of ordinary type, in points.
const plainSize = 10

func (s Style) size() float64 {
	if s.Size == 0 {
		return plainSize
	}
	return float64(s.Size)
}

func (s Style) font() string {
	font := "<font>"
	if s.Bold {
		font += "<b/>"
	}
	if s.Italic {
		font += "<i/>"
	}
	colour := s.Colour
	if colour == "" {
		colour = "000000"
	}
	return font + fmt.Sprintf(`<sz val="%s"/><color rgb="FF%s"/><name val="Arial"/><family val="2"/></font>`, decimal(s.size()), colour)
}

// A table is a list of which each entry stands once.
type table struct {
	rows  []string
	index map[string]int
}

func newTable(rows ...string) *table {
	t := &table{index: map[string]int{}}
	for _, r := range rows {
		t.of(r)
	}
	return t
}

func (t *table) of(row string) int {
	n, ok := t.index[row]
	if !ok {
		n = len(t.rows)
		t.index[row] = n
		t.rows = append(t.rows, row)
	}
	return n
}

func (t *table) write(b *strings.Builder, name string) {
	fmt.Fprintf(b, `<%s count="%d">%s</%s>`, name, len(t.rows), strings.Join(t.rows, ""), name)
}
