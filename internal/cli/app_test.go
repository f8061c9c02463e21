package cli

import (
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/mem"
)

// The example is there with the one that it follows, and shows what has changed
// between the two.
func TestTheExampleHasALastTime(t *testing.T) {
	j := journal.New(mem.New())
	x, err := startExample(t.Context(), j, assessment.Author{Name: "A. Example"}, exampleName)
	if err != nil {
		t.Fatal(err)
	}
	if x.ID() != "leicestershire-2012" || x.Follows() != "leicestershire-2011" {
		t.Errorf("%s follows %q", x.ID(), x.Follows())
	}
	if _, err := j.Open(t.Context(), x.Follows()); err != nil {
		t.Error(err)
	}
	c := compareLast(x)
	for id, want := range map[string]assessment.Outcome{
		"RET-01": assessment.Different, "PSD-02": assessment.Unchanged, "BUS-07": assessment.NoAnswer,
	} {
		if of, _ := c.Item(id); of.Outcome != want {
			t.Errorf("%s: got %s, want %s", id, of.Outcome, want)
		}
	}
	if c.Comparable != 2 {
		t.Errorf("%d items can be compared; the release speaks of 2 in 2011", c.Comparable)
	}
}
