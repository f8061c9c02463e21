package editor

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// How an editor is called. Rules of this file:
//
//   - The command is what $VISUAL or $EDITOR says: a program, which may have
//     blanks in its path, and its arguments, which may be quoted. No shell has a
//     say in it.
//   - An editor that would come back while its window is still open is told to
//     wait, if it is one of those that can be.

// ErrNone is reported where no editor is named and none is known.
var ErrNone = errors.New("no editor is named; set EDITOR to the one you use")

// waits are the arguments with which editors with a window stay until it is closed.
var waits = map[string]string{
	"code": "--wait", "code-insiders": "--wait", "codium": "--wait", "subl": "--wait", "sublime_text": "--wait", "mate": "--wait", "zed": "--wait",
	"gvim": "--nofork", "kate": "--block", "notepad++": "-multiInst",
}

// atLine are the editors that take a plus and a number for the line to begin at.
var atLine = []string{"vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "mg", "kak"}

// Command is the call of the editor that command names on the sheet; if it is
// empty, of one that the system is known to have. An editor that cannot be run is an
// error here, before anybody is told that it is open.
func (s *Sheet) Command(command string) (*exec.Cmd, error) {
	args, err := s.arguments(command)
	if err != nil {
		return nil, err
	}
	path, err := exec.LookPath(args[0])
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("VISUAL or EDITOR is %q, and there is no program %q here; set it to the editor that you use", command, args[0])
	case err != nil:
		return nil, fmt.Errorf("VISUAL or EDITOR is %q, and %q cannot be run; set it to the editor that you use", command, args[0])
	}
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	// Named without its folder, which it is run in, the file fits into one line of a
	// screen: vim asks for Enter where that does not.
	c := exec.Command(path, append(args[1:], filepath.Base(s.Path))...)
	c.Dir = filepath.Dir(s.Path)
	return c, nil
}

// arguments are the program that command names, and what it is told before the name
// of the file.
func (s *Sheet) arguments(command string) ([]string, error) {
	args, err := split(command, runtime.GOOS == "windows")
	if err != nil {
		return nil, err
	}
	if len(args) > 1 {
		if path, err := exec.LookPath(command); err == nil {
			args = []string{path} // C:\Program Files\… without quotes
		}
	}
	if len(args) == 0 {
		if args, err = known(); err != nil {
			return nil, err
		}
	}
	return append(slices.Clone(args), s.options(args)...), nil
}

// options are what the editor is told beside the file.
func (s *Sheet) options(args []string) []string {
	name := strings.ToLower(base(args[0]))
	for _, ext := range []string{".exe", ".cmd", ".bat"} {
		name = strings.TrimSuffix(name, ext)
	}
	if wait, ok := waits[name]; ok && !slices.Contains(args[1:], wait) && !slices.Contains(args[1:], "-w") {
		return []string{wait}
	}
	if slices.Contains(atLine, name) && len(args) == 1 {
		return []string{"+" + strconv.Itoa(len(s.head)+1)}
	}
	return nil
}

// base is the last part of a path, of Windows too.
func base(path string) string {
	return filepath.Base(path[strings.LastIndexByte(path, '\\')+1:])
}

// known is an editor that the system has.
func known() ([]string, error) {
	names := []string{"nano", "vim", "vi"}
	if runtime.GOOS == "windows" {
		names = []string{"notepad"}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, ErrNone
}

// split is a command line as its words. Quotes of both kinds keep blanks in a
// word; a backslash does too, but on Windows, where it is a part of every path.
func split(line string, windows bool) ([]string, error) {
	var words []string
	var word strings.Builder
	within, quote, escaped := false, rune(0), false
	for _, r := range line {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && !windows && quote != '\'':
			escaped, within = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'' && !(windows && within):
			quote, within = r, true
		case r == ' ' || r == '\t':
			if within {
				words = append(words, word.String())
				word.Reset()
			}
			within = false
		default:
			word.WriteRune(r)
			within = true
		}
	}
	if quote != 0 || escaped {
		return nil, fmt.Errorf("the editor %q has a quote that does not end; correct EDITOR or VISUAL", line)
	}
	if within {
		words = append(words, word.String())
	}
	return words, nil
}
