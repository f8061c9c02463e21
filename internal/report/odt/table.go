package odt

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"favour/internal/report/paper"
)

// Tables. The styles of their columns and cells cannot be common ones, so that
// they stand in the content: each shape of table once.

// Room inside a cell, on either side, and how wide the names of facts are, in
// centimetres.
const (
	padding   = 0.15
	nameWidth = 4.4
)

// shapes are the styles of tables, by the widths of their columns.
type shapes struct {
	names  map[string]string
	widths [][]float64
}

func newShapes() shapes { return shapes{names: map[string]string{}} }

// of is the name of the shape that has columns of those widths.
func (s *shapes) of(widths []float64) string {
	key := fmt.Sprint(widths)
	name, ok := s.names[key]
	if !ok {
		s.widths = append(s.widths, widths)
		name = shapeName(len(s.widths))
		s.names[key] = name
	}
	return name
}

func shapeName(n int) string { return "Shape" + strconv.Itoa(n) }

// columnName is the style of a column, counted from nought.
func columnName(shape string, n int) string { return shape + "." + string(rune('A'+n)) }

// cellStyles are the styles of cells, with what lies behind and below each.
var cellStyles = [][]string{
	{"HeadCell", "fo:padding-bottom", "0.1cm", "fo:background-color", "#e9edf1", "fo:border-bottom", "0.8pt solid #14181c"},
	{"GroupCell", "fo:padding-bottom", "0.1cm", "fo:background-color", "#f3f5f7", "fo:border-bottom", "0.4pt solid #c9d0d6"},
	{"Cell", "fo:padding-bottom", "0.1cm", "fo:border-bottom", "0.4pt solid #c9d0d6"},
	{"FactCell", "fo:border-bottom", "0.4pt solid #c9d0d6", "fo:padding-bottom", "0cm"},
	{"TotalCell", "fo:padding-bottom", "0.1cm", "fo:border-top", "0.8pt solid #14181c", "fo:border-bottom", "0.8pt solid #14181c"},
}

func (s *shapes) write(m *markup) {
	for i, widths := range s.widths {
		name := shapeName(i + 1)
		m.start("style:style", "style:name", name, "style:family", "table")
		m.element("style:table-properties", "style:width", cm(measure), "table:align", "left", "table:border-model", "collapsing",
			"fo:margin-top", "0.2cm", "fo:margin-bottom", "0.35cm")
		m.end()
		for j, w := range widths {
			m.start("style:style", "style:name", columnName(name, j), "style:family", "table-column")
			m.element("style:table-column-properties", "style:column-width", cm(w))
			m.end()
		}
	}
	m.start("style:style", "style:name", wholeRow, "style:family", "table-row")
	m.element("style:table-row-properties", "fo:keep-together", "always")
	m.end()
	for _, c := range cellStyles {
		m.start("style:style", "style:name", c[0], "style:family", "table-cell")
		m.element("style:table-cell-properties", append([]string{
			"fo:padding-left", cm(padding), "fo:padding-right", cm(padding), "fo:padding-top", "0.1cm", "fo:border-left", "none", "fo:border-right", "none",
		}, c[1:]...)...)
		m.end()
	}
}

// wholeRow is the style of a row that stands on one page: one of few words. A row
// of more goes on over the next.
const (
	wholeRow = "WholeRow"
	fewWords = 600 // characters in one cell
)

// row opens a row with those texts in its cells.
func (b *body) row(cells ...[]paper.Text) {
	for _, texts := range cells {
		n := 0
		for _, t := range texts {
			n += len(t.String())
		}
		if n > fewWords {
			b.start("table:table-row")
			return
		}
	}
	b.start("table:table-row", "table:style-name", wholeRow)
}

// cm is a length.
func cm(n float64) string { return strconv.FormatFloat(n, 'f', 3, 64) + "cm" }

// grid opens a table with columns of those widths.
func (b *body) grid(widths []float64) {
	b.tables++
	shape := b.shapes.of(widths)
	b.start("table:table", "table:name", "Table"+strconv.Itoa(b.tables), "table:style-name", shape)
	for i := range widths {
		b.element("table:table-column", "table:style-name", columnName(shape, i))
	}
}

// cell opens a cell, and fill writes its paragraphs: without any, an empty one.
func (b *body) cell(style string, across int, fill func()) {
	attributes := []string{"table:style-name", style, "office:value-type", "string"}
	if across > 1 {
		attributes = append(attributes, "table:number-columns-spanned", strconv.Itoa(across))
	}
	b.start("table:table-cell", attributes...)
	before := b.Len()
	fill()
	if b.Len() == before {
		b.paragraph(nil, "Table_20_Contents")
	}
	b.end()
	for range across - 1 {
		b.element("table:covered-table-cell")
	}
}

// facts is a table of two columns, in which the names head the rows.
func (b *body) facts(f paper.Facts) {
	if len(f.Rows) == 0 {
		return
	}
	b.gap()
	b.grid([]float64{nameWidth, measure - nameWidth})
	for _, row := range f.Rows {
		b.row(row.Text, row.Points)
		b.cell("FactCell", 1, func() { b.paragraph(row.Name, "Fact_20_name") })
		b.cell("FactCell", 1, func() {
			for _, t := range row.Text {
				b.paragraph(t, "Fact")
			}
			if len(row.Points) > 0 {
				b.list(row.Points, "Fact")
			}
		})
		b.end()
	}
	b.end()
}

func (b *body) table(t paper.Table) {
	if t.Caption != "" {
		b.paragraph(paper.Words(t.Caption), "Table")
	} else {
		b.gap()
	}
	widths := columnWidths(t.Columns)
	b.grid(widths)
	b.start("table:table-header-rows")
	b.row()
	for _, c := range t.Columns {
		b.cell("HeadCell", 1, func() { b.paragraph(paper.Words(c.Title), numbered("Table_20_Heading", c.Number)) })
	}
	b.end()
	b.end()
	for _, g := range t.Groups {
		if len(g.Title) > 0 {
			b.row([]paper.Text{g.Title})
			b.cell("GroupCell", len(t.Columns), func() { b.paragraph(g.Title, "Table_20_group") })
			b.end()
		}
		style, paragraph := "Cell", "Table_20_Contents"
		if g.Total {
			style, paragraph = "TotalCell", "Table_20_total"
		}
		for _, row := range g.Rows {
			texts := make([][]paper.Text, len(row.Cells))
			for i, c := range row.Cells {
				texts[i] = c.Text
			}
			b.row(texts...)
			for i, c := range row.Cells {
				b.cell(style, 1, func() {
					for _, text := range c.Text {
						b.paragraph(text, numbered(paragraph, t.Columns[i].Number))
					}
					for _, bar := range c.Bars {
						b.bar(bar, "Bar_20_in_20_table", widths[i]-2*padding, slim)
					}
				})
			}
			b.end()
		}
	}
	b.end()
}

// gap parts a table from what stands above it. Where a page begins it carries the
// break, which a table cannot.
func (b *body) gap() {
	if b.breaks {
		b.paragraph(nil, "Gap")
	}
}

// numbered is a style, or the same for numbers.
func numbered(style string, number bool) string {
	if number {
		return style + "_20_number"
	}
	return style
}

// columnWidths are those of columns that share the page.
func columnWidths(columns []paper.Column) []float64 {
	sum := 0.0
	for _, c := range columns {
		sum += c.Share
	}
	widths := make([]float64, len(columns))
	for i, c := range columns {
		widths[i] = measure / float64(len(columns))
		if sum > 0 {
			widths[i] = measure * c.Share / sum
		}
	}
	return widths
}

func sortedKeys(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }

// keys tells what tones mean, three to a line.
func (b *body) keys(all paper.Keys) {
	for line := range slices.Chunk(all, 3) {
		b.start("text:p", "text:style-name", b.styled("Key"))
		for i, k := range line {
			if i > 0 {
				b.element("text:tab")
			}
			sample := paper.Bar{Title: "Sample", Words: toneWords[k.Tone], Parts: []paper.Part{{Share: 1, Tone: k.Tone}}}
			b.picture(sample, 0.7, slim)
			b.element("text:s", "text:c", "2")
			b.text(k.Text)
		}
		b.end()
	}
}

// toneWords say what a tone looks like.
var toneWords = map[paper.Tone]string{
	paper.Blank: "empty", paper.Done: "solid", paper.Partly: "slanted lines", paper.Undone: "dots",
	paper.Apart: "level lines", paper.Plain: "solid", paper.Before: "thin slanted lines",
}

// bar writes a bar in a paragraph of its own.
func (b *body) bar(bar paper.Bar, style string, width, height float64) {
	b.start("text:p", "text:style-name", b.styled(style))
	b.picture(bar, width, height)
	b.end()
}

// picture writes a bar as a sign of the text that it stands in.
func (b *body) picture(bar paper.Bar, width, height float64) {
	b.frames++
	b.start("draw:frame", "draw:name", "Bar"+strconv.Itoa(b.frames), "draw:style-name", "Bar",
		"text:anchor-type", "as-char", "svg:width", cm(width), "svg:height", cm(height))
	b.element("draw:image", "xlink:href", b.draw(bar, width, height), "xlink:type", "simple", "xlink:show", "embed", "xlink:actuate", "onLoad")
	for _, x := range [][2]string{{"svg:title", bar.Title}, {"svg:desc", bar.Words}} {
		b.start(x[0])
		b.line(x[1])
		b.end()
	}
	b.end()
}

// draw is the name of the picture of a bar, which is made once however often it
// is shown.
func (b *body) draw(bar paper.Bar, width, height float64) string {
	key := fmt.Sprint(width, height, bar.Open, bar.Parts)
	name, ok := b.drawn[key]
	if !ok {
		name = fmt.Sprintf("Pictures/bar-%03d.png", len(b.pictures)+1)
		b.drawn[key] = name
		b.pictures = append(b.pictures, part{name, "image/png", draw(bar, width, height)})
	}
	return name
}
