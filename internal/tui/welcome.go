package tui

import (
	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
)

// welcomed says how the remembering of an author went.
type welcomed struct{ err error }

// newWelcome asks who is working: before anything else on the first run, and
// whenever the person wants to change it.
func newWelcome(e *env) *sheet {
	m := &sheet{
		base:     on(e),
		title:    "Who are you?",
		subtitle: "favour asks this once",
		free:     true,
		explain: "Your name and role are kept with every change that you make, so that the history says who answered what. " +
			"They are never exported, and are not taken from the name that you log in with. You can change them later from the first screen.",
		above: []string{
			"Your name and role are kept with every change you make, so that others can see who answered what. They are never exported.",
		},
		form: newForm(
			lineInput("Your name", "Such as A. Example", "A name is needed, such as A. Example.", e.author.Name),
			lineInput("Your role", "Such as Inspector, professional standards. You can leave this empty.", "", e.author.Role),
		),
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		e.author = assessment.Author{Name: f.value(0), Role: f.value(1)}
		return e.rememberAuthor(), true
	}
	if e.author.Name == "" {
		m.stay = e.tell("A name is needed before anything can be recorded; {app.quit} quits.")
		m.above = append(m.above, "", e.tell("To look around first: {app.quit}, then favour --demo --tour."))
	} else {
		m.subtitle = "You can change this whenever you like"
	}
	return m
}

// rememberAuthor returns the command that keeps the author for the next time.
func (e *env) rememberAuthor() tea.Cmd {
	if e.Remember == nil {
		return nil
	}
	author, remember := e.author, e.Remember
	return func() tea.Msg { return welcomed{remember(author)} }
}
