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
	for i, p := range open {
		decided[i] = s.decided[proposalOf(p)]
	}
	for i := 0; i < len(open); {
		if decided[i].settled {
			i++
			continue
		}
		p := open[i]
		s.say("%d of %d. %s, %s.", i+1, len(open), s.a.What(p.Target), p.Outcome.Words())
		s.sayValue("Yours", s.a.WordsAt(p.Target, p.Yours))
		s.sayValue("Theirs", s.a.WordsAt(p.Target, p.Theirs))
		d, all, err := s.decide(p, decided[i], i == 0)
		switch {
		case errors.Is(err, errBack) && i > 0:
			i--
			decided[i].settled = false
			continue
		case errors.Is(err, errBack):
			s.say("Nothing was taken over. What you decided is remembered until you quit.")
			return nil
		case err != nil:
			return err
		}
		decided[i] = d
		s.decided[proposalOf(p)] = d
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
	made    bool
	taken   bool // over, with that value
	value   assessment.Value
	settled bool // with others, and not to be asked about
}

// A proposed is what a proposal is known by when the same file is read again.
type proposed struct {
	target assessment.Target
	theirs assessment.Value
}

func proposalOf(p pack.Proposal) proposed { return proposed{p.Target, p.Theirs} }

// acceptNew accepts those proposals that replace nothing.
func (s *session) acceptNew(some []pack.Proposal, decided []decision) {
	n := 0
	for i, p := range some {
		if p.Outcome == pack.NewAnswer {
			decided[i] = decision{made: true, taken: true, value: p.Theirs, settled: true}
			n++
		}
	}
	s.say("%d more %s accepted with it.", n, assessment.Plural(n, "is", "are"))
}

// decide asks what becomes of one proposal, of which that was decided before, and
// whether all behind it that replace nothing are accepted with it.
func (s *session) decide(p pack.Proposal, before decision, first bool) (d decision, all bool, err error) {
	choices := []string{"Accept theirs", "Keep yours", "Accept it with a change", "Accept theirs, and every answer behind it that is new"}
	byDefault := 0
	switch {
	case !before.made:
	case !before.taken:
		byDefault = 2
	case before.value == p.Theirs:
		byDefault = 1
	default:
		byDefault = 3
		s.sayValue("You changed it to", s.a.WordsAt(p.Target, before.value))
	}
	ask := s.chooseAgain
	if first {
		ask = s.choose
	}
	it, _ := s.a.Item(p.Target.ID)
	read := command{names: []string{"show", "read"}, what: "read the question and all of its answer", do: func(s *session, _ string) error {
		s.say("%s: %s", it.ID, it.Question)
		s.sayParts(it)
		return nil
	}}
	n, err := ask("Number", choices, byDefault, "Nothing is recorded before you have said so for all of them. Back goes to the one before; from the first it leaves them, and nothing is taken over.", read)
	switch {
	case err != nil:
		return decision{}, false, err
	case n == 2:
		return decision{made: true}, false, nil
	case n == 3:
		v, err := s.change(p, before)
		return decision{made: true, taken: true, value: v}, false, err
	}
	return decision{made: true, taken: true, value: p.Theirs}, n == 4, nil
}

// change asks for another answer in the place of a proposal's.
func (s *session) change(p pack.Proposal, before decision) (assessment.Value, error) {
	keeps, enter := p.Theirs, "takes theirs as it is"
	if before.taken && before.value != p.Theirs {
		keeps, enter = before.value, "keeps what you changed it to"
	}
	for {
		what := "What HMIC will read"
		if p.Field != nil {
			what = p.Field.Label
			if p.Field.Kind == checklist.Choice {
				what += ", one of " + optionWords(p.Field)
			}
		}
		r, err := s.ask(prompt{what: what, takes: "the answer as it is to be taken over", text: true, enter: enter})
		if err != nil || r.empty {
			return keeps, err
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
		clear(s.decided)
		s.say("Taken over, as a change by %s. Undo takes it back.", who)
		if unbacked != nil {
			s.say("No backup could be made before. %s", trouble.Sentence(unbacked))
		}
		s.warn()
	}
	return nil
}
