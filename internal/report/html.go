package report

import (
	"embed"
	"html/template"
	"io"
	"strings"
	"sync"

	"favour/internal/assessment"
	"favour/internal/checklist"
	"favour/internal/plain"
)

// HTML, to read, to print and to send: one file that asks for nothing else and
// runs nothing. The templates in page/ say what it holds, page/style.css how it
// looks; html/template escapes whatever people wrote, and what is left that a
// browser would obey unseen is made visible in the finished page.

//go:embed page
var page embed.FS

// pageTemplate is read when the first page is written: that takes a
// millisecond, a sixth of what the program needs to begin, and few runs write a page.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page.html").Funcs(template.FuncMap{
		"style":     style,
		"bar":       newBar,
		"share":     newShareBar,
		"pair":      newPair,
		"outcomes":  func() []assessment.Outcome { return assessment.Outcomes },
		"removed":   func(s assessment.Span) bool { return s.Kind == assessment.Removed },
		"added":     func(s assessment.Span) bool { return s.Kind == assessment.Added },
		"trim":      strings.TrimSpace,
		"side":      newSide,
		"stood":     func(title string, t Totals) stood { return stood{title, t} },
		"long":      long,
		"label":     standingLabel,
		"standings": func() []checklist.Standing { return checklist.Standings },
		"number":    assessment.Thousands,
		"capital":   assessment.Capital,
		"given":     func(f Field) bool { return f.ID != "" && f.Value.State == assessment.Given },
		"left":      func(n *int) string { s, _ := leftOver(n); return s },
	}).ParseFS(page, "page/*.html"))
})

func style() (template.CSS, error) {
	b, err := page.ReadFile("page/style.css")
	return template.CSS(b), err
}

func writeHTML(w io.Writer, r *Report) error {
	var b strings.Builder
	if err := pageTemplate().Execute(&b, r); err != nil {
		return err
	}
	_, err := io.WriteString(w, plain.Text(b.String()))
	return err
}

// A side is an item in one of two returns, and what to say where it is not.
type side struct {
	*Item
	Label, None string
}

func newSide(it *Item, label string) side {
	if label == "Now" {
		return side{it, label, notAskedNow}
	}
	return side{it, label, notAskedThen}
}

// A stood is totals with what they are of.
type stood struct {
	Title string
	Totals
}
