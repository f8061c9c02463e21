package tui

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

// What is kept of that which the store has not got: because it does not answer,
// because the app ends first, or because someone else must be heard before.
// Rules of this file:
//
//   - Text being typed is on the disk, as a draft, within a second; so is a
//     change that has waited as long to be saved, and all of it is kept under
//     the target that it is for.
//   - What a form adds has no id yet. It is kept under one of its own, so that
//     two of them are told apart until they are saved.
//   - However the app ends, what it knows and the store may not is kept then.

// unsavedDue says that it is time to see whether changes still wait.
type unsavedDue struct{ desk *desk }

// A typist is a screen that holds something a person gave, and the desk does not.
type typist interface{ typed() []drafts.Draft }

// typed is the text that is being typed.
func (m *question) typed() []drafts.Draft {
	if !m.Editing() {
		return nil
	}
	return []drafts.Draft{m.draft()}
}

// typed is what is typed in the form and not saved.
func (m *sheet) typed() []drafts.Draft {
	if m.saved || m.env.desk == nil {
		return nil
	}
	var all []drafts.Draft
	for i := range m.form.inputs {
		if x := &m.form.inputs[i]; x.target.Kind != "" && x.changed() {
			all = append(all, m.draft(x))
		}
	}
	return all
}

// typed is what the person must still choose against theirs.
func (m *clash) typed() []drafts.Draft {
	return []drafts.Draft{m.env.desk.draft(m.c.Target, m.c.Mine)}
}

// addID is the id under which the desk and drafts keep what is typed into a form
// that adds evidence or an action, until it is saved and has one: that of the
// oldest such form of the item that was left half filled in, or a new one.
func (d *desk) addID(kind assessment.TargetKind, item string) string {
	if id := drafts.OldestAdd(maps.Keys(d.typed), kind, item); id != "" {
		return id
	}
	return d.env.nextAddID(item)
}

// nextAddID is an id of addID's that nothing else of this run has.
func (e *env) nextAddID(item string) string {
	e.adding++
	return drafts.AddID(item, e.adding)
}

// draft is v, which is not saved, as it would be offered back.
func (d *desk) draft(t assessment.Target, v assessment.Value) drafts.Draft {
	return drafts.Draft{
		Assessment: d.shown.ID(), Target: t, Text: v.Typed(), Base: d.stored.At(t), Author: d.env.author, Time: d.env.now(),
	}
}

// unsaved are the changes that wait, as far as a draft can stand for them: not
// undo and redo, nor what is no single value that can be put in its place.
func (d *desk) unsaved() []drafts.Draft {
	var all []drafts.Draft
	adds := map[string]string{}
	for _, o := range d.queue {
		for _, e := range o.edits {
			x := d.draft(e.Target, e.New)
			switch e.Target.Kind {
			case assessment.OnField, assessment.OnNarrative, assessment.OnInternal, assessment.OnDetail:
				if v, err := d.shown.ParseAt(e.Target, x.Text); err == nil && v == e.New {
					all = append(all, x)
				}
			case assessment.OnItem, assessment.OnSection, assessment.OnReview:
				if slices.Contains(typedParts, e.Target.Part) && e.New.IsAnswered() {
					all = append(all, x)
				}
			case assessment.OnEvidence, assessment.OnAction:
				if o.adds != "" {
					adds[e.Target.ID] = o.adds
				}
				if id, ok := adds[e.Target.ID]; ok { // also of a change to what is still to be added
					x.Target.ID, x.Base = id, assessment.Value{}
				}
				if typedInForm(e.Target) {
					all = append(all, x)
				}
			}
		}
	}
	return all
}

// typedParts are those parts of an item's or a section's assignment and review
// that are text which a person gave.
var typedParts = []string{assessment.PartAssigned, assessment.PartNote, assessment.PartReply}

// typedInForm reports whether a part of evidence or of an action is one that a
// person types, or chooses, in its form.
func typedInForm(t assessment.Target) bool {
	return t.Part != assessment.PartItems && t.Part != assessment.PartSHA256
}

// spent are the drafts that are not needed now that o is saved: none of what is
// typed by now, or waits.
func (d *desk) spent(o op) []assessment.Target {
	waiting := d.unsaved()
	return slices.DeleteFunc(slices.Clone(o.drop), func(t assessment.Target) bool {
		_, typed := d.typed[t]
		return typed || slices.ContainsFunc(waiting, func(x drafts.Draft) bool { return x.Target == t })
	})
}

// overtaken is the first edit of o whose target is not what the person saw when
// they made it, for someone else has changed it while o waited; nil if there is
// none. The journal sees only what changes while it saves.
func overtaken(a assessment.Assessment, o op) error {
	for _, e := range o.edits {
		if now := a.At(e.Target); now != e.Old && now != e.New {
			return journal.Clash(a, e.Target, e.New)
		}
	}
	return nil
}

// keepUnsaved returns the command that keeps the changes that wait.
func (d *desk) keepUnsaved() tea.Cmd {
	var cmds []tea.Cmd
	for _, x := range d.unsaved() {
		cmds = append(cmds, d.env.keepDraft(x))
	}
	return tea.Batch(cmds...)
}

// keep puts on the disk what is typed or waits when the app has ended. It is
// called when nothing else of the app runs, but perhaps after a panic in the
// midst of anything.
func (m *app) keep() (err error) {
	if m.env.Drafts == nil || m.env.desk == nil {
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("what was typed last is not kept: %v", p)
		}
	}()
	d := m.env.desk
	errs := []error{m.env.shelf.clear()}
	all := d.unsaved()
	for t, text := range d.typed {
		x := d.draft(t, d.stored.At(t))
		x.Text = text
		all = append(all, x)
	}
	for _, s := range m.stack {
		if s, ok := s.(typist); ok {
			all = append(all, s.typed()...)
		}
	}
	for _, x := range all {
		errs = append(errs, m.env.Drafts.Keep(x))
	}
	return errors.Join(errs...)
}
