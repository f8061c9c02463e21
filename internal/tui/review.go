package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/tui/widget"
)

// Review: someone other than who answered accepts an item, or returns it with a
// note that asks for an answer. Its states are words wherever they are shown.

// reviewShort is a state in a column of a list, at most reviewWidth wide; empty
// for what was not reviewed.
func reviewShort(s assessment.ReviewState) string {
	switch s {
	case assessment.ReviewReturned:
		return "returned"
	case assessment.ReviewReplied:
		return "replied"
	case assessment.ReviewAccepted:
		return "accepted"
	case assessment.ReviewChanged:
		return "changed"
	}
	return ""
}

const reviewWidth = 9

// inReview is the tone of a state's words.
func inReview(s assessment.ReviewState) tone {
	switch s {
	case assessment.ReviewReturned, assessment.ReviewChanged, assessment.ReviewReplied:
		return inWarn
	case assessment.ReviewAccepted:
		return inGood
	}
	return inDim
}

// reviewTally counts the items by what a reviewer said of them; empty if none
// has said anything.
func reviewTally(p assessment.Tally) string {
	var parts []string
	for _, s := range []struct {
		state assessment.ReviewState
		words string
	}{
		{assessment.ReviewAccepted, "accepted"},
		{assessment.ReviewReturned, "returned"},
		{assessment.ReviewReplied, "to be reviewed again"},
		{assessment.ReviewChanged, "changed since accepted"},
	} {
		if n := p.Reviews[s.state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s.words))
		}
	}
	return strings.Join(parts, ", ")
}

// accept records that the person at work accepts the answer to an item.
func (e *env) accept(item string) (tea.Cmd, bool) {
	edits, err := e.desk.shown.Accept(e.author, e.now(), item)
	if err != nil {
		return complain(assessment.Capital(err.Error()) + "."), false
	}
	return e.desk.record(edits...), true
}

// noAccept is why an item cannot be accepted now, and empty if it can.
func (e *env) noAccept(item string) string {
	a := e.desk.shown
	it, ok := a.Item(item)
	switch {
	case !ok:
		return "There is no question here."
	case e.locked() != "":
		return e.locked()
	case a.Standing(it) == checklist.Unanswered:
		return "It cannot be accepted: it is not answered yet."
	case a.Review(item).State == assessment.ReviewAccepted:
		return "It is accepted as it is."
	}
	return ""
}

// noReturn is why an item cannot be returned now, and empty if it can.
func (e *env) noReturn(item string) string {
	if _, ok := e.desk.shown.Item(item); !ok {
		return "There is no question here."
	}
	return e.locked()
}

// newReturn asks a reviewer what is wanted of an item that they send back.
func newReturn(e *env, item string) *sheet {
	m := &sheet{
		base: on(e), title: "Return " + item, subtitle: itemTitle(e, item), verb: "return it",
		explain: "Say what is wanted before you can accept the answer. The note stands on the question until it is answered. " +
			"Reviews are the force's own affair: HMIC is never told the note, nor the answer to it.",
		form: newForm(longInput("What is wanted?", "", "Say what is wanted, so that it can be done.", "").
			of(assessment.Target{Kind: assessment.OnReview, ID: item, Part: assessment.PartNote})),
	}
	if r := e.desk.shown.Review(item); r.Note != "" {
		m.above = append(m.above, "Returned before by "+plain.Line(r.By)+" on "+e.day(r.Time)+": "+plain.Line(r.Note))
		if r.Reply != "" {
			m.above = append(m.above, "Answered: "+plain.Line(r.Reply))
		}
	}
	m.save = func(f *form) (tea.Cmd, bool) {
		d := e.desk
		edits := d.shown.Return(e.author, e.now(), item, f.value(0))
		said := item + " is returned, and waits for an answer to your note."
		if who := d.shown.Assigned(item); who != "" {
			said = item + " is returned to " + who + ", and waits for an answer to your note."
		}
		return tea.Batch(d.record(edits...), say(said)), true
	}
	return m.begin()
}

// reviewActions are what the one who answers the question can do about a note,
// and what its reviewer can do.
func (m *question) reviewActions() (reply action, review []action) {
	r := m.env.desk.shown.Review(m.id)
	noReply := m.env.locked()
	if r.State != assessment.ReviewReturned && r.State != assessment.ReviewReplied {
		noReply = "No reviewer has returned this question."
	}
	reply = can("question.reply", m.reply).unless(noReply)
	if r.State != assessment.ReviewReturned {
		reply = reply.off()
	}
	return reply, []action{
		can("question.accept", m.accept).unless(m.env.noAccept(m.id)).off(),
		can("question.return", func() tea.Cmd { return m.env.open(newReturn(m.env, m.id)) }).unless(m.env.noReturn(m.id)).off(),
	}
}

func (m *question) accept() tea.Cmd {
	save, ok := m.env.accept(m.id)
	if !ok {
		return save
	}
	return tea.Batch(save, m.step(1, m.id+" is accepted."))
}

// reply puts the cursor on the answer to the note, and opens it.
func (m *question) reply() tea.Cmd {
	for i, r := range m.rows() {
		if r.kind == rowReply {
			m.to(i)
			return m.startText(r)
		}
	}
	return nil
}

// status is who the question is for, and what a reviewer has said of it, with
// the note in full; nothing if neither is known.
func (m *question) status(w int) []string {
	t, a := m.env.theme, m.env.desk.shown
	r := a.Review(m.id)
	style := inReview(r.State)(t)
	var lines []string
	if who := a.Assigned(m.id); who != "" {
		for _, s := range widget.Wrap("For "+plain.Line(who), w) {
			lines = append(lines, t.Dim.Render(s))
		}
	}
	if words := plain.Line(r.Said(m.env.day(r.Time))); words != "" {
		for _, s := range widget.Wrap(words, w) {
			lines = append(lines, style.Render(s))
		}
	}
	if r.State == assessment.ReviewReturned || r.State == assessment.ReviewReplied {
		for _, s := range widget.Wrap(plain.Text(r.Note), w-2) {
			lines = append(lines, style.Render("│ ")+s)
		}
	}
	if r.State == assessment.ReviewReturned && m.env.locked() == "" {
		lines = append(lines, t.Dim.Render(m.env.tell("Press {question.reply} to answer the note.")))
	}
	return lines
}
