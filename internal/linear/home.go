package linear

import (
	"context"
	"fmt"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/trouble"
)

// begin asks who is working if nobody knows, and goes to where the work is: the
// assessment that was asked for or the only one, the list of them, or the start of
// the first.
func (s *session) begin() error {
	if s.author.Name == "" {
		if err := s.welcome(); err != nil {
			return err
		}
	}
	s.push(newHome())
	if s.Open != "" {
		err := s.openAssessment(s.Open)
		if s.Tour {
			if left := s.tour(); left != nil {
				return left
			}
		}
		return err
	}
	list, err := s.assessments()
	switch {
	case err != nil: // which the list of them says
	case len(list) == 0:
		s.say("There is no assessment here yet, so you start one.")
		return s.start("")
	case len(list) == 1 && list[0].trouble == "":
		return s.openAssessment(list[0].id)
	}
	return nil
}

// A filed assessment is one line of the list of them.
type filed struct {
	id      string
	words   string
	trouble string // why it cannot be opened; empty if it can be
}

// assessments lists what is in the store.
func (s *session) assessments() ([]filed, error) {
	var all []filed
	for l, err := range s.Journal.List(context.Background()) {
		switch {
		case err != nil && l.ID == "":
			return all, err
		case err != nil:
			all = append(all, filed{id: l.ID, words: l.ID + " cannot be opened. " + trouble.Sentence(err), trouble: trouble.Sentence(err)})
		default:
			d, answered := s.shown(l.Assessment).Details(), 0
			for _, it := range l.Assessment.Checklist().Items() {
				if l.Assessment.Standing(it) != checklist.Unanswered {
					answered++
				}
			}
			all = append(all, filed{id: l.ID, words: fmt.Sprintf("%s, %s, %s: %d of %d answered, changed %s", d.Force.Name, d.PeriodWords(), l.ID,
				answered, l.Assessment.Checklist().Len(), s.day(l.Assessment.Changed()))})
		}
	}
	return all, nil
}

// newHome is the list of the assessments in the store.
func newHome() *listing {
	var list []filed
	var err error
	m := &listing{
		title: "the assessments",
		takes: "new, follow",
		help:  "A number opens that assessment.",
		heads: func(*session) []string {
			lines := []string{"Assessments"}
			if err != nil {
				lines = append(lines, "The store cannot be read. "+trouble.Sentence(err))
			} else if len(list) == 0 {
				lines = append(lines, "There is no assessment here yet.")
			}
			return lines
		},
		rows: func(s *session) []row {
			list, err = s.assessments()
			var rows []row
			for _, x := range list {
				rows = append(rows, row{key: x.id, text: x.words, open: func(s *session) error {
					if x.trouble != "" {
						s.say("It cannot be opened. %s", x.trouble)
						return nil
					}
					return s.openAssessment(x.id)
				}})
			}
			return rows
		},
	}
	m.here = func(*session) []command {
		return []command{
			{names: []string{"new"}, what: "start a new assessment", asks: true, do: func(s *session, _ string) error { return s.start("") }},
			{names: []string{"follow"}, args: "NUMBER", what: "start the next period, behind the assessment with that number", asks: true, do: func(s *session, args string) error {
				r, ok := m.numbered(s, args, "follow")
				if !ok {
					return nil
				}
				return s.start(r.key)
			}},
		}
	}
	m.enter = func(s *session) (string, func(*session) error) {
		switch {
		case err != nil:
			return "looks again", func(s *session) error { return m.again(s, "") }
		case len(list) == 0:
			return "starts one", func(s *session) error { return left(s.start("")) }
		case s.before() != "":
			return "goes back to " + s.before(), func(*session) error { return errBack }
		}
		return "", nil
	}
	return m
}

// openAssessment opens an assessment, offers back what was typed and not saved, and
// goes to its contents.
func (s *session) openAssessment(id string) error {
	a, err := s.Journal.Open(context.Background(), id)
	if err != nil {
		s.say("%s cannot be opened. %s", id, trouble.Sentence(err))
		return nil
	}
	if s.isOpen && s.a.ID() != id && !s.mayLeave() {
		return nil
	}
	s.take(a)
	if err := s.recover(); err != nil {
		return err
	}
	return goTo(newContents())
}

// take makes a the assessment that is worked on, and says which it is.
func (s *session) take(a assessment.Assessment) {
	s.hold(a)
	d := s.a.Details()
	s.gap()
	s.say("%s, %s, %s.", d.Force.Name, d.PeriodWords(), s.markingWords())
	if c := a.Checklist(); s.once("checklist " + c.Digest()) {
		s.sayChecklist(c)
	}
	if why := s.locked(); why != "" {
		s.say("It is read-only. %s", why)
	} else if words := s.lapseWords(); words != "" {
		s.say("%s", words)
	}
}

// sayChecklist says which checklist it is, and where it is from.
func (s *session) sayChecklist(c *checklist.Checklist) {
	s.say("%s, edition %s. %s", c.Title, c.Edition, c.Provenance)
	if c.Official != "" {
		s.say("The original: %s", c.Official)
	}
}

// hold is take without a word.
func (s *session) hold(a assessment.Assessment) {
	if !s.isOpen || s.a.ID() != a.ID() {
		clear(s.typed)    // which is in drafts, and offered when that assessment is opened again
		clear(s.lastCopy) // the reasons of one are not to be published with another
		clear(s.acknowledged)
		clear(s.decided)
		clear(s.files)
	}
	s.a, s.isOpen, s.unread = s.shown(a), true, ""
	s.places, s.ahead = s.places[:min(1, len(s.places))], nil
}

// markingWords is the protective marking, or that there is none.
func (s *session) markingWords() string {
	if m := s.a.Details().Marking; m != "" {
		return m
	}
	return "no protective marking chosen"
}

// welcome asks who is working, before anything else.
func (s *session) welcome() error {
	s.say("Your name and role are kept with every change that you make, so that others can see who answered what. They are never exported, and are not taken from the name that you log in with.")
	return s.askAuthor("A name is needed before anything can be recorded.")
}

func (s *session) askAuthor(need string) error {
	f := form{title: "Who you are", silent: s.author.Name == "", inputs: []input{
		{label: "Your name", hint: "such as A. Example", need: need, value: s.author.Name, was: s.author.Name},
		{label: "Your role", hint: "such as Inspector, professional standards", value: s.author.Role, was: s.author.Role},
	}}
	for {
		if ok, err := s.fill(&f); err != nil || !ok {
			if err == nil && s.author.Name == "" {
				s.say("%s Quit ends favour.", need)
				continue
			}
			return err
		}
		who, err := assessment.ParseAuthor(f.value(0))
		if err != nil || who.Role != "" {
			who = assessment.Author{Name: f.value(0)}
		}
		who.Role = f.value(1)
		s.author = who
		break
	}
	if s.Remember != nil {
		if err := s.Remember(s.author); err != nil {
			s.say("Your name could not be kept for the next time. %s", trouble.Sentence(err))
		} else if f, err := s.Keeper.Read(); err == nil {
			s.use(f.Settings)
		}
	}
	s.say("You are %s.", s.author)
	return nil
}

func (s *session) changeAuthor(string) error { return s.askAuthor("A name is needed.") }

// where says where the answers are.
func (s *session) where(string) error {
	switch {
	case s.Demo:
		s.say("This is a throw-away copy of an example: nothing you do here is kept.")
	case s.Store != "":
		s.say("Your answers are in %s.", s.Store)
	}
	s.say("Exports go to %s, unless you type another folder.", s.exportDir())
	return nil
}
