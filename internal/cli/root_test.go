package cli

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// Every command says what it does, with an example that begins with its name.
func TestEveryCommandHasHelp(t *testing.T) {
	root := newRootCommand(&app{out: &printer{w: io.Discard, width: defaultWidth}})
	var each func(*cobra.Command)
	each = func(c *cobra.Command) {
		switch {
		case c.Name() == "help" || c.Name() == "completion":
			return
		case c.Long == "" || c.Short == "":
			t.Errorf("%s has no help", c.CommandPath())
		case strings.HasSuffix(c.Short, "."):
			t.Errorf("%s: %q ends in a full stop", c.CommandPath(), c.Short)
		case c.Runnable() && !strings.HasPrefix(c.Example, c.CommandPath()):
			t.Errorf("%s has no example of its own", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			each(sub)
		}
	}
	each(root)
}
