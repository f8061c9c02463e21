package report

import (
	"fmt"
	"slices"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// counts lists every count that is answered or has to be, item by item.
func (b *builder) counts(r *Report) []CountGroup {
	var groups []CountGroup
	for _, it := range b.a.Checklist().Items() {
		made := b.items[it.ID]
		g := CountGroup{Item: made.Ref, Remainder: made.Remainder}
		for _, f := range made.Fields {
			asked, ok := it.Field(f.ID)
			if ok && f.Kind == checklist.Count && (asked.Required || f.Value.IsAnswered()) {
				g.Counts = append(g.Counts, Count{f, r.when(asked.AsAt)})
			}
		}
		if len(g.Counts) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// when is the time that a count speaks of: the period, or one day.
func (r *Report) when(asAt string) string {
	day, name := "", ""
	switch asAt {
	case assessment.DetailFrom:
		day, name = r.Period.From, "the start of the period"
	case assessment.DetailTo:
		day, name = r.Period.To, "the end of the period"
	case assessment.DetailBaseline:
		day, name = r.Baseline, "the baseline"
	default:
		return r.Period.Words
	}
	if day == "" {
		return "as at " + name
	}
	return "as at " + long(day)
}

// notAsked is what a table says where an item has no such field, or its other
// answers make it one that is not asked.
const notAsked = "Not asked"

func (b *builder) table(n int, t checklist.Table) Table {
	out := Table{ID: fmt.Sprintf("table-%d", n), Title: t.Title, Columns: make([]string, len(t.Columns))}
	for _, id := range t.Items {
		it, ok := b.a.Item(id)
		if !ok {
			continue // package catalog would have complained
		}
		row := TableRow{Item: Ref{it.ID, it.Title}, Cells: make([]Field, len(t.Columns))}
		for i, column := range t.Columns {
			row.Cells[i] = Field{Words: notAsked}
			f, ok := it.Field(column)
			if !ok {
				continue
			}
			out.Columns[i] = f.Label
			if b.a.Shown(it, f) {
				row.Cells[i] = b.field(it, f)
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// outstanding gathers what is partly met, not met, not fully answered or cannot
// be right, and the actions that are not done.
func (b *builder) outstanding(findings []assessment.Finding) Outstanding {
	var left Outstanding
	wrong := map[string][]string{}
	for _, f := range findings {
		switch {
		case f.Severity != assessment.Error || f.Code == assessment.CodeNoMarking:
		case f.Item == "":
			left.Problems = append(left.Problems, f.Text)
		default:
			wrong[f.Item] = append(wrong[f.Item], f.Text)
		}
	}
	for i := range b.a.Checklist().Sections {
		s := &b.a.Checklist().Sections[i]
		open := Heading{Title: s.Title}
		for j := range s.Items {
			it := b.items[s.Items[j].ID]
			reasons := append(standingReasons(it), wrong[it.ID]...)
			switch {
			case it.Blank() && len(it.Actions) == 0 && len(wrong[it.ID]) == 0:
				open.Open = append(open.Open, it.Ref)
			case len(reasons) > 0:
				left.Items = append(left.Items, OutstandingItem{it.Ref, reasons, it.Actions})
			}
		}
		if len(open.Open) > 0 {
			left.Open = append(left.Open, open)
		}
	}
	return left
}

// standingReasons are why it is outstanding, going by its standing and actions.
func standingReasons(it Item) []string {
	switch it.Standing {
	case checklist.PartlyMet, checklist.NotMet, checklist.Unanswered:
		return []string{it.StandingWords()}
	}
	if slices.ContainsFunc(it.Actions, func(x Action) bool { return x.Status != assessment.StatusDone }) {
		return []string{it.StandingWords() + ", with an action to do"}
	}
	return nil
}
