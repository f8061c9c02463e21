package pack_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/pack"
)

// What is sent back as it was says nothing, whatever stood there.
func TestUnchangedSaysNothing(t *testing.T) {
	empty := started(t)
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(
			rapid.String(), rapid.SampledFrom([]string{"=1+1", "'=1", "''-", "not recorded", "n/a", "a\r\nb\tc  \n\n", " \u00a0x", "“quoted”", "\x1b[31m", "84", "31/05/2012", "TRUE", "_x0041_"}),
		)
		var edits []assessment.Edit
		add := func(target assessment.Target, given *rapid.Generator[string]) {
			switch rapid.IntRange(0, 4).Draw(r, "state") {
			case 0:
			case 1:
				edits = append(edits, set(target, assessment.Missing()))
			case 2:
				v, err := assessment.ParseText(text.Draw(r, "reason"))
				if err == nil {
					edits = append(edits, set(target, assessment.Inapplicable(v.Given)))
				}
			default:
				if v, err := assessment.ParseText(given.Draw(r, "value")); err == nil {
					edits = append(edits, set(target, v))
				}
			}
		}
		add(field("PRO-01", "state"), rapid.SampledFrom([]string{"none", "in-force", "partly"}))
		add(field("PRO-01", "reviewed"), rapid.SampledFrom([]string{"1900-01-01", "1900-02-28", "1905-07-04", "1906-01-01", "2012-05-31", "2100-12-31"}))
		add(field("PRO-01", "how"), text)
		add(field("PRO-02", "let"), rapid.SampledFrom([]string{"0", "84", "1000000000"}))
		add(field("PRO-02", "value"), rapid.SampledFrom([]string{"0.00", "25.10", "0.01", "999999999.99"}))
		if v, err := assessment.ParseText(text.Draw(r, "narrative")); err == nil {
			edits = append(edits, set(assessment.Narrative("PRO-02"), v))
		}
		a := empty
		if edits = a.Edits(edits...); len(edits) > 0 {
			a = changed(t, a, edits...)
		}
		for _, f := range pack.Formats {
			p := against(t, a, sent(t, a, f.Ext))
			if len(p.All)+len(p.Problems)+len(p.Notes) > 0 {
				r.Errorf("%s of %+v: %+v, %+v, %q", f.Ext, edits, p.All, p.Problems, p.Notes)
			}
		}
	})
}

var kinds = map[string]assessment.Target{
	"choice": field("PRO-01", "state"), "date": field("PRO-01", "reviewed"), "text": field("PRO-01", "how"),
	"count": field("PRO-02", "let"), "money": field("PRO-02", "value"), "narrative": assessment.Narrative("PRO-02"),
}

// What can only mean one thing is taken, however it is written.
func TestTolerance(t *testing.T) {
	is, missing, inapplicable := assessment.Of, assessment.Missing(), assessment.Inapplicable
	a := started(t)
	for _, test := range []struct {
		kind, written string
		want          assessment.Value
	}{
		{"count", "84", is("84")},
		{"count", " 1,145 ", is("1145")},
		{"count", "1 145", is("1145")},
		{"count", "\u00a01\u202f145\u200b", is("1145")},
		{"count", "1,000,000", is("1000000")},
		{"count", "“84”", is("84")},
		{"count", "'84", is("84")},
		{"count", "84.0", is("84")},
		{"count", "0", is("0")},
		{"count", "Nought", is("0")},
		{"count", "zero", is("0")},
		{"count", "N/A", inapplicable("")},
		{"count", "na", inapplicable("")},
		{"count", "not applicable - no contracts are let here", inapplicable("no contracts are let here")},
		{"count", "Not applicable (let by the county)", inapplicable("let by the county")},
		{"count", "n/a because the county lets them", inapplicable("the county lets them")},
		{"count", "Not  Recorded.", missing},
		{"count", "not-recorded", missing},
		{"money", "£1,234.50", is("1234.50")},
		{"money", "1234.5", is("1234.50")},
		{"money", "£ 25", is("25.00")},
		{"money", "25 pounds", is("25.00")},
		{"money", "£25 and 50p", is("25.50")},
		{"money", "25 pounds and 5 pence", is("25.05")},
		{"money", "50p", is("0.50")},
		{"money", "GBP 1 000", is("1000.00")},
		{"money", "0", is("0.00")},
		{"date", "31/05/2012", is("2012-05-31")},
		{"date", "31.5.2012", is("2012-05-31")},
		{"date", "2012-05-31", is("2012-05-31")},
		{"date", "2012-05-31 00:00:00", is("2012-05-31")},
		{"date", "2012-05-31T00:00:00Z", is("2012-05-31")},
		{"date", "31 May 2012", is("2012-05-31")},
		{"date", "31-May-2012", is("2012-05-31")},
		{"date", "31st of May, 2012", is("2012-05-31")},
		{"date", "Thursday the 31st of May 2012", is("2012-05-31")},
		{"date", "Thu, 31\u00a0May\u00a02012", is("2012-05-31")},
		{"date", "1 Sept 2011", is("2011-09-01")},
		{"date", "41060", is("2012-05-31")},
		{"date", "n/a", inapplicable("")},
		{"choice", "none", is("none")},
		{"choice", "THERE IS NONE.", is("none")},
		{"choice", "In force & reviewed", is("in-force")},
		{"choice", "in  force\u00a0and reviewed", is("in-force")},
		{"choice", "Officers' policy only", is("partly")},
		{"choice", "“In force, and reviewed”", is("in-force")},
		{"choice", "Not recorded", missing},
		{"text", "  It’s “known”.  ", is("  It’s “known”.")},
		{"text", "None", is("None")},
		{"text", "84", is("84")},
		{"text", "Not applicable to staff", is("Not applicable to staff")},
		{"text", "n/a", inapplicable("")},
		{"narrative", "n/a", is("n/a")},
		{"narrative", "not recorded", is("not recorded")},
		{"narrative", "One.\r\n\r\nTwo.\n", is("One.\n\nTwo.")},
	} {
		target := kinds[test.kind]
		p := against(t, a, filledCSV(t, sent(t, a, ".csv"), row{key: target.String(), answer: test.written}))
		switch {
		case len(p.Problems) > 0 || len(p.All) != 1:
			t.Errorf("%s %q: %+v, %+v", test.kind, test.written, p.All, p.Problems)
		case p.All[0].Theirs != test.want || p.All[0].Target != target || p.All[0].Outcome != pack.NewAnswer:
			t.Errorf("%s %q is %+v, not %+v", test.kind, test.written, p.All[0], test.want)
		}
		if len(p.All) == 1 {
			changed(t, a, p.All[0].Edit()) // which the assessment takes
		}
	}
}

// What could mean two things, or nothing, is a problem with a cure.
func TestProblems(t *testing.T) {
	a := started(t)
	for _, test := range []struct {
		kind                  string
		answer, state, reason string
		column, what, cure    string
	}{
		{kind: "count", answer: "none", column: "answer", what: "“none” may mean more than one thing", cure: "Write 0 if there were none"},
		{kind: "count", answer: "–", column: "answer", what: "may mean more than one thing", cure: "Not recorded"},
		{kind: "count", answer: "tbc", column: "answer", what: "may mean more than one thing", cure: "leave it empty"},
		{kind: "count", answer: "84 applications", column: "answer", what: "is not a whole number", cure: "84"},
		{kind: "count", answer: "84 and 3", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "about 80", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "80-90", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "12,5", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "84.5", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "eighty", column: "answer", what: "is not a whole number", cure: "alone"},
		{kind: "count", answer: "\u22125", column: "answer", what: "is less than nought", cure: "alone"},
		{kind: "count", answer: "9999999999", column: "answer", what: "too large", cure: "alone"},
		{kind: "money", answer: "£25k", column: "answer", what: "is not an amount", cure: "25.50"},
		{kind: "money", answer: "1,23", column: "answer", what: "is not an amount", cure: "25.50"},
		{kind: "money", answer: "free", column: "answer", what: "is not an amount", cure: "25.50"},
		{kind: "money", answer: "none", column: "answer", what: "may mean more than one thing", cure: "Write 0 if it is no money"},
		{kind: "date", answer: "05/31/2012", column: "answer", what: "the day comes first", cure: "31/05/2012"},
		{kind: "date", answer: "May 2012", column: "answer", what: "is not a day", cure: "Give the day too"},
		{kind: "date", answer: "2012", column: "answer", what: "is not a day", cure: "Give the day too"},
		{kind: "date", answer: "31/05/12", column: "answer", what: "a year of two figures", cure: "year in full"},
		{kind: "date", answer: "31 June 2012", column: "answer", what: "no such day", cure: "31/05/2012"},
		{kind: "date", answer: "in the spring", column: "answer", what: "is not a date", cure: "31/05/2012"},
		{kind: "choice", answer: "In force", column: "answer", what: "is not one of the answers", cure: "perhaps “In force, and reviewed” is meant"},
		{kind: "choice", answer: "Yes", column: "answer", what: "is not one of the answers", cure: "There is none; In force, and reviewed;"},
		{kind: "count", state: "Unknown", column: "state", what: "is not one of the two", cure: "Choose “Not recorded” or"},
		{kind: "count", answer: "84", state: "Not recorded", column: "state", what: "there is an answer, “84”, and beside it “Not recorded”", cure: "Keep one of the two"},
		{kind: "count", answer: "84", reason: "The county lets them", column: "reason", what: "a reason, “The county lets them”, stands beside", cure: "Choose “Not applicable”"},
		{kind: "count", state: "Not recorded", reason: "No system", column: "reason", what: "stands beside", cure: "Choose “Not applicable”"},
		{kind: "count", reason: "No system", column: "reason", what: "stands beside", cure: "Choose “Not applicable”"},
		{kind: "count", answer: "n/a: here", reason: "there", column: "reason", what: "another one beside it", cure: "Keep one"},
		{kind: "count", state: "n/a: here", reason: "there", column: "state", what: "another one beside it", cure: "anew"},
	} {
		target := kinds[test.kind]
		p := against(t, a, filledCSV(t, sent(t, a, ".csv"), row{target.String(), test.answer, test.state, test.reason}))
		if len(p.All) != 0 || len(p.Problems) != 1 {
			t.Errorf("%+v: %+v, %+v", test, p.All, p.Problems)
			continue
		}
		x := p.Problems[0]
		if x.Item != target.ID || x.Field != target.Part || x.Row < 2 || x.Column != test.column || !strings.Contains(x.What, test.what) || !strings.Contains(x.Cure, test.cure) {
			t.Errorf("%+v: %+v", test, x)
		}
	}
}

// Cells that a spreadsheet program has made: numbers, days, formulas, errors.
func TestCellsOfAWorkbook(t *testing.T) {
	a := started(t)
	file := filledXLSX(t, sent(t, a, ".xlsx"),
		row{"field/PRO-01/state", "in force and reviewed", nil, nil},
		row{"field/PRO-01/reviewed", 41060.75, nil, nil},
		row{"field/PRO-01/how", 2012, nil, nil},
		row{"field/PRO-02/let", 84.0, nil, nil},
		row{"field/PRO-02/value", 25.1, nil, nil},
		row{"field/RET-01/from", nil, "Not applicable", "It began\nbefore"},
		row{"narrative/PRO-01", "=not a formula", nil, nil},
	)
	p := against(t, a, file)
	want := map[string]assessment.Value{
		"field/PRO-01/state": assessment.Of("in-force"), "field/PRO-01/reviewed": assessment.Of("2012-05-31"), "field/PRO-01/how": assessment.Of("2012"),
		"field/PRO-02/let": assessment.Of("84"), "field/PRO-02/value": assessment.Of("25.10"), "detail/from": assessment.Inapplicable("It began\nbefore"),
		"narrative/PRO-01": assessment.Of("=not a formula"),
	}
	for _, x := range p.All {
		if want[x.Target.String()] != x.Theirs {
			t.Errorf("%s is %+v", x.Target, x.Theirs)
		}
		delete(want, x.Target.String())
	}
	if len(want)+len(p.Problems)+len(p.Notes) > 0 {
		t.Errorf("missing are %v; %+v, %q", want, p.Problems, p.Notes)
	}
	changed(t, a, p.Accepted(func(pack.Proposal) bool { return true })...)
}

func TestFormulasAndErrors(t *testing.T) {
	a := started(t)
	f, err := excelize.OpenReader(bytes.NewReader(sent(t, a, ".xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	keys, err := f.GetCols("Questions")
	if err != nil {
		t.Fatal(err)
	}
	cell := func(key string) string { return fmt.Sprint("C", slices.Index(keys[6], key)+1) }
	for _, err := range []error{
		f.SetCellFormula("Questions", cell("field/PRO-02/let"), "80+4"),
		f.SetCellFormula("Questions", cell("field/PRO-02/value"), "1/0"),
		f.SetCellValue("Questions", cell("field/PRO-01/reviewed"), 2012),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	file := savedXLSX(t, f)
	p := against(t, a, file)
	var wrong []string
	for _, x := range p.Problems {
		wrong = append(wrong, x.Item+"."+x.Field+": "+x.What)
	}
	if want := []string{
		"PRO-01.reviewed: “2012” is a year, not a day", "PRO-02.let: the cell is a formula without a value", "PRO-02.value: the cell is a formula without a value",
	}; !slices.Equal(wrong, want) {
		t.Errorf("the problems are %q", wrong)
	}

	// As a program saves it that has calculated.
	part := "xl/worksheets/sheet2.xml"
	file = altered(t, file, part, "<f>80+4</f>", "<f>80+4</f><v>84</v>")
	file = altered(t, file, part, "<f>1/0</f>", "<f>1/0</f><v>#DIV/0!</v>")
	failed := `r="` + cell("field/PRO-02/value") + `"`
	file = altered(t, file, part, failed, failed+` t="e"`)
	p = against(t, a, file)
	if len(p.All) != 1 || p.All[0].Theirs != assessment.Of("84") || len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "is a formula; what it last came to was taken, “84”") {
		t.Errorf("the formula came to %+v, %q", p.All, p.Notes)
	}
	if !slices.ContainsFunc(p.Problems, func(x pack.Problem) bool { return strings.Contains(x.What, "the error “#DIV/0!”") }) {
		t.Errorf("the error is not told: %+v", p.Problems)
	}
}

func TestOutcomes(t *testing.T) {
	let := field("PRO-02", "let")
	of := func(n string) assessment.Value { return assessment.Of(n) }
	for name, test := range map[string]struct {
		before, now assessment.Value
		written     row
		outcome     pack.Outcome
	}{
		"new":                      {written: row{answer: "84"}, outcome: pack.NewAnswer},
		"differs":                  {before: of("80"), now: of("80"), written: row{answer: "84"}, outcome: pack.OtherAnswer},
		"differs from a state":     {before: assessment.Missing(), now: assessment.Missing(), written: row{answer: "84"}, outcome: pack.OtherAnswer},
		"state beside what stood":  {before: of("80"), now: of("80"), written: row{state: "Not recorded"}, outcome: pack.OtherAnswer},
		"another reason":           {before: assessment.Inapplicable("x"), now: assessment.Inapplicable("x"), written: row{reason: "y"}, outcome: pack.OtherAnswer},
		"answer beside the reason": {before: assessment.Inapplicable("x"), now: assessment.Inapplicable("x"), written: row{answer: "84"}, outcome: pack.OtherAnswer},
		"changed since":            {before: of("80"), now: of("81"), written: row{answer: "84"}, outcome: pack.ChangedSince},
		"answered since":           {now: of("81"), written: row{answer: "84"}, outcome: pack.ChangedSince},
		"taken away since":         {before: of("80"), written: row{answer: "84"}, outcome: pack.ChangedSince},
		"same meanwhile":           {before: of("80"), now: of("84"), written: row{answer: "84"}, outcome: pack.SameAnswer},
	} {
		a := started(t)
		if test.before.IsAnswered() {
			a = changed(t, a, set(let, test.before))
		}
		test.written.key = let.String()
		for _, file := range [][]byte{filledCSV(t, sent(t, a, ".csv"), test.written), filledXLSX(t, sent(t, a, ".xlsx"), test.written)} {
			now := a
			if test.now != test.before {
				now = changed(t, a, set(let, test.now))
			}
			p := against(t, now, file)
			if len(p.All) != 1 || p.All[0].Outcome != test.outcome || p.All[0].Yours != test.now || len(p.Problems)+len(p.Notes) > 0 {
				t.Errorf("%s: %+v, %+v, %q", name, p.All, p.Problems, p.Notes)
			}
			accepted := p.Accepted(func(pack.Proposal) bool { return true })
			if is := len(accepted) == 1; is == (test.outcome == pack.SameAnswer) {
				t.Errorf("%s: accepted are %+v", name, accepted)
			}
		}
	}
}

// What is emptied takes nothing away, and is told.
func TestEmptied(t *testing.T) {
	a := started(t, set(field("PRO-02", "let"), assessment.Of("84")), set(assessment.Narrative("PRO-02"), assessment.Of(strings.Repeat("Long. ", 200))))
	file := filledCSV(t, sent(t, a, ".csv"), row{key: "field/PRO-02/let", answer: ""}, row{key: "narrative/PRO-02", answer: " "})
	p := against(t, a, file)
	if len(p.All) != 0 || len(p.Problems) != 2 || !strings.Contains(p.Problems[0].Cure, "favour clear PRO-02.let") {
		t.Errorf("%+v, %+v", p.All, p.Problems)
	}
	if p := against(t, changed(t, a, set(field("PRO-02", "let"), assessment.Value{})), file); len(p.Problems) != 1 {
		t.Errorf("what was taken away meanwhile is missed: %+v", p.Problems)
	}
}

// Rows may go missing, come twice, and come from elsewhere.
func TestRows(t *testing.T) {
	a := started(t)
	lines := strings.SplitAfter(string(filledCSV(t, sent(t, a, ".csv"), row{key: "field/PRO-02/let", answer: "84"})), "\n")
	of := func(key string) int {
		return slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, key) })
	}
	without := func(i int) string { return strings.Join(slices.Concat(lines[:i:i], lines[i+1:]), "") }
	with := func(line string) string { return strings.Join(append(slices.Clip(lines), line), "") }
	let := lines[of("field/PRO-02/let")]
	for name, test := range map[string]struct {
		file            string
		proposals       int
		problem, noting string
	}{
		"missing":       {file: without(of("narrative/PRO-01")), proposals: 1, noting: "1 question that went out is not in it"},
		"twice":         {file: with(let), proposals: 1},
		"one for other": {file: strings.Replace(with(let), lines[of("narrative/PRO-01")], "", 1), proposals: 1, noting: "1 question that went out is not in it"},
		"twice, other":  {file: with(strings.Replace(let, ",84,", ",85,", 1)), problem: "the question is answered in another way too, in row"},
		"added":         {file: with(strings.NewReplacer("field/PRO-02/let", "").Replace(let)), proposals: 1, problem: "of which it is not known what it answers"},
		"unknown":       {file: with(strings.Replace(let, "PRO-02", "PRO-99", 2)), proposals: 1, problem: "there is no such question"},
		"unknown field": {file: with(strings.Replace(let, "/let", "/other", 1)), proposals: 1, problem: "there is no such question"},
		"internal note": {file: with(strings.Replace(let, "field/PRO-02/let", "internal/PRO-02", 1)), proposals: 1, problem: "there is no such question"},
		"marking":       {file: with(strings.Replace(let, "field/PRO-02/let", "detail/marking", 1)), proposals: 1, problem: "there is no such question"},
	} {
		p := against(t, a, []byte(test.file))
		if len(p.All) != test.proposals {
			t.Errorf("%s: %+v", name, p.All)
		}
		if test.problem == "" != (len(p.Problems) == 0) || len(p.Problems) > 0 && !strings.Contains(p.Problems[0].What, test.problem) {
			t.Errorf("%s: %+v", name, p.Problems)
		}
		if test.noting == "" != (len(p.Notes) == 0) || len(p.Notes) > 0 && !strings.Contains(p.Notes[0], test.noting) {
			t.Errorf("%s: %q", name, p.Notes)
		}
	}
}

// A workbook may be worked on: rows and columns inserted, sorted, sheets renamed.
func TestMovedAbout(t *testing.T) {
	a := started(t)
	f, err := excelize.OpenReader(bytes.NewReader(filledXLSX(t, sent(t, a, ".xlsx"), row{"field/PRO-02/let", 84, nil, nil})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, err := range []error{
		f.InsertRows("Questions", 1, 2), f.InsertCols("Questions", "C", 1), f.RemoveCol("Questions", "A"),
		f.SetSheetName("Questions", "Our answers"), f.SetSheetName("favour", "x"), f.DeleteSheet("Start here"), f.DeleteSheet("Lists"),
		f.SetCellValue("Our answers", "B1", "Checked with the buyers"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	p := against(t, a, savedXLSX(t, f))
	if len(p.All) != 1 || p.All[0].Theirs != assessment.Of("84") || len(p.Problems)+len(p.Notes) > 0 {
		t.Fatalf("%+v, %+v, %q", p.All, p.Problems, p.Notes)
	}
	if got := p.All[0].Place.String(); !strings.HasPrefix(got, "sheet Our answers, row ") || !strings.HasSuffix(got, ", column C") {
		t.Errorf("the place is %q", got)
	}
	if err := f.RemoveCol("Our answers", "C"); err != nil {
		t.Fatal(err)
	}
	refused(t, savedXLSX(t, f), "No sheet has the columns “Your answer” and “Key” any more")
}

// refused asks that a file is refused with those words.
func refused(t *testing.T, file []byte, want string) {
	t.Helper()
	if _, err := pack.Read(file); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestRefusedFiles(t *testing.T) {
	a := started(t)
	other := excelize.NewFile()
	defer other.Close()
	if err := other.SetCellValue("Sheet1", "A1", "Your answer"); err != nil {
		t.Fatal(err)
	}
	data := string(sent(t, a, ".json"))
	refused(t, nil, "it is empty")
	refused(t, []byte("  \n"), "it is empty")
	refused(t, []byte("Dear all,\nplease find attached"), "no row of it names the columns “answer” and “key”")
	refused(t, []byte("\x7fELF\x00\x01"), "neither a workbook nor text")
	refused(t, []byte("{}"), "what it was made of cannot be read")
	refused(t, []byte("{"), "from line 1 on, which is not as JSON is to be")
	refused(t, []byte("{\n\"format\": \"favour.pack/1\",,\n}"), "from line 2 on, which is not as JSON is to be: invalid character ','")
	refused(t, []byte(`{"format":"favour.return/2"}`), "what it was made of cannot be read")
	refused(t, savedXLSX(t, other), "the hidden sheet “favour” is missing")
	refused(t, sent(t, a, ".xlsx")[:2000], "not a workbook that can be read")
	refused(t, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0}, "old format of Excel, or has a password")
	refused(t, []byte(strings.Replace(data, "favour.pack/1", "favour.pack/2", 1)), "made by a newer version of favour (favour.pack/2; this one reads up to favour.pack/1)")
	refused(t, []byte(strings.Replace(data, `"items": [`, `"items": [7,`, 1)), "stands what is called “number” in JSON where something else was sent out")
	refused(t, bytes.Repeat([]byte("x"), 17<<20), "larger than any file")
	table := string(sent(t, a, ".csv"))
	refused(t, []byte(strings.Replace(table, "\r\npack,", "\r\nelse,", 1)), "the row that says what it was made of is missing")
}

// What is of another assessment or edition is named.
func TestOfAnother(t *testing.T) {
	a := started(t)
	data := string(sent(t, a, ".json"))
	for _, test := range []struct{ old, new, want string }{
		{`"assessment": "kent-2012"`, `"assessment": "essex-2012"`, "It holds answers to essex-2012 (Kent Police), and not to kent-2012."},
		{`"edition": "2"`, `"edition": "1"`, "It asks the questions of fixture, edition 1, and kent-2012 asks those of fixture, edition 2."},
		{`"digest": "` + list().Digest(), `"digest": "abcdefgh01`, "It asks the questions of fixture, edition 2 (abcdefgh), and kent-2012 asks those of fixture, edition 2 (" + list().Digest()[:8]},
	} {
		r, err := pack.Read([]byte(strings.Replace(data, test.old, test.new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Against(a); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
	later := changed(t, a, set(field("PRO-02", "let"), assessment.Of("1")))
	if p := against(t, a, sent(t, later, ".json")); len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "does not hold change 2, of which it was made") {
		t.Errorf("%q", p.Notes)
	}
}

// CSV comes back in the manners of other programs and countries.
func TestOtherTables(t *testing.T) {
	a := started(t, set(assessment.Narrative("PRO-01"), assessment.Of("It’s £5 – “known”.")))
	file := string(filledCSV(t, sent(t, a, ".csv"), row{key: "field/PRO-01/how", answer: "By post…"}))
	latin := strings.NewReplacer("’", "\x92", "£", "\xa3", "–", "\x96", "“", "\x93", "”", "\x94", "…", "\x85").Replace(file)
	wide := []byte{0xff, 0xfe}
	for _, r := range file {
		wide = append(wide, byte(r), byte(r>>8)) // none of it is beyond 16 bits
	}
	for name, test := range map[string]struct {
		file  []byte
		notes int
	}{
		"as Excel for Windows": {[]byte(latin), 1},
		"as Unicode text":      {wide, 0},
		"with an empty line":   {[]byte(file + "\n\n"), 0},
		"with what is between": {[]byte("\ufeffsep=,\r\n" + strings.TrimPrefix(file, "\ufeff")), 0},
		"below a title":        {[]byte("Questions; for you,,,\n" + strings.TrimPrefix(file, "\ufeff")), 0},
		"as for old Macs":      {[]byte(strings.Replace(strings.ReplaceAll(strings.ReplaceAll(file, "\r", ""), "\n", "\r"), "Nought is", "Nought\nis", 1)), 0},
		"without quotes":       {[]byte(strings.ReplaceAll(file, "\n", "\r\n")), 0},
	} {
		p := against(t, a, test.file)
		if len(p.All) != 1 || p.All[0].Theirs != assessment.Of("By post…") || len(p.Problems) != 0 || len(p.Notes) != test.notes {
			t.Errorf("%s: %+v, %+v, %q", name, p.All, p.Problems, p.Notes)
		}
	}
}

// JSON takes answers as favour export writes them, and as a person would.
func TestData(t *testing.T) {
	a := started(t, set(field("PRO-02", "value"), assessment.Of("5.00")))
	var data map[string]any
	answer := func(key string, v any) {
		if err := json.Unmarshal(sent(t, a, ".json"), &data); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, it := range data["items"].([]any) {
			for _, q := range it.(map[string]any)["questions"].([]any) {
				if q := q.(map[string]any); q["key"] == key {
					found = true
					if q["answer"] = v; v == "left out" {
						delete(q, "answer")
					}
				}
			}
		}
		if !found {
			t.Fatalf("there is no question %s", key)
		}
	}
	for _, test := range []struct {
		key     string
		answer  any
		want    assessment.Value
		problem string
	}{
		{"field/PRO-02/let", 84, assessment.Of("84"), ""},
		{"field/PRO-02/let", "1,145", assessment.Of("1145"), ""},
		{"field/PRO-02/let", map[string]any{"state": "not-recorded"}, assessment.Missing(), ""},
		{"field/PRO-02/let", map[string]any{"state": "not-applicable", "reason": "x"}, assessment.Inapplicable("x"), ""},
		{"field/PRO-02/let", map[string]any{"state": "unheard-of"}, assessment.Value{}, "is not one of the two"},
		{"field/PRO-02/let", true, assessment.Value{}, "is not a whole number"},
		{"field/PRO-02/let", []int{1}, assessment.Value{}, "is not a whole number"},
		{"field/PRO-02/value", "left out", assessment.Value{}, ""},
		{"field/PRO-02/value", nil, assessment.Value{}, "the answer was emptied"},
		{"field/PRO-01/state", "partly", assessment.Of("partly"), ""},
		{"field/PRO-01/how", "a\x00b", assessment.Value{}, "NUL"},
		{"narrative/PRO-01", "In words.", assessment.Of("In words."), ""},
	} {
		answer(test.key, test.answer)
		file, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		p := against(t, a, file)
		switch {
		case test.problem != "":
			if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].What, test.problem) || !strings.HasSuffix(p.Problems[0].Column, ".answer") || len(p.All) != 0 {
				t.Errorf("%+v: %+v, %+v", test, p.All, p.Problems)
			}
		case !test.want.IsAnswered():
			if len(p.All) != 0 || len(p.Problems) != 0 {
				t.Errorf("%+v: %+v, %+v", test, p.All, p.Problems)
			}
		case len(p.All) != 1 || p.All[0].Theirs != test.want || len(p.Problems) != 0:
			t.Errorf("%+v: %+v, %+v", test, p.All, p.Problems)
		}
	}
}

// In JSON too, a state may stand beside the answer as it does in a table, and what
// means nothing is said rather than passed over.
func TestDataBesideTheAnswer(t *testing.T) {
	a := started(t)
	sentOut := string(sent(t, a, ".json"))
	key := `"key": "field/PRO-02/let",`
	if !strings.Contains(sentOut, key) {
		t.Fatal("the question is not in the pack")
	}
	for _, test := range []struct {
		beside  string
		want    assessment.Value
		problem string
		at      string
	}{
		{`"state": "not-recorded"`, assessment.Missing(), "", ""},
		{`"state": "Not applicable", "reason": "none was let"`, assessment.Inapplicable("none was let"), "", ""},
		{`"state": "later"`, assessment.Value{}, "is not one of the two", ".state"},
		{`"State": "not recorded"`, assessment.Missing(), "", ""},
		{`"ANSWER ": 84`, assessment.Of("84"), "", ""},
		{`"State": "not recorded", "state": "none"`, assessment.Value{}, "beside it stands “State”, which means nothing", ".answer"},
		{`"answr": 84`, assessment.Value{}, "beside it stands “answr”, which means nothing", ".answer"},
	} {
		p := against(t, a, []byte(strings.Replace(sentOut, key, key+test.beside+",", 1)))
		switch {
		case test.problem != "":
			if len(p.All) != 0 || len(p.Problems) != 1 || !strings.Contains(p.Problems[0].What, test.problem) || !strings.HasSuffix(p.Problems[0].Place.String(), test.at) ||
				!strings.HasPrefix(p.Problems[0].Place.String(), "member items[") {
				t.Errorf("%s: %+v, %+v", test.beside, p.All, p.Problems)
			}
		case len(p.All) != 1 || p.All[0].Theirs != test.want || len(p.Problems) != 0:
			t.Errorf("%s: %+v, %+v", test.beside, p.All, p.Problems)
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "answers.txt") // what it is, its content says
	if err := os.WriteFile(path, sent(t, started(t), ".xlsx"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := pack.ReadFile(path); err != nil || r.Assessment != "kent-2012" {
		t.Errorf("got %v, %v", r, err)
	}
	if _, err := pack.ReadFile(dir); err == nil {
		t.Error("a folder is read")
	}
	if _, err := pack.ReadFile(os.DevNull); err == nil {
		t.Error("a device is read")
	}
	if _, err := pack.ReadFile(filepath.Join(dir, "none")); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

// Options are told apart by what they say; two that say the same are not guessed at.
func TestOptionsAlike(t *testing.T) {
	a := started(t)
	list := a.Checklist()
	it, _ := list.Item("PRO-01")
	it.Fields[0].Options = append(it.Fields[0].Options, checklist.Option{ID: "again", Label: "There is none!"}, checklist.Option{ID: "twin", Label: "there is NONE"})
	p := against(t, a, filledCSV(t, sent(t, a, ".csv"), row{key: "field/PRO-01/state", answer: "There is none"}))
	if len(p.Problems) != 1 || len(p.All) != 0 {
		t.Errorf("%+v, %+v", p.All, p.Problems)
	}
	p = against(t, a, filledCSV(t, sent(t, a, ".csv"), row{key: "field/PRO-01/state", answer: "twin"}))
	if len(p.All) != 1 || p.All[0].Theirs != assessment.Of("twin") {
		t.Errorf("%+v, %+v", p.All, p.Problems)
	}
}

// Whatever is sent back, reading it ends without harm, and what is proposed can be
// taken over.
func FuzzRead(f *testing.F) {
	a := started(f, set(field("PRO-02", "let"), assessment.Of("84")), set(field("PRO-01", "reviewed"), assessment.Inapplicable("x")))
	for _, format := range pack.Formats {
		f.Add(sent(f, a, format.Ext))
	}
	f.Add(filledCSV(f, sent(f, a, ".csv"), row{"field/PRO-01/reviewed", "31 May 2012", "", ""}, row{"field/PRO-02/value", "£1,234.50", "n/a", "x"}, row{"narrative/PRO-01", "'=x", "", ""}))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := pack.Read(b)
		if err != nil {
			return
		}
		p, err := r.Against(a)
		if err != nil {
			return
		}
		if edits := a.Edits(p.Accepted(func(pack.Proposal) bool { return true })...); len(edits) > 0 {
			changed(t, a, edits...)
		}
	})
}
