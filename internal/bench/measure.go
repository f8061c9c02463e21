//go:build unix

package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// What is typed.
const (
	down   = "\x1b[B"
	up     = "\x1b[A"
	right  = "\x1b[C"
	enter  = "\r"
	escape = "\x1b"
	home   = "\x1b[H"
)

// stride is how many rows the cursor goes down, and then up again: they are all
// in the window, in the shortest list too.
const stride = 7

// steps are n presses that move the cursor there and back.
func steps(n int) []string {
	keys := make([]string, n)
	for i := range keys {
		if keys[i] = down; i/stride%2 == 1 {
			keys[i] = up
		}
	}
	return keys
}

// A subject is a program that is measured.
type subject struct {
	name string
	path string
	args []string
	seed *seed          // of the store that it has a copy of; nil for none
	full *regexp.Regexp // what is on its first full screen
}

// A bench is one run of the benchmark.
type bench struct {
	folder                    string // for all that is made
	keys                      int    // presses of each kind in a round
	idle                      time.Duration
	favour, hello, rows, read string // programs

	seeds []seed // 90, 1,000 and 10,000 items with few changes
	long  seed   // 90 items with many

	results results
	homes   int
}

func (b *bench) hellos() subject {
	return subject{name: "hello", path: b.hello, full: text("Press q to quit.")}
}

func (b *bench) rowed() subject {
	return subject{name: "rows", path: b.rows, full: text("Row 19", "q quit")}
}

// on is favour with a copy of a store.
func (b *bench) on(s *seed) subject {
	name := fmt.Sprint(s.items)
	if s == &b.long {
		name = "long"
	}
	return subject{name: name, path: b.favour, seed: s, full: text("Xshire Police", "answered", "Section 0", "open", "check")}
}

// command is a run of the subject in a home of its own.
func (b *bench) command(s subject, args ...string) (*exec.Cmd, error) {
	b.homes++
	folder := filepath.Join(b.folder, "home", fmt.Sprint(b.homes))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	cmd := exec.Command(s.path, append(s.args, args...)...)
	cmd.Dir = folder
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "TMPDIR=" + folder, "LANG=C.UTF-8", "TERM=xterm-256color", "COLORTERM=truecolor",
		"XDG_DATA_HOME=" + folder, "XDG_CONFIG_HOME=" + folder, "XDG_STATE_HOME=" + folder, "XDG_CACHE_HOME=" + folder,
	}
	if s.seed != nil {
		store := filepath.Join(folder, "favour.db")
		cmd.Env = append(cmd.Env, "FAVOUR_STORE="+store, "FAVOUR_AS=A. Example, Inspector")
		return cmd, copyFile(store, s.seed.path)
	}
	return cmd, nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return cmp.Or(err, out.Sync(), out.Close())
}

// open starts a subject and waits for its first full screen.
func (b *bench) open(s subject, mute bool) (*terminal, time.Duration, error) {
	cmd, err := b.command(s)
	if err != nil {
		return nil, 0, err
	}
	t, err := start(cmd, mute)
	if err != nil {
		return nil, 0, err
	}
	at, err := t.until(s.full)
	if err != nil {
		_ = t.close()
	}
	return t, at, err
}

// starts measures from the start to the first full frame.
func (b *bench) starts(times int) error {
	type kind struct {
		subject
		mute bool
		name string
	}
	kinds := []kind{{b.hellos(), false, "hello"}, {b.hellos(), true, "hello, mute"}, {b.rowed(), false, "rows"}}
	for i := range b.seeds {
		s := b.on(&b.seeds[i])
		kinds = append(kinds, kind{s, false, s.name})
	}
	kinds = append(kinds, kind{b.on(&b.seeds[0]), true, "90, mute"})
	took := make([][]time.Duration, len(kinds))
	for range times {
		for i, k := range kinds {
			t, at, err := b.open(k.subject, k.mute)
			if err != nil {
				return err
			}
			took[i] = append(took[i], at)
			if err := t.close(); err != nil {
				return err
			}
		}
	}
	for i, k := range kinds {
		b.results.add("start", k.name, ms(median(took[i])))
	}
	return nil
}

// presses presses keys one by one, and notes how long each took and what it
// wrote.
func (b *bench) presses(t *terminal, what, name string, keys []string) error {
	if err := t.rest(); err != nil {
		return err
	}
	before, known := processor(t.cmd.Process.Pid)
	var took []time.Duration
	var bytes []int
	for _, k := range keys {
		x, err := t.press(k)
		if err != nil {
			return err
		}
		took, bytes = append(took, x.last), append(bytes, x.bytes)
	}
	slices.Sort(took)
	b.results.add(what+" median", name, ms(took[len(took)/2]))
	b.results.add(what+" 99th", name, ms(took[len(took)*99/100]))
	b.results.add(what+" bytes", name, float64(median(bytes)))
	if after, _ := processor(t.cmd.Process.Pid); known {
		b.results.add(what+" processor", name, ms(after-before)/float64(len(keys)))
	}
	return nil
}

// flood presses many keys at once, and notes when all was caught up with.
func (b *bench) flood(t *terminal, name string) error {
	if err := t.rest(); err != nil {
		return err
	}
	x, err := t.press(strings.Join(steps(200), ""))
	b.results.add("flood", name, ms(x.last))
	return err
}

// measured notes what a subject has in memory.
func (b *bench) measured(t *terminal, name string) error {
	n, err := memory(t.cmd.Process.Pid)
	b.results.add("memory", name, float64(n)/(1<<20))
	return err
}

// anchor drives rows.
func (b *bench) anchor() (err error) {
	t, _, err := b.open(b.rowed(), false)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, t.close()) }()
	if err := b.presses(t, "move", "rows", steps(b.keys)); err != nil {
		return err
	}
	if err := b.flood(t, "rows"); err != nil {
		return err
	}
	if _, err := t.press(strings.Repeat(down, 100)); err != nil {
		return err
	}
	if _, err := t.until(text("80 of 80")); err != nil {
		return err
	}
	return b.measured(t, "rows")
}

// drive drives favour on one store: in the list of a section, on a question, and
// past every question there is.
func (b *bench) drive(s subject) (err error) {
	t, _, err := b.open(s, false)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, t.close()) }()
	if err := see(t, enter, "mark complete"); err != nil {
		return err
	}
	if err := see(t, home, "› S0-0000"); err != nil {
		return err
	}
	if err := b.presses(t, "move", s.name, steps(b.keys)); err != nil {
		return err
	}
	if err := b.flood(t, s.name); err != nil {
		return err
	}
	if err := see(t, home+enter, "S0-0000 · 1 of "); err != nil {
		return err
	}
	answers := make([]string, b.keys)
	for i := range answers {
		answers[i] = fmt.Sprint(1 + i%2)
	}
	if err := b.presses(t, "answer", s.name, answers); err != nil {
		return err
	}
	if err := walk(t, s.seed.items/sections); err != nil {
		return err
	}
	return b.measured(t, s.name)
}

// walk goes past every question of every section, from the first on.
func walk(t *terminal, each int) error {
	for s := range sections {
		for n := 1; n < each; n++ { // no faster than they are drawn
			if _, err := io.WriteString(t.tty, right); err != nil {
				return err
			}
			if n%50 == 0 || n == each-1 {
				if _, err := t.until(text(fmt.Sprintf("S%d-%04d · %d of ", s, n, n+1))); err != nil {
					return err
				}
			}
		}
		if s == sections-1 {
			break
		}
		for _, x := range [][2]string{
			{escape, "mark complete"},
			{escape, fmt.Sprintf("› Section %d", s)},
			{down, fmt.Sprintf("› Section %d", s+1)},
			{enter, "mark complete"},
			{home + enter, fmt.Sprintf("S%d-0000 · 1 of ", s+1)},
		} {
			if err := see(t, x[0], x[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// see presses keys and waits for what they bring on the screen.
func see(t *terminal, keys, want string) error {
	if _, err := io.WriteString(t.tty, keys); err != nil {
		return err
	}
	_, err := t.until(text(want))
	return err
}

// rests measures what is done while nothing is, in both at the same time.
func (b *bench) rests() error {
	type sleeper struct {
		subject
		t      *terminal
		bytes  int
		before time.Duration
	}
	all := []*sleeper{{subject: b.hellos()}, {subject: b.on(&b.seeds[0])}}
	for _, x := range all {
		t, _, err := b.open(x.subject, false)
		if err != nil {
			return err
		}
		defer func() { _ = t.close() }()
		if err := t.rest(); err != nil {
			return err
		}
		x.t = t
	}
	for _, x := range all {
		x.bytes = x.t.total()
		x.before, _ = processor(x.t.cmd.Process.Pid)
	}
	time.Sleep(b.idle)
	for _, x := range all {
		b.results.add("idle bytes", x.name, float64(x.t.total()-x.bytes))
		if after, known := processor(x.t.cmd.Process.Pid); known {
			b.results.add("idle processor", x.name, ms(after-x.before))
		}
	}
	return nil
}

// statuses measures a command that only reads.
func (b *bench) statuses(times int) error {
	took := map[string][]time.Duration{}
	for range times {
		for _, x := range []subject{
			{name: "read", path: b.read, seed: &b.seeds[0], args: []string{"--", "favour.db", "assessment/bench"}},
			{name: "status", path: b.favour, seed: &b.seeds[0], args: []string{"status"}},
		} {
			cmd, err := b.command(x)
			if err != nil {
				return err
			}
			at := time.Now()
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("%v: %w\n%s", cmd, err, out)
			}
			took[x.name] = append(took[x.name], time.Since(at))
		}
	}
	for name, all := range took {
		b.results.add("status", name, ms(median(all)))
	}
	return nil
}
