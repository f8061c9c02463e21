package report_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"favour/internal/report"
)

func rows(t testing.TB, file []byte) [][]string {
	t.Helper()
	body, ok := bytes.CutPrefix(file, []byte("\ufeff"))
	if !ok {
		t.Error("there is no byte order mark")
	}
	all, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCSVNoCellIsAFormula(t *testing.T) {
	f, _ := report.ByName("csv")
	guarded := 0
	for i, row := range rows(t, write(t, f, hostile(t))) {
		for _, c := range row {
			if strings.HasPrefix(c, "'") {
				guarded++
			}
			if c = strings.TrimSpace(c); c != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(c)[0]) && c != "-2" {
				t.Errorf("row %d has a cell %q", i+1, c)
			}
		}
	}
	if guarded < 9 {
		t.Errorf("only %d cells were guarded", guarded)
	}
}

func TestCSVRowForEachField(t *testing.T) {
	f, _ := report.ByName("csv")
	r := report.New(rich(t))
	all := rows(t, write(t, f, rich(t)))
	column := func(name string) int { return slices.Index(all[0], name) }
	got := map[string]string{}
	for i, row := range all[1:] {
		if row[column("marking")] != r.Marking {
			t.Errorf("row %d has no marking", i+2)
		}
		if row[column("row")] == "field" {
			got[row[column("item")]+"."+row[column("field")]] = row[column("value")]
		}
	}
	for _, s := range r.Sections {
		for _, it := range s.Items {
			for _, f := range it.Fields {
				if v, ok := got[it.ID+"."+f.ID]; !ok || v != f.Value.Given {
					t.Errorf("%s.%s is %q in it, and %q in the report", it.ID, f.ID, v, f.Value.Given)
				}
			}
		}
	}
}

func TestCSVLines(t *testing.T) {
	f, _ := report.ByName("csv")
	file := write(t, f, rich(t))
	if n, crlf := bytes.Count(file, []byte("\n")), bytes.Count(file, []byte("\r\n")); n != crlf {
		t.Errorf("%d lines, of which %d end as RFC 4180 says", n, crlf)
	}
}
