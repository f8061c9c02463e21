//go:build unix

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

var (
	long = flag.Bool("long", false, "run what takes minutes in full")
	seed = flag.Uint64("seed", 0, "the seed of a random test; nought for a new one")
)

// The promise: whenever the program is killed, what it had shown as saved is in
// the store, a change is there as a whole or not at all, the store opens, and
// text that was typed more than a second before is offered back.
//
// A run is a random session of 200 edits, through the app or by commands, into
// which SIGKILL falls at a random moment. What was shown as saved is read off
// the screen, or is the exit code 0. A session by commands is many programs, so
// there one in four is killed. 100 runs are made with -long, and a few
// otherwise.
//
// SIGKILL ends the program and not the system: what was written and not synced
// is still there. For the rest see TestTornAndDroppedWrites in package bolt.
func TestKilledAtAnyMoment(t *testing.T) {
	runs, edits := 4, 12
	if *long {
		runs, edits = 100, 200
	}
	first := *seed
	if first == 0 {
		first = uint64(time.Now().UnixNano())>>10 | 1
	}
	for n := range uint64(runs) {
		t.Run(fmt.Sprintf("%d", n), func(t *testing.T) {
			t.Parallel()
			// The first run of a seed is the whole of it.
			s := newSession(t, first+n, edits)
			defer func() {
				if t.Failed() {
					t.Logf("again with -run 'TestKilledAtAnyMoment/0$' -seed %d", first+n)
				}
			}()
			if (first+n)%2 == 0 {
				s.throughTheApp()
			} else {
				s.byCommands()
			}
		})
	}
}

// A session is what was done to one assessment, and what of it must be there.
type session struct {
	*testing.T
	*rand.Rand
	home, id string
	edits    int

	base   int       // changes there before the session
	done   [][]given // what each change gave
	acked  int       // of done, how many were shown as saved
	values map[assessment.Target]string
	undone []int // the changes that can be undone, by index into done
	x      *terminal
	on     string // the question that is on the screen
}

// given is one target and its new value, which is text in this test.
type given struct {
	at       assessment.Target
	old, new string
}

func newSession(t *testing.T, seed uint64, edits int) *session {
	s := &session{T: t, Rand: rand.New(rand.NewPCG(seed, 0)), edits: edits, values: map[assessment.Target]string{}}
	s.home, s.id = begun(t)
	s.base = len(opened(t, s.home, s.id).Changes())
	return s
}

var counts = []string{"received", "approved", "refused", "withdrawn", "pending"}

func count(n int) assessment.Target {
	return assessment.Target{Kind: assessment.OnField, ID: "BUS-07", Part: counts[n]}
}

// give is a change that is about to be made.
func (s *session) give(all ...given) {
	for i, g := range all {
		all[i].old = s.values[g.at]
		s.values[g.at] = g.new
	}
	s.undone = append(s.undone, len(s.done))
	s.done = append(s.done, all)
}

// undo is the last change about to be undone.
func (s *session) undo() {
	last := s.done[s.undone[len(s.undone)-1]]
	s.undone = s.undone[:len(s.undone)-1]
	var back []given
	for _, g := range last {
		back = append(back, given{g.at, g.new, g.old})
		s.values[g.at] = g.old
	}
	s.done = append(s.done, back)
}

// check holds the store against what was shown as saved. What was under way
// may be there or not, and it returns whether it is.
func (s *session) check() bool {
	s.Helper()
	a := opened(s.T, s.home, s.id)
	there := a.Changes()[s.base:]
	if len(there) < s.acked || len(there) > len(s.done) {
		s.Fatalf("%d changes are there of %d that were begun; %d were shown as saved", len(there), len(s.done), s.acked)
	}
	for i, c := range there {
		if len(c.Edits) != len(s.done[i]) {
			s.Fatalf("change %d is there with %d parts of %d", i, len(c.Edits), len(s.done[i]))
		}
		for _, g := range s.done[i] {
			if !slices.ContainsFunc(c.Edits, func(e assessment.Edit) bool { return e.Target == g.at && e.New.Given == g.new }) {
				s.Fatalf("change %d does not give %s as %q: %v", i, g.at, g.new, c.Edits)
			}
		}
	}
	return len(there) > s.acked
}

// goesOn shows that the store can be worked with after the kill.
func (s *session) goesOn() {
	s.Helper()
	run(s.T, s.home, "set", "BUS-07.received=99999")
	run(s.T, s.home, "status")
}

func (s *session) byCommands() {
	for range s.edits {
		var args []string
		switch {
		case s.IntN(8) == 0 && len(s.undone) > 0:
			s.undo()
			args = []string{"undo"}
		case s.IntN(4) == 0:
			text := fmt.Sprintf("note %d", len(s.done))
			s.give(given{at: assessment.Narrative("BUS-07"), new: text})
			args = []string{"note", "BUS-07", text}
		default:
			args = []string{"set"}
			var all []given
			for _, n := range s.Perm(len(counts))[:1+s.IntN(len(counts))] {
				g := given{at: count(n), new: fmt.Sprint(1000*(n+1) + len(s.done))}
				all = append(all, g)
				args = append(args, "BUS-07."+counts[n]+"="+g.new)
			}
			s.give(all...)
		}
		s.command(args)
	}
	s.check()
	s.goesOn()
}

// command runs favour, and kills one in four.
func (s *session) command(args []string) {
	s.Helper()
	cmd := favour(s.home, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	killed := s.IntN(4) == 0
	if killed {
		time.Sleep(time.Duration(s.IntN(40_000)) * time.Microsecond)
		_ = cmd.Process.Kill()
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		s.acked = len(s.done)
	case !killed || !errors.As(err, &exit) || exit.Exited():
		s.Fatalf("favour %v: %v\n%s", args, err, &out)
	case s.check(): // it was saved and could not say so
		s.acked = len(s.done)
	default: // as if it had never been begun
		last := s.done[len(s.done)-1]
		s.done = s.done[:len(s.done)-1]
		for _, g := range last {
			s.values[g.at] = g.old
		}
		if args[0] == "undo" {
			s.undone = s.lastUndone()
		} else {
			s.undone = s.undone[:len(s.undone)-1]
		}
	}
}

// lastUndone works out anew what can be undone.
func (s *session) lastUndone() []int {
	a := opened(s.T, s.home, s.id)
	var standing []int
	for i, c := range a.Changes()[s.base:] {
		if c.Undoes > 0 {
			standing = standing[:len(standing)-1]
		} else {
			standing = append(standing, i)
		}
	}
	return standing
}

func (s *session) throughTheApp() {
	s.x = openTerminal(s.T, s.home)
	s.x.wait("of 90 answered", "Saved")
	end := s.IntN(s.edits)
	for n := range end + 1 {
		if n == end {
			if s.IntN(3) == 0 {
				s.killedWhileTyping()
				return
			}
			time.AfterFunc(time.Duration(s.IntN(40_000))*time.Microsecond, func() { _ = s.x.cmd.Process.Kill() })
		}
		if !s.edit() && n < end {
			s.Fatalf("the app has ended by itself:\n%s", s.x.screen())
		}
	}
	<-s.x.done
	s.check()
	s.goesOn()
}

// edit makes one edit in the app, and reports whether it was shown as saved.
func (s *session) edit() bool {
	s.Helper()
	n := len(s.done)
	switch {
	case s.IntN(8) == 0 && len(s.undone) > 0:
		s.x.send("z")
		if !s.x.see(shows("Undo this change")) {
			return false
		}
		s.undo()
		s.x.send("enter")
		return s.shown(shows("Undone"))
	case s.IntN(4) == 0:
		if !s.goTo("SOC-02") {
			return false
		}
		pick := s.IntN(3)
		at, options := assessment.Target{Kind: assessment.OnField, ID: "SOC-02", Part: s.part("SOC-02")}, []string{"yes", "partly", "no"}
		if options[pick] == s.values[at] {
			pick = (pick + 1) % 3
		}
		s.give(given{at: at, new: options[pick]})
		s.x.send(fmt.Sprint(pick + 1))
		return s.shown(shows("● " + []string{"Yes", "Partly", "No"}[pick]))
	case s.IntN(4) == 0:
		if !s.goTo("BUS-07") {
			return false
		}
		text := fmt.Sprintf("text %d.", n)
		s.open()
		s.give(given{at: assessment.Narrative("BUS-07"), new: text})
		s.x.send("\x15", text, "esc")
		return s.shown(shows("│ "+regexp.QuoteMeta(text), "↵ write"))
	default:
		if !s.goTo("BUS-07") {
			return false
		}
		field, value := s.IntN(len(counts)), fmt.Sprint(100+n)
		s.row(field)
		s.give(given{at: count(field), new: value})
		s.x.send(value, "tab") // which stays on the question, where all figures are there
		return s.shown(shows(assessment.Capital(counts[field])+" +"+value+" *(\n|$)", "→ next question"))
	}
}

// shown waits until the screen says that the last edit is saved.
func (s *session) shown(want func(string) bool) bool {
	s.Helper()
	if !s.x.see(func(screen string) bool { return want(screen) && saved(screen) }) {
		return false
	}
	s.acked = len(s.done)
	return true
}

// part is the id of the only field of an item.
func (s *session) part(item string) string {
	it, _ := opened(s.T, s.home, s.id).Item(item)
	return it.Fields[0].ID
}

// goTo opens a question through the palette.
func (s *session) goTo(id string) bool {
	if s.on == id {
		return true
	}
	s.on = id
	s.x.send("ctrl+p")
	if !s.x.see(shows("What would you like to do")) {
		return false
	}
	s.x.send(id)
	if !s.x.see(shows("Go to " + id)) {
		return false
	}
	s.x.send("enter")
	return s.x.see(shows(id + " · "))
}

// row puts the cursor on the nth row of the question.
func (s *session) row(n int) {
	s.x.send("home")
	for range n {
		s.x.send("down")
	}
}

// open opens the text that HMIC will read, for typing.
func (s *session) open() {
	s.row(len(counts))
	s.x.send("enter")
}

// killedWhileTyping types text, and more of it than a second later, and then
// the kill comes. The next start offers the text. It is that of an answer, or of
// evidence that is still to be added.
func (s *session) killedWhileTyping() {
	s.goTo("BUS-07")
	old := s.values[assessment.Narrative("BUS-07")]
	inForm := s.IntN(2) == 0
	if inForm {
		s.x.addEvidence("BUS-07")
	} else {
		s.open()
	}
	s.x.send("\x15", "Typed a while ago,")
	s.x.see(shows("Typed a while ago,", "esc (done|back)"))
	time.Sleep(time.Second)
	s.x.send(" and this just now.")
	time.Sleep(time.Duration(s.IntN(700)) * time.Millisecond)
	_ = s.x.cmd.Process.Kill()
	<-s.x.done
	s.check()
	if got := opened(s.T, s.home, s.id).At(assessment.Narrative("BUS-07")).Given; got != old {
		s.Fatalf("text that was not finished is saved: %q", got)
	}

	next := openTerminal(s.T, s.home)
	next.wait("You were typing something that was not saved", "Typed a while ago,")
	next.press("r")
	where, said := assessment.Narrative("BUS-07"), "recovered"
	if inForm {
		where, said = assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartTitle}, "Evidence added"
		next.wait("Add evidence for BUS-07", "Typed a while ago,")
		next.press("ctrl+s")
	}
	next.see(func(screen string) bool { return shows(said)(screen) && saved(screen) })
	if got := opened(s.T, s.home, s.id).At(where).Given; !strings.HasPrefix(got, "Typed a while ago,") {
		s.Fatalf("recovered is %q", got)
	}
	next.press("ctrl+c")
	next.ended(0)
	nothingIsOffered(s.T, s.home)
}

// addEvidence opens the form from the question that is on the screen.
func (x *terminal) addEvidence(item string) {
	x.send("v")
	x.see(shows("Evidence for " + item))
	x.send("a")
	x.see(shows("Add evidence for " + item))
}

// nothingIsOffered fails if the next session would be offered anything.
func nothingIsOffered(t *testing.T, home string) {
	t.Helper()
	left, err := os.ReadDir(draftsIn(t, home))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if strings.HasSuffix(e.Name(), ".draft") {
			t.Errorf("%s is left, and would be offered again", e.Name())
		}
	}
}
