package bolt

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// holder is who has the file at path locked, such as "favour (process 4711)",
// and empty if the system does not tell. The list of locks has the file's inode
// and a device, which is not the one that os.Stat sees on every file system; so
// a process counts that has the file open, or cannot be looked into and has a
// lock on the same device.
func holder(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	sys, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	f, err := os.Open("/proc/locks")
	if err != nil {
		return ""
	}
	defer f.Close()
	inode := strconv.FormatUint(sys.Ino, 10)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		// 1: FLOCK  ADVISORY  WRITE 4711 08:01:131 0 EOF; one that waits has -> before FLOCK
		x := strings.Fields(lines.Text())
		if len(x) < 6 || x[1] != "FLOCK" || !strings.HasSuffix(x[5], ":"+inode) {
			continue
		}
		pid, err := strconv.Atoi(x[4])
		if err != nil || pid <= 0 || pid == os.Getpid() {
			continue
		}
		sameDevice := x[5] == fmt.Sprintf("%02x:%02x:%s", major(sys.Dev), minor(sys.Dev), inode)
		if open, known := hasOpen(pid, info); open || !known && sameDevice {
			return named(pid)
		}
	}
	return ""
}

// hasOpen reports whether a process has the file open, and whether that can be
// known.
func hasOpen(pid int, file os.FileInfo) (open, known bool) {
	handles := filepath.Join("/proc", strconv.Itoa(pid), "fd")
	entries, err := os.ReadDir(handles)
	if err != nil {
		return false, false
	}
	for _, e := range entries {
		if info, err := os.Stat(filepath.Join(handles, e.Name())); err == nil && os.SameFile(info, file) {
			return true, true
		}
	}
	return false, true
}

// named is a process by its name, as far as that is known, and its number.
func named(pid int) string {
	comm, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	name := strings.TrimSpace(string(comm))
	if err != nil || name == "" {
		return fmt.Sprintf("process %d", pid)
	}
	return fmt.Sprintf("%s (process %d)", name, pid)
}

// The parts of a device number, as the kernel puts them together for programs.
func major(dev uint64) uint64 { return dev>>8&0xfff | dev>>32&^0xfff }
func minor(dev uint64) uint64 { return dev&0xff | dev>>12&^0xff }
