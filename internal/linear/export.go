package linear

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/seal"
	"favour/internal/trouble"
)

// export writes the summary for HMIC.
func (s *session) export(string) error {
	defer s.within()()
	s.say("This program sends nothing: what is written stays on this computer until you send it.")
	errs, warnings := 0, 0
	for _, f := range s.count().Findings {
		switch f.Severity {
		case assessment.Error:
			errs++
		case assessment.Warning:
			warnings++
		}
	}
	p := s.count()
	s.say("%d of %d answered; %d %s, %d %s.", p.Answered, p.Items, errs, assessment.Plural(errs, "error", "errors"), warnings, assessment.Plural(warnings, "warning", "warnings"))
	if s.a.Details().Marking == "" {
		if ok, err := s.chooseMarking(); err != nil || !ok {
			return err
		}
	}
	for {
		order, err := s.askFormats()
		if err != nil {
			return err
		}
		if err = s.exportAs(order); !errors.Is(err, errBack) { // who goes back from what follows is asked again
			return err
		}
	}
}

// exportAs asks for what else an order takes, and writes it.
func (s *session) exportAs(order order) (err error) {
	var made *report.Report // that is not the return as it stands
	switch {
	case order.copy:
		made, err = s.askCopy()
	case order.replaces:
		made, err = s.askReplaces()
	}
	if err != nil || made == nil && (order.copy || order.replaces) {
		return err
	}
	var keys *export.Keys
	if order.sealed {
		if keys, err = s.askKeys(); err != nil {
			return err
		}
	}
	folder, err := s.askFolder()
	if err != nil {
		return err
	}
	return s.writeFiles(folder, order.formats, keys, made)
}

// chooseMarking asks for the marking without which nothing is exported.
func (s *session) chooseMarking() (bool, error) {
	if why := s.locked(); why != "" {
		s.say("No protective marking is chosen, and nothing can be exported without one. %s", why)
		return false, nil
	}
	s.say("Choose a protective marking first; nothing can be exported without one.")
	x := markingInput("")
	if err := s.inputChoice(&x); err != nil {
		return false, err
	}
	if x.value == "" {
		s.say("Nothing was written.")
		return false, nil
	}
	return s.record("", assessment.Edit{Target: x.target, New: assessment.Of(x.value)})
}

// What is typed to have it all sealed into one file, as a copy for publication, or in
// the place of a return that was sent.
const (
	sealWord    = "sealed"
	copyWord    = "copy"
	replaceWord = "correction"
)

// An order is what is to be written.
type order struct {
	formats                []report.Format
	sealed, copy, replaces bool
}

// askFormats asks in which forms the summary is to be written, and what else is to be
// so of it.
func (s *session) askFormats() (order, error) {
	for i, f := range report.Formats {
		s.say("%d. %s: %s", i+1, f.Title, f.About)
	}
	s.say("%d. Sealed: those that you name with it, or all, in one file that shows whether it was altered. It can be signed and encrypted.", len(report.Formats)+1)
	s.say("%d. Copy: for publication, from which you withhold what you name, with the reason.", len(report.Formats)+2)
	s.say("%d. Correction: in place of a return that was sent before; it says what has changed.", len(report.Formats)+3)
	p := prompt{what: "Formats", takes: "numbers with blanks between, such as 1 4", enter: "takes all", free: true, help: "In the files: progress, sentences, each question with its answer, evidence and actions, signatures, and what has changed since last time. Never in them: internal notes, what reviewers wrote, who changed what, and where evidence is kept."}
	for {
		r, err := s.ask(p)
		if err != nil {
			return order{}, err
		}
		if r.empty || strings.EqualFold(strings.TrimSpace(r.text), "all") {
			return order{formats: report.Formats}, nil
		}
		o, wrong := readFormats(r.text)
		switch {
		case wrong != "":
			s.unknown(&p, wrong)
			continue
		case o.copy && o.replaces:
			s.say("A copy for publication replaces no return. Name one of the two.")
			continue
		case len(o.formats) == 0:
			o.formats = report.Formats
		}
		return o, nil
	}
}

// readFormats is what text asks for, and the first word that means nothing.
func readFormats(text string) (o order, wrong string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		f, ok := report.ByName(strings.ToLower(word))
		n, err := strconv.Atoi(word)
		switch {
		case strings.EqualFold(word, sealWord), err == nil && n == len(report.Formats)+1:
			o.sealed = true
			continue
		case strings.EqualFold(word, copyWord), err == nil && n == len(report.Formats)+2:
			o.copy = true
			continue
		case strings.EqualFold(word, replaceWord), err == nil && n == len(report.Formats)+3:
			o.replaces = true
			continue
		case err == nil && n >= 1 && n <= len(report.Formats):
			f, ok = report.Formats[n-1], true
		}
		if !ok && wrong == "" {
			wrong = word
		}
		o.formats = append(o.formats, f)
	}
	return o, wrong
}

// askKeys asks what the return is to be sealed with, and reads the keys, until they
// can be used. Which they are is remembered until the conversation ends, and the keys
// themselves are not.
func (s *session) askKeys() (*export.Keys, error) {
	for {
		f := form{title: "Sealing", silent: true, inputs: []input{
			line("Signing key", "the path of your private SSH key", "", s.signKey).asPath().helped("Left empty, the return is not signed: whoever receives it can see that it is whole, but not whose it is. The key is read, used and kept nowhere."),
			line("Encrypt to", "a public key, or the path of a file of them", "", s.encryptTo).asPath().helped("Such as the key that HMIC has given you, of age or SSH. Left empty, it is not encrypted: whoever has the file can read it."),
		}}
		switch ok, err := s.fill(&f); {
		case err != nil:
			return nil, err
		case !ok:
			return nil, errBack
		}
		s.signKey, s.encryptTo = f.value(0), f.value(1)
		k, err := s.readKeys()
		if err == nil {
			return k, nil
		}
		if _, over := errors.AsType[*ended](err); over {
			return nil, err
		}
		if s.talk.ctx.Err() != nil {
			return nil, &ended{stopped: true}
		}
		if !errors.Is(err, context.Canceled) { // with which the passphrase was left
			s.say("%s", sentence(err))
		}
	}
}

// readKeys reads the keys that were named.
func (s *session) readKeys() (*export.Keys, error) {
	var k export.Keys
	var err error
	if s.signKey != "" {
		if k.Signer, err = s.readSigner(); err != nil {
			return nil, err
		}
	}
	if s.encryptTo != "" {
		to, err := export.KeyInFull(s.encryptTo)
		if err != nil {
			return nil, err
		}
		if k.Recipients, err = export.ReadRecipients(to); err != nil {
			return nil, err
		}
	}
	return &k, nil
}

// readSigner reads the signing key, and asks for its passphrase if it has one.
func (s *session) readSigner() (seal.Signer, error) {
	path, err := export.KeyInFull(s.signKey)
	if err != nil {
		return nil, err
	}
	return export.ReadSigner(path, func() ([]byte, error) {
		if s.Passphrase != nil {
			s.talk.out.Flush()
			return s.Passphrase(s.talk.ctx, path)
		}
		return s.talk.readHidden("Passphrase of " + path + ":")
	})
}

// askFolder asks where the files are to go.
func (s *session) askFolder() (string, error) {
	p := prompt{what: "Folder", takes: "where the files are to go", text: true, path: true, enter: "is " + s.exportDir(), help: "The folder is made if need be. A tilde at the beginning is your home."}
	r, err := s.ask(p)
	if err != nil || r.empty {
		return s.exportDir(), err
	}
	return strings.TrimSpace(r.text), nil
}

// writeFiles writes the files of what was made, or nil for the return as it stands,
// sealed into one unless keys is nil, and says which they are.
func (s *session) writeFiles(folder string, formats []report.Format, keys *export.Keys, made *report.Report) error {
	s.refresh()
	full, err := export.InFull(folder)
	if err != nil {
		s.say("Nothing was written. %s", sentence(err))
		return nil
	}
	if made == nil {
		r := report.New(s.a)
		made = &r
	}
	job := export.Job{Report: made, Folder: full, Formats: formats, Seal: keys}
	files, err := s.doExport(job)
	if errors.Is(err, export.ErrExists) {
		s.say("In %s there is at least one file of the same name already.", full)
		ok, yerr := s.yes("Replace the files that are there")
		if yerr != nil {
			return yerr
		}
		if !ok {
			s.say("Nothing was written.")
			return nil
		}
		job.Overwrite = true
		files, err = s.doExport(job)
	}
	switch _, over := errors.AsType[*ended](err); {
	case over:
		return err
	case errors.Is(err, errStopped):
		s.say("Stopped. Nothing was written.")
		return nil
	case err != nil:
		s.say("Nothing was written. %s", sentence(err))
		return nil
	}
	receipt := receipts.New(made, files, keys, s.now())
	if err := s.Receipts.Keep(receipt); err != nil {
		s.say("The receipt could not be kept, so make a note of the reference. %s", trouble.Sentence(err))
	}
	if made.Redacted() {
		s.published()
	}
	s.say("Written: %d %s. Nothing has been sent.", len(files), assessment.Plural(len(files), "file", "files"))
	return s.readReceipt(receipt)
}

// doExport does a job, and says how far it has come if it takes long. Where it is
// stopped nothing is written.
func (s *session) doExport(j export.Job) ([]export.File, error) {
	t := export.Tell(s.Patience, func(x export.Step) {
		s.say("Writing %s.", x)
		s.talk.out.Flush()
	})
	defer t.Stop()
	j.Begun = t.Begun
	ctx, done := s.work.begin(s.talk.ctx)
	defer done()
	files, err := export.Write(ctx, j)
	if errors.Is(err, context.Canceled) {
		err = s.stopped(ctx)
	}
	return files, err
}

// readReceipt reads what was exported, and what happens next.
func (s *session) readReceipt(r receipts.Receipt) error {
	s.say("Reference %s, of %s, marked %s.", r.Reference, s.moment(r.Time), r.Marking)
	if r.Replaces != "" {
		s.say("It replaces %s.", r.Replaces)
	}
	if r.Withheld > 0 {
		s.say("It is a redacted copy for publication, with %d %s withheld.", r.Withheld, assessment.Plural(r.Withheld, "part", "parts"))
	}
	for _, sentence := range r.Sealed() {
		s.say("%s", sentence)
	}
	for _, f := range r.Files {
		s.say("%s, %s bytes, SHA-256 %s", f.Path, assessment.Thousands(int(f.Bytes)), f.SHA256)
	}
	s.say("What happens next:")
	for _, step := range r.Next("type export, and " + replaceWord + " with the formats") {
		s.say("%s", step)
	}
	return nil
}

// sayUnreadReceipts says, once, that receipts could not be read, if err is why.
func (s *session) sayUnreadReceipts(err error) {
	if err != nil && s.once("receipts "+err.Error()) {
		s.say("Some receipts cannot be read. %s", trouble.Sentence(err))
	}
}

// newReceipts is what was exported before, the newest first.
func newReceipts() *listing {
	return &listing{
		title: "the receipts", none: "Nothing has been exported yet.", help: "A number reads that receipt.",
		heads: func(*session) []string { return []string{"Receipts of what was exported, the newest first"} },
		rows: func(s *session) []row {
			all, err := s.Receipts.All()
			s.sayUnreadReceipts(err)
			var rows []row
			for _, r := range slices.Backward(all) {
				words := fmt.Sprintf("%s, %s, %s, %d %s", r.Reference, r.Assessment, s.moment(r.Time), len(r.Files), assessment.Plural(len(r.Files), "file", "files"))
				rows = append(rows, row{key: r.Reference, text: words, open: func(s *session) error { return s.readReceipt(r) }})
			}
			return rows
		},
	}
}
