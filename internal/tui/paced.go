package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea asks for the view after each message, but shows one in each frame.
// A key that is held down on a slow line, or typed ahead, comes with many others
// at once, and all but the last of a frame would be drawn for nobody. And an
// answer is saved in less than a frame on most disks: drawn at once, each would
// be sent with Saving, and be followed by a frame that says Saved.

// hurry is how soon after a drawing a key comes that nobody has pressed upon
// seeing it, and putOff is how long the drawing of such a key, or of one that has
// something saved, is put off: half a frame, so that each frame shows what is new.
const (
	hurry  = 2 * time.Millisecond
	putOff = 4 * time.Millisecond
)

// paced is an app that takes each key at once, but draws those that come in a
// rush together, and what is saved meanwhile with it. Any other key is drawn at
// once.
type paced struct {
	*app
	now   func() time.Time
	timer func(time.Duration, tea.Msg) tea.Cmd

	view  tea.View
	stale bool      // view may not be of what is now
	keyed bool      // the message before was a key
	drawn time.Time // when a key was last drawn

	late   bool // view is put off; a drawDue is under way
	last   int  // the number of that drawDue
	rushed bool // more keys have come since
}

// drawDue says that what was put off the nth time is to be drawn.
type drawDue struct{ n int }

func newPaced(m *app) *paced { return &paced{app: m, now: time.Now, timer: tick, stale: true} }

func (m *paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if due, ok := msg.(drawDue); ok {
		if m.late && due.n == m.last {
			m.late, m.keyed = false, true
		}
		return m, nil
	}
	was := m.saving()
	_, cmd := m.app.Update(msg)
	m.stale = true
	_, m.keyed = msg.(tea.KeyPressMsg)
	hurried := m.now().Sub(m.drawn) <= hurry
	switch {
	case m.late && m.keyed:
		m.rushed = true
	case m.late && was && !m.saving() && !m.rushed:
		m.late, m.keyed = false, true
	case m.late || !m.keyed:
	case hurried || m.saving() && !was:
		m.late, m.rushed = true, hurried
		m.last++
		return m, tea.Batch(cmd, m.timer(putOff, drawDue{m.last}))
	}
	return m, cmd
}

// saving reports whether a change is on its way to the store.
func (m *paced) saving() bool { return m.env.desk != nil && m.env.desk.saving }

func (m *paced) View() tea.View {
	if m.stale && !m.late {
		m.view, m.stale = m.app.View(), false
		if m.keyed {
			m.drawn = m.now()
		}
	}
	return m.view
}
