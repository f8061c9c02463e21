package cli

import (
	"errors"
	"testing"

	"favour/internal/assessment"
)

// Whatever is typed is either an edit that the checklist allows, or refused in
// words with the exit code for usage.
func FuzzParseSetting(f *testing.F) {
	for _, s := range []string{
		"BUS-07.received=84", "bus-07.RECEIVED=0", "SOC-06=7", "SOC-06=not-recorded", "SOC-06=not-applicable:", "BUS-07=1",
		"BUS-07.=1", ".=", "=", "", "BUS", "RET-02.finished=05/31/2012", "MED-01.state=In force", "MED-01.host=\x1b[31m", "ſOC-06=1",
	} {
		f.Add(s)
	}
	list, err := loadChecklist(defaultChecklist)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := parseSetting(list, s)
		if err == nil {
			if !e.New.IsAnswered() || e.Target == (assessment.Target{}) {
				t.Errorf("%q gives %v", s, e)
			}
			return
		}
		if r, ok := errors.AsType[*refusal](err); !ok || r.code != exitUsage || r.text == "" {
			t.Errorf("%q: %v", s, err)
		}
	})
}
