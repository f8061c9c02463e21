package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/checklist"
	"favour/internal/plain"
	"favour/internal/report"
)

// Completion in the shell. Rules of this file:
//
//   - A suggestion never fails and prints nothing: what cannot be read suggests
//     nothing.
//   - What a suggestion stands for is said behind it, and through package plain:
//     shells print it as it is.

// A suggester suggests what word, which has only begun, may become.
type suggester = func(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completes sets what is suggested for the value of a flag.
func (a *app) completes(c *cobra.Command, flag string, s suggester) {
	if err := c.RegisterFlagCompletionFunc(flag, s); err != nil {
		panic(err) // the flag does not exist: a mistake in this program
	}
}

// begins are those of all that begin with word, in capitals or not.
func begins(word string, all []cobra.Completion) []cobra.Completion {
	var some []cobra.Completion
	for _, s := range all {
		if len(s) >= len(word) && strings.EqualFold(s[:len(word)], word) {
			value, about, _ := strings.Cut(s, "\t")
			some = append(some, cobra.CompletionWithDesc(plain.Line(value), plain.Line(about)))
		}
	}
	return some
}

// asked is the checklist that is being answered, or the usual one.
func (a *app) asked(c *cobra.Command) *checklist.Checklist {
	if _, x, err := a.open(c.Context()); err == nil {
		return x.Checklist()
	}
	if list, err := loadChecklist(defaultChecklist); err == nil {
		return list
	}
	return &checklist.Checklist{}
}

func (a *app) suggestItems(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, it := range a.asked(c).Items() {
		all = append(all, cobra.CompletionWithDesc(it.ID, it.Title))
	}
	return begins(word, all), noFiles
}

func (a *app) suggestOneItem(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	return a.suggestItems(c, args, word)
}

// suggestFields suggests items, and the fields of one once its dot is typed.
func (a *app) suggestFields(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	id, _, dotted := strings.Cut(word, ".")
	it, err := findItem(a.asked(c), id)
	if !dotted && err != nil {
		return a.suggestItems(c, args, word)
	}
	if err != nil {
		return nil, noFiles
	}
	var all []cobra.Completion
	if !dotted {
		all = append(all, cobra.CompletionWithDesc(it.ID, it.Title))
	}
	for i := range it.Fields {
		all = append(all, cobra.CompletionWithDesc(it.ID+"."+it.Fields[i].ID, it.Fields[i].Label))
	}
	return begins(word, all), noFiles
}

// suggestSettings suggests items, then their fields, then what these take.
func (a *app) suggestSettings(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	list := a.asked(c)
	const more = noFiles | cobra.ShellCompDirectiveNoSpace
	if ref, _, ok := strings.Cut(word, "="); ok {
		it, f, err := parseRef(list, ref)
		if err == nil && f == nil {
			f, err = findField(it, "")
		}
		if err != nil {
			return nil, noFiles
		}
		return begins(word, valuesOf(ref, f)), noFiles
	}
	id, _, dotted := strings.Cut(word, ".")
	it, err := findItem(list, id)
	if err != nil {
		if dotted {
			return nil, noFiles
		}
		some, _ := a.suggestItems(c, args, word)
		return some, more
	}
	var all []cobra.Completion
	for i := range it.Fields {
		name := it.ID + "." + it.Fields[i].ID + "="
		if len(it.Fields) == 1 && !dotted {
			name = it.ID + "="
		}
		all = append(all, cobra.CompletionWithDesc(name, it.Fields[i].Label))
	}
	return begins(word, all), more
}

func valuesOf(ref string, f *checklist.Field) []cobra.Completion {
	var all []cobra.Completion
	for _, o := range f.Options {
		all = append(all, cobra.CompletionWithDesc(ref+"="+o.ID, o.Label))
	}
	return append(all,
		cobra.CompletionWithDesc(ref+"=not-recorded", "the force does not hold it"),
		cobra.CompletionWithDesc(ref+"=not-applicable:", "with the reason behind the colon"))
}

func (a *app) suggestSections(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, s := range a.asked(c).Sections {
		all = append(all, cobra.CompletionWithDesc(s.ID, s.Title))
	}
	return begins(word, all), noFiles
}

func (a *app) suggestAssessments(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for l, err := range a.journal().List(c.Context()) {
		if err == nil {
			all = append(all, cobra.CompletionWithDesc(l.ID, l.Assessment.Details().Force.Name))
		}
	}
	return begins(word, all), noFiles
}

// suggestBackups suggests the backups of the store, newest first.
func (a *app) suggestBackups(_ *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	kept, err := a.backups().List()
	if err != nil || word != "" { // who has begun to type names a file
		return nil, cobra.ShellCompDirectiveDefault
	}
	var all []cobra.Completion
	for _, b := range slices.Backward(kept) {
		all = append(all, cobra.CompletionWithDesc(b.Path, strings.ReplaceAll(b.Why, "-", " ")+", "+a.clock(b.Time)))
	}
	return all, cobra.ShellCompDirectiveDefault
}

// thenItems suggests with first, and items behind it.
func (a *app) thenItems(first suggester) suggester {
	return func(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return first(c, args, word)
		}
		return a.suggestItems(c, args, word)
	}
}

func (a *app) suggestItemsAndSections(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	sections, _ := a.suggestSections(c, args, word)
	items, _ := a.suggestItems(c, args, word)
	return append(sections, items...), noFiles
}

// suggestPeople suggests those who have something to do.
func (a *app) suggestPeople(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, x, err := a.open(c.Context())
	if err != nil {
		return nil, noFiles
	}
	var all []cobra.Completion
	for _, l := range x.People(a.today()) {
		if l.Name != "" {
			all = append(all, cobra.CompletionWithDesc(l.Name, loadWords(l)))
		}
	}
	return begins(word, all), noFiles
}

func (a *app) suggestPerson(c *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, noFiles
	}
	return a.suggestPeople(c, args, word)
}

// suggestWarnings suggests the keys of the warnings that stand.
func (a *app) suggestWarnings(c *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, x, err := a.open(c.Context())
	if err != nil {
		return nil, noFiles
	}
	var all []cobra.Completion
	for _, f := range x.BeforeSigning(a.today()) {
		if f.Severity == assessment.Warning {
			all = append(all, cobra.CompletionWithDesc(f.Key(), f.Text))
		}
	}
	return begins(word, all), noFiles
}

// suggestStates suggests the states of a review.
func suggestStates(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, s := range assessment.ReviewStates {
		all = append(all, cobra.CompletionWithDesc(string(s), s.Words()))
	}
	return begins(word, all), noFiles
}

// noSuggestions keeps the shell from suggesting files for what is text.
func noSuggestions(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, noFiles
}

func (a *app) suggestForces(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	forces, err := catalog.Forces(checklists.FS)
	if err != nil {
		return nil, noFiles
	}
	var all []cobra.Completion
	for _, f := range forces {
		all = append(all, cobra.CompletionWithDesc(f.ID, f.Name))
	}
	return begins(word, all), noFiles
}

func (a *app) suggestMarkings(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, s := range assessment.Schemes {
		for _, m := range s.Markings {
			all = append(all, cobra.CompletionWithDesc(m, s.Title))
		}
	}
	return begins(word, all), noFiles
}

func (a *app) suggestFormats(_ *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := word[:strings.LastIndex(word, ",")+1]
	var all []cobra.Completion
	for _, f := range report.Formats {
		all = append(all, cobra.CompletionWithDesc(before+f.Name, f.About))
	}
	return begins(word, all), noFiles
}

// suggestChecklists suggests ids, and leaves files to the shell.
func (a *app) suggestChecklists(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	all, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var ids []cobra.Completion
	for _, c := range all {
		ids = append(ids, cobra.CompletionWithDesc(c.ID, c.Title))
	}
	return ids, cobra.ShellCompDirectiveDefault
}
