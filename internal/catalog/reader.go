package catalog

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"favour/internal/nearest"
	"favour/internal/pattern"
)

// The typed readers. Rules of this file:
//
//   - A reader complains of what it cannot read and returns a zero value; what
//     is built of it is thrown away with the rest, so nobody looks back.
//   - A nil node is a key that is absent. Whoever read the mapping has said so
//     if it had to be there.
//   - Nothing from the file stands in a complaint unquoted, for it may go to a
//     terminal.

// maxComplaints is where a file is given up, and maxEntries how long a list may
// be: many times what a checklist needs, and little enough to compare each
// entry with each.
const (
	maxComplaints = 200
	maxEntries    = 500
)

// A reader walks one file and keeps what there is to complain of.
type reader struct {
	file       string
	complaints []Complaint
}

// complain notes that something is wrong at n.
func (r *reader) complain(n *yaml.Node, format string, args ...any) {
	r.complainAt(n.Line, n.Column, format, args...)
}

func (r *reader) complainAt(line, column int, format string, args ...any) {
	if !r.full() {
		r.complaints = append(r.complaints, Complaint{r.file, line, column, fmt.Sprintf(format, args...)})
	}
}

// full reports whether there is enough to complain of to read no further.
func (r *reader) full() bool { return len(r.complaints) >= maxComplaints }

// instead says what a wrong name was probably meant to be, or else what is to
// be done about it, for a complaint.
func (r *reader) instead(wrong string, known []string, otherwise string) string {
	if r.full() {
		return ""
	}
	near := nearest.Names(wrong, known)
	if len(near) == 0 {
		return otherwise
	}
	for i := range near {
		near[i] = fmt.Sprintf("%q", near[i])
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

// A word is a string and where it stands. The zero word is one that is absent
// or could not be read.
type word struct {
	text string
	at   *yaml.Node
}

// A shape is the keys that a mapping has.
type shape struct {
	what string   // with its article, for complaints
	must []string // keys without which it is not complete
	may  []string
}

// An object is a mapping that was held against its shape.
type object struct {
	*reader
	at     *yaml.Node
	values map[string]*yaml.Node
}

// object reads n as a mapping with the keys of s. It returns false if n is
// something else.
func (r *reader) object(n *yaml.Node, s shape) (object, bool) {
	o := object{r, n, map[string]*yaml.Node{}}
	pairs, ok := r.mapping(n, s.what)
	if !ok {
		return o, false
	}
	known := slices.Concat(s.must, s.may)
	for _, p := range pairs {
		if !slices.Contains(known, p.key.text) {
			r.complain(p.key.at, "unknown key %q in %s; %s", p.key.text, s.what, r.instead(p.key.text, known, "it may have "+listed(known)))
			continue
		}
		o.values[p.key.text] = p.value
	}
	for _, key := range s.must {
		if o.values[key] == nil {
			r.complain(n, "%s needs the key %q; add it", s.what, key)
		}
	}
	return o, true
}

// A pair is a key and its value.
type pair struct {
	key   word
	value *yaml.Node
}

// mapping reads n as keys and values, in the order of the file, and each key
// once.
func (r *reader) mapping(n *yaml.Node, what string) ([]pair, bool) {
	if !r.isKind(n, yaml.MappingNode, what, "keys with values") {
		return nil, false
	}
	var pairs []pair
	seen := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			r.complain(key, "a key must be a name, not %s", kindName(key))
			continue
		}
		if first := seen[key.Value]; first != nil {
			r.complain(key, "the key %q stands twice, first at line %d; remove one", key.Value, first.Line)
			continue
		}
		seen[key.Value] = key
		pairs = append(pairs, pair{word{key.Value, key}, value})
	}
	return pairs, true
}

// list reads n as a list with at least one entry.
func (r *reader) list(n *yaml.Node, what string) []*yaml.Node {
	if n == nil || !r.isKind(n, yaml.SequenceNode, what, "a list") {
		return nil
	}
	if len(n.Content) == 0 {
		r.complain(n, "%s is empty; put something into it, or leave it out", what)
	}
	return n.Content
}

// isKind reports whether n is of the kind that is wanted. An alias was
// complained of before.
func (r *reader) isKind(n *yaml.Node, kind yaml.Kind, what, wanted string) bool {
	switch {
	case r.full():
	case len(n.Content) > 2*maxEntries || n.Kind == yaml.SequenceNode && len(n.Content) > maxEntries:
		r.complain(n, "%s has more than %d entries; split it", what, maxEntries)
	case n.Kind == kind:
		return true
	case n.Kind == yaml.AliasNode:
	case isNull(n):
		r.complain(n, "%s is empty; write %s", what, wanted)
	default:
		r.complain(n, "%s must be %s, not %s", what, wanted, kindName(n))
	}
	return false
}

func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	return "a single value"
}

// prose reads n as text, which may have line breaks.
func (r *reader) prose(n *yaml.Node, what string) string {
	if n == nil || !r.isKind(n, yaml.ScalarNode, what, "text") {
		return ""
	}
	text := strings.TrimSpace(n.Value)
	if i := strings.IndexFunc(text, refused); i >= 0 {
		r.complain(n, "%s has the character %U, which is no text; remove it", what, []rune(text[i:])[0])
		return ""
	}
	switch {
	case text == "":
		r.complain(n, "%s is empty; write text, or leave it out", what)
		return ""
	case isTruth(n):
		r.complain(n, "%s is %s without quotes, which YAML may read as true or false; write %q", what, text, text)
	case !isText(n):
		r.complain(n, "%s must be text; put it into quotes: %q", what, text)
	}
	return text
}

// line reads n as text on one line.
func (r *reader) line(n *yaml.Node, what string) string {
	text := r.prose(n, what)
	if strings.Contains(text, "\n") {
		r.complain(n, "%s must be on one line; fold it with >-", what)
		return ""
	}
	return text
}

// word is line with the place.
func (r *reader) word(n *yaml.Node, what string) word {
	text := r.line(n, what)
	if text == "" {
		return word{}
	}
	return word{text, n}
}

// words reads n as a list of words, each once, with at least one.
func (r *reader) words(n *yaml.Node, what string) []word {
	return r.eachOnce(r.list(n, what), what)
}

// eachOnce reads nodes as words, each once.
func (r *reader) eachOnce(nodes []*yaml.Node, what string) []word {
	var words []word
	for _, entry := range nodes {
		if w := r.word(entry, "an entry of "+what); w.at != nil {
			words = r.addOnce(words, w, "an entry of "+what)
		}
	}
	return words
}

// addOnce adds w to words unless it is there already.
func (r *reader) addOnce(words []word, w word, what string) []word {
	for _, other := range words {
		if other.text == w.text {
			r.complain(w.at, "%s, %q, stands twice, first at line %d; remove one", what, w.text, other.at.Line)
			return words
		}
	}
	return append(words, w)
}

// isTruth reports whether a scalar without quotes is a word that YAML, old or
// new, takes for true or false.
func isTruth(n *yaml.Node) bool {
	switch strings.ToLower(n.Value) {
	case "yes", "no", "true", "false", "on", "off":
		return !isQuoted(n)
	}
	return false
}

// isText reports whether YAML takes a scalar for text. A day is text: the file
// means what it says, and YAML of today has no dates.
func isText(n *yaml.Node) bool {
	return isQuoted(n) || n.ShortTag() == "!!str" || n.ShortTag() == "!!timestamp"
}

func isQuoted(n *yaml.Node) bool {
	return n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// The readers of an object take a key and read its value, if it is there.

func (o object) prose(key string) string { return o.reader.prose(o.values[key], quoted(key)) }
func (o object) line(key string) string  { return o.reader.line(o.values[key], quoted(key)) }
func (o object) word(key string) word    { return o.reader.word(o.values[key], quoted(key)) }
func (o object) words(key string) []word { return o.reader.words(o.values[key], quoted(key)) }

// wordsIfAny is words for a list that may be empty.
func (o object) wordsIfAny(key string) []word {
	n := o.values[key]
	if n == nil || !o.isKind(n, yaml.SequenceNode, quoted(key), "a list") {
		return nil
	}
	return o.eachOnce(n.Content, quoted(key))
}

func (o object) list(key string) []*yaml.Node { return o.reader.list(o.values[key], quoted(key)) }

// flag reads true or false.
func (o object) flag(key string) bool {
	n := o.values[key]
	if n == nil || !o.isKind(n, yaml.ScalarNode, quoted(key), "true or false") {
		return false
	}
	if n.ShortTag() != "!!bool" {
		o.complain(n, "%q must be true or false, without quotes, not %q", key, n.Value)
	}
	return strings.EqualFold(n.Value, "true")
}

// number reads a whole number from 1 to most.
func (o object) number(key string, most int) int {
	n := o.values[key]
	if n == nil || !o.isKind(n, yaml.ScalarNode, quoted(key), "a number") {
		return 0
	}
	i, err := strconv.Atoi(n.Value)
	if err != nil || isQuoted(n) || i < 1 || i > most {
		o.complain(n, "%q must be a whole number from 1 to %d, without quotes, not %q", key, most, n.Value)
		return 0
	}
	return i
}

// date reads a calendar day.
func (o object) date(key string) word {
	w := o.word(key)
	if w.at == nil {
		return w
	}
	if !isDay(w.text) {
		o.complain(w.at, "%q must be a day that exists, written as 2012-05-31, not %q", key, w.text)
		return word{}
	}
	return w
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// choice reads one of the known names.
func (o object) choice(key string, known []string) string {
	w := o.word(key)
	if w.at == nil || slices.Contains(known, w.text) {
		return w.text
	}
	o.complain(w.at, "unknown %s %q; %s", key, w.text, o.instead(w.text, known, "it may be "+listed(known)))
	return ""
}

var (
	slugShape    = pattern.Of(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	optionShape  = pattern.Of(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	sectionShape = pattern.Of(`^[A-Z][A-Z0-9]{1,7}$`)
	itemShape    = pattern.Of(`^[A-Z][A-Z0-9]{1,7}-[0-9]{2,3}$`)
)

// id reads a name of the given shape. One of another shape is returned all the
// same, so that nothing else is said of those who call it by that name.
func (o object) id(key string, shape func() *regexp.Regexp, like string) word {
	w := o.word(key)
	o.shaped(w, shape, like)
	return w
}

// shaped complains of a name that is not of the given shape.
func (r *reader) shaped(w word, shape func() *regexp.Regexp, like string) {
	if w.at != nil && !shape().MatchString(w.text) {
		r.complain(w.at, "%q is not an id here; write it like %s", w.text, like)
	}
}

func quoted(key string) string { return strconv.Quote(key) }

// texts drops the places of words.
func texts(words []word) []string {
	var all []string
	for _, w := range words {
		all = append(all, w.text)
	}
	return all
}

// keys lists the names in a map, in alphabetical order.
func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
