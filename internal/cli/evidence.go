package cli

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/evidence"
)

type evidenceOptions struct {
	title, owner, asAt, where, marking, file string
}

func newEvidenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "Keep the register of evidence",
		Long: `Keeps references to the documents that show an answer to be true: what they are, who owns them, as at when. One piece may serve many items. The documents themselves stay where they are; where that is, is in no export.

With the SHA-256 of a file on record, favour check --evidence says whether the file is still there and still the same.`,
		Example: `favour evidence add SOC-01 --title "Social media guidance" --owner "Head of corporate communications"`,
		Args:    noArgsBut("command"),
		RunE:    helpOnly,
	}
	r := evidenceRegister
	c.AddCommand(newEvidenceAddCommand(a), newEvidenceChangeCommand(a), r.linkCommand(a, "E1 SOC-02 SOC-05"), r.unlinkCommand(a, "E1 SOC-02"),
		newEvidenceHashCommand(a), newEvidenceListCommand(a), r.removeCommand(a, "E1"))
	return c
}

func newEvidenceAddCommand(a *app) *cobra.Command {
	var o evidenceOptions
	c := &cobra.Command{
		Use:   "add ITEM... --title TITLE",
		Short: "Name a document that supports items",
		Long: `Names a document that supports one item or several.

With --file the SHA-256 of the file is recorded, and its full path as where it is kept, unless --where says that in other words. The file itself is neither copied nor changed.`,
		Example: `favour evidence add SOC-01 SOC-02 --title "Social media guidance, version 3" --as-at 2012-05-31
favour evidence add DIS-02 --title "PSD case list" --where "PSD drive, cases 2012" --marking RESTRICTED
favour evidence add BUS-07 --title "Register of second jobs" --file register.xlsx`,
		Args:              atLeast(1, "an item"),
		ValidArgsFunction: a.suggestItems,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.add(cmd.Context(), func(x assessment.Assessment) (adding, error) {
				ids, err := itemIDs(x.Checklist(), args)
				if err != nil {
					return nil, err
				}
				e := assessment.Evidence{Items: ids}
				if err := o.change(&e, cmd.Flags().Changed); err != nil {
					return nil, err
				}
				if o.file != "" {
					if err := digestInto(cmd.Context(), &e, o.file); err != nil {
						return nil, err
					}
				}
				return func(x assessment.Assessment) []assessment.Edit { return x.EvidenceEdits(e) }, nil
			})
		},
	}
	o.register(a, c)
	c.Flags().StringVar(&o.file, "file", "", "a `file` whose SHA-256 is recorded; the file itself is not")
	return c
}

func (o *evidenceOptions) register(a *app, c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.title, "title", "", "what the document is called")
	f.StringVar(&o.owner, "owner", "", "who holds it")
	f.StringVar(&o.asAt, "as-at", "", "the `date` that it speaks for")
	f.StringVar(&o.where, "where", "", "where the force keeps it; never exported")
	f.StringVar(&o.marking, "marking", "", "its own protective marking")
	a.completes(c, "owner", a.suggestPeople)
	a.completes(c, "marking", a.suggestMarkings)
}

// change gives e what the flags that were given say.
func (o *evidenceOptions) change(e *assessment.Evidence, given func(string) bool) error {
	lines := []lineFlag{{"title", o.title, &e.Title}, {"owner", o.owner, &e.Owner}, {"where", o.where, &e.Where}}
	if err := parseLines(lines, given); err != nil {
		return err
	}
	if e.Title == "" {
		return usage("Say what the document is called, with --title.")
	}
	if given("as-at") {
		day, err := parseDay(o.asAt)
		if err != nil {
			return usage("--as-at: %s.", err)
		}
		e.AsAt, _ = assessment.Day(day)
	}
	if given("marking") {
		e.Marking = ""
		if strings.TrimSpace(o.marking) != "" {
			m, err := assessment.ParseMarking(o.marking)
			if err != nil {
				return usage("--marking: %s.", err)
			}
			e.Marking = m
		}
	}
	return nil
}

// digestInto records the SHA-256 of the file at path, and the path itself
// unless words say where the piece is kept.
func digestInto(ctx context.Context, e *assessment.Evidence, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		full = path
	}
	sum, err := evidence.Digest(ctx, full)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return failure("The file %s cannot be read: %s.", shortPath(full), reasonOnly(err))
	}
	e.SHA256 = sum
	if _, isPath := evidence.Path(*e); isPath || e.Where == "" {
		e.Where = full
	}
	return nil
}

func newEvidenceListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "list [ITEM...]",
		Short:             "List the evidence",
		Long:              "Lists the evidence, of the items named or of all, and what is not of its time: as at a day before the period, or older than the checklist allows.",
		Example:           "favour evidence list\nfavour evidence list SOC-01",
		ValidArgsFunction: a.suggestItems,
		RunE: a.ofItems(func(x assessment.Assessment, left func(items []string) bool) error {
			return a.printEvidence(x, slices.DeleteFunc(x.Evidence(), func(e assessment.Evidence) bool { return left(e.Items) }))
		}),
	}
}

// ofItems runs a command that lists what serves the items named by args: print
// is told which items leave something out.
func (a *app) ofItems(print func(x assessment.Assessment, left func(items []string) bool) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		_, x, err := a.open(cmd.Context())
		if err != nil {
			return err
		}
		ids, err := itemIDs(x.Checklist(), args)
		if err != nil {
			return err
		}
		return print(x, func(items []string) bool { return len(ids) > 0 && !overlap(items, ids) })
	}
}

func (a *app) printEvidence(x assessment.Assessment, all []assessment.Evidence) error {
	found := evidenceFindings(x.Findings(a.today()))
	if a.asJSON {
		list := make([]listedEvidenceJSON, 0, len(all))
		for _, e := range all {
			list = append(list, listedEvidenceJSON{evidenceToJSON(e), found[e.ID]})
		}
		return a.out.json(list)
	}
	if len(all) == 0 {
		a.out.line("No evidence is named.")
	}
	for _, e := range all {
		a.out.hang(e.ID+"  ", a.evidenceWords(e)+". For "+strings.Join(e.Items, ", "))
		for _, f := range found[e.ID] {
			a.out.hang(columnsOf("", len(e.ID)+2), assessment.Capital(string(f.Severity))+": "+f.Text)
		}
	}
	return nil
}

// evidenceFindings are the findings about pieces of evidence, by the id of the
// piece and each once, whatever the number of items that it serves.
func evidenceFindings(all []assessment.Finding) map[string][]pieceFindingJSON {
	of := map[string][]pieceFindingJSON{}
	for _, f := range all {
		if f.Code != assessment.CodeStale && f.Code != assessment.CodeLate {
			continue
		}
		if p := (pieceFindingJSON{f.Severity, f.Code, f.Text}); !slices.Contains(of[f.Field], p) {
			of[f.Field] = append(of[f.Field], p)
		}
	}
	return of
}

// evidenceWords is one piece of evidence in a line.
func (a *app) evidenceWords(e assessment.Evidence) string {
	s := e.Title
	add := func(what, text string) {
		if text != "" {
			s += "; " + what + text
		}
	}
	add("held by ", e.Owner)
	if !e.AsAt.IsZero() {
		add("as at ", a.date(e.AsAt))
	}
	add("", e.Marking)
	add("kept at (never exported): ", e.Where)
	add("SHA-256 ", e.SHA256)
	return s
}

type evidenceJSON struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Owner   string   `json:"owner"`
	AsAt    string   `json:"as-at"`
	Marking string   `json:"marking"`
	Where   string   `json:"where"` // never exported
	SHA256  string   `json:"sha256"`
	Items   []string `json:"items"`
}

// A listedEvidenceJSON is a piece of evidence with what is found about it.
type listedEvidenceJSON struct {
	evidenceJSON
	Findings []pieceFindingJSON `json:"findings,omitempty"`
}

type pieceFindingJSON struct {
	Severity assessment.Severity `json:"severity"`
	Code     assessment.Code     `json:"code"`
	Text     string              `json:"text"`
}

func evidenceToJSON(e assessment.Evidence) evidenceJSON {
	return evidenceJSON{e.ID, e.Title, e.Owner, isoDay(e.AsAt), e.Marking, e.Where, e.SHA256, e.Items}
}

func evidencesToJSON(all []assessment.Evidence) []evidenceJSON {
	out := make([]evidenceJSON, 0, len(all))
	for _, e := range all {
		out = append(out, evidenceToJSON(e))
	}
	return out
}
