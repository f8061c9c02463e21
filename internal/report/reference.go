package report

import (
	"strings"
	"unicode"

	"favour/internal/checklist"
)

// Reference is what people call a return by, in a letter or on the telephone:
// the force, the year that its period ends in and the beginning of its digest,
// such as LEI-2012-3F7A-91C2. Two returns that say the same have the same.
func Reference(force checklist.Force, p Period, digest string) string {
	parts := []string{forceCode(force)}
	if year, _, ok := strings.Cut(p.To, "-"); ok {
		parts = append(parts, year)
	}
	if d := strings.ToUpper(digest); len(d) >= 8 {
		parts = append(parts, d[:4], d[4:8])
	}
	return strings.Join(parts, "-")
}

// forceCode is three letters for a force: LEI, WMI for west-midlands, AAS for
// avon-and-somerset.
func forceCode(f checklist.Force) string {
	name := f.ID
	if name == "" {
		name = f.Name
	}
	words := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) })
	code := ""
	switch len(words) {
	case 0:
	case 1:
		code = words[0]
	case 2:
		code = words[0][:1] + words[1]
	default:
		code = words[0][:1] + words[1][:1] + words[2]
	}
	if len(code) < 3 {
		return "FOR"
	}
	return code[:3]
}
