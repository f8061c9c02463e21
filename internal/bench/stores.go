//go:build unix

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

// sections is how many sections each checklist has.
const sections = 10

// A seed is a store with one assessment, to be copied for each run.
type seed struct {
	items, changes int
	path           string
}

// list is a checklist of n items, one question with three answers each, worded
// at the length of the real ones.
func list(n int) *checklist.Checklist {
	l := &checklist.Checklist{
		ID: "bench", Edition: "1", Title: "Questions to measure with",
		Provenance: "Made for a benchmark; it asks nothing.",
		Sources:    []checklist.Source{{Key: "R1", Title: "Recommendation 1", Where: "https://example.org"}},
	}
	options := []checklist.Option{
		{ID: "yes", Label: "Yes", Standing: checklist.Met},
		{ID: "partly", Label: "Partly", Standing: checklist.PartlyMet},
		{ID: "no", Label: "No", Standing: checklist.NotMet},
	}
	for s := range sections {
		x := checklist.Section{ID: fmt.Sprintf("S%d", s), Title: fmt.Sprintf("Section %d of the questions", s), About: "What officers and staff may do."}
		for i := range n / sections {
			x.Items = append(x.Items, checklist.Item{
				ID: fmt.Sprintf("S%d-%04d", s, i), Title: fmt.Sprintf("Guidance for officers and staff %d", i),
				Question: fmt.Sprintf("Has the force given its officers and staff guidance on matter %d, and do they know of it?", i),
				Why:      "HMIC found in 2011 that practice differed from force to force.",
				Evidence: []string{"The policy", "Minutes of a meeting"}, Sources: []string{"R1"}, Basis: checklist.Sourced,
				Fields: []checklist.Field{{ID: "answer", Label: "Answer", Kind: checklist.Choice, Required: true, Options: options}},
			})
		}
		l.Sections = append(l.Sections, x)
	}
	return l
}

// sow makes the store of a seed in a folder: its items, and answers with a
// narrative to them, round and round.
func sow(folder string, items, changes int) (seed, error) {
	s := seed{items, changes, filepath.Join(folder, fmt.Sprintf("%d-%d.db", items, changes))}
	who := assessment.Author{Name: "A. Example", Role: "Inspector"}
	now := time.Date(2012, time.May, 1, 9, 0, 0, 0, time.UTC)
	store, ctx, l := bolt.New(s.path), context.Background(), list(items)
	j := journal.New(store)
	j.Now = func() time.Time { return now }
	a, err := j.Start(ctx, journal.Plan{
		ID: "bench", Checklist: l, Author: who, Force: checklist.Force{ID: "xshire", Name: "Xshire Police", Self: "the force"},
		Details: []assessment.Edit{
			{Target: assessment.Detail(assessment.DetailFrom), New: assessment.Of("2011-09-01")},
			{Target: assessment.Detail(assessment.DetailTo), New: assessment.Of("2012-05-31")},
			{Target: assessment.Detail(assessment.DetailMarking), New: assessment.Of("NOT PROTECTIVELY MARKED")},
		},
	})
	if err != nil {
		return s, err
	}
	var records [][]byte
	var all []*checklist.Item
	for _, it := range l.Items() {
		all = append(all, it)
	}
	for n := range changes {
		now = now.Add(time.Minute)
		it := all[n%len(all)]
		answers := it.Fields[0].Options
		c := a.Next(who, a.Edits(
			assessment.Edit{Target: assessment.Target{Kind: assessment.OnField, ID: it.ID, Part: "answer"}, New: assessment.Of(answers[n/len(all)%len(answers)].ID)},
			assessment.Edit{Target: assessment.Narrative(it.ID), New: assessment.Of(fmt.Sprintf("All were told in writing, and %d of them have signed that they have read it.", n))},
		)...)
		c.Time = now
		record, c, err := assessment.Seal(c)
		if err != nil {
			return s, err
		}
		if a, err = a.Apply(c); err != nil {
			return s, err
		}
		records = append(records, record)
	}
	return s, store.Append(ctx, a.ID(), 1, records...)
}
