package tui

import (
	"cmp"
	"slices"
	"strings"

	"favour/internal/plain"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// readOut lays out what a copy for publication says as its reader will see it, in w
// columns: headings, tables, and what is withheld, which is known by its words and
// stands out besides.
func readOut(all []report.Saying, w int) []line {
	var lines []line
	for len(all) > 0 {
		s := all[0]
		if len(s.Cells) > 1 {
			n := slices.IndexFunc(all, func(s report.Saying) bool { return len(s.Cells) < 2 })
			if n < 0 {
				n = len(all)
			}
			lines = append(lines, tabled(all[:n], w)...)
			all = all[n:]
			continue
		}
		all = all[1:]
		text := plain.Line(s.Cells[0])
		switch {
		case s.Heading:
			lines = append(lines, toLines(inTitle, wrap(text, w)...)...)
			if len(all) > 0 && len(all[0].Cells) == 1 && all[0].Cells[0] == "" {
				all = all[1:] // it belongs to what follows
			}
		default:
			lines = append(lines, gapped(hung(text, w), text)...)
		}
	}
	return lines
}

// gapped are the lines of a text, which are known for it if something is withheld
// in it.
func gapped(texts []string, text string) []line {
	if !report.Withholds(text) {
		return toLines(nil, texts...)
	}
	lines := toLines(inWarn, texts...)
	lines[0].gap = true
	return lines
}

// tabled is a table with its head: with columns if they all fit into w, as labels
// and texts if it has no more than these, and otherwise each row by itself, with
// what its columns are called.
func tabled(rows []report.Saying, w int) []line {
	head := rows[0].Cells
	widths := make([]int, len(head))
	for _, r := range rows {
		for i, c := range r.Cells[:min(len(r.Cells), len(widths))] {
			widths[i] = max(widths[i], widget.Width(plain.Line(c)))
		}
	}
	whole := 2 * (len(widths) - 1)
	for _, n := range widths {
		whole += n
	}
	var lines []line
	switch {
	case whole <= w:
		for _, r := range rows {
			text := ""
			for i, c := range r.Cells {
				text += widget.Pad(plain.Line(c), widths[min(i, len(widths)-1)]) + "  "
			}
			text = strings.TrimRight(text, " ")
			if r.Heading {
				lines = append(lines, toLines(inTitle, text)...)
			} else {
				lines = append(lines, gapped([]string{text}, text)...)
			}
		}
	case len(head) == 2:
		label := min(widths[0], w/3)
		for _, r := range rows {
			name, text := plain.Line(r.Cells[0]), plain.Line(r.Cells[len(r.Cells)-1])
			switch {
			case r.Heading:
				lines = append(lines, toLines(inTitle, wrap(strings.TrimRight(name+"  "+text, " "), w)...)...)
			case widget.Width(name) > label:
				texts := append(wrap(name, w), hang(widget.Pad("", label+2), halved(text, w-label-2), w)...)
				lines = append(lines, gapped(texts, text)...)
			default:
				lines = append(lines, gapped(hang(widget.Pad(name, label)+"  ", halved(text, w-label-2), w), text)...)
			}
		}
	default:
		label := 0
		for _, c := range head[1:] {
			label = max(label, widget.Width(plain.Line(c)))
		}
		label = min(label, w/3)
		for _, r := range rows {
			if r.Heading {
				continue
			}
			lines = append(lines, gapped(wrap(plain.Line(r.Cells[0]), w), r.Cells[0])...)
			for i, c := range r.Cells[1:] {
				name := plain.Line(head[min(i+1, len(head)-1)])
				lines = append(lines, gapped(hang("  "+widget.Pad(cmp.Or(name, "-"), label)+"  ", plain.Line(c), w), c)...)
			}
		}
	}
	return lines
}
