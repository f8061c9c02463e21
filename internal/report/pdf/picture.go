package pdf

import (
	"fmt"

	"favour/internal/report/paper"
)

// Pictures: bars, and the keys to them. What they show is also said in words, in
// the text and in what a screen reader says of the picture. Tones differ in their
// pattern, so that they are told apart on any printer.

// How tall bars are: one that stands alone, one in a table, and one of several in
// a row of a table.
const (
	tall = 15.0
	slim = 6.5
)

// A picture is a bar, or a patch of one tone.
type picture struct {
	bar    paper.Bar
	height float64
	width  float64 // nought for as wide as there is room
}

// barStrip is b as a strip, in a figure within e.
func (s *sheet) barStrip(b paper.Bar, height float64, e *element) strip {
	figure := e.child("Figure")
	figure.words = s.regular.clean(b.Title + ": " + b.Words)
	return strip{picture: &picture{bar: b, height: height}, before: 3, height: height + 1, element: figure}
}

func (s *sheet) bars(all paper.Bars) {
	for _, b := range all {
		s.place(&row{before: 4, whole: true, cells: []cell{{x: left, width: measure, strips: []strip{s.barStrip(b, tall, s.root)}}}})
	}
}

// keys tells what tones mean, side by side.
func (s *sheet) keys(all paper.Keys) {
	as := s.tabular()
	list := s.root.child("L")
	const patch, each = 16.0, 3
	width := measure / each
	for i := 0; i < len(all); i += each {
		r := &row{before: 5, whole: true}
		for j, k := range all[i:min(i+each, len(all))] {
			li := list.child("LI")
			x := left + float64(j)*width
			p := strip{picture: &picture{bar: paper.Bar{Parts: []paper.Part{{Share: 1, Tone: k.Tone}}}, height: 8, width: patch}, height: as.leading, drop: 2}
			r.cells = append(r.cells,
				cell{x: x, width: patch, strips: []strip{p}},
				cell{x: x + patch + 6, width: width - patch - 14, strips: s.stripsOf(k.Text, as, width-patch-14, 0, li.child("LBody"))})
		}
		s.place(r)
	}
}

// picture draws p as content of e, or of nothing.
func (s *sheet) picture(p *picture, x, y, width float64, e *element) {
	if p.width > 0 {
		width = p.width
	}
	if e == nil {
		s.artifact(func() { s.bar(p, x, y, width) })
		return
	}
	e.attribute = fmt.Sprintf("<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>", x, pageHeight-y-p.height, x+width, pageHeight-y)
	s.mark(e)
	s.bar(p, x, y, width)
	s.unmark()
}

// bar draws a bar within a frame.
func (s *sheet) bar(p *picture, x, y, width float64) {
	at := x
	for _, part := range p.bar.Parts {
		w := width * part.Share
		if w == 0 {
			continue
		}
		s.tone(part.Tone, at, y, w, p.height)
		at += w
		if at < x+width-0.1 {
			s.upright(at, y, y+p.height)
		}
	}
	if !p.bar.Open {
		at = x + width
	}
	if at-x < 0.1 {
		return // nothing at all
	}
	s.pdf.SetDrawColor(ink.r, ink.g, ink.b)
	s.pdf.SetLineWidth(0.6)
	s.pdf.Rect(x, y, at-x, p.height, "D")
}

// upright is the line between two parts.
func (s *sheet) upright(x, y0, y1 float64) {
	s.pdf.SetDrawColor(ink.r, ink.g, ink.b)
	s.pdf.SetLineWidth(0.6)
	s.pdf.Line(x, y0, x, y1)
}

// tone fills a rectangle with the pattern of a tone.
func (s *sheet) tone(t paper.Tone, x, y, w, h float64) {
	solid := func(c colour) { s.box(x, y, w, h, c) }
	inside := func(draw func()) {
		s.pdf.ClipRect(x, y, w, h, false)
		draw()
		s.pdf.ClipEnd()
	}
	slanted := func(c colour, step, width float64) {
		inside(func() {
			s.pdf.SetDrawColor(c.r, c.g, c.b)
			s.pdf.SetLineWidth(width)
			for at := x - h; at < x+w; at += step {
				s.pdf.Line(at, y+h, at+h, y)
			}
		})
	}
	switch t {
	case paper.Done:
		solid(green)
	case paper.Plain:
		solid(marine)
	case paper.Partly:
		slanted(amber, 4, 2)
	case paper.Before:
		slanted(ink, 3.5, 0.8)
	case paper.Undone:
		solid(red)
		inside(func() {
			s.fill(white)
			for at := x + 2.5; at < x+w+2; at += 5 {
				for up := y + 2.5; up < y+h+2; up += 5 {
					s.pdf.Circle(at, up, 0.9, "F")
				}
			}
		})
	case paper.Apart:
		inside(func() {
			s.pdf.SetDrawColor(grey.r, grey.g, grey.b)
			s.pdf.SetLineWidth(1)
			for at := y + 1.5; at < y+h; at += 3 {
				s.pdf.Line(x, at, x+w, at)
			}
		})
	}
}
