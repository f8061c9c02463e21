package settings

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"favour/internal/keymap"
	"favour/internal/nearest"
	"favour/internal/pattern"
)

// How a setting is changed in its file. Rules of this file:
//
//   - Only the lines of that setting are touched; what a person wrote elsewhere,
//     comments too, stays byte for byte.
//   - What was written is read again. Unless it then says exactly what was to be
//     changed and nothing else, nothing is written, and that is said.

// heading begins a settings file that favour makes.
const heading = `# The settings of favour: a line for each, as name: value. Lines that begin
# with # say nothing. favour help settings lists what can be set.
`

// Line is the line on which a setting stands in the file; 0 if it is as usual.
func (f File) Line(name string) int {
	e, ok := f.find(name)
	if group, _, below := strings.Cut(name, "."); !ok && below {
		e, ok = f.find(group) // backups: off
		ok = ok && e.value != nil
	}
	if !ok {
		return 0
	}
	return e.line
}

// Bytes is the file as it is to be kept.
func (f File) Bytes() []byte { return f.src }

// With returns the file with one setting changed: one of All by its name, or
// keys.ID for the keys of an action, with blanks between them. An error is a
// sentence.
func (f File) With(name, value string) (File, error) {
	value = strings.TrimSpace(value)
	want, err := f.wanted(name, value)
	if err != nil {
		return f, err
	}
	text := scalar(value)
	if strings.HasPrefix(name, keysName+".") {
		text = scalars(strings.Fields(value))
	}
	return f.become(name, f.put(name, text), want)
}

// Without returns the file in which that setting is as usual.
func (f File) Without(name string) (File, error) {
	want := f.Settings
	switch x, ok := Find(name); {
	case strings.HasPrefix(name, keysName+"."):
		want.Keys = cloneWithout(want.Keys, strings.TrimPrefix(name, keysName+"."))
	case !ok:
		return f, unknown(name)
	default:
		x.copy(&want, Usual())
	}
	e, found := f.find(name)
	if !found {
		if group, _, below := strings.Cut(name, "."); below {
			if g, ok := f.find(group); ok && g.value != nil && !want.Equal(f.Settings) { // backups: off
				return f.become(name, f.cut(g), want)
			}
		}
		return f, nil
	}
	return f.become(name, f.cut(e), want)
}

// wanted is what the settings are to be once value is set.
func (f File) wanted(name, value string) (Settings, error) {
	want := f.Settings
	if id, ok := strings.CutPrefix(name, keysName+"."); ok {
		keys := strings.Fields(value)
		if id == "" || len(keys) == 0 {
			return want, fmt.Errorf("say which keys, with blanks between them, such as n right")
		}
		set := cloneWithout(want.Keys, id)
		set[id] = keys
		held, problems := keymap.Check(set)
		for _, p := range problems {
			if p.ID == id {
				return want, errors.New(p.Text)
			}
		}
		want.Keys = held
		return want, nil
	}
	x, ok := Find(name)
	if !ok {
		return want, unknown(name)
	}
	r := &reader{}
	if r.fit([]byte(value)) && !strings.Contains(value, "\n") {
		x.read(r, entry{name: name, line: 1, value: &yaml.Node{Kind: yaml.ScalarNode, Style: yaml.SingleQuotedStyle, Value: value, Line: 1, Column: 1}}, &want)
	} else {
		return want, fmt.Errorf("%s stands on one line, of characters that can be seen", name)
	}
	if len(r.file.Complaints) > 0 {
		return want, errors.New(r.file.Complaints[0].Text)
	}
	return want, nil
}

func unknown(name string) error {
	var known []string
	for _, x := range all {
		known = append(known, x.Name)
	}
	return fmt.Errorf("there is no setting %q.%s", name, meant(name, known, "They are "+nearest.Listed(known, "and")+", and keys.ID for the keys of an action."))
}

func cloneWithout(keys map[string][]string, id string) map[string][]string {
	clone := map[string][]string{}
	for k, v := range keys {
		if k != id {
			clone[k] = v
		}
	}
	return clone
}

// become is the file with those lines, if it says what is wanted and complains
// of nothing new.
func (f File) become(name string, lines []string, want Settings) (File, error) {
	end := "\n"
	if strings.Contains(string(f.src), "\r\n") {
		end = "\r\n"
	}
	text := strings.Join(lines, end)
	if strings.HasPrefix(string(f.src), bom) {
		text = bom + text
	}
	g := Parse([]byte(text))
	if !g.Settings.Equal(want) || len(g.Complaints) > len(f.Complaints) {
		place := "by hand"
		if e, ok := f.find(name); ok {
			place = fmt.Sprintf("on line %d by hand", e.line)
		} else if len(f.Complaints) > 0 && f.Complaints[0].Line > 0 {
			place = fmt.Sprintf("by hand once line %d is mended", f.Complaints[0].Line)
		}
		return f, fmt.Errorf("%s cannot be changed without touching other lines of the file; change it there, %s", name, place)
	}
	return g, nil
}

// find is the entry of that name.
func (f File) find(name string) (entry, bool) {
	for _, e := range f.entries {
		if e.name == name {
			return e, true
		}
		for _, x := range e.group {
			if x.name == name {
				return x, true
			}
		}
	}
	return entry{}, false
}

// put is the lines of the file with text as the value of that setting.
func (f File) put(name, text string) []string {
	lines := slices.Clone(f.lines)
	if len(strings.TrimSpace(strings.Join(lines, ""))) == 0 {
		lines = strings.Split(heading, "\n")
	}
	if e, ok := f.find(name); ok {
		return splice(lines, e.line, e.end, f.over(e, text))
	}
	group, below, grouped := strings.Cut(name, ".")
	if !grouped {
		return attach(lines, name+": "+text)
	}
	g, ok := f.find(group)
	switch {
	case !ok:
		return attach(lines, group+":", "  "+below+": "+text)
	case len(g.group) == 0: // nothing, or backups: off
		return splice(lines, g.line, g.end, group+":"+comment(lines[g.line-1]), "  "+below+": "+text)
	}
	last := g.group[len(g.group)-1]
	indent := lines[last.line-1][:last.column-1]
	return splice(lines, last.end, last.end, lines[last.end-1], indent+below+": "+text)
}

// behind is a comment at the end of a line, with the blanks before it.
var behind = pattern.Of(`\s+#[^'"]*$`)

func comment(line string) string { return behind().FindString(line) }

// over is the line of e with text in the place of its value.
func (f File) over(e entry, text string) string {
	l := f.lines[e.line-1]
	colon := strings.Index(l, ":")
	return l[:colon+1] + " " + text + comment(l)
}

// cut is the lines of the file without those of e, and without its group's if
// that has nothing else.
func (f File) cut(e entry) []string {
	for _, g := range f.entries {
		if len(g.group) == 1 && g.group[0].name == e.name {
			return splice(f.lines, g.line, g.end)
		}
	}
	return splice(f.lines, e.line, e.end)
}

// splice is lines with others in the place of those from and to, from 1.
func splice(lines []string, from, to int, others ...string) []string {
	return slices.Concat(lines[:from-1], others, lines[to:])
}

// attach is lines with others behind the last that is not empty, and an end.
func attach(lines []string, others ...string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return slices.Concat(lines, others, []string{""})
}

// bare is text that YAML takes for itself without quotes.
var bare = pattern.Of(`^[\p{L}\p{N}/.][\p{L}\p{N} ./_+()-]*$`)

// scalar is value as it stands in the file.
func scalar(value string) string {
	if bare().MatchString(value) {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

func scalars(values []string) string {
	some := make([]string, len(values))
	for i, v := range values {
		some[i] = scalar(v)
	}
	if len(some) == 1 {
		return some[0]
	}
	return "[" + strings.Join(some, ", ") + "]"
}
