package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/tui/theme"
)

// Without any colour or weight, every two states still look different wherever
// they stand beside each other.
func TestStatesWithoutColour(t *testing.T) {
	th := theme.For(true)
	distinct := func(what string, drawn map[string]string) {
		t.Helper()
		seen := map[string]string{}
		for name, s := range drawn {
			s = strings.TrimSpace(ansi.Strip(s))
			if other, twice := seen[s]; twice {
				t.Errorf("%s: %s and %s are both %q", what, name, other, s)
			}
			seen[s] = name
		}
	}

	bars, words, short := map[string]string{}, map[string]string{}, map[string]string{}
	for _, s := range checklist.Standings {
		bars[s.Words()] = standingBar(th, map[checklist.Standing]int{s: 1}, 10)
		words[s.Words()], short[s.Words()] = chartWords(s), shortChartWords(s)
	}
	distinct("the bar", bars)
	distinct("beside figures", words)
	distinct("beside figures with little room", short)
	distinct("how much is done", map[string]string{"nothing": doneBar(0, 4, 4), "some": doneBar(1, 4, 4), "all": doneBar(4, 4, 4)})

	for _, w := range []int{sizes[1].Width, sizes[0].Width, sizes[2].Width} {
		sections := map[string]string{}
		for _, state := range []assessment.SectionState{assessment.NotStarted, assessment.InProgress, assessment.NeedsAttention, assessment.Completed} {
			_, sections[state.Words()], _ = sectionState(assessment.SectionProgress{State: state, Tally: assessment.Tally{Attention: 1}}, false, w)
		}
		_, sections["at risk"], _ = sectionState(assessment.SectionProgress{State: assessment.InProgress}, true, w)
		distinct("a section", sections)
	}

	a := launch(t, halfFilled, questionOn("SOC-05"))
	send(a, notice{text: "Something happened."})
	said := strings.Join(a.said(78, nil), " ")
	send(a, notice{text: "Something happened.", bad: true})
	distinct("a notice", map[string]string{"what happened": said, "what is wrong": strings.Join(a.said(78, nil), " ")})
}

// The list shows which row is selected, and a choice which option is chosen, by
// signs.
func TestSelectionWithoutColour(t *testing.T) {
	for _, x := range table {
		a := launch(t, halfFilled, x.on)
		if a.top().Editing() || x.name == "marking" {
			continue // there the cursor is in the text
		}
		press(a, "down")
		if row := underCursor(a); !strings.HasPrefix(row, " › ") {
			t.Errorf("%s: the row under the cursor is %q", x.name, row)
		}
	}
	shows(t, launch(t, halfFilled, questionOn("SOC-05")), "c  ● No", "a  ○ Yes")
}

// A terminal that has no colours, or is asked for none, is sent none.
func TestNoColour(t *testing.T) {
	for _, x := range table {
		a := launch(t, wrong, x.on)
		coloured := a.View().Content
		if !strings.Contains(coloured, "[9") {
			t.Errorf("%s has no colours to begin with", x.name)
		}
		send(a, tea.ColorProfileMsg{Profile: colorprofile.ASCII})
		if plain := a.View().Content; strings.Contains(plain, "[3") || strings.Contains(plain, "[9") || strings.Contains(plain, ";3") || strings.Contains(plain, ";9") {
			t.Errorf("%s is drawn with colours", x.name)
		} else if ansi.Strip(plain) != ansi.Strip(coloured) {
			t.Errorf("%s says something else without colours", x.name)
		}
		send(a, tea.BackgroundColorMsg{Color: theme.For(true).Text.GetForeground()})
		if strings.Contains(a.View().Content, "[9") {
			t.Errorf("%s is drawn with colours once the terminal has said its background", x.name)
		}
	}
}
