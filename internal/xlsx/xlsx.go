// Package xlsx writes workbooks for spreadsheet programs, and reads them back
// after people have filled them in: Office Open XML, as far as this program needs.
//
// It is our own because the library that does all of the format brings a web
// client with it, and this program promises to have none built in; and because
// what comes back is read cell by cell, so that no file, however it was made,
// takes more memory than it has bytes. It knows nothing of questions and answers:
// package pack does.
//
// Text is always text: nothing that is written here can become a formula. The
// same [Book] gives the same bytes.
//
// Start with [Book.Write] and [Read].
package xlsx

import (
	"strconv"
	"strings"
	"time"
)

// A Book is a workbook to be written.
type Book struct {
	Title  string
	Time   time.Time // stands as when it was made and last changed
	Sheets []Sheet
}

// A Sheet is one sheet of a Book.
type Sheet struct {
	Name    string // at most 31 characters, and none of []:*?/\
	Hidden  bool
	Columns []Column
	Rows    []Row
	Checks  []Check

	FrozenRows, FrozenColumns int // that stay in sight; the rows are printed on every page
	// Filter lets people filter by the columns of the last frozen row. It leaves
	// alone as many rows at the end as there are Totals.
	Filter bool
	Totals int
	// Head and Foot stand in the middle of the margins of every printed page.
	Head, Foot string
	Portrait   bool
}

// A Column is how one column looks.
type Column struct {
	Width  float64 // in characters
	Hidden bool
}

// A Row is one row of cells, from the first column on.
type Row struct {
	Height float64 // in points, if it is to be higher than its text
	Cells  []Cell
}

// A Cell is one cell. The zero Cell is empty.
type Cell struct {
	kind   cellKind
	text   string
	number float64
	Style  Style
	// Across is how many columns it spreads over, if more than one. The cells
	// behind it in its row are those that it covers.
	Across int
	// To is the place in the book that it leads to, as [At] writes it, or empty.
	To string
}

type cellKind uint8

const (
	empty cellKind = iota
	textCell
	numberCell
)

// Text is a cell with that text, whatever it begins with. It takes [MaxText]
// characters.
func Text(s string, style Style) Cell {
	if s == "" {
		return Blank(style)
	}
	return Cell{kind: textCell, text: s, Style: style}
}

// Number is a cell with a number that can be calculated with.
func Number(n float64, style Style) Cell { return Cell{kind: numberCell, number: n, Style: style} }

// Day is a cell with a day, which style is to show as one.
func Day(t time.Time, style Style) Cell { return Number(serial(t), style) }

// Moment is a cell with a time, which style is to show as one. Spreadsheets know
// of no zones: it is shown as it is in UTC.
func Moment(t time.Time, style Style) Cell {
	t = t.UTC()
	ofDay := t.Sub(t.Truncate(24 * time.Hour))
	return Number(serial(t)+float64(ofDay/time.Second)/(24*60*60), style)
}

// Blank is a cell that is empty, and looks like style.
func Blank(style Style) Cell { return Cell{Style: style} }

// MaxText is how many characters a cell takes, counted as UTF-16 does.
const MaxText = 32767

// The formats in which a [Style] shows what is in a cell.
const (
	AsText   = "@" // nothing that is typed into it becomes a number or a formula
	AsCount  = "#,##0"
	AsDay    = "d mmmm yyyy"
	AsMoment = `d mmmm yyyy "at" hh:mm "UTC"`
	AsRate   = "#,##0.0"
	AsPounds = `"£"#,##0.00`
)

// A Style is how a cell looks. The zero Style is plain.
type Style struct {
	Format       string // empty for what is usual
	Size         int    // in points; nought for 10
	Colour, Fill string // as RRGGBB
	Bold, Italic bool
	Wrap, Border bool
	Right        bool   // not to the left, as other cells are
	Line         string // the colour of a thin line below, as RRGGBB; it gives way to Border

	quoted bool // what it is begins with a sign of formulas
}

// A Check is what a spreadsheet program takes in one cell, and what it says
// there. Text that is too long for it is cut.
type Check struct {
	Row, Column int // from 1
	Kind        CheckKind
	// From and To are the bounds of a number or a day. From alone is the place of
	// the list of a choice, as [Place] writes it.
	From, To string
	Title    string // of Prompt, which is shown once the cell is entered
	Prompt   string
	Problem  string // said when something else is typed
}

// A CheckKind is what sort of thing a cell takes.
type CheckKind string

// The kinds of check. Nothing is refused of AnyText: it has only a prompt.
const (
	AnyText CheckKind = ""
	OneOf   CheckKind = "list"
	Whole   CheckKind = "whole"
	Decimal CheckKind = "decimal"
	ADay    CheckKind = "date"
)

// ColumnName is the name of a column, counted from 1: A to Z, then AA.
func ColumnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// columnNames are those of the first n columns.
func columnNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = ColumnName(i + 1)
	}
	return names
}

// CellName is the name of a cell, such as C5.
func CellName(row, column int) string { return ColumnName(column) + strconv.Itoa(row) }

// Place is one column of a sheet between two rows, for the From of a [Check].
func Place(sheet string, column, from, to int) string {
	name := ColumnName(column)
	return "'" + sheet + "'!$" + name + "$" + strconv.Itoa(from) + ":$" + name + "$" + strconv.Itoa(to)
}

// At is the place of a cell in a book, for the To of another.
func At(sheet string, row, column int) string {
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + CellName(row, column)
}

// epoch is the day from which spreadsheets count days. By it every day from March
// 1900 on has its right number; before, they count a day that never was.
var (
	epoch     = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	epoch1904 = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC) // of workbooks from old Macs
)

const (
	firstSerial = 61      // 1 March 1900
	lastSerial  = 2958465 // 31 December 9999
)

// serial is the number of a day.
func serial(t time.Time) float64 {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return float64(day.Sub(epoch) / (24 * time.Hour))
}

// Serial is the number by which spreadsheets know a day, for a bound of a check.
func Serial(t time.Time) string { return strconv.FormatFloat(serial(t), 'f', -1, 64) }
