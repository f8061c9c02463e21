package report

import (
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// What stands behind the answers, in Markdown: signatures, registers, and last
// time.

func (m *markdown) signatures(r *Report) {
	m.line("## Signatures")
	if !r.Signed() {
		m.line("**This return is not signed.**")
	}
	for _, s := range r.Signatures {
		m.line("### %s", inline(s.Who()))
		m.head(0, "Signature", inline(s.ID))
		for _, p := range s.Particulars() {
			m.row(inline(p.Name), inline(p.Text))
		}
		m.WriteByte('\n')
	}
}

func (m *markdown) replaces(p *Replaced) {
	m.line("## Changes since the return that it replaces")
	m.particulars("Replaced", p.Particulars())
	for _, c := range p.Changes {
		m.line("### %s", inline(c.Title()))
		m.list(each(c.Words, inline)...)
	}
}

func (m *markdown) registers(r *Report) {
	m.line("## Evidence")
	if words := r.EvidenceWords(); words != "" {
		m.line("%s", words)
	}
	if len(r.Evidence) > 0 {
		m.head(0, "Evidence", "Title", "Owner", "As at", "Marking", "Items")
	}
	for _, e := range r.Evidence {
		m.row(inline(e.ID), inline(e.Title), inline(orNot(e.Owner)), orNot(long(e.AsAt)), inline(orNot(e.Marking)), refs(e.Items))
	}
	m.WriteByte('\n')
	m.line("## Actions")
	if words := r.ActionWords(); words != "" {
		m.line("%s", words)
	}
	if len(r.Actions) > 0 {
		m.head(0, "Action", "What is to be done", "Owner", "Due", "Status", "Items")
	}
	for _, x := range r.ActionsByDue() {
		state := x.State()
		if x.Overdue {
			state = "**" + state + "**"
		}
		m.row(inline(x.ID), inline(x.What), inline(x.OwnerWords()), x.DueWords(), state, refs(x.Items))
	}
	m.WriteByte('\n')
}

func (m *markdown) last(r *Report) {
	l := r.Last
	m.line("## Since last time")
	m.particulars("Compared with", l.About())
	m.line("%s", inline(l.Share()))
	if l.Lengths != "" {
		m.line("%s", inline(l.Lengths))
	}
	m.head(1, "Since last time", "Items")
	for i, o := range assessment.Outcomes {
		m.row(assessment.Capital(o.Words()), fmt.Sprint(l.Outcomes[i]))
	}
	m.WriteByte('\n')
	columns := []string{"All items", "Items"}
	for _, s := range checklist.Standings {
		columns = append(columns, standingLabel(s))
	}
	m.head(len(columns)-1, columns...)
	m.thenAndNow("Last time", l.Then)
	m.thenAndNow("Now", r.Totals)
	m.WriteByte('\n')
	m.comparedCounts(l)
	m.line("### Item by item, then and now")
	m.head(0, "Item", "Since last time", "Last time", "Now")
	for _, x := range l.Items {
		m.row(inline(x.Item.ID+" "+x.Item.Title), x.OutcomeWords(), beside(x.Then, notAskedThen), beside(x.Now, notAskedNow))
	}
	m.WriteByte('\n')
	m.reworded(l)
	if asked := l.NewlyAsked(); len(asked) > 0 {
		m.line("### Newly asked")
		m.line("%s.", refs(asked))
	}
	if retired := l.Retired(); len(retired) > 0 {
		m.line("### No longer asked, with the last answers")
		for _, x := range retired {
			m.item(*x.Then)
			m.line("_It was asked under %s._", inline(x.Section))
		}
	}
}

func (m *markdown) thenAndNow(title string, t Totals) {
	cells := []string{title, fmt.Sprint(t.Items)}
	for _, n := range t.Standings {
		cells = append(cells, fmt.Sprint(n))
	}
	m.row(cells...)
}

// beside is an item in one of two returns, in a cell of a table.
func beside(it *Item, none string) string {
	if it == nil {
		return "_" + none + "_"
	}
	if it.Blank() {
		return "_" + it.StandingWords() + "_"
	}
	return "_" + it.StandingWords() + "._ " + inline(it.Says())
}

func (m *markdown) comparedCounts(l *Last) {
	counted := l.Counted()
	if len(counted) == 0 {
		return
	}
	m.line("### Counts, then and now")
	m.head(0, "Item", "Count", "Last time", "Now")
	for _, x := range counted {
		for _, n := range x.Counts {
			m.row(inline(x.Item.ID+" "+x.Item.Title), inline(n.Label), n.ThenWords, n.NowWords)
		}
	}
	m.WriteByte('\n')
}

func (m *markdown) reworded(l *Last) {
	all := l.Reworded()
	if len(all) == 0 {
		return
	}
	m.line("### Reworded")
	if !m.aloud {
		m.line("Words that are no longer there are ~~struck out~~, and those that are new are **bold**.")
	}
	for _, x := range all {
		m.line("#### %s %s", inline(x.Item.ID), inline(x.Item.Title))
		var points []string
		for _, w := range x.Wording {
			if m.aloud {
				points = append(points, thenAndNow(w)...)
			} else {
				points = append(points, inline(w.What)+": "+marked(w.Spans))
			}
		}
		m.list(points...)
	}
}

// marked is a wording with what was removed and what was added.
func marked(spans []assessment.Span) string {
	var parts []string
	for _, s := range spans {
		text := inline(s.Text)
		switch s.Kind {
		case assessment.Removed:
			text = "~~" + text + "~~"
		case assessment.Added:
			text = "**" + text + "**"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// thenAndNow is a wording as it was and as it is, for those who see no marks.
func thenAndNow(w assessment.Wording) []string {
	wording := func(without assessment.SpanKind) string {
		var parts []string
		for _, s := range w.Spans {
			if s.Kind != without {
				parts = append(parts, inline(s.Text))
			}
		}
		return strings.Join(parts, " ")
	}
	was, is := wording(assessment.Added), wording(assessment.Removed)
	switch what := inline(w.What); {
	case was == "":
		return []string{what + " that is new: " + is}
	case is == "":
		return []string{what + " that is gone: " + was}
	default:
		return []string{what + " was: " + was, what + " is now: " + is}
	}
}
