package report

import (
	"strconv"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// Last time, in CSV. The kinds of row are:
//
//   - last-return, a particular of the return before, and outcomes, items by what
//     has become of them;
//   - compared, what has become of an item, with how it stands now as its
//     standing and how it stood then as its status;
//   - compared-count, a count now as its value and both in words;
//   - wording, a part of an item as it is put now, with the old wording in words;
//   - those of each item with last- before them, with how it stood then as its
//     standing. Of an item that is no longer asked these are all there is.

func csvLast(l *Last) []csvRow {
	rows := csvParticulars("last-return", [][3]string{
		{"assessment", "The return before", l.ID},
		{"from", "Its period from", l.Period.From},
		{"to", "Its period to", l.Period.To},
		{"baseline", "Its baseline", l.Baseline},
		{"marking", "Its protective marking", l.Marking},
		{"checklist", "Its checklist", l.Checklist.Title},
		{"edition", "Edition of its checklist", l.Checklist.Edition},
		{"asked", "Items asked now", strconv.Itoa(l.Asked)},
		{"comparable", "Of those, answered in both returns", strconv.Itoa(l.Comparable)},
		{"head-sha256", "SHA-256 of its last change", l.Head.SHA256},
		{"checklist-sha256", "SHA-256 of its checklist", l.Checklist.Digest},
	})
	if l.Lengths != "" {
		rows = append(rows, csvParticulars("last-return", [][3]string{{"lengths", "How long the periods are", l.Lengths}})...)
	}
	for i, o := range assessment.Outcomes {
		rows = append(rows, csvCount("outcomes", string(o), assessment.Capital(o.Words()), l.Outcomes[i]))
	}
	for _, x := range l.Items {
		rows = append(rows, csvCompared(x)...)
	}
	return rows
}

func csvCompared(x Compared) []csvRow {
	var now, then csvRow
	if x.Now != nil {
		now = csvRow{section: x.Section, item: x.Now.ID, question: x.Now.Question, standing: x.Now.Standing.Words()}
	}
	if x.Then != nil {
		then = csvRow{section: x.Section, item: x.Then.ID, question: x.Then.Question, standing: x.Then.Standing.Words()}
	}
	if x.Now == nil {
		now = then
		now.standing = ""
	}
	became := now.text("compared", "Since last time", string(x.Outcome))
	became.field, became.kind, became.words, became.status = "outcome", string(checklist.Choice), x.OutcomeWords(), then.standing
	rows := []csvRow{became}
	for _, n := range x.Counts {
		c := now.text("compared-count", n.Label, strconv.FormatFloat(n.Now, 'f', -1, 64))
		c.field, c.kind, c.words = n.ID, string(checklist.Count), n.NowWords+" now; "+n.ThenWords+" then"
		rows = append(rows, c)
	}
	for _, w := range x.Wording {
		was, is := bothWordings(w.Spans)
		c := now.text("wording", w.What, is)
		c.words = was
		rows = append(rows, c)
	}
	if x.Then == nil {
		return rows
	}
	of := len(rows)
	rows = csvItem(rows, x.Section, x.Then)
	for i := range rows[of:] {
		r := &rows[of+i]
		r.row = "last-" + r.row
	}
	return rows
}
