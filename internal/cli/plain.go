package cli

import (
	"context"
	"os/exec"
	"strings"

	"github.com/charmbracelet/x/term"

	"favour/internal/linear"
	"favour/internal/tui"
)

// wantsPlain reports whether the plain prompts are to be held in the place of the
// app: the person's environment asks for them, or there is no terminal to draw on.
// Nothing looks for a screen reader: who uses one says so, or does not.
func (a *app) wantsPlain() bool {
	switch strings.ToLower(a.env.Getenv("ACCESSIBLE")) {
	case "", "0", "false", "no", "off":
	default:
		return true
	}
	return a.env.Getenv("TERM") == "dumb" || !isTerminal(a.env.Stdin) || !isTerminal(a.env.Stdout)
}

// isTerminal reports whether what is read from or written to is a terminal.
func isTerminal(x any) bool {
	f, ok := x.(term.File)
	return ok && term.IsTerminal(f.Fd())
}

// converse holds the conversation of plain prompts on what the app would show.
func (a *app) converse(ctx context.Context, o tui.Options) error {
	ask := func(ctx context.Context, file string) ([]byte, error) { return a.passphrase(ctx, file, "")() }
	if !isTerminal(a.env.Stdin) {
		ask = nil
	}
	return linear.Run(ctx, a.env.Stdin, a.env.Stdout, linear.Options{
		Journal: o.Journal, Drafts: o.Drafts, Receipts: o.Receipts, Backup: o.Backup,
		Library: func() (linear.Library, error) {
			l, err := o.Library()
			return linear.Library{Checklists: l.Checklists, Forces: l.Forces}, err
		},
		Author: o.Author, Remember: o.Remember,
		Open: o.Open, Place: o.Place, KeepPlace: o.KeepPlace,
		Settings: o.Settings, Keeper: o.Keeper, SettingsTrouble: a.wrongSettings,
		Passphrase: ask, ExportDir: o.ExportDir, Patience: a.env.Patience, Store: o.Store, Warning: o.Warning, Warnings: o.Warnings, Demo: o.Demo, Tour: o.Tour, Now: o.Now,
		Editor: o.Editor, Edit: a.edit,
		Width: a.env.Width, Echo: !isTerminal(a.env.Stdin) || !isTerminal(a.env.Stdout),
	})
}

// edit runs the person's own editor on the terminal, if there is one.
func (a *app) edit(c *exec.Cmd) error {
	if isTerminal(a.env.Stdin) { // what comes from a file is for the conversation
		c.Stdin = a.env.Stdin
	}
	c.Stdout, c.Stderr = a.env.Stdout, a.env.Stderr
	return c.Run()
}
