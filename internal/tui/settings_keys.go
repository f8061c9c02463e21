package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/keymap"
	"favour/internal/settings"
	"favour/internal/tui/widget"
)

// keysScreen lists what can be done in the whole app with the keys that do it,
// and takes other keys for it.
type keysScreen struct {
	textScreen
	file  settings.File
	query field
	found []keymap.Action
	lines []line
	// waiting says that the next key is to be that of the action under the cursor.
	waiting bool
}

func newKeys(e *env, f settings.File) *keysScreen {
	m := &keysScreen{textScreen: onText(e), file: f, query: newField("")}
	m.look()
	return m
}

func (m *keysScreen) Editing() bool { return true }

// Takes says that the next key is to be set, whatever it does otherwise.
func (m *keysScreen) Takes() bool { return m.waiting }

func (m *keysScreen) Press(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.waiting:
		return m.set(k.String())
	case m.query.over(&m.text, k):
		m.look()
	}
	return nil
}

func (m *keysScreen) Paste(p tea.PasteMsg) tea.Cmd {
	if m.query.update(p) {
		m.look()
	}
	return nil
}

func (m *keysScreen) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(settingsKept); ok && msg.err == nil {
		m.file = msg.file
		m.build()
	}
	return nil
}

func (m *keysScreen) Fit() {
	if m.stale() {
		m.build()
	}
}

func (m *keysScreen) Titles() (string, string) {
	return "Keys", m.env.tell("Type to find, {keys.set} changes the key")
}

func (m *keysScreen) Explain() string {
	return "Everything that can be done, where it can be, and its key. Type a few letters to find one; Enter, and then the new key, changes it. " +
		"A key that is taken, or that text and the cursor need, is refused and said to be. Enter, Esc and Ctrl+C go on doing what they do."
}

func (m *keysScreen) Actions() []action {
	if m.waiting {
		return []action{can("keys.back", nil).called("leave the key").unless("Press the new key.")}
	}
	none, usual := "", ""
	a, ok := m.at()
	switch {
	case !ok:
		none, usual = "Nothing is listed.", "Nothing is listed."
	case m.file.Settings.Keys[a.ID] == nil:
		usual = "It has its own keys."
	}
	back := "back"
	if m.query.value() != "" {
		back = "clear"
	}
	return []action{
		can("keys.set", m.wait).unless(none).unless(m.env.noSettings()),
		can("keys.reset", m.reset).unless(usual),
		can("keys.back", m.escape).called(back),
	}
}

func (m *keysScreen) at() (keymap.Action, bool) {
	i, of := m.text.Stop()
	if i >= of {
		return keymap.Action{}, false
	}
	return m.found[i], true
}

func (m *keysScreen) wait() tea.Cmd {
	m.waiting = true
	return nil
}

// set takes a key for the action under the cursor.
func (m *keysScreen) set(key string) tea.Cmd {
	m.waiting = false
	a, _ := m.at()
	if key == "esc" {
		return say("The key is left as it was.")
	}
	return m.env.changeSettings(fmt.Sprintf("%s now does it: %s.", keymap.Shown(key), a.What), func(f settings.File) (settings.File, error) {
		return f.With("keys."+a.ID, key)
	})
}

func (m *keysScreen) reset() tea.Cmd {
	a, _ := m.at()
	return m.env.changeSettings("It has its own keys again: "+shownKeys(a.Keys)+".", func(f settings.File) (settings.File, error) {
		return f.Without("keys." + a.ID)
	})
}

func (m *keysScreen) escape() tea.Cmd {
	if m.query.value() == "" {
		return m.env.back(m)
	}
	m.query.set("")
	m.look()
	return nil
}

// look lists what the query leaves, and puts the cursor on the first of it.
func (m *keysScreen) look() {
	m.text.To(0)
	m.build()
	m.text.To(0)
}

// build lays out the actions that the query leaves, place by place.
func (m *keysScreen) build() {
	at, _ := m.text.Stop()
	words := strings.Fields(strings.ToLower(m.query.value()))
	m.found, m.lines = nil, nil
	var stops []int
	for _, p := range keymap.Places() {
		heading := false
		for _, a := range p.Actions {
			keys := a.With(m.file.Settings.Keys[a.ID])
			text := strings.ToLower(a.ID + " " + a.Name + " " + a.What + " " + p.Title + " " + strings.Join(keys, " "))
			if a.Fixed || !allOf(words, func(w string) bool { return strings.Contains(text, w) }) {
				continue
			}
			if !heading {
				if len(m.lines) > 0 {
					m.lines = append(m.lines, line{})
				}
				m.lines = append(m.lines, line{text: p.Title, tone: inTitle})
				heading = true
			}
			l := line{text: widget.Pad(shownKeys(keys), keysWidth) + "  " + a.What, right: a.ID, state: inDim}
			if m.file.Settings.Keys[a.ID] != nil {
				l.right, l.state = "yours", inGood
			}
			stops = append(stops, len(m.lines))
			m.lines = append(m.lines, l)
			m.found = append(m.found, a)
		}
	}
	setText(&m.text, len(m.lines), stops, at, m.height())
}

// keysWidth is the width of the column with the keys.
const keysWidth = 16

// shownKeys are keys as people see them.
func shownKeys(keys []string) string {
	some := make([]string, len(keys))
	for i, k := range keys {
		some[i] = keymap.Shown(k)
	}
	return strings.Join(some, " ")
}

const keysHead = 2

// keysFoot is how many lines say what the action under the cursor is.
const keysFoot = 3

func (m *keysScreen) height() int { return m.size.Height - keysHead - keysFoot }

func (m *keysScreen) Draw(w, h int) page {
	t := m.env.theme
	query, x := m.query.draw(t, "> ", w)
	head := []string{query, ""}
	p := drawText(t, &m.text, m.lines, alone(w))
	for i := range p.lines {
		p.lines[i] = widget.Cut(p.lines[i], alone(w))
	}
	if len(m.lines) == 0 {
		p.lines = []string{t.Dim.Render("  Nothing that can be done is called that.")}
	}
	p = p.below(head)
	m.query.in(&p, "> ", 0, w)
	for len(p.lines) <= h-keysFoot {
		p.lines = append(p.lines, "")
	}
	p.lines = p.lines[:h-keysFoot+1]
	a, ok := m.at()
	foot, style := a.ID+": "+a.What+".", t.Dim
	switch {
	case m.waiting:
		foot, style = "Press the new key for “"+a.What+"”, or esc to leave it.", t.Warn
	case !ok:
		foot = ""
	}
	for _, l := range widget.Wrap(foot, w) {
		p.lines = append(p.lines, style.Render(l))
	}
	if !m.waiting && (!m.query.left || len(m.found) == 0) {
		p.x, p.y = x, 0
	}
	return p
}
