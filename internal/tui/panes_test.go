package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	xgolden "github.com/charmbracelet/x/exp/golden"

	"favour/internal/tui/widget"
)

// What is at home in a wide terminal.
var wideTable = []string{"progress", "export", "tasks", "section", "question-choice", "question-counts", "question-policy"}

// A wide and tall terminal shows more, not emptier.
func TestWide(t *testing.T) {
	size := tea.WindowSizeMsg{Width: 200, Height: 60}
	for _, x := range table {
		if !slices.Contains(wideTable, x.name) {
			continue
		}
		t.Run(fmt.Sprintf("%s-%dx%d", x.name, size.Width, size.Height), func(t *testing.T) {
			a := launch(t, complete, x.on)
			resize(a, size)
			checkFrame(t, a)
			lines := strings.Split(view(a), "\n")
			for i, l := range lines {
				lines[i] = strings.TrimRight(l, " ")
			}
			c := a.View().Cursor
			xgolden.RequireEqual(t, strings.Join(lines, "\n")+fmt.Sprintf("\ncursor %d,%d\n", c.X, c.Y))
		})
	}
}

// Every width and height has room for what is drawn in it, and the cursor stays
// on the row where the work is.
func TestPanesFit(t *testing.T) {
	for _, s := range []state{halfFilled, longText} {
		for _, x := range table {
			if !slices.Contains(wideTable, x.name) {
				continue
			}
			a := launch(t, s, x.on)
			for _, w := range []int{60, 73, 74, 109, 110, 111, 120, 160, 220} {
				for _, h := range []int{16, 24, 60} {
					resize(a, tea.WindowSizeMsg{Width: w, Height: h})
					checkFrame(t, a)
					if row := underCursor(a); !strings.Contains(row, "› ") {
						t.Errorf("%s, %s at %dx%d: the cursor is on %q", x.name, s.name, w, h, row)
					}
				}
			}
		}
	}
}

// The panes of a question fill the width, and none is too narrow to read.
func TestPanesShareTheWidth(t *testing.T) {
	for w := 58; w < 300; w++ {
		p := panesOf(w)
		if w < wide {
			if p != (panes{answer: w}) {
				t.Errorf("at %d columns there is %+v", w, p)
			}
			continue
		}
		if sum := p.list + p.answer + p.guide + 2*gap; sum != w {
			t.Errorf("at %d columns the panes take %d", w, sum)
		}
		if p.list < 20 || p.answer < 50 || p.guide < 20 {
			t.Errorf("at %d columns there is %+v", w, p)
		}
	}
}

// In a wide terminal the section, the answer and the guidance are on one screen,
// and the question that is worked on is marked in the list.
func TestQuestionStandsBesideItsSection(t *testing.T) {
	a := launch(t, halfFilled, questionOn("SOC-05"))
	resize(a, tea.WindowSizeMsg{Width: 110, Height: 40})
	shows(t, a, "→ × SOC-05 Checks of", "c  ● No", "Why this is asked", "Last changes", "Second jobs")
	press(a, "right")
	shows(t, a, "  × SOC-05 Checks of", "→ · SOC-06 Training on")
	for _, l := range strings.Split(view(a), "\n") {
		if widget.Width(l) > 110 {
			t.Errorf("%q is too wide", l)
		}
	}
	resize(a, sizes[0])
	hides(t, a, "→ ·")
}

// What a pane or a line that is typed has no room for is not cut off in silence.
func TestWhatGoesOnSaysSo(t *testing.T) {
	q := page{lines: []string{"one", "two", "three", "four"}}
	for h, want := range map[int]string{3: "one two …", 4: "one two three four"} {
		p := page{}.with(q, 0, h)
		if got := strings.Join(strings.Fields(strings.Join(p.lines, " ")), " "); got != want {
			t.Errorf("%d lines beside are %q, want %q", h, got, want)
		}
	}
	in := newField("one two three four").input
	for _, x := range []struct {
		at, w int
		shown string
	}{{0, 9, "one two …"}, {7, 9, "one two …"}, {8, 9, "one two t"}, {18, 9, "…ee four"}, {10, 9, "… two thr"}, {0, 18, "one two three four"}} {
		in.SetCursor(x.at)
		if got, _ := textWindow(in, x.w); got != x.shown {
			t.Errorf("with the cursor at %d, %d columns show %q, want %q", x.at, x.w, got, x.shown)
		}
	}
}
