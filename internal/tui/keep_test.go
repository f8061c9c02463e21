package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/drafts"
)

// shut is a store that is in use by someone else while it is shut.
type shut struct {
	journal.Store
	now atomic.Bool
}

func (s *shut) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if s.now.Load() {
		return &journal.BusyError{Holder: "backup (process 7)"}
	}
	return s.Store.Append(ctx, id, head, records...)
}

func (s *shut) Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error] {
	return s.Store.Records(ctx, id, after)
}

// shutEnv is an env whose store can be shut, and whose drafts are in a folder.
func shutEnv(t *testing.T) (*env, *shut) {
	t.Helper()
	e := testEnv(t, halfFilled)
	store := &shut{Store: e.journal.Store}
	e.journal.Store = store
	e.Store, e.ExportDir = t.TempDir(), t.TempDir()
	e.Drafts = drafts.New(e.Store)
	t.Cleanup(func() { e.Drafts.Close() })
	return e, store
}

// The promise: what someone else has changed is never written over unseen, also
// not by a change that had to wait while theirs was read.
func TestAChangeThatWaitedIsPutToThePersonIfTheirsCameFirst(t *testing.T) {
	e, store := shutEnv(t)
	a := launchOn(e, func(*env) screen { return &blank{} })
	store.now.Store(true)
	settle(a, e.desk.set(received(), assessment.Of("12345")))
	shows(t, a, "Not saved", "in use by backup (process 7)")
	before := e.desk.stored
	store.now.Store(false)
	theirs, err := e.journal.Record(t.Context(), before, other, "", assessment.Edit{Target: received(), New: assessment.Missing()})
	if err != nil {
		t.Fatal(err)
	}
	changes := theirs.Changes()
	send(a, news{desk: e.desk, a: theirs, changes: changes[len(changes)-1:]})
	send(a, retryDue{e.desk})
	shows(t, a, "Someone else changed this too", "Theirs: B. Other, Sergeant", "not recorded", "12,345")
	if got := e.desk.stored.At(received()); got != assessment.Missing() {
		t.Errorf("%v was written over theirs", got)
	}
}

// The promise: a change that cannot be saved is kept as a draft within a second,
// and what is still to be chosen in a clash is, too.
func TestWhatWaitsIsKept(t *testing.T) {
	e, store := shutEnv(t)
	a := launchOn(e, func(*env) screen { return &blank{} })
	store.now.Store(true)
	settle(a, e.desk.set(received(), assessment.Of("12345")))
	send(a, unsavedDue{e.desk}) // the timer of half a second
	if all := left(t, e); len(all) != 1 || all[0].Target != received() || all[0].Text != "12345" {
		t.Errorf("kept is %+v", all)
	}
	store.now.Store(false)
	send(a, retryDue{e.desk})
	if all := left(t, e); len(all) != 0 {
		t.Errorf("%+v is still kept, and is saved", all)
	}

	a = clashOn(t, received(), assessment.Missing(), assessment.Of("777"))
	a.env.Store = t.TempDir()
	a.env.Drafts = drafts.New(a.env.Store)
	if err := a.keep(); err != nil {
		t.Fatal(err)
	}
	if all := left(t, a.env); len(all) != 1 || all[0].Text != "777" {
		t.Errorf("kept of a clash is %+v", all)
	}
}

// The promise: it is told when what is typed is not on the disk, for as long as
// it is not.
func TestWhatCannotBeKeptIsTold(t *testing.T) {
	e, store := shutEnv(t)
	sound := e.Drafts
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e.Drafts = drafts.New(filepath.Join(file, "drafts"))
	a := launchOn(e, func(e *env) screen { return newEvidenceSheet(e, "SOC-05", assessment.Evidence{}) })
	typeText(a, "Guidance")
	due(a)
	shows(t, a, "What you are typing cannot be kept as a draft. ", file)
	store.now.Store(true)
	press(a, "ctrl+s")
	send(a, unsavedDue{e.desk})
	press(a, "f1", "esc")
	shows(t, a, "Neither saved nor kept as a draft: stay here. The store is in use by backup")
	e.Drafts = sound
	send(a, unsavedDue{e.desk})
	shows(t, a, "Not saved: The store is in use by backup (process 7).")
	press(a, "ctrl+c")
	shows(t, a, "It cannot be saved now. It is kept, and offered when you start again.")
	store.now.Store(false)
	send(a, retryDue{e.desk})
	wantLeft(t, e, "[]")
}

func TestWhatTheSystemRefusesIsASentence(t *testing.T) {
	open := func(err error) error {
		return fmt.Errorf("open kent: %w", &fs.PathError{Op: "open", Path: "/x/favour.db", Err: err})
	}
	for err, want := range map[error]string{
		open(syscall.EACCES): "/x/favour.db: permission denied. Ask for the right to use it.",
		open(syscall.ENOSPC): "The disk is full. Make room on it and try again.",
	} {
		if got := sentence(err); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// panicking is a screen with a mistake in it.
type panicking struct{ blank }

func (*panicking) Press(tea.KeyPressMsg) tea.Cmd { panic("a mistake") }

// sink takes what the app writes.
type sink struct {
	bytes.Buffer
	frame chan struct{}
}

func (s *sink) Write(b []byte) (int, error) {
	select {
	case s.frame <- struct{}{}:
	default:
	}
	return s.Buffer.Write(b)
}

// live is an app that Bubble Tea runs, on pipes.
type live struct {
	keys *io.PipeWriter
	out  *sink
	err  chan error
}

func goLive(t *testing.T, a *app) *live {
	t.Helper()
	in, keys := io.Pipe()
	x := &live{keys: keys, out: &sink{frame: make(chan struct{}, 1)}, err: make(chan error, 1)}
	a.env.timer = tick
	go func() { x.err <- show(context.Background(), a, in, x.out, tea.WithWindowSize(80, 24)) }()
	<-x.out.frame
	return x
}

func (x *live) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-x.err:
		x.keys.Close()
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("the app does not end")
		return nil
	}
}

// The promise: a panic leaves the terminal restored and the draft kept, and is
// told in a sentence. Pipes have no raw mode to be left, and what is typed is
// older than the panic; Bubble Tea prints where the panic was on the test's own
// standard error.
func TestAPanicKeepsWhatIsTyped(t *testing.T) {
	e, _ := shutEnv(t)
	q := newQuestion(e, "SOC-05")
	a := launchOn(e, func(*env) screen { return q })
	press(a, "down", "enter")
	typeText(a, "typed before it")
	a.stack = append(a.stack, &panicking{})
	x := goLive(t, a)
	if _, err := io.WriteString(x.keys, "x"); err != nil {
		t.Fatal(err)
	}
	if err := x.end(t); !errors.Is(err, ErrPanic) {
		t.Errorf("got %v, want %v", err, ErrPanic)
	}
	out := x.out.String()
	for set, reset := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?2004h": "\x1b[?2004l"} {
		if strings.LastIndex(out, set) > strings.LastIndex(out, reset) {
			t.Errorf("%q is not followed by %q", set, reset)
		}
	}
	if all := left(t, e); len(all) != 1 || all[0].Text != "typed before it" {
		t.Errorf("kept is %+v", all)
	}
}

// The promise: nothing of the app runs on when it has ended: no goroutine but
// those of timers that have not yet run out, which end with them.
func TestNothingRunsOnWhenTheAppHasEnded(t *testing.T) {
	before := goleak.IgnoreCurrent()
	e, _ := shutEnv(t)
	x := goLive(t, launchOn(e, func(e *env) screen { return newQuestion(e, "SOC-05") }))
	for _, k := range []string{"\t", "\r", "some text", "\x1b", "?", "\x1b", "\x03"} {
		time.Sleep(60 * time.Millisecond) // or an escape and the key behind it are one
		if _, err := io.WriteString(x.keys, k); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.end(t); err != nil {
		t.Fatal(err)
	}
	if got := e.desk.stored.At(assessment.Narrative("SOC-05")).Given; got != "some text" {
		t.Errorf("the narrative is %q", got)
	}
	timers := goleak.IgnoreTopFunction("charm.land/bubbletea/v2.Tick.func1")
	waits := goleak.IgnoreAnyFunction("charm.land/bubbletea/v2.(*Program).execBatchMsg") // for what runs beside it
	if err := goleak.Find(before, timers, waits); err != nil {
		t.Error(err)
	}
}
