package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"favour/checklists"
	"favour/internal/catalog"
	"favour/internal/checklist"
)

func newChecklistCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:     "checklist",
		Short:   "List, show and check checklists",
		Long:    "Shows the checklists that come with the program, and looks over those that a force writes itself.",
		Example: "favour checklist list\nfavour checklist show\nfavour checklist lint our-own.yaml",
		Args:    noArgsBut("command"),
		RunE:    helpOnly,
	}
	c.AddCommand(newChecklistListCommand(a), newChecklistShowCommand(a), newChecklistLintCommand(a))
	return c
}

func newChecklistListCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the checklists that come with the program",
		Long:    "Lists the checklists that come with the program.",
		Example: "favour checklist list",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := catalog.ReadFS(checklists.FS)
			if err != nil {
				return err
			}
			return a.printChecklists(all)
		},
	}
}

type checklistJSON struct {
	ID         string `json:"id"`
	Edition    string `json:"edition"`
	Title      string `json:"title"`
	Provenance string `json:"provenance"`
	Official   string `json:"official"`
	Sections   int    `json:"sections"`
	Items      int    `json:"items"`
	Digest     string `json:"digest"`
}

func (a *app) printChecklists(all []*checklist.Checklist) error {
	rows := make([]checklistJSON, 0, len(all))
	for _, c := range all {
		rows = append(rows, checklistJSON{c.ID, c.Edition, c.Title, c.Provenance, c.Official, len(c.Sections), c.Len(), c.Digest()})
	}
	if a.asJSON {
		return a.out.json(rows)
	}
	for _, c := range rows {
		a.out.heading(c.ID)
		a.out.hang("  ", fmt.Sprintf("%s, edition %s: %d items in %d sections.", c.Title, c.Edition, c.Items, c.Sections))
		a.out.hang("  ", c.Provenance)
	}
	return nil
}

func newChecklistShowCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "show [ID|FILE]",
		Short:             "Show what a checklist asks",
		Long:              "Shows what a checklist asks, with where it comes from and the fields of each item.",
		Example:           "favour checklist show\nfavour checklist show our-own.yaml --json",
		Args:              between(0, 1, "one checklist"),
		ValidArgsFunction: a.suggestChecklists,
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := loadChecklist(strings.Join(append(args, defaultChecklist)[:1], ""))
			if err != nil {
				return err
			}
			if a.asJSON {
				return a.out.json(c)
			}
			a.printChecklist(c)
			return nil
		},
	}
}

func (a *app) printChecklist(c *checklist.Checklist) {
	a.out.heading(fmt.Sprintf("%s, edition %s", c.Title, c.Edition))
	a.out.hang("", c.Provenance)
	if c.Official != "" {
		a.out.hang("", "The original: "+c.Official)
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		a.out.blank()
		a.out.heading(s.ID + "  " + s.Title)
		a.out.hang("", s.About)
		for j := range s.Items {
			it := &s.Items[j]
			a.out.blank()
			a.out.hang(it.ID+"  ", it.Title+". "+it.Question)
			for k := range it.Fields {
				a.out.hang("        ", fieldWords(&it.Fields[k]))
			}
		}
	}
}

// fieldWords is what a field takes, in a line.
func fieldWords(f *checklist.Field) string {
	s := fmt.Sprintf("%s (%s): %s", f.ID, f.Label, f.Kind)
	if f.Kind != checklist.Choice {
		return s
	}
	var options []string
	for _, o := range f.Options {
		options = append(options, o.ID)
	}
	return fmt.Sprintf("%s (%s): %s", f.ID, f.Label, orList(options))
}

func newChecklistLintCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "lint FILE",
		Short:   "Say what is wrong with a checklist file",
		Long:    "Says everything that is wrong with a checklist file in one go, with line and column. The exit code is 1 if there is anything.",
		Example: "favour checklist lint our-own.yaml",
		Args:    between(1, 1, "a file"),
		RunE: func(_ *cobra.Command, args []string) error {
			src, err := readChecklist(args[0])
			if err != nil {
				return err
			}
			return a.lint(args[0], src)
		},
	}
}

type complaintJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
}

func (a *app) lint(name string, src []byte) error {
	found := catalog.Lint(name, src)
	all := make([]complaintJSON, 0, len(found))
	for _, c := range found {
		all = append(all, complaintJSON(c))
		if !a.asJSON {
			a.out.line("%s", c)
			for l := range strings.SplitSeq(c.Excerpt(src), "\n") {
				fmt.Fprintln(a.out.w, "    "+l)
			}
		}
	}
	switch {
	case a.asJSON:
		if err := a.out.json(all); err != nil {
			return err
		}
	case len(found) == 0:
		a.out.line("%s is sound.", name)
	default:
		a.out.blank()
		a.out.line("%s.", quantity(len(found), "complaint", "complaints"))
	}
	if len(found) > 0 {
		return errNo
	}
	return nil
}

// loadChecklist is the checklist of that id, or in that file. What looks like a
// path is one.
func loadChecklist(name string) (*checklist.Checklist, error) {
	if isPath(name) {
		src, err := readChecklist(name)
		if err != nil {
			return nil, err
		}
		return catalog.Parse(name, src)
	}
	c, err := catalog.Find(checklists.FS, name)
	if errors.Is(err, catalog.ErrNotFound) {
		all, _ := catalog.ReadFS(checklists.FS)
		var ids []string
		for _, c := range all {
			ids = append(ids, c.ID)
		}
		return nil, usage("There is no checklist %q.%s There is %s; a file needs its path, such as ./%s.yaml.", name, meant(name, ids), strings.Join(ids, ", "), name)
	}
	return c, err
}

func isPath(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return strings.ContainsAny(name, `/\`) || ext == ".yaml" || ext == ".yml"
}

// readChecklist reads no more of a file than shows that it is too large.
func readChecklist(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, failure("The checklist %s cannot be read: %s.", shortPath(path), reasonOnly(err))
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, catalog.MaxSize+1))
	if err != nil {
		return nil, failure("The checklist %s cannot be read: %s.", shortPath(path), reasonOnly(err))
	}
	return src, nil
}
