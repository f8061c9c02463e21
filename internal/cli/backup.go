package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/journal/bolt"
)

func newBackupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store, while others go on with it",
		Long: `Copies the store with all its assessments to a new file, and checks that everything in the copy is sound. Others may go on working meanwhile. The copy is a store like any other: --store opens it, and favour restore puts it back.

A file that is there already is not replaced. favour makes a backup of its own on each day of use; favour help backups says where.`,
		Example: `favour backup /media/usb/favour-2012-06-15.db
favour backup "H:\PSD\favour.db"`,
		Args: exactly("the file to write to"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.backup(cmd.Context(), args[0])
		},
	}
}

type backupJSON struct {
	Store       string     `json:"store"`
	Path        string     `json:"path"`
	Bytes       int64      `json:"bytes"`
	Assessments []heldJSON `json:"assessments"`
}

type heldJSON struct {
	ID      string `json:"id"`
	Changes int    `json:"changes"`
}

func heldToJSON(held []backup.Held) []heldJSON {
	all := make([]heldJSON, 0, len(held))
	for _, h := range held {
		all = append(all, heldJSON(h))
	}
	return all
}

func (a *app) backup(ctx context.Context, path string) error {
	store := bolt.New(a.storePath())
	if _, err := os.Stat(store.Path()); errors.Is(err, fs.ErrNotExist) {
		return failure("There is no store at %s yet, so there is nothing to copy.", shortPath(store.Path()))
	}
	switch err := store.Copy(ctx, path); {
	case errors.Is(err, fs.ErrExist):
		return failure("%s is there already, and was not replaced. Name another file.", shortPath(path))
	case errors.Is(err, fs.ErrNotExist):
		return failure("There is nothing in %s yet, so there is nothing to copy.", shortPath(store.Path()))
	case err != nil:
		return err
	}
	held, err := backup.Check(ctx, path)
	if errors.Is(err, journal.ErrNotFound) {
		return failure("%s was written, but there is no assessment in it, nor in the store.", shortPath(path))
	}
	if err != nil {
		return failure("%s was written, but not everything in it is sound, as in the store itself. favour doctor says what, and how to go on.", shortPath(path))
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.out.json(backupJSON{store.Path(), path, info.Size(), heldToJSON(held)})
	}
	a.out.line("Wrote %s, and everything in it is sound.", path)
	a.printHeld(held)
	return nil
}

func (a *app) printHeld(held []backup.Held) {
	for _, h := range held {
		a.out.hang("  ", h.ID+": "+quantity(h.Changes, "change", "changes"))
	}
}
