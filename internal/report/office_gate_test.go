//go:build linux && gate

// These tests need LibreOffice: the document and the workbook are opened by the
// program that people open them with, and what it makes of them is held against
// what was written. .ci/office installs it and runs these with -tags gate.

package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"favour/internal/assessment"
	"favour/internal/report"
	"favour/internal/report/odt/odttest"
)

// eachOffice writes every fixture, and a return of many pages, in a format, has
// LibreOffice convert them and calls check with each as it was written and the
// folder of what became of it.
func eachOffice(t *testing.T, format, to string, check func(t *testing.T, name, folder string, file []byte)) {
	t.Helper()
	f, ok := report.ByName(format)
	if !ok {
		t.Fatalf("there is no format %s", format)
	}
	all := map[string]func(testing.TB) assessment.Assessment{"large": func(t testing.TB) assessment.Assessment { return large(t, 90) }}
	maps.Copy(all, fixtures)
	folder, files := t.TempDir(), map[string][]byte{}
	args := []string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", to, "--outdir", folder}
	for name, fixture := range all {
		files[name] = write(t, f, fixture(t))
		path := filepath.Join(t.TempDir(), name+f.Ext)
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	run(t, "soffice", args...)
	for name, file := range files {
		t.Run(name, func(t *testing.T) { check(t, name, folder, file) })
	}
}

// The document comes back as the same text.
func TestLibreOfficeReadsTheDocument(t *testing.T) {
	eachOffice(t, "odt", "txt:Text (encoded):UTF8", func(t *testing.T, name, folder string, file []byte) {
		got, err := os.ReadFile(filepath.Join(folder, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := odttest.Read(file)
		if err != nil {
			t.Fatal(err)
		}
		words := func(s string) []string { // it writes the signs of lists, which are no text
			return strings.Fields(strings.NewReplacer("\ufeff", "", "•", "").Replace(s))
		}
		had, has := words(d.Text()), words(string(got))
		for i := range max(len(had), len(has)) {
			if i >= len(had) || i >= len(has) || had[i] != has[i] {
				t.Fatalf("after %d words of %d it goes on otherwise:\n%q, not\n%q", i, len(had), has[i:min(i+20, len(has))], had[i:min(i+20, len(had))])
			}
		}
	})
}

// Every cell of the workbook comes back as it is shown.
func TestLibreOfficeReadsTheWorkbook(t *testing.T) {
	const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
	eachOffice(t, "xlsx", everySheet, func(t *testing.T, name, folder string, file []byte) {
		x, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		for _, sheet := range x.GetSheetList() {
			b, err := os.ReadFile(filepath.Join(folder, name+"-"+sheet+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			r := csv.NewReader(bytes.NewReader(b))
			r.FieldsPerRecord = -1
			got, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			want, err := x.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			if cells(got) != cells(want) {
				at := firstDifference([]byte(cells(got)), []byte(cells(want)))
				t.Errorf("%s comes back otherwise:\n%q, not\n%q", sheet, cut([]byte(cells(got)), at), cut([]byte(cells(want)), at))
			}
		}
	})
}

// cells are those with something in them, row by row.
func cells(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for j, text := range row {
			if text != "" {
				fmt.Fprintf(&b, "%d: %s\n", j, text)
			}
		}
	}
	return b.String()
}

// Printed, every page has the marking at its head and its foot, and its number.
func TestLibreOfficePrintsTheMarking(t *testing.T) {
	for _, format := range []string{"odt", "xlsx"} {
		eachOffice(t, format, "pdf", func(t *testing.T, name, folder string, _ []byte) {
			marking := "NOT PROTECTIVELY MARKED"
			if fixture, ok := fixtures[name]; ok {
				marking = fixture(t).Details().Marking
			}
			pages := strings.Split(strings.TrimSuffix(run(t, "pdftotext", "-layout", filepath.Join(folder, name+".pdf"), "-"), "\f"), "\f")
			for i, page := range pages {
				lines := strings.Split(strings.TrimSpace(page), "\n")
				number := fmt.Sprintf("Page %d of %d", i+1, len(pages))
				foot := strings.Join(lines[max(0, len(lines)-3):], "\n")
				if strings.TrimSpace(lines[0]) != marking || !strings.Contains(foot, marking) || !strings.Contains(foot, number) {
					t.Errorf("%s: page %d of %d begins with %q and ends with %q", format, i+1, len(pages), lines[0], foot)
				}
			}
		})
	}
}
