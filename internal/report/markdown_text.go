package report

import (
	"slices"
	"strings"

	"favour/internal/plain"
)

// Text as Markdown: what people wrote, so that it reads as they wrote it.

// marks are the characters that mean something to Markdown wherever they stand,
// starts those that do at the head of a line only, and links what makes a link
// of the text around it when the last character follows the rest.
const (
	marks  = "\\`*_[]<>&|~$#"
	starts = "-+=.)"
)

var links = []string{"http:", "https:", "ftp:", "mailto:", "xmpp:", "www."}

// escape is one line of text without any markup in it.
func escape(line string) string {
	line = strings.TrimSpace(line)
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	var b strings.Builder
	b.Grow(len(line) + 8)
	for i := range len(line) {
		c := line[i]
		if strings.IndexByte(marks, c) >= 0 || i == digits && strings.IndexByte(starts, c) >= 0 || linking(line[:i+1]) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// linking reports whether the last character of s would make a link of it.
func linking(s string) bool {
	switch s[len(s)-1] {
	case '@':
		return len(s) > 1 && s[len(s)-2] != ' '
	case ':', '.':
		return slices.ContainsFunc(links, func(l string) bool {
			return len(s) >= len(l) && strings.EqualFold(s[len(s)-len(l):], l)
		})
	}
	return false
}

// lineBreak is what keeps lines apart that stand in one.
const lineBreak = "<br>"

// inline is text in one line; its own lines are kept apart by breaks.
func inline(s string) string {
	lines := strings.Split(strings.TrimSpace(plain.Text(s)), "\n")
	for i := range lines {
		lines[i] = escape(lines[i])
	}
	return strings.Join(lines, lineBreak)
}

// text is text as paragraphs, with its lines as they are.
func text(s string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimSpace(plain.Text(s)), "\n")
	for i, line := range lines {
		line = escape(line)
		b.WriteString(line)
		switch {
		case i == len(lines)-1:
		case line == "" || escape(lines[i+1]) == "":
			b.WriteString("\n")
		default:
			b.WriteString("\\\n")
		}
	}
	return b.String()
}
