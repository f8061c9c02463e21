package bolt_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"favour/internal/journal"
	"favour/internal/journal/bolt"
)

func init() { roles["hold"] = holdStore }

// holdStore has a store in use until its input ends.
func holdStore() {
	db, err := bbolt.Open(os.Args[1], 0o600, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer db.Close()
	fmt.Println("held")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

// The promise: nobody waits for a store longer than Wait without being told who
// has it in use, where the system knows: Linux does.
func TestWhoHoldsTheStoreIsTold(t *testing.T) {
	t.Parallel()
	path := filled(t)
	cmd := again(t, "hold", path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("got %q, %v", line, err)
	}
	s := bolt.New(path)
	s.Wait = 50 * time.Millisecond
	want := journal.Holder(journal.ErrBusy)
	if runtime.GOOS == "linux" {
		comm := filepath.Base(cmd.Path) // the system keeps 15 bytes of it
		want = fmt.Sprintf("%s (process %d)", comm[:min(len(comm), 15)], cmd.Process.Pid)
	}
	for _, err := range everything(s) {
		if !errors.Is(err, journal.ErrBusy) {
			t.Errorf("got %v, want %v", err, journal.ErrBusy)
		}
		if got := journal.Holder(err); got != want {
			t.Errorf("it is held by %q, want %q", got, want)
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to name %s", err, want)
		}
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(context.Background(), id, 250, []byte("more")); err != nil {
		t.Errorf("after it was let go: %v", err)
	}
}
