package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/report"
)

// Field by field: what every format says of an item is held against the report.

// itemsOf brings out of a file what it says of each item in its full list, in one
// line, by the name of its format.
var itemsOf = map[string]func(testing.TB, []byte, *report.Report) map[string]string{
	"html": func(_ testing.TB, file []byte, r *report.Report) map[string]string {
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(string(file), " ")
		return cutByItem(html.UnescapeString(text), r)
	},
	"md": func(_ testing.TB, file []byte, r *report.Report) map[string]string {
		text := strings.ReplaceAll(string(file), "<br>", " ")
		return cutByItem(regexp.MustCompile(`\\(.)`).ReplaceAllString(text, "$1"), r)
	},
	"odt": func(t testing.TB, file []byte, r *report.Report) map[string]string {
		return cutByItem(readWith(t, "odt", file), r)
	},
	"pdf": func(t testing.TB, file []byte, r *report.Report) map[string]string {
		text := readWith(t, "pdf", file)
		return cutByItem(regexp.MustCompile(`(?m)^ *(?:[A-Za-z0-9]+(?: \([A-Za-z]+\))?(?:: |$))`).ReplaceAllString(text, ""), r)
	},
	"csv": func(t testing.TB, file []byte, _ *report.Report) map[string]string {
		said := map[string]string{}
		for _, row := range records(t, file) {
			if row["item"] == "" || strings.HasPrefix(row["row"], "last-") {
				continue
			}
			for _, column := range []string{"question", "standing", "label", "state", "value", "in words", "reason", "owner", "date", "status", "evidence marking"} {
				said[row["item"]] += " " + strings.TrimPrefix(row[column], "'")
			}
		}
		return lines(said)
	},
	"json": func(t testing.TB, file []byte, _ *report.Report) map[string]string {
		var doc struct{ Items []map[string]any }
		if err := json.Unmarshal(file, &doc); err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for _, it := range doc.Items {
			id, _ := it["id"].(string)
			for key, value := range it {
				if key != "then" {
					said[id] += leaves(value)
				}
			}
		}
		return lines(said)
	},
	"xlsx": func(t testing.TB, file []byte, _ *report.Report) map[string]string {
		said := map[string]string{}
		for _, row := range sheetRows(t, file, "Answers") {
			if len(row) > 6 {
				said[row[1]] += " " + strings.Join(row, " ")
			}
		}
		return lines(said)
	},
}

// dataFormats have values where others have words, and leave the wording of the
// questions to the checklist.
var dataFormats = map[string]bool{"csv": true, "json": true}

func TestEveryFieldOfEveryItem(t *testing.T) {
	for _, name := range []string{"rich", "empty", "changed", "assured", "hostile"} {
		r := report.New(fixtures[name](t))
		for _, f := range report.Formats {
			if name == "hostile" && (f.Name == "md" || f.Name == "pdf") {
				continue // they show some characters by signs of their own, as their goldens have it
			}
			of, ok := itemsOf[f.Name]
			if !ok {
				t.Fatalf("nothing here reads %s", f.Name)
			}
			var file bytes.Buffer
			if err := f.Write(&file, &r); err != nil {
				t.Fatal(err)
			}
			said := of(t, file.Bytes(), &r)
			for _, s := range r.Sections {
				for _, it := range s.Items {
					for _, want := range wordsOf(it, dataFormats[f.Name]) {
						if want = line(plain.Text(want)); !strings.Contains(said[it.ID], want) {
							t.Errorf("%s: of %s %s does not say %q, but %q", name, it.ID, f.Name, want, said[it.ID])
						}
					}
				}
			}
		}
	}
}

// wordsOf are what is to be said of an item: as people read it, or as data.
func wordsOf(it report.Item, data bool) []string {
	var words []string
	if !data {
		words = append(words, it.Question, it.StandingWords())
	}
	for _, f := range it.Fields {
		switch {
		case data && f.Value.State == assessment.Given:
			words = append(words, f.Value.Given)
		case data:
			words = append(words, f.Value.Reason)
		default:
			words = append(words, f.Label, f.Words)
		}
	}
	words = append(words, strings.Split(it.Narrative, "\n\n")...)
	for _, e := range it.Evidence {
		words = append(words, e.Title, e.Owner, e.Marking)
	}
	for _, x := range it.Actions {
		words = append(words, x.What, x.Owner)
	}
	if it.Remainder != nil && *it.Remainder >= 0 {
		words = append(words, fmt.Sprint(*it.Remainder))
	}
	words = append(words, it.Assigned)
	if !data {
		for _, p := range it.Behind() {
			words = append(words, p.Name, p.Text)
		}
	}
	return words
}

// cutByItem is the full list of a text, cut where each item begins. The heading of
// the list stands in the contents as well.
func cutByItem(text string, r *report.Report) map[string]string {
	text = line(text)
	_, text, _ = strings.Cut(text[strings.LastIndex(text, "Every item and its answer"):], " ")
	said := map[string]string{}
	before := ""
	for _, s := range r.Sections {
		for _, it := range s.Items {
			head := line(plain.Text(it.ID + " " + it.Title))
			was, rest, found := strings.Cut(text, head)
			if !found {
				return said
			}
			said[before] = was
			before, text = it.ID, rest
		}
	}
	said[before] = text
	return said
}

// line is s in one line, with single blanks and without the emphasis of Markdown.
func line(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("**", "", "_", "").Replace(s)), " ")
}

func lines(said map[string]string) map[string]string {
	for id := range said {
		said[id] = line(said[id])
	}
	return said
}

// leaves are the texts and numbers in a value of JSON.
func leaves(value any) string {
	switch v := value.(type) {
	case map[string]any:
		all := ""
		for _, x := range v {
			all += leaves(x)
		}
		return all
	case []any:
		all := ""
		for _, x := range v {
			all += leaves(x)
		}
		return all
	}
	return " " + plain.Text(fmt.Sprint(value))
}

func readWith(t testing.TB, format string, file []byte) string {
	t.Helper()
	text, err := readers[format](file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sheetRows are the rows of a sheet, as they are shown but for amounts, which are
// written as the report writes them.
func sheetRows(t testing.TB, file []byte, sheet string) [][]string {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i := range row {
			if strings.HasPrefix(row[i], "£") {
				row[i] = strings.TrimSuffix(row[i], ".00")
			}
		}
	}
	return rows
}

// Every string of a report that is for people stands in the document and in the
// workbook, as it does in the PDF.
func TestDocumentAndWorkbookSayAllThatTheReportSays(t *testing.T) {
	for _, name := range []string{"rich", "changed", "assured"} {
		a := fixtures[name](t)
		r := report.New(a)
		if name == "assured" {
			r.Replace(signed(t), a)
		}
		for _, format := range []string{"odt", "xlsx"} {
			f, _ := report.ByName(format)
			var b bytes.Buffer
			if err := f.Write(&b, &r); err != nil {
				t.Fatal(err)
			}
			read := spaced(readWith(t, format, b.Bytes()))
			held := 0
			eachString(reflect.ValueOf(r), "", func(path, s string) {
				if s == "" || forPrograms.MatchString(path) || strings.HasSuffix(path, ".Detail") {
					return
				}
				if format == "xlsx" && (strings.HasSuffix(path, ".Counts.ThenWords") || strings.HasSuffix(path, ".Counts.NowWords")) {
					return // they are numbers there, in cells of their own
				}
				held++
				s = plain.Text(s)
				if day, err := time.Parse(time.DateOnly, s); err == nil {
					s = assessment.LongDate(day)
				}
				for paragraph := range strings.SplitSeq(s, "\n\n") {
					if !strings.Contains(read, spaced(paragraph)) {
						t.Errorf("%s: %s is not in the %s: %q", name, path, format, paragraph)
					}
				}
			})
			if held < 100 {
				t.Errorf("%s: only %d strings were looked for", name, held)
			}
		}
	}
}

// Each piece of evidence and each action stands once in the registers of every
// format, with all that is said of it.
func TestEveryLineOfTheRegisters(t *testing.T) {
	for _, name := range []string{"rich", "changed", "assured"} {
		r := report.New(fixtures[name](t))
		for _, f := range report.Formats {
			var file bytes.Buffer
			if err := f.Write(&file, &r); err != nil {
				t.Fatal(err)
			}
			got := line(readable(f, file.Bytes()))
			var want []string
			for _, e := range r.Evidence {
				want = append(want, e.ID, e.Title, e.Owner, e.Marking)
				for _, it := range e.Items {
					want = append(want, it.ID)
				}
			}
			for _, x := range r.Actions {
				want = append(want, x.ID, x.What, x.Owner)
				for _, it := range x.Items {
					want = append(want, it.ID)
				}
			}
			for _, h := range r.Summary {
				for _, s := range h.Statements {
					if !dataFormats[f.Name] || f.Name == "json" {
						want = append(want, s.Text)
					}
				}
			}
			for _, w := range want {
				if !strings.Contains(got, line(w)) {
					t.Errorf("%s: %s does not say %q", name, f.Name, w)
				}
			}
		}
	}
}

// A number is a number and a day a day, so that they can be reckoned with.
func TestWorkbookHasNumbersAndDays(t *testing.T) {
	r := report.New(assured(t))
	f, _ := report.ByName("xlsx")
	x, err := excelize.OpenReader(bytes.NewReader(write(t, f, assured(t))))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows("Answers")
	if err != nil {
		t.Fatal(err)
	}
	checked := map[checklist.Kind]int{}
	for _, s := range r.Sections {
		for _, it := range s.Items {
			for _, f := range it.Fields {
				if f.Value.State != assessment.Given {
					continue
				}
				for i, row := range rows {
					if len(row) < 7 || row[1] != it.ID || row[4] != "Answer" || row[5] != f.Label {
						continue
					}
					at := fmt.Sprintf("G%d", i+1)
					raw, err := x.GetCellValue("Answers", at, excelize.Options{RawCellValue: true})
					kind, err2 := x.GetCellType("Answers", at)
					if err != nil || err2 != nil {
						t.Fatal(err, err2)
					}
					number := kind != excelize.CellTypeInlineString
					if want := f.Kind == checklist.Count || f.Kind == checklist.Money || f.Kind == checklist.Date; number != want {
						t.Errorf("%s.%s is a number: %v", it.ID, f.ID, number)
					}
					if f.Kind == checklist.Count && raw != f.Value.Given {
						t.Errorf("%s.%s is %s, not %s", it.ID, f.ID, raw, f.Value.Given)
					}
					checked[f.Kind]++
				}
			}
		}
	}
	for _, kind := range []checklist.Kind{checklist.Count, checklist.Money, checklist.Date, checklist.Choice, checklist.Text} {
		if checked[kind] == 0 {
			t.Errorf("no %s was found", kind)
		}
	}
}
