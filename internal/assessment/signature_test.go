package assessment_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"favour/internal/assessment"
)

var now = time.Date(2012, 7, 2, 9, 30, 0, 0, time.UTC)

// record makes edits one change, which must be possible.
func record(t fataler, a assessment.Assessment, edits ...assessment.Edit) assessment.Assessment {
	edits = a.Edits(edits...)
	if len(edits) == 0 {
		return a
	}
	return apply(t, a, a.Next(who, edits...))
}

// refused makes edits one change, which must not be possible, and returns why.
func refused(t *testing.T, a assessment.Assessment, edits ...assessment.Edit) error {
	t.Helper()
	_, c, err := assessment.Seal(a.Next(who, a.Edits(edits...)...))
	if err != nil {
		t.Fatal(err)
	}
	b, err := a.Apply(c)
	if err == nil {
		t.Fatalf("the change was made: %v", edits)
	}
	if b.Head() != a.Head() || b.Digest() != a.Digest() {
		t.Error("a refused change has changed something")
	}
	return err
}

func to(target assessment.Target, text string) assessment.Edit {
	return assessment.Edit{Target: target, New: assessment.Of(text)}
}

var head = assessment.Signature{
	Name: "A. Example", Rank: "Detective Superintendent", Role: "Head of professional standards", Declaration: assessment.Declaration,
}

// sign signs a, with every warning acknowledged.
func sign(t fataler, a assessment.Assessment, s assessment.Signature) assessment.Assessment {
	for _, f := range a.BeforeSigning(today) {
		if f.Severity == assessment.Warning {
			s.Acknowledged = append(s.Acknowledged, f.Key())
		}
	}
	edits, err := a.Sign(s, now, today)
	if err != nil {
		t.Fatal(err)
	}
	return record(t, a, edits...)
}

func reopen(t fataler, a assessment.Assessment, reason string) assessment.Assessment {
	edits, err := a.Reopen(who, now, reason)
	if err != nil {
		t.Fatal(err)
	}
	return record(t, a, edits...)
}

// answered is an assessment that could be signed.
func answered(t *testing.T) assessment.Assessment {
	a := record(t, start(t), to(assessment.Detail(assessment.DetailMarking), "RESTRICTED"))
	return set(t, set(t, a, "BUS-01", "verdict=yes"), "BUS-02", "received=84", "approved=83")
}

func TestSigning(t *testing.T) {
	a := answered(t)
	found := a.BeforeSigning(today)
	var warnings []string
	for _, f := range found {
		if f.Severity == assessment.Warning {
			warnings = append(warnings, f.Key())
		}
	}
	if !slices.Contains(warnings, "BUS-01:no-evidence") || !slices.Contains(warnings, "unanswered") {
		t.Fatalf("got %v, want a warning of an item and that one is not answered", warnings)
	}
	var barred *assessment.BarredError
	if _, err := a.Sign(head, now, today); !errors.As(err, &barred) || len(barred.Warnings) != len(warnings) || len(barred.Errors) != 0 {
		t.Errorf("with no warning acknowledged: got %v", err)
	}
	wrong := set(t, a, "BUS-02", "approved=85")
	if _, err := wrong.Sign(head, now, today); !errors.As(err, &barred) || len(barred.Errors) == 0 {
		t.Errorf("with an impossible count: got %v", err)
	}
	for name, s := range map[string]assessment.Signature{
		"no name":        {Role: "x", Declaration: "x"},
		"no role":        {Name: "x", Declaration: "x"},
		"no declaration": {Name: "x", Role: "x", Declaration: " "},
	} {
		s.Acknowledged = warnings
		if _, err := a.Sign(s, now, today); err == nil {
			t.Errorf("%s: it was signed", name)
		}
	}

	b := sign(t, a, head)
	if !b.Signed() || b.Digest() != a.Digest() {
		t.Error("it is not signed, or the signature has changed what is signed")
	}
	got := b.Signatures()
	if len(got) != 1 || got[0].Digest != a.Digest() || !got[0].Time.Equal(now) || !slices.Equal(got[0].Acknowledged, warnings) || !got[0].Stands() {
		t.Errorf("got %+v", got)
	}
	if s := got[0].Who(); s != "Detective Superintendent A. Example, Head of professional standards" {
		t.Errorf("got %q", s)
	}
	s := head
	s.Acknowledged = warnings
	if _, err := b.Sign(s, now, today); err == nil {
		t.Error("one person signed twice")
	}
	s.Name, s.Rank, s.Role = "B. Example", "", "Deputy chief constable"
	if c := sign(t, b, s); len(c.Signatures()) != 2 || c.Signatures()[1].Digest != a.Digest() {
		t.Errorf("the second signature: got %+v", c.Signatures())
	}
}

func TestWhatIsSignedIsReadOnly(t *testing.T) {
	a := sign(t, answered(t), head)
	for _, e := range []assessment.Edit{
		to(field("BUS-02", "received"), "85"), to(assessment.Narrative("BUS-02"), "x"), to(assessment.Internal("BUS-02"), "x"),
		to(assessment.Detail(assessment.DetailLead), "x"), to(assessment.Complete("BUS"), assessment.Yes),
		to(assessment.AssignedItem("BUS-02"), "x"), to(assessment.Reply("BUS-02"), "x"),
	} {
		if err := refused(t, a, e); !errors.Is(err, assessment.ErrSigned) {
			t.Errorf("%s: got %v", e.Target, err)
		}
	}
	if _, ok := a.Undo(who); ok {
		t.Error("a signature can be undone")
	}
	if _, err := a.Reopen(who, now, " "); err == nil {
		t.Error("it was reopened without a reason")
	}
	a = reopen(t, a, "A count was wrong")
	if a.Signed() {
		t.Error("it is still signed")
	}
	if s := a.Signatures()[0]; s.Reopened != "A count was wrong" || s.ReopenedBy != who.String() || !s.ReopenedTime.Equal(now) {
		t.Errorf("got %+v", s)
	}
	if _, ok := a.Undo(who); ok {
		t.Error("undo reaches behind a signature")
	}
	if _, err := a.Reopen(who, now, "again"); !errors.Is(err, assessment.ErrNotSigned) {
		t.Errorf("reopened twice: got %v", err)
	}
	a = set(t, a, "BUS-02", "received=85")
	c, ok := a.Undo(who)
	if !ok {
		t.Fatal("what was changed after it was reopened cannot be undone")
	}
	if a = apply(t, a, c); a.At(field("BUS-02", "received")) != assessment.Of("84") {
		t.Error("it was not undone")
	}
}

// Nobody can forge, move or mend a signature through the changes.
func TestWhatNoSignatureIs(t *testing.T) {
	a := answered(t)
	part := func(id, part, text string) assessment.Edit {
		return to(assessment.Target{Kind: assessment.OnSignature, ID: id, Part: part}, text)
	}
	of := func(digest string) []assessment.Edit {
		return []assessment.Edit{
			part("S1", assessment.PartName, "x"), part("S1", assessment.PartTime, "2012-07-02T09:30:00Z"), part("S1", assessment.PartDigest, digest),
		}
	}
	if err := refused(t, a, of("ab")...); !errors.Is(err, assessment.ErrOtherContent) {
		t.Errorf("a digest of something else: got %v", err)
	}
	refused(t, a, append(of(a.Digest()), to(field("BUS-02", "received"), "85"))...)
	refused(t, a, of(a.Digest())[1:]...)
	refused(t, a, append(of(a.Digest()), part("S1", assessment.PartReopened, "x"))...)
	refused(t, a, part("S1", assessment.PartReopened, "x"))
	refused(t, a, part("S1", "mood", "x"))
	b := sign(t, a, head)
	refused(t, b, part("S1", assessment.PartName, "Somebody else"))
	refused(t, b, part("S1", assessment.PartRole, ""))
	refused(t, reopen(t, b, "x"), part("S1", assessment.PartReopened, "another reason"))

	// Of two people, one signs what the other changes: the signature is refused.
	s := head
	for _, f := range a.BeforeSigning(today) {
		s.Acknowledged = append(s.Acknowledged, f.Key())
	}
	edits, err := a.Sign(s, now, today)
	if err != nil {
		t.Fatal(err)
	}
	if err := refused(t, set(t, a, "BUS-02", "received=90"), edits...); !errors.Is(err, assessment.ErrOtherContent) {
		t.Errorf("got %v", err)
	}
}

func TestUncovered(t *testing.T) {
	a := sign(t, answered(t), head)
	if u := a.Uncovered("S1"); !u.None() {
		t.Errorf("as signed: got %+v", u)
	}
	a = reopen(t, a, "x")
	if u := a.Uncovered("S1"); !u.None() {
		t.Errorf("reopened: got %+v", u)
	}
	a = record(t, set(t, a, "BUS-02", "received=85"), to(assessment.Internal("BUS-01"), "our own affair"),
		to(assessment.Detail(assessment.DetailLead), "A. Example"))
	u := a.Uncovered("S1")
	if !slices.Equal(u.Items, []string{"BUS-02"}) || !slices.Equal(u.Details, []string{"lead"}) {
		t.Errorf("got %+v", u)
	}
	was, ok := a.SignedAs("S1")
	if !ok || was.At(field("BUS-02", "received")) != assessment.Of("84") || was.Digest() != a.Signatures()[0].Digest {
		t.Error("what was signed is not kept as it was")
	}
	if a = sign(t, a, head); !a.Uncovered("S2").None() || a.Uncovered("S1").None() {
		t.Error("signed again: the second signature is under all, the first under what it was")
	}
	if a = set(t, reopen(t, a, "y"), "BUS-02", "received=84"); a.Uncovered("S2").None() {
		t.Error("the old answer put back: the signature under the new one is said to cover it")
	}
}

// The digest of a return changes with any answer and with nothing else.
func TestDigest(t *testing.T) {
	e := assessment.Target{Kind: assessment.OnEvidence, ID: "E1"}
	x := assessment.Target{Kind: assessment.OnAction, ID: "A1"}
	part := func(t assessment.Target, p string) assessment.Target { t.Part = p; return t }
	a := answered(t)
	a = record(t, a, a.EvidenceEdits(assessment.Evidence{Title: "Register", Owner: "PSD", Where: "shelf", AsAt: today, Marking: "PROTECT", SHA256: "ab", Items: []string{"BUS-01"}})...)
	a = record(t, a, a.ActionEdits(assessment.Action{What: "Publish it", Owner: "PSD", Due: today, Items: []string{"BUS-01"}})...)
	said := []assessment.Edit{
		to(field("BUS-01", "verdict"), "no"),
		{Target: field("BUS-01", "verdict")},
		{Target: field("BUS-01", "limit"), New: assessment.Missing()},
		{Target: field("BUS-02", "refused"), New: assessment.Inapplicable("none")},
		to(field("BUS-02", "received"), "0"),
		to(assessment.Narrative("BUS-03"), "x"), to(assessment.Detail(assessment.DetailMarking), "PROTECT"),
		to(assessment.Detail(assessment.DetailTo), "2012-06-30"), to(assessment.Detail(assessment.DetailLead), "x"),
		to(part(e, assessment.PartTitle), "Other"), to(part(e, assessment.PartOwner), "Other"), to(part(e, assessment.PartAsAt), "2012-01-01"),
		to(part(e, assessment.PartMarking), "RESTRICTED"), to(part(e, assessment.PartItems), "BUS-01 BUS-02"),
		{Target: part(e, assessment.PartItems)},
		to(part(x, assessment.PartWhat), "Other"), to(part(x, assessment.PartOwner), "Other"), to(part(x, assessment.PartDue), "2012-12-01"),
		to(part(x, assessment.PartStatus), assessment.StatusDone), to(part(x, assessment.PartItems), "BUS-02"),
	}
	seen := map[string]assessment.Target{a.Digest(): {}}
	for _, edit := range said {
		digest := record(t, a, edit).Digest()
		if other, ok := seen[digest]; ok {
			t.Errorf("%s has the digest that %v has", edit.Target, other)
		}
		seen[digest] = edit.Target
	}
	accepted, err := a.Accept(who, now, "BUS-01")
	if err != nil {
		t.Fatal(err)
	}
	b := a
	for _, edits := range [][]assessment.Edit{
		{to(assessment.Internal("BUS-01"), "x")},
		{to(assessment.Complete("BUS"), assessment.Yes)},
		{to(assessment.AssignedItem("BUS-01"), "x")},
		{to(assessment.AssignedSection("BUS"), "x")},
		{to(assessment.Detail(assessment.DetailDeadline), "2012-09-01")},
		{to(part(e, assessment.PartWhere), "elsewhere")},
		{to(part(e, assessment.PartSHA256), "cd")},
		accepted, a.Return(who, now, "BUS-02", "Why?"),
		{to(assessment.Reply("BUS-02"), "So.")},
	} {
		if b = record(t, b, edits...); b.Digest() != a.Digest() {
			t.Errorf("%s changes the digest", edits[0].Target)
		}
	}
	c := record(t, a, to(part(e, assessment.PartItems), "BUS-01 BUS-02"), to(part(x, assessment.PartItems), "BUS-01 BUS-02"))
	d := record(t, c, to(part(e, assessment.PartItems), "BUS-02 BUS-01"), to(part(x, assessment.PartItems), "BUS-02 BUS-01"))
	if c.Digest() != d.Digest() {
		t.Error("the order in which items are named changes the digest")
	}
	if c := sign(t, b, head); c.Digest() != a.Digest() || reopen(t, c, "x").Digest() != a.Digest() {
		t.Error("a signature changes the digest")
	}
	if a.Content().Digest() != a.Digest() {
		t.Error("the digest is not that of the content")
	}
}

// life draws a long life of an assessment: answers, evidence, actions, people,
// reviews, signatures, reopening, undo and redo.
func life(t *rapid.T, a assessment.Assessment) assessment.Assessment {
	items := []string{"BUS-01", "BUS-02", "BUS-03"}
	text := func() string { return rapid.SampledFrom([]string{"", "x", "some\ntext", "B. Example"}).Draw(t, "text") }
	for range rapid.IntRange(0, 12).Draw(t, "parts") {
		item := rapid.SampledFrom(items).Draw(t, "item")
		if a.Signed() && rapid.Bool().Draw(t, "reopen") {
			a = reopen(t, a, "because")
		}
		if a.Signed() {
			continue
		}
		switch rapid.IntRange(0, 8).Draw(t, "part") {
		case 0:
			a = record(t, a, to(assessment.AssignedItem(item), text()))
		case 1:
			a = record(t, a, to(assessment.AssignedSection("BUS"), text()))
		case 2:
			if edits, err := a.Accept(who, now, item); err == nil {
				a = record(t, a, edits...)
			}
		case 3:
			a = record(t, a, a.Return(who, now, item, "Why?")...)
		case 4:
			a = record(t, a, to(assessment.Reply(item), text()))
		case 5:
			a = record(t, a, a.EvidenceEdits(assessment.Evidence{Title: "Register", Items: []string{item}})...)
		case 6:
			a = record(t, a, a.ActionEdits(assessment.Action{What: "Do it", Owner: text(), Due: today, Items: []string{item}})...)
		case 7:
			s := head
			for _, f := range a.BeforeSigning(today) {
				s.Acknowledged = append(s.Acknowledged, f.Key())
			}
			if edits, err := a.Sign(s, now, today); err == nil {
				a = record(t, a, edits...)
			}
		default:
			a = draw(t, a)
		}
	}
	return a
}

func TestEveryPrefixOfALifeFolds(t *testing.T) {
	first := record(t, start(t), to(assessment.Detail(assessment.DetailMarking), "RESTRICTED"))
	rapid.Check(t, func(t *rapid.T) {
		a := life(t, first)
		for n := 1; n <= len(a.Changes()); n++ {
			b, err := assessment.Fold(all(a.Changes()[:n]))
			if err != nil {
				t.Fatalf("the first %d changes: %v", n, err)
			}
			b.Progress(today)
			b.People(today)
			if n < len(a.Changes()) {
				continue
			}
			if b.Digest() != a.Digest() || b.Signed() != a.Signed() {
				t.Fatal("the fold of all changes is not what they led to one by one")
			}
			for _, s := range a.Signatures() {
				x, _ := a.SignedAs(s.ID)
				y, _ := b.SignedAs(s.ID)
				if x.Digest() != s.Digest || y.Digest() != s.Digest {
					t.Fatal("what was signed is not what is kept of it")
				}
			}
		}
	})
}

func TestAnAssessmentIsTheSameAsItself(t *testing.T) {
	first := record(t, start(t), to(assessment.Detail(assessment.DetailMarking), "RESTRICTED"))
	rapid.Check(t, func(t *rapid.T) {
		a := life(t, first)
		c := assessment.Compare(a, a)
		for _, x := range c.Items {
			if x.Outcome != assessment.Unchanged || x.Reworded || x.Differs {
				t.Fatalf("%s: got %s, reworded %v, differs %v", x.ID, x.Outcome, x.Reworded, x.Differs)
			}
			for _, n := range x.Counts {
				if n.Then != n.Now || n.PerMonth {
					t.Fatalf("%s: got %+v", x.ID, n)
				}
			}
		}
		if c.Totals[assessment.Unchanged] != a.Checklist().Len() || !c.SameLength {
			t.Fatalf("got %v", c.Totals)
		}
	})
}
