package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

func newListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the assessments in the store",
		Long:    "Lists the assessments in the store, with how far each has come and when it was last changed.",
		Example: "favour list\nfavour list --store /shared/psd/favour.db",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var all []listedJSON
			var failed error
			for l, err := range a.journal().List(cmd.Context()) {
				switch {
				case err != nil && l.ID == "":
					return err
				case err != nil:
					failed = err
					all = append(all, listedJSON{ID: l.ID, Error: a.explain(err).text})
				default:
					all = append(all, a.listed(a.shown(l.Assessment)))
				}
			}
			if err := a.printList(all); err != nil {
				return err
			}
			return failed
		},
	}
}

type listedJSON struct {
	ID        string `json:"id"`
	Force     string `json:"force"`
	From      string `json:"from"`
	To        string `json:"to"`
	Items     int    `json:"items"`
	Answered  int    `json:"answered"`
	Attention int    `json:"attention"` // errors and warnings
	Changes   int    `json:"changes"`
	Signed    bool   `json:"signed"`
	Changed   string `json:"changed"` // in UTC
	Error     string `json:"error,omitempty"`

	period, when string   // in words
	signed       []string // in sentences
}

func (a *app) listed(x assessment.Assessment) listedJSON {
	d, p := x.Details(), x.Progress(a.today())
	return listedJSON{
		ID: x.ID(), Force: d.Force.Name,
		From: x.At(assessment.Detail(assessment.DetailFrom)).Given, To: x.At(assessment.Detail(assessment.DetailTo)).Given,
		Items: p.Items, Answered: p.Answered, Attention: p.Attention, Changes: int(x.Count()), Signed: x.Signed(),
		Changed: x.Changed().UTC().Format("2006-01-02T15:04:05Z07:00"),
		period:  d.PeriodWords(), when: a.clock(x.Changed()), signed: a.signedLines(x),
	}
}

func (a *app) printList(all []listedJSON) error {
	if a.asJSON {
		if all == nil {
			all = []listedJSON{}
		}
		return a.out.json(all)
	}
	if len(all) == 0 {
		a.out.line("%s", a.nothingYet())
	}
	for _, l := range all {
		a.out.heading(l.ID)
		if l.Error != "" {
			a.out.hang("  ", "Cannot be opened. "+l.Error)
			continue
		}
		a.out.hang("  ", fmt.Sprintf("%s, %s", l.Force, l.period))
		a.out.hang("  ", fmt.Sprintf("%d of %d items answered, %d in need of attention; last changed %s", l.Answered, l.Items, l.Attention, l.when))
		for _, line := range l.signed {
			a.out.hang("  ", line)
		}
	}
	return nil
}
