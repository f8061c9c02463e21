// Package odttest reads OpenDocument text as a word processor does, for tests: it
// knows which blanks count, and nothing of what package odt meant to write.
//
// Start with [Read].
package odttest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Document is what somebody sees who opens the file.
type Document struct {
	Paragraphs []Paragraph // of the text, in order; those of tables cell by cell
	Margins    []string    // the paragraphs of header and footer
	Parts      map[string][]byte
}

// A Paragraph is one, or a heading.
type Paragraph struct {
	Style string
	Level int // of a heading; nought for any other
	Text  string
}

// Text is all of the text, a line for each paragraph.
func (d *Document) Text() string {
	var b strings.Builder
	for _, p := range d.Paragraphs {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Read reads a file.
func Read(file []byte) (*Document, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	d := &Document{Parts: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		if d.Parts[f.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
	if d.Paragraphs, err = paragraphs(d.Parts["content.xml"]); err != nil {
		return nil, fmt.Errorf("content.xml: %w", err)
	}
	margins, err := paragraphs(d.Parts["styles.xml"])
	if err != nil {
		return nil, fmt.Errorf("styles.xml: %w", err)
	}
	for _, p := range margins {
		d.Margins = append(d.Margins, p.Text)
	}
	return d, nil
}

const (
	textNS  = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	drawNS  = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
	blank   = '\ufffe' // a blank or a line that stands for itself: signs that no XML has
	newline = '\uffff'
)

// paragraphs are all in a part. What a picture says of itself is no text.
func paragraphs(part []byte) ([]Paragraph, error) {
	var all []Paragraph
	var text *strings.Builder
	pictures := 0
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Space == drawNS && t.Name.Local == "frame":
				pictures++
			case t.Name.Space != textNS:
			case t.Name.Local == "p", t.Name.Local == "h":
				level, _ := strconv.Atoi(attribute(t, "outline-level")) // none is nought
				all = append(all, Paragraph{Style: attribute(t, "style-name"), Level: level})
				text = &strings.Builder{}
			case text == nil:
			case t.Name.Local == "s":
				n, err := strconv.Atoi(attribute(t, "c"))
				if err != nil {
					n = 1
				}
				text.WriteString(strings.Repeat(string(blank), n))
			case t.Name.Local == "line-break":
				text.WriteRune(newline)
			case t.Name.Local == "tab":
				text.WriteByte('\t')
			}
		case xml.CharData:
			if text != nil && pictures == 0 {
				text.Write(t)
			}
		case xml.EndElement:
			switch {
			case t.Name.Space == drawNS && t.Name.Local == "frame":
				pictures--
			case t.Name.Space == textNS && (t.Name.Local == "p" || t.Name.Local == "h"):
				all[len(all)-1].Text = shown(text.String())
				text = nil
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// shown is s as OpenDocument shows it: of several blanks one, at the ends none.
func shown(s string) string {
	s = strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	s = strings.Trim(s, " ")
	for _, at := range []string{string(newline), "\t"} {
		s = strings.ReplaceAll(s, " "+at, at) // some programs drop a blank there
		s = strings.ReplaceAll(s, at+" ", at)
	}
	return strings.NewReplacer(string(blank), " ", string(newline), "\n").Replace(s)
}
