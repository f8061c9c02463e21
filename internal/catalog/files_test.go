package catalog_test

import (
	"bytes"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"favour/checklists"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

// Every file that is brought along is sound, both to the program and to an
// editor that goes by the schema.
func TestEveryFile(t *testing.T) {
	all, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("there is no checklist")
	}
	schema := readSchema(t)
	names, err := fs.Glob(checklists.FS, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if name == "forces.yaml" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			src, err := fs.ReadFile(checklists.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document(t, src)); err != nil {
				t.Errorf("%#v", err)
			}
		})
	}
}

// The schema and the program agree on what either can see.
func TestSchema(t *testing.T) {
	schema := readSchema(t)
	for _, src := range []string{sound, withRules} {
		if err := schema.Validate(document(t, []byte(src))); err != nil {
			t.Fatalf("the schema refuses what the program takes: %#v", err)
		}
	}
	for _, test := range []struct{ name, old, new string }{
		{"an unknown key", "why: To know.", "wy: To know."},
		{"an unknown key at the top", "title: Small", "title: Small\ntitel: Small"},
		{"a missing key", "    title: Second jobs\n", ""},
		{"an item with nothing to answer", "        form: scale\n        words", "        words"},
		{"an unknown kind", "kind: money", "kind: number"},
		{"an unknown basis", "basis: derived", "basis: guessed"},
		{"a basis without sources", "        sources: [LEI page 4]\n", ""},
		{"an unknown standing", "standing: met", "standing: fine"},
		{"options of a count", "id: received, label: Received, kind: count", "id: received, label: Received, kind: count, options: [{id: a, label: A}]"},
		{"an option called as a state", `{id: "no"`, `{id: answered`},
		{"an item's id of another shape", "BUS-02", "BUS-2"},
		{"a field's id of another shape", "id: cost", "id: Cost"},
		{"a rule of both kinds", "of: received", "of: received, field: when, not-after: to"},
		{"a rule of no kind", "{parts: [approved], of: received}", "{severity: note}"},
		{"a rule of two kinds with a field", late, `{field: when, not-after: to, when: {verdict: "yes"}, say: Wrong., code: wrong}`},
		{"a rule without a code", late, `{when: {verdict: "yes"}, say: Wrong.}`},
		{"a rule's code of another shape", late, `{when: {verdict: "yes"}, say: Wrong., code: It is wrong}`},
		{"a rule's code that the program has", late, `{when: {verdict: "yes"}, say: Wrong., code: dates}`},
		{"no limit on evidence", "title: Small", "title: Small\nevidence-months: 0"},
		{"an empty condition", `when: {verdict: "yes"}`, "when: {}"},
		{"a truth in a condition", `when: {verdict: "yes"}`, "when: {verdict: true}"},
		{"a number for text", `edition: "1"`, "edition: 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := replace(t, test.old, test.new)
			if err := schema.Validate(document(t, src)); err == nil {
				t.Error("the schema takes it")
			}
			if len(catalog.Lint("small.yaml", src)) == 0 {
				t.Error("the program takes it")
			}
		})
	}
}

// The schema and the program know the same codes.
func TestSchemaKnowsTheCodes(t *testing.T) {
	schema := readSchema(t)
	for _, code := range checklist.Codes {
		src := replace(t, late, `{when: {verdict: "yes"}, say: Wrong., code: `+code+`}`)
		if err := schema.Validate(document(t, src)); err == nil {
			t.Errorf("the schema lets a rule have the code %q", code)
		}
	}
}

func readSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	src, err := fs.ReadFile(checklists.FS, "checklist.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("checklist.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("checklist.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// document is src as an editor sees it: as JSON, where a day is text.
func document(t *testing.T, src []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Load(src, &n); err != nil {
		t.Fatal(err)
	}
	return value(t, n.Content[0])
}

func value(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		l := []any{}
		for _, c := range n.Content {
			l = append(l, value(t, c))
		}
		return l
	}
	switch n.ShortTag() {
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	return n.Value
}

// replace changes one place of the sound checklist.
func replace(t *testing.T, old, new string) []byte {
	t.Helper()
	if !strings.Contains(sound, old) {
		t.Fatalf("the sound checklist has no %q", old)
	}
	return []byte(strings.Replace(sound, old, new, 1))
}
