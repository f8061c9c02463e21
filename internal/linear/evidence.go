package linear

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"favour/internal/assessment"
	disk "favour/internal/evidence"
	"favour/internal/journal/drafts"
	"favour/internal/settings"
)

// seen is what the last look at the file of a piece of evidence has shown.
type seen struct{ disk.Result }

// of reports whether it was a look at e as it is now.
func (x seen) of(e assessment.Evidence) bool {
	return x.Evidence.ID == e.ID && x.Evidence.Where == e.Where && x.Evidence.SHA256 == e.SHA256
}

// newEvidence is the evidence for one question, or with an empty id the register of
// all.
func newEvidence(item string) *listing {
	all := func(s *session) []assessment.Evidence {
		if item == "" {
			return s.a.Evidence()
		}
		return s.a.EvidenceFor(item)
	}
	m := &listing{title: "evidence for " + item, about: item, takes: "add, link, remove, files", help: "A number reads that piece and changes it."}
	m.none = "No evidence has been named for this answer. Type add to name a document that shows it to be true; favour keeps its title and where it is, not the document."
	if item == "" {
		m.title = "the evidence register"
		m.none = "No evidence has been named in this assessment."
	}
	m.heads = func(s *session) []string {
		if n := len(all(s)); n > 1 {
			return []string{fmt.Sprintf("%s: %d pieces", assessment.Capital(m.title), n)}
		}
		return []string{assessment.Capital(m.title)}
	}
	m.rows = func(s *session) []row {
		var rows []row
		for _, e := range all(s) {
			words := e.ID + " "
			if item == "" {
				words += "for " + andList(e.Items) + ": "
			}
			rows = append(rows, row{key: e.ID, text: words + s.evidenceWords(e), open: func(s *session) error { return s.changeEvidence(e) }})
		}
		return rows
	}
	nth := func(verb string, do func(*session, assessment.Evidence) error) func(*session, string) error {
		return func(s *session, args string) error {
			r, ok := m.numbered(s, args, verb)
			if !ok {
				return nil
			}
			list := all(s)
			return do(s, list[slices.IndexFunc(list, func(e assessment.Evidence) bool { return e.ID == r.key })])
		}
	}
	m.here = func(*session) []command {
		return []command{
			{names: []string{"add"}, what: "name another piece of evidence", needs: aChange, asks: true, do: func(s *session, _ string) error { return s.addEvidence(item) }},
			{names: []string{"change"}, args: "NUMBER", what: "read a piece of evidence and change it", needs: aChange, asks: true, do: nth("change", (*session).changeEvidence)},
			{names: []string{"link"}, args: "NUMBER", what: "let evidence serve another question, or one less", needs: aChange, asks: true, do: func(s *session, args string) error {
				if item != "" && args == "" {
					return s.linkHere(item)
				}
				return nth("link", (*session).linkEvidence)(s, args)
			}},
			{names: []string{"remove"}, args: "NUMBER", what: "remove a piece of evidence", needs: aChange, asks: true, do: nth("remove", func(s *session, e assessment.Evidence) error { return s.removeEvidence(e, item) })},
			{names: []string{"files"}, what: "look whether the files are where they are said to be, and as they were", do: func(s *session, _ string) error { return s.lookAtFiles(all(s)) }},
			{names: []string{"question"}, args: "NUMBER", what: "go to the question that a piece of evidence serves, the first if it serves several", do: nth("question", func(_ *session, e assessment.Evidence) error { return goTo(&question{id: e.Items[0]}) })},
			{names: []string{"digest"}, args: "NUMBER", what: "compute the SHA-256 of a file, so that a change to it is noticed", needs: aChange, asks: true, do: nth("digest", (*session).digest)},
		}
	}
	return m
}

// evidenceWords is a piece of evidence in a line, and what is wrong with it.
func (s *session) evidenceWords(e assessment.Evidence) string {
	words := e.Title
	for _, x := range [][2]string{{"owner ", e.Owner}, {"as at ", s.date(e.AsAt)}, {"", e.Marking}} {
		if x[1] != "" {
			words += ", " + x[0] + x[1]
		}
	}
	if e.SHA256 != "" {
		words += ", SHA-256 recorded"
	}
	if flags := s.flags(e); len(flags) > 0 {
		words += ". Look at it: " + strings.Join(flags, ", ")
	}
	return words
}

// flags are what is wrong with a piece of evidence.
func (s *session) flags(e assessment.Evidence) []string {
	var all []string
	for _, f := range s.count().Findings {
		if f.Field != e.ID || len(e.Items) == 0 || f.Item != e.Items[0] {
			continue
		}
		switch f.Code {
		case assessment.CodeStale:
			all = append(all, "stale")
		case assessment.CodeLate:
			all = append(all, "after the period")
		}
	}
	if r, ok := s.files[e.ID]; ok && r.of(e) {
		switch r.State {
		case disk.Missing:
			all = append(all, "no file is where it is said to be kept")
		case disk.Changed:
			all = append(all, "the file is not the one that was recorded")
		case disk.Unread:
			all = append(all, "the file could not be read: "+r.Reason())
		}
	}
	return all
}

// evidenceForm asks for the parts of a piece of evidence.
func evidenceForm(dates settings.Dates, was assessment.Evidence, id string) form {
	of := func(part string) assessment.Target {
		return assessment.Target{Kind: assessment.OnEvidence, ID: id, Part: part}
	}
	markings := []choice{{"", "", "Not given"}}
	for _, m := range assessment.Markings() {
		markings = append(markings, choice{"", m, m})
	}
	return form{title: "Evidence", inputs: []input{
		line("Title", "such as Social media guidance, version 2", "Give the title of the document, so that it can be told from others.", was.Title).on(of(assessment.PartTitle)),
		line("Owner", "such as Head of communications", "", was.Owner).helped("Who answers for the document.").on(of(assessment.PartOwner)),
		dateInput(dates, "As at", "a date", "", was.AsAt).helped("Of what date the document is, such as 30 September 2011.").on(of(assessment.PartAsAt)),
		line("Kept at", "where it is kept, which is in no export", "", was.Where).asPath().helped("Where your force keeps it: a file, a folder, a cupboard. It goes into no export.").on(of(assessment.PartWhere)),
		choiceInput("Marking", markings, was.Marking).on(of(assessment.PartMarking)),
	}}
}

// addEvidence names a piece of evidence for a question, or for one that is asked.
func (s *session) addEvidence(item string) error {
	item, err := s.itemOr(item, "Question that it serves")
	if err != nil {
		return err
	}
	return s.goOnWithEvidence(s.addID(assessment.OnEvidence, item), item)
}

// itemOr is item, or a question that is asked for where that is empty.
func (s *session) itemOr(item, what string) (string, error) {
	if item != "" {
		return item, nil
	}
	return s.itemFor(what)
}

// goOnWithEvidence asks for evidence under the id that its drafts have: that of
// something to be added to item, or of evidence that there is.
func (s *session) goOnWithEvidence(id, item string) error {
	if _, adds := drafts.AddsTo(id); !adds {
		i := slices.IndexFunc(s.a.Evidence(), func(e assessment.Evidence) bool { return e.ID == id })
		if i < 0 {
			return s.gone("evidence " + id)
		}
		return s.changeEvidence(s.a.Evidence()[i])
	}
	f := evidenceForm(s.Settings.Dates, assessment.Evidence{}, id)
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return err
	}
	added := assessment.Evidence{Title: f.value(0), Owner: f.value(1), AsAt: f.date(2), Where: f.value(3), Marking: f.value(4), Items: []string{item}}
	got, err := s.add(func(a assessment.Assessment) []assessment.Edit { return a.EvidenceEdits(added) })
	if got != "" {
		s.forget(f.targets()...)
		s.say("Evidence %s added.", got)
	}
	return err
}

// changeEvidence reads a piece of evidence, and asks for its parts anew.
func (s *session) changeEvidence(e assessment.Evidence) error {
	s.say("Evidence %s serves %s.", e.ID, andList(e.Items))
	if e.SHA256 != "" {
		s.say("SHA-256 of its file: %s", e.SHA256)
	}
	if why := s.locked(); why != "" {
		s.say("%s", s.evidenceWords(e))
		s.say("%s", why)
		return nil
	}
	f := evidenceForm(s.Settings.Dates, e, e.ID)
	ok, err := s.fill(&f)
	if err != nil || !ok {
		return err
	}
	return s.submit(&f)
}

// linkHere lets evidence that is named for other answers serve this one as well.
func (s *session) linkHere(item string) error {
	others := slices.DeleteFunc(s.a.Evidence(), func(e assessment.Evidence) bool { return slices.Contains(e.Items, item) })
	if len(others) == 0 {
		s.say("No other answer has evidence that could be used here.")
		return nil
	}
	var titles []string
	for _, e := range others {
		titles = append(titles, e.ID+" "+s.evidenceWords(e))
	}
	n, err := s.choose("Evidence to use here too", titles, 0, "")
	if err != nil {
		return err
	}
	return s.toggleLink(others[n-1], item)
}

// linkEvidence lets a piece of evidence serve another question, or one less.
func (s *session) linkEvidence(e assessment.Evidence) error {
	s.say("%s serves %s.", e.ID, andList(e.Items))
	for {
		r, err := s.ask(prompt{what: "Question", takes: "the reference of one that it is to serve, or no longer", text: true, reference: true, enter: "leaves it"})
		if err != nil || r.empty {
			return err
		}
		if it := s.named(r.text); it != "" {
			return s.toggleLink(e, it)
		}
		s.say("There is no question %q.", assessment.Shorten(r.text))
	}
}

// toggleLink lets e serve item, or no longer.
func (s *session) toggleLink(e assessment.Evidence, item string) error {
	said := fmt.Sprintf("%s is now evidence for %s too.", e.ID, item)
	switch {
	case !slices.Contains(e.Items, item):
		e.Items = append(slices.Clone(e.Items), item)
	case len(e.Items) == 1:
		s.say("%s is the only question that it serves. Link another first, or remove the evidence.", item)
		return nil
	default:
		e.Items = without(e.Items, item)
		said = fmt.Sprintf("%s is no longer evidence for %s.", e.ID, item)
	}
	return s.storeSaying(said, s.a.EvidenceEdits(e)...)
}

// storeSaying saves edits as one change, and says in its own words that it is done.
func (s *session) storeSaying(said string, edits ...assessment.Edit) error {
	ok, err := s.store("", edits...)
	if ok {
		s.say("%s", said)
	}
	return err
}

func without(items []string, item string) []string {
	return slices.DeleteFunc(slices.Clone(items), func(x string) bool { return x == item })
}

// removeEvidence removes a piece from one question, or with an empty id from all.
func (s *session) removeEvidence(e assessment.Evidence, item string) error {
	from := item
	if e.Items = without(e.Items, item); item == "" {
		e.Items, from = nil, "the assessment"
	}
	after := "It stays as evidence for " + andList(e.Items) + "."
	if len(e.Items) == 0 {
		after = "It serves no other answer then. Undo brings it back."
	}
	s.say("%s %s. %s", e.ID, e.Title, after)
	ok, err := s.yes("Remove it from " + from)
	if err != nil || !ok {
		return err
	}
	return s.storeSaying("Removed.", s.a.EvidenceEdits(e)...)
}

// lookAtFiles looks whether files are where they are said to be, and as they were.
func (s *session) lookAtFiles(all []assessment.Evidence) error {
	wrong := 0
	for i, e := range all {
		doing := fmt.Sprintf("Reading the file of %s, %d of %d", e.ID, i+1, len(all))
		r, err := await(s, doing, func(ctx context.Context) disk.Result { return disk.Look(ctx, e) })
		if errors.Is(err, errStopped) {
			s.say("Stopped. Looked at %d of %d pieces of evidence.", i, len(all))
			return nil
		}
		if err != nil {
			return err
		}
		s.files[e.ID] = seen{r}
		words := ""
		switch r.State {
		case disk.There:
			words = "it is there"
			if e.SHA256 != "" {
				words = "the file is as it was recorded"
			}
		case disk.NotFile:
			words = "no path of a file to look at"
		case disk.Elsewhere:
			words = "no full path says where to look"
		case disk.Missing:
			words = "no file is where it is said to be kept"
		case disk.Changed:
			words = "the file is not the one that was recorded"
		case disk.Unread:
			words = "the file could not be read: " + r.Reason()
		}
		switch r.State {
		case disk.Missing, disk.Changed, disk.Unread:
			wrong++
		}
		s.say("%s %s: %s.", e.ID, e.Title, words)
		s.talk.out.Flush()
	}
	s.say("Looked at %d %s of evidence; %d missing, changed or not to be read.", len(all), assessment.Plural(len(all), "piece", "pieces"), wrong)
	return nil
}

// digest computes the SHA-256 of the file of a piece of evidence, and records it
// unless another one is recorded and the person does not know why.
func (s *session) digest(e assessment.Evidence) error {
	path, ok := disk.Path(e)
	if !ok {
		s.say(`Where it is kept is not the full path of a file on this computer, such as S:\policies\gifts.pdf or /srv/policies/gifts.pdf.`)
		return nil
	}
	var sum string
	rerr, err := await(s, "Reading the file of "+e.ID, func(ctx context.Context) (err error) {
		sum, err = disk.Digest(ctx, path)
		return err
	})
	switch {
	case errors.Is(err, errStopped):
		s.say("Stopped. Nothing was recorded.")
		return nil
	case err != nil:
		return err
	case rerr != nil:
		s.say("The file of %s could not be read: %s.", e.ID, disk.Result{Err: rerr}.Reason())
		return nil
	case sum == e.SHA256:
		s.say("The file of %s is the one that was recorded.", e.ID)
		return nil
	case e.SHA256 != "":
		s.say("The file is not the one whose SHA-256 was recorded. Record the new one only if you know why it has changed.")
		s.say("Recorded: %s", e.SHA256)
		s.say("Now: %s", sum)
		if ok, err := s.yes("Record the file as it is now"); err != nil || !ok {
			return err
		}
	}
	e.SHA256 = sum
	return s.storeSaying("The SHA-256 of "+e.ID+" is recorded.", s.a.EvidenceEdits(e)...)
}
