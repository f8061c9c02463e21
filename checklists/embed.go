// Package checklists is the checklist files that favour brings along, the list
// of forces, examples of returns, and the JSON Schema that helps editors with
// the first.
//
// They are data: package catalog reads them, and complains of what is wrong
// with them. To add a checklist, put a .yaml file into this folder; nothing else
// need change.
//
// Start with without-fear-or-favour.yaml.
package checklists

import "embed"

// FS holds the files of this folder and of the one with the examples.
//
//go:embed *.yaml checklist.schema.json examples/*.yaml
var FS embed.FS
