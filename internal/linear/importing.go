package linear

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/export"
	"favour/internal/journal"
	"favour/internal/pack"
	"favour/internal/trouble"
)

// Answers of a colleague, which came back in a file. Each is put to the person, and
// what they accept is recorded as one change, which is the colleague's.

// importReply asks for a file that a colleague has filled in, and whose answers are
// in it.
func (s *session) importReply(string) error {
	defer s.within()()
	s.say("Nothing is taken over before you have heard it. The file is one that favour pack made, and that was filled in.")
	f := form{title: "Import", inputs: []input{
		line("File", "a workbook, CSV or JSON file", "Type the file that came back.", "").asPath().helped("The path of the file."),
		line("Whose answers", "name and role", "", "").helped("Such as B. Example, Head of HR. Left empty, whomever the file was made for."),
	}}
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return err
	}
	path, err := export.InFull(strings.Trim(f.value(0), `"'`))
	if err != nil {
		s.say("It was not read. %s", sentence(err))
		return nil
	}
	reply, err := pack.ReadFile(path)
	if err != nil {
		s.say("It was not read. %s", whyNotRead(err))
		return nil
	}
	from := f.value(1)
	if from == "" {
		from = reply.To
	}
	who, err := assessment.ParseAuthor(from)
	if err != nil {
		s.say("It is not known whose answers they are. %s", sentence(err))
		return nil
	}
	found, err := reply.Against(s.a)
	if err != nil {
		s.say("It was not read. %s", whyNotRead(err))
		return nil
	}
	return s.proposals(found, who, filepath.Base(path))
}

// whyNotRead is why a file was not read, in a sentence.
func whyNotRead(err error) string {
	if refused, ok := errors.AsType[*pack.RefusedError](err); ok {
		return refused.Text
	}
	return trouble.Sentence(err)
}

// proposals puts each answer of a colleague to the person, and takes over what they
// accept.
func (s *session) proposals(found *pack.Proposals, who assessment.Author, file string) error {
	s.say("Answers from %s: %s.", who, found)
	for _, note := range found.Notes {
		s.say("%s", note)
	}
	for _, p := range found.Problems {
		s.say("Not understood: %s. %s %s", p.Place, p.What, p.Cure)
	}
	var open []pack.Proposal
	for _, p := range found.All {
		if p.Outcome != pack.SameAnswer {
			open = append(open, p)
		}
	}
	decided := make([]decision, len(open))
	for i := 0; i < len(open); {
		if decided[i].settled {
			i++
			continue
		}
		p := open[i]
		s.say("%d of %d. %s, %s.", i+1, len(open), s.a.What(p.Target), p.Outcome.Words())
		s.sayValue("Yours", s.a.WordsAt(p.Target, p.Yours))
		s.sayValue("Theirs", s.a.WordsAt(p.Target, p.Theirs))
		d, all, err := s.decide(p, i == 0)
		switch {
		case errors.Is(err, errBack) && i > 0:
			i--
			decided[i].settled = false
			continue
		case errors.Is(err, errBack):
			s.say("Nothing was taken over.")
			return nil
		case err != nil:
			return err
		}
		decided[i] = d
		i++
		if all {
			s.acceptNew(open[i:], decided[i:])
		}
	}
	var edits []assessment.Edit
	for i, d := range decided {
		if d.taken {
			edits = append(edits, assessment.Edit{Target: open[i].Target, New: d.value})
		}
	}
	if len(edits) == 0 {
		s.say("Nothing is taken over.")
		return nil
	}
	ok, err := s.yes(fmt.Sprintf("Take over %d %s, as one change", len(edits), assessment.Plural(len(edits), "answer", "answers")))
	if err != nil || !ok {
		return err
	}
	return s.takeOver(edits, who, "Imported from "+file)
}

func (s *session) sayValue(label, words string) {
	if long(words) {
		s.say("%s:", label)
		s.talk.quote(words)
		return
	}
	s.say("%s: %s", label, words)
}

// A decision is what becomes of a proposal.
type decision struct {
	taken   bool // over, with that value
	value   assessment.Value
	settled bool // with others, and not to be asked about
}

// acceptNew accepts those proposals that replace nothing.
func (s *session) acceptNew(some []pack.Proposal, decided []decision) {
	n := 0
	for i, p := range some {
		if p.Outcome == pack.NewAnswer {
			decided[i] = decision{true, p.Theirs, true}
			n++
		}
	}
	s.say("%d more %s accepted with it.", n, assessment.Plural(n, "is", "are"))
}

// decide asks what becomes of one proposal, and whether all behind it that replace
// nothing are accepted with it.
func (s *session) decide(p pack.Proposal, first bool) (d decision, all bool, err error) {
	choices := []string{"Accept theirs", "Keep yours", "Accept it with a change", "Accept theirs, and every answer behind it that is new"}
	if first {
		for i, c := range choices {
			s.say("%d. %s", i+1, c)
		}
	}
	n, err := s.chooseAgain("Number", choices, 0, "Nothing is recorded before you have said so for all of them. Back goes to the one before; from the first it leaves them, and nothing is taken over.")
	switch {
	case err != nil || n == 2:
		return decision{}, false, err
	case n == 3:
		v, err := s.change(p)
		return decision{taken: true, value: v}, false, err
	}
	return decision{taken: true, value: p.Theirs}, n == 4, nil
}

// change asks for another answer in the place of a proposal's.
func (s *session) change(p pack.Proposal) (assessment.Value, error) {
	for {
		what := "What HMIC will read"
		if p.Field != nil {
			what = p.Field.Label
			if p.Field.Kind == checklist.Choice {
				what += ", one of " + optionWords(p.Field)
			}
		}
		r, err := s.ask(prompt{what: what, takes: "the answer as it is to be taken over", text: true, enter: "takes theirs as it is"})
		if err != nil || r.empty {
			return p.Theirs, err
		}
		v, err := s.a.ParseAt(p.Target, r.text)
		if err == nil && v.IsAnswered() {
			return v, nil
		}
		if err != nil {
			s.say("%s", sentence(err))
		}
	}
}

func optionWords(f *checklist.Field) string {
	var all []string
	for _, o := range f.Options {
		all = append(all, o.Label)
	}
	return strings.Join(all, "; ")
}

// takeOver records what was accepted, as a change of the colleague's that the person
// at work enters.
func (s *session) takeOver(edits []assessment.Edit, who assessment.Author, reason string) error {
	by := s.author
	if assessment.Same(who.String(), by.String()) { // nobody enters what is their own for somebody else
		who, by = by, assessment.Author{}
	}
	var unbacked error
	if s.Backup != nil {
		unbacked = s.Backup(context.Background(), "import")
	}
	next, err := s.Journal.RecordFor(context.Background(), s.a, who, by, reason, edits...)
	clash, clashes := errors.AsType[*journal.ClashError](err)
	s.takeIn(next, err == nil, clash)
	switch {
	case clashes:
		s.say("Nothing was taken over: %s was changed by %s meanwhile. Import the file again to hear it beside that.", s.a.What(clash.Target), clash.By)
	case errors.Is(err, assessment.ErrSigned):
		s.say("Nothing was taken over. %s", s.locked())
	case err != nil:
		s.say("Nothing was taken over. %s", trouble.Sentence(err))
	default:
		s.say("Taken over, as a change by %s. Undo takes it back.", who)
		if unbacked != nil {
			s.say("No backup could be made before. %s", trouble.Sentence(unbacked))
		}
		s.warn()
	}
	return nil
}
