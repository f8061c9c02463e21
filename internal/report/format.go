package report

import (
	"io"
	"slices"
)

// A Format lays a report out as one file.
type Format struct {
	Name  string // as flags take it
	Ext   string // of the file, with its dot
	Title string // as menus show it
	About string // what it is good for, in a sentence
	// Write writes the whole file, or reports ErrNoMarking and writes nothing.
	Write func(io.Writer, *Report) error
}

// Formats lists every format. Flags, help and menus are drawn from it.
var Formats = []Format{
	{"html", ".html", "Web page", "One page to read, to print and to send; it needs nothing but a browser.", ready(writeHTML)},
	{"pdf", ".pdf", "PDF", "Pages to print, to sign and to keep; the same on every screen and printer.", ready(writePDF)},
	{"odt", ".odt", "Document (ODT)", "The same pages to edit; Word and LibreOffice open it.", ready(writeODT)},
	{"xlsx", ".xlsx", "Workbook (XLSX)", "Numbers, days and registers to sort and to reckon with, in Excel or LibreOffice.", ready(writeXLSX)},
	{"md", ".md", "Markdown", "Plain text with light marks, for e-mail and for papers.", ready(writeMarkdown)},
	{"csv", ".csv", "Spreadsheet (CSV)", "A row for each answer, for Excel.", ready(writeCSV)},
	{"json", ".json", "Data (JSON)", "Every answer as data, for other programs.", ready(writeJSON)},
}

// ByName returns the format with that name, and false if there is none.
func ByName(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// ready is write for reports that may leave the force, and for no other.
func ready(write func(io.Writer, *Report) error) func(io.Writer, *Report) error {
	return func(w io.Writer, r *Report) error {
		if err := r.Ready(); err != nil {
			return err
		}
		return write(w, r)
	}
}
