package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"favour/internal/report"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("return.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("return.schema.json")
}

func TestJSONIsWhatItsSchemaSays(t *testing.T) {
	f, _ := report.ByName("json")
	s := schema(t)
	for name, fixture := range fixtures {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, f, fixture(t))))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	f, _ := report.ByName("json")
	s := schema(t)
	file := write(t, f, rich(t))
	for _, change := range [][2]string{
		{`"total": 0`, `"total": -1`},
		{`"state": "not-recorded"`, `"state": "given"`},
		{`"marking": "NOT PROTECTIVELY MARKED"`, `"marking": "SECRET"`},
		{`"favour.return/2"`, `"favour.return/1"`},
		{`"narrative"`, `"internal"`},
	} {
		if !bytes.Contains(file, []byte(change[0])) {
			t.Fatalf("%s is not in it", change[0])
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(file, []byte(change[0]), []byte(change[1]), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(doc) == nil {
			t.Errorf("with %s it is still valid", change[1])
		}
	}
}

func TestJSONKeepsTextAsItIs(t *testing.T) {
	f, _ := report.ByName("json")
	a := hostile(t)
	var got struct {
		Force struct{ Name string }
		Items []struct{ ID, Narrative string }
	}
	if err := json.Unmarshal(write(t, f, a), &got); err != nil {
		t.Fatal(err)
	}
	if got.Force.Name != a.Details().Force.Name {
		t.Errorf("the force is %q, and was %q", got.Force.Name, a.Details().Force.Name)
	}
	for _, it := range report.New(a).Sections[1].Items {
		for _, x := range got.Items {
			if x.ID == it.ID && x.Narrative != it.Narrative {
				t.Errorf("%s says %q, and said %q", it.ID, x.Narrative, it.Narrative)
			}
		}
	}
}
