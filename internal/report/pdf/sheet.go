package pdf

import (
	"fmt"
	"sort"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"favour/internal/report/paper"
)

// Drawing on pages, in points from the top left corner.

// A4, and what of it is written on.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	left       = 62.0
	right      = pageWidth - left
	top        = 76.0
	bottom     = pageHeight - 82
	measure    = right - left
)

// A colour is red, green and blue.
type colour struct{ r, g, b int }

// The colours: what is read has a contrast with paper of 7 to 1 at least.
var (
	ink    = colour{20, 24, 28}
	soft   = colour{76, 87, 98}
	hair   = colour{201, 208, 214}
	white  = colour{255, 255, 255}
	blue   = colour{11, 79, 138}
	green  = colour{29, 111, 66}
	amber  = colour{163, 90, 0}
	red    = colour{164, 38, 44}
	grey   = colour{91, 101, 112}
	marine = colour{42, 93, 143}
)

// A sheet is the document while it is laid out.
type sheet struct {
	document *paper.Document
	pdf      *fpdf.Fpdf

	regular, bold, italic *face

	headings []*heading // that are still to come
	below    string     // the heading that was laid out last

	y      float64 // where the next block may begin
	held   []*row  // what may not stand at the foot of a page alone
	repeat []*row  // the head of the table that is being laid out
	set    struct {
		face   *face
		size   float64
		colour colour
	}

	root   *element
	marked *element
	owners [][]*element // by page and number of the content
	links  []*link
	marks  []*heading          // all headings
	places map[string]*heading // by their IDs
	packer packer
	later  []func() // what can be drawn only when all pages are known
}

// A spot is a height on a page.
type spot struct {
	page int
	y    float64
}

// top is the height to show at the top of a window, in the measure of the file.
func (p spot) top() float64 { return min(pageHeight-p.y+10, pageHeight) }

// newSheet is a document with nothing on it yet.
func newSheet(d *paper.Document) (*sheet, error) {
	f, err := faces()
	if err != nil {
		return nil, err
	}
	s := &sheet{
		document: d, pdf: fpdf.New("P", "pt", "A4", ""), regular: f.regular, bold: f.bold, italic: f.italic,
		root: &element{kind: "Document", joined: true}, places: map[string]*heading{},
	}
	s.pdf.SetCatalogSort(true)
	s.pdf.SetCreationDate(d.Date)
	s.pdf.SetModificationDate(d.Date)
	s.pdf.SetAutoPageBreak(false, 0)
	s.pdf.SetCompression(false) // the pages are compressed at the end, by one compressor
	for _, x := range []*face{f.regular, f.bold, f.italic} {
		s.pdf.AddUTF8FontFromBytes(x.family, x.style, x.ttf)
	}
	s.expect()
	s.newPage()
	return s, s.pdf.Error()
}

// expect gathers the headings, for contents that stand before them and for links
// that lead to them.
func (s *sheet) expect() {
	for _, b := range s.document.Blocks {
		if b, ok := b.(paper.Heading); ok {
			h := &heading{id: b.ID, title: s.bold.clean(b.Text.String()), level: b.Level}
			s.headings = append(s.headings, h)
			if h.id != "" {
				s.places[h.id] = h
			}
		}
	}
	s.marks = s.headings
}

// newPage begins a page, with the head of a table if one goes on there.
func (s *sheet) newPage() {
	s.unmark()
	s.pdf.AddPage()
	s.y = top
	s.pagination("Header", func() { s.centred(s.document.Marking, 46) })
	for _, r := range s.repeat {
		s.draw(r, r.counts(), true)
	}
}

// onPage draws on a page that has been left.
func (s *sheet) onPage(page int, draw func()) {
	s.unmark()
	last := s.pdf.PageNo()
	s.pdf.SetPage(page)
	s.set.face = nil
	draw()
	s.unmark()
	s.pdf.SetPage(last)
	s.set.face = nil
}

// feet draws the foot of every page.
func (s *sheet) feet() {
	pages := s.pdf.PageCount()
	small := setting{s.regular, 8, 11, soft}
	for page := 1; page <= pages; page++ {
		s.onPage(page, func() {
			s.pagination("Footer", func() {
				s.rule(left, right, bottom+24, hair, 0.5)
				number := small.plain(s, fmt.Sprintf("Page %d of %d", page, pages))
				s.write(right-number.width, bottom+37, number, nil)
				s.write(left, bottom+37, s.cut(small, s.document.Running, measure-number.width-12), nil)
				s.centred(s.document.Marking, bottom+56)
			})
		})
	}
}

// centred draws a marking.
func (s *sheet) centred(text string, baseline float64) {
	l := s.cut(setting{s.bold, 10, 14, ink}, text, measure)
	s.write((pageWidth-l.width)/2, baseline, l, nil)
}

// plain is text as one line, whatever its width.
func (t setting) plain(s *sheet, text string) line {
	return s.lines(paper.Words(strings.ReplaceAll(text, "\n", " ")), t, 1e9)[0]
}

// cut is as much of text as there is room for, with a sign where there is more.
func (s *sheet) cut(t setting, text string, width float64) line {
	if l := t.plain(s, text); l.width <= width {
		return l
	}
	r := []rune(text)
	n := sort.Search(len(r), func(n int) bool { return t.plain(s, string(r[:n+1])+"…").width > width })
	return t.plain(s, string(r[:n])+"…")
}

// write draws a line, which is content of e, or of nothing.
func (s *sheet) write(x, baseline float64, l line, e *element) {
	for _, p := range l.spans {
		if e != nil {
			s.mark(s.owner(e, p, x, baseline))
		}
		s.choose(p.manner)
		s.pdf.Text(x, baseline, visual(p.text))
		x += p.width
	}
	s.decorate(l, x-l.width, baseline)
}

// decorate strikes out what is removed and underlines what is new.
func (s *sheet) decorate(l line, x, baseline float64) {
	for _, p := range l.spans {
		switch {
		case p.style&paper.Removed != 0:
			s.artifact(func() { s.rule(x, x+p.width, baseline-p.size*0.26, p.colour, 0.7) })
		case p.style&paper.Added != 0:
			s.artifact(func() { s.rule(x, x+p.width, baseline+p.size*0.14, p.colour, 0.7) })
		}
		x += p.width
	}
}

// owner is the element that p is content of: e, or one within it.
func (s *sheet) owner(e *element, p span, x, baseline float64) *element {
	m := p.manner
	if m.element == nil {
		switch {
		case m.link != "":
			m.element = e.child("Link")
		case m.style&paper.Removed != 0:
			m.element = e.child("Span")
			m.element.attribute = "<</O/Layout/TextDecorationType/LineThrough>>"
		case m.style&paper.Added != 0:
			m.element = e.child("Span")
			m.element.attribute = "<</O/Layout/TextDecorationType/Underline>>"
		default:
			m.element = e
		}
	}
	if m.link != "" {
		l := &link{
			page: s.pdf.PageNo(), to: m.link, owner: m.element,
			x0: x, x1: x + p.width, y0: pageHeight - baseline - p.size*0.25, y1: pageHeight - baseline + p.size*0.85,
		}
		s.links = append(s.links, l)
		m.element.join()
		m.element.kids = append(m.element.kids, kid{page: l.page, link: l})
	}
	return m.element
}

// choose makes what is drawn next look like m.
func (s *sheet) choose(m *manner) {
	if s.set.face != m.face || s.set.size != m.size {
		s.pdf.SetFont(m.face.family, m.face.style, m.size)
	}
	if s.set.face == nil || s.set.colour != m.colour {
		s.fill(m.colour)
	}
	s.set.face, s.set.size = m.face, m.size
}

// fill makes c the colour of what is filled, and of letters.
func (s *sheet) fill(c colour) {
	s.pdf.SetTextColor(c.r, c.g, c.b)
	s.pdf.SetFillColor(c.r, c.g, c.b)
	s.set.colour = c
}

// rule draws a level line.
func (s *sheet) rule(x0, x1, y float64, c colour, width float64) {
	s.pdf.SetDrawColor(c.r, c.g, c.b)
	s.pdf.SetLineWidth(width)
	s.pdf.Line(x0, y, x1, y)
}

// box fills a rectangle.
func (s *sheet) box(x, y, width, height float64, c colour) {
	s.fill(c)
	s.pdf.Rect(x, y, width, height, "F")
}
