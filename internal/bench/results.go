//go:build unix

package main

import (
	"cmp"
	"slices"
	"time"
)

// results are figures, one a round, by what was measured and of whom.
type results map[[2]string][]float64

func (r results) add(what, who string, x float64) {
	r[[2]string{what, who}] = append(r[[2]string{what, who}], x)
}

// of is the median of a figure, and false where there is none.
func (r results) of(what, who string) (float64, bool) {
	all := r[[2]string{what, who}]
	if len(all) == 0 {
		return 0, false
	}
	return median(all), true
}

// ratio is the median of the ratios to what was measured of another, round by
// round, so that a machine that is slow for a while is so for both.
func (r results) ratio(what, who, toWhat, to string) (float64, bool) {
	mine, theirs := r[[2]string{what, who}], r[[2]string{toWhat, to}]
	if len(mine) == 0 || len(mine) != len(theirs) {
		return 0, false
	}
	all := make([]float64, len(mine))
	for i := range mine {
		if theirs[i] == 0 {
			return 0, false
		}
		all[i] = mine[i] / theirs[i]
	}
	return median(all), true
}

// median is the middle one of all, or the higher of the two in the middle.
func median[T cmp.Ordered](all []T) T { return slices.Sorted(slices.Values(all))[len(all)/2] }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
