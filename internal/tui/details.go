package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/settings"
)

// newDetails changes the particulars of the open assessment: its period and
// baseline, its protective marking and who leads it.
func newDetails(e *env) *sheet {
	a := e.desk.shown
	d := a.Details()
	m := &sheet{
		base:     on(e),
		title:    "Details of the assessment",
		subtitle: d.Force.Name,
		explain: "The period that the answers are about, the deadline if there is one, the protective marking that every export carries, and who leads the assessment. " +
			e.tell("All that you change here is saved as one change, which {app.undo} takes back. The force cannot be changed: start another assessment for another force."),
		above: []string{"Force  " + plain.Line(d.Force.Name) + ", which calls itself " + plain.Line(d.Force.Self)},
		under: []string{noSecrets},
		form: newForm(append(periodInputs(e.Dates, d.From, d.To, d.Baseline),
			markingInput(d.Marking),
			lineInput("Led by", "Who leads the assessment, if you wish to name them.", "", d.Lead).of(assessment.Detail(assessment.DetailLead)),
			deadlineInput(e.Dates, d.Deadline),
		)...),
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		if !checkPeriod(f) {
			return nil, false
		}
		return tea.Batch(e.desk.submit(f, f.edits()...), say("Details saved.")), true
	}
	return m.begin()
}

// noSecrets is what the marking is asked with.
const noSecrets = "SECRET and above may not be kept in favour: it is not accredited for them."

// The inputs of a form of details that are held against each other.
const (
	inputFrom = iota
	inputTo
)

func periodInputs(dates settings.Dates, from, to, baseline time.Time) []input {
	return []input{
		dateInput(dates, "Period from", "The first day that the answers are about, such as 1 September 2011.", "", from).of(assessment.Detail(assessment.DetailFrom)),
		dateInput(dates, "Period to", "The last day that they are about, such as 31 May 2012.", "", to).of(assessment.Detail(assessment.DetailTo)),
		dateInput(dates, "Baseline", "The earlier inspection that changes are counted from. You can leave this empty.", "", baseline).of(assessment.Detail(assessment.DetailBaseline)),
	}
}

func deadlineInput(dates settings.Dates, day time.Time) input {
	return dateInput(dates, "Deadline", "The day by which the return is to be sent. You can leave this empty.", "", day).of(assessment.Detail(assessment.DetailDeadline))
}

func markingInput(marking string) input {
	var options []option
	for _, s := range assessment.Schemes {
		heading := s.Title
		for _, marking := range s.Markings {
			options = append(options, option{heading, marking, marking})
			heading = ""
		}
	}
	options = append(options, option{"Neither yet", "", "Decide later (needed before export)"})
	return choiceInput("Marking", "", options, marking).of(assessment.Detail(assessment.DetailMarking))
}

// checkPeriod reports whether the period ends no earlier than it begins.
func checkPeriod(f *form) bool {
	from, to := f.day(inputFrom), f.day(inputTo)
	if from.IsZero() || to.IsZero() || !to.Before(from) {
		return true
	}
	f.complain(inputTo, "The period ends before it begins on "+f.inputs[inputFrom].dates.Format(from)+". Change one of the two.")
	return false
}
