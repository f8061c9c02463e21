package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

type evidenceOptions struct {
	title, owner, asAt, where, marking, file string
}

func newEvidenceCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "evidence",
		Short:   "Add, list and remove references to evidence",
		Long:    "Keeps references to the documents that show an answer to be true: what they are, who owns them, as at when. The documents themselves stay where they are; where that is, is in no export.",
		Example: `favour evidence add SOC-01 --title "Social media guidance" --owner "Head of corporate communications"`,
		Args:    noArgsBut("command"),
		RunE:    helpOnly,
	}
	c.AddCommand(newEvidenceAddCommand(a), newEvidenceListCommand(a), newEvidenceRemoveCommand(a))
	return c
}

func newEvidenceAddCommand(a *app) *cobra.Command {
	var o evidenceOptions
	c := &cobra.Command{
		Use:   "add ITEM... --title TITLE",
		Short: "Name a document that supports items",
		Long:  "Names a document that supports one item or several.",
		Example: `favour evidence add SOC-01 SOC-02 --title "Social media guidance, version 3" --as-at 2012-05-31
favour evidence add DIS-02 --title "PSD case list" --where "PSD drive, cases 2012" --marking RESTRICTED`,
		Args:              atLeast(1, "an item"),
		ValidArgsFunction: a.suggestItems,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				return o.edits(x, args)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&o.title, "title", "", "what the document is called")
	f.StringVar(&o.owner, "owner", "", "who holds it")
	f.StringVar(&o.asAt, "as-at", "", "the `date` that it speaks for")
	f.StringVar(&o.where, "where", "", "where the force keeps it; never exported")
	f.StringVar(&o.marking, "marking", "", "its own protective marking")
	f.StringVar(&o.file, "file", "", "a `file` whose SHA-256 is recorded; the file itself is not")
	a.completes(c, "marking", a.suggestMarkings)
	return c
}

func (o *evidenceOptions) edits(x assessment.Assessment, args []string) ([]assessment.Edit, error) {
	ids, err := itemIDs(x.Checklist(), args)
	if err != nil {
		return nil, err
	}
	e := assessment.Evidence{Items: ids}
	if err := parseLines([]lineFlag{{"title", o.title, &e.Title}, {"owner", o.owner, &e.Owner}, {"where", o.where, &e.Where}}); err != nil {
		return nil, err
	}
	if e.Title == "" {
		return nil, usage("Say what the document is called, with --title.")
	}
	day, err := parseDay(o.asAt)
	if err != nil {
		return nil, usage("--as-at: %s.", err)
	}
	e.AsAt, _ = assessment.Day(day)
	if o.marking != "" {
		if e.Marking, err = assessment.ParseMarking(o.marking); err != nil {
			return nil, usage("--marking: %s.", err)
		}
	}
	if o.file != "" {
		if e.SHA256, err = digestOf(o.file); err != nil {
			return nil, err
		}
	}
	return x.EvidenceEdits(e), nil
}

// digestOf is the SHA-256 of a file, in hexadecimal.
func digestOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", failure("The file %s cannot be read: %s.", shortPath(path), reasonOnly(err))
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", failure("The file %s cannot be read: %s.", shortPath(path), reasonOnly(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func newEvidenceListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "list [ITEM...]",
		Short:             "List the evidence",
		Long:              "Lists the evidence, of the items named or of all.",
		Example:           "favour evidence list\nfavour evidence list SOC-01",
		ValidArgsFunction: a.suggestItems,
		RunE: a.ofItems(func(x assessment.Assessment, left func(items []string) bool) error {
			return a.printEvidence(slices.DeleteFunc(x.Evidence(), func(e assessment.Evidence) bool { return left(e.Items) }))
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

func (a *app) printEvidence(all []assessment.Evidence) error {
	if a.asJSON {
		return a.out.json(evidenceToJSON(all))
	}
	if len(all) == 0 {
		a.out.line("No evidence is named.")
	}
	for _, e := range all {
		a.out.hang(e.ID+"  ", evidenceWords(e)+". For "+strings.Join(e.Items, ", "))
	}
	return nil
}

func newEvidenceRemoveCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "remove ID",
		Short:             "Remove a piece of evidence",
		Long:              "Removes a piece of evidence from every item that it supports. favour undo brings it back.",
		Example:           "favour evidence remove E1",
		Args:              between(1, 1, "the id of a piece of evidence"),
		ValidArgsFunction: a.suggestEvidence,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				var ids []string
				for _, e := range x.Evidence() {
					if strings.EqualFold(e.ID, args[0]) {
						return x.EvidenceEdits(assessment.Evidence{ID: e.ID}), nil
					}
					ids = append(ids, e.ID)
				}
				return nil, usage("There is no evidence %q.%s favour evidence list lists it.", args[0], meant(args[0], ids))
			})
		},
	}
}

// evidenceWords is one piece of evidence in a line.
func evidenceWords(e assessment.Evidence) string {
	s := e.Title
	add := func(what, text string) {
		if text != "" {
			s += "; " + what + text
		}
	}
	add("held by ", e.Owner)
	if !e.AsAt.IsZero() {
		add("as at ", assessment.LongDate(e.AsAt))
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

func evidenceToJSON(all []assessment.Evidence) []evidenceJSON {
	out := make([]evidenceJSON, 0, len(all))
	for _, e := range all {
		out = append(out, evidenceJSON{e.ID, e.Title, e.Owner, isoDay(e.AsAt), e.Marking, e.Where, e.SHA256, e.Items})
	}
	return out
}
