package tui

import (
	"context"
	"image/color"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/editor"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/receipts"
	"favour/internal/settings"
	"favour/internal/tui/prose"
	"favour/internal/tui/theme"
)

// Options is what the app is started with.
type Options struct {
	Journal *journal.Journal
	Drafts  *drafts.Folder
	// Receipts is where what was exported is noted; nil for nowhere.
	Receipts *receipts.Folder

	// Library reads what a new assessment may be started with. It is asked only
	// when that is needed, for reading takes longer than the rest of a start.
	Library func() (Library, error)

	// Author is who is working; if it is the zero Author the app asks, and
	// Remember keeps the answer for the next time.
	Author   assessment.Author
	Remember func(assessment.Author) error

	// Open is the assessment to open at once; empty for the only one there is,
	// or the list of them.
	Open string
	// Place and KeepPlace keep, from one run to the next, the item at which a
	// person was last in an assessment, and whether it was open when they quit.
	Place     func(id string) (item string, open bool)
	KeepPlace func(id, item string, open bool) error

	// Editor is the command line of the person's own editor; empty for one that
	// the system has.
	Editor string

	ExportDir string // where exports go unless another folder is typed
	Store     string // the store's path, shown on the first screen
	Warning   string // what may happen to the store where it is, shown there too; empty for nothing
	// Warnings is what else is to be said once a change is saved, such as that a
	// backup could not be made; empty for nothing. It says each thing once.
	Warnings func() string
	// Backup makes a backup before something that touches much at once, which it is
	// told in a word; nil for none.
	Backup func(ctx context.Context, before string) error
	Demo   bool // a throw-away copy of an example
	Tour   bool // the assessment that is opened first is shown screen by screen
	Now    func() time.Time
	Zone   *time.Location // of times shown; nil for local time

	// Settings are those that are in force, and Keeper keeps them; nil for nowhere.
	settings.Settings
	Keeper settings.Keeper
	// SettingsTrouble is what is wrong with the settings, said at the start; empty
	// for nothing.
	SettingsTrouble string
}

// A Library is the checklists, of which the first is offered first, and the
// forces that a new assessment may be of.
type Library struct {
	Checklists []*checklist.Checklist
	Forces     []checklist.Force
}

// env is what every screen has at hand. Only Update changes it.
type env struct {
	Options
	journal    *journal.Journal
	author     assessment.Author
	theme      theme.Theme
	background color.Color // of the terminal, once it has said; nil until then
	colourless bool        // the terminal has no colours, or NO_COLOR is set
	desk       *desk       // nil until an assessment is open
	library    Library
	shelf      shelf
	sealing    sealing
	adding     int // the number of the last form that was opened to add something
	// timer sends a message after a time; tests put one here that never does.
	timer func(time.Duration, tea.Msg) tea.Cmd
	// exec lends the terminal to a program; tests put one here that has none.
	exec func(*exec.Cmd, tea.ExecCallback) tea.Cmd
	loan editor.Loan
	clip prose.Clip // what was cut or copied in any long text
	// graphemes says that the terminal draws what a reader sees as one character
	// in the cells of one, however many parts it has.
	graphemes bool

	placed lastPlace
	turns  []func(*app) tea.Cmd // to other screens; see turn

	startDir string // where exports go if no folder is set for them
}

func newEnv(o Options) *env {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	e := &env{Options: o, journal: o.Journal, author: o.Author, startDir: o.ExportDir, timer: tick, exec: tea.ExecProcess}
	e.use(e.Settings)
	return e
}

// paint takes the theme that is set, or that goes with what the terminal says of
// its background.
func (e *env) paint() {
	switch {
	case e.Theme == settings.None, e.colourless:
		e.theme = theme.Plain()
	case e.Theme == settings.Light, e.Theme == settings.Dark:
		e.theme = theme.For(e.Theme == settings.Dark)
	default:
		e.theme = theme.On(e.background)
	}
}

// measure takes what the terminal says of how wide it draws characters. Bubble
// Tea asks it, and draws accordingly.
func (e *env) measure(msg tea.ModeReportMsg) {
	if msg.Mode == ansi.ModeUnicodeCore {
		e.graphemes = msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet
	}
}

func tick(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// after returns the command that sends msg when d has passed.
func (e *env) after(d time.Duration, msg tea.Msg) tea.Cmd { return e.timer(d, msg) }

func (e *env) now() time.Time { return e.Now() }

// today is the day that due dates are held against.
func (e *env) today() time.Time {
	y, m, d := e.Now().In(e.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// clock is a time of day as the saved state shows it, and the day too if it is
// another one.
func (e *env) clock(t time.Time) string {
	t = t.In(e.Zone)
	if t.Format(time.DateOnly) == e.Now().In(e.Zone).Format(time.DateOnly) {
		return t.Format("15:04")
	}
	return e.date(t)
}

// moment is a day and a time of day.
func (e *env) moment(t time.Time) string { return e.day(t) + t.In(e.Zone).Format(" 15:04") }

// date is a day as it is to be shown, and empty for nought.
func (e *env) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return e.Dates.Format(t)
}

// words is what a value says of a field, with a day as it is to be shown.
func (e *env) words(f *checklist.Field, v assessment.Value) string {
	if day, ok := assessment.Day(v); ok && f.Kind == checklist.Date {
		return e.date(day)
	}
	return assessment.Words(f, v)
}

// shown is a with days as they are to be shown in its sentences.
func (e *env) shown(a assessment.Assessment) assessment.Assessment {
	return a.In(assessment.Dates(e.Dates.Layout()))
}

// warn returns the command that says what Warnings has to say.
func (e *env) warn() tea.Cmd {
	if e.Warnings == nil {
		return nil
	}
	if text := e.Warnings(); text != "" {
		return complain(text)
	}
	return nil
}
