package nearest_test

import (
	"slices"
	"strings"
	"testing"

	"favour/internal/nearest"
)

func TestNames(t *testing.T) {
	forces := []string{"leicestershire", "lancashire", "lincolnshire", "city-of-london", "avon-and-somerset", "kent"}
	for _, test := range []struct {
		name, word string
		known      []string
		want       []string
	}{
		{"a letter left out", "questin", []string{"why", "question", "title"}, []string{"question"}},
		{"two letters swapped", "lable", []string{"label", "table"}, []string{"label", "table"}},
		{"the case of letters is ignored", "LEICESTERSHIRE", forces, []string{"leicestershire"}},
		{"a beginning", "leic", forces, []string{"leicestershire"}},
		{"a middle", "london", forces, []string{"city-of-london"}},
		{"the longer of the two was typed", "kent-police", forces, []string{"kent"}},
		{"the nearest comes first", "lincashire", forces, []string{"lancashire", "lincolnshire"}},
		{"three at most", "aa", []string{"ab", "ac", "ad", "ae"}, []string{"ab", "ac", "ad"}},
		{"no name twice", "aa", []string{"ab", "ab"}, []string{"ab"}},
		{"nothing near", "zebra", forces, nil},
		{"nothing typed", "", forces, nil},
		{"nothing known", "kent", nil, nil},
		{"one letter is not any other", "x", []string{"y"}, nil},
		{"letters beyond ASCII", "trefyclo", []string{"trefyclô"}, []string{"trefyclô"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := nearest.Names(test.word, test.known); !slices.Equal(got, test.want) {
				t.Errorf("Names(%q) = %q, want %q", test.word, got, test.want)
			}
		})
	}
}

// A name of any length must not make the answer slow.
func TestNamesOfAnyLength(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	if got := nearest.Names(long, []string{"kent"}); got != nil {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestListed(t *testing.T) {
	for want, words := range map[string][]string{"": nil, "a": {"a"}, "a or b": {"a", "b"}, "a, b or c": {"a", "b", "c"}} {
		if got := nearest.Listed(words, "or"); got != want {
			t.Errorf("Listed(%q) = %q, want %q", words, got, want)
		}
	}
}
