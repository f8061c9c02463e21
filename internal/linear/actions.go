package linear

import (
	"fmt"
	"slices"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
	"favour/internal/settings"
)

// newActions is what the force has undertaken to do about one question, or with an
// empty id all that it has: the most pressing first.
func newActions(item string) *listing {
	m := actionListing("actions on "+item, func(s *session) []assessment.Action {
		if item == "" {
			return s.a.Actions()
		}
		return s.a.ActionsFor(item)
	}, item, "")
	m.none = "No action has been named for this answer. Type add to say what the force will do, who does it and by when."
	if item == "" {
		m.title, m.none = "all actions", "No action has been named in this assessment."
	}
	return m
}

// newActionsOf is the actions of one owner.
func newActionsOf(owner string) *listing {
	m := actionListing("actions of "+owner, func(s *session) []assessment.Action {
		return slices.DeleteFunc(s.a.Actions(), func(x assessment.Action) bool { return !assessment.Same(x.Owner, owner) })
	}, "", owner)
	m.none = owner + " has no action."
	return m
}

func actionListing(title string, all func(*session) []assessment.Action, item, owner string) *listing {
	m := &listing{title: title, about: item, takes: "add, done, remove", help: "A number reads that action and changes it."}
	byDue := func(s *session) []assessment.Action {
		list := all(s)
		slices.SortStableFunc(list, assessment.ByDue)
		return list
	}
	m.heads = func(s *session) []string {
		open := 0
		for _, x := range all(s) {
			if x.Status != assessment.StatusDone {
				open++
			}
		}
		if n := len(all(s)); n > 1 {
			return []string{fmt.Sprintf("%s: %d, of which %d open", assessment.Capital(m.title), n, open)}
		}
		return []string{assessment.Capital(m.title)}
	}
	m.rows = func(s *session) []row {
		var rows []row
		for _, x := range byDue(s) {
			words := x.ID + " " + s.actionWords(x)
			if item == "" {
				words += ", on " + andList(x.Items)
			}
			rows = append(rows, row{key: x.ID, text: words, open: func(s *session) error { return s.changeAction(x) }})
		}
		return rows
	}
	nth := func(verb string, do func(*session, assessment.Action) error) func(*session, string) error {
		return func(s *session, args string) error {
			r, ok := m.numbered(s, args, verb)
			if !ok {
				return nil
			}
			list := all(s)
			return do(s, list[slices.IndexFunc(list, func(x assessment.Action) bool { return x.ID == r.key })])
		}
	}
	m.here = func(*session) []command {
		return []command{
			{names: []string{"add"}, what: "add an action", needs: aChange, asks: true, do: func(s *session, _ string) error { return s.addAction(item, owner) }},
			{names: []string{"change"}, args: "NUMBER", what: "read an action and change it", needs: aChange, asks: true, do: nth("change", (*session).changeAction)},
			{names: []string{"done"}, args: "NUMBER", what: "say that an action is done, or that it is not", needs: aChange, do: nth("done", (*session).toggleDone)},
			{names: []string{"question"}, args: "NUMBER", what: "go to the question that an action is about, the first if it is about several", do: nth("question", func(_ *session, x assessment.Action) error { return goTo(&question{id: x.Items[0]}) })},
			{names: []string{"remove"}, args: "NUMBER", what: "remove an action", needs: aChange, asks: true, do: nth("remove", func(s *session, x assessment.Action) error { return s.removeAction(x, item) })},
		}
	}
	return m
}

// actionWords is an action in a line: what, who, and how it stands.
func (s *session) actionWords(x assessment.Action) string {
	words := x.What
	if x.Owner != "" {
		words += ", " + x.Owner
	}
	switch {
	case x.Status == assessment.StatusDone:
		return words + ", done"
	case x.Overdue(s.today()):
		return words + ", overdue since " + s.date(x.Due)
	case x.Due.IsZero():
		return words + ", no date"
	}
	return words + ", due " + s.date(x.Due)
}

// actionForm asks for the parts of an action.
func actionForm(dates settings.Dates, was assessment.Action, id string) form {
	of := func(part string) assessment.Target {
		return assessment.Target{Kind: assessment.OnAction, ID: id, Part: part}
	}
	status := []choice{{"", assessment.StatusOpen, "Open"}, {"", assessment.StatusDone, "Done"}}
	if was.Status == "" {
		was.Status = assessment.StatusOpen
	}
	return form{title: "Action", inputs: []input{
		line("What", "what will be done", "Say what will be done.", was.What).helped("What the force will do, such as Publish the gifts register on the force's website.").on(of(assessment.PartWhat)),
		line("Owner", "who does it", "", was.Owner).helped("Who does it, by role rather than by name.").on(of(assessment.PartOwner)),
		dateInput(dates, "Due", "a date", "", was.Due).helped("By when it is to be done, such as 30 November 2012.").on(of(assessment.PartDue)),
		choiceInput("Status", status, was.Status).on(of(assessment.PartStatus)),
	}}
}

// addAction adds an action on a question, or on one that is asked.
func (s *session) addAction(item, owner string) error {
	item, err := s.itemOr(item, "Question that it is about")
	if err != nil {
		return err
	}
	return s.askAction(s.addID(assessment.OnAction, item), item, owner)
}

// goOnWithAction asks for an action under the id that its drafts have: that of one to
// be added to item, or of an action that there is.
func (s *session) goOnWithAction(id, item string) error {
	if _, adds := drafts.AddsTo(id); adds {
		return s.askAction(id, item, "")
	}
	i := slices.IndexFunc(s.a.Actions(), func(x assessment.Action) bool { return x.ID == id })
	if i < 0 {
		return s.gone("action " + id)
	}
	return s.changeAction(s.a.Actions()[i])
}

func (s *session) askAction(id, item, owner string) error {
	f := actionForm(s.Settings.Dates, assessment.Action{Owner: owner}, id)
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return err
	}
	added := assessment.Action{What: f.value(0), Owner: f.value(1), Due: f.date(2), Status: f.value(3), Items: []string{item}}
	got, err := s.add(func(a assessment.Assessment) []assessment.Edit { return a.ActionEdits(added) })
	if got != "" {
		s.forget(f.targets()...)
		s.say("Action %s added.", got)
	}
	return err
}

// changeAction reads an action, and asks for its parts anew.
func (s *session) changeAction(x assessment.Action) error {
	s.say("Action %s answers %s.", x.ID, andList(x.Items))
	if why := s.locked(); why != "" {
		s.say("%s", s.actionWords(x))
		s.say("%s", why)
		return nil
	}
	f := actionForm(s.Settings.Dates, x, x.ID)
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return err
	}
	return s.submit(&f)
}

func (s *session) toggleDone(x assessment.Action) error {
	said := x.ID + " is done."
	if x.Status == assessment.StatusDone {
		x.Status, said = assessment.StatusOpen, x.ID+" is open again."
	} else {
		x.Status = assessment.StatusDone
	}
	return s.storeSaying(said, s.a.ActionEdits(x)...)
}

// removeAction removes an action from one question, or with an empty id from all.
func (s *session) removeAction(x assessment.Action, item string) error {
	if x.Items = without(x.Items, item); item == "" {
		x.Items = nil
	}
	after := "It stays as an action on " + andList(x.Items) + "."
	if len(x.Items) == 0 {
		after = "It is removed from the assessment. Undo brings it back."
	}
	s.say("%s %s. %s", x.ID, x.What, after)
	ok, err := s.yes("Remove this action")
	if err != nil || !ok {
		return err
	}
	return s.storeSaying("Removed.", s.a.ActionEdits(x)...)
}
