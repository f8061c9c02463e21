package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/backup"
	"favour/internal/journal/bolt"
	"favour/internal/journal/drafts"
)

// What favour doctor says. Rules of this file:
//
//   - Nothing of what was answered, so that it can be shown to anybody who is to
//     help. That goes for errors as well: their words may quote an answer.
//   - Whatever is wrong, there is a line on how to go on.

func newDoctorCommand(a *app) *cobra.Command {
	salvage := ""
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say whether the store is sound, and how to go on if not",
		Long: `Looks at the whole store: the file and its pages, the chain of changes of each assessment, whether each change can be made, the drafts that were left, and the backups there are. It changes nothing, and what it says contains no answers, so that it can be shown to whoever helps. It exits with 1 if something is not sound.

With --salvage it brings out of a damaged store, into a new file, every assessment up to its last sound change, and says what is missing. The damaged store stays as it is.`,
		Example: `favour doctor
favour doctor --store old.db --json
favour doctor --salvage saved.db`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if salvage != "" {
				return a.salvage(cmd.Context(), salvage)
			}
			return a.doctor(cmd.Context())
		},
	}
	c.Flags().StringVar(&salvage, "salvage", "", "bring out what can be saved into a new `file`")
	return c
}

type doctorJSON struct {
	Store       string          `json:"store"`
	Sound       bool            `json:"sound"`
	Bytes       int64           `json:"bytes"`
	Mode        string          `json:"mode"`
	Version     int             `json:"version"` // of the store; 0 where that cannot be read
	Reads       int             `json:"reads"`   // the version up to which this program reads stores
	Records     int             `json:"records"` // and up to which it reads records
	Trouble     string          `json:"trouble,omitempty"`
	Assessments []conditionJSON `json:"assessments"`
	Drafts      int             `json:"drafts"`
	Backups     backupsJSON     `json:"backups"`
	Warnings    []string        `json:"warnings"`
	Advice      []string        `json:"advice"`
}

type conditionJSON struct {
	ID      string `json:"id"`
	Sound   bool   `json:"sound"`
	Changes uint64 `json:"changes"`
	Good    int    `json:"soundChanges"`
	Trouble string `json:"trouble,omitempty"`
}

type backupsJSON struct {
	Folder string   `json:"folder"`
	Keep   int      `json:"keep"`
	Files  []string `json:"files"` // oldest first
}

func (a *app) doctor(ctx context.Context) error {
	store := bolt.New(a.storePath())
	facts, err := store.Examine(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist) && facts.Mode == 0:
		return failure("There is no store at %s.%s", shortPath(store.Path()), a.backupsInWords())
	case err != nil && !facts.Mode.IsRegular():
		return err
	case err != nil && !errors.Is(err, journal.ErrDamaged) && !errors.Is(err, journal.ErrForeign):
		return err
	}
	d := doctorJSON{
		Store: store.Path(), Bytes: facts.Size, Mode: facts.Mode.Perm().String(), Version: facts.Version,
		Reads: bolt.Format, Records: assessment.RecordVersion, Assessments: []conditionJSON{}, Warnings: []string{}, Advice: []string{},
	}
	switch {
	case err != nil:
		d.Trouble = trouble(err)
	case facts.Size == 0:
		d.Trouble = "The file is empty: whatever was in it is not there any more."
	default:
		if err := a.examineEach(ctx, &d); err != nil {
			return err
		}
	}
	d.Sound = d.Trouble == ""
	for _, x := range d.Assessments {
		d.Sound = d.Sound && x.Sound
	}
	a.lookAround(&d, facts)
	if !d.Sound {
		a.advise(ctx, &d)
	}
	if err := a.printDoctor(&d); err != nil {
		return err
	}
	if !d.Sound {
		return errNo
	}
	return nil
}

// trouble is what is wrong with a file, in words that quote nothing of it.
func trouble(err error) string {
	if errors.Is(err, journal.ErrForeign) {
		return "The file is not a favour store, or its first page is gone."
	}
	_, what, ok := strings.Cut(err.Error(), journal.ErrDamaged.Error()+": ")
	if !ok {
		return "The file is damaged."
	}
	return "The file is damaged: " + what + "."
}

// examineEach makes every change of every assessment.
func (a *app) examineEach(ctx context.Context, d *doctorJSON) error {
	j := journal.New(bolt.New(d.Store))
	var heads []journal.Head
	for head, err := range j.Store.Heads(ctx) {
		if err != nil {
			return err
		}
		heads = append(heads, head)
	}
	for _, head := range heads {
		good, err := j.Examine(ctx, head.ID)
		x := conditionJSON{ID: head.ID, Changes: head.Sequence, Good: good, Sound: err == nil}
		switch {
		case errors.Is(err, journal.ErrNewer):
			x.Trouble = fmt.Sprintf("Change %d was written by a newer version of favour.%s", good+1, needs(err))
		case errors.Is(err, journal.ErrDamaged) && uint64(good) == head.Sequence:
			x.Trouble = "It stands under another name than it was started with."
		case errors.Is(err, journal.ErrDamaged):
			x.Trouble = fmt.Sprintf("Change %d is missing, or is not what was written.", good+1)
		case err != nil:
			return err
		}
		d.Assessments = append(d.Assessments, x)
	}
	return nil
}

// lookAround looks at what is beside the store.
func (a *app) lookAround(d *doctorJSON, facts bolt.Facts) {
	left := map[string]bool{}
	path := a.drafts(d.Store)
	folder := drafts.New(path)
	for _, x := range d.Assessments {
		all, err := folder.Left(x.ID)
		for _, draft := range all {
			left[x.ID+draft.Target.String()] = true
		}
		if err != nil && len(d.Warnings) == 0 {
			d.Warnings = append(d.Warnings, "Some drafts cannot be read; they stay where they are, in "+path+".")
		}
	}
	d.Drafts = len(left)
	if d.Trouble != "" { // whose they are cannot be told
		names, _ := filepath.Glob(filepath.Join(path, "*.draft"))
		d.Drafts = len(names)
	}
	f := a.backups()
	d.Backups = backupsJSON{Folder: f.Path, Keep: f.Keep, Files: []string{}}
	all, err := f.List()
	if err != nil {
		d.Warnings = append(d.Warnings, fmt.Sprintf("The backups cannot be listed: %s.", reason(err)))
	}
	for _, b := range all {
		d.Backups.Files = append(d.Backups.Files, b.Path)
	}
	if runtime.GOOS != "windows" && facts.Mode.Perm()&0o077 != 0 {
		d.Warnings = append(d.Warnings, "Others on this computer may open the file. Unless that is meant, take the right away: chmod 600 "+d.Store)
	}
	if text := a.storeWarning(); text != "" {
		d.Warnings = append(d.Warnings, text)
	}
}

// advise says how to go on.
func (a *app) advise(ctx context.Context, d *doctorJSON) {
	d.Advice = append(d.Advice, "Keep the file as it is until all is well again, and copy it to another disk.")
	for i := len(d.Backups.Files) - 1; i >= 0; i-- {
		if _, err := backup.Check(ctx, d.Backups.Files[i]); err == nil {
			d.Advice = append(d.Advice, "The newest backup that is sound: favour restore "+shortPath(d.Backups.Files[i])+a.onStore())
			break
		}
	}
	if w, err := bolt.ReadWreck(d.Store); err == nil {
		all, _ := journal.Salvage(w)
		if len(all) == 0 {
			d.Advice = append(d.Advice, "Nothing can be brought out of the file.")
			return
		}
		var words []string
		for _, x := range all {
			words = append(words, fmt.Sprintf("%s up to change %d", x.ID, len(x.Records)))
		}
		d.Advice = append(d.Advice, fmt.Sprintf("What can be brought out into a new store: %s, with favour doctor --salvage FILE%s", strings.Join(words, ", "), a.onStore()))
	}
}

// onStore is what a command line ends with, for it to mean this store.
func (a *app) onStore() string {
	if a.store == "" {
		return ""
	}
	return " --store " + a.store
}

func (a *app) printDoctor(d *doctorJSON) error {
	if a.asJSON {
		return a.out.json(d)
	}
	file := "sound"
	if d.Trouble != "" {
		file = "NOT SOUND. " + d.Trouble
	}
	format := fmt.Sprintf("store version %d; this favour reads up to %d, and records up to version %d", d.Version, d.Reads, d.Records)
	if d.Version == 0 {
		format = fmt.Sprintf("cannot be read; this favour reads stores up to version %d, and records up to version %d", d.Reads, d.Records)
	}
	rows := [][2]string{{"Store", d.Store}, {"Size", fmt.Sprintf("%d bytes", d.Bytes)}}
	if runtime.GOOS != "windows" {
		rows = append(rows, [2]string{"Permissions", d.Mode})
	}
	rows = append(rows, [2]string{"Format", format}, [2]string{"File", file})
	for _, x := range d.Assessments {
		text := quantity(int(x.Changes), "change", "changes") + ", sound"
		if !x.Sound {
			text = fmt.Sprintf("NOT SOUND after change %d of %d. %s", x.Good, x.Changes, x.Trouble)
		}
		rows = append(rows, [2]string{x.ID, text})
	}
	rows = append(rows, [2]string{"Drafts", draftRow(d.Drafts)}, [2]string{"Backups", backupRow(&d.Backups)})
	a.out.pairs("", rows)
	for _, text := range d.Warnings {
		a.out.blank()
		a.out.hang("Warning: ", text)
	}
	a.out.blank()
	if d.Sound {
		a.out.line("Everything is sound.")
		return nil
	}
	a.out.heading("How to go on")
	for _, text := range d.Advice {
		a.out.hang("  ", text)
	}
	return nil
}

func draftRow(n int) string {
	if n == 0 {
		return "none left from sessions that ended early"
	}
	return quantity(n, "draft", "drafts") + " left from sessions that ended early; the app offers them again"
}

func backupRow(b *backupsJSON) string {
	text := quantity(len(b.Files), "backup", "backups") + " in " + b.Folder
	if n := len(b.Files); n > 0 {
		text += ", the newest " + filepath.Base(b.Files[n-1])
	}
	if b.Keep == 0 {
		text += "; no more are made, for they are switched off"
	}
	return text
}

type salvagedJSON struct {
	Store       string             `json:"store"`
	Path        string             `json:"path"`
	Complete    bool               `json:"complete"`
	Assessments []salvagedPartJSON `json:"assessments"`
	Loose       int                `json:"loose"` // changes that were found and join on to no start
	Newer       int                `json:"newer"` // records of a later version that were left out
}

type salvagedPartJSON struct {
	ID       string `json:"id"`
	Saved    int    `json:"saved"`
	Of       uint64 `json:"of"` // as far as can be seen
	Unproven bool   `json:"unproven"`
	LastBy   string `json:"lastBy"`
	LastTime string `json:"lastTime"`

	when string
}

func (a *app) salvage(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return failure("%s is there already, and was not replaced. Name another file.", shortPath(path))
	}
	store := a.storePath()
	w, err := bolt.ReadWreck(store)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failure("There is no store at %s.%s", shortPath(store), a.backupsInWords())
	case err != nil:
		return err
	}
	all, loose := journal.Salvage(w)
	if len(all) == 0 {
		return failure("Nothing can be brought out of %s: there is not the start of one assessment in it.%s", shortPath(store), a.backupsInWords())
	}
	if err := writeSalvaged(ctx, path, all); err != nil {
		return err
	}
	j := salvagedJSON{Store: store, Path: path, Complete: loose.Changes == 0 && loose.Newer == 0, Loose: loose.Changes, Newer: loose.Newer}
	for _, x := range all {
		j.Complete = j.Complete && !x.Unproven && uint64(len(x.Records)) >= x.Of
		j.Assessments = append(j.Assessments, salvagedPartJSON{
			ID: x.ID, Saved: len(x.Records), Of: x.Of, Unproven: x.Unproven,
			LastBy: x.Last.Author.String(), LastTime: x.Last.Time.UTC().Format("2006-01-02T15:04:05Z07:00"), when: a.clock(x.Last.Time),
		})
	}
	if err := a.printSalvaged(&j, loose); err != nil {
		return err
	}
	if !j.Complete {
		return errNo
	}
	return nil
}

// writeSalvaged makes a store of what was salvaged, and checks it, before it
// gets its name.
func writeSalvaged(ctx context.Context, path string, all []journal.Salvaged) error {
	next := bolt.New(fmt.Sprintf("%s.salvaging-%d", path, os.Getpid()))
	defer os.Remove(next.Path())
	for _, x := range all {
		if err := next.Append(ctx, x.ID, 0, x.Records...); err != nil {
			return failure("%s could not be written: %s.", shortPath(path), reasonOnly(err))
		}
	}
	if _, err := backup.Check(ctx, next.Path()); err != nil {
		return failure("What was brought out is not sound, and %s was not written: a mistake in this program. Please keep the damaged store for whoever mends it.", shortPath(path))
	}
	if err := next.Copy(ctx, path); err != nil {
		return failure("%s could not be written: %s.", shortPath(path), reasonOnly(err))
	}
	return nil
}

func (a *app) printSalvaged(j *salvagedJSON, loose journal.Loose) error {
	if a.asJSON {
		return a.out.json(j)
	}
	a.out.line("Wrote %s, and everything in it is sound.", j.Path)
	for _, x := range j.Assessments {
		text := fmt.Sprintf("%d of %s saved. The last is by %s, %s.", x.Saved, quantity(int(x.Of), "change", "changes"), x.LastBy, x.when)
		switch missing := x.Of - uint64(x.Saved); {
		case missing == 1:
			text += fmt.Sprintf(" Change %d is missing.", x.Of)
		case missing > 1:
			text += fmt.Sprintf(" Changes %d to %d are missing.", x.Saved+1, x.Of)
		}
		if x.Unproven {
			text += " Whether that one is as it was written, and the last there was, cannot be told: look at it with favour log."
		}
		a.out.hang("  ", x.ID+": "+text)
	}
	if loose.Changes > 0 {
		a.out.hang("", fmt.Sprintf("Left out: %s with numbers from %d to %d, which join on to nothing before them.",
			quantity(loose.Changes, "change", "changes"), loose.First, loose.Last))
	}
	if loose.Newer > 0 {
		a.out.hang("", fmt.Sprintf("Left out: %s of a newer version of favour, which can save them.", quantity(loose.Newer, "record", "records")))
	}
	a.out.line("To go on with it: favour --store %s, or favour restore %s%s", j.Path, j.Path, a.onStore())
	return nil
}
