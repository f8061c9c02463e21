package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/receipts"
	"favour/internal/tui/widget"
)

// receiptList lists what was exported of the assessment, the last first.
type receiptList struct {
	rowScreen
	id     string
	loaded bool
	all    []receipts.Receipt
}

// receiptsRead brings the receipts of an assessment. The error, which may come
// with receipts, speaks of others.
type receiptsRead struct {
	id  string
	all []receipts.Receipt
	err error
}

func newReceiptList(e *env) *receiptList {
	return &receiptList{rowScreen: onRows(e), id: e.desk.shown.ID()}
}

func (m *receiptList) Init() tea.Cmd { return m.load() }

func (m *receiptList) Update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(receiptsRead); ok && msg.id == m.id {
		m.loaded, m.all = true, msg.all
		if msg.err != nil {
			return complain("Not every receipt can be read; those that can are listed.")
		}
	}
	return nil
}

func (m *receiptList) Fit() { m.rows.Set(len(m.all), m.size.Height) }

// load returns the command that reads the receipts.
func (m *receiptList) load() tea.Cmd {
	folder, id := m.env.Receipts, m.id
	return func() tea.Msg {
		all, err := folder.Of(id)
		slices.Reverse(all)
		return receiptsRead{id, all, err}
	}
}

func (m *receiptList) Titles() (string, string) {
	switch n := len(m.all); {
	case !m.loaded:
		return "Receipts", "Looking for them"
	case n == 0:
		return "Receipts", "Nothing has been exported yet"
	default:
		return "Receipts", fmt.Sprintf("%d %s, the last first", n, assessment.Plural(n, "export", "exports"))
	}
}

func (m *receiptList) Explain() string {
	return "What you have exported of this assessment: when, with which reference, and to which files. Enter shows the whole receipt, with what happens next."
}

func (m *receiptList) Actions() []action {
	none := ""
	if len(m.all) == 0 {
		none = "There is no receipt."
	}
	return []action{
		can("receipts.open", func() tea.Cmd {
			return m.env.open(newEarlierReceipt(m.env, m.all[m.rows.Cursor]))
		}).unless(none),
	}
}

func (m *receiptList) Draw(w, h int) page {
	var p page
	if m.loaded && len(m.all) == 0 {
		return nothing(m.env.theme, "Nothing has been exported yet", m.env.tell("A receipt is kept of every export that is written to a folder. Press {app.export} to export."), w)
	}
	list := listWidth(w)
	p.place = nth(m.rows.Cursor, len(m.all))
	from, to := m.rows.Window()
	for i := from; i < to; i++ {
		p.row(&m.rows, i, 1)
		r := m.all[i]
		if i == m.rows.Cursor {
			p.y = len(p.lines)
		}
		n := len(r.Files)
		l := line{
			text:  plain.Line(r.Reference) + "  " + m.env.moment(r.Time),
			right: fmt.Sprintf("change %d, %d %s", r.Head.Sequence, n, assessment.Plural(n, "file", "files")), state: inDim,
		}
		p.lines = append(p.lines, widget.Cut(l.draw(m.env.theme, i == m.rows.Cursor, list), list))
	}
	return p.aside(w, h, 0, func(w int) []string {
		if m.rows.Cursor >= len(m.all) {
			return nil
		}
		whole := newEarlierReceipt(m.env, m.all[m.rows.Cursor])
		whole.build(w - margin)
		var lines []string
		for _, l := range whole.lines[:min(len(whole.lines), h)] {
			lines = append(lines, strings.TrimPrefix(l.draw(m.env.theme, false, w), "  "))
		}
		return lines
	})
}
