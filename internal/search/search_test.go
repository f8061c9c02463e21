package search_test

import (
	"strings"
	"testing"

	"favour/internal/search"
)

func TestRank(t *testing.T) {
	for _, c := range []struct {
		id, query string
		want      int
	}{
		{"BUS-07", "BUS-07", 0},
		{"BUS-07", "bus7", 0},
		{"BUS-07", "bus 07", 0},
		{"BUS-07", "bus", 1},
		{"BUS-17", "bus1", 1},
		{"BUS-07", "bus8", 2},
		{"BUS-07", "!bus", 2},
		{"BUS-07", "", 2},
	} {
		if got := search.Rank(c.id, c.query); got != c.want {
			t.Errorf("Rank(%q, %q) is %d, want %d", c.id, c.query, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	q := search.Parse("  Second !JOBS ! jobs ")
	if got := strings.Join(q.With, " ") + "|" + strings.Join(q.Without, " "); got != "second jobs|jobs" {
		t.Errorf("got %s", got)
	}
}

// Small letters may take more bytes than capitals: the cut is by letters.
func TestAround(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"Ask the vetting unit", "vetting", "Ask the |vetting| unit"},
		{"Ⱥ Ⱥ Vetting", "vetting", "Ⱥ Ⱥ |Vetting|"},
		{"nothing", "zebra", ""},
	} {
		before, hit, after, ok := search.Around(c.text, c.word)
		got := before + "|" + hit + "|" + after
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("Around(%q, %q) is %q, want %q", c.text, c.word, got, c.want)
		}
	}
}
