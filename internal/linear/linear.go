// Package linear is the whole of the work on an assessment as a conversation: plain
// prompts, one line each, and answers that end with Enter.
//
// It is for everyone whom a drawn screen does not serve: who listens to a screen
// reader, reads a few words at a time under a magnifier or on a Braille line, works
// on a terminal that can do no more, or writes a script. It does what package tui
// does, and knows as little: what an answer means is package assessment, what is
// done with one is package journal.
//
// Rules of the conversation, which every file follows:
//
//   - One thing is asked at a time. The prompt says what is asked, what can be
//     typed, and what Enter does; what is saved now is part of it.
//   - What was just said is not said again: a question is read when it is come to,
//     and from then on only its prompt.
//   - Whatever went wrong is said once, in a sentence, where the eye or the ear is,
//     and nothing that was typed is lost for it.
//   - The end of the input is an error, never an answer. What was answered is
//     saved; what was being typed is kept as a draft.
//   - There are no colours, no pictures of any kind, and no cursor is moved. What a
//     person or a file wrote passes package plain, and where it has several lines it
//     is indented, which nothing else is, so that it cannot pass for the program's.
//   - A word is a command wherever it cannot be an answer. Where any text is an
//     answer, commands begin with a slash, but for help, back and quit, which are
//     commands at every prompt.
//
// Start with session.go, the conversation and the places in it; then ask.go, what a
// prompt is; then question.go, where most of the work is done.
package linear

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/receipts"
	"favour/internal/settings"
)

// Options is what a conversation is started with.
type Options struct {
	Journal *journal.Journal
	Drafts  *drafts.Folder // nil keeps none
	// Receipts is where what was exported is noted; nil for nowhere.
	Receipts *receipts.Folder

	// Library reads what a new assessment may be started with, when that is needed.
	Library func() (Library, error)

	// Author is who is working; if it is the zero Author they are asked, and
	// Remember keeps the answer for the next time.
	Author   assessment.Author
	Remember func(assessment.Author) error

	// Open is the assessment to open at once; empty for the only one there is, or
	// the list of them.
	Open string
	// Place and KeepPlace keep, from one run to the next, the item at which a
	// person was in an assessment, and whether it was open when they quit. Both may
	// be nil.
	Place     func(id string) (item string, open bool)
	KeepPlace func(id, item string, open bool) error

	// Passphrase asks for that of the key in a file, on a terminal that shows
	// nothing of it; nil where a line of the conversation will do.
	Passphrase func(ctx context.Context, file string) ([]byte, error)

	// Settings are those in force, and Keeper keeps them; if it is nil they are kept
	// until the conversation ends. SettingsTrouble is what is wrong with them, in
	// sentences, which are said at the start.
	Settings        settings.Settings
	Keeper          settings.Keeper
	SettingsTrouble []string

	ExportDir string        // where exports go unless another folder is set or typed
	Patience  time.Duration // how long something may take before it is said how far it has come
	Store     string        // the store's path, said when it is asked for
	Warning   string        // what may happen to the store where it is; empty for nothing
	// Warnings is what else is to be said once a change is saved; empty for nothing.
	Warnings func() string
	// Backup makes a backup before something that touches much at once, which it is
	// told in a word; nil for none.
	Backup func(ctx context.Context, before string) error
	Demo   bool // a throw-away copy of an example
	Tour   bool // a newcomer is told of the work first, where Open is opened
	Now    func() time.Time
	Zone   *time.Location // of times said; nil for local time

	// Editor is the command line of the person's own editor, empty for one that the
	// system has, and Edit lends it the terminal until it ends; nil where there is none to lend.
	Editor string
	Edit   func(*exec.Cmd) error

	Width int // columns at which lines are broken; 0 for not at all
	// Echo writes what was read behind its prompt, as a terminal does by itself: for
	// a conversation that is read from a file or written to one.
	Echo bool
}

// A Library is the checklists, of which the first is offered first, and the forces
// that a new assessment may be of.
type Library struct {
	Checklists []*checklist.Checklist
	Forces     []checklist.Force
}

// An EndedError is reported when the conversation has ended before the person ended
// it. What was answered is saved.
type EndedError struct {
	Stopped bool     // by the person or the system; otherwise the input has ended
	Kept    []string // what was being typed and is kept, in words
	Unkept  []string // what was being typed and could not be kept
	Lost    bool     // nothing is kept, for the assessment was a throw-away copy
}

func (e *EndedError) Error() string {
	what := "the input has ended before you typed quit"
	if e.Stopped {
		what = "stopped"
	}
	if e.Lost {
		return what + "; this was a throw-away copy, and it is gone"
	}
	what += "; what you answered is saved"
	if len(e.Kept) > 0 {
		what += ", and what you were typing is kept and offered when you start favour again: " + strings.Join(e.Kept, ", ")
	}
	if len(e.Unkept) > 0 {
		what += ", but what you were typing could not be kept: " + strings.Join(e.Unkept, ", ")
	}
	return what
}

// Run holds the conversation until the person quits. If the input, ctx or the
// terminal ends before, or a signal asks for that, the error is an *[EndedError].
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := newSession(o, newTalk(ctx, in, out, o.Width, o.Echo))
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, hangups...)
	defer signal.Stop(hangup)
	go func() {
		for {
			select {
			case x := <-hangup:
				if x == os.Interrupt && (s.loan.Lent() || s.work.stop()) {
					continue
				}
				stop()
			case <-ctx.Done():
				return
			}
		}
	}()
	err := s.converse()
	if end, ok := errors.AsType[*ended](err); ok {
		s.keepAgain()
		kept, unkept := s.keptWords()
		return &EndedError{Stopped: end.stopped, Kept: kept, Unkept: unkept, Lost: o.Demo}
	}
	return errors.Join(err, s.talk.out.Flush())
}
