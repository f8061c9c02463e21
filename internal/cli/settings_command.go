package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/keymap"
	"favour/internal/settings"
)

func newSettingsCommand(a *app) *cobra.Command {
	var reset bool
	c := &cobra.Command{
		Use:   "settings [NAME [VALUE...]]",
		Short: "Show the settings, or change one",
		Long:  settingsIntro,
		Example: `favour settings
favour settings theme dark
favour settings dates 2012-01-15
favour settings keys.question.next N
favour settings --reset theme`,
		ValidArgsFunction: suggestSettings,
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case reset && len(args) != 1:
				return usage("--reset takes the name of one setting, such as favour settings --reset theme.")
			case reset:
				return a.resetSetting(args[0])
			case len(args) > 1:
				return a.setSetting(args[0], strings.Join(args[1:], " "))
			}
			return a.showSettings(args)
		},
	}
	c.Flags().BoolVar(&reset, "reset", false, "put the setting back to what is usual")
	// The list of actions is long: every other command would wait for it.
	c.SetHelpFunc(func(c *cobra.Command, args []string) {
		c.Long = settingsIntro + "\n\n" + settingsList()
		a.help(c, args)
	})
	return c
}

const settingsIntro = `Shows what is set, and where that is kept. With a name and a value it sets it; with --reset it is as usual again. The app does the same with the key , on every screen.

The settings are in favour/settings.yaml in the settings folder of the user: a line for each, as name: value, with comments behind # where you like. A mistake stops nothing: it is told with its line, and that setting is as usual until it is mended. A change touches no other line.`

// settingsList is what can be set, and every action whose keys can be.
func settingsList() string {
	var b strings.Builder
	for _, x := range settings.All() {
		may := ""
		if x.Values != nil {
			may = " It may be " + orList(x.Values) + "."
		}
		fmt.Fprintf(&b, "%s: %s.%s As usual: %s.\n", x.Name, x.What, may, x.Usual)
	}
	b.WriteString(`keys.ID: The keys of the action with that id, with blanks between them.

A key is written as n, N, f2, ctrl+n, alt+n or right. Enter, Esc and Ctrl+C go on doing what they do. In the file keys stand below one line:

keys:
  question.next: N
  app.find: [F, ctrl+f]

The actions, with the keys that they have as usual:
`)
	for _, p := range keymap.Places() {
		fmt.Fprintf(&b, "\n%s\n", p.Title)
		for _, x := range p.Actions {
			if !x.Fixed {
				fmt.Fprintf(&b, "%s (%s): %s.\n", x.ID, strings.Join(x.Keys, " "), x.What)
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func suggestSettings(_ *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	switch len(args) {
	case 0:
		for _, x := range settings.All() {
			all = append(all, cobra.CompletionWithDesc(x.Name, x.What))
		}
		for _, id := range keymap.IDs() {
			x, _ := keymap.Find(id)
			all = append(all, cobra.CompletionWithDesc("keys."+id, x.What))
		}
	case 1:
		if x, ok := settings.Find(args[0]); ok {
			all = append(all, x.Values...)
		}
	}
	return begins(word, all), noFiles
}

// showSettings prints what is set: all of it, or one by its name.
func (a *app) showSettings(args []string) error {
	a.settings() // which tells what is wrong
	f, err := a.readSettings()
	if err != nil {
		f = settings.Parse(nil)
	}
	if len(args) == 1 {
		return a.showSetting(f, args[0])
	}
	if a.asJSON {
		return a.out.json(settingsOut(a.settingsPath(), f))
	}
	var rows [][2]string
	for _, x := range settings.All() {
		rows = append(rows, [2]string{x.Name, settingWords(f, x)})
	}
	for _, id := range keymap.IDs() {
		if keys := f.Settings.Keys[id]; keys != nil {
			rows = append(rows, [2]string{"keys." + id, strings.Join(keys, " ")})
		}
	}
	a.out.pairs("", rows)
	a.out.blank()
	a.out.line("Kept in %s.", a.settingsPath())
	return nil
}

// settingWords is the value of a setting, and that it is the usual one if it is.
func settingWords(f settings.File, x settings.Setting) string {
	value := x.Of(f.Settings)
	switch {
	case f.Line(x.Name) > 0 && value != "":
		return value
	case value == "":
		return "as usual: " + x.Usual
	}
	return "as usual: " + value
}

func (a *app) showSetting(f settings.File, name string) error {
	if id, ok := strings.CutPrefix(name, "keys."); ok {
		x, known := keymap.Find(id)
		if !known {
			return usage("There is no action %q.%s favour help settings lists them.", id, meant(id, keymap.IDs()))
		}
		keys := x.With(f.Settings.Keys[id])
		if a.asJSON {
			return a.out.json(map[string]any{"name": name, "keys": keys})
		}
		a.out.line("%s", strings.Join(keys, " "))
		return nil
	}
	x, ok := settings.Find(name)
	if !ok {
		return usage("There is no setting %q.%s", name, meant(name, settingNames()))
	}
	if a.asJSON {
		return a.out.json(map[string]any{"name": name, "value": x.Of(f.Settings), "usual": f.Line(name) == 0})
	}
	a.out.line("%s", settingWords(f, x))
	return nil
}

func settingNames() []string {
	var names []string
	for _, x := range settings.All() {
		names = append(names, x.Name)
	}
	return names
}

func (a *app) setSetting(name, value string) error {
	return a.alterSetting(name, func(f settings.File) (settings.File, error) { return f.With(name, value) })
}

func (a *app) resetSetting(name string) error {
	return a.alterSetting(name, func(f settings.File) (settings.File, error) { return f.Without(name) })
}

// alterSetting alters the setting of that name and shows it. What would be wrong
// with an empty file is wrong with the command, and all else with the file.
func (a *app) alterSetting(name string, alter func(settings.File) (settings.File, error)) error {
	if _, err := alter(settings.Parse(nil)); err != nil {
		return usage("%s", asSentence(err))
	}
	f, err := a.changeSettings(func(f settings.File) (settings.File, error) {
		g, err := alter(f)
		if err != nil {
			return g, failure("%s", asSentence(err))
		}
		return g, nil
	})
	if err != nil {
		return err
	}
	return a.showSetting(f, name)
}

// asSentence is what err says, with a capital and a full stop.
func asSentence(err error) string {
	text := assessment.Capital(err.Error())
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// settingsOut is what --json prints of the settings.
func settingsOut(path string, f settings.File) any {
	type complaint struct {
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Text   string `json:"text"`
	}
	complaints := []complaint{}
	for _, c := range f.Complaints {
		complaints = append(complaints, complaint{c.Line, c.Column, c.Text})
	}
	values := map[string]string{}
	var set []string
	for _, x := range settings.All() {
		values[x.Name] = x.Of(f.Settings)
		if f.Line(x.Name) > 0 {
			set = append(set, x.Name)
		}
	}
	keys := f.Settings.Keys
	if keys == nil {
		keys = map[string][]string{}
	}
	return struct {
		Path       string              `json:"path"`
		Values     map[string]string   `json:"values"`
		Set        []string            `json:"set"`
		Keys       map[string][]string `json:"keys"`
		Complaints []complaint         `json:"complaints"`
	}{path, values, slices.Clip(append([]string{}, set...)), keys, complaints}
}
