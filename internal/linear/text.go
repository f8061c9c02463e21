package linear

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/nearest"
)

// Text of several lines. Rules of this file:
//
//   - A line that is a single full stop ends the text. One that is to be part of it
//     is typed as two.
//   - A line that begins with a slash is a command only if it is one of those that
//     are of use in the middle of a text; any other is text.
//   - What was typed is on the disk, as a draft, within a second. It is saved when
//     the text is ended, and not before.

// A writing is a text that is about to be written.
type writing struct {
	what   string
	target assessment.Target                      // that it is for
	none   string                                 // what Enter does where nothing is saved; empty for leaving it as it is
	here   []command                              // beside those of everywhere, at the first line
	anew   bool                                   // what is saved at the target is no beginning of it
	parse  func(string) (assessment.Value, error) // assessment.ParseText if nil
	// save saves it where it is no value of the target; nil to record it there.
	save func(s *session, v assessment.Value) (bool, error)
}

// endsWith says how a text is ended.
const endsWith = "the text, and then a line with a single full stop"

// What the lines of a text in the middle of which one is can do.
const textHelp = "A line with a single full stop saves the text. In the middle of it /read reads what you have typed, /editor goes on with it in your own editor, /drop takes the last line back, /later leaves it for now and keeps it, and /discard throws it away."

// write asks for a text, and records it. It reports false where the person has
// gone back from it or left it for later.
func (s *session) write(w writing) (bool, error) {
	base := s.a.At(w.target)
	if w.anew {
		base = assessment.Value{}
	}
	lines, err := s.started(w, base)
	return s.end(w, base, lines, err)
}

// end takes the rest of a text that has been started so, and records it.
func (s *session) end(w writing, base assessment.Value, lines []string, err error) (bool, error) {
	if err != nil || lines == nil {
		return err == nil, err
	}
	lines, end, err := s.lines(w, base, lines)
	switch {
	case err != nil:
		return false, err
	case end == editText:
		return s.inEditor(w, base, strings.Join(lines, "\n"))
	case end == leaveText:
		return false, nil
	}
	return s.saveText(w, base, strings.Join(lines, "\n"))
}

// started is the first lines of the text: what was typed before and is to be gone on
// with, what is saved and to be changed, or the first line that is typed. It is nil
// where all stays as it is.
func (s *session) started(w writing, base assessment.Value) ([]string, error) {
	if text, ok := s.typed[w.target]; ok {
		return s.goOn(w, base, text)
	}
	if base.State == assessment.Given {
		return s.again(w, base)
	}
	return s.firstLine(w, base)
}

// firstLine asks for the first line of a text.
func (s *session) firstLine(w writing, base assessment.Value) ([]string, error) {
	p := prompt{what: w.what, takes: endsWith, text: true, here: append(slices.Clone(w.here), editorCommand), help: textHelp}
	switch {
	case w.none != "":
		p.enter = w.none
	case base.IsAnswered():
		p.enter = "keeps " + lower(s.a.WordsAt(w.target, base))
	default:
		p.enter = "leaves it as it is"
	}
	r, err := s.ask(p)
	if end, ok := errors.AsType[*ended](err); ok && strings.TrimSpace(end.partial) != "" {
		s.keep(w.target, end.partial, base)
	}
	switch {
	case errors.Is(err, errEditor):
		_, err := s.inEditor(w, base, "")
		return nil, err
	case err != nil:
		return nil, err
	case r.empty, strings.TrimSpace(r.text) == ".":
		return nil, nil
	}
	s.sayIfCut(r.text)
	return []string{meantLine(r.text)}, nil
}

// meantLine is a line of text as it was meant: a full stop is typed as two, and so is
// a slash at the beginning.
func meantLine(line string) string {
	if strings.TrimRight(line, " ") == ".." {
		return "."
	}
	if strings.HasPrefix(line, "//") {
		return line[1:]
	}
	return line
}

// textWords are the commands in the middle of a text.
var textWords = []command{
	{names: []string{"read"}, what: "read what you have typed so far"},
	{names: []string{"editor"}, what: "go on in your own editor, the one that VISUAL or EDITOR names"},
	{names: []string{"drop"}, what: "take the last line back"},
	{names: []string{"later", "back"}, what: "leave the text for now, and keep it"},
	{names: []string{"discard"}, what: "throw away what you typed"},
	{names: []string{"help"}, what: "hear what these are"},
	{names: []string{"quit"}, what: "end favour, and keep the text"},
}

// almost is the command that a line of text was probably meant to be, and empty for
// none: one with its slash mistyped, or without its slash.
func almost(line string) string {
	word, slash := strings.CutPrefix(strings.TrimSpace(line), "/")
	if slash {
		word, _, _ = strings.Cut(word, " ")
	}
	var known []string
	for _, c := range textWords {
		known = append(known, c.names...)
	}
	if slices.Contains(known, strings.ToLower(word)) {
		return "/" + strings.ToLower(word)
	}
	if near := nearest.Names(word, known); slash && len(near) > 0 && !strings.Contains(word, "/") {
		return "/" + near[0]
	}
	return ""
}

// goOn offers what was typed before and is not saved.
func (s *session) goOn(w writing, base assessment.Value, text string) ([]string, error) {
	defer s.within()()
	s.say("%s: you typed this before, and it is not saved.", w.what)
	s.talk.quote(text)
	n, err := s.choose("Number", []string{"Save it", "Add to it", "Discard it", inYourEditor}, 0, "")
	switch {
	case err != nil:
		return nil, err
	case n == 1:
		_, err := s.saveText(w, base, text)
		return nil, err
	case n == 2:
		s.say("Go on, and end with a line with a single full stop.")
		return strings.Split(text, "\n"), nil
	case n == 4:
		_, err := s.inEditor(w, base, text)
		return nil, err
	}
	s.forget(w.target)
	s.say("It is gone.")
	return s.firstLine(w, base)
}

// again changes a text that is saved.
func (s *session) again(w writing, base assessment.Value) ([]string, error) {
	defer s.within()()
	s.say("%s, as it is saved:", w.what)
	s.talk.quote(base.Given)
	choices := []string{"Keep it", "Add to it", "Write it anew", "Change one line of it", "Take it away", inYourEditor}
	n, err := s.choose("Number", choices, 1, textHelp)
	if err != nil {
		return nil, err
	}
	switch n {
	case 2:
		s.say("Go on, and end with a line with a single full stop.")
		return strings.Split(base.Given, "\n"), nil
	case 3:
		w.none = "keeps the text that is saved"
		return s.firstLine(w, base)
	case 4:
		return nil, s.changeLine(w, base)
	case 5:
		_, err := s.saveText(w, base, "")
		return nil, err
	case 6:
		_, err := s.inEditor(w, base, base.Given)
		return nil, err
	}
	return nil, nil
}

// changeLine types one line of a saved text anew.
func (s *session) changeLine(w writing, base assessment.Value) error {
	lines := strings.Split(base.Given, "\n")
	n := 1
	if len(lines) > 1 {
		for i, l := range lines {
			s.say("%d. %s", i+1, l)
		}
		p := prompt{what: "Which line", takes: numbers(len(lines)), most: len(lines)}
		r, err := s.ask(p)
		if err != nil {
			return err
		}
		n = r.number
	}
	r, err := s.ask(prompt{what: "Line " + strconv.Itoa(n), takes: "the line anew", text: true, enter: "keeps it"})
	if end, ok := errors.AsType[*ended](err); ok && end.partial != "" {
		lines[n-1] = end.partial
		s.keep(w.target, strings.Join(lines, "\n"), base)
	}
	if err != nil || r.empty {
		return err
	}
	lines[n-1] = r.text
	_, err = s.saveText(w, base, strings.Join(lines, "\n"))
	return err
}

// An ending is how the typing of a text has ended.
type ending int

const (
	saveText ending = iota
	leaveText
	editText // in the person's own editor
)

// mostOfTerminal is how much of a line the terminals of Linux pass on; the rest of a
// longer one is lost before any program sees it.
const mostOfTerminal = 4095

// sayIfCut says of a line as long as some terminals pass on that it may have been longer.
func (s *session) sayIfCut(line string) {
	if !s.Echo && len(line) == mostOfTerminal {
		s.say("That line is as long as this terminal passes on, %s bytes: if it was longer, the rest is lost. Break it into shorter ones, or write it with /editor.", assessment.Thousands(mostOfTerminal))
	}
}

// lines takes the lines of a text behind those that there are.
func (s *session) lines(w writing, base assessment.Value, lines []string) ([]string, ending, error) {
	defer s.within()()
	kept, since := "", time.Time{}
	keep := func() {
		if text := strings.Join(lines, "\n"); text != kept {
			s.keep(w.target, text, base)
			kept, since = text, time.Now()
		}
	}
	for {
		if time.Since(since) > draftEvery {
			keep() // the text may come faster than a disk is written
		}
		l, err := s.talk.read("", keep)
		if end, ok := errors.AsType[*ended](err); ok {
			if end.partial != "" {
				lines = append(lines, end.partial)
			}
			keep()
		}
		if err != nil {
			return nil, leaveText, err
		}
		switch text := strings.TrimRight(l.text, " \t"); {
		case text == ".":
			return lines, saveText, nil
		case l.long:
			s.say("That line is longer than any text may be, and was not taken.")
		case text == "/later", text == "/back":
			keep()
			s.say("Not saved. What you typed is kept, and offered again when you come back to it.")
			return nil, leaveText, nil
		case text == "/discard":
			s.forget(w.target)
			s.say("It is gone; what was saved before stands.")
			return nil, leaveText, nil
		case text == "/drop":
			if len(lines) > 0 {
				s.say("Taken back: %s", assessment.Shorten(lines[len(lines)-1]))
				lines = lines[:len(lines)-1]
			}
		case text == "/read":
			all := strings.Join(lines, "\n")
			s.talk.quote(all)
			s.say("%s.", s.length(w.target, all))
		case text == "/editor":
			return lines, editText, nil
		case text == "/help", text == "/?":
			s.say("%s", textHelp)
		case text == "/quit":
			keep()
			return nil, leaveText, errQuit
		default:
			lines = append(lines, meantLine(l.text))
			if c := almost(l.text); c != "" {
				s.say("%q was taken as a line of your text; the command is %s, and /drop takes the line back.", assessment.Shorten(text), c)
			}
			s.sayIfCut(l.text)
		}
	}
}

// saveText records a text that was typed. What cannot be saved as it is stays kept
// as it was typed.
func (s *session) saveText(w writing, base assessment.Value, text string) (bool, error) {
	parse := w.parse
	if parse == nil {
		parse = assessment.ParseText
	}
	v, err := parse(text)
	if err != nil {
		s.keep(w.target, text, base)
		s.say("Not saved. %s What you typed is kept.", sentence(err))
		return false, nil
	}
	if w.save != nil {
		if text != "" {
			s.keep(w.target, text, base) // for more may be asked before it is saved
		}
		ok, err := w.save(s, v)
		if ok {
			s.forget(w.target)
		}
		return ok, err
	}
	if now := s.a.At(w.target); now == v {
		s.forget(w.target)
		s.say("That is what is saved already.")
		return true, nil
	} else if now != base {
		mine, err := s.settleClash(journal.Clash(s.a, w.target, v))
		if err != nil || !mine {
			if err == nil {
				s.forget(w.target)
			}
			return false, err
		}
	}
	ok, err := s.record("", assessment.Edit{Target: w.target, New: v})
	if good := s.a.GoodLength(w.target); ok && good > 0 && wordsIn(text) > good {
		s.say("%s.", s.length(w.target, text))
	}
	return ok, err
}

// length is how long a text of t is, in words.
func (s *session) length(t assessment.Target, text string) string {
	return assessment.LengthWords(wordsIn(text), s.a.GoodLength(t))
}

func wordsIn(text string) int { return len(strings.Fields(text)) }

// writeNarrative writes what HMIC will read.
func (s *session) writeNarrative(string) error {
	_, err := s.write(writing{what: s.item() + " What HMIC will read", target: assessment.Narrative(s.item())})
	return err
}

// writeInternal writes the note that never leaves.
func (s *session) writeInternal(string) error {
	_, err := s.write(writing{what: s.item() + " Internal note, which is never exported", target: assessment.Internal(s.item())})
	return err
}
