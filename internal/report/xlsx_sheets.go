package report

import (
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/xlsx"
)

// The sheets of the workbook, in the order in which they are made.

// answerColumns are those of sheets with a row for each field.
func answerColumns() []column {
	return []column{
		{title: "Section", width: 30, repeats: true},
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 24, repeats: true},
		{title: "Standing", width: 17, repeats: true},
		{title: "Part", width: 11, repeats: true},
		{title: "Name", width: 26},
		{title: "Answer", width: 66},
		{title: "State", width: 14, repeats: true},
	}
}

// Of those, how many say which item a row is of, and the one that says which part
// of a longer text it is.
const (
	answerKeys = 4
	nameColumn = 5
)

func (b *workbook) answers() {
	s := b.sheet("Answers", "Every item and its answer, a row for each field.", answerKeys, answerColumns())
	s.says = nameColumn
	for _, section := range b.Sections {
		if section.About != "" {
			s.row(entryOf(section.Title).strong(), entryOf(""), entryOf(""), entryOf(""), entryOf("Section"), entryOf("About the section"), entryOf(section.About), entryOf(""))
		}
		for _, it := range section.Items {
			b.at[it.ID] = xlsx.At(s.Name, s.item(section.Title, it), 1)
		}
	}
	b.add(s)
}

// item adds the rows of one item, and returns the number of the first.
func (s *sheet) item(section string, it Item) int {
	of := append(each(entriesOf(section, it.ID, it.Title), entry.strong), entryOf(it.StandingWords()).strong().coloured(standingColours[it.Standing]))
	part := func(part, name string, answer entry, state string) int {
		return s.row(append(slices.Clone(of), entryOf(part), entryOf(name), answer, entryOf(state))...)
	}
	row := part("Question", "", entryOf(it.Question).strong(), "")
	for _, f := range it.Fields {
		part("Answer", f.Label, fieldEntry(f), stateWords(f))
	}
	if it.Remainder != nil {
		part("Remainder", "Not accounted for", remainderEntry(it.Remainder), "")
	}
	for _, p := range it.Behind() {
		part("Assurance", p.Name, entryOf(p.Text), "")
	}
	if it.Narrative != "" {
		part("Narrative", "In the force’s words", entryOf(it.Narrative), "")
	}
	if it.Statement != "" {
		part("Statement", "Statement", entryOf(it.Statement), "")
	}
	for _, e := range it.Evidence {
		part("Evidence", e.ID, entryOf(brackets(e.Title, e.Particulars())), "")
	}
	for _, x := range it.Actions {
		part("Action", x.ID, entryOf(x.sentence().String()), "")
	}
	return row
}

// stateWords is what is known of a field, without what is known.
func stateWords(f Field) string {
	switch f.Value.State {
	case assessment.Unanswered:
		if f.Withheld != "" {
			return "Withheld"
		}
	case assessment.Given:
		return "Given"
	case assessment.NotRecorded:
		return "Not recorded"
	case assessment.NotApplicable:
		return "Not applicable"
	}
	return notProvided
}

// remainderEntry is what an item's parts leave of their total, and nothing where
// that is not known.
func remainderEntry(n *int) entry {
	words, ok := leftOver(n)
	switch {
	case !ok:
		return entryOf("")
	case *n < 0:
		return asideEntry(words)
	}
	return countEntry(*n)
}

// counts has every count and, where there was a return before, what it was then,
// with the amounts that both returns give.
func (b *workbook) counts() {
	columns := []column{
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 30, repeats: true},
		{title: "Count", width: 32, repeats: true},
		{title: "When", width: 34},
		{title: "Reason", width: 26},
		{title: "Number", width: 15, right: true},
	}
	then := map[string]Compared{}
	var remarks []string
	if b.Last != nil {
		columns = append(columns,
			column{title: "Last time", width: 15, right: true},
			column{title: "A month, now", width: 12, right: true},
			column{title: "A month, last time", width: 12, right: true})
		for _, x := range b.Last.Items {
			then[x.Item.ID] = x
		}
		if b.Last.Lengths != "" {
			remarks = append(remarks, b.Last.Lengths)
		}
	}
	s := b.sheet("Counts", "Every count as a number, with the time that it speaks of.", 2, columns, remarks...)
	groups := map[string]CountGroup{}
	for _, g := range b.Counts {
		groups[g.Item.ID] = g
	}
	for _, section := range b.Sections {
		for _, it := range section.Items {
			g, x := groups[it.ID], then[it.ID]
			for _, c := range append(g.Counts, amounts(it, x)...) {
				s.row(append(b.item(it.Ref), append(entriesOf(c.Label, assessment.Capital(c.When)), b.nowAndThen(c.Field, x)...)...)...)
			}
			if g.Remainder != nil {
				row := append(b.item(it.Ref), asideEntry("Not accounted for"), entryOf(""), entryOf(""), remainderEntry(g.Remainder))
				if b.Last != nil {
					var was *int
					if x.Then != nil {
						was = x.Then.Remainder
					}
					row = append(row, remainderEntry(was), entryOf(""), entryOf(""))
				}
				s.row(row...)
			}
		}
	}
	if len(s.Rows) == s.FrozenRows {
		s.row(asideEntry("None"), entryOf(""), asideEntry("The checklist asks for no counts."))
	}
	b.add(s)
}

// amounts are the amounts of an item that both returns give.
func amounts(it Item, x Compared) []Count {
	var all []Count
	for _, f := range it.Fields {
		for _, n := range x.Counts {
			if f.ID == n.ID && f.Kind == checklist.Money {
				all = append(all, Count{Field: f})
			}
		}
	}
	return all
}

// nowAndThen is a count as a number, or its state and its reason, and what it was
// last time.
func (b *workbook) nowAndThen(f Field, x Compared) []entry {
	row := []entry{entryOf(orFirst(f.Value.Reason, f.Withheld)), numberOrState(f)}
	if b.Last == nil {
		return row
	}
	was, now, rate := asideEntry(notAskedThen), entryOf(""), entryOf("")
	if x.Then != nil {
		for _, old := range x.Then.Fields {
			if old.ID == f.ID {
				was = numberOrState(old)
			}
		}
	}
	for _, n := range x.Counts {
		if n.ID == f.ID && n.PerMonth != nil {
			rate, now = numberEntry(n.PerMonth[0], xlsx.AsRate), numberEntry(n.PerMonth[1], xlsx.AsRate)
		}
	}
	return append(row, was, now, rate)
}

func numberOrState(f Field) entry {
	if f.Value.State == assessment.Given {
		return fieldEntry(f)
	}
	return asideEntry(stateWords(f))
}

// item is its id, which leads to its answers, and its title.
func (b *workbook) item(it Ref) []entry {
	return []entry{entryOf(it.ID).leads(b.at[it.ID]), entryOf(it.Title)}
}

// itemList are items by name.
func itemList(items []Ref) entry {
	return entryOf(strings.Join(each(items, func(it Ref) string { return it.ID + " " + it.Title }), "; "))
}

func (b *workbook) progress() *sheet {
	columns := []column{{title: "Section", width: 46}, {title: "State", width: 16}}
	reviewed := b.Totals.Reviewed()
	if reviewed {
		columns = append(columns, column{title: "Review", width: 36})
	}
	columns = append(columns, column{title: "Answered", width: 12, right: true})
	for _, standing := range checklist.Standings {
		columns = append(columns, column{title: standingLabel(standing), width: 12, right: true})
	}
	columns = append(columns, column{title: "Items", width: 12, right: true})
	s := b.sheet("Progress", "Items of each section, by how they stand.", 0, columns)
	row := func(title, state string, t Totals) []entry {
		cells := entriesOf(title, state)
		if reviewed {
			cells = append(cells, entryOf(assessment.Capital(t.ReviewWords())))
		}
		cells = append(cells, countEntry(t.Answered))
		for _, n := range t.Standings {
			cells = append(cells, countEntry(n))
		}
		return append(cells, countEntry(t.Items))
	}
	for _, x := range b.Progress {
		s.row(row(x.Title, x.StateWords(), x.Totals)...)
	}
	s.row(each(row("All sections", "", b.Totals), totalled)...)
	s.Totals = 1
	if b.Last != nil {
		s.row(each(row("All sections, last time", "", b.Last.Then), totalled)...)
		s.Totals++
	}
	return s
}

// totalled is e in a row of sums.
func totalled(e entry) entry {
	e.style.Bold, e.style.Line = true, inkColour
	return e
}

func (b *workbook) sideBySide(t Table) {
	columns := []column{{title: "Item", width: 10, repeats: true}, {title: "Title", width: 30, repeats: true}}
	for _, title := range t.Columns {
		columns = append(columns, column{title: title, width: max(16, 100/float64(len(t.Columns)))})
	}
	s := b.sheet(t.Title, t.Title+", side by side.", 0, columns)
	for _, row := range t.Rows {
		s.row(append(b.item(row.Item), each(row.Cells, fieldEntry)...)...)
	}
	b.add(s)
}

func (b *workbook) outstanding() {
	s := b.sheet("Outstanding", "What is outstanding, and what is to be done.", 3, []column{
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 30, repeats: true},
		{title: "Why", width: 34, repeats: true},
		{title: "Action", width: 40},
		{title: "Owner", width: 22},
		{title: "Due", width: 18},
		{title: "Status", width: 15},
	}, b.overdueWords())
	for _, problem := range b.Left.Problems {
		s.row(entryOf(""), entryOf("The return itself"), entryOf(problem).coloured(warningColour))
	}
	for _, it := range b.Left.Items {
		of := append(b.item(it.Item), entryOf(strings.Join(it.Reasons, "\n")))
		for _, x := range it.Actions {
			s.row(append(slices.Clone(of), entryOf(x.What), orAside(x.Owner, notProvided), dayEntry(x.Due), x.stateEntry())...)
		}
		if len(it.Actions) == 0 {
			s.row(append(of, asideEntry("No action is named"), entryOf(""), entryOf(""), entryOf(""))...)
		}
	}
	for _, h := range b.Left.Open {
		for _, it := range h.Open {
			s.row(append(b.item(it), asideEntry("Not yet answered"), entryOf(""), entryOf(""), entryOf(""), entryOf(""))...)
		}
	}
	if len(s.Rows) == s.FrozenRows {
		s.row(entryOf(""), entryOf(""), asideEntry("Nothing is outstanding."))
	}
	b.add(s)
}

// overdueWords say what is overdue.
func (b *workbook) overdueWords() string {
	return "Overdue is what was due before " + long(b.Changed) + ", the day of the last change."
}

// stateEntry is how x stands.
func (x Action) stateEntry() entry {
	e := entryOf(x.State())
	if x.Overdue {
		return e.strong().coloured(warningColour)
	}
	return e
}

// noneOrMore is the sign of a row that says what is not in a register of n.
func noneOrMore(n int) string {
	if n == 0 {
		return "None"
	}
	return "…"
}

func (b *workbook) registers() {
	s := b.sheet("Actions", "Each action, by the day that it is due.", 0, []column{
		{title: "Action", width: 10, repeats: true},
		{title: "What is to be done", width: 50},
		{title: "Owner", width: 26},
		{title: "Due", width: 18},
		{title: "Status", width: 15},
		{title: "Items", width: 50},
	}, b.overdueWords())
	for _, x := range b.ActionsByDue() {
		s.row(entryOf(x.ID), entryOf(x.What), orAside(x.Owner, notProvided), dayEntry(x.Due), x.stateEntry(), itemList(x.Items))
	}
	if words := b.ActionWords(); words != "" {
		s.row(asideEntry(noneOrMore(len(b.Actions))), asideEntry(words))
	}
	b.add(s)
	s = b.sheet("Evidence", "Each piece of evidence, and the items that it serves.", 0, []column{
		{title: "Evidence", width: 10, repeats: true},
		{title: "Title", width: 50},
		{title: "Owner", width: 26},
		{title: "As at", width: 18},
		{title: "Marking", width: 26},
		{title: "Items", width: 50},
	})
	for _, e := range b.Evidence {
		s.row(entryOf(e.ID), entryOf(e.Title), orAside(e.Owner, notProvided), dayEntry(e.AsAt), orAside(e.Marking, notProvided), itemList(e.Items))
	}
	if words := b.EvidenceWords(); words != "" {
		s.row(asideEntry(noneOrMore(len(b.Evidence))), asideEntry(words))
	}
	b.add(s)
}

func (b *workbook) signatures() {
	s := b.sheet("Signatures", "Who has signed the return, and what each signature covers.", 2, []column{
		{title: "Signature", width: 10, repeats: true},
		{title: "Signatory", width: 40, repeats: true},
		{title: "Part", width: 28, repeats: true},
		{title: "What it says", width: 76},
	}, b.SignedWords())
	for _, x := range b.Signatures {
		row := func(part string, e entry) { s.row(entryOf(x.ID), entryOf(x.Who()), entryOf(part), e) }
		for _, p := range [][2]string{{"Name", x.Name}, {"Rank", x.Rank}, {"Role", x.Role}, {"Declaration", x.Declaration}} {
			row(p[0], orAside(p[1], notProvided))
		}
		look := bodyLook
		look.Format = xlsx.AsMoment
		signed := xlsx.Moment(x.Time, look)
		row("Signed on", entry{made: &signed, style: look})
		row("State", entryOf(x.State()))
		row("Covers", entryOf(x.Covers()))
		if x.Acknowledged > 0 {
			row("Warnings acknowledged", countEntry(x.Acknowledged))
		}
		if x.Digest != "" {
			row("SHA-256 of what was signed", entryOf(x.Digest))
		}
	}
	if !b.Signed() {
		s.row(entryOf(""), entryOf(""), entryOf(""), entryOf("This return is not signed.").strong().coloured(warningColour))
	}
	b.add(s)
}

func (b *workbook) replaces(x *Replaced) {
	s := b.sheet("Changes", "What is said otherwise than in the return that this one replaces.", 2, []column{
		{title: "Item", width: 10, repeats: true},
		{title: "Title", width: 44, repeats: true},
		{title: "What has changed", width: 96},
	})
	for _, p := range x.Particulars() {
		s.row(entryOf(""), entryOf(p.Name).strong(), entryOf(p.Text))
	}
	for _, c := range x.Changes {
		of := b.item(c.Item)
		if c.Item.ID == "" {
			of[1] = entryOf(c.Title())
		}
		for _, words := range c.Words {
			s.row(append(slices.Clone(of), entryOf(words))...)
		}
	}
	b.add(s)
}
