package odt

import (
	"bytes"
	"encoding/xml"

	"favour/internal/plain"
)

// A markup is XML in the making. Elements are closed in the order in which they
// were opened, and what stands between them, or in their attributes, is escaped:
// whatever is given to it, the file stays whole.
type markup struct {
	bytes.Buffer
	open []string
}

// namespaces are those of every part but the manifest.
var namespaces = []string{
	"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
	"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
	"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
	"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
	"xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
	"xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
	"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
	"xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
	"xmlns:dc", "http://purl.org/dc/elements/1.1/",
	"xmlns:xlink", "http://www.w3.org/1999/xlink",
}

func (m *markup) prologue() { m.WriteString(xml.Header) }

// start opens an element with attributes: names, each before its value.
func (m *markup) start(name string, attributes ...string) {
	m.tag(name, attributes)
	m.WriteByte('>')
	m.open = append(m.open, name)
}

// end closes the element that was opened last.
func (m *markup) end() {
	last := len(m.open) - 1
	m.WriteString("</" + m.open[last] + ">")
	m.open = m.open[:last]
}

// element is an element with nothing in it.
func (m *markup) element(name string, attributes ...string) {
	m.tag(name, attributes)
	m.WriteString("/>")
}

func (m *markup) tag(name string, attributes []string) {
	m.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		m.WriteString(" " + attributes[i] + `="`)
		m.escape(attributes[i+1])
		m.WriteByte('"')
	}
}

// line is text where there is no place for lines and blanks of its own.
func (m *markup) line(s string) { m.escape(plain.Line(s)) }

func (m *markup) escape(s string) {
	_ = xml.EscapeText(m, []byte(s)) // a Buffer takes everything
}
