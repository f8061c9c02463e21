package report

import (
	"fmt"

	"favour/internal/assessment"
	"favour/internal/checklist"
)

// Charts, for pages that can draw: each with a title and the same in words, and
// beside numbers that say it again. Widths are shares, so that nothing here
// depends on the width of a page; page/chart.html draws them.

// A bar is a whole in parts.
type bar struct {
	ID, Title, Words string
	Parts            []barPart
}

// A barPart is a part of a bar, as shares of its width.
type barPart struct {
	Class    string // of page/style.css
	X, Width string
}

// newBar is totals by standing.
func newBar(id, title string, t Totals) bar {
	b := bar{ID: id, Title: title, Words: t.InWords()}
	x := 0
	for i, s := range checklist.Standings {
		n := t.Standings[i]
		if n > 0 {
			b.Parts = append(b.Parts, barPart{"s-" + string(s), percent(x, t.Items), percent(n, t.Items)})
		}
		x += n
	}
	return b
}

// newShareBar is how many of a number are done, in the words given for it.
func newShareBar(id, title string, n, of int, done string) bar {
	b := bar{ID: id, Title: title, Words: fmt.Sprintf("%s of %s %s", assessment.Thousands(n), assessment.Thousands(of), done)}
	if n > 0 {
		b.Parts = []barPart{{"s-done", percent(0, of), percent(n, of)}}
	}
	return b
}

func percent(n, of int) string { return portion(float64(n) / float64(max(of, 1))) }

func portion(share float64) string { return fmt.Sprintf("%.2f%%", 100*share) }

// A pair is one count of two returns, as shares of the larger one.
type pair struct {
	ID, Title, Words string
	Then, Now        string
}

func newPair(item string, n ComparedCount) pair {
	return pair{
		item + "-" + n.ID, n.Label + ", then and now", n.ThenWords + " last time, " + n.NowWords + " now",
		portion(n.shareThen), portion(n.shareNow),
	}
}
