package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// What a wide terminal shows side by side, and a tall one below what a short one
// has room for. The cursor stays where the work is: in no pane of this file.

// The width from which several panes stand side by side, and the room between
// two of them.
const (
	wide = 108
	gap  = 4
)

// panes are the widths of a question's panes: the questions of the section, the
// answer and the guidance. The first is nought where there is no room for it, and
// so is the last.
type panes struct{ list, answer, guide int }

// listWidth is how much of w columns a list takes: all of them, unless there is
// room for what is under its cursor beside it.
func listWidth(w int) int {
	if w < wide {
		return w
	}
	return max(leftOfTasks, min(w*3/5, widest))
}

// widest is how many columns a list takes that stands alone and has something at the
// end of its lines: further off, the eye does not find it.
const widest = 96

// alone is the width of such a list, and of a text to read, in w columns.
func alone(w int) int { return min(w, widest) }

// aside sets what is under the cursor of a list beside it, from line top on; a click
// there is Enter. The list is as wide as listWidth says, and what makes the other is
// told how much room is left; it is not asked where there is none.
func (p page) aside(w, h, top int, detail func(w int) []string) page {
	lines := 0
	p = p.alongside(w, h, top, func(w int) []string {
		about := detail(w)
		lines = len(about)
		return about
	})
	if lines > 0 {
		p.zones = append(p.zones, zone{x: listWidth(w) + gap, y: top, h: lines, enter: true})
	}
	return p
}

// alongside is aside of what is only to be read.
func (p page) alongside(w, h, top int, detail func(w int) []string) page {
	left := listWidth(w)
	if left == w {
		return p
	}
	return p.with(page{lines: append(make([]string, top), detail(w-left-gap)...)}, left, h)
}

// with is p in w columns, with q beside it, in h lines. Where there is more of q than
// is shown, its last line says so.
func (p page) with(q page, w, h int) page {
	if len(q.lines) > h {
		q.lines = goesOnBelow(q.lines[:h])
	}
	p.within(w)
	p.lines = beside(p.lines, q.lines, w, h)
	for _, z := range q.zones {
		z.x += w + gap
		p.zones = append(p.zones, z)
	}
	return p
}

// goesOnBelow is lines with a sign in the place of the last that there are more.
func goesOnBelow(lines []string) []string { return append(slices.Clip(lines[:len(lines)-1]), "…") }

// join puts q below p.
func (p *page) join(q page) {
	p.zones = append(p.zones, shifted(q.zones, len(p.lines))...)
	p.lines = append(p.lines, q.lines...)
}

// panesOf shares out w columns: the answer has what it needs for its figures and
// text, up to what is good to read.
func panesOf(w int) panes {
	if w < wide {
		return panes{answer: w}
	}
	list := max(26, min(w/4, 44))
	answer := max(52, min((w-list-2*gap)*3/5, 80))
	return panes{list, answer, w - list - answer - 2*gap}
}

// answerAt is the column at which the answer begins.
func (p panes) answerAt() int {
	if p.list == 0 {
		return 0
	}
	return p.list + gap
}

// beside sets right beside left, which is w columns wide, in h lines.
func beside(left, right []string, w, h int) []string {
	lines := make([]string, 0, h)
	for i := range h {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		if r != "" {
			l = widget.Pad(l, w) + strings.Repeat(" ", gap) + r
		}
		lines = append(lines, l)
	}
	return lines
}

// listPane is the questions of the section and how each stands, with the one that
// is worked on in sight, in h lines of w columns; and those of the sections behind
// it as far as there is room.
func (m *question) listPane(w, h int) page {
	s, _, _ := m.position()
	var p page
	from, to := 0, 0
	add := func(it *checklist.Item) {
		lines := m.env.listed(it, it.ID == m.id, w)
		if it.ID == m.id {
			from, to = len(p.lines), len(p.lines)+len(lines)
		}
		p.does(len(lines), func() tea.Cmd { return m.show(it.ID) })
		p.lines = append(p.lines, lines...)
	}
	for i := range s.Items {
		add(&s.Items[i])
	}
	middle := max(0, min(from-(h-(to-from))/2, len(p.lines)-h))
	if to <= h {
		middle = 0
	}
	sections := m.env.desk.shown.Checklist().Sections
	behind := slices.IndexFunc(sections, func(x checklist.Section) bool { return x.ID == s.ID }) + 1
	for i := behind; i < len(sections) && len(p.lines)+2 < middle+m.listBy+notch+h; i++ {
		p.lines = append(p.lines, "", m.env.theme.Title.Render(widget.Cut(plain.Line(sections[i].Title), w)))
		for j := range sections[i].Items {
			add(&sections[i].Items[j])
		}
	}
	return p.window(middle+m.listBy, h, func(top int) { m.listBy = top - middle })
}

// sidePane is last time's answer, why the question is asked, and what was changed
// last, in h lines of w columns.
func (m *question) sidePane(w, h int) page {
	p := page{lines: m.side(w)}
	p.join(m.env.changesOf(m.id, w, h-len(p.lines)))
	return p.window(m.sideTop, h, func(top int) { m.sideTop = top })
}

// window is h lines of p, from line top on or as near to that as there are lines;
// the wheel has others shown, by telling it from which on.
func (p page) window(top, h int, to func(top int)) page {
	last := max(0, len(p.lines)-h)
	clamp := func(top int) int { return max(0, min(top, last)) }
	top = clamp(top)
	wheel := zone{h: h, wheel: func(lines int) { to(clamp(top + lines)) }}
	p.zones = append([]zone{wheel}, shifted(p.zones, -top)...)
	if all := p.lines; top < last {
		p.lines = goesOnBelow(all[top : top+h])
	} else {
		p.lines = all[top:]
	}
	return p
}

// roomForTitles is the width from which titles have a column of their own, beside
// that of the ids.
const roomForTitles = 26

// listed is a question of listPane, with its sign and its id, in two lines at most.
func (e *env) listed(it *checklist.Item, on bool, w int) []string {
	t, standing := e.theme, e.desk.shown.Standing(it)
	sign, style := "  ", t.Dim
	if on {
		sign, style = t.Accent.Render("→ "), t.Title
	}
	sign += t.Mark(standing).Render(theme.Sign(standing)) + " "
	id, room := plain.Line(it.ID)+" ", w-widget.Width(sign)
	if column := idColumn(e.desk.shown.Checklist()); room-column >= roomForTitles {
		sign += t.Dim.Render(widget.Pad(id, column))
		id, room = "", room-column
	}
	title := folded(id+plain.Line(it.Title), room, 2)
	for i := range title {
		rest := title[i]
		if after, ok := strings.CutPrefix(rest, id); ok && id != "" && i == 0 {
			title[i] = t.Dim.Render(id) + style.Render(after)
			continue
		}
		title[i] = style.Render(rest)
	}
	return widget.Hang(sign, title)
}

// detail is a question with its answer and its guidance, beside a list that it
// stands in.
func (e *env) detail(it *checklist.Item, w int) []string { return e.detailIn(e.desk.shown, it, w) }

// detailIn is detail of a question that a asks.
func (e *env) detailIn(a assessment.Assessment, it *checklist.Item, w int) []string {
	t := e.theme
	lines := widget.Wrap(plain.Line(it.Question), w)
	for i := range lines {
		lines[i] = t.Title.Render(lines[i])
	}
	if who := a.Assigned(it.ID); who != "" {
		for _, s := range widget.Wrap("For "+plain.Line(who), w) {
			lines = append(lines, t.Dim.Render(s))
		}
	}
	lines = append(lines, "")
	for i := range it.Fields {
		f := &it.Fields[i]
		if a.Asked(it, f) {
			lines = append(lines, widget.Wrap(plain.Line(f.Label+": "+e.words(f, a.Field(it, f))), w)...)
		}
	}
	if n := a.At(assessment.Narrative(it.ID)).Given; n != "" {
		lines = append(lines, "")
		for _, s := range widget.Wrap(plain.Text(n), w-2) {
			lines = append(lines, t.Dim.Render("│ ")+s)
		}
	}
	return append(append(lines, ""), e.guide(it, w)...)
}

// guide is why a question is asked, what would show the answer, and where that
// is from.
func (e *env) guide(it *checklist.Item, w int) []string {
	t, list := e.theme, e.desk.shown.Checklist()
	w = max(20, w)
	lines := []string{t.Title.Render("Why this is asked")}
	lines = append(lines, widget.Wrap(plain.Line(it.Why), w)...)
	if len(it.Evidence) > 0 {
		lines = append(lines, "", t.Title.Render("Good evidence"))
		for _, s := range it.Evidence {
			lines = append(lines, widget.Hang("- ", widget.Wrap(plain.Line(s), w-2))...)
		}
	}
	if len(it.Sources) > 0 {
		lines = append(lines, "", t.Title.Render("Sources"))
		for _, key := range it.Sources {
			lines = append(lines, widget.Hang("- ", widget.Wrap(plain.Line(list.SourceWords(key)), w-2))...)
		}
	}
	basis := "The topic is named in the public record; the wording is ours."
	if it.Basis == checklist.Derived {
		basis = "The question follows from a theme of the public record; the wording is ours."
	}
	lines = append(lines, "")
	for _, s := range widget.Wrap(basis, w) {
		lines = append(lines, t.Dim.Render(s))
	}
	return lines
}

// fewestBelow is the least that is worth a heading of its own.
const fewestBelow = 3

// nextToAnswer are the first questions without an answer, under a heading, in at
// most h lines of w columns; nothing where that is too little.
func (e *env) nextToAnswer(w, h int) page {
	t, a := e.theme, e.desk.shown
	var p page
	for _, it := range a.Checklist().Items() {
		if len(p.lines) >= h-2 {
			break
		}
		if a.Standing(it) == checklist.Unanswered {
			p.opens(e, it.ID)
			p.lines = append(p.lines, "  "+t.Dim.Render(widget.Pad(plain.Line(it.ID), 9))+widget.Cut(plain.Line(it.Title), w-11))
		}
	}
	return p.under(t, "Next to answer", h)
}

// lastChanges are what was done last, under a heading, in at most h lines of w
// columns; nothing where that is too little.
func (e *env) lastChanges(w, h int) page {
	t, a := e.theme, e.desk.shown
	last := a.After(a.Count() - min(uint64(max(0, h-2)), a.Count()))
	when := 0
	for _, c := range last {
		when = max(when, widget.Width(e.clock(c.Time)))
	}
	var p page
	for _, c := range slices.Backward(last) {
		p.does(1, func() tea.Cmd { return e.open(newHistoryAt(e, "", c.Sequence)) })
		p.lines = append(p.lines, "  "+t.Dim.Render(widget.Pad(e.clock(c.Time), when))+"  "+widget.Cut(plain.Line(a.Summary(c)), w-4-when))
	}
	return p.under(t, "Last changes", h)
}

// under is p under a blank and a heading, if it is worth that in h lines.
func (p page) under(t theme.Theme, heading string, h int) page {
	if len(p.lines) == 0 || h < 2+min(fewestBelow, len(p.lines)) {
		return page{}
	}
	return p.below([]string{"", t.Title.Render(heading)})
}

// changesOf are the last changes to an item under a heading, the newest first, in
// at most h lines of w columns; nothing where that is too little.
func (e *env) changesOf(item string, w, h int) page {
	const each, most = 3, 5
	n := min(most, (h-2)/each)
	if n < 1 {
		return page{}
	}
	t, a := e.theme, e.desk.shown
	var p page
	changes := slices.Collect(a.Touching(item))
	for _, c := range slices.Backward(changes[max(0, len(changes)-n):]) {
		when := e.clock(c.Time) + "  "
		who := plain.Line(c.Who())
		if widget.Width(when+who) > w {
			who = plain.Line(c.Author.Name)
		}
		lines := []string{t.Dim.Render(widget.Cut(when+who, w))}
		lines = append(lines, widget.Indent("  ", folded(strings.TrimPrefix(plain.Line(a.SummaryOn(item, c)), item+" "), w-2, each-1))...)
		p.does(len(lines), func() tea.Cmd { return e.open(newHistoryAt(e, item, c.Sequence)) })
		p.lines = append(p.lines, lines...)
	}
	return p.under(t, "Last changes", h)
}

// standingRow is a question with its sign and, where there is room, its standing
// in words.
func (e *env) standingRow(a assessment.Assessment, it *checklist.Item, w int) string {
	t, standing := e.theme, a.Standing(it)
	w = min(w, widest)
	words := ""
	if w >= roomForStandings {
		words = "  " + t.Standing(standing).Render(widget.Pad(standing.Words(), 14))
	}
	row := t.Mark(standing).Render(theme.Sign(standing)) + " " + t.Dim.Render(widget.Pad(it.ID, 8))
	return row + widget.Pad(plain.Line(it.Title), w-10-widget.Width(words)) + words
}
