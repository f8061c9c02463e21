package pack

import (
	"errors"
	"slices"
	"strings"

	"favour/internal/xlsx"
)

// readXLSX reads a workbook that was filled in.
func readXLSX(b []byte) (*Reply, error) {
	tables, err := xlsx.Read(b)
	switch {
	case errors.Is(err, xlsx.ErrOld):
		return nil, refuse("It is in the old format of Excel, or has a password. Open it, save it as an Excel workbook (.xlsx) without a password, and import that.")
	case errors.Is(err, xlsx.ErrOpenDocument):
		return nil, refuse("It is in the OpenDocument format. Open it, save it as an Excel workbook (.xlsx), and import that.")
	case errors.Is(err, xlsx.ErrTooLarge):
		return nil, tooLarge()
	case err != nil:
		return nil, refuse("It is not a workbook that can be read (%s). Open it in a spreadsheet program and save it again, or ask for it to be sent once more.", err)
	}
	r := &Reply{}
	stamped := false
	for _, t := range tables {
		for _, e := range t.Entries {
			if !stamped && strings.HasPrefix(e.Text, "{") && strings.Contains(e.Text, formatName) {
				if r.Stamp, err = readStamp([]byte(e.Text)); err != nil {
					return nil, err
				}
				stamped = true
			}
		}
	}
	if !stamped {
		return nil, foreign("the hidden sheet “" + stampSheet + "” is missing")
	}
	for _, t := range tables {
		if r.readQuestions(t) {
			return r, nil
		}
	}
	return nil, refuse("No sheet has the columns %s any more. Ask for the answers in a workbook of which no column was removed or renamed: favour pack makes another.",
		quoted(answerHead, keyHead))
}

// readQuestions reads the sheet of questions, and false if t is another one.
func (r *Reply) readQuestions(t xlsx.Table) bool {
	columns := map[string]int{}
	var row int
	var entries []xlsx.Entry // of one row
	finish := func() {
		switch {
		case len(entries) == 0:
		case columns[answerHead] == 0 || columns[keyHead] == 0:
			clear(columns)
			for _, e := range entries {
				if name := strings.TrimSpace(e.Text); slices.Contains(heads, name) && columns[name] == 0 {
					columns[name] = e.Column
				}
			}
		default:
			l := line{place: Place{Sheet: t.Name, Row: row}}
			for _, e := range entries {
				switch e.Column {
				case columns[answerHead]:
					l.answer = cellOf(e)
				case columns[stateHead]:
					l.state = cellOf(e)
				case columns[reasonHead]:
					l.reason = cellOf(e)
				case columns[keyHead]:
					l.key = strings.TrimSpace(e.Text)
				case columns[baseHead]:
					l.base = e.Text
				}
			}
			l.columns = [3]string{xlsx.ColumnName(columns[answerHead]), letter(columns[stateHead]), letter(columns[reasonHead])}
			r.lines = append(r.lines, l)
		}
		entries = entries[:0]
	}
	for _, e := range t.Entries {
		if e.Row != row {
			finish()
			row = e.Row
		}
		entries = append(entries, e)
	}
	finish()
	return columns[answerHead] != 0 && columns[keyHead] != 0
}

// letter is the name of a column that may have been removed.
func letter(column int) string {
	if column == 0 {
		return ""
	}
	return xlsx.ColumnName(column)
}

func cellOf(e xlsx.Entry) cell {
	c := cell{text: e.Text, formula: e.Formula}
	switch e.Kind {
	case xlsx.NumberEntry:
		c.kind, c.number, c.day, c.showsDay = numberCell, e.Number, e.Day, e.ShowsDay
	case xlsx.ErrorEntry:
		c.kind = errorCell
	default:
		c.kind = textOf(e.Text).kind
	}
	return c
}
