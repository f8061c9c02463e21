package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/catalog"
	"favour/internal/checklist"
)

// Whatever the bytes, Parse ends with a checklist that holds together or with
// complaints that stand in the file, and it does the same again.
func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(withRules))
	for _, m := range mistakes {
		f.Add([]byte(strings.Replace(sound, m.old, m.new, 1)))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := catalog.Parse("fuzz.yaml", src)
		if err != nil {
			standInFile(t, src, catalog.Lint("fuzz.yaml", src))
			return
		}
		holdsTogether(t, c)
		again, err := catalog.Parse("fuzz.yaml", src)
		if err != nil {
			t.Fatalf("it was taken, and then refused: %v", err)
		}
		if got, want := again.Digest(), c.Digest(); got != want {
			t.Errorf("got digest %s, want %s as before", got, want)
		}
	})
}

func standInFile(t *testing.T, src []byte, complaints []catalog.Complaint) {
	if len(complaints) == 0 {
		t.Fatal("it was refused without complaint")
	}
	lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + strings.Count(string(src), "\u0085") + 1
	for _, c := range complaints {
		if c.Line < 1 || c.Line > lines+1 || c.Column < 1 {
			t.Errorf("%q does not stand in a file of %d lines", c, lines)
		}
		if strings.ContainsAny(c.String(), "\x1b\n\u202e") {
			t.Errorf("%q is not fit for a terminal", c)
		}
		if e := c.Excerpt(src); strings.Count(e, "\n") != 1 || strings.ContainsAny(e, "\x1b\u202e") {
			t.Errorf("the excerpt %q is not fit for a terminal", e)
		}
	}
}

func holdsTogether(t *testing.T, c *checklist.Checklist) {
	if c.ID == "" || c.Edition == "" || c.Title == "" || c.Provenance == "" || c.Len() == 0 {
		t.Errorf("something is missing in %+v", c)
	}
	seen := map[string]bool{}
	for s, it := range c.Items() {
		if seen[it.ID] || !strings.HasPrefix(it.ID, s.ID+"-") {
			t.Errorf("item %q of section %q", it.ID, s.ID)
		}
		seen[it.ID] = true
		if it.Question == "" || it.Why == "" || it.Basis == "" || len(it.Fields) == 0 {
			t.Errorf("something is missing in %+v", it)
		}
		for _, f := range it.Fields {
			if f.Label == "" || f.Kind == "" || (f.Kind == checklist.Choice) != (len(f.Options) > 0) {
				t.Errorf("item %s has the field %+v", it.ID, f)
			}
			named(t, it, f.When, beside...)
		}
		for _, r := range it.Rules {
			for _, id := range append(r.Parts, r.Of, r.Field) {
				says := len(r.When) > 0 && id == checklist.Narrative
				if _, ok := it.Field(id); !ok && !says && id != "" {
					t.Errorf("item %s has a rule on %q", it.ID, id)
				}
			}
			if (len(r.When) > 0) != (r.Say != "") || (r.Say != "") != (r.Code != "") || slices.Contains(checklist.Codes, r.Code) {
				t.Errorf("item %s has the rule %+v", it.ID, r)
			}
			named(t, it, r.When, append(beside, checklist.Narrative, checklist.Stands)...)
		}
		for _, s := range it.Statement {
			for _, c := range s.FirstOf {
				named(t, it, c.When, beside...)
			}
		}
	}
}

// beside is what a condition may name, of an item that has no such field.
var beside = append([]string{checklist.Remainder}, checklist.Moments...)

func named(t *testing.T, it *checklist.Item, when checklist.Condition, beside ...string) {
	for _, test := range when {
		_, ok := it.Field(test.Field)
		_, sum := it.Sum()
		ok = ok || slices.Contains(beside, test.Field) && (test.Field != checklist.Remainder || sum)
		if !ok || len(test.Is) == 0 {
			t.Errorf("item %s has the test %+v", it.ID, test)
		}
	}
}
