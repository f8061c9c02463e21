package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"favour/internal/assessment"
	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

// written is what a writer says when it is done.
type written struct {
	Acked   int
	Told    int           // how often it was told that the store is in use
	Longest time.Duration // without being told or done
	Most    time.Duration // of a change, however often it was told
}

// writer is a program that makes changes one after the other, as the app does:
// writer STORE ID ITEM TIMES. What it is told makes it try again.
func writer() {
	store, id, item := os.Args[1], os.Args[2], os.Args[3]
	times, err := strconv.Atoi(os.Args[4])
	if err == nil {
		err = writeChanges(store, id, item, times)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeChanges(store, id, item string, times int) error {
	ctx := context.Background()
	j := journal.New(bolt.New(store))
	var w written
	var a assessment.Assessment
	for n := -1; n < times; {
		start := time.Now()
		for {
			try := time.Now()
			var err error
			if n < 0 {
				a, err = j.Open(ctx, id)
			} else {
				a, err = j.Record(ctx, a, assessment.Author{Name: item}, "", assessment.Edit{Target: assessment.Internal(item), New: assessment.Of(fmt.Sprint(n))})
			}
			w.Longest = max(w.Longest, time.Since(try))
			if err == nil {
				break
			}
			if !errors.Is(err, journal.ErrBusy) {
				return err
			}
			w.Told++
		}
		w.Most = max(w.Most, time.Since(start))
		n++
	}
	w.Acked = times
	return json.NewEncoder(os.Stdout).Encode(w)
}
