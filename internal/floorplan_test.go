// Package internal_test holds the floor plan: which package may import which.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// module is what every package of this program starts with.
const module = "favour/"

// rooms says what each package may import of this program. A package that is
// not here may not exist; a line that is not needed is a lie, and fails too.
var rooms = map[string][]string{
	"checklists":                  {},
	"cmd/favour":                  {"internal/cli"},
	"internal/bench":              {"internal/assessment", "internal/checklist", "internal/journal", "internal/journal/bolt"},
	"internal/bench/hello":        {},
	"internal/bench/read":         {},
	"internal/bench/rows":         {},
	"internal/checklist":          {},
	"internal/nearest":            {},
	"internal/pattern":            {},
	"internal/plain":              {},
	"internal/private":            {},
	"internal/licences":           {},
	"internal/seal":               {},
	"internal/volume":             {},
	"internal/xlsx":               {"internal/pattern"},
	"internal/assessment":         {"internal/checklist"},
	"internal/catalog":            {"internal/checklist", "internal/nearest", "internal/pattern", "internal/plain"},
	"internal/journal":            {"internal/assessment", "internal/checklist"},
	"internal/journal/bolt":       {"internal/journal", "internal/private", "internal/volume"},
	"internal/journal/backup":     {"internal/journal", "internal/journal/bolt", "internal/pattern"},
	"internal/journal/mem":        {"internal/journal"},
	"internal/journal/drafts":     {"internal/assessment", "internal/editor", "internal/private"},
	"internal/journal/storetest":  {"internal/journal"},
	"internal/report":             {"internal/assessment", "internal/checklist", "internal/plain", "internal/report/odt", "internal/report/paper", "internal/report/pdf", "internal/xlsx"},
	"internal/report/odt":         {"internal/plain", "internal/report/paper"},
	"internal/report/odt/odttest": {},
	"internal/report/paper":       {},
	"internal/report/pdf":         {"internal/pattern", "internal/plain", "internal/report/paper"},
	"internal/report/pdf/pdftest": {},
	"internal/bulk":               {"internal/assessment", "internal/checklist"},
	"internal/calendar":           {"internal/assessment", "internal/plain"},
	"internal/evidence":           {"internal/assessment"},
	"internal/editor":             {"internal/plain", "internal/private"},
	"internal/pack":               {"internal/assessment", "internal/checklist", "internal/nearest", "internal/pattern", "internal/plain", "internal/xlsx"},
	"internal/export":             {"internal/private", "internal/report", "internal/seal"},
	"internal/receipts":           {"internal/assessment", "internal/export", "internal/private", "internal/report"},
	"internal/search":             {"internal/assessment", "internal/checklist"},
	"internal/trouble":            {"internal/assessment", "internal/journal", "internal/volume"},
	"internal/keymap":             {"internal/nearest"},
	"internal/settings":           {"internal/keymap", "internal/nearest", "internal/pattern", "internal/plain"},
	"internal/tui/theme":          {"internal/checklist"},
	"internal/tui/widget":         {},
	"internal/tui/prose":          {"internal/plain"},
	"internal/tui": {
		"internal/assessment", "internal/bulk", "internal/checklist", "internal/editor", "internal/evidence", "internal/export", "internal/journal",
		"internal/journal/drafts", "internal/keymap", "internal/pack", "internal/pattern", "internal/plain", "internal/receipts", "internal/report", "internal/seal", "internal/search", "internal/settings", "internal/trouble", "internal/tui/prose", "internal/tui/theme", "internal/tui/widget",
	},
	"internal/linear": {
		"internal/assessment", "internal/bulk", "internal/checklist", "internal/editor", "internal/evidence", "internal/export", "internal/journal", "internal/journal/drafts",
		"internal/nearest", "internal/pack", "internal/plain", "internal/receipts", "internal/report", "internal/seal", "internal/search", "internal/settings", "internal/trouble",
	},
	"internal/cli": {
		"checklists", "internal/assessment", "internal/calendar", "internal/catalog", "internal/checklist", "internal/evidence", "internal/export",
		"internal/journal", "internal/licences", "internal/linear",
		"internal/journal/backup", "internal/journal/bolt", "internal/journal/drafts", "internal/keymap", "internal/nearest", "internal/pack", "internal/pattern", "internal/plain",
		"internal/private", "internal/receipts", "internal/report", "internal/seal", "internal/settings", "internal/tui", "internal/volume",
	},
}

// homes says which packages may import a library that has one home.
var homes = map[string][]string{
	"go.etcd.io/bbolt":          {"internal/journal/bolt", "internal/bench/read"},
	"go.yaml.in/yaml/v4":        {"internal/catalog", "internal/settings"},
	"charm.land/bubbletea/v2":   {"internal/tui", "internal/bench/hello", "internal/bench/rows"},
	"charm.land/bubbles/v2":     {"internal/tui"},
	"charm.land/lipgloss/v2":    {"internal/tui", "internal/tui/theme", "internal/bench/rows"},
	"github.com/spf13/cobra":    {"internal/cli", "internal/bench/read"},
	"github.com/adrg/xdg":       {"internal/cli"},
	"html/template":             {"internal/report"},
	"codeberg.org/go-pdf/fpdf":  {"internal/report/pdf"},
	"github.com/go-fonts":       {"internal/report/pdf"},
	"filippo.io/age":            {"internal/seal"},
	"github.com/hiddeco/sshsig": {"internal/seal"},
	"golang.org/x/crypto":       {"internal/seal"},
	"github.com/xuri/excelize":  {}, // only tests, for it brings net/http
	"net":                       {},
	"net/http":                  {},
	"github.com/charmbracelet":  {"internal/tui", "internal/tui/prose", "internal/tui/theme", "internal/tui/widget", "internal/cli", "internal/bench"},
}

// pure packages touch no file, no clock of their own and no terminal.
var pure = []string{"internal/checklist", "internal/assessment", "internal/bulk", "internal/keymap", "internal/nearest", "internal/plain", "internal/search", "internal/settings"}

// A listed package, as go list prints it.
type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if name := strings.TrimPrefix(p.ImportPath, module); name != "internal" {
			all = append(all, listed{name, p.Imports})
		}
	}
}

func TestFloorPlan(t *testing.T) {
	all := packages(t)
	if len(all) < len(rooms) {
		t.Errorf("got %d packages, and the plan has %d", len(all), len(rooms))
	}
	for _, p := range all {
		allowed, ok := rooms[p.ImportPath]
		if !ok {
			t.Errorf("%s is not on the floor plan", p.ImportPath)
			continue
		}
		var used []string
		for _, i := range p.Imports {
			if name, ours := strings.CutPrefix(i, module); ours {
				used = append(used, name)
				if !slices.Contains(allowed, name) {
					t.Errorf("%s imports %s, which the floor plan does not allow", p.ImportPath, name)
				}
				continue
			}
			for library, home := range homes {
				if (i == library || strings.HasPrefix(i, library+"/") && library != "net") && !slices.Contains(home, p.ImportPath) {
					t.Errorf("%s imports %s, whose home is %v", p.ImportPath, i, home)
				}
			}
			if slices.Contains(pure, p.ImportPath) && slices.Contains([]string{"os", "os/exec", "io/fs", "log", "log/slog"}, i) {
				t.Errorf("%s imports %s, and is to be pure", p.ImportPath, i)
			}
		}
		for _, name := range allowed {
			if !slices.Contains(used, name) {
				t.Errorf("%s does not import %s, which the floor plan allows it: strike it out", p.ImportPath, name)
			}
		}
	}
}
