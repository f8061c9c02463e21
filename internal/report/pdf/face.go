package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/text/unicode/norm"

	"favour/internal/plain"
)

// What can be set in type. The PDF library draws nothing at all for a character
// that the font lacks, so that it is asked here first; and a line can only be
// broken by one who knows how wide it is.

// A face is one cut of the typeface.
type face struct {
	name   string // as the font calls itself
	family string // as the library knows it
	style  string // likewise
	ttf    []byte
	widths []uint16 // by character, in thousandths of the size; none for one that it lacks
}

// none is the width of a character that a face lacks.
const none = 0xffff

// faces reads the typeface, once.
var faces = sync.OnceValues(func() (f struct{ regular, bold, italic *face }, err error) {
	f.regular = &face{name: "LiberationSans", family: family, ttf: liberationsansregular.TTF}
	f.bold = &face{name: "LiberationSans-Bold", family: family, style: "B", ttf: liberationsansbold.TTF}
	f.italic = &face{name: "LiberationSans-Italic", family: family, style: "I", ttf: liberationsansitalic.TTF}
	for _, x := range []*face{f.regular, f.bold, f.italic} {
		if x.widths, err = widths(x.ttf); err != nil {
			return f, fmt.Errorf("%s: %w", x.name, err)
		}
	}
	return f, nil
})

const family = "liberationsans"

// has reports whether r can be set.
func (f *face) has(r rune) bool { return r >= 0 && int(r) < len(f.widths) && f.widths[r] != none }

// width is that of r, which f does not lack, in thousandths of the size.
func (f *face) width(r rune) int {
	if r == '\n' {
		return 0
	}
	return int(f.widths[r])
}

// measure is the width of s, which holds nothing that f lacks, in points.
func (f *face) measure(s string, size float64) float64 {
	n := 0
	for _, r := range s {
		n += int(f.widths[r])
	}
	return float64(n) * size / 1000
}

// clean is s as f can set it. A letter and its accent become one letter if there
// is such a one, for marks that stand alone are not set above the letter; what f
// lacks, what is not seen at all and what would turn the direction of reading is
// named by its number, as in [U+202E]. Line feeds stay.
func (f *face) clean(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= 0x300 && unicode.Is(unicode.Mn, r) }) >= 0 {
		s = norm.NFC.String(s)
	}
	i := strings.IndexFunc(s, func(r rune) bool { return r != '\n' && !f.sets(r) })
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for j, r := range s[i:] {
		switch {
		case r == '\r' && strings.HasPrefix(s[i+j:], "\r\n"):
		case r == '\n', f.sets(r):
			b.WriteRune(r)
		case r == '\t':
			b.WriteString("    ")
		case alike[r] != 0:
			b.WriteRune(alike[r])
		default:
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

// alike are characters that the typeface lacks, and others that look the same.
var alike = map[rune]rune{'\u2011': '-', '\u2212': '–', '\u3000': ' '}

// sets reports whether r may stand on paper as it is.
func (f *face) sets(r rune) bool { return f.has(r) && plain.Visible(r) }

// widths reads of a TrueType font how wide each character is, up to U+FFFF.
func widths(ttf []byte) (w []uint16, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the font is cut short")
		}
	}()
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	tables := map[string][]byte{}
	for i := range u16(ttf, 4) {
		entry := ttf[12+16*i:]
		tables[string(entry[:4])] = ttf[binary.BigEndian.Uint32(entry[8:]):]
	}
	em := u16(tables["head"], 18)
	metrics := u16(tables["hhea"], 34)
	w = make([]uint16, 0x10000)
	for i := range w {
		w[i] = none
	}
	cmap := tables["cmap"]
	for i := range u16(cmap, 2) {
		table := cmap[binary.BigEndian.Uint32(cmap[4+8*i+4:]):]
		if u16(cmap, 4+8*i) != 3 || u16(cmap, 4+8*i+2) != 1 || u16(table, 0) != 4 {
			continue // only Windows, Unicode up to U+FFFF, in segments
		}
		n := u16(table, 6) // twice the number of segments
		for s := 0; s < n; s += 2 {
			end, start := u16(table, 14+s), u16(table, 16+n+s)
			delta, at := u16(table, 16+2*n+s), 16+3*n+s
			for c := start; c <= end && c < 0xffff; c++ {
				glyph := c
				if offset := u16(table, at); offset > 0 {
					if glyph = u16(table, at+offset+2*(c-start)); glyph == 0 {
						continue
					}
				}
				if glyph = (glyph + delta) & 0xffff; glyph != 0 {
					w[c] = uint16((u16(tables["hmtx"], 4*min(glyph, metrics-1))*1000 + em/2) / em)
				}
			}
		}
		return w, nil
	}
	return nil, errors.New("the font has no table of characters")
}
