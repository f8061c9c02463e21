package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	disk "favour/internal/evidence"
)

// What is said of evidence in its lists, and done with its files. Rules of this
// file, beside those of screen.go:
//
//   - A file is read only when a person asks for it, by a command, one file at a
//     time; Esc stops the reading.
//   - A digest is never typed, and never put in the place of another one unasked.

// looking is what has been seen of the files of evidence.
type looking struct {
	results map[string]disk.Result // by the id of the evidence
	// stop ends the reading that is under way; nil if none is.
	stop    context.CancelFunc
	doing   string // what is read, in words
	n, of   int    // of the files, from 1
	reading int    // the number of the reading, so that a late answer is let go
}

// begin readies a reading of that many files.
func (x *looking) begin(doing string, of int) context.Context {
	x.end()
	ctx, stop := context.WithCancel(context.Background())
	x.stop, x.doing, x.n, x.of = stop, doing, 1, of
	x.reading++
	return ctx
}

func (x *looking) end() {
	if x.stop != nil {
		x.stop()
		x.stop = nil
	}
}

// fileLooked says what looking at one file has shown, and which are still to be
// looked at.
type fileLooked struct {
	by      *evidence
	reading int
	result  disk.Result
	ctx     context.Context
	left    []assessment.Evidence
}

// fileDigested brings the SHA-256 of the file of a piece of evidence.
type fileDigested struct {
	by      *evidence
	reading int
	of      assessment.Evidence // as it was when its file was read
	sum     string
	err     error
}

// seen is what the last look at the file of e has shown, if e is as it was then.
func (m *evidence) seen(e assessment.Evidence) (disk.Result, bool) {
	r, ok := m.files.results[e.ID]
	return r, ok && r.Evidence.Where == e.Where && r.Evidence.SHA256 == e.SHA256
}

// fileActions are what can be done with files.
func (m *evidence) fileActions(none string) []action {
	e, _ := m.at()
	noFile := none
	if _, ok := disk.Path(e); !ok && noFile == "" {
		noFile = "Where it is kept is not the full path of a file on this computer, such as " + examplePath + "."
	}
	digest := "Compute the SHA-256 of the file under the cursor, so that a change to it is noticed"
	all := []action{
		can("evidence.look", m.look).unless(none),
		can("evidence.digest", m.digest).saying(digest).unless(noFile).unless(m.env.locked()).off(),
	}
	if m.item == "" {
		all = append(all,
			can("evidence.question", func() tea.Cmd { return m.env.open(newQuestion(m.env, e.Items[0])) }).unless(none).off(),
			hide("app.evidence", "This is all the evidence."))
	}
	if m.files.stop != nil {
		all = append([]action{can("evidence.stop", m.halt)}, all...)
	}
	return all
}

// examplePath is what a full path looks like.
const examplePath = `S:\policies\gifts.pdf or /srv/policies/gifts.pdf`

func (m *evidence) halt() tea.Cmd {
	m.files.end()
	return say("Stopped.")
}

// look starts to look at the files of all that is listed.
func (m *evidence) look() tea.Cmd {
	list := m.list()
	m.files.results = map[string]disk.Result{}
	return m.lookAt(m.files.begin("Looking at files", len(list)), list)
}

// lookAt returns the command that looks at the first of those.
func (m *evidence) lookAt(ctx context.Context, list []assessment.Evidence) tea.Cmd {
	reading := m.files.reading
	return func() tea.Msg { return fileLooked{m, reading, disk.Look(ctx, list[0]), ctx, list[1:]} }
}

func (m *evidence) looked(msg fileLooked) tea.Cmd {
	if msg.by != m || msg.reading != m.files.reading || m.files.stop == nil {
		return nil
	}
	m.files.results[msg.result.Evidence.ID] = msg.result
	if len(msg.left) > 0 {
		m.files.n++
		return m.lookAt(msg.ctx, msg.left)
	}
	m.files.end()
	wrong := 0
	for _, r := range m.files.results {
		switch r.State {
		case disk.Missing, disk.Changed, disk.Unread:
			wrong++
		}
	}
	if wrong > 0 {
		return complain(fmt.Sprintf("Looked at %d %s of evidence: %d %s missing, changed or not to be read.",
			m.files.of, assessment.Plural(m.files.of, "piece", "pieces"), wrong, assessment.Plural(wrong, "file is", "files are")))
	}
	return say(fmt.Sprintf("Looked at %d %s of evidence; no file is missing, and none has changed.", m.files.of, assessment.Plural(m.files.of, "piece", "pieces")))
}

// digest starts to compute the SHA-256 of the file under the cursor.
func (m *evidence) digest() tea.Cmd {
	e, _ := m.at()
	path, _ := disk.Path(e)
	ctx := m.files.begin("Reading the file of "+e.ID, 1)
	reading := m.files.reading
	return func() tea.Msg {
		sum, err := disk.Digest(ctx, path)
		return fileDigested{m, reading, e, sum, err}
	}
}

func (m *evidence) digested(msg fileDigested) tea.Cmd {
	if msg.by != m || msg.reading != m.files.reading || m.files.stop == nil {
		return nil
	}
	m.files.end()
	d := m.env.desk
	i := slices.IndexFunc(d.shown.Evidence(), func(e assessment.Evidence) bool { return e.ID == msg.of.ID })
	switch {
	case i < 0:
		return complain(msg.of.ID + " was removed meanwhile.")
	case msg.err != nil:
		return complain("The file of " + msg.of.ID + " could not be read: " + disk.Result{Err: msg.err}.Reason() + ".")
	}
	now := d.shown.Evidence()[i]
	if now.Where != msg.of.Where {
		return complain("Where " + now.ID + " is kept was changed meanwhile; compute its SHA-256 again.")
	}
	if m.files.results == nil {
		m.files.results = map[string]disk.Result{}
	}
	keep := func() tea.Cmd {
		now.SHA256 = msg.sum
		m.files.results[now.ID] = disk.Result{Evidence: now, State: disk.There}
		return tea.Batch(d.record(d.shown.EvidenceEdits(now)...), say("The SHA-256 of "+now.ID+" is recorded."))
	}
	switch now.SHA256 {
	case "":
		return keep()
	case msg.sum:
		m.files.results[now.ID] = disk.Result{Evidence: now, State: disk.There}
		return say("The file of " + now.ID + " is the one that was recorded.")
	}
	m.files.results[now.ID] = disk.Result{Evidence: now, State: disk.Changed}
	return m.env.ask(m, newConfirm(m.env, "Record the file as it is now?", []string{
		now.ID + "  " + now.Title, "", "The file is not the one whose SHA-256 was recorded. Record the new one only if you know why it has changed.", "",
		"Recorded  " + now.SHA256, "Now       " + msg.sum,
	}, "record it", keep), func() tea.Cmd {
		return complain(fmt.Sprintf(m.env.tell("The file of %s is not the one that was recorded. {evidence.digest} on its row records it as it is now."), now.ID))
	})
}

// summary is how many pieces there are and what is wrong with them, or what is
// being read.
func (m *evidence) summary() string {
	if m.files.stop != nil {
		if m.files.of == 1 {
			return m.files.doing
		}
		return fmt.Sprintf("%s: %d of %d", m.files.doing, m.files.n, m.files.of)
	}
	list := m.list()
	words := fmt.Sprintf("%d %s", len(list), assessment.Plural(len(list), "piece", "pieces"))
	flagged := 0
	for _, e := range list {
		if short, _ := m.flags(e); len(short) > 0 {
			flagged++
		}
	}
	if flagged > 0 {
		words += fmt.Sprintf(", %d to look at", flagged)
	}
	return words
}

// flags are what is wrong with a piece of evidence: for a row, and in sentences.
func (m *evidence) flags(e assessment.Evidence) (short, long []string) {
	for _, f := range m.env.desk.progress().Findings {
		if f.Field != e.ID || len(e.Items) == 0 || f.Item != e.Items[0] {
			continue
		}
		switch f.Code {
		case assessment.CodeStale:
			short = append(short, "stale")
		case assessment.CodeLate:
			short = append(short, "after the period")
		default:
			continue
		}
		long = append(long, short[len(short)-1])
	}
	r, ok := m.seen(e)
	if !ok {
		return short, long
	}
	switch r.State {
	case disk.Missing:
		short, long = append(short, "file missing"), append(long, "no file is where it is said to be kept")
	case disk.Changed:
		short, long = append(short, "file changed"), append(long, "the file is not the one that was recorded")
	case disk.Unread:
		short, long = append(short, "file not read"), append(long, "the file could not be read: "+r.Reason())
	}
	return short, long
}

// right is the end of a row: what is wrong, or else of what date it is.
func (m *evidence) right(e assessment.Evidence) string {
	t := m.env.theme
	short, _ := m.flags(e)
	switch {
	case len(short) > 0:
		return t.Warn.Render(strings.Join(short, ", "))
	case e.AsAt.IsZero():
		return ""
	}
	return t.Dim.Render("as at " + m.env.date(e.AsAt))
}

// detail is all about a piece of evidence but its title.
func (m *evidence) detail(e assessment.Evidence) [][2]string {
	where := e.Where
	if where != "" {
		where += " (in no export)"
	}
	return [][2]string{
		{"Owner", e.Owner},
		{"As at", m.env.date(e.AsAt)},
		{"Marking", e.Marking},
		{"Kept at", where},
		{"SHA-256", m.digestWords(e)},
		{"Used for", joined(e.Items)},
		{"State", m.stateWords(e)},
	}
}

// digestWords tells whether a file was recorded; the whole digest is in the form.
func (m *evidence) digestWords(e assessment.Evidence) string {
	if _, ok := disk.Path(e); ok && e.SHA256 == "" {
		return m.env.tell("not computed ({evidence.digest} does)")
	}
	if len(e.SHA256) <= 16 {
		return e.SHA256
	}
	return e.SHA256[:16] + m.env.tell("… (whole under {evidence.change})")
}

// stateWords is what is known of the evidence besides what was typed.
func (m *evidence) stateWords(e assessment.Evidence) string {
	_, long := m.flags(e)
	r, seen := m.seen(e)
	switch {
	case !seen:
		long = append(long, m.env.tell("the file was not looked at ({evidence.look} looks)"))
	case r.State == disk.There && e.SHA256 != "":
		long = append(long, "the file is as it was recorded")
	case r.State == disk.There:
		long = append(long, "it is there")
	case r.State == disk.NotFile:
		long = append(long, "no path of a file to look at")
	case r.State == disk.Elsewhere:
		long = append(long, "no full path says where to look")
	}
	return assessment.Capital(strings.Join(long, "; "))
}

// linkItems picks the questions that the evidence under the cursor serves, one
// after the other.
func (m *evidence) linkItems() tea.Cmd {
	e, _ := m.at()
	d, id := m.env.desk, e.ID
	now := func() (assessment.Evidence, bool) {
		for _, x := range d.shown.Evidence() {
			if x.ID == id {
				return x, true
			}
		}
		return assessment.Evidence{}, false
	}
	p := newPick(m.env, "Which questions does "+id+" serve?", func(_ screen, item string) tea.Cmd {
		x, ok := now()
		switch {
		case !ok:
			return complain(id + " was removed meanwhile.")
		case m.env.locked() != "":
			return complain(m.env.locked())
		case !slices.Contains(x.Items, item):
			x.Items = append(slices.Clone(x.Items), item)
			return tea.Batch(d.record(d.shown.EvidenceEdits(x)...), say(id+" is now evidence for "+item+" too."))
		case len(x.Items) == 1:
			return complain(item + m.env.tell(" is the only question that it serves. Link another first, or remove the evidence with {evidence.remove} in the register."))
		}
		x.Items = without(x.Items, item)
		return tea.Batch(d.record(d.shown.EvidenceEdits(x)...), say(id+" is no longer evidence for "+item+"."))
	})
	p.verb = "link or unlink"
	p.mark = func(item string) string {
		if x, ok := now(); ok && slices.Contains(x.Items, item) {
			return "linked"
		}
		return ""
	}
	return m.env.open(p)
}
