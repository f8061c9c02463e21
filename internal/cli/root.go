package cli

import (
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"favour/internal/settings"
)

// The groups that help lists commands in.
const (
	groupFill   = "fill"
	groupSend   = "send"
	groupRecord = "record"
	groupKeep   = "keep"
	groupOther  = "other"
)

// An app is one run: what it was given, and what its commands share.
type app struct {
	env Env
	out *printer

	// The flags that every command takes.
	store      string
	assessment string
	as         string
	asJSON     bool

	asAt          time.Time          // of --as-at, on commands that take it; nought for now
	later         *laterWarnings     // of the terminal app, which has the terminal to itself
	set           *settings.Settings // nil until they are read
	wrongSettings []string           // what is wrong with them, in sentences
}

// newRootCommand is the whole command line.
func newRootCommand(a *app) *cobra.Command {
	cobra.MousetrapHelpText = "" // or a double click in Explorer is refused
	cobra.EnableCommandSorting = false
	var f appFlags
	root := &cobra.Command{
		Use:   "favour",
		Short: "Fill in HMIC's Without Fear or Favour self-assessment, and export the return",
		Long: `favour takes a police force through HMIC's Without Fear or Favour self-assessment checklist. The answers are kept in one file on this machine, with who changed what and when, and a return for HMIC is exported from them.

Without a command it opens the terminal app, or with --plain asks the same by plain prompts, for a screen reader or a script; see favour help accessibility. Everything the app does can be done with the commands below as well.`,
		Example: `favour
favour --plain
favour as "A. Example, Inspector"
favour new --force leicestershire
favour set BUS-07.received=84 BUS-07.approved=83
favour status
favour export --format html,json --output return`,
		Args:              noArgsBut("command"),
		SilenceErrors:     true,
		SilenceUsage:      true,
		Version:           version(),
		RunE:              newAppRun(a, &f),
		PersistentPreRunE: noEmptyFlags,
		CompletionOptions: cobra.CompletionOptions{DisableDescriptions: false},
	}
	root.SetVersionTemplate("favour {{.Version}}\n")
	root.Flags().BoolVar(&f.demo, "demo", false, "open a throw-away copy of a filled-in example")
	root.Flags().BoolVar(&f.tour, "tour", false, "with --demo: look at the screens in a minute, left at any key")
	root.Flags().BoolVar(&f.plain, "plain", false, "ask by plain prompts, for screen readers and scripts")
	root.Flags().BoolP("version", "v", false, "print the version")
	flags := root.PersistentFlags()
	flags.StringVar(&a.store, "store", "", "the `file` with the assessments (or FAVOUR_STORE)")
	flags.StringVarP(&a.assessment, "assessment", "a", "", "the `id` of the assessment, needed only when there are several")
	flags.StringVar(&a.as, "as", "", "who is writing, as `\"Name, role\"` (or FAVOUR_AS)")
	flags.BoolVar(&a.asJSON, "json", false, "print JSON for scripts")
	flags.BoolP("help", "h", false, "say what a command does")
	a.completes(root, "assessment", a.suggestAssessments)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(a.help)
	root.SetUsageFunc(func(c *cobra.Command) error { c.HelpFunc()(c, nil); return nil })
	root.AddGroup(
		&cobra.Group{ID: groupFill, Title: "Filling in"},
		&cobra.Group{ID: groupSend, Title: "Checking and sending"},
		&cobra.Group{ID: groupRecord, Title: "The record"},
		&cobra.Group{ID: groupKeep, Title: "Keeping it safe"},
		&cobra.Group{ID: groupOther, Title: "Other"},
	)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupFill, newNewCommand(a), newListCommand(a), newShowCommand(a), newSetCommand(a), newStillTrueCommand(a), newClearCommand(a),
		newNoteCommand(a), newEvidenceCommand(a), newActionCommand(a), newActionsCommand(a), newAssignCommand(a), newPeopleCommand(a),
		newPackCommand(a), newImportCommand(a), newDetailsCommand(a), newCompleteCommand(a))
	add(groupSend, newStatusCommand(a), newCheckCommand(a), newCompareCommand(a), newReviewCommand(a), newSignCommand(a), newReopenCommand(a), newSignaturesCommand(a), newExportCommand(a),
		newReceiptsCommand(a), newVerifyCommand(a))
	add(groupRecord, newLogCommand(a), newUndoCommand(a), newRedoCommand(a))
	add(groupKeep, newDoctorCommand(a), newBackupCommand(a), newRestoreCommand(a))
	add(groupOther, newAsCommand(a), newSettingsCommand(a), newChecklistCommand(a), newVersionCommand(a))
	root.SetHelpCommand(newHelpCommand(a))
	root.SetHelpCommandGroupID(groupOther)
	root.SetCompletionCommandGroupID(groupOther)
	root.AddCommand(newTopics()...)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "Set up completion in the shell"
		}
	}
	return root
}

// version is the version of this build.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "built from source"
	}
	return info.Main.Version
}
