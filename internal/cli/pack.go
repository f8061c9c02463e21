package cli

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/export"
	"favour/internal/pack"
)

type packOptions struct {
	items     []string
	to        string
	output    string
	overwrite bool
}

func newPackCommand(a *app) *cobra.Command {
	var o packOptions
	c := &cobra.Command{
		Use:   "pack --to NAME --items ITEM|SECTION... --output FILE",
		Short: "Write questions to a file for a colleague to fill in",
		Long: `Writes the questions of some items to a file that a colleague fills in without this program, with the answers that stand, why each is asked, and what would be good evidence. What comes back, favour import reads. Internal notes are not in it, nor who changed what.

Without --items it holds all that favour assign has given to the one it is for. How the file is named says what it is:

` + packFormatList(),
		Example: `favour pack --to "Head of procurement" --output procurement.xlsx
favour pack --to "Head of HR" --items BUS,TRN-03 --output hr.xlsx
favour pack --items BUS-07 BUS-08 --output jobs.csv`,
		ValidArgsFunction: a.suggestItemsAndSections,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.items = append(o.items, args...) // --items BUS-07 BUS-08
			return a.pack(cmd.Context(), &o, cmd.Flags().Changed("items"))
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.items, "items", nil, "the `items` or sections, with commas or blanks between")
	f.StringVar(&o.to, "to", "", "the `name` of the person or department it is for")
	f.StringVarP(&o.output, "output", "o", "", "the `file` to write")
	f.BoolVar(&o.overwrite, "force-overwrite", false, "replace a file that is there already")
	a.completes(c, "items", a.suggestItemsAndSections)
	a.completes(c, "to", a.suggestPeople)
	return c
}

// packFormatList says what each format is good for.
func packFormatList() string {
	var lines []string
	for _, f := range pack.Formats {
		lines = append(lines, f.Ext+": "+f.Title+". "+f.About)
	}
	return strings.Join(lines, "\n")
}

func (a *app) pack(ctx context.Context, o *packOptions, named bool) error {
	format, ok := pack.FormatOf(o.output)
	if !ok {
		var known []string
		for _, f := range pack.Formats {
			known = append(known, f.Ext)
		}
		return usage("Name the file to write with --output; it ends in %s.", orList(known))
	}
	to, err := parseLine(o.to)
	if err != nil {
		return usage("--to: %s.", err)
	}
	words := splitItems(o.items)
	if named && len(words) == 0 {
		return usage("--items is empty. Leave it out for all that is assigned to the one it is for, or say which.")
	}
	_, x, err := a.open(ctx)
	if err != nil {
		return err
	}
	items, to, err := itemsFor(x, words, to)
	if err != nil {
		return err
	}
	p := pack.New(x, items, to)
	file, err := export.WriteOne(o.output, func(w io.Writer) error { return format.Write(w, p) }, o.overwrite)
	if long, ok := errors.AsType[*pack.TooLongError](err); ok {
		return failure("Nothing was written: %s. Leave the item out, or write a file that ends in .json.", long)
	}
	if errors.Is(err, export.ErrExists) {
		return failure("%s is there already, and was not replaced. Name another file with --output, or replace it with --force-overwrite.", shortPath(o.output))
	}
	if err != nil {
		return err
	}
	return a.packed(p, file)
}

// splitItems are the words of lists as people write them, or copy them from a letter:
// BUS-07, “BUS-08” and PRO.
func splitItems(lists []string) []string {
	between := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`,;&"'`, r) }
	var all []string
	for _, list := range lists {
		for word := range strings.FieldsFuncSeq(strings.Map(pack.TidyRune, list), between) {
			if !strings.EqualFold(word, "and") {
				all = append(all, word)
			}
		}
	}
	return all
}

// itemsFor are the items that words name, or else all that are assigned to that
// name; and the name, as it stands there.
func itemsFor(x assessment.Assessment, words []string, name string) ([]*checklist.Item, string, error) {
	switch {
	case len(words) > 0:
		items, err := pickItems(x.Checklist(), words)
		return items, name, err
	case name == "":
		return nil, name, usage(`Say which questions, with --items, or whose, with --to, such as favour pack --to "Head of procurement" --output procurement.xlsx`)
	}
	var items []*checklist.Item
	var known []string
	for _, it := range x.Checklist().Items() {
		whose := x.Assigned(it.ID)
		if assessment.Same(whose, name) {
			items, name = append(items, it), whose
		} else if whose != "" && !slices.Contains(known, whose) {
			known = append(known, whose)
		}
	}
	if len(items) == 0 {
		return nil, name, usage("Nothing is assigned to %q.%s Say which questions with --items, or assign them with favour assign.", name, meant(name, known))
	}
	return items, name, nil
}

type packedJSON struct {
	Assessment string          `json:"assessment"`
	Head       assessment.Head `json:"head"`
	To         string          `json:"to"`
	Items      []string        `json:"items"`
	File       fileJSON        `json:"file"`
}

// packed says what was written.
func (a *app) packed(p *pack.Pack, f export.File) error {
	var ids []string
	for _, it := range p.Items {
		ids = append(ids, it.ID)
	}
	if a.asJSON {
		return a.out.json(packedJSON{p.Assessment, p.Head, p.To, ids, fileJSON{f.Path, int(f.Size), f.SHA256}})
	}
	a.out.line("Wrote %s", f.Path)
	a.out.hang("  ", "SHA-256 "+f.SHA256)
	who := ""
	if p.To != "" {
		who = " for " + p.To
	}
	a.out.line("%s%s, as of change %d: %s.", assessment.Capital(quantity(len(ids), "item", "items")), who, p.Head.Sequence, strings.Join(ids, ", "))
	a.out.line("When it comes back: favour import %s", filepath.Base(f.Path))
	return nil
}
