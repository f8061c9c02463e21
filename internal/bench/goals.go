//go:build unix

package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// A figure is one number with the most that it may be.
type figure struct {
	get  func(results) (float64, bool)
	most float64
}

// A goal is a limit that the program is to keep within, of one figure or a few.
type goal struct {
	what    string
	figures []figure
}

// over is a ratio to the same of an anchor.
func over(most float64, what, who, to string) figure { return overOther(most, what, who, what, to) }

// overOther is a ratio to something else of an anchor.
func overOther(most float64, what, who, toWhat, to string) figure {
	return figure{func(r results) (float64, bool) { return r.ratio(what, who, toWhat, to) }, most}
}

// alone is a figure by itself.
func alone(most float64, what, who string) figure {
	return figure{func(r results) (float64, bool) { return r.of(what, who) }, most}
}

// frame is how long a frame takes, in milliseconds, at the rate of the programs.
const frame = 1000.0 / 120

// caughtUp is when a flood of keys is caught up with, over the more lenient of
// its two limits: 50 ms, and what rows takes with two frames more.
func caughtUp(r results) (float64, bool) {
	mine, ok := r.of("flood", "90")
	theirs, has := r.of("flood", "rows")
	return mine / max(50, theirs+2*frame), ok && has
}

// savedAfter is from a key to what was saved by it, over what a key and a saving
// take, and a frame.
func savedAfter(r results) (float64, bool) {
	mine, ok := r.of("answer median", "90")
	key, has := r.of("move median", "90")
	save, did := r.of("append", "favour")
	return mine / (key + save + frame), ok && has && did
}

var goals = []goal{
	{"start to first full frame, 90 items and 500 changes / hello; on a mute terminal", []figure{
		over(1.25, "start", "90", "hello"), over(1.25, "start", "90, mute", "hello, mute"),
	}},
	{"key to last byte / rows: moving, median; 99 in 100", []figure{
		over(1.1, "move median", "90", "rows"), over(1.2, "move 99th", "90", "rows"),
	}},
	{"the same, answering", []figure{
		overOther(1.1, "answer median", "90", "move median", "rows"), overOther(1.2, "answer 99th", "90", "move 99th", "rows"),
	}},
	{"bytes for a key, 90 items: moving; answering", []figure{alone(200, "move bytes", "90"), alone(300, "answer bytes", "90")}},
	{"10,000 items / 90: time for a key moving; answering", []figure{
		over(1.15, "move median", "10000", "90"), over(1.15, "answer median", "10000", "90"),
	}},
	{"10,000 items / 90: processor for a key moving; answering; memory", []figure{
		over(1.25, "move processor", "10000", "90"), over(1.25, "answer processor", "10000", "90"), over(1.3, "memory", "10000", "90"),
	}},
	{"200 keys at once, caught up / 50 ms, or rows and two frames", []figure{{caughtUp, 1}}},
	{"a minute left alone: bytes; processor / hello", []figure{alone(0, "idle bytes", "90"), over(1.2, "idle processor", "90", "hello")}},
	{"memory past all questions, 10,000 changes / rows", []figure{over(1.5, "memory", "long", "rows")}},
	{"one answer, from command to durable / a bare Put", []figure{over(1.5, "append", "favour", "bare Put")}},
	{"key to saved / key, saving and a frame", []figure{{savedAfter, 1}}},
	{"open, verify and fold 10,000 changes / hash and decode their bytes", []figure{over(1.5, "open", "favour", "bare hash and decode")}},
	{"`favour status` / an empty command line with one read", []figure{over(1.5, "status", "status", "read")}},
	{"stripped binary, MB", []figure{alone(16, "binary", "favour")}},
	{"store after 10,000 changes / their bytes", []figure{alone(2.5, "size", "favour")}},
}

// line is a goal as a line of a table.
func (g goal) line(r results) string {
	var limits, got []string
	met := "yes"
	for _, f := range g.figures {
		limits = append(limits, strconv.FormatFloat(f.most, 'g', -1, 64))
		x, ok := f.get(r)
		if !ok {
			got, met = append(got, "–"), "–"
			continue
		}
		words := strconv.FormatFloat(x, 'f', 2, 64)
		if x >= 10 || x == 0 {
			words = strconv.FormatFloat(x, 'f', 0, 64)
		}
		got = append(got, words)
		if x > f.most && met == "yes" {
			met = "**no**"
		}
	}
	return fmt.Sprintf("| %s | %s | %s | %s |", g.what, strings.Join(limits, "; "), strings.Join(got, "; "), met)
}

// figures are the table of what was measured.
func (b *bench) figures() string {
	var s strings.Builder
	fmt.Fprintf(&s, "Medians on %s:\n\n", machine())
	s.WriteString("| | rows | 90 items | 1,000 | 10,000 |\n| --- | --- | --- | --- | --- |\n")
	for _, x := range []struct{ what, name, format string }{
		{"start", "start to first full frame, ms", "%.1f"},
		{"move median", "key to last byte, moving, ms", "%.1f"},
		{"answer median", "key to last byte, answering, ms", "%.1f"},
		{"move bytes", "bytes for a key, moving", "%.0f"},
		{"answer bytes", "bytes for a key, answering", "%.0f"},
		{"memory", "memory past all questions, MiB", "%.1f"},
	} {
		s.WriteString("| " + x.name)
		for _, who := range []string{"rows", "90", "1000", "10000"} {
			words := "–"
			if v, ok := b.results.of(x.what, who); ok {
				words = fmt.Sprintf(x.format, v)
			}
			s.WriteString(" | " + words)
		}
		s.WriteString(" |\n")
	}
	return s.String()
}

// judged is the table of which goals are met.
func (b *bench) judged() string {
	var s strings.Builder
	s.WriteString("| goal | at most | got | met |\n| --- | --- | --- | --- |\n")
	for _, g := range goals {
		s.WriteString(g.line(b.results) + "\n")
	}
	return s.String()
}

// The markers in a file between which the figures are.
const (
	begin = "<!-- go run ./internal/bench -write README.md -->\n"
	end   = "<!-- end -->\n"
)

// insert puts the figures into a file, between its markers.
func insert(path, figures string) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(old), begin)
	_, after, has := strings.Cut(rest, end)
	if !ok || !has {
		return fmt.Errorf("%s has no place for the figures: the lines\n%s%s", path, begin, end)
	}
	return os.WriteFile(path, []byte(before+begin+figures+end+after), 0o644)
}

// measurement is a line that a benchmark of Go prints, and number a figure on it.
var (
	measurement = regexp.MustCompile(`(?m)^Benchmark(\w+?)(?:/(\S+?))?(?:-\d+)?\s+\d+\s+(.*)$`)
	number      = regexp.MustCompile(`([\d.]+) (\S+)`)
)

// store runs the benchmarks of the store, which have their anchors beside them.
// What a store takes on the disk is the same every time.
func (b *bench) store(rounds int) error {
	if err := b.goBench("^Benchmark(Append|Open)$", "300ms", rounds); err != nil {
		return err
	}
	return b.goBench("^BenchmarkSize$", "1x", 1)
}

func (b *bench) goBench(name, time string, rounds int) error {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", name, "-benchtime", time, "-count", strconv.Itoa(rounds), "favour/internal/journal/bolt")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd, err, out)
	}
	for _, m := range measurement.FindAllStringSubmatch(string(out), -1) {
		for _, n := range number.FindAllStringSubmatch(m[3], -1) {
			x, err := strconv.ParseFloat(n[1], 64)
			if err != nil {
				return err
			}
			switch {
			case n[2] == "ns/op" && m[1] != "Size":
				b.results.add(strings.ToLower(m[1]), strings.ReplaceAll(cmp.Or(m[2], "favour"), "_", " "), x/1e6)
			case n[2] == "file/changes":
				b.results.add("size", "favour", x)
			}
		}
	}
	return nil
}
