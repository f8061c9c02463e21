package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
)

type signOptions struct {
	name, rank, role, declaration string
	acknowledge                   []string
}

func newSignCommand(a *app) *cobra.Command {
	var o signOptions
	c := &cobra.Command{
		Use:   "sign --name NAME --role ROLE",
		Short: "Sign the return as it stands",
		Long: `Puts a person's name, with rank, role, declaration and time, under exactly what the return says now. From then on nobody can change it until favour reopen. Another may sign as well: a chief officer after the head of professional standards.

Errors bar signing: mend them first. Each warning must be acknowledged by its key, one --acknowledge for each. Where anything stands in the way, it is listed with its key, nothing is signed, and the exit code is 1.

The name is never taken from who is writing: it is given each time. Unless --declaration words it otherwise, the declaration is: ` + assessment.Declaration,
		Example: `favour sign --name "A. Example" --rank "Detective Superintendent" --role "Head of professional standards"
favour sign --name "A. Example" --role "Head of professional standards" --acknowledge SOC-02:no-evidence --acknowledge BUS-07:no-action`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := o.signature(cmd.Flags().Changed)
			if err != nil {
				return err
			}
			next, c, err := a.save(cmd.Context(), "", func(x assessment.Assessment) ([]assessment.Edit, error) {
				if s.Acknowledged, err = acknowledged(x.BeforeSigning(a.today()), o.acknowledge); err != nil {
					return nil, err
				}
				return x.Sign(s, a.env.Now(), a.today())
			})
			if barred, ok := errors.AsType[*assessment.BarredError](err); ok {
				return a.printBarred(next, barred)
			}
			if err != nil {
				return err
			}
			return a.printSigned(next, c)
		},
	}
	f := c.Flags()
	f.StringVar(&o.name, "name", "", "who signs")
	f.StringVar(&o.rank, "rank", "", "the rank, for who has one")
	f.StringVar(&o.role, "role", "", "the role in which it is signed, such as \"Head of professional standards\"")
	f.StringVar(&o.declaration, "declaration", "", "what is declared, in other words than the usual")
	f.StringArrayVar(&o.acknowledge, "acknowledge", nil, "the `key` of a warning that is known to who signs; once for each")
	a.completes(c, "name", noSuggestions)
	a.completes(c, "rank", noSuggestions)
	a.completes(c, "role", noSuggestions)
	a.completes(c, "declaration", noSuggestions)
	a.completes(c, "acknowledge", a.suggestWarnings)
	return c
}

// signature is what the flags say of who signs.
func (o *signOptions) signature(given func(string) bool) (assessment.Signature, error) {
	s := assessment.Signature{Declaration: assessment.Declaration}
	lines := []lineFlag{{"name", o.name, &s.Name}, {"rank", o.rank, &s.Rank}, {"role", o.role, &s.Role}}
	if err := parseLines(lines, given); err != nil {
		return s, err
	}
	if given("declaration") {
		v, err := parseText(o.declaration)
		if err != nil {
			return s, usage("--declaration: %s.", err)
		}
		s.Declaration = strings.TrimSpace(v.Given)
	}
	switch {
	case s.Name == "":
		return s, usage("Say who signs, with --name. It is never taken from who is writing.")
	case s.Role == "":
		return s, usage(`Say in which role it is signed, with --role, such as --role "Head of professional standards".`)
	case s.Declaration == "":
		return s, usage("The declaration is empty. Leave --declaration out for the usual one.")
	}
	return s, nil
}

// acknowledged are the keys that were typed, as the findings have them. One that
// is no warning's is refused, for a signature says what was known.
func acknowledged(found []assessment.Finding, keys []string) ([]string, error) {
	var known, all []string
	for _, f := range found {
		if f.Severity == assessment.Warning {
			known = withItems(known, []string{f.Key()})
		}
	}
	for _, key := range keys {
		i, err := byID([]string{strings.TrimSpace(key)}, func(i int) string { return known[i] }, len(known), "warning",
			"favour sign without it lists the warnings with their keys.")
		if err != nil {
			return nil, err
		}
		all = withItems(all, []string{known[i[0]]})
	}
	return all, nil
}

// signedJSON is what favour sign prints with --json.
type signedJSON struct {
	Assessment string          `json:"assessment"`
	Signed     bool            `json:"signed"`
	Errors     []findingJSON   `json:"errors"`   // that bar it
	Warnings   []findingJSON   `json:"warnings"` // that are to be acknowledged by their keys
	Signature  *signatureJSON  `json:"signature,omitempty"`
	Head       assessment.Head `json:"head"`
}

// printBarred says what stands in the way of a signature; the answer is no.
func (a *app) printBarred(x assessment.Assessment, b *assessment.BarredError) error {
	if a.asJSON {
		j := signedJSON{Assessment: x.ID(), Errors: findingsToJSON(b.Errors), Warnings: findingsToJSON(b.Warnings), Head: x.Head()}
		if err := a.out.json(j); err != nil {
			return err
		}
		return errNo
	}
	for _, f := range b.Errors {
		a.out.hang(columnsOf("error", 9), findingWords(x, f))
	}
	for _, f := range b.Warnings {
		a.out.hang(columnsOf("warning", 9), f.Key()+"\n"+findingWords(x, f))
	}
	a.out.blank()
	if n := len(b.Errors); n > 0 {
		a.out.line("%s to be mended first.", quantity(n, "error is", "errors are"))
	}
	if n := len(b.Warnings); n > 0 {
		a.out.line("%s to be acknowledged, each with --acknowledge and the key that stands above it.", quantity(n, "warning is", "warnings are"))
	}
	a.out.line("Nothing was signed.")
	return errNo
}

func (a *app) printSigned(x assessment.Assessment, c *assessment.Change) error {
	all := x.Signatures()
	s := all[len(all)-1]
	if a.asJSON {
		j := signatureToJSON(x, s)
		return a.out.json(signedJSON{
			Assessment: x.ID(), Signed: true, Errors: []findingJSON{}, Warnings: []findingJSON{}, Signature: &j, Head: x.Head(),
		})
	}
	a.printSignature(x, s)
	a.out.line("Saved in %s as change %d. Nobody can change the return now until favour reopen.", x.ID(), c.Sequence)
	return nil
}

func newReopenCommand(a *app) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "reopen --reason TEXT",
		Short: "Let a signed return be changed again",
		Long: `Lets a signed return be changed again, for a reason that stays on record and stands in every export. The signatures stay too, under exactly what was signed; what is changed after is said not to be covered by them, here and in every export.

Changes from before a signature can no longer be undone.`,
		Example: `favour reopen --reason "HMIC asked for the figures of June"`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := parseText(reason)
			switch {
			case err != nil:
				return usage("--reason: %s.", err)
			case strings.TrimSpace(v.Given) == "":
				return usage("Say why the return is reopened, with --reason TEXT. It stays on record, and HMIC can read it.")
			}
			say := func(x assessment.Assessment) {
				all := x.Signatures()
				a.printSignature(x, all[len(all)-1])
				a.out.line("The return can be changed again.")
			}
			return a.recordAs(cmd.Context(), say, func(x assessment.Assessment, who assessment.Author) ([]assessment.Edit, error) {
				return x.Reopen(who, a.env.Now(), v.Given)
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why; it stays on record, and HMIC can read it")
	return c
}

// isSigned refuses to change a return that is signed.
func isSigned(x assessment.Assessment) error {
	return failure(`%s is signed by %s, and nothing was changed. To change it, reopen it first: favour reopen --reason "why".`, x.ID(), signatories(x))
}

// signatories are those who have signed what was signed last: those whose
// signatures stand, if any does.
func signatories(x assessment.Assessment) string {
	last, _ := lastSignature(x)
	var who []string
	for _, s := range x.Signatures() {
		if s.Digest == last.Digest && s.Stands() == last.Stands() {
			who = append(who, s.Who())
		}
	}
	return strings.Join(who, " and by ")
}

// coverage is in words what a signature is no longer under.
func coverage(u assessment.Uncovered) string {
	return strings.Join(append(append([]string{}, u.Items...), u.Details...), ", ")
}

// lastSignature is the last signature, and false if the return was never signed.
func lastSignature(x assessment.Assessment) (assessment.Signature, bool) {
	all := x.Signatures()
	if len(all) == 0 {
		return assessment.Signature{}, false
	}
	return all[len(all)-1], true
}

// sayUncovered says what is no longer as it was signed last, if anything.
func (a *app) sayUncovered(x assessment.Assessment) {
	s, ok := lastSignature(x)
	if u := x.Uncovered(s.ID); ok && !u.None() {
		a.out.hang("", fmt.Sprintf("No longer as signed by %s: %s.", signatories(x), coverage(u)))
	}
}

// lastUncovered is that for JSON, and nil if there is nothing.
func lastUncovered(x assessment.Assessment) *uncoveredJSON {
	s, ok := lastSignature(x)
	u := x.Uncovered(s.ID)
	if !ok || u.None() {
		return nil
	}
	j := uncoveredToJSON(u)
	return &j
}
