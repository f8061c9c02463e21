package linear

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/settings"
	"favour/internal/trouble"
)

// A start is what a new assessment is started with, as far as it has been asked.
type start struct {
	lists   []*checklist.Checklist
	list    *checklist.Checklist
	forces  []checklist.Force
	force   checklist.Force // without an id if it was typed in
	from    *assessment.Assessment
	details form // period, baseline, deadline where another is followed, marking, lead
}

// Places of inputs in the form of details.
const (
	inputFrom = iota
	inputTo
)

// start asks for what a new assessment needs, and starts it: one of its own, or the
// next period behind the one with that id. Going back loses nothing.
func (s *session) start(follows string) error {
	defer s.within()()
	m := &start{}
	if follows != "" {
		a, err := s.Journal.Open(context.Background(), follows)
		if err != nil {
			s.say("%s cannot be followed. %s", follows, trouble.Sentence(err))
			return nil
		}
		m.from, m.force = &a, a.Details().Force
	}
	library, err := s.Library()
	if err != nil || len(library.Checklists) == 0 {
		s.say("There is no checklist to start from. %s", trouble.Sentence(cmpErr(err)))
		return nil
	}
	m.lists, m.forces = library.Checklists, library.Forces
	if m.from != nil {
		m.lists = assessment.Editions(m.from.Checklist(), library.Checklists)
	}
	m.list = m.lists[0]
	m.presetDetails(s.Settings.Dates)
	steps := m.steps()
	for i := 0; ; {
		if i == len(steps) {
			if err := s.begun(m); err != nil {
				return err
			}
			i-- // it could not be started, and nothing that was given is lost for that
		}
		s.gap()
		s.say("Step %d of %d. %s", i+1, len(steps), steps[i].heading)
		ok, err := steps[i].ask(s, m)
		switch {
		case errors.Is(err, errBack) && i > 0, err == nil && !ok && i > 0:
			i--
		case errors.Is(err, errBack), err == nil && !ok:
			s.say("Nothing was started.")
			return nil
		case err != nil:
			return err
		default:
			i++
		}
	}
}

// cmpErr is err, or what is wrong where there is no error.
func cmpErr(err error) error {
	if err == nil {
		return errors.New("none comes with this program")
	}
	return err
}

// A step is one thing that is asked; it reports false to go back.
type step struct {
	heading string
	ask     func(*session, *start) (bool, error)
}

func (m *start) steps() []step {
	var all []step
	if len(m.lists) > 1 {
		all = append(all, step{"Which checklist is to be answered?", (*session).askList})
	}
	if m.from == nil {
		all = append(all, step{"Which force is it for?", (*session).askForce})
	}
	return append(all,
		step{"Which period are the answers about, which protective marking does it carry, and who leads it? All of it can be changed later.", func(s *session, m *start) (bool, error) { return s.askDetails(m) }},
		step{"What will be started", (*session).askWhether})
}

// askList asks for the checklist.
func (s *session) askList(m *start) (bool, error) {
	labels, byDefault := make([]string, len(m.lists)), 1
	for i, c := range m.lists {
		labels[i] = c.Title + ", edition " + c.Edition
		if m.from != nil {
			labels[i] = assessment.EditionWords(c, m.from.Checklist())
		}
		if c == m.list {
			byDefault = i + 1
		}
	}
	n, err := s.choose("Checklist", labels, byDefault, "")
	if err != nil {
		return false, err
	}
	if m.list != m.lists[n-1] {
		m.list = m.lists[n-1]
		m.presetDetails(s.Settings.Dates)
	}
	return true, nil
}

// askForce asks for the force by a part of its name.
func (s *session) askForce(m *start) (bool, error) {
	p := prompt{what: "Force", takes: "part of its name", text: true, help: "Type part of the name, and pick it from those that have it. A force that is not listed can be typed in full."}
	if m.force.Name != "" {
		p.enter = "keeps " + m.force.Name
	}
	for {
		r, err := s.ask(p)
		typed := strings.Join(strings.Fields(r.text), " ")
		if err != nil || r.empty {
			return err == nil, err
		}
		var found []checklist.Force
		var names []string
		for _, f := range m.forces {
			if hasAll(strings.ToLower(f.Name), typed) {
				found, names = append(found, f), append(names, f.Name)
			}
		}
		if exact := slices.IndexFunc(found, func(f checklist.Force) bool { return strings.EqualFold(f.Name, typed) }); exact >= 0 {
			found, names = found[exact:exact+1], nil
		}
		switch {
		case len(found) == 1:
			m.force = found[0]
			s.say("%s.", m.force.Name)
			return true, nil
		case len(found) > 0:
			again := "Another name"
			n, err := s.choose("Which", append(names, again), 0, "")
			if left(err) != nil {
				return false, err
			}
			if err == nil && n <= len(found) {
				m.force = found[n-1]
				return true, nil
			}
		default:
			if ok, err := s.ownForce(m, typed); ok || left(err) != nil {
				return ok, err
			}
		}
	}
}

// ownForce takes a force that is not listed, if that is what was meant.
func (s *session) ownForce(m *start, typed string) (bool, error) {
	if why := (&input{}).problem(typed); why != "" {
		s.say("%s", why)
		return false, nil
	}
	s.say("No force of that name is listed.")
	n, err := s.choose("Number", []string{"Use " + strconv.Quote(typed) + " as typed", "Type another name"}, 0, "")
	if err != nil || n == 2 {
		return false, err
	}
	s.say("What does it call itself? Sentences about the answers use this.")
	self := []string{"the force", "the constabulary", "the service"}
	n, err = s.choose("It calls itself", []string{"The force", "The constabulary", "The service"}, 1, "")
	if err != nil {
		return false, err
	}
	m.force = checklist.Force{Name: typed, Self: self[n-1]}
	return true, nil
}

// hasAll reports whether name, in small letters, has every word that was typed.
func hasAll(name, typed string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		if !strings.Contains(name, word) {
			return false
		}
	}
	return true
}

// presetDetails takes the period from the checklist, or puts it behind that of the
// assessment that is followed.
func (m *start) presetDetails(dates settings.Dates) {
	day := func(iso string) time.Time {
		t, _ := assessment.ParseDate(iso)
		return t
	}
	from, to, baseline := day(m.list.Period.From), day(m.list.Period.To), day(m.list.Period.Baseline)
	if m.from == nil {
		m.details = form{silent: true, inputs: append(periodInputs(dates, from, to, baseline), markingInput(""), leadInput(""))}
		return
	}
	was := m.from.Details()
	from = time.Time{}
	if !was.To.IsZero() {
		from = was.To.AddDate(0, 0, 1)
	}
	if !to.After(from) {
		to = time.Time{}
	}
	inputs := periodInputs(dates, from, to, baseline)
	inputs[inputFrom].need = "Say on which day the period begins, such as 1 June 2012."
	inputs[inputTo].need = "Say on which day the period ends, such as 31 May 2013."
	m.details = form{silent: true, inputs: append(inputs, deadlineInput(dates, time.Time{}), markingInput(""), leadInput(was.Lead))}
}

// askDetails asks for the period, the marking and the lead.
func (s *session) askDetails(m *start) (bool, error) {
	for i := range m.details.inputs { // nothing of it is anywhere yet
		m.details.inputs[i].target.Kind = ""
	}
	for {
		ok, err := s.fill(&m.details)
		if err != nil || !ok {
			return ok, err
		}
		if why := s.periodProblem(&m.details); why != "" {
			s.say("%s", why)
			continue
		}
		return true, nil
	}
}

// askWhether says what is about to be started, and asks whether it is to be.
func (s *session) askWhether(m *start) (bool, error) {
	f := &m.details
	d := assessment.Details{From: f.date(inputFrom), To: f.date(inputTo)}.In(assessment.Dates(s.Settings.Dates.Layout()))
	s.say("%s, %s.", m.force.Name, d.PeriodWords())
	for _, x := range f.inputs[2:] {
		switch {
		case len(x.choices) > 0 && x.value == "":
			s.say("No protective marking is chosen yet.")
		case x.value != "":
			s.say("%s: %s.", x.label, x.value)
		}
	}
	if s.once("checklist " + m.list.Digest()) {
		s.sayChecklist(m.list)
	} else {
		s.say("%s, edition %s.", m.list.Title, m.list.Edition)
	}
	if m.from != nil {
		s.foresee(m)
	}
	for {
		r, err := s.ask(prompt{what: "Start it", enter: "starts it", takes: "back to change something"})
		if err != nil || r.empty {
			return err == nil, err
		}
	}
}

// foresee says what is asked otherwise than last time.
func (s *session) foresee(m *start) {
	if begins, ended := m.details.date(inputFrom), m.from.Details().To; !ended.IsZero() && !begins.After(ended) {
		s.say("The period begins before that of %s has ended, on %s: what falls into both is counted in both.", m.from.ID(), s.date(ended))
	}
	r := assessment.Revise(m.from.Checklist(), m.list)
	s.say("It follows %s. %s No answer is copied: on a question, still true says that last time's answer is still true.", m.from.ID(), r.Words())
	names := func(what string, items []*checklist.Item) {
		for i, it := range items {
			if i == 0 {
				s.say("%s:", what)
			}
			s.say("%s %s", it.ID, it.Title)
		}
	}
	var reworded []*checklist.Item
	for _, x := range r.Reworded {
		reworded = append(reworded, x.Is)
	}
	names("Reworded", reworded)
	names("New", r.New)
	names("No longer asked; the answers of last time stay with the return", r.Retired)
}

// begun starts the assessment, and goes to its contents. It returns nil where it could
// not be started.
func (s *session) begun(m *start) error {
	plan := journal.Plan{Checklist: m.list, Force: m.force, Author: s.author}
	for _, x := range m.details.inputs {
		e := assessment.Edit{Target: assessment.Detail(x.target.Part), New: assessment.Of(x.value)}
		if day, err := assessment.ParseDate(x.value); err == nil && x.day {
			e.New = assessment.OfDay(day)
		}
		if e.New.IsAnswered() {
			plan.Details = append(plan.Details, e)
		}
	}
	if m.from != nil {
		plan.Follows, plan.Last = m.from.ID(), m.from.AsLast(m.list)
	}
	a, err := s.Journal.Start(context.Background(), plan)
	if err != nil {
		s.say("The assessment was not started. %s", trouble.Sentence(err))
		return nil
	}
	s.say("Started. Everything is saved as you go.")
	s.warn()
	if s.isOpen && !s.mayLeave() {
		s.say("The one that was started is in the list of assessments.")
		return errAgain
	}
	s.hold(a) // what it is was said before it was started
	return goTo(newContents())
}

// The inputs of a form of details.

func periodInputs(dates settings.Dates, from, to, baseline time.Time) []input {
	return []input{
		dateInput(dates, "Period from", "a date", "", from).helped("The first day that the answers are about, such as 1 September 2011.").on(assessment.Detail(assessment.DetailFrom)),
		dateInput(dates, "Period to", "a date", "", to).helped("The last day that the answers are about, such as 31 May 2012.").on(assessment.Detail(assessment.DetailTo)),
		dateInput(dates, "Baseline", "the day of the earlier inspection", "", baseline).helped("The day of the earlier inspection that changes are counted from.").on(assessment.Detail(assessment.DetailBaseline)),
	}
}

func deadlineInput(dates settings.Dates, day time.Time) input {
	return dateInput(dates, "Deadline", "a date", "", day).helped("The day by which the return is to be sent.").on(assessment.Detail(assessment.DetailDeadline))
}

func leadInput(lead string) input {
	return line("Led by", "a name", "", lead).helped("Who leads the assessment, if you wish to name them. The name is in the export.").on(assessment.Detail(assessment.DetailLead))
}

func markingInput(marking string) input {
	var all []choice
	for _, scheme := range assessment.Schemes {
		heading := scheme.Title
		for _, m := range scheme.Markings {
			all = append(all, choice{heading, m, m})
			heading = ""
		}
	}
	all = append(all, choice{"Neither yet. SECRET and above may not be kept in favour: it is not accredited for them.", "", "Decide later; nothing can be exported before"})
	return choiceInput("Protective marking", all, marking).on(assessment.Detail(assessment.DetailMarking))
}

// periodProblem says what is wrong with the period of a form, and is empty if
// nothing is.
func (s *session) periodProblem(f *form) string {
	from, to := f.date(inputFrom), f.date(inputTo)
	if from.IsZero() || to.IsZero() || !to.Before(from) {
		return ""
	}
	return "The period ends before it begins on " + s.date(from) + ". Change one of the two."
}

// changeDetails changes the particulars of the open assessment.
func (s *session) changeDetails(string) error {
	d := s.a.Details()
	s.say("Force: %s, which calls itself %s. It cannot be changed: start another assessment for another force.", d.Force.Name, d.Force.Self)
	f := form{title: "Details", inputs: append(periodInputs(s.Settings.Dates, d.From, d.To, d.Baseline), markingInput(d.Marking), leadInput(d.Lead), deadlineInput(s.Settings.Dates, d.Deadline))}
	for {
		ok, err := s.fill(&f)
		if err != nil || !ok {
			return err
		}
		why := s.periodProblem(&f)
		if why == "" {
			break
		}
		s.say("%s", why)
	}
	return s.submit(&f)
}

// submit saves what the changed inputs of a form ask for. What someone else has
// changed since it was opened is put to the person.
func (s *session) submit(f *form) error {
	edits := f.edits()
	for i := 0; i < len(edits); {
		x := f.inputs[slices.IndexFunc(f.inputs, func(x input) bool { return x.target == edits[i].Target })]
		if now := s.a.At(x.target); now != x.base && now != edits[i].New {
			mine, err := s.settleClash(journal.Clash(s.a, x.target, edits[i].New))
			if err != nil {
				return err
			}
			if !mine {
				edits = slices.Delete(edits, i, i+1)
				continue
			}
		}
		i++
	}
	if len(s.a.Edits(edits...)) == 0 {
		s.forget(f.targets()...)
		s.say("Nothing was changed.")
		return nil
	}
	ok, err := s.record("", edits...)
	if ok {
		s.forget(f.targets()...)
	}
	return err
}
