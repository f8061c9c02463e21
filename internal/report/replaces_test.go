package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"favour/internal/checklist"
	"favour/internal/report"
)

// A return that is sent in place of another says so in every format, and what it
// says otherwise.
func TestWhatIsReplacedAndWhatHasChanged(t *testing.T) {
	then, now := signed(t), assured(t)
	r, was := report.New(now), report.New(then)
	r.Replace(then, now)
	if r.Replaces.Reference != was.Reference || r.Replaces.Digest != was.Digest || r.Replaces.Head != was.Head || r.Reference == was.Reference {
		t.Fatalf("got %+v, want the return %s", r.Replaces, was.Reference)
	}
	want := []string{
		was.Reference, was.Digest, was.Head.SHA256, "Reopened the signed return: The survey of May was misread.",
		"Signed by C. Example, Deputy chief constable", "Lead: Det Ch Supt B. Example (was Det Supt A. Example)",
		"MED-01 What HMIC will read: Officers were told by e-mail.",
	}
	for _, f := range report.Formats {
		var b bytes.Buffer
		if err := f.Write(&b, &r); err != nil {
			t.Fatal(err)
		}
		got := readable(f, b.Bytes())
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s does not say %q", f.Name, text)
			}
		}
		if strings.Contains(got, secret) {
			t.Errorf("%s says what never leaves", f.Name)
		}
		if f.Name == "json" {
			doc, err := jsonschema.UnmarshalJSON(&b)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema(t).Validate(doc); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestReference(t *testing.T) {
	const digest = "3f7a91c2ffff"
	for _, tt := range []struct {
		force checklist.Force
		to    string
		want  string
	}{
		{checklist.Force{ID: "leicestershire", Name: "Leicestershire Police"}, "2012-05-31", "LEI-2012-3F7A-91C2"},
		{checklist.Force{ID: "west-midlands"}, "2012-05-31", "WMI-2012-3F7A-91C2"},
		{checklist.Force{ID: "west-mercia"}, "2012-05-31", "WME-2012-3F7A-91C2"},
		{checklist.Force{ID: "avon-and-somerset"}, "2012-05-31", "AAS-2012-3F7A-91C2"},
		{checklist.Force{Name: "Example Constabulary"}, "", "ECO-3F7A-91C2"},
		{checklist.Force{Name: "Ñ"}, "2012-05-31", "FOR-2012-3F7A-91C2"},
		{checklist.Force{}, "2012-05-31", "FOR-2012-3F7A-91C2"},
	} {
		if got := report.Reference(tt.force, report.Period{To: tt.to}, digest); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.force, got, tt.want)
		}
	}
}
