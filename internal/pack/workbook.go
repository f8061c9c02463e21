package pack

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/xlsx"
)

// The workbook: a sheet that says how it is filled in, one with the questions,
// and two hidden ones, with the lists to choose from and the stamp. In the sheet
// of questions two hidden columns hold the key of each and what stood, so that
// rows and columns may be moved and others put between.

// The sheets, by name.
const (
	startSheet     = "Start here"
	questionsSheet = "Questions"
	listsSheet     = "Lists"
	stampSheet     = "favour"
)

// The columns of the questions, by their heads, in order. What comes back is found
// by them, so none is renamed.
const (
	itemHead   = "Item"
	askedHead  = "What is asked"
	answerHead = "Your answer"
	stateHead  = "Or: no answer because"
	reasonHead = "Reason, if not applicable"
	stoodHead  = "Stood when this was sent"
	keyHead    = "Key"
	baseHead   = "Base"
)

const (
	answerColumn = 3
	stateColumn  = 4
)

var (
	heads        = []string{itemHead, askedHead, answerHead, stateHead, reasonHead, stoodHead, keyHead, baseHead}
	columnWidths = []float64{9, 46, 34, 18, 28, 28, 8, 8}
)

// visibleColumns are those that people see.
const visibleColumns = 6

// The looks of the cells.
var (
	titleLook  = xlsx.Style{Format: xlsx.AsText, Bold: true, Size: 16}
	plainLook  = xlsx.Style{Format: xlsx.AsText, Wrap: true}
	strongLook = xlsx.Style{Format: xlsx.AsText, Wrap: true, Bold: true}
	headLook   = xlsx.Style{Format: xlsx.AsText, Wrap: true, Bold: true, Colour: "FFFFFF", Fill: "1F3864", Border: true}
	bandLook   = xlsx.Style{Format: xlsx.AsText, Wrap: true, Bold: true, Size: 11, Fill: "D9E2F3"}
	askedLook  = xlsx.Style{Format: xlsx.AsText, Wrap: true, Fill: "D9E2F3"}
	whyLook    = xlsx.Style{Format: xlsx.AsText, Wrap: true, Italic: true, Colour: "404040", Fill: "D9E2F3"}
	stoodLook  = xlsx.Style{Format: xlsx.AsText, Wrap: true, Colour: "595959"}
	hiddenLook = xlsx.Style{Format: xlsx.AsText} // on one line, or rows would be high for what nobody sees
	answerLook = xlsx.Style{Format: xlsx.AsText, Wrap: true, Border: true, Fill: "FFF9E5"}
)

// The states, as lists offer them.
const (
	notRecorded   = "Not recorded"
	notApplicable = "Not applicable"
)

// A TooLongError is reported for a text that no cell of a workbook takes.
type TooLongError struct {
	What       string
	Characters int
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("%s has %s characters, and a cell of a workbook takes %s", e.What, assessment.Thousands(e.Characters), assessment.Thousands(xlsx.MaxText))
}

func writeXLSX(w io.Writer, p *Pack) error {
	for _, it := range p.Items {
		for _, q := range it.Questions {
			for _, text := range []string{q.Stood.Given, q.Stood.Reason} {
				if n := len(utf16.Encode([]rune(plain.Text(text)))); n > xlsx.MaxText {
					return &TooLongError{it.ID + " " + q.Label, n}
				}
			}
		}
	}
	book := &xlsx.Book{Title: p.heading(), Time: p.Made}
	lists := &lists{}
	questions := p.questionsSheet(lists)
	stamp, err := json.Marshal(p.Stamp)
	if err != nil {
		return err
	}
	book.Sheets = []xlsx.Sheet{
		p.startSheet(), questions,
		{Name: listsSheet, Hidden: true, Rows: lists.rows()},
		{Name: stampSheet, Hidden: true, Rows: []xlsx.Row{
			{Cells: []xlsx.Cell{xlsx.Text("favour import goes by what is on this sheet. Leave it as it is.", plainLook)}},
			{Cells: []xlsx.Cell{xlsx.Text(string(stamp), hiddenLook)}},
		}},
	}
	return book.Write(w)
}

// heading is what p is called.
func (p *Pack) heading() string {
	s := "Questions"
	if p.Force != "" {
		s = p.Force + ": questions"
	}
	if p.To != "" {
		s += " for " + p.To
	}
	return plain.Line(s)
}

// Instructions say how a workbook is filled in.
var instructions = []string{
	"Answer on the sheet Questions, in the column “" + answerHead + "”. A cell with a list takes one of its entries; a figure is a whole number, unless pounds are asked for; a date is written as 31/05/2012.",
	"Nought is an answer: write 0 where there were none.",
	"Where the force does not hold a figure, leave the answer empty and choose “" + notRecorded + "” beside it. Where the question does not arise, choose “" + notApplicable + "” and give the reason.",
	"A cell that is left as it is says nothing new, and one that is emptied takes no answer away. The last column shows what stood when this was sent.",
	"“" + narrativeLabel + "” is for whatever the return is to say in words. It goes to HMIC as it is written.",
	"Nothing that is written here counts before it has been looked at and taken over, question by question. Save the file as it is, as an Excel workbook, and send it back.",
}

func (p *Pack) startSheet() xlsx.Sheet {
	s := xlsx.Sheet{Name: startSheet, Columns: []xlsx.Column{{Width: 4}, {Width: 100}}, Portrait: true, Head: p.Marking, Foot: p.Marking}
	line := func(look xlsx.Style, lead, text string) {
		s.Rows = append(s.Rows, xlsx.Row{Cells: []xlsx.Cell{xlsx.Text(lead, look), xlsx.Text(plain.Text(text), look)}})
	}
	wide := func(look xlsx.Style, text string) {
		s.Rows = append(s.Rows, xlsx.Row{Cells: []xlsx.Cell{across(2, text, look), xlsx.Blank(look)}})
	}
	if p.Marking != "" {
		wide(strongLook, p.Marking)
	}
	wide(titleLook, p.heading())
	wide(plainLook, p.Title+". "+assessment.Capital(p.Period)+".")
	wide(plainLook, p.Provenance)
	wide(plainLook, fmt.Sprintf("%s, as of %s.", countOf(len(p.Items), "item", "items"), assessment.LongDate(p.Made)))
	wide(plainLook, "")
	wide(strongLook, "How to fill it in")
	for i, text := range instructions {
		line(plainLook, strconv.Itoa(i+1), text)
	}
	wide(plainLook, "")
	wide(strongLook, "What is in it")
	for _, it := range p.Items {
		wide(plainLook, it.ID+"  "+it.Title)
	}
	return s
}

func countOf(n int, one, many string) string {
	return assessment.Thousands(n) + " " + assessment.Plural(n, one, many)
}

// across is text over that many columns.
func across(columns int, text string, look xlsx.Style) xlsx.Cell {
	c := xlsx.Text(plain.Text(text), look)
	c.Across = columns
	return c
}

func (p *Pack) questionsSheet(lists *lists) xlsx.Sheet {
	s := xlsx.Sheet{Name: questionsSheet, FrozenRows: 1, Head: p.Marking, Foot: p.Marking}
	head := xlsx.Row{}
	for i, text := range heads {
		s.Columns = append(s.Columns, xlsx.Column{Width: columnWidths[i], Hidden: i >= visibleColumns})
		head.Cells = append(head.Cells, xlsx.Text(text, headLook))
	}
	s.Rows = []xlsx.Row{head}
	for _, it := range p.Items {
		s.Rows = append(s.Rows, it.band()...)
		for _, q := range it.Questions {
			s.Rows = append(s.Rows, q.row(it))
			s.Checks = append(s.Checks, q.checks(len(s.Rows), lists)...)
		}
	}
	return s
}

// band is what stands above the questions of an item.
func (it Item) band() []xlsx.Row {
	row := func(look xlsx.Style, text string) xlsx.Row {
		r := xlsx.Row{Cells: []xlsx.Cell{across(visibleColumns, text, look)}}
		for range visibleColumns - 1 {
			r.Cells = append(r.Cells, xlsx.Blank(look))
		}
		return r
	}
	title := row(bandLook, it.ID+"  "+it.Title+"  ("+it.Section+")")
	guidance := "Why it is asked: " + it.Why
	if len(it.Evidence) > 0 {
		guidance += "\nGood evidence: " + strings.Join(it.Evidence, "; ") + "."
	}
	return []xlsx.Row{title, row(askedLook, it.Question), row(whyLook, guidance)}
}

// mostStood is how much is shown of a long text that stood; all of it is where it
// can be changed.
const mostStood = 300

// roomToWrite is how high the cell for a narrative is at least, in points.
const roomToWrite = 60

// row is the row of q.
func (q Question) row(it Item) xlsx.Row {
	stood := []rune(plain.Text(q.Words()))
	if len(stood) > mostStood {
		stood = append(stood[:mostStood], '…')
	}
	cells := []xlsx.Cell{
		xlsx.Text(it.ID, plainLook), xlsx.Text(plain.Text(q.Label+"\n"+q.Hint), plainLook),
		q.answer(), xlsx.Blank(answerLook), xlsx.Blank(answerLook), xlsx.Text(string(stood), stoodLook),
		xlsx.Text(q.Key.String(), hiddenLook), xlsx.Text(baseOf(q.Stood), hiddenLook),
	}
	r := xlsx.Row{Cells: cells}
	switch {
	case q.Field == nil: // over the columns of the states, for it has none
		cells[answerColumn-1].Across = 3
		r.Height = roomToWrite
	case q.Stood.State == assessment.NotRecorded:
		cells[stateColumn-1] = xlsx.Text(notRecorded, answerLook)
	case q.Stood.State == assessment.NotApplicable:
		cells[stateColumn-1] = xlsx.Text(notApplicable, answerLook)
		cells[stateColumn] = xlsx.Text(plain.Text(q.Stood.Reason), answerLook)
	}
	return r
}

// aYear is in the year of the days whose numbers are those that years have now, so
// that such a number is taken for a year. Until then days stand as text; the first
// ones after 1900 spreadsheets have wrong in any case.
var aYear = time.Date(1905, 1, 1, 0, 0, 0, 0, time.UTC)

// answer is the cell that is to be filled in, with what stands.
func (q Question) answer() xlsx.Cell {
	look := answerLook
	if q.Field == nil {
		return xlsx.Text(plain.Text(q.Stood.Given), look)
	}
	switch q.Field.Kind {
	case checklist.Count:
		look.Format = xlsx.AsCount
		if n, ok := assessment.Number(q.Stood); ok {
			return xlsx.Number(float64(n), look)
		}
	case checklist.Date:
		look.Format = xlsx.AsDay
		if t, ok := assessment.Day(q.Stood); ok && t.Year() > aYear.Year() {
			return xlsx.Day(t, look)
		} else if ok {
			return xlsx.Text(assessment.LongDate(t), look)
		}
	case checklist.Money:
		look.Format = xlsx.AsPounds
		if n, err := strconv.ParseFloat(q.Stood.Given, 64); err == nil {
			return xlsx.Number(n, look)
		}
	case checklist.Choice:
		if o, ok := q.Field.Option(q.Stood.Given); ok {
			return xlsx.Text(plain.Line(o.Label), look)
		}
	}
	return xlsx.Text(plain.Text(q.Stood.Given), look)
}

// checks are what the cells of q take, in that row.
func (q Question) checks(row int, lists *lists) []xlsx.Check {
	c := xlsx.Check{Row: row, Column: answerColumn, Title: plain.Line(q.Label), Prompt: plain.Line(q.Hint)}
	if q.Field == nil {
		return []xlsx.Check{c}
	}
	const or = " If there is no answer, leave this empty and use the column beside it."
	switch q.Field.Kind {
	case checklist.Choice:
		c.Kind, c.Problem = xlsx.OneOf, "Choose one of the list."
		c.From = lists.place(q.offered())
	case checklist.Count:
		c.Kind, c.Problem = xlsx.Whole, "This takes a whole number, 0 or more."+or
		c.From, c.To = "0", strconv.Itoa(assessment.MaxCount)
	case checklist.Money:
		c.Kind, c.Problem = xlsx.Decimal, "This takes an amount in pounds, such as 25 or 25.50."+or
		c.From, c.To = "0", strconv.Itoa(assessment.MaxCount)
	case checklist.Date:
		c.Kind, c.Problem = xlsx.ADay, "This takes a date, such as 31/05/2012."+or
		c.From = xlsx.Serial(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC))
		c.To = xlsx.Serial(time.Date(2100, 12, 31, 0, 0, 0, 0, time.UTC))
	}
	states := xlsx.Check{
		Row: row, Column: stateColumn, Kind: xlsx.OneOf, From: lists.place([]string{notRecorded, notApplicable}),
		Title: "No answer?", Problem: "Choose one of the list, or leave this empty.",
		Prompt: notRecorded + ": the force does not hold it. " + notApplicable + ": the question does not arise; give the reason beside it.",
	}
	return []xlsx.Check{c, states}
}

// offered is what the list of a choice has: its options, and the states, unless
// an option is called so.
func (q Question) offered() []string {
	var all []string
	for _, label := range append(q.Choices(), notRecorded, notApplicable) {
		label = plain.Line(label)
		if !slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, label) }) {
			all = append(all, label)
		}
	}
	return all
}

// lists are what cells may be chosen from, each once, in a column of its own.
type lists struct{ all [][]string }

// place is where a list stands.
func (l *lists) place(list []string) string {
	i := slices.IndexFunc(l.all, func(other []string) bool { return slices.Equal(other, list) })
	if i < 0 {
		i = len(l.all)
		l.all = append(l.all, list)
	}
	return xlsx.Place(listsSheet, i+1, 1, len(list))
}

func (l *lists) rows() []xlsx.Row {
	var rows []xlsx.Row
	for i, list := range l.all {
		for j, text := range list {
			for j >= len(rows) {
				rows = append(rows, xlsx.Row{Cells: make([]xlsx.Cell, len(l.all))})
			}
			rows[j].Cells[i] = xlsx.Text(text, hiddenLook)
		}
	}
	return rows
}
