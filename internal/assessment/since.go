package assessment

import (
	"slices"
	"strings"
)

// AsOf is a as it was when h was its last change, and false if none of its
// changes is h.
func (a Assessment) AsOf(h Head) (Assessment, bool) {
	if h.Sequence == 0 || h.Sequence > a.Count() || a.changes[h.Sequence-1].digest() != h.SHA256 {
		return Assessment{}, false
	}
	return a.first(h.Sequence), true
}

// A Correction is what a return says otherwise than an earlier one of the same
// record did.
type Correction struct {
	Item  string   // its id; empty for what is of no one item, such as a detail
	Words []string // a line for each thing, as a history words it
}

// Since lists what a says to HMIC otherwise than then did, which is an earlier
// state of it: the details and the signatures first, then item by item in the
// order of the checklist. What was changed and changed back is not among it, nor
// is what never leaves the force.
func (a Assessment) Since(then Assessment) []Correction {
	words := map[string][]string{}
	seen := map[Target]bool{}
	for _, c := range a.After(then.Count()) {
		if deed, ok := a.Deed(c); ok && c.signs() {
			words[""] = append(words[""], deed)
		}
		for _, e := range c.Edits {
			t := e.Target
			if seen[t] || !a.tells(t) {
				continue
			}
			seen[t] = true
			net := Edit{Target: t, Old: then.said(t), New: a.said(t)}
			if net.Old == net.New || t.Part != PartItems && a.dropped(t) {
				continue
			}
			item := ""
			if ids := a.itemsOf(net); t.Kind != OnDetail && len(ids) > 0 {
				item = ids[0]
			}
			words[item] = append(words[item], a.Describe(net))
		}
	}
	var all []Correction
	for _, id := range append([]string{""}, a.itemIDs()...) {
		if len(words[id]) > 0 {
			all = append(all, Correction{id, words[id]})
		}
	}
	return all
}

func (a Assessment) itemIDs() []string {
	var ids []string
	for _, it := range a.list.Items() {
		ids = append(ids, it.ID)
	}
	return ids
}

// tells reports whether a return says what stands at t; see Content.
func (a Assessment) tells(t Target) bool {
	switch t.Kind {
	case OnField, OnNarrative:
		_, ok := a.index[t.ID]
		return ok
	case OnEvidence:
		return t.Part != PartWhere && t.Part != PartSHA256
	case OnAction:
		return true
	case OnDetail:
		return slices.Contains(contentDetails, t.Part)
	}
	return false
}

// said is what stands at t as a return says it: items in the order of their ids,
// and an action as open unless it is done.
func (a Assessment) said(t Target) Value {
	v := a.At(t)
	switch {
	case t.Part == PartItems && (t.Kind == OnEvidence || t.Kind == OnAction):
		return Of(strings.Join(slices.Sorted(slices.Values(splitItems(v))), " "))
	case t.Kind == OnAction && t.Part == PartStatus && v.Given != StatusDone && a.At(Target{OnAction, t.ID, PartItems}).IsAnswered():
		return Of(StatusOpen)
	}
	return v
}

// dropped reports whether t is of evidence or an action that serves no item any
// more, and so is in no return.
func (a Assessment) dropped(t Target) bool {
	return (t.Kind == OnEvidence || t.Kind == OnAction) && !a.At(Target{t.Kind, t.ID, PartItems}).IsAnswered()
}
