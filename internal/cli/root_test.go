package cli

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"favour/checklists"
	"favour/internal/catalog"
)

// Every command says what it does, with an example that begins with its name and
// names items that there are.
func TestEveryCommandHasHelp(t *testing.T) {
	lists, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		t.Fatal(err)
	}
	items := regexp.MustCompile(`\b[A-Z]{3}-\d\d\b`)
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
		for _, id := range items.FindAllString(c.Long+c.Example, -1) {
			if _, ok := lists[0].Item(id); !ok {
				t.Errorf("%s: there is no item %s", c.CommandPath(), id)
			}
		}
		for _, sub := range c.Commands() {
			each(sub)
		}
	}
	each(root)
}
