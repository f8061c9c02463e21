package report

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/xlsx"
)

// XLSX, to sort, to filter and to reckon with: a workbook in which each part of the
// return has a sheet. Rules of these files:
//
//   - A number is a number, a day a day and an amount an amount, so that they can be
//     reckoned with. What is not given is said in words, in italics.
//   - No row is taller than a spreadsheet shows. Text that is too long for one goes
//     on in the rows below, which say which part they are; put together, the parts
//     are the text, sign for sign.
//   - The marking is in sight on every sheet, and at head and foot of every page.
//
// xlsx_sheets.go has what stands on the sheets.

func writeXLSX(w io.Writer, r *Report) error { return newWorkbook(r).Write(w) }

// newWorkbook is r as a workbook.
func newWorkbook(r *Report) *xlsx.Book {
	day, _ := time.Parse(time.DateOnly, r.Changed) // without a day, none
	b := &workbook{Report: r, Book: xlsx.Book{Title: plain.Line(r.Title() + ", " + r.Period.Words), Time: day}, at: map[string]string{}}
	b.answers()
	b.counts()
	b.sheets = slices.Insert(b.sheets, 0, b.progress())
	for _, t := range r.Tables {
		b.sideBySide(t)
	}
	b.outstanding()
	b.registers()
	b.signatures()
	if r.Last != nil {
		b.last(r.Last)
	}
	if r.Replaces != nil {
		b.replaces(r.Replaces)
	}
	b.sheets = slices.Insert(b.sheets, 0, b.summary())
	for _, s := range b.sheets {
		b.Sheets = append(b.Sheets, s.Sheet)
	}
	return &b.Book
}

// A workbook is one in the making.
type workbook struct {
	*Report
	xlsx.Book
	sheets []*sheet
	at     map[string]string // where the answers to an item stand, by its id
}

// A sheet is one in the making.
type sheet struct {
	xlsx.Sheet
	about   string // what is on it, in a sentence
	columns []column
	says    int // the column that says which part of a longer text a row is
	// keys are how many columns, from the first on, say what a row is of. Where one
	// says the same as in the row above it is there to be sorted and filtered by, and
	// not to be read again.
	keys   int
	before []string   // what the keys of the row above say
	parts  [][]string // of the row that is being made; kept for the room in it
}

// A column is one of a sheet.
type column struct {
	title string
	width float64 // in characters
	// repeats is set if a row that goes on with another one says this again, so that
	// it can be sorted and filtered with it.
	repeats bool
	right   bool // as numbers are
}

// The colours, which are those of the web page.
const (
	inkColour     = "14181C"
	softColour    = "4C5762"
	lineColour    = "C9D0D6"
	washColour    = "E9EDF1"
	warningColour = "A4262C"
	linkColour    = "0B4F8A"
)

// The looks of what is on every sheet.
var (
	titleLook   = xlsx.Style{Bold: true, Size: 14}
	markingLook = xlsx.Style{Bold: true}
	remarkLook  = xlsx.Style{Colour: softColour}
	headLook    = xlsx.Style{Bold: true, Fill: washColour, Wrap: true, Line: inkColour}
	bodyLook    = xlsx.Style{Wrap: true, Line: lineColour}
)

// standingColours tell verdicts apart where the words do so too.
var standingColours = map[checklist.Standing]string{
	checklist.Met: "1D6F42", checklist.PartlyMet: "A35A00", checklist.NotMet: warningColour, checklist.NotApplicable: softColour,
}

// sheet is a new one, of which the first rows stay in sight: its title, the
// marking with the name of the return, the remarks and, if there are any, the heads
// of columns. keys is as in sheet.
func (b *workbook) sheet(title, about string, keys int, columns []column, remarks ...string) *sheet {
	marking := plain.Line(b.Marked())
	s := &sheet{about: about, columns: columns, keys: keys, Sheet: xlsx.Sheet{Name: b.name(title), Head: marking, Foot: marking}}
	s.Rows = []xlsx.Row{
		{Cells: []xlsx.Cell{xlsx.Text(plain.Line(title), titleLook)}},
		{Cells: []xlsx.Cell{xlsx.Text(marking+" · "+plain.Line(b.Report.Title()+", "+b.Period.Words), markingLook)}},
	}
	for _, text := range remarks {
		s.Rows = append(s.Rows, xlsx.Row{Cells: []xlsx.Cell{xlsx.Text(plain.Line(text), remarkLook)}})
	}
	heads := false
	var cells []xlsx.Cell
	for _, c := range columns {
		heads = heads || c.title != ""
		look := headLook
		look.Right = c.right
		cells = append(cells, xlsx.Text(plain.Line(c.title), look))
		s.Columns = append(s.Columns, xlsx.Column{Width: c.width})
	}
	if heads {
		s.Rows = append(s.Rows, xlsx.Row{Cells: cells})
		s.Filter = true
	}
	s.FrozenRows = len(s.Rows)
	return s
}

// add puts s into the book.
func (b *workbook) add(s *sheet) { b.sheets = append(b.sheets, s) }

// name is title as the name of a sheet that no other has. Spreadsheet programs take
// few characters there and refuse some.
func (b *workbook) name(title string) string {
	const most = 31
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r > 0xffff {
			return ' '
		}
		return r
	}, plain.Line(title))
	if clean = strings.Trim(strings.Join(strings.Fields(clean), " "), "' "); clean == "" {
		clean = "Table"
	}
	for n := 1; ; n++ {
		number := ""
		if n > 1 {
			number = " " + strconv.Itoa(n)
		}
		name := []rune(clean)
		name = name[:min(len(name), most-len(number))]
		full := strings.Trim(string(name), " '") + number
		taken := slices.ContainsFunc(b.sheets, func(s *sheet) bool { return strings.EqualFold(s.Name, full) })
		// Excel keeps one name for itself, and the summary is made last.
		if !taken && !strings.EqualFold(full, "History") && (!strings.EqualFold(full, summaryTitle) || title == summaryTitle) {
			return full
		}
	}
}

// An entry is what is to stand in a cell.
type entry struct {
	text  string
	made  *xlsx.Cell // instead of text
	style xlsx.Style
	to    string
}

// entryOf is text that somebody wrote.
func entryOf(text string) entry { return entry{text: text, style: bodyLook} }

// entriesOf are texts.
func entriesOf(texts ...string) []entry { return each(texts, entryOf) }

// orAside is a text, or what the report says where there is none.
func orAside(text, none string) entry {
	if text == "" {
		return asideEntry(none)
	}
	return entryOf(text)
}

// asideEntry is what the report says of an answer, and nobody wrote.
func asideEntry(text string) entry {
	e := entryOf(text)
	e.style.Italic, e.style.Colour = true, softColour
	return e
}

// strong is e in bold type.
func (e entry) strong() entry {
	e.style.Bold = true
	return e
}

// coloured is e in that colour, and as it is in none.
func (e entry) coloured(colour string) entry {
	if colour != "" {
		e.style.Colour = colour
	}
	return e
}

// leads is e as a link to a place in the book, and as it is to none.
func (e entry) leads(to string) entry {
	if to == "" {
		return e
	}
	e.to = to
	return e.coloured(linkColour)
}

// numberEntry is a number in that format.
func numberEntry(n float64, format string) entry {
	look := bodyLook
	look.Format = format
	made := xlsx.Number(n, look)
	return entry{made: &made, style: look}
}

// countEntry is a count. Package assessment takes none of which a spreadsheet would
// not keep every digit, nor such an amount.
func countEntry(n int) entry { return numberEntry(float64(n), xlsx.AsCount) }

// dayEntry is an ISO date, or that it was not provided. Spreadsheets have days
// wrong before March 1900.
func dayEntry(day string) entry {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Before(time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC)) {
		return orAside(long(day), notProvided)
	}
	look := bodyLook
	look.Format = xlsx.AsDay
	made := xlsx.Day(t, look)
	return entry{made: &made, style: look}
}

// fieldEntry is a field as what it is.
func fieldEntry(f Field) entry {
	if f.ID == "" || f.Value.State != assessment.Given {
		return asideEntry(f.Words)
	}
	switch f.Kind {
	case checklist.Count:
		if n, ok := assessment.Number(f.Value); ok {
			return countEntry(n)
		}
	case checklist.Date:
		if _, ok := assessment.Day(f.Value); ok {
			return dayEntry(f.Value.Given)
		}
	case checklist.Money:
		if n, err := strconv.ParseFloat(f.Value.Given, 64); err == nil {
			return numberEntry(n, xlsx.AsPounds)
		}
	}
	return entryOf(f.Words)
}

// row adds a row, or as many as its texts take, and returns the number of the
// first.
func (s *sheet) row(entries ...entry) int {
	parts := slices.Grow(s.parts[:0], len(entries))[:len(entries)]
	s.parts = parts
	most := 1
	for i := range entries {
		e := &entries[i]
		if parts[i] = parts[i][:0]; e.made == nil {
			parts[i] = pieces(parts[i], plain.Text(e.text), s.columns[i].width, e.style)
			most = max(most, len(parts[i]))
		}
	}
	s.quieten(entries)
	for n := range most {
		cells := make([]xlsx.Cell, len(entries))
		for i := range entries {
			e := &entries[i]
			look := e.style
			look.Right = s.columns[i].right
			if n > 0 && i < s.keys {
				look = quiet(look)
			}
			repeats := s.columns[i].repeats || i == s.says
			switch {
			case e.made != nil && n == 0:
				cells[i] = *e.made
				cells[i].Style = look
			case n < len(parts[i]):
				cells[i] = xlsx.Text(parts[i][n], look)
			case repeats && len(parts[i]) == 1:
				cells[i] = xlsx.Text(parts[i][0], look)
			default:
				cells[i] = xlsx.Blank(bodyLook)
			}
			if i == s.says && most > 1 && len(parts[i]) == 1 {
				cells[i] = xlsx.Text(strings.TrimSpace(parts[i][0]+" (part "+strconv.Itoa(n+1)+" of "+strconv.Itoa(most)+")"), look)
			}
			cells[i].To = e.to
		}
		s.Rows = append(s.Rows, xlsx.Row{Cells: cells})
	}
	return len(s.Rows) - most + 1
}

// quieten sets back the keys that say the same as in the row above.
func (s *sheet) quieten(entries []entry) {
	keys := each(entries[:min(s.keys, len(entries))], func(e entry) string { return e.text })
	for i, key := range keys {
		if i >= len(s.before) || s.before[i] != key {
			break
		}
		entries[i].style = quiet(entries[i].style)
	}
	s.before = keys
}

// quiet is a look for what is said again.
func quiet(look xlsx.Style) xlsx.Style {
	look.Bold, look.Wrap, look.Colour = false, false, softColour
	return look
}

// tallest is how many lines a row has at most: no spreadsheet shows a row that is
// taller than 409 points.
const tallest = 28

// pieces is all with s behind, in parts that each fit a row, in a column of that
// width. Together they are s.
func pieces(all []string, s string, width float64, look xlsx.Style) []string {
	for {
		n := xlsx.Fit(s, width, look, tallest)
		if n < len(s) {
			// A part had better end where a paragraph does, if that is not too soon.
			if i := strings.LastIndexByte(s[:n], '\n') + 1; i > n/2 {
				n = i
			}
		}
		all = append(all, s[:n])
		if s = s[n:]; s == "" {
			return all
		}
	}
}
