package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/export"
	"favour/internal/journal"
	"favour/internal/nearest"
	"favour/internal/pattern"
	"favour/internal/plain"
	"favour/internal/report"
	"favour/internal/volume"
)

// What is said when something is refused or fails. Rules of this file:
//
//   - One sentence, or two: what happened, and what to do about it.
//   - No chain of Go errors. An error that nothing here knows loses what was
//     wrapped round it, but is still said.
//   - Nothing is said twice, and nothing is said to be saved that was not.

// A refusal is an error in words, with its exit code.
type refusal struct {
	code int
	text string
}

func (r *refusal) Error() string { return r.text }

// errNo ends a command whose answer is no, and which has said so.
var errNo = &refusal{code: exitNo}

// usage refuses a command line that cannot be understood.
func usage(format string, args ...any) error {
	return &refusal{exitUsage, fmt.Sprintf(format, args...)}
}

// failure says that something could not be done.
func failure(format string, args ...any) error {
	return &refusal{exitFail, fmt.Sprintf(format, args...)}
}

// report prints what err says, and returns its exit code.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	r, ok := errors.AsType[*refusal](err)
	if !ok {
		r = a.explain(err)
	}
	if r.text != "" {
		a.complain(r.text)
	}
	return r.code
}

// complain prints one sentence on standard error. It is wrapped on a terminal
// only, so that scripts find it on one line.
func (a *app) complain(text string) {
	text = plain.Text("favour: " + text)
	if a.env.ErrWidth > 0 {
		text = wrap(text, a.env.ErrWidth)
	}
	fmt.Fprintln(a.env.Stderr, text)
}

// explain puts err into words.
func (a *app) explain(err error) *refusal {
	if clash, ok := errors.AsType[*journal.ClashError](err); ok {
		return &refusal{exitFail, fmt.Sprintf("%s was changed meanwhile by %s. Nothing was saved. Look at it with favour show, and try again.", clash.Target, clash.By)}
	}
	if busy, ok := errors.AsType[*journal.BusyError](err); ok {
		text := "%s is in use by %s. Close that one, or try again in a moment."
		return &refusal{exitFail, fmt.Sprintf(text, assessment.Capital(a.storeName()), journal.Holder(busy))}
	}
	if lint, ok := errors.AsType[*catalog.LintError](err); ok {
		return &refusal{exitFail, lintWords(lint)}
	}
	for _, known := range explanations {
		if errors.Is(err, known.err) {
			why := reason(err)
			if strings.HasPrefix(known.text, "REASON") {
				why = opening(why)
			}
			text := strings.NewReplacer("in STORE", "in "+a.storeName(), "with STORE", "with "+a.storeName(), "STORE", assessment.Capital(a.storeName()), "REASON", why, "NEEDS", needs(err)).Replace(known.text)
			return &refusal{exitFail, text}
		}
	}
	if volume.Away(err) || volume.Unlockable(err) {
		return &refusal{exitFail, fmt.Sprintf("The disk or network share does not do what is asked of it (%s). Look at the connection and try again, or name a place on a disk of this computer.", reason(err))}
	}
	return &refusal{exitFail, opening(reason(err)) + "."}
}

// opening is text at the head of a sentence: in a capital, but for a path that it
// begins with.
func opening(text string) string {
	if first, _, _ := strings.Cut(text, " "); strings.ContainsAny(first, `/\.`) {
		return text
	}
	return assessment.Capital(text)
}

// needs says which version an error of a newer one asks for, where it does.
func needs(err error) string {
	parts := newerVersion().FindStringSubmatch(err.Error())
	if parts == nil {
		return ""
	}
	return fmt.Sprintf(" It takes one that reads %s; this one reads up to %s.", parts[1], parts[2])
}

var newerVersion = pattern.Of(`\(((?:record|store|draft) version \d+); this one reads up to (\d+)\)`)

// explanations are what is said of the errors that other packages name.
var explanations = []struct {
	err  error
	text string
}{
	{journal.ErrNewer, "STORE was written by a newer version of favour, and nothing in it was changed.NEEDS Use that version, or another file with --store."},
	{journal.ErrForeign, "STORE is not a favour store, and nothing in it was changed. Name another file with --store."},
	{journal.ErrDamaged, "STORE is damaged, and nothing in it was changed. favour doctor says what can be saved, and how."},
	{journal.ErrBusy, "STORE is in use by another program. Close that one, or try again in a moment."},
	{journal.ErrReadOnly, "STORE cannot be written to, and nothing was saved. Ask for the right to write there, or name another file with --store."},
	{journal.ErrAway, "The disk or network share with STORE does not answer, and nothing was saved. Look at the connection and try again; a disk of this computer is safer, and --store names a file on one."},
	{journal.ErrNoLocks, "STORE is in a place where files cannot be locked, so that two programs could overwrite each other, and nothing was saved. Name a file on a disk of this computer with --store."},
	{journal.ErrFull, "The disk is full, and nothing was saved. Make room on it and try again."},
	{journal.ErrNothing, "There is nothing left to take back."},
	{journal.ErrBadID, "An id is small letters, digits and hyphens, at most 64 of them, such as leicestershire-2012. Give another with --id."},
	{journal.ErrNotFound, "The assessment is not in STORE. List what there is with favour list."},
	{journal.ErrReplaced, "STORE no longer holds what it held a moment ago, for a copy was put in its place. Nothing was saved. Look at favour log, and try again."},
	{journal.ErrConflict, "The assessment was changed by someone else meanwhile. Nothing was saved. Look at favour log, and try again."},
	{assessment.ErrSigned, `The return is signed, and nothing was changed. To change it, reopen it first: favour reopen --reason "why".`},
	{assessment.ErrNotSigned, "The return is not signed, so that there is nothing to reopen."},
	{assessment.ErrOtherContent, "Somebody has changed the answers since they were read to be signed, and nothing was signed. Look at favour log, and sign again."},
	{report.ErrNoMarking, `No protective marking has been chosen, so nothing was exported. Choose one with favour details --marking "NOT PROTECTIVELY MARKED"; favour details lists the others.`},
	{export.ErrExists, "REASON. Name another folder with --output, or replace what is there with --force-overwrite."},
	{context.Canceled, "Stopped."},
	{syscall.ENOSPC, "The disk is full. Make room on it and try again."},
	{fs.ErrPermission, "REASON. Ask for the right to use it, or name another place."},
}

// reason is the end of err's chain, or the whole of it where no end is known
// better, without a full stop.
func reason(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Sprintf("%s: %s", shortPath(path.Path), path.Err)
	}
	return strings.TrimSuffix(err.Error(), ".")
}

// reasonOnly is reason without the path, for a sentence that has it.
func reasonOnly(err error) string {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err.Error()
	}
	return reason(err)
}

// lintWords is what is said of a checklist file that cannot be used.
func lintWords(e *catalog.LintError) string {
	first := e.Complaints[0]
	more := ""
	if n := len(e.Complaints) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	return fmt.Sprintf("The checklist cannot be used: %s%s. Mend the file; favour checklist lint %s says all that is wrong.", first, more, first.File)
}

// shortPath is path from the current folder, where that is shorter.
func shortPath(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(wd, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// flagError puts cobra's words about flags into a sentence.
func flagError(c *cobra.Command, err error) error {
	hint := ""
	if strings.Contains(err.Error(), "shorthand") {
		hint = " Text that begins with a hyphen needs -- before it."
	}
	return usage("%s.%s See %s --help.", assessment.Capital(strings.TrimSuffix(err.Error(), ".")), hint, c.CommandPath())
}

// meant is a guess at what a mistyped word was meant to be, to stand behind a
// sentence, and empty without a guess.
func meant(word string, known []string) string {
	near := nearest.Names(word, known)
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf(" Did you mean %s?", orList(near))
}

// orList is words as "a, b or c".
func orList(words []string) string { return nearest.Listed(words, "or") }

// andList is orList with "and".
func andList(words []string) string { return nearest.Listed(words, "and") }
