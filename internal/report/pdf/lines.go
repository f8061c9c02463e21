package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"favour/internal/report/paper"
)

// Text in lines.

// A span is part of a line that looks the same throughout. What it is the
// content of is found when it is drawn: the element of the line, or a child of
// it for a run that has one.
type span struct {
	text  string
	width float64
	*manner
}

// A manner is how a run looks and what it is, for all spans of it.
type manner struct {
	face    *face
	size    float64
	colour  colour
	style   paper.Style
	link    string
	element *element
}

// A line is one of a text.
type line struct {
	spans []span
	width float64
}

// A setting is how text looks that has no style of its own.
type setting struct {
	face    *face
	size    float64
	leading float64 // from line to line
	colour  colour
}

// manner is how a run of that style looks in such a setting.
func (t setting) manner(s *sheet, r paper.Run) *manner {
	m := &manner{face: t.face, size: t.size, colour: t.colour, style: r.Style}
	if r.Style&paper.Aside != 0 {
		m.face, m.colour = s.italic, soft
	}
	if r.Style&(paper.Strong|paper.Added) != 0 {
		m.face = s.bold
	}
	if r.Style&paper.Code != 0 {
		m.size *= 0.9 // so that a digest is on one line
	}
	if r.Style&(paper.Quiet|paper.Removed) != 0 {
		m.colour = soft
	}
	if _, ok := s.places[r.Link]; ok {
		m.link, m.colour = r.Link, blue
	}
	return m
}

// lines breaks t where its line feeds are and so that no line is wider than
// width. A word that is wider is broken where it has to be.
func (s *sheet) lines(t paper.Text, as setting, width float64) []line {
	b := breaker{width: width}
	for _, r := range t {
		m := as.manner(s, r)
		b.runs = append(b.runs, run{m.face.clean(r.Text), m})
	}
	b.all()
	return b.lines
}

// visual is s in the order in which it is set: letters that are written from the
// right are turned round, with the marks on each after it. What takes text out of
// a PDF turns them back.
func visual(s string) string {
	if strings.IndexFunc(s, fromRight) < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		start := strings.IndexFunc(s, fromRight)
		if start < 0 {
			break
		}
		b.WriteString(s[:start])
		s = s[start:]
		end := 0 // after the last such letter before one of another kind
		for i, r := range s {
			if fromRight(r) || end == i && unicode.Is(unicode.Mn, r) {
				end = i + utf8.RuneLen(r)
			} else if unicode.IsLetter(r) || unicode.IsDigit(r) {
				break
			}
		}
		var clusters []string
		for _, r := range s[:end] {
			if n := len(clusters); n > 0 && unicode.Is(unicode.Mn, r) {
				clusters[n-1] += string(r)
			} else {
				clusters = append(clusters, string(r))
			}
		}
		slices.Reverse(clusters)
		b.WriteString(strings.Join(clusters, ""))
		s = s[end:]
	}
	return b.String() + s
}

// fromRight reports whether r is of a script that is written from the right.
// The typeface has but one.
func fromRight(r rune) bool { return unicode.Is(unicode.Hebrew, r) }

// A run is one of a text, as it can be set.
type run struct {
	text string
	*manner
}

// A place is in the text of a run.
type place struct{ run, at int }

// A breaker breaks runs into lines.
type breaker struct {
	runs  []run
	width float64
	lines []line
}

// joints are signs after which a word is rather broken than elsewhere.
const joints = "/\\_.?&=@"

func (b *breaker) all() {
	var (
		start, here, gap place   // of the line, of the character, and after the last blank
		x                float64 // how wide the line is so far
		before           byte    // the last character that is no blank
		found            bool    // there is a gap to break at
		joint            place   // after the last sign that parts a long word, such as a stroke
	)
	for here.run < len(b.runs) {
		r := b.runs[here.run]
		if here.at == len(r.text) {
			here = place{here.run + 1, 0}
			continue
		}
		c, n := rune(r.text[here.at]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(r.text[here.at:])
		}
		after := place{here.run, here.at + n}
		switch w := float64(r.face.width(c)) * r.size / 1000; {
		case c == '\n':
			b.end(start, here, true)
			start, x, found, joint = after, 0, false, place{}
		case c == ' ':
			x += w
			// What takes text out of a PDF takes a hyphen at the end of a line for
			// that of a broken word, and drops it.
			if before != '-' || !found {
				gap, found = after, before != 0
			}
		case x+w > b.width && found:
			b.end(start, gap, true)
			start, x, found, joint = gap, 0, false, place{}
			here, before = gap, 0
			continue
		case x+w > b.width && joint != (place{}):
			b.end(start, joint, false)
			start, x, joint = joint, 0, place{}
			here = start
			continue
		case x+w > b.width && here != start:
			b.end(start, here, false)
			start, x, before = here, w, r.text[here.at]
		default:
			x += w
			before = r.text[here.at]
			if strings.ContainsRune(joints, c) {
				joint = after
			}
		}
		here = after
	}
	b.end(start, here, false)
}

// end makes a line of what is between two places. If it was not broken within a
// word, a blank follows, so that the words are still apart when the lines are
// joined.
func (b *breaker) end(from, to place, blank bool) {
	var l line
	for i := from.run; i < len(b.runs) && i <= to.run; i++ {
		text := b.runs[i].text
		if i == to.run {
			text = text[:to.at]
		}
		if i == from.run {
			text = text[from.at:]
		}
		if text != "" {
			l.spans = append(l.spans, span{text: text, manner: b.runs[i].manner})
		}
	}
	for n := len(l.spans) - 1; n >= 0; n-- { // blanks at the end have no place
		l.spans[n].text = strings.TrimRight(l.spans[n].text, " ")
		if l.spans[n].text != "" {
			break
		}
		l.spans = l.spans[:n]
	}
	for i := range l.spans {
		p := &l.spans[i]
		p.width = p.face.measure(p.text, p.size)
		l.width += p.width
	}
	if blank && len(l.spans) > 0 {
		l.spans[len(l.spans)-1].text += " "
	}
	b.lines = append(b.lines, l)
}
