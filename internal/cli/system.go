package cli

import (
	"os"
	"strconv"
	"time"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/term"

	"favour/internal/export"
)

// Lines are wrapped at the width of the terminal, within these bounds.
const (
	defaultWidth = 80
	leastWidth   = 40
	mostWidth    = 100
)

// System is the Env of this process.
func System() Env {
	env := Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Patience: export.Patience,
		DataHome: xdg.DataHome, ConfigHome: xdg.ConfigHome, StateHome: xdg.StateHome,
		Width:  columns(),
		Styled: term.IsTerminal(os.Stdout.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
	}
	if term.IsTerminal(os.Stderr.Fd()) {
		env.ErrWidth = env.Width
	}
	return env
}

// columns is what COLUMNS says, or how wide the terminal is.
func columns() int {
	n, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || n <= 0 {
		if n, _, err = term.GetSize(os.Stdout.Fd()); err != nil || n <= 0 {
			n = defaultWidth
		}
	}
	return min(max(n, leastWidth), mostWidth)
}
