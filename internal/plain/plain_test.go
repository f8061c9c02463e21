package plain_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"favour/internal/plain"
)

func TestText(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"words", "Zoë – 84 of £1,234.50 “quoted”", "Zoë – 84 of £1,234.50 “quoted”"},
		{"lines stay", "one\n\ntwo", "one\n\ntwo"},
		{"lines of Windows", "one\r\ntwo", "one\ntwo"},
		{"a lone carriage return", "84\rno", "84␍no"},
		{"tabs", "a\tb", "a    b"},
		{"an escape sequence", "\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		{"bell, NUL, delete", "\a\x00\x7f", "␇␀␡"},
		{"an 8-bit control", "\u009b31m", "⟨U+009B⟩31m"},
		{"a right-to-left override", "a\u202egpj.exe", "a⟨U+202E⟩gpj.exe"},
		{"isolates", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"},
		{"no width", "a\u200bb\u2060c\ufeffd\u00ade", "a⟨U+200B⟩b⟨U+2060⟩c⟨U+FEFF⟩d⟨U+00AD⟩e"},
		{"separators", "a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c"},
		{"tag characters", "a\U000e0041b", "a⟨U+E0041⟩b"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"the replacement character itself", "a\ufffdb", "a\ufffdb"},
		{"other scripts and combining marks", "ελληνικά Cymraeg ŵ e\u0301 日本", "ελληνικά Cymraeg ŵ e\u0301 日本"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := plain.Text(test.in); got != test.want {
				t.Errorf("Text(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// JSON says the same, in characters that can all be seen.
func TestJSON(t *testing.T) {
	for _, text := range []string{"words", "Zoë 日本\n", "a\u202egpj.exe", "tag \U000e0041", "\u009b31m\x7f", "\u2028\ufeff"} {
		b, err := json.MarshalIndent([]string{text}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		safe := plain.JSON(b)
		var back []string
		if err := json.Unmarshal(safe, &back); err != nil || len(back) != 1 || back[0] != text {
			t.Errorf("%q comes back as %q (%v)", text, back, err)
		}
		if shown := plain.Text(string(safe)); shown != string(safe) {
			t.Errorf("%q is not safe to look at: %q", text, safe)
		}
	}
}

func TestLine(t *testing.T) {
	if got, want := plain.Line("one\r\ntwo\tthree\x1b[2J\nfour"), "one two three␛[2J four"; got != want {
		t.Errorf("Line gives %q, want %q", got, want)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a\nb", "\x1b]0;x\a", "\u202e", "\xff\xfe", "\r\n\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, shown := range map[string]string{"Text": plain.Text(s), "Line": plain.Line(s)} {
			if !utf8.ValidString(shown) {
				t.Errorf("%s(%q) is not UTF-8", name, s)
			}
			for _, r := range shown {
				if !plain.Visible(r) && (r != '\n' || name == "Line") {
					t.Errorf("%s(%q) holds %U", name, s, r)
				}
			}
			if again := plain.Text(shown); again != shown {
				t.Errorf("%s(%q) = %q, and shown again %q", name, s, shown, again)
			}
		}
		if strings.Count(plain.Text(s), "\n") != strings.Count(s, "\n") {
			t.Errorf("Text(%q) has other lines", s)
		}
	})
}
