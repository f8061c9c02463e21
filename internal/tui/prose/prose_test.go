package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// appKeys are those that the app has for a text.
var appKeys = map[string]string{"ctrl+z": Undo, "ctrl+y": Redo, "ctrl+g": SelectAll, "alt+w": Copy, "ctrl+x": Cut, "ctrl+v": Put}

// key presses a key.
func key(t *Text, k string) Done {
	if id, ok := appKeys[k]; ok {
		return t.Do(id)
	}
	return t.Press(k, "")
}

// keys presses keys, of which several are one string.
func keys(t *Text, all string) {
	for _, k := range strings.Fields(all) {
		key(t, k)
	}
}

// write types s, a key for each rune.
func write(t *Text, s string) {
	for _, r := range s {
		if r == '\n' {
			t.Press("enter", "")
			continue
		}
		t.Press(string(r), string(r))
	}
}

// shown is the text with the cursor, and with what is selected in brackets.
func shown(t *Text) string {
	from, to := t.selection()
	s := t.Value()
	if from == to {
		return s[:from] + "|" + s[from:]
	}
	return s[:from] + "[" + s[from:to] + "]" + s[to:]
}

// at is a text with the cursor where the bar is.
func at(s string) *Text {
	before, after, _ := strings.Cut(s, "|")
	t := New(before + after)
	t.at = len(before)
	t.settle()
	return t
}

func TestKeys(t *testing.T) {
	for _, test := range []struct{ from, keys, want string }{
		{"one two|", "left left", "one t|wo"},
		{"one two|", "ctrl+left", "one |two"},
		{"one, two|", "alt+b alt+b", "|one, two"},
		{"|one, two", "ctrl+right", "one|, two"},
		{"|one, two", "alt+f alt+f", "one, two|"},
		{"don’t| go", "alt+b", "|don’t go"},
		{"one\ntw|o\nthree", "up", "on|e\ntwo\nthree"},
		{"one\ntw|o\nthree", "down end up", "one\ntwo|\nthree"},
		{"longer\nab\nlonge|r", "up up", "longe|r\nab\nlonger"},
		{"one\ntw|o", "up up", "|one\ntwo"},
		{"on|e\ntwo", "down down", "one\ntwo|"},
		{"one\ntw|o", "home", "one\n|two"},
		{"one\ntw|o", "ctrl+a end", "one\ntwo|"},
		{"a\n\nb b|\n\nc", "ctrl+up", "a\n\n|b b\n\nc"},
		{"a\n\n|b b\n\nc", "ctrl+up", "|a\n\nb b\n\nc"},
		{"a\n\nb| b\n\nc", "ctrl+down ctrl+down", "a\n\nb b\n\nc|"},
		{"one\ntwo|", "ctrl+home", "|one\ntwo"},
		{"|one\ntwo", "alt+>", "one\ntwo|"},
		{"|one", "left backspace", "|one"},
		{"one|", "right delete", "one|"},
		{"one two|", "backspace", "one tw|"},
		{"one |two", "delete", "one |wo"},
		{"one two|", "ctrl+w", "one |"},
		{"one |two three", "alt+d", "one | three"},
		{"one\ntwo| three", "ctrl+u", "one\n| three"},
		{"one\ntwo| three\nfour", "ctrl+k", "one\ntwo|\nfour"},
		{"one\ntwo|\nfour", "ctrl+k", "one\ntwo|four"},
		{"one\n|two\nthree", "ctrl+k ctrl+k ctrl+v end ctrl+v", "one\n\nthree\n|"},
		{"one |two", "shift+right shift+right", "one [tw]o"},
		{"one two|", "ctrl+shift+left", "one [two]"},
		{"one two|", "shift+home", "[one two]"},
		{"one\ntw|o", "shift+up", "on[e\ntw]o"},
		{"one two|", "shift+home right", "one two|"},
		{"one| two", "ctrl+g", "[one two]"},
		{"one two|", "ctrl+shift+left backspace", "one |"},
		{"one two|", "ctrl+shift+left ctrl+x home ctrl+v", "two|one "},
		{"one two|", "ctrl+shift+left alt+w home ctrl+v", "two|one two"},
		{"one |two", "enter", "one \n|two"},
		{"one|", "f5 ctrl+q pause", "one|"},
		{"e\u0301e\u0301|", "backspace", "e\u0301|"},
		{"漢|字", "left delete", "|字"},
		{"a🇬🇧|", "left", "a|🇬🇧"},
		{"ŵ|", "left", "|ŵ"},
	} {
		x := at(test.from)
		keys(x, test.keys)
		if got := shown(x); got != test.want {
			t.Errorf("%q after %s is %q, want %q", test.from, test.keys, got, test.want)
		}
	}
}

func TestUndoIsByWords(t *testing.T) {
	x := New("")
	write(x, "one two three")
	for _, want := range []string{"one two |", "one |", "|"} {
		keys(x, "ctrl+z")
		if got := shown(x); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if d := key(x, "ctrl+z"); d.Changed || d.Refused == "" {
		t.Errorf("nothing can be undone, and %+v", d)
	}
	keys(x, "ctrl+y ctrl+y ctrl+y")
	if got := x.Value(); got != "one two three" {
		t.Errorf("made again it is %q", got)
	}
	keys(x, "backspace backspace backspace backspace backspace backspace backspace")
	if got := x.Value(); got != "one tw" {
		t.Fatalf("got %q", got)
	}
	keys(x, "ctrl+z ctrl+z")
	if got := shown(x); got != "one two three|" {
		t.Errorf("got %q", got)
	}
	keys(x, "home delete delete right right ctrl+z")
	if got := shown(x); got != "|one two three" {
		t.Errorf("got %q", got)
	}
	keys(x, "ctrl+g")
	write(x, "new")
	keys(x, "ctrl+z ctrl+z")
	if got := x.Value(); got != "one two three" {
		t.Errorf("what was typed over is %q", got)
	}
	x.Replace("from elsewhere")
	keys(x, "ctrl+z")
	if got := x.Value(); got != "one two three" {
		t.Errorf("what was replaced is %q", got)
	}
}

// What is pasted arrives whole, and one key takes it back.
func TestPaste(t *testing.T) {
	const odd = "“Smart” ‘quotes’ – £ é e\u0301 漢字 한국어 👩\u200d🚀 ❤\ufe0f 🇬🇧 עברית العربية\ttab \x1b[31m \x00 \u202e end"
	text := strings.Repeat(odd+"\r\nnext\rand\n", 500)
	if len(text) < 50<<10 {
		t.Fatalf("only %d bytes", len(text))
	}
	x := New("before ")
	x.Most = 1 << 20
	x.Resize(76, 12)
	if d := x.Insert(text); !d.Changed {
		t.Fatalf("%+v", d)
	}
	want := "before " + strings.Repeat(odd+"\nnext\nand\n", 500)
	if got := x.Value(); got != want {
		t.Errorf("it is not what was pasted: %d bytes, want %d", len(got), len(want))
	}
	if got, want := x.Words(), len(strings.Fields(want)); got != want {
		t.Errorf("got %d words, want %d", got, want)
	}
	for _, l := range x.Draw(bare) {
		if strings.ContainsAny(l, "\x1b\x00\t\u202e") {
			t.Errorf("drawn as %q", l)
		}
	}
	keys(x, "ctrl+z")
	if got := x.Value(); got != "before " {
		t.Errorf("got %q", got)
	}
	x.Insert("not \xff UTF-8")
	if got := x.Value(); got != "before not \ufffd UTF-8" {
		t.Errorf("got %q", got)
	}
}

// At the limit nothing is lost, and what makes the text shorter is done.
func TestMost(t *testing.T) {
	x := New("1234567890")
	x.Most = 10
	for name, do := range map[string]func() Done{
		"a key":   func() Done { return x.Press("a", "a") },
		"a paste": func() Done { return x.Insert("abc") },
	} {
		if d := do(); d.Changed || d.Refused == "" || x.Value() != "1234567890" {
			t.Errorf("%s: %+v, and the text is %q", name, d, x.Value())
		}
	}
	keys(x, "shift+left shift+left")
	write(x, "ab")
	if got := x.Value(); got != "12345678ab" {
		t.Errorf("got %q", got)
	}
	x.Replace("longer than the most")
	if d := x.Press("backspace", ""); !d.Changed {
		t.Errorf("a text that is too long is not shortened: %+v", d)
	}
}

// Rows break between words, and a word that is too long within itself.
func TestRows(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"one two three", []string{"one two ", "three"}},
		{"one two    three", []string{"one two  ", "three"}},
		{"one\n\ntwo", []string{"one", "", "two"}},
		{"abcdefghijklmnop", []string{"abcdefghi", "jklmnop"}},
		{"a abcdefghijklmnop", []string{"a ", "abcdefghi", "jklmnop"}},
		{"well-known-word", []string{"well-", "known-", "word"}},
		{"漢字漢字漢字", []string{"漢字漢字", "漢字"}},
		{"a\tb", []string{"a    b"}},
		{"a\u200bb", []string{"a⟨U+200B⟩", "b"}},
		{"\u0301a", []string{"◌\u0301a"}},
		{"ends\n", []string{"ends", ""}},
		{"123456789 ", []string{"123456789"}},
	} {
		x := New(test.text)
		x.Resize(10, 20)
		if got := x.Draw(bare); !slices.Equal(got, test.want) {
			t.Errorf("%q is drawn as %q, want %q", test.text, got, test.want)
		}
	}
}

func TestSelectionIsMarked(t *testing.T) {
	x := at("one\ntwo|")
	keys(x, "shift+up")
	got := x.Draw(func(s string) string { return "<" + s + ">" })
	if want := []string{"one< >", "<two>"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// pieces are what random texts are made of.
var pieces = []string{"a", "b", " ", " ", "\n", "-", "word ", "longer-than-a-row-is-wide", "漢", "e\u0301", "\u0301", "\t", "\x1b", "🇬🇧", "\u200b", "é", "👩\u200d🚀", "한"}

// Whatever is done, what is kept of the layout is what laying it out anew would
// give, the words are those there are, the cursor is between two characters and
// in the window, and undoing everything leads back to the beginning.
func TestAnyKeys(t *testing.T) {
	var all []string
	for _, c := range commands {
		all = append(all, c.keys...)
		for _, k := range c.keys {
			all = append(all, "shift+"+k)
		}
	}
	for k := range appKeys {
		all = append(all, k)
	}
	slices.Sort(all)
	rapid.Check(t, func(t *rapid.T) {
		start := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "start"), "")
		x := New(start)
		x.Resize(rapid.IntRange(3, 20).Draw(t, "w"), rapid.IntRange(1, 5).Draw(t, "h"))
		for range rapid.IntRange(1, 40).Draw(t, "n") {
			if k := rapid.SampledFrom(append(all, pieces...)).Draw(t, "key"); slices.Contains(pieces, k) {
				x.Press(k, k)
			} else {
				key(x, k)
			}
			checkText(t, x)
		}
		for key(x, "ctrl+z").Changed {
			checkText(t, x)
		}
		if x.Value() != start {
			t.Errorf("undone it is %q, want %q", x.Value(), start)
		}
	})
}

func checkText(t *rapid.T, x *Text) {
	t.Helper()
	if !utf8.Valid(x.text) {
		t.Fatalf("%q is not UTF-8", x.text)
	}
	if got, want := x.Words(), len(strings.Fields(x.Value())); got != want {
		t.Fatalf("%q has %d words, and %d are counted", x.text, want, got)
	}
	anew := New(x.Value())
	anew.Resize(x.width, x.height)
	for anew.lay() {
	}
	if !slices.Equal(x.rows, anew.rows[:len(x.rows)]) {
		t.Fatalf("%q has rows at %v, and anew at %v", x.text, x.rows, anew.rows)
	}
	if x.floor(x.at) != x.at {
		t.Fatalf("in %q the cursor is within a character, at %d", x.text, x.at)
	}
	if column, row := x.Cursor(); column < 0 || column >= x.width || row < 0 || row >= x.height {
		t.Fatalf("in %q the cursor is at %d,%d of a window of %d by %d", x.text, column, row, x.width, x.height)
	}
	if lines := x.Draw(bare); len(lines) < min(x.height, len(anew.rows)) {
		t.Fatalf("of %d rows only %d are drawn in a window of %d", len(anew.rows), len(lines), x.height)
	}
}

// Any text takes any paste, and gives it back.
func FuzzInsert(f *testing.F) {
	f.Add("one two", "\r\n three", 3)
	f.Add("e", "\u0301", 1)
	f.Fuzz(func(t *testing.T, text, paste string, at int) {
		x := New(text)
		x.Resize(12, 4)
		for range min(max(at, 0), 100) {
			x.Press("left", "")
		}
		before := x.Value()
		x.Insert(paste)
		if !utf8.ValidString(x.Value()) {
			t.Errorf("%q is not UTF-8", x.Value())
		}
		x.Draw(bare)
		key(x, "ctrl+z")
		if x.Value() != before {
			t.Errorf("undone it is %q, want %q", x.Value(), before)
		}
	})
}

// BenchmarkKey types, moves and draws in texts of a few sizes, with line breaks
// and without.
func BenchmarkKey(b *testing.B) {
	for _, n := range []int{0, 50 << 10, 1 << 20} {
		for name, unit := range map[string]string{"lines": "Some words that are typed here. \n", "one line": "Some words that are typed here. "} {
			for where, key := range map[string]string{"end": "ctrl+end", "middle": "", "start": "ctrl+home"} {
				b.Run(fmt.Sprintf("%d %s at the %s", n, name, where), func(b *testing.B) {
					x := New(strings.Repeat(unit, n/len(unit)))
					x.Press(key, "")
					if key == "" {
						x.at = len(x.text) / 2
						x.settle()
					}
					b.ReportAllocs()
					for range b.N {
						x.Press("x", "x")
						x.Draw(bare)
						x.Press("up", "")
						x.Draw(bare)
						x.Press("down", "")
						x.Press("backspace", "")
					}
				})
			}
		}
	}
}

// bare marks nothing.
func bare(s string) string { return s }

// The cursor goes to the place of the window that is asked for, or the nearest.
func TestTo(t *testing.T) {
	text := New("one two\nthree\n\nfive")
	text.Resize(20, 3) // of which the last three lines are shown
	for _, x := range []struct{ x, y, wantX, wantY int }{
		{2, 0, 2, 0},
		{90, 0, 5, 0},
		{3, 1, 0, 1},
		{1, 2, 1, 2},
		{1, 9, 1, 2},
	} {
		text.Do(SelectAll)
		text.To(x.x, x.y)
		if gx, gy := text.Cursor(); gx != x.wantX || gy != x.wantY || text.HasSelected() {
			t.Errorf("%d,%d puts the cursor to %d,%d, want %d,%d", x.x, x.y, gx, gy, x.wantX, x.wantY)
		}
	}
}
