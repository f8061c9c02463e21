package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"favour/internal/cli"
	"favour/internal/journal/bolt"
)

var update = flag.Bool("update", false, "rewrite what the scripts in testdata compare with")

// TestMain lets scripts run favour as a process of its own. Only here can the
// clock be set: NOW is an environment variable of the tests, and the program
// knows nothing of it.
//
// A program built with -race sleeps for a second before it ends, unless it is told
// not to; hundreds of them are run here.
func TestMain(m *testing.M) {
	if os.Getenv("GORACE") == "" {
		if err := os.Setenv("GORACE", "atexit_sleep_ms=10"); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){
		"favour": func() {
			env := cli.System()
			if now, err := time.Parse(time.RFC3339, os.Getenv("NOW")); err == nil {
				env.Now = func() time.Time { return now }
			}
			os.Exit(cli.Main(os.Args[1:], env))
		},
		"writer": writer,
	})
}

// Each script says in its first line what it guards.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup:         newcomer,
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"key": makeKey, "agekey": makeAgeKey, "signer": signer,
			"flip": flip, "repack": repack, "forge": forge, "unpack": unpack, "tells": tells, "reference": reference, "digest": digestOf, "revive": revive,

			"exits": exits,
			"says":  says,
			"newer": newer,
			"bytes": writeBytes,
			"alter": alter,
			"fill":  fill,
		},
	})
}

// newcomer gives a script the home of somebody who has never run favour.
func newcomer(e *testscript.Env) error {
	home := filepath.Join(e.WorkDir, "home")
	for name, value := range map[string]string{
		"HOME": home, "USERPROFILE": home, "APPDATA": filepath.Join(home, "settings"), "LOCALAPPDATA": filepath.Join(home, "data"),
		"XDG_DATA_HOME": filepath.Join(home, "data"), "XDG_CONFIG_HOME": filepath.Join(home, "settings"),
		"NOW": "2012-06-15T09:30:00Z", "TZ": "UTC", "COLUMNS": "", "FAVOUR_STORE": "", "FAVOUR_AS": "", "ACCESSIBLE": "",
		"GORACE": os.Getenv("GORACE"),
	} {
		e.Setenv(name, value)
	}
	return os.MkdirAll(home, 0o700)
}

// exits runs a command and asks for one exit code: exits 2 favour set.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = exitCode(err)
	}
	if got != want {
		ts.Fatalf("%v exits with %d, not %d:\n%s", args[1:], got, want, ts.ReadFile("stderr"))
	}
}

func exitCode(err error) int {
	if e, ok := err.(interface{ ExitCode() int }); ok {
		return e.ExitCode()
	}
	return -1
}

// says asks that every file in the folder out says something in one run of
// text, whatever its format: says 'a regular expression'.
func says(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] says pattern")
	}
	want, err := regexp.Compile(args[0])
	ts.Check(err)
	files, err := filepath.Glob(ts.MkAbs("out/*"))
	ts.Check(err)
	if len(files) < 4 {
		ts.Fatalf("there are only %d exports", len(files))
	}
	for _, file := range files {
		content := []byte(ts.ReadFile(file))
		text, err := textOf(file, content)
		ts.Check(err)
		if neg { // nor may it be where nobody reads
			more, err := unpacked(content)
			ts.Check(err)
			text += "\n" + more
		}
		text = strings.Join(strings.Fields(text), " ")
		if want.MatchString(text) == neg {
			ts.Fatalf("%s: %q is there: %v", filepath.Base(file), args[0], neg)
		}
	}
}

// newer writes a store with one record that only a later version can read.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	store := bolt.New(ts.MkAbs(args[0]))
	ts.Check(store.Append(context.Background(), "kent-2031", 0, []byte(`{"v":99}`)))
}

// alter replaces the last place where a file says something by something else of
// the same length, as a disk might: alter FILE OLD NEW.
func alter(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	at := bytes.LastIndex(b, []byte(args[1]))
	if at < 0 || len(args[1]) != len(args[2]) {
		ts.Fatalf("%s does not say %q", args[0], args[1])
	}
	copy(b[at:], args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// writeBytes writes a file that is no text: bytes FILE HEX.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	b, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}
