package odt

import (
	"strconv"
	"strings"

	"favour/internal/plain"
	"favour/internal/report/paper"
)

// Text in paragraphs. OpenDocument makes one blank of several, drops those at the
// ends of a paragraph and knows no line feeds, so that these are elements.

// looks are the styles of runs, by name in styles.xml.
var looks = []struct {
	style paper.Style
	name  string
}{
	{paper.Strong, "Strong_20_Emphasis"},
	{paper.Aside, "Emphasis"},
	{paper.Quiet, "Quiet"},
	{paper.Removed, "Removed"},
	{paper.Added, "Added"},
	{paper.Code, "Code"},
}

// words writes t without its links.
func (m *markup) words(t paper.Text) { m.runs(t, func(string) string { return "" }) }

// runs writes t. place is where a link leads to, and empty if nowhere.
func (m *markup) runs(t paper.Text, place func(string) string) {
	blank := true // before it nothing, or a new line
	for i, r := range t {
		depth := len(m.open)
		if to := place(r.Link); to != "" {
			m.start("text:a", "xlink:type", "simple", "xlink:href", "#"+to,
				"text:style-name", "Internet_20_link", "text:visited-style-name", "Internet_20_link")
		}
		for _, l := range looks {
			if r.Style&l.style != 0 {
				m.start("text:span", "text:style-name", l.name)
			}
		}
		wordNext := i+1 < len(t) && t[i+1].Text != "" && !strings.ContainsRune(" \t\r\n", rune(t[i+1].Text[0]))
		blank = m.run(plain.Text(r.Text), blank, wordNext)
		for len(m.open) > depth {
			m.end()
		}
	}
}

// run writes text of one style. blank says whether a blank before it would be
// lost, and wordNext whether one behind it would not. It reports what blank is for
// the next run.
func (m *markup) run(s string, blank, wordNext bool) bool {
	for s != "" {
		end := strings.IndexAny(s, " \n")
		if end < 0 {
			m.escape(s)
			return false
		}
		if end > 0 {
			m.escape(s[:end])
			s, blank = s[end:], false
		}
		if s[0] == '\n' {
			m.element("text:line-break")
			s, blank = s[1:], true
			continue
		}
		rest := strings.TrimLeft(s, " ")
		m.blanks(len(s)-len(rest), blank || rest == "" && !wordNext || strings.HasPrefix(rest, "\n"))
		s, blank = rest, true
	}
	return blank
}

// blanks writes n blanks, of which the first can be a plain one unless it would be
// lost.
func (m *markup) blanks(n int, lost bool) {
	if !lost {
		m.WriteByte(' ')
		n--
	}
	if n > 0 {
		m.element("text:s", "text:c", strconv.Itoa(n))
	}
}
