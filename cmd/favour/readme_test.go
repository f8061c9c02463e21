//go:build unix

package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// pictures are the screens that the README shows, by the name that stands in a
// comment before each.
var pictures = []struct {
	name string
	show func(*terminal)
}{
	{"the task list", func(x *terminal) {
		x.wait("15 of 90 answered", "q quit")
		x.press(strings.Split(strings.Repeat("down ", 7), " ")...)
		x.wait("› Second jobs")
	}},
	{"a question", func(x *terminal) {
		x.wait("15 of 90 answered", "q quit")
		x.question("BUS-07")
		x.wait("Not accounted for")
	}},
}

// The README shows the screens of the example as they are. Where it does not any
// more, go test ./cmd/favour -run README -update puts them into it.
func TestREADME(t *testing.T) {
	const path = "../../README.md"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, p := range pictures {
		t.Run(p.name, func(t *testing.T) {
			before, was, after := pictured(t, text, p.name)
			x := openTerminal(t, t.TempDir(), "--demo")
			p.show(x)
			if *update {
				time.Sleep(time.Second) // until whatever follows has been drawn
				text = before + drawn(x.screen()) + after
				return
			}
			for end := time.Now().Add(patience / 4); drawn(x.screen()) != was; time.Sleep(5 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatalf("the README shows another screen; write it with go test ./cmd/favour -run README -update:\n%s", x.screen())
				}
			}
		})
	}
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// pictured is the picture of that name in a text, and what is before and behind it.
func pictured(t *testing.T, text, name string) (before, picture, after string) {
	t.Helper()
	const fence = "```\n"
	start := "<!-- picture: " + name + " -->\n" + fence
	before, rest, ok := strings.Cut(text, start)
	picture, after, ends := strings.Cut(rest, fence)
	if !ok || !ends {
		t.Fatalf("the README has no place for %s, which is:\n%s", name, start+fence)
	}
	return before + start, picture, fence + after
}

// drawn is a screen without the blanks at the end of its lines.
func drawn(screen string) string {
	var s strings.Builder
	for l := range strings.Lines(screen) {
		s.WriteString(strings.TrimRight(l, " \n") + "\n")
	}
	return s.String()
}
