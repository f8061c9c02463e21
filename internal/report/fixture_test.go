package report_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// The checklist of these tests: every kind of field, a form that two items
// share, counts with a remainder, a section that frames the return, and an item
// that is in no heading.

var yesNo = []checklist.Option{
	{ID: "yes", Label: "Yes", Standing: checklist.Met},
	{ID: "partly", Label: "Partly", Standing: checklist.PartlyMet},
	{ID: "no", Label: "No", Standing: checklist.NotMet},
}

func is(field string, alternatives ...string) checklist.Condition {
	return checklist.Condition{{Field: field, Is: alternatives}}
}

func says(cases ...checklist.Case) []checklist.Sentence {
	return []checklist.Sentence{{FirstOf: cases}}
}

func policy(id, title, name string) checklist.Item {
	inForce := is("state", "in-force", "under-review")
	return checklist.Item{
		ID: id, Title: title, Question: "What state is the " + name + " in?", Why: "Because it was asked.", Basis: checklist.Sourced,
		Form: "policy", Words: map[string]string{"policy": name},
		Fields: []checklist.Field{
			{ID: "state", Label: "State of the policy", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
				{ID: "none", Label: "None", Standing: checklist.NotMet},
				{ID: "in-force", Label: "In force", Standing: checklist.Met},
				{ID: "under-review", Label: "Being reviewed and updated", Say: "being reviewed", Standing: checklist.Met},
			}},
			{ID: "reviewed", Label: "Last reviewed", Kind: checklist.Date, When: inForce},
			{ID: "told", Label: "Officers and staff told", Kind: checklist.Choice, When: inForce, Options: yesNo},
			{ID: "planned", Label: "Change planned", Kind: checklist.Text},
		},
		Statement: says(
			checklist.Case{When: is("state", "none"), Say: "{Force} has no {policy}."},
			checklist.Case{When: is("state", "given"), Say: "The {policy} is {state}."},
			checklist.Case{Say: "{Force} has not said what state its {policy} is in."},
		),
	}
}

func fixtureList() *checklist.Checklist {
	return &checklist.Checklist{
		ID: "fixture", Edition: "1", Title: "Integrity self-assessment",
		Provenance: "Unofficial reconstruction from the public record; HMIC's own wording is not reproduced.",
		Official:   "HMIC, Without fear or favour (December 2011), Appendix B.",
		Sections: []checklist.Section{
			{ID: "RET", Title: "Return details", About: "How the return was made.", Unscored: true, Items: []checklist.Item{
				{
					ID: "RET-01", Title: "Method", Question: "Which method was used?",
					Fields: []checklist.Field{{ID: "method", Label: "Method used", Kind: checklist.Choice, Required: true, Options: []checklist.Option{
						{ID: "hmic", Label: "HMIC's checklist", Say: "HMIC's checklist"},
						{ID: "own", Label: "Own health check", Say: "its own health check"},
					}}},
					Statement: says(
						checklist.Case{When: is("method", "given"), Say: "{Name} has assessed itself with {method}."},
						checklist.Case{Say: "{Force} has not said how it assessed itself."},
					),
				},
				{
					ID: "RET-03", Title: "Period", Question: "Which period, and since when?",
					Fields: []checklist.Field{
						{ID: "from", Label: "From", Kind: checklist.Date, Detail: "from", Required: true},
						{ID: "to", Label: "To", Kind: checklist.Date, Detail: "to", Required: true},
						{ID: "baseline", Label: "Baseline", Kind: checklist.Date, Detail: "baseline"},
					},
				},
			}},
			{ID: "MED", Title: "Relationships with the media", Items: []checklist.Item{
				policy("MED-01", "Media policy", "media policy"),
				{
					ID: "MED-02", Title: "Disclosures investigated", Question: "How many disclosures to the media were investigated?",
					Fields: []checklist.Field{{ID: "total", Label: "Investigated", Kind: checklist.Count, Required: true}},
					Statement: says(
						checklist.Case{When: is("total", "0"), Say: "No disclosures were investigated {between}."},
						checklist.Case{When: is("total", "given"), Say: "{Since}, {total} {total:disclosure was|disclosures were} investigated."},
						checklist.Case{When: is("total", "not-recorded"), Say: "The number of disclosures is not recorded."},
						checklist.Case{When: is("total", "not-applicable"), Say: "The number of disclosures does not apply: {reason}."},
						checklist.Case{Say: "The number of disclosures has not been given."},
					),
				},
			}},
			{ID: "HOS", Title: "Gratuities and hospitality", Items: []checklist.Item{
				{
					ID: "HOS-03", Title: "Acceptable value", Question: "Up to what value may a gift be accepted?",
					Fields: []checklist.Field{
						{ID: "verdict", Label: "Is there a limit?", Kind: checklist.Choice, Required: true, Options: yesNo},
						{ID: "limit", Label: "Limit", Kind: checklist.Money, When: is("verdict", "yes", "partly")},
					},
				},
				{
					ID: "HOS-04", Title: "Free coffee", Question: "May free coffee be accepted?",
					Fields: []checklist.Field{{ID: "verdict", Label: "Verdict", Kind: checklist.Choice, Required: true, Options: yesNo}},
				},
			}},
			{ID: "BUS", Title: "Secondary business interests", Items: []checklist.Item{
				policy("BUS-01", "Second jobs policy", "policy on second jobs"),
				{
					ID: "BUS-07", Title: "Applications for second jobs", Question: "How many applied in the period, and what became of them?",
					Fields: []checklist.Field{
						{ID: "received", Label: "Received", Kind: checklist.Count, Required: true},
						{ID: "approved", Label: "Approved", Kind: checklist.Count, Required: true},
						{ID: "refused", Label: "Refused", Kind: checklist.Count},
					},
					Rules: []checklist.Rule{{Parts: []string{"approved", "refused"}, Of: "received"}},
					Statement: []checklist.Sentence{
						{FirstOf: []checklist.Case{
							{When: is("received", "given"), Say: "{Since} there have been {received} applications for second jobs, {approved} of which were approved."},
							{Say: "The number of applications has not been given."},
						}},
						{FirstOf: []checklist.Case{{When: is("remainder", ">0"), Say: "{Remainder} {remainder:is|are} not accounted for."}}},
					},
				},
				{
					ID: "BUS-08", Title: "Approvals held", Question: "How many hold an approval?",
					Fields: []checklist.Field{
						{ID: "officers", Label: "Officers", Kind: checklist.Count, Required: true, AsAt: "to"},
						{ID: "staff", Label: "Staff", Kind: checklist.Count, Required: true, AsAt: "to"},
					},
				},
			}},
		},
		Summary: []checklist.Heading{
			{Title: "Method", Items: []string{"RET-01"}},
			{Title: "Policies by area", Items: []string{"MED-01", "BUS-01"}},
			{Title: "Disclosures", Items: []string{"MED-02"}},
			{Title: "Second jobs", Items: []string{"BUS-07", "BUS-08"}},
		},
		Tables: []checklist.Table{{Title: "Policies by area", Items: []string{"MED-01", "BUS-01"}, Columns: []string{"state", "reviewed", "told"}}},
	}
}

var (
	author    = assessment.Author{Name: "Planted Author", Role: "Planted Role"}
	leicester = checklist.Force{ID: "leicestershire", Name: "Leicestershire Police", Self: "the force", Region: "Eastern"}
)

// fold is an assessment of list, made by one change after the start.
func fold(t testing.TB, id string, list *checklist.Checklist, force checklist.Force, edits ...assessment.Edit) assessment.Assessment {
	t.Helper()
	var a assessment.Assessment
	start := assessment.Change{Sequence: 1, Author: author, Start: &assessment.Start{ID: id, Checklist: list}, Edits: assessment.ForceEdits(force)}
	a = apply(t, a, start)
	if len(edits) > 0 {
		a = apply(t, a, a.Next(author, a.Edits(edits...)...))
	}
	return a
}

func apply(t testing.TB, a assessment.Assessment, c assessment.Change) assessment.Assessment {
	t.Helper()
	c.Time = time.Date(2012, 6, 3, 9, 0, int(c.Sequence), 0, time.UTC)
	_, c, err := assessment.Seal(c)
	if err != nil {
		t.Fatal(err)
	}
	a, err = a.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func detail(name, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Detail(name), New: assessment.Of(text)}
}

func field(item, id string, v assessment.Value) assessment.Edit {
	return assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: item, Part: id}, New: v}
}

func narrative(item, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Narrative(item), New: assessment.Of(text)}
}

func internal(item, text string) assessment.Edit {
	return assessment.Edit{Target: assessment.Internal(item), New: assessment.Of(text)}
}

func details() []assessment.Edit {
	return []assessment.Edit{
		detail("from", "2011-09-01"), detail("to", "2012-05-31"), detail("baseline", "2011-07-20"),
		detail("marking", "NOT PROTECTIVELY MARKED"), detail("lead", "Det Supt A. Example"),
	}
}

// rich is a return with something of everything that one person alone can say.
func rich(t testing.TB) assessment.Assessment {
	return answered(t, fold(t, "leicestershire-2012", fixtureList(), leicester))
}

// answered is a, which has only been started, with answers, evidence and actions.
func answered(t testing.TB, a assessment.Assessment) assessment.Assessment {
	a = apply(t, a, a.Next(author, a.Edits(append(details(),
		field("RET-01", "method", assessment.Of("hmic")),
		field("MED-01", "state", assessment.Of("under-review")),
		field("MED-01", "told", assessment.Of("partly")),
		field("MED-01", "planned", assessment.Of("A shorter policy.\nOne page for officers.")),
		narrative("MED-01", "Officers were told by e-mail.\n\nA survey in May found that not all had read it."),
		field("MED-02", "total", assessment.Of("0")),
		field("HOS-03", "verdict", assessment.Of("yes")),
		field("HOS-03", "limit", assessment.Of("25.00")),
		field("HOS-04", "verdict", assessment.Inapplicable("no coffee is sold")),
		field("BUS-01", "state", assessment.Of("none")),
		field("BUS-07", "received", assessment.Of("84")),
		field("BUS-07", "approved", assessment.Of("83")),
		field("BUS-08", "officers", assessment.Missing()),
	)...)...))
	a = apply(t, a, a.Next(author, a.EvidenceEdits(assessment.Evidence{
		Title: "Gifts register 2011-12", Where: "PSD safe, shelf 4", Owner: "Head of PSD", Marking: "RESTRICTED",
		AsAt: time.Date(2012, 5, 31, 0, 0, 0, 0, time.UTC), Items: []string{"HOS-03", "HOS-04"},
	})...))
	for _, x := range []assessment.Action{
		{What: "Write a policy on second jobs", Owner: "HR", Due: time.Date(2012, 5, 1, 0, 0, 0, 0, time.UTC), Items: []string{"BUS-01"}},
		{What: "Tell officers and staff", Owner: "Press office", Due: time.Date(2012, 7, 1, 0, 0, 0, 0, time.UTC), Items: []string{"MED-01", "BUS-01"}},
		{What: "Ask for the figures", Status: assessment.StatusDone, Items: []string{"BUS-08"}},
	} {
		a = apply(t, a, a.Next(author, a.ActionEdits(x)...))
	}
	return a
}

// empty is a return that has only been marked.
func empty(t testing.TB) assessment.Assessment {
	return fold(t, "empty", fixtureList(), checklist.Force{Name: "Lancashire Constabulary", Self: "the constabulary"}, detail("marking", "RESTRICTED"))
}

// The text of the hostile return, and what must never come out of it.
const (
	secret  = "PLANTED-SECRET"
	escapes = "\x1b[31mred\a \u202eflipped\u202c \u200bhidden"
	markup  = `<script>alert("x")</script> **bold** [link](http://evil.example) | cell & &copy; <img src=x onerror=1>`
)

// hostile is a return whose every text tries something: this time's, last time's
// and those of the signature under it.
func hostile(t testing.TB) assessment.Assessment {
	force := checklist.Force{Name: "Force " + escapes + markup, Self: "the force"}
	list, old := fixtureList(), fixtureList()
	list.Title = "List " + markup
	list.Sections[1].Title = "=SECTION()"
	old.Title, old.Edition = "=OLD() "+markup, "@0 "+escapes
	old.Sections[1].Title = "-SECTION()"
	old.Sections[1].Items[0].Question = "=What " + markup + "\n+ " + escapes + "?"
	old.Sections[1].Items[1].ID = "MED-09"
	old.Sections[1].Items[1].Title = "=RETIRED() " + markup
	last := fold(t, "=last", old, force,
		field("MED-01", "planned", assessment.Of("=1+1 "+markup)), internal("MED-01", secret+" of last time"),
		narrative("MED-09", "@narrative "+escapes+markup), field("MED-09", "total", assessment.Inapplicable("+why "+markup)),
		field("BUS-07", "received", assessment.Of("7")), field("BUS-07", "approved", assessment.Of("7")),
	)
	a := apply(t, assessment.Assessment{}, assessment.Change{
		Sequence: 1, Author: author, Edits: assessment.ForceEdits(force),
		Start: &assessment.Start{ID: "hostile", Checklist: list, Follows: last.ID(), Last: last.AsLast(list)},
	})
	a = apply(t, a, a.Next(author, a.Edits(
		detail("marking", "OFFICIAL-SENSITIVE"), detail("lead", "=cmd|' /C calc'!A0"),
		field("MED-01", "state", assessment.Of("in-force")),
		field("MED-01", "planned", assessment.Of("\t=HYPERLINK(\"http://evil.example\")\n# heading\n1. list\n---\n| a | b |\n```")),
		narrative("MED-01", markup+"\n\n    code?\n> quote\n- item\n+ item\n=====\n"+escapes),
		internal("MED-01", secret+" internal"),
		field("MED-02", "total", assessment.Inapplicable("@SUM(A1) "+markup)),
		field("HOS-04", "verdict", assessment.Inapplicable("")),
		narrative("HOS-04", "＝1+1"),
		internal("BUS-08", secret+" only an internal note"),
		narrative("BUS-07", "-2+3+cmd"), narrative("BUS-08", "  +44 0116 496 0000"),
		field("BUS-07", "received", assessment.Of("1")), field("BUS-07", "approved", assessment.Of("3")),
		assessment.Edit{Target: assessment.AssignedSection("MED"), New: assessment.Of("=HR() " + markup)},
	)...))
	a = apply(t, a, a.Next(author, a.EvidenceEdits(assessment.Evidence{
		Title: "@evidence " + markup, Where: `C:\Users\` + secret + `\x`, Owner: "=1", Marking: "+x", Items: []string{"MED-01"},
	})...))
	a = apply(t, a, a.Next(author, a.ActionEdits(assessment.Action{What: "+action " + markup, Owner: "-1+1", Items: []string{"MED-01"}})...))
	sign := map[string]string{
		assessment.PartName: "=NAME() " + markup, assessment.PartRank: "@rank", assessment.PartRole: "-role " + escapes,
		assessment.PartDeclaration: "+I declare\n# " + markup, assessment.PartTime: "2012-06-03T09:00:00Z", assessment.PartDigest: a.Digest(),
	}
	var edits []assessment.Edit
	for part, text := range sign { // past its findings, which would bar it
		edits = append(edits, assessment.Edit{Target: assessment.Target{Kind: assessment.OnSignature, ID: "S1", Part: part}, New: assessment.Of(text)})
	}
	slices.SortFunc(edits, func(x, y assessment.Edit) int { return strings.Compare(x.Target.Part, y.Target.Part) })
	a = apply(t, a, a.Next(author, a.Edits(edits...)...))
	a = reopen(t, a, "=REASON() "+markup+escapes)
	return apply(t, a, a.Next(author, a.Edits(narrative("HOS-03", "Changed."))...))
}

// large is a return of n items with five fields each, a narrative, a piece of
// evidence and an action.
func large(t testing.TB, n int) assessment.Assessment {
	list := fixtureList()
	list.Summary, list.Tables, list.Sections = nil, nil, []checklist.Section{{ID: "X", Title: "Large"}}
	edits := details()
	var a assessment.Assessment
	h := checklist.Heading{Title: "All"}
	for i := range n {
		id := fmt.Sprintf("X-%04d", i)
		it := policy(id, "Policy "+id, "policy "+id)
		it.Fields = append(it.Fields, checklist.Field{ID: "n", Label: "Number", Kind: checklist.Count})
		list.Sections[0].Items = append(list.Sections[0].Items, it)
		h.Items = append(h.Items, id)
		edits = append(edits, field(id, "state", assessment.Of("in-force")), field(id, "reviewed", assessment.Of("2012-01-31")),
			field(id, "told", assessment.Of("partly")), field(id, "planned", assessment.Of("A shorter policy & one page.")),
			field(id, "n", assessment.Of("84")), narrative(id, "Officers were told by e-mail.\nA survey in May found that not all had read it."))
		edits = append(edits, a.EvidenceEdits(assessment.Evidence{ID: fmt.Sprintf("E%d", i+1), Title: "Register", Items: []string{id}})...)
		edits = append(edits, a.ActionEdits(assessment.Action{ID: fmt.Sprintf("A%d", i+1), What: "Tell them", Owner: "HR", Items: []string{id}})...)
	}
	list.Summary = []checklist.Heading{h}
	return fold(t, "large", list, leicester, edits...)
}

// wordy is a return of n items, each with a narrative of that many words. No two
// are alike, so that packing gains no more than it would of what people write.
func wordy(t testing.TB, n, words int) assessment.Assessment {
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 4000)
	for i := range vocabulary {
		word := make([]byte, 2+r.IntN(4)+r.IntN(7))
		for j := range word {
			word[j] = "eeettaaooinnshrrdlucmfwypvbgkjqxz"[r.IntN(33)]
		}
		vocabulary[i] = string(word)
	}
	a := large(t, n)
	var edits []assessment.Edit
	for i := range n {
		var b strings.Builder
		for w := range words {
			b.WriteString(vocabulary[min(r.IntN(4000), r.IntN(4000))])
			switch {
			case w%120 == 119:
				b.WriteString(".\n\n")
			case w%15 == 14:
				b.WriteString(". ")
			default:
				b.WriteByte(' ')
			}
		}
		edits = append(edits, narrative(fmt.Sprintf("X-%04d", i), b.String()))
	}
	return apply(t, a, a.Next(author, a.Edits(edits...)...))
}
