package linear

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal/drafts"
	"favour/internal/report"
	"favour/internal/search"
)

// What goes out beside the return as it stands: a copy for publication, from which
// parts are withheld, and a return in the place of one that was sent.

// withholdable are the questions of which something can be withheld, and those that
// only last time's return asked.
func (s *session) withholdable() []*checklist.Item {
	return report.Withholdable(s.list(), s.compared())
}

// withheld is what is to be withheld from a copy.
func (s *session) withheld() []report.Withholding {
	return report.Withholdings(s.withholdable(), func(item, part string) string { return s.typed[drafts.Withheld(item, part)] })
}

// askCopy asks what is withheld from a copy, and makes it; nil where it is left.
func (s *session) askCopy() (*report.Report, error) {
	if len(s.withheld()) == 0 && len(s.lastCopy) > 0 {
		again, err := s.yes("Withhold what was withheld from the last copy")
		if err != nil {
			return nil, err
		}
		if again {
			for t, text := range s.lastCopy {
				s.keep(t, text, assessment.Value{})
			}
		}
	}
	if again, err := s.askWithheld(); err != nil || !again {
		return nil, err
	}
	if err := s.askCopyMarking(); err != nil {
		return nil, err
	}
	s.refresh()
	full := report.New(s.a)
	r, err := full.Redact(s.withheld(), s.typed[drafts.CopyMarking()])
	switch {
	case errors.Is(err, report.ErrTold):
		s.say("Nothing was written. %s %s", sentence(err), report.ToldCure)
		return nil, nil
	case err != nil:
		s.say("Nothing was written. %s", sentence(err))
		return nil, nil
	}
	return s.lookAt(r)
}

// askWithheld asks what is withheld, and why, until that is all. It reports false
// where nothing is.
func (s *session) askWithheld() (bool, error) {
	var said []report.Withholding
	for {
		all, items := s.withheld(), s.withholdable()
		for _, x := range all {
			if !slices.Contains(said, x) {
				s.say("Withheld: %s. Reason: %s", x.Words(items), x.Reason)
			}
		}
		for _, x := range said {
			if !slices.ContainsFunc(all, func(y report.Withholding) bool { return y.Item == x.Item && y.Part == x.Part }) {
				s.say("No longer withheld: %s.", x.Words(items))
			}
		}
		said = all
		p := prompt{
			what: "Withhold something of", takes: "the reference of a question", text: true, reference: true, enter: "leaves the copy; nothing is withheld",
			help: "The reference of a question, such as BUS-07; then you are asked which part of it, and why. To withhold something no longer, name its question and part again. " + report.WithheldToo,
		}
		if len(all) > 0 {
			p.enter = "is all"
		}
		r, err := s.ask(p)
		if err != nil || r.empty {
			return len(all) > 0, err
		}
		items = s.withholdable() // as they are now, which may be others
		at := slices.IndexFunc(items, func(it *checklist.Item) bool { return search.Rank(it.ID, r.text) == 0 })
		if at < 0 {
			s.say("There is no question %q. %s", assessment.Shorten(r.text), p.wants())
			continue
		}
		if err := s.withhold(items[at]); err != nil {
			return false, err
		}
	}
}

// withhold asks which part of a question is withheld, and why.
func (s *session) withhold(it *checklist.Item) error {
	id := it.ID
	parts := report.Parts(it)
	var labels []string
	for _, p := range parts {
		label := p.Label
		if reason, ok := s.typed[drafts.Withheld(id, p.ID)]; ok {
			label += ", withheld: " + assessment.Shorten(reason)
		}
		labels = append(labels, label)
	}
	s.say("%s %s", id, it.Title)
	n, err := s.choose("Part", labels, 0, "The part of the answer that is not to be published.")
	if err != nil {
		if errors.Is(err, errBack) {
			return nil
		}
		return err
	}
	t := drafts.Withheld(id, parts[n-1].ID)
	_, before := s.typed[t]
	f := form{silent: true, inputs: []input{
		line("Reason", "why it is withheld, such as it names an officer", "", "").on(t).
			helped("The reason is published. Without one the part is not withheld; empty takes one away."),
	}}
	ok, err := s.fill(&f)
	if ok && f.value(0) == "" && !before {
		s.say("Not withheld, for no reason was given.")
	}
	return err
}

// askCopyMarking asks for the protective marking of a copy.
func (s *session) askCopyMarking() error {
	full := s.a.Details().Marking
	names := slices.DeleteFunc(assessment.Markings(), func(name string) bool { return name == full })
	now := 1
	if i := slices.Index(names, s.typed[drafts.CopyMarking()]); i >= 0 {
		now = i + 2
	}
	n, err := s.choose("Protective marking of the copy", append([]string{full + ", as the return"}, names...), now, "It stands at the head and foot of every page of the copy.")
	switch {
	case err != nil:
		return err
	case n == 1:
		s.forget(drafts.CopyMarking())
	default:
		s.keep(drafts.CopyMarking(), names[n-2], assessment.Value{})
	}
	return nil
}

// lookAt says what a copy is, and reads all of it if that is wanted, before it is
// written; nil where it is not to be.
func (s *session) lookAt(r *report.Report) (*report.Report, error) {
	s.say("The copy is marked %s. What is withheld:", r.Marked())
	for _, p := range r.Schedule() {
		s.say("%s (%s)", p.Name, p.Text)
	}
	s.say("%s", report.WithheldToo)
	for {
		n, err := s.choose("Number", []string{"Write it", "Hear all of it first", "Leave it; what is withheld is kept"}, 0, "Nothing is written before you say so.")
		switch {
		case err != nil:
			return nil, err
		case n == 1:
			return r, nil
		case n == 3:
			s.say("Nothing was written.")
			return nil, nil
		}
		lines, err := r.ReadOut()
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if words := l.String(); words != "" {
				s.say("%s", words)
			}
		}
	}
}

// published notes that a copy has been written: what was withheld from it is given
// up, and can be taken again.
func (s *session) published() {
	s.lastCopy = maps.Clone(s.typed)
	maps.DeleteFunc(s.lastCopy, func(t assessment.Target, _ string) bool { return !drafts.OfCopy(t) })
	s.forget(slices.Collect(maps.Keys(s.lastCopy))...)
}

// askReplaces asks in the place of which return the next is sent, and makes that;
// nil where it is left, or where nothing has changed.
func (s *session) askReplaces() (*report.Report, error) {
	s.refresh()
	earlier, err := s.Receipts.Replaceable(s.a)
	s.sayUnreadReceipts(err)
	if len(earlier) == 0 {
		s.say("No return has been exported yet that could be replaced. Nothing was written.")
		return nil, nil
	}
	labels := make([]string, len(earlier))
	for i, x := range earlier {
		what := "nothing has changed since"
		if n := len(s.a.Since(x.Then)); n > 0 {
			what = fmt.Sprintf("%d %s otherwise now", n, assessment.Plural(n, "question", "questions"))
		}
		labels[i] = x.Reference + " of " + s.moment(x.Time) + ", " + what
	}
	n, err := s.choose("In place of", labels, 1, "The return that was sent last, and that this one corrects.")
	if err != nil {
		return nil, err
	}
	r := report.New(s.a)
	r.Replace(earlier[n-1].Then, s.a)
	if len(r.Replaces.Changes) == 0 {
		s.say("Nothing was written. %s.", report.Unchanged(r.Replaces.Reference))
		return nil, nil
	}
	s.say("%s. What is said otherwise now:", r.Replaces.Words())
	for _, c := range r.Replaces.Changes {
		for _, words := range c.Words {
			s.say("%s", words)
		}
	}
	ok, err := s.yes("Write it in place of " + r.Replaces.Reference)
	if err != nil || !ok {
		if err == nil {
			s.say("Nothing was written.")
		}
		return nil, err
	}
	return &r, nil
}
