package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

// noArgsBut refuses every argument of a command that has only commands below
// it, and guesses which one was meant.
func noArgsBut(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		var names []string
		for _, sub := range c.Commands() {
			if !sub.Hidden && sub.Runnable() {
				names = append(names, sub.Name())
			}
		}
		return usage("There is no %s %q.%s See %s --help.", what, args[0], meant(args[0], names), c.CommandPath())
	}
}

// noArgs refuses every argument.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes no arguments, and was given %q. See %s --help.", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

// atLeast asks for n arguments or more, and says what they are.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < n {
			return usage("%s needs %s, such as %s", c.CommandPath(), what, firstExample(c))
		}
		return nil
	}
}

// exactly asks for one argument, and says what it is.
func exactly(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) > 1:
			return usage("%s takes one argument, %s, and was given %q as well. See %s --help.", c.CommandPath(), what, args[1], c.CommandPath())
		case len(args) == 1 && args[0] == "":
			return usage("%s is empty. Say which file.", assessment.Capital(what))
		}
		return atLeast(1, what)(c, args)
	}
}

// between asks for as many arguments as least to most.
func between(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > most {
			return usage("%s takes %s, and was given %q as well. See %s --help.", c.CommandPath(), what, args[most], c.CommandPath())
		}
		return atLeast(least, what)(c, args)
	}
}

// noEmptyFlags refuses flags that say where to work and are empty, which is
// what a script makes of a variable that is not set.
func noEmptyFlags(c *cobra.Command, _ []string) error {
	for _, name := range []string{"store", "assessment", "as", "output", "salvage", "from", "as-at", "sign-key", "passphrase-file", "replaces", "copy-marking"} {
		if f := c.Flags().Lookup(name); f != nil && f.Changed && f.Value.String() == "" {
			return usage("--%s is empty. Leave it out, or say which.", name)
		}
	}
	return nil
}

// helpOnly is what a command with only commands below it does by itself.
func helpOnly(c *cobra.Command, _ []string) error {
	return usage("%s needs a command. See %s --help.", c.CommandPath(), c.CommandPath())
}

// quantity is n things: "1 change", "3 changes".
func quantity(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
