//go:build unix

package main

import (
	"os"
	"testing"
)

// The tour of the example is left at a key, and the app goes on from there; the
// person's own store is not touched.
func TestTourIsLeft(t *testing.T) {
	home := t.TempDir()
	x := openTerminal(t, home, "--demo", "--tour")
	x.wait("1 of 8 · ", "↵ go on")
	x.press("enter")
	x.wait("2 of 8 · ", "Second jobs")
	x.press("right")
	x.wait("3 of 8 · ", "Not accounted for")
	x.press("q")
	x.wait("You are in the example", "Not accounted for")
	x.press("esc")
	x.wait("15 of 90 answered", "q quit")
	x.press("q")
	x.ended(0)
	if _, err := os.Stat(storeIn(home)); err == nil {
		t.Error("the tour has made a store")
	}
}
