package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"favour/internal/assessment"
)

// signed are the edits of a signature with every warning acknowledged.
func signed(t *testing.T, a *app, x assessment.Assessment) []assessment.Edit {
	t.Helper()
	s := assessment.Signature{Name: "C. Example", Role: "Head of PSD", Declaration: assessment.Declaration}
	for _, f := range x.BeforeSigning(a.today()) {
		s.Acknowledged = append(s.Acknowledged, f.Key())
	}
	edits, err := x.Sign(s, a.env.Now(), a.today())
	if err != nil {
		t.Fatal(err)
	}
	return edits
}

// markedRun is newRun with a protective marking, so that it can be signed.
func markedRun(t *testing.T) *app {
	a, _ := newRun(t)
	err := a.record(t.Context(), "", func(assessment.Assessment) ([]assessment.Edit, error) {
		return []assessment.Edit{{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of("OFFICIAL")}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Who is at work while another signs is told who has signed, and nothing of
// theirs is saved.
func TestRecordTellsOfASignatureMeanwhile(t *testing.T) {
	a := markedRun(t)
	err := a.record(t.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
		rival := *a
		rival.out = &printer{w: &bytes.Buffer{}, width: defaultWidth}
		err := rival.record(t.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) { return signed(t, a, x), nil })
		if err != nil {
			t.Fatal(err)
		}
		return settingsOf(x, []string{"BUS-07.received=84"})
	})
	if err == nil || !strings.Contains(err.Error(), "kent-2012 is signed by C. Example, Head of PSD, and nothing was changed.") {
		t.Errorf("the error is %v", err)
	}
	if code := a.report(err); code != exitFail {
		t.Errorf("it exits with %d, not %d", code, exitFail)
	}
	if _, x, err := a.open(t.Context()); err != nil || !x.Signed() || len(x.Changes()) != 3 {
		t.Errorf("there are %d changes, not 3: %v", len(x.Changes()), err)
	}
}

// Nobody signs what they have not seen: an answer that comes in while a signature
// is made stops it.
func TestASignatureIsUnderWhatWasRead(t *testing.T) {
	a := markedRun(t)
	err := a.record(t.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
		edits := signed(t, a, x)
		_, err := meanwhile(t, a, "BUS-07.received=84", "BUS-07.received=84")(x)
		return edits, err
	})
	if !errors.Is(err, assessment.ErrOtherContent) {
		t.Errorf("the error is %v", err)
	}
	if _, x, err := a.open(t.Context()); err != nil || x.Signed() || len(x.Changes()) != 3 {
		t.Errorf("there are %d changes, not 3: %v", len(x.Changes()), err)
	}
}
