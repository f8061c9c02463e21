package editor

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const asked = "SOC-01 Guidance\nHas the force given its officers guidance, and is it one that everybody who works for the force has read and understood?"

func sheet(t *testing.T, text string) *Sheet {
	t.Helper()
	s, err := Write(filepath.Join(t.TempDir(), "text.txt"), asked, text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// failed is what running a program gives that ends with an error.
func failed(t *testing.T) error {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(exe, "-test.no-such-flag").Run()
}

// The question stands above the text, and only the text comes back.
func TestWhatTheEditorIsGiven(t *testing.T) {
	s := sheet(t, "# A heading\nof my own.")
	b, err := os.ReadFile(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	above, below, ok := strings.Cut(string(b), scissors+"\n")
	if !ok || below != "# A heading\nof my own.\n" {
		t.Errorf("the file is %q", b)
	}
	for line := range strings.Lines(above) {
		if !strings.HasPrefix(line, "#") || len(line) > 90 {
			t.Errorf("above the text is %q", line)
		}
	}
	if flat := strings.Join(strings.Fields(strings.ReplaceAll(above, "#", "")), " "); !strings.Contains(flat, strings.Join(strings.Fields(asked), " ")) {
		t.Errorf("what is asked is not in %q", above)
	}
	if r := s.Read(nil, 1000); r != (Return{Text: "# A heading\nof my own."}) {
		t.Errorf("unchanged it is %+v", r)
	}
	if info, err := os.Stat(s.Path); err != nil || os.PathSeparator == '/' && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	s.Remove()
	if _, err := os.Stat(s.Path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

// Whatever the editor does, the text or what came of it is there.
func TestWhatComesBack(t *testing.T) {
	const old = "# Old\ntext"
	for _, test := range []struct {
		name string
		with func(t *testing.T, s *Sheet, head string)
		fail bool
		want string
		said string // part of it; empty for nothing
		look bool
	}{
		{name: "changed", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head+"New\n# text\n\n") }, want: "New\n# text"},
		{name: "saved on Windows", with: func(t *testing.T, s *Sheet, head string) {
			write(t, s.Path, "\ufeff"+strings.ReplaceAll(head+"New\ntext “£”\n", "\n", "\r\n"))
		}, want: "New\ntext “£”"},
		{name: "UTF-16", with: func(t *testing.T, s *Sheet, head string) {
			var b strings.Builder
			b.WriteString("\xff\xfe")
			for _, r := range head + "Né\n" {
				b.Write([]byte{byte(r), byte(r >> 8)})
			}
			write(t, s.Path, b.String())
		}, want: "Né"},
		{name: "not UTF-8", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head+"\x93A\x94 \xa325\n") }, want: "“A” £25", said: "Windows-1252", look: true},
		{name: "emptied below the comment", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head) }, want: "", said: "empty now"},
		{name: "emptied", with: func(t *testing.T, s *Sheet, _ string) { write(t, s.Path, "\n") }, want: old, said: "empty file"},
		{name: "gone", with: func(_ *testing.T, s *Sheet, _ string) { s.Remove() }, want: old, said: "no file"},
		{name: "failed before it wrote", with: func(*testing.T, *Sheet, string) {}, fail: true, want: old, said: "exit status"},
		{name: "failed and wrote", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head+"Half of") }, fail: true, want: "Half of", said: "exit status", look: true},
		{name: "too long", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head+strings.Repeat("x", 2000)) }, want: old, said: "longer than"},
		{name: "without the scissors", with: func(t *testing.T, s *Sheet, head string) {
			write(t, s.Path, strings.Replace(head, scissors+"\n", "", 1)+"# Mine\nNew\n")
		}, want: "# Mine\nNew"},
		{name: "without the comment", with: func(t *testing.T, s *Sheet, _ string) { write(t, s.Path, "# Mine\nNew\n") }, want: "# Mine\nNew"},
		{name: "above the comment", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, "New\n"+head+"and\n# more\n") }, want: "New\nand\n# more"},
		{name: "the comment wrapped anew", with: func(t *testing.T, s *Sheet, head string) {
			write(t, s.Path, strings.Replace(head, "is it one", "is\n# it one", 1)+"New")
		}, want: "New"},
		{name: "scissors of the person's own", with: func(t *testing.T, s *Sheet, head string) { write(t, s.Path, head+"# A\n"+scissors+"\nB") }, want: "# A\n" + scissors + "\nB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sheet(t, old)
			dir := filepath.Dir(s.Path)
			test.with(t, s, strings.Join(s.head, "\n")+"\n")
			var err error
			if test.fail {
				err = failed(t)
			}
			r := s.Read(err, 1500)
			if r.Text != test.want || !strings.Contains(r.Said, test.said) || (r.Said == "") != (test.said == "") || r.Doubtful != test.look {
				t.Errorf("got %+v", r)
			}
			s.Remove()
			files, err := filepath.Glob(filepath.Join(dir, "*"))
			if want := test.name == "too long"; err != nil || want != (len(files) == 1) {
				t.Errorf("there are still %q, %v", files, err)
			} else if want && !strings.Contains(r.Said, files[0]) {
				t.Errorf("%q does not say where it is, %s", r.Said, files[0])
			}
		})
	}
}

func TestAnEditorThatCannotBeRun(t *testing.T) {
	s := sheet(t, "text")
	if r := s.Read(exec.Command(filepath.Join(t.TempDir(), "gone")).Run(), 1000); r.Text != "text" || !strings.Contains(r.Said, "could not be run") || r.Doubtful {
		t.Errorf("got %+v", r)
	}
}

// What is left of a program that was killed while the editor was open.
func TestLeft(t *testing.T) {
	s := sheet(t, "# Mine\ntext")
	if text, ok := Left(s.Path, 1000); !ok || text != "# Mine\ntext" {
		t.Errorf("got %q, %v", text, ok)
	}
	write(t, s.Path, "# Mine\nwithout the comment")
	if text, ok := Left(s.Path, 1000); !ok || text != "# Mine\nwithout the comment" {
		t.Errorf("got %q, %v", text, ok)
	}
	for name, content := range map[string]string{"empty": "", "too long": strings.Repeat("x", 2000)} {
		write(t, s.Path, content)
		if text, ok := Left(s.Path, 1000); ok {
			t.Errorf("%s: %q", name, text)
		}
	}
	s.Remove()
	if _, ok := Left(s.Path, 1000); ok {
		t.Error("there is a text in no file")
	}
}

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		line    string
		windows bool
		want    []string
	}{
		{"", false, nil},
		{"  ", false, nil},
		{"vim", false, []string{"vim"}},
		{"emacsclient -nw  -a ''", false, []string{"emacsclient", "-nw", "-a", ""}},
		{`"/opt/my editor/ed" --flag='a b'`, false, []string{"/opt/my editor/ed", "--flag=a b"}},
		{`/opt/my\ editor/ed "a\"b"`, false, []string{"/opt/my editor/ed", `a"b`}},
		{`'a\b'`, false, []string{`a\b`}},
		{`"C:\Program Files\Notepad++\notepad++.exe" -multiInst`, true, []string{`C:\Program Files\Notepad++\notepad++.exe`, "-multiInst"}},
		{`C:\Windows\notepad.exe`, true, []string{`C:\Windows\notepad.exe`}},
		{`C:\O'Hara\ed.exe -x`, true, []string{`C:\O'Hara\ed.exe`, "-x"}},
	} {
		got, err := split(test.line, test.windows)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%q is %q, %v; want %q", test.line, got, err, test.want)
		}
	}
	if got, err := split(`vim "a`, false); err == nil {
		t.Errorf("got %q", got)
	}
}

func TestArguments(t *testing.T) {
	s := sheet(t, "text")
	b, err := os.ReadFile(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	const line = "+7"
	if got := strings.Split(string(b), "\n")[7-1]; got != "text" {
		t.Fatalf("there it says %q", got)
	}
	for command, want := range map[string][]string{
		"code":                         {"code", "--wait"},
		"code -w":                      {"code", "-w"},
		"code --new-window":            {"code", "--new-window", "--wait"},
		"nano":                         {"nano", line},
		"/usr/bin/vim":                 {"/usr/bin/vim", line},
		"vim -u NONE":                  {"vim", "-u", "NONE"},
		`'C:\Notepad++\notepad++.exe'`: {`C:\Notepad++\notepad++.exe`, "-multiInst"},
		"some-editor --flag":           {"some-editor", "--flag"},
	} {
		if got, err := s.arguments(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s is called as %q, %v; want %q", command, got, err, want)
		}
	}
}

// The editor is run where the file is, and named in full; one that is not there, or
// is no program, is told of before it is run.
func TestCommand(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := sheet(t, "text")
	c, err := s.Command(strconv.Quote(self) + " -x")
	if want := []string{self, "-x", filepath.Base(s.Path)}; err != nil || !slices.Equal(c.Args, want) || c.Dir != filepath.Dir(s.Path) {
		t.Errorf("it is called as %v, %v; want %q", c, err, want)
	}
	for command, want := range map[string]string{
		"no-such-editor -x":                     `is "no-such-editor -x", and there is no program "no-such-editor" here`,
		filepath.Join(t.TempDir(), "no-editor"): "and there is no program ",
		t.TempDir():                             "cannot be run; set it to the editor that you use",
	} {
		if _, err := s.Command(command); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", command, err)
		}
	}
}

// A path with blanks and no quotes, as people set it.
func TestAPathWithBlanks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "my editor.exe")
	if err := os.WriteFile(path, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	s := sheet(t, "text")
	c, err := s.Command(path)
	if want := []string{path, filepath.Base(s.Path)}; err != nil || !slices.Equal(c.Args, want) {
		t.Errorf("called as %q, %v; want %q", c.Args, err, want)
	}
}
