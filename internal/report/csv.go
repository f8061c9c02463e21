package report

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
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

// csvColumns are the columns, in order. The kinds of row are:
//
//   - return, a particular of the return itself; reviews, items by their review;
//   - withheld, something that is not in a redacted copy, with the reason;
//   - replaces, a particular of the return that it replaces, and correction, what
//     is said otherwise than there;
//   - signature, a particular of a signature, and not-covered, an item or a
//     detail that a signature no longer covers;
//   - progress;
//   - of each item: field, remainder, narrative, statement, evidence, action,
//     assigned, review;
//   - registered-evidence and registered-action, each piece and each action once;
//   - where there was a return before, those that csv_last.go adds.
//
// A kind may be added, as json may have a part added; none is renamed.
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

// texts are the cells of x, in the order of the columns.
func (x *csvRow) texts() [16]*string {
	return [...]*string{
		&x.row, &x.section, &x.item, &x.question, &x.standing, &x.field, &x.label, &x.kind, &x.state, &x.value,
		&x.words, &x.reason, &x.owner, &x.date, &x.status, &x.marking,
	}
}

func writeCSV(w io.Writer, r *Report) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	_ = c.Write(csvColumns) // an error stays until Flush
	same := []string{cell(r.Marked()), cell(r.Force.Name), r.Period.From, r.Period.To}
	cells := slices.Grow(same, len(csvColumns))[:len(csvColumns)]
	before := make([]string, len(csvColumns)) // what cells was made of: much of a row is said in the row above too
	write := func(rows ...csvRow) {
		for i := range rows {
			for j, text := range rows[i].texts() {
				if j += len(same); *text != before[j] {
					before[j], cells[j] = *text, cell(*text)
				}
			}
			_ = c.Write(cells)
		}
	}
	write(csvReturn(r)...)
	if r.Replaces != nil {
		write(csvReplaced(r.Replaces)...)
	}
	for _, s := range r.Signatures {
		write(csvSignature(s)...)
	}
	for _, s := range r.Progress {
		write(csvProgress(s)...)
	}
	var rows []csvRow
	for _, s := range r.Sections {
		for i := range s.Items {
			rows = csvItem(rows[:0], s.Title, &s.Items[i])
			write(rows...)
		}
	}
	for _, e := range r.Evidence {
		write(csvRow{}.evidence(e).registered(e.Items))
	}
	for _, a := range r.ActionsByDue() {
		write(csvRow{}.action(a).registered(a.Items))
	}
	if r.Last != nil {
		write(csvLast(r.Last)...)
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
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace)); !unicode.IsLetter(first) && strings.ContainsRune(formula, first) {
		return "'" + s
	}
	return s
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// csvReturn is the particulars of the return.
func csvReturn(r *Report) []csvRow {
	rows := csvParticulars("return", [][3]string{
		{"reference", "Reference", r.Reference},
		{"checklist", "Checklist", r.Checklist.Title},
		{"edition", "Edition of the checklist", r.Checklist.Edition},
		{"provenance", "Where the wording comes from", r.Checklist.Provenance},
		{"official", "The original", r.Checklist.Official},
		{"baseline", "Changes are counted from", r.Baseline},
		{"lead", "Assessment led by", r.Lead},
		{"signed", "Signed", r.SignedWords()},
		{"changes", "Changes recorded", strconv.Itoa(r.Changes)},
		{"last-change", "Day of the last change", r.Changed},
	})
	if r.Redacted() {
		rows = append(rows, csvWithheld(r)...)
	} else {
		rows = append(rows, csvParticulars("return", [][3]string{
			{"digest", "SHA-256 of what the return says", r.Digest},
			{"head-sha256", "SHA-256 of the last change", r.Head.SHA256},
		})...)
	}
	rows = append(rows, csvParticulars("return", [][3]string{{"checklist-sha256", "SHA-256 of the checklist", r.Checklist.Digest}})...)
	if r.Totals.Reviewed() {
		for i, s := range assessment.ReviewStates {
			rows = append(rows, csvCount("reviews", string(s), assessment.Capital(s.Words()), r.Totals.Reviews[i]))
		}
	}
	return rows
}

// csvWithheld is that r is a redacted copy, of what, and what is withheld.
func csvWithheld(r *Report) []csvRow {
	rows := csvParticulars("return", [][3]string{
		{"redacted", "Redacted copy", r.Notice()},
		{"tie", "SHA-256 that ties this copy to the full return", r.Digest},
	})
	for _, w := range r.Redaction.Withheld {
		rows = append(rows, csvRow{row: "withheld", item: w.Item.ID, field: w.Part, label: w.What, state: "withheld", reason: w.Reason})
	}
	return rows
}

// csvReplaced is which return is replaced, and what is said otherwise now.
func csvReplaced(p *Replaced) []csvRow {
	rows := csvParticulars("replaces", [][3]string{
		{"reference", "Reference", p.Reference},
		{"date", "Day of its last change", p.Changed},
		{"digest", "SHA-256 of what it said", p.Digest},
		{"head-sha256", "SHA-256 of its last change", p.Head.SHA256},
	})
	for _, c := range p.Changes {
		for _, words := range c.Words {
			rows = append(rows, csvRow{item: c.Item.ID}.text("correction", c.Title(), words))
		}
	}
	return rows
}

// csvParticulars are rows of that kind, for each a field, its label and a value.
func csvParticulars(row string, all [][3]string) []csvRow {
	rows := make([]csvRow, 0, len(all))
	for _, p := range all {
		x := csvRow{row: row, field: p[0], label: p[1], state: "value", value: p[2]}
		if x.value == "" {
			x.state = "not provided"
		}
		rows = append(rows, x)
	}
	return rows
}

func csvCount(row, id, label string, n int) csvRow {
	return csvRow{row: row, field: id, label: label, kind: string(checklist.Count), state: "value", value: strconv.Itoa(n)}
}

// csvSignature is the particulars of s, each field behind its id, and what it no
// longer covers.
func csvSignature(s Signature) []csvRow {
	all := [][3]string{
		{"name", "Name", s.Name},
		{"rank", "Rank", s.Rank},
		{"role", "Role", s.Role},
		{"declaration", "Declaration", s.Declaration},
		{"time", "Signed at", s.Time.Format(time.RFC3339)},
		{"digest", "SHA-256 of what was signed", s.Digest},
		{"state", "State", s.State()},
		{"covers", "Covers", s.Covers()},
	}
	if s.Acknowledged != unsaid {
		all = slices.Insert(all, 6, [3]string{"acknowledged", "Warnings acknowledged", strconv.Itoa(s.Acknowledged)})
	}
	if !s.Stands() {
		all = append(all, [3]string{"reopened", "Reopened at", s.ReopenedTime.Format(time.RFC3339)},
			[3]string{"reason", "Why it was reopened", s.Reopened})
	}
	rows := csvParticulars("signature", all)
	for i := range rows {
		rows[i].field = s.ID + "." + rows[i].field
	}
	label := "No longer covered by signature " + s.ID
	for _, d := range s.Details {
		rows = append(rows, csvRow{row: "not-covered", field: s.ID, label: label, state: "value", value: assessment.Capital(d)})
	}
	for _, it := range s.Items {
		rows = append(rows, csvRow{row: "not-covered", item: it.ID, field: s.ID, label: label, state: "value", value: it.Title})
	}
	return rows
}

// registered is x, which is of evidence or an action, in the register, where the
// words say which items it is for.
func (x csvRow) registered(items []Ref) csvRow {
	x.row, x.words = "registered-"+x.row, strings.Join(ids(items), " ")
	return x
}

func csvProgress(s SectionProgress) []csvRow {
	items := csvCount("progress", "items", "Items", s.Items)
	items.status = s.StateWords()
	rows := []csvRow{items}
	for i, standing := range checklist.Standings {
		rows = append(rows, csvCount("progress", string(standing), standingLabel(standing), s.Standings[i]))
	}
	for i := range rows {
		rows[i].section = s.Title
	}
	return rows
}

// csvItem is rows with those of it behind.
func csvItem(rows []csvRow, section string, it *Item) []csvRow {
	of := csvRow{section: section, item: it.ID, question: it.Question, standing: it.Standing.Words()}
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
		rows = append(rows, of.evidence(e))
	}
	for _, a := range it.Actions {
		rows = append(rows, of.action(a))
	}
	if it.Assigned != "" {
		rows = append(rows, of.text("assigned", it.AssignedLabel(), it.Assigned))
	}
	for _, w := range it.Withheld {
		x := csvRow{section: section, item: it.ID, question: it.Question, standing: of.standing, row: "withheld"}
		x.field, x.label, x.state, x.reason = w.Part, w.What, "withheld", w.Reason
		rows = append(rows, x)
	}
	if it.Review != "" {
		x := of.text("review", "Review", string(it.Review))
		x.kind, x.words = string(checklist.Choice), assessment.Capital(it.Review.Words())
		rows = append(rows, x)
	}
	return rows
}

func (x csvRow) evidence(e Evidence) csvRow {
	x = x.text("evidence", "Evidence", e.Title)
	x.field, x.owner, x.date, x.marking = e.ID, e.Owner, e.AsAt, e.Marking
	return x
}

func (x csvRow) action(a Action) csvRow {
	x = x.text("action", "Action", a.What)
	x.field, x.owner, x.date, x.status = a.ID, a.Owner, a.Due, a.state()
	return x
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
		if f.Withheld != "" {
			x.state, x.reason = "withheld", f.Withheld
		}
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
