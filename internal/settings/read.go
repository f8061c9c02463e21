package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"favour/internal/keymap"
	"favour/internal/nearest"
	"favour/internal/pattern"
	"favour/internal/plain"
)

// maxSize is how long a settings file may be: many times what any has need of.
const maxSize = 64 << 10

// maxComplaints is how many mistakes are told of one file.
const maxComplaints = 20

// A Complaint is one thing that is wrong with a settings file.
type Complaint struct {
	Line, Column int // from 1; 0 for the file as a whole
	Text         string
}

// String is c as a sentence with its line.
func (c Complaint) String() string {
	if c.Line == 0 {
		return c.Text
	}
	return fmt.Sprintf("line %d: %s", c.Line, c.Text)
}

// A File is the bytes of a settings file, and what they say.
type File struct {
	Settings   Settings
	Complaints []Complaint

	src     []byte
	lines   []string // of src, without line breaks
	entries []entry
}

// An entry is one setting in the file, or a group of them.
type entry struct {
	name         string // with that of its group before it
	line, column int    // where it begins, from 1
	end          int    // the number of its last line
	value        *yaml.Node
	group        []entry
	usual        string // what it is if it cannot be read, in words; empty for nothing to say
}

// groups are the entries that have others below them.
var groups = []string{"backups", keysName}

// Parse reads a settings file. What it cannot read is as usual, and complained
// of.
func Parse(src []byte) File {
	r := &reader{file: File{Settings: Usual(), src: src}}
	if r.fit(src) {
		r.file.lines = strings.Split(strings.TrimPrefix(string(src), bom), "\n")
		for i, l := range r.file.lines {
			r.file.lines[i] = strings.TrimSuffix(l, "\r")
		}
		r.file.entries = r.entries(1, len(r.file.lines), "", "")
		for _, e := range r.file.entries {
			r.read(e)
		}
		r.check()
	}
	slices.SortStableFunc(r.file.Complaints, func(a, b Complaint) int { return a.Line - b.Line })
	return r.file
}

const bom = "\ufeff"

// A reader reads one file.
type reader struct {
	file File
}

func (r *reader) complain(line, column int, format string, args ...any) {
	if len(r.file.Complaints) < maxComplaints {
		r.file.Complaints = append(r.file.Complaints, Complaint{line, column, fmt.Sprintf(format, args...)})
	}
}

// wrong complains of the value of e, which is as usual.
func (r *reader) wrong(e entry, format string, args ...any) {
	line, column := e.line, e.column
	if e.value != nil {
		line, column = e.line+e.value.Line-1, e.value.Column
	}
	usual := ""
	if e.usual != "" {
		usual = fmt.Sprintf(" Until then it is as usual: %s.", e.usual)
	}
	r.complain(line, column, "%s%s", fmt.Sprintf(format, args...), usual)
}

// fit reports whether src is text that can be read by its lines.
func (r *reader) fit(src []byte) bool {
	if len(src) > maxSize {
		r.complain(0, 0, "The file is larger than %d KiB, which no settings are. All of it is as usual until it is made shorter.", maxSize>>10)
		return false
	}
	for i, l := range strings.Split(strings.TrimPrefix(string(src), bom), "\n") {
		for j, c := range strings.TrimSuffix(l, "\r") {
			switch _, n := utf8.DecodeRuneInString(l[j:]); {
			case c == utf8.RuneError && n == 1:
				r.complain(i+1, 1, "This line is not UTF-8. All settings are as usual until the file is saved as UTF-8.")
				return false
			case c != '\t' && !plain.Visible(c):
				r.complain(i+1, utf8.RuneCountInString(l[:j])+1, "There is a character here that cannot be seen, %U. All settings are as usual until it is removed.", c)
				return false
			}
		}
	}
	return true
}

// header is a line that opens a group and has nothing else but a comment.
var header = pattern.Of(`^\s*(` + strings.Join(groups, "|") + `)\s*:\s*(#.*)?$`)

// entries are those that stand on the lines from and to, of which each begins
// behind indent. Line numbers are from 1.
func (r *reader) entries(from, to int, indent, group string) []entry {
	var found []entry
	seen := map[string]int{}
	for n := from; n <= to; n++ {
		l := r.file.lines[n-1]
		if idle(l) || indent == "" && (l == "---" || l == "...") {
			continue
		}
		e := entry{line: n, column: len(indent) + 1, end: n}
		for m := n + 1; m <= to && (idle(r.file.lines[m-1]) || deeper(r.file.lines[m-1], indent)); m++ {
			if !idle(r.file.lines[m-1]) {
				e.end = m
			}
		}
		if !strings.HasPrefix(l, indent) || deeper(l, indent) {
			n = e.end
			with := ""
			if tabbed(l) {
				with = ", with spaces and no tab"
			}
			r.complain(e.line, 1, "This line does not begin below the one before it. Begin it in the same column%s; until then it is passed over.", with)
			continue
		}
		read := r.entry(&e, group)
		n = e.end
		if !read {
			continue
		}
		if first := seen[e.name]; first > 0 {
			r.complain(e.line, e.column, "%s is set twice, first on line %d, which holds. Remove one of the two.", e.name, first)
			continue
		}
		seen[e.name] = e.line
		found = append(found, e)
	}
	return found
}

// entry reads the lines of e as one name with a value, or with a group below.
func (r *reader) entry(e *entry, group string) bool {
	first := r.file.lines[e.line-1]
	if m := header().FindStringSubmatch(first); m != nil && group == "" && e.end > e.line {
		e.name = m[1]
		below := e.line + 1
		for idle(r.file.lines[below-1]) {
			below++
		}
		l := r.file.lines[below-1]
		e.group = r.entries(below, e.end, l[:len(l)-len(strings.TrimLeft(l, " \t"))], e.name+".")
		return true
	}
	var document yaml.Node
	err := yaml.Unmarshal([]byte(strings.Join(r.file.lines[e.line-1:e.end], "\n")), &document)
	if err != nil {
		if end := r.whole(e); end > 0 { // what is wrong is the line behind it, and is told with that
			e.end = end
			return r.entry(e, group)
		}
	}
	switch {
	case err != nil:
		why := "Write a setting as name: value, with text that has a sign such as # or : in it between single quotes."
		if tabbed(first) {
			why = "It begins with a tab: begin it with spaces."
		} else if strings.Contains(first, `"`) && strings.Contains(first, `\`) {
			why = `Between double quotes \ has a meaning of its own: use single quotes.`
		}
		r.complain(e.line, e.column, "This line cannot be read. %s Until then it is passed over.", why)
		return false
	case len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode || document.Content[0].Style&yaml.FlowStyle != 0 || len(document.Content[0].Content) != 2:
		r.complain(e.line, e.column, "This is no setting. Write one as name: value, such as theme: dark, each on a line of its own. It is passed over.")
		return false
	}
	key, value := document.Content[0].Content[0], document.Content[0].Content[1]
	if key.Kind != yaml.ScalarNode || key.Value == "" {
		r.complain(e.line, e.column, "This has no name. Write a setting as name: value, such as theme: dark. It is passed over.")
		return false
	}
	e.name, e.value = group+key.Value, value
	if group == "" && slices.Contains(groups, e.name) && value.Kind == yaml.MappingNode {
		r.flow(e, value)
	}
	return true
}

// whole is the last line of e up to which it can be read, where that is not all of
// it: before a line that begins with a tab, or else its first. It is 0 if there is
// none, and then e itself is to blame.
func (r *reader) whole(e *entry) int {
	ends := []int{e.line}
	for n := e.end; n > e.line; n-- {
		if l := r.file.lines[n-1]; !idle(l) && tabbed(l) {
			ends[0] = n - 1
		}
	}
	for _, end := range append(ends, e.line) {
		var any yaml.Node
		if end < e.end && yaml.Unmarshal([]byte(strings.Join(r.file.lines[e.line-1:end], "\n")), &any) == nil {
			return end
		}
	}
	return 0
}

// flow reads a group that stands in braces.
func (r *reader) flow(e *entry, n *yaml.Node) {
	e.value = nil
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			r.complain(e.line+key.Line-1, key.Column, "This has no name. It is passed over.")
			continue
		}
		e.group = append(e.group, entry{name: e.name + "." + key.Value, line: e.line, column: key.Column, end: e.end, value: n.Content[i+1]})
	}
}

// idle reports whether a line says nothing.
func idle(l string) bool {
	l = strings.TrimLeft(l, " \t")
	return l == "" || l[0] == '#'
}

// tabbed reports whether there is a tab before a line.
func tabbed(l string) bool {
	return strings.Contains(l[:len(l)-len(strings.TrimLeft(l, " \t"))], "\t")
}

// deeper reports whether a line begins further in than indent.
func deeper(l, indent string) bool {
	return len(l)-len(strings.TrimLeft(l, " \t")) > len(indent)
}

// read takes what e says into the settings.
func (r *reader) read(e entry) {
	switch {
	case e.name == keysName && (e.group != nil || empty(e.value)):
		for _, x := range e.group {
			r.keys(x)
		}
		return
	case e.name == keysName:
		r.wrong(e, "Keys are set below this line, each as an action's id and its key, such as question.next: n.")
		return
	case e.name == "backups" && e.value != nil:
		if word, ok := r.word(e); ok && word == Off {
			r.file.Settings.Backups.Folder = Off
		} else if ok && word != "" {
			r.wrong(e, "backups may be off, or have folder: and keep: on lines of their own below it. Until then they are as usual.")
		}
		return
	case e.name == "backups":
		for _, x := range e.group {
			r.one(x)
		}
		return
	}
	r.one(e)
}

// one reads a single setting.
func (r *reader) one(e entry) {
	x, ok := Find(e.name)
	if !ok {
		known := names()
		if group, _, below := strings.Cut(e.name, "."); below && slices.Contains(groups, group) {
			known = known[:0]
			for _, x := range all {
				if strings.HasPrefix(x.Name, group+".") {
					known = append(known, x.Name)
				}
			}
		}
		r.complain(e.line, e.column, "There is no setting %q.%s It is passed over.", e.name, meant(e.name, known, "They are "+nearest.Listed(known, "and")+"."))
		return
	}
	e.usual = x.Usual
	x.read(r, e, &r.file.Settings)
}

// keys reads the keys of one action.
func (r *reader) keys(e entry) {
	id := strings.TrimPrefix(e.name, keysName+".")
	if empty(e.value) {
		return
	}
	nodes := []*yaml.Node{e.value}
	if e.value.Kind == yaml.SequenceNode {
		nodes = e.value.Content
	}
	var keys []string
	for _, n := range nodes {
		if n.Kind != yaml.ScalarNode || n.Value == "" {
			r.wrong(e, "The keys of %s are one key or a list of them, such as n or [n, right]. Until then they are as usual.", id)
			return
		}
		keys = append(keys, n.Value)
	}
	if r.file.Settings.Keys == nil {
		r.file.Settings.Keys = map[string][]string{}
	}
	r.file.Settings.Keys[id] = keys
}

// check holds the keys that are set against what can be.
func (r *reader) check() {
	held, problems := keymap.Check(r.file.Settings.Keys)
	r.file.Settings.Keys = held
	for _, p := range problems {
		if e, ok := r.file.find(keysName + "." + p.ID); ok {
			if a, known := keymap.Find(p.ID); known {
				e.usual = strings.Join(a.Keys, " ")
			}
			r.wrong(e, "%s", p.Text)
		}
	}
}

// word is the value of e as text on one line, and false if it is something else,
// which it has complained of. One that is empty is "".
func (r *reader) word(e entry) (string, bool) {
	switch {
	case empty(e.value):
		return "", true
	case e.value.Kind != yaml.ScalarNode:
		r.wrong(e, "%s has one value, and this is something else.", e.name)
		return "", false
	}
	text := strings.TrimSpace(e.value.Value)
	if strings.ContainsFunc(text, func(c rune) bool { return !plain.Visible(c) }) {
		r.wrong(e, "%s stands on one line, of characters that can be seen.", e.name)
		return "", false
	}
	return text, true
}

// empty reports whether nothing stands behind the colon.
func empty(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.Style == 0 && n.ShortTag() == "!!null" && n.Value == ""
}

// line reads text on one line.
func line(of func(*Settings) *string) func(*reader, entry, *Settings) {
	return func(r *reader, e entry, s *Settings) {
		if text, ok := r.word(e); ok {
			*of(s) = text
		}
	}
}

// oneOf is the place of what e says among what the setting may be; false if it
// is none of that.
func (r *reader) oneOf(e entry, values []string) (int, bool) {
	text, ok := r.word(e)
	if !ok || text == "" {
		return 0, false
	}
	i := slices.IndexFunc(values, func(v string) bool { return strings.EqualFold(v, text) })
	if i < 0 {
		r.wrong(e, "%s may be %s, and not %q.", e.name, nearest.Listed(values, "or"), text)
	}
	return i, i >= 0
}

func readTheme(r *reader, e entry, s *Settings) {
	if i, ok := r.oneOf(e, themes); ok {
		s.Theme = Theme(i)
	}
}

func readMouse(r *reader, e entry, s *Settings) {
	if i, ok := r.oneOf(e, []string{"on", "off"}); ok {
		s.Mouse = i == 0
	}
}

func readDates(r *reader, e entry, s *Settings) {
	if i, ok := r.oneOf(e, dateStyles()); ok {
		s.Dates = Dates(i)
	}
}

func readKeep(r *reader, e entry, s *Settings) {
	text, ok := r.word(e)
	if !ok || text == "" {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		r.wrong(e, "%s is a number from 0 on, and not %q.", e.name, text)
		return
	}
	s.Backups.Keep = n
}

// meant is what a wrong name was probably meant to be, or else otherwise.
func meant(wrong string, known []string, otherwise string) string {
	if near := nearest.Names(wrong, known); len(near) > 0 {
		return " Did you mean " + nearest.Listed(near, "or") + "?"
	}
	return " " + otherwise
}
