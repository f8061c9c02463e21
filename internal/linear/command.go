package linear

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/search"
)

// A command is something that a person can have done wherever they are.
type command struct {
	names []string // the first is the one that help names
	args  string   // what stands behind it, as help shows it; empty for nothing
	what  string   // what it does, a sentence without its full stop
	needs need
	// asks says that it asks something of its own, so that it cannot be done in the
	// middle of something else that does.
	asks bool
	do   func(s *session, args string) error
}

// A need is what must be so for a command to be of use.
type need uint8

const (
	anAssessment need = 1 << iota // one is open
	aQuestion                     // the place is about one
	aChange                       // the return can be changed
)

// The commands that are open everywhere, in the order in which help lists them.
var commandGroups []struct {
	title string
	all   []command
}

func init() { // for help is among them
	commandGroups = []struct {
		title string
		all   []command
	}{
		{"Going about", []command{
			{names: []string{"next"}, what: "go to the next question", needs: aQuestion, do: func(s *session, _ string) error { return s.step(1) }},
			{names: []string{"previous"}, what: "go to the question before", needs: aQuestion, do: func(s *session, _ string) error { return s.step(-1) }},
			{names: []string{"back"}, what: "go to the part before, or to where you were before; nothing is lost", do: func(*session, string) error { return errBack }},
			{names: []string{"leave", "up"}, what: "leave the question for where you came from, such as a list, past its parts", needs: aQuestion, do: func(s *session, _ string) error { s.back(); return errAgain }},
			{names: []string{"forward"}, what: "go where you were before you went back", do: (*session).forward},
			{names: []string{"go"}, args: "REFERENCE", what: "go to a question by its reference, such as go BUS-07, by its number in the section, or by words of its title; the reference alone does too", needs: anAssessment, do: (*session).goReference},
			{names: []string{"find"}, args: "WORDS", what: "find questions by their words, answers or notes; a word behind ! must not be there", needs: anAssessment, do: (*session).find},
			{names: []string{"list"}, args: "WHICH", what: "list the questions of this section, or of the whole: list unanswered, list not met, list attention, list mine", needs: anAssessment, do: (*session).listQuestions},
			{names: []string{"resume"}, what: "go to the question where you were last, or to the first that is not answered", needs: anAssessment, do: (*session).goWhereLast},
			{names: []string{"contents", "sections", "home"}, what: "list the sections and how far each has come", needs: anAssessment, do: func(*session, string) error { return goTo(newContents()) }},
		}},
		{"On a question", []command{
			{names: []string{"show", "read"}, what: "read the question and all of its answer, with a number for each part", needs: anAssessment | aQuestion, do: (*session).show},
			{names: []string{"change"}, args: "NUMBER", what: "change a part of the answer, by its number in show", needs: anAssessment | aQuestion | aChange, do: (*session).changePart},
			{names: []string{"why"}, what: "hear why it is asked, what good evidence is, and the sources", needs: anAssessment | aQuestion, do: (*session).why},
			{names: []string{"note", "narrative"}, what: "write what HMIC will read", needs: anAssessment | aQuestion | aChange, asks: true, do: (*session).writeNarrative},
			{names: []string{"internal"}, what: "write the internal note, which never leaves", needs: anAssessment | aQuestion | aChange, asks: true, do: (*session).writeInternal},
			{names: []string{"evidence"}, what: "list the evidence, to add, change or link some", needs: anAssessment, do: func(s *session, _ string) error { return goTo(newEvidence(s.item())) }},
			{names: []string{"actions", "action"}, what: "list the actions, to add or change some", needs: anAssessment, do: func(s *session, _ string) error { return goTo(newActions(s.item())) }},
			{names: []string{"still true", "="}, what: "say that last time's answer is still true", needs: anAssessment | aQuestion | aChange, do: (*session).stillTrue},
			{names: []string{"last time"}, what: "read last time's answer in full, and how the question was worded then", needs: anAssessment | aQuestion, do: (*session).lastTime},
			{names: []string{"history"}, what: "list who changed what and when, on a question or in all", needs: anAssessment, do: func(s *session, _ string) error { return goTo(newHistory(s.item())) }},
			{names: []string{"assign"}, what: "say who is to answer the question, or the section", needs: anAssessment | aChange, asks: true, do: (*session).assign},
			{names: []string{"accept"}, args: "REFERENCE", what: "accept the answer, as its reviewer: of this question, or of another one by its reference", needs: anAssessment | aChange, do: (*session).accept},
			{names: []string{"return"}, args: "REFERENCE", what: "return a question, as its reviewer, with a note of what is wanted", needs: anAssessment | aChange, asks: true, do: (*session).returnItem},
			{names: []string{"reply"}, what: "answer the note with which a reviewer returned the question", needs: anAssessment | aQuestion | aChange, asks: true, do: (*session).reply},
			{names: []string{"complete"}, what: "say that the section is complete, or that it is not", needs: anAssessment | aChange, do: (*session).toggleComplete},
		}},
		{"On the whole return", []command{
			{names: []string{"check"}, what: "hear what speaks against sending the return", needs: anAssessment, do: func(*session, string) error { return goTo(newCheck()) }},
			{names: []string{"answers"}, what: "read every question with its answer, section by section", needs: anAssessment, do: func(*session, string) error { return goTo(&answers{}) }},
			{names: []string{"progress", "status"}, what: "hear how far each section has come, and what is left until the deadline", needs: anAssessment, do: (*session).progress},
			{names: []string{"people"}, what: "list who has what to do, and who is waited on", needs: anAssessment, do: func(*session, string) error { return goTo(newPeople()) }},
			{names: []string{"all evidence", "register"}, what: "list the evidence of all answers, and look at its files", needs: anAssessment, do: func(*session, string) error { return goTo(newEvidence("")) }},
			{names: []string{"all actions"}, what: "list all that the force has undertaken to do", needs: anAssessment, do: func(*session, string) error { return goTo(newActions("")) }},
			{names: []string{"all history"}, what: "list every change of the assessment", needs: anAssessment, do: func(*session, string) error { return goTo(newHistory("")) }},
			{names: []string{"compare"}, what: "compare the answers with last time", needs: anAssessment, do: (*session).compare},
			{names: []string{"details"}, what: "change the period, the deadline, the marking or who leads", needs: anAssessment | aChange, asks: true, do: (*session).changeDetails},
			{names: []string{"sign"}, what: "sign the return", needs: anAssessment, asks: true, do: (*session).sign},
			{names: []string{"warnings"}, what: "list the warnings that whoever signs takes note of, to acknowledge them or take that back", needs: anAssessment, do: func(*session, string) error { return goTo(newWarnings()) }},
			{names: []string{"signatures"}, what: "hear who has signed the return, and what the signatures are under", needs: anAssessment, do: (*session).signatures},
			{names: []string{"reopen"}, what: "reopen a signed return, so that it can be changed, and say why", needs: anAssessment, asks: true, do: (*session).reopen},
			{names: []string{"export"}, what: "write the summary for HMIC", needs: anAssessment, asks: true, do: (*session).export},
			{names: []string{"receipts"}, what: "list what was exported before", do: func(*session, string) error { return goTo(newReceipts()) }},
			{names: []string{"import"}, what: "take over answers that a colleague has filled in", needs: anAssessment | aChange, asks: true, do: (*session).importReply},
			{names: []string{"undo"}, what: "undo the last change", needs: anAssessment | aChange, asks: true, do: (*session).undo},
			{names: []string{"redo"}, what: "make the last undone change again", needs: anAssessment | aChange, asks: true, do: (*session).redo},
		}},
		{"Beside that", []command{
			{names: []string{"assessments"}, what: "list the assessments, to open or start another", do: func(s *session, _ string) error { return goTo(newHome()) }},
			{names: []string{"who"}, what: "change the name and role that your changes are kept with", asks: true, do: (*session).changeAuthor},
			{names: []string{"settings"}, what: "list what you can set, such as how dates are said and where exports go, and change it", do: func(*session, string) error { return goTo(newSettings()) }},
			{names: []string{"where"}, what: "hear where your answers are kept", do: (*session).where},
			{names: []string{"hints"}, args: "on or off", what: "have prompts say what can be typed, or not", do: (*session).setHints},
			{names: []string{"help", "?"}, args: "WORDS", what: "hear what can be typed here, what a command does, or which commands have to do with those words; help all says all of it"},
			{names: []string{"quit", "exit", "q"}, what: "end favour; everything that you answered is saved", do: func(*session, string) error { return errQuit }},
		}},
	}
}

// everywhere are the commands of all groups.
func everywhere() []command {
	var all []command
	for _, g := range commandGroups {
		all = append(all, g.all...)
	}
	return all
}

// all are the commands of a prompt: its own first.
func (s *session) all(p *prompt) []command { return append(slices.Clone(p.here), everywhere()...) }

// open are those of all that would do something now.
func (s *session) open(p *prompt) []command {
	return slices.DeleteFunc(s.all(p), func(c command) bool { return s.barred(c) != "" })
}

// barred is why a command cannot be done now, and empty if it can.
func (s *session) barred(c command) string {
	switch {
	case c.needs&anAssessment != 0 && !s.isOpen:
		return "No assessment is open. Open or start one first."
	case c.needs&aQuestion != 0 && s.item() == "":
		return "That is about a question. Go to one first: by its number here, or with go and its reference."
	case c.needs&aChange != 0 && s.locked() != "":
		return s.locked()
	case c.asks && s.depth > 0:
		return "That cannot be done in the middle of this. Finish this first, or leave it with back."
	}
	return ""
}

// findCommand is the command with which text begins, the longest name first, and
// what stands behind it.
func findCommand(all []command, text string) (c command, args string, ok bool) {
	found := ""
	for _, x := range all {
		for _, name := range x.names {
			rest, begins := cutName(text, name)
			if begins && len(name) > len(found) {
				c, args, found, ok = x, rest, name, true
			}
		}
	}
	return c, args, ok
}

// cutName reports whether text begins with the name of a command, as words of its
// own, and returns what is behind it and a colon.
func cutName(text, name string) (string, bool) {
	for word := range strings.FieldsSeq(name) {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
			return "", false
		}
		text = text[len(word):]
		if r, _ := utf8.DecodeRuneInString(text); text != "" && r != ':' && !unicode.IsSpace(r) {
			return "", false
		}
	}
	return strings.TrimSpace(strings.TrimPrefix(text, ":")), true
}

// usage is a command as help shows it.
func (c command) usage() string {
	if c.args == "" {
		return c.names[0]
	}
	return c.names[0] + " " + c.args
}

// help says what can be typed at a prompt, or what a command does.
func (s *session) help(p *prompt, about string) {
	switch about {
	case "":
		s.helpHere(p)
		return
	case "all", "ALL":
		s.helpAll(p)
		return
	}
	c, args, ok := findCommand(s.all(p), about)
	if !ok || args != "" {
		s.searchHelp(p, about)
		return
	}
	s.say("%s: %s.", slashed(p.text, c.usage()), c.what)
	if len(c.names) > 1 {
		s.say("%s will do as well.", assessment.Capital(orList(c.names[1:])))
	}
	if why := s.barred(c); why != "" {
		s.say("Not now: %s", why)
	}
}

// mostHelp is how many commands a search in the help says.
const mostHelp = 10

// searchHelp says the commands in whose names or help all the words are: those of
// everywhere, of here, and of other places.
func (s *session) searchHelp(p *prompt, words string) {
	var found []string
	look := func(c command, text bool, where string) {
		if hasAll(strings.ToLower(strings.Join(c.names, " ")+" "+c.args+" "+c.what), words) {
			found = append(found, slashed(text || p.text, c.usage())+where+": "+c.what+".")
		}
	}
	for _, c := range s.all(p) {
		look(c, false, "")
	}
	for _, x := range s.elsewhere() {
		for _, c := range x.all {
			look(c, x.text, ", "+x.where)
		}
	}
	slices.SortStableFunc(found, strings.Compare)
	found = slices.Compact(found)
	switch n := len(found); {
	case n == 0:
		s.say("There is no command %q, and no help with those words.%s Type %s to hear what there is.", assessment.Shorten(words), s.meant(p, words), slashed(p.text, "help"))
		return
	case n > mostHelp:
		s.say("%d commands have to do with %q; these are the first %d.", n, assessment.Shorten(words), mostHelp)
	default:
		s.say("%d %s to do with %q.", n, assessment.Plural(n, "command has", "commands have"), assessment.Shorten(words))
	}
	for _, line := range found[:min(mostHelp, len(found))] {
		s.say("%s", line)
	}
}

// A there is some commands that are not open everywhere, and where they are.
type there struct {
	where string
	text  bool // any text is an answer there
	all   []command
}

// elsewhere are the commands that only some places have.
func (s *session) elsewhere() []there {
	list := newFound("", search.All)
	return []there{
		{"at an answer", false, (&question{}).states(nil, nil, assessment.Target{})},
		{"in a text of several lines", true, textWords},
		{"in a form", true, []command{emptyCommand, saveCommand, revertCommand}},
		{"in a list", false, []command{list.againCommand()}},
		{"in a list of questions", false, []command{list.severalCommand()}},
		{"in what find or list has found", false, list.here(s)},
		{"among the evidence", false, newEvidence("").here(s)},
		{"among the actions", false, newActions("").here(s)},
		{"among people", false, newPeople().here(s)},
		{"among the warnings", false, newWarnings().here(s)},
		{"in compare", false, newCompare("").here(s)},
		{"among the assessments", false, newHome().here(s)},
		{"in the settings", false, newSettings().here(s)},
	}
}

// helpHere says what is asked, what can be done here and nowhere else, and names
// the rest.
func (s *session) helpHere(p *prompt) {
	if p.help != "" {
		s.say("%s", p.help)
	} else {
		s.say("%s.", p.wanted())
	}
	if p.enter != "" {
		s.say("Enter %s.", p.enter)
	}
	for _, c := range p.here {
		if s.barred(c) == "" {
			s.say("%s: %s.", slashed(p.text, c.usage()), c.what)
		}
	}
	var names []string
	for _, c := range everywhere() {
		if s.barred(c) == "" && !slices.ContainsFunc(p.here, func(x command) bool { return x.names[0] == c.names[0] }) {
			names = append(names, slashed(p.text, c.names[0]))
		}
	}
	s.say("Also: %s.", strings.Join(names, ", "))
	s.say("%s and a command says what it does, %s and other words looks for them in the help, and %s says all of it.", slashed(p.text, "help"), slashed(p.text, "help"), slashed(p.text, "help all"))
}

// helpAll says what every command does.
func (s *session) helpAll(p *prompt) {
	for _, g := range commandGroups {
		s.gap()
		s.say("%s", g.title)
		for _, c := range g.all {
			why := ""
			if s.barred(c) != "" {
				why = " (not now)"
			}
			s.say("%s: %s%s.", slashed(p.text, c.usage()), c.what, why)
		}
	}
	for _, x := range s.elsewhere() {
		s.gap()
		s.say("%s", assessment.Capital(x.where))
		for _, c := range x.all {
			s.say("%s: %s.", slashed(x.text || p.text, c.usage()), c.what)
		}
	}
	s.gap()
}

// setHints has prompts say what can be typed, or not.
func (s *session) setHints(args string) error {
	switch strings.ToLower(args) {
	case "on":
		s.hints = true
		s.say("Hints are on.")
	case "off":
		s.hints = false
		s.say("Hints are off; help still says everything.")
	default:
		s.say("Type hints on, or hints off.")
	}
	return nil
}
