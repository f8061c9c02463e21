// Package settings is what a person may set: how the app looks, which keys do
// what, how dates are shown, where exports and backups go, and who is writing.
//
// The settings are kept in a small file that is written to be read and edited
// by hand: a line for each setting, as YAML, with comments where one likes.
// Parse takes the bytes of it and gives the settings with what there is to
// complain of. A mistake costs the one setting that it is in: that one is as
// usual, and the others hold. With and Without change one setting and leave
// every other line as it was. No file is touched here; package cli keeps it.
//
// Start with [Parse].
package settings

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Settings are what a person has set, and what is usual for the rest.
type Settings struct {
	Name, Role string // who is writing; empty for nobody yet
	Theme      Theme
	Mouse      bool
	Dates      Dates
	Exports    string // the folder that exports go to; empty for the present one
	Backups    Backups
	Keys       map[string][]string // of actions, by their ids; only such as can be set
}

// Backups says where backups are kept, and how many.
type Backups struct {
	Folder string // Off for none; empty for the usual place
	Keep   int    // 0 for none
}

// Off is what switches backups off in the place of a folder.
const Off = "off"

// UsuallyKept is how many backups are kept where nothing else is set.
const UsuallyKept = 10

// Usual are the settings where none is set.
func Usual() Settings { return Settings{Backups: Backups{Keep: UsuallyKept}} }

// A Theme is which colours the app is drawn in.
type Theme int

// The themes. Auto asks the terminal whether its background is dark.
const (
	Auto Theme = iota
	Light
	Dark
	None
)

var themes = []string{"auto", "light", "dark", "none"}

func (t Theme) String() string { return themes[t] }

// Dates is how days are shown. It is of no matter to what is exported.
type Dates int

// The ways to show a day.
const (
	Long    Dates = iota // 15 January 2012
	Slashes              // 15/01/2012
	ISO                  // 2012-01-15
)

var layouts = []string{"2 January 2006", "02/01/2006", time.DateOnly}

// sample is the day by which the ways to show one are known.
var sample = time.Date(2012, time.January, 15, 0, 0, 0, 0, time.UTC)

// String is the sample day, 15 January 2012, shown so.
func (d Dates) String() string { return d.Format(sample) }

// Format is the day of t.
func (d Dates) Format(t time.Time) string { return t.Format(layouts[d]) }

func dateStyles() []string { return []string{Long.String(), Slashes.String(), ISO.String()} }

// Layout is d as package time writes it.
func (d Dates) Layout() string { return layouts[d] }

// A Setting is one thing that can be set.
type Setting struct {
	Name   string
	Title  string   // a word or two
	What   string   // a sentence without its full stop
	Values []string // what it may be; nil for any text
	Usual  string   // what it is where nothing is set, in words
	read   func(*reader, entry, *Settings)
	show   func(Settings) string
	copy   func(to *Settings, from Settings)
}

// keysName is the group of the keys; those of an action are set as keys.ID.
const keysName = "keys"

// all are the settings but the keys, in the order in which they are shown.
var all = []Setting{
	{
		"name", "Name", "Who is writing: the name that changes are kept with", nil, "asked once",
		line(func(s *Settings) *string { return &s.Name }),
		func(s Settings) string { return s.Name },
		func(to *Settings, from Settings) { to.Name = from.Name },
	},
	{
		"role", "Role", "Their rank or role", nil, "not given",
		line(func(s *Settings) *string { return &s.Role }),
		func(s Settings) string { return s.Role },
		func(to *Settings, from Settings) { to.Role = from.Role },
	},
	{
		"theme", "Colours", "The colours of the app; auto asks the terminal", themes, "auto", readTheme,
		func(s Settings) string { return s.Theme.String() },
		func(to *Settings, from Settings) { to.Theme = from.Theme },
	},
	{
		"mouse", "Mouse", "Whether the app follows the mouse, which takes over the terminal's own selection of text",
		[]string{"on", "off"},
		"off", readMouse,
		func(s Settings) string { return onOff(s.Mouse) },
		func(to *Settings, from Settings) { to.Mouse = from.Mouse },
	},
	{
		"dates", "Dates", "How dates are shown; exports do not follow it", dateStyles(), Long.String(), readDates,
		func(s Settings) string { return s.Dates.String() },
		func(to *Settings, from Settings) { to.Dates = from.Dates },
	},
	{
		"exports", "Export folder", "The folder that exports are written to unless another is named", nil, "the folder in which favour is started",
		line(func(s *Settings) *string { return &s.Exports }),
		func(s Settings) string { return s.Exports },
		func(to *Settings, from Settings) { to.Exports = from.Exports },
	},
	{
		"backups.folder", "Backup folder", "The folder that backups are kept in, or off for none", nil, "beside the store",
		line(func(s *Settings) *string { return &s.Backups.Folder }),
		func(s Settings) string { return s.Backups.Folder },
		func(to *Settings, from Settings) { to.Backups.Folder = from.Backups.Folder },
	},
	{
		"backups.keep", "Backups kept", "How many backups of each kind are kept; 0 for none", nil, strconv.Itoa(UsuallyKept), readKeep,
		func(s Settings) string { return strconv.Itoa(s.Backups.Keep) },
		func(to *Settings, from Settings) { to.Backups.Keep = from.Backups.Keep },
	},
}

// All are the settings but the keys, in the order in which they are shown.
func All() []Setting { return slices.Clone(all) }

// Find is the setting of that name, and false if there is none.
func Find(name string) (Setting, bool) {
	i := slices.IndexFunc(all, func(x Setting) bool { return x.Name == name })
	if i < 0 {
		return Setting{}, false
	}
	return all[i], true
}

// Of is the value of the setting in s as a person would type it; empty for one
// that is not set and has no value of its own.
func (x Setting) Of(s Settings) string { return x.show(s) }

// names are those of all settings and groups that a file may have, as its lines
// begin.
func names() []string {
	var some []string
	for _, x := range all {
		first, _, _ := strings.Cut(x.Name, ".")
		if !slices.Contains(some, first) {
			some = append(some, first)
		}
	}
	return append(some, keysName)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return Off
}

// Equal reports whether s and o say the same.
func (s Settings) Equal(o Settings) bool {
	keys, others := s.Keys, o.Keys
	s.Keys, o.Keys = nil, nil
	return s.plain() == o.plain() && maps.EqualFunc(keys, others, slices.Equal[[]string])
}

// plain is s without its keys, to be compared.
func (s Settings) plain() [8]string {
	return [8]string{s.Name, s.Role, s.Theme.String(), onOff(s.Mouse), s.Dates.String(), s.Exports, s.Backups.Folder, strconv.Itoa(s.Backups.Keep)}
}

// A Keeper keeps a settings file: package cli has one on the disk.
type Keeper interface {
	// Path is where the file is; empty for one that is not kept.
	Path() string
	// Read reads it. An error is a sentence, and comes with the usual settings.
	Read() (File, error)
	// Change reads it, has change make another of it, and keeps that. An error is
	// a sentence, and nothing was changed.
	Change(change func(File) (File, error)) (File, error)
}

// Scratch keeps settings for as long as the program runs.
type Scratch struct{ File File }

// Path is empty.
func (*Scratch) Path() string { return "" }

// Read is what was kept last.
func (s *Scratch) Read() (File, error) { return s.File, nil }

// Change keeps what change makes of it.
func (s *Scratch) Change(change func(File) (File, error)) (File, error) {
	f, err := change(s.File)
	if err == nil {
		s.File = f
	}
	return s.File, err
}
