package pdf_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"favour/internal/report/paper"
	"favour/internal/report/pdf"
	"favour/internal/report/pdf/pdftest"
)

// document has a block of every kind.
func document() *paper.Document {
	w := func(s string, style ...paper.Style) paper.Text { return paper.Words(s, style...) }
	cell := func(all ...paper.Text) paper.Cell { return paper.Cell{Text: all} }
	bar := paper.Bar{Title: "Bar", Words: "a third", Parts: []paper.Part{{Share: 0.33, Tone: paper.Done}, {Share: 0.1, Tone: paper.Undone}}}
	return &paper.Document{
		Title: "A title", Subject: "What (it) is of", Language: "en-GB", Marking: "OFFICIAL-SENSITIVE", Running: "A title, running",
		Date: time.Date(2012, 6, 3, 0, 0, 0, 0, time.UTC),
		Blocks: []paper.Block{
			paper.Paragraph{Text: w("Above the title"), Look: paper.Kicker},
			paper.Heading{Level: 1, Text: w("A title")},
			paper.Contents{Title: "Contents", Top: 2, Deep: 3},
			paper.Break{},
			paper.Heading{Level: 2, ID: "one", Text: w("Chapter one")},
			paper.Heading{Level: 3, ID: "inner", Text: paper.Join(w("Inner "), w("heading", paper.Quiet))},
			paper.Paragraph{Text: paper.Join(w("Plain, "), w("strong, ", paper.Strong), w("aside, ", paper.Aside), w("gone", paper.Removed), w(" and ", 0), w("new", paper.Added), w("."))},
			paper.Paragraph{Text: paper.Text{{Text: "See "}, {Text: "chapter two", Link: "two"}, {Text: " and "}, {Text: "nowhere", Link: "nowhere"}}},
			paper.List{Points: []paper.Text{w("First point"), w("Second point")}},
			paper.Bars{bar},
			paper.Keys{{Tone: paper.Done, Text: w("Done")}, {Tone: paper.Partly, Text: w("Partly")}, {Tone: paper.Apart, Text: w("Apart")}, {Tone: paper.Before, Text: w("Before")}},
			paper.Heading{Level: 2, ID: "two", Text: w("Chapter two")},
			paper.Facts{Rows: []paper.Fact{
				{Name: w("Name"), Text: []paper.Text{w("Paragraph one"), w("Paragraph two")}},
				{Name: w("Points"), Text: []paper.Text{w("Before them")}, Points: []paper.Text{w("A point"), w("Another")}},
				{Name: w("Nothing")},
			}},
			paper.Table{
				Caption: "A table", Columns: []paper.Column{{Title: "What", Share: 3}, {Title: "How many", Number: true, Share: 1}},
				Groups: []paper.Group{
					{Title: w("A group"), Rows: []paper.Row{{Cells: []paper.Cell{{Text: []paper.Text{w("Row one")}, Bars: []paper.Bar{bar}}, cell(w("1"))}}}},
					{Total: true, Rows: []paper.Row{{Cells: []paper.Cell{cell(w("All")), cell(w("12"), w("13"))}}}},
				},
			},
			paper.Paragraph{Text: w("Small print"), Look: paper.Note},
		},
	}
}

func write(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, d *paper.Document) *pdftest.File {
	t.Helper()
	f, err := pdftest.Read(write(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWhatEachBlockIs(t *testing.T) {
	const want = `OFFICIAL-SENSITIVE
Title: A title
Subject: What (it) is of
CreationDate: D:20120603000000Z
Document
  P: Above the title
  H1: A title
  P: Contents
  TOC
    TOCI
      Reference: Chapter one
      Lbl: 2
    TOCI
      Reference: Inner heading
      Lbl: 2
    TOCI
      Reference: Chapter two
      Lbl: 2
  H2: Chapter one
  H3: Inner heading
  P: Plain, strong, aside, gone and new.
  P: See chapter two and nowhere
  L
    LI
      Lbl: •
      LBody: First point
    LI
      Lbl: •
      LBody: Second point
  Figure (Bar: a third)
  L
    LI
      LBody: Done
    LI
      LBody: Partly
    LI
      LBody: Apart
    LI
      LBody: Before
  H2: Chapter two
  Table
    TR
      TH (Row): Name
      TD
        P: Paragraph one
        P: Paragraph two
    TR
      TH (Row): Points
      TD: Before them
        L
          LI
            Lbl: •
            LBody: A point
          LI
            Lbl: •
            LBody: Another
    TR
      TH (Row): Nothing
      TD
  Table
    Caption: A table
    TR
      TH (Column): What
      TH (Column): How many
    TR
      TH (Column) (2): A group
    TR
      TH (Row): Row one
        Figure (Bar: a third)
      TD: 1
    TR
      TH (Row): All
      TD
        P: 12
        P: 13
  P: Small print
Page 2 of 2 A title, running OFFICIAL-SENSITIVE
`
	f := read(t, document())
	if got := f.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	links := 0
	f.Root.All(func(e *pdftest.Element) {
		if links += e.Links; e.Links > 0 && e.Kind != "Link" {
			t.Errorf("%s has a link", e.Kind)
		}
	})
	if onPages := f.Pages[0].Links + f.Pages[1].Links; links != 4 || onPages != links {
		t.Errorf("%d links in the tree and %d on the pages, want three in the contents and one in the text", links, onPages)
	}
}

func TestWhatTheFileSaysOfItself(t *testing.T) {
	d := document()
	d.Title = "Señor <Ŵyn> & (others) \\"
	f := read(t, d)
	if f.Language != "en-GB" || f.Info["Title"] != d.Title || f.Info["ModDate"] != "D:20120603000000Z" {
		t.Errorf("language %q, info %q", f.Language, f.Info)
	}
	for _, want := range []string{
		"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "Señor &lt;Ŵyn&gt; &amp; (others) \\</rdf:li>",
		"<xmp:CreateDate>2012-06-03T00:00:00Z</xmp:CreateDate>", "<rdf:li>en-GB</rdf:li>",
	} {
		if !strings.Contains(f.Metadata, want) {
			t.Errorf("%q is not in the metadata:\n%s", want, f.Metadata)
		}
	}
	want := []pdftest.Bookmark{{Title: "A title", Level: 0, Page: 0}, {Title: "Chapter one", Level: 1, Page: 1}, {Title: "Inner heading", Level: 2, Page: 1}, {Title: "Chapter two", Level: 1, Page: 1}}
	if !slices.Equal(f.Bookmarks, want) {
		t.Errorf("the bookmarks are %v", f.Bookmarks)
	}
}

func TestHeadAndFootOfEveryPage(t *testing.T) {
	d := document()
	for range 60 {
		d.Blocks = append(d.Blocks, paper.Paragraph{Text: paper.Words(strings.Repeat("A sentence of a few words. ", 30))})
	}
	f := read(t, d)
	if len(f.Pages) < 5 {
		t.Fatalf("there are %d pages", len(f.Pages))
	}
	for i, p := range f.Pages {
		page, running := fmt.Sprintf("Page %d of %d", i+1, len(f.Pages)), d.Running
		last := p.Artifacts[len(p.Artifacts)-1]
		if p.Artifacts[0] != d.Marking || last != page+" "+running+" "+d.Marking {
			t.Errorf("page %d begins with %q and ends with %q", i+1, p.Artifacts[0], last)
		}
	}
}

// A document of so many paragraphs between heading and table that each stands at
// the foot of a page in turn: the heading never does.
func TestNoHeadingStandsAlone(t *testing.T) {
	for n := 16; n < 34; n++ { // of which a page holds about 30
		d := document()
		d.Blocks = nil
		for range n {
			d.Blocks = append(d.Blocks, paper.Paragraph{Text: paper.Words("One line.")})
		}
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: paper.Words("Heading")}, paper.Heading{Level: 3, Text: paper.Words("Below it")})
		row := paper.Row{Cells: []paper.Cell{{Text: []paper.Text{paper.Words("Row")}}, {Text: []paper.Text{paper.Words("Cell")}}}}
		d.Blocks = append(d.Blocks, paper.Table{
			Caption: "Caption", Columns: []paper.Column{{Title: "A"}, {Title: "B"}},
			Groups: []paper.Group{{Title: paper.Words("Group"), Rows: slices.Repeat([]paper.Row{row}, 40)}},
		})
		pages := map[string]int{}
		read(t, d).Root.All(func(e *pdftest.Element) {
			if s := e.Text(); s != "" && len(e.Kids) == 0 {
				if _, ok := pages[s]; !ok {
					pages[s] = e.Page
				}
			}
		})
		for _, s := range []string{"Heading", "Below it", "Caption", "A", "Group"} {
			if pages[s] != pages["Row"] {
				t.Errorf("after %d lines, %q is on page %d and the first row on page %d", n, s, pages[s]+1, pages["Row"]+1)
			}
		}
	}
}

// sentence is text that can be told from other text of the same kind.
func sentence(words, salt int) string {
	var b strings.Builder
	for i := range words {
		fmt.Fprintf(&b, "word%dof%d ", i, salt)
	}
	return strings.TrimSpace(b.String())
}

// Whatever the lengths, every word of a row stands once, in order, and the head
// of its table on every page.
func TestRowsThatArePartedLoseNothing(t *testing.T) {
	for _, n := range []int{1, 40, 300, 900, 4000} {
		d := document()
		long := [][]string{{sentence(n/7+1, 1)}, {sentence(n, 2), sentence(3, 3), sentence(n/2+1, 4)}}
		var cells []paper.Cell
		for _, all := range long {
			c := paper.Cell{}
			for _, s := range all {
				c.Text = append(c.Text, paper.Words(s))
			}
			cells = append(cells, c)
		}
		d.Blocks = []paper.Block{
			paper.Heading{Level: 2, Text: paper.Words("Long")},
			paper.Table{Columns: []paper.Column{{Title: "HeadA"}, {Title: "HeadB"}}, Groups: []paper.Group{{Rows: []paper.Row{{Cells: cells}, {Cells: cells}}}}},
			paper.Facts{Rows: []paper.Fact{{Name: paper.Words("Fact"), Text: []paper.Text{paper.Words(sentence(n, 5))}, Points: []paper.Text{paper.Words(sentence(n, 6)), paper.Words(sentence(2, 7))}}}},
		}
		f := read(t, d)
		row := strings.Join([]string{long[0][0], long[1][0], long[1][1], long[1][2]}, " ")
		want := "Long HeadA HeadB " + row + " " + row + " Fact " + sentence(n, 5) + " • " + sentence(n, 6) + " • " + sentence(2, 7)
		if got := strings.Join(strings.Fields(strings.Join(f.Root.Blocks(), " ")), " "); got != want {
			t.Errorf("of %d words: got\n%s\nwant\n%s", n, got, want)
		}
		again := 0
		for _, p := range f.Pages[1:] {
			if slices.Contains(p.Artifacts, "HeadA") && slices.Contains(p.Artifacts, "HeadB") {
				again++
			}
		}
		if n == 4000 && again < 5 {
			t.Errorf("the head of the table stands on %d further pages of %d", again, len(f.Pages))
		}
		if n == 4000 && !slices.ContainsFunc(f.Pages[len(f.Pages)-1].Artifacts, func(s string) bool { return strings.HasPrefix(s, "Long, continued") }) {
			t.Errorf("the last page does not say what goes on there: %q", f.Pages[len(f.Pages)-1].Artifacts)
		}
	}
}

// A heading that fills a page on its own is told once, and by its beginning where
// what is below it goes on.
// Whoever turns the page sees what the facts there are of, whether a row is parted or
// not; and what follows them has nothing of it.
func TestFactsThatGoOnSayOfWhat(t *testing.T) {
	d := &paper.Document{Title: "T", Language: "en-GB", Marking: "OFFICIAL"}
	for i := range 12 {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 4, Text: paper.Words(fmt.Sprintf("Item %d", i))})
		var f paper.Facts
		for j := range 11 {
			f.Rows = append(f.Rows, paper.Fact{Name: paper.Words(fmt.Sprintf("Fact %d of %d", j, i)), Text: []paper.Text{paper.Words(sentence(20+i, j))}})
		}
		d.Blocks = append(d.Blocks, f)
	}
	f := read(t, d)
	begins, want := map[int]int{}, map[string]bool{}
	f.Root.All(func(e *pdftest.Element) {
		var i, j int
		switch text := e.Text(); e.Kind {
		case "H4":
			fmt.Sscanf(text, "Item %d", &i)
			begins[i] = e.Page
		case "TH":
			if n, _ := fmt.Sscanf(text, "Fact %d of %d", &j, &i); n == 2 && e.Page != begins[i] {
				want[fmt.Sprintf("page %d: Item %d, continued", e.Page, i)] = true
			}
		}
	})
	got := map[string]bool{}
	for n, p := range f.Pages {
		for _, s := range p.Artifacts {
			if strings.HasSuffix(s, ", continued") {
				got[fmt.Sprintf("page %d: %s", n, s)] = true
			}
		}
	}
	if len(want) < 3 || !maps.Equal(got, want) {
		t.Errorf("it is said that these go on: %v; and these do: %v", got, want)
	}
}

func TestAVeryLongHeading(t *testing.T) {
	d := document()
	title, text := sentence(400, 1), sentence(900, 2)
	d.Title, d.Running = title, title
	d.Blocks = []paper.Block{
		paper.Heading{Level: 2, ID: "long", Text: paper.Words(title)},
		paper.Facts{Rows: []paper.Fact{{Name: paper.Words(sentence(300, 3)), Text: []paper.Text{paper.Words(text)}}}},
	}
	f := read(t, d)
	if got, want := strings.Join(f.Root.Blocks(), " "), title+" "+sentence(300, 3)+" "+text; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for i, p := range f.Pages {
		if foot := p.Artifacts[len(p.Artifacts)-1]; !strings.Contains(foot, "…") || len(foot) > 200 {
			t.Errorf("at the foot of page %d stands %q", i+1, foot)
		}
	}
}

func TestWhatTheTypefaceLacksIsSaid(t *testing.T) {
	for _, tt := range [][2]string{
		{"Señor Łukasz Żółć, Siân Ŵyn, Ó Súilleabháin, Nguyễn", "Señor Łukasz Żółć, Siân Ŵyn, Ó Súilleabháin, Nguyễn"},
		{"Владимир Ї, Ελληνικά", "Владимир Ї, Ελληνικά"},
		{"Sia\u0302n", "Siân"}, // a letter with its mark is one letter
		{"李 and 😀", "[U+674E] and [U+1F600]"},
		{"a\x1b[31m\u202eb\u200bc\x00d\u00ade", "a[U+001B][31m[U+202E]b[U+200B]c[U+0000]d[U+00AD]e"},
		{"not \xff UTF-8", "not [U+FFFD] UTF-8"},
		{"a\r\nb\tc\rd", "a b    c[U+000D]d"}, // on two lines
		{"no\u2011break", "no-break"},
		{"£25 – “half” ½…", "£25 – “half” ½…"},
		{`\ ( ) \( <x> %d /Artifact`, `\ ( ) \( <x> %d /Artifact`},
	} {
		d := document()
		d.Blocks = []paper.Block{paper.Paragraph{Text: paper.Words(tt[0])}}
		d.Title, d.Marking, d.Running = tt[0], tt[0], tt[0]
		f := read(t, d)
		if got := f.Root.Text(); got != tt[1] {
			t.Errorf("%q is written as %q, want %q", tt[0], got, tt[1])
		}
		if got := f.Pages[0].Artifacts[0]; !strings.HasPrefix(got, strings.Fields(tt[1])[0]) {
			t.Errorf("%q at the head is %q", tt[0], got)
		}
	}
}

// What is written from the right is set so, and the rest stays where it is.
func TestFromTheRight(t *testing.T) {
	d := document()
	d.Blocks = []paper.Block{paper.Paragraph{Text: paper.Words("Name: שלום, עולם (born 1970) דָּוִד.")}}
	const want = "Name: םלוע ,םולש (born 1970) דוִדָּ."
	if got := read(t, d).Root.Text(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	want := write(t, document())
	var all sync.WaitGroup
	for range 8 { // maps of the library would show
		all.Go(func() {
			var b bytes.Buffer
			if err := pdf.Write(&b, document()); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("a second time it is not the same: %v", err)
			}
		})
	}
	all.Wait()
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, fmt.Errorf("the disk is full") }

func TestAFaultIsAnErrorAndWritesNothing(t *testing.T) {
	d := document()
	d.Blocks = append(d.Blocks, paper.Table{Columns: []paper.Column{{Title: "One"}}, Groups: []paper.Group{{Rows: []paper.Row{{Cells: make([]paper.Cell, 2)}}}}})
	var b bytes.Buffer
	if err := pdf.Write(&b, d); err == nil || b.Len() > 0 {
		t.Errorf("of a row with more cells than columns: %v, with %d bytes written", err, b.Len())
	}
	if err := pdf.Write(broken{}, document()); err == nil || err.Error() != "the disk is full" {
		t.Errorf("on a full disk: %v", err)
	}
}

func TestAnEmptyDocument(t *testing.T) {
	if f := read(t, &paper.Document{}); len(f.Pages) != 1 || f.Root.Text() != "" {
		t.Errorf("it has %d pages and says %q", len(f.Pages), f.Root.Text())
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("A word\nand another, \x1b[31mred\u202e.", uint8(3))
	f.Add(strings.Repeat("ab-", 900), uint8(0))
	f.Add("\u0301\u05d0- - -\u00a0 \U0001F600", uint8(7))
	f.Fuzz(func(t *testing.T, s string, style uint8) {
		d := &paper.Document{Title: s, Marking: s, Running: s, Blocks: []paper.Block{
			paper.Heading{Level: 2, Text: paper.Words(s)},
			paper.Facts{Rows: []paper.Fact{{Name: paper.Words(s), Text: paper.Paragraphs(s), Points: []paper.Text{paper.Words(s, paper.Style(style))}}}},
		}}
		read(t, d)
	})
}
