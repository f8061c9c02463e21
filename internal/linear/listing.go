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
// A number means the same for as long as the person works on the list: what is not
// in it any more keeps its own, and what is new stands at the end, until they have it
// read again from its beginning. A long list is said a page at a time, and Enter says
// the next. Who comes back to it hears what has changed meanwhile, and who adds to it
// the number of what is new.
type listing struct {
	title string // what it is called where Enter goes back to it
	about string // the question that it is about; empty for none

	// heads are the lines said before the list, and rows the list as it is now, which
	// is asked for first.
	heads func(s *session) []string
	rows  func(s *session) []row
	none  string // said where there are no rows
	// enter is what Enter does behind the last page, and then does it; nil to go
	// back to the place before.
	enter func(s *session) (words string, do func(s *session) error)
	here  func(s *session) []command
	takes string // what can be typed besides a number; empty for nothing
	help  string

	heard []string // the heads as they were said; nil before it is come to
	all   []row    // by their numbers
	page  int      // how many rows have been said
}

// A row is one line of a listing.
type row struct {
	heading string // a line before it, if not empty
	text    string
	below   []string               // lines behind it
	open    func(s *session) error // what its number does; nil for nothing
	item    string                 // the question that it is, if the list is one of questions
	key     string                 // what it is, whatever its words; empty where nothing but those tells
	late    string                 // said before it where it is new, and not under its heading
	new     bool                   // it was not there when the list was read
	gone    bool                   // it is no longer in the list
}

// is tells a row from others.
func (r row) is() string { return cmp.Or(r.key, r.text) }

func (r row) says(x row) bool {
	return r.text == x.text && r.gone == x.gone && slices.Equal(r.below, x.below)
}

// pageSize is how many rows are said before Enter is asked for.
const pageSize = 20

func (m *listing) name() string { return m.title }
func (m *listing) item() string { return m.about }

func (m *listing) visit(s *session, arriving bool) error {
	m.tell(s, arriving)
	p := prompt{what: assessment.Capital(m.title), most: m.page, fresh: true}
	if len(m.all) > 0 {
		p.help = m.help
	}
	p.here = []command{m.againCommand()}
	if len(m.all) > 0 && m.all[0].item != "" {
		p.here = append([]command{m.severalCommand()}, p.here...)
	}
	if m.here != nil {
		p.here = append(m.here(s), p.here...)
	}
	p.takes = m.choices()
	var enter func(s *session) error
	switch {
	case m.page < len(m.all):
		p.enter, enter = fmt.Sprintf("reads %d more of %d", min(pageSize, len(m.all)-m.page), len(m.all)), m.more
	case m.enter != nil:
		p.enter, enter = m.enter(s)
	case s.before() != "":
		p.enter, enter = "goes back to "+s.before(), func(*session) error { return errBack }
	}
	r, err := s.ask(p)
	if err != nil {
		return err
	}
	if r.empty {
		return enter(s)
	}
	switch to := m.all[r.number-1]; {
	case to.gone && to.item == "":
		s.say("%d is no longer in the list.", r.number)
		return nil
	case to.open == nil:
		s.say("There is nothing to be done with %d.", r.number)
		return nil
	default:
		return left(to.open(s))
	}
}

// choices is what can be typed, in words.
func (m *listing) choices() string {
	var parts []string
	if slices.ContainsFunc(m.all[:m.page], func(r row) bool { return r.open != nil && !r.gone }) {
		parts = append(parts, numbers(m.page))
	}
	if m.takes != "" {
		parts = append(parts, m.takes)
	}
	return strings.Join(parts, ", ")
}

// tell says what has not been said yet. Who has changed a row without leaving the list
// has heard it.
func (m *listing) tell(s *session, arriving bool) {
	rows := m.rows(s)
	var heads []string
	if arriving && m.heads != nil {
		heads = m.heads(s)
	}
	if m.heard == nil {
		m.all, m.page = rows, 0
		s.gap()
		m.sayHeads(s, heads)
		if len(rows) == 0 && m.none != "" {
			s.say("%s", m.none)
		}
		m.sayRows(s)
		return
	}
	read := m.page == len(m.all)
	changed := m.merge(rows)
	if arriving {
		s.gap()
		s.say("%s again.", assessment.Capital(m.title))
		m.sayHeads(s, slices.DeleteFunc(slices.Clone(heads), func(line string) bool { return slices.Contains(m.heard, line) }))
		m.heard = append(m.heard[:0], heads...)
		m.sayChanged(s, changed)
		if len(rows) == 0 && m.none != "" {
			s.say("%s", m.none)
		}
	}
	if read {
		m.sayRows(s)
	}
}

// merge takes in the rows as they are now, with the numbers that they have, and returns
// those that have been said and would be said otherwise now.
func (m *listing) merge(rows []row) (changed []int) {
	at := map[string][]int{} // several may have the same words
	for i, r := range m.all {
		at[r.is()] = append(at[r.is()], i)
	}
	there := make([]bool, len(m.all))
	var fresh []row
	for _, r := range rows {
		known := at[r.is()]
		if len(known) == 0 {
			r.heading, r.text, r.new = "", r.late+r.text, true
			fresh = append(fresh, r)
			continue
		}
		i := known[0]
		at[r.is()], there[i] = known[1:], true
		if r.heading, r.new = m.all[i].heading, m.all[i].new; r.new {
			r.text = r.late + r.text
		}
		if !r.says(m.all[i]) && i < m.page {
			changed = append(changed, i)
		}
		m.all[i] = r
	}
	for i := range there {
		if !there[i] && !m.all[i].gone {
			m.all[i].gone = true
			if i < m.page {
				changed = append(changed, i)
			}
		}
	}
	m.all = append(m.all, fresh...)
	slices.Sort(changed)
	return changed
}

func (m *listing) sayHeads(s *session, lines []string) {
	for _, line := range lines {
		s.say("%s", line)
	}
	if m.heard == nil {
		m.heard = append([]string{}, lines...)
	}
}

// sayChanged says the rows that are not as they were said.
func (m *listing) sayChanged(s *session, changed []int) {
	if len(changed) > pageSize {
		s.say("%d of these lines have changed; again reads them.", len(changed))
		return
	}
	for _, i := range changed {
		if m.all[i].gone {
			s.say("%d is no longer in the list: %s", i+1, m.all[i].text)
		} else {
			m.sayRow(s, i)
		}
	}
}

// sayRows says the next page of rows.
func (m *listing) sayRows(s *session) {
	for to := min(m.page+pageSize, len(m.all)); m.page < to; m.page++ {
		if h := m.all[m.page].heading; h != "" {
			s.say("%s", h)
		}
		m.sayRow(s, m.page)
	}
}

func (m *listing) sayRow(s *session, i int) {
	s.say("%d. %s", i+1, m.all[i].text)
	for _, line := range m.all[i].below {
		s.say("%s", line)
	}
}

func (m *listing) againCommand() command {
	return command{names: []string{"again"}, what: "read the list again, from its beginning, with new numbers", do: m.again}
}

// again has the list read as if it were come to for the first time.
func (m *listing) again(s *session, _ string) error {
	m.heard, s.arrived = nil, true
	return nil
}

func (m *listing) more(s *session) error {
	m.sayRows(s)
	return nil
}

// numbered is the row that args, behind the name of a command, gives the number of;
// the only one if there is only one. It says what is wrong otherwise.
func (m *listing) numbered(s *session, args, verb string) (row, bool) {
	var there []row
	for _, r := range m.all {
		if !r.gone {
			there = append(there, r)
		}
	}
	n, err := strconv.Atoi(strings.TrimSpace(args))
	switch {
	case len(there) == 0:
		s.say("There is nothing in the list yet.")
	case args == "" && len(there) == 1:
		return there[0], true
	case err != nil || n < 1 || n > len(m.all):
		s.say("Say which, by its number: %s 1, for example.", verb)
	case m.all[n-1].gone:
		s.say("%d is no longer in the list.", n)
	default:
		return m.all[n-1], true
	}
	return row{}, false
}
