// Package cli is the command line: one file for each command, and the only
// place that knows flags, the environment, default paths and exit codes.
//
// It decides nothing about assessments. What an answer means is package
// assessment, what is done with one is package journal, and how a return looks
// is packages report and export; a command here reads its arguments, asks them,
// and prints. The terminal app is package tui.
//
// Start with [Main], then root.go for the list of commands and set.go for what
// a command looks like.
package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"favour/internal/journal"
)

// The exit codes. Scripts rely on them.
const (
	exitDone  = 0
	exitNo    = 1 // the answer is no: findings that are errors, complaints
	exitUsage = 2 // the command line cannot be understood
	exitFail  = 3 // it could not be done
)

// An Env is all that a run takes from the world around it.
type Env struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Getenv func(string) string
	Now    func() time.Time

	Patience time.Duration // how long an export may take before a terminal is told how far it has come

	DataHome   string // the folder of data folders, where favour/favour.db is the default store
	ConfigHome string // the folder of settings folders
	StateHome  string // the folder of folders for what may be lost

	Width    int  // columns that lines of standard output are wrapped at
	ErrWidth int  // the same of standard error; 0 for no wrapping
	Styled   bool // whether headings may be set in bold
}

// Main runs the command line args, without the name of the program, and returns
// the exit code.
func Main(args []string, env Env) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // whoever asks twice is not kept waiting for a pipe that says nothing
	out := bufio.NewWriter(env.Stdout)
	a := &app{env: env, out: &printer{w: out, width: env.Width, styled: env.Styled}}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(env.Stdin)
	root.SetOut(out)
	root.SetErr(env.Stderr)
	// Others are waited for once, not at each of the steps that a command takes.
	err := root.ExecuteContext(journal.Patient(ctx))
	if ferr := out.Flush(); err == nil && ferr != nil {
		err = ferr
	}
	return a.report(err)
}
