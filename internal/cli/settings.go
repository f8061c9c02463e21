package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"favour/internal/assessment"
	"favour/internal/private"
)

// settings are what is remembered between runs, in a small file of their own.
type settings struct {
	Author  assessment.Author `json:"author"`
	Backups *backupSettings   `json:"backups,omitempty"`
}

func (a *app) settingsPath() string {
	return filepath.Join(a.env.ConfigHome, "favour", "settings.json")
}

// loadSettings reads the settings; a file that is not there holds none.
func (a *app) loadSettings() (settings, error) {
	var s settings
	b, err := os.ReadFile(a.settingsPath())
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil {
		return s, failure("The settings in %s cannot be read. Mend or remove that file, or say who you are with --as.", a.settingsPath())
	}
	return s, nil
}

// saveSettings replaces the settings as a whole, so that a failure leaves the
// old ones.
func (a *app) saveSettings(s settings) error {
	path := a.settingsPath()
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	if err := private.Write(path, append(b, '\n')); err != nil {
		return failure("The settings could not be saved: %s. Say who you are with --as or FAVOUR_AS instead.", reason(err))
	}
	return nil
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
	s, err := a.loadSettings()
	if err != nil {
		return s.Author, err
	}
	if s.Author.Name == "" {
		return s.Author, usage(`Every change is recorded with who made it. Say who you are with --as "Name, role" or FAVOUR_AS, or once for all with favour as "Name, role".`)
	}
	return s.Author, nil
}
