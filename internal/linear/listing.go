package linear

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"favour/internal/assessment"
)

// A listing is a place that is a list: it is said with a number before each line,
// and a number does what can be done with its line.
//
// A long list is said a page at a time, and Enter says the next. What is added at
// its end while the person is there is said alone. Who comes back to it hears it
// again only where numbers have come to mean something else, or if they ask.
type listing struct {
	title string // what it is called where Enter goes back to it
	about string // the question that it is about; empty for none

	// heads are the lines said before the list, and rows the list as it is now.
	heads func(s *session) []string
	rows  func(s *session) []row
	none  string // said where there are no rows
	// enter is what Enter does behind the last page, and then does it; nil to go
	// back to the place before.
	enter func(s *session) (words string, do func(s *session) error)
	here  func(s *session) []command
	takes string // what can be typed besides a number; empty for nothing
	help  string

	heard bool     // it has been come to before
	said  []string // the rows as they were said, page by page
	page  int      // how many rows have been said
}

// A row is one line of a listing.
type row struct {
	heading string // a line before it, if not empty
	text    string
	below   []string               // lines behind it
	open    func(s *session) error // what its number does; nil for nothing
	item    string                 // the question that it is, if the list is one of questions
	means   string                 // what its number means, where its words may change without that; empty for its words
}

// pageSize is how many rows are said before Enter is asked for.
const pageSize = 20

func (m *listing) name() string { return m.title }
func (m *listing) item() string { return m.about }

func (m *listing) visit(s *session, arriving bool) error {
	rows := m.rows(s)
	m.tell(s, rows, arriving)
	p := prompt{what: assessment.Capital(m.title), most: m.page, fresh: true, help: m.help}
	p.here = []command{{names: []string{"again"}, what: "read the list again, from its beginning", do: m.again}}
	if len(rows) > 0 && rows[0].item != "" {
		p.here = append([]command{m.severalCommand()}, p.here...)
	}
	if m.here != nil {
		p.here = append(m.here(s), p.here...)
	}
	p.takes = m.choices(rows)
	var enter func(s *session) error
	switch {
	case m.page < len(rows):
		p.enter, enter = fmt.Sprintf("reads %d more of %d", min(pageSize, len(rows)-m.page), len(rows)), m.more
	case m.enter != nil:
		p.enter, enter = m.enter(s)
	case s.before() != "":
		p.enter, enter = "goes back to "+s.before(), func(*session) error { return errBack }
	}
	r, err := s.ask(p)
	switch {
	case err != nil:
		return err
	case r.empty:
		return enter(s)
	case rows[r.number-1].open == nil:
		s.say("There is nothing to be done with %d.", r.number)
		return nil
	}
	return left(rows[r.number-1].open(s))
}

// choices is what can be typed, in words.
func (m *listing) choices(rows []row) string {
	var parts []string
	if m.page > 0 && slices.ContainsFunc(rows, func(r row) bool { return r.open != nil }) {
		parts = append(parts, numbers(m.page))
	}
	if m.takes != "" {
		parts = append(parts, m.takes)
	}
	return strings.Join(parts, ", ")
}

// tell says what has not been said yet.
func (m *listing) tell(s *session, rows []row, arriving bool) {
	now := make([]string, len(rows))
	for i, r := range rows {
		now[i] = cmp.Or(r.means, r.text+"\x00"+strings.Join(r.below, "\x00"))
	}
	changed := m.page > len(rows) || !slices.Equal(m.said[:min(m.page, len(m.said))], now[:min(m.page, len(now))])
	heard := m.heard && !changed
	m.heard = true
	switch {
	case arriving && heard && len(rows) > 0: // who comes back has heard it
		s.gap()
		s.say("%s again.", assessment.Capital(m.title))
	case arriving || changed:
		s.gap()
		if m.heads != nil {
			for _, line := range m.heads(s) {
				s.say("%s", line)
			}
		}
		if len(rows) == 0 && m.none != "" {
			s.say("%s", m.none)
		}
		m.page = 0
		m.sayRows(s, rows)
	case m.page == len(m.said) && len(rows) > m.page: // all was said, and there is more now
		m.sayRows(s, rows)
	}
	m.said = now
}

// sayRows says the next page of rows.
func (m *listing) sayRows(s *session, rows []row) {
	to := min(m.page+pageSize, len(rows))
	for i := m.page; i < to; i++ {
		if rows[i].heading != "" {
			s.say("%s", rows[i].heading)
		}
		s.say("%d. %s", i+1, rows[i].text)
		for _, line := range rows[i].below {
			s.say("%s", line)
		}
	}
	m.page = to
}

// again has the list read as if it were come to for the first time.
func (m *listing) again(s *session, _ string) error {
	m.heard, s.arrived = false, true
	return nil
}

func (m *listing) more(s *session) error {
	m.sayRows(s, m.rows(s))
	return nil
}

// numbered is the row that args, behind the name of a command, gives the number of;
// the only one if there is only one. It says what is wrong otherwise.
func (m *listing) numbered(s *session, args, verb string, of int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(args))
	switch {
	case of == 0:
		s.say("There is nothing here to %s.", verb)
		return 0, false
	case args == "" && of == 1:
		return 0, true
	case err != nil || n < 1 || n > of:
		s.say("Say which, by its number: %s 1, for example. There %s %d.", verb, assessment.Plural(of, "is", "are"), of)
		return 0, false
	}
	return n - 1, true
}
