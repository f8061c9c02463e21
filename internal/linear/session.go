package linear

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
	"favour/internal/trouble"
)

// A session is one conversation: who is talking, the assessment that is open, and
// the places that they have come through.
type session struct {
	Options
	talk   *talk
	author assessment.Author

	a      assessment.Assessment // as it is stored, as far as is known
	isOpen bool

	places  []place // the last is where the person is
	ahead   []place // those that they went back from, the last one first to return to
	arrived bool    // the place is to be said

	// typed is what was typed and is not saved, by the place in the assessment that
	// it is for; each is in a draft on the disk as well.
	typed map[assessment.Target]string
	// acknowledged are the keys of the warnings that the person has taken note of,
	// to sign.
	acknowledged map[string]bool

	hints  bool
	told   map[string]bool // what is said once
	depth  int             // how many things that ask are under way, one in the other
	adding int             // the number of the last thing that was to be added
	unread string          // why others' changes cannot be seen, when that was last said
	files  map[string]seen // of evidence, by its id

	// What is worked out once for each change, and asked for at every prompt.
	counted worked[assessment.Progress]
	held    worked[*assessment.Comparison]
}

// worked is something that was worked out when an assessment was at that change.
type worked[T any] struct {
	of    string // the id of the assessment
	head  assessment.Head
	today time.Time
	value T
}

// get is what was worked out, or is now.
func (w *worked[T]) get(s *session, work func() T) T {
	if w.of != s.a.ID() || w.head != s.a.Head() || !w.today.Equal(s.today()) {
		*w = worked[T]{s.a.ID(), s.a.Head(), s.today(), work()}
	}
	return w.value
}

// count is how far the assessment has come, with what speaks against sending it.
func (s *session) count() assessment.Progress {
	return s.counted.get(s, func() assessment.Progress { return s.a.Progress(s.today()) })
}

// compared is how the assessment compares with the one before; nil if it follows
// none.
func (s *session) compared() *assessment.Comparison {
	return s.held.get(s, func() *assessment.Comparison {
		last, ok := s.a.Last()
		if !ok {
			return nil
		}
		c := assessment.Compare(last, s.a)
		return &c
	})
}

// A place is where a person can be: a list, a question. Places are said when they
// are come to; from then on only their prompt is.
type place interface {
	// visit says the place if it was just come to, and asks one thing.
	visit(s *session, arriving bool) error
	// name is what it is called where Enter goes back to it.
	name() string
	// item is the question that it is about, and empty for none.
	item() string
}

// What a place or a command returns to go somewhere else.
var (
	errBack = errors.New("go back")
	errQuit = errors.New("quit")
)

// moved asks to go to a place.
type moved struct{ to place }

func (*moved) Error() string { return "go elsewhere" }

// goTo is the error that goes to a place.
func goTo(p place) error { return &moved{p} }

// most is how many places are remembered to go back through.
const most = 200

func newSession(o Options, t *talk) *session {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	return &session{
		Options: o, talk: t, author: o.Author, hints: true, told: map[string]bool{},
		typed: map[assessment.Target]string{}, acknowledged: map[string]bool{}, files: map[string]seen{},
	}
}

func (s *session) say(format string, args ...any) { s.talk.say(format, args...) }
func (s *session) gap()                           { s.talk.gap() }

// converse holds the conversation.
func (s *session) converse() error {
	s.say("favour in plain prompts. Type help at any prompt to hear what can be typed; quit ends, and everything is saved.")
	if s.Demo {
		s.say("This is a throw-away copy of an example: nothing you do here is kept.")
	}
	if s.Warning != "" {
		s.say("%s", s.Warning)
	}
	s.gap()
	err := s.begin()
	for err == nil || !errors.Is(err, errQuit) {
		if err = s.settle(err); err != nil {
			break
		}
		s.refresh()
		arriving := s.arrived
		s.arrived = false
		err = s.at().visit(s, arriving)
	}
	if errors.Is(err, errQuit) {
		s.farewell()
		return nil
	}
	return err
}

// settle goes where err asks to go, and returns what is no such wish.
func (s *session) settle(err error) error {
	to, moves := errors.AsType[*moved](err)
	switch {
	case err == nil, errors.Is(err, errAgain):
	case moves:
		s.push(to.to)
	case errors.Is(err, errBack):
		s.back()
	default:
		return err
	}
	return nil
}

func (s *session) at() place { return s.places[len(s.places)-1] }

// item is the question that the place is about, and empty for none.
func (s *session) item() string {
	if len(s.places) == 0 || !s.isOpen {
		return ""
	}
	return s.at().item()
}

func (s *session) push(p place) {
	s.places = append(s.places, p)
	s.ahead, s.arrived = nil, true
	if len(s.places) > most {
		s.places = slices.Delete(s.places, 1, 2) // the first is the way out
	}
	s.keepPlace()
}

// keepPlace keeps for the next run at which question the person is.
func (s *session) keepPlace() {
	if item := s.item(); item != "" && s.KeepPlace != nil {
		_ = s.KeepPlace(s.a.ID(), item) // a convenience; a disk that is full is told of elsewhere
	}
}

func (s *session) back() {
	if len(s.places) < 2 {
		s.say("There is nothing before this. Quit ends favour.")
		return
	}
	s.ahead = append(s.ahead, s.at())
	s.places, s.arrived = s.places[:len(s.places)-1], true
	s.keepPlace()
}

func (s *session) forward(string) error {
	if len(s.ahead) == 0 {
		s.say("You have not gone back from anywhere.")
		return nil
	}
	ahead := s.ahead
	s.push(ahead[len(ahead)-1])
	s.ahead = ahead[:len(ahead)-1]
	return errAgain
}

// before is what the place before is called.
func (s *session) before() string {
	if len(s.places) < 2 {
		return ""
	}
	return s.places[len(s.places)-2].name()
}

// farewell says what is saved, and what is not.
func (s *session) farewell() {
	s.gap()
	if s.Demo {
		s.say("This was a throw-away copy of an example, and it is gone.")
		return
	}
	if kept := s.keptWords(); len(kept) > 0 {
		s.say("What you answered is saved. Typed and not saved, but kept and offered when you start favour again: %s.", strings.Join(kept, "; "))
		return
	}
	s.say("Everything that you answered is saved.")
}

// Time.

func (s *session) now() time.Time { return s.Now() }

// today is the day that due dates are held against.
func (s *session) today() time.Time {
	y, m, d := s.Now().In(s.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

func (s *session) day(t time.Time) string    { return assessment.LongDate(t.In(s.Zone)) }
func (s *session) moment(t time.Time) string { return t.In(s.Zone).Format("2 January 2006 15:04") }

// Saving.

// locked is why nothing can be changed now, in a sentence, and empty if it can.
func (s *session) locked() string {
	all := s.a.StandingSignatures()
	if len(all) == 0 {
		return ""
	}
	by := all[len(all)-1]
	return fmt.Sprintf("%s signed this return on %s: to change anything, type reopen.", by.Who(), s.day(by.Time))
}

// mostNews is how many changes of others are said one by one.
const mostNews = 3

// refresh takes in what others have changed, and says it.
func (s *session) refresh() {
	if !s.isOpen {
		return
	}
	fresh, news, err := s.Journal.Refresh(context.Background(), s.a)
	if err != nil {
		if words := trouble.Sentence(err); words != s.unread {
			s.unread = words
			s.say("What others do cannot be seen: %s", words)
		}
		return
	}
	s.a, s.unread = fresh, ""
	s.sayNews(news)
}

// sayNews says what others have changed.
func (s *session) sayNews(news []assessment.Change) {
	for _, c := range news[max(0, len(news)-mostNews):] {
		s.say("Changed meanwhile by %s: %s.", c.Who(), strings.TrimSuffix(s.a.Summary(c), "."))
	}
	if n := len(news) - mostNews; n > 0 {
		s.say("Before that %d more changes were made by others; all history lists them.", n)
	}
}

// takeIn takes what a save returned, which has others' changes also where ours is
// not saved, and says what others have changed. What clashes is said elsewhere.
func (s *session) takeIn(next assessment.Assessment, saved bool, clash *journal.ClashError) {
	before := s.a.Head().Sequence
	if next.Head().Sequence <= before {
		return
	}
	s.a = next
	news := slices.Clone(next.Changes()[before:])
	if saved {
		news = news[:len(news)-1]
	}
	s.sayNews(slices.DeleteFunc(news, func(c assessment.Change) bool {
		return clash != nil && slices.ContainsFunc(c.Edits, func(e assessment.Edit) bool { return e.Target == clash.Target })
	}))
}

// record saves edits as one change, for an optional reason, and says that it is
// saved. It reports false where it is not: the person has said so, or cannot have
// it. What clashes is put to them.
func (s *session) record(reason string, edits ...assessment.Edit) (bool, error) {
	if ok, err := s.store(reason, edits...); !ok || err != nil {
		return ok, err
	}
	s.say("Saved.")
	return true, nil
}

// store is record without a word where all is well.
func (s *session) store(reason string, edits ...assessment.Edit) (bool, error) {
	targets := targetsOf(edits)
	for {
		next, err := s.Journal.Record(context.Background(), s.a, s.author, reason, edits...)
		clash, clashes := errors.AsType[*journal.ClashError](err)
		s.takeIn(next, err == nil, clash)
		switch {
		case err == nil:
			s.forget(targets...)
			s.warn()
			return true, nil
		case clashes:
			mine, cerr := s.settleClash(clash)
			if cerr != nil {
				return false, cerr
			}
			if !mine {
				s.forget(clash.Target)
				edits = slices.DeleteFunc(slices.Clone(edits), func(e assessment.Edit) bool { return e.Target == clash.Target })
			}
			if len(edits) == 0 {
				return false, nil
			}
		case errors.Is(err, assessment.ErrSigned):
			s.keepEdits(edits)
			s.say("Not saved: %s", s.locked())
			return false, nil
		default:
			s.keepEdits(edits)
			s.say("Not saved. %s", trouble.Sentence(err))
			again, cerr := s.choose("Number", []string{"Try again", "Leave it; what you typed is kept, and not saved"}, 1, "Until it is saved, what you typed is kept on this computer as a draft.")
			if cerr != nil || again != 1 {
				return false, cerr
			}
		}
	}
}

// settleClash asks which of two values is to stand, and reports whether it is mine.
func (s *session) settleClash(c *journal.ClashError) (mine bool, err error) {
	s.keepEdits([]assessment.Edit{{Target: c.Target, New: c.Mine}})
	s.say("%s was changed by %s on %s, while you were changing it.", s.a.What(c.Target), c.By, s.moment(c.When))
	theirs, yours := s.a.WordsAt(c.Target, c.Theirs), s.a.WordsAt(c.Target, c.Mine)
	if long(theirs) || long(yours) {
		s.say("Theirs, which is saved and stands now:")
		s.talk.quote(theirs)
		s.say("Yours, which is not saved:")
		s.talk.quote(yours)
		theirs, yours = "Keep theirs", "Put yours in its place"
	} else {
		theirs, yours = "Theirs, which is saved and stands now: "+theirs, "Yours, which is not saved: "+yours
	}
	n, err := s.choose("Which is to stand", []string{theirs, yours}, 0, "Choose 1 to keep theirs, or 2 to put yours in its place. Either way the history has both.")
	if err == nil && n == 1 {
		s.say("Theirs was kept.")
	}
	return n == 2, err
}

// long reports whether text takes more than a line to say.
func long(text string) bool { return len(text) > 80 || strings.Contains(text, "\n") }

// warn says what else is to be said once a change is saved.
func (s *session) warn() {
	if s.Warnings == nil {
		return
	}
	if text := s.Warnings(); text != "" {
		s.say("%s", text)
	}
}

// add saves what make adds to an assessment: evidence, or an action. Where someone
// else has given its number to something of theirs, it gets the next one.
func (s *session) add(make func(assessment.Assessment) []assessment.Edit) (string, error) {
	for {
		edits := make(s.a)
		next, err := s.Journal.Record(context.Background(), s.a, s.author, "", edits...)
		clash, clashes := errors.AsType[*journal.ClashError](err)
		s.takeIn(next, err == nil, clash)
		if clashes {
			continue
		}
		if err == nil {
			s.warn()
			return edits[0].Target.ID, nil
		}
		if errors.Is(err, assessment.ErrSigned) {
			s.say("Not saved: %s", s.locked())
			return "", nil
		}
		s.say("Not saved. %s", trouble.Sentence(err))
		again, cerr := s.choose("Number", []string{"Try again", "Leave it; what you typed is kept, and not saved"}, 1, "")
		if cerr != nil || again != 1 {
			return "", cerr
		}
	}
}

// undo takes the last change back, once the person has heard what it was.
func (s *session) undo(string) error {
	c, ok := s.a.Undo(s.author)
	if !ok {
		s.say("There is nothing to undo%s", s.sinceSigned())
		return nil
	}
	s.sayChange(c.Undoes)
	return s.turnBack("Undo this change", "Undone. Redo makes it again.", s.Journal.Undo)
}

// redo makes the last undone change again.
func (s *session) redo(string) error {
	c, ok := s.a.Redo(s.author)
	if !ok {
		s.say("There is nothing to redo%s", s.sinceSigned())
		return nil
	}
	s.sayChange(c.Redoes)
	return s.turnBack("Make this change again", "Made again.", s.Journal.Redo)
}

type turning func(context.Context, assessment.Assessment, assessment.Author) (assessment.Assessment, assessment.Change, error)

func (s *session) turnBack(ask, done string, turn turning) error {
	ok, err := s.yes(ask)
	if err != nil || !ok {
		return err
	}
	next, _, err := turn(context.Background(), s.a, s.author)
	s.takeIn(next, err == nil, nil)
	switch {
	case errors.Is(err, journal.ErrConflict):
		s.say("Nothing was done, for what would be undone is another change now. Type it again to hear which.")
	case err != nil:
		s.say("Nothing was done. %s", trouble.Sentence(err))
	default:
		s.say("%s", done)
		s.warn()
	}
	return nil
}

// sinceSigned is from when on changes can be undone, with the full stop.
func (s *session) sinceSigned() string {
	if len(s.a.Signatures()) == 0 {
		return "."
	}
	return " since the return was reopened; what was signed stays on record."
}

// sayChange says all that the change of that number did.
func (s *session) sayChange(sequence uint64) {
	c := s.a.Changes()[sequence-1]
	s.say("Change %d, by %s, %s.", c.Sequence, c.Who(), s.moment(c.Time))
	for _, e := range c.Edits {
		s.say("%s.", strings.TrimSuffix(s.a.Describe(e), "."))
	}
}

// Drafts.

// keep keeps text that is not saved: in this session, and on the disk.
func (s *session) keep(t assessment.Target, text string, base assessment.Value) {
	s.typed[t] = text
	if s.Drafts == nil || !s.isOpen {
		return
	}
	err := s.Drafts.Keep(drafts.Draft{
		Assessment: s.a.ID(), Target: t, Text: text, Base: base, Author: s.author, Time: s.now(),
	})
	if err != nil && s.once("draft "+err.Error()) {
		s.say("What you are typing cannot be kept as a draft. %s", trouble.Sentence(err))
	}
}

// keepEdits keeps those of edits that are something which a person typed.
func (s *session) keepEdits(edits []assessment.Edit) {
	for _, e := range edits {
		switch e.Target.Kind {
		case assessment.OnField, assessment.OnNarrative, assessment.OnInternal, assessment.OnDetail:
			s.keep(e.Target, e.New.Typed(), s.a.At(e.Target))
		case assessment.OnReview:
			if e.Target.Part == assessment.PartReply {
				s.keep(e.Target, e.New.Typed(), s.a.At(e.Target))
			}
		}
	}
}

// forget drops what was typed for targets: it is saved, or given up.
func (s *session) forget(targets ...assessment.Target) {
	for _, t := range targets {
		if _, ok := s.typed[t]; !ok {
			continue
		}
		delete(s.typed, t)
		if s.Drafts != nil {
			_ = s.Drafts.Drop(s.a.ID(), t) // what stays is offered again, and says that it stands already
		}
	}
}

// keptWords are the things that were typed and are not saved, in words.
func (s *session) keptWords() []string {
	var all []string
	for _, t := range slices.SortedFunc(maps.Keys(s.typed), func(x, y assessment.Target) int { return strings.Compare(x.String(), y.String()) }) {
		if words := s.targetWords(t); !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return all
}

// targetWords names what a draft is of.
func (s *session) targetWords(t assessment.Target) string {
	item, adds := drafts.AddsTo(t.ID)
	switch {
	case adds && t.Kind == assessment.OnEvidence:
		return "new evidence for " + item
	case adds:
		return "a new action on " + item
	case t.Kind == assessment.OnEvidence, t.Kind == assessment.OnAction:
		return string(t.Kind) + " " + t.ID
	case t.Kind == assessment.OnDetail:
		return "the details of the assessment"
	}
	return s.a.What(t)
}

func targetsOf(edits []assessment.Edit) []assessment.Target {
	all := make([]assessment.Target, len(edits))
	for i, e := range edits {
		all[i] = e.Target
	}
	return all
}
