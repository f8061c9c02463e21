package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea asks for the view after each message, but shows one in each frame.
// A key that is held down on a slow line, or typed ahead, comes with many others
// at once, and all but the last of a frame would be drawn for nobody.

// hurry is how soon after a drawing a key comes that nobody has pressed upon
// seeing it, and putOff is how long the drawing of such a key is put off: half a
// frame, so that each frame shows what is new.
const (
	hurry  = 2 * time.Millisecond
	putOff = 4 * time.Millisecond
)

// paced is an app that takes each key at once, but draws those that come in a
// rush together. A key by itself is drawn at once.
type paced struct {
	*app
	now   func() time.Time
	timer func(time.Duration, tea.Msg) tea.Cmd

	view  tea.View
	keyed bool      // the message before was a key
	drawn time.Time // when a key was last drawn
	late  bool      // view is not of what is now; drawDue is under way
}

// drawDue says that what was put off is to be drawn.
type drawDue struct{}

func newPaced(m *app) *paced { return &paced{app: m, now: time.Now, timer: tick} }

func (m *paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(drawDue); ok {
		m.late, m.keyed = false, true
		return m, nil
	}
	_, cmd := m.app.Update(msg)
	if _, m.keyed = msg.(tea.KeyPressMsg); !m.keyed || m.late || m.now().Sub(m.drawn) > hurry {
		return m, cmd
	}
	m.late = true
	return m, tea.Batch(cmd, m.timer(putOff, drawDue{}))
}

func (m *paced) View() tea.View {
	if !m.late {
		m.view = m.app.View()
		if m.keyed {
			m.drawn = m.now()
		}
	}
	return m.view
}
