package linear

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
	"favour/internal/settings"
)

// A form is a few things that are asked one after the other and saved as one
// change. What was given is kept as drafts until it is saved, so that it can be
// left in the middle.
type form struct {
	title  string
	inputs []input
	silent bool // what becomes of what is typed into it is said elsewhere
}

// An input is one thing that a form asks.
type input struct {
	label   string
	hint    string // what can be typed, in a few words, such as a date; empty for none
	more    string // what ? says beside that, in a sentence; empty for no more
	need    string // said if it is left empty; empty if it may be
	day     bool   // a date, as people read it
	path    bool   // it may be a path
	choices []choice
	said    bool // its value has just been said

	value, was string            // as typed, and as it was when the form was opened
	target     assessment.Target // that it changes; the zero Target keeps no draft
	base       assessment.Value  // what stood there when the form was opened
}

// A choice is one answer to an input that has only some.
type choice struct{ heading, value, label string }

// maxLine is the most characters that a line of a form may have.
const maxLine = 1000

// on names the place that the input changes.
func (x input) on(t assessment.Target) input {
	x.target = t
	return x
}

func line(label, hint, need, value string) input {
	return input{label: label, hint: hint, need: need, value: value, was: value}
}

// dateInput asks for a day, which may be typed in any of the ways and is said in that
// one.
func dateInput(dates settings.Dates, label, hint, need string, day time.Time) input {
	text := ""
	if !day.IsZero() {
		text = dates.Format(day)
	}
	x := line(label, hint, need, text)
	x.day = true
	return x
}

func choiceInput(label string, choices []choice, value string) input {
	x := line(label, "", "", value)
	x.choices = choices
	return x
}

func (f *form) value(i int) string { return f.inputs[i].value }

// date is the day that input i holds, and nought where it holds none.
func (f *form) date(i int) time.Time {
	day, err := assessment.ParseDate(f.value(i))
	if err != nil {
		return time.Time{}
	}
	return day
}

// edits are those that the changed inputs ask for.
func (f *form) edits() []assessment.Edit {
	var edits []assessment.Edit
	for _, x := range f.inputs {
		if x.value == x.was {
			continue
		}
		e := assessment.Edit{Target: x.target, New: assessment.Of(x.value)}
		if day, err := assessment.ParseDate(x.value); err == nil && x.day {
			e.New = assessment.OfDay(day)
		}
		edits = append(edits, e)
	}
	return edits
}

// targets are the places that f keeps drafts for.
func (f *form) targets() []assessment.Target {
	var all []assessment.Target
	for _, x := range f.inputs {
		if x.target.Kind != "" {
			all = append(all, x.target)
		}
	}
	return all
}

// fill asks for every input, and reports false where the form is left. What was
// typed before into it is offered.
func (s *session) fill(f *form) (bool, error) {
	defer s.within()()
	for i := range f.inputs {
		x := &f.inputs[i]
		if x.target.Kind == "" {
			continue
		}
		x.base = s.a.At(x.target)
		if text, ok := s.typed[x.target]; ok {
			x.value = text
		}
	}
	for i := 0; i < len(f.inputs); {
		err := s.input(f, i)
		switch {
		case err == nil:
			i++
		case errors.Is(err, errBack) && i > 0:
			i--
		case errors.Is(err, errRevert):
			s.revert(f)
			i = 0
		case errors.Is(err, errSave):
			for i < len(f.inputs) && f.inputs[i].problem(f.inputs[i].value) == "" {
				i++
			}
			if i < len(f.inputs) {
				s.say("%s", f.inputs[i].problem(f.inputs[i].value))
			}
		case errors.Is(err, errBack):
			s.leave(f)
			return false, nil
		default:
			if _, moves := errors.AsType[*moved](err); moves {
				s.leave(f)
			}
			return false, err
		}
	}
	return true, nil
}

// within says that something asks, until what it returns is called.
func (s *session) within() func() {
	s.depth++
	return func() { s.depth-- }
}

// leave says what becomes of a form that is left.
func (s *session) leave(f *form) {
	if f.silent {
		return
	}
	for _, x := range f.inputs {
		if _, kept := s.typed[x.target]; kept && x.target.Kind != "" {
			s.say("Not saved. What you typed is kept, and offered again when you come back to it.")
			return
		}
	}
	s.say("Nothing was saved.")
}

// input asks for input i.
func (s *session) input(f *form, i int) error {
	x := &f.inputs[i]
	here := []command{saveCommand}
	if slices.ContainsFunc(f.targets(), func(t assessment.Target) bool { _, kept := s.typed[t]; return kept }) {
		here = append(here, revertCommand)
	}
	if len(x.choices) > 0 {
		return s.inputChoice(x, here...)
	}
	p := prompt{what: x.label, takes: x.hint, text: !x.day, free: x.day, path: x.path, need: x.need, help: x.help(), here: append([]command{emptyCommand}, here...)}
	switch {
	case x.said && x.value == x.was:
		p.enter = "keeps it as it was just said"
	case x.value != "":
		p.enter = "keeps " + assessment.Shorten(x.value)
		if x.value != x.was && x.target.Kind != "" && !f.silent {
			p.enter += ", which is not saved yet"
		}
	case x.need == "":
		p.enter = "leaves it empty"
	}
	for {
		r, err := s.ask(p)
		value := strings.Join(strings.Fields(r.text), " ")
		if end, ok := errors.AsType[*ended](err); ok {
			if value = strings.Join(strings.Fields(end.partial), " "); value != "" && x.target.Kind != "" {
				s.keep(x.target, value, x.base)
			}
			return err
		}
		switch {
		case isEmpty(err):
			value = ""
		case err != nil:
			return err
		case r.empty:
			return nil
		}
		if why := x.problem(value); why != "" {
			if x.day { // which a command that was mistyped is not either
				why += s.meant(&p, value)
			}
			s.say("%s", why)
			continue
		}
		s.give(x, value)
		return nil
	}
}

// What can be done in a form.
var (
	emptyCommand  = command{names: []string{"empty"}, what: "leave this empty", do: func(*session, string) error { return errEmpty }}
	saveCommand   = command{names: []string{"save"}, what: "save with this part and all behind it as they are", do: func(*session, string) error { return errSave }}
	revertCommand = command{names: []string{"revert"}, what: "put back in every part what is saved, and forget what was typed", do: func(*session, string) error { return errRevert }}
)

// errSave asks to leave what has not been asked yet as it is.
var errSave = errors.New("save it so")

// errRevert asks to begin a form again as it was.
var errRevert = errors.New("put back what is saved")

// revert makes a form what it was before anything was typed into it.
func (s *session) revert(f *form) {
	s.forget(f.targets()...)
	for i := range f.inputs {
		f.inputs[i].value = f.inputs[i].was
	}
	s.say("What you typed is gone; what is saved stands.")
}

// errEmpty says that an input is to be left empty.
var errEmpty = errors.New("left empty")

func isEmpty(err error) bool { return errors.Is(err, errEmpty) }

// asPath says that the input may be a path.
func (x input) asPath() input {
	x.path = true
	return x
}

// justSaid says that the value was said before the form.
func (x input) justSaid() input {
	x.said = true
	return x
}

// helped gives the input what ? says of it.
func (x input) helped(more string) input {
	x.more = more
	return x
}

// help is what ? says of an input.
func (x *input) help() string {
	words := x.more
	if words == "" && x.hint != "" {
		words = assessment.Capital(x.hint) + "."
	}
	if x.day {
		words += " A date is typed as 31 May 2012, 31/05/2012 or 2012-05-31."
	}
	return words
}

// problem says in a sentence what is wrong with a value.
func (x *input) problem(value string) string {
	switch n := utf8.RuneCountInString(value); {
	case value == "":
		return x.need
	case n > maxLine:
		return fmt.Sprintf("This has %s characters; the most that fits is %s.", assessment.Thousands(n), assessment.Thousands(maxLine))
	case x.day:
		if _, err := assessment.ParseDate(value); err != nil {
			return sentence(err)
		}
	}
	if _, err := assessment.ParseText(value); err != nil {
		return sentence(err)
	}
	return ""
}

// sentence is what package assessment says is wrong, as a sentence.
func sentence(err error) string {
	return assessment.Capital(strings.TrimSuffix(err.Error(), ".")) + "."
}

// give puts a value into an input, and keeps it as a draft.
func (s *session) give(x *input, value string) {
	if day, err := assessment.ParseDate(value); err == nil && x.day {
		value = s.date(day)
	}
	x.value = value
	switch {
	case x.target.Kind == "":
	case value == x.was:
		s.forget(x.target)
	default:
		s.keep(x.target, value, x.base)
	}
}

// inputChoice asks for an input that is one of several choices.
func (s *session) inputChoice(x *input, here ...command) error {
	var labels []string
	byDefault := 0
	for i, c := range x.choices {
		if c.heading != "" {
			s.say("%s", c.heading)
		}
		s.say("%d. %s", i+1, c.label)
		labels = append(labels, c.label)
		if c.value == x.value {
			byDefault = i + 1
		}
	}
	n, err := s.chooseAgain(x.label, labels, byDefault, "", here...)
	if err == nil {
		s.give(x, x.choices[n-1].value)
	}
	return err
}

// addID is the id, in drafts, of something that is still to be added to an
// item: with the number of what was left half filled in, or a new one.
func (s *session) addID(kind assessment.TargetKind, item string) string {
	if id := drafts.OldestAdd(maps.Keys(s.typed), kind, item); id != "" {
		return id
	}
	s.adding++
	return drafts.AddID(item, s.adding)
}
