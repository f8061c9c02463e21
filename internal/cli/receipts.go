package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/seal"
)

func newReceiptsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "receipts [REFERENCE]",
		Short: "Show what was exported, when, and what to do next",
		Long: `Lists what you have exported, oldest first, or with a reference shows that receipt again: the files with their sizes and SHA-256, and what happens next. --assessment lists those of one assessment.

The reference of a return is made from the force, the year and what the return says: the same answers have the same one. It stands in every format, so that HMIC can quote it.`,
		Example: `favour receipts
favour receipts LEI-2012-3F7A-91C2`,
		Args:              between(0, 1, "one reference"),
		ValidArgsFunction: a.suggestReferences,
		RunE: func(_ *cobra.Command, args []string) error {
			all := a.myReceipts()
			if len(args) == 0 {
				return a.printReceipts(all)
			}
			all = receipts.Referred(all, args[0])
			if len(all) == 0 {
				return usage("There is no receipt %q. favour receipts lists them all.", args[0])
			}
			if a.asJSON {
				return a.out.json(all)
			}
			for i, r := range all {
				if i > 0 {
					a.out.blank()
				}
				a.printReceipt(r)
			}
			return nil
		},
	}
}

// receiptFolder is where this person's receipts are.
func (a *app) receiptFolder() *receipts.Folder {
	return receipts.NewFolder(filepath.Join(a.env.StateHome, "favour", "receipts"))
}

// myReceipts are all receipts of the assessment that is named, if one is. It is
// said of those that cannot be read.
func (a *app) myReceipts() []receipts.Receipt {
	f := a.receiptFolder()
	read := f.All
	if a.assessment != "" {
		read = func() ([]receipts.Receipt, error) { return f.Of(a.assessment) }
	}
	all, err := read()
	if err != nil {
		a.complain("warning: not every receipt can be read: " + reason(err) + ".")
	}
	return all
}

// keepReceipt keeps the receipt of what was just exported. That it cannot be kept
// undoes no export.
func (a *app) keepReceipt(r *report.Report, files []export.File, k *export.Keys) receipts.Receipt {
	x := receipts.New(r, files, k, a.env.Now())
	if err := a.receiptFolder().Keep(x); err != nil {
		a.complain("warning: the files were written, but their receipt could not be kept: " + reason(err) + ".")
	}
	return x
}

func (a *app) printReceipts(all []receipts.Receipt) error {
	if a.asJSON {
		return a.out.json(append([]receipts.Receipt{}, all...))
	}
	if len(all) == 0 {
		a.out.line("Nothing has been exported yet. favour export writes the return.")
	}
	for _, r := range all {
		a.out.heading(r.Reference)
		a.out.hang("  ", fmt.Sprintf("%s, exported on %s as of change %d, marked %s.", r.Assessment, a.clock(r.Time), r.Head.Sequence, r.Marking))
		for _, f := range r.Files {
			a.out.hang("  ", shortPath(f.Path))
		}
	}
	return nil
}

func (a *app) printReceipt(r receipts.Receipt) {
	a.out.heading(r.Reference)
	rows := [][2]string{
		{"Exported on", a.clock(r.Time)},
		{"Force", r.Force},
		{"Period", assessment.Capital(r.Period)},
		{"Marking", r.Marking},
		{"Assessment", fmt.Sprintf("%s, as of change %d", r.Assessment, r.Head.Sequence)},
		{"SHA-256", r.Digest},
	}
	if r.Replaces != "" {
		rows = append(rows, [2]string{"Replaces", r.Replaces})
	}
	if r.SignedBy != "" {
		rows = append(rows, [2]string{"Signed with", r.SignedBy})
	}
	if r.Encrypted > 0 {
		rows = append(rows, [2]string{"Encrypted to", quantity(r.Encrypted, "key", "keys")})
	}
	if r.Withheld > 0 {
		rows = append(rows, [2]string{"Redacted copy", quantity(r.Withheld, "part is", "parts are") + " withheld"})
	}
	a.out.pairs("  ", rows)
	for _, f := range r.Files {
		a.out.hang("  ", shortPath(f.Path))
		a.out.hang("    ", fmt.Sprintf("%s bytes, SHA-256 %s", assessment.Thousands(int(f.Bytes)), f.SHA256))
	}
	a.printNext(r)
}

func (a *app) printNext(r receipts.Receipt) {
	a.out.blank()
	a.out.heading("What happens next")
	for _, step := range r.Next("it is asked for by the reference, as in favour export --replaces " + r.Reference) {
		a.out.hang("- ", step)
	}
}

func (a *app) suggestReferences(_ *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	receipts, _ := a.receiptFolder().All()
	var all []cobra.Completion
	for _, r := range slices.Backward(receipts) {
		all = append(all, cobra.CompletionWithDesc(r.Reference, r.Assessment+", "+a.clock(r.Time)))
	}
	return begins(word, all), noFiles
}

// suggestReplaceable suggests the references of receipts, and files.
func (a *app) suggestReplaceable(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	all, _ := a.suggestReferences(c, nil, word)
	return all, cobra.ShellCompDirectiveDefault
}

// replaced is the state of x that an earlier return was made from: that of a
// receipt's reference, or of a sealed file.
func (a *app) replaced(x assessment.Assessment, given string) (assessment.Assessment, error) {
	head, err := a.headOf(x, given)
	if err != nil {
		return x, err
	}
	then, ok := x.AsOf(head)
	if !ok {
		return x, failure("%s is no earlier state of %s as it is here, and nothing was written. Another assessment can be named with --assessment.", given, x.ID())
	}
	if len(x.Since(then)) == 0 {
		return x, failure("%s, and nothing was written. Leave --replaces out to write the same return again.", report.Unchanged(given))
	}
	return then, nil
}

// headOf is the last change that a return was made from.
func (a *app) headOf(x assessment.Assessment, given string) (assessment.Head, error) {
	if !isSealed(given) {
		all, _ := a.receiptFolder().Of(x.ID())
		found := slices.DeleteFunc(receipts.Referred(all, given), func(r receipts.Receipt) bool { return r.Withheld > 0 })
		if len(found) == 0 {
			return assessment.Head{}, usage("There is no receipt %q of %s. favour receipts lists them all; a sealed return can be named by its file.", given, x.ID())
		}
		return found[len(found)-1].Head, nil
	}
	f, err := os.Open(given)
	if err != nil {
		return assessment.Head{}, failure("%s cannot be read: %s.", shortPath(given), reasonOnly(err))
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, seal.MaxSize+1))
	if err != nil {
		return assessment.Head{}, failure("%s cannot be read: %s.", shortPath(given), reasonOnly(err))
	}
	r, err := seal.OpenEncrypted(b)
	switch {
	case errors.Is(err, seal.ErrEncrypted):
		return assessment.Head{}, failure("%s is encrypted. Name that return by its reference, which favour receipts lists.", shortPath(given))
	case err != nil:
		return assessment.Head{}, failure("%s cannot be used: %s. Name that return by its reference, which favour receipts lists.", shortPath(given), err)
	}
	if r.Manifest.Withheld > 0 {
		return assessment.Head{}, failure("%s is a redacted copy, and not the return that was sent. Name that by its reference, which favour receipts lists.", shortPath(given))
	}
	return assessment.Head(r.Manifest.Head), nil
}

// replacedJSON is what a return replaces, with --json.
type replacedJSON struct {
	Reference string           `json:"reference"`
	Changes   []correctionJSON `json:"changes"`
}

type correctionJSON struct {
	Item  string   `json:"item"` // empty for what is of no item
	Words []string `json:"words"`
}

func replacedToJSON(p *report.Replaced) *replacedJSON {
	if p == nil {
		return nil
	}
	j := &replacedJSON{Reference: p.Reference, Changes: []correctionJSON{}}
	for _, c := range p.Changes {
		j.Changes = append(j.Changes, correctionJSON{c.Item.ID, c.Words})
	}
	return j
}

// sayReplaced says what a return says otherwise than the one that it replaces.
func (a *app) sayReplaced(j *replacedJSON) {
	a.out.line("Replaces %s. What it says otherwise:", j.Reference)
	for _, c := range j.Changes {
		for _, words := range c.Words {
			a.out.hang("- ", words)
		}
	}
}
