package cli

import (
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/licences"
)

func newVersionCommand(a *app) *cobra.Command {
	list := false
	c := &cobra.Command{
		Use:   "version",
		Short: "Say which version this is, and what it is built of",
		Long: `Says which version this is, from which commit it was built, and with which version of Go.

With --licences it lists everything by others that the program is built of, each with its version, its licence and whose copyright it is, and prints the licences in full.`,
		Example: `favour version
favour version --licences
favour version --licences --json`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if list {
				return a.licences()
			}
			return a.version()
		},
	}
	c.Flags().BoolVar(&list, "licences", false, "list what the program is built of, with the licences in full")
	return c
}

// versionJSON is what favour version prints with --json. What was not recorded
// when the program was built is left out.
type versionJSON struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Modified bool   `json:"modified,omitempty"` // built from files that were not committed
	Go       string `json:"go"`
	System   string `json:"system"`
}

func (a *app) version() error {
	v := versionJSON{Version: version(), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				v.Commit = s.Value
			case "vcs.modified":
				v.Modified = s.Value == "true"
			}
		}
	}
	if a.asJSON {
		return a.out.json(v)
	}
	commit := v.Commit
	switch {
	case commit == "":
		commit = "not recorded"
	case v.Modified:
		commit += ", and changes that are not committed"
	}
	a.out.pairs("", [][2]string{{"favour", v.Version}, {"Commit", commit}, {"Go", v.Go}, {"System", v.System}})
	return nil
}

func (a *app) licences() error {
	l, err := licences.Read()
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.out.json(l)
	}
	a.out.line("favour is built of these, each under its own licence. The texts are below.")
	users := make([][]string, len(l.Texts))
	for _, m := range l.Modules {
		a.out.blank()
		a.out.hang("", m.Path+" "+m.Version)
		a.out.hang("  ", m.Licence)
		for _, c := range m.Copyright {
			a.out.hang("  ", c)
		}
		for _, n := range m.Texts {
			users[n] = append(users[n], m.Path)
		}
	}
	for n, text := range l.Texts {
		a.out.blank()
		a.out.heading("The text of " + strings.Join(users[n], ", "))
		a.out.blank()
		a.out.hang("", text)
	}
	return nil
}
