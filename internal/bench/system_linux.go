package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// processor is the time that a process has had of a processor.
func processor(pid int) (time.Duration, bool) {
	var t unix.Timespec
	if err := unix.ClockGettime(int32(^pid<<3|2), &t); err != nil { // CPUCLOCK_SCHED of another process
		return 0, false
	}
	return time.Duration(t.Nano()), true
}

// memory is what a process has of memory for itself, in bytes: its code and the
// store, which the system maps in and can drop again, are not counted.
func memory(pid int) (int, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(b)) {
		if n, ok := strings.CutPrefix(l, "RssAnon:"); ok {
			kib, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(n), "kB")))
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("the memory of process %d is not known", pid)
}

// load is how many programs wanted a processor in the last quarter of an hour, on
// average.
func load() (string, bool) {
	b, err := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(b))
	if err != nil || len(fields) < 3 {
		return "", false
	}
	return fields[2], true
}
