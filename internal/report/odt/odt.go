// Package odt lays a document out as OpenDocument text, which word processors
// open and people can edit: with headings, lists and tables that are what they
// look like, a protective marking at the head and the foot of every page, and
// styles that are named for what they are for. The same document always gives
// the same bytes.
//
// What stands in the document, and in which words, is package report's affair.
// This package sees to it that it comes back as it was: blanks and lines stay,
// and whatever people wrote is text and nothing else.
//
// A file is a few parts in a zip: styles.xml, where a change of looks is made;
// content.xml, which is written block by block (body.go, table.go) out of runs of
// text (text.go); and the bars as pictures (picture.go).
//
// Start with [Write].
package odt

import (
	"archive/zip"
	_ "embed"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"favour/internal/report/paper"
)

// mimetype is what the file is. It stands first, and not packed, so that it can
// be told from its first bytes.
const mimetype = "application/vnd.oasis.opendocument.text"

// version is that of the format.
const version = "1.3"

// Write writes d.
func Write(w io.Writer, d *paper.Document) error {
	b := newBody(d)
	for _, x := range d.Blocks {
		b.block(x)
	}
	z := zip.NewWriter(w)
	if err := first(z); err != nil {
		return err
	}
	parts := append([]part{
		{"meta.xml", "text/xml", meta(d)},
		{"styles.xml", "text/xml", styles(d)},
		{"content.xml", "text/xml", b.content()},
	}, b.pictures...)
	for _, p := range append(parts, part{"META-INF/manifest.xml", "", manifest(parts)}) {
		if err := p.write(z, d.Date); err != nil {
			return err
		}
	}
	return z.Close()
}

// A part is one file in the zip.
type part struct {
	name, kind string
	content    []byte
}

func (p part) write(z *zip.Writer, at time.Time) error {
	h := zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: at}
	if p.kind == "image/png" {
		h.Method = zip.Store // it is packed already
	}
	w, err := z.CreateHeader(&h)
	if err == nil {
		_, err = w.Write(p.content)
	}
	return err
}

// first writes what the file is. It may have no extra field and no length behind
// it, which is what the raw way is for.
func first(z *zip.Writer) error {
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(mimetype)),
		CompressedSize64: uint64(len(mimetype)), UncompressedSize64: uint64(len(mimetype)),
	})
	if err == nil {
		_, err = io.WriteString(w, mimetype)
	}
	return err
}

// manifest lists the parts.
func manifest(parts []part) []byte {
	var m markup
	m.prologue()
	m.start("manifest:manifest", "xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version", version)
	m.element("manifest:file-entry", "manifest:full-path", "/", "manifest:version", version, "manifest:media-type", mimetype)
	for _, p := range parts {
		m.element("manifest:file-entry", "manifest:full-path", p.name, "manifest:media-type", p.kind)
	}
	m.end()
	return m.Bytes()
}

// meta says of the document what catalogues and screen readers ask first.
func meta(d *paper.Document) []byte {
	var m markup
	m.prologue()
	m.start("office:document-meta", append(namespaces, "office:version", version)...)
	m.start("office:meta")
	for _, x := range [][2]string{
		{"meta:generator", "favour"}, {"dc:title", d.Title}, {"dc:subject", d.Subject}, {"dc:language", d.Language},
	} {
		m.start(x[0])
		m.line(x[1])
		m.end()
	}
	if !d.Date.IsZero() {
		for _, name := range []string{"meta:creation-date", "dc:date"} {
			m.start(name)
			m.line(d.Date.UTC().Format("2006-01-02T15:04:05Z"))
			m.end()
		}
	}
	m.end()
	m.end()
	return m.Bytes()
}

// styles.xml has the looks of everything, and what stands in the margins.
//
//go:embed styles.xml
var stylesXML string

func styles(d *paper.Document) []byte {
	text := func(s string) string {
		var m markup
		m.words(paper.Words(s))
		return m.String()
	}
	language, country, _ := strings.Cut(d.Language, "-")
	return []byte(strings.NewReplacer(
		"{marking}", text(d.Marking), "{running}", text(d.Running), "{language}", text(language), "{country}", text(country),
	).Replace(stylesXML))
}
