package linear

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// A question is the place where one item is answered: its fields are asked one
// after the other, and behind the last one there is a prompt for all that goes with
// the answer. One that is answered already, in several fields, is read instead.
type question struct {
	id string

	begun bool     // it has been come to before
	at    int      // the field that is asked next, by its place in the item; behind them all is the end
	told  int      // the field that was introduced last, from 1
	read  bool     // the answer was read, and its fields are not asked one after the other
	ended bool     // what follows from the fields has been said
	said  []string // what that was
}

func (q *question) name() string { return q.id }
func (q *question) item() string { return q.id }

// A part is a part of the answer, with the number that show gives it.
type part struct {
	label string
	words string // what is saved
	text  string // a text that is saved, to be quoted below; then words is empty
	// field is its place in the item, and -1 for what is no field.
	field  int
	change func(*session) error // of what is no field
}

func (q *question) visit(s *session, arriving bool) error {
	it, _ := s.a.Item(q.id)
	if arriving {
		q.arrive(s, it)
	}
	if s.locked() != "" && q.at < len(it.Fields) {
		q.at, q.read, q.ended, q.said = len(it.Fields), true, true, s.consequences(it)
	}
	for q.at < len(it.Fields) && !s.a.Shown(it, &it.Fields[q.at]) {
		q.at++
	}
	var err error
	if q.at < len(it.Fields) {
		q.ended = false
		err = q.askField(s, it, &it.Fields[q.at])
	} else {
		err = q.askNext(s, it)
	}
	if errors.Is(err, errBack) && q.before(s, it) {
		return nil
	}
	return err
}

// before goes to the field before, and reports false if there is none.
func (q *question) before(s *session, it *checklist.Item) bool {
	if q.read && q.at < len(it.Fields) { // one part was to be changed
		q.at, q.ended = len(it.Fields), true
		return true
	}
	if q.read {
		return false
	}
	for i := q.at - 1; i >= 0; i-- {
		if s.a.Shown(it, &it.Fields[i]) {
			q.at, q.told = i, 0
			return true
		}
	}
	return false
}

// arrive says the question, and reads its answer where it is not to be asked for
// one by one. Who comes back to it hears only where they are.
func (q *question) arrive(s *session, it *checklist.Item) {
	section, n, of := s.position(it.ID)
	s.gap()
	s.say("%s, question %d of %d in %s: %s. %s.", it.ID, n, of, section.Title, it.Title, assessment.Capital(s.a.StandingWords(it)))
	if q.begun {
		q.told, q.ended = 0, false
		return
	}
	q.begun = true
	s.say("%s", it.Question)
	s.sayStatus(it)
	s.sayLast(it)
	shown := 0
	for i := range it.Fields {
		if s.a.Shown(it, &it.Fields[i]) {
			shown++
		}
	}
	q.read = s.locked() != "" || shown > 1 && s.a.Standing(it) != checklist.Unanswered
	if !q.read {
		return
	}
	s.sayParts(it)
	q.at, q.ended, q.said = len(it.Fields), true, s.consequences(it)
}

// position is where an item stands in its section, from 1, and of how many.
func (s *session) position(id string) (section *checklist.Section, n, of int) {
	section, _ = s.a.Checklist().SectionOf(id)
	n = 1 + slices.IndexFunc(section.Items, func(it checklist.Item) bool { return it.ID == id })
	return section, n, len(section.Items)
}

// sayStatus says whom the question is for, and what its reviewer has said.
func (s *session) sayStatus(it *checklist.Item) {
	if who := s.a.Assigned(it.ID); who != "" {
		s.say("For %s.", who)
	}
	r := s.a.Review(it.ID)
	if words := r.Said(s.day(r.Time)); words != "" {
		s.say("%s.", words)
	}
	if r.State == assessment.ReviewReturned || r.State == assessment.ReviewReplied {
		s.talk.quote(r.Note)
	}
	if r.State == assessment.ReviewReturned && s.locked() == "" {
		s.say("Type reply to answer the note.")
	}
}

// askNext says what follows from the fields, and asks where to go from here.
func (q *question) askNext(s *session, it *checklist.Item) error {
	if !q.ended {
		q.ended = true
		q.follows(s, it)
	}
	p := prompt{
		what: it.ID, most: len(s.parts(it)), fresh: true,
		takes: "show, note, evidence, action, leave",
		help:  "Show reads all of the answer with a number for each part, and a number changes that part. Note is what HMIC will read, internal the note that never leaves. Evidence and actions list what goes with the answer.",
	}
	next := s.neighbour(it.ID, 1)
	section, _ := s.a.Checklist().SectionOf(it.ID)
	if next != nil {
		p.enter = "goes on to " + next.ID
	} else {
		p.enter = "ends the section"
	}
	r, err := s.ask(p)
	switch {
	case err != nil:
		return err
	case r.number > 0:
		return s.changeNth(it, r.number)
	case next != nil:
		return goTo(&question{id: next.ID})
	}
	return s.endOfSection(section)
}

// endOfSection goes to the list of the section, of which that was the last question.
func (s *session) endOfSection(of *checklist.Section) error {
	s.say("That was the last question of %s.", of.Title)
	if !s.a.At(assessment.Complete(of.ID)).IsAnswered() && s.locked() == "" {
		s.say("Type complete if the section is complete.")
	}
	list := newSection(of)
	list.enter = func(s *session) (string, func(*session) error) { return s.behind(of) }
	return goTo(list)
}

// behind goes to the first question behind a section that is not answered, or to the
// contents if there is none.
func (s *session) behind(of *checklist.Section) (string, func(*session) error) {
	passed := false
	for section, it := range s.a.Checklist().Items() {
		if section.ID == of.ID {
			passed = true
		} else if passed && s.a.Standing(it) == checklist.Unanswered {
			return "goes to " + it.ID + ", " + it.Title + ", in " + section.Title, func(*session) error { return goTo(&question{id: it.ID}) }
		}
	}
	return "goes to the contents", func(*session) error { return goTo(newContents()) }
}

// neighbour is the question n further in the section, and nil if there is none.
func (s *session) neighbour(id string, n int) *checklist.Item {
	section, at, of := s.position(id)
	if at += n; at < 1 || at > of {
		return nil
	}
	return &section.Items[at-1]
}

// step goes to the question n further in the section.
func (s *session) step(n int) error {
	id := s.item()
	if it := s.neighbour(id, n); it != nil {
		return goTo(&question{id: it.ID})
	}
	section, _ := s.a.Checklist().SectionOf(id)
	if n > 0 {
		return s.endOfSection(section)
	}
	s.say("This is the first question of %s.", section.Title)
	return nil
}

// follows says what follows from the fields, as far as it was not said before.
func (q *question) follows(s *session, it *checklist.Item) {
	lines := s.consequences(it)
	for _, line := range lines {
		if !slices.Contains(q.said, line) {
			s.say("%s", line)
		}
	}
	q.said = lines
}

// consequences are what follows from the fields: what is not accounted for, what does
// not add up, and what a release would say.
func (s *session) consequences(it *checklist.Item) []string {
	var lines []string
	if rest, ok := s.a.Remainder(it); ok && rest > 0 {
		lines = append(lines, fmt.Sprintf("Not accounted for: %s.", assessment.Thousands(rest)))
	}
	for _, f := range s.problems(it.ID) {
		lines = append(lines, assessment.Capital(string(f.Severity))+": "+f.Text)
	}
	if text := s.a.Statement(it); text != "" && s.a.Touched(it) {
		lines = append(lines, "The release would say: "+text)
	}
	return lines
}

// problems are the findings on an item that need attention. What its reviewer said
// stands under the question.
func (s *session) problems(id string) []assessment.Finding {
	return slices.DeleteFunc(slices.Clone(s.count().Findings), func(f assessment.Finding) bool {
		known := f.Field == assessment.AtReview && f.Code != assessment.CodeChanged
		return f.Item != id || known || f.Severity == assessment.Note && f.Code != assessment.CodeNotAsked
	})
}

// parts are the parts of the answer to an item, in the order of their numbers.
func (s *session) parts(it *checklist.Item) []part {
	var all []part
	for i := range it.Fields {
		f := &it.Fields[i]
		if !s.a.Shown(it, f) {
			continue
		}
		p := part{label: f.Label, words: s.a.Words(f, s.a.Field(it, f)), field: i}
		if f.Kind == checklist.Text && long(p.words) {
			p.words, p.text = "", p.words
		}
		all = append(all, p)
	}
	text := func(label, none string, t assessment.Target, change func(*session, string) error) {
		p := part{label: label, words: none, field: -1, change: func(s *session) error { return change(s, "") }}
		if given := s.a.At(t).Given; given != "" {
			p.words, p.text = "", given
		}
		all = append(all, p)
	}
	if r := s.a.Review(it.ID).State; r == assessment.ReviewReturned || r == assessment.ReviewReplied {
		text("Answer to the reviewer's note", "none yet; the reviewer waits for it", assessment.Reply(it.ID), (*session).reply)
	}
	text("What HMIC will read", "none", assessment.Narrative(it.ID), (*session).writeNarrative)
	text("Internal note, which is never exported", "none", assessment.Internal(it.ID), (*session).writeInternal)
	var titles, whats []string
	for _, e := range s.a.EvidenceFor(it.ID) {
		titles = append(titles, e.Title)
	}
	for _, x := range s.a.ActionsFor(it.ID) {
		whats = append(whats, s.actionWords(x))
	}
	return append(all,
		part{label: "Evidence", words: listWords(titles), field: -1, change: func(*session) error { return goTo(newEvidence(it.ID)) }},
		part{label: "Actions", words: listWords(whats), field: -1, change: func(*session) error { return goTo(newActions(it.ID)) }})
}

func listWords(all []string) string {
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, "; ")
}

// sayParts reads the answer to an item, with a number for each part.
func (s *session) sayParts(it *checklist.Item) {
	for i, p := range s.parts(it) {
		s.say("%d. %s: %s", i+1, p.label, p.words)
		if p.text != "" {
			s.talk.quote(p.text)
		}
	}
	for _, line := range s.consequences(it) {
		s.say("%s", line)
	}
}

// show reads the question and all of its answer.
func (s *session) show(string) error {
	it, _ := s.a.Item(s.item())
	s.say("%s", it.Question)
	s.sayParts(it)
	return nil
}

// changePart changes the part of the answer that args give the number of.
func (s *session) changePart(args string) error {
	it, _ := s.a.Item(s.item())
	n, err := strconv.Atoi(args)
	if err != nil || n < 1 || n > len(s.parts(it)) {
		s.say("Type change and the number of a part, %s; show reads them.", numbers(len(s.parts(it))))
		return nil
	}
	return s.changeNth(it, n)
}

// changeNth changes the nth part of the answer to an item.
func (s *session) changeNth(it *checklist.Item, n int) error {
	if why := s.locked(); why != "" {
		s.say("%s", why)
		return nil
	}
	p := s.parts(it)[n-1]
	if p.field < 0 {
		return left(p.change(s))
	}
	q, ok := s.at().(*question)
	if !ok {
		return goTo(&question{id: it.ID})
	}
	q.at, q.told, q.read = p.field, 0, true
	return errAgain
}

// why says why the question is asked, what would show its answer, and where that
// is from.
func (s *session) why(string) error {
	it, _ := s.a.Item(s.item())
	s.say("Why it is asked: %s", it.Why)
	for i, e := range it.Evidence {
		if i == 0 {
			s.say("Good evidence:")
		}
		s.say("%s.", strings.TrimSuffix(e, "."))
	}
	for i, key := range it.Sources {
		if i == 0 {
			s.say("Sources:")
		}
		s.say("%s.", strings.TrimSuffix(s.a.Checklist().SourceWords(key), "."))
	}
	basis := "The topic is named in the public record; the wording is ours."
	if it.Basis == checklist.Derived {
		basis = "The question follows from a theme of the public record; the wording is ours."
	}
	s.say("%s", basis)
	return nil
}

// itemFor asks for a question that something is for: the one that the place is
// about, or else one that is picked by its reference.
func (s *session) itemFor(what string) (string, error) {
	if id := s.item(); id != "" {
		return id, nil
	}
	for {
		r, err := s.ask(prompt{what: what, takes: "its reference, such as " + s.firstID(), text: true, reference: true})
		if err != nil {
			return "", err
		}
		if id := s.named(r.text); id != "" {
			return id, nil
		}
		s.say("There is no question %q. Leave this with back, and find looks for one by its words.", assessment.Shorten(r.text))
	}
}
