//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// planted clears screens, sets titles, turns the reading order round, hides and
// overstrikes, and would be a formula or markup; all of it is valid UTF-8.
const planted = "=1+1\x1b[2Jb\x1b]0;title\x07c\u202ed\u200be\u009b31mf\u2066g\u0000h\ti\u0301\ufeffj<script>|`k`\x7f"

// Whatever is put in by a flag, an argument, standard input or a checklist file
// is shown visibly or refused in a sentence, by every command that prints and in
// every export.
func TestPlantedTextIsOnlyText(t *testing.T) {
	home := t.TempDir()
	bad := strings.ReplaceAll(planted, "\x00", "") // NUL can be in no argument
	store := filepath.Join(home, "data", "favour", "favour.db")

	list, worse := filepath.Join(home, "list.yaml"), filepath.Join(home, "worse.yaml")
	write(t, list, checklistOf("'=1+1<script>|`k`'"), 0o600)
	q := strconv.QuoteToASCII(bad) // as YAML writes it too, but for two escapes
	write(t, worse, checklistOf(strings.NewReplacer(`\a`, `\x07`, `\u007f`, `\x7f`).Replace(q)), 0o600)

	did := 0
	try := func(args ...string) string {
		t.Helper()
		c := favour(home, args...)
		c.Env = append(c.Env, "FAVOUR_AS=A. \u202eExample\u200b <script>|, =1+1")
		var out, complaint bytes.Buffer
		c.Stdout, c.Stderr, c.Stdin = &out, &complaint, strings.NewReader(planted)
		err := c.Run()
		visible(t, fmt.Sprintf("what favour %.60q prints", args), out.String())
		visible(t, fmt.Sprintf("what favour %.60q complains of", args), complaint.String())
		switch code := exitCode(err); {
		case err == nil:
			did++
		case code < 1 || code > 3:
			t.Errorf("favour %.60q exits with %d: %s", args, code, complaint.String())
		case code > 1 && (!strings.HasPrefix(complaint.String(), "favour: ") || strings.Count(complaint.String(), "\n") != 1):
			t.Errorf("favour %.60q complains %q, want a sentence", args, complaint.String())
		}
		return out.String()
	}

	for _, args := range [][]string{
		{"as", bad},
		{"as", "A. Example <script>|, =1+1"},
		{"new", "--force", bad, "--self", bad, "--lead", bad, "--id", "small-1", "--checklist", list, "--marking", "npm"},
		{"new", "--force", bad, "--id", bad},
		{"new", "--force", "kent", "--checklist", bad},
		{"new", "--force", "kent", "--period", bad},
		{"details", "--method", bad},
		{"details", "--lead", bad},
		{"details", "--marking", bad},
		{"details", "--baseline", bad},
		{"set", "BUS-01.a=" + bad, "--reason", bad},
		{"set", "BUS-01.b=not-applicable:" + bad},
		{"set", bad},
		{"set", "BUS-01." + bad + "=1"},
		{"set", "BUS-01.b=" + bad},
		{"note", "BUS-01", bad},
		{"note", "BUS-01", "--internal", bad},
		{"note", bad, "x"},
		{"note", "BUS-01", "-"},
		{"evidence", "add", "BUS-01", "--title", bad, "--where", bad, "--owner", bad},
		{"evidence", "add", "BUS-01", "--title", "x", "--file", bad},
		{"evidence", "add", bad, "--title", "x"},
		{"action", "add", "BUS-01", "--what", bad, "--owner", bad},
		{"action", "add", "BUS-01", "--what", "x", "--due", bad},
		{"complete", bad},
		{"clear", bad},
		{"undo", bad},
		{"show", bad},
		{"log", bad},
		{"export", "--format", bad},
		{bad},
		{"--" + bad},
		{"help", bad},
		{"list", "--store", filepath.Join(home, bad)},
		{"show", "-a", bad},
		{"list", "--as", bad},
		{"checklist", "lint", bad},
		{"checklist", "show", bad},
		{"backup", filepath.Join(home, bad)},
		{"restore", bad},
		{"export", "--output", filepath.Join(home, "folder "+bad)},
		{"completion", bad},
		{"checklist", "lint", list},
		{"checklist", "lint", worse},
		{"checklist", "show", worse},
		{"new", "--force", "kent", "--checklist", worse},
	} {
		try(args...)
	}
	if did < 12 {
		t.Errorf("only %d of the commands did what they were asked, and so little is planted", did)
	}

	for _, args := range [][]string{
		{"list"},
		{"show"},
		{"show", "BUS-01"},
		{"status"},
		{"check"},
		{"log"},
		{"log", "BUS-01"},
		{"details"},
		{"as"},
		{"evidence", "list"},
		{"action", "list"},
		{"checklist", "list"},
		{"checklist", "show", list},
		{"doctor"},
		{"undo"},
		{"redo"},
		{"export", "--output", filepath.Join(home, "out"), "--format", "all"},
	} {
		try(args...)
		try(append(args, "--json")...)
	}
	for _, args := range [][]string{{"show", ""}, {"set", ""}, {"set", "BUS-01."}, {"set", "BUS-01.b="}, {"note", ""}, {"show", "--assessment", ""}, {"evidence", "remove", ""}, {"action", "done", ""}, {"set", bad}} {
		try(append([]string{"__complete"}, args...)...)
	}
	for _, format := range []string{"html", "md", "csv", "json"} {
		if out := try("export", "--format", format, "--output", "-"); out == "" {
			t.Errorf("there is no export as %s", format)
		}
	}
	files, err := filepath.Glob(filepath.Join(home, "out", "*"))
	if err != nil || len(files) < 4 {
		t.Fatalf("got the exports %v, %v", files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if ext := filepath.Ext(f); ext == ".pdf" || ext == ".odt" || ext == ".xlsx" {
			if text, err = textOf(f, b); err != nil {
				t.Fatal(err)
			}
		}
		visible(t, f, text)
		switch filepath.Ext(f) {
		case ".csv":
			for _, begin := range []string{"\n=", ",=", `"=`, "\n\"="} {
				if strings.Contains(text, begin) {
					t.Errorf("%s has a formula behind %q", f, begin)
				}
			}
		case ".html", ".md":
			if strings.Contains(text, "<script>|") {
				t.Errorf("%s has markup", f)
			}
		}
	}
	if _, err := os.Stat(store); err != nil {
		t.Error(err)
	}
}

// checklistOf is a checklist file with text, as YAML writes it, wherever a
// checklist has any.
func checklistOf(text string) string {
	return fmt.Sprintf(`id: small
edition: "1"
title: %[1]s
provenance: %[1]s
official: %[1]s
sources:
  - {key: LEI, title: %[1]s, where: %[1]s}
sections:
  - id: BUS
    title: %[1]s
    about: %[1]s
    items:
      - id: BUS-01
        title: %[1]s
        question: %[1]s
        why: %[1]s
        evidence: [%[1]s]
        sources: [LEI]
        basis: sourced
        fields:
          - {id: a, label: %[1]s, hint: %[1]s, kind: text}
          - {id: b, label: %[1]s, kind: choice, options: [{id: "yes", label: %[1]s, say: %[1]s}]}
        statement:
          - first-of: [{say: "{a} {b}"}]
`, text)
}

// visible asks that there is nothing in text that a terminal would obey, or that
// is not to be seen.
func visible(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8: %.200q", what, text)
	}
	text = strings.TrimPrefix(text, "\ufeff") // CSV begins with it, for Excel
	for i, r := range text {
		switch {
		case r == '\n', r == '\r' && strings.HasPrefix(text[i:], "\r\n"):
		case r == '\t' && strings.Contains(what, "__complete"): // before what a suggestion stands for
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0x2028, r == 0x2029:
			t.Errorf("%s has %U: %.80q", what, r, text[max(0, i-20):])
			return
		}
	}
}

// What cannot be kept is refused, wherever it comes from, and what is long is
// kept and shown whole.
func TestTextThatIsNoneAndTextThatIsLong(t *testing.T) {
	home := t.TempDir()
	run(t, home, "as", "A. Example, Inspector")
	run(t, home, "new", "--force", "leicestershire", "--marking", "npm")
	const bytesOnly = "caf\xe9"
	for _, args := range [][]string{
		{"as", bytesOnly},
		{"set", "RET-04.matter=" + bytesOnly},
		{"set", "BUS-07.received=84", "--reason", bytesOnly},
		{"note", "BUS-07", bytesOnly},
		{"note", "BUS-07", "--internal", bytesOnly},
		{"new", "--force", bytesOnly},
		{"new", "--force", "kent", "--self", bytesOnly},
		{"new", "--force", "kent", "--id", bytesOnly},
		{"details", "--lead", bytesOnly},
		{"evidence", "add", "BUS-07", "--title", bytesOnly},
		{"evidence", "add", "BUS-07", "--title", "x", "--where", bytesOnly},
		{"action", "add", "BUS-07", "--what", bytesOnly},
		{"set", "BUS-07.received=84", "--as", bytesOnly + ", x"},
	} {
		out, err := favour(home, args...).CombinedOutput()
		if code := exitCode(err); err == nil || code < 2 {
			t.Errorf("favour %q was taken, with %d: %s", args, code, out)
		}
		visible(t, fmt.Sprintf("what favour %q says", args), string(out))
	}
	const most = 1 << 20
	for size, taken := range map[int]bool{most: true, most + 1: false} {
		c := favour(home, "note", "BUS-07", "-")
		c.Stdin = strings.NewReader(strings.Repeat("long ", size/5+1)[:size-1] + ".")
		out, err := c.CombinedOutput()
		if (err == nil) != taken {
			t.Errorf("a note of %d bytes: %v, %.200s", size, err, out)
		}
	}
	if got := strings.Count(string(run(t, home, "show", "BUS-07")), "long"); got < most/5 {
		t.Errorf("%d words are shown, want all %d", got, most/5)
	}
	run(t, home, "export", "--format", "all", "--output", filepath.Join(home, "out"))
	long := strings.Repeat("x", 100_000) // the most that systems take as one argument is not much more
	run(t, home, "note", "BUS-08", long)
	run(t, home, "set", "RET-04.matter="+long)
}
