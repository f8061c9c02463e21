package catalog_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
)

// Every answer of the example that comes with the program is one that its field
// takes.
func TestTheExampleCanBeTyped(t *testing.T) {
	x, err := catalog.FindExample(checklists.FS, "leicestershire")
	if err != nil {
		t.Fatal(err)
	}
	if x.Force.Name != "Leicestershire Police" || x.Period.From != "2011-09-01" || x.Checklist.Len() != 90 {
		t.Errorf("got %q, %v, %d items", x.Force.Name, x.Period, x.Checklist.Len())
	}
	if _, err := assessment.ParseMarking(x.Marking); err != nil {
		t.Error(err)
	}
	if len(x.Answers) == 0 {
		t.Error("the example has no answers")
	}
	for _, typed := range x.Answers {
		it, ok := x.Checklist.Item(typed.Item)
		if !ok {
			t.Errorf("no item %s", typed.Item)
			continue
		}
		if typed.Field == "" {
			continue
		}
		f, _ := it.Field(typed.Field)
		if v, err := assessment.Parse(f, typed.Text); err != nil || v.State != assessment.Given {
			t.Errorf("%s.%s=%s: %+v, %v", typed.Item, typed.Field, typed.Text, v, err)
		}
	}
}

func TestExampleComplaints(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"without-fear-or-favour.yaml", "forces.yaml"} {
		b, err := checklists.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	files["examples/bad.yaml"] = &fstest.MapFile{Data: []byte(`id: bad
checklist: without-fear-or-favour
force: rutland
period: {from: 2011-09-01, to: 2012-05-31}
marking: PROTECT
answers:
  BUS-77: {received: 1}
  BUS-07: {recieved: 1}
narratives:
  BUS-78: text
`)}
	_, err := catalog.FindExample(files, "bad")
	var lint *catalog.LintError
	if !errors.As(err, &lint) {
		t.Fatalf("got %v, want complaints", err)
	}
	var got []string
	for _, c := range lint.Complaints {
		got = append(got, c.String())
	}
	for _, want := range []string{"bad.yaml:3:8:", "bad.yaml:7:3:", "bad.yaml:8:12:", "bad.yaml:10:3:"} {
		if !strings.Contains(strings.Join(got, "\n"), want) {
			t.Errorf("no complaint at %s in\n%s", want, strings.Join(got, "\n"))
		}
	}
	if _, err := catalog.FindExample(files, "none"); err == nil {
		t.Error("an example that is not there was found")
	}
}
