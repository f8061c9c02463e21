package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"favour/internal/pattern"
)

// Characters that XML has no place for stand in a cell as _x001B_, and what looks
// like that but is text has its first sign written so.

// isCode finds one, and beginsCode what would be one once the sign behind it is
// written so.
var (
	isCode     = pattern.Of(`^_x[0-9A-Fa-f]{4}_`)
	beginsCode = pattern.Of(`^_x[0-9A-Fa-f]{4}`)
)

// codeLength is how long a code is.
const codeLength = len("_x0000_")

// coded is s as a cell has it.
func coded(s string) string {
	if !strings.Contains(s, "_x") && strings.IndexFunc(s, unfit) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case unfit(r):
			fmt.Fprintf(&b, "_x%04X_", r)
			continue
		case r == '_' && beginsCode().MatchString(s[i:]):
			b.WriteString("_x005F")
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unfit reports whether XML has no place for r, or would read it as another.
func unfit(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}

// decoded is what coded made s of.
func decoded(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var codes []uint16
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '_' && isCode().MatchString(s[i:]) {
			n, _ := strconv.ParseUint(s[i+2:i+6], 16, 16) // four hexadecimal digits
			codes = append(codes, uint16(n))
			i += codeLength
			continue
		}
		b.WriteString(string(utf16.Decode(codes)))
		codes = codes[:0]
		b.WriteByte(s[i])
		i++
	}
	b.WriteString(string(utf16.Decode(codes)))
	return b.String()
}
