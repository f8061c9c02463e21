package linear

import (
	"errors"
	"strings"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/trouble"
)

// A text in the person's own editor. What was typed before is in it, and what it
// saves is saved here; while it is open the text is a draft on the disk, beside
// which the editor's file lies.

// errEditor asks to go on with a text in the editor.
var errEditor = errors.New("go on in the editor")

// inYourEditor is the choice that does.
const inYourEditor = "Edit it in your own editor"

// editorCommand does where a text is asked for.
var editorCommand = command{
	names: []string{"editor"}, what: "write it in your own editor, the one that VISUAL or EDITOR names",
	do: func(*session, string) error { return errEditor },
}

// inEditor has a text written in the person's own editor, from text on, and records
// it. Like write it reports false where it is left for later.
func (s *session) inEditor(w writing, base assessment.Value, text string) (bool, error) {
	s.keep(w.target, text, base)
	if s.Edit == nil {
		return s.noEditor(w, base, text, errors.New("there is no terminal that could be lent to it"))
	}
	sheet, err := editor.Write(s.sheetPath(w), s.asked(w), text)
	if err != nil {
		return s.noEditor(w, base, text, err)
	}
	defer sheet.Remove()
	call, err := sheet.Command(s.Editor)
	if err != nil {
		return s.noEditor(w, base, text, err)
	}
	s.say("Your editor is open. Save the text and close the editor to come back here.")
	if err := s.talk.out.Flush(); err != nil {
		return false, &ended{stopped: true}
	}
	s.loan.Begin()
	err = s.Edit(call)
	s.loan.End()
	back := sheet.Read(err, 2*assessment.MaxText)
	if back.Text != "" && back.Text != text {
		s.keep(w.target, back.Text, base)
	}
	if back.Said != "" {
		s.say("%s", back.Said)
	}
	switch {
	case back.Doubtful:
		lines, err := s.goOn(w, base, back.Text)
		return s.end(w, base, lines, err)
	case back.Text == "" && !base.IsAnswered():
		return s.emptied(w, base, text)
	}
	return s.saveText(w, base, back.Text)
}

// emptied is what becomes of a text that is not saved, and of which the editor has
// left nothing.
func (s *session) emptied(w writing, base assessment.Value, text string) (bool, error) {
	if text == "" {
		s.forget(w.target)
		s.say("Nothing was written.")
		return false, nil
	}
	gone, err := s.yes("Throw away what you typed before")
	switch {
	case err != nil:
		return false, err
	case !gone:
		return s.goOnHere(w, base, text)
	}
	s.forget(w.target)
	s.say("It is gone.")
	return false, nil
}

// goOnHere goes on with a text without an editor.
func (s *session) goOnHere(w writing, base assessment.Value, text string) (bool, error) {
	s.say("Go on here, and end with a line with a single full stop.")
	return s.end(w, base, strings.Split(text, "\n"), nil)
}

// noEditor says why there is none, and goes on with the text without.
func (s *session) noEditor(w writing, base assessment.Value, text string, err error) (bool, error) {
	s.say("The editor was not opened. %s", trouble.Sentence(err))
	switch text {
	case "":
		s.forget(w.target)
		lines, err := s.firstLine(w, base)
		return s.end(w, base, lines, err)
	case base.Given: // it is saved, and nothing was to be done but to look at it
		s.forget(w.target)
		return false, nil
	}
	return s.goOnHere(w, base, text)
}

// sheetPath is where the editor's file belongs, beside the draft; empty where there
// is none.
func (s *session) sheetPath(w writing) string {
	if s.Drafts == nil || !s.isOpen {
		return ""
	}
	return s.Drafts.Sheet(s.a.ID(), w.target)
}

// asked is what stands above the text in the editor.
func (s *session) asked(w writing) string {
	asked := []string{w.what}
	if id := s.item(); id != "" {
		if it, ok := s.a.Item(id); ok {
			asked = append(asked, "", it.ID+" "+it.Title, it.Question)
		}
	}
	return strings.Join(asked, "\n")
}
