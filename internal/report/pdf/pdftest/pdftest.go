// Package pdftest reads a PDF back, for tests: what is written on each page, and
// what the tags make of it.
//
// It reads the files that package pdf writes, and few others. It is strict where
// other readers are lenient: text that belongs to no element and is no artifact,
// and a tree that does not agree with the pages, are errors.
//
// Start with [Read].
package pdftest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
)

// A File is what a PDF says.
type File struct {
	Info      map[string]string // such as Title
	Language  string
	Metadata  string
	Bookmarks []Bookmark
	Pages     []Page
	Root      *Element
}

// A Bookmark leads to a page.
type Bookmark struct {
	Title string
	Level int // from nought
	Page  int // from nought
}

// A Page is one page.
type Page struct {
	Artifacts []string // text that is seen and not read, piece by piece
	Links     int
}

// An Element is what a piece of the document is.
type Element struct {
	Kind  string // a standard structure type, such as P
	Scope string // of what a cell is the head
	Span  string // over how many columns a cell goes
	Alt   string
	Page  int // that of its first content, from nought; -1 if it has none
	Kids  []*Element
	Links int   // areas that belong to it
	parts []any // kids and strings, in order
}

// Text is what is written in e and below it, in order.
func (e *Element) Text() string {
	var b strings.Builder
	for _, p := range e.parts {
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case *Element:
			b.WriteString(p.Text())
		}
	}
	return b.String()
}

// All calls visit with e and all below it, in order.
func (e *Element) All(visit func(*Element)) {
	visit(e)
	for _, k := range e.Kids {
		k.All(visit)
	}
}

// Blocks are the texts of e and below it in order, each of which stands by itself.
func (e *Element) Blocks() []string {
	var all []string
	own := strings.Builder{}
	flush := func() {
		if own.Len() > 0 {
			all = append(all, own.String())
		}
		own.Reset()
	}
	for _, p := range e.parts {
		switch p := p.(type) {
		case string:
			own.WriteString(p)
		case *Element:
			if p.inline() {
				own.WriteString(p.Text())
				continue
			}
			flush()
			all = append(all, p.Blocks()...)
		}
	}
	flush()
	return all
}

// inline reports whether e is part of the text around it.
func (e *Element) inline() bool { return e.Kind == "Link" || e.Kind == "Span" }

// String is what f says, as text: the head of its first page, a line for each
// element, and the foot of its last page.
func (f *File) String() string {
	var b strings.Builder
	head, foot := f.Pages[0].Artifacts, f.Pages[len(f.Pages)-1].Artifacts
	fmt.Fprintln(&b, head[0])
	for _, name := range []string{"Title", "Subject", "CreationDate"} {
		fmt.Fprintf(&b, "%s: %s\n", name, f.Info[name])
	}
	f.Root.write(&b, "")
	fmt.Fprintln(&b, foot[len(foot)-1])
	return b.String()
}

func (e *Element) write(b *strings.Builder, indent string) {
	fmt.Fprint(b, indent, e.Kind)
	for _, s := range []string{e.Scope, e.Span, e.Alt} {
		if s != "" {
			fmt.Fprintf(b, " (%s)", s)
		}
	}
	text := ""
	for _, p := range e.parts {
		if kid, ok := p.(*Element); ok && kid.inline() {
			text += kid.Text()
		} else if !ok {
			text += p.(string)
		}
	}
	if text != "" {
		fmt.Fprint(b, ": ", strings.TrimSpace(text))
	}
	fmt.Fprintln(b)
	for _, k := range e.Kids {
		if !k.inline() {
			k.write(b, indent+"  ")
		}
	}
}

// A reader is a file that is being read.
type reader struct {
	objects map[int][]byte
	fonts   map[string]map[uint16]rune
	content map[[2]int]string // by object of the page and number of the content
	owners  map[[2]int]bool   // of those, the ones that an element has claimed
	pages   map[int]int       // by object
}

// Read reads a PDF.
func Read(b []byte) (f *File, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("it is not of the shape that is known: %v", fault)
		}
	}()
	r := &reader{map[int][]byte{}, map[string]map[uint16]rune{}, map[[2]int]string{}, map[[2]int]bool{}, map[int]int{}}
	trailer, err := r.take(b)
	if err != nil {
		return nil, err
	}
	root := r.objects[ref(trailer, "Root")]
	f = &File{Info: map[string]string{}, Language: text(root, "Lang")}
	for _, name := range []string{"Title", "Subject", "Producer", "CreationDate", "ModDate"} {
		f.Info[name] = text(r.objects[ref(trailer, "Info")], name)
	}
	f.Metadata = string(r.stream(ref(root, "Metadata")))
	if err := r.readFonts(); err != nil {
		return nil, err
	}
	for i, at := range refs(r.objects[ref(root, "Pages")], "Kids") {
		r.pages[at] = i
		p, err := r.page(at)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		f.Pages = append(f.Pages, p)
	}
	r.bookmarks(f, ref(root, "Outlines"), -1)
	tree := r.objects[ref(root, "StructTreeRoot")]
	if f.Root, err = r.element(ref(tree, "K"), ref(root, "StructTreeRoot")); err != nil {
		return nil, err
	}
	for c, s := range r.content {
		if !r.owners[c] {
			return nil, fmt.Errorf("no element has what stands on page %d: %q", r.pages[c[0]]+1, s)
		}
	}
	return f, r.parents(ref(tree, "ParentTree"))
}

// take reads the table of objects, and returns the trailer.
func (r *reader) take(b []byte) ([]byte, error) {
	at := bytes.LastIndex(b, []byte("startxref\n"))
	line, _, _ := bytes.Cut(b[at+10:], []byte("\n"))
	start, err := strconv.Atoi(string(line))
	if err != nil || !bytes.HasPrefix(b[start:], []byte("xref\n0 ")) {
		return nil, errors.New("there is no table of objects")
	}
	lines := bytes.Split(b[start:at], []byte("\n"))
	n := number(lines[1][2:])
	for i := 1; i < n; i++ {
		at := number(lines[2+i][:10])
		body, ok := bytes.CutPrefix(b[at:], fmt.Appendf(nil, "%d 0 obj\n", i))
		if !ok {
			return nil, fmt.Errorf("object %d is not where the table says", i)
		}
		end := bytes.Index(body, []byte("\nendobj\n"))
		if m := like(`^<<[^\n]*?/Length (\d+)[^\n]*>>\nstream\n`).FindSubmatchIndex(body); m != nil {
			end = m[1] + number(body[m[2]:m[3]]) + len("\nendstream")
		}
		if !bytes.HasPrefix(body[end:], []byte("\nendobj\n")) {
			return nil, fmt.Errorf("object %d does not end where it says", i)
		}
		r.objects[i] = body[:end]
	}
	return bytes.Join(lines[2+n:], []byte("\n")), nil
}

// stream is what a stream holds.
func (r *reader) stream(object int) []byte {
	head, data, _ := bytes.Cut(r.objects[object], []byte("stream\n"))
	data = bytes.TrimSuffix(data, []byte("\nendstream"))
	if !bytes.Contains(head, []byte("/FlateDecode")) {
		return data
	}
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		panic(err)
	}
	data, err = io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return data
}

// readFonts reads what the characters of each font stand for.
func (r *reader) readFonts() error {
	for _, m := range like(`/(F\w+) (\d+) 0 R`).FindAllSubmatch(r.objects[2], -1) {
		codes := map[uint16]rune{}
		cmap := string(r.stream(ref(r.objects[number(m[2])], "ToUnicode")))
		for _, m := range like(`<(\w{4})> <(\w{4})> <(\w{4})>`).FindAllStringSubmatch(cmap, -1) {
			from, to, is := hex(m[1]), hex(m[2]), hex(m[3])
			for c := from; c <= to; c++ {
				codes[uint16(c)] = rune(is + c - from)
			}
		}
		if len(codes) == 0 {
			return fmt.Errorf("font %s does not say what its characters stand for", m[1])
		}
		r.fonts[string(m[1])] = codes
	}
	return nil
}

// token is a name, a string, another word or a dictionary of a page.
var token = regexp.MustCompile(`(?s)/[^\s/<>()\[\]]+|\((?:[^\\()]|\\.)*\)|<<.*?>>|[^\s/<>()\[\]]+`)

var escaped = regexp.MustCompile(`(?s)\\.`)

// page reads what is written on a page.
func (r *reader) page(object int) (Page, error) {
	var p Page
	p.Links = len(refs(r.objects[object], "Annots"))
	var (
		font   map[uint16]rune
		within []int // the numbers of the contents that are open; -1 for an artifact
		args   []string
	)
	for _, t := range token.FindAll(r.stream(ref(r.objects[object], "Contents")), -1) {
		switch word := string(t); word {
		case "Tf":
			font = r.fonts[strings.TrimPrefix(args[len(args)-2], "/")]
		case "BMC", "BDC":
			id := -1
			if m := like(`/MCID (\d+)`).FindStringSubmatch(args[len(args)-1]); m != nil {
				id = number([]byte(m[1]))
				r.content[[2]int{object, id}] += ""
			} else {
				p.Artifacts = append(p.Artifacts, "")
			}
			within = append(within, id)
		case "EMC":
			within = within[:len(within)-1]
		case "Tj":
			said := decode(args[len(args)-1], font)
			switch {
			case len(within) != 1:
				return p, fmt.Errorf("%q is in %d pieces at once", said, len(within))
			case within[0] < 0:
				last := &p.Artifacts[len(p.Artifacts)-1]
				*last = strings.TrimPrefix(*last+" "+said, " ")
			default:
				r.content[[2]int{object, within[0]}] += said
			}
		default:
			args = append(args, word)
			continue
		}
		args = nil
	}
	if len(within) > 0 {
		return p, errors.New("something marked does not end")
	}
	return p, nil
}

// decode is a string in that font.
func decode(s string, font map[uint16]rune) string {
	s = escaped.ReplaceAllStringFunc(s[1:len(s)-1], func(e string) string {
		if e[1] == 'r' {
			return "\r"
		}
		return e[1:]
	})
	var b strings.Builder
	for i := 0; i+1 < len(s); i += 2 {
		b.WriteRune(font[uint16(s[i])<<8|uint16(s[i+1])])
	}
	return b.String()
}

// element reads an element and all below it.
func (r *reader) element(object, parent int) (*Element, error) {
	body := r.objects[object]
	if ref(body, "P") != parent {
		return nil, fmt.Errorf("element %d says that it is in %d, and is in %d", object, ref(body, "P"), parent)
	}
	e := &Element{Kind: string(like(`^<</S/(\w+)`).FindSubmatch(body)[1]), Alt: text(body, "Alt"), Page: -1}
	if a := r.objects[ref(body, "A")]; a != nil {
		e.Scope, e.Span = name(a, "Scope"), word(a, "ColSpan")
	}
	page := ref(body, "Pg")
	_, kids, ok := bytes.Cut(body, []byte("/K["))
	if !ok {
		return e, nil
	}
	for _, k := range like(`<<[^>]*>>|\d+ 0 R|\d+`).FindAll(kids, -1) {
		switch {
		case bytes.HasPrefix(k, []byte("<</Type/OBJR")):
			e.Links++
			continue
		case bytes.HasSuffix(k, []byte(" R")):
			kid, err := r.element(number(k), object)
			if err != nil {
				return nil, err
			}
			e.Kids, e.parts = append(e.Kids, kid), append(e.parts, kid)
			if e.Page < 0 {
				e.Page = kid.Page
			}
			continue
		}
		at := [2]int{page, 0}
		if bytes.HasPrefix(k, []byte("<<")) {
			at = [2]int{ref(k, "Pg"), number([]byte(word(k, "MCID")))}
		} else {
			at[1] = number(k)
		}
		said, ok := r.content[at]
		if !ok || r.owners[at] {
			return nil, fmt.Errorf("element %d claims number %d of page %d, which is not there or another's", object, at[1], r.pages[at[0]]+1)
		}
		r.owners[at] = true
		e.parts = append(e.parts, said)
		if e.Page < 0 {
			e.Page = r.pages[at[0]]
		}
	}
	return e, nil
}

// parents holds the tree of parents against the tree of elements.
func (r *reader) parents(object int) error {
	lists := like(`(\d+)\[([^\]]*)\]`).FindAllSubmatch(r.objects[object], -1)
	if len(lists) != len(r.pages) {
		return fmt.Errorf("%d pages have a list of the owners of what is on them, of %d", len(lists), len(r.pages))
	}
	for page, i := range r.pages {
		if word(r.objects[page], "StructParents") != string(lists[i][1]) {
			return fmt.Errorf("page %d does not say where its list is", i+1)
		}
		for id, owner := range like(`(\d+) 0 R`).FindAllSubmatch(lists[i][2], -1) {
			if !r.owners[[2]int{page, id}] {
				return fmt.Errorf("page %d has no number %d", i+1, id)
			}
			kids := r.objects[number(owner[1])]
			if !bytes.Contains(kids, fmt.Appendf(nil, "/Pg %d 0 R/MCID %d>>", page, id)) && ref(kids, "Pg") != page {
				return fmt.Errorf("number %d of page %d is not in the element that the list names", id, i+1)
			}
		}
	}
	return nil
}

// bookmarks reads those below one.
func (r *reader) bookmarks(f *File, object, level int) {
	if level >= 0 {
		page := like(`/Dest\[(\d+) 0 R`).FindSubmatch(r.objects[object])
		f.Bookmarks = append(f.Bookmarks, Bookmark{text(r.objects[object], "Title"), level, r.pages[number(page[1])]})
	}
	for next := ref(r.objects[object], "First"); next > 0; next = ref(r.objects[next], "Next") {
		r.bookmarks(f, next, level+1)
	}
}

// patterns are those that have been asked for: to compile one takes longer than
// to use it.
var patterns sync.Map

// like is what finds a pattern.
func like(pattern string) *regexp.Regexp {
	if known, ok := patterns.Load(pattern); ok {
		return known.(*regexp.Regexp)
	}
	compiled := regexp.MustCompile(pattern)
	patterns.Store(pattern, compiled)
	return compiled
}

// ref is the object that an entry of a dictionary names, and nought for none.
func ref(dict []byte, name string) int {
	m := like(`/` + name + ` (\d+) 0 R`).FindSubmatch(dict)
	if m == nil {
		return 0
	}
	return number(m[1])
}

// refs are those that a list names.
func refs(dict []byte, name string) []int {
	m := like(`/` + name + ` ?\[([^\]]*)\]`).FindSubmatch(dict)
	if m == nil {
		return nil
	}
	var all []int
	for _, x := range like(`(\d+) 0 R`).FindAllSubmatch(m[1], -1) {
		all = append(all, number(x[1]))
	}
	return all
}

// word is a number, and name a name, that an entry holds.
func word(dict []byte, name string) string { return first(dict, `/`+name+` (\d+)`) }
func name(dict []byte, name string) string { return first(dict, `/`+name+`/(\w+)`) }

func first(dict []byte, pattern string) string {
	if m := like(pattern).FindSubmatch(dict); m != nil {
		return string(m[1])
	}
	return ""
}

// text is a string that an entry holds.
func text(dict []byte, name string) string {
	if s := first(dict, `(?s)/`+name+`(\((?:[^\\()]|\\.)*\))`); s != "" {
		return escaped.ReplaceAllStringFunc(s[1:len(s)-1], func(e string) string { return e[1:] })
	}
	digits := first(dict, `/`+name+`<FEFF(\w*)>`)
	var units []uint16
	for i := 0; i+3 < len(digits); i += 4 {
		units = append(units, uint16(hex(digits[i:i+4])))
	}
	return string(utf16.Decode(units))
}

func number(b []byte) int {
	digits, _, _ := bytes.Cut(bytes.TrimLeft(b, " "), []byte(" "))
	n, err := strconv.Atoi(string(digits))
	if err != nil {
		panic(err)
	}
	return n
}

func hex(s string) int {
	n, err := strconv.ParseUint(s, 16, 16)
	if err != nil {
		panic(err)
	}
	return int(n)
}
