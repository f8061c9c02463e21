package linear

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/nearest"
	"favour/internal/search"
)

// A prompt is one thing that is asked.
type prompt struct {
	what  string // that is asked, such as Received
	takes string // what can be typed, such as a number; empty to say nothing of it
	enter string // what Enter does, such as keeps 84; empty where it does nothing
	most  int    // numbers from 1 to this are choices
	need  string // said where nothing is typed and that is no answer; empty to say what can be

	text bool // any text is an answer, and commands begin with a slash
	path bool // of a text: it may be a path, so that what is no command may begin with one
	// reference says of a text that it is the reference of a question.
	reference bool
	free      bool // what is no command is handed back; otherwise only numbers are taken
	// fresh hands back after each command, with errAgain, for the prompt depends on
	// what a command may have changed.
	fresh bool

	help string    // a sentence or more, for ?
	here []command // that are only open here; they come before those of everywhere
}

// A reply is what was typed at a prompt.
type reply struct {
	text   string // as it was typed, if it is no number
	number int    // the choice, from 1; nought if it is none
	empty  bool   // nothing but Enter
}

// errAgain says that a command has been done, and that the prompt is to be put
// again as it would be now.
var errAgain = errors.New("ask again")

// words is the prompt as it is said.
func (p *prompt) words(hints bool) string {
	var parts []string
	if hints {
		if p.takes != "" {
			parts = append(parts, p.takes)
		}
		parts = append(parts, "help for more")
	}
	if p.enter != "" {
		parts = append(parts, "Enter "+p.enter)
	}
	if len(parts) == 0 {
		return p.what + ":"
	}
	return p.what + " (" + strings.Join(parts, ", ") + "):"
}

// always are the commands that are no answer at any prompt.
var always = []string{"help", "?", "back", "quit"}

func isAlways(text string) bool {
	return slices.ContainsFunc(always, func(name string) bool { return strings.EqualFold(name, text) })
}

// slashed is a command as it is typed where any text is an answer, or is not.
func slashed(text bool, name string) string {
	if text && !isAlways(name) {
		return "/" + name
	}
	return name
}

// ask puts a prompt until it is answered. Commands are done meanwhile.
func (s *session) ask(p prompt) (reply, error) {
	if p.text && s.once("slash") {
		s.say("Any text is an answer at such a prompt, so commands begin with a slash there, such as /contents; only help, back and quit do without. Text that begins with a slash is typed with two.")
	}
	for {
		l, err := s.talk.read(p.words(s.hints), nil)
		if err != nil {
			return reply{text: l.text}, err
		}
		text := strings.TrimSpace(l.text)
		switch {
		case l.long:
			s.say("That line is longer than any text may be, and was not taken.")
			continue
		case text == "" && p.enter != "":
			return reply{empty: true}, nil
		case text == "" && p.need != "":
			s.say("%s", p.need)
			continue
		case text == "":
			s.say("Nothing was typed. %s", p.wants())
			continue
		case p.text && strings.HasPrefix(text, "//"):
			return reply{text: strings.Replace(l.text, "//", "/", 1)}, nil
		case p.text && !strings.HasPrefix(text, "/") && !isAlways(text):
			if c, args, ok := findCommand(s.all(&p), text); ok && args == "" {
				s.say("%q was taken as your text; the command is /%s.", text, c.names[0])
			} else if id := s.named(text); id != "" && !p.reference {
				s.say("%q was taken as your text; /%s goes there.", text, id)
			}
			return reply{text: l.text}, nil
		}
		if n, ok := number(text); ok && p.most > 0 && !p.text {
			if n >= 1 && n <= p.most {
				return reply{number: n}, nil
			}
			s.say("There is no %d here. %s", n, p.wants())
			continue
		}
		done, err := s.command(&p, strings.TrimPrefix(text, "/"))
		switch {
		case err != nil:
			return reply{}, err
		case done && p.fresh:
			return reply{}, errAgain
		case done:
		case p.path, p.free && !strings.HasPrefix(text, "/"):
			return reply{text: l.text}, nil
		default:
			s.unknown(&p, text)
		}
	}
}

// wants says what can be typed.
func (p *prompt) wants() string { return p.wanted() + ", or " + slashed(p.text, "help") + "." }

// wanted is wants to who has asked for help.
func (p *prompt) wanted() string {
	switch {
	case strings.HasPrefix(p.takes, "such as"):
		return "Type something " + p.takes
	case p.takes != "":
		return "Type " + p.takes
	case p.most > 0:
		return "Type " + numbers(p.most)
	}
	return "Type a command"
}

// numbers is a range of choices.
func numbers(most int) string {
	switch most {
	case 1:
		return "1"
	case 2:
		return "1 or 2"
	}
	return fmt.Sprintf("1 to %d", most)
}

// unknown says that what was typed is neither an answer nor a command.
func (s *session) unknown(p *prompt, text string) {
	word := strings.TrimPrefix(text, "/")
	for _, x := range s.elsewhere() {
		if c, _, ok := findCommand(x.all, word); ok {
			s.say("%q is a command %s, and not here. %s", slashed(x.text || p.text, c.names[0]), x.where, p.wants())
			return
		}
	}
	s.say("%q is neither an answer here nor a command.%s %s", assessment.Shorten(text), s.meant(p, word), p.wants())
}

// meant is a guess at a command that was mistyped, and empty without one.
func (s *session) meant(p *prompt, word string) string {
	var known []string
	for _, c := range s.open(p) {
		known = append(known, c.names...)
	}
	near := nearest.Names(strings.ToLower(word), known)
	if first, _, more := strings.Cut(word, " "); more && len(near) == 0 {
		near = nearest.Names(strings.ToLower(first), known)
	}
	if len(near) == 0 {
		return ""
	}
	for i := range near {
		near[i] = slashed(p.text, near[i])
	}
	return " Did you mean " + orList(near) + "?"
}

// command does what text stands for, and reports false if that is no command.
func (s *session) command(p *prompt, text string) (bool, error) {
	if strings.HasPrefix(text, "?") {
		s.help(p, strings.TrimSpace(text[1:]))
		return true, nil
	}
	c, args, ok := findCommand(s.all(p), text)
	if !ok {
		return s.reference(text)
	}
	if why := s.barred(c); why != "" {
		s.say("%s", why)
		return true, nil
	}
	if args != "" && c.args == "" {
		s.say("%s takes no words behind it.", assessment.Capital(c.names[0]))
		return true, nil
	}
	if c.names[0] == "help" {
		s.help(p, args)
		return true, nil
	}
	err := c.do(s, args)
	if c.asks {
		err = left(err)
	}
	return true, err
}

// left is err of something that asked: who goes back from it leaves that, and not
// the place where they had it done.
func left(err error) error {
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// reference goes to the item that text names, if it is the id of one.
func (s *session) reference(text string) (bool, error) {
	if id := s.named(text); id != "" {
		return true, goTo(&question{id: id})
	}
	return false, nil
}

// named is the id of the item that text is the reference of, and empty for none.
func (s *session) named(text string) string {
	if s.list() == nil || !strings.ContainsAny(text, "0123456789") {
		return ""
	}
	for _, it := range s.list().Items() {
		if search.Rank(it.ID, text) == 0 {
			return it.ID
		}
	}
	return ""
}

// choose asks for one of several choices. Where there is a default, Enter is that
// one; it is a number from 1, and nought for none.
func (s *session) choose(what string, choices []string, byDefault int, help string, here ...command) (int, error) {
	for i, c := range choices {
		s.say("%d. %s", i+1, c)
	}
	return s.chooseAgain(what, choices, byDefault, help, here...)
}

// chooseAgain is choose for choices that have just been said.
func (s *session) chooseAgain(what string, choices []string, byDefault int, help string, here ...command) (int, error) {
	p := prompt{what: what, takes: numbers(len(choices)), most: len(choices), free: true, help: help, here: here}
	if byDefault > 0 {
		p.enter = "is " + strconv.Itoa(byDefault) + ", " + lower(choices[byDefault-1])
	}
	for {
		r, err := s.ask(p)
		switch {
		case err != nil:
			return 0, err
		case r.empty:
			return byDefault, nil
		case r.number > 0:
			return r.number, nil
		}
		for i, c := range choices {
			if strings.EqualFold(strings.TrimSpace(r.text), strings.TrimSuffix(c, ".")) {
				return i + 1, nil
			}
		}
		s.unknown(&p, r.text)
	}
}

// yes asks a question of which the answer is yes or no; no unless yes is typed.
func (s *session) yes(what string) (bool, error) {
	p := prompt{what: what, takes: "1 yes, 2 no", enter: "is no", most: 2, free: true}
	for {
		r, err := s.ask(p)
		if err != nil || r.empty || r.number > 0 {
			return r.number == 1, err
		}
		switch strings.ToLower(strings.TrimSpace(r.text)) {
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		s.unknown(&p, r.text)
	}
}

// number is the number that text is, and false if it is none.
func number(text string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(text), "."))
	return n, err == nil
}

// once reports whether it is the first time that it is asked about that.
func (s *session) once(about string) bool {
	first := !s.told[about]
	s.told[about] = true
	return first
}

// orList is words as "a, b or c", and andList as "a, b and c".
func orList(words []string) string  { return nearest.Listed(words, "or") }
func andList(words []string) string { return nearest.Listed(words, "and") }

// full is text with an end.
func full(text string) string {
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "…") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// lower is s with a small first letter, unless its first word is in capitals, and
// without a full stop, for the middle of a sentence.
func lower(s string) string {
	s = strings.TrimSuffix(s, ".")
	first, _, _ := strings.Cut(s, " ")
	if s == "" || first == strings.ToUpper(first) {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// list is the checklist of the assessment that is open, and nil if none is.
func (s *session) list() *checklist.Checklist {
	if !s.isOpen {
		return nil
	}
	return s.a.Checklist()
}
