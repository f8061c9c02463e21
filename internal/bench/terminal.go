//go:build unix

package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// The size of the terminal that everything is measured in.
const (
	width  = 80
	height = 24
)

// How long a program may be silent before what it does about a key is over, or
// before a key is taken to have none; and how long anything at all may take.
// The silence is longer than a few frames and the slowest saving.
const (
	quiet    = 60 * time.Millisecond
	silent   = 300 * time.Millisecond
	patience = time.Minute
)

// jitter is the longest wait before a key. A program that paints at its next
// frame would else fall in step with the keys, or out of it, for a whole run.
const jitter = 17 * time.Millisecond

// A chunk is what one read of the terminal brought.
type chunk struct {
	at time.Duration // since the program was started
	n  int
}

// A terminal is a program in a pseudo-terminal.
type terminal struct {
	cmd   *exec.Cmd
	tty   *os.File
	begun time.Time
	ended chan struct{} // closed when the program has ended and all is read

	mu     sync.Mutex
	wake   chan struct{} // closed and replaced with each chunk
	chunks []chunk
	bytes  int
	screen *vt.Emulator
	shown  int // how many chunks are on screen
}

// start runs a program in a new terminal, which answers what it is asked unless
// it is mute.
func start(cmd *exec.Cmd, mute bool) (*terminal, error) {
	t := &terminal{cmd: cmd, wake: make(chan struct{}), ended: make(chan struct{}), screen: vt.NewEmulator(width, height)}
	t.begun = time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: width, Rows: height})
	if err != nil {
		return nil, fmt.Errorf("%s does not start: %w", cmd.Path, err)
	}
	t.tty = tty
	answers := io.Writer(tty)
	if mute {
		answers = io.Discard
	}
	go func() { _, _ = io.Copy(answers, t.screen) }()
	texts := make(chan []byte, 1024)
	go t.read(texts)
	go t.draw(texts)
	return t, nil
}

// read notes when what was written; drawing it is left to another goroutine, so
// that it delays no reading.
func (t *terminal) read(texts chan<- []byte) {
	b := make([]byte, 1<<16)
	for {
		n, err := t.tty.Read(b)
		if n > 0 {
			t.mu.Lock()
			t.chunks = append(t.chunks, chunk{time.Since(t.begun), n})
			t.bytes += n
			t.changed()
			t.mu.Unlock()
			texts <- append([]byte(nil), b[:n]...)
		}
		if err != nil {
			close(texts)
			return
		}
	}
}

func (t *terminal) draw(texts <-chan []byte) {
	for b := range texts {
		t.mu.Lock()
		_, _ = t.screen.Write(b)
		t.shown++
		t.changed()
		t.mu.Unlock()
	}
	close(t.ended)
}

// changed wakes who waits. It is called with the lock held.
func (t *terminal) changed() {
	close(t.wake)
	t.wake = make(chan struct{})
}

// until waits for a text on the screen, and is when the chunk that brought it
// was read.
func (t *terminal) until(want *regexp.Regexp) (time.Duration, error) {
	for limit := time.After(patience); ; {
		t.mu.Lock()
		found, wake := want.MatchString(t.screen.String()), t.wake
		var at time.Duration
		if t.shown > 0 {
			at = t.chunks[t.shown-1].at
		}
		t.mu.Unlock()
		if found {
			return at, nil
		}
		select {
		case <-wake:
		case <-t.ended:
			return 0, fmt.Errorf("%s has ended before its screen showed %q:\n%s", t.cmd.Path, want, t.screen)
		case <-limit:
			return 0, fmt.Errorf("the screen of %s does not show %q:\n%s", t.cmd.Path, want, t.screen)
		}
	}
}

// A burst is what a program wrote about some keys.
type burst struct {
	last  time.Duration // from the keys to the last byte; nought if there was none
	bytes int
}

// press writes keys at once and waits until the program is silent again.
func (t *terminal) press(keys string) (burst, error) {
	time.Sleep(rand.N(jitter))
	t.mu.Lock()
	from, before := len(t.chunks), t.bytes
	t.mu.Unlock()
	at := time.Since(t.begun)
	if _, err := io.WriteString(t.tty, keys); err != nil {
		return burst{}, err
	}
	if err := t.settle(from, at); err != nil {
		return burst{}, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	b := burst{bytes: t.bytes - before}
	if len(t.chunks) > from {
		b.last = t.chunks[len(t.chunks)-1].at - at
	}
	return b, nil
}

// settle waits until the program has been quiet after its chunks from that one
// on, which follow from something at that time.
func (t *terminal) settle(from int, at time.Duration) error {
	for {
		t.mu.Lock()
		end, wake := at+silent, t.wake
		if len(t.chunks) > from {
			end = t.chunks[len(t.chunks)-1].at + quiet
		}
		t.mu.Unlock()
		left := end - time.Since(t.begun)
		if left <= 0 {
			return nil
		}
		if time.Since(t.begun)-at > patience {
			return fmt.Errorf("%s does not come to rest", t.cmd.Path)
		}
		select {
		case <-wake:
		case <-time.After(left):
		case <-t.ended:
			return fmt.Errorf("%s has ended", t.cmd.Path)
		}
	}
}

// rest waits until the program is quiet.
func (t *terminal) rest() error {
	t.mu.Lock()
	from := len(t.chunks)
	t.mu.Unlock()
	return t.settle(from, time.Since(t.begun))
}

// total is how many bytes the program has written.
func (t *terminal) total() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// close ends the program, if it has not ended by itself.
func (t *terminal) close() error {
	_ = t.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-t.ended:
	case <-time.After(2 * time.Second):
		_ = t.cmd.Process.Kill()
	}
	err := t.cmd.Wait()
	if pipe, ok := t.screen.InputPipe().(io.Closer); ok {
		pipe.Close() // or what answers for the terminal waits for ever
	}
	t.tty.Close()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil
	}
	return err
}

// text is the pattern of words as they are.
func text(words ...string) *regexp.Regexp {
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile("(?s)" + strings.Join(words, ".*"))
}
