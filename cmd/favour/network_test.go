//go:build linux && gate

// These tests need more than Go: strace, and builds for other systems. The gate
// installs the one and runs them with -tags gate.

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sockets are what of package net, and of those below it, opens a connection.
var sockets = regexp.MustCompile(`(?m) (net\.\(\*(netFD|Dialer|Resolver|sysDialer|sysListener|conn)\)\.\S*|net\.(Dial|Listen|Lookup)\S*|golang\.org/x/sys/(unix|windows)\.(Socket|Connect))$`)

// addresses are the packages that may import net, each for the addresses in it
// and not to open a connection: the linker leaves the rest of it out, which is
// what the test below looks at. They are not of this program.
var addresses = []string{
	"github.com/spf13/pflag",   // flags that are addresses
	"golang.org/x/sys/windows", // addresses of network cards
	"golang.org/x/crypto/ssh",  // keys and signatures; its client is not called
	"crypto/x509",              // certificates for an address; of it, only how keys are written
}

// The program cannot make a connection, on any system: of package net no part is
// built in that opens one. It is not shown by this that it does not start another
// program that does, such as the editor that a person has named.
func TestNoNetworkIsBuiltIn(t *testing.T) {
	dials := t.TempDir()
	for system, architecture := range map[string]string{"linux": "amd64", "windows": "amd64", "darwin": "arm64"} {
		env := append(os.Environ(), "GOOS="+system, "GOARCH="+architecture, "CGO_ENABLED=0")
		list := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "favour/cmd/favour")
		list.Env = env
		out, err := list.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for line := range strings.Lines(string(out)) {
			words := strings.Fields(line)
			name := words[0]
			if strings.HasPrefix(name, "net/") && name != "net/netip" && name != "net/url" || name == "crypto/tls" || strings.HasPrefix(name, "golang.org/x/net/") {
				t.Errorf("%s: %s is built in", system, name)
			}
			if slices.Contains(words[1:], "net") && !slices.Contains(addresses, name) {
				t.Errorf("%s: %s imports net", system, name)
			}
		}
		built := symbols(t, env, ".")
		if !strings.Contains(built, " favour/internal/cli.Main\n") {
			t.Fatalf("%s: the symbols are not to be had", system)
		}
		if found := sockets.FindAllString(built, -1); len(found) > 0 {
			t.Errorf("%s: these are built in: %q", system, found)
		}
		// Of a program that does connect, it would be seen.
		write(t, filepath.Join(dials, "main.go"), dialling, 0o600)
		if !sockets.MatchString(symbols(t, env, filepath.Join(dials, "main.go"))) {
			t.Errorf("%s: a program that does connect is not seen to", system)
		}
	}
}

const dialling = `package main

import "net"

func main() { _, _ = net.Dial("tcp", "127.0.0.1:9") }
`

// symbols are those of a program, as the linker leaves them.
func symbols(t *testing.T, env []string, source string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	build := exec.Command("go", "build", "-o", program, source)
	build.Env = env
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	out, err := exec.Command("go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatalf("go tool nm: %v", err)
	}
	return string(out)
}

// The program asks the system for no socket, by command or in the app, and does
// all its work in a network namespace that has nothing but a dead loopback
// device. It is not shown by this what a path through it that is not walked
// here would do.
func TestNoConnectionIsMade(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // or the C library asks its name service who the user is
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Fatal("strace is needed to see what the program asks the system for; install it and try again")
	}
	// In the place of favour stands a program that watches it.
	watch := fmt.Sprintf("%s -f -qq -e trace=network -o %s/seen.$$ ", strace, dir)
	if exec.Command("unshare", "-n", "true").Run() == nil {
		watch = "unshare -n " + watch
	} else if exec.Command("unshare", "-r", "-n", "true").Run() == nil {
		watch = "unshare -r -n " + watch
	}
	write(t, filepath.Join(dir, "favour"), "#!/bin/sh\nexec "+watch+program+" \"$@\"\n", 0o700)
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))

	home := t.TempDir()
	key, sealed := filepath.Join(home, "key"), filepath.Join(home, "sealed")
	if err := writeKey(key, 'k', ""); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"as", "A. Example, Inspector"},
		{"new", "--force", "leicestershire", "--marking", "NOT PROTECTIVELY MARKED"},
		{"set", "BUS-07.received=84"},
		{"show"},
		{"log"},
		{"export", "--format", "all", "--output", filepath.Join(home, "out")},
		{"export", "--seal", "--sign-key", key, "--encrypt-to", key + ".pub", "--output", sealed},
		{"verify", filepath.Join(sealed, "leicestershire-2012.favour.age"), "--identity", key},
		{"export", "--withhold", "BUS-07=it names an officer", "--output", sealed},
		{"receipts"},
		{"checklist", "show"},
		{"version", "--licences"},
		{"completion", "bash"},
		{"help"},
	} {
		run(t, home, args...)
	}
	x := openTerminal(t, home)
	x.wait("2 of 90 answered", "Saved")
	x.press("\r")
	x.wait("RET-01")
	x.press("\x03")
	x.ended(0)

	if seen := asked(t, dir, 15); seen != "" {
		t.Errorf("the program asks for the network:\n%s", seen)
	}

	// The watching itself would see one.
	write(t, filepath.Join(dir, "dial"), "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/9\n", 0o700)
	program = filepath.Join(dir, "dial")
	_ = exec.Command("sh", "-c", watch+program).Run()
	if seen := asked(t, dir, 16); !strings.Contains(seen, "connect(") {
		t.Errorf("a program that does connect is not seen to: %q", seen)
	}
}

// asked is what n runs that were watched asked of the network.
func asked(t *testing.T, dir string, n int) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "seen.*"))
	if err != nil || len(files) != n {
		t.Fatalf("got %d runs that were watched, want %d", len(files), n)
	}
	var all strings.Builder
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if strings.Contains(line, "(") && !strings.Contains(line, "<detached") { // not of signals and exits
				all.WriteString(line)
			}
		}
	}
	return all.String()
}
