package tui

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"favour/internal/assessment"
	"favour/internal/journal/drafts"
)

// due is the timer of half a second of the form on the screen.
func due(a *app) { send(a, sheetDue{a.top().(*sheet)}) }

// texts are the parts and texts of drafts.
func texts(all []drafts.Draft) string {
	var s []string
	for _, d := range all {
		s = append(s, d.Target.Part+": "+d.Text)
	}
	slices.Sort(s)
	return fmt.Sprint(s)
}

func wantLeft(t *testing.T, e *env, want string) {
	t.Helper()
	if got := texts(left(t, e)); got != want {
		t.Errorf("kept is %s, want %s", got, want)
	}
}

// The promise: what is typed into a form is on the disk within a second, for as
// long as it is not saved.
func TestWhatIsTypedIntoAFormIsKept(t *testing.T) {
	for name, form := range map[string]struct {
		on   func(e *env) screen
		part string
	}{
		"new evidence": {func(e *env) screen { return newEvidenceSheet(e, "SOC-05", assessment.Evidence{}) }, assessment.PartTitle},
		"evidence":     {func(e *env) screen { return newEvidenceSheet(e, "SOC-01", e.desk.shown.Evidence()[0]) }, assessment.PartTitle},
		"new action":   {func(e *env) screen { return newActionSheet(e, "SOC-05", assessment.Action{}) }, assessment.PartWhat},
		"details":      {details, assessment.DetailFrom},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := shutEnv(t)
			a := launchOn(e, form.on)
			was := a.top().(*sheet).form.value(0)
			kept := func(text string) string { return fmt.Sprintf("[%s: %s]", form.part, text) }
			typeText(a, "1")
			wantLeft(t, e, "[]")
			due(a)
			wantLeft(t, e, kept(was+"1"))
			typeText(a, "2")
			due(a)
			wantLeft(t, e, kept(was+"12"))
			press(a, "backspace", "backspace")
			due(a)
			wantLeft(t, e, "[]")
			typeText(a, "3")
			due(a)
			press(a, "ctrl+r")
			wantLeft(t, e, "[]")
			typeText(a, "4")
			press(a, "esc")
			shows(t, a, "First screen", "offered again after you quit")
			wantLeft(t, e, kept(was+"4"))

			// It goes on where it was, and is gone once it is saved.
			settle(a, a.env.open(form.on(e)))
			shows(t, a, "Typed before and not ")
			press(a, "ctrl+u")
			typeText(a, "1 may 2011")
			due(a)
			wantLeft(t, e, kept("1 may 2011"))
			press(a, "ctrl+s")
			shows(t, a, "First screen", "Saved")
			wantLeft(t, e, "[]")
		})
	}
}

// However the app ends, what forms hold is kept then.
func TestWhatFormsHoldIsKeptAtTheEnd(t *testing.T) {
	e, _ := shutEnv(t)
	a := launchOn(e, func(e *env) screen { return newEvidenceSheet(e, "SOC-05", assessment.Evidence{}) })
	typeText(a, "left with esc")
	press(a, "esc")
	settle(a, e.open(newActionSheet(e, "SOC-05", assessment.Action{})))
	typeText(a, "just now")
	if err := a.keep(); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, e, "[title: left with esc what: just now]")
}

// A form that was saved and waits is another thing than what is typed into the
// next one for the same answer.
func TestWhatWaitsIsNotTheNextForm(t *testing.T) {
	e, store := shutEnv(t)
	a := launchOn(e, evidenceOf("SOC-05"))
	store.now.Store(true)
	press(a, "a")
	typeText(a, "waits")
	due(a)
	press(a, "ctrl+s")
	shows(t, a, "Not saved", "waits")
	wantLeft(t, e, "[title: waits]")
	press(a, "a")
	typeText(a, "typed meanwhile")
	due(a)
	press(a, "esc")
	wantLeft(t, e, "[title: typed meanwhile title: waits]")
	press(a, "enter") // the one that waits is changed
	typeText(a, " for long")
	press(a, "ctrl+s")
	send(a, unsavedDue{e.desk})
	wantLeft(t, e, "[title: typed meanwhile title: waits for long]")
	if err := a.keep(); err != nil {
		t.Fatal(err)
	}
	wantLeft(t, e, "[title: typed meanwhile title: waits for long]")
	store.now.Store(false)
	send(a, retryDue{e.desk})
	shows(t, a, "waits for long", "Saved")
	wantLeft(t, e, "[title: typed meanwhile]")
	press(a, "a")
	shows(t, a, "typed meanwhile")
}

// The promise: what someone else has changed is never written over unseen, also
// not by a form that was open when it was read.
func TestAFormPutsTheirsToThePerson(t *testing.T) {
	e, _ := shutEnv(t)
	a := launchOn(e, func(e *env) screen { return newEvidenceSheet(e, "SOC-01", e.desk.shown.Evidence()[0]) })
	typeText(a, ", mine")
	press(a, "tab")
	typeText(a, " and others")
	due(a)
	if _, err := e.journal.Record(t.Context(), e.desk.stored, other, "", assessment.Edit{Target: onEvidence("E1", assessment.PartTitle), New: assessment.Of("Theirs")}); err != nil {
		t.Fatal(err)
	}
	settle(a, e.desk.look())
	press(a, "ctrl+s")
	shows(t, a, "Someone else changed this too", "Evidence E1 title", "Theirs: B. Other, Sergeant", "version 2, mine")
	if now := e.desk.stored.Evidence()[0]; now.Title != "Theirs" || now.Owner != "PSD and others" {
		t.Errorf("the evidence is %+v", now)
	}
	wantLeft(t, e, "[title: Social media guidance, version 2, mine]")
	press(a, "m")
	if now := e.desk.stored.Evidence()[0]; now.Title != "Social media guidance, version 2, mine" {
		t.Errorf("the evidence is %+v", now)
	}
	wantLeft(t, e, "[]")
}

// Someone else has added something at the same time: both are there, whole.
func TestWhatTwoPeopleAddIsTwoThings(t *testing.T) {
	for name, seen := range map[string]bool{"before it is saved": false, "while it waits": true} {
		t.Run(name, func(t *testing.T) {
			e, store := shutEnv(t)
			a := launchOn(e, evidenceOf("SOC-05"))
			theirs := assessment.Evidence{Title: "Theirs", Where: "Their shelf", Owner: "B. Other", Items: []string{"SOC-06"}}
			before := e.desk.stored
			store.now.Store(seen)
			if !seen {
				if _, err := e.journal.Record(t.Context(), before, other, "", before.EvidenceEdits(theirs)...); err != nil {
					t.Fatal(err)
				}
			}
			for _, title := range []string{"Mine", "Mine too"} {
				press(a, "a")
				typeText(a, title)
				press(a, "ctrl+s")
			}
			if seen {
				press(a, "enter", "end")
				typeText(a, ", changed")
				press(a, "ctrl+s")
				store.now.Store(false)
				fresh, err := e.journal.Record(t.Context(), before, other, "", before.EvidenceEdits(theirs)...)
				if err != nil {
					t.Fatal(err)
				}
				changes := fresh.Changes()
				send(a, news{desk: e.desk, a: fresh, changes: changes[len(changes)-1:]})
				send(a, retryDue{e.desk})
			}
			shows(t, a, "Evidence for SOC-05", "Saved")
			var got []string
			for _, x := range e.desk.stored.Evidence()[1:] {
				got = append(got, fmt.Sprintf("%s %s|%s|%s|%v", x.ID, x.Title, x.Where, x.Owner, x.Items))
			}
			want := []string{"E2 Theirs|Their shelf|B. Other|[SOC-06]", "E3 Mine|||[SOC-05]", "E4 Mine too|||[SOC-05]"}
			if seen {
				want[1] = "E3 Mine, changed|||[SOC-05]"
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
			wantLeft(t, e, "[]")
		})
	}
}

// What is asked of drafts is done in the order in which it was asked, whichever
// command comes first.
func TestDraftsAreKeptInOrder(t *testing.T) {
	var s shelf
	var did []int
	wrong := errors.New("wrong")
	one := s.ask(func() error { did = append(did, 1); return nil })
	two := s.ask(func() error { did = append(did, 2); return wrong })
	if msg := two(); msg != (drafted{wrong}) {
		t.Errorf("got %v", msg)
	}
	if msg := one(); msg != (drafted{}) {
		t.Errorf("got %v", msg)
	}
	if !slices.Equal(did, []int{1, 2}) {
		t.Errorf("they were done in the order %v", did)
	}
}
