//go:build unix

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

func TestGoals(t *testing.T) {
	r := results{}
	for _, x := range []float64{10, 40, 20} { // the machine is slow in the second round, for both
		r.add("memory", "long", x*1.4)
		r.add("memory", "rows", x)
	}
	g := goal{"memory", []figure{over(1.5, "memory", "long", "rows"), alone(25, "memory", "long")}}
	if got, want := g.line(r), "| memory | 1.5; 25 | 1.40; 28 | **no** |"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	g.figures[1].most = 28
	if got, want := g.line(r), "| memory | 1.5; 28 | 1.40; 28 | yes |"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	g.figures[0] = over(1.5, "memory", "long", "hello")
	if got, want := g.line(r), "| memory | 1.5; 28 | –; 28 | – |"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestInsert(t *testing.T) {
	path := filepath.Join(t.TempDir(), "README.md")
	write := func(s string) {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("before\n" + begin + "old\n" + end + "behind\n")
	for range 2 {
		if err := insert(path, "new\n"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if want := "before\n" + begin + "new\n" + end + "behind\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	write("no place\n")
	if err := insert(path, "new\n"); err == nil {
		t.Error("a file without markers was written to")
	}
}

// A store is what the figures say it is.
func TestSow(t *testing.T) {
	s, err := sow(t.TempDir(), 90, 200)
	if err != nil {
		t.Fatal(err)
	}
	a, err := journal.New(bolt.New(s.path)).Open(context.Background(), "bench")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Checklist().Len(); got != 90 {
		t.Errorf("got %d items", got)
	}
	if got := len(a.Changes()); got != 201 { // the first is the start
		t.Errorf("got %d changes", got)
	}
}

func TestTerminal(t *testing.T) {
	open := func(script string, mute bool) *terminal {
		x, err := start(exec.Command("sh", "-c", script), mute)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := x.close(); err != nil {
				t.Error(err)
			}
		})
		return x
	}
	// A terminal answers a question about itself, unless it is mute.
	const ask = `stty raw -echo; printf '\033[c'; head -c 3 | od -c; echo; echo asked; cat`
	if _, err := open(ask, false).until(text("033", "[", "?", "asked")); err != nil {
		t.Error(err)
	}
	x := open(`stty raw -echo; printf 'ready'; while :; do head -c 1 >/dev/null; printf '12345'; done`, true)
	if _, err := x.until(text("ready")); err != nil {
		t.Fatal(err)
	}
	if err := x.rest(); err != nil {
		t.Fatal(err)
	}
	if b, err := x.press("ab"); err != nil || b.bytes != 10 || b.last == 0 {
		t.Errorf("got %+v, %v, want the ten bytes that two keys bring", b, err)
	}
	if n, err := memory(x.cmd.Process.Pid); err != nil || n == 0 {
		t.Errorf("got memory %d, %v", n, err)
	}
	gone := open("echo bye", true)
	if _, err := gone.until(text("never")); err == nil || !strings.Contains(err.Error(), "bye") {
		t.Errorf("got %v, want an error with the screen as it was", err)
	}
}
