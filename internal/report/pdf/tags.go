package pdf

import (
	"fmt"
	"strings"
)

// Tags: what each piece of a page is, for those who do not see it. The tree of
// elements is the document as it is read; every piece of text and every picture
// on a page is marked as the content of one element, or as an artifact, which is
// read by nobody.

// An element is a node of the tree. It joins its parent when the first of its
// content is drawn, so that the tree is always in the order of reading.
type element struct {
	kind      string // a standard structure type, such as P
	attribute string // a dictionary of attributes, or nothing
	words     string // what a picture says
	parent    *element
	kids      []kid
	joined    bool
	object    int // its number in the file
}

// A kid is an element, or a piece of content on a page, or a link there.
type kid struct {
	element *element
	page    int
	content int // its number on the page, if link is nil
	link    *link
}

// A link is an area of a page that leads to a heading.
type link struct {
	page           int
	x0, y0, x1, y1 float64 // in the measure of the file, which counts from below
	to             string
	owner          *element
	object         int
}

// child is a new element, which belongs to e once something is drawn of it.
func (e *element) child(kind string) *element { return &element{kind: kind, parent: e} }

// join puts e into the tree.
func (e *element) join() {
	if e.joined || e.parent == nil {
		return
	}
	e.parent.join()
	e.parent.kids = append(e.parent.kids, kid{element: e})
	e.joined = true
}

// mark says that what is drawn next belongs to e.
func (s *sheet) mark(e *element) {
	if s.marked == e {
		return
	}
	s.unmark()
	e.join()
	page := s.pdf.PageNo()
	for len(s.owners) <= page {
		s.owners = append(s.owners, nil)
	}
	id := len(s.owners[page])
	s.owners[page] = append(s.owners[page], e)
	e.kids = append(e.kids, kid{page: page, content: id})
	s.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", e.kind, id))
	s.marked = e
}

// unmark ends what was marked last.
func (s *sheet) unmark() {
	if s.marked != nil {
		s.pdf.RawWriteStr("EMC")
		s.marked = nil
	}
}

// artifact draws what is to be seen and not to be read, such as a rule.
func (s *sheet) artifact(draw func()) {
	s.unmark()
	s.pdf.RawWriteStr("/Artifact BMC")
	draw()
	s.pdf.RawWriteStr("EMC")
}

// pagination draws what every page has, at its head or at its foot.
func (s *sheet) pagination(where string, draw func()) {
	s.unmark()
	s.pdf.RawWriteStr("/Artifact <</Type/Pagination/Subtype/" + where + ">> BDC")
	draw()
	s.pdf.RawWriteStr("EMC")
}

// scope says of a header cell what it is the head of.
func scope(of string) string { return "<</O/Table/Scope/" + of + ">>" }

// putTags writes the tree into f, and returns the number of its root.
func (s *sheet) putTags(f *file) int {
	root, parents := f.add(""), f.add("")
	s.number(f, s.root)
	s.put(f, s.root, root, map[string]int{})
	pages := s.pdf.PageCount()

	var nums strings.Builder // what belongs to whom: a list for each page, then the links
	for page := 1; page <= pages; page++ {
		fmt.Fprintf(&nums, "%d[", page-1)
		if page < len(s.owners) {
			for _, e := range s.owners[page] {
				fmt.Fprintf(&nums, "%d 0 R ", e.object)
			}
		}
		nums.WriteString("]\n")
	}
	for i, l := range s.links {
		fmt.Fprintf(&nums, "%d %d 0 R\n", pages+i, l.owner.object)
	}
	f.set(parents, "<</Nums["+nums.String()+"]>>")
	f.set(root, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", s.root.object, parents, pages+len(s.links)))
	return root
}

// number gives e and all below it their objects.
func (s *sheet) number(f *file, e *element) {
	e.object = f.add("")
	for _, k := range e.kids {
		if k.element != nil {
			s.number(f, k.element)
		}
	}
}

// put writes e and all below it, and attributes where they are first used.
func (s *sheet) put(f *file, e *element, parent int, attributes map[string]int) {
	var b strings.Builder
	fmt.Fprintf(&b, "<</S/%s/P %d 0 R", e.kind, parent)
	if e.attribute != "" {
		if attributes[e.attribute] == 0 {
			attributes[e.attribute] = f.add(e.attribute)
		}
		fmt.Fprintf(&b, "/A %d 0 R", attributes[e.attribute])
	}
	if e.words != "" {
		b.WriteString("/Alt" + literal(e.words))
	}
	page := 0 // that of its first content, so that it need not be said with each
	for _, k := range e.kids {
		if k.element == nil {
			page = k.page
			fmt.Fprintf(&b, "/Pg %d 0 R", pageObject(page))
			break
		}
	}
	if len(e.kids) > 0 {
		b.WriteString("/K[")
		for _, k := range e.kids {
			switch {
			case k.element != nil:
				fmt.Fprintf(&b, "%d 0 R ", k.element.object)
			case k.link != nil:
				fmt.Fprintf(&b, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", pageObject(k.page), k.link.object)
			case k.page == page:
				fmt.Fprintf(&b, "%d ", k.content)
			default:
				fmt.Fprintf(&b, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pageObject(k.page), k.content)
			}
		}
		b.WriteString("]")
	}
	b.WriteString(">>")
	f.set(e.object, b.String())
	for _, k := range e.kids {
		if k.element != nil {
			s.put(f, k.element, e.object, attributes)
		}
	}
}
