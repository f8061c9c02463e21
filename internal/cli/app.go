package cli

import "github.com/spf13/cobra"

// newAppRun is what favour does without a command: it opens the terminal app.
// It is all that the command line knows of it.
func newAppRun(*app, *bool) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, _ []string) error { return c.Help() }
}
