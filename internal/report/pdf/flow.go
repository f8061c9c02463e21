package pdf

import "slices"

// Laying out: every block becomes rows of cells of strips, one below the other,
// and a row goes on the page where there is room for it. A row that is taller
// than what is left of a page goes on the next one, or is parted between lines
// if it is long.

// A strip is a line in a cell, or a picture.
type strip struct {
	line    line
	picture *picture
	before  float64 // above it, unless it is the first on its page
	height  float64
	rise    float64 // from its top to the foot of its letters
	drop    float64 // from its top to the picture
	indent  float64
	element *element
	label   *line // in the indent
	labelOf *element
}

// A cell is strips one below the other.
type cell struct {
	x, width float64
	number   bool     // at the right edge
	element  *element // joined even if there is nothing in it
	strips   []strip
}

// A row is cells side by side.
type row struct {
	before  float64 // above it, unless it is the first on its page
	pad     float64 // above and below what is in it
	cells   []cell
	keep    bool    // with the next row
	whole   bool    // is never parted
	space   bool    // is nothing but the room below a heading
	repeats bool    // at the head of every further page, until the table ends
	then    *row    // stands there instead
	fill    *colour // behind it
	bar     *colour // at its left edge
	over    float64 // the width of the rule above it
	under   float64 // likewise, below it
	element *element
	heading *heading // that it is
	finish  func()   // completes it when all pages are known; it is drawn no sooner
}

// A heading is what bookmarks and contents say of one.
type heading struct {
	id, title string
	level     int
	at        spot // once it is drawn
}

// height is that of so many strips of c.
func (c *cell) height(count int) float64 {
	h := 0.0
	for i, p := range c.strips[:count] {
		if i > 0 {
			h += p.before
		}
		h += p.height
	}
	return h
}

// counts says how many strips each cell has.
func (r *row) counts() []int {
	n := make([]int, len(r.cells))
	for i := range r.cells {
		n[i] = len(r.cells[i].strips)
	}
	return n
}

// height is that of so many strips of each cell.
func (r *row) height(counts []int) float64 {
	h := 0.0
	for i := range r.cells {
		h = max(h, r.cells[i].height(counts[i]))
	}
	return h + 2*r.pad
}

// whatFits is how many strips of each cell there is room for. No line is left
// alone at the foot of a page or at the head of the next, unless anyhow is set.
func (r *row) whatFits(room float64, anyhow bool) []int {
	counts := make([]int, len(r.cells))
	for i := range r.cells {
		c := &r.cells[i]
		n := 0
		for n < len(c.strips) && c.height(n+1)+2*r.pad <= room {
			n++
		}
		if rest := len(c.strips) - n; rest == 1 && n > 2 && !anyhow {
			n--
		}
		if n == 1 && len(c.strips) > 1 && !anyhow {
			n = 0
		}
		if n == 0 && len(c.strips) > 0 && !anyhow {
			return make([]int, len(r.cells)) // all cells of a row begin on one page
		}
		counts[i] = n
	}
	return counts
}

// after is what is left of r when so many strips of each cell are drawn.
func (r *row) after(counts []int) *row {
	rest := *r
	rest.before, rest.over, rest.heading = 0, 0, nil
	rest.cells = slices.Clone(r.cells)
	for i := range rest.cells {
		rest.cells[i].strips = rest.cells[i].strips[counts[i]:]
	}
	return &rest
}

// short is how tall a row may be that is not parted, if it is not whole, and
// small how tall rows may be together that are not.
const (
	short = (bottom - top) / 5
	small = (bottom - top) / 3
)

// least is how much of r has to be on the page where it begins.
func (r *row) least() float64 {
	h := r.height(r.counts())
	if r.whole || h <= short {
		return h
	}
	counts := r.counts()
	for i := range counts {
		counts[i] = min(counts[i], 3)
	}
	return r.height(counts)
}

// place lays r out. What has to stay with the next row waits for it.
func (s *sheet) place(r *row) {
	if r.keep {
		s.held = append(s.held, r)
		return
	}
	held := s.held
	s.held = nil
	need := r.least() + r.before
	for _, h := range held {
		need += h.before + h.height(h.counts())
	}
	if s.y+need > bottom && !s.fresh() {
		s.newPage()
	}
	for _, h := range held {
		s.part(h)
	}
	s.part(r)
}

// together lays out rows that belong together: all on one page if they do not take
// much of it, and otherwise so that neither the first nor the last stands alone.
func (s *sheet) together(rows []*row) {
	all := 0.0
	for _, r := range rows {
		all += r.before + r.height(r.counts())
	}
	for i, r := range rows[:max(len(rows)-1, 0)] {
		if all <= small || (i == 0 || i == len(rows)-2) && r.height(r.counts()) <= short {
			r.keep = true
		}
	}
	for _, r := range rows {
		s.place(r)
	}
}

// release lays out what was waiting for a row that does not come.
func (s *sheet) release() {
	for _, h := range s.held {
		h.keep = false
	}
	held := s.held
	s.held = nil
	for _, h := range held {
		s.place(h)
	}
}

// fresh reports whether nothing of the text is on the page yet.
func (s *sheet) fresh() bool {
	head := top
	for _, r := range s.repeat {
		head += r.height(r.counts())
	}
	return s.y <= head+0.01
}

// part draws r, on as many pages as it takes.
func (s *sheet) part(r *row) {
	if !s.fresh() {
		s.y += r.before
	}
	for {
		all := r.counts()
		room := bottom - s.y
		h := r.height(all)
		if h <= room {
			s.draw(r, all, false)
			return
		}
		counts := make([]int, len(all))
		if !r.whole && h > short {
			counts = r.whatFits(room, s.fresh())
		}
		if slices.Max(append(counts, 0)) == 0 {
			if s.fresh() { // taller than a page, and in one piece
				s.draw(r, all, false)
				return
			}
			s.newPage()
			continue
		}
		under := r.under
		r.under = 0
		s.draw(r, counts, false)
		r = r.after(counts)
		r.under = under
		s.newPage()
	}
}

// draw draws so many strips of each cell of r, and moves below it. What is drawn
// again on a further page is not read again.
func (s *sheet) draw(r *row, counts []int, again bool) {
	h := r.height(counts)
	if r.finish != nil {
		s.putOff(r)
		s.y += h
		return
	}
	if r.repeats && !again {
		s.repeat = append(s.repeat, r)
	}
	if r.then != nil {
		s.repeat = append(s.repeat, r.then)
		r.then = nil
	}
	if r.fill != nil {
		s.artifact(func() { s.box(left, s.y, measure, h, *r.fill) })
	}
	if r.bar != nil {
		s.artifact(func() { s.box(left, s.y, 3, h, *r.bar) })
	}
	if r.over > 0 {
		s.artifact(func() { s.across(r.over) })
	}
	if r.heading != nil && !again {
		r.heading.at = spot{s.pdf.PageNo(), s.y}
	}
	if r.element != nil {
		r.element.join()
	}
	for i := range r.cells {
		c := &r.cells[i]
		if c.element != nil && !again {
			c.element.join()
		}
		s.strips(c, c.strips[:counts[i]], s.y+r.pad, again)
	}
	s.y += h
	if r.under > 0 {
		s.artifact(func() { s.across(r.under) })
	}
}

// across draws a rule over the whole width, dark if it is broad.
func (s *sheet) across(width float64) {
	c := hair
	if width > 0.7 {
		c = ink
	}
	s.rule(left, right, s.y, c, width)
}

// putOff leaves room for r, and draws it when all pages are known.
func (s *sheet) putOff(r *row) {
	page, y := s.pdf.PageNo(), s.y
	r.element.join()
	s.later = append(s.later, func() {
		r.finish()
		r.finish = nil
		s.onPage(page, func() {
			s.y = y
			s.draw(r, r.counts(), false)
		})
	})
}

// strips draws what is in a cell.
func (s *sheet) strips(c *cell, all []strip, y float64, again bool) {
	if again {
		s.unmark()
		s.pdf.RawWriteStr("/Artifact BMC")
		defer s.pdf.RawWriteStr("EMC")
	}
	for i, p := range all {
		if i > 0 {
			y += p.before
		}
		x := c.x
		if c.number {
			x += c.width - p.line.width
		}
		e := p.element
		if again {
			e = nil
		}
		if p.label != nil {
			s.write(x, y+p.rise, *p.label, p.labelOf)
		}
		if p.picture != nil {
			s.picture(p.picture, x, y+p.drop, c.width, e)
		}
		if e == nil && !again {
			s.artifact(func() { s.write(x+p.indent, y+p.rise, p.line, nil) })
		} else {
			s.write(x+p.indent, y+p.rise, p.line, e)
		}
		y += p.height
	}
}
