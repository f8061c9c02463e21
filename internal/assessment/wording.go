package assessment

import (
	"strings"
	"unicode"
)

// A Span is a run of words that two wordings have in common, or that only one of
// them has.
type Span struct {
	Kind SpanKind
	Text string
}

// A SpanKind says which of two wordings has a Span.
type SpanKind int

const (
	InBoth SpanKind = iota
	Removed
	Added
)

// mostPairs bounds the work of comparing two wordings.
const mostPairs = 1 << 22

// Reworded is how was became is, word by word: the spans that are not Added make
// was, those that are not Removed make is. A text that is too long to compare is
// removed whole and the other added.
func Reworded(was, is string) []Span {
	x, y := splitWords(was), splitWords(is)
	var spans []Span
	add := func(kind SpanKind, words ...string) {
		text := strings.Join(words, "")
		switch n := len(spans); {
		case text == "":
		case n > 0 && spans[n-1].Kind == kind:
			spans[n-1].Text += text
		default:
			spans = append(spans, Span{kind, text})
		}
	}
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		add(InBoth, x[0])
		x, y = x[1:], y[1:]
	}
	if len(x)*len(y) > mostPairs {
		add(Removed, x...)
		add(Added, y...)
		return spans
	}
	// common[i][j] is the most words that x[i:] and y[j:] have in common, in order.
	common := make([][]int32, len(x)+1)
	for i := range common {
		common[i] = make([]int32, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] == y[j]:
			add(InBoth, x[i])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			add(Removed, x[i])
			i++
		default:
			add(Added, y[j])
			j++
		}
	}
	add(Removed, x[i:]...)
	add(Added, y[j:]...)
	return spans
}

// splitWords cuts s into words, each with the blanks behind it.
func splitWords(s string) []string {
	var words []string
	for len(s) > 0 {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			return append(words, s)
		}
		rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
		words = append(words, s[:len(s)-len(rest)])
		s = rest
	}
	return words
}
