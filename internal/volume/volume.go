// Package volume knows what sort of place a file lies in: a disk of this
// computer, a network share, or a folder that a program copies elsewhere.
//
// A store is safe on the first only. On the others a lock may hold on one
// computer and not on the next, and a file may be copied while it is half
// written or be put back to what it was. Nobody is stopped from keeping one
// there: what this package finds is a warning, and where a system tells nothing
// it finds nothing.
//
// Start with [Of]. How each system is asked is in the file named after it; what
// the answers mean is decided in kinds.go and synced.go, the same on all of
// them. What a share says when it fails is in trouble.go.
package volume

import (
	"fmt"
	"os"
	"path/filepath"
)

// A Kind is a sort of place.
type Kind uint8

// The kinds.
const (
	Local  Kind = iota // a disk of this computer, or nothing else is known
	Share              // a disk of another computer
	Synced             // a folder that a program copies to and from elsewhere
)

// A Place is what is known of where a file lies. The zero Place is local.
type Place struct {
	Kind Kind
	Name string // of the protocol or the program, such as SMB or OneDrive
}

// Of is the place of the file at path, which need not exist yet. It follows
// symbolic links. It asks the system and nobody else: a share that does not
// answer may keep it waiting as long as any look at the file would.
func Of(path string) Place {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	there := existing(path)
	if p := mounted(path, there); p.Kind != Local {
		return p
	}
	if info, err := os.Stat(there); err == nil && info.IsDir() {
		there = filepath.Join(there, filepath.Base(path))
	}
	for _, p := range []string{path, there} {
		if p := syncedBy(p, exists, os.Getenv); p.Kind != Local {
			return p
		}
	}
	return Place{}
}

// Warning says what can go wrong with the store at path in p, and where it
// would be safe. It is empty for a place that is safe as far as is known.
func (p Place) Warning(path, safe string) string {
	advice := "Keep the store on a disk of this computer"
	if safe != "" {
		advice += ", such as " + safe
	}
	switch p.Kind {
	case Share:
		return fmt.Sprintf("The store %s is on a network share (%s). Two computers may not see each other's locks there, and a broken connection can damage the file. %s, and put copies on the share with favour backup.", path, p.Name, advice)
	case Synced:
		return fmt.Sprintf("The store %s is in a folder that %s copies elsewhere. It may be copied half written, or be put back to an older state, so that answers are lost. %s, and put copies into that folder with favour backup.", path, p.Name, advice)
	default:
		return ""
	}
}

// existing is path without its symbolic links, or the nearest folder above it
// that exists.
func existing(path string) string {
	for {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return real
		}
		above := filepath.Dir(path)
		if above == path {
			return path
		}
		path = above
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
