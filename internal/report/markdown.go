package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// Markdown, as GitHub reads it (GFM). Every piece of text that people wrote
// goes through text or inline, so that it is neither markup nor HTML and breaks
// no table; what the report itself says of a field's state is in italics, which
// no text can be.

func writeMarkdown(w io.Writer, r *Report) error { return new(markdown).write(w, r) }

func (m *markdown) write(w io.Writer, r *Report) error {
	m.line("**%s**", inline(r.Marked()))
	m.line("# %s", inline(r.Title()))
	m.particulars("About this return", r.About())
	if r.Redacted() {
		m.line("## What is withheld")
		m.particulars("What", r.Schedule())
	}
	for _, h := range r.Framing {
		m.heading(h)
	}
	m.signatures(r)
	if r.Replaces != nil {
		m.replaces(r.Replaces)
	}
	m.progress(r)
	m.line("## Summary")
	if len(r.Summary) == 0 {
		m.line("The checklist gives no order for a summary; every answer is in the full list below.")
	}
	for _, h := range r.Summary {
		m.line("### %s", inline(h.Title))
		m.heading(h)
	}
	if r.Last != nil {
		m.last(r)
	}
	m.counts(r.Counts)
	for _, t := range r.Tables {
		m.sideBySide(t)
	}
	m.outstanding(r)
	m.registers(r)
	m.line("## Every item and its answer")
	for _, s := range r.Sections {
		m.section(s)
	}
	m.line("## Checking this return")
	m.particulars("Record", r.Record())
	m.line("**%s**", inline(r.Marked()))
	_, err := w.Write(bytes.TrimRight(m.Bytes(), "\n"))
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	return err
}

// A markdown is a file in the making: blocks, with a blank line after each.
type markdown struct {
	bytes.Buffer
	aloud bool // it is to be read out: what is marked otherwise is said in words
}

func (m *markdown) line(format string, args ...any) {
	fmt.Fprintf(m, format, args...)
	m.WriteString("\n\n")
}

// list writes a list; its points are Markdown already.
func (m *markdown) list(points ...string) {
	for _, p := range points {
		fmt.Fprintf(m, "- %s\n", p)
	}
	if len(points) > 0 {
		m.WriteByte('\n')
	}
}

// row writes a row of a table; its cells are Markdown already.
func (m *markdown) row(cells ...string) {
	for _, c := range cells {
		m.WriteString("| ")
		m.WriteString(c)
		m.WriteByte(' ')
	}
	m.WriteString("|\n")
}

// head writes the head of a table, the last columns of which hold numbers.
func (m *markdown) head(numbers int, cells ...string) {
	m.row(cells...)
	for i := range cells {
		if i >= len(cells)-numbers {
			m.WriteString("| ---: ")
		} else {
			m.WriteString("| --- ")
		}
	}
	m.WriteString("|\n")
}

func (m *markdown) particulars(title string, all []Particular) {
	m.head(0, title, "")
	for _, p := range all {
		m.row(inline(p.Name), inline(p.Text))
	}
	m.WriteByte('\n')
}

func (m *markdown) heading(h Heading) {
	var points []string
	for _, s := range h.Statements {
		points = append(points, fmt.Sprintf("%s (%s)", inline(s.Text), inline(s.Item.ID)))
	}
	m.list(points...)
	if len(h.Open) > 0 {
		m.line("_Not yet answered:_ %s.", refs(h.Open))
	}
}

func refs(items []Ref) string {
	var parts []string
	for _, it := range items {
		parts = append(parts, inline(it.ID+" "+it.Title))
	}
	return strings.Join(parts, "; ")
}

func (m *markdown) progress(r *Report) {
	m.line("## Progress in numbers")
	m.line("%d of %d items are answered.", r.Totals.Answered, r.Totals.Items)
	columns := []string{"Section", "State", "Items"}
	for _, s := range checklist.Standings {
		columns = append(columns, standingLabel(s))
	}
	m.head(len(columns)-2, columns...)
	for _, s := range r.Progress {
		m.totals(inline(s.Title), s.StateWords(), s.Totals)
	}
	m.totals("**All sections**", "", r.Totals)
	m.WriteByte('\n')
	if r.Totals.Reviewed() {
		m.head(0, "Section", "Review within the force")
		for _, s := range r.Progress {
			m.row(inline(s.Title), assessment.Capital(s.ReviewWords()))
		}
		m.row("**All sections**", assessment.Capital(r.Totals.ReviewWords()))
		m.WriteByte('\n')
	}
}

func (m *markdown) totals(title, state string, t Totals) {
	cells := []string{title, state, fmt.Sprint(t.Items)}
	for _, n := range t.Standings {
		cells = append(cells, fmt.Sprint(n))
	}
	m.row(cells...)
}

func (m *markdown) counts(groups []CountGroup) {
	m.line("## Counts")
	if len(groups) == 0 {
		m.line("The checklist asks for no counts.")
		return
	}
	m.head(0, "Item", "Count", "Number", "When")
	for _, g := range groups {
		item := inline(g.Item.ID + " " + g.Item.Title)
		for _, c := range g.Counts {
			m.row(item, inline(c.Label), answer(c.Field), inline(assessment.Capital(c.When)))
		}
		if left, ok := leftOver(g.Remainder); ok {
			m.row(item, "_Not accounted for_", left, "")
		}
	}
	m.WriteByte('\n')
}

func (m *markdown) sideBySide(t Table) {
	m.line("## %s", inline(t.Title))
	columns := []string{"Item"}
	for _, c := range t.Columns {
		columns = append(columns, inline(c))
	}
	m.head(0, columns...)
	for _, row := range t.Rows {
		cells := []string{inline(row.Item.ID + " " + row.Item.Title)}
		for _, f := range row.Cells {
			cells = append(cells, answer(f))
		}
		m.row(cells...)
	}
	m.WriteByte('\n')
}

func (m *markdown) outstanding(r *Report) {
	m.line("## What is outstanding")
	left := r.Left
	for _, p := range left.Problems {
		m.list(inline(p))
	}
	if len(left.Items) > 0 {
		m.head(0, "Item", "Why", "Action", "Owner", "Due", "Status")
		for _, it := range left.Items {
			item, why := inline(it.Item.ID+" "+it.Item.Title), inline(strings.Join(it.Reasons, "\n"))
			for _, x := range it.Actions {
				m.row(item, why, inline(x.What), inline(x.OwnerWords()), x.DueWords(), x.State())
			}
			if len(it.Actions) == 0 {
				m.row(item, why, "_No action is named_", "", "", "")
			}
		}
		m.WriteByte('\n')
		m.line("Overdue is what was due before %s, the day of the last change.", long(r.Changed))
	}
	if len(left.Open) > 0 {
		m.line("### Not yet answered")
		var points []string
		for _, h := range left.Open {
			points = append(points, fmt.Sprintf("%s: %s.", inline(h.Title), refs(h.Open)))
		}
		m.list(points...)
	}
	if len(left.Problems)+len(left.Items)+len(left.Open) == 0 {
		m.line("Nothing is outstanding.")
	}
}

func (m *markdown) section(s Section) {
	m.line("### %s", inline(s.Title))
	if s.About != "" {
		m.line("%s", text(s.About))
	}
	for _, it := range s.Items {
		m.item(it)
	}
}

func (m *markdown) item(it Item) {
	m.line("#### %s %s", inline(it.ID), inline(it.Title))
	m.line("%s", text(it.Question))
	m.head(0, "Standing", it.StandingWords())
	for _, f := range it.Fields {
		m.row(inline(f.Label), answer(f))
	}
	if left, ok := leftOver(it.Remainder); ok {
		m.row("_Not accounted for_", left)
	}
	for _, p := range it.Behind() {
		m.row("_"+inline(p.Name)+"_", inline(p.Text))
	}
	m.WriteByte('\n')
	if it.Narrative != "" {
		m.line("_In the force's words:_")
		m.line("%s", text(it.Narrative))
	}
	m.evidence(it.Evidence)
	m.actions(it.Actions)
}

func (m *markdown) evidence(all []Evidence) {
	if len(all) == 0 {
		return
	}
	m.line("_Evidence:_")
	var points []string
	for _, e := range all {
		points = append(points, inline(brackets(e.Title, e.Particulars())))
	}
	m.list(points...)
}

func (m *markdown) actions(all []Action) {
	if len(all) == 0 {
		return
	}
	m.line("_Actions:_")
	var points []string
	for _, x := range all {
		points = append(points, inline(fmt.Sprintf("%s (owner: %s; due: %s; %s)", x.What, x.OwnerWords(), x.DueWords(), x.state())))
	}
	m.list(points...)
}

func brackets(s, more string) string {
	if more == "" {
		return s
	}
	return s + " (" + more + ")"
}

// answer is a field's words in a cell of a table.
func answer(f Field) string {
	if f.ID != "" && f.Value.State == assessment.Given {
		return inline(f.Words)
	}
	state, reason, ok := strings.Cut(f.Words, ": ")
	if !ok || f.Withheld != "" {
		return "_" + inline(f.Words) + "_"
	}
	return "_" + inline(state) + ":_ " + inline(reason)
}
