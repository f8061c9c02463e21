// Command rows is a list of eighty rows on Bubble Tea, with a head, a foot, a sign
// and the cursor on the row that is chosen, and only its window drawn. The
// benchmark holds favour's keys and its memory against it.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

const count = 80

var (
	title    = lipgloss.NewStyle().Bold(true)
	dim      = lipgloss.NewStyle().Faint(true)
	selected = lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Cyan)
)

type model struct {
	cursor, top int
	size        tea.WindowSizeMsg
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return m, tea.Quit
		case "up":
			m.cursor = max(0, m.cursor-1)
		case "down":
			m.cursor = min(count-1, m.cursor+1)
		}
	}
	m.top = max(min(m.top, m.cursor), m.cursor-m.room()+1)
	return m, nil
}

func (m *model) room() int { return max(1, m.size.Height-5) }

func (m *model) View() tea.View {
	lines := []string{title.Render("Rows"), dim.Render("A list to hold another against"), ""}
	for i := m.top; i < min(count, m.top+m.room()); i++ {
		sign, name := "  ", fmt.Sprintf("Row %d", i+1)
		if i == m.cursor {
			sign, name = selected.Render("› "), selected.Render(name)
		}
		lines = append(lines, " "+sign+dim.Render(fmt.Sprintf("%-9d", i+1))+name)
	}
	lines = append(lines, dim.Render(fmt.Sprintf(" %d of %d", m.cursor+1, count)), dim.Render(" ↑ up   ↓ down   q quit"))
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.Cursor = tea.NewCursor(1, 3+m.cursor-m.top)
	return v
}

func main() {
	if _, err := tea.NewProgram(&model{}, tea.WithFPS(120)).Run(); err != nil {
		os.Exit(1)
	}
}
