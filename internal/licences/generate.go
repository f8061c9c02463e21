//go:build ignore

// Generate writes licences.json: go generate ./internal/licences. It stops at a
// module without a licence, or with one that it does not know.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"favour/internal/licences"
)

// known are licences by words that stand in no other.
var known = []struct{ spdx, words string }{
	{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"},
	{"Apache-2.0", "Apache License Version 2.0, January 2004"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"BSD-3-Clause", "Neither the name of"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"},
}

var whose = regexp.MustCompile(`(?i)^\s*(portions )?(copyright|\(c\)|©).*\d{4}|^\s*copyright .*(contributors|authors|rights reserved)`)

type module struct{ Path, Version, Dir string }

func main() {
	log.SetFlags(0)
	var list licences.List
	for _, m := range modules() {
		out := licences.Module{Path: m.Path, Version: m.Version}
		files, _ := filepath.Glob(filepath.Join(m.Dir, "*"))
		for _, f := range files {
			name := strings.ToUpper(filepath.Base(f))
			if !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") && !strings.HasPrefix(name, "NOTICE") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				log.Fatal(err)
			}
			text, copyright := split(string(b))
			flat := strings.Join(strings.Fields(text), " ")
			for _, k := range known {
				if strings.Contains(flat, k.words) && !strings.Contains(" "+out.Licence+" ", " "+k.spdx+" ") && !strings.HasPrefix(name, "NOTICE") {
					out.Licence = strings.TrimPrefix(out.Licence+" AND "+k.spdx, " AND ")
					if k.spdx == "BSD-3-Clause" || k.spdx == "OFL-1.1" {
						break // it has the words of another one too
					}
				}
			}
			for _, c := range copyright {
				if !slices.Contains(out.Copyright, c) {
					out.Copyright = append(out.Copyright, c)
				}
			}
			out.Texts = append(out.Texts, place(&list, text))
		}
		if out.Licence == "" {
			log.Fatalf("%s %s has no licence that is known", m.Path, m.Version)
		}
		list.Modules = append(list.Modules, out)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(list); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("licences.json", b.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// modules are those that the program is built of, on all systems together, and
// Go itself.
func modules() []module {
	all := []module{{"std", "", runtime.GOROOT()}} // whatever version builds it
	for _, system := range []string{"linux", "windows", "darwin"} {
		c := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{"Path":"{{.Path}}","Version":"{{.Version}}","Dir":{{printf "%q" .Dir}}}{{end}}{{end}}`, "favour/cmd/favour")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			log.Fatal(err)
		}
		for line := range strings.Lines(string(out)) {
			var m module
			if strings.TrimSpace(line) == "" {
				continue
			}
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				log.Fatal(err)
			}
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	slices.SortFunc(all[1:], func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// split takes the lines that say whose copyright it is out of a text.
func split(s string) (text string, copyright []string) {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		line = strings.TrimRight(line, " \t\n")
		if whose.MatchString(line) && !strings.Contains(line, "[yyyy]") {
			copyright = append(copyright, strings.TrimSpace(line))
			continue
		}
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n")), copyright
}

// place is the number of the text in the list, which differs from none there in
// more than blanks and case.
func place(list *licences.List, text string) int {
	same := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	for i, t := range list.Texts {
		if same(t) == same(text) {
			return i
		}
	}
	list.Texts = append(list.Texts, text)
	return len(list.Texts) - 1
}
