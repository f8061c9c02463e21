package tui

import (
	tea "charm.land/bubbletea/v2"

	"favour/internal/tui/widget"
)

// A base is what all screens have alike. Each has one embedded, or a rowScreen or a
// textScreen, which has one; its own file says only what is special in it.
type base struct {
	env  *env
	size tea.WindowSizeMsg // the room for the body
	laid laidOut
}

// laidOut is what the lines of a screen were laid out for.
type laidOut struct {
	of    asOf // the zero value where no assessment is open
	width int
}

func on(e *env) base { return base{env: e} }

func (m *base) Init() tea.Cmd                 { return nil }
func (m *base) Resize(size tea.WindowSizeMsg) { m.size = size }
func (m *base) Press(tea.KeyPressMsg) tea.Cmd { return nil }
func (m *base) Paste(tea.PasteMsg) tea.Cmd    { return nil }
func (m *base) Update(tea.Msg) tea.Cmd        { return nil }
func (m *base) Fit()                          {}
func (m *base) Editing() bool                 { return false }
func (m *base) Leave() tea.Cmd                { return nil }

// stale reports whether the assessment, the day or the width has become another
// since it was last asked, or it was never asked: lines that were laid out are those
// of before.
func (m *base) stale() bool {
	now := laidOut{width: m.size.Width}
	if d := m.env.desk; d != nil {
		now.of = d.now()
	}
	stale := m.laid != now
	m.laid = now
	return stale
}

// A rowScreen is a screen with a list, whose cursor the keys move.
type rowScreen struct {
	base
	rows widget.Rows
}

func onRows(e *env) rowScreen { return rowScreen{base: on(e)} }

func (m *rowScreen) Press(k tea.KeyPressMsg) tea.Cmd {
	m.rows.Press(k.String())
	return nil
}

// A textScreen is a screen with a text of many lines. The keys move the cursor from
// one of its stops to the next, or scroll it where there are none.
type textScreen struct {
	base
	text widget.Text
}

func onText(e *env) textScreen { return textScreen{base: on(e)} }

func (m *textScreen) Press(k tea.KeyPressMsg) tea.Cmd {
	m.text.Press(k.String())
	return nil
}
