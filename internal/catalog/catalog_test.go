package catalog_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"favour/checklists"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

// head and tail make a sound checklist of any items indented by six.
const (
	head = `id: small
edition: "1"
title: Small
provenance: Ours
sources:
  - {key: LEI, title: A release}
forms:
  scale:
    fields:
      - id: verdict
        label: Verdict
        kind: choice
        required: true
        options:
          - {id: "yes", label: "Yes", standing: met}
          - {id: "no", label: "No", say: no such thing, standing: not-met}
      - {id: when, label: Since when, kind: date, when: {verdict: "yes"}}
    rules:
      - {field: when, not-after: to, severity: warning}
    statement:
      - first-of:
          - when: {verdict: ["yes", not-recorded]}
            say: "{Force} has {what}: {verdict}."
sections:
  - id: BUS
    title: Second jobs
    items:
`
	// body begins at line 27.
	body = `      - id: BUS-01
        title: One
        question: >
          Is there
          one?

        why: To know.
        sources: [LEI page 4]
        basis: sourced
        form: scale
        words: {what: a policy}
      - id: BUS-02
        title: Two
        question: How many?
        why: To know.
        basis: derived
        form: scale
        fields:
          - {id: when, label: When, kind: date}
          - {id: received, label: Received, kind: count}
          - {id: approved, label: Approved, kind: count}
          - {id: cost, label: Cost, kind: money}
        rules:
          - {parts: [approved], of: received}
        statement:
          - first-of:
              - when: {received: ">= approved", remainder: 1, approved: [0, "1"], cost: "<25.50"}
                say: "{Since} {received} {received:was|were} received, {remainder} {remainder:is|are} left."
              - say: "{Received.label}: nothing."
`
	sound = head + body
)

func TestParse(t *testing.T) {
	c, err := catalog.Parse("small.yaml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	verdict := checklist.Field{
		ID: "verdict", Label: "Verdict", Kind: checklist.Choice, Required: true,
		Options: []checklist.Option{
			{ID: "yes", Label: "Yes", Standing: checklist.Met},
			{ID: "no", Label: "No", Say: "no such thing", Standing: checklist.NotMet},
		},
	}
	late := checklist.Rule{Field: "when", NotAfter: "to", Severity: "warning"}
	want := &checklist.Checklist{
		ID: "small", Edition: "1", Title: "Small", Provenance: "Ours",
		Sources: []checklist.Source{{Key: "LEI", Title: "A release"}},
		Sections: []checklist.Section{{ID: "BUS", Title: "Second jobs", Items: []checklist.Item{
			{
				ID: "BUS-01", Title: "One", Question: "Is there one?", Why: "To know.",
				Sources: []string{"LEI page 4"}, Basis: checklist.Sourced, Form: "scale",
				Fields: []checklist.Field{
					verdict,
					{ID: "when", Label: "Since when", Kind: checklist.Date, When: checklist.Condition{{Field: "verdict", Is: []string{"yes"}}}},
				},
				Rules: []checklist.Rule{late},
				Words: map[string]string{"what": "a policy"},
				Statement: []checklist.Sentence{{FirstOf: []checklist.Case{{
					When: checklist.Condition{{Field: "verdict", Is: []string{"yes", "not-recorded"}}},
					Say:  "{Force} has {what}: {verdict}.",
				}}}},
			},
			{
				ID: "BUS-02", Title: "Two", Question: "How many?", Why: "To know.", Basis: checklist.Derived, Form: "scale",
				Fields: []checklist.Field{
					verdict,
					{ID: "when", Label: "When", Kind: checklist.Date},
					{ID: "received", Label: "Received", Kind: checklist.Count},
					{ID: "approved", Label: "Approved", Kind: checklist.Count},
					{ID: "cost", Label: "Cost", Kind: checklist.Money},
				},
				Rules: []checklist.Rule{late, {Parts: []string{"approved"}, Of: "received"}},
				Statement: []checklist.Sentence{{FirstOf: []checklist.Case{
					{
						When: checklist.Condition{
							{Field: "approved", Is: []string{"0", "1"}},
							{Field: "cost", Is: []string{"<25.50"}},
							{Field: "received", Is: []string{">=approved"}},
							{Field: "remainder", Is: []string{"1"}},
						},
						Say: "{Since} {received} {received:was|were} received, {remainder} {remainder:is|are} left.",
					},
					{Say: "{Received.label}: nothing."},
				}}},
			},
		}}},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// withRules is the sound checklist with a limit on evidence, and with rules that
// say something, in its form and in an item.
var withRules = strings.NewReplacer(
	"provenance: Ours\n", "provenance: Ours\nevidence-months: 24\n",
	late, `{when: {verdict: "yes", when: ["< from", ">to", =2012-02-29], narrative: unanswered}, say: "{When.label}: {when}.", code: when-outside, field: narrative}`,
	"{parts: [approved], of: received}", `{parts: [approved], of: received}
          - {when: {standing: [not-met, unanswered], to: <2012-10-18, received: "<> approved"}, say: "Not all {received}.", code: not-all, field: cost, severity: note}`,
).Replace(sound)

func TestParseRules(t *testing.T) {
	c, err := catalog.Parse("small.yaml", []byte(withRules))
	if err != nil {
		t.Fatal(err)
	}
	if c.EvidenceMonths != 24 {
		t.Errorf("got a limit of %d months, want 24", c.EvidenceMonths)
	}
	it, _ := c.Item("BUS-02")
	want := []checklist.Rule{
		{
			When: checklist.Condition{
				{Field: "narrative", Is: []string{"unanswered"}},
				{Field: "verdict", Is: []string{"yes"}},
				{Field: "when", Is: []string{"<from", ">to", "=2012-02-29"}},
			},
			Say: "{When.label}: {when}.", Code: "when-outside", Field: "narrative",
		},
		{Parts: []string{"approved"}, Of: "received"},
		{
			When: checklist.Condition{
				{Field: "received", Is: []string{"<>approved"}},
				{Field: "standing", Is: []string{"not-met", "unanswered"}},
				{Field: "to", Is: []string{"<2012-10-18"}},
			},
			Say: "Not all {received}.", Code: "not-all", Field: "cost", Severity: "note",
		},
	}
	if diff := cmp.Diff(want, it.Rules); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

// What a checklist leaves out is not in its JSON, so that the digest stays what
// it was before there was such a thing.
func TestDigestStays(t *testing.T) {
	c, err := catalog.Parse("small.yaml", []byte(sound))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Digest(), "c5359d562d3d0927a726946e474d1419b9dc5d9e871144173ac536d86421f70b"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseGivesNothingWithComplaints(t *testing.T) {
	c, err := catalog.Parse("small.yaml", []byte("id: small\n"))
	lint, ok := errors.AsType[*catalog.LintError](err)
	if c != nil || !ok || len(lint.Complaints) == 0 {
		t.Fatalf("got %v, %v, want no checklist and complaints", c, err)
	}
	if want := lint.Complaints[0].String(); !strings.HasPrefix(err.Error(), want) || !strings.HasPrefix(want, "small.yaml:1:1: ") {
		t.Errorf("got %q, want it to begin with %q", err, want)
	}
}

func TestReadFS(t *testing.T) {
	fsys := fstest.MapFS{
		"b.yaml":          {Data: []byte(strings.Replace(sound, "id: small", "id: second", 1))},
		"a.yaml":          {Data: []byte(sound)},
		"forces.yaml":     {Data: []byte("not: a checklist")},
		"notes.txt":       {Data: []byte("nor this")},
		"folder/sub.yaml": {Data: []byte("nor this")},
	}
	all, err := catalog.ReadFS(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ids(all), []string{"small", "second"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReadFSReportsEveryFile(t *testing.T) {
	fsys := fstest.MapFS{
		"a.yaml": {Data: []byte(sound)},
		"b.yaml": {Data: []byte("id: B\n")},
		"c.yaml": {Data: []byte("id: [\n")},
		"d.yaml": {Data: []byte(sound)},
	}
	all, err := catalog.ReadFS(fsys)
	if got, want := ids(all), []string{"small"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, want := range []string{"b.yaml:1:", "c.yaml:2:1:", `d.yaml has the id "small", which a.yaml has already`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestFind(t *testing.T) {
	fsys := fstest.MapFS{
		"a.yaml": {Data: []byte(sound)},
		"b.yaml": {Data: []byte("broken")},
	}
	if c, err := catalog.Find(fsys, "small"); err != nil || c.ID != "small" {
		t.Errorf("got %v, %v, want the checklist in spite of the broken file", c, err)
	}
	_, err := catalog.Find(fsys, "smal")
	if !errors.Is(err, catalog.ErrNotFound) {
		t.Fatalf("got %v, want ErrNotFound", err)
	}
	for _, want := range []string{`"smal"; there is small`, "b.yaml:1:1:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want %q in it", err, want)
		}
	}
	if _, err := catalog.Find(fstest.MapFS{}, "small"); err == nil || !strings.Contains(err.Error(), "there is none") {
		t.Errorf("got %v, want it to say that there is none", err)
	}
}

func TestForces(t *testing.T) {
	forces, err := catalog.Forces(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(forces), 45; got != want {
		t.Errorf("got %d forces, want %d", got, want)
	}
	regions := map[string]string{}
	for _, f := range forces {
		if f.Region != "" {
			regions[f.ID] = f.Region
		}
		if named, self := strings.HasSuffix(f.Name, "Constabulary"), f.Self == "the constabulary"; named != self {
			t.Errorf("%s calls itself %q", f.Name, f.Self)
		}
	}
	if diff := cmp.Diff(map[string]string{"leicestershire": "Eastern", "lancashire": "Northern"}, regions); diff != "" {
		t.Errorf("regions: want -, got +:\n%s", diff)
	}
	for _, want := range []checklist.Force{
		{ID: "leicestershire", Name: "Leicestershire Police", Self: "the force", Region: "Eastern"},
		{ID: "lancashire", Name: "Lancashire Constabulary", Self: "the constabulary", Region: "Northern"},
		{ID: "metropolitan", Name: "Metropolitan Police Service", Self: "the service"},
	} {
		if !slices.Contains(forces, want) {
			t.Errorf("there is no %+v", want)
		}
	}
}

func TestForcesComplaints(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"two of one id", "- {id: kent, name: Kent Police, self: the force}\n- {id: kent, name: Kent, self: the force}\n", `forces.yaml:2:8: the id of a force, "kent", stands twice, first at line 1; remove one`},
		{"two of one name", "- {id: kent, name: Kent Police, self: the force}\n- {id: sussex, name: Kent Police, self: the force}\n", `forces.yaml:2:22: the name of a force, "Kent Police", stands twice, first at line 1; remove one`},
		{"an unknown key", "- {id: kent, name: Kent Police, self: the force, regoin: South}\n", `forces.yaml:1:50: unknown key "regoin" in a force; did you mean "region"?`},
		{"no list", "id: kent\n", `forces.yaml:1:1: the list of forces must be a list, not keys with values`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := catalog.Forces(fstest.MapFS{"forces.yaml": {Data: []byte(test.src)}})
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	if _, err := catalog.Forces(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want that there is no such file", err)
	}
}

func ids(all []*checklist.Checklist) []string {
	var ids []string
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	return ids
}
