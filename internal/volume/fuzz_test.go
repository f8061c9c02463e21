package volume

import (
	"strings"
	"testing"
)

// Whatever the path and the table of what is mounted, something is said, and
// nothing that no list knows.
func FuzzPlaces(f *testing.F) {
	f.Add("/home/x/OneDrive - Force/favour.db", "40 27 0:40 / /home/x rw - fuse.sshfs x rw", uint32(0x65735546))
	f.Add(`G:\My Drive\favour.db`, "40 27 0:40 / /a\\040b rw - cifs x rw", uint32(0x6969))
	f.Add(`\\?\UNC`, "- - -", uint32(0))
	f.Fuzz(func(t *testing.T, path, table string, magic uint32) {
		nothing := func(string) bool { return false }
		for _, p := range []Place{syncedBy(path, nothing, func(string) string { return table }), byMagic(magic, path, table), byDrive(path, magic), byType(table)} {
			if (p.Kind == Local) != (p.Name == "") || p.Kind > Synced {
				t.Errorf("%q: got %+v", path, p)
			}
			if w := p.Warning(path, ""); (p.Kind == Local) != (w == "") || w != "" && !strings.HasSuffix(w, ".") {
				t.Errorf("%q: got %q", path, w)
			}
		}
	})
}
