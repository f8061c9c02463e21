package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"favour/checklists"
	"favour/internal/assessment"
	"favour/internal/catalog"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
	"favour/internal/journal/drafts"
	"favour/internal/receipts"
	"favour/internal/settings"
	"favour/internal/tui"
)

// appFlags are the flags of favour without a command.
type appFlags struct{ demo, tour, plain bool }

// newAppRun is what favour does without a command: it opens the terminal app, or
// holds the conversation of plain prompts where that is wanted or nothing can be
// drawn.
func newAppRun(a *app, f *appFlags) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, _ []string) error {
		a.later = &laterWarnings{} // before the settings are read, whose mistakes are said there too
		show := func(ctx context.Context, o tui.Options) error { return tui.Run(ctx, a.env.Stdin, a.env.Stdout, o) }
		if f.plain || a.wantsPlain() {
			show = a.converse
		}
		// Which signals end either, and when, is for them to say.
		begin := func(ctx context.Context, o tui.Options) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return show(context.WithoutCancel(ctx), o)
		}
		if f.demo {
			return a.runDemo(c.Context(), f.tour, begin)
		}
		if f.tour {
			return usage("The tour is of the example: %s.", "favour --demo --tour")
		}
		o, err := a.appOptions()
		if err != nil {
			return err
		}
		return begin(c.Context(), o)
	}
}

// appOptions is what the app is started with on the person's own store.
func (a *app) appOptions() (tui.Options, error) {
	who, err := a.appAuthor()
	if err != nil {
		return tui.Options{}, err
	}
	folder, err := os.Getwd()
	if err != nil {
		folder = "."
	}
	places := placesFile{filepath.Join(a.env.StateHome, "favour", "places.json")}
	set, j := a.settings(), a.journal()
	wrong := ""
	if len(a.wrongSettings) > 0 {
		wrong = a.wrongSettings[0] // the app has a line for it, and its settings say the rest
	}
	return tui.Options{
		Journal: j, Backup: backupOf(j), Warnings: a.later.take, Drafts: drafts.New(a.drafts(a.storePath())), Receipts: a.receiptFolder(),
		Library: library,
		Author:  who, Remember: a.remember,
		Open: a.assessment, Place: places.at, KeepPlace: places.keep,
		Settings: set, Keeper: settingsKeeper{a}, SettingsTrouble: wrong,
		Editor:    cmp.Or(a.env.Getenv("VISUAL"), a.env.Getenv("EDITOR")),
		ExportDir: folder, Store: a.storePath(), Warning: a.storeWarning(), Now: a.env.Now,
	}, nil
}

// library reads the checklists and forces that come with the program.
func library() (tui.Library, error) {
	lists, err := catalog.ReadFS(checklists.FS)
	if err != nil {
		return tui.Library{}, err
	}
	forces, err := catalog.Forces(checklists.FS)
	return tui.Library{Checklists: lists, Forces: forces}, err
}

// appAuthor is who is writing, or nobody where nobody is known: the app asks.
func (a *app) appAuthor() (assessment.Author, error) {
	if a.as == "" && a.env.Getenv("FAVOUR_AS") == "" {
		return a.rememberedAuthor(), nil
	}
	return a.author()
}

// runDemo shows a copy of the example in a folder of its own, which
// is gone when it ends; with a tour of it first if that is wanted.
func (a *app) runDemo(ctx context.Context, tour bool, show func(context.Context, tui.Options) error) error {
	folder, err := os.MkdirTemp("", "favour-demo-*")
	if err != nil {
		return failure("The example needs a folder for its throw-away copy: %s.", reason(err))
	}
	defer os.RemoveAll(folder)
	a.store, a.assessment = filepath.Join(folder, "favour.db"), ""
	j := journal.New(bolt.New(a.store))
	j.Now = a.env.Now
	who, err := a.appAuthor()
	if err != nil || who.Name == "" {
		who = assessment.Author{Name: "A. Example", Role: "Inspector"}
	}
	x, err := startExample(ctx, j, who, exampleName)
	if err != nil {
		return err
	}
	o, err := a.appOptions()
	if err != nil {
		return err
	}
	o.Journal, o.Backup = j, nil
	o.Author, o.Demo, o.Tour, o.Open, o.Place, o.KeepPlace = who, true, tour, x.ID(), nil, nil
	o.Drafts, o.Receipts = drafts.New(filepath.Join(folder, "drafts")), receipts.NewFolder(filepath.Join(folder, "receipts"))
	f, _ := a.readSettings()
	scratch := &settings.Scratch{File: f}
	o.Keeper, o.Remember = scratch, func(who assessment.Author) error { return rememberIn(scratch, who) }
	return show(ctx, o)
}

// exampleName is the example that is shown; it follows another.
const exampleName = "leicestershire"

// startExample starts an assessment with the answers of the example of that
// name, each item of it one change, behind the example that it follows.
func startExample(ctx context.Context, j *journal.Journal, who assessment.Author, name string) (assessment.Assessment, error) {
	x, err := catalog.FindExample(checklists.FS, name)
	if err != nil {
		return assessment.Assessment{}, err
	}
	plan := journal.Plan{ID: x.ID, Checklist: x.Checklist, Force: x.Force, Author: who}
	for _, d := range [][2]string{
		{assessment.DetailFrom, x.Period.From},
		{assessment.DetailTo, x.Period.To},
		{assessment.DetailBaseline, x.Period.Baseline},
		{assessment.DetailMarking, x.Marking},
	} {
		if d[1] != "" {
			plan.Details = append(plan.Details, assessment.Edit{Target: assessment.Detail(d[0]), New: assessment.Of(d[1])})
		}
	}
	if x.Follows != "" {
		last, err := startExample(ctx, j, who, x.Follows)
		if err != nil {
			return last, err
		}
		plan.Follows, plan.Last = last.ID(), last.AsLast(x.Checklist)
	}
	a, err := j.Start(ctx, plan)
	for i := 0; err == nil && i < len(x.Answers); {
		var edits []assessment.Edit
		item := x.Answers[i].Item
		for ; i < len(x.Answers) && x.Answers[i].Item == item; i++ {
			e, err := typedEdit(a, x.Answers[i])
			if err != nil {
				return a, err
			}
			edits = append(edits, e)
		}
		a, err = j.Record(ctx, a, who, "", edits...)
	}
	return a, err
}

// typedEdit is what an example says is typed into one item.
func typedEdit(a assessment.Assessment, x catalog.Typed) (assessment.Edit, error) {
	if x.Field == "" {
		v, err := assessment.ParseText(x.Text)
		return assessment.Edit{Target: assessment.Narrative(x.Item), New: v}, err
	}
	return parseSetting(a.Checklist(), x.Item+"."+x.Field+"="+x.Text)
}
