package catalog

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// maxDepth is how deep lists and keys may nest; the deepest of a checklist, an
// alternative in the condition of a case, is the tenth.
const maxDepth = 16

// load turns src into the node at its top. It returns nil, having complained,
// if there is none or src is not fit to be walked.
func (r *reader) load(src []byte) *yaml.Node {
	if len(src) > MaxSize {
		r.complainAt(1, 1, "the file is larger than %d MiB; split it", MaxSize>>20)
		return nil
	}
	if !r.characters(src) {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(src))
	if err != nil {
		r.syntax(err)
		return nil
	}
	var document yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF) || err == nil && len(document.Content) == 0:
		r.complainAt(1, 1, "the file is empty; write into it, or remove it")
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	r.alone(loader)
	root := document.Content[0]
	r.plain(root, 1)
	return root
}

// characters complains of bytes that are not UTF-8 and of characters that no
// text may hold, which the YAML reader would refuse without saying where.
func (r *reader) characters(src []byte) bool {
	sound := true
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		switch {
		case c == utf8.RuneError && n == 1:
			line, column := placeOf(src, i)
			r.complainAt(line, column, "the file is not UTF-8; save it as UTF-8")
			return false
		case c == '\t' || c == '\r' || c == '\ufeff' && i == 0: // YAML's own
		case refused(c):
			line, column := placeOf(src, i)
			r.complainAt(line, column, "the character %U may not stand in a file; remove it", c)
			sound = false
		}
		i += n
		if r.full() {
			return false
		}
	}
	return sound
}

// syntax complains of what the YAML reader could not read.
func (r *reader) syntax(err error) {
	load, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		r.complainAt(1, 1, "the file cannot be read as YAML: %v", err)
		return
	}
	r.complainAt(max(load.Mark.Line, 1), max(load.Mark.Column, 1), "this is not YAML: %s%s", load.Message, context(load))
}

// context says where the construct began that the YAML reader was in, or what
// the reader's words come down to here.
func context(e *yaml.LoadError) string {
	if strings.Contains(e.Message, "cannot start any token") {
		return "; indent with blanks, and put text that begins with a sign, such as \">1\", into quotes"
	}
	if e.ContextMsg == "" || e.ContextMark.Line == 0 || e.ContextMark.Line == e.Mark.Line {
		return ""
	}
	return " (" + e.ContextMsg + ", which begins at " + e.ContextMark.String() + ")"
}

// alone complains of a second document.
func (r *reader) alone(loader *yaml.Loader) {
	var second yaml.Node
	switch err := loader.Load(&second); {
	case err == nil:
		r.complain(&second, "a second document begins here; a file has one, so put it into a file of its own")
	case !errors.Is(err, io.EOF):
		r.syntax(err)
	}
}

// plain complains of YAML that a checklist does without: what is repeated under
// a name, tagged with a type, or nested without end.
func (r *reader) plain(n *yaml.Node, depth int) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.complain(n, "an alias is not allowed; write out what *%s stands for", clean(n.Value))
		return
	case n.Anchor != "":
		r.complain(n, "an anchor is not allowed; remove &%s", clean(n.Anchor))
	case n.Style&yaml.TaggedStyle != 0:
		r.complain(n, "a tag is not allowed; remove %s", clean(n.Tag))
	}
	if depth > maxDepth {
		r.complain(n, "this is nested too deep; nothing in the file is more than %d deep", maxDepth)
		return
	}
	for _, child := range n.Content {
		r.plain(child, depth+1)
	}
}
