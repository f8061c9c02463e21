package report_test

import (
	"bytes"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"

	"favour/internal/assessment"
	"favour/internal/report"
	"favour/internal/report/pdf/pdftest"
)

// forPrograms are the strings of a report that are not for people: names of
// fields and of states, which stand beside their words. Of last time, what is to
// be read has the statements, and more only of what is retired.
var forPrograms = regexp.MustCompile(`^\.(ID|Force\.(ID|Self)|Details\.(Name|Value\.Given)|Tables\.ID|Tables\.Rows\.Cells\.ID|Progress\.(ID|State)|(Last\.)?Checklist\.ID|Sections\.ID|Last\.Checklist\.(Digest|Provenance|Official))$` +
	`|\.(Kind|Value\.(State|Given)|Standing|Outcome|Review|Status)$|(Fields|Field|Counts)\.ID$|^\.Last\.Items\.Then\.(Fields|Narrative|Question|Evidence|Actions)`)

// Every string of a report that is for people stands in the PDF, where a reader of
// its tags finds it.
func TestPDFSaysAllThatTheReportSays(t *testing.T) {
	f, _ := report.ByName("pdf")
	for name, fixture := range fixtures {
		if name == "hostile" {
			continue // what becomes of such text is tested where it is made safe
		}
		a := fixture(t)
		r := report.New(a)
		if name == "assured" {
			r.Replace(signed(t), a)
		}
		var b bytes.Buffer
		if err := f.Write(&b, &r); err != nil {
			t.Fatal(err)
		}
		p, err := pdftest.Read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		read := strings.ToLower(spaced(strings.Join(p.Root.Blocks(), " ")))
		held := 0
		eachString(reflect.ValueOf(r), "", func(path, s string) {
			if s == "" || forPrograms.MatchString(path) || name == "empty" && strings.HasSuffix(path, ".Statement") {
				return
			}
			held++
			if day, err := time.Parse(time.DateOnly, s); err == nil {
				s = assessment.LongDate(day)
			}
			for paragraph := range strings.SplitSeq(s, "\n\n") {
				if !strings.Contains(read, strings.ToLower(spaced(paragraph))) {
					t.Errorf("%s: %s is not in it: %q", name, path, paragraph)
				}
			}
		})
		if held < 100 {
			t.Errorf("%s: only %d strings were looked for", name, held)
		}
	}
}

// spaced is s with one blank between words.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// eachString calls visit with every string in v, and how it is come by.
func eachString(v reflect.Value, path string, visit func(path, s string)) {
	switch v.Kind() {
	case reflect.String:
		visit(path, v.String())
	case reflect.Pointer:
		if !v.IsNil() {
			eachString(v.Elem(), path, visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachString(v.Index(i), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				eachString(v.Field(i), path+"."+f.Name, visit)
			}
		}
	}
}

// The PDF says in its tags what the page says in its own: the same headings and
// the same tables, with one row fewer where an item has several actions.
func TestPDFHasThePartsOfThePage(t *testing.T) {
	page, _ := report.ByName("html")
	sheets, _ := report.ByName("pdf")
	a := assured(t)
	p, err := pdftest.Read(write(t, sheets, a))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	p.Root.All(func(e *pdftest.Element) {
		if e.Kind == "H2" || e.Kind == "H3" || e.Kind == "H4" || e.Kind == "Caption" {
			got = append(got, spaced(e.Text()))
		}
	})
	var want []string
	html := string(write(t, page, a))
	for _, m := range regexp.MustCompile(`(?s)<(?:h[234]|caption)[^>]*>(.*?)</`).FindAllStringSubmatch(strings.ReplaceAll(html, "</span>", ""), -1) {
		text := spaced(strings.ReplaceAll(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[1], ""), "&#39;", "'"))
		if text != "Contents" {
			want = append(want, text)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// barePDF has the library write the same text, paragraph by paragraph, with
// nothing of what it is.
func barePDF(t testing.TB, file []byte) func(io.Writer) error {
	p, err := pdftest.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	all := p.Root.Blocks()
	return func(w io.Writer) error {
		f := fpdf.New("P", "pt", "A4", "")
		for style, ttf := range map[string][]byte{"": liberationsansregular.TTF, "B": liberationsansbold.TTF, "I": liberationsansitalic.TTF} {
			f.AddUTF8FontFromBytes("sans", style, ttf)
		}
		f.AddPage()
		f.SetFont("sans", "", 10)
		for _, s := range all {
			f.MultiCell(300, 14, s, "", "L", false)
		}
		return f.Output(w)
	}
}
