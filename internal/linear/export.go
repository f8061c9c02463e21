package linear

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
	"favour/internal/export"
	"favour/internal/receipts"
	"favour/internal/report"
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
	formats, err := s.askFormats()
	if err != nil || formats == nil {
		return err
	}
	folder, err := s.askFolder()
	if err != nil {
		return err
	}
	return s.writeFiles(folder, formats)
}

// chooseMarking asks for the marking without which nothing is exported.
func (s *session) chooseMarking() (bool, error) {
	if why := s.locked(); why != "" {
		s.say("No protective marking is chosen, and nothing can be exported without one. %s", why)
		return false, nil
	}
	s.say("Choose a protective marking first; nothing can be exported without one.")
	x := markingInput("")
	if err := s.inputChoice(&x); err != nil || x.value == "" {
		return false, err
	}
	return s.record("", assessment.Edit{Target: x.target, New: assessment.Of(x.value)})
}

// askFormats asks in which forms the summary is to be written.
func (s *session) askFormats() ([]report.Format, error) {
	for i, f := range report.Formats {
		s.say("%d. %s: %s", i+1, f.Title, f.About)
	}
	p := prompt{what: "Formats", takes: "numbers with blanks between, such as 1 4", enter: "takes all", free: true, help: "In the files: progress, sentences, each question with its answer, evidence and actions, signatures, and what has changed since last time. Never in them: internal notes, what reviewers wrote, who changed what, and where evidence is kept."}
	for {
		r, err := s.ask(p)
		if err != nil {
			return nil, err
		}
		if r.empty || strings.EqualFold(strings.TrimSpace(r.text), "all") {
			return report.Formats, nil
		}
		var formats []report.Format
		wrong := ""
		for _, word := range strings.FieldsFunc(r.text, func(r rune) bool { return r == ' ' || r == ',' }) {
			f, ok := report.ByName(strings.ToLower(word))
			if n, err := strconv.Atoi(word); err == nil && n >= 1 && n <= len(report.Formats) {
				f, ok = report.Formats[n-1], true
			}
			if !ok {
				wrong = word
			}
			formats = append(formats, f)
		}
		if wrong == "" && len(formats) > 0 {
			return formats, nil
		}
		s.unknown(&p, wrong)
	}
}

// askFolder asks where the files are to go.
func (s *session) askFolder() (string, error) {
	p := prompt{what: "Folder", takes: "where the files are to go", text: true, path: true, enter: "is " + s.ExportDir, help: "The folder is made if need be. A tilde at the beginning is your home."}
	r, err := s.ask(p)
	if err != nil || r.empty {
		return s.ExportDir, err
	}
	return strings.TrimSpace(r.text), nil
}

// writeFiles writes the files, and says which they are.
func (s *session) writeFiles(folder string, formats []report.Format) error {
	s.refresh()
	a := s.a
	full, err := export.InFull(folder)
	if err != nil {
		s.say("Nothing was written. %s", sentence(err))
		return nil
	}
	r := report.New(a)
	files, err := export.Write(full, &r, formats, false)
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
		files, err = export.Write(full, &r, formats, true)
	}
	if err != nil {
		s.say("Nothing was written. %s", sentence(err))
		return nil
	}
	receipt := receipts.New(&r, files, s.now())
	if s.Receipts != nil {
		if err := s.Receipts.Keep(receipt); err != nil {
			s.say("The receipt could not be kept, so make a note of the reference. %s", trouble.Sentence(err))
		}
	}
	s.say("Written: %d %s. Nothing has been sent.", len(files), assessment.Plural(len(files), "file", "files"))
	return s.readReceipt(receipt)
}

// readReceipt reads what was exported, and what happens next.
func (s *session) readReceipt(r receipts.Receipt) error {
	s.say("Reference %s, of %s, marked %s.", r.Reference, s.moment(r.Time), r.Marking)
	for _, f := range r.Files {
		s.say("%s, %s bytes, SHA-256 %s", f.Path, assessment.Thousands(int(f.Bytes)), f.SHA256)
	}
	s.say("What happens next:")
	for _, step := range r.Next() {
		s.say("%s", step)
	}
	return nil
}

// newReceipts is what was exported before, the newest first.
func newReceipts() *listing {
	return &listing{
		title: "the receipts", none: "Nothing has been exported yet.", help: "A number reads that receipt.",
		heads: func(*session) []string { return []string{"Receipts of what was exported, the newest first"} },
		rows: func(s *session) []row {
			if s.Receipts == nil {
				return nil
			}
			all, err := s.Receipts.All()
			if err != nil && s.once("receipts "+err.Error()) {
				s.say("Some receipts cannot be read. %s", trouble.Sentence(err))
			}
			var rows []row
			for _, r := range slices.Backward(all) {
				words := fmt.Sprintf("%s, %s, %s, %d %s", r.Reference, r.Assessment, s.moment(r.Time), len(r.Files), assessment.Plural(len(r.Files), "file", "files"))
				rows = append(rows, row{text: words, open: func(s *session) error { return s.readReceipt(r) }})
			}
			return rows
		},
	}
}
