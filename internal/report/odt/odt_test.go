package odt_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"favour/internal/plain"
	"favour/internal/report/odt"
	"favour/internal/report/odt/odttest"
	"favour/internal/report/paper"
)

// hostile text would be markup, or something to obey, if it were let.
const hostile = "</text:p><text:p>\x1b[31m & \u202e \"'<![CDATA[ ]]> &amp; \ufffe \x00 😀"

// full is a document with every kind of block.
func full() *paper.Document {
	link := paper.Text{{Text: "BUS-07", Link: "item-BUS-07"}}
	return &paper.Document{
		Title: "A return " + hostile, Subject: hostile, Language: "en-GB", Marking: "OFFICIAL & " + hostile, Running: "Running " + hostile,
		Date: time.Date(2012, 6, 3, 0, 0, 0, 0, time.UTC),
		Blocks: []paper.Block{
			paper.Paragraph{Text: paper.Words("Kicker"), Look: paper.Kicker},
			paper.Heading{Level: 1, Text: paper.Words("Title")},
			paper.Contents{Title: "Contents", Top: 2, Deep: 3},
			paper.Break{},
			paper.Facts{Rows: []paper.Fact{
				{Name: paper.Words("Name"), Text: paper.Paragraphs("One.\n\nTwo.")},
				{Name: paper.Words("Points"), Points: []paper.Text{paper.Words("first"), paper.Words("second")}},
				{Name: paper.Words("Nothing")},
			}},
			paper.Facts{},
			paper.Heading{Level: 2, ID: "about", Text: paper.Words("About " + hostile)},
			paper.Paragraph{Text: paper.Join(link, paper.Words(" and "), paper.Text{{Text: "nowhere", Link: "missing"}})},
			paper.List{Points: []paper.Text{paper.Words("Strong", paper.Strong), paper.Words("all", paper.Strong, paper.Aside, paper.Quiet, paper.Removed, paper.Added, paper.Code)}},
			paper.Heading{Level: 3, ID: "section", Text: paper.Words("Section")},
			paper.Heading{Level: 4, ID: "item-BUS-07", Text: paper.Words("BUS-07 Applications")},
			paper.Heading{Level: 4, ID: "item-BUS-07", Text: paper.Words("The same name again")},
			paper.Bars{{Title: "Bar", Words: "half", Parts: []paper.Part{{Share: 0.5, Tone: paper.Done}, {Share: 0.25, Tone: paper.Undone}}}},
			paper.Keys{{Tone: paper.Done, Text: paper.Words("Met")}, {Tone: paper.Partly, Text: paper.Words("Partly")}, {Tone: paper.Apart, Text: paper.Words("n/a")}, {Tone: paper.Blank, Text: paper.Words("None")}},
			paper.Break{},
			paper.Table{
				Caption: "Caption", Columns: []paper.Column{{Title: "First", Share: 3}, {Title: "Number", Number: true, Share: 1}},
				Groups: []paper.Group{
					{Title: link, Rows: []paper.Row{{Cells: []paper.Cell{
						{Text: []paper.Text{paper.Words("Row")}, Bars: []paper.Bar{{Title: "Then", Words: "none", Open: true}, {Title: "Now", Words: "x", Open: true, Parts: []paper.Part{{Share: 0.001, Tone: paper.Before}}}}},
						{Text: []paper.Text{paper.Words("84")}},
					}}}},
					{Total: true, Rows: []paper.Row{{Cells: []paper.Cell{{Text: []paper.Text{paper.Words("Total")}}, {}}}}},
				},
			},
			paper.Table{Columns: []paper.Column{{Title: "Alone"}}},
			paper.Paragraph{Text: paper.Words("small"), Look: paper.Note},
		},
	}
}

func written(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := odt.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, d *paper.Document) *odttest.Document {
	t.Helper()
	got, err := odttest.Read(written(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The file can be told for what it is from its first bytes, and lists its parts.
func TestPackage(t *testing.T) {
	file := written(t, full())
	const mimetype = "application/vnd.oasis.opendocument.text"
	if got := string(file[30 : 30+8+len(mimetype)]); got != "mimetype"+mimetype {
		t.Errorf("it begins with %q", got)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if f := z.File[0]; f.Name != "mimetype" || f.Method != zip.Store || len(f.Extra) != 0 || f.Flags&8 != 0 {
		t.Errorf("the first part is %+v", f.FileHeader)
	}
	d := read(t, full())
	for _, f := range z.File[1:] {
		listed := strings.Contains(string(d.Parts["META-INF/manifest.xml"]), `manifest:full-path="`+f.Name+`"`)
		if itself := f.Name == "META-INF/manifest.xml"; listed == itself {
			t.Errorf("%s is listed: %v", f.Name, listed)
		}
	}
	if !bytes.Equal(file, written(t, full())) {
		t.Error("a second time it is not the same")
	}
}

// Every part is sound XML, whatever text is in it.
func TestPartsAreSound(t *testing.T) {
	for name, part := range read(t, full()).Parts {
		if path.Ext(name) != ".xml" {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(part))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, a := range attributes(token) {
				if strings.ContainsAny(a.Value, "{}\x1b") {
					t.Errorf("%s has %s=%q", name, a.Name.Local, a.Value)
				}
			}
		}
		if bytes.Contains(part, []byte("{")) {
			t.Errorf("%s has a place that was not filled", name)
		}
	}
}

func attributes(token xml.Token) []xml.Attr {
	if t, ok := token.(xml.StartElement); ok {
		return t.Attr
	}
	return nil
}

func TestHeadingsAreAnOutline(t *testing.T) {
	var outline []string
	for _, p := range read(t, full()).Paragraphs {
		if p.Level > 0 {
			outline = append(outline, strings.Repeat("-", p.Level)+p.Style)
		}
	}
	want := []string{"-Heading_20_1", "--Heading_20_2", "---Heading_20_3", "---Heading_20_3"}
	if !slices.Equal(outline, want) {
		t.Errorf("got %v", outline)
	}
}

func TestMargins(t *testing.T) {
	marking := plain.Text("OFFICIAL & " + hostile)
	got := read(t, full()).Margins
	want := []string{marking, marking, plain.Text("Running "+hostile) + "\tPage 1 of 1"}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], "\ufffe", "\ufffd")
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAboutTheDocument(t *testing.T) {
	meta := string(read(t, full()).Parts["meta.xml"])
	for _, want := range []string{"<dc:title>A return ", "<dc:language>en-GB<", "<dc:date>2012-06-03T00:00:00Z<", "<meta:creation-date>2012-06-03T00:00:00Z<"} {
		if !strings.Contains(meta, want) {
			t.Errorf("%q is not in it", want)
		}
	}
	undated := full()
	undated.Date = time.Time{}
	if meta := string(read(t, undated).Parts["meta.xml"]); strings.Contains(meta, "date>") {
		t.Errorf("without a day it says %s", meta)
	}
}

var (
	bookmarks = regexp.MustCompile(`<text:bookmark text:name="([^"]*)"`)
	links     = regexp.MustCompile(`xlink:href="#([^"]*)"|text:ref-name="([^"]*)"`)
	pictures  = regexp.MustCompile(`(?s)<draw:frame .*?</draw:frame>`)
	source    = regexp.MustCompile(`xlink:href="(Pictures/[^"]*)"`)
	styleUse  = regexp.MustCompile(`(?:text|table|draw):style-name="([^"]*)"`)
	styleName = regexp.MustCompile(`style:name="([^"]*)"`)
)

// Each link leads to something, and no name is given twice.
func TestLinksLeadSomewhere(t *testing.T) {
	content := string(read(t, full()).Parts["content.xml"])
	named := map[string]bool{}
	for _, m := range bookmarks.FindAllStringSubmatch(content, -1) {
		if named[m[1]] || !regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`).MatchString(m[1]) {
			t.Errorf("the name %s is given twice, or no name", m[1])
		}
		named[m[1]] = true
	}
	all := links.FindAllStringSubmatch(content, -1)
	for _, m := range all {
		if !named[m[1]+m[2]] {
			t.Errorf("there is no %s", m[1]+m[2])
		}
	}
	if len(all) != 2+2*2 {
		t.Errorf("there are %d links", len(all))
	}
}

// Every style that is used is there: a word processor would say nothing and drop
// the look.
func TestStylesAreThere(t *testing.T) {
	d := read(t, full())
	there := map[string]bool{}
	for _, part := range []string{"styles.xml", "content.xml"} {
		for _, m := range styleName.FindAllStringSubmatch(string(d.Parts[part]), -1) {
			there[m[1]] = true
		}
	}
	for _, part := range []string{"styles.xml", "content.xml"} {
		for _, m := range styleUse.FindAllStringSubmatch(string(d.Parts[part]), -1) {
			if !there[m[1]] {
				t.Errorf("%s uses the style %s, which is not there", part, m[1])
			}
		}
	}
}

// Pictures say in words what they show, and can be drawn.
func TestPictures(t *testing.T) {
	d := read(t, full())
	all := pictures.FindAllString(string(d.Parts["content.xml"]), -1)
	if len(all) != 1+4+2 {
		t.Errorf("there are %d pictures", len(all))
	}
	for _, p := range all {
		if strings.Contains(p, "<svg:title></svg:title>") || strings.Contains(p, "<svg:desc></svg:desc>") {
			t.Errorf("it says nothing: %s", p)
		}
		file := d.Parts[source.FindStringSubmatch(p)[1]]
		if _, err := png.Decode(bytes.NewReader(file)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
}

func TestTablesHaveHeads(t *testing.T) {
	content := string(read(t, full()).Parts["content.xml"])
	if n := strings.Count(content, "<table:table-header-rows>"); n != 2 {
		t.Errorf("%d tables have a head", n)
	}
	if !strings.Contains(content, `table:number-columns-spanned="2"`) || strings.Count(content, "<table:covered-table-cell/>") != 1 {
		t.Error("the title of a group does not go over its columns")
	}
}

func TestPagesBegin(t *testing.T) {
	var begun []string
	for _, p := range read(t, full()).Paragraphs {
		if style, ok := strings.CutPrefix(p.Style, "NewPage_"); ok {
			begun = append(begun, style+":"+p.Text)
		}
	}
	if want := []string{"Gap:", "Table:Caption"}; !slices.Equal(begun, want) {
		t.Errorf("got %q", begun)
	}
}

// Whatever the text is, and however it is parted into runs, it comes back with
// its lines and its blanks.
func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ a\n\r\t<&\x1b]{0,12}`))
		style := rapid.SampledFrom([]paper.Style{0, paper.Strong, paper.Aside | paper.Added, paper.Code})
		var want strings.Builder
		var runs paper.Text
		for range rapid.IntRange(0, 4).Draw(r, "runs") {
			run := paper.Run{Text: text.Draw(r, "text"), Style: style.Draw(r, "style")}
			runs = append(runs, run)
			want.WriteString(plain.Text(run.Text))
		}
		var b bytes.Buffer
		if err := odt.Write(&b, &paper.Document{Blocks: []paper.Block{paper.Paragraph{Text: runs}}}); err != nil {
			r.Fatal(err)
		}
		d, err := odttest.Read(b.Bytes())
		if err != nil {
			r.Fatal(err)
		}
		if got, want := d.Paragraphs[0].Text, strings.NewReplacer("\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(want.String()); got != want {
			r.Errorf("%q came back as %q", want, got)
		}
	})
}

// Two ids never become one name.
func TestNamesDiffer(t *testing.T) {
	ids := []string{"item-A-1", "item-A_1", "item-A1", "item-Ä1", "item-A 1", "item-A.1", "a", "A", "_", "-", "é", "_E9_", "-E9-", "--"}
	var d paper.Document
	for _, id := range ids {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, ID: id, Text: paper.Words(id)})
	}
	named := bookmarks.FindAllStringSubmatch(string(read(t, &d).Parts["content.xml"]), -1)
	if len(named) != len(ids) {
		t.Errorf("%d of %d ids have a name: %q", len(named), len(ids), named)
	}
}
