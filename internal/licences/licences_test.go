package licences_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"favour/internal/licences"
)

// The list is of exactly what the program is built of, on every system that it
// is built for.
func TestListIsWhatIsBuiltIn(t *testing.T) {
	want := []string{"std"}
	for _, system := range []string{"linux", "windows", "darwin"} {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "favour/cmd/favour")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for line := range strings.Lines(string(out)) {
			if line = strings.TrimSpace(line); line != "" && !slices.Contains(want, line) {
				want = append(want, line)
			}
		}
	}
	slices.Sort(want)
	l, err := licences.Read()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range l.Modules {
		if m.Path == "std" {
			m.Version = ""
		}
		got = append(got, strings.TrimSpace(m.Path+" "+m.Version))
		if m.Version == "" && m.Path != "std" || m.Licence == "" || len(m.Texts) == 0 {
			t.Errorf("something is missing in %+v", m)
		}
		for _, n := range m.Texts {
			if n < 0 || n >= len(l.Texts) || len(l.Texts[n]) < 100 {
				t.Errorf("%s: there is no text %d", m.Path, n)
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the list is of\n%s\nand the program is built of\n%s\nRun go generate ./internal/licences.", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
