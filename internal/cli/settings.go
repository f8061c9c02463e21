package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"favour/internal/assessment"
	"favour/internal/private"
	"favour/internal/settings"
)

// Where the settings are kept, and what becomes of mistakes in them. Rules of
// this file:
//
//   - A mistake stops nothing: it is told once in a run, and what it is about is
//     as usual.
//   - A file that cannot be read is never replaced.
//   - settings.json, which earlier versions wrote, is read where there is no
//     settings.yaml, and left as it is once there is.

func (a *app) settingsPath() string {
	return filepath.Join(a.env.ConfigHome, "favour", "settings.yaml")
}

func (a *app) oldSettingsPath() string {
	return filepath.Join(a.env.ConfigHome, "favour", "settings.json")
}

// readSettings reads the settings; a file that is not there holds none. The
// error is a sentence, and then all settings are as usual.
func (a *app) readSettings() (settings.File, error) {
	usual := settings.Parse(nil)
	b, err := os.ReadFile(a.settingsPath())
	switch {
	case err == nil:
		return settings.Parse(b), nil
	case !errors.Is(err, fs.ErrNotExist):
		return usual, failure("The settings in %s cannot be read: %s. They are as usual until they can be.", shortPath(a.settingsPath()), reasonOnly(err))
	}
	b, err = os.ReadFile(a.oldSettingsPath())
	if errors.Is(err, fs.ErrNotExist) {
		return usual, nil
	}
	f := usual
	if err == nil {
		f, err = settings.FromJSON(b)
	}
	if err != nil {
		return usual, failure("The settings in %s cannot be read. Mend or remove that file; until then they are as usual.", shortPath(a.oldSettingsPath()))
	}
	return f, nil
}

// settings are those of this run. What is wrong with them is told once: on
// standard error, or by the app, which has the terminal to itself.
func (a *app) settings() settings.Settings {
	if a.set == nil {
		f, err := a.readSettings()
		a.set = &f.Settings
		a.wrongSettings = a.settingsTrouble(f, err)
		for _, text := range a.wrongSettings {
			if a.later == nil {
				a.complain("warning: " + text)
			}
		}
	}
	return *a.set
}

// date is a day as it is to be shown.
func (a *app) date(t time.Time) string { return a.settings().Dates.Format(t) }

// shown is x with days as they are to be shown in its sentences; not in JSON,
// which is no matter of taste.
func (a *app) shown(x assessment.Assessment) assessment.Assessment {
	if a.asJSON {
		return x
	}
	return x.In(assessment.Dates(a.settings().Dates.Layout()))
}

// settingsTrouble is what is wrong with the settings, in sentences.
func (a *app) settingsTrouble(f settings.File, err error) []string {
	var all []string
	if err != nil {
		all = append(all, err.Error())
	}
	for _, c := range f.Complaints {
		place := shortPath(a.settingsPath())
		if c.Line > 0 {
			place = fmt.Sprintf("%s, line %d", place, c.Line)
		}
		all = append(all, place+": "+c.Text)
	}
	return all
}

// changeSettings has change make another file of the settings, and keeps it as
// a whole, so that a failure leaves the old one.
func (a *app) changeSettings(change func(settings.File) (settings.File, error)) (settings.File, error) {
	f, err := a.readSettings()
	if err != nil {
		return f, err
	}
	g, err := change(f)
	if err != nil {
		return f, err
	}
	if err := private.Write(a.settingsPath(), g.Bytes()); err != nil {
		return f, failure("The settings could not be saved: %s. Say who you are with --as or FAVOUR_AS instead.", reason(err))
	}
	a.set = &g.Settings
	return g, nil
}

// remember keeps who is writing for the next time.
func (a *app) remember(who assessment.Author) error { return rememberIn(settingsKeeper{a}, who) }

func rememberIn(k settings.Keeper, who assessment.Author) error {
	_, err := k.Change(func(f settings.File) (settings.File, error) {
		f, err := f.With("name", who.Name)
		if err == nil && who.Role != f.Settings.Role {
			f, err = f.With("role", who.Role)
		}
		if err != nil {
			return f, failure("Who you are cannot be kept in %s: %s.", shortPath(k.Path()), err)
		}
		return f, nil
	})
	return err
}

// author is who is writing: whom --as, FAVOUR_AS or the settings name. It is
// never the login name, which says nothing of who sits there.
func (a *app) author() (assessment.Author, error) {
	for _, given := range []struct{ from, who string }{{"--as", a.as}, {"FAVOUR_AS", a.env.Getenv("FAVOUR_AS")}} {
		if given.who == "" {
			continue
		}
		who, err := assessment.ParseAuthor(given.who)
		if err != nil {
			return who, usage("%s does not say who is writing: %s.", given.from, err)
		}
		return who, nil
	}
	who := a.rememberedAuthor()
	if who.Name == "" {
		return who, usage(`Every change is recorded with who made it. Say who you are with --as "Name, role" or FAVOUR_AS, or once for all with favour as "Name, role".`)
	}
	return who, nil
}

// rememberedAuthor is whom the settings name; nobody if they name none.
func (a *app) rememberedAuthor() assessment.Author {
	s := a.settings()
	return assessment.Author{Name: s.Name, Role: s.Role}
}

// A settingsKeeper keeps the settings of the app's user.
type settingsKeeper struct{ app *app }

// Path is where they are.
func (k settingsKeeper) Path() string { return k.app.settingsPath() }

// Read reads them.
func (k settingsKeeper) Read() (settings.File, error) { return k.app.readSettings() }

// Change keeps what change makes of them.
func (k settingsKeeper) Change(change func(settings.File) (settings.File, error)) (settings.File, error) {
	return k.app.changeSettings(change)
}
