package cli

import (
	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newAsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   `as ["Name, role"]`,
		Short: "Remember who is writing, or show who is",
		Long: `Remembers who is writing, for this user on this machine: every change is recorded with a name and a role. Without a name it shows who is writing now, and exits with 1 if nobody is known.

--as and FAVOUR_AS go before what is remembered. The login name is never used.`,
		Example: `favour as "A. Example, Inspector"
favour as`,
		Args: between(0, 1, `one argument, "Name, role"`),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.showAuthor()
			}
			who, err := assessment.ParseAuthor(args[0])
			if err != nil {
				return usage("%q does not say who is writing: %s.", args[0], err)
			}
			if err := a.remember(who); err != nil {
				return err
			}
			return a.showAuthor()
		},
	}
}

func (a *app) showAuthor() error {
	who, err := a.author()
	if r, ok := err.(*refusal); ok && r.code == exitUsage && a.as == "" && a.env.Getenv("FAVOUR_AS") == "" {
		r.code = exitNo
	}
	switch {
	case err != nil:
		return err
	case a.asJSON:
		return a.out.json(who)
	}
	a.out.line("Writing as %s.", who)
	return nil
}
