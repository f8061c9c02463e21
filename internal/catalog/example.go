package catalog

import (
	"fmt"
	"io/fs"
	"slices"

	"go.yaml.in/yaml/v4"

	"favour/internal/checklist"
)

// examplesFolder is where the examples of returns are.
const examplesFolder = "examples/"

var exampleShape = shape{"an example", []string{"id", "checklist", "force", "marking", "answers"}, []string{"follows", "period", "narratives"}}

// An Example is a return to be shown how one looks: answers from the public
// record, as a person would type them.
type Example struct {
	ID        string
	Follows   string // the name of the example of the period before; empty for none
	Checklist *checklist.Checklist
	Force     checklist.Force
	Period    checklist.Period // nought where none is given
	Marking   string
	Answers   []Typed
}

// Typed is something that is typed into an item: into the field with that id,
// or, where Field is empty, as its narrative.
type Typed struct {
	Item, Field, Text string
}

// FindExample reads the example with that name, and the checklist and the force
// that it speaks of, from fsys. Every answer is to a field that there is;
// whether the field takes it is for package assessment to say.
func FindExample(fsys fs.FS, name string) (Example, error) {
	file := examplesFolder + name + ".yaml"
	src, err := readBytes(fsys, file)
	if err != nil {
		return Example{}, err
	}
	r := &reader{file: file}
	root := r.load(src)
	if root == nil {
		return Example{}, r.err()
	}
	o, _ := r.object(root, exampleShape)
	list, err := Find(fsys, o.line("checklist"))
	if err != nil {
		return Example{}, fmt.Errorf("read %s: %w", file, err)
	}
	forces, err := Forces(fsys)
	if err != nil {
		return Example{}, err
	}
	x := Example{
		ID: o.id("id", slugShape, "leicestershire-2012").text, Follows: o.word("follows").text, Checklist: list, Force: r.force(o, forces),
		Period: r.period(o.values["period"]), Marking: o.line("marking"),
	}
	x.Answers = append(r.answers(o.values["answers"], list), r.narratives(o.values["narratives"], list)...)
	return x, r.err()
}

// force is the force that an example names by its id.
func (r *reader) force(o object, forces []checklist.Force) checklist.Force {
	id := o.word("force")
	i := slices.IndexFunc(forces, func(f checklist.Force) bool { return f.ID == id.text })
	if i < 0 {
		if id.at != nil {
			r.complain(id.at, "there is no force %q in %s", id.text, forcesFile)
		}
		return checklist.Force{}
	}
	return forces[i]
}

// answers reads what is typed into the fields of each item.
func (r *reader) answers(n *yaml.Node, list *checklist.Checklist) []Typed {
	var all []Typed
	for _, p := range r.byItem(n, list) {
		it, _ := list.Item(p.key.text)
		fields, _ := r.mapping(p.value, "the answer to "+it.ID)
		for _, f := range fields {
			if _, ok := it.Field(f.key.text); !ok {
				r.complain(f.key.at, "%s has no field %q", it.ID, f.key.text)
				continue
			}
			all = append(all, Typed{it.ID, f.key.text, r.prose(f.value, f.key.text)})
		}
	}
	return all
}

// narratives reads what is typed as the narrative of each item.
func (r *reader) narratives(n *yaml.Node, list *checklist.Checklist) []Typed {
	var all []Typed
	for _, p := range r.byItem(n, list) {
		all = append(all, Typed{Item: p.key.text, Text: r.prose(p.value, "the narrative of "+p.key.text)})
	}
	return all
}

// byItem reads a mapping whose keys are items of the checklist.
func (r *reader) byItem(n *yaml.Node, list *checklist.Checklist) []pair {
	if n == nil {
		return nil
	}
	pairs, _ := r.mapping(n, "a mapping of items")
	return slices.DeleteFunc(pairs, func(p pair) bool {
		_, ok := list.Item(p.key.text)
		if !ok {
			r.complain(p.key.at, "the checklist has no item %q", p.key.text)
		}
		return !ok
	})
}
