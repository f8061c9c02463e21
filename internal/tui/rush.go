package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// A paste that the terminal does not mark as one comes as keys, faster than anybody
// types: the console of Windows 10 does so. Its line breaks are no trouble in a long
// text, but a tab would leave it, and what follows would be taken for keys of the
// app, some of which answer questions. So a tab in a long text waits for a moment:
// one that is followed by more text is a part of it.

// rush is how long a tab waits. It is too short to be seen.
const rush = 30 * time.Millisecond

// tabDue says that the nth tab has waited long enough.
type tabDue struct{ n int }

// key gives a key to press, once it is known what the tab before it was.
func (m *app) key(msg tea.KeyPressMsg) tea.Cmd {
	var before tea.Cmd
	if m.tabWaits {
		m.tabWaits = false
		if msg.Text != "" || msg.Code == tea.KeyEnter || msg.Code == tea.KeyTab {
			before = m.top().Paste(tea.PasteMsg{Content: "\t"})
		} else {
			before = m.press(aTab)
		}
	}
	if w, ok := m.top().(writer); ok && w.writing() && msg.String() == "tab" {
		m.tabWaits = true
		m.tabs++
		return tea.Batch(before, m.env.after(rush, tabDue{m.tabs}))
	}
	return tea.Batch(before, m.press(msg))
}

// tabIsDue takes the tab for the key that it is, unless more has come.
func (m *app) tabIsDue(due tabDue) tea.Cmd {
	if !m.tabWaits || due.n != m.tabs {
		return nil
	}
	m.tabWaits = false
	return m.press(aTab)
}

var aTab = tea.KeyPressMsg{Code: tea.KeyTab}
