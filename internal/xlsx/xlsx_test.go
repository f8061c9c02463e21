package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"favour/internal/xlsx"
)

var (
	made = time.Date(2012, 6, 15, 9, 30, 0, 0, time.UTC)
	may  = time.Date(2012, 5, 31, 0, 0, 0, 0, time.UTC)
	day  = xlsx.Style{Format: xlsx.AsDay, Border: true}
	pale = xlsx.Style{Fill: "DDEEFF", Bold: true, Wrap: true}
)

func example() *xlsx.Book {
	return &xlsx.Book{
		Title: "Questions & answers", Time: made,
		Sheets: []xlsx.Sheet{
			{
				Name:       "Form",
				Columns:    []xlsx.Column{{Width: 10}, {Width: 40.5}, {Width: 12, Hidden: true}},
				FrozenRows: 1, FrozenColumns: 1, Filter: true, Head: "A & B", Foot: "A & B",
				Rows: []xlsx.Row{
					{Cells: []xlsx.Cell{xlsx.Text("Item", pale), xlsx.Text("Answer", pale), xlsx.Text("Key", pale)}},
					{Height: 30, Cells: []xlsx.Cell{xlsx.Number(1145, xlsx.Style{Format: xlsx.AsCount}), xlsx.Day(may, day), xlsx.Text("=1+1", xlsx.Style{})}},
					{Cells: []xlsx.Cell{{}, xlsx.Number(25.5, xlsx.Style{Format: xlsx.AsPounds}), xlsx.Blank(day)}},
					{Cells: []xlsx.Cell{{Across: 3, Style: pale}}},
				},
				Checks: []xlsx.Check{
					{Row: 2, Column: 1, Kind: xlsx.Whole, From: "0", To: "1000", Title: "A number", Prompt: strings.Repeat("long ", 100), Problem: "No & no."},
					{Row: 3, Column: 2, Kind: xlsx.OneOf, From: xlsx.Place("It's a list", 1, 1, 2)},
				},
			},
			{Name: "Lists", Hidden: true, Rows: []xlsx.Row{{Cells: []xlsx.Cell{xlsx.Text("Yes, always", xlsx.Style{})}}}},
		},
	}
}

func written(t testing.TB, b *xlsx.Book) []byte {
	t.Helper()
	var w bytes.Buffer
	if err := b.Write(&w); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

// What is written is read back, in both directions, as another program sees it.
func TestAnotherProgramReadsWhatIsWritten(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, example())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := f.GetSheetList(), []string{"Form", "Lists"}; !cmp.Equal(got, want) {
		t.Errorf("the sheets are %q, not %q", got, want)
	}
	if shown, err := f.GetSheetVisible("Lists"); err != nil || shown {
		t.Errorf("the hidden sheet is shown: %v, %v", shown, err)
	}
	for cell, want := range map[string]string{"A1": "Item", "A2": "1,145", "B2": "31 May 2012", "C2": "=1+1", "B3": "£25.50", "C3": ""} {
		if got, err := f.GetCellValue("Form", cell); err != nil || got != want {
			t.Errorf("%s is %q, not %q (%v)", cell, got, want, err)
		}
		if formula, err := f.GetCellFormula("Form", cell); err != nil || formula != "" {
			t.Errorf("%s has the formula %q (%v)", cell, formula, err)
		}
	}
	if merged, err := f.GetMergeCells("Form"); err != nil || len(merged) != 1 || merged[0][0] != "A4:C4" {
		t.Errorf("merged are %v (%v)", merged, err)
	}
	checks, err := f.GetDataValidations("Form")
	if err != nil || len(checks) != 2 || checks[0].Type != "whole" || checks[0].Formula1 != "0" || checks[0].Formula2 != "1000" || html.UnescapeString(checks[1].Formula1) != "'It's a list'!$A$1:$A$2" {
		t.Fatalf("the checks are %+v, %+v (%v)", *checks[0], *checks[1], err)
	}
	if prompt := *checks[0].Prompt; len([]rune(prompt)) > 255 || !strings.HasSuffix(prompt, "…") {
		t.Errorf("the prompt is %q", prompt)
	}
	if hidden, err := f.GetColVisible("Form", "C"); err != nil || hidden {
		t.Errorf("the hidden column is shown (%v)", err)
	}
	panes, err := f.GetPanes("Form")
	if err != nil || !panes.Freeze || panes.XSplit != 1 || panes.YSplit != 1 {
		t.Errorf("frozen is %+v (%v)", panes, err)
	}
	props, err := f.GetDocProps()
	if err != nil || props.Title != "Questions & answers" || props.Created != "2012-06-15T09:30:00Z" {
		t.Errorf("the properties are %+v (%v)", props, err)
	}
	margins, err := f.GetHeaderFooter("Form")
	if err != nil || margins.OddHeader != "&C&BA && B" || margins.OddFooter != "&C&BA && B&RPage &P of &N" {
		t.Errorf("the margins are %+v (%v)", margins, err)
	}
}

func TestReadsWhatAnotherProgramWrites(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		f.SetCellValue("Sheet1", "B2", "  text\nin lines "),
		f.SetCellValue("Sheet1", "C2", 84),
		f.SetCellValue("Sheet1", "D2", 41060.25), f.SetCellStyle("Sheet1", "D2", "D2", style),
		f.SetCellBool("Sheet1", "E2", true),
		f.SetCellFormula("Sheet1", "F2", "1+1"),
		f.SetCellRichText("Sheet1", "G2", []excelize.RichTextRun{{Text: "in "}, {Text: "parts"}}),
		f.SetCellStr("Sheet1", "AB2", "=1+1"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var w bytes.Buffer
	if err := f.Write(&w); err != nil {
		t.Fatal(err)
	}
	tables, err := xlsx.Read(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := []xlsx.Table{{Name: "Sheet1", Entries: []xlsx.Entry{
		{Row: 2, Column: 2, Text: "  text\nin lines "},
		{Row: 2, Column: 3, Kind: xlsx.NumberEntry, Text: "84", Number: 84, Day: time.Date(1900, 3, 24, 0, 0, 0, 0, time.UTC)},
		{Row: 2, Column: 4, Kind: xlsx.NumberEntry, Text: "41060.25", Number: 41060.25, Day: may, ShowsDay: true},
		{Row: 2, Column: 5, Kind: xlsx.BoolEntry, Text: "TRUE"},
		{Row: 2, Column: 6, Formula: true},
		{Row: 2, Column: 7, Text: "in parts"},
		{Row: 2, Column: 28, Text: "=1+1"},
	}}}
	if diff := cmp.Diff(want, tables); diff != "" {
		t.Error(diff)
	}
}

// Whatever text a cell is given comes back, and the same book is the same bytes.
func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[_x0-9A-F\x00-\x1f ]{0,20}`)).Draw(r, "text")
		text = strings.ToValidUTF8(text, "")
		book := &xlsx.Book{Time: made, Sheets: []xlsx.Sheet{{Name: "S", Rows: []xlsx.Row{{Cells: []xlsx.Cell{xlsx.Text(text, xlsx.Style{})}}}}}}
		var w, again bytes.Buffer
		if err := errors.Join(book.Write(&w), book.Write(&again)); err != nil {
			r.Fatal(err)
		}
		if !bytes.Equal(w.Bytes(), again.Bytes()) {
			r.Error("the same book was written otherwise")
		}
		tables, err := xlsx.Read(w.Bytes())
		if err != nil {
			r.Fatal(err)
		}
		var got string
		for _, e := range tables[0].Entries {
			got += e.Text
		}
		if got != text {
			r.Errorf("%q came back as %q", text, got)
		}
	})
}

func TestTooLongText(t *testing.T) {
	book := func(n int) *xlsx.Book {
		return &xlsx.Book{Sheets: []xlsx.Sheet{{Name: "S", Rows: []xlsx.Row{{Cells: []xlsx.Cell{xlsx.Text(strings.Repeat("é", n), xlsx.Style{})}}}}}}
	}
	if err := book(xlsx.MaxText + 1).Write(io.Discard); !errors.Is(err, xlsx.ErrTooLong) {
		t.Errorf("got %v", err)
	}
	if err := book(xlsx.MaxText).Write(io.Discard); err != nil {
		t.Error(err)
	}
}

// Days are right on both sides of what spreadsheets have wrong, and in workbooks
// that count from another day.
func TestDays(t *testing.T) {
	for _, test := range []struct{ sheet, book, want string }{
		{"41060", "", "2012-05-31"},
		{"61", "", "1900-03-01"},
		{"60", "", "0001-01-01"},
		{"-1", "", "0001-01-01"},
		{"1e300", "", "0001-01-01"},
		{"39598", `<workbookPr date1904="1"/>`, "2012-05-31"},
	} {
		tables, err := xlsx.Read(workbook(t, test.book, `<row r="1"><c r="A1"><v>`+test.sheet+`</v></c></row>`))
		if err != nil {
			t.Fatal(err)
		}
		if got := tables[0].Entries[0].Day.Format(time.DateOnly); got != test.want {
			t.Errorf("%s %s is %s, not %s", test.book, test.sheet, got, test.want)
		}
	}
}

func TestFormatsThatShowDays(t *testing.T) {
	for code, want := range map[string]bool{
		"d mmmm yyyy": true, "[$-809]dd/mm/yyyy;@": true, "hh:mm": true, `yyyy\-mm\-dd`: true,
		"General": false, "#,##0": false, "0.00E+00": false, `"days" 0`: false, `"£"#,##0.00;[Red]-"£"#,##0.00`: false, "@": false, `_-* #,##0_-`: false, `0\d`: false,
	} {
		f := excelize.NewFile()
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		var w bytes.Buffer
		if err := errors.Join(f.SetCellInt("Sheet1", "A1", 41060), f.SetCellStyle("Sheet1", "A1", "A1", style), f.Write(&w), f.Close()); err != nil {
			t.Fatal(err)
		}
		tables, err := xlsx.Read(w.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got := tables[0].Entries[0].ShowsDay; got != want {
			t.Errorf("%q shows a day: %v", code, got)
		}
	}
}

const decl = `<?xml version="1.0"?>`

// workbook is the least that is one, with those rows.
func workbook(t testing.TB, properties, rows string) []byte {
	return zipped(t, map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            decl + `<x:workbook xmlns:x="m" xmlns:r="r">` + properties + `<x:sheets><x:sheet name="S" sheetId="1" r:id="b"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/Sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	})
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var w bytes.Buffer
	z := zip.NewWriter(&w)
	for name, content := range parts {
		part, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

func TestWhatIsNoWorkbook(t *testing.T) {
	locked := excelize.NewFile()
	var withPassword bytes.Buffer
	if err := errors.Join(locked.Write(&withPassword, excelize.Options{Password: "secret"}), locked.Close()); err != nil {
		t.Fatal(err)
	}
	whole := written(t, example())
	for name, test := range map[string]struct {
		file []byte
		want error
	}{
		"nothing":        {nil, xlsx.ErrNotWorkbook},
		"text":           {[]byte("Item,Answer"), xlsx.ErrNotWorkbook},
		"half":           {whole[:len(whole)/2], xlsx.ErrNotWorkbook},
		"password":       {withPassword.Bytes(), xlsx.ErrOld},
		"another zip":    {zipped(t, map[string]string{"a.txt": "a"}), xlsx.ErrNotWorkbook},
		"OpenDocument":   {zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), xlsx.ErrOpenDocument},
		"broken element": {workbook(t, "", `<row r="1"><c r="A1"><v>1</v`), xlsx.ErrDamaged},
		"broken number":  {workbook(t, "", `<row r="1"><c r="A1"><v>one</v></c></row>`), xlsx.ErrDamaged},
		"text missing":   {workbook(t, "", `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`), xlsx.ErrDamaged},
		"huge":           {workbook(t, "", strings.Repeat(" ", 17<<20)), xlsx.ErrTooLarge},
		"too many cells": {workbook(t, "", strings.Repeat(`<c><v>1</v></c>`, 1<<17+1)), xlsx.ErrTooLarge},
	} {
		if _, err := xlsx.Read(test.file); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

// Cells far away, and rows and cells without their numbers, take no more room
// than others.
func TestSparseCells(t *testing.T) {
	tables, err := xlsx.Read(workbook(t, "", `<row><c t="str"><v>a</v></c><c/><c t="str"><v>c</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c><c r="A1048576" s="9"/></row>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []xlsx.Entry{{Row: 1, Column: 1, Text: "a"}, {Row: 1, Column: 3, Text: "c"}, {Row: 1048576, Column: 16384, Text: "far"}}
	if diff := cmp.Diff(want, tables[0].Entries); diff != "" {
		t.Error(diff)
	}
}

// Every part is XML that stands by itself.
func TestPartsAreXML(t *testing.T) {
	b := written(t, example())
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for err == nil {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", f.Name, err)
		}
		if got := f.Modified.UTC(); !got.Equal(made) {
			t.Errorf("%s is of %s", f.Name, got)
		}
	}
}

func TestNames(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 703: "AAA", 16384: "XFD"} {
		if got := xlsx.ColumnName(n); got != want {
			t.Errorf("%d is %s, not %s", n, got, want)
		}
	}
}

// Whatever a file is, reading it ends without harm.
func FuzzRead(f *testing.F) {
	f.Add(written(f, example()))
	f.Add(workbook(f, "", `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>`))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		tables, err := xlsx.Read(b)
		if err != nil {
			return
		}
		for _, table := range tables {
			for _, e := range table.Entries {
				if e.Row < 1 || e.Column < 1 {
					t.Errorf("there is no such cell: %s", fmt.Sprint(e))
				}
			}
		}
	})
}

// Text that looks like a formula stays text even where somebody opens its cell and
// closes it again, and no other cell is told so.
func TestFormulasAreQuoted(t *testing.T) {
	book := &xlsx.Book{Sheets: []xlsx.Sheet{{Name: "S", Rows: []xlsx.Row{{Cells: []xlsx.Cell{
		xlsx.Text("=1+1", xlsx.Style{}), xlsx.Text("-5", xlsx.Style{Wrap: true}), xlsx.Text("plain", xlsx.Style{Wrap: true}), xlsx.Number(-5, xlsx.Style{Wrap: true}),
		xlsx.Text(" ＝1", xlsx.Style{}),
	}}}}}}
	file := written(t, book)
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]bool{"A1": true, "B1": true, "C1": false, "D1": false, "E1": true} {
		id, err := f.GetCellStyle("S", cell)
		if err != nil {
			t.Fatal(err)
		}
		quoted := f.Styles.CellXfs.Xf[id].QuotePrefix
		if got := quoted != nil && *quoted; got != want {
			t.Errorf("%s is quoted: %v", cell, got)
		}
	}
}

func TestLinksTimesAndTotals(t *testing.T) {
	moment := time.Date(2012, 6, 3, 10, 12, 30, 0, time.FixedZone("BST", 3600))
	book := &xlsx.Book{Sheets: []xlsx.Sheet{
		{Name: "It's", FrozenRows: 1, Filter: true, Totals: 1, Rows: []xlsx.Row{
			{Cells: []xlsx.Cell{xlsx.Text("Head", xlsx.Style{Line: "C9D0D6"}), {}}},
			{Cells: []xlsx.Cell{xlsx.Moment(moment, xlsx.Style{Format: xlsx.AsMoment}), {Style: xlsx.Style{Right: true}}}},
			{Cells: []xlsx.Cell{xlsx.Number(9.3333, xlsx.Style{Format: xlsx.AsRate})}},
		}},
		{Name: "Start", Rows: []xlsx.Row{{Cells: []xlsx.Cell{{To: xlsx.At("It's", 2, 1)}}}}},
	}}
	f, err := excelize.OpenReader(bytes.NewReader(written(t, book)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if ok, to, err := f.GetCellHyperLink("Start", "A1"); !ok || to != "'It''s'!A2" || err != nil {
		t.Errorf("the link is %v, %q (%v)", ok, to, err)
	}
	for cell, want := range map[string]string{"A2": "3 June 2012 at 09:12 UTC", "A3": "9.3"} {
		if got, err := f.GetCellValue("It's", cell); got != want || err != nil {
			t.Errorf("%s is %q, not %q (%v)", cell, got, want, err)
		}
	}
	for _, name := range f.GetDefinedName() {
		if strings.HasSuffix(name.Name, "_FilterDatabase") && name.RefersTo != "'It''s'!$A$1:$B$2" {
			t.Errorf("the filter is for %s", name.RefersTo)
		}
	}
	if id, _ := f.GetCellStyle("It's", "B2"); f.Styles.CellXfs.Xf[id].Alignment.Horizontal != "right" {
		t.Error("it is not to the right")
	}
}
