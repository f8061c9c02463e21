package cli

import (
	"path/filepath"

	"favour/internal/volume"
)

// What is said of a store that is not safe where it is. It is said when an
// assessment is started, on the app's first screen, and by favour doctor; never
// by the commands that a script runs a hundred times. It stops nothing.

// storeWarning is that sentence, and empty where the store is safe as far as
// the system tells.
func (a *app) storeWarning() string {
	path := a.storePath()
	safe := a.defaultStore()
	if volume.Of(safe).Kind != volume.Local {
		safe = ""
	}
	return volume.Of(path).Warning(shortPath(path), safe)
}

// warnOfStore says it on standard error.
func (a *app) warnOfStore() {
	if text := a.storeWarning(); text != "" {
		a.complain("warning: " + text)
	}
}

// defaultStore is the store where none is named.
func (a *app) defaultStore() string { return filepath.Join(a.env.DataHome, "favour", "favour.db") }
