package cli

import (
	"bytes"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"one two three four", "one two\nthree four"},
		{"see BUS-07 BUS-08", "see BUS-07\nBUS-08"},
		{"a\n\nb", "a\n\nb"},
		{"averylongwordindeed x", "averylongwordindeed\nx"},
		{"  indented", "  indented"},
		{"", ""},
	} {
		if got := wrap(c.text, 10); got != c.want {
			t.Errorf("wrap(%q) = %q, not %q", c.text, got, c.want)
		}
	}
}

// What a person wrote is shown and never obeyed, as text and as JSON.
func TestPrinterShowsControls(t *testing.T) {
	var out bytes.Buffer
	p := &printer{w: &out, width: 80}
	hostile := "a\x1b[31mb\u009b31mc\u202ed"
	p.hang(hostile, hostile)
	p.heading(hostile)
	p.pairs("", [][2]string{{hostile, hostile}})
	if err := p.json(hostile); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"\x1b", "\u009b", "\u202e"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("%q was printed", bad)
		}
	}
	if !strings.HasSuffix(out.String(), "\"a\\u001b[31mb\\u009b31mc\\u202ed\"\n") {
		t.Errorf("as JSON: %q", out.String())
	}
}
