package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrTooLong is reported for text that no cell takes.
var ErrTooLong = errors.New("the text is too long for a cell")

// Write writes the whole file, or nothing where a text is too long.
func (b *Book) Write(w io.Writer) error {
	looks := newLooks()
	var sheets [][]byte
	for i := range b.Sheets {
		sheet, err := b.Sheets[i].xml(looks)
		if err != nil {
			return err
		}
		sheets = append(sheets, sheet)
	}
	z := zip.NewWriter(w)
	add := func(name string, content []byte) error {
		part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.Time.UTC()})
		if err == nil {
			_, err = part.Write(content)
		}
		return err
	}
	parts := []struct {
		name    string
		content string
	}{
		{"[Content_Types].xml", b.contentTypes()},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", b.core()},
		{"docProps/app.xml", appProperties},
		{"xl/workbook.xml", b.workbook()},
		{"xl/_rels/workbook.xml.rels", b.rels()},
		{"xl/styles.xml", looks.xml()},
	}
	for _, p := range parts {
		if err := add(p.name, []byte(p.content)); err != nil {
			return err
		}
	}
	for i, sheet := range sheets {
		if err := add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), sheet); err != nil {
			return err
		}
	}
	return z.Close()
}

const (
	header   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	typesNS  = "http://schemas.openxmlformats.org/package/2006/content-types"
	relsNS   = "http://schemas.openxmlformats.org/package/2006/relationships"
	typeRoot = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

const packageRels = header + `<Relationships xmlns="` + relsNS + `">` +
	`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relNS + `/extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const appProperties = header +
	`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>favour</Application></Properties>`

func (b *Book) contentTypes() string {
	var s strings.Builder
	s.WriteString(header + `<Types xmlns="` + typesNS + `">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + typeRoot + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + typeRoot + `styles+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>`)
	for i := range b.Sheets {
		fmt.Fprintf(&s, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, typeRoot)
	}
	return s.String() + `</Types>`
}

func (b *Book) core() string {
	when := b.Time.UTC().Format("2006-01-02T15:04:05Z")
	return header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(b.Title) + `</dc:title><dc:creator>favour</dc:creator><dc:language>en-GB</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + when + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + when + `</dcterms:modified></cp:coreProperties>`
}

func (b *Book) rels() string {
	var s strings.Builder
	s.WriteString(header + `<Relationships xmlns="` + relsNS + `">`)
	for i := range b.Sheets {
		fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relNS, i+1)
	}
	fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(b.Sheets)+1, relNS)
	return s.String() + `</Relationships>`
}

func (b *Book) workbook() string {
	var s, names strings.Builder
	s.WriteString(header + `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>`)
	for i := range b.Sheets {
		sheet := &b.Sheets[i]
		state := ""
		if sheet.Hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&s, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escape(sheet.Name), i+1, state, i+1)
		quoted := escape("'" + strings.ReplaceAll(sheet.Name, "'", "''") + "'")
		if sheet.Filter && sheet.FrozenRows > 0 {
			fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s!$A$%d:$%s$%d</definedName>`,
				i, quoted, sheet.FrozenRows, ColumnName(sheet.width()), sheet.lastFiltered())
		}
		if sheet.FrozenRows > 0 {
			fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$1:$%d</definedName>`, i, quoted, sheet.FrozenRows)
		}
	}
	s.WriteString(`</sheets>`)
	if names.Len() > 0 {
		s.WriteString(`<definedNames>` + names.String() + `</definedNames>`)
	}
	return s.String() + `</workbook>`
}

// width is how many columns s has.
func (s *Sheet) width() int {
	n := max(1, len(s.Columns))
	for _, r := range s.Rows {
		n = max(n, len(r.Cells))
	}
	return n
}

// lastFiltered is the last row that the filter is for.
func (s *Sheet) lastFiltered() int { return max(len(s.Rows)-s.Totals, s.FrozenRows) }

// size is about how many bytes the part of s takes, for a large one grows slowly.
func (s *Sheet) size() int {
	const ofSheet, ofRow, ofCell = 4096, 32, 72
	n := ofSheet + ofRow*len(s.Rows)
	for _, r := range s.Rows {
		n += ofCell * len(r.Cells)
		for i := range r.Cells {
			n += len(r.Cells[i].text)
		}
	}
	return n
}

// xml is the part of s. Its elements stand in the order that the format asks for.
func (s *Sheet) xml(looks *looks) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(s.size())
	b.WriteString(header + `<worksheet xmlns="` + mainNS + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	s.view(&b)
	b.WriteString(`<sheetFormatPr defaultRowHeight="13.5"/>`)
	if len(s.Columns) > 0 {
		b.WriteString(`<cols>`)
		for i, c := range s.Columns {
			hidden := ""
			if c.Hidden {
				hidden = ` hidden="1"`
			}
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%s" customWidth="1"%s/>`, i+1, i+1, decimal(c.Width), hidden)
		}
		b.WriteString(`</cols>`)
	}
	merged, err := s.rows(&b, looks)
	if err != nil {
		return nil, err
	}
	if s.Filter && s.FrozenRows > 0 {
		fmt.Fprintf(&b, `<autoFilter ref="A%d:%s"/>`, s.FrozenRows, CellName(s.lastFiltered(), s.width()))
	}
	if len(merged) > 0 {
		fmt.Fprintf(&b, `<mergeCells count="%d">`, len(merged))
		for _, ref := range merged {
			fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, ref)
		}
		b.WriteString(`</mergeCells>`)
	}
	s.checks(&b)
	s.links(&b)
	orientation := "landscape"
	if s.Portrait {
		orientation = "portrait"
	}
	b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>`)
	fmt.Fprintf(&b, `<pageSetup paperSize="9" orientation="%s" fitToWidth="1" fitToHeight="0"/>`, orientation)
	fmt.Fprintf(&b, `<headerFooter><oddHeader>%s</oddHeader><oddFooter>%s</oddFooter></headerFooter>`, margin(s.Head, ""), margin(s.Foot, "Page &P of &N"))
	b.WriteString(`</worksheet>`)
	return b.Bytes(), nil
}

// margin is what stands in the middle and to the right of a margin.
func margin(middle, right string) string {
	var text string
	if middle != "" {
		// A digit behind a sign would be a size, and & begins a code.
		text = "&C&B" + strings.ReplaceAll(cut(middle, 200), "&", "&&")
	}
	if right != "" {
		text += "&R" + right
	}
	return escape(text)
}

func (s *Sheet) view(b *bytes.Buffer) {
	b.WriteString(`<sheetViews><sheetView showGridLines="0" workbookViewId="0">`)
	if s.FrozenRows > 0 || s.FrozenColumns > 0 {
		split, pane := "", "bottomRight"
		if s.FrozenColumns > 0 {
			split = fmt.Sprintf(` xSplit="%d"`, s.FrozenColumns)
		} else {
			pane = "bottomLeft"
		}
		if s.FrozenRows > 0 {
			split += fmt.Sprintf(` ySplit="%d"`, s.FrozenRows)
		} else {
			pane = "topRight"
		}
		fmt.Fprintf(b, `<pane%s topLeftCell="%s" activePane="%s" state="frozen"/>`, split, CellName(s.FrozenRows+1, s.FrozenColumns+1), pane)
	}
	b.WriteString(`</sheetView></sheetViews>`)
}

// rows writes the rows, and returns the places that are merged.
func (s *Sheet) rows(b *bytes.Buffer, looks *looks) (merged []string, err error) {
	b.WriteString(`<sheetData>`)
	columns := columnNames(s.width())
	for i, r := range s.Rows {
		row, height := strconv.Itoa(i+1), ""
		if n := max(s.height(r), min(r.Height, maxHeight)); n > 0 {
			height = fmt.Sprintf(` ht="%s"`, decimal(n))
			if r.keepsHeight() {
				height += ` customHeight="1"`
			}
		}
		b.WriteString(`<row r="` + row + `"` + height + `>`)
		for j := range r.Cells {
			c := &r.Cells[j]
			if c.Across > 1 {
				merged = append(merged, CellName(i+1, j+1)+":"+CellName(i+1, j+c.Across))
			}
			look := c.Style
			look.quoted = c.kind == textCell && actsAs(c.text)
			style := looks.of(look)
			if c.kind == empty && c.Style == (Style{}) {
				continue
			}
			b.WriteString(`<c r="` + columns[j])
			b.WriteString(row)
			b.WriteString(`" s="`)
			b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(style), 10))
			switch {
			case c.kind == numberCell:
				b.WriteString(`"><v>` + decimal(c.number) + `</v></c>`)
			case c.kind == textCell && units(c.text) > MaxText:
				return nil, fmt.Errorf("%s %s: %w", s.Name, CellName(i+1, j+1), ErrTooLong)
			case c.kind == textCell:
				b.WriteString(`" t="inlineStr"><is><t xml:space="preserve">`)
				writeEscaped(b, coded(c.text))
				b.WriteString(`</t></is></c>`)
			default:
				b.WriteString(`"/>`)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	return merged, nil
}

// actsAs reports whether a spreadsheet program would take s for a formula if
// somebody typed it: then it is to stay text even if they open the cell and close
// it again.
func actsAs(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return strings.ContainsRune("=+-@\u2212\uff1d\uff0b\uff0d\uff20", first) // the last five are as other keyboards have them
}

// links writes what cells lead to.
func (s *Sheet) links(b *bytes.Buffer) {
	var all strings.Builder
	for i, r := range s.Rows {
		for j := range r.Cells {
			if to := r.Cells[j].To; to != "" {
				all.WriteString(`<hyperlink ref="` + CellName(i+1, j+1) + `" location="` + escape(to) + `"/>`)
			}
		}
	}
	if all.Len() > 0 {
		b.WriteString(`<hyperlinks>` + all.String() + `</hyperlinks>`)
	}
}

// maxHeight is as high as a row may be.
const maxHeight = 409

func (s *Sheet) checks(b *bytes.Buffer) {
	if len(s.Checks) == 0 {
		return
	}
	fmt.Fprintf(b, `<dataValidations count="%d">`, len(s.Checks))
	for _, c := range s.Checks {
		kind := ""
		if c.Kind != AnyText {
			kind = fmt.Sprintf(` type="%s" operator="between" errorStyle="stop"`, c.Kind)
		}
		fmt.Fprintf(b, `<dataValidation%s allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="%s" error="%s" promptTitle="%s" prompt="%s" sqref="%s">`,
			kind, escape(cut(c.Title, 32)), escape(cut(c.Problem, 225)), escape(cut(c.Title, 32)), escape(cut(c.Prompt, 255)), CellName(c.Row, c.Column))
		if c.From != "" {
			fmt.Fprintf(b, `<formula1>%s</formula1>`, escape(c.From))
		}
		if c.To != "" {
			fmt.Fprintf(b, `<formula2>%s</formula2>`, escape(c.To))
		}
		b.WriteString(`</dataValidation>`)
	}
	b.WriteString(`</dataValidations>`)
}

func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// units is how many characters s has, counted as UTF-16 does.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// cut is s with at most n characters, with a sign where something is missing.
func cut(s string, n int) string {
	if units(s) <= n {
		return s
	}
	left := n - 1
	for i, r := range s {
		if left -= max(1, utf16.RuneLen(r)); left < 0 {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return s
}

// escape is s as XML has it in text and attributes.
func escape(s string) string {
	var b bytes.Buffer
	writeEscaped(&b, s)
	return b.String()
}

// writeEscaped writes s as escape has it. Most text is words and figures, which
// stand as they are.
func writeEscaped(b *bytes.Buffer, s string) {
	i := 0
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] == ' ' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '(' && s[i] <= ';') {
		i++
	}
	b.WriteString(s[:i])
	if i == len(s) {
		return
	}
	if err := xml.EscapeText(b, []byte(s[i:])); err != nil {
		panic(err) // a Buffer takes everything
	}
}
