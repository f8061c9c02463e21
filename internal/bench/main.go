//go:build unix

// Command bench measures the built program from outside, in a pseudo-terminal,
// and holds it against the least programs on the same libraries, which it builds
// and runs beside it:
//
//	go run ./internal/bench                  the figures, and which goals are met
//	go run ./internal/bench -write README.md the same, and the figures into a file
//
// Each goal is a ratio, and each ratio the median of several rounds in which the
// programs take turns, so that it means the same on a slow machine and on a busy
// one. Nothing here fails for being slow: it only says which goals are met.
//
// Start with goals.go, what is wanted; then measure.go, how it is found out.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

func main() {
	var (
		rounds = flag.Int("rounds", 5, "how often everything is measured")
		keys   = flag.Int("keys", 100, "how many keys of each kind are pressed in a round")
		idle   = flag.Duration("idle", time.Minute, "how long the programs are left alone; 0 for not at all")
		only   = flag.String("only", "start,keys,idle,status,store", "which `parts` to measure")
		write  = flag.String("write", "", "the `file` that the figures are put into, between its markers")
	)
	flag.Parse()
	if err := run(*rounds, *keys, *idle, strings.Split(*only, ","), *write); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(rounds, keys int, idle time.Duration, only []string, write string) error {
	folder, err := os.MkdirTemp("", "favour-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	b := &bench{folder: folder, keys: keys, idle: idle, results: results{}}
	say("Building.")
	if err := b.build(); err != nil {
		return err
	}
	say("Making stores.")
	for _, n := range []int{90, 1000, 10_000} {
		s, err := sow(folder, n, 500)
		if err != nil {
			return err
		}
		b.seeds = append(b.seeds, s)
	}
	if b.long, err = sow(folder, 90, 10_000); err != nil {
		return err
	}
	if err := b.measure(rounds, only); err != nil {
		return err
	}
	figures := b.figures()
	fmt.Print(figures, "\n", b.judged())
	if write == "" {
		return nil
	}
	return insert(write, figures)
}

// say tells who waits how far it is.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// build builds favour as it is shipped, and what it is held against.
func (b *bench) build() error {
	for _, x := range []struct {
		path *string
		from string
	}{
		{&b.favour, "favour/cmd/favour"},
		{&b.hello, "favour/internal/bench/hello"},
		{&b.rows, "favour/internal/bench/rows"},
		{&b.read, "favour/internal/bench/read"},
	} {
		*x.path = filepath.Join(b.folder, filepath.Base(x.from))
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", *x.path, x.from)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s is not built: %w\n%s", x.from, err, out)
		}
	}
	info, err := os.Stat(b.favour)
	if err != nil {
		return err
	}
	b.results.add("binary", "favour", float64(info.Size())/1e6)
	return nil
}

// measure runs the rounds; the first of each part warms up and is not counted.
func (b *bench) measure(rounds int, only []string) error {
	parts := map[string]func() error{
		"start":  func() error { return b.starts(5) },
		"keys":   b.drives,
		"status": func() error { return b.statuses(20) },
	}
	wanted := func(name string) bool { return slices.Contains(only, name) }
	for round := range rounds {
		for _, name := range []string{"start", "keys", "status"} {
			if !wanted(name) {
				continue
			}
			say("Round %d of %d: %s.", round+1, rounds, name)
			if err := parts[name](); err != nil {
				return err
			}
			if err := os.RemoveAll(filepath.Join(b.folder, "home")); err != nil {
				return err
			}
		}
	}
	if wanted("idle") && b.idle > 0 {
		say("Doing nothing for %v.", b.idle)
		if err := b.rests(); err != nil {
			return err
		}
	}
	if wanted("store") {
		say("The store's own benchmarks.")
		return b.store(rounds)
	}
	return nil
}

// drives drives every program once.
func (b *bench) drives() error {
	if err := b.anchor(); err != nil {
		return err
	}
	for i := range b.seeds {
		if err := b.drive(b.on(&b.seeds[i])); err != nil {
			return err
		}
	}
	return b.drive(b.on(&b.long))
}

// machine is what all of it ran on, and how many programs wanted its processors.
func machine() string {
	s := fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	if busy, ok := load(); ok {
		s += ", at a load of " + busy
	}
	return s
}
