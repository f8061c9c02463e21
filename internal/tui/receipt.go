package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/receipts"
	"favour/internal/report"
	"favour/internal/tui/widget"
)

// receipt confirms an export: what was written, how to refer to it, and what
// happens next. It shows an earlier one too.
type receipt struct {
	textScreen // without stops: the keys scroll
	r          receipts.Receipt
	earlier    bool   // it was not written just now
	problem    string // why it could not be kept; empty if it was
	lines      []line
}

// newReceipt is the receipt of what was just written; problem is why it will not
// be found again.
func newReceipt(e *env, r receipts.Receipt, problem string) *receipt {
	return &receipt{textScreen: onText(e), r: r, problem: problem}
}

// newEarlierReceipt is one that was kept.
func newEarlierReceipt(e *env, r receipts.Receipt) *receipt {
	return &receipt{textScreen: onText(e), r: r, earlier: true}
}

func (m *receipt) Fit() {
	if m.stale() {
		m.build(max(1, alone(m.size.Width)-margin))
		m.text.Set(len(m.lines), nil, m.size.Height)
	}
}

func (m *receipt) Titles() (string, string) {
	n := len(m.r.Files)
	what := fmt.Sprintf("The summary has been written: %d %s", n, assessment.Plural(n, "file", "files"))
	if m.earlier {
		what = "Receipt of an earlier export"
	}
	return what, "Nothing has been sent"
}

func (m *receipt) Explain() string {
	return "The files that were written, with their sizes and digests. The reference is made from the very answers that are in them, and stands in each. " +
		"Nothing has been sent by this program. The receipt is kept, and can be looked at again from the export."
}

func (m *receipt) Actions() []action {
	if m.earlier {
		return []action{can("receipt.done", func() tea.Cmd { return m.env.back(m) })}
	}
	return []action{
		can("receipt.done", func() tea.Cmd { return m.env.backPast(m, 1, nil) }).saying("Go back to the assessment"),
		can("receipt.export", func() tea.Cmd { return m.env.back(m) }),
	}
}

func (m *receipt) build(w int) {
	const labels = 11
	m.lines = nil
	add := func(t tone, label, text string) {
		m.lines = append(m.lines, toLines(t, hang(widget.Pad(label, labels), plain.Line(text), w)...)...)
	}
	add(inTitle, "Reference", m.r.Reference)
	add(nil, "Made from", fmt.Sprintf("%s, change %d, %.8s", m.r.Assessment, m.r.Head.Sequence, m.r.Head.SHA256))
	add(nil, "Marked", m.r.Marking)
	if m.earlier {
		add(nil, "Written on", m.env.moment(m.r.Time))
	}
	if m.r.Replaces != "" {
		add(nil, "Replaces", m.r.Replaces)
	}
	if m.r.Withheld > 0 {
		add(inWarn, "Copy", fmt.Sprintf("redacted for publication, with %d %s withheld", m.r.Withheld, assessment.Plural(m.r.Withheld, "part", "parts")))
	}
	for _, s := range m.r.Sealed() {
		add(nil, "Sealed", s)
	}
	if m.problem != "" {
		m.lines = append(m.lines, toLines(inBad, wrap(plain.Line(m.problem), w)...)...)
	}
	for _, f := range m.r.Files {
		m.lines = append(m.lines, line{}, line{
			text: formatTitle(f.Path), tone: inTitle,
			right: assessment.Thousands(int(f.Bytes)) + " bytes", state: inDim,
		})
		m.lines = append(m.lines, toLines(nil, wrap(plain.Line(f.Path), w)...)...)
		add(inDim, "SHA-256", halved(f.SHA256, w-labels))
	}
	m.lines = append(m.lines, line{}, line{text: "What happens next", tone: inTitle})
	for _, s := range m.r.Next("choose this one under Replaces where you export it") {
		m.lines = append(m.lines, toLines(nil, hang("· ", plain.Line(s), w)...)...)
	}
}

// formatTitle is what the file at path is in, by the end of its name.
func formatTitle(path string) string {
	for _, f := range report.Formats {
		if strings.HasSuffix(path, f.Ext) {
			return f.Title
		}
	}
	return "Sealed return"
}

func (m *receipt) Draw(w, h int) page { return drawText(m.env.theme, &m.text, m.lines, alone(w)) }
