package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"favour/internal/report"
	"favour/internal/report/odt/odttest"
	"favour/internal/report/pdf/pdftest"
)

// readers bring out what files say that are no text themselves, by the name of
// their format. Each is another program than the one that wrote them.
var readers = map[string]func([]byte) (string, error){
	"pdf": func(file []byte) (string, error) {
		p, err := pdftest.Read(file)
		if err != nil {
			return "", err
		}
		return p.String(), nil
	},
	"odt":  readODT,
	"xlsx": readXLSX,
}

// said is what a file says: itself, or the text of one that is no text.
func said(f report.Format, file []byte) []byte {
	read, ok := readers[f.Name]
	if !ok {
		return file
	}
	text, err := read(file)
	if err != nil {
		return []byte("The file cannot be read: " + err.Error())
	}
	return []byte(text)
}

// readODT is the header, the text and the footer.
func readODT(file []byte) (string, error) {
	d, err := odttest.Read(file)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintln(&b, d.Margins[0])
	for _, p := range d.Paragraphs {
		if p.Level > 0 {
			b.WriteString(strings.Repeat("#", p.Level) + " ")
		}
		fmt.Fprintln(&b, strings.ReplaceAll(p.Text, "\t", " ... "))
	}
	for _, text := range d.Margins[1:] {
		fmt.Fprintln(&b, strings.ReplaceAll(text, "\t", " ... "))
	}
	return b.String(), nil
}

// readXLSX is every sheet with its margins, a line for each row. What is no text
// has a sign before it.
func readXLSX(file []byte) (string, error) {
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		return "", err
	}
	defer x.Close()
	var b strings.Builder
	for _, sheet := range x.GetSheetList() {
		margins, err := x.GetHeaderFooter(sheet)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "== %s ==\n%s\n", sheet, margins.OddHeader)
		rows, err := x.GetRows(sheet)
		if err != nil {
			return "", err
		}
		for i, row := range rows {
			for j, text := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				kind, err := x.GetCellType(sheet, at)
				if err != nil {
					return "", err
				}
				if j > 0 {
					b.WriteString(" | ")
				}
				if text != "" && kind != excelize.CellTypeInlineString {
					b.WriteString("# ")
				}
				b.WriteString(text)
			}
			b.WriteByte('\n')
		}
		fmt.Fprintln(&b, margins.OddFooter)
	}
	return b.String(), nil
}

// opened is a file with all that is packed in it.
func opened(t testing.TB, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return file
	}
	var all []byte
	for _, f := range z.File {
		all = append(all, f.Name...)
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}
