//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"favour/internal/assessment"
)

// The promise: however many programs have one store in use, every change that
// was acknowledged is in it once, in the order of who made it, in a valid chain;
// and exports made meanwhile are whole. How long the programs waited, and how
// often they were told that the store is in use, is in the log (-v).
//
// Ten programs make 30 changes each, and a thousand with -long, while others
// export and note by command.
func TestSeveralProgramsOnOneStore(t *testing.T) {
	programs, each := 10, 30
	if *long {
		each = 1000
	}
	home, id := begun(t)
	a := opened(t, home, id)
	var items []string
	for _, it := range a.Checklist().Items() {
		if len(items) < programs && it.ID != "BUS-07" {
			items = append(items, it.ID)
		}
	}
	type result struct {
		item string
		written
		err error
	}
	results := make(chan result)
	for _, item := range items {
		go func() {
			r := result{item: item}
			cmd := exec.Command("writer", storeIn(home), id, item, fmt.Sprint(each))
			var out, wrong bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &wrong
			if r.err = cmd.Run(); r.err != nil {
				r.err = fmt.Errorf("%w: %s", r.err, &wrong)
			} else {
				r.err = json.Unmarshal(out.Bytes(), &r.written)
			}
			results <- r
		}()
	}
	notes, refused, dir := 0, 0, filepath.Join(home, "out")
	start := time.Now()
	for left := programs; left > 0; {
		select {
		case r := <-results:
			left--
			if r.err != nil {
				t.Errorf("%s: %v", r.item, r.err)
			}
			t.Logf("%s: %d changes saved; told %d times that the store is in use; waited at most %v to be told or done, and %v for a change",
				r.item, r.Acked, r.Told, r.Longest.Round(time.Millisecond), r.Most.Round(time.Millisecond))
			continue
		default:
		}
		// did reports whether a command was done, and not told that the store is in use.
		did := func(args ...string) bool {
			out, err := favour(home, args...).CombinedOutput()
			if err != nil && !strings.Contains(string(out), "is in use by") {
				t.Fatalf("%v: %s", err, out)
			}
			if err != nil {
				refused++
			}
			return err == nil
		}
		did("export", "--format", "json,csv", "--output", dir, "--force-overwrite")
		if did("note", "--internal", "BUS-07", fmt.Sprint(notes)) {
			notes++
		}
	}
	took := time.Since(start)
	t.Logf("%d changes in %v; %d notes saved, and %d commands were told that the store is in use", programs*each, took.Round(time.Millisecond), notes, refused)

	got := map[string]int{}
	for _, c := range opened(t, home, id).Changes() {
		for _, e := range c.Edits {
			if e.Target.Kind != assessment.OnInternal {
				continue
			}
			if want := fmt.Sprint(got[e.Target.ID]); e.New.Given != want {
				t.Fatalf("%s: change %s is followed by %s", e.Target.ID, want, e.New.Given)
			}
			got[e.Target.ID]++
		}
	}
	for _, item := range items {
		if got[item] != each {
			t.Errorf("%s: %d changes are there of %d that were acknowledged", item, got[item], each)
		}
	}
	if got["BUS-07"] != notes {
		t.Errorf("%d notes are there of %d that were acknowledged", got["BUS-07"], notes)
	}
}
