package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"favour/internal/assessment"
	"favour/internal/plain"
	"favour/internal/settings"
	"favour/internal/tui/prose"
	"favour/internal/tui/theme"
	"favour/internal/tui/widget"
)

// A form is a few labelled inputs, of which one has the cursor. It is drawn by
// the screen that has it, which gives it keys and pastes.
//
// Rules of this file:
//
//   - Nothing is checked while it is typed, only when the form is handed in.
//   - What was typed is never changed or cleared because it is wrong.
type form struct {
	inputs []input
	at     int // the input that has the cursor
}

type inputKind int

const (
	forText inputKind = iota
	forDate
	forChoice
	forLong // text of several lines; see area.go
)

// maxLine is the most characters that a line of a form may have.
const maxLine = 1000

// An input is one line of a form, one choice, or one text of several lines.
type input struct {
	label string
	hint  string // shown while the cursor is here
	need  string // said if it is left empty; empty if it may be
	kind  inputKind
	text  field
	area  *prose.Text // of a long input

	dates settings.Dates // of a day

	options []option
	chosen  int

	// target is the place that the input changes, under which the desk keeps
	// what was typed and not saved. The zero Target keeps nothing.
	target  assessment.Target
	base    assessment.Value // what stood there when the form was opened
	was     string           // base as it is shown
	kept    string           // what its draft says, if it is drafted
	drafted bool
	problem string // a sentence, from the last time the form was handed in
}

// An option is one answer to a choice.
type option struct {
	heading string // a line above it, if not empty
	value   string
	label   string
}

func lineInput(label, hint, need, value string) input {
	x := input{label: label, hint: hint, need: need, text: newField(value)}
	x.was = x.value()
	return x
}

// dateInput asks for a day, which may be typed in any of the ways, and is shown in
// that one.
func dateInput(dates settings.Dates, label, hint, need string, day time.Time) input {
	text := ""
	if !day.IsZero() {
		text = dates.Format(day)
	}
	x := lineInput(label, hint, need, text)
	x.kind, x.dates = forDate, dates
	return x
}

func choiceInput(label, hint string, options []option, value string) input {
	x := lineInput(label, hint, "", "")
	x.kind, x.options = forChoice, options
	x.set(value)
	x.was = x.value()
	return x
}

// of names the place that the input changes.
func (x input) of(t assessment.Target) input {
	x.target = t
	return x
}

func (x *input) value() string {
	switch x.kind {
	case forChoice:
		return x.options[x.chosen].value
	case forLong:
		return strings.TrimSpace(x.area.Value())
	}
	return strings.TrimSpace(x.text.value())
}

// shown is its value as people read it.
func (x *input) shown() string {
	if x.kind == forChoice {
		return x.options[x.chosen].label
	}
	return x.value()
}

func (x *input) set(value string) {
	switch x.kind {
	case forChoice:
	case forLong:
		x.area.Set(value)
		return
	default:
		x.text.set(value)
		return
	}
	x.chosen = max(0, slices.IndexFunc(x.options, func(o option) bool { return o.value == value }))
}

func (x *input) changed() bool { return x.value() != x.was }

// isKept reports whether the draft on the disk says what is typed, and there is
// none if nothing is.
func (x *input) isKept() bool {
	return x.drafted == x.changed() && (!x.drafted || x.kept == x.value())
}

// check says in a sentence what is wrong with the input.
func (x *input) check() string {
	v := x.value()
	switch {
	case v == "":
		return x.need
	case x.kind == forLong:
		if _, err := assessment.ParseText(v); err != nil {
			return assessment.Capital(err.Error()) + "."
		}
	case utf8.RuneCountInString(v) > maxLine:
		return fmt.Sprintf("This has %s characters; the most that fits is %s.",
			assessment.Thousands(utf8.RuneCountInString(v)), assessment.Thousands(maxLine))
	case x.kind == forDate:
		if _, err := assessment.ParseDate(v); err != nil {
			return assessment.Capital(err.Error()) + "."
		}
	}
	return ""
}

// leave shows a date in the one way in which dates are shown.
func (x *input) leave() {
	if day, err := assessment.ParseDate(x.value()); err == nil && x.kind == forDate {
		x.set(x.dates.Format(day))
	}
}

func newForm(inputs ...input) form { return form{inputs: inputs} }

// value is what input i holds, without blanks around it.
func (f *form) value(i int) string { return f.inputs[i].value() }

// day is the day that input i holds, and nought where it holds none.
func (f *form) day(i int) time.Time {
	day, err := assessment.ParseDate(f.value(i))
	if err != nil {
		return time.Time{}
	}
	return day
}

// edit is the edit that the input asks for.
func (x *input) edit() assessment.Edit {
	e := assessment.Edit{Target: x.target, New: assessment.Of(x.value())}
	if day, err := assessment.ParseDate(x.value()); err == nil && x.kind == forDate {
		e.New = assessment.OfDay(day)
	}
	return e
}

// edits are those that the changed inputs ask for. What the person left as it
// was is left out: someone else may have changed it meanwhile.
func (f *form) edits() []assessment.Edit {
	var edits []assessment.Edit
	for i := range f.inputs {
		if x := &f.inputs[i]; x.changed() {
			edits = append(edits, x.edit())
		}
	}
	return edits
}

func (f *form) last() bool { return f.at == len(f.inputs)-1 }

func (f *form) changed() bool {
	for i := range f.inputs {
		if f.inputs[i].changed() {
			return true
		}
	}
	return false
}

// to puts the cursor into input i, or the nearest there is.
func (f *form) to(i int) {
	f.inputs[f.at].leave()
	f.at = max(0, min(i, len(f.inputs)-1))
}

// revert puts back what the inputs held at first.
func (f *form) revert() {
	for i := range f.inputs {
		f.inputs[i].set(f.inputs[i].was)
		f.inputs[i].problem = ""
	}
}

// check notes what is wrong, puts the cursor into the first input in which
// something is, and reports whether nothing is.
func (f *form) check() bool {
	first := -1
	for i := range f.inputs {
		x := &f.inputs[i]
		x.leave()
		x.problem = x.check()
		if x.problem != "" && first < 0 {
			first = i
		}
	}
	if first >= 0 {
		f.at = first
	}
	return first < 0
}

// complain notes what is wrong with input i where only the screen can tell.
func (f *form) complain(i int, problem string) {
	f.inputs[i].problem = problem
	f.at = i
}

func (f *form) press(msg tea.KeyPressMsg) tea.Cmd {
	x := &f.inputs[f.at]
	switch k := msg.String(); {
	case x.kind == forChoice:
		f.choose(x, k)
	case x.kind == forLong:
		return f.pressLong(msg)
	case k == "up":
		f.to(f.at - 1)
	case k == "down":
		f.to(f.at + 1)
	case x.text.update(msg):
		x.problem = "" // it was about what is no longer there
	}
	return nil
}

func (f *form) choose(x *input, k string) {
	last := len(x.options) - 1
	switch {
	case k == "up" && x.chosen == 0:
		f.to(f.at - 1)
	case k == "down" && x.chosen == last:
		f.to(f.at + 1)
	case k == "up" || k == "left":
		x.chosen = max(0, x.chosen-1)
	case k == "down" || k == "right":
		x.chosen = min(last, x.chosen+1)
	case len(k) == 1 && k[0] >= 'a' && int(k[0]-'a') <= last:
		x.chosen = int(k[0] - 'a')
	}
}

// oneLine puts blanks in the place of line breaks.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

func (f *form) paste(msg tea.PasteMsg) tea.Cmd {
	x := &f.inputs[f.at]
	if x.kind == forLong {
		return x.did(x.area.Insert(msg.Content))
	}
	msg.Content = oneLine.Replace(strings.TrimRight(msg.Content, "\r\n"))
	if x.kind != forChoice && x.text.update(msg) {
		x.problem = ""
	}
	return nil
}

// fieldWidth is how wide an input is drawn where there is room.
const fieldWidth = 48

// draw is the form in lines of at most w columns, and where the cursor is.
func (f *form) draw(t theme.Theme, w int) page {
	labels := 0
	for i := range f.inputs {
		labels = max(labels, widget.Width(f.inputs[i].label))
	}
	labels = min(labels+2, w/2)
	if f.alone() {
		labels = -2 // the screen says what is asked
	}
	var p page
	for i := range f.inputs {
		x := &f.inputs[i]
		here := i == f.at
		if here {
			p.y = len(p.lines)
		}
		line := x.head(t, here, labels)
		room := max(1, w-2-labels-1)
		var below []string
		typed := 0 // how wide a line of text is
		switch {
		case x.kind == forLong:
			text, column, row := x.drawLong(t, here)
			below = widget.Indent("  ", text)
			if here {
				p.x, p.y = 2+column, p.y+1+row
			}
		case x.kind != forChoice:
			typed = min(room, fieldWidth)
			shown, column := textWindow(x.text.input, typed)
			line += t.Input.Render(widget.Pad(shown, typed))
			if here {
				p.x = 2 + labels + column
			}
		case here:
			var at int
			line, below, at = x.list(t, line, labels+2, room)
			p.x, p.y = labels+2, p.y+at
		default:
			line += plain.Line(x.options[x.chosen].label)
		}
		indent := labels + 2
		if x.kind == forLong {
			indent, room = 2, w-2
		}
		from := len(p.lines)
		p.lines = append(append(p.lines, line), below...)
		p.lines = append(p.lines, x.notes(t, here, indent, room)...)
		p.zones = append(p.zones, zone{y: from, h: len(p.lines) - from, do: func() tea.Cmd { f.to(i); return nil }})
		switch {
		case typed > 0:
			p.typedIn(&x.text.input, 2+labels, from, typed, func() { f.to(i) })
		case x.kind == forLong && here:
			p.zones = append(p.zones, longIn(x.area, 2+widget.Width(areaBar), from+1, room))
		case x.kind == forChoice && here:
			p.zones = append(p.zones, x.optionZones(from)...)
		}
	}
	return p
}

// alone reports whether the form is one choice and nothing else.
func (f *form) alone() bool { return len(f.inputs) == 1 && f.inputs[0].kind == forChoice }

// head is the sign of the cursor and the label. An open choice has its own sign.
func (x *input) head(t theme.Theme, here bool, labels int) string {
	switch label := widget.Pad(x.label, labels); {
	case labels < 0:
		return ""
	case here && x.kind == forChoice:
		return "  " + t.Selected.Render(label)
	case here:
		return t.Selected.Render("› " + label)
	default:
		return "  " + label
	}
}

// list is an open choice: the line that it starts on, those below, and which
// of them all the cursor is on.
func (x *input) list(t theme.Theme, line string, indent, room int) (first string, below []string, at int) {
	var rows []string
	for i, o := range x.options {
		if o.heading != "" {
			rows = append(rows, t.Dim.Render(widget.Cut(plain.Line(o.heading), room)))
		}
		letter, label := t.Accent.Render(string(rune('a'+i))), t.Text
		if i == x.chosen {
			at = len(rows)
			letter, label = t.Selected.Render(string(rune('a'+i))), t.Selected
		}
		mark := "  "
		if i == x.chosen {
			mark = t.Selected.Render("› ")
		}
		rows = append(rows, mark+letter+"  "+label.Render(widget.Cut(plain.Line(o.label), room-5)))
	}
	return line + rows[0], widget.Indent(strings.Repeat(" ", indent), rows[1:]), at
}

// optionZones are where the options of an open choice are, from that line on.
func (x *input) optionZones(y int) []zone {
	var zones []zone
	for i, o := range x.options {
		if o.heading != "" {
			y++
		}
		zones = append(zones, zone{y: y, h: 1, do: func() tea.Cmd { x.chosen = i; return nil }})
		y++
	}
	return zones
}

// notes are the problem with an input and, while the cursor is there, its hint.
func (x *input) notes(t theme.Theme, here bool, indent, room int) []string {
	var lines []string
	if x.problem != "" {
		for _, l := range widget.Wrap(plain.Line(x.problem), room) {
			lines = append(lines, t.Bad.Render(l))
		}
	}
	if here && x.hint != "" && x.problem == "" {
		for _, l := range widget.Wrap(x.hint, room) {
			lines = append(lines, t.Dim.Render(l))
		}
	}
	return widget.Indent(strings.Repeat(" ", indent), lines)
}

// textWindow is the part of a line being typed that w columns show, and the
// column of the cursor in it.
func textWindow(t textinput.Model, w int) (shown string, column int) {
	w = max(1, w)
	text := []rune(t.Value())
	before := plain.Line(string(text[:t.Position()]))
	shown = before + plain.Line(string(text[t.Position():]))
	if column = widget.Width(before); column < w {
		more := "…"
		if column == w-1 {
			more = "" // the cursor is there
		}
		return ansi.Truncate(shown, w, more), column
	}
	return "…" + ansi.Cut(shown, column-w+2, column+1), w - 1
}

// textAt is the place in a line being typed that column x of its window shows.
func textAt(t textinput.Model, w, x int) int {
	text := []rune(t.Value())
	if before := widget.Width(plain.Line(string(text[:t.Position()]))); before >= w {
		x += before - w + 1
	}
	for i, r := range text {
		if x -= widget.Width(plain.Line(string(r))); x < 0 {
			return i
		}
	}
	return len(text)
}

// below is page p under the lines above.
func (p page) below(above []string) page {
	p.y += len(above)
	p.zones = shifted(p.zones, len(above))
	p.lines = append(slices.Clip(above), p.lines...)
	return p
}

// fit is the part of p, of h lines, that has the cursor in it.
func (p page) fit(h int) page {
	if len(p.lines) <= h {
		return p
	}
	top := max(0, min(p.y-h/2, len(p.lines)-h))
	if p.place == nil {
		p.place = goesOn(top, top+h, len(p.lines))
	}
	p.lines = p.lines[top : top+h]
	p.y -= top
	p.zones = shifted(p.zones, -top)
	return p
}
