package report_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"favour/internal/assessment"
	"favour/internal/report"
)

// redacted is r without what is to be withheld.
func redacted(t testing.TB, r report.Report, what ...report.Withholding) *report.Report {
	t.Helper()
	out, err := r.Redact(what, "")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// files are r in every format, as far as it can be read, without what ties it to
// the full return.
func files(t testing.TB, r *report.Report) map[string]string {
	t.Helper()
	digests := []string{r.Digest}
	if r.Last != nil {
		digests = append(digests, r.Last.Head.SHA256) // of a record with times and names, which nobody can guess
	}
	differ := []string{r.Reference, "REFERENCE"}
	for _, d := range digests {
		for n := len(d); n > 8; n-- { // pages and sheets may break a long one
			differ = append(differ, d[:n], "DIGEST", d[len(d)-n:], "DIGEST")
		}
	}
	alike := strings.NewReplacer(differ...)
	all := map[string]string{}
	for _, f := range report.Formats {
		var b bytes.Buffer
		if err := f.Write(&b, r); err != nil {
			t.Fatal(err)
		}
		all[f.Name] = alike.Replace(string(said(f, b.Bytes())))
	}
	return all
}

// apart is where two texts begin to differ, and false if they do not.
func apart(a, b string) (x, y string, ok bool) {
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(0, at-200)
	return a[from:min(at+200, len(a))], b[from:min(at+200, len(b))], a != b
}

// told is a return with these answers, then and now, beside others that are always
// the same. Evidence and actions are always as many.
func told(t testing.TB, then, now []assessment.Edit, evidence, action string) report.Report {
	t.Helper()
	last := fold(t, "leicestershire-2011", oldList(), leicester, append([]assessment.Edit{
		detail("from", "2010-09-01"), detail("to", "2011-08-31"), detail("marking", "RESTRICTED"),
		field("HOS-03", "verdict", assessment.Of("yes")),
	}, then...)...)
	a := follow(t, "leicestershire-2012", fixtureList(), last)
	a = apply(t, a, a.Next(author, a.Edits(append(append(details(),
		field("RET-01", "method", assessment.Of("hmic")), field("HOS-03", "verdict", assessment.Of("partly")),
		field("HOS-03", "limit", assessment.Of("25.00")),
	), now...)...)...))
	a = apply(t, a, a.Next(author, a.EvidenceEdits(assessment.Evidence{Title: evidence, Owner: evidence, Items: []string{"BUS-07", "HOS-03"}})...))
	a = apply(t, a, a.Next(author, a.EvidenceEdits(assessment.Evidence{Title: "Gifts register", Items: []string{"HOS-03"}})...))
	a = apply(t, a, a.Next(author, a.ActionEdits(assessment.Action{What: action, Owner: action, Items: []string{"BUS-07", "MED-02"}})...))
	return report.New(a)
}

// Whatever was answered, the copy says the same: so nothing that is withheld can
// be worked out from it.
func TestACopyIsTheSameWhateverIsWithheld(t *testing.T) {
	type edits = []assessment.Edit
	for _, tt := range []struct {
		name     string
		withhold []report.Withholding
		then     []edits
		now      []edits
	}{
		{
			"all of an item",
			[]report.Withholding{{"BUS-07", "", "it names an officer"}},
			[]edits{
				{field("BUS-07", "received", assessment.Of("120")), field("BUS-07", "approved", assessment.Of("100"))},
				nil,
				{field("BUS-07", "received", assessment.Missing())},
			},
			[]edits{
				{field("BUS-07", "received", assessment.Of("84")), field("BUS-07", "approved", assessment.Of("90")), narrative("BUS-07", "One was PC 1234.")},
				nil,
				{narrative("BUS-07", "Nobody applied.")},
				{field("BUS-07", "received", assessment.Inapplicable("nobody may")), field("BUS-07", "refused", assessment.Of("7"))},
			},
		},
		{
			"a choice that others depend on",
			[]report.Withholding{{"BUS-01", "state", "under appeal"}},
			[]edits{nil, {field("BUS-01", "state", assessment.Of("none"))}, {field("BUS-01", "state", assessment.Of("in-force")), field("BUS-01", "reviewed", assessment.Of("2010-01-01"))}},
			[]edits{
				nil,
				{field("BUS-01", "state", assessment.Of("none"))},
				{field("BUS-01", "state", assessment.Inapplicable("it has none to give"))},
				{field("BUS-01", "state", assessment.Of("in-force")), field("BUS-01", "reviewed", assessment.Of("2012-01-01")), field("BUS-01", "told", assessment.Of("no"))},
			},
		},
		{
			"a count",
			[]report.Withholding{{"MED-02", "total", "an inquiry is running"}},
			[]edits{nil, {field("MED-02", "total", assessment.Of("12"))}},
			[]edits{nil, {field("MED-02", "total", assessment.Of("0"))}, {field("MED-02", "total", assessment.Of("3"))}, {field("MED-02", "total", assessment.Inapplicable("none are made"))}},
		},
		{
			"a count that need not be given",
			[]report.Withholding{{"BUS-07", "refused", "too few"}},
			[]edits{nil, {field("BUS-07", "refused", assessment.Of("1"))}},
			[]edits{nil, {field("BUS-07", "refused", assessment.Of("1"))}, {field("BUS-07", "refused", assessment.Missing())}},
		},
		{
			"a narrative",
			[]report.Withholding{{"MED-01", report.PartNarrative, "it quotes a letter"}},
			[]edits{nil, {narrative("MED-01", "The chief wrote in 2010.")}},
			[]edits{nil, {narrative("MED-01", "The chief wrote to me.")}},
		},
	} {
		var want map[string]string
		for i := range max(len(tt.then), len(tt.now)) {
			then, now := tt.then[i%len(tt.then)], tt.now[i%len(tt.now)]
			got := files(t, redacted(t, told(t, then, now, "Survey", "Write to them"), tt.withhold...))
			if want == nil {
				want = got
			}
			for format := range want {
				if a, b, ok := apart(got[format], want[format]); ok {
					t.Fatalf("%s: %s tells then %v, now %v:\n%s\nand not\n%s", tt.name, format, then, now, a, b)
				}
			}
		}
	}
}

// Evidence and actions that are withheld at one item are withheld at all.
func TestACopyHoldsNoEvidenceOrActionThatIsWithheld(t *testing.T) {
	for _, what := range [][]report.Withholding{
		{{"BUS-07", report.PartEvidence, "it is a witness"}, {"BUS-07", report.PartActions, "it is a plan"}},
		{{"BUS-07", "", "all of it"}},
	} {
		one, other := files(t, redacted(t, told(t, nil, nil, "Mrs Example's letter", "Arrest Mr Example"), what...)), files(t, redacted(t, told(t, nil, nil, "x", "y"), what...))
		for format, text := range one {
			if text != other[format] {
				t.Errorf("%v: %s is not the same", what, format)
			}
			for _, secret := range []string{"Mrs Example", "Arrest"} {
				if strings.Contains(text, secret) {
					t.Errorf("%v: %s says %q", what, format, secret)
				}
			}
			if !strings.Contains(text, "Gifts register") {
				t.Errorf("%v: %s lacks what is not withheld", what, format)
			}
		}
	}
}

// The copy says on every page that it is one, what is withheld and why, where it
// was, and by what it is tied to the full return; and it is none.
func TestACopySaysWhatItIs(t *testing.T) {
	full := told(t, nil, []assessment.Edit{field("MED-01", "state", assessment.Of("in-force")), narrative("MED-01", "Officers were told.")}, "Survey", "Write to them")
	r := redacted(t, full,
		report.Withholding{Item: "BUS-07", Reason: "it names an officer"}, report.Withholding{Item: "MED-01", Part: report.PartNarrative, Reason: "it quotes a letter"})
	if r.Digest == full.Digest || r.Digest != report.Tie(full.Digest, full.Head) || r.Reference == full.Reference || r.ID != full.ID || r.Stem() == full.Stem() {
		t.Errorf("got the copy %s with the digest %s", r.Reference, r.Digest)
	}
	if r.Totals.Items != full.Totals.Items-1 || r.Redaction.Items != 1 {
		t.Errorf("counted: %d items of %d, and %d withheld", r.Totals.Items, full.Totals.Items, r.Redaction.Items)
	}
	for _, f := range report.Formats {
		var b bytes.Buffer
		if err := f.Write(&b, r); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(strings.ReplaceAll(readable(f, b.Bytes()), `\`, "")), " ")
		for _, want := range []string{"redacted copy", "[withheld: it names an officer]", "[withheld: it quotes a letter]", "it names an officer", "withheld in whole or in part and is not counted"} {
			if !strings.Contains(strings.ToLower(got), want) {
				t.Errorf("%s does not say %q", f.Name, want)
			}
		}
		for _, never := range []string{full.Digest, full.Head.SHA256, full.Reference, "Officers were told"} {
			if strings.Contains(got, never) {
				t.Errorf("%s says %q", f.Name, never)
			}
		}
		if f.Name != "json" {
			if !strings.Contains(got, "NOT PROTECTIVELY MARKED · REDACTED COPY") {
				t.Errorf("%s is not marked as a copy", f.Name)
			}
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema(t).Validate(doc); err != nil {
			t.Error(err)
		}
	}
	again := redacted(t, full, report.Withholding{Item: "BUS-07", Reason: "x"})
	if out, err := full.Redact([]report.Withholding{{"BUS-07", "", "x"}}, "OFFICIAL"); err != nil || out.Marking != "OFFICIAL" || again.Marking != full.Marking {
		t.Errorf("marked anew: %v, %v", out.Marking, err)
	}
}

// A signature in a copy has no digest, on which answers could be tried.
func TestACopyHasNoDigestOfWhatWasSigned(t *testing.T) {
	full := report.New(assured(t))
	r := redacted(t, full, report.Withholding{Item: "BUS-07", Reason: "it names an officer"})
	for format, text := range files(t, r) {
		for _, s := range full.Signatures {
			if strings.Contains(strings.Join(strings.Fields(text), ""), s.Digest) {
				t.Errorf("%s has the digest of %s", format, s.ID)
			}
			if !strings.Contains(text, s.Name) {
				t.Errorf("%s does not say that %s signed", format, s.Name)
			}
		}
	}
}

// What was signed or reviewed is all of an item, so that the copy does not say whether
// that has changed where something is withheld, nor that somebody has accepted what may
// not be answered at all.
func TestACopyDoesNotSayWhatHasBecomeOfWhatIsWithheld(t *testing.T) {
	for _, what := range []report.Withholding{{"BUS-07", "", "x"}, {"BUS-07", "received", "x"}, {"BUS-07", report.PartNarrative, "x"}} {
		var want map[string]string
		for _, now := range [][]assessment.Edit{
			{internal("MED-01", "It is so.")},
			{narrative("BUS-07", "Nobody applied.")},
			{field("BUS-07", "received", assessment.Of("83"))},
		} {
			if now[0].Target.Kind == assessment.OnField && what.Part == report.PartNarrative {
				continue // it is told
			}
			if now[0].Target.Kind == assessment.OnNarrative && what.Part == "received" {
				continue
			}
			a := reopen(t, signed(t), "The survey of May was misread.")
			a = apply(t, a, a.Next(author, a.Edits(append(now, narrative("MED-01", "They have read it."))...)...))
			r := redacted(t, report.New(a), what)
			if got := r.Signatures[0].Covers(); got != "Not what has changed since: MED-01 Media policy; of items of which something is withheld it is not said" {
				t.Errorf("%v, %v: the signature covers: %s", what, now, got)
			}
			got := files(t, r)
			if want == nil {
				want = got
			}
			for format := range want {
				if a, b, ok := apart(got[format], want[format]); ok {
					t.Errorf("%v: %s tells %v:\n%s\nand not\n%s", what, format, now, a, b)
				}
			}
		}
	}
	full := report.New(signed(t))
	for _, s := range full.Sections {
		for _, it := range s.Items {
			if it.Review == assessment.NotReviewed || len(it.Fields) == 0 || it.Fields[0].Detail != "" {
				continue
			}
			r := redacted(t, full, report.Withholding{Item: it.ID, Part: it.Fields[0].ID, Reason: "x"})
			for _, s := range r.Sections {
				for _, copied := range s.Items {
					if copied.ID == it.ID && copied.Review != "" {
						t.Errorf("%s: an answer is withheld, and its review has come to %s", it.ID, copied.Review)
					}
				}
			}
		}
	}
	if got := redacted(t, full, report.Withholding{Item: "BUS-07", Reason: "x"}).Signatures[0].Covers(); got != "All that this return says" {
		t.Errorf("a signature that stands covers: %s", got)
	}
}

func TestWhatCannotBeWithheld(t *testing.T) {
	r := told(t, []assessment.Edit{narrative("MED-09", "Only with the press office.")}, []assessment.Edit{
		narrative("MED-01", "The very same sentence."), narrative("MED-02", "First. The very same sentence."),
	}, "Survey", "Write to them")
	for name, what := range map[string]report.Withholding{
		"no such item":        {"BUS-99", "", "x"},
		"no such part":        {"BUS-07", "mood", "x"},
		"no reason":           {"BUS-07", "", " "},
		"the period":          {"RET-03", "from", "x"},
		"all with the period": {"RET-03", "", "x"},
	} {
		if _, err := r.Redact([]report.Withholding{what}, ""); err == nil {
			t.Errorf("%s: it was withheld", name)
		}
	}
	if _, err := r.Redact([]report.Withholding{{"MED-01", report.PartNarrative, "x"}}, ""); !errors.Is(err, report.ErrTold) {
		t.Errorf("what is said in another place too: got %v", err)
	}
	if _, err := r.Redact([]report.Withholding{{"MED-01", report.PartNarrative, "x"}, {"MED-02", report.PartNarrative, "x"}}, ""); err != nil {
		t.Errorf("withheld in both places: got %v", err)
	}
	out := redacted(t, r, report.Withholding{Item: "MED-09", Reason: "long ago"})
	for format, text := range files(t, out) {
		if strings.Contains(text, "Only with the press office") || !strings.Contains(text, "long ago") {
			t.Errorf("%s: what is no longer asked is not withheld", format)
		}
	}
}

// Whoever has the full return can see that a copy is one of it, and that what is
// not withheld is what was answered.
func TestACopyIsOfTheFullReturn(t *testing.T) {
	now := []assessment.Edit{field("MED-01", "state", assessment.Of("in-force")), narrative("MED-01", "Officers were told.")}
	read := func(r *report.Report) *report.Returned {
		f, _ := report.ByName("json")
		var b bytes.Buffer
		if err := f.Write(&b, r); err != nil {
			t.Fatal(err)
		}
		x, err := report.ReadJSON(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	full := told(t, nil, now, "Survey", "Write to them")
	r := redacted(t, full, report.Withholding{Item: "BUS-07", Reason: "it names an officer"}, report.Withholding{Item: "MED-02", Part: "total", Reason: "an inquiry"})
	copied := read(r)
	if !copied.Redacted || len(copied.Withheld) != 4 {
		t.Errorf("read back: %v, %v", copied.Redacted, copied.Withheld)
	}
	if err := copied.CopyOf(read(&full), full.Head); err != nil {
		t.Errorf("of the full return: %v", err)
	}
	other := told(t, nil, nil, "Survey", "Write to them")
	if err := copied.CopyOf(read(&other), other.Head); err == nil {
		t.Error("it passes for a copy of another return")
	}
	if err := read(&full).CopyOf(read(&full), full.Head); err == nil {
		t.Error("the return passes for a copy of itself")
	}
	// Somebody has changed what is not withheld, and kept the tie.
	for i := range copied.Content.Items {
		if copied.Content.Items[i].ID == "MED-01" {
			copied.Content.Items[i].Narrative = "Nobody was told."
		}
	}
	if err := copied.CopyOf(read(&full), full.Head); err == nil || !strings.Contains(err.Error(), "MED-01") {
		t.Errorf("changed: got %v", err)
	}
}

// The full report is as it was.
func TestRedactingChangesNothing(t *testing.T) {
	full := report.New(assured(t))
	before := files(t, &full)
	redacted(t, full, report.Withholding{Item: "BUS-01", Reason: "x"}, report.Withholding{Item: "HOS-03", Part: report.PartEvidence, Reason: "x"},
		report.Withholding{Item: "MED-09", Reason: "x"}, report.Withholding{Item: "MED-01", Part: "state", Reason: "x"})
	for format, text := range files(t, &full) {
		if text != before[format] {
			t.Errorf("%s is not what it was", format)
		}
	}
}

func readOut(t *testing.T, r report.Report) string {
	t.Helper()
	all, err := r.ReadOut()
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(all))
	for i, l := range all {
		lines[i] = l.String()
	}
	return strings.Join(lines, "\n")
}

// A wording that was and one that is are told apart by words, not by marks that
// nobody hears, and headings and rows are known for what they are.
func TestReadOutSaysWhatIsMarked(t *testing.T) {
	r := report.New(assured(t))
	said := readOut(t, r)
	for _, want := range []string{
		"- Question was: Is there a media policy, and in what state?\n- Question is now: What state is the media policy in?\n",
		"- Field that is gone: Pages (count)\n",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "~~") || strings.Contains(said, "struck out") {
		t.Errorf("it speaks of marks:\n%s", said)
	}
	all, _ := r.ReadOut()
	for _, want := range []report.Saying{
		{Cells: []string{"Summary"}, Heading: true},
		{Cells: []string{"Item", "Count", "Number", "When"}, Heading: true},
		{Cells: []string{"Protective marking", "NOT PROTECTIVELY MARKED"}},
	} {
		if !slices.ContainsFunc(all, func(s report.Saying) bool { return s.Heading == want.Heading && slices.Equal(s.Cells, want.Cells) }) {
			t.Errorf("there is no %+v", want)
		}
	}
}

// What is read out is what Markdown says, as people read it.
func TestReadOut(t *testing.T) {
	r := report.New(rich(t))
	said := readOut(t, r)
	md, _ := report.ByName("md")
	written := string(write(t, md, rich(t)))
	for _, mark := range []string{"**", "| --- |", "\n# "} {
		if !strings.Contains(written, mark) || strings.Contains(said, mark) {
			t.Errorf("%q is not taken away", mark)
		}
	}
	if !strings.Contains(said, r.Title()) || !strings.Contains(said, r.Reference) || strings.Contains(said, "\\") {
		t.Errorf("it reads:\n%s", said)
	}
}

// Nor does it have the marks that keep the lines of a text apart, or lack a sign that
// somebody wrote.
func TestReadOutOfWhatPeopleWrote(t *testing.T) {
	a := rich(t)
	a = apply(t, a, a.Next(author, a.Edits(narrative("MED-01", "Told by e-mail.\nAgain in May."))...))
	a = apply(t, a, a.Next(author, a.ActionEdits(assessment.Action{What: "Fill the column |a|", Items: []string{"MED-01"}})...))
	said := readOut(t, report.New(a))
	for _, want := range []string{"Told by e-mail.\nAgain in May.", "A shorter policy. / One page for officers.", "Fill the column |a|"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	for _, mark := range []string{"\\", "<br>"} {
		if strings.Contains(said, mark) {
			t.Errorf("it says %q:\n%s", mark, said)
		}
	}
}

// What is left of a register says that something may be missing from it, and no
// number lets what is missing be reckoned: neither how many warnings a signatory
// acknowledged, nor how many items there are in all.
func TestACopySaysWhatItsRegistersLack(t *testing.T) {
	r := told(t, nil, nil, "Survey", "Write to them")
	r.Signatures = []report.Signature{{ID: "S1", Name: "A. Example", Role: "Head", Declaration: "It is true.", Time: time.Date(2012, 6, 15, 10, 42, 0, 0, time.UTC), Acknowledged: 7131713}}
	out := redacted(t, r, report.Withholding{Item: "BUS-07", Reason: "it names an officer"})
	for _, f := range report.Formats {
		var full, copied bytes.Buffer
		if err := errors.Join(f.Write(&full, &r), f.Write(&copied, out)); err != nil {
			t.Fatal(err)
		}
		whole, got := readable(f, full.Bytes()), readable(f, copied.Bytes())
		for _, number := range []string{"7131713", "7,131,713"} {
			if strings.Contains(got, number) {
				t.Errorf("%s says how many warnings were acknowledged", f.Name)
			}
		}
		if !strings.Contains(whole, "7131713") && !strings.Contains(whole, "7,131,713") {
			t.Errorf("%s of the return does not say how many warnings were acknowledged", f.Name)
		}
		switch f.Name {
		case "json":
			doc, err := jsonschema.UnmarshalJSON(&copied)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema(t).Validate(doc); err != nil {
				t.Error(err)
			}
		case "csv":
		default:
			for _, words := range []string{"Evidence that is withheld is not listed here", "No action is named where nothing is withheld."} {
				if !strings.Contains(got, words) || strings.Contains(whole, words) {
					t.Errorf("%s does not say %q", f.Name, words)
				}
			}
		}
	}
	if out.Last.OutcomesOf() != len(out.Last.Items)-1 {
		t.Errorf("%d of %d items are counted", out.Last.OutcomesOf(), len(out.Last.Items))
	}
}
