package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"time"
)

// Reading. Rules of this file:
//
//   - A part is read token by token, and a cell that says nothing is passed over,
//     so that what a file takes is bounded by what is in it, not by the numbers of
//     the rows and columns that it names.
//   - Nothing is calculated: of a formula the value counts that the program which
//     saved the file had for it.

// What a file is that is no workbook which can be read.
var (
	ErrNotWorkbook  = errors.New("not an Excel workbook")
	ErrOld          = errors.New("a workbook in the old format of Excel, or one with a password")
	ErrOpenDocument = errors.New("a spreadsheet in the OpenDocument format")
	ErrTooLarge     = errors.New("larger than any workbook that a person fills in")
	ErrDamaged      = errors.New("a damaged workbook")
)

// The most that is read.
const (
	mostBytes = 16 << 20 // of one part, unpacked, and of the text of all cells
	mostCells = 1 << 17
)

// A Table is one sheet of a workbook that was read.
type Table struct {
	Name    string
	Hidden  bool
	Entries []Entry // in the order of the file
}

// An Entry is a cell with something in it.
type Entry struct {
	Row, Column int // from 1
	Kind        EntryKind
	Text        string  // as it was typed; of a number its digits, of an error its sign, such as #REF!
	Number      float64 // if it is one
	Day         time.Time
	ShowsDay    bool // the number is shown as Day, or as a time
	Formula     bool // the rest is what it came to
}

// An EntryKind is what is in a cell.
type EntryKind uint8

// The kinds of entry. Bool is TRUE or FALSE.
const (
	TextEntry EntryKind = iota
	NumberEntry
	BoolEntry
	ErrorEntry
)

// Read reads every sheet of a workbook.
func Read(b []byte) ([]Table, error) {
	r, err := open(b)
	if err != nil {
		return nil, err
	}
	var tables []Table
	for _, s := range r.sheets {
		t := Table{Name: s.name, Hidden: s.hidden}
		if err := r.table(s.part, &t); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// oleMagic begins the files of old versions of Excel, and those with a password.
var oleMagic = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// A reader is a workbook that is being read.
type reader struct {
	parts  map[string]*zip.File // by their names in small letters
	sheets []sheetPart
	shared []string // texts that several cells may have
	days   []bool   // by the number of a style: whether it shows days
	since  time.Time
	cells  int // that were read
	text   int // bytes of text in them
}

type sheetPart struct {
	name, part string
	hidden     bool
}

func open(b []byte) (*reader, error) {
	if bytes.HasPrefix(b, oleMagic) {
		return nil, ErrOld
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrNotWorkbook
	}
	r := &reader{parts: map[string]*zip.File{}, since: epoch}
	for _, f := range z.File {
		r.parts[partName(f.Name)] = f
	}
	if f, ok := r.parts["mimetype"]; ok && f.UncompressedSize64 < 100 {
		if kind, err := r.part("mimetype"); err == nil && bytes.Contains(kind, []byte("opendocument")) {
			return nil, ErrOpenDocument
		}
	}
	book := ""
	err = r.related("_rels/.rels", func(rel relation) {
		if strings.HasSuffix(rel.kind, "/officeDocument") {
			book = resolve("", rel.target)
		}
	})
	if err != nil {
		return nil, err
	}
	if _, ok := r.parts[partName(book)]; !ok {
		return nil, ErrNotWorkbook
	}
	return r, r.book(book)
}

// partName is what r calls a part: programs differ in capitals and slashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// resolve is the part that target is, seen from the folder of another one.
func resolve(folder, target string) string {
	if strings.HasPrefix(target, "/") {
		return target
	}
	return path.Join(folder, target)
}

// part is what is in a part.
func (r *reader) part(name string) ([]byte, error) {
	f, ok := r.parts[partName(name)]
	if !ok {
		return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, name)
	}
	content, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s cannot be unpacked", ErrDamaged, name)
	}
	defer content.Close()
	b, err := io.ReadAll(io.LimitReader(content, mostBytes+1))
	switch {
	case len(b) > mostBytes:
		return nil, ErrTooLarge
	case err != nil:
		return nil, fmt.Errorf("%w: %s cannot be unpacked", ErrDamaged, name)
	}
	return b, nil
}

// each calls start and end for every element of a part, by its name without a
// namespace, and text for what stands between.
func (r *reader) each(name string, start func(string, attributes) error, end func(string) error, text func([]byte)) error {
	b, err := r.part(name)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s is not sound", ErrDamaged, name)
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = start(t.Name.Local, t.Attr)
		case xml.EndElement:
			if end != nil {
				err = end(t.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

type attributes []xml.Attr

// get is the attribute of that name, and empty if there is none.
func (as attributes) get(name string) string {
	for _, a := range as {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// is reports whether an attribute says yes.
func (as attributes) is(name string) bool {
	v := as.get(name)
	return v == "1" || v == "true"
}

type relation struct{ id, kind, target string }

// related calls f for every relation that a part has. A part may have none.
func (r *reader) related(rels string, f func(relation)) error {
	if _, ok := r.parts[partName(rels)]; !ok {
		return nil
	}
	return r.each(rels, func(name string, as attributes) error {
		if name == "Relationship" {
			f(relation{as.get("Id"), as.get("Type"), as.get("Target")})
		}
		return nil
	}, nil, nil)
}

// book reads the part that lists the sheets, and what they share.
func (r *reader) book(name string) error {
	folder, base := path.Split(name)
	targets, shared, styles := map[string]string{}, "", ""
	err := r.related(folder+"_rels/"+base+".rels", func(rel relation) {
		part := resolve(folder, rel.target)
		targets[rel.id] = part
		switch {
		case strings.HasSuffix(rel.kind, "/sharedStrings"):
			shared = part
		case strings.HasSuffix(rel.kind, "/styles"):
			styles = part
		}
	})
	if err != nil {
		return err
	}
	err = r.each(name, func(name string, as attributes) error {
		switch name {
		case "workbookPr":
			if as.is("date1904") {
				r.since = epoch1904
			}
		case "sheet":
			state := as.get("state")
			for _, a := range as { // r:id, beside which there may be another id
				if part, ok := targets[a.Value]; ok && a.Name.Local == "id" && a.Name.Space != "" {
					r.sheets = append(r.sheets, sheetPart{as.get("name"), part, state == "hidden" || state == "veryHidden"})
					break
				}
			}
		}
		return nil
	}, nil, nil)
	if err == nil && shared != "" {
		err = r.sharedTexts(shared)
	}
	if err == nil && styles != "" {
		err = r.styles(styles)
	}
	return err
}

// sharedTexts reads the texts that cells name by number.
func (r *reader) sharedTexts(name string) error {
	var text strings.Builder
	reading, aside := false, 0
	return r.each(name, func(name string, _ attributes) error {
		switch name {
		case "si":
			text.Reset()
		case "rPh": // how a text is pronounced
			aside++
		case "t":
			reading = aside == 0
		}
		return nil
	}, func(name string) error {
		switch name {
		case "si":
			if len(r.shared) >= mostCells {
				return ErrTooLarge
			}
			r.shared = append(r.shared, decoded(text.String()))
		case "rPh":
			aside--
		case "t":
			reading = false
		}
		return nil
	}, func(b []byte) {
		if reading {
			text.Write(b)
		}
	})
}

// styles reads which styles show days.
func (r *reader) styles(name string) error {
	own := map[string]bool{}
	inCells := false
	return r.each(name, func(name string, as attributes) error {
		switch name {
		case "numFmt":
			own[as.get("numFmtId")] = showsDay(as.get("formatCode"))
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				id := as.get("numFmtId")
				shows, ok := own[id]
				r.days = append(r.days, shows || !ok && builtInDay(id))
			}
		}
		return nil
	}, func(name string) error {
		if name == "cellXfs" {
			inCells = false
		}
		return nil
	}, nil)
}

// builtInDay reports whether a format without a code shows days or times. The
// later ones are those of other languages.
func builtInDay(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58)
}

// showsDay reports whether a format code shows a day or a time.
func showsDay(code string) bool {
	quoted, bracketed := false, false
	for i := 0; i < len(code); i++ {
		c := code[i] | 0x20 // in small letters
		switch {
		case quoted:
			quoted = code[i] != '"'
		case code[i] == '"':
			quoted = true
		case bracketed:
			bracketed = code[i] != ']'
		case code[i] == '[':
			bracketed = true
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case c == 'd' || c == 'm' || c == 'y' || c == 'h' || c == 's':
			return true
		case c == 'g': // General
			return false
		}
	}
	return false
}

// A found is a cell that is being read.
type found struct {
	row, column int
	kind        string
	style       int
	formula     bool
	text        strings.Builder
}

// table reads the cells of a sheet.
func (r *reader) table(name string, into *Table) error {
	var c found
	row, reading, aside := 0, false, 0
	return r.each(name, func(name string, as attributes) error {
		switch name {
		case "row":
			row++
			if n, err := strconv.Atoi(as.get("r")); err == nil && n > 0 {
				row = n
			}
			c.column = 0
		case "c":
			column := c.column + 1
			if n := columnOf(as.get("r")); n > 0 {
				column = n
			}
			c = found{row: row, column: column, kind: as.get("t"), style: -1}
			if n, err := strconv.Atoi(as.get("s")); err == nil {
				c.style = n
			}
		case "f":
			c.formula = true
		case "rPh":
			aside++
		case "v", "t":
			reading = aside == 0
		}
		return nil
	}, func(name string) error {
		switch name {
		case "c":
			return r.add(&c, into)
		case "rPh":
			aside--
		case "v", "t":
			reading = false
		}
		return nil
	}, func(b []byte) {
		if reading {
			c.text.Write(b)
		}
	})
}

// columnOf is the column of a place such as C5, and nought if it is none.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref) && i < 3; i++ {
		letter := ref[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		n = n*26 + int(letter-'A') + 1
	}
	return n
}

// add puts a cell that has been read into its table, if there is anything in it.
func (r *reader) add(c *found, into *Table) error {
	text := c.text.String()
	e := Entry{Row: c.row, Column: c.column, Formula: c.formula}
	switch c.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 0 || n >= len(r.shared) {
			return fmt.Errorf("%w: a text of %s is missing", ErrDamaged, CellName(c.row, c.column))
		}
		e.Text = r.shared[n]
	case "str", "inlineStr":
		e.Text = decoded(text)
	case "b":
		e.Kind, e.Text = BoolEntry, "FALSE"
		if strings.TrimSpace(text) == "1" {
			e.Text = "TRUE"
		}
	case "e":
		e.Kind, e.Text = ErrorEntry, text
	case "d": // a day in words
		e.Text = strings.TrimSpace(text)
	default:
		e.Text = strings.TrimSpace(text)
		n, err := strconv.ParseFloat(e.Text, 64)
		if e.Text == "" {
			break
		}
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return fmt.Errorf("%w: the number in %s is none", ErrDamaged, CellName(c.row, c.column))
		}
		e.Kind, e.Number = NumberEntry, n
		e.Day = r.day(n)
		e.ShowsDay = c.style >= 0 && c.style < len(r.days) && r.days[c.style]
	}
	if e.Text == "" && !e.Formula {
		return nil
	}
	r.cells++
	r.text += len(e.Text)
	if r.cells > mostCells || r.text > mostBytes {
		return ErrTooLarge
	}
	into.Entries = append(into.Entries, e)
	return nil
}

// day is the day that a number stands for, and the zero time if it is none.
func (r *reader) day(n float64) time.Time {
	least := 0.0
	if r.since.Equal(epoch) {
		least = firstSerial
	}
	if n < least || n > lastSerial {
		return time.Time{}
	}
	return r.since.AddDate(0, 0, int(n))
}
