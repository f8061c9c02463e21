// Package editor has a text written in the person's own editor: it puts the text
// into a file of its own under a comment that says what is asked, knows how the
// editor is called, and reads what came back.
//
// Whatever becomes of the editor or of the file, the text is not lost: [Sheet.Read]
// gives the text as it was where there is nothing better, and says in a sentence
// what happened. It runs nothing itself, for only its caller knows how to lend the
// terminal; nor does it know where the file belongs, which is package drafts' to
// say, so that it is found again if the program ends before the editor does.
//
// Start with [Write].
package editor

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"favour/internal/plain"
	"favour/internal/private"
)

// A Sheet is a text in a file, for an editor.
type Sheet struct {
	Path string

	text string   // what was put into it
	head []string // the lines above it
}

// scissors ends the comment. All that begins with a hash above it is left out of
// the text; what stands below is the person's, hashes and all.
const scissors = "# ------------------------ >8 ------------------------"

// rule is the first line of the comment.
const rule = "# Write below the scissors. What begins with # above them is left out."

// Write puts text into the file at path, which only the user may read, under a
// comment of some lines. An empty path is that of a new temporary file, which
// nothing finds again if the program ends before the editor.
func Write(path, comment, text string) (*Sheet, error) {
	if path == "" {
		f, err := private.Temp("", "favour-*.txt")
		if err != nil {
			return nil, fmt.Errorf("write the text for the editor: %w", err)
		}
		path = f.Name()
		f.Close()
	}
	s := &Sheet{Path: path, text: text, head: []string{rule, "#"}}
	for line := range strings.Lines(plain.Text(comment)) {
		for _, l := range wrap(strings.TrimSpace(line), 74) {
			s.head = append(s.head, strings.TrimRight("# "+l, " "))
		}
	}
	s.head = append(s.head, scissors)
	if err := private.Write(path, []byte(strings.Join(s.head, "\n")+"\n"+text+"\n")); err != nil {
		return nil, fmt.Errorf("write the text for the editor: %w", err)
	}
	return s, nil
}

// Remove removes the file, unless it holds what Read could not give. Where it
// cannot be removed it stays private.
func (s *Sheet) Remove() {
	if s.Path != "" {
		_ = os.Remove(s.Path)
	}
}

// A Return is what came back from the editor.
type Return struct {
	Text string
	// Said is what happened, in a sentence, if it was not simply that the person
	// wrote and saved.
	Said string
	// Doubtful says that the person should look at the text before it is saved.
	Doubtful bool
}

// Read says what came back. Err is what running the editor gave; most is the
// most bytes that a text may have to be looked at.
func (s *Sheet) Read(err error, most int) Return {
	was := Return{Text: s.text}
	exit, exited := errors.AsType[*exec.ExitError](err)
	if err != nil && !exited {
		was.Said = fmt.Sprintf("The editor could not be run: %v. The text is as it was.", err)
		return was
	}
	b, rerr := read(s.Path, most)
	switch {
	case errors.Is(rerr, fs.ErrNotExist):
		was.Said = "The editor has left no file. The text is as it was."
		return was
	case errors.Is(rerr, errTooLong):
		was.Said = fmt.Sprintf("What the editor wrote is longer than any text may be; it is in %s. The text is as it was.", s.setAside())
		return was
	case rerr != nil:
		was.Said = fmt.Sprintf("What the editor wrote cannot be read: %v; it is in %s. The text is as it was.", rerr, s.setAside())
		return was
	}
	text, encoding := decode(b)
	empty := strings.TrimSpace(text) == ""
	text = strip(text, s.head)
	if s.text == "" {
		text = strings.TrimLeft(text, "\n") // the line to write on may have been left blank
	}
	r := Return{Text: text}
	switch same := text == strings.TrimRight(s.text, "\n"); {
	case empty && s.text != "":
		was.Said = "The editor has left an empty file. The text is as it was."
		return was
	case exited && same:
		was.Said = fmt.Sprintf("The editor ended with an error (%v). The text is as it was.", exit)
		return was
	case same:
		return was
	case exited:
		r.Said, r.Doubtful = fmt.Sprintf("The editor ended with an error (%v). What it left is in the text.", exit), true
	case encoding != "":
		r.Said, r.Doubtful = fmt.Sprintf("The editor saved the text as %s, and not as UTF-8. Look whether every sign is right.", encoding), true
	case text == "":
		r.Said = "The text is empty now."
	}
	return r
}

// setAside gives the file a name under which it is not removed, and returns it.
func (s *Sheet) setAside() string {
	path := s.Path
	s.Path = ""
	aside := strings.TrimSuffix(path, ".txt") + "-" + strings.ToLower(rand.Text()[:8]) + ".txt"
	if os.Rename(path, aside) != nil {
		return path
	}
	return aside
}

// Left is the text in a file that was written for an editor by a program that has
// ended since, and false if there is none.
func Left(path string, most int) (text string, ok bool) {
	b, err := read(path, most)
	if err != nil {
		return "", false
	}
	text, _ = decode(b)
	text = strip(text, nil)
	return text, text != ""
}

var errTooLong = errors.New("the file is too long")

func read(path string, most int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err == nil && len(b) > most {
		err = errTooLong
	}
	return b, err
}

// lineBreaks makes every kind of line break one.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// decode is what a file says, and what it is encoded in if that is not UTF-8.
// Editors of Windows save as UTF-16 or in the encoding of the system.
func decode(b []byte) (text, encoding string) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return lineBreaks.Replace(decode16(b[2:], binary.LittleEndian)), ""
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return lineBreaks.Replace(decode16(b[2:], binary.BigEndian)), ""
	case utf8.Valid(b):
		return lineBreaks.Replace(string(b)), ""
	}
	text, err := charmap.Windows1252.NewDecoder().String(string(b))
	if err != nil {
		text = strings.ToValidUTF8(string(b), "\ufffd")
	}
	return lineBreaks.Replace(text), "Windows-1252"
}

func decode16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// strip is what a file says without the comment. What the person wrote into it,
// or above it, stays: only lines that begin with a hash are left out, and without
// the scissors only those which are as they were put there; head has those, or is
// nil where they are not known.
func strip(text string, head []string) string {
	lines := strings.Split(text, "\n")
	end := -1
	for i, l := range lines {
		if strings.TrimSpace(l) == scissors {
			end = i
			break
		}
	}
	known := map[string]bool{rule: true}
	for _, l := range head {
		known[l] = true
	}
	var kept []string
	for i, l := range lines {
		l := strings.TrimRight(l, " \t")
		switch {
		case i == end, i < end && strings.HasPrefix(l, "#"), end < 0 && known[l]:
		default:
			kept = append(kept, lines[i])
		}
	}
	if end > 0 && len(kept) > len(lines)-end-1 { // something stood above
		return strings.Trim(strings.Join(kept, "\n"), "\n")
	}
	return strings.TrimRight(strings.Join(kept, "\n"), "\n")
}

// wrap is s as lines of at most w characters, broken between words.
func wrap(s string, w int) []string {
	lines := []string{""}
	for word := range strings.FieldsSeq(s) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) > w:
			lines = append(lines, word)
		default:
			*last += " " + word
		}
	}
	return lines
}
