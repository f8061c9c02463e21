package report_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/report"
)

// What a report holds is what exports can hold: nothing of the force's own may
// be in it, wherever a format would put it.
func TestReportHoldsNothingInternal(t *testing.T) {
	for name, fixture := range fixtures {
		b, err := json.Marshal(report.New(fixture(t)))
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{secret, author.Name, "PSD safe", plantedSum, "2012-06-29"} {
			if strings.Contains(string(b), never) {
				t.Errorf("%s: %q is in it", name, never)
			}
		}
	}
}

// A journey: the return is signed, reopened and changed, and signed again by
// another. At each stop every format says what is signed and what is not.
func TestWhatIsSignedAndWhatIsNot(t *testing.T) {
	const (
		byHead    = "Det Ch Supt B. Example, Head of professional standards"
		byChief   = "C. Example, Deputy chief constable"
		reason    = "The survey of May was misread."
		notSigned = "This return is not signed."
		uncovered = "No longer covered by the signature of " + byHead + " (S1)"
		covered   = "; covered as it is now by that of " + byChief + " (S2)"
		but       = "Not what has changed since: lead; MED-01 Media policy"
	)
	stops := []struct {
		name      string
		a         assessment.Assessment
		has, lack []string
	}{
		{"never signed", rich(t), []string{notSigned, "Not signed"}, []string{"Stands", "Signed by", "covered"}},
		{
			"signed", signed(t),
			[]string{"Signed by " + byHead + ", on 3 June 2012 at 09:01 UTC", assessment.Declaration, "All that this return says", "Stands"},
			[]string{notSigned, "Not signed", "reopened", "No longer covered", "Not as it was signed"},
		},
		{
			"changed", changed(t),
			[]string{notSigned, "Not signed: it was, and was reopened on 3 June 2012", byHead, reason, but, uncovered},
			[]string{"Signed by", "Stands", byChief, "All that this return says"},
		},
		{
			"signed again", assured(t),
			[]string{"Signed by " + byChief, byHead, reason, but, uncovered + covered, "All that this return says", chief.Declaration},
			[]string{notSigned, "Signed by " + byHead},
		},
	}
	for _, stop := range stops {
		for _, name := range []string{"html", "md"} {
			f, _ := report.ByName(name)
			got := readable(f, write(t, f, stop.a))
			for _, want := range stop.has {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %s does not say %q", stop.name, name, want)
				}
			}
			for _, not := range stop.lack {
				if strings.Contains(got, not) {
					t.Errorf("%s: %s says %q", stop.name, name, not)
				}
			}
			if n, want := strings.Count(got, uncovered), len(uncoveredItems(stop.a)); n != want {
				t.Errorf("%s: %s marks %d items as not covered, and %d are not", stop.name, name, n, want)
			}
		}
		signedInData(t, stop.name, stop.a)
	}
}

func uncoveredItems(a assessment.Assessment) []string { return a.Uncovered("S1").Items }

// signedInData holds json and csv against what the assessment knows of its
// signatures.
func signedInData(t *testing.T, stop string, a assessment.Assessment) {
	t.Helper()
	type signature struct {
		ID, Name, Rank, Role, Declaration, Time, Digest string

		Stands       bool
		Acknowledged int
		Reopened     *struct{ Time, Reason string }
		NotCovered   struct {
			Items   []report.Ref
			Details []string
		} `json:"not-covered"`
	}
	var got struct {
		Signed     bool
		Digest     string
		Signatures []signature
		Items      []struct {
			ID         string
			Covered    []string `json:"covered-by"`
			NotCovered []string `json:"not-covered-by"`
		}
	}
	f, _ := report.ByName("json")
	if err := json.Unmarshal(write(t, f, a), &got); err != nil {
		t.Fatal(err)
	}
	want := a.Signatures()
	if got.Signed != a.Signed() || got.Digest != a.Digest() || len(got.Signatures) != len(want) {
		t.Fatalf("%s: json has signed %v, %s and %d signatures", stop, got.Signed, got.Digest, len(got.Signatures))
	}
	f, _ = report.ByName("csv")
	cells, notCovered := map[string]string{}, map[string][]string{}
	for _, row := range records(t, write(t, f, a)) {
		switch row["row"] {
		case "signature":
			cells[row["field"]] = row["value"]
		case "not-covered":
			if row["item"] != "" {
				notCovered[row["field"]] = append(notCovered[row["field"]], row["item"])
			}
		}
	}
	for i, s := range got.Signatures {
		w := want[i]
		if s.Name != w.Name || s.Rank != w.Rank || s.Role != w.Role || s.Declaration != w.Declaration || s.Digest != w.Digest ||
			s.Stands != w.Stands() || s.Acknowledged != len(w.Acknowledged) || s.Time != w.Time.Format("2006-01-02T15:04:05Z") {
			t.Errorf("%s: json has %+v of %+v", stop, s, w)
		}
		if (s.Reopened != nil) == w.Stands() || s.Reopened != nil && s.Reopened.Reason != w.Reopened {
			t.Errorf("%s: json has it reopened as %+v", stop, s.Reopened)
		}
		u := a.Uncovered(s.ID)
		var items []string
		for _, it := range s.NotCovered.Items {
			items = append(items, it.ID)
		}
		if !slices.Equal(items, u.Items) || !slices.Equal(notCovered[s.ID], u.Items) || strings.Join(s.NotCovered.Details, " ") != strings.Join(u.Details, " ") {
			t.Errorf("%s: %s does not cover %v and %v; json says %+v, csv %v", stop, s.ID, u.Items, u.Details, s.NotCovered, notCovered[s.ID])
		}
		for part, value := range map[string]string{"name": w.Name, "rank": w.Rank, "declaration": w.Declaration, "digest": w.Digest, "reason": w.Reopened} {
			if cells[s.ID+"."+part] != value {
				t.Errorf("%s: csv has %q as the %s of %s, want %q", stop, cells[s.ID+"."+part], part, s.ID, value)
			}
		}
		for _, it := range got.Items {
			if slices.Contains(it.NotCovered, s.ID) != slices.Contains(u.Items, it.ID) || slices.Contains(it.Covered, s.ID) == slices.Contains(u.Items, it.ID) {
				t.Errorf("%s: json has %s covered by %v and not by %v", stop, it.ID, it.Covered, it.NotCovered)
			}
		}
	}
}

// records are the rows of a CSV file by the names of the columns.
func records(t testing.TB, file []byte) []map[string]string {
	t.Helper()
	all := rows(t, file)
	var records []map[string]string
	for _, row := range all[1:] {
		r := map[string]string{}
		for i, name := range all[0] {
			r[name] = row[i]
		}
		records = append(records, r)
	}
	return records
}

// The digest can be worked out again from the json alone, as its schema says.
// Nothing here is of package assessment.
func TestDigestFromTheFileAlone(t *testing.T) {
	f, _ := report.ByName("json")
	for name, fixture := range fixtures {
		file := write(t, f, fixture(t))
		var doc struct {
			Digest     string
			Signatures []struct{ Digest string }
		}
		if err := json.Unmarshal(file, &doc); err != nil {
			t.Fatal(err)
		}
		if got := digestOfFile(t, file); got != doc.Digest {
			t.Errorf("%s: worked out to %s, and the file says %s", name, got, doc.Digest)
		}
		for _, said := range []string{`"narrative": "`, `"id": "E1",`, `"value": "`} {
			other := strings.Replace(string(file), said, strings.Replace(said, `": "`, `": "x`, 1), -1)
			if other != string(file) && digestOfFile(t, []byte(other)) == doc.Digest {
				t.Errorf("%s: it is the same with another %s", name, said)
			}
		}
	}
}

func digestOfFile(t *testing.T, file []byte) string {
	t.Helper()
	type evidence struct {
		ID      string   `json:"id"`
		Title   string   `json:"title"`
		Owner   string   `json:"owner,omitempty"`
		AsAt    string   `json:"asAt,omitempty"`
		Marking string   `json:"marking,omitempty"`
		Items   []string `json:"items"`
	}
	type action struct {
		ID     string   `json:"id"`
		What   string   `json:"what"`
		Owner  string   `json:"owner,omitempty"`
		Due    string   `json:"due,omitempty"`
		Status string   `json:"status"`
		Items  []string `json:"items"`
	}
	type state struct {
		State  string `json:"state"`
		Reason string `json:"reason,omitempty"`
	}
	type detail struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
	}
	type item struct {
		ID        string         `json:"id"`
		Answers   map[string]any `json:"answers,omitempty"`
		Narrative string         `json:"narrative,omitempty"`
	}
	var doc struct {
		Assessment string
		Checklist  struct{ Digest string }
		Details    []struct {
			Name  string
			Value json.RawMessage
		}
		Items []struct {
			ID, Narrative string
			Answers       map[string]json.RawMessage
		}
		Evidence []struct {
			evidence
			AsAt string `json:"as-at"`
		}
		Actions []action
	}
	if err := json.Unmarshal(file, &doc); err != nil {
		t.Fatal(err)
	}
	value := func(raw json.RawMessage) any {
		var text string
		var s state
		switch {
		case json.Unmarshal(raw, &text) == nil:
			return text
		case json.Unmarshal(raw, &s) == nil:
			return s
		}
		return string(raw) // a number, as its digits
	}
	content := struct {
		Format     string     `json:"format"`
		Assessment string     `json:"assessment"`
		Checklist  string     `json:"checklist"`
		Details    []detail   `json:"details"`
		Items      []item     `json:"items"`
		Evidence   []evidence `json:"evidence"`
		Actions    []action   `json:"actions"`
	}{"favour.content/1", doc.Assessment, doc.Checklist.Digest, []detail{}, []item{}, []evidence{}, []action{}}
	for _, d := range doc.Details {
		content.Details = append(content.Details, detail{d.Name, value(d.Value)})
	}
	for _, it := range doc.Items {
		x := item{it.ID, map[string]any{}, it.Narrative}
		for field, raw := range it.Answers {
			if v := value(raw); v != (state{State: "unanswered"}) {
				x.Answers[field] = v
			}
		}
		if len(x.Answers) > 0 || x.Narrative != "" {
			content.Items = append(content.Items, x)
		}
	}
	for _, e := range doc.Evidence {
		e.evidence.AsAt, e.Items = e.AsAt, slices.Sorted(slices.Values(e.Items))
		content.Evidence = append(content.Evidence, e.evidence)
	}
	for _, x := range doc.Actions {
		x.Items = slices.Sorted(slices.Values(x.Items))
		content.Actions = append(content.Actions, x)
	}
	b, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// What stands behind the answers, field by field, stands in every format.
func TestWhatStandsBehindStandsInEveryFormat(t *testing.T) {
	words := []string{
		"D. Example, press office", "Lunch book", "Close the lunch book", "May officers lunch with the press?", "Only with the press office.",
		"leicestershire-2011", "The period then was 12 months and the period now is 9", "RESTRICTED", "PROTECT",
		"The force has no media policy.", "The policy on second jobs is in force.", "Since September 2010 there have been 120 applications",
	}
	in := map[string][]string{
		"html": {
			"Answered by</dt><dd class=\"text\">HR", "Changed since accepted", "Returned by the reviewer", "Answered, to be reviewed again", "Not reviewed",
			"120 (10 a month)", "84 (9.3 a month)", "£10.50", "7 of the 9 items that are asked now (78%)", "removed: </span>Is there a<", "added: </span>Officers and staff<",
			"Better", "Worse", "No longer asked", "Newly asked", "Open, overdue", "1 October 2011", "HOS-04</span> Free coffee",
		},
		"md": {
			"| _Answered by_ | HR |", "| _Review_ | Changed since accepted |", "| _Review_ | Returned by the reviewer |", "| _Review_ | Not reviewed |",
			"| 120 (10 a month) | 84 (9.3 a month) |", "| £10.50 | £25 |", "7 of the 9 items that are asked now (78%)", "~~Is there a~~ **What state is the** media", "~~Staff~~ **Officers and staff** told",
			"| A1 | Write a policy on second jobs | HR | 1 May 2012 | **Open, overdue** |", "| E1 | Gifts register 2011-12 | Head of PSD | 31 May 2012 | RESTRICTED | HOS-03 Acceptable value; HOS-04 Free coffee |",
			"#### MED-09 Press lunches", "- Lunch book (owner: Press office; marked PROTECT)",
		},
		"csv": {
			",assigned,", ",accepted,Accepted,", ",changed,Changed since accepted,", "84 (9.3 a month) now; 120 (10 a month) then", "last-field,Secondary business interests,BUS-07",
			"better,Better,", "retired,No longer asked", "newly-asked,Newly asked", "registered-evidence,", "registered-action,", "2011-10-01", "last-narrative,Relationships with the media,MED-09", "last-evidence,", "last-action,",
			`"Is there a media policy, and in what state?"`,
		},
		"json": {
			`"assigned": "HR"`, `"review": "changed"`, `"review": "returned"`, `"review": "replied"`, `"outcome": "better"`, `"outcome": "retired"`, `"per-month"`, `"then": 8.33`,
			`"was": "Is there a media policy, and in what state?"`, `"due": "2011-10-01"`, `"comparable": 7`,
		},
	}
	for _, f := range report.Formats {
		got := readable(f, write(t, f, assured(t)))
		for _, want := range append(slices.Clone(words), in[f.Name]...) {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in it", f.Name, want)
			}
		}
	}
}

// Each answer of last time stands in the data, as it was given.
func TestLastTimeFieldByField(t *testing.T) {
	was := before(t, oldList())
	r := report.New(assured(t))
	f, _ := report.ByName("csv")
	cells := map[string]string{}
	for _, row := range records(t, write(t, f, assured(t))) {
		switch row["row"] {
		case "last-field":
			cells[row["item"]+"."+row["field"]] = row["value"]
		case "last-narrative":
			cells[row["item"]] = row["value"]
		}
	}
	then := map[string]*report.Item{}
	for _, x := range r.Last.Items {
		then[x.Item.ID] = x.Then
	}
	for _, it := range was.Checklist().Items() {
		x := then[it.ID]
		if x == nil || x.Question != it.Question || x.Standing != was.Standing(it) {
			t.Fatalf("%s: %+v", it.ID, x)
		}
		narrative := was.At(assessment.Narrative(it.ID)).Given
		if x.Narrative != narrative || cells[it.ID] != narrative {
			t.Errorf("%s: the narrative is %q, and %q in csv, want %q", it.ID, x.Narrative, cells[it.ID], narrative)
		}
		for i := range it.Fields {
			v := was.Field(it, &it.Fields[i])
			if !was.Shown(it, &it.Fields[i]) {
				continue
			}
			at := slices.IndexFunc(x.Fields, func(f report.Field) bool { return f.ID == it.Fields[i].ID })
			if at < 0 || x.Fields[at].Value != v || cells[it.ID+"."+it.Fields[i].ID] != v.Given {
				t.Errorf("%s.%s is not as it was", it.ID, it.Fields[i].ID)
			}
		}
	}
	if retired := r.Last.Retired(); len(retired) != 1 || len(retired[0].Then.Evidence) != 1 || len(retired[0].Then.Actions) != 1 || retired[0].Then.Actions[0].Overdue {
		t.Errorf("retired: %+v", retired)
	}
	if then["HOS-03"].Evidence != nil {
		t.Error("evidence of last time is with an item that is still asked")
	}
}

func TestNothingIsSaidOfWhatIsNotUsed(t *testing.T) {
	for _, f := range report.Formats {
		got := string(said(f, write(t, f, rich(t))))
		for _, not := range []string{"ot reviewed", "since accepted", `"review":`, "nswered by", "ast time", "last-field", `"last"`, "eopened"} {
			if f.Name == "html" {
				_, got, _ = strings.Cut(got, "</style>")
			}
			if strings.Contains(got, not) {
				t.Errorf("%s: it says %q", f.Name, not)
			}
		}
	}
}

func TestWhoIsToAnswer(t *testing.T) {
	a := fold(t, "asked", fixtureList(), leicester, assessment.Edit{Target: assessment.AssignedSection("BUS"), New: assessment.Of("HR")},
		field("BUS-08", "officers", assessment.Missing()))
	for _, it := range report.New(a).Sections[3].Items {
		want := []report.Particular{{Name: "To be answered by", Text: "HR"}}
		if it.ID == "BUS-08" {
			want[0].Name = "Answered by"
		}
		if got := it.Behind(); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", it.ID, got, want)
		}
	}
}

func TestActionsByDue(t *testing.T) {
	var due []string
	r := report.New(assured(t))
	for _, x := range r.ActionsByDue() {
		due = append(due, x.Due)
	}
	if got := strings.Join(due, ","); got != "2012-05-01,2012-07-01," {
		t.Errorf("got %s", got)
	}
}

var (
	idAttribute = regexp.MustCompile(` id="([^"]*)"`)
	reference   = regexp.MustCompile(` (?:href="#|aria-labelledby=")([^"]*)"`)
	drawing     = regexp.MustCompile(`(?s)<svg ([^>]*)>(.*?)</svg>`)
	rectangle   = regexp.MustCompile(`<rect [^>]*class="([^"]*)"`)
)

// A page is sound: each id is given once, all that is referred to is there, and
// each chart says in words what it shows or is hidden from who cannot see it.
func TestPageIsSound(t *testing.T) {
	f, _ := report.ByName("html")
	for name, fixture := range fixtures {
		page := string(write(t, f, fixture(t)))
		ids := map[string]int{}
		for _, m := range idAttribute.FindAllStringSubmatch(page, -1) {
			ids[m[1]]++
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: the id %s is given %d times", name, id, n)
			}
		}
		for _, m := range reference.FindAllStringSubmatch(page, -1) {
			for id := range strings.FieldsSeq(m[1]) {
				if ids[id] == 0 {
					t.Errorf("%s: there is no %s to refer to", name, id)
				}
			}
		}
		charts := 0
		for _, m := range drawing.FindAllStringSubmatch(page, -1) {
			if strings.Contains(m[1], `aria-hidden="true"`) {
				continue
			}
			charts++
			title, words := between(m[2], "<title", "</title>"), between(m[2], "<desc", "</desc>")
			if !strings.Contains(m[1], `role="img"`) || title == "" || words == "" {
				t.Errorf("%s: a chart that says nothing: %s", name, m[0])
			}
		}
		for _, m := range rectangle.FindAllStringSubmatch(page, -1) {
			if strings.HasPrefix(m[1], "s-") && !strings.Contains(page, "."+m[1]+" ") && !strings.Contains(page, "."+m[1]+",") {
				t.Errorf("%s: the style says nothing of %s", name, m[1])
			}
		}
		want := 1 + 2*len(fixture(t).Checklist().Sections)
		if last := report.New(fixture(t)).Last; last != nil {
			want += 2 + len(last.Outcomes)
			for _, x := range last.Items {
				want += len(x.Counts)
			}
		}
		if charts != want {
			t.Errorf("%s: %d charts, want %d", name, charts, want)
		}
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	_, s, _ = strings.Cut(s, ">")
	s, _, _ = strings.Cut(s, to)
	return s
}

// Every part of the data is described, and no other is let through.
func TestSchemaRefusesWhatIsTheForcesOwn(t *testing.T) {
	f, _ := report.ByName("json")
	s := schema(t)
	var doc map[string]any
	if err := json.Unmarshal(write(t, f, assured(t)), &doc); err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Fatal(err)
	}
	item := func(of any, i int) map[string]any { return of.([]any)[i].(map[string]any) }
	last := doc["last"].(map[string]any)
	for _, put := range []struct {
		in  map[string]any
		key string
	}{
		{doc, "deadline"},
		{item(doc["signatures"], 0), "by"},
		{item(doc["signatures"], 0)["reopened"].(map[string]any), "by"},
		{item(doc["items"], 2), "note"},
		{item(doc["items"], 2), "internal"},
		{item(doc["evidence"], 0), "where"},
		{item(doc["evidence"], 0), "sha256"},
		{item(doc["actions"], 0), "note"},
		{item(doc["details"], 0), "by"},
		{last, "changes"},
		{item(last["items"], 2)["then"].(map[string]any), "internal"},
		{item(last["items"], 2), "now"},
		{doc["progress"].(map[string]any)["reviews"].(map[string]any), "by"},
	} {
		was := maps.Clone(put.in)
		put.in[put.key] = "x"
		if s.Validate(doc) == nil {
			t.Errorf("with %s in %v it is still valid", put.key, slices.Sorted(maps.Keys(was)))
		}
		delete(put.in, put.key)
	}
	if err := s.Validate(doc); err != nil {
		t.Fatal(err)
	}
}
