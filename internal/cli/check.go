package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/evidence"
)

func newCheckCommand(a *app) *cobra.Command {
	var files bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Say what speaks against sending the return",
		Long: `Says what speaks against sending the return: errors (answers that cannot be right), warnings (what HMIC would ask about) and notes.

With --evidence it also looks at the files that evidence names, as they are now: whether those with a full path are there, and whether those with a SHA-256 still have it. They are only read.

The exit code is 1 if there is an error among them, and 0 if not.`,
		Example: "favour check\nfavour check --evidence\nfavour check --json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, x, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			found := x.Findings(a.today())
			var looked []evidence.Result
			if files {
				if looked, err = evidence.All(cmd.Context(), x); err != nil {
					return err
				}
				found = append(found, evidence.Findings(x, looked)...)
			}
			if err := a.printFindings(x, found); err != nil {
				return err
			}
			if files && !a.asJSON {
				a.sayLooked(looked)
			}
			for _, f := range found {
				if f.Severity == assessment.Error {
					return errNo
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&files, "evidence", false, "look at the files that evidence names as well")
	a.takesAsAt(c)
	return c
}

// sayLooked says how much of the evidence could be looked at.
func (a *app) sayLooked(all []evidence.Result) {
	n := 0
	for _, r := range all {
		if r.State != evidence.NotFile && r.State != evidence.Elsewhere {
			n++
		}
	}
	rest := ""
	if n < len(all) {
		rest = "; of the others no full path on this computer says where they are"
	}
	a.out.line("Looked at %d of %s of evidence%s.", n, quantity(len(all), "piece", "pieces"), rest)
}

type findingJSON struct {
	Severity assessment.Severity `json:"severity"`
	Code     assessment.Code     `json:"code"`
	Section  string              `json:"section"`
	Item     string              `json:"item"`  // empty for what concerns the whole
	Field    string              `json:"field"` // empty for what concerns the whole item
	Text     string              `json:"text"`
	Key      string              `json:"key"` // what acknowledges it; see favour sign
}

func findingsToJSON(found []assessment.Finding) []findingJSON {
	all := make([]findingJSON, 0, len(found))
	for _, f := range found {
		all = append(all, findingJSON{f.Severity, f.Code, f.Section, f.Item, f.Field, f.Text, f.Key()})
	}
	return all
}

func (a *app) printFindings(x assessment.Assessment, found []assessment.Finding) error {
	if a.asJSON {
		return a.out.json(findingsToJSON(found))
	}
	a.sayAsAt(x)
	count := map[assessment.Severity]int{}
	var unanswered []string
	for _, severity := range assessment.Severities {
		for _, f := range found {
			switch {
			case f.Severity != severity:
				continue
			case f.Code == assessment.CodeUnanswered:
				unanswered = append(unanswered, f.Item)
				continue
			}
			count[severity]++
			a.out.hang(columnsOf(string(severity), 9), findingWords(x, f))
		}
	}
	if len(unanswered) > 0 {
		a.out.hang(columnsOf("note", 9), fmt.Sprintf("Nothing has been answered for %s: %s.", quantity(len(unanswered), "item", "items"), strings.Join(unanswered, ", ")))
		count[assessment.Note]++
	}
	if len(found) > 0 {
		a.out.blank()
	}
	a.out.line("%s, %s, %s.", quantity(count[assessment.Error], "error", "errors"),
		quantity(count[assessment.Warning], "warning", "warnings"), quantity(count[assessment.Note], "note", "notes"))
	return nil
}

// findingWords is a finding behind what it is about, and how to mend what is
// mended in one command.
func findingWords(x assessment.Assessment, f assessment.Finding) string {
	switch f.Code {
	case assessment.CodeNoMarking:
		return f.Text + " Choose one with favour details --marking."
	case assessment.CodeNoPeriod:
		return f.Text + " Give it with favour details --period."
	}
	it, ok := x.Item(f.Item)
	if !ok {
		return f.Text
	}
	return fmt.Sprintf("%s %s. %s", it.ID, it.Title, f.Text)
}
