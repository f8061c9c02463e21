package linear

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"favour/internal/assessment"
	"favour/internal/plain"
)

// A talk is the two directions of a conversation: lines that are said, and lines
// that are typed.
type talk struct {
	ctx   context.Context
	lines chan typedLine
	want  chan struct{} // asks for one more of lines
	out   *bufio.Writer
	width int
	echo  bool
	gaps  bool // a blank line would be the second one, or the first line of all
	asked bool // the line has a prompt
}

// A typedLine is a line as it was read.
type typedLine struct {
	text string
	long bool // it is longer than any text may be, and text is only its beginning
	err  error
}

// ended is reported where no more will be typed.
type ended struct {
	partial string // a line that has no end; it is no answer
	stopped bool   // not because the input has ended
}

func (*ended) Error() string { return "no more will be typed" }

func newTalk(ctx context.Context, in io.Reader, out io.Writer, width int, echo bool) *talk {
	t := &talk{
		ctx: ctx, lines: make(chan typedLine), want: make(chan struct{}, 1),
		out: bufio.NewWriter(out), width: width, echo: echo, gaps: true,
	}
	go t.listen(in)
	return t
}

// listen reads a line whenever one is wanted, and no further: what is not yet
// wanted is for whoever comes after, such as an editor. Where nobody types any more
// it waits for ever.
func (t *talk) listen(in io.Reader) {
	r := bufio.NewReader(in)
	for first := true; ; first = false {
		select {
		case <-t.want:
		case <-t.ctx.Done():
			return
		}
		l := readLine(r)
		if first {
			l.text = strings.TrimPrefix(l.text, "\ufeff") // as files from Windows begin
		}
		select {
		case t.lines <- l:
		case <-t.ctx.Done():
			return
		}
		if l.err != nil {
			return
		}
	}
}

// readLine reads one line, without its end.
func readLine(r *bufio.Reader) typedLine {
	var b []byte
	var l typedLine
	for {
		part, err := r.ReadSlice('\n')
		if room := assessment.MaxText + 2 - len(b); len(part) > room {
			part, l.long = part[:room], true
		}
		b = append(b, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		l.text, l.err = string(b), err
		if err == nil {
			l.text = strings.TrimSuffix(strings.TrimSuffix(l.text, "\n"), "\r")
		}
		return l
	}
}

// draftEvery is how long text may be typed before it is kept as a draft.
const draftEvery = 500 * time.Millisecond

// read asks for a line. Idle, if it is not nil, is called once if none has come
// after a while.
func (t *talk) read(prompt string, idle func()) (typedLine, error) {
	return t.readOne(prompt, idle, false)
}

// readHidden asks for a line of which nothing is written behind the prompt. Where a
// terminal shows what is typed, that is for the caller to stop.
func (t *talk) readHidden(prompt string) ([]byte, error) {
	l, err := t.readOne(prompt, nil, true)
	return []byte(l.text), err
}

func (t *talk) readOne(prompt string, idle func(), hidden bool) (typedLine, error) {
	shown := func(typed string) string {
		if hidden {
			return ""
		}
		return typed
	}
	t.prompt(prompt)
	if t.out.Flush() != nil {
		return typedLine{}, &ended{stopped: true} // nobody hears what is asked
	}
	t.want <- struct{}{}
	var wait <-chan time.Time
	if idle != nil {
		timer := time.NewTimer(draftEvery)
		defer timer.Stop()
		wait = timer.C
	}
	for {
		select {
		case <-wait:
			idle()
		case <-t.ctx.Done():
			t.newline("")
			return typedLine{}, &ended{stopped: true}
		case l := <-t.lines:
			if l.err != nil {
				t.newline(shown(l.text))
				return l, &ended{partial: shown(l.text)}
			}
			if t.echo {
				t.newline(shown(l.text))
			}
			t.gaps = false
			return l, nil
		}
	}
}

// prompt writes what is asked, and leaves the cursor behind it. With an echo the
// blank behind it comes with what was typed.
func (t *talk) prompt(text string) {
	if t.asked = text != ""; !t.asked {
		return
	}
	t.out.WriteString(strings.TrimRight(wrap(plain.Line(text), t.width), " "))
	if !t.echo {
		t.out.WriteByte(' ')
	}
}

// newline ends the line of a prompt, with what was typed behind it if nobody else
// shows that.
func (t *talk) newline(typed string) {
	if typed = strings.TrimRight(plain.Line(typed), " "); t.echo && typed != "" {
		if t.asked {
			t.out.WriteByte(' ')
		}
		t.out.WriteString(typed)
	}
	t.out.WriteByte('\n')
	t.out.Flush()
}

// say says one line, which is broken at the width; there is nothing in it that a
// terminal would obey.
func (t *talk) say(format string, args ...any) {
	for line := range strings.SplitSeq(wrap(plain.Line(fmt.Sprintf(format, args...)), t.width), "\n") {
		t.out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	t.gaps = false
}

// quote says text that a person wrote, with its own line breaks, indented.
func (t *talk) quote(text string) {
	const indent = "  "
	room := t.width - len(indent)
	if t.width == 0 {
		room = 0
	}
	for line := range strings.SplitSeq(wrap(plain.Text(text), room), "\n") {
		t.out.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
	t.gaps = false
}

// gap leaves a blank line, and never two.
func (t *talk) gap() {
	if !t.gaps {
		t.out.WriteByte('\n')
	}
	t.gaps = true
}

// wrap is plain.Wrap, and text as it is where lines are not to be broken.
func wrap(text string, w int) string {
	if w <= 0 {
		return text
	}
	return plain.Wrap(text, w, columns)
}

// columns is how wide s is on a terminal, near enough to break lines by.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x80:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me):
		default:
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}
