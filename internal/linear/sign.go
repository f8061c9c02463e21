package linear

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
)

// Signing the return: what speaks against it is said, and each warning
// acknowledged; the signatory says who they are; and what is about to be signed is
// said once more.

// sign signs the return.
func (s *session) sign(string) error {
	defer s.within()()
	for _, line := range s.signedLines() {
		s.say("%s", line)
	}
	errs, warnings := assessment.Unacknowledged(s.a.BeforeSigning(s.today()), nil)
	if n := len(errs); n > 0 {
		s.say("%d %s be mended before the return can be signed:", n, assessment.Plural(n, "error must", "errors must"))
		for _, f := range errs {
			s.say("%s", findingWords(f))
		}
		return nil
	}
	if ok, err := s.acknowledge(warnings); err != nil || !ok {
		return err
	}
	digest := s.a.Digest()
	by, err := s.askSignatory()
	if err != nil || by.Name == "" {
		return err
	}
	by.Acknowledged = s.acknowledgedKeys()
	if _, err := s.a.Sign(by, s.now(), s.today()); err != nil {
		s.say("Not signed. %s", sentence(err))
		return nil
	}
	for _, line := range s.contentLines() {
		s.say("%s", line)
	}
	s.say("By %s: %s", by.Who(), by.Declaration)
	s.say("From then on the return is read-only, until someone reopens it and says why.")
	ok, err := s.yes("Sign this return")
	if err != nil || !ok {
		if err == nil {
			s.say("Not signed.")
		}
		return err
	}
	return s.putSignature(by, digest)
}

// putSignature puts a signature under what was read.
func (s *session) putSignature(by assessment.Signature, digest string) error {
	s.refresh()
	if s.a.Digest() != digest {
		s.say("Not signed: the answers have changed since you heard them. Type sign to hear what speaks against signing again.")
		return nil
	}
	edits, err := s.a.Sign(by, s.now(), s.today())
	if err != nil {
		s.say("Not signed. %s", sentence(err))
		return nil
	}
	if ok, err := s.store("", edits...); err != nil || !ok {
		return err
	}
	for _, part := range assessment.SignatureParts {
		s.forget(drafts.Unsigned(part))
	}
	clear(s.acknowledged) // whoever signs next takes note themselves
	s.say("Signed by %s. The return is read-only. Export writes it, with the signature; sign lets a chief officer sign as well.", by.Who())
	return nil
}

// acknowledge puts each warning to the signatory. It reports false where they stop.
func (s *session) acknowledge(warnings []assessment.Finding) (bool, error) {
	left := slices.DeleteFunc(slices.Clone(warnings), func(f assessment.Finding) bool { return s.acknowledged[f.Key()] })
	switch n := len(warnings) - len(left); {
	case len(warnings) == 0:
		s.say("Nothing speaks against signing this return.")
	case n > 0:
		s.say("%d %s acknowledged already; warnings lists them, to take that back.", n, assessment.Plural(n, "warning is", "warnings are"))
	}
	if len(left) == 0 {
		return true, nil
	}
	s.say("%d %s. Whoever signs takes note of each, and that is kept with the signature.", len(left), assessment.Plural(len(left), "warning is not acknowledged yet", "warnings are not acknowledged yet"))
	choices := []string{"Acknowledge it", "Go to the question", "Stop; nothing is signed"}
	for i, listed := 0, false; i < len(left); {
		f := left[i]
		s.say("Warning %d of %d. %s", i+1, len(left), findingWords(f))
		ask := s.choose
		if listed {
			ask = s.chooseAgain
		}
		listed = true
		n, err := ask("Number", choices, 1, "What you acknowledged is remembered until you quit. Back takes back what you acknowledged last; warnings lists all of them, to take any back.")
		switch {
		case errors.Is(err, errBack) && i > 0:
			i--
			delete(s.acknowledged, left[i].Key())
			continue
		case err != nil:
			return false, err
		case n == 2 && f.Item != "":
			return false, goTo(&question{id: f.Item})
		case n != 1:
			return false, nil
		}
		s.acknowledged[f.Key()] = true
		i++
	}
	return true, nil
}

// newWarnings is what whoever signs takes note of: each warning is acknowledged here,
// or that is taken back.
func newWarnings() *listing {
	m := &listing{
		title: "the warnings", takes: "question, sign", none: "There is no warning to take note of.",
		help: "A number acknowledges that warning, or takes that back. Sign goes on to what is not acknowledged yet, and then to the signature.",
	}
	warnings := func(s *session) []assessment.Finding {
		_, all := assessment.Unacknowledged(s.a.BeforeSigning(s.today()), nil)
		return all
	}
	m.heads = func(s *session) []string {
		lines := []string{"Warnings that whoever signs takes note of"}
		if n := len(warnings(s)); n > 0 {
			lines[0] += fmt.Sprintf(": %d, of which %d acknowledged", n, len(s.acknowledgedKeys()))
		}
		return lines
	}
	m.rows = func(s *session) []row {
		var rows []row
		for _, f := range warnings(s) {
			words := "Not acknowledged. "
			if s.acknowledged[f.Key()] {
				words = "Acknowledged. "
			}
			rows = append(rows, row{key: f.Key(), text: words + findingWords(f), open: func(s *session) error {
				s.acknowledged[f.Key()] = !s.acknowledged[f.Key()]
				if s.acknowledged[f.Key()] {
					s.say("Acknowledged: %s", findingWords(f))
				} else {
					s.say("No longer acknowledged: %s", findingWords(f))
				}
				return nil
			}})
		}
		return rows
	}
	m.here = func(*session) []command {
		return []command{{names: []string{"question"}, args: "NUMBER", what: "go to the question of a warning", do: func(s *session, args string) error {
			r, ok := m.numbered(s, args, "question")
			if !ok {
				return nil
			}
			all := warnings(s)
			return s.openFinding(all[slices.IndexFunc(all, func(f assessment.Finding) bool { return f.Key() == r.key })])
		}}}
	}
	return m
}

// acknowledgedKeys are those of the warnings that were acknowledged and still stand.
func (s *session) acknowledgedKeys() []string {
	var keys []string
	for _, f := range s.a.BeforeSigning(s.today()) {
		if k := f.Key(); f.Severity == assessment.Warning && s.acknowledged[k] && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// askSignatory asks who signs, and what they declare; nobody where that is left.
func (s *session) askSignatory() (assessment.Signature, error) {
	by := s.author
	for _, x := range s.a.StandingSignatures() {
		if assessment.Same(x.Name, by.Name) {
			by = assessment.Author{} // they have signed it
		}
	}
	f := form{title: "Sign the return", inputs: []input{
		line("Name", "as it is to stand under the return, such as A. Example", "Give the name of whoever signs.", by.Name).on(drafts.Unsigned(assessment.PartName)),
		line("Rank", "such as Chief Superintendent; nothing for staff without one", "", "").on(drafts.Unsigned(assessment.PartRank)),
		line("Role", "such as Head of professional standards", "Give the role in which they sign.", by.Role).on(drafts.Unsigned(assessment.PartRole)),
		line("Declaration", "what is declared, in your own words if you wish", "Say what is declared.", assessment.Declaration).justSaid().on(drafts.Unsigned(assessment.PartDeclaration)),
	}}
	s.say("Declaration: %s", assessment.Declaration)
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return assessment.Signature{}, err
	}
	return assessment.Signature{Name: f.value(0), Rank: f.value(1), Role: f.value(2), Declaration: f.value(3)}, nil
}

// contentLines are what a signature would be under.
func (s *session) contentLines() []string {
	d, p := s.a.Details(), s.count()
	var counts []string
	for _, st := range checklist.Standings[:4] {
		counts = append(counts, fmt.Sprintf("%d %s", p.Standings[st], st.Words()))
	}
	lines := []string{
		"What is signed: " + d.Force.Name + ", " + d.PeriodWords() + ", " + s.markingWords() + ".",
		fmt.Sprintf("%d of %d answered: %s.", p.Answered, p.Items, strings.Join(counts, ", ")),
	}
	if words := reviewTally(p.Tally); words != "" {
		lines = append(lines, assessment.Capital(words)+".")
	}
	if n := len(s.acknowledgedKeys()); n > 0 {
		lines = append(lines, fmt.Sprintf("%d %s acknowledged.", n, assessment.Plural(n, "warning is", "warnings are")))
	}
	return append(lines, "SHA-256 "+s.a.Digest())
}

// lapseWords is what a reopened return says beyond its signatures, in a sentence;
// empty if there is nothing.
func (s *session) lapseWords() string {
	l := s.a.Lapse()
	if len(l.Signed) == 0 {
		return ""
	}
	var names []string
	for _, x := range l.Signed {
		names = append(names, x.Who())
	}
	if l.None() {
		return "The return was reopened after " + andList(names) + " signed it, and nothing has changed since."
	}
	return assessment.Plural(len(names), "The signature of ", "The signatures of ") + andList(names) +
		assessment.Plural(len(names), " no longer covers ", " no longer cover ") + andList(l.What()) + "."
}

// signatures says who has signed the return, and what each signature is under.
func (s *session) signatures(string) error {
	all := s.a.Signatures()
	if len(all) == 0 {
		s.say("Nobody has signed this return.")
		return nil
	}
	for _, x := range slices.Backward(all) {
		s.say("%s, signed %s.", x.Who(), s.moment(x.Time))
		s.say("Declared: %s", x.Declaration)
		if n := len(x.Acknowledged); n > 0 {
			s.say("%d %s acknowledged one by one.", n, assessment.Plural(n, "warning was", "warnings were"))
		}
		s.say("SHA-256 %s", x.Digest)
		if x.Stands() {
			s.say("It stands.")
		} else {
			s.say("Reopened %s by %s: %s", s.moment(x.ReopenedTime), x.ReopenedBy, x.Reopened)
		}
	}
	if words := s.lapseWords(); words != "" {
		s.say("%s", words)
	}
	return nil
}

// reopen makes a signed return one that can be changed, for a reason.
func (s *session) reopen(string) error {
	if !s.a.Signed() {
		s.say("The return is not signed, and can be changed.")
		return nil
	}
	for _, line := range s.signedLines() {
		s.say("%s", line)
	}
	s.say("The signatures stay on record, under exactly what was signed; whatever changes from now on is named as not covered, here and in every export.")
	_, err := s.write(writing{what: "Why it is reopened", target: drafts.Unsigned(assessment.PartReopened), none: "leaves it signed", save: func(s *session, v assessment.Value) (bool, error) {
		edits, err := s.a.Reopen(s.author, s.now(), v.Given)
		if err != nil {
			s.say("Not reopened. %s", sentence(err))
			return false, nil
		}
		ok, err := s.store("", edits...)
		if ok {
			s.say("Reopened: the return can be changed. Type sign to sign it again.")
		}
		return ok, err
	}})
	return err
}
