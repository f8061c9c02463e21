package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/report"
)

// redactOptions are the flags of favour export that make a redacted copy.
type redactOptions struct {
	withhold []string
	marking  string
}

func (o *redactOptions) flags(a *app, c *cobra.Command) {
	f := c.Flags()
	f.StringArrayVar(&o.withhold, "withhold", nil, "write a copy for publication without an item or a part of it, as `ITEM[.PART]=REASON`; once for each")
	f.StringVar(&o.marking, "copy-marking", "", "the protective `marking` of that copy, if it is not that of the return")
	a.completes(c, "withhold", a.suggestWithholdings)
	a.completes(c, "copy-marking", a.suggestMarkings)
}

// check refuses flags that do not go together.
func (o *redactOptions) check(replaces string) error {
	switch {
	case len(o.withhold) == 0 && o.marking != "":
		return usage("--copy-marking is for a copy from which something is withheld. Say what, with --withhold.")
	case len(o.withhold) > 0 && replaces != "":
		return usage("A copy for publication replaces no return that was sent. Leave out --replaces or --withhold.")
	}
	return nil
}

// redact is r without what is to be withheld.
func (o *redactOptions) redact(r *report.Report, x assessment.Assessment) (*report.Report, error) {
	if len(o.withhold) == 0 {
		return r, nil
	}
	marking := ""
	if o.marking != "" {
		var err error
		if marking, err = assessment.ParseMarking(o.marking); err != nil {
			return nil, usage("--copy-marking: %s.", err)
		}
	}
	var all []report.Withholding
	for _, given := range o.withhold {
		w, err := parseWithholding(r, x.Checklist(), given)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	out, err := r.Redact(all, marking)
	switch {
	case errors.Is(err, report.ErrTold):
		return nil, failure("%s. Nothing was written. %s", assessment.Capital(err.Error()), report.ToldCure)
	case err != nil:
		return nil, usage("--withhold: %s.", err)
	}
	return out, nil
}

// parseWithholding reads ITEM[.PART]=REASON. The item may be one that is no longer
// asked, of which last time's answer is in the return.
func parseWithholding(r *report.Report, list *checklist.Checklist, given string) (report.Withholding, error) {
	ref, reason, ok := strings.Cut(given, "=")
	v, err := parseText(reason)
	switch {
	case !ok || err == nil && strings.TrimSpace(v.Given) == "":
		return report.Withholding{}, usage(`%q gives no reason. Write --withhold ITEM="reason" or ITEM.PART="reason", such as BUS-07.narrative="it names an officer".`, given)
	case err != nil:
		return report.Withholding{}, usage("--withhold %s: %s.", ref, err)
	}
	id, part, _ := strings.Cut(strings.TrimSpace(ref), ".")
	w := report.Withholding{Item: id, Part: part, Reason: strings.Join(strings.Fields(v.Given), " ")}
	if r.Last != nil {
		for _, retired := range r.Last.Retired() {
			if strings.EqualFold(retired.Item.ID, id) {
				w.Item = retired.Item.ID
				return w, nil
			}
		}
	}
	it, err := findItem(list, id)
	if err != nil {
		return w, err
	}
	w.Item = it.ID
	for _, name := range withheldParts(it) {
		if strings.EqualFold(name, part) {
			w.Part = name
			return w, nil
		}
	}
	if part != "" {
		return w, usage("%s (%s) has no %q that could be withheld.%s There is %s.", it.ID, it.Title, part, meant(part, withheldParts(it)), strings.Join(withheldParts(it), ", "))
	}
	return w, nil
}

// withheldParts are what of an item can be withheld beside all of it.
func withheldParts(it *checklist.Item) []string {
	var all []string
	for i := range it.Fields {
		all = append(all, it.Fields[i].ID)
	}
	return append(all, report.PartNarrative, report.PartEvidence, report.PartActions)
}

func (a *app) suggestWithholdings(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	id, _, dotted := strings.Cut(word, ".")
	it, err := findItem(a.asked(c), id)
	if err != nil {
		some, _ := a.suggestItems(c, args, word)
		return some, noFiles | cobra.ShellCompDirectiveNoSpace
	}
	var all []cobra.Completion
	if !dotted {
		all = append(all, cobra.CompletionWithDesc(it.ID+"=", "all of it: "+it.Title))
	}
	for _, part := range withheldParts(it) {
		all = append(all, cobra.Completion(it.ID+"."+part+"="))
	}
	return begins(word, all), noFiles | cobra.ShellCompDirectiveNoSpace
}

// withheldJSON is something that is withheld, with --json.
type withheldJSON struct {
	Item    string `json:"item"`
	Part    string `json:"part"` // empty for all of it
	Reason  string `json:"reason"`
	Implied bool   `json:"implied"` // it is said of another item too, and is withheld there
}

func withheldToJSON(r *report.Report) []withheldJSON {
	if !r.Redacted() {
		return nil
	}
	var all []withheldJSON
	for _, w := range r.Redaction.Withheld {
		all = append(all, withheldJSON{w.Item.ID, w.Part, w.Reason, w.Implied})
	}
	return all
}

// sayWithheld says what a redacted copy lacks, and what to look at before it is
// published.
func (a *app) sayWithheld(all []withheldJSON) {
	a.out.line("This is a redacted copy for publication, and not the return for HMIC. Withheld:")
	for _, w := range all {
		what := w.Item
		if w.Part != "" {
			what += "." + w.Part
		}
		if w.Implied {
			what += " (in part, for it is withheld at another item)"
		}
		a.out.hang("- ", what+": "+w.Reason)
	}
	a.out.line("%s", report.WithheldToo)
}
