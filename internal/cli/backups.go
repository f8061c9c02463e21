package cli

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"favour/internal/journal/backup"
	"favour/internal/settings"
)

// Where backups are kept, and what is said of them. Rules of this file:
//
//   - What FAVOUR_BACKUPS says goes before the settings, and these before what is
//     usual.
//   - A backup that fails is told, and stops nothing.

// backups is the folder with the backups of the store.
func (a *app) backups() backup.Folder {
	store, set := a.storePath(), a.settings().Backups
	name := strings.TrimSuffix(filepath.Base(store), filepath.Ext(store))
	f := backup.Folder{Path: store + ".backups", Name: name, Keep: set.Keep}
	folder := set.Folder
	if folder != "" && folder != settings.Off && !filepath.IsAbs(folder) {
		folder = filepath.Join(filepath.Dir(store), folder)
	}
	if given := a.env.Getenv("FAVOUR_BACKUPS"); given != "" {
		folder = given
		if f.Keep == 0 { // the settings switch them off, and this on again
			f.Keep = settings.UsuallyKept
		}
	}
	switch folder {
	case "":
	case settings.Off:
		f.Keep = 0
	default:
		f.Path = folder
		// Other stores may have their backups there too.
		if path, err := filepath.Abs(store); err == nil {
			store = path
		}
		f.Name = fmt.Sprintf("%s-%x", name, sha256.Sum256([]byte(store)))[:len(name)+9]
	}
	return f
}

// nothingYet says that there is no assessment, and that there was one if there
// are backups.
func (a *app) nothingYet() string {
	text := fmt.Sprintf("There is no assessment in %s yet. Start one with favour new --force NAME.", shortPath(a.storePath()))
	if all, err := a.backups().List(); err == nil && len(all) > 0 {
		text += fmt.Sprintf(" There was one: favour restore %s brings it back.", shortPath(all[len(all)-1].Path))
	}
	return text
}

// warnOfBackup says that a backup could not be made.
func (a *app) warnOfBackup(err error) {
	text := fmt.Sprintf("Today's backup could not be made: %s. That stops no change. Make one elsewhere with favour backup FILE, or name another folder with FAVOUR_BACKUPS.",
		reason(err))
	if errors.Is(err, backup.ErrUnsound) {
		text = "Today's backup was made, and not everything in it is sound, as in the store itself. favour doctor says what, and how to go on."
	}
	if a.later != nil { // which has one line for it
		text = "No backup could be made today (favour help backups): " + reason(err) + "."
		if errors.Is(err, backup.ErrUnsound) {
			text = "Not everything in today's backup is sound. Run favour doctor."
		}
		a.later.add(text)
		return
	}
	a.complain("warning: " + text)
}

// laterWarnings are what the terminal app is to say at its next turn.
type laterWarnings struct {
	mu   sync.Mutex
	text []string
}

func (l *laterWarnings) add(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, text)
}

// take returns what there is to say, and forgets it.
func (l *laterWarnings) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := strings.Join(l.text, " ")
	l.text = nil
	return text
}
