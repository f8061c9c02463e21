package catalog_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

// Every answer of the examples that come with the program is one that its field
// takes.
func TestTheExamplesCanBeTyped(t *testing.T) {
	for name, want := range map[string]struct {
		follows string
		period  checklist.Period
	}{
		"leicestershire":      {"leicestershire-2011", checklist.Period{From: "2011-09-01", To: "2012-05-31"}},
		"leicestershire-2011": {},
	} {
		x, err := catalog.FindExample(checklists.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		if x.Force.Name != "Leicestershire Police" || x.Follows != want.follows || x.Period != want.period || x.Checklist.Len() != 90 {
			t.Errorf("%s: got %q, follows %q, %v, %d items", name, x.Force.Name, x.Follows, x.Period, x.Checklist.Len())
		}
		if _, err := assessment.ParseMarking(x.Marking); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(x.Answers) == 0 {
			t.Errorf("%s has no answers", name)
		}
		for _, typed := range x.Answers {
			it, ok := x.Checklist.Item(typed.Item)
			if !ok {
				t.Errorf("%s: no item %s", name, typed.Item)
				continue
			}
			if typed.Field == "" {
				continue
			}
			f, _ := it.Field(typed.Field)
			if v, err := assessment.Parse(f, typed.Text); err != nil || !v.IsAnswered() {
				t.Errorf("%s: %s.%s=%s: %+v, %v", name, typed.Item, typed.Field, typed.Text, v, err)
			}
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
