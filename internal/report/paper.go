package report

import (
	"fmt"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/report/paper"
)

// The return as a paper: what formats say that have pages. It is the same as
// what the web page says, in the same words and the same order.

// language is what every return is written in.
const language = "en-GB"

// newPaper is r as a document.
func newPaper(r *Report) *paper.Document {
	p := &book{}
	p.cover(r)
	p.about(r)
	if r.Redacted() {
		p.heading(2, "withheld", "What is withheld")
		p.particulars(r.Schedule())
	}
	p.signatures(r)
	if r.Replaces != nil {
		p.replaces(r.Replaces)
	}
	p.progress(r)
	p.summary(r)
	if r.Last != nil {
		p.last(r)
	}
	p.counts(r.Counts)
	for _, t := range r.Tables {
		p.sideBySide(t)
	}
	p.outstanding(r)
	p.registers(r)
	p.heading(2, "answers", "Every item and its answer")
	for _, s := range r.Sections {
		p.section(s)
	}
	p.heading(2, "record", "Checking this return")
	p.particulars(r.Record())
	day, _ := time.Parse(time.DateOnly, r.Changed) // without a day, none
	return &paper.Document{
		Title: r.Title(), Subject: r.Checklist.Title + ", " + r.Period.Words, Language: language,
		Marking: r.Marked(), Running: r.Title() + ", " + r.Period.Words, Date: day, Blocks: p.blocks,
	}
}

// A book is blocks in the making.
type book struct{ blocks []paper.Block }

func (p *book) add(b paper.Block) { p.blocks = append(p.blocks, b) }

func (p *book) heading(level int, id, title string) {
	p.add(paper.Heading{Level: level, ID: id, Text: paper.Words(title)})
}

func (p *book) say(look paper.Look, t paper.Text) { p.add(paper.Paragraph{Text: t, Look: look}) }

// cover is the first page: what the return is, how it stands, and what is in it.
func (p *book) cover(r *Report) {
	p.say(paper.Kicker, paper.Words(r.Checklist.Title))
	p.heading(1, "", r.Title())
	p.say(paper.Lede, paper.Words(assessment.Capital(r.Period.Words)))
	p.say(paper.Body, paper.Words(r.SignedWords(), paper.Strong))
	if r.Redacted() {
		p.say(paper.Alert, paper.Words(r.Notice()))
	}
	p.add(paper.Contents{Title: "Contents", Top: 2, Deep: 3})
	p.add(paper.Break{})
}

func (p *book) about(r *Report) {
	p.heading(2, "about", "About this return")
	f := facts(r.About())
	for _, h := range r.Framing {
		fact := paper.Fact{Name: paper.Words(h.Title)}
		for _, s := range h.Statements {
			fact.Text = append(fact.Text, paper.Words(s.Text))
		}
		if len(fact.Text) == 0 {
			fact.Text = []paper.Text{aside(notProvided)}
		}
		f.Rows = append(f.Rows, fact)
	}
	p.add(f)
}

// facts are particulars as a block.
func facts(all []Particular) paper.Facts {
	var f paper.Facts
	for _, x := range all {
		text := paper.Words(x.Text)
		if x.IsDigest() {
			text = paper.Words(x.Text, paper.Code)
		}
		f.Rows = append(f.Rows, paper.Fact{Name: paper.Words(x.Name), Text: []paper.Text{text}})
	}
	return f
}

func (p *book) particulars(all []Particular) { p.add(facts(all)) }

// aside is what the report says of an answer, and nobody wrote.
func aside(s string) paper.Text { return paper.Words(s, paper.Aside) }

// ref is an item by name; its ID leads to it.
func ref(it Ref) paper.Text {
	return paper.Text{{Text: it.ID, Link: anchor(it.ID)}, {Text: " " + it.Title}}
}

// anchor is what links to an item call it.
func anchor(id string) string { return "item-" + id }

// refList are items by name, in a sentence.
func refList(items []Ref) paper.Text {
	var t paper.Text
	for i, it := range items {
		if i > 0 {
			t = append(t, paper.Words("; ")...)
		}
		t = append(t, ref(it)...)
	}
	return append(t, paper.Words(".")...)
}

func (p *book) signatures(r *Report) {
	p.heading(2, "signatures", "Signatures")
	if !r.Signed() {
		p.say(paper.Alert, paper.Words("This return is not signed."))
	}
	for _, s := range r.Signatures {
		p.add(paper.Heading{Level: 3, Text: paper.Join(paper.Words(s.Who()+" "), paper.Words(s.ID, paper.Quiet))})
		p.particulars(s.Particulars())
	}
}

func (p *book) replaces(x *Replaced) {
	p.heading(2, "replaces", "Changes since the return that it replaces")
	p.particulars(x.Particulars())
	for _, c := range x.Changes {
		title := paper.Words(c.Title())
		if c.Item.ID != "" {
			title = ref(c.Item)
		}
		p.add(paper.Heading{Level: 3, Text: title})
		p.add(paper.List{Points: each(c.Words, func(s string) paper.Text { return paper.Words(s) })})
	}
}

// numbered are the columns of a table of items by how they stand: each is as wide as
// the longest word over it, so that what names the rows has the rest.
func numbered(first string) []paper.Column {
	columns := []paper.Column{{Title: first, Share: 32}}
	for i, s := range checklist.Standings {
		columns = append(columns, paper.Column{Title: standingLabel(s), Number: true, Share: [...]float64{7.5, 9.5, 8, 12.5, 10.5, 12}[i]})
	}
	return append(columns, paper.Column{Title: "Items", Number: true, Share: 8})
}

// numberedRow is a row of it.
func numberedRow(title string, t Totals, bars ...paper.Bar) paper.Row {
	cells := []paper.Cell{{Text: []paper.Text{paper.Words(title, paper.Strong)}, Bars: bars}}
	for _, n := range append(t.Standings[:], t.Items) {
		cells = append(cells, plainCell(assessment.Thousands(n)))
	}
	return paper.Row{Cells: cells}
}

func plainCell(s string) paper.Cell { return textCell(paper.Words(s)) }

func textCell(t paper.Text) paper.Cell { return paper.Cell{Text: []paper.Text{t}} }

func (p *book) progress(r *Report) {
	p.heading(2, "progress", "Progress in numbers")
	p.say(paper.Figure, paper.Join(paper.Words(assessment.Thousands(r.Totals.Answered), paper.Strong),
		paper.Words(" of "+assessment.Thousands(r.Totals.Items)+" items are answered.")))
	p.add(paper.Bars{standingBar("All sections", r.Totals)})
	p.add(standingKeys(&r.Totals))
	p.shares(r)
	t := paper.Table{Caption: "Items of each section, by how they stand", Columns: numbered("Section"), Groups: make([]paper.Group, 2)}
	for _, s := range r.Progress {
		t.Groups[0].Rows = append(t.Groups[0].Rows, numberedRow(s.Title, s.Totals, standingBar(s.Title, s.Totals)))
	}
	t.Groups[1] = paper.Group{Total: true, Rows: []paper.Row{numberedRow("All sections", r.Totals)}}
	p.add(t)
}

// shares is how much of each section is answered, and reviewed.
func (p *book) shares(r *Report) {
	t := paper.Table{Caption: "How much of each section is answered", Columns: []paper.Column{{Title: "Section", Share: 42}, {Title: "State", Share: 20}}}
	if r.Totals.Reviewed() {
		t.Columns = append(t.Columns, paper.Column{Title: "Review", Share: 28})
	}
	t.Columns = append(t.Columns, paper.Column{Title: "Answered", Number: true, Share: 14})
	var rows []paper.Row
	for _, s := range r.Progress {
		share := shareBar(s.Title, s.Answered, s.Items, "answered")
		cells := []paper.Cell{{Text: []paper.Text{paper.Words(s.Title, paper.Strong)}, Bars: []paper.Bar{share}}, plainCell(s.StateWords())}
		if r.Totals.Reviewed() {
			cells = append(cells, plainCell(assessment.Capital(s.ReviewWords())))
		}
		cells = append(cells, plainCell(fmt.Sprintf("%s of %s", assessment.Thousands(s.Answered), assessment.Thousands(s.Items))))
		rows = append(rows, paper.Row{Cells: cells})
	}
	t.Groups = []paper.Group{{Rows: rows}}
	p.add(t)
}

func (p *book) summary(r *Report) {
	p.heading(2, "summary", "Summary")
	if len(r.Summary) == 0 {
		p.say(paper.Body, paper.Words("The checklist gives no order for a summary; every answer is in the full list below."))
	}
	for _, h := range r.Summary {
		p.heading(3, "", h.Title)
		var list paper.List
		for _, s := range h.Statements {
			list.Points = append(list.Points, paper.Text{{Text: s.Text + " "}, {Text: s.Item.ID, Link: anchor(s.Item.ID)}})
		}
		if len(list.Points) > 0 {
			p.add(list)
		}
		if len(h.Open) > 0 {
			p.say(paper.Body, paper.Join(aside("Not yet answered: "), refList(h.Open)))
		}
	}
}

// words are those of a field, which are told apart from what people wrote.
func (f Field) words() paper.Text {
	if f.ID != "" && f.Value.State == assessment.Given {
		return paper.Words(f.Words)
	}
	return aside(f.Words)
}

func (p *book) counts(groups []CountGroup) {
	p.heading(2, "counts", "Counts")
	if len(groups) == 0 {
		p.say(paper.Body, paper.Words("The checklist asks for no counts."))
		return
	}
	t := paper.Table{
		Caption: "Every count, with the time that it speaks of",
		Columns: []paper.Column{{Title: "Count", Share: 46}, {Title: "Number", Number: true, Share: 16}, {Title: "When", Share: 38}},
	}
	for _, g := range groups {
		out := paper.Group{Title: ref(g.Item)}
		for _, c := range g.Counts {
			out.Rows = append(out.Rows, paper.Row{Cells: []paper.Cell{plainCell(c.Label), textCell(c.words()), plainCell(assessment.Capital(c.When))}})
		}
		if left, ok := leftOver(g.Remainder); ok {
			out.Rows = append(out.Rows, paper.Row{Cells: []paper.Cell{textCell(aside("Not accounted for")), plainCell(left), plainCell("")}})
		}
		t.Groups = append(t.Groups, out)
	}
	p.add(t)
}

func (p *book) sideBySide(t Table) {
	p.heading(2, t.ID, t.Title)
	out := paper.Table{Caption: t.Title + ", side by side", Columns: []paper.Column{{Title: "Item", Share: 1.2}}}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, paper.Column{Title: c, Share: 1})
	}
	var rows []paper.Row
	for _, row := range t.Rows {
		cells := []paper.Cell{textCell(ref(row.Item))}
		for _, f := range row.Cells {
			cells = append(cells, textCell(f.words()))
		}
		rows = append(rows, paper.Row{Cells: cells})
	}
	out.Groups = []paper.Group{{Rows: rows}}
	p.add(out)
}

func (p *book) outstanding(r *Report) {
	p.heading(2, "outstanding", "What is outstanding")
	left := r.Left
	for _, problem := range left.Problems {
		p.say(paper.Alert, paper.Words(problem))
	}
	if len(left.Items) > 0 {
		t := paper.Table{
			Caption: "Items that are not met, not fully answered or cannot be right, and what is to be done",
			Columns: []paper.Column{{Title: "Item", Share: 28}, {Title: "Why", Share: 26}, {Title: "What is to be done", Share: 46}},
		}
		var rows []paper.Row
		for _, it := range left.Items {
			cells := []paper.Cell{textCell(ref(it.Item)), {}, {}}
			for _, reason := range it.Reasons {
				cells[1].Text = append(cells[1].Text, paper.Words(reason))
			}
			for _, x := range it.Actions {
				cells[2].Text = append(cells[2].Text, x.sentence())
			}
			if len(it.Actions) == 0 {
				cells[2].Text = []paper.Text{aside("No action is named")}
			}
			rows = append(rows, paper.Row{Cells: cells})
		}
		t.Groups = []paper.Group{{Rows: rows}}
		p.add(t)
		p.say(paper.Note, paper.Words("Overdue is what was due before "+long(r.Changed)+", the day of the last change."))
	}
	if len(left.Open) > 0 {
		p.heading(3, "", "Not yet answered")
		var f paper.Facts
		for _, h := range left.Open {
			f.Rows = append(f.Rows, paper.Fact{Name: paper.Words(h.Title), Text: []paper.Text{refList(h.Open)}})
		}
		p.add(f)
	}
	if len(left.Problems)+len(left.Items)+len(left.Open) == 0 {
		p.say(paper.Body, paper.Words("Nothing is outstanding."))
	}
}

// sentence is x with who is to do it, by when, and how it stands.
func (x Action) sentence() paper.Text {
	state := paper.Words(x.state(), paper.Quiet)
	if x.Overdue {
		state = paper.Words(x.state(), paper.Strong)
	}
	return paper.Join(paper.Words(x.What+" "), paper.Words(fmt.Sprintf("(owner: %s; due: %s; ", x.OwnerWords(), x.DueWords()), paper.Quiet),
		state, paper.Words(")", paper.Quiet))
}

func (p *book) registers(r *Report) {
	p.heading(2, "evidence", "Evidence")
	if words := r.EvidenceWords(); words != "" {
		p.say(paper.Body, paper.Words(words))
	}
	if len(r.Evidence) > 0 {
		p.add(evidenceTable(r.Evidence))
	}
	p.heading(2, "actions", "Actions")
	if words := r.ActionWords(); words != "" {
		p.say(paper.Body, paper.Words(words))
	}
	if len(r.Actions) > 0 {
		p.add(actionTable(r.ActionsByDue()))
	}
}

func evidenceTable(all []Evidence) paper.Table {
	var rows []paper.Row
	for _, e := range all {
		rows = append(rows, paper.Row{Cells: []paper.Cell{
			named(e.ID, e.Title), known(e.Owner), known(long(e.AsAt)), known(e.Marking), textCell(refList(e.Items)),
		}})
	}
	return paper.Table{
		Caption: "Each piece of evidence, and the items that it serves",
		Columns: []paper.Column{{Title: "Evidence", Share: 27}, {Title: "Owner", Share: 15}, {Title: "As at", Share: 14}, {Title: "Marking", Share: 16}, {Title: "Items", Share: 28}},
		Groups:  []paper.Group{{Rows: rows}},
	}
}

func actionTable(all []Action) paper.Table {
	var rows []paper.Row
	for _, x := range all {
		state := plainCell(x.State())
		if x.Overdue {
			state = textCell(paper.Words(x.State(), paper.Strong))
		}
		rows = append(rows, paper.Row{Cells: []paper.Cell{
			named(x.ID, x.What), known(x.Owner), known(long(x.Due)), state, textCell(refList(x.Items)),
		}})
	}
	return paper.Table{
		Caption: "Each action, by the day that it is due",
		Columns: []paper.Column{{Title: "Action", Share: 29}, {Title: "Owner", Share: 15}, {Title: "Due", Share: 14}, {Title: "Status", Share: 14}, {Title: "Items", Share: 28}},
		Groups:  []paper.Group{{Rows: rows}},
	}
}

// named is the cell of what has an ID and a name.
func named(id, name string) paper.Cell {
	return textCell(paper.Join(paper.Words(id+" ", paper.Quiet), paper.Words(name)))
}

// known is a cell, or that it was not provided.
func known(s string) paper.Cell {
	if s == "" {
		return textCell(aside(notProvided))
	}
	return plainCell(s)
}

func (p *book) section(s Section) {
	p.heading(3, "section-"+s.ID, s.Title)
	for _, t := range paper.Paragraphs(s.About) {
		p.say(paper.Intro, t)
	}
	for _, it := range s.Items {
		p.item(it, anchor(it.ID))
	}
}

// item is a question with its answer; id is for links to it.
func (p *book) item(it Item, id string) {
	p.heading(4, id, it.ID+" "+it.Title)
	if len(it.Uncovered) > 0 {
		p.say(paper.Alert, paper.Words("Not as it was signed"))
	}
	for _, t := range paper.Paragraphs(it.Question) {
		p.say(paper.Intro, t)
	}
	var f paper.Facts
	add := func(name string, text ...paper.Text) {
		f.Rows = append(f.Rows, paper.Fact{Name: paper.Words(name), Text: text})
	}
	add("Standing", paper.Words(it.StandingWords(), paper.Strong))
	for _, x := range it.Fields {
		add(x.Label, x.words())
	}
	if left, ok := leftOver(it.Remainder); ok {
		add("Not accounted for", paper.Words(left))
	}
	if it.Statement != "" && !it.Blank() {
		add("In a sentence", paper.Words(it.Statement))
	}
	for _, x := range it.Behind() {
		add(x.Name, paper.Words(x.Text))
	}
	if text := paper.Paragraphs(it.Narrative); len(text) > 0 {
		add("In the force’s words", text...)
	}
	if len(it.Evidence) > 0 {
		row := paper.Fact{Name: paper.Words("Evidence")}
		for _, e := range it.Evidence {
			t := paper.Words(e.Title)
			if more := e.Particulars(); more != "" {
				t = append(t, paper.Words(" ("+more+")", paper.Quiet)...)
			}
			row.Points = append(row.Points, t)
		}
		f.Rows = append(f.Rows, row)
	}
	if len(it.Actions) > 0 {
		row := paper.Fact{Name: paper.Words("Actions")}
		for _, x := range it.Actions {
			row.Points = append(row.Points, x.sentence())
		}
		f.Rows = append(f.Rows, row)
	}
	p.add(f)
}
