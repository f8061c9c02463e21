package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"favour/internal/keymap"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// The smallest terminal that a screen is drawn on.
const (
	minWidth  = 60
	minHeight = 16
)

// The lines of the frame around a screen's body: two titles and a blank above,
// a notice and the keys below.
const (
	headLines = 3
	footLines = 2
)

// app is the frame and the stack of screens. It knows no screen by name but the
// one that it starts with.
type app struct {
	env    *env
	stack  []screen
	size   tea.WindowSizeMsg
	notice notice
	// leaving is set when the person has asked to quit and changes are still
	// being saved.
	leaving bool
	// tabWaits says that the last of so many tabs is not yet taken for a key; see
	// rush.go.
	tabWaits bool
	tabs     int
	ahead    []tea.Msg // typed and pasted while the screen on top waits
	// interruptions come once no text is typed.
	interruptions []interruption
	// unkept is why what is typed is not on the disk as a draft; nil if it is.
	unkept error
}

// hungUp says that the window was closed, or the system wants the app to end.
type hungUp struct{}

// quitAsked says that the person wants to leave.
type quitAsked struct{}

// giveUp says that a closing app has waited long enough for its changes.
type giveUp struct{}

func newApp(e *env) *app { return &app{env: e, stack: []screen{newHome(e)}} }

func (m *app) Init() tea.Cmd {
	var trouble tea.Cmd
	if m.env.SettingsTrouble != "" {
		n := notice{text: m.env.tell("There is a mistake in the settings. Press {app.settings} to see it. ") + m.env.SettingsTrouble, bad: true}
		n.short = m.env.tell("There is a mistake in the settings. Press {app.settings} to see it, with its line.")
		trouble = func() tea.Msg { return n }
	}
	return tea.Batch(tea.RequestBackgroundColor, m.top().Init(), trouble)
}

func (m *app) top() screen { return m.stack[len(m.stack)-1] }

// Update takes a message, and then turns to the screens that are asked for.
func (m *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return m, tea.Batch(m.take(msg), m.turn())
}

// turn takes the turns that are asked for, and those that they ask for; and then
// the keys and pastes that were waiting for them.
func (m *app) turn() tea.Cmd {
	var cmds []tea.Cmd
	for {
		switch {
		case len(m.env.turns) > 0:
			do := m.env.turns[0]
			m.env.turns = m.env.turns[1:]
			cmds = append(cmds, do(m))
			m.top().Fit()
		case len(m.interruptions) > 0 && !m.top().Editing():
			cmds = append(cmds, m.admit())
			m.top().Fit()
		case len(m.ahead) > 0 && !m.waits():
			next := m.ahead[0]
			m.ahead = m.ahead[1:]
			cmds = append(cmds, m.take(next))
		default:
			return tea.Batch(append(cmds, m.announce())...)
		}
	}
}

// admit shows the first interruption, unless its assessment is closed: a clash is then
// among the drafts.
func (m *app) admit() tea.Cmd {
	next := m.interruptions[0]
	m.interruptions = m.interruptions[1:]
	if next.desk != m.env.desk {
		return nil
	}
	return m.push(next.screen)
}

// announce says of the interruptions that they come.
func (m *app) announce() tea.Cmd {
	var cmds []tea.Cmd
	for i := range m.interruptions {
		if said := m.interruptions[i].said; said != "" {
			cmds = append(cmds, complain(said))
			m.interruptions[i].said = ""
		}
	}
	return tea.Batch(cmds...)
}

// waits reports whether the screen on top is about to open another one, for which
// the next keys are meant.
func (m *app) waits() bool {
	w, ok := m.top().(interface{ waits() bool })
	return ok && w.waits()
}

// quits reports whether a key is for quitting, whatever the app waits for.
func (m *app) quits(k tea.KeyPressMsg) bool {
	return slices.ContainsFunc(m.actions(), func(x action) bool {
		return (x.id == "home.quit" || x.id == "app.quit") && key.Matches(k, x.key)
	})
}

// take takes a message. What it changed is laid out by then, for the keys that follow.
func (m *app) take(msg tea.Msg) tea.Cmd {
	cmd := m.answer(msg)
	m.top().Fit()
	return cmd
}

func (m *app) answer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
		m.resize()
		return nil
	case tea.ColorProfileMsg:
		m.env.colourless = msg.Profile < colorprofile.ANSI
		m.env.paint()
		return nil
	case tea.BackgroundColorMsg:
		m.env.background = msg.Color
		m.env.paint()
		return nil
	case tea.KeyPressMsg:
		if m.waits() && !m.quits(msg) {
			m.ahead = append(m.ahead, msg)
			return nil
		}
		return m.key(msg)
	case tabDue:
		return m.tabIsDue(msg)
	case tea.MouseClickMsg:
		return m.click(msg)
	case tea.MouseWheelMsg:
		return m.wheel(msg)
	case tea.MouseMsg: // letting go, and moving, mean nothing
		return nil
	case tea.PasteMsg:
		if m.waits() {
			m.ahead = append(m.ahead, msg)
			return nil
		}
		return m.top().Paste(msg)
	case tea.ModeReportMsg:
		m.env.measure(msg)
		m.resize()
		return nil
	case editorReady:
		return m.runEditor(msg)
	case editorDone:
		return m.afterEditor(msg)
	case settingsRead:
		if msg.err == nil {
			m.env.use(msg.file.Settings)
		}
		return m.tell(msg)
	case settingsKept:
		return tea.Batch(m.env.kept(msg), m.tell(msg))
	case notice:
		m.notice = msg
		return nil
	case copied:
		m.notice = notice{text: m.env.tell("Copied. {prose.put} puts it in, here or in another text.")}
		return nil
	case drafted:
		if m.unkept = msg.err; msg.err != nil {
			m.notice = notice{text: "What you are typing cannot be kept as a draft. " + sentence(msg.err), bad: true}
		}
		return nil
	case hungUp, quitAsked:
		return m.quit()
	case giveUp:
		return tea.Quit
	}
	return m.rest(msg)
}

// rest takes what is not the app's own: the desk's messages, and the screens'.
func (m *app) rest(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	if m.env.desk != nil {
		cmd = m.env.desk.update(msg)
		if m.leaving && m.env.desk.idle() {
			m.leaving = false
			return tea.Sequence(cmd, tea.Quit)
		}
	}
	return tea.Batch(cmd, m.tell(msg))
}

// tell gives msg to every screen.
func (m *app) tell(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, len(m.stack))
	for i, s := range m.stack {
		cmds[i] = s.Update(msg)
		s.Fit()
	}
	return tea.Batch(cmds...)
}

// resize tells every screen how much room there is.
func (m *app) resize() {
	for _, s := range m.stack {
		s.Resize(m.inner())
		s.Fit()
	}
}

// inner is the room that the frame leaves to a screen.
func (m *app) inner() tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: max(1, m.size.Width-2), Height: max(1, m.size.Height-headLines-footLines)}
}

// start readies a screen that is new on the stack.
func (m *app) start(s screen) tea.Cmd {
	s.Resize(m.inner())
	cmd := s.Init()
	s.Fit()
	return cmd
}

func (m *app) push(s screen) tea.Cmd {
	thin := m.thin()
	m.stack = append(m.stack, s)
	return tea.Batch(thin, m.start(s))
}

// back closes a screen and n below it, but never the first of all, and then does do;
// see env.backPast.
func (m *app) back(from screen, n int, do func() tea.Cmd) tea.Cmd {
	i := slices.Index(m.stack, from)
	if i < 0 {
		return nil
	}
	var cmds []tea.Cmd
	top, at := m.top(), m.atQuestion()
	for first := max(1, i-n); i >= first; i-- {
		cmds = append(cmds, m.stack[i].Leave())
		m.stack = slices.Delete(m.stack, i, i+1)
	}
	if m.top() != top {
		cmds = append(cmds, m.top().Update(returned{}))
	}
	if at && !m.atQuestion() {
		cmds = append(cmds, m.env.leftQuestions())
	}
	if do != nil {
		cmds = append(cmds, do())
	}
	return tea.Batch(cmds...)
}

func (m *app) replace(s, by screen) tea.Cmd {
	i := slices.Index(m.stack, s)
	if i < 0 {
		return nil
	}
	m.stack[i] = by
	return m.start(by)
}

// quit keeps what is being typed, and ends the app once all is saved. Asked a
// second time, or of a store that does not answer, it ends at once: what was
// typed is kept as a draft.
func (m *app) quit() tea.Cmd {
	if m.leaving {
		return tea.Quit
	}
	var cmds []tea.Cmd
	for _, s := range m.stack {
		cmds = append(cmds, s.Leave())
	}
	if m.env.desk == nil || m.env.desk.idle() {
		return tea.Sequence(tea.Batch(cmds...), tea.Quit)
	}
	m.leaving = true
	return tea.Batch(append(cmds, m.env.after(retryAfter, giveUp{}))...)
}

// press gives a key to the action that it stands for: the screen's, then one
// that is open everywhere, or else to the screen itself.
func (m *app) press(msg tea.KeyPressMsg) tea.Cmd {
	if m.small() && msg.String() != "ctrl+c" {
		return nil
	}
	m.hush()
	if s, ok := m.top().(taker); ok && s.Takes() && msg.String() != "ctrl+c" {
		return m.top().Press(msg)
	}
	for _, x := range m.actions() {
		if key.Matches(msg, x.key) {
			return x.run(msg.String())
		}
	}
	return m.top().Press(msg)
}

// hush takes away what was said last.
func (m *app) hush() {
	m.notice = notice{}
	if m.env.desk != nil {
		m.env.desk.refused = ""
	}
}

// everywhere lists the actions that are open on every screen. While text is
// typed only those remain that no text can mean.
func (m *app) everywhere() []action {
	always := append(make([]action, 0, 24), // all there are as a rule: they are asked for at each key and each frame
		can("app.palette", m.palette).off(),
		can("app.mouse", m.followMouse).off(),
		can("app.quit", m.quit).off(),
		can("app.settings", func() tea.Cmd { return m.env.open(newSettings(m.env)) }).unless(m.env.noSettings()).off(),
	)
	if m.top().Editing() {
		help := can("app.help", m.help)
		if s, ok := m.top().(taker); ok && s.Takes() {
			help = help.off() // it would be taken, too
		}
		return append(always, help)
	}
	always = slices.Insert(always, 0,
		can("app.help", m.help),
		can("app.back", func() tea.Cmd { return m.back(m.top(), 0, nil) }).unless(m.atHome()),
	)
	if d := m.env.desk; d != nil {
		always = append(always,
			can("app.find", func() tea.Cmd { return m.env.open(newFind(m.env, "")) }).off(),
			can("app.check", func() tea.Cmd { return m.env.open(newCheck(m.env)) }).off(),
			can("app.export", func() tea.Cmd { return m.env.open(newExport(m.env)) }).off(),
			can("app.history", func() tea.Cmd { return m.env.open(newHistory(m.env, "")) }).off(),
			can("app.evidence", func() tea.Cmd { return m.env.open(newEvidence(m.env, "")) }).off(),
			can("app.actions", func() tea.Cmd { return m.env.open(newActionList(m.env, "")) }).off(),
			can("app.people", func() tea.Cmd { return m.env.open(newPeople(m.env)) }).off(),
			can("app.sign", func() tea.Cmd { return m.env.open(newSignOff(m.env)) }).off(),
			can("app.undo", d.undo).off(),
			can("app.redo", d.redo).off(),
		)
		always = append(always, can("app.jump", func() tea.Cmd { return m.env.open(newJump(m.env, m.top())) }).off())
		always = append(always, m.trailActions()...)
	}
	return always
}

// elsewhere lists actions of other screens that make sense on every one: the
// palette has them, by their names.
func (m *app) elsewhere() []action {
	e := m.env
	if e.desk == nil || m.top().Editing() {
		return nil
	}
	return []action{
		can("tasks.progress", func() tea.Cmd { return e.open(newProgress(e)) }),
		can("tasks.compare", func() tea.Cmd { return e.open(newCompare(e)) }).unless(e.desk.noLast()),
		can("tasks.import", func() tea.Cmd { return e.open(newImporting(e)) }),
		can("tasks.details", func() tea.Cmd { return e.open(newDetails(e)) }).unless(e.locked()),
		can("export.receipts", func() tea.Cmd { return e.open(newReceiptList(e)) }),
		can("home.author", func() tea.Cmd { return e.open(newWelcome(e)) }),
	}
}

func (m *app) atHome() string {
	if len(m.stack) == 1 {
		return m.env.tell("This is the first screen; {home.quit} quits.")
	}
	return ""
}

func (m *app) help() tea.Cmd {
	if _, ok := m.top().(*helpScreen); ok {
		return nil
	}
	return m.env.open(newHelp(m.env, m.top(), m.actions()))
}

func (m *app) palette() tea.Cmd {
	if _, ok := m.top().(*palette); ok {
		return nil
	}
	all := m.actions()
	for _, x := range m.elsewhere() {
		if !slices.ContainsFunc(all, func(y action) bool { return y.id == x.id }) {
			all = append(all, x.without(func(string) bool { return true }))
		}
	}
	p := newPalette(m.env, all)
	if s, ok := m.top().(seeker); ok {
		p.seek = s.seek
	}
	return m.env.open(p)
}

// actions are the live actions: those of the top screen, and those that are open
// everywhere with the keys that it leaves them. One that is left none can still
// be chosen by name.
func (m *app) actions() []action {
	always := m.everywhere()
	all := slices.Grow(m.top().Actions(), len(always))
	for i, x := range all {
		all[i] = m.env.keyed(x)
	}
	own, typing := len(all), m.top().Editing()
	for _, x := range always {
		if x.id != "" && slices.ContainsFunc(all, func(y action) bool { return y.id == x.id }) {
			continue
		}
		x = m.env.keyed(x)
		all = append(all, x.without(func(k string) bool {
			return typing && keymap.IsText(k) || slices.ContainsFunc(all[:own], func(y action) bool { return slices.Contains(y.key.Keys(), k) })
		}))
	}
	return all
}

// keyed is x with the keys that are set for it, if any are.
func (e *env) keyed(x action) action {
	a, ok := keymap.Find(x.id)
	if set := e.Keys[x.id]; ok && len(set) > 0 {
		x.key = bind(slices.Concat(x.more, a.With(set)), x.key.Help().Desc)
	}
	return x
}

func (m *app) small() bool {
	return m.size.Width < minWidth || m.size.Height < minHeight
}

func (m *app) View() tea.View {
	var v tea.View
	v.AltScreen = true
	v.WindowTitle = "favour"
	if m.env.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	switch {
	case m.size.Width == 0: // not told yet
	case m.small():
		lines := widget.Wrap(fmt.Sprintf("The window is %d by %d; favour needs %d by %d. Nothing is lost: make it larger.",
			m.size.Width, m.size.Height, minWidth, minHeight), m.size.Width)
		v.SetContent(strings.Join(lines[:min(len(lines), m.size.Height)], "\n"))
	default:
		inner := m.inner()
		body := m.top().Draw(inner.Width, inner.Height)
		v.SetContent(m.frame(body, inner))
		v.Cursor = tea.NewCursor(body.x+1, body.y+headLines)
	}
	return v
}

// frame is the body with the lines above and below it.
func (m *app) frame(body page, inner tea.WindowSizeMsg) string {
	t := m.env.theme
	title, subtitle := m.top().Titles()
	var saved, marking string
	if d := m.env.desk; d != nil {
		words, bad := d.state()
		saved = t.Dim.Render(words)
		if bad {
			saved = t.Bad.Render(words)
		}
		marking = d.shown.Details().Marking
		if marking == "" {
			marking = "No marking chosen"
		}
	}
	lines := make([]string, 0, m.size.Height)
	lines = append(lines,
		widget.Sides(t.Title.Render(plain.Line(title)), saved, inner.Width),
		widget.Sides(t.Dim.Render(plain.Line(subtitle)), t.Marking.Render(marking), inner.Width),
		"")
	for i := range inner.Height {
		line := ""
		if i < len(body.lines) {
			line = t.Ground(widget.Cut(body.lines[i], inner.Width))
		}
		lines = append(lines, line)
	}
	said := m.said(inner.Width, body.place)
	lines = append(lines[:len(lines)-len(said)+1], said...) // a long notice takes the last lines of the body
	lines = append(lines, m.keyLine(inner.Width))
	return strings.Join(widget.Indent(" ", lines), "\n")
}

// mostSaid is how many lines a notice may take.
const mostSaid = 3

// said is what is wrong for as long as it is, or else what just happened, in at
// least one line; and behind it where the cursor is, as far as there is room. What
// is wrong has a sign, so that it is told apart without colours.
func (m *app) said(w int, place []string) []string {
	n, d := m.notice, m.env.desk
	switch {
	case m.leaving && d.trouble != nil && m.unkept == nil:
		n = notice{text: "It cannot be saved now. It is kept, and offered when you start again.", bad: true}
	case m.leaving && d.trouble == nil:
		n = notice{text: "Saving before leaving. Ctrl+C again leaves at once."}
	case d != nil && d.trouble != nil && m.unkept != nil:
		n = notice{text: "Neither saved nor kept as a draft: stay here. " + sentence(d.trouble), bad: true}
	case d != nil && d.wrong() != "":
		n = notice{text: d.wrong(), bad: true}
	case d != nil && d.refused != "":
		n = notice{text: d.refused, bad: true}
	}
	t := m.env.theme
	style, sign := t.Text, ""
	if n.bad {
		style, sign = t.Bad, t.BadSign.Render("!")+" "
	}
	lines := widget.Wrap(plain.Line(n.text), w-widget.Width(sign))
	if len(lines) > mostSaid && n.short != "" {
		lines = widget.Wrap(plain.Line(n.short), w-widget.Width(sign))
	}
	if len(lines) > mostSaid {
		lines = append(lines[:mostSaid-1], widget.Cut(lines[mostSaid-1]+"…", w-widget.Width(sign)))
	}
	for i, l := range lines {
		if l != "" {
			lines[i] = style.Render(l)
		}
	}
	lines = widget.Hang(sign, lines)
	last := len(lines) - 1
	if where := placed(place, w-widget.Width(lines[last])-len(keySeparator)); where != "" {
		lines[last] = widget.Sides(lines[last], t.Dim.Render(where), w)
	}
	return lines
}
