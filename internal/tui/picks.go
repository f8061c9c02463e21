package tui

import (
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// picks are the questions of a list that are selected, for something to be done to
// all of them. They are known by id, so that they stay while the list changes.
type picks struct {
	on map[string]bool
	// A range goes from anchor, a row, to the cursor; base is what was selected
	// before it. It is sticky if every move of the cursor extends it.
	anchored, sticky bool
	anchor           int
	base             map[string]bool
}

// answeredTogether tells the lists that something was done to what is selected.
type answeredTogether struct{}

func (p *picks) none() { *p = picks{} }

// all selects ids, or where they are all selected already takes them out.
func (p *picks) all(ids []string) {
	p.anchored, p.sticky = false, false
	missing := slices.ContainsFunc(ids, func(id string) bool { return !p.on[id] })
	for _, id := range ids {
		p.set(id, missing)
	}
}

func (p *picks) set(id string, on bool) {
	if p.on == nil {
		p.on = map[string]bool{}
	}
	if on {
		p.on[id] = true
	} else {
		delete(p.on, id)
	}
}

// toggle takes the question under the cursor in or out.
func (p *picks) toggle(id string) {
	p.anchored, p.sticky = false, false
	p.set(id, !p.on[id])
}

// begin begins a range at the cursor.
func (p *picks) begin(rows widget.Rows, ids []string) {
	p.anchored, p.anchor, p.base = true, rows.Cursor, maps.Clone(p.on)
	p.cover(rows, ids)
}

// extend moves the cursor by n, and the end of the range with it.
func (p *picks) extend(rows *widget.Rows, ids []string, n int) {
	if !p.anchored {
		p.begin(*rows, ids)
	}
	rows.To(rows.Cursor + n)
	p.cover(*rows, ids)
}

// moved is told that the cursor was moved: that extends a sticky range, and ends
// another one.
func (p *picks) moved(rows widget.Rows, ids []string) {
	if p.sticky {
		p.cover(rows, ids)
		return
	}
	p.anchored = false
}

// stick begins a sticky range, or ends it.
func (p *picks) stick(rows widget.Rows, ids []string) {
	if p.sticky {
		p.anchored, p.sticky = false, false
		return
	}
	p.sticky = true
	p.begin(rows, ids)
}

// cover selects what the range covers, besides what was selected before.
func (p *picks) cover(rows widget.Rows, ids []string) {
	p.on = maps.Clone(p.base)
	from, to := min(p.anchor, rows.Cursor), max(p.anchor, rows.Cursor)
	for i := from; i <= to && i < len(ids); i++ {
		p.set(ids[i], true)
	}
}

// ids are what is selected, in the order of the checklist.
func (p *picks) ids(e *env) []string {
	var all []string
	for _, it := range e.desk.shown.Checklist().Items() {
		if p.on[it.ID] {
			all = append(all, it.ID)
		}
	}
	return all
}

// words says how many are selected, and is empty where none are.
func (p *picks) words() string {
	switch {
	case len(p.on) == 0:
		return ""
	case p.sticky:
		return fmt.Sprintf("%d selected, and the cursor selects more", len(p.on))
	}
	return fmt.Sprintf("%d selected", len(p.on))
}

// mark is the id of a question in w columns, with the sign of what is selected
// behind it.
func (p *picks) mark(id string, w int) string {
	if p.on[id] {
		return widget.Pad(plain.Line(id), w-2) + "● "
	}
	return widget.Pad(plain.Line(id), w)
}

// actions are what selects questions of a list, and does something with them; ids
// are those of its rows, and place is its id.
func (p *picks) actions(e *env, place string, rows *widget.Rows, ids []string) []action {
	empty, nothing := "", ""
	if len(ids) == 0 {
		empty = "No question is listed."
	}
	if len(p.on) == 0 {
		nothing = e.tell("Nothing is selected: {" + place + ".select} selects the question under the cursor, shift with the arrows several.")
	}
	do := func(f func()) func() tea.Cmd { return func() tea.Cmd { f(); return nil } }
	all := []action{
		can(place+".answer-selected", func() tea.Cmd { return e.open(newTogether(e, p.ids(e))) }).unless(nothing).unless(e.locked()),
		can(place+".select", do(func() { p.toggle(ids[rows.Cursor]) })).unless(empty).off(),
		can(place+".select-down", do(func() { p.extend(rows, ids, 1) })).unless(empty).off(),
		can(place+".select-up", do(func() { p.extend(rows, ids, -1) })).unless(empty).off(),
		can(place+".select-all", do(func() { p.all(ids) })).unless(empty).off(),
	}
	if len(p.on) == 0 {
		all[0] = all[0].off()
	}
	return all
}
