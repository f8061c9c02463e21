package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"favour/internal/report/odt/odttest"
	"favour/internal/report/pdf/pdftest"
	"favour/internal/xlsx"
)

// textOf is what somebody reads in an exported file, whatever its format. The
// same file is asked for many times over, and read once.
func textOf(path string, file []byte) (string, error) {
	key := filepath.Ext(path) + string(file)
	if text, ok := texts.Load(key); ok {
		return text.(string), nil
	}
	text, err := read(path, file)
	if err == nil {
		texts.Store(key, text)
	}
	return text, err
}

var texts sync.Map // by the kind and the content of the file

func read(path string, file []byte) (string, error) {
	switch filepath.Ext(path) {
	case ".html":
		return html.UnescapeString(markup.ReplaceAllString(string(file), "")), nil
	case ".md":
		return strings.ReplaceAll(string(file), `\`, ""), nil
	case ".pdf":
		p, err := pdftest.Read(file)
		if err != nil {
			return "", err
		}
		return p.String(), nil
	case ".odt":
		d, err := odttest.Read(file)
		if err != nil {
			return "", err
		}
		// Nobody can write a tab: those that are there are the layout's.
		return strings.ReplaceAll(strings.Join(d.Margins, "\n")+"\n"+d.Text(), "\t", " "), nil
	case ".xlsx":
		sheets, err := xlsx.Read(file)
		if err != nil {
			return "", err
		}
		var b strings.Builder
		for _, s := range sheets {
			b.WriteString(s.Name + "\n")
			for _, e := range s.Entries {
				b.WriteString(e.Text + "\n")
			}
		}
		return b.String(), nil
	}
	return string(file), nil
}

var markup = regexp.MustCompile(`<[^>]*>`)

// unpacked is what is in a file besides what is read: its markup, or the names and
// the contents of the parts of one that is a zip. What is no text is left out, for
// anything can be found in it.
func unpacked(file []byte) (string, error) {
	if utf8.Valid(file) {
		return string(file), nil
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return "", nil // a PDF, of which all text is read
	}
	var b strings.Builder
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			return "", err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return "", err
		}
		b.WriteString(f.Name + "\n")
		if utf8.Valid(content) {
			b.Write(content)
		}
	}
	return b.String(), nil
}
