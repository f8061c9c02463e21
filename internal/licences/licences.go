// Package licences knows what this program is built of, and on what terms.
//
// The list is written by generate.go from the modules that the program is built
// of on any system, and is part of the program, for these terms ask to be handed
// on with it. A test fails when the list and the modules differ.
//
// Start with [Read].
package licences

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"runtime"
)

//go:generate go run generate.go

//go:embed licences.json
var file []byte

// A List is what the program is built of.
type List struct {
	Modules []Module `json:"modules"`
	Texts   []string `json:"texts"` // each once, without the lines that say whose copyright it is
}

// A Module is one of the things that the program is built of.
type Module struct {
	Path      string   `json:"path"` // std for Go itself
	Version   string   `json:"version"`
	Licence   string   `json:"licence"` // as SPDX names it
	Copyright []string `json:"copyright,omitempty"`
	Texts     []int    `json:"texts"` // which of the list's
}

// Read returns the list. An error is a mistake in the program.
func Read() (List, error) {
	var l List
	if err := json.Unmarshal(file, &l); err != nil {
		return l, fmt.Errorf("read the licences: %w", err)
	}
	for i := range l.Modules {
		if l.Modules[i].Path == "std" {
			l.Modules[i].Version = runtime.Version()
		}
	}
	return l, nil
}
