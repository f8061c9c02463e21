// Package pdf lays a document out as a PDF: on A4, in an embedded typeface, with
// tags, bookmarks and a protective marking at the head and the foot of every
// page. The same document always gives the same bytes.
//
// What stands in the document, and in which words, is package report's affair.
// This package sees to it that nothing of it is lost on the way: a character that
// the typeface lacks is named by its number, a word that is too wide for its line
// is broken, and a row that is too tall for a page goes on over the next.
//
// The work is done in three parts. Blocks become rows (blocks.go), rows go on
// pages (flow.go), and what is on the pages belongs to a tree of elements, which
// is the document to those who do not see it (tags.go). A library draws the pages
// and embeds the typeface; what it does not know is added afterwards to its file
// (file.go, archive.go).
//
// Start with [Write].
package pdf

import (
	"fmt"
	"io"

	"favour/internal/report/paper"
)

// Write writes d, whole or not at all.
func Write(w io.Writer, d *paper.Document) error {
	b, err := lay(d)
	if err != nil {
		return fmt.Errorf("the PDF cannot be made: %w", err)
	}
	_, err = w.Write(b)
	return err
}

// lay lays d out. The library panics rather than fail where it is given what it
// does not expect, and no fault of its may take the program down.
func lay(d *paper.Document) (b []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("laying it out failed: %v", fault)
		}
	}()
	s, err := newSheet(d)
	if err != nil {
		return nil, err
	}
	for _, b := range d.Blocks {
		s.block(b)
	}
	s.release()
	s.repeat = nil
	for _, draw := range s.later {
		draw()
	}
	s.feet()
	return s.finish()
}
