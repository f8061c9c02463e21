package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/settings"
	"favour/internal/tui/widget"
)

// settingsScreen shows what is set, where that is kept, and changes it. What is
// changed holds at once.
type settingsScreen struct {
	rowScreen
	file settings.File
	// trouble is why the file cannot be read.
	trouble string
}

// settingsRead brings what is set.
type settingsRead struct {
	file settings.File
	err  error
}

// settingsKept says how the change of a setting went.
type settingsKept struct {
	file settings.File
	said string // what has been done
	err  error
}

func newSettings(e *env) *settingsScreen {
	return &settingsScreen{rowScreen: onRows(e), file: settings.File{Settings: e.Settings}}
}

func (m *settingsScreen) Init() tea.Cmd { return m.env.readSettings() }

func (m *settingsScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case returned, welcomed:
		return m.env.readSettings()
	case settingsRead:
		m.file, m.trouble = msg.file, ""
		if msg.err != nil {
			m.trouble = msg.err.Error()
		}
	case settingsKept:
		if msg.err == nil {
			m.file, m.trouble = msg.file, ""
		}
	}
	return nil
}

func (m *settingsScreen) Fit() {
	below := 0
	if m.size.Width < wide {
		below = len(m.foot(m.size.Width, m.size.Height))
	}
	m.rows.Set(len(settings.All())+1, m.size.Height-below)
}

// Commands.

// readSettings reads the file of the settings.
func (e *env) readSettings() tea.Cmd {
	keeper := e.Keeper
	return func() tea.Msg {
		f, err := keeper.Read()
		return settingsRead{f, err}
	}
}

// changeSettings keeps a change of the settings, and says so.
func (e *env) changeSettings(said string, change func(settings.File) (settings.File, error)) tea.Cmd {
	keeper := e.Keeper
	return func() tea.Msg {
		f, err := keeper.Change(change)
		return settingsKept{f, said, err}
	}
}

// kept puts changed settings into force.
func (e *env) kept(msg settingsKept) tea.Cmd {
	if msg.err != nil {
		return complain(asSentence(msg.err))
	}
	e.use(msg.file.Settings)
	return say(msg.said)
}

// use puts settings into force.
func (e *env) use(s settings.Settings) {
	e.Settings, e.ExportDir = s, cmp.Or(s.Exports, e.startDir)
	e.paint()
	if e.desk != nil {
		e.desk.reread()
	}
}

// asSentence is what err says, with a capital and an end.
func asSentence(err error) string {
	text := assessment.Capital(err.Error())
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// noSettings is why there are none to be changed; empty if there are.
func (e *env) noSettings() string {
	if e.Keeper == nil {
		return "There is nowhere to keep settings."
	}
	return ""
}

func (m *settingsScreen) Titles() (string, string) {
	if m.env.Keeper.Path() == "" {
		return "Settings", "Kept until you quit"
	}
	return "Settings", "For all your assessments"
}

func (m *settingsScreen) Explain() string {
	return "What you can set, for all your assessments. It holds at once, and is kept in a file that you can read and edit, with comments if you like. " +
		"A mistake in that file stops nothing: it is told here with its line, and that setting is as usual until it is mended. " +
		"Keys are set by pressing them. favour settings does the same by command."
}

// at is the setting under the cursor, and false if that is the keys.
func (m *settingsScreen) at() (settings.Setting, bool) {
	all := settings.All()
	if m.rows.Cursor >= len(all) {
		return settings.Setting{}, false
	}
	return all[m.rows.Cursor], true
}

func (m *settingsScreen) Actions() []action {
	x, one := m.at()
	name, what, usual := "change", "Change the setting under the cursor", ""
	switch {
	case !one:
		name, what = "open", "Show the keys of everything that can be done, and change them"
	case x.Values != nil:
		name, what = m.next(x), "Go on to the next value of the setting under the cursor"
	}
	switch {
	case !one && len(m.file.Settings.Keys) == 0:
		usual = "All keys are as usual."
	case one && m.file.Line(x.Name) == 0:
		usual = "It is as usual."
	}
	return []action{
		can("settings.change", m.change).called(name).saying(what),
		can("settings.reset", m.reset).unless(usual),
		hide("app.settings", "These are the settings."),
	}
}

// next is the value behind the one that is set.
func (m *settingsScreen) next(x settings.Setting) string {
	i := slices.Index(x.Values, x.Of(m.file.Settings))
	return x.Values[(i+1)%len(x.Values)]
}

func (m *settingsScreen) change() tea.Cmd {
	x, one := m.at()
	switch {
	case !one:
		return m.env.open(newKeys(m.env, m.file))
	case x.Values != nil:
		value := m.next(x)
		return m.env.setTo(x, value)
	case x.Name == "name" || x.Name == "role":
		return m.env.open(newWelcome(m.env))
	}
	return m.env.open(newSetting(m.env, x))
}

// setTo keeps a value of a setting.
func (e *env) setTo(x settings.Setting, value string) tea.Cmd {
	return e.changeSettings(x.Title+": "+value+".", func(f settings.File) (settings.File, error) { return f.With(x.Name, value) })
}

func (m *settingsScreen) reset() tea.Cmd {
	x, one := m.at()
	if one {
		return m.env.changeSettings(x.Title+": as usual.", func(f settings.File) (settings.File, error) { return f.Without(x.Name) })
	}
	return m.env.changeSettings("All keys are as usual.", func(f settings.File) (settings.File, error) {
		var err error
		for id := range f.Settings.Keys {
			if f, err = f.Without("keys." + id); err != nil {
				return f, err
			}
		}
		return f, nil
	})
}

// newSetting asks for the text of a setting.
func newSetting(e *env, x settings.Setting) *sheet {
	m := &sheet{
		base: on(e), title: x.Title, subtitle: "Settings", free: true,
		explain: x.What + ". Emptied, it is as usual again: " + x.Usual + ".",
		above:   []string{x.What + "."},
		form:    newForm(lineInput(x.Title, "Empty it for what is usual: "+x.Usual+".", "", x.Of(e.Settings))),
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		value := f.value(0)
		if value == "" {
			return e.changeSettings(x.Title+": as usual.", func(f settings.File) (settings.File, error) { return f.Without(x.Name) }), true
		}
		if _, err := settings.Parse(nil).With(x.Name, value); err != nil {
			f.complain(0, asSentence(err))
			return nil, false
		}
		return e.setTo(x, value), true
	}
	return m
}

const settingNames = 16 // the width of their titles

func (m *settingsScreen) Draw(w, h int) page {
	t := m.env.theme
	list := listWidth(w)
	var p page
	p.place = nth(m.rows.Cursor, m.rows.Len)
	from, to := m.rows.Window()
	all := settings.All()
	for i := from; i < to; i++ {
		title, value, place := "Keys", m.keysWords(), ""
		if i < len(all) {
			x := all[i]
			title, value, place = x.Title, x.Of(m.file.Settings), "as usual"
			if n := m.file.Line(x.Name); n > 0 {
				place = fmt.Sprintf("line %d", n)
			}
			if value == "" {
				value = x.Usual
			}
		}
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		p.row(&m.rows, i, 1)
		l := line{text: widget.Pad(title, settingNames) + plain.Line(value), right: place, state: inDim}
		if i < len(all) && m.wrong(all[i].Name) {
			l.right, l.state = "! "+place, inBad
		}
		p.lines = append(p.lines, widget.Cut(l.draw(t, i == m.rows.Cursor, list), list))
	}
	if w < wide {
		p.lines = append(p.lines, m.foot(w, h)...)
	}
	return p.alongside(w, h, 0, func(w int) []string {
		x, one := m.at()
		if !one {
			x.Title = "Keys"
		}
		return append([]string{t.Title.Render(x.Title)}, m.foot(w, h-1)[1:]...)
	})
}

// wrong reports whether there is a mistake in the line of a setting.
func (m *settingsScreen) wrong(name string) bool {
	n := m.file.Line(name)
	return n > 0 && slices.ContainsFunc(m.file.Complaints, func(c settings.Complaint) bool { return c.Line == n })
}

func (m *settingsScreen) keysWords() string {
	n := len(m.file.Settings.Keys)
	if n == 0 {
		return "as usual"
	}
	return fmt.Sprintf("%d %s with %s of your own", n, assessment.Plural(n, "action", "actions"), assessment.Plural(n, "a key", "keys"))
}

// foot is what the setting under the cursor does, and what is wrong with the
// file. However much is wrong, the list above it in h lines stays a list.
func (m *settingsScreen) foot(w, h int) []string {
	t := m.env.theme
	x, one := m.at()
	what := "Which key does what, by the name of each thing that can be done."
	if one {
		what = x.What + "."
		if x.Values != nil {
			what += " It may be " + strings.Join(x.Values[:len(x.Values)-1], ", ") + " or " + x.Values[len(x.Values)-1] + "."
		}
	}
	lines := []string{""}
	for _, l := range widget.Wrap(what, w) {
		lines = append(lines, t.Dim.Render(l))
	}
	if path := m.env.Keeper.Path(); path != "" {
		for _, l := range widget.Wrap(plain.Line("Kept in "+path), w) {
			lines = append(lines, t.Dim.Render(l))
		}
	}
	var wrong []string
	if m.trouble != "" {
		wrong = append(wrong, m.trouble)
	}
	for _, c := range m.file.Complaints {
		wrong = append(wrong, assessment.Capital(c.String()))
	}
	room := len(lines) + max(h-len(settings.All())-1-len(lines), h/3)
	for i, s := range wrong {
		said := widget.Hang("! ", widget.Wrap(plain.Line(s), w-2))
		need := len(said)
		if i == 0 {
			need++
		}
		if i+1 < len(wrong) {
			need++ // for how many more there are
		}
		if left := len(wrong) - i; i > 0 && len(lines)+need > room {
			return append(lines, t.Bad.Render(widget.Cut(fmt.Sprintf("And %d more; favour settings lists all.", left), w)))
		}
		if i == 0 {
			lines = append(lines, "")
		}
		for _, l := range said {
			lines = append(lines, t.Bad.Render(l))
		}
	}
	return lines
}
