package assessment

import (
	"fmt"
	"strings"
	"unicode"
)

// How long a text is good to be. It is advice: nothing is refused for it.

// The words up to which a text is read with care, where the checklist does not say:
// HMIC reads the same answer of every force.
const (
	goodNarrative = 250
	goodField     = 150
	goodReply     = 100
)

// GoodLength is up to how many words a text of t is read with care, and nought where
// as many are good as help those who read it.
func (a Assessment) GoodLength(t Target) int {
	switch {
	case t.Kind == OnNarrative:
		return goodNarrative
	case t.Kind == OnReview && t.Part == PartReply:
		return goodReply
	case t.Kind == OnField:
		if it, ok := a.index[t.ID]; ok {
			if f, ok := it.Field(t.Part); ok {
				return GoodWords(f.Hint, goodField)
			}
		}
	}
	return 0
}

// GoodWords is how many words a hint asks for, such as 50 for “In about 50 words.”,
// and otherwise if it names no number.
func GoodWords(hint string, otherwise int) int {
	words := strings.FieldsFunc(hint, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		if w != "words" || i == 0 {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(words[i-1], "%d", &n); err == nil && n > 0 {
			return n
		}
	}
	return otherwise
}

// LengthWords says how long a text of n words is, and whether that is longer than is
// good; a good of nought is any length.
func LengthWords(n, good int) string {
	said := Thousands(n) + " " + Plural(n, "word", "words")
	if good > 0 && n > good {
		said += fmt.Sprintf("; up to about %d are read with care", good)
	}
	return said
}
