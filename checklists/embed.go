// Package checklists is the checklist files that favour brings along, the list
// of forces, and the JSON Schema that helps editors with the former.
//
// They are data: package catalog reads them, and complains of what is wrong
// with them. To add a checklist, put a .yaml file into this folder; nothing else
// need change.
//
// Start with without-fear-or-favour.yaml.
package checklists

import "embed"

// FS holds the files of this folder.
//
//go:embed *.yaml checklist.schema.json
var FS embed.FS
