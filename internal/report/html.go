package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

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

var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"style":     style,
	"bar":       newBar,
	"long":      long,
	"label":     standingLabel,
	"standings": func() []checklist.Standing { return checklist.Standings },
	"number":    assessment.Thousands,
	"capital":   assessment.Capital,
	"given":     func(f Field) bool { return f.ID != "" && f.Value.State == assessment.Given },
	"left":      func(n *int) string { s, _ := leftOver(n); return s },
}).ParseFS(page, "page/*.html"))

func style() (template.CSS, error) {
	b, err := page.ReadFile("page/style.css")
	return template.CSS(b), err
}

func writeHTML(w io.Writer, r *Report) error {
	var b strings.Builder
	if err := pageTemplate.Execute(&b, r); err != nil {
		return err
	}
	_, err := io.WriteString(w, plain.Text(b.String()))
	return err
}

// A bar is totals as a picture, with the same in words.
type bar struct {
	ID, Title, Words string
	Parts            []barPart
}

// A barPart is one standing in a bar, as shares of its width.
type barPart struct {
	Standing checklist.Standing
	X, Width string
}

func newBar(id, title string, t Totals) bar {
	b := bar{ID: id, Title: title, Words: t.InWords()}
	x := 0
	for i, s := range checklist.Standings {
		n := t.Standings[i]
		if n > 0 {
			b.Parts = append(b.Parts, barPart{s, percent(x, t.Items), percent(n, t.Items)})
		}
		x += n
	}
	return b
}

func percent(n, of int) string {
	return fmt.Sprintf("%.2f%%", 100*float64(n)/float64(max(of, 1)))
}
