package linear

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/search"
)

// nobody is the key of what is assigned to nobody; a name is never this.
const nobody = "\x00"

// newPeople is who has what to do, those who are waited on longest first.
func newPeople() *listing {
	m := &listing{title: "people", takes: "actions", help: "A number lists what is left for that one to answer."}
	loads := func(s *session) []assessment.Load { return s.a.People(s.today()) }
	m.heads = func(s *session) []string {
		lines := []string{"People, and what each has to do"}
		if l := loads(s); len(l) == 1 && l[0].Name == "" {
			lines = append(lines, "Nothing is assigned yet. Assign, at a question or a section, says who is to answer it.")
		}
		return lines
	}
	m.rows = func(s *session) []row {
		var rows []row
		for _, l := range loads(s) {
			rows = append(rows, row{key: cmp.Or(l.Name, nobody), text: l.Words(), open: func(s *session) error {
				if l.Left() == 0 {
					s.say("There is no question left to answer.")
					return nil
				}
				return goTo(newFound("", search.WaitingOn(l.Name)))
			}})
		}
		return rows
	}
	m.here = func(*session) []command {
		return []command{{names: []string{"actions"}, args: "NUMBER", what: "list the actions of one of them", do: func(s *session, args string) error {
			r, ok := m.numbered(s, args, "actions")
			switch {
			case !ok:
				return nil
			case r.key == nobody:
				return goTo(newActions(""))
			}
			return goTo(newActionsOf(r.key))
		}}}
	}
	return m
}

// assign asks who is to answer the question of the place.
func (s *session) assign(string) error {
	id := s.item()
	if id == "" {
		s.say("Go to a question or a section first.")
		return nil
	}
	nobody := "Nobody"
	if section, ok := s.a.Checklist().SectionOf(id); ok {
		if who := s.a.At(assessment.AssignedSection(section.ID)).Given; who != "" {
			nobody = "Nobody by itself: " + who + ", as the section"
		}
	}
	return s.assignTo(assessment.AssignedItem(id), id, nobody)
}

// assignSection asks who is to answer those questions of a section that are nobody
// else's.
func (s *session) assignSection(of *checklist.Section) error {
	return s.assignTo(assessment.AssignedSection(of.ID), of.Title, "Nobody")
}

// assignTo asks for a person or a department: a name that is in use, by its number,
// or any other.
func (s *session) assignTo(t assessment.Target, what, nobody string) error {
	defer s.within()()
	names := s.a.Names(s.author, s.a.People(s.today()))
	s.say("Who is to answer %s? A person or a department; assignments are in no export.", what)
	for i, name := range names {
		s.say("%d. %s", i+1, name)
	}
	p := prompt{what: "Number or name", text: true, enter: "leaves it with nobody", here: []command{
		{names: []string{"nobody"}, what: "assign it to nobody", do: func(*session, string) error { return errEmpty }},
	}}
	now := s.a.At(t).Given
	if now != "" {
		p.enter, p.takes = "keeps "+now, "/nobody"
	}
	r, err := s.ask(p)
	name := strings.Join(strings.Fields(r.text), " ")
	if end, ok := errors.AsType[*ended](err); ok && strings.TrimSpace(end.partial) != "" {
		s.keep(t, strings.TrimSpace(end.partial), s.a.At(t))
	}
	switch {
	case isEmpty(err):
		name = ""
	case err != nil || r.empty:
		return err
	}
	if n, ok := number(name); ok && n >= 1 && n <= len(names) {
		name = names[n-1]
	}
	if why := (&input{}).problem(name); why != "" {
		s.say("%s", why)
		return nil
	}
	said := fmt.Sprintf("%s is assigned to %s.", what, name)
	if name == "" {
		said = fmt.Sprintf("%s is assigned to: %s.", what, lower(nobody))
	}
	return s.storeSaying(said, assessment.Edit{Target: t, New: assessment.Of(name)})
}

// Review.

// meantItem is the question that args name, or else the one that the place is about.
// It says what is wrong where there is none.
func (s *session) meantItem(args string) (string, bool) {
	id := s.item()
	if args != "" {
		id = s.named(args)
	}
	if id == "" {
		s.say("Say which question, by its reference, such as %s.", s.firstID())
	}
	return id, id != ""
}

// accept records that the person at work accepts the answer to a question.
func (s *session) accept(args string) error {
	id, ok := s.meantItem(args)
	if !ok {
		return nil
	}
	if s.a.Review(id).State == assessment.ReviewAccepted {
		s.say("It is accepted as it is.")
		return nil
	}
	edits, err := s.a.Accept(s.author, s.now(), id)
	if err != nil {
		s.say("%s", sentence(err))
		return nil
	}
	return s.storeSaying(id+" is accepted.", edits...)
}

// returnItem sends a question back, with a note of what is wanted.
func (s *session) returnItem(args string) error {
	id, ok := s.meantItem(args)
	if !ok {
		return nil
	}
	if r := s.a.Review(id); r.Note != "" {
		s.say("Returned before by %s on %s:", r.By, s.day(r.Time))
		s.talk.quote(r.Note)
		if r.Reply != "" {
			s.say("Answered:")
			s.talk.quote(r.Reply)
		}
	}
	t := assessment.Target{Kind: assessment.OnReview, ID: id, Part: assessment.PartNote}
	_, err := s.write(writing{what: "What is wanted of " + id, target: t, anew: true, none: "does not return it", save: func(s *session, v assessment.Value) (bool, error) {
		if !v.IsAnswered() {
			s.say("Not returned: say what is wanted, so that it can be done.")
			return false, nil
		}
		ok, err := s.store("", s.a.Return(s.author, s.now(), id, v.Given)...)
		if ok {
			to := ""
			if who := s.a.Assigned(id); who != "" {
				to = " to " + who
			}
			s.say("%s is returned%s, and waits for an answer to your note.", id, to)
		}
		return ok, err
	}})
	return err
}

// reply answers the note with which a reviewer returned the question.
func (s *session) reply(string) error {
	id := s.item()
	switch s.a.Review(id).State {
	case assessment.ReviewReturned, assessment.ReviewReplied:
	default:
		s.say("No reviewer has returned this question.")
		return nil
	}
	_, err := s.write(writing{what: id + " Answer to the reviewer's note", target: assessment.Reply(id)})
	return err
}
