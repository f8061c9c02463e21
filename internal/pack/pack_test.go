package pack_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/pack"
)

// The checklist of these tests: every kind of field, one that is asked only
// sometimes, one that is a detail, labels with awkward signs.
func list() *checklist.Checklist {
	return &checklist.Checklist{
		ID: "fixture", Edition: "2", Title: "Integrity self-assessment", Provenance: "Unofficial.",
		Sections: []checklist.Section{
			{ID: "RET", Title: "Return details", Items: []checklist.Item{{
				ID: "RET-01", Title: "Period", Question: "Which period?", Why: "It frames the rest.",
				Fields: []checklist.Field{
					{ID: "from", Label: "From", Kind: checklist.Date, Detail: "from"},
					{ID: "to", Label: "To", Kind: checklist.Date, Detail: "to"},
				},
			}}},
			{ID: "PRO", Title: "Procurement", Items: []checklist.Item{
				{
					ID: "PRO-01", Title: "Policy", Question: "What state is the policy in?", Why: "HMIC asked in 2012.", Evidence: []string{"the policy", "its review"},
					Fields: []checklist.Field{
						{ID: "state", Label: "State of the policy", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
							{ID: "none", Label: "There is none"},
							{ID: "in-force", Label: "In force, and reviewed"},
							{ID: "partly", Label: "Officers’ policy only"},
						}},
						{ID: "reviewed", Label: "Last reviewed", Kind: checklist.Date, When: checklist.Condition{{Field: "state", Is: []string{"in-force", "partly"}}}},
						{ID: "how", Label: "How", Kind: checklist.Text, Hint: "In a sentence."},
					},
				},
				{
					ID: "PRO-02", Title: "Contracts", Question: "How many contracts?", Why: "To compare.",
					Fields: []checklist.Field{
						{ID: "let", Label: "Let", Kind: checklist.Count, Required: true, AsAt: "to"},
						{ID: "value", Label: "Value", Kind: checklist.Money},
					},
				},
			}},
		},
	}
}

var (
	by     = assessment.Author{Name: "A. Example", Role: "Inspector"}
	needed = []string{"RET-01", "PRO-01", "PRO-02"}
)

// started is an assessment with those edits made after its start.
func started(t testing.TB, edits ...assessment.Edit) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	first := a.Next(by, assessment.Edit{Target: assessment.Detail(assessment.DetailForce), New: assessment.Of("Kent Police")},
		assessment.Edit{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")})
	first.Start = &assessment.Start{ID: "kent-2012", Checklist: list()}
	a = applied(t, a, first)
	if len(edits) > 0 {
		a = changed(t, a, edits...)
	}
	return a
}

func changed(t testing.TB, a assessment.Assessment, edits ...assessment.Edit) assessment.Assessment {
	t.Helper()
	return applied(t, a, a.Next(by, a.Edits(edits...)...))
}

func applied(t testing.TB, a assessment.Assessment, c assessment.Change) assessment.Assessment {
	t.Helper()
	c.Time = time.Date(2012, 6, 15, 9, 30, int(c.Sequence), 0, time.UTC)
	_, c, err := assessment.Seal(c)
	if err == nil {
		a, err = a.Apply(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func field(item, part string) assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: item, Part: part}
}

func set(t assessment.Target, v assessment.Value) assessment.Edit {
	return assessment.Edit{Target: t, New: v}
}

func items(t testing.TB, a assessment.Assessment, ids ...string) []*checklist.Item {
	t.Helper()
	var all []*checklist.Item
	for _, id := range ids {
		it, ok := a.Item(id)
		if !ok {
			t.Fatalf("there is no item %s", id)
		}
		all = append(all, it)
	}
	return all
}

// sent is the file of a pack of every item of a.
func sent(t testing.TB, a assessment.Assessment, ext string) []byte {
	t.Helper()
	f, ok := pack.FormatOf("answers" + ext)
	if !ok {
		t.Fatalf("there is no format %s", ext)
	}
	var b bytes.Buffer
	if err := f.Write(&b, pack.New(a, items(t, a, needed...), "Head of procurement")); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// against reads a file and holds it against a.
func against(t testing.TB, a assessment.Assessment, file []byte) *pack.Proposals {
	t.Helper()
	r, err := pack.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := r.Against(a)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A row is what a colleague writes into the cells of one question.
type row struct {
	key                   string
	answer, state, reason any
}

// filledXLSX is a workbook with those rows filled in by another program. A value of
// nil leaves a cell as it is, and a formula is text that begins with a sign.
func filledXLSX(t testing.TB, file []byte, rows ...row) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	keys, err := f.GetCols("Questions")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		at := slices.Index(keys[6], r.key) + 1
		if at == 0 {
			t.Fatalf("there is no row of %s", r.key)
		}
		for i, v := range []any{r.answer, r.state, r.reason} {
			if v == nil {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(3+i, at)
			if err == nil {
				err = f.SetCellValue("Questions", cell, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return savedXLSX(t, f)
}

func savedXLSX(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filledCSV is that for a table of text.
func filledCSV(t testing.TB, file []byte, rows ...row) []byte {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(all[0], name) }
	for _, r := range rows {
		i := slices.IndexFunc(all, func(x []string) bool { return x[column("key")] == r.key })
		if i < 0 {
			t.Fatalf("there is no row of %s", r.key)
		}
		for name, v := range map[string]any{"answer": r.answer, "state": r.state, "reason": r.reason} {
			if v != nil {
				all[i][column(name)] = v.(string)
			}
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What every program that opens a pack must find in it, and what nobody may.
func TestWhatIsInAPack(t *testing.T) {
	a := started(t,
		set(assessment.Detail(assessment.DetailMarking), assessment.Of("RESTRICTED")),
		set(assessment.Internal("PRO-01"), assessment.Of("Planted internal note")),
		set(assessment.Narrative("PRO-01"), assessment.Of("=planted narrative")),
		set(field("PRO-02", "let"), assessment.Of("1145")),
	)
	for _, f := range pack.Formats {
		file := sent(t, a, f.Ext)
		if again := sent(t, a, f.Ext); !bytes.Equal(file, again) {
			t.Errorf("%s: the same pack is written otherwise", f.Ext)
		}
		text := string(file)
		if f.Ext == ".xlsx" {
			text = unpacked(t, file)
		}
		for _, want := range []string{
			"What state is the policy in?", "Head of procurement", "Kent Police", "In force, and reviewed", "A whole number; 0 where there were none. As at 31 May 2012.",
			"Only if “State of the policy” is In force, and reviewed or Officers’ policy only.", "=planted narrative", "1145", "Unofficial.",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in it", f.Ext, want)
			}
		}
		for _, not := range []string{"Planted internal", "A. Example", "Inspector"} {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q is in it", f.Ext, not)
			}
		}
	}
	for _, name := range []string{"answers.doc", "answers", ".xls"} {
		if _, ok := pack.FormatOf(name); ok {
			t.Errorf("%s is taken for a format", name)
		}
	}
	if f, ok := pack.FormatOf("ANSWERS.XLSX"); !ok || f.Ext != ".xlsx" {
		t.Error("capitals are not taken")
	}
}

// unpacked is all that is in a workbook.
func unpacked(t testing.TB, file []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			all = append(all, strings.Join(r, "\n"))
		}
	}
	return strings.Join(all, "\n")
}

// No cell of any format can act as a formula, whatever stands there.
func TestNothingIsAFormula(t *testing.T) {
	const hostile = "=HYPERLINK(\"http://example.invalid\")"
	a := started(t,
		set(assessment.Narrative("PRO-01"), assessment.Of(hostile)),
		set(field("PRO-01", "how"), assessment.Of("@SUM(A1)")),
		set(field("PRO-02", "let"), assessment.Inapplicable("+1")),
	)
	f, err := excelize.OpenReader(bytes.NewReader(sent(t, a, ".xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := false
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			for j := range rows[i] {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula != "" {
					t.Errorf("%s %s is the formula %q (%v)", sheet, cell, formula, err)
				}
				found = found || rows[i][j] == hostile
			}
		}
	}
	if !found {
		t.Error("the text is not in the workbook")
	}
	table, err := csv.NewReader(bytes.NewReader(sent(t, a, ".csv")[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table {
		for _, cell := range r {
			if cell != "" && strings.ContainsAny(strings.TrimSpace(cell)[:1], "=+-@") {
				t.Errorf("a cell begins as a formula does: %q", cell)
			}
		}
	}
	if p := against(t, a, sent(t, a, ".csv")); len(p.All)+len(p.Problems) > 0 {
		t.Errorf("what was made safe comes back as something else: %+v, %+v", p.All, p.Problems)
	}
}

func TestTextThatNoCellTakes(t *testing.T) {
	a := started(t, set(assessment.Narrative("PRO-02"), assessment.Of(strings.Repeat("word ", 8000))))
	p := pack.New(a, items(t, a, "PRO-02"), "")
	xlsx, _ := pack.FormatOf("x.xlsx")
	var tooLong *pack.TooLongError
	if err := xlsx.Write(io.Discard, p); !errors.As(err, &tooLong) || tooLong.What != "PRO-02 What HMIC will read" {
		t.Errorf("got %v", err)
	}
	for _, ext := range []string{".csv", ".json"} {
		if p := against(t, a, sent(t, a, ext)); len(p.All)+len(p.Problems)+len(p.Notes) > 0 {
			t.Errorf("%s: a long text comes back otherwise", ext)
		}
	}
}

// The workbook helps to fill it in: lists, limits, and what to do.
func TestChecksInTheWorkbook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(sent(t, started(t), ".xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	checks, err := f.GetDataValidations("Questions")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, c := range checks {
		kinds[c.Type]++
	}
	// Three dates, a choice, a count, an amount; a list of states beside each of the
	// seven fields; and prompts alone on a text and three narratives.
	for kind, want := range map[string]int{"date": 3, "list": 8, "whole": 1, "decimal": 1, "": 4} {
		if kinds[kind] != want {
			t.Errorf("there are %d checks of the kind %q, not %d", kinds[kind], kind, want)
		}
	}
	lists, err := f.GetCols("Lists")
	if err != nil {
		t.Fatal(err)
	}
	offered := []string{"There is none", "In force, and reviewed", "Officers’ policy only", "Not recorded", "Not applicable"}
	if !slices.ContainsFunc(lists, func(l []string) bool { return slices.Equal(l, offered) }) {
		t.Errorf("the lists are %q", lists)
	}
	if start, err := f.GetRows("Start here"); err != nil || !strings.Contains(strings.Join(slices.Concat(start...), "\n"), "Nought is an answer") {
		t.Errorf("it is not said how it is filled in (%v)", err)
	}
}

// A stamp in every format says what the pack was made of.
func TestStamp(t *testing.T) {
	a := started(t)
	for _, f := range pack.Formats {
		r, err := pack.Read(sent(t, a, f.Ext))
		if err != nil {
			t.Fatal(err)
		}
		want := pack.New(a, items(t, a, needed...), "Head of procurement").Stamp
		got, _ := json.Marshal(r.Stamp)
		if text, _ := json.Marshal(want); !bytes.Equal(got, text) {
			t.Errorf("%s: the stamp is %s, not %s", f.Ext, got, text)
		}
		if want.Rows != 10 || want.Head != a.Head() || want.Checklist.Digest != list().Digest() {
			t.Errorf("the stamp is %+v", want)
		}
	}
}

// altered is a workbook of which one part says something else.
func altered(t testing.TB, file []byte, part, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	done := false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part && bytes.Contains(content, []byte(old)) {
			content, done = bytes.Replace(content, []byte(old), []byte(new), 1), true
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = to.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !done {
		t.Fatalf("%s does not say %q (%v)", part, old, err)
	}
	return out.Bytes()
}
