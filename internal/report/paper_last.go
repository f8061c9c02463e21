package report

import (
	"fmt"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/report/paper"
)

// Last time on paper, and the charts.

// tones are those of standings.
var tones = map[checklist.Standing]paper.Tone{
	checklist.Met: paper.Done, checklist.PartlyMet: paper.Partly, checklist.NotMet: paper.Undone,
	checklist.NotApplicable: paper.Apart, checklist.Answered: paper.Plain, checklist.Unanswered: paper.Blank,
}

// standingBar is totals by standing.
func standingBar(title string, t Totals) paper.Bar {
	b := paper.Bar{Title: title, Words: t.InWords()}
	for i, s := range checklist.Standings {
		if n := t.Standings[i]; n > 0 {
			b.Parts = append(b.Parts, paper.Part{Share: float64(n) / float64(t.Items), Tone: tones[s]})
		}
	}
	return b
}

// shareBar is how many of a number are done, in the words given for it.
func shareBar(title string, n, of int, done string) paper.Bar {
	b := paper.Bar{Title: title, Words: fmt.Sprintf("%s of %s %s", assessment.Thousands(n), assessment.Thousands(of), done)}
	if n > 0 {
		b.Parts = []paper.Part{{Share: float64(n) / float64(of), Tone: paper.Plain}}
	}
	return b
}

// standingKeys say what the tones mean, and of how many items if that is known.
func standingKeys(t *Totals) paper.Keys {
	var keys paper.Keys
	for i, s := range checklist.Standings {
		k := paper.Key{Tone: tones[s], Text: paper.Words(standingLabel(s))}
		if t != nil {
			k.Text = paper.Join(paper.Words(standingLabel(s)+": "), paper.Words(assessment.Thousands(t.Standings[i]), paper.Strong))
		}
		keys = append(keys, k)
	}
	return keys
}

func (p *book) last(r *Report) {
	l := r.Last
	p.heading(2, "last", "Since last time")
	p.particulars(l.About())
	p.say(paper.Body, paper.Words(l.Share()))
	if l.Lengths != "" {
		p.say(paper.Alert, paper.Words(l.Lengths))
	}
	p.heading(3, "", "How the items stood and stand")
	p.say(paper.Label, paper.Words("Last time"))
	p.add(paper.Bars{standingBar("Last time", l.Then)})
	p.say(paper.Label, paper.Words("Now"))
	p.add(paper.Bars{standingBar("Now", r.Totals)})
	p.add(standingKeys(nil))
	p.add(paper.Table{
		Caption: "Items by how they stood last time, and how they stand now", Columns: numbered("Return"),
		Groups: []paper.Group{{Rows: []paper.Row{numberedRow("Last time", l.Then), numberedRow("Now", r.Totals)}}},
	})
	p.outcomes(l)
	p.comparedCounts(l)
	p.itemByItem(l)
	p.reworded(l)
	if asked := l.NewlyAsked(); len(asked) > 0 {
		p.heading(3, "", "Newly asked")
		p.say(paper.Body, refList(asked))
	}
	if retired := l.Retired(); len(retired) > 0 {
		p.heading(3, "", "No longer asked, with the last answers")
		for _, x := range retired {
			p.item(*x.Then, anchor(x.Item.ID))
		}
	}
}

func (p *book) outcomes(l *Last) {
	var rows []paper.Row
	for i, o := range assessment.Outcomes {
		name := assessment.Capital(o.Words())
		rows = append(rows, paper.Row{Cells: []paper.Cell{
			{Text: []paper.Text{paper.Words(name)}, Bars: []paper.Bar{shareBar(name, l.Outcomes[i], l.OutcomesOf(), "items")}},
			plainCell(assessment.Thousands(l.Outcomes[i])),
		}})
	}
	p.add(paper.Table{
		Caption: "Items by what has become of them",
		Columns: []paper.Column{{Title: "Since last time", Share: 85}, {Title: "Items", Number: true, Share: 15}},
		Groups:  []paper.Group{{Rows: rows}},
	})
}

func (p *book) comparedCounts(l *Last) {
	counted := l.Counted()
	if len(counted) == 0 {
		return
	}
	p.heading(3, "", "Counts, then and now")
	p.add(paper.Keys{{Tone: paper.Before, Text: paper.Words("Last time")}, {Tone: paper.Plain, Text: paper.Words("Now")}})
	t := paper.Table{
		Caption: "Counts and amounts that both returns give",
		Columns: []paper.Column{{Title: "Count", Share: 60}, {Title: "Last time", Number: true, Share: 20}, {Title: "Now", Number: true, Share: 20}},
	}
	for _, x := range counted {
		g := paper.Group{Title: ref(x.Item)}
		for _, n := range x.Counts {
			g.Rows = append(g.Rows, paper.Row{Cells: []paper.Cell{
				{Text: []paper.Text{paper.Words(n.Label)}, Bars: pairBars(n)}, plainCell(n.ThenWords), plainCell(n.NowWords),
			}})
		}
		t.Groups = append(t.Groups, g)
	}
	p.add(t)
}

// pairBars are one count of two returns, as shares of the larger one.
func pairBars(n ComparedCount) []paper.Bar {
	return []paper.Bar{
		{Title: n.Label + ", last time", Words: n.ThenWords, Open: true, Parts: []paper.Part{{Share: n.shareThen, Tone: paper.Before}}},
		{Title: n.Label + ", now", Words: n.NowWords, Open: true, Parts: []paper.Part{{Share: n.shareNow, Tone: paper.Plain}}},
	}
}

func (p *book) itemByItem(l *Last) {
	p.heading(3, "", "Item by item")
	var rows []paper.Row
	for _, x := range l.Items {
		rows = append(rows, paper.Row{Cells: []paper.Cell{
			textCell(ref(x.Item)), textCell(paper.Words(x.OutcomeWords(), paper.Strong)), said(x.Then, notAskedThen), said(x.Now, notAskedNow),
		}})
	}
	p.add(paper.Table{
		Caption: "Each item, last time and now",
		Columns: []paper.Column{{Title: "Item", Share: 22}, {Title: "Since last time", Share: 16}, {Title: "Last time", Share: 31}, {Title: "Now", Share: 31}},
		Groups:  []paper.Group{{Rows: rows}},
	})
}

// said is what an item says in one of two returns.
func said(it *Item, none string) paper.Cell {
	if it == nil {
		return textCell(aside(none))
	}
	c := textCell(paper.Words(it.StandingWords(), paper.Strong))
	if !it.Blank() {
		c.Text = append(c.Text, paper.Words(it.Says()))
	}
	return c
}

func (p *book) reworded(l *Last) {
	all := l.Reworded()
	if len(all) == 0 {
		return
	}
	p.heading(3, "", "Reworded")
	p.say(paper.Body, paper.Join(paper.Words("Words that are no longer there are "), paper.Words("struck out", paper.Removed),
		paper.Words(", and those that are new are "), paper.Words("underlined", paper.Added), paper.Words(".")))
	for _, x := range all {
		p.add(paper.Heading{Level: 4, Text: ref(x.Item)})
		var f paper.Facts
		for _, w := range x.Wording {
			f.Rows = append(f.Rows,
				paper.Fact{Name: paper.Words(w.What + ", then"), Text: []paper.Text{wording(w.Spans, assessment.Removed)}},
				paper.Fact{Name: paper.Words(w.What + ", now"), Text: []paper.Text{wording(w.Spans, assessment.Added)}})
		}
		p.add(f)
	}
}

// wording is what was asked or what is asked, with what the other has not.
func wording(spans []assessment.Span, of assessment.SpanKind) paper.Text {
	style, none := paper.Removed, notAskedThen
	if of == assessment.Added {
		style, none = paper.Added, notAskedNow
	}
	var t paper.Text
	for _, s := range spans {
		switch s.Kind {
		case assessment.InBoth:
			t = append(t, paper.Run{Text: s.Text})
		case of:
			t = append(t, paper.Run{Text: s.Text, Style: style})
		}
	}
	if len(t) == 0 {
		return aside(none)
	}
	return t
}
