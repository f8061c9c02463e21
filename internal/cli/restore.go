package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/journal/bolt"
	"favour/internal/plain"
)

func newRestoreCommand(a *app) *cobra.Command {
	yes := false
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the store",
		Long: `Puts a copy of a backup in the place of the store, once everything in the backup was found sound. It says what would be replaced and asks for a yes, or takes --yes for one.

What was there is not lost: it is kept beside the store, under a name that ends in .before-restore and the time. Somebody who still has the app open on what was replaced is told at the next change, and loses nothing that is on the screen.`,
		Example: `favour restore /media/usb/favour-2012-06-15.db
favour restore favour-2012-06-15.db --store new.db
favour restore favour-2012-06-15.db --yes`,
		Args:              exactly("the backup to put back"),
		ValidArgsFunction: a.suggestBackups,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.restore(cmd.Context(), args[0], yes)
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "replace what is there without asking")
	return c
}

type restoreJSON struct {
	Store       string     `json:"store"`
	From        string     `json:"from"`
	Aside       string     `json:"aside,omitempty"` // where what was replaced is kept
	Assessments []heldJSON `json:"assessments"`
}

func (a *app) restore(ctx context.Context, from string, yes bool) error {
	held, err := backup.Check(ctx, from)
	if err != nil {
		return a.notRestored(from, err)
	}
	store := bolt.New(a.storePath())
	info, err := os.Stat(store.Path())
	switch {
	case err == nil && sameFile(info, from):
		return usage("%s is the store itself.", shortPath(from))
	case err == nil:
		if err := a.agreed(ctx, held, yes); err != nil {
			return err
		}
		a.backupBeforeRestore(ctx, store)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	held, aside, err := backup.Restore(ctx, store, from, a.env.Now())
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.out.json(restoreJSON{store.Path(), from, aside, heldToJSON(held)})
	}
	a.out.line("Restored %s from %s.", shortPath(store.Path()), shortPath(from))
	a.printHeld(held)
	if aside != "" {
		a.out.line("What was there is kept as %s.", shortPath(aside))
	}
	return nil
}

func sameFile(info os.FileInfo, path string) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}

// notRestored says why the backup was not put back.
func (a *app) notRestored(from string, err error) error {
	from = shortPath(from)
	switch {
	case errors.Is(err, journal.ErrNotFound):
		return failure("There is no assessment in %s, so nothing was restored. Name another backup.", from)
	case errors.Is(err, fs.ErrNotExist):
		return failure("There is no file %s, so nothing was restored.%s", from, a.backupsInWords())
	case errors.Is(err, journal.ErrForeign):
		return failure("%s is not a favour store, so nothing was restored.%s", from, a.backupsInWords())
	case errors.Is(err, journal.ErrDamaged):
		return failure("%s is damaged, so nothing was restored. Name an older backup; favour doctor --store %s says what is wrong with this one.", from, from)
	case errors.Is(err, journal.ErrNewer):
		return failure("%s was written by a newer version of favour, so nothing was restored.%s Use that version.", from, needs(err))
	}
	return failure("%s cannot be read, so nothing was restored: %s.", from, reasonOnly(err))
}

// backupsInWords says where the last backup is, if there is one.
func (a *app) backupsInWords() string {
	all, err := a.backups().List()
	if err != nil || len(all) == 0 {
		return ""
	}
	return " The last backup is " + shortPath(all[len(all)-1].Path) + "."
}

// agreed asks whether what is in the store may be replaced.
func (a *app) agreed(ctx context.Context, held []backup.Held, yes bool) error {
	if yes {
		return nil
	}
	in, ok := a.env.Stdin.(term.File)
	if !ok || !term.IsTerminal(in.Fd()) {
		return usage("There is a store at %s already. Say --yes to replace it; it is kept aside.", shortPath(a.storePath()))
	}
	text := fmt.Sprintf("%s: %s\nThe backup: %s\nType yes to replace the store, which is kept aside: ", shortPath(a.storePath()), a.holding(ctx), heldInWords(held))
	fmt.Fprint(a.env.Stderr, plain.Text(text))
	answer, _ := bufio.NewReader(a.env.Stdin).ReadString('\n')
	if strings.ToLower(strings.TrimSpace(answer)) != "yes" {
		return &refusal{exitNo, "Nothing was restored."}
	}
	return nil
}

// holding is what is in the store, in words, as far as it can be read.
func (a *app) holding(ctx context.Context) string {
	var held []backup.Held
	for head, err := range bolt.New(a.storePath()).Heads(ctx) {
		if err != nil {
			return "cannot be read"
		}
		held = append(held, backup.Held{ID: head.ID, Changes: int(head.Sequence)})
	}
	return heldInWords(held)
}

func heldInWords(held []backup.Held) string {
	if len(held) == 0 {
		return "nothing"
	}
	var words []string
	for _, h := range held {
		words = append(words, h.ID+" with "+quantity(h.Changes, "change", "changes"))
	}
	return strings.Join(words, ", ")
}

// backupBeforeRestore makes a backup of what is about to be replaced. Without one
// nothing is lost either, for what is replaced is kept aside.
func (a *app) backupBeforeRestore(ctx context.Context, store *bolt.Store) {
	f := a.backups()
	if f.Keep == 0 {
		return
	}
	_, err := f.Make(ctx, store, a.env.Now(), "before-restore")
	for _, known := range []error{backup.ErrUnsound, journal.ErrDamaged, journal.ErrForeign, journal.ErrNewer, fs.ErrNotExist} {
		if errors.Is(err, known) {
			return // which may be why it is replaced
		}
	}
	if err != nil {
		a.complain(fmt.Sprintf("warning: A backup of what is replaced could not be made: %s. It is kept aside all the same.", reason(err)))
	}
}
