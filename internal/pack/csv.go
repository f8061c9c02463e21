package pack

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// CSV: RFC 4180 with a byte order mark, without which Excel takes it for the code
// page of the machine. The first row names the columns. The first column says what
// a row is: a question, or the pack itself, whose row has the stamp as its base.
//
// No cell can act as a formula: text that a spreadsheet would take for one gets an
// apostrophe before it, which is taken away again when it comes back.

const (
	packRow     = "pack"
	questionRow = "question"
)

// The columns, in order. What comes back is found by them, so none is renamed.
var csvColumns = []string{"row", "item", "title", "question", "asked", "hint", "type", "choices", "answer", "state", "reason", "stood", "key", "base"}

func writeCSV(w io.Writer, p *Pack) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	stamp, err := json.Marshal(p.Stamp)
	if err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	_ = c.Write(csvColumns) // an error stays until Flush
	write := func(cells map[string]string) {
		row := make([]string, len(csvColumns))
		for i, name := range csvColumns {
			row[i] = safe(plain.Text(cells[name]))
		}
		_ = c.Write(row)
	}
	write(map[string]string{
		"row": packRow, "title": p.heading(), "question": p.Title + ". " + p.Provenance, "hint": strings.Join(instructions[1:4], " "), "stood": p.Marking, "base": string(stamp),
	})
	for _, it := range p.Items {
		for _, q := range it.Questions {
			cells := map[string]string{
				"row": questionRow, "item": it.ID, "title": it.Title, "question": it.Question, "asked": q.Label, "hint": q.Hint, "type": string(checklist.Text),
				"answer": q.Stood.Given, "stood": q.Words(), "key": q.Key.String(), "base": baseOf(q.Stood),
			}
			if q.Field != nil {
				cells["type"], cells["choices"] = string(q.Field.Kind), strings.Join(q.Choices(), " | ")
				if o, ok := q.Field.Option(q.Stood.Given); ok {
					cells["answer"] = o.Label
				}
			}
			switch q.Stood.State {
			case assessment.NotRecorded:
				cells["state"] = notRecorded
			case assessment.NotApplicable:
				cells["state"], cells["reason"] = notApplicable, q.Stood.Reason
			}
			write(cells)
		}
	}
	c.Flush()
	return c.Error()
}

// formula holds what a cell may not begin with: the ASCII signs, the minus sign,
// and the full-width and small forms that East Asian input takes for them.
const formula = "=+-@" + "\u2212" + "\uff1d\uff0b\uff0d\uff20" + "\ufe66\ufe62\ufe63\ufe6b"

// actsAsFormula reports whether a spreadsheet would take s for a formula, but for
// apostrophes before it.
func actsAsFormula(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(strings.TrimLeft(s, "'")))
	return strings.ContainsRune(formula, first)
}

// safe is s as text that no spreadsheet takes for a formula. It adds an apostrophe
// to those that are there already, so that unsafe knows which is whose.
func safe(s string) string {
	if s != "" && actsAsFormula(s) {
		return "'" + s
	}
	return s
}

// unsafe is what safe made s of.
func unsafe(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && actsAsFormula(rest) {
		return rest
	}
	return s
}

// mostRows is how many rows of a table are read.
const mostRows = 1 << 17

// readCSV reads a table that was filled in, with commas, semicolons or tabs. What
// stands above the row of the columns, such as the one that tells Excel what is
// between the cells, says nothing.
func readCSV(text string) (*Reply, error) {
	text = withLineFeeds(text)
	c := csv.NewReader(strings.NewReader(text))
	c.Comma = separator(text)
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	r := &Reply{}
	var columns map[string]int
	stamped := false
	for n := 0; ; n++ {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || n > mostRows {
			return nil, refuse("It is not a table that can be read. Open it in a spreadsheet program, save it as CSV, and import that.")
		}
		if columns == nil {
			columns = columnsOf(row)
			continue
		}
		get := func(name string) string {
			i, ok := columns[name]
			if !ok || i >= len(row) {
				return ""
			}
			return unsafe(row[i])
		}
		if get("row") == packRow && !stamped {
			if r.Stamp, err = readStamp([]byte(get("base"))); err != nil {
				return nil, err
			}
			stamped = true
			continue
		}
		r.lines = append(r.lines, line{
			place: Place{Row: n + 1}, columns: [3]string{"answer", "state", "reason"},
			key: strings.TrimSpace(get("key")), base: get("base"), about: get("item"),
			answer: textOf(get("answer")), state: textOf(get("state")), reason: textOf(get("reason")),
		})
	}
	if columns == nil {
		return nil, foreign("no row of it names the columns " + quoted("answer", "key"))
	}
	if !stamped {
		return nil, foreign("the row that says what it was made of is missing")
	}
	return r, nil
}

// withLineFeeds is a table of which the rows end in line feeds. Excel can write them
// with carriage returns alone, as old Macs had them; in a cell there are line feeds.
func withLineFeeds(text string) string {
	i := strings.IndexAny(text, "\r\n")
	if i < 0 || text[i] == '\n' || strings.HasPrefix(text[i:], "\r\n") {
		return text
	}
	quoted := false
	return strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\r' && !quoted:
			return '\n'
		}
		return r
	}, text)
}

// columnsOf are the columns by their names, and nil if those are not there that
// cannot be done without.
func columnsOf(row []string) map[string]int {
	columns := map[string]int{}
	for i, name := range row {
		if name = strings.ToLower(strings.TrimSpace(name)); slices.Contains(csvColumns, name) {
			if _, twice := columns[name]; !twice {
				columns[name] = i
			}
		}
	}
	for _, name := range []string{"answer", "key"} {
		if _, ok := columns[name]; !ok {
			return nil
		}
	}
	return columns
}

// separator is what stands between the cells: of the first row that would name the
// columns with it.
func separator(text string) rune {
	for row := range strings.Lines(text) {
		for _, sep := range ",;\t" {
			cells := strings.Split(strings.ReplaceAll(row, `"`, ""), string(sep))
			if columnsOf(cells) != nil {
				return sep
			}
		}
	}
	return ','
}
