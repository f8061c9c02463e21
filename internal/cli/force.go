package cli

import (
	"fmt"
	"strings"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
	"favour/internal/nearest"
)

// findForce is the force that a person calls name: by its id, its name, or a
// part of the name that no other has. One that is not listed is taken as typed;
// if it looks like a slip for one that is, only together with self.
func findForce(name, self string) (f checklist.Force, err error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		return f, usage("The name of the force is empty.")
	}
	forces, err := catalog.Forces(checklists.FS)
	if err != nil {
		return f, err
	}
	var found []checklist.Force
	for _, f := range forces {
		if strings.EqualFold(f.ID, name) || strings.EqualFold(f.Name, name) {
			found = []checklist.Force{f}
			break
		}
		if strings.Contains(strings.ToLower(f.Name), strings.ToLower(name)) {
			found = append(found, f)
		}
	}
	switch len(found) {
	case 0:
		f = checklist.Force{Name: name}
		if near := nearForce(name, forces); near != "" && self == "" {
			return f, usage(`%s is not in the list of forces. Did you mean %s? To take it as typed, say as well what it calls itself, such as --self "the force".`, name, near)
		}
	case 1:
		f = found[0]
	default:
		return f, usage("Several forces have %q in their names: %s. Say which.", name, forceNames(found))
	}
	if self != "" {
		f.Self = self
	}
	_, err = parseText(f.Name + f.Self)
	if err != nil {
		return f, usage("The name of the force was not taken: %s.", err)
	}
	return f, nil
}

// mostNamed is how many forces are named when several might be meant.
const mostNamed = 6

func forceNames(forces []checklist.Force) string {
	var names []string
	for _, f := range forces {
		names = append(names, f.Name)
	}
	if n := len(names) - mostNamed; n > 1 {
		return strings.Join(names[:mostNamed], ", ") + fmt.Sprintf(" and %d others", n)
	}
	return orList(names)
}

// nearForce is the listed force that name is probably a slip for, and empty
// where there is none.
func nearForce(name string, forces []checklist.Force) string {
	var known []string
	names := map[string]string{}
	for _, f := range forces {
		first, _, _ := strings.Cut(f.Name, " ")
		for _, word := range []string{f.ID, f.Name, first} {
			known, names[word] = append(known, word), f.Name
		}
	}
	if near := nearest.Names(name, known); len(near) > 0 {
		return names[near[0]]
	}
	return ""
}

// forceEdits are the edits that make f the force, and leave nothing of another.
func forceEdits(f checklist.Force) []assessment.Edit {
	edits := assessment.ForceEdits(f)
	for _, name := range []string{assessment.DetailForceID, assessment.DetailRegion} {
		set := false
		for _, e := range edits {
			set = set || e.Target == assessment.Detail(name)
		}
		if !set {
			edits = append(edits, assessment.Edit{Target: assessment.Detail(name)})
		}
	}
	return edits
}
