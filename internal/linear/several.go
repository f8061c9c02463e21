package linear

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/bulk"
	"favour/internal/journal"
	"favour/internal/trouble"
)

// Doing the same to several questions of a list. Rules of this file:
//
//   - What would become of each question is said before anything is changed.
//   - It is one change, which is made whole or not at all.

// severalCommand is the command of a list of questions.
func (m *listing) severalCommand() command {
	return command{
		names: []string{"several"}, args: "NUMBERS", needs: aChange, asks: true, do: m.several,
		what: "do the same to several of these questions, such as several 1-4, 7 or several all; what it would change is said first",
	}
}

// several asks what is to be done to the questions whose numbers args gives.
func (m *listing) several(s *session, args string) error {
	defer s.within()()
	chosen, why := numbersIn(args, len(m.all))
	if why != "" {
		s.say("%s", why)
		return nil
	}
	var ids []string
	for _, n := range chosen {
		if r := m.all[n-1]; !r.gone || !isAll(args) {
			ids = append(ids, r.item)
		}
	}
	if len(ids) == 0 {
		s.say("There is nothing in the list any more.")
		return nil
	}
	s.say("%s: %s.", counted(len(ids)), andList(ids))
	deed, err := s.askDeed(ids)
	if err == nil {
		err = s.carryOut(deed, ids)
	}
	if errors.Is(err, errBack) {
		s.say("Nothing was changed.")
		return nil
	}
	return err
}

// numbersIn reads numbers and ranges from 1 to most, such as 1-4, 7, or all; each
// counts once. Otherwise it returns why not, in a sentence.
func numbersIn(text string, most int) (all []int, why string) {
	if isAll(text) {
		text = fmt.Sprintf("1-%d", most)
	}
	text = strings.NewReplacer("–", "-", " - ", "-", " to ", "-", " and ", " ", ",", " ").Replace(text)
	for word := range strings.FieldsSeq(text) {
		first, last, isRange := strings.Cut(word, "-")
		from, err := strconv.Atoi(first)
		to := from
		if isRange && err == nil {
			to, err = strconv.Atoi(last)
		}
		switch {
		case err != nil:
			return nil, fmt.Sprintf("%q is no number of this list, and no range such as 1-4.", assessment.Shorten(word))
		case from < 1 || to > most || to < from:
			return nil, fmt.Sprintf("There is no %s here; the numbers go from 1 to %d.", assessment.Shorten(word), most)
		}
		for n := from; n <= to; n++ {
			if !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	if len(all) == 0 {
		return nil, "Say which, by their numbers, such as several 1-4, 7, or several all."
	}
	slices.Sort(all)
	return all, ""
}

func isAll(text string) bool { return strings.EqualFold(strings.TrimSpace(text), "all") }

func counted(n int) string {
	return fmt.Sprintf("%d %s", n, assessment.Plural(n, "question", "questions"))
}

// askDeed asks what is to be done to items.
func (s *session) askDeed(items []string) (bulk.Deed, error) {
	var deeds []bulk.Deed
	var choices []string
	lacking := false
	for _, o := range bulk.Offers(s.a, items) {
		switch {
		case len(o.Lacking) > 0:
			lacking = true
		case o.Deed.Kind == bulk.StillTrue && s.compared() == nil:
		default:
			deeds, choices = append(deeds, o.Deed), append(choices, o.Deed.Words())
		}
	}
	if lacking {
		s.say("Answers that not all of them can be given are left out.")
	}
	n, err := s.choose("What is to be done to all of them", choices, 0, "Nothing is changed before you have heard what would become of each, and said yes.")
	if err != nil {
		return bulk.Deed{}, err
	}
	return deeds[n-1], nil
}

// carryOut asks for the words that deed needs, which are drafts until they are
// recorded, and does it.
func (s *session) carryOut(deed bulk.Deed, items []string) error {
	done := func(s *session, text string) (bool, error) {
		deed.Text = text
		return s.doTogether(deed, items)
	}
	switch deed.Kind {
	case bulk.Append, bulk.Replace:
		_, err := s.write(writing{what: deed.Words(), target: deed.TypedAt(), none: "changes nothing", save: func(s *session, v assessment.Value) (bool, error) {
			if !v.IsAnswered() {
				s.say("Nothing was changed: there is no text.")
				return false, nil
			}
			return done(s, v.Given)
		}})
		return err
	case bulk.NotApplicable, bulk.Assign:
		x := line("Why does it not apply", "one reason, for all of them", "Say why it does not apply, in a line, or type back.", "")
		if deed.Kind == bulk.Assign {
			x = line("Name of a person or a department", "", "Type a name, or back.", "")
		}
		f := form{inputs: []input{x.on(deed.TypedAt())}}
		ok, err := s.fill(&f)
		if err == nil && ok {
			ok, err = done(s, f.value(0))
		}
		if ok {
			s.forget(f.targets()...)
		}
		return err
	}
	_, err := done(s, "")
	return err
}

// doTogether says what deed would change, asks, and records it; it reports whether it
// did. Where somebody else was faster it says so, and what it would change now.
func (s *session) doTogether(deed bulk.Deed, items []string) (bool, error) {
	for {
		plan := deed.On(s.a, items, func(t assessment.Target) bool { _, typed := s.typed[t]; return typed })
		s.sayPlan(plan)
		n := plan.Changing()
		if n == 0 {
			s.say("It would change nothing.")
			return false, nil
		}
		yes, err := s.yes(fmt.Sprintf("Change %s", counted(n)))
		if err != nil {
			return false, err
		}
		if !yes {
			s.say("Nothing was changed.")
			return false, nil
		}
		next, err := s.Journal.Record(context.Background(), s.a, s.author, deed.Reason(), plan.Edits()...)
		clash, clashes := errors.AsType[*journal.ClashError](err)
		s.takeIn(next, err == nil, clash)
		switch {
		case err == nil:
			s.forget(targetsOf(plan.Edits())...)
			s.say("Saved: %s. Undo takes all of it back.", counted(n))
			s.warn()
			return true, nil
		case clashes:
			s.say("Nothing was changed: %s has changed %s at the same time. Theirs: %s. Yours: %s. This is what it would change now.",
				clash.By, s.a.What(clash.Target), assessment.Shorten(s.a.WordsAt(clash.Target, clash.Theirs)), assessment.Shorten(s.a.WordsAt(clash.Target, clash.Mine)))
		case errors.Is(err, assessment.ErrSigned):
			s.say("Nothing was changed: %s", s.locked())
			return false, nil
		default:
			s.say("Nothing was changed. %s", trouble.Sentence(err))
			return false, nil
		}
	}
}

// sayPlan says what would become of each question, what loses something first.
func (s *session) sayPlan(p bulk.Plan) {
	s.say("%s: %s.", p.Deed.Words(), p.Tally())
	alike := !slices.ContainsFunc(p.Rows, func(r bulk.Row) bool { return r.Fate != p.Rows[0].Fate }) // as was just said
	for _, g := range []struct {
		fate  bulk.Fate
		title string
	}{
		{bulk.Loses, "These lose what stands there:"},
		{bulk.Fills, "These are filled in:"},
		{bulk.Stays, "These stay as they are:"},
		{bulk.Refused, "These are left out:"},
	} {
		rows := p.Of(g.fate)
		if len(rows) > 0 && !alike {
			s.say("%s", g.title)
		}
		for _, r := range rows {
			s.say("%s %s%s", r.Item.ID, r.Item.Title, becomes(r))
		}
	}
}

// becomes is what becomes of a question, behind its title.
func becomes(r bulk.Row) string {
	if r.Why != "" {
		return ": " + lower(r.Why) + "."
	}
	var all []string // what the parts become, each once
	of := map[string][]string{}
	for _, c := range r.Changes {
		words := assessment.Shorten(c.New)
		if c.Old != "" {
			words = "from " + assessment.Shorten(c.Old) + " to " + words
		}
		if of[words] == nil {
			all = append(all, words)
		}
		of[words] = append(of[words], c.Part)
	}
	for i, words := range all {
		if parts := of[words]; parts[0] != "" {
			all[i] = andList(parts) + ", " + words
		}
	}
	return ": " + strings.Join(all, "; ") + "."
}
