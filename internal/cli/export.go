package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/report"
)

// allFormats is the word for every format.
const allFormats = "all"

type exportOptions struct {
	formats   []string
	output    string
	overwrite bool
}

func newExportCommand(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the return for HMIC",
		Long: `Writes the return: the progress, the statements, every item with its answers, evidence and actions, who has signed what, and what has changed since last time. Internal notes, what a reviewer wrote, where evidence is kept and who changed what are not in it.

` + formatList() + `

The same assessment always gives the same files, and with --as-at those that it gave then. A file that is there already is not replaced unless --force-overwrite is given. - as the output writes one format to standard output.`,
		Example: `favour export
favour export --format html,json --output return
favour export --format all --output return --force-overwrite
favour export --format json --output - > return.json
favour export --as-at "31 May 2012" --output as-at-may`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.export(cmd.Context(), &o)
		},
	}
	f := c.Flags()
	f.StringSliceVar(&o.formats, "format", []string{report.Formats[0].Name}, "the `formats`, with commas between, or "+allFormats)
	f.StringVarP(&o.output, "output", "o", ".", "the `folder` to write to, or - for standard output")
	f.BoolVar(&o.overwrite, "force-overwrite", false, "replace files that are there already")
	a.completes(c, "format", a.suggestFormats)
	a.takesAsAt(c)
	return c
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
	if o.output == "-" && len(formats) != 1 {
		return usage("Standard output takes one format, such as --format json --output -.")
	}
	_, x, err := a.open(ctx)
	if err != nil {
		return err
	}
	r := report.New(x)
	if o.output == "-" {
		return formats[0].Write(a.out.w, &r)
	}
	files, err := export.Write(o.output, &r, formats, o.overwrite)
	if err != nil {
		return err
	}
	return a.exported(x, files)
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
	Assessment string          `json:"assessment"`
	Head       assessment.Head `json:"head"`
	Marking    string          `json:"marking"`
	Files      []fileJSON      `json:"files"`
}

type fileJSON struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (a *app) exported(x assessment.Assessment, files []export.File) error {
	j := exportedJSON{Assessment: x.ID(), Head: x.Head(), Marking: x.Details().Marking, Files: []fileJSON{}}
	for _, f := range files {
		j.Files = append(j.Files, fileJSON{f.Path, int(f.Size), f.SHA256})
	}
	if a.asJSON {
		return a.out.json(j)
	}
	for _, f := range j.Files {
		a.out.line("Wrote %s", f.Path)
		a.out.hang("  ", "SHA-256 "+f.SHA256)
	}
	a.out.line("Marked %s, as of change %d.", j.Marking, j.Head.Sequence)
	return nil
}
