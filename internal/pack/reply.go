package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"
)

// A Reply is a pack that somebody has filled in, as it was read: nothing in it has
// been held against an assessment yet.
type Reply struct {
	Stamp
	lines []line
	notes []string // about the file as a whole
}

// A line is one row of a reply.
type line struct {
	place                 Place
	columns               [3]string // of answer, state and reason; empty for one that is not there
	key, base             string
	answer, state, reason cell
	about                 string   // what the row is of, where it has no key
	strays                []string // what stands in the row and means nothing
}

// A cell is what stands in one cell, in any format.
type cell struct {
	kind     cellKind
	text     string
	number   float64
	day      time.Time // that number stands for, if it does
	showsDay bool      // it is shown as that day
	formula  bool
}

type cellKind uint8

const (
	blankCell cellKind = iota
	textCell
	numberCell
	errorCell
)

func textOf(s string) cell {
	if strings.TrimSpace(s) == "" {
		return cell{text: s}
	}
	return cell{kind: textCell, text: s}
}

// A Place is where something stands in a file: a sheet, a row and a column, of
// which some may not be known.
type Place struct {
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row,omitempty"`
	Column string `json:"column,omitempty"`
	Member bool   `json:"-"` // Column is a member of JSON
}

// String is p as people look for it.
func (p Place) String() string {
	var parts []string
	if p.Sheet != "" {
		parts = append(parts, "sheet "+p.Sheet)
	}
	if p.Row > 0 {
		parts = append(parts, "row "+strconv.Itoa(p.Row))
	}
	switch {
	case p.Column != "" && p.Member:
		parts = append(parts, "member "+p.Column)
	case p.Column != "":
		parts = append(parts, "column "+p.Column)
	}
	return strings.Join(parts, ", ")
}

// A RefusedError says, in sentences for people, why a file as a whole is not taken
// and what to do.
type RefusedError struct{ Text string }

func (e *RefusedError) Error() string { return e.Text }

func refuse(format string, args ...any) error { return &RefusedError{fmt.Sprintf(format, args...)} }

// foreign refuses what favour pack never made.
func foreign(why string) error {
	return refuse("It is not a file that favour pack made: %s. Import the file that was sent out and filled in, or make one with favour pack.", why)
}

// mostBytes is how large a file may be.
const mostBytes = 16 << 20

func tooLarge() error {
	return refuse("It is larger than any file that a person fills in, and was not read. Ask for the answers in the file that was sent out.")
}

// quoted are words in quotation marks with "and" between.
func quoted(words ...string) string {
	for i, w := range words {
		words[i] = "“" + w + "”"
	}
	return strings.Join(words, " and ")
}

// readStamp reads what a pack was made of, and refuses one of a later version.
func readStamp(b []byte) (Stamp, error) {
	var s Stamp
	var form struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(b, &form) != nil || !strings.HasPrefix(form.Format, formatName) {
		return s, foreign("what it was made of cannot be read")
	}
	n, err := strconv.Atoi(strings.TrimPrefix(form.Format, formatName))
	switch {
	case err == nil && n > version:
		return s, refuse("It was made by a newer version of favour (%s; this one reads up to %s%d). Import it with that version.", form.Format, formatName, version)
	case err != nil || n != version || json.Unmarshal(b, &s) != nil || s.Assessment == "":
		return s, foreign("what it was made of cannot be read")
	}
	return s, nil
}

// ReadFile is Read of a file on disk.
func ReadFile(path string) (*Reply, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: syscall.EISDIR}
	}
	if !info.Mode().IsRegular() { // a pipe could be waited for, for ever
		return nil, refuse("It is not a file.")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return Read(b)
}

// Read reads a file that was filled in. What it is it tells by what is in it, for
// people change the ends of names.
func Read(b []byte) (*Reply, error) {
	switch {
	case len(b) > mostBytes:
		return nil, tooLarge()
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return readXLSX(b)
	}
	text, notes, err := decode(b)
	if err != nil {
		return nil, err
	}
	read := readCSV
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		read = readJSON
	}
	r, err := read(text)
	if err != nil {
		return nil, err
	}
	r.notes = append(notes, r.notes...)
	return r, nil
}

// decode is the text of a file, and what there is to say of how it was written.
func decode(b []byte) (text string, notes []string, err error) {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return "", nil, foreign("it is empty")
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16Text(b[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }), nil, nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16Text(b[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 }), nil, nil
	case bytes.IndexByte(b, 0) >= 0:
		return "", nil, foreign("it is neither a workbook nor text")
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(b) {
		return windows1252(b), []string{"The file is not in UTF-8, and was read as Excel for Windows writes CSV. Look at accents, quotation marks and pound signs."}, nil
	}
	return string(b), nil, nil
}
