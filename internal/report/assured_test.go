package report_test

import (
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// The return that has everything behind it: people, a review, signatures before
// and after a change, and a return of the period before, of an older edition.

// plantedSum is of files that evidence names; no export carries it.
var plantedSum = strings.Repeat("5ec2e7a1", 8)

// oldList is the edition before fixtureList: it words MED-01 otherwise, does not
// ask HOS-04 and asks MED-09, which is retired since.
func oldList() *checklist.Checklist {
	list := fixtureList()
	list.Edition = "0"
	media, hospitality := &list.Sections[1], &list.Sections[2]
	media.Items[0].Question = "Is there a media policy, and in what state?"
	media.Items[0].Fields[2].Label = "Staff told"
	media.Items[0].Fields = append(media.Items[0].Fields, checklist.Field{ID: "pages", Label: "Pages", Kind: checklist.Count})
	media.Items[1].Statement = nil
	media.Items = append(media.Items, checklist.Item{
		ID: "MED-09", Title: "Press lunches", Question: "May officers lunch with the press?", Why: "It was asked.", Basis: checklist.Derived,
		Fields: []checklist.Field{{ID: "verdict", Label: "Allowed", Kind: checklist.Choice, Required: true, Options: yesNo}},
	})
	hospitality.Items = hospitality.Items[:1]
	return list
}

// before is the return of the period before, of a year where this one is of nine
// months. What it keeps to itself is planted.
func before(t testing.TB, list *checklist.Checklist) assessment.Assessment {
	a := fold(t, "leicestershire-2011", list, leicester,
		detail("from", "2010-09-01"), detail("to", "2011-08-31"), detail("marking", "RESTRICTED"), detail("lead", "Det Supt A. Example"),
		field("RET-01", "method", assessment.Of("own")),
		field("MED-01", "state", assessment.Of("none")), internal("MED-01", secret+" of last time"),
		field("MED-02", "total", assessment.Of("12")),
		field("MED-09", "verdict", assessment.Of("partly")), narrative("MED-09", "Only with the press office."),
		internal("MED-09", secret+" of what is retired"),
		field("HOS-03", "verdict", assessment.Of("yes")), field("HOS-03", "limit", assessment.Of("10.50")),
		field("BUS-01", "state", assessment.Of("in-force")), narrative("BUS-01", "Written in 2009."),
		field("BUS-07", "received", assessment.Of("120")), field("BUS-07", "approved", assessment.Of("100")),
	)
	a = apply(t, a, a.Next(author, a.EvidenceEdits(assessment.Evidence{
		Title: "Lunch book", Where: secret + ` shelf of last time`, Owner: "Press office", Marking: "PROTECT", SHA256: plantedSum,
		Items: []string{"MED-09", "HOS-03"},
	})...))
	return apply(t, a, a.Next(author, a.ActionEdits(assessment.Action{
		What: "Close the lunch book", Owner: "Press office", Due: time.Date(2011, 10, 1, 0, 0, 0, 0, time.UTC), Items: []string{"MED-09"},
	})...))
}

// follow starts an assessment of list from the one before.
func follow(t testing.TB, id string, list *checklist.Checklist, last assessment.Assessment) assessment.Assessment {
	return apply(t, assessment.Assessment{}, assessment.Change{
		Sequence: 1, Author: author, Edits: assessment.ForceEdits(leicester),
		Start: &assessment.Start{ID: id, Checklist: list, Follows: last.ID(), Last: last.AsLast(list)},
	})
}

var (
	head  = assessment.Signature{Name: "B. Example", Rank: "Det Ch Supt", Role: "Head of professional standards", Declaration: assessment.Declaration}
	chief = assessment.Signature{Name: "C. Example", Role: "Deputy chief constable", Declaration: "I have read it and stand by it."}
)

// sign puts s under a, with every warning acknowledged.
func sign(t testing.TB, a assessment.Assessment, s assessment.Signature) assessment.Assessment {
	t.Helper()
	now := a.Changed().Add(time.Minute)
	for _, f := range a.BeforeSigning(now) {
		if f.Severity == assessment.Warning {
			s.Acknowledged = append(s.Acknowledged, f.Key())
		}
	}
	edits, err := a.Sign(s, now, now)
	if err != nil {
		t.Fatal(err)
	}
	return apply(t, a, a.Next(author, edits...))
}

func reopen(t testing.TB, a assessment.Assessment, reason string) assessment.Assessment {
	t.Helper()
	edits, err := a.Reopen(author, a.Changed().Add(time.Minute), reason)
	if err != nil {
		t.Fatal(err)
	}
	return apply(t, a, a.Next(author, edits...))
}

// reviewed is a with somebody to answer it, and some of it reviewed.
func reviewed(t testing.TB, a assessment.Assessment) assessment.Assessment {
	t.Helper()
	edit := func(at assessment.Target, text string) assessment.Edit {
		return assessment.Edit{Target: at, New: assessment.Of(text)}
	}
	a = apply(t, a, a.Next(author, a.Edits(
		edit(assessment.AssignedSection("BUS"), "HR"), edit(assessment.AssignedItem("MED-01"), "D. Example, press office"),
		detail("deadline", "2012-06-29"),
		edit(assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartSHA256}, plantedSum),
		internal("BUS-01", secret+" internal"),
	)...))
	accepted, err := a.Accept(author, a.Changed(), "MED-01", "MED-02", "HOS-03")
	if err != nil {
		t.Fatal(err)
	}
	a = apply(t, a, a.Next(author, accepted...))
	a = apply(t, a, a.Next(author, a.Return(author, a.Changed(), "BUS-01", secret+" note")...))
	a = apply(t, a, a.Next(author, a.Return(author, a.Changed(), "BUS-07", secret+" note to BUS-07")...))
	return apply(t, a, a.Next(author, a.Edits(edit(assessment.Reply("BUS-07"), secret+" reply"))...))
}

// signed is the return as the head of professional standards signed it.
func signed(t testing.TB) assessment.Assessment {
	a := follow(t, "leicestershire-2012", fixtureList(), before(t, oldList()))
	return sign(t, reviewed(t, answered(t, a)), head)
}

// changed is that return reopened, with an answer and a detail that say
// something else than was signed.
func changed(t testing.TB) assessment.Assessment {
	a := reopen(t, signed(t), "The survey of May was misread.")
	return apply(t, a, a.Next(author, a.Edits(
		narrative("MED-01", "Officers were told by e-mail.\n\nA survey in May found that not all had read it.\n\nA second e-mail went out."),
		detail("lead", "Det Ch Supt B. Example"),
	)...))
}

// assured is that return as the deputy chief constable signed it.
func assured(t testing.TB) assessment.Assessment { return sign(t, changed(t), chief) }
