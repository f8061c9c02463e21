package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Help is drawn here rather than by a library, so that it asks the terminal
// nothing, goes where standard output goes, wraps at its width, and never cuts
// an example short.

// newHelpCommand is favour help, which cobra's own would let pass any word.
func newHelpCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND|TOPIC]",
		Short:   "Say what a command does, or read about a topic",
		Long:    "Says what a command does, as --help behind it does, or shows a page about a topic.",
		Example: "favour help set\nfavour help dates",
		ValidArgsFunction: func(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var all []cobra.Completion
			if of, _, err := c.Root().Find(args); err == nil {
				for _, sub := range of.Commands() {
					all = append(all, cobra.CompletionWithDesc(sub.Name(), sub.Short))
				}
			}
			return begins(word, all), noFiles
		},
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				var known []string
				for _, sub := range c.Root().Commands() {
					known = append(known, sub.Name())
				}
				word := strings.Join(args, " ")
				return usage("There is no help on %q.%s favour help lists what there is.", word, meant(word, known))
			}
			of.HelpFunc()(of, nil)
			return nil
		},
	}
}

// help prints the help of c.
func (a *app) help(c *cobra.Command, _ []string) {
	p := a.out
	p.hang("", c.Short+".")
	if c.Long != "" {
		p.blank()
		p.hang("", c.Long)
	}
	if c.Runnable() || c.HasSubCommands() {
		a.helpPart("Usage")
		p.hang("  ", useLine(c))
	}
	if c.Example != "" {
		a.helpPart("Examples")
		for l := range strings.SplitSeq(c.Example, "\n") {
			fmt.Fprintln(p.w, "  "+l) // not wrapped, so that it can be copied
		}
	}
	a.helpCommands(c)
	a.helpFlags("Flags", c.LocalNonPersistentFlags())
	global := c.InheritedFlags()
	if !c.HasParent() {
		global = c.PersistentFlags()
	}
	if c.Runnable() || c.HasSubCommands() {
		a.helpFlags("Flags of every command", global)
	}
}

func (a *app) helpPart(title string) {
	a.out.blank()
	a.out.heading(title)
}

func useLine(c *cobra.Command) string {
	line := c.UseLine()
	if c.HasAvailableSubCommands() && c.HasParent() {
		return c.CommandPath() + " COMMAND"
	}
	if c.HasAvailableSubCommands() {
		return line + " [COMMAND]"
	}
	return line
}

// helpCommands lists the commands below c, by group, and then the topics.
func (a *app) helpCommands(c *cobra.Command) {
	part := func(title string, belongs func(*cobra.Command) bool) {
		var rows [][2]string
		for _, sub := range c.Commands() {
			if !sub.Hidden && belongs(sub) {
				rows = append(rows, [2]string{sub.Name(), sub.Short})
			}
		}
		if len(rows) > 0 {
			a.helpPart(title)
			a.out.pairs("  ", rows)
		}
	}
	for _, g := range c.Groups() {
		part(g.Title, func(sub *cobra.Command) bool { return sub.GroupID == g.ID })
	}
	part("Commands", func(sub *cobra.Command) bool { return sub.GroupID == "" && sub.Runnable() })
	part("Topics, with favour help TOPIC", func(sub *cobra.Command) bool { return !sub.Runnable() && !sub.HasSubCommands() })
}

func (a *app) helpFlags(title string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, use := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		switch {
		case f.Value.Type() == "bool":
		case value != "" && value != "string" && value != "strings":
			name += " " + strings.ToUpper(strings.Trim(value, `"`))
		default:
			name += " TEXT"
		}
		if usual := strings.Trim(f.DefValue, "[]"); usual != "" && usual != "false" {
			use += " (" + usual + " if left out)"
		}
		rows = append(rows, [2]string{name, use})
	})
	if len(rows) > 0 {
		a.helpPart(title)
		a.out.pairs("  ", rows)
	}
}

// firstExample is the first example of c, for a sentence.
func firstExample(c *cobra.Command) string {
	first, _, _ := strings.Cut(c.Example, "\n")
	return first
}
