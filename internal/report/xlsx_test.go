package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/report"
)

func workbook(t testing.TB, a assessment.Assessment) *excelize.File {
	t.Helper()
	f, _ := report.ByName("xlsx")
	x, err := excelize.OpenReader(bytes.NewReader(write(t, f, a)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

// Every sheet has the marking in sight and in its margins, is set up to be printed
// on A4, and keeps its heads.
func TestSheetsAreSetUp(t *testing.T) {
	for name, fixture := range fixtures {
		a := fixture(t)
		x := workbook(t, a)
		for _, sheet := range x.GetSheetList() {
			fail := func(what string, got any) { t.Errorf("%s, %s: %s: %v", name, sheet, what, got) }
			margins, err := x.GetHeaderFooter(sheet)
			if err != nil || margins.OddHeader != "&C&B"+a.Details().Marking || margins.OddFooter != "&C&B"+a.Details().Marking+"&RPage &P of &N" {
				fail("the margins are", margins)
			}
			page, err := x.GetPageLayout(sheet)
			if err != nil || *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
				fail("the page is", page)
			}
			panes, err := x.GetPanes(sheet)
			if err != nil || !panes.Freeze || panes.YSplit < 2 {
				fail("frozen is", panes)
			}
			if got, err := x.GetCellValue(sheet, "A2"); err != nil || !strings.HasPrefix(got, a.Details().Marking+" · ") {
				fail("A2 is", got)
			}
		}
		filters, titles := 0, 0
		for _, n := range x.GetDefinedName() {
			switch n.Name {
			case "_xlnm._FilterDatabase":
				filters++
			case "_xlnm.Print_Titles":
				titles++
			}
		}
		if sheets := len(x.GetSheetList()); titles != sheets || filters < sheets-2 {
			t.Errorf("%s: of %d sheets %d repeat their heads and %d filter", name, sheets, titles, filters)
		}
		props, err := x.GetDocProps()
		if err != nil || props.Language != "en-GB" || props.Created != "2012-06-03T00:00:00Z" || props.Modified != props.Created || props.Title == "" {
			t.Errorf("%s: its properties are %+v", name, props)
		}
	}
}

func TestNoCellOfTheWorkbookIsAFormula(t *testing.T) {
	x := workbook(t, hostile(t))
	guarded := 0
	for _, sheet := range x.GetSheetList() {
		rows, err := x.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, err := x.GetCellFormula(sheet, at); formula != "" || err != nil {
					t.Errorf("%s %s is the formula %q (%v)", sheet, at, formula, err)
				}
				if strings.HasPrefix(text, "=") {
					guarded++
				}
			}
		}
	}
	if guarded < 9 {
		t.Errorf("only %d cells begin as a formula does", guarded)
	}
}

var place = regexp.MustCompile(`^'(.*)'!([A-Z]+[0-9]+)$`)

// Each link leads to a cell that says what it is of.
func TestLinksOfTheWorkbook(t *testing.T) {
	x := workbook(t, assured(t))
	links := 0
	for _, sheet := range x.GetSheetList() {
		rows, err := x.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, text := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				linked, to, err := x.GetCellHyperLink(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if !linked {
					continue
				}
				links++
				m := place.FindStringSubmatch(to)
				if m == nil {
					t.Fatalf("%s %s leads to %s", sheet, at, to)
				}
				id, err := x.GetCellValue(m[1], strings.Replace(m[2], "A", "B", 1))
				if err != nil || m[1] != text && (id == "" || !strings.HasPrefix(text, id)) {
					t.Errorf("%s %s, which says %q, leads to %s, which says %q (%v)", sheet, at, text, to, id, err)
				}
			}
		}
	}
	if links < 12+9 {
		t.Errorf("there are %d links", links)
	}
}

// Text that is too long for a row, or for any cell, goes on in the next rows, and
// nothing of it is lost.
func TestLongTextInTheWorkbook(t *testing.T) {
	paragraph := strings.Repeat("All officers and staff were told of the policy. ", 20)
	for name, text := range map[string]string{
		"paragraphs":    strings.Repeat(paragraph+"\n\n", 60),
		"one word":      strings.Repeat("w", 70_000),
		"lines":         strings.Repeat("x\n", 5_000) + "end",
		"outside ASCII": strings.Repeat("漢字 😀 ", 9_000) + ".",
		"formulas":      strings.Repeat("=1+1\n", 100) + ".",
	} {
		a := fold(t, "long", fixtureList(), leicester, detail("marking", "OFFICIAL"), narrative("BUS-07", text),
			field("BUS-01", "state", assessment.Of("none")), field("BUS-01", "planned", assessment.Of(text)))
		a = apply(t, a, a.Next(author, a.ActionEdits(assessment.Action{What: text, Owner: "HR", Items: []string{"BUS-07"}})...))
		x := workbook(t, a)
		for _, test := range []struct {
			sheet string
			is    func(row []string) bool
			says  int // the column that says which part it is
			text  int
		}{
			{"Answers", func(row []string) bool { return row[1] == "BUS-07" && row[4] == "Narrative" }, 5, 6},
			{"Answers", func(row []string) bool { return row[1] == "BUS-01" && strings.HasPrefix(row[5], "Change planned") }, 5, 6},
			{"Actions", func(row []string) bool { return strings.HasPrefix(row[0], "A1 (part") }, 0, 1},
		} {
			rows, err := x.GetRows(test.sheet)
			if err != nil {
				t.Fatal(err)
			}
			var got string
			var says []string
			for i, row := range rows {
				if len(row) <= test.text || !test.is(row) {
					continue
				}
				got += row[test.text]
				says = append(says, row[test.says])
				if height, err := x.GetRowHeight(test.sheet, i+1); err != nil || height > 409 {
					t.Errorf("%s: row %d of %s is %v points tall", name, i+1, test.sheet, height)
				}
				if n := len(strings.Split(row[test.text], "\n")); n > 30 {
					t.Errorf("%s: row %d of %s has %d lines", name, i+1, test.sheet, n)
				}
			}
			if got != text {
				t.Errorf("%s: %d of %d bytes came back from %s", name, len(got), len(text), test.sheet)
			}
			for i, s := range says {
				if want := fmt.Sprintf("(part %d of %d)", i+1, len(says)); len(says) > 1 && !strings.HasSuffix(s, want) {
					t.Errorf("%s: part %d of %d on %s says %q", name, i+1, len(says), test.sheet, s)
				}
			}
		}
	}
}

// Sheets have names that spreadsheet programs take, each once, whatever the titles
// of tables are.
func TestNamesOfSheets(t *testing.T) {
	r := report.New(rich(t))
	table := r.Tables[0]
	r.Tables = nil
	for _, title := range []string{"Answers", "ANSWERS", "summary", "History", "[a]:b*c?d/e\\f", "'quoted'", "", "???", strings.Repeat("long ", 20), strings.Repeat("long ", 20), "emoji 😀", "\x1b[31m"} {
		table.Title = title
		r.Tables = append(r.Tables, table)
	}
	f, _ := report.ByName("xlsx")
	var b bytes.Buffer
	if err := f.Write(&b, &r); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	seen := map[string]bool{"history": true}
	for _, name := range x.GetSheetList() {
		low := strings.ToLower(name)
		if seen[low] || name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `[]:*?/\`) || strings.Trim(name, "' ") != name {
			t.Errorf("there is a sheet %q", name)
		}
		seen[low] = true
	}
	if want := 9 + len(r.Tables) - 1; len(x.GetSheetList()) < want {
		t.Errorf("there are %d sheets: %q", len(x.GetSheetList()), x.GetSheetList())
	}
	if got := x.GetSheetList()[0]; got != "Summary" {
		t.Errorf("the first sheet is %q", got)
	}
}

// Then and now stand side by side as numbers.
func TestCountsThenAndNow(t *testing.T) {
	for _, want := range []string{
		"BUS-07 | Applications for second jobs | Received | 1 September 2011 to 31 May 2012 |  | 84 | 120 | 9.3 | 10.0",
		"HOS-03 | Acceptable value | Limit |  |  | £25 | £10.50",
		"BUS-08 | Approvals held | Officers | As at 31 May 2012 |  | Not recorded | Not provided",
	} {
		found := false
		f, _ := report.ByName("xlsx")
		for _, row := range sheetRows(t, write(t, f, assured(t)), "Counts") {
			found = found || strings.TrimRight(strings.Join(row, " | "), " |") == want
		}
		if !found {
			t.Errorf("there is no %s", want)
		}
	}
}

// A day that spreadsheets have wrong stands as text.
func TestDayThatASpreadsheetHasWrong(t *testing.T) {
	list := fixtureList()
	list.Sections[3].Items[0].Fields = append(list.Sections[3].Items[0].Fields, checklist.Field{ID: "since", Label: "Since", Kind: checklist.Date})
	a := fold(t, "odd", list, leicester, detail("marking", "OFFICIAL"),
		field("BUS-01", "since", assessment.Of("1900-02-28")))
	f, _ := report.ByName("xlsx")
	if got := readWith(t, "xlsx", write(t, f, a)); !strings.Contains(got, "| Since | 28 February 1900 | Given") {
		t.Errorf("it says %s", got)
	}
}
