package search_test

import (
	"strings"
	"testing"

	"favour/internal/checklist"
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

func TestNamed(t *testing.T) {
	item := func(id, title string) checklist.Item { return checklist.Item{ID: id, Title: title} }
	list := &checklist.Checklist{Sections: []checklist.Section{
		{ID: "SOC", Items: []checklist.Item{item("SOC-01", "Guidance on social networking"), item("SOC-07", "Checks of accounts")}},
		{ID: "BUS", Items: []checklist.Item{item("BUS-07", "Applications in the period"), item("BUS-70", "Policy on social jobs"), item("BUS", "No number")}},
	}}
	for _, c := range []struct{ text, here, want string }{
		{"", "SOC", ""},
		{"  ", "SOC", ""},
		{"BUS-07", "SOC", "BUS-07"},
		{"bus7", "", "BUS-07 BUS-70"}, // which begins so
		{"7", "BUS", "BUS-07 SOC-07"},
		{"07", "SOC", "SOC-07 BUS-07"},
		{"7", "", "SOC-07 BUS-07"},
		{"70", "SOC", "BUS-70"},
		{"bus", "SOC", "BUS BUS-07 BUS-70"},
		{"social", "", "SOC-01 BUS-70"},
		{"policy jobs", "", "BUS-70"},
		{"guid", "BUS", "SOC-01"},
		{"8", "SOC", ""},
		{"99999999999999999999", "SOC", ""},
		{"zebra", "SOC", ""},
	} {
		here, _ := list.Section(c.here)
		var got []string
		for _, it := range search.Named(list, here, c.text) {
			got = append(got, it.ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q in %q names %s, want %s", c.text, c.here, s, c.want)
		}
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
