package cli

import (
	"bytes"
	"strings"
	"testing"
)

// On a terminal it is said how far an export has come that takes long; a file or a
// pipe is not told.
func TestExportSaysHowFarItHasCome(t *testing.T) {
	a, _ := newRun(t)
	for _, tt := range []struct {
		width int
		want  string
	}{
		{80, "favour: Writing Web page, 1 of 2.\nfavour: Writing Data (JSON), 2 of 2.\n"},
		{0, ""},
	} {
		var complaints bytes.Buffer
		env := a.env
		env.Stderr, env.ErrWidth, env.StateHome = &complaints, tt.width, t.TempDir()
		args := []string{"export", "--format", "html,json", "--output", t.TempDir()}
		if code := Main(append([]string{"details", "--marking", "OFFICIAL"}, "--as", "A. Example"), env); code != exitDone {
			t.Fatalf("favour details exits with %d: %s", code, &complaints)
		}
		complaints.Reset()
		if code := Main(args, env); code != exitDone || complaints.String() != tt.want {
			t.Errorf("with %d columns it exits with %d and says %q", tt.width, code, &complaints)
		}
		complaints.Reset()
		if code := Main(append(args, "--force-overwrite", "--seal"), env); code != exitDone || strings.Count(complaints.String(), "Writing") != strings.Count(tt.want, "Writing") {
			t.Errorf("sealed, with %d columns it exits with %d and says %q", tt.width, code, &complaints)
		}
	}
}
