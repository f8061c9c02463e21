package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

var fixtures = map[string]func(testing.TB) assessment.Assessment{
	"rich": rich, "empty": empty, "hostile": hostile, "changed": changed, "assured": assured,
}

func write(t testing.TB, f report.Format, a assessment.Assessment) []byte {
	t.Helper()
	var b bytes.Buffer
	r := report.New(a)
	if err := f.Write(&b, &r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// eachFile calls check with what every fixture says in every format.
func eachFile(t *testing.T, check func(t *testing.T, fixture string, f report.Format, got []byte)) {
	for name, fixture := range fixtures {
		a := fixture(t)
		for _, f := range report.Formats {
			t.Run(name+f.Ext, func(t *testing.T) { check(t, name, f, said(f, write(t, f, a))) })
		}
	}
}

func TestGolden(t *testing.T) {
	eachFile(t, func(t *testing.T, fixture string, f report.Format, got []byte) {
		file := filepath.Join("testdata", fixture+f.Ext)
		if readers[f.Name] != nil {
			file += ".txt"
		}
		if *update {
			if err := os.WriteFile(file, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			at := firstDifference(got, want)
			t.Errorf("not as %s, which -update writes anew; from byte %d:\ngot  %q\nwant %q", file, at, cut(got, at), cut(want, at))
		}
	})
}

func firstDifference(x, y []byte) int {
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i
		}
	}
	return min(len(x), len(y))
}

func cut(b []byte, at int) []byte { return b[max(at-60, 0):min(at+160, len(b))] }

func TestTheSameAssessmentGivesTheSameBytes(t *testing.T) {
	eachFile(t, func(t *testing.T, fixture string, f report.Format, _ []byte) {
		if !bytes.Equal(write(t, f, fixtures[fixture](t)), write(t, f, fixtures[fixture](t))) {
			t.Error("a second time it is not the same")
		}
	})
}

func TestWhatNeverLeaves(t *testing.T) {
	host, _ := os.Hostname()
	home, _ := os.UserHomeDir()
	wd, _ := os.Getwd()
	eachFile(t, func(t *testing.T, fixture string, f report.Format, got []byte) {
		got = append(got, opened(t, write(t, f, fixtures[fixture](t)))...)
		for _, never := range []string{secret, author.Name, author.Role, "PSD safe", plantedSum, "2012-06-29", "29 June 2012", host, home, wd} {
			if len(never) > 3 && bytes.Contains(got, []byte(never)) {
				t.Errorf("%q is in it", never)
			}
		}
	})
}

func TestNothingIsObeyed(t *testing.T) {
	eachFile(t, func(t *testing.T, _ string, f report.Format, got []byte) {
		if f.Name == "csv" {
			got = bytes.ReplaceAll(bytes.TrimPrefix(got, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
		}
		for i, r := range string(got) {
			if r != '\n' && !plain.Visible(r) {
				t.Errorf("%U at byte %d", r, i)
			}
		}
	})
}

func TestMarkingAtHeadAndFoot(t *testing.T) {
	eachFile(t, func(t *testing.T, fixture string, f report.Format, got []byte) {
		marking := []byte(fixtures[fixture](t).Details().Marking)
		first, last := bytes.Index(got, marking), bytes.LastIndex(got, marking)
		if first < 0 || f.Name != "json" && (first == last || len(got)-last > 600) {
			t.Errorf("the marking is at bytes %d and %d of %d", first, last, len(got))
		}
	})
}

// Every answer, narrative, title and action stands in every format.
func TestEverythingStandsInEveryFormat(t *testing.T) {
	words := []string{
		"Leicestershire Police", "Det Supt A. Example", "Unofficial reconstruction from the public record",
		"Officers were told by e-mail.", "A survey in May found that not all had read it.", "A shorter policy.", "One page for officers.",
		"no coffee is sold", "Gifts register 2011-12", "Head of PSD", "RESTRICTED",
		"Write a policy on second jobs", "Tell officers and staff", "Ask for the figures", "Press office",
		"Since September 2011 there have been 84 applications for second jobs, 83 of which were approved.", "1 is not accounted for.",
		"No disclosures were investigated between September 2011 and May 2012.", "Leicestershire Police has assessed itself with HMIC's checklist.",
	}
	in := map[string][]string{
		"html": {"Being reviewed and updated", "£25", "Not recorded", "Not applicable: no coffee is sold", "Not provided", "Not accounted for", "20 July 2011", "As at 31 May 2012", "Open, overdue"},
		"md":   {"Being reviewed and updated", "£25", "_Not recorded_", "_Not applicable:_ no coffee is sold", "_Not provided_", "_Not accounted for_", "20 July 2011", "As at 31 May 2012", "Open, overdue"},
		"csv":  {"under-review,Being reviewed and updated", "25.00,£25", ",not recorded,", ",not applicable,,,no coffee is sold", ",not provided,", "Not accounted for", "2011-07-20", "open, overdue"},
		"json": {`"under-review"`, `"25.00"`, `"state": "not-recorded"`, `"reason": "no coffee is sold"`, `"state": "unanswered"`, `"remainder": 1`, `"2011-07-20"`, `"overdue": true`, `"total": 0`},
		"pdf":  {"Being reviewed and updated", "£25", "Not recorded", "Not applicable: no coffee is sold", "Not provided", "Not accounted for", "20 July 2011", "As at 31 May 2012", "Open, overdue"},
		"odt":  {"Being reviewed and updated", "£25", "Not recorded", "Not applicable: no coffee is sold", "Not provided", "Not accounted for", "20 July 2011", "As at 31 May 2012", "Open, overdue"},
		"xlsx": {"Being reviewed and updated", "£25", "Not recorded", "Not applicable: no coffee is sold", "Not provided", "Not accounted for", "20 July 2011", "As at 31 May 2012", "Open, overdue"},
	}
	for _, f := range report.Formats {
		t.Run(f.Name, func(t *testing.T) {
			got := readable(f, write(t, f, rich(t)))
			for _, want := range append(words, in[f.Name]...) {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in it", want)
				}
			}
		})
	}
}

// readable undoes what a format does to plain words.
func readable(f report.Format, b []byte) string {
	switch f.Name {
	case "html":
		return strings.NewReplacer("&#39;", "'").Replace(string(b))
	case "md":
		return strings.NewReplacer(`\|`, "|", `\_`, "_").Replace(string(b))
	}
	return string(said(f, b))
}

func TestNoMarkingNoExport(t *testing.T) {
	a := fold(t, "unmarked", fixtureList(), leicester)
	r := report.New(a)
	if err := r.Ready(); !errors.Is(err, report.ErrNoMarking) {
		t.Errorf("Ready says %v", err)
	}
	for _, f := range report.Formats {
		var b bytes.Buffer
		if err := f.Write(&b, &r); !errors.Is(err, report.ErrNoMarking) || b.Len() > 0 {
			t.Errorf("%s: %v, with %d bytes written", f.Name, err, b.Len())
		}
	}
}

// A mailbox that takes no more than 5 MB takes a complete return with much to say,
// in any format.
func TestFitsAMailbox(t *testing.T) {
	const most = 5_000_000
	a := wordy(t, 90, 1500)
	for _, f := range report.Formats {
		if n := len(write(t, f, a)); n > most {
			t.Errorf("%s takes %d bytes", f.Name, n)
		}
	}
}

func TestSummaryReadsWell(t *testing.T) {
	r := report.New(rich(t))
	if len(r.Framing) != 1 || r.Framing[0].Title != "Method" {
		t.Errorf("framing: %v", r.Framing)
	}
	second := r.Summary[3]
	if len(second.Statements) != 2 || !strings.HasPrefix(second.Statements[1].Text, "Approvals held: Officers Not recorded") {
		t.Errorf("second jobs: %+v", second)
	}
	r = report.New(empty(t))
	if h := r.Summary[1]; len(h.Statements) != 0 || len(h.Open) != 2 {
		t.Errorf("of an empty return: %+v", h)
	}
	if len(r.Left.Items) != 0 || len(r.Left.Open) != len(r.Sections) {
		t.Errorf("outstanding of an empty return: %+v", r.Left)
	}
}

func TestByName(t *testing.T) {
	for _, f := range report.Formats {
		if got, ok := report.ByName(f.Name); !ok || got.Ext != f.Ext {
			t.Errorf("ByName(%q) = %v, %v", f.Name, got, ok)
		}
	}
	if _, ok := report.ByName("doc"); ok {
		t.Error("there is a format doc")
	}
}

func TestAnItemNotAnsweredIsNotInTheCountsUnlessRequired(t *testing.T) {
	for _, g := range report.New(rich(t)).Counts {
		for _, c := range g.Counts {
			if c.ID == "refused" {
				t.Errorf("%s, which nobody gave, is among the counts", c.Label)
			}
		}
		if g.Item.ID == "BUS-07" && (g.Remainder == nil || *g.Remainder != 1) {
			t.Errorf("remainder of %s: %v", g.Item.ID, g.Remainder)
		}
	}
}

// bareCSV and bareJSON write the same file again with nothing but the library.
func bareCSV(t testing.TB, file []byte) func(io.Writer) error {
	all := rows(t, file)
	return func(w io.Writer) error {
		c := csv.NewWriter(w)
		c.UseCRLF = true
		return c.WriteAll(all)
	}
}

func bareJSON(t testing.TB, file []byte) func(io.Writer) error {
	var doc any
	if err := json.Unmarshal(file, &doc); err != nil {
		t.Fatal(err)
	}
	return func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(doc)
	}
}

// bareXLSX streams the same cells, with nothing of their looks.
func bareXLSX(t testing.TB, file []byte) func(io.Writer) error {
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	sheets := map[string][][]string{}
	for _, name := range x.GetSheetList() {
		if sheets[name], err = x.GetRows(name, excelize.Options{RawCellValue: true}); err != nil {
			t.Fatal(err)
		}
	}
	return func(w io.Writer) error {
		f := excelize.NewFile()
		defer f.Close()
		for name, rows := range sheets {
			if _, err := f.NewSheet(name); err != nil {
				return err
			}
			s, err := f.NewStreamWriter(name)
			if err != nil {
				return err
			}
			for i, row := range rows {
				cells := make([]any, len(row))
				for j, text := range row {
					cells[j] = text
				}
				at, _ := excelize.CoordinatesToCellName(1, i+1)
				if err := s.SetRow(at, cells); err != nil {
					return err
				}
			}
			if err := s.Flush(); err != nil {
				return err
			}
		}
		return f.Write(w)
	}
}

// Each format is written in turns with its library writing the same rows bare, and
// x-bare is the median of how many times as long it takes.
func BenchmarkFormats(b *testing.B) {
	for _, size := range []struct {
		name string
		of   func(testing.TB) assessment.Assessment
	}{
		{"90-items", func(t testing.TB) assessment.Assessment { return large(t, 90) }},
		{"90-narratives", func(t testing.TB) assessment.Assessment { return wordy(t, 90, 1500) }},
		{"8000-rows", func(t testing.TB) assessment.Assessment { return large(t, 1600) }},
	} {
		a := size.of(b)
		b.Run(size.name+"/new", func(b *testing.B) {
			for b.Loop() {
				report.New(a)
			}
		})
		r := report.New(a)
		bare := map[string]func(testing.TB, []byte) func(io.Writer) error{"csv": bareCSV, "json": bareJSON, "xlsx": bareXLSX, "pdf": barePDF}
		for _, f := range report.Formats {
			b.Run(size.name+"/"+f.Name, func(b *testing.B) {
				var out bytes.Buffer
				once := func(write func(io.Writer) error) time.Duration {
					out.Reset()
					start := time.Now()
					if err := write(&out); err != nil {
						b.Fatal(err)
					}
					return time.Since(start)
				}
				again := bare[f.Name]
				var anchor func(io.Writer) error
				if again != nil {
					anchor = again(b, write(b, f, a))
				}
				var ratios []float64
				bytes := 0
				for b.Loop() {
					took := once(func(w io.Writer) error { return f.Write(w, &r) })
					if bytes = out.Len(); anchor != nil {
						b.StopTimer()
						ratios = append(ratios, float64(took)/float64(once(anchor)))
						b.StartTimer()
					}
				}
				b.SetBytes(int64(bytes))
				b.ReportMetric(float64(bytes), "bytes")
				if slices.Sort(ratios); len(ratios) > 0 {
					b.ReportMetric(ratios[len(ratios)/2], "x-bare")
				}
			})
		}
	}
}
