package assessment_test

import (
	"testing"

	"favour/internal/assessment"
)

// How long a text is good to be is said by the checklist, or by what it is.
func TestLength(t *testing.T) {
	for _, test := range []struct {
		words int
		hint  string
		want  string
	}{
		{0, "", "0 words"},
		{1, "", "1 word"},
		{150, "", "150 words"},
		{1151, "", "1,151 words; up to about 150 are read with care"},
		{51, "In no more than 50 words, please.", "51 words; up to about 50 are read with care"},
		{151, "In a few words.", "151 words; up to about 150 are read with care"},
	} {
		if got := assessment.LengthWords(test.words, assessment.GoodWords(test.hint, 150)); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	a := answered(t)
	for target, want := range map[assessment.Target]int{
		assessment.Narrative("BUS-01"): 250,
		assessment.Internal("BUS-01"):  0,
		assessment.Reply("BUS-01"):     100,
	} {
		if got := a.GoodLength(target); got != want {
			t.Errorf("%v: got %d, want %d", target, got, want)
		}
	}
}
