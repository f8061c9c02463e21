package linear

import (
	"errors"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// One field of a question: how it is asked, and what its answers are.

// takes says what each kind of field takes.
var takes = map[checklist.Kind]string{
	checklist.Count: "a number", checklist.Money: "an amount such as 25 or 25.50", checklist.Date: "a date such as 31 May 2012",
}

// askField asks one field.
func (q *question) askField(s *session, it *checklist.Item, f *checklist.Field) error {
	t := assessment.FieldOf(it, f)
	v := s.a.At(t)
	if q.told != q.at+1 {
		q.told = q.at + 1
		q.introduce(s, it, f, t)
	}
	if f.Kind == checklist.Text {
		done, err := s.write(writing{what: f.Label, target: t, here: q.states(it, f, t), parse: func(text string) (assessment.Value, error) { return assessment.Parse(f, text) }})
		if err == nil && done {
			q.goOn(it)
		}
		return err
	}
	p := prompt{
		what: f.Label, takes: takes[f.Kind], most: len(f.Options), free: true, fresh: true, here: q.states(it, f, t),
		enter: "leaves it unanswered", help: fieldHelp(f),
	}
	if f.Kind == checklist.Choice {
		p.takes = numbers(len(f.Options))
	}
	if v.IsAnswered() {
		p.enter = "keeps " + assessment.Shorten(s.a.Words(f, v))
	}
	r, err := s.ask(p)
	if end, ok := errors.AsType[*ended](err); ok {
		if v, perr := s.fieldValue(f, reply{text: end.partial}); perr == nil && v.IsAnswered() {
			s.keep(t, v.Typed(), s.a.At(t))
		}
		return err
	}
	switch {
	case err != nil:
		return err
	case r.empty:
		s.forget(t)
		q.goOn(it)
		return nil
	}
	value, err := s.fieldValue(f, r)
	if err != nil {
		s.refuse(&p, f, r.text, err)
		if strings.ContainsAny(r.text, "0123456789") {
			s.keep(t, r.text, v)
		}
		return nil
	}
	return q.answer(s, it, t, value)
}

// goOn goes to the field behind, or where only one was to be changed to the end.
func (q *question) goOn(it *checklist.Item) {
	q.at++
	if q.read {
		q.at = len(it.Fields)
	}
}

// answer records a value, and goes on.
func (q *question) answer(s *session, it *checklist.Item, t assessment.Target, v assessment.Value) error {
	if s.a.At(t) == v {
		s.forget(t)
		q.goOn(it)
		return nil
	}
	_, err := s.record("", assessment.Edit{Target: t, New: v})
	if err == nil { // where it is not saved, that has been said, and what was typed is kept
		q.goOn(it)
	}
	return err
}

// fieldValue is the value that a reply stands for.
func (s *session) fieldValue(f *checklist.Field, r reply) (assessment.Value, error) {
	n, err := strconv.Atoi(strings.TrimSpace(r.text))
	switch {
	case r.number > 0:
		return assessment.Of(f.Options[r.number-1].ID), nil
	case f.Kind == checklist.Choice && err == nil && n >= 1 && n <= len(f.Options): // of a line that was cut off
		return assessment.Of(f.Options[n-1].ID), nil
	}
	return assessment.Parse(f, r.text)
}

// refuse says why what was typed is no answer to a field, and which command it may
// have been.
func (s *session) refuse(p *prompt, f *checklist.Field, text string, err error) {
	if option, ok := errors.AsType[*assessment.OptionError](err); ok {
		s.unknown(p, option.Text)
		return
	}
	s.say("%s%s", sentence(err), s.meant(p, strings.TrimSpace(text)))
}

// introduce says what a prompt has no room for: the options, a hint, and what was
// typed before and is not saved.
func (q *question) introduce(s *session, it *checklist.Item, f *checklist.Field, t assessment.Target) {
	if len(f.Options) > 0 {
		if len(it.Fields) > 1 {
			s.say("%s", f.Label)
		}
		for i, o := range f.Options {
			s.say("%d. %s", i+1, o.Label)
		}
	}
	if f.Hint != "" && s.hints {
		s.say("%s", f.Hint)
	}
	if s.once("states") {
		s.say("Instead of an answer you can type not recorded, not applicable, or clear.")
	}
	if text, ok := s.typed[t]; ok && f.Kind != checklist.Text {
		s.say("You typed %q here before; it is not saved.", assessment.Shorten(text))
	}
}

func fieldHelp(f *checklist.Field) string {
	var words string
	switch f.Kind {
	case checklist.Choice:
		words = "Type the number of an answer."
	case checklist.Count:
		words = "Type a whole number; 0 is an answer too."
	case checklist.Money:
		words = "Type an amount in pounds, such as 25 or 25.50."
	case checklist.Date:
		words = "Type a date, as 31 May 2012, 31/05/2012 or 2012-05-31."
	}
	if f.Hint != "" {
		words += " " + f.Hint
	}
	return words
}

// states are the commands that put a field into a state, and go on.
func (q *question) states(it *checklist.Item, f *checklist.Field, t assessment.Target) []command {
	answer := func(v assessment.Value) func(*session, string) error {
		return func(s *session, _ string) error { return again(q.answer(s, it, t, v)) }
	}
	return []command{
		{names: []string{"not recorded", "not-recorded", "n/r"}, what: "say that the force does not hold the figure", needs: aChange, do: answer(assessment.Missing())},
		{names: []string{"not applicable", "not-applicable", "n/a"}, args: "REASON", what: "say that this does not apply, and why", needs: aChange, do: func(s *session, reason string) error {
			v, err := s.reason(f, t, reason)
			if err != nil {
				return again(left(err))
			}
			return again(q.answer(s, it, t, v))
		}},
		{names: []string{"clear"}, what: "take the answer back, so that it is not answered", needs: aChange, do: answer(assessment.Value{})},
	}
}

// again is err, or where there is none the wish to be asked again.
func again(err error) error {
	if err == nil {
		return errAgain
	}
	return err
}

// reason asks why something does not apply, unless that was said.
func (s *session) reason(f *checklist.Field, t assessment.Target, said string) (assessment.Value, error) {
	defer s.within()()
	if said == "" {
		r, err := s.ask(prompt{what: "Why it does not apply", text: true, enter: "gives no reason, which check calls an error", help: "In a few words: HMIC reads it."})
		if end, ok := errors.AsType[*ended](err); ok && strings.TrimSpace(end.partial) != "" {
			s.keep(t, assessment.Inapplicable(strings.TrimSpace(end.partial)).Typed(), s.a.At(t))
		}
		if err != nil {
			return assessment.Value{}, err
		}
		said = r.text
	}
	return assessment.Parse(f, "not-applicable:"+said)
}
