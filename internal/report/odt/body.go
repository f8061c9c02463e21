package odt

import (
	"fmt"
	"strconv"
	"strings"

	"favour/internal/report/paper"
)

// Blocks as paragraphs, lists and tables.

// measure is how wide the text of a page is, in centimetres.
const measure = 17.0

// A body is the content of a document in the making.
type body struct {
	markup
	named    map[string]string // the bookmarks, by the ids of their headings
	marked   map[string]bool   // those that stand in the text already
	contents []paper.Heading   // the headings that have one, in order
	breaks   bool              // what comes next begins a new page
	broken   map[string]bool   // the paragraph styles of what begins a page
	shapes   shapes
	tables   int
	pictures []part
	drawn    map[string]string // the names of pictures, by what they show
	frames   int
}

func newBody(d *paper.Document) *body {
	b := &body{named: map[string]string{}, marked: map[string]bool{}, broken: map[string]bool{}, drawn: map[string]string{}, shapes: newShapes()}
	for _, x := range d.Blocks {
		if h, ok := x.(paper.Heading); ok && h.ID != "" && b.named[h.ID] == "" {
			b.named[h.ID] = bookmark(h.ID)
			b.contents = append(b.contents, h)
		}
	}
	return b
}

// bookmark is an id as every word processor takes it: letters, digits and low
// lines. Two ids never become one.
func bookmark(id string) string {
	var s strings.Builder
	s.WriteByte('_')
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			s.WriteRune(r)
		case r == '-':
			s.WriteString("__")
		default:
			fmt.Fprintf(&s, "_%X_", r)
		}
	}
	return s.String()
}

// content is the part that has all blocks so far, and the styles that only they
// need.
func (b *body) content() []byte {
	var m markup
	m.prologue()
	m.start("office:document-content", append(namespaces, "office:version", version)...)
	m.start("office:automatic-styles")
	for _, style := range sortedKeys(b.broken) {
		m.start("style:style", "style:name", newPage+style, "style:family", "paragraph", "style:parent-style-name", style)
		m.element("style:paragraph-properties", "fo:break-before", "page")
		m.end()
	}
	b.shapes.write(&m)
	m.end()
	m.start("office:body")
	m.start("office:text")
	m.Write(b.Bytes())
	for len(m.open) > 0 {
		m.end()
	}
	return m.Bytes()
}

// newPage begins the name of the style of what begins a page.
const newPage = "NewPage_"

// styled is the name of a paragraph style, or of what is the same on a new page.
func (b *body) styled(name string) string {
	if !b.breaks {
		return name
	}
	b.breaks = false
	b.broken[name] = true
	return newPage + name
}

func (b *body) block(x paper.Block) {
	switch x := x.(type) {
	case paper.Heading:
		b.heading(x)
	case paper.Paragraph:
		b.paragraph(x.Text, lookNames[x.Look])
	case paper.List:
		b.list(x.Points, "Text_20_body")
	case paper.Facts:
		b.facts(x)
	case paper.Table:
		b.table(x)
	case paper.Bars:
		for _, bar := range x {
			b.bar(bar, "Bar", measure, tall)
		}
	case paper.Keys:
		b.keys(x)
	case paper.Contents:
		b.tableOfContents(x)
	case paper.Break:
		b.breaks = true
	}
}

// lookNames are the styles of paragraphs.
var lookNames = map[paper.Look]string{
	paper.Body: "Text_20_body", paper.Lede: "Subtitle", paper.Kicker: "Kicker", paper.Figure: "Figure",
	paper.Note: "Small_20_print", paper.Label: "Label", paper.Intro: "Intro", paper.Alert: "Alert",
}

func (b *body) paragraph(t paper.Text, style string) {
	b.start("text:p", "text:style-name", b.styled(style))
	b.text(t)
	b.end()
}

func (b *body) text(t paper.Text) { b.runs(t, func(id string) string { return b.named[id] }) }

// heading writes a heading. That of the first level is the title; the outline
// begins with the second.
func (b *body) heading(h paper.Heading) {
	if h.Level == 1 {
		b.start("text:p", "text:style-name", b.styled("Title"))
	} else {
		level := strconv.Itoa(h.Level - 1)
		b.start("text:h", "text:style-name", b.styled("Heading_20_"+level), "text:outline-level", level)
	}
	if name := b.named[h.ID]; name != "" && !b.marked[name] {
		b.element("text:bookmark", "text:name", name)
		b.marked[name] = true
	}
	b.text(h.Text)
	b.end()
}

func (b *body) list(points []paper.Text, style string) {
	b.start("text:list", "text:style-name", "List_20_1")
	for _, p := range points {
		b.start("text:list-item")
		b.paragraph(p, style)
		b.end()
	}
	b.end()
}

// tableOfContents is one that a word processor can make anew. Until then its
// pages are fields, for nobody knows yet on which pages the headings will stand.
func (b *body) tableOfContents(c paper.Contents) {
	deep := c.Deep - 1
	b.start("text:table-of-content", "text:name", "Contents", "text:protected", "false")
	b.start("text:table-of-content-source", "text:outline-level", strconv.Itoa(deep), "text:use-index-marks", "false")
	b.start("text:index-title-template", "text:style-name", "Contents_20_Heading")
	b.line(c.Title)
	b.end()
	for level := 1; level <= deep; level++ {
		n := strconv.Itoa(level)
		b.start("text:table-of-content-entry-template", "text:outline-level", n, "text:style-name", "Contents_20_"+n)
		b.element("text:index-entry-link-start")
		b.element("text:index-entry-text")
		b.element("text:index-entry-tab-stop", "style:type", "right", "style:leader-char", ".")
		b.element("text:index-entry-page-number")
		b.element("text:index-entry-link-end")
		b.end()
	}
	b.end()
	b.start("text:index-body")
	b.start("text:index-title", "text:name", "Contents_Head")
	b.paragraph(paper.Words(c.Title), "Contents_20_Heading")
	b.end()
	for _, h := range b.contents {
		if h.Level < c.Top || h.Level > c.Deep {
			continue
		}
		to := b.named[h.ID]
		b.start("text:p", "text:style-name", "Contents_20_"+strconv.Itoa(h.Level-1))
		b.start("text:a", "xlink:type", "simple", "xlink:href", "#"+to)
		b.words(h.Text)
		b.element("text:tab")
		b.element("text:bookmark-ref", "text:reference-format", "page", "text:ref-name", to)
		b.end()
		b.end()
	}
	b.end()
	b.end()
}
