package assessment_test

import (
	"testing"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// What is typed for a value gives it back, whatever its state.
func TestTypedIsParsed(t *testing.T) {
	f := &checklist.Field{ID: "n", Label: "Number", Kind: checklist.Count}
	for _, v := range []assessment.Value{
		{}, assessment.Of("0"), assessment.Of("84"), assessment.Missing(), assessment.Inapplicable(""), assessment.Inapplicable("no cards: none were issued"),
	} {
		got, err := assessment.Parse(f, v.Typed())
		if err != nil || got != v {
			t.Errorf("%+v is typed %q, which gives %+v, %v", v, v.Typed(), got, err)
		}
	}
}

func TestTargetsOfDays(t *testing.T) {
	for text, want := range map[string]bool{
		"detail/from": true, "detail/to": true, "detail/baseline": true, "detail/deadline": true, "detail/lead": false,
		"evidence/E1/as-at": true, "evidence/E1/title": false, "action/A1/due": true, "action/A1/what": false,
		"field/BUS-07/due": false, "narrative/BUS-07": false,
	} {
		var target assessment.Target
		if err := target.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := target.IsDay(); got != want {
			t.Errorf("%s is a day: %v", text, got)
		}
	}
}
