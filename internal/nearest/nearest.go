// Package nearest finds the names closest to a mistyped one, so that an error
// can say what was probably meant; and it puts names into a sentence.
//
// It knows nothing of what the names stand for, and does not complain: package
// catalog does so for checklist files, and package cli for the command line.
//
// Start with [Names].
package nearest

import (
	"cmp"
	"slices"
	"strings"
)

// most is how many names are worth offering.
const most = 3

// Names returns up to three of known that are near word, best first and without
// regard to case. Near is a few slips of the keyboard away, or sharing its
// beginning, or one inside the other. It returns nil if nothing is near.
func Names(word string, known []string) []string {
	type candidate struct {
		name string
		far  int
	}
	var near []candidate
	for _, name := range known {
		if far, ok := distance(strings.ToLower(word), strings.ToLower(name)); ok {
			near = append(near, candidate{name, far})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.far, b.far) })
	var names []string
	for _, c := range near {
		if len(names) < most && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return names
}

// distance says how far apart a and b are, and whether that is near.
func distance(a, b string) (int, bool) {
	if a == "" || b == "" {
		return 0, false
	}
	far, near := slips([]rune(a), []rune(b))
	switch {
	case near:
		return far, true
	case strings.HasPrefix(a, b) || strings.HasPrefix(b, a):
		return 2, true
	case min(len(a), len(b)) > 2 && (strings.Contains(a, b) || strings.Contains(b, a)):
		return 3, true
	}
	return 0, false
}

// slips counts the letters added, left out, mistaken or swapped with the next
// between a and b. It gives up, and returns false, past one slip in three
// letters of the longer one.
func slips(a, b []rune) (int, bool) {
	limit := max(1, max(len(a), len(b))/3)
	if min(len(a), len(b)) < 2 && !slices.Equal(a, b) {
		limit = 0 // a single letter is not a misspelling of another
	}
	if max(len(a), len(b))-min(len(a), len(b)) > limit {
		return 0, false
	}
	// before, last and row are three rows of the usual table of distances
	// between the beginnings of a and of b.
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			mistaken := last[j-1]
			if a[i-1] != b[j-1] {
				mistaken++
			}
			row[j] = min(last[j]+1, row[j-1]+1, mistaken)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		if slices.Min(row) > limit {
			return 0, false
		}
		before, last, row = last, row, before
	}
	return last[len(b)], last[len(b)] <= limit
}

// Listed is words as "a, b or c", where link is the "or".
func Listed(words []string, link string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + link + " " + words[last]
}
