package plain

import (
	"strings"
	"testing"
)

// Wherever a byte stands among others, eight at once say what one after another do.
func TestPrinting(t *testing.T) {
	for at := range 20 {
		for b := range 256 {
			s := strings.Repeat("~ ", 10)
			s = s[:at] + string([]byte{byte(b)}) + s[at:]
			want := len(s)
			if b < ' ' || b > '~' {
				want = at
			}
			if got := printing(s); got != want {
				t.Fatalf("%q: %d of its bytes are printing characters, want %d", s, got, want)
			}
			if got := printing(s[:at] + "\x00\xff\x7f\x80"); got != at {
				t.Fatalf("%q before several: %d, want %d", s[:at], got, at)
			}
		}
	}
}
