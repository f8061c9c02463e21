package report

import "strings"

// A Saying is a line of what a report says when it is read out: a heading, a text,
// or a row of a table.
type Saying struct {
	Cells   []string // one of a heading or a text
	Heading bool     // also of the row that says what the columns of a table are
}

// String is the line with its cells one behind the other.
func (s Saying) String() string { return strings.TrimRight(strings.Join(s.Cells, "  "), " ") }

// ReadOut is all that r says, in the order of its pages and line by line: what
// Markdown says, without the marks that make headings, tables and bold type, and
// with words in the place of those that mark what is worded otherwise.
func (r *Report) ReadOut() ([]Saying, error) {
	var b strings.Builder
	if err := (&markdown{aloud: true}).write(&b, r); err != nil {
		return nil, err
	}
	var all []Saying
	for l := range strings.SplitSeq(strings.TrimSpace(b.String()), "\n") {
		cells := []string{strings.TrimLeft(l, "# ")}
		if strings.HasPrefix(l, "|") {
			if strings.HasPrefix(l, "| ---") && strings.Trim(l, "|-: ") == "" { // it stands below the head of a table
				all[len(all)-1].Heading = true
				continue
			}
			cells = strings.Split(strings.TrimSuffix(strings.TrimPrefix(l, "| "), " |"), " | ")
		}
		for i := range cells {
			cells[i] = unmarked(cells[i])
		}
		all = append(all, Saying{cells, strings.HasPrefix(l, "#")})
	}
	return all, nil
}

// unmarked is what escape made line of, without what sets words off, and with a
// sign where one of its own lines ends.
func unmarked(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '*' || line[i] == '_':
			continue
		case line[i] == '\\':
			if i++; i == len(line) { // it goes on in the next line
				return b.String()
			}
		case strings.HasPrefix(line[i:], lineBreak):
			b.WriteString(" / ")
			i += len(lineBreak) - 1
			continue
		}
		b.WriteByte(line[i])
	}
	return b.String()
}
