package catalog

import (
	"io/fs"

	"go.yaml.in/yaml/v4"

	"favour/internal/checklist"
)

// forcesFile is the one file of a folder of checklists that is no checklist.
const forcesFile = "forces.yaml"

var forceShape = shape{"a force", []string{"id", "name", "self"}, []string{"region"}}

// Forces returns the police forces listed in forces.yaml of fsys, in the order
// of the file. If there is anything to complain of, the error is a *[LintError].
func Forces(fsys fs.FS) ([]checklist.Force, error) {
	src, err := readBytes(fsys, forcesFile)
	if err != nil {
		return nil, err
	}
	r := &reader{file: forcesFile}
	var forces []checklist.Force
	if root := r.load(src); root != nil {
		forces = r.forces(root)
	}
	if err := r.err(); err != nil {
		return nil, err
	}
	return forces, nil
}

// forces reads a list of forces, each id and each name once.
func (r *reader) forces(root *yaml.Node) []checklist.Force {
	var forces []checklist.Force
	var ids, names []word
	for _, n := range r.list(root, "the list of forces") {
		o, _ := r.object(n, forceShape)
		id, name := o.id("id", slugShape, "thames-valley"), o.word("name")
		if id.at != nil {
			ids = r.addOnce(ids, id, "the id of a force")
		}
		if name.at != nil {
			names = r.addOnce(names, name, "the name of a force")
		}
		forces = append(forces, checklist.Force{ID: id.text, Name: name.text, Self: o.line("self"), Region: o.line("region")})
	}
	return forces
}
