// Package paper is a document before it is laid out: what stands on it, in the
// order in which it is read, and what each part of it is.
//
// It is plain data. What a return says on paper is package report's; how paper
// looks as a PDF is package pdf's. Neither page nor measure is known here, but
// for the shares of a table's width.
//
// Start with [Document] and the blocks that it is made of.
package paper

import (
	"strings"
	"time"
)

// A Document is all of it.
type Document struct {
	Title    string
	Subject  string
	Language string    // as in en-GB
	Marking  string    // at head and foot of every page
	Running  string    // what else stands at the foot of every page
	Date     time.Time // that it bears, whenever it is laid out
	Blocks   []Block
}

// A Block is one of the types below that are said to be one.
type Block interface{ block() }

// A Heading is a block, and what contents and bookmarks list. ID is for links to
// it, and may be empty.
type Heading struct {
	Level int // 1 is that of the title
	ID    string
	Text  Text
}

// A Paragraph is a block.
type Paragraph struct {
	Text Text
	Look Look
}

// A Look is what a paragraph is to the eye.
type Look uint8

// The looks of paragraphs.
const (
	Body   Look = iota
	Lede        // large, below the title
	Kicker      // small, above it
	Figure      // a number, large, with what it is of
	Note        // small print
	Label       // of what is below it, and never parted from it
	Intro       // likewise, to be read as Body is
	Alert       // what must not be passed over, with what is below it
)

// A List is a block: points, each of one paragraph.
type List struct{ Points []Text }

// Facts are a block: names, and what is known of each.
type Facts struct{ Rows []Fact }

// A Fact is a name, and its paragraphs or points.
type Fact struct {
	Name   Text
	Text   []Text
	Points []Text
}

// A Table is a block. The first cell of every row names the row.
type Table struct {
	Caption string
	Columns []Column
	Groups  []Group
}

// A Column is one of a table.
type Column struct {
	Title  string
	Number bool    // holds numbers
	Share  float64 // of the width; all together need not come to any sum
}

// A Group is rows with a heading of their own, or without one.
type Group struct {
	Title Text
	Rows  []Row
	Total bool // rows that sum up the others
}

// A Row is one of a table.
type Row struct{ Cells []Cell }

// A Cell has paragraphs, and bars below them.
type Cell struct {
	Text []Text
	Bars []Bar
}

// Bars are a block: charts, each with its title, that say in a picture what is
// said in words near them.
type Bars []Bar

// A Bar is a whole in parts, which need not fill it. Words say what it shows.
type Bar struct {
	Title, Words string
	Open         bool // there is no frame round the whole
	Parts        []Part
}

// A Part is a share of a bar: between nought and one.
type Part struct {
	Share float64
	Tone  Tone
}

// Keys are a block that tells what the tones of bars mean.
type Keys []Key

// A Key is a tone and its meaning.
type Key struct {
	Tone Tone
	Text Text
}

// A Tone is what a part of a bar looks like. No two look alike in black and
// white.
type Tone uint8

// The tones.
const (
	Blank  Tone = iota // as the paper is
	Done               // solid
	Partly             // slanted lines
	Undone             // dots
	Apart              // level lines
	Plain              // solid, and of no judgement
	Before             // slanted lines, and of no judgement
)

// Contents are a block: the headings of the levels from Top to Deep, with their
// pages.
type Contents struct {
	Title     string
	Top, Deep int
}

// A Break is a block that begins a new page.
type Break struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Facts) block()     {}
func (Table) block()     {}
func (Bars) block()      {}
func (Keys) block()      {}
func (Contents) block()  {}
func (Break) block()     {}

// A Text is a paragraph in runs. Its line feeds begin new lines.
type Text []Run

// A Run is text that looks the same throughout. Link is the ID of the heading
// that it leads to, or empty.
type Run struct {
	Text  string
	Style Style
	Link  string
}

// A Style is how a run differs from the text around it.
type Style uint8

// The styles, which go together.
const (
	Strong  Style = 1 << iota
	Aside         // said of the text by the paper, and not by the text
	Quiet         // of less weight
	Removed       // no longer there
	Added         // new
	Code          // a digest or another row of signs, to be compared and not read
)

// Words is text of one style, which may be nought.
func Words(s string, style ...Style) Text {
	r := Run{Text: s}
	for _, x := range style {
		r.Style |= x
	}
	return Text{r}
}

// Join is texts one after the other.
func Join(all ...Text) Text {
	var t Text
	for _, x := range all {
		t = append(t, x...)
	}
	return t
}

// Paragraphs are what people wrote, parted where they left a line empty.
func Paragraphs(s string) []Text {
	var all []Text
	for p := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.Trim(p, "\n"); strings.TrimSpace(p) != "" {
			all = append(all, Words(p))
		}
	}
	return all
}

// String is t without its styles.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Text)
	}
	return b.String()
}
