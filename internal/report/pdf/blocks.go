package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"favour/internal/report/paper"
)

// What each block of a document looks like.

// text is how a paragraph of that look is set, with the room above it.
func (s *sheet) look(l paper.Look) (as setting, before float64) {
	switch l {
	case paper.Lede:
		return setting{s.regular, 14, 19, soft}, 4
	case paper.Kicker:
		return setting{s.regular, 10.5, 15, soft}, 0
	case paper.Figure:
		return setting{s.regular, 13, 18, ink}, 8
	case paper.Note:
		return setting{s.regular, 8.5, 12, soft}, 7
	case paper.Label:
		return setting{s.bold, 9.5, 13, ink}, 12
	case paper.Alert:
		return setting{s.bold, 10, 14.5, ink}, 10
	}
	return setting{s.regular, 10, 14.5, ink}, 7
}

// The settings of tables and facts.
func (s *sheet) tabular() setting { return setting{s.regular, 9, 12.5, ink} }
func (s *sheet) fact() setting    { return setting{s.regular, 10, 14.5, ink} }

// heads are the settings of headings, by level from 1, with the room above and
// below each.
func (s *sheet) head(level int) (as setting, before, after float64) {
	switch level {
	case 1:
		return setting{s.bold, 27, 32, ink}, 4, 4
	case 2:
		return setting{s.bold, 17, 21, ink}, 34, 6
	case 3:
		return setting{s.bold, 12.5, 16, ink}, 20, 3
	}
	return setting{s.bold, 10.5, 14, ink}, 18, 2
}

// strips are the lines of t, as content of e.
func (s *sheet) stripsOf(t paper.Text, as setting, width, before float64, e *element) []strip {
	var all []strip
	for i, l := range s.lines(t, as, width) {
		p := strip{line: l, height: as.leading, rise: as.leading/2 + as.size*0.34, element: e}
		if i == 0 {
			p.before = before
		}
		all = append(all, p)
	}
	return all
}

// block lays out one block.
func (s *sheet) block(b paper.Block) {
	switch b := b.(type) {
	case paper.Heading:
		s.heading(b)
	case paper.Paragraph:
		s.paragraph(b)
	case paper.List:
		s.list(b)
	case paper.Facts:
		s.facts(b)
	case paper.Table:
		s.table(b)
	case paper.Bars:
		s.bars(b)
	case paper.Keys:
		s.keys(b)
	case paper.Contents:
		s.contents(b)
	case paper.Break:
		s.release()
		if !s.fresh() {
			s.newPage()
		}
	}
}

func (s *sheet) heading(b paper.Heading) {
	h := s.headings[0]
	s.headings, s.below = s.headings[1:], h.title
	as, before, after := s.head(b.Level)
	e := s.root.child("H" + strconv.Itoa(b.Level))
	width := s.balance(b.Text, as)
	r := &row{before: before, keep: true, heading: h, cells: []cell{{x: left, width: width, strips: s.stripsOf(b.Text, as, width, 0, e)}}}
	if b.Level == 2 {
		r.over, r.pad = 1.2, 7
	}
	if n := len(s.held); n > 0 && s.held[n-1].space {
		r.before = min(r.before, 4) // right below another heading
	}
	s.place(r)
	s.place(&row{keep: true, space: true, cells: []cell{{strips: []strip{{height: after}}}}})
}

// balance is the least width at which t takes no more lines than at the whole
// measure, so that a heading does not end in a line of one word.
func (s *sheet) balance(t paper.Text, as setting) float64 {
	lines := s.lines(t, as, measure)
	width := measure
	for len(lines) > 1 && len(lines) < 5 && len(s.lines(t, as, width-10)) == len(lines) {
		width -= 10
	}
	return width
}

func (s *sheet) paragraph(b paper.Paragraph) {
	as, before := s.look(b.Look)
	width := min(measure, as.size*41) // about 80 characters, to be read with ease
	c := cell{x: left, width: width, strips: s.stripsOf(b.Text, as, width, 0, s.root.child("P"))}
	r := &row{before: before, cells: []cell{c}}
	switch b.Look {
	case paper.Label, paper.Intro:
		r.keep = true
	case paper.Alert:
		r.keep = true
		r.cells[0].x += 12
		r.bar = &red
	}
	s.place(r)
}

// dot is what stands before a point of a list.
const dot = "•"

func (s *sheet) list(b paper.List) {
	as, before := s.look(paper.Body)
	list := s.root.child("L")
	for _, t := range b.Points {
		s.place(&row{before: before - 2, cells: s.point(list, t, as, left, min(measure, as.size*41))})
	}
}

// point is a point of a list: its dot and its text.
func (s *sheet) point(list *element, t paper.Text, as setting, x, width float64) []cell {
	const indent = 12
	li := list.child("LI")
	return []cell{
		{x: x, width: indent, strips: s.stripsOf(paper.Words(dot), as, indent, 0, li.child("Lbl"))},
		{x: x + indent, width: width - indent, strips: s.stripsOf(t, as, width-indent, 0, li.child("LBody"))},
	}
}

// nameWidth is how wide the names of facts are, and gap what is between columns.
const (
	nameWidth = 124.0
	gap       = 10.0
)

func (s *sheet) facts(b paper.Facts) {
	table := s.root.child("Table")
	as := s.fact()
	name := as
	name.face, name.size = s.bold, 9.5
	var rows []*row
	for i, f := range b.Rows {
		tr := table.child("TR")
		th, td := tr.child("TH"), tr.child("TD")
		th.attribute = scope("Row")
		x, width := left+nameWidth+gap, measure-nameWidth-gap
		c := cell{x: x, width: width, element: td}
		for j, t := range f.Text {
			e := td
			if len(f.Text) > 1 {
				e = td.child("P")
			}
			c.strips = append(c.strips, s.stripsOf(t, as, width, gapAbove(j, 7), e)...)
		}
		if len(f.Points) > 0 {
			list := td.child("L")
			for j, t := range f.Points {
				c.strips = append(c.strips, s.pointStrips(list, t, as, width, gapAbove(len(f.Text)+j, 4))...)
			}
		}
		r := &row{pad: 4.5, under: 0.5, element: tr, cells: []cell{
			{x: left, width: nameWidth, element: th, strips: s.stripsOf(f.Name, name, nameWidth, 0, th)}, c,
		}}
		if i == 0 {
			r.over, r.before = 0.5, 6
		}
		rows = append(rows, r)
	}
	if len(rows) > 0 {
		rows[0].then = s.goesOn()
	}
	s.together(rows)
	s.repeat = nil
}

// goesOn is what stands at the head of every further page that facts take: what they
// are of, to be seen and not read.
func (s *sheet) goesOn() *row {
	as := setting{s.italic, 8.5, 12, soft}
	return &row{pad: 4.5, under: 0.5, cells: []cell{{x: left, width: measure, strips: []strip{{
		line: s.cut(as, s.below+", continued", measure), height: as.leading, rise: as.leading/2 + as.size*0.34,
	}}}}}
}

func gapAbove(i int, gap float64) float64 {
	if i == 0 {
		return 0
	}
	return gap
}

// pointStrips is a point of a list inside a cell: its dot stands in the margin
// of its first line.
func (s *sheet) pointStrips(list *element, t paper.Text, as setting, width, before float64) []strip {
	const indent = 11
	li := list.child("LI")
	all := s.stripsOf(t, as, width-indent, before, li.child("LBody"))
	for i := range all {
		all[i].indent = indent
	}
	label := as.plain(s, dot)
	all[0].label, all[0].labelOf = &label, li.child("Lbl")
	return all
}

func (s *sheet) table(b paper.Table) {
	t := grid{sheet: s, element: s.root.child("Table"), columns: b.Columns}
	t.measure()
	as := s.tabular()
	if b.Caption != "" {
		caption := setting{s.bold, 9.5, 13, ink}
		s.place(&row{before: 14, keep: true, cells: []cell{{x: left, width: measure, strips: s.stripsOf(paper.Words(b.Caption), caption, measure, 0, t.element.child("Caption"))}}})
	}
	head := as
	head.face, head.size, head.leading = s.bold, 8.5, 11.5
	title := as
	title.face = s.bold
	var cells []cell
	tr := t.element.child("TR")
	for i, c := range b.Columns {
		th := tr.child("TH")
		th.attribute = scope("Column")
		at := t.cell(i, th)
		at.strips = s.stripsOf(paper.Words(c.Title), head, at.width, 0, th)
		cells = append(cells, at)
	}
	s.place(&row{before: 8, pad: 4, cells: cells, element: tr, keep: true, repeats: true, under: 1})
	var rows []*row
	for _, g := range b.Groups {
		if len(g.Title) > 0 {
			rows = append(rows, t.title(g.Title, title))
		}
		for _, r := range g.Rows {
			as := as
			if g.Total {
				as.face = s.bold
			}
			rows = append(rows, t.row(r, as))
		}
	}
	s.together(rows)
	s.release()
	s.repeat = nil
}

// A grid is a table while it is laid out.
type grid struct {
	*sheet
	element   *element
	columns   []paper.Column
	x, widths []float64
}

// measure gives each column its place.
func (t *grid) measure() {
	sum := 0.0
	for _, c := range t.columns {
		sum += c.Share
	}
	room := measure - gap*float64(len(t.columns)-1)
	x := left
	for _, c := range t.columns {
		width := room / float64(len(t.columns))
		if sum > 0 {
			width = room * c.Share / sum
		}
		t.x, t.widths = append(t.x, x), append(t.widths, width)
		x += width + gap
	}
}

// cell is an empty cell of a column.
func (t *grid) cell(column int, e *element) cell {
	return cell{x: t.x[column], width: t.widths[column], number: t.columns[column].Number, element: e}
}

// title is a row that heads others.
func (t *grid) title(text paper.Text, as setting) *row {
	tr := t.element.child("TR")
	th := tr.child("TH")
	th.attribute = fmt.Sprintf("<</O/Table/Scope/Column/ColSpan %d>>", len(t.columns))
	return &row{
		before: 8, pad: 4, element: tr, keep: true, under: 0.5,
		cells: []cell{{x: left, width: measure, element: th, strips: t.stripsOf(text, as, measure, 0, th)}},
	}
}

func (t *grid) row(r paper.Row, as setting) *row {
	tr := t.element.child("TR")
	out := &row{pad: 4, under: 0.5, element: tr}
	for i, c := range r.Cells {
		e := tr.child("TD")
		if i == 0 {
			e = tr.child("TH")
			e.attribute = scope("Row")
		}
		at := t.cell(i, e)
		for j, text := range c.Text {
			of := e
			if len(c.Text) > 1 {
				of = e.child("P")
			}
			at.strips = append(at.strips, t.stripsOf(text, as, at.width, gapAbove(j, 4), of)...)
		}
		for _, b := range c.Bars {
			at.strips = append(at.strips, t.barStrip(b, slim, e))
		}
		out.cells = append(out.cells, at)
	}
	return out
}

// contents lists headings with their pages, which are not known before the end.
func (s *sheet) contents(b paper.Contents) {
	s.paragraph(paper.Paragraph{Text: paper.Words(b.Title), Look: paper.Label})
	toc := s.root.child("TOC")
	for _, h := range s.headings {
		if h.level < b.Top || h.level > b.Deep || h.id == "" {
			continue
		}
		as := s.fact()
		before := 1.0
		if h.level == b.Top {
			before = 4
		}
		entry := toc.child("TOCI")
		x := left + 14*float64(h.level-b.Top)
		const number = 28
		t := paper.Text{{Text: h.title, Link: h.id}} // in print a colour would say nothing
		r := &row{before: before, whole: true, element: entry, cells: []cell{
			{x: x, width: right - number - x, strips: s.stripsOf(t, as, right-number-x, 0, entry.child("Reference"))},
			{x: right - number, width: number, number: true},
		}}
		for _, p := range r.cells[0].strips {
			for _, x := range p.line.spans {
				x.colour = ink
			}
		}
		r.finish = func() {
			last := len(r.cells[0].strips) - 1
			page := s.stripsOf(paper.Words(strconv.Itoa(h.at.page)), as, number, 0, entry.child("Lbl"))
			r.cells[1].strips = append(slices.Repeat([]strip{{height: as.leading}}, last), page...)
		}
		s.place(r)
	}
}
