package linear

import (
	"errors"
	"slices"
	"strings"
	"time"

	"favour/internal/assessment"
	"favour/internal/editor"
	"favour/internal/settings"
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
	// lastCopy is what was withheld from the copy that was written last.
	lastCopy map[assessment.Target]string
	// unkept is what of it is not on the disk, with what stood there when it was
	// typed, and whyUnkept the reason as it was last said.
	unkept    map[assessment.Target]assessment.Value
	whyUnkept string
	leaving   bool // the last that was said is what quitting would lose

	// acknowledged are the keys of the warnings that the person has taken note of,
	// to sign.
	acknowledged map[string]bool
	decided      map[proposed]decision // of a colleague's answers, until they are taken over

	loan   editor.Loan
	work   underWay
	hints  bool
	told   map[string]bool // what is said once
	depth  int             // how many things that ask are under way, one in the other
	adding int             // the number of the last thing that was to be added
	unread string          // why others' changes cannot be seen, when that was last said
	files  map[string]seen // of evidence, by its id

	// What a return was last sealed with, as it was typed.
	signKey, encryptTo string

	// What is worked out once for each change, and asked for at every prompt.
	counted worked[assessment.Progress]
	held    worked[*assessment.Comparison]
}

// worked is something that was worked out when an assessment was at that change.
type worked[T any] struct {
	of    string // the id of the assessment
	head  assessment.Head
	today time.Time
	dates settings.Dates // in which its words are
	value T
}

// get is what was worked out, or is now.
func (w *worked[T]) get(s *session, work func() T) T {
	if w.of != s.a.ID() || w.head != s.a.Head() || !w.today.Equal(s.today()) || w.dates != s.Settings.Dates {
		*w = worked[T]{s.a.ID(), s.a.Head(), s.today(), s.Settings.Dates, work()}
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
	if o.Keeper == nil {
		o.Keeper = &settings.Scratch{File: settings.Parse(nil)}
	}
	return &session{
		Options: o, talk: t, author: o.Author, hints: true, told: map[string]bool{},
		typed: map[assessment.Target]string{}, unkept: map[assessment.Target]assessment.Value{}, acknowledged: map[string]bool{}, decided: map[proposed]decision{}, files: map[string]seen{},
	}
}

func (s *session) say(format string, args ...any) { s.talk.say(format, args...) }
func (s *session) gap()                           { s.talk.gap() }

// converse holds the conversation.
func (s *session) converse() error {
	const what = "favour in plain prompts. Type help at any prompt to hear what can be typed; quit ends"
	if s.Demo {
		s.say("%s.", what)
		s.say("This is a throw-away copy of an example: nothing you do here is kept.")
	} else {
		s.say("%s, and everything is saved.", what)
	}
	if s.Warning != "" {
		s.say("%s", s.Warning)
	}
	for _, wrong := range s.SettingsTrouble {
		s.say("%s", wrong)
	}
	s.gap()
	err := s.begin()
	for {
		if errors.Is(err, errQuit) && (s.leaving || s.mayLeave()) {
			s.farewell()
			return nil
		}
		s.leaving = s.leaving && errors.Is(err, errQuit)
		if err = s.settle(err); err != nil {
			break
		}
		s.refresh()
		arriving := s.arrived
		s.arrived = false
		err = s.at().visit(s, arriving)
	}
	return err
}

// settle goes where err asks to go, and returns what is no such wish.
func (s *session) settle(err error) error {
	to, moves := errors.AsType[*moved](err)
	switch {
	case err == nil, errors.Is(err, errAgain), errors.Is(err, errQuit): // and may not
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
		_ = s.KeepPlace(s.a.ID(), item, true) // a convenience; a disk that is full is told of elsewhere
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
	s.keepAgain()
	s.gap()
	if s.Demo {
		s.say("This was a throw-away copy of an example, and it is gone.")
		return
	}
	kept, lost := s.keptWords()
	if len(lost) > 0 {
		s.say("Neither saved nor kept: %s.", strings.Join(lost, "; "))
	}
	switch {
	case len(kept) > 0:
		s.say("Typed and not saved, but kept and offered when you start favour again: %s. All else that you answered is saved.", strings.Join(kept, "; "))
	case len(lost) > 0:
		s.say("All else that you answered is saved.")
	case s.isOpen:
		s.say("Everything that you answered is saved.")
	default:
		s.say("Nothing was answered.")
	}
}

// Time.

func (s *session) now() time.Time { return s.Now() }

// today is the day that due dates are held against.
func (s *session) today() time.Time {
	y, m, d := s.Now().In(s.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// date is a day as the person likes to see it, and empty for nought.
func (s *session) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return s.Settings.Dates.Format(t)
}

// day and moment are those of a time in the person's zone.
func (s *session) day(t time.Time) string    { return s.date(t.In(s.Zone)) }
func (s *session) moment(t time.Time) string { return s.day(t) + t.In(s.Zone).Format(" 15:04") }

// shown is a with days in its sentences as the person likes to see them.
func (s *session) shown(a assessment.Assessment) assessment.Assessment {
	return a.In(assessment.Dates(s.Settings.Dates.Layout()))
}
