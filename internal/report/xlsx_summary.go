package report

import (
	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/xlsx"
)

// The sheets of the workbook that are read from the top: the summary, which is made
// last because it says where everything stands, and what has become of last time.

const summaryTitle = "Summary"

// pairs are the columns of a sheet of names and what is known of each.
func pairs() []column { return []column{{width: 40}, {width: 104}} }

// band adds a heading across the sheet.
func (s *sheet) band(title string) {
	e := entryOf(title).strong()
	e.style.Fill, e.style.Line, e.style.Size = washColour, inkColour, 11
	blank := e
	blank.text = ""
	s.Rows = append(s.Rows, xlsx.Row{})
	s.row(e, blank)
}

func (s *sheet) particulars(all []Particular) {
	for _, p := range all {
		s.row(entryOf(p.Name).strong(), entryOf(p.Text))
	}
}

func (b *workbook) summary() *sheet {
	s := b.sheet(summaryTitle, "", 0, pairs())
	s.Rows[0].Cells[0] = xlsx.Text(plain.Line(b.Report.Title()), xlsx.Style{Bold: true, Size: 18})
	s.band("At a glance")
	s.row(entryOf("Items answered").strong(), entryOf(assessment.Thousands(b.Totals.Answered)+" of "+assessment.Thousands(b.Totals.Items)).strong())
	for i, standing := range checklist.Standings {
		s.row(entryOf(standingLabel(standing)).coloured(standingColours[standing]), countEntry(b.Totals.Standings[i]))
	}
	s.band("In this workbook")
	for _, x := range b.sheets {
		s.row(entryOf(x.Name).leads(xlsx.At(x.Name, 1, 1)), entryOf(x.about))
	}
	s.row(asideEntry("Long texts"), asideEntry("A text that is too long for a row goes on in the rows below it, which say which part they are."))
	s.band("About this return")
	s.particulars(b.About())
	if b.Redacted() {
		s.band("What is withheld")
		s.particulars(b.Schedule())
	}
	for _, h := range b.Framing {
		for _, x := range h.Statements {
			s.row(entryOf(h.Title).strong(), entryOf(x.Text))
		}
		if len(h.Statements) == 0 {
			s.row(entryOf(h.Title).strong(), asideEntry(notProvided))
		}
	}
	if len(b.Summary) == 0 {
		s.band(summaryTitle)
		s.row(entryOf(""), asideEntry("The checklist gives no order for a summary; every answer is on the sheet of answers."))
	}
	for _, h := range b.Summary {
		s.band(h.Title)
		for _, x := range h.Statements {
			s.row(entryOf(x.Item.ID+" "+x.Item.Title).leads(b.at[x.Item.ID]), entryOf(x.Text))
		}
		if len(h.Open) > 0 {
			s.row(asideEntry("Not yet answered"), itemList(h.Open))
		}
	}
	s.band("Checking this return")
	s.particulars(b.Record())
	return s
}

// last is what has become of the return before, item by item.
func (b *workbook) last(l *Last) {
	s := b.sheet("Since last time", "The return before, and what has become of its items.", 0, pairs())
	s.particulars(l.About())
	s.row(entryOf("What can be compared").strong(), entryOf(l.Share()))
	if l.Lengths != "" {
		s.row(entryOf("How long the periods are").strong(), entryOf(l.Lengths).strong().coloured(warningColour))
	}
	s.band("Items by what has become of them")
	for i, o := range assessment.Outcomes {
		s.row(entryOf(assessment.Capital(o.Words())), countEntry(l.Outcomes[i]))
	}
	b.add(s)
	b.thenAndNow(l)
	b.reworded(l)
	if retired := l.Retired(); len(retired) > 0 {
		s := b.sheet("No longer asked", "Items that are no longer asked, with their last answers.", answerKeys, answerColumns())
		s.says = nameColumn
		for _, x := range retired {
			s.item(x.Section, *x.Then)
		}
		b.add(s)
	}
}

func (b *workbook) thenAndNow(l *Last) {
	s := b.sheet("Then and now", "Each item, last time and now.", 1, []column{
		{title: "Section", width: 30, repeats: true},
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 24, repeats: true},
		{title: "Since last time", width: 16, repeats: true},
		{title: "Standing last time", width: 17, repeats: true},
		{title: "Last time", width: 38},
		{title: "Standing now", width: 17, repeats: true},
		{title: "Now", width: 38},
	})
	s.says = 1
	for _, x := range l.Items {
		row := append([]entry{entryOf(x.Section)}, b.item(x.Item)...)
		row = append(row, entryOf(x.OutcomeWords()).strong())
		row = append(append(row, sideEntries(x.Then, notAskedThen)...), sideEntries(x.Now, notAskedNow)...)
		s.row(row...)
	}
	b.add(s)
}

// sideEntries are an item in one of two returns: how it stands, and what it says.
func sideEntries(it *Item, none string) []entry {
	if it == nil {
		return []entry{asideEntry(none), entryOf("")}
	}
	standing := entryOf(it.StandingWords()).coloured(standingColours[it.Standing])
	if it.Blank() {
		return []entry{standing, entryOf("")}
	}
	return []entry{standing, entryOf(it.Says())}
}

func (b *workbook) reworded(l *Last) {
	all := l.Reworded()
	if len(all) == 0 {
		return
	}
	s := b.sheet("Reworded", "What is asked, or may be answered, otherwise than it was.", 2, []column{
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 24, repeats: true},
		{title: "What", width: 18, repeats: true},
		{title: "Last time", width: 52},
		{title: "Now", width: 52},
	})
	for _, x := range all {
		for _, w := range x.Wording {
			was, is := bothWordings(w.Spans)
			s.row(append(b.item(x.Item), entryOf(w.What), orAside(was, notAskedThen), orAside(is, notAskedNow))...)
		}
	}
	b.add(s)
}
