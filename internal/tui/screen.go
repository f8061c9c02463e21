package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"favour/internal/keymap"
	"favour/internal/pattern"
)

// A screen is one thing that the app shows. The app keeps a stack of them, gives
// keys and pastes to the one on top and every other message to all, so each
// screen's messages are its own: their type is their address.
//
// Rules that every screen file follows:
//
//   - It embeds a base, a rowScreen or a textScreen (base.go), and has no method that
//     does what that one's does.
//   - Press, Update and the actions only decide. What takes time is a command.
//   - A command touches nothing but what it was given; what it learned comes
//     back as a message.
//   - A screen that a command turns out to need is put there by env.ask, or by
//     env.interrupt if no screen needs it: what is typed meanwhile is not meant for it.
//   - Draw shows what is there. It never fetches and never changes the screen.
type screen interface {
	// Draw is the body, at most h lines of at most w columns.
	Draw(w, h int) page
	// Titles are the two lines at the head of the frame.
	Titles() (title, subtitle string)
	// Actions are what can be done here now. Keys, the key line, the help and
	// the palette are all drawn from it.
	Actions() []action

	// What follows, base does for a screen that has nothing special in it.

	// Init returns what the screen wants done when it is opened.
	Init() tea.Cmd
	// Resize tells how much room there is for the body, before Init and whenever it
	// changes.
	Resize(tea.WindowSizeMsg)
	// Press takes a key that is none of Actions, and Paste a paste, while the
	// screen is on top.
	Press(tea.KeyPressMsg) tea.Cmd
	Paste(tea.PasteMsg) tea.Cmd
	// Update takes any other message but those that the app answers itself.
	Update(tea.Msg) tea.Cmd
	// Fit lays out what is shown, as far as it has changed: it comes after whatever
	// the screen was told, a key and a choice of Actions among it, and before Draw.
	Fit()
	// Editing says that text is being typed: single letters stand aside.
	Editing() bool
	// Leave is called before the screen is closed, or the app: what was being
	// typed is kept.
	Leave() tea.Cmd
}

// A taker is a screen that may ask for the next key, whatever that does
// otherwise.
type taker interface{ Takes() bool }

// A page is the body of a screen as drawn.
type page struct {
	lines []string
	// x and y are where the hardware cursor stands in it: on the selected row,
	// or in the text being typed.
	x, y int
	// place is where the cursor is in a list, or that a text goes on, and what else
	// is to be known of the line under it; see place.go.
	place []string
	// zones are where a click means something; see mouse.go.
	zones []zone
}

// An action is something that a person can do on a screen.
type action struct {
	id   string // under which package keymap has it, and keys may be set for it
	key  key.Binding
	what string // a sentence for the help and the palette
	// why, if not empty, is why it cannot be done now.
	why string
	// aside keeps it out of the key line at the foot; the help still lists it.
	aside bool
	// more are keys that it has here besides its own.
	more []string
	do   func() tea.Cmd
	// doKey, if set, is told which key was pressed, where several keys do the
	// same each with its own object. Then do is what it does without a key, and
	// nil if there is no such thing.
	doKey func(pressed string) tea.Cmd
}

// run does the action for the key that was pressed.
func (x action) run(pressed string) tea.Cmd {
	switch {
	case x.why != "":
		return complain(x.why)
	case x.doKey != nil:
		return x.doKey(pressed)
	}
	return x.do()
}

// can makes the action with that id, which package keymap knows: its keys, what
// it is called, and a sentence. The app puts the keys that a person has set in
// the place of those; see env.keyed.
func can(id string, do func() tea.Cmd) action {
	a, ok := keymap.Find(id)
	if !ok {
		panic("package keymap has no action " + id)
	}
	return action{id: id, key: bind(a.Keys, a.Name), what: a.What, do: do}
}

// bind is the binding of those keys, of which the first is shown.
func bind(keys []string, name string) (b key.Binding) {
	b.SetKeys(keys...)
	b.SetHelp(keymap.Shown(keys[0]), name)
	return b
}

// called gives the action another name in the line of keys.
func (x action) called(name string) action {
	x.key.SetHelp(x.key.Help().Key, name)
	return x
}

// saying gives the action another sentence.
func (x action) saying(what string) action {
	x.what = what
	return x
}

// without takes away the keys for which taken holds. One with none left is kept
// out of the key line.
func (x action) without(taken func(string) bool) action {
	all := x.key.Keys()
	left := slices.DeleteFunc(slices.Clone(all), taken)
	switch {
	case len(left) == len(all):
	case len(left) == 0:
		x.key = key.NewBinding(key.WithHelp("", x.key.Help().Desc))
		x.aside = true
	default:
		x.key = bind(left, x.key.Help().Desc)
	}
	return x
}

// named gives an id to an action whose keys cannot be set.
func (x action) named(id string) action {
	x.id = id
	return x
}

// ids are those of actions in a text, each in braces.
var ids = pattern.Of(`\{[a-z]+\.[a-z-]+\}`)

// tell is a text with the keys of the actions whose ids stand in it in braces.
// It is for the program's own words, before anybody else's are put among them.
func (e *env) tell(text string) string {
	return ids().ReplaceAllStringFunc(text, func(id string) string {
		return e.keyed(can(strings.Trim(id, "{}"), nil)).key.Help().Key
	})
}

// also gives the action a key more, before its own, which no setting takes away.
func (x action) also(k string) action {
	x.more = append(slices.Clip(x.more), k)
	x.key = bind(append([]string{k}, x.key.Keys()...), x.key.Help().Desc)
	return x
}

// hide is an action that is open everywhere, and would lead here again.
func hide(id, why string) action { return can(id, nil).unless(why).off() }

// act makes an action whose keys cannot be set: keys as Bubble Tea names them,
// the key as people see it, a word or two for the key line, and a sentence.
func act(keys []string, shown, name, what string, do func() tea.Cmd) action {
	return action{key: key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, name)), what: what, do: do}
}

// actKeys makes an action that is told which of its keys was pressed.
func actKeys(keys []string, shown, name, what string, doKey func(string) tea.Cmd, do func() tea.Cmd) action {
	x := act(keys, shown, name, what, do)
	x.doKey = doKey
	return x
}

// unless marks the action as one that cannot be done now, if why says so. Of two
// reasons the first stands.
func (x action) unless(why string) action {
	if x.why == "" {
		x.why = why
	}
	return x
}

// off keeps the action out of the key line.
func (x action) off() action {
	x.aside = true
	return x
}

// turn asks the app to show other screens, as do does, once it has taken the message
// that it is about, and before the next. It is no command, though it stands where one
// does: a key that is typed ahead would overtake the message that a command brings,
// and be taken for one of the screen before.
func (e *env) turn(do func(*app) tea.Cmd) tea.Cmd {
	e.turns = append(e.turns, do)
	return nil
}

// open puts s on top.
func (e *env) open(s screen) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd { return m.push(s) })
}

// ask puts s on top of by, for which a command has found out that s is needed. The
// person may have gone on meanwhile, and what they type is not meant for s: if by is
// no longer on top, s is let go, and late says so.
func (e *env) ask(by, s screen, late func() tea.Cmd) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd {
		if m.top() != by {
			return late()
		}
		m.notice = notice{} // such as that it is being looked for
		return m.push(s)
	})
}

// An interruption is a screen that nobody asked for, until it can be shown.
type interruption struct {
	desk   *desk // it is of; if that is put away, so is the screen
	screen screen
	said   string // meanwhile, once
}

// interrupt puts s, for which nobody asked, on top of whatever is there, once no text is
// typed: a letter would be its answer. Said tells meanwhile that it comes.
func (e *env) interrupt(s screen, said string) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd {
		m.interruptions = append(m.interruptions, interruption{e.desk, s, said})
		return nil
	})
}

// back closes s.
func (e *env) back(s screen) tea.Cmd { return e.backPast(s, 0, nil) }

// backThen closes s and then does do, which may open another screen.
func (e *env) backThen(s screen, do func() tea.Cmd) tea.Cmd { return e.backPast(s, 0, do) }

// backPast closes s and n screens below it, and then does do, unless that is nil,
// with the one that is on top. It names the screen, for another one may be on top: one
// that is closed already is let be, and nothing is done then.
func (e *env) backPast(s screen, n int, do func() tea.Cmd) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd { return m.back(s, n, do) })
}

// replace puts by in the place of s, on top or not, if s is still open.
func (e *env) replace(s, by screen) tea.Cmd {
	return e.turn(func(m *app) tea.Cmd { return m.replace(s, by) })
}

// letGo lets go what was typed ahead for a screen that was waited for: another one
// comes, or none.
func (e *env) letGo() tea.Cmd {
	return e.turn(func(m *app) tea.Cmd { m.ahead = nil; return nil })
}

// returned tells a screen that it is on top again.
type returned struct{}

// A notice is a line above the keys: what just happened, or what is wrong.
type notice struct {
	text string
	bad  bool
	// short is said in its place where there is no room for all of it; empty if it
	// may be cut.
	short string
}

// say returns the command that shows a notice until the next key.
func say(text string) tea.Cmd { return func() tea.Msg { return notice{text: text} } }

// complain returns the command that shows what is wrong until the next key.
func complain(text string) tea.Cmd { return func() tea.Msg { return notice{text: text, bad: true} } }
