package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

// detailFlags are the flags for what an assessment is about. An empty value
// takes the detail away.
type detailFlags struct {
	force, self, period, baseline, marking, lead, deadline string
}

func (o *detailFlags) register(a *app, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.force, "force", "", "the force, by id, `name` or part of its name")
	f.StringVar(&o.self, "self", "", "what the force calls itself in a sentence, such as \"the constabulary\"")
	f.StringVar(&o.period, "period", "", "the reporting period, `FROM..TO`")
	f.StringVar(&o.baseline, "baseline", "", "the `date` of the earlier inspection that changes are counted from")
	f.StringVar(&o.marking, "marking", "", "the protective marking; favour details lists them")
	f.StringVar(&o.lead, "lead", "", "who leads the assessment, name and role")
	f.StringVar(&o.deadline, "deadline", "", "the `date` by which the return is to be sent; it is not exported")
	a.completes(c, "force", a.suggestForces)
	a.completes(c, "marking", a.suggestMarkings)
}

func newDetailsCommand(a *app) *cobra.Command {
	var o detailFlags
	c := &cobra.Command{
		Use:   "details",
		Short: "Show or change the force, period, marking, lead and deadline",
		Long: `Shows what the assessment is about: the force, the reporting period, the earlier inspection that changes are counted from, the protective marking, who leads it, and the day by which it is to be sent. With flags it changes them, as one change; an empty value takes one away.

The marking must be chosen before anything is exported, and stands at the head and foot of every page.`,
		Example: `favour details
favour details --marking "NOT PROTECTIVELY MARKED"
favour details --period 2011-09-01..2012-05-31 --lead "A. Example, Inspector"
favour details --deadline "29 June 2012"`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			changed := cmd.Flags().Changed
			for _, flag := range []string{"force", "self", "period", "baseline", "marking", "lead", "deadline"} {
				if changed(flag) {
					return a.changeDetails(cmd, &o)
				}
			}
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			return a.showDetails(x)
		},
	}
	o.register(a, c)
	return c
}

func (a *app) changeDetails(cmd *cobra.Command, o *detailFlags) error {
	given := cmd.Flags().Changed
	return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
		edits, err := o.edits(given)
		if err != nil {
			return nil, err
		}
		switch {
		case given("force"):
			f, err := findForce(o.force, o.self)
			if err != nil {
				return nil, err
			}
			edits = append(forceEdits(f), edits...)
		case given("self"):
			self, err := parseSelf(o.self)
			if err != nil {
				return nil, err
			}
			edits = append(edits, assessment.Edit{Target: assessment.Detail(assessment.DetailSelf), New: assessment.Of(self)})
		}
		return edits, nil
	})
}

// parseSelf reads what a force calls itself.
func parseSelf(s string) (string, error) {
	self, err := parseLine(s)
	if err != nil || self == "" {
		return "", usage(`--self needs what the force calls itself, such as "the constabulary".`)
	}
	return self, nil
}

// edits are what the flags that were given ask for, but for the force.
func (o *detailFlags) edits(given func(string) bool) ([]assessment.Edit, error) {
	var all []assessment.Edit
	add := func(name string, v assessment.Value) {
		all = append(all, assessment.Edit{Target: assessment.Detail(name), New: v})
	}
	if given("period") {
		var from, to assessment.Value
		if strings.TrimSpace(o.period) != "" {
			var err error
			if from, to, err = assessment.ParsePeriod(o.period); err != nil {
				return nil, usage("--period: %s.", err)
			}
		}
		add(assessment.DetailFrom, from)
		add(assessment.DetailTo, to)
	}
	if given("baseline") {
		v, err := parseDay(o.baseline)
		if err != nil {
			return nil, usage("--baseline: %s.", err)
		}
		add(assessment.DetailBaseline, v)
	}
	if given("deadline") {
		v, err := parseDay(o.deadline)
		if err != nil {
			return nil, usage("--deadline: %s.", err)
		}
		add(assessment.DetailDeadline, v)
	}
	if given("marking") {
		var v assessment.Value
		if strings.TrimSpace(o.marking) != "" {
			m, err := assessment.ParseMarking(o.marking)
			if err != nil {
				return nil, usage("--marking: %s.", err)
			}
			v = assessment.Of(m)
		}
		add(assessment.DetailMarking, v)
	}
	if given("lead") {
		lead, err := parseLine(o.lead)
		if err != nil {
			return nil, usage("--lead: %s.", err)
		}
		add(assessment.DetailLead, assessment.Of(lead))
	}
	return all, nil
}

// parseDay reads a date; empty text is no date.
func parseDay(s string) (assessment.Value, error) {
	if strings.TrimSpace(s) == "" {
		return assessment.Value{}, nil
	}
	t, err := assessment.ParseDate(s)
	if err != nil {
		return assessment.Value{}, err
	}
	return assessment.OfDay(t), nil
}

// detailRows are the details of x, a name and a text each.
func detailRows(x assessment.Assessment) [][2]string {
	d := x.Details()
	or := func(s, without string) string {
		if s == "" {
			return without
		}
		return s
	}
	day := func(t time.Time) string {
		if t.IsZero() {
			return "[not given]"
		}
		return x.Day(t)
	}
	return [][2]string{
		{"Force", d.Force.Name},
		{"Calls itself", d.Force.Self},
		{"HMIC region", or(d.Force.Region, "[not given]")},
		{"Period", d.PeriodWords()},
		{"Earlier inspection", day(d.Baseline)},
		{"Protective marking", or(d.Marking, "[not chosen; nothing can be exported without one]")},
		{"Led by", or(d.Lead, "[not given]")},
		{"Deadline", day(d.Deadline)},
	}
}

type detailsJSON struct {
	Assessment string    `json:"assessment"`
	Force      forceJSON `json:"force"`
	Period     struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"period"`
	Baseline string   `json:"baseline"`
	Marking  string   `json:"marking"`
	Lead     string   `json:"lead"`
	Deadline string   `json:"deadline"`
	Markings []string `json:"markings"` // those that may be chosen
}

type forceJSON struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Self   string `json:"self"`
	Region string `json:"region"`
}

func (a *app) showDetails(x assessment.Assessment) error {
	if a.asJSON {
		d := x.Details()
		j := detailsJSON{
			Assessment: x.ID(), Force: forceJSON(d.Force), Marking: d.Marking, Lead: d.Lead, Deadline: isoDay(d.Deadline),
			Baseline: x.At(assessment.Detail(assessment.DetailBaseline)).Given, Markings: assessment.Markings(),
		}
		j.Period.From = x.At(assessment.Detail(assessment.DetailFrom)).Given
		j.Period.To = x.At(assessment.Detail(assessment.DetailTo)).Given
		return a.out.json(j)
	}
	a.out.heading(x.ID())
	a.out.pairs("", detailRows(x))
	a.out.blank()
	a.out.line("Markings to choose from:")
	for _, s := range assessment.Schemes {
		a.out.hang("  ", s.Title+": "+strings.Join(s.Markings, ", "))
	}
	return nil
}
