package cli

import (
	"context"
	"fmt"
	"strings"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

// What a newer edition of a checklist asks otherwise.

// revisionWords is r in one sentence.
func revisionWords(r assessment.Revision) string {
	if len(r.Reworded)+len(r.New)+len(r.Retired) == 0 {
		return fmt.Sprintf("All %d items are asked as they were.", len(r.Unchanged))
	}
	are := func(n int, what string) string {
		return fmt.Sprintf("%d %s %s", n, assessment.Plural(n, "is", "are"), what)
	}
	return fmt.Sprintf("Of its items, %s, %s and %s; %s.", are(len(r.Unchanged), "asked as before"),
		are(len(r.Reworded), "reworded"), are(len(r.New), "new"), are(len(r.Retired), "no longer asked"))
}

// marked is how one wording became another so that it can be read without
// colour: [-what is gone-] {+what is new+}. The blanks behind words stay outside.
func marked(spans []assessment.Span) string {
	var b strings.Builder
	for _, s := range spans {
		text := strings.TrimRight(s.Text, " \n\t")
		rest := s.Text[len(text):]
		switch s.Kind {
		case assessment.Removed:
			text = "[-" + text + "-]"
		case assessment.Added:
			text = "{+" + text + "+}"
		}
		if b.Len() > 0 && s.Kind == assessment.Added && !strings.HasSuffix(b.String(), " ") {
			b.WriteString(" ") // the last word of a text has no blank behind it
		}
		b.WriteString(text + rest)
	}
	return b.String()
}

// preview says what the items of the checklist would be, and starts nothing.
func (a *app) preview(ctx context.Context, o *newOptions, given func(string) bool) error {
	last, list, err := a.following(ctx, o, given)
	if err != nil {
		return err
	}
	r := assessment.Revise(last.Checklist(), list)
	if a.asJSON {
		return a.out.json(revisionToJSON(last, list, r))
	}
	a.out.heading(fmt.Sprintf("After %s, with %s", last.ID(), editionWords(list)))
	if last.Checklist().Digest() != list.Digest() {
		a.out.hang("", fmt.Sprintf("Last time: %s.", editionWords(last.Checklist())))
	}
	a.out.hang("", revisionWords(r))
	a.printRevision(r)
	if text := revisedSince(list); text != "" {
		a.out.hang("", text)
	}
	a.out.blank()
	a.out.line("Nothing was started. Leave out --preview to start it.")
	return nil
}

// revisedSince says that favour comes with a revision of a checklist that an
// assessment carries, and is empty where it does not.
func revisedSince(list *checklist.Checklist) string {
	ours, err := catalog.Find(checklists.FS, list.ID)
	if err != nil || ours.Digest() == list.Digest() {
		return ""
	}
	return fmt.Sprintf("favour comes with a revision of this checklist, edition %s. Give --checklist %s to be asked that one; with --preview it says first what is asked otherwise.", ours.Edition, ours.ID)
}

func editionWords(l *checklist.Checklist) string {
	return fmt.Sprintf("%s, edition %s", l.Title, l.Edition)
}

func (a *app) printRevision(r assessment.Revision) {
	if len(r.Reworded) > 0 {
		a.out.blank()
		a.out.heading("Reworded: [-what it was-] {+what it is+}")
	}
	for _, x := range r.Reworded {
		a.out.hang(x.Is.ID+"  ", x.Is.Title)
		a.printWordings(strings.Repeat(" ", len(x.Is.ID)+2), x)
	}
	list := func(title string, items []*checklist.Item) {
		if len(items) == 0 {
			return
		}
		a.out.blank()
		a.out.heading(title)
		for _, it := range items {
			a.out.hang(it.ID+"  ", it.Title+": "+it.Question)
		}
	}
	list("New", r.New)
	list("No longer asked; last time's answers stay to be read, and are exported", r.Retired)
}

// printWordings prints what is worded otherwise of one item.
func (a *app) printWordings(indent string, x assessment.Rewording) {
	for _, w := range x.Wordings() {
		a.out.hang(indent+w.What+": ", marked(w.Spans))
	}
}

type revisionJSON struct {
	From      string         `json:"from"` // the assessment to be followed
	Was       editionJSON    `json:"was"`
	Is        editionJSON    `json:"is"`
	Unchanged []string       `json:"unchanged"` // ids of items
	Reworded  []rewordedJSON `json:"reworded"`
	New       []askedJSON    `json:"new"`
	Retired   []askedJSON    `json:"retired"`
}

type editionJSON struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	Digest  string `json:"digest"`
}

type askedJSON struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Question string `json:"question"`
}

type rewordedJSON struct {
	ID       string        `json:"id"`
	Wordings []wordingJSON `json:"wordings"`
}

type wordingJSON struct {
	What  string     `json:"what"`
	Spans []spanJSON `json:"spans"`
}

type spanJSON struct {
	In   string `json:"in"` // both, was or is
	Text string `json:"text"`
}

func revisionToJSON(last assessment.Assessment, list *checklist.Checklist, r assessment.Revision) revisionJSON {
	edition := func(l *checklist.Checklist) editionJSON { return editionJSON{l.ID, l.Edition, l.Digest()} }
	asked := func(items []*checklist.Item) []askedJSON {
		all := []askedJSON{}
		for _, it := range items {
			all = append(all, askedJSON{it.ID, it.Title, it.Question})
		}
		return all
	}
	j := revisionJSON{
		From: last.ID(), Was: edition(last.Checklist()), Is: edition(list),
		Unchanged: []string{}, Reworded: []rewordedJSON{}, New: asked(r.New), Retired: asked(r.Retired),
	}
	for _, it := range r.Unchanged {
		j.Unchanged = append(j.Unchanged, it.ID)
	}
	for _, x := range r.Reworded {
		j.Reworded = append(j.Reworded, rewordedJSON{x.Is.ID, wordingsToJSON(x)})
	}
	return j
}

func wordingsToJSON(x assessment.Rewording) []wordingJSON {
	in := map[assessment.SpanKind]string{assessment.InBoth: "both", assessment.Removed: "was", assessment.Added: "is"}
	all := []wordingJSON{}
	for _, w := range x.Wordings() {
		j := wordingJSON{What: w.What, Spans: []spanJSON{}}
		for _, s := range w.Spans {
			j.Spans = append(j.Spans, spanJSON{in[s.Kind], s.Text})
		}
		all = append(all, j)
	}
	return all
}
