package theme_test

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"favour/internal/checklist"
	"favour/internal/tui/theme"
)

// A palette is what a terminal makes of its 16 colours, as it comes.
type palette struct {
	name       string
	text, back string
	sixteen    string
	bold       boldness
	// answers says that the terminal tells its background when it is asked.
	answers bool
	source  string
}

// A boldness is what a terminal draws in the bright colour of the same name if
// it is bold: nothing, what is in one of the first eight colours, or also what
// is in its own if that is one of the eight.
type boldness int

const (
	heavier boldness = iota
	brighter
	allBrighter
)

const (
	xterm     = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
	vga       = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
	legacy    = "000000 800000 008000 808000 000080 800080 008080 c0c0c0 808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff"
	campbell  = "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
	halfLight = "383a42 e45649 50a14f c18301 0184bc a626a4 0997b3 fafafa 4f525d df6c75 98c379 e4c07a 61afef c577dd 56b5c1 ffffff"
	basic     = "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5"
	tango     = "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
	gnome     = "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"
	solarized = "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
	putty     = "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)

var palettes = []palette{
	{"xterm", "000000", "ffffff", xterm, brighter, true, "XTerm-col.ad; boldColors in xterm(1)"},
	{"xterm -rv", "ffffff", "000000", xterm, brighter, true, "XTerm-col.ad"},
	{"the console of Linux", "aaaaaa", "000000", vga, allBrighter, false, "default_red, default_grn and default_blu in drivers/tty/vt/vt.c"},
	{"the console of Windows before 10", "c0c0c0", "000000", legacy, allBrighter, false, "the console's ColorTable00 to ColorTable15 in the registry"},
	{"Windows, Campbell", "cccccc", "0c0c0c", campbell, allBrighter, true, "defaults.json of Windows Terminal; ColorTool's campbell.ini"},
	{"Windows Terminal, One Half Light", "383a42", "fafafa", halfLight, allBrighter, true, "defaults.json of Windows Terminal"},
	{"Terminal of macOS, Basic in light mode", "000000", "ffffff", basic, brighter, true, "Basic.terminal"},
	{"Terminal of macOS, Basic in dark mode", "ffffff", "1e1e1e", basic, brighter, true, "Basic.terminal"},
	{"GNOME Terminal, Tango light", "2e3436", "eeeeec", tango, heavier, true, "terminal-profile-editor.c; the Tango Desktop Project's palette"},
	{"GNOME Terminal, Tango dark", "d3d7cf", "2e3436", tango, heavier, true, "terminal-profile-editor.c"},
	{"GNOME Terminal, GNOME light", "171421", "ffffff", gnome, heavier, true, "terminal-profile-editor.c"},
	{"GNOME Terminal, GNOME dark", "d0cfcc", "171421", gnome, heavier, true, "terminal-profile-editor.c"},
	{"Solarized light", "657b83", "fdf6e3", solarized, brighter, true, "ethanschoonover.com/solarized"},
	{"Solarized dark", "839496", "002b36", solarized, brighter, true, "ethanschoonover.com/solarized"},
	{"PuTTY", "bbbbbb", "000000", putty, brighter, false, "windows/settings: Colour0 to Colour21"},
}

// Whatever the terminal, words can be read and signs can be seen.
func TestContrast(t *testing.T) {
	for _, p := range palettes {
		themes := map[string]theme.Theme{"plain": theme.Plain()}
		back := lipgloss.Color("#" + p.back)
		if p.answers {
			themes["on its background"] = theme.On(back)
		} else { // the app keeps what it starts with
			themes["dark"] = theme.For(true)
		}
		for name, th := range themes {
			if p.name == "Solarized light" && name == "plain" {
				continue // its own text has 4.1 to 1, and no colour is wanted
			}
			for role, style := range roles(th) {
				least := 4.5
				if strings.HasSuffix(role, "Sign") {
					least = 3
				}
				if got := contrast(p.shown(style), p.back); got < least {
					t.Errorf("%s, %s: %s has %.2f to 1, of %.1f", p.name, name, role, got, least)
				}
				if style.GetFaint() || style.GetBlink() {
					t.Errorf("%s: %s is faint, or blinks", name, role)
				}
			}
		}
	}
}

// A style draws what Lip Gloss would, in fewer pieces.
func TestStyles(t *testing.T) {
	for _, th := range []theme.Theme{theme.For(true), theme.For(false), theme.Plain()} {
		for role, style := range roles(th) {
			for _, text := range []string{"", " ", "two words", "漢字 é", "  before and behind  "} {
				got, want := vt.NewEmulator(30, 1), vt.NewEmulator(30, 1)
				_, _ = got.WriteString(style.Render(text))
				_, _ = want.WriteString(style.Style.Render(text))
				for x := range 30 {
					if got, want := got.CellAt(x, 0), want.CellAt(x, 0); !got.Equal(want) {
						t.Errorf("%s: in %q, %+v is drawn in column %d, want %+v", role, text, got, x, want)
					}
				}
			}
		}
	}
}

// roles are the styles of a theme, by their names.
func roles(th theme.Theme) map[string]theme.Style {
	all := map[string]theme.Style{}
	v := reflect.ValueOf(th)
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			all[f.Name] = v.Field(i).Interface().(theme.Style)
		}
	}
	return all
}

// shown is the colour in which words of a style appear.
func (p palette) shown(s theme.Style) string {
	sixteen := strings.Fields(p.sixteen)
	c, is := s.GetForeground().(ansi.BasicColor)
	if !is { // the terminal's own
		for i := range 8 {
			if s.GetBold() && p.bold == allBrighter && sixteen[i] == p.text {
				return sixteen[8+i]
			}
		}
		return p.text
	}
	if s.GetBold() && p.bold != heavier && c < 8 {
		c += 8
	}
	return sixteen[c]
}

// contrast is that of WCAG 2.2, between 1 and 21.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(hex string) float64 {
	var rgb [3]uint8
	if _, err := fmt.Sscanf(hex, "%02x%02x%02x", &rgb[0], &rgb[1], &rgb[2]); err != nil {
		panic(err)
	}
	sum := 0.0
	for i, share := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(rgb[i]) / 255
		if c <= 0.04045 {
			sum += share * c / 12.92
		} else {
			sum += share * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// No two standings have the same sign, and each takes one column.
func TestSignsDiffer(t *testing.T) {
	seen := map[string]checklist.Standing{}
	for _, s := range checklist.Standings {
		sign := theme.Sign(s)
		if other, twice := seen[sign]; twice {
			t.Errorf("%s and %s are both %s", s.Words(), other.Words(), sign)
		}
		seen[sign] = s
		if ansi.StringWidth(sign) != 1 {
			t.Errorf("%s takes %d columns", sign, ansi.StringWidth(sign))
		}
	}
}

// Plain has no colour, and For and On agree where nothing odd is known.
func TestThemes(t *testing.T) {
	for role, style := range roles(theme.Plain()) {
		if _, none := style.GetForeground().(lipgloss.NoColor); !none {
			t.Errorf("%s has a colour", role)
		}
	}
	for _, dark := range []bool{true, false} {
		back := map[bool]color.Color{true: color.Black, false: color.White}[dark]
		if !reflect.DeepEqual(theme.On(back), theme.For(dark)) {
			t.Errorf("On(%v) is not For(%v)", back, dark)
		}
	}
	if !reflect.DeepEqual(theme.On(nil), theme.For(true)) {
		t.Error("a terminal that does not say is not taken for a dark one")
	}
}

// What has no style of its own is drawn as text, and what has one keeps it.
func TestGround(t *testing.T) {
	th := theme.For(true)
	line := "plain " + th.Bad.Render("bad") + " plain"
	if got, want := th.Ground(line), "\x1b[97mplain \x1b[1;91mbad\x1b[m\x1b[97m plain\x1b[m"; got != want {
		t.Errorf("Ground(%q) is %q, want %q", line, got, want)
	}
	if got := theme.Plain().Ground(line); got != line {
		t.Errorf("without colours %q became %q", line, got)
	}
}
