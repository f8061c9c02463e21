//go:build linux && gate

// These tests need more than Go: other people's readers of PDF, and Preflight of
// PDFBox, which knows what an archive asks for. The gate installs them and runs
// these with -tags gate.

package report_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"favour/internal/assessment"
	"favour/internal/report"
	"favour/internal/report/pdf/pdftest"
)

// eachPDF calls check with every fixture, and a return of many pages, as a file.
func eachPDF(t *testing.T, check func(t *testing.T, file string, p *pdftest.File)) {
	f, ok := report.ByName("pdf")
	if !ok {
		t.Fatal("there is no format pdf")
	}
	all := map[string]assessment.Assessment{"large": large(t, 90)}
	for name, fixture := range fixtures {
		all[name] = fixture(t)
	}
	for name, a := range all {
		t.Run(name, func(t *testing.T) {
			b := write(t, f, a)
			p, err := pdftest.Read(b)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), name+".pdf")
			if err := os.WriteFile(file, b, 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, file, p)
		})
	}
}

// run is what a program prints, which is to succeed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestPDFIsSound(t *testing.T) {
	eachPDF(t, func(t *testing.T, file string, p *pdftest.File) {
		if out := run(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Errorf("qpdf: %s", out)
		}
		out := run(t, "pdfinfo", file)
		for _, want := range []string{
			`(?m)^Title: +` + regexp.QuoteMeta(p.Info["Title"]) + `$`, `(?m)^Tagged: +yes$`, `(?m)^Encrypted: +no$`, `(?m)^JavaScript: +no$`,
			`(?m)^Page size: .*\(A4\)$`, fmt.Sprintf(`(?m)^Pages: +%d$`, len(p.Pages)), `(?m)^CreationDate: .*2012`,
		} {
			if !regexp.MustCompile(want).MatchString(out) {
				t.Errorf("pdfinfo does not say %s:\n%s", want, out)
			}
		}
	})
}

// An archive takes it: ISO 19005-1, level B.
func TestPDFIsForAnArchive(t *testing.T) {
	var jars []string
	for _, name := range []string{"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api", "jaxb-runtime"} {
		jar := filepath.Join("/usr/share/java", name+".jar")
		if _, err := os.Stat(jar); err != nil {
			t.Fatalf("PDFBox is needed: %v", err)
		}
		jars = append(jars, jar)
	}
	preflight := func(file string) string {
		out, _ := exec.Command("java", "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", file).CombinedOutput()
		return string(out)
	}
	eachPDF(t, func(t *testing.T, file string, _ *pdftest.File) {
		if out := preflight(file); !strings.Contains(out, "is a valid PDF/A-1b file") {
			t.Errorf("Preflight: %s", out)
		}
		// It would see a file that is none.
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, bytes.Replace(b, []byte("GTS_PDFA1"), []byte("GTS_PDFX1"), 1), 0o600); err != nil {
			t.Fatal(err)
		}
		if out := preflight(file); strings.Contains(out, "is a valid PDF/A-1b file") {
			t.Errorf("Preflight takes a file without a profile of its colours: %s", out)
		}
	})
}

// The text comes out of it whole and in order, word for word. Of the hostile
// return that goes for the characters alone: words of it are too long for a line,
// and are broken.
func TestPDFTextComesOutWhole(t *testing.T) {
	eachPDF(t, func(t *testing.T, file string, p *pdftest.File) {
		hostile := filepath.Base(file) == "hostile.pdf"
		read := strings.Fields(strings.Join(p.Root.Blocks(), " "))
		var artifacts []string
		for _, page := range p.Pages {
			artifacts = append(artifacts, strings.Fields(strings.Join(page.Artifacts, " "))...)
		}
		for _, mode := range []string{"-raw", "-layout", "-nopgbrk"} {
			got := strings.Fields(run(t, "pdftotext", mode, file, "-"))
			want := slices.Concat(read, artifacts)
			if mode == "-raw" && !hostile {
				if missing := notInOrder(read, got); missing != "" {
					t.Errorf("pdftotext %s: from %s on, it is not in order", mode, missing)
				}
			}
			if hostile {
				if mode == "-nopgbrk" { // takes the hyphen at the end of a line away
					continue
				}
				got, want = strings.Split(strings.Join(got, ""), ""), strings.Split(strings.Join(want, ""), "")
			}
			slices.Sort(got)
			slices.Sort(want)
			if at := firstOther(got, want); at >= 0 {
				t.Errorf("pdftotext %s: got %q, want %q", mode, got[min(at, len(got)):min(at+5, len(got))], want[min(at, len(want)):min(at+5, len(want))])
			}
		}
	})
}

// The tags are what others take them for.
func TestPDFTagsAreRead(t *testing.T) {
	eachPDF(t, func(t *testing.T, file string, p *pdftest.File) {
		mode := "-struct-text"
		if len(p.Pages) > 10 {
			mode = "-struct" // the text of each element takes it a walk through the page
		}
		var kinds, text, want []string
		for line := range strings.Lines(run(t, "pdfinfo", mode, file)) {
			line = strings.TrimSpace(line)
			switch {
			case line == "", line[0] == '/', strings.HasPrefix(line, "Object "): // attributes and links
			case line[0] == '"':
				text = append(text, strings.Fields(strings.Trim(line, `"`))...)
			default:
				kinds = append(kinds, strings.TrimSuffix(strings.Fields(line)[0], ":"))
			}
		}
		p.Root.All(func(e *pdftest.Element) { want = append(want, e.Kind) })
		if at := firstOther(kinds, want); at >= 0 {
			t.Errorf("pdfinfo %s: element %d: got %q, want %q", mode, at, kinds[min(at, len(kinds)):min(at+5, len(kinds))], want[min(at, len(want)):min(at+5, len(want))])
		}
		read := strings.ReplaceAll(strings.Join(strings.Fields(strings.Join(p.Root.Blocks(), " ")), ""), `"`, "")
		if got := strings.ReplaceAll(strings.Join(text, ""), `"`, ""); mode == "-struct-text" && got != read {
			at := firstDifference([]byte(got), []byte(read))
			t.Errorf("pdfinfo %s: got %q, want %q", mode, cut([]byte(got), at), cut([]byte(read), at))
		}
	})
}

// firstOther is where two lists differ, and -1 if they do not.
func firstOther(x, y []string) int {
	for i := range max(len(x), len(y)) {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			return i
		}
	}
	return -1
}

// notInOrder is the first word of want that does not stand in got behind the one
// before it, with what is next, and empty if all do.
func notInOrder(want, got []string) string {
	for i, w := range want {
		at := slices.Index(got, w)
		if at < 0 {
			return fmt.Sprintf("%q", want[i:min(i+8, len(want))])
		}
		got = got[at+1:]
	}
	return ""
}
