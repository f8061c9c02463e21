package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// CSV, for a spreadsheet: RFC 4180 with a byte order mark, without which Excel
// takes it for the code page of the machine. It is one table: the first row
// names the columns, and the column "row" says what each of the others is. The
// protective marking is in every row, so that no row loses it when it is sorted
// or copied.
//
// No cell can act as a formula: text that a spreadsheet would take for one gets
// an apostrophe before it. Numbers stay numbers.

// csvColumns are the columns, in order, and the kinds of row are: return (a
// particular of the return itself), progress, field, remainder, narrative,
// statement, evidence, action.
var csvColumns = []string{
	"marking", "force", "period from", "period to", "row", "section", "item", "question", "standing",
	"field", "label", "type", "state", "value", "in words", "reason", "owner", "date", "status", "evidence marking",
}

// A csvRow is a row but for the first four columns, which are always the same.
type csvRow struct {
	row, section, item, question, standing string
	field, label, kind, state              string
	value, words                           string
	reason, owner, date, status, marking   string
}

func writeCSV(w io.Writer, r *Report) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	_ = c.Write(csvColumns) // an error stays until Flush
	cells := []string{cell(r.Marking), cell(r.Force.Name), r.Period.From, r.Period.To}
	same := len(cells)
	write := func(rows []csvRow) {
		for _, x := range rows {
			cells = append(cells[:same],
				x.row, x.section, x.item, x.question, x.standing, x.field, x.label, x.kind, x.state, x.value,
				x.words, x.reason, x.owner, x.date, x.status, x.marking)
			for i := same; i < len(cells); i++ {
				cells[i] = cell(cells[i])
			}
			_ = c.Write(cells)
		}
	}
	write(csvReturn(r))
	for _, s := range r.Progress {
		write(csvProgress(s))
	}
	for _, s := range r.Sections {
		for _, it := range s.Items {
			write(csvItem(s.Title, it))
		}
	}
	c.Flush()
	return c.Error()
}

// formula holds what a cell may not begin with: the ASCII signs, the minus sign,
// and the full-width and small forms that East Asian input takes for them.
const formula = "=+-@" + "\u2212" + "\uff1d\uff0b\uff0d\uff20" + "\ufe66\ufe62\ufe63\ufe6b"

// cell is s as text that no spreadsheet takes for a formula.
func cell(s string) string {
	s = plain.Text(s)
	if s == "" || isNumber(strings.TrimPrefix(s, "-")) {
		return s
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); strings.ContainsRune(formula, first) {
		return "'" + s
	}
	return s
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// csvReturn is the particulars of the return.
func csvReturn(r *Report) []csvRow {
	var rows []csvRow
	add := func(id, label, value string) {
		x := csvRow{row: "return", field: id, label: label, state: "value", value: value}
		if value == "" {
			x.state = "not provided"
		}
		rows = append(rows, x)
	}
	add("checklist", "Checklist", r.Checklist.Title)
	add("edition", "Edition of the checklist", r.Checklist.Edition)
	add("provenance", "Where the wording comes from", r.Checklist.Provenance)
	add("official", "The original", r.Checklist.Official)
	add("baseline", "Changes are counted from", r.Baseline)
	add("lead", "Assessment led by", r.Lead)
	add("changes", "Changes recorded", strconv.Itoa(r.Changes))
	add("last-change", "Day of the last change", r.Changed)
	add("head-sha256", "SHA-256 of the last change", r.Head.SHA256)
	add("checklist-sha256", "SHA-256 of the checklist", r.Checklist.Digest)
	return rows
}

func csvProgress(s SectionProgress) []csvRow {
	rows := []csvRow{{
		row: "progress", section: s.Title, field: "items", label: "Items", kind: "count", state: "value",
		value: strconv.Itoa(s.Items), status: s.State.Words(),
	}}
	for i, standing := range checklist.Standings {
		rows = append(rows, csvRow{
			row: "progress", section: s.Title, field: string(standing), label: standingLabel(standing), kind: "count",
			state: "value", value: strconv.Itoa(s.Standings[i]),
		})
	}
	return rows
}

func csvItem(section string, it Item) []csvRow {
	of := csvRow{section: section, item: it.ID, question: it.Question, standing: it.Standing.Words()}
	rows := make([]csvRow, 0, len(it.Fields)+len(it.Evidence)+len(it.Actions)+3)
	for _, f := range it.Fields {
		rows = append(rows, of.answer(f))
	}
	if it.Remainder != nil {
		x := of.text("remainder", "Not accounted for", strconv.Itoa(*it.Remainder))
		x.kind = string(checklist.Count)
		rows = append(rows, x)
	}
	if it.Narrative != "" {
		rows = append(rows, of.text("narrative", "Narrative", it.Narrative))
	}
	if it.Statement != "" {
		rows = append(rows, of.text("statement", "Statement", it.Statement))
	}
	for _, e := range it.Evidence {
		x := of.text("evidence", "Evidence", e.Title)
		x.field, x.owner, x.date, x.marking = e.ID, e.Owner, e.AsAt, e.Marking
		rows = append(rows, x)
	}
	for _, a := range it.Actions {
		x := of.text("action", "Action", a.What)
		x.field, x.owner, x.date, x.status = a.ID, a.Owner, a.Due, a.state()
		rows = append(rows, x)
	}
	return rows
}

// text is a row about the same item, with a text of that kind.
func (x csvRow) text(row, label, text string) csvRow {
	x.row, x.label, x.kind, x.state, x.value = row, label, string(checklist.Text), "value", text
	return x
}

// answer is a row about the same item, with one field of its answer. The value
// is as json has it; the words are as people read it.
func (x csvRow) answer(f Field) csvRow {
	x.row, x.field, x.label, x.kind = "field", f.ID, f.Label, string(f.Kind)
	switch f.Value.State {
	case assessment.Unanswered:
		x.state = "not provided"
	case assessment.NotRecorded:
		x.state = "not recorded"
	case assessment.NotApplicable:
		x.state, x.reason = "not applicable", f.Value.Reason
	default:
		x.state, x.value = "value", f.Value.Given
		if f.Kind != checklist.Text {
			x.words = f.Words
		}
	}
	return x
}
