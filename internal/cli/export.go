package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/seal"
)

// allFormats is the word for every format.
const allFormats = "all"

type exportOptions struct {
	formats   []string
	output    string
	overwrite bool
	seal      sealOptions
	redact    redactOptions
	replaces  string
	schema    bool
}

func newExportCommand(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the return for HMIC",
		Long: `Writes the return: the progress, the statements, every item with its answers, evidence and actions, who has signed what, and what has changed since last time. Internal notes, what a reviewer wrote, where evidence is kept and who changed what are not in it.

` + formatList() + `

The same assessment always gives the same files, and with --as-at those that it gave then. A file that is there already is not replaced unless --force-overwrite is given. Without --output they go to the folder that favour settings exports names, or to the present one. - as the output writes one format to standard output.

--seal puts the formats, and always json, into one file that ends in ` + seal.Ext + `: whoever receives it can see with favour verify, or without this program, that it is whole and unaltered. --sign-key signs it with a private SSH key, which shows whose it is; --encrypt-to encrypts it to public keys, of which age opens it, and its name ends in ` + seal.EncryptedExt + `. See favour help return.

A receipt of every export is kept, which favour receipts shows again by its reference. --replaces names the reference, or the sealed file, of a return that has been sent, which the new one is sent in place of: the new one says so, with what has changed since, and is refused if nothing has.

--withhold writes a copy for publication instead, from which an item, a field, or the narrative, evidence or actions of an item are withheld. The copy says so on every page, lists what is withheld and why, and is tied to the return by a digest. With an answer are withheld its verdict, the sentences made from it, the numbers that count it, what is asked depending on it, and last time's.

--schema prints the JSON Schema of the json format, with which other programs can check a return, and in which each member is described; it needs no assessment.`,
		Example: `favour export
favour export --format html,json --output return
favour export --format all --output return --force-overwrite
favour export --format json --output - > return.json
favour export --as-at "31 May 2012" --output as-at-may
favour export --seal --sign-key ~/.ssh/id_ed25519
favour export --seal --format pdf --sign-key psd_key --encrypt-to hmic.pub
favour export --replaces LEI-2012-3F7A-91C2
favour export --withhold BUS-07.narrative="it names an officer" --withhold PSD-05="operational" --copy-marking npm
favour export --schema > return.schema.json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.schema {
				return a.exportSchema(cmd)
			}
			if folder := a.settings().Exports; folder != "" && !cmd.Flags().Changed("output") {
				full, err := export.InFull(folder)
				if err != nil {
					return failure("The folder for exports in the settings cannot be used: %s.", err)
				}
				o.output = full
			}
			return a.export(cmd.Context(), &o)
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.formats, "format", []string{report.Formats[0].Name}, "the `formats`, with commas between, or "+allFormats)
	f.StringVarP(&o.output, "output", "o", ".", "the `folder` to write to, or - for standard output")
	f.BoolVar(&o.overwrite, "force-overwrite", false, "replace files that are there already")
	a.completes(c, "format", a.suggestFormats)
	f.StringVar(&o.replaces, "replaces", "", "the `reference`, or the sealed file, of the return that this one is sent in place of")
	a.completes(c, "replaces", a.suggestReplaceable)
	f.BoolVar(&o.schema, "schema", false, "print the JSON Schema of the json format, and write no return")
	o.seal.flags(c)
	o.redact.flags(a, c)
	a.takesAsAt(c)
	return c
}

// exportSchema prints the schema of the json format, which is of no assessment.
func (a *app) exportSchema(c *cobra.Command) error {
	var others []string
	own := c.LocalNonPersistentFlags()
	c.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != "schema" && own.Lookup(f.Name) != nil {
			others = append(others, "--"+f.Name)
		}
	})
	if len(others) > 0 {
		return usage("--schema writes no return, so that %s cannot go with it. Leave out one or the other.", strings.Join(others, ", "))
	}
	_, err := a.out.w.Write(report.Schema)
	return err
}

// formatList says what each format is good for.
func formatList() string {
	var lines []string
	for _, f := range report.Formats {
		lines = append(lines, f.Name+": "+f.About)
	}
	return strings.Join(lines, "\n")
}

func (a *app) export(ctx context.Context, o *exportOptions) error {
	formats, err := pickFormats(o.formats)
	if err != nil {
		return err
	}
	if err := errors.Join(o.seal.check(), o.redact.check(o.replaces)); err != nil {
		return err
	}
	if o.output == "-" && len(formats) != 1 && !o.seal.on {
		return usage("Standard output takes one format, such as --format json --output -.")
	}
	keys, err := o.seal.keys(ctx, a)
	if err != nil {
		return err
	}
	_, x, err := a.open(ctx)
	if err != nil {
		return err
	}
	r, err := a.reported(x, o)
	if err != nil {
		return err
	}
	job := export.Job{Report: r, Folder: o.output, Formats: formats, Seal: keys, Overwrite: o.overwrite}
	files, err := a.write(ctx, job)
	if err != nil || o.output == "-" {
		return err
	}
	j := exportedJSON{Reference: r.Reference, Assessment: r.ID, Head: r.Head, Marking: r.Marking, Files: []fileJSON{}, Seal: sealToJSON(&job), Replaces: replacedToJSON(r.Replaces), Withheld: withheldToJSON(r)}
	for _, f := range files {
		j.Files = append(j.Files, fileJSON{f.Path, int(f.Size), f.SHA256})
	}
	return a.exported(j, a.keepReceipt(r, files, keys))
}

// write does a job, to the folder or to standard output. On a terminal it is said
// how far it has come, if it takes long.
func (a *app) write(ctx context.Context, j export.Job) ([]export.File, error) {
	if a.env.ErrWidth > 0 {
		t := export.Tell(a.env.Patience, func(s export.Step) { a.complain("Writing " + s.String() + ".") })
		defer t.Stop()
		j.Begun = t.Begun
	}
	switch {
	case j.Folder != "-":
		return export.Write(ctx, j)
	case j.Seal != nil:
		return nil, export.WriteSealed(ctx, a.out.w, j)
	}
	return nil, j.Formats[0].Write(a.out.w, j.Report)
}

// reported is what is to be written of x.
func (a *app) reported(x assessment.Assessment, o *exportOptions) (*report.Report, error) {
	r := report.New(x)
	if err := r.Ready(); err != nil {
		return nil, err
	}
	if o.replaces != "" {
		then, err := a.replaced(x, o.replaces)
		if err != nil {
			return nil, err
		}
		r.Replace(then, x)
	}
	return o.redact.redact(&r, x)
}

// pickFormats are the formats of those names, in the order of the table.
func pickFormats(names []string) ([]report.Format, error) {
	var known []string
	for _, f := range report.Formats {
		known = append(known, f.Name)
	}
	if slices.Contains(names, allFormats) {
		names = known
	}
	var picked []report.Format
	for _, name := range names {
		f, ok := report.ByName(strings.ToLower(strings.TrimSpace(name)))
		if !ok {
			return nil, usage("There is no format %q.%s There is %s.", name, meant(name, known), strings.Join(known, ", "))
		}
		if !slices.ContainsFunc(picked, func(p report.Format) bool { return p.Name == f.Name }) {
			picked = append(picked, f)
		}
	}
	if len(picked) == 0 {
		return nil, usage("Name a format with --format: %s.", orList(known))
	}
	return picked, nil
}

type exportedJSON struct {
	Reference  string          `json:"reference"`
	Assessment string          `json:"assessment"`
	Head       assessment.Head `json:"head"`
	Marking    string          `json:"marking"`
	Files      []fileJSON      `json:"files"`
	Seal       *sealJSON       `json:"seal,omitempty"`
	Replaces   *replacedJSON   `json:"replaces,omitempty"`
	Withheld   []withheldJSON  `json:"withheld,omitempty"`
}

type fileJSON struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (a *app) exported(j exportedJSON, receipt receipts.Receipt) error {
	if a.asJSON {
		return a.out.json(j)
	}
	for _, f := range j.Files {
		a.out.line("Wrote %s", f.Path)
		a.out.hang("  ", "SHA-256 "+f.SHA256)
	}
	if j.Seal != nil {
		a.saySeal(j.Seal)
	}
	a.out.line("Marked %s, as of change %d.", j.Marking, j.Head.Sequence)
	a.out.line("Reference %s.", j.Reference)
	if j.Replaces != nil {
		a.sayReplaced(j.Replaces)
	}
	if len(j.Withheld) > 0 {
		a.sayWithheld(j.Withheld)
	}
	a.printNext(receipt)
	return nil
}
