package linear

import (
	"context"
	"errors"
	"strings"
	"testing"

	"favour/internal/export"
	"favour/internal/report"
)

// Ctrl+C stops what is under way, once; what goes on although it was stopped does not
// keep a second one from the conversation, nor does what has ended before.
func TestUnderWay(t *testing.T) {
	var u underWay
	if u.stop() {
		t.Error("nothing is stopped")
	}
	ctx, done := u.begin(t.Context())
	if !u.stop() || ctx.Err() == nil {
		t.Error("it goes on")
	}
	if u.stop() {
		t.Error("it is stopped twice")
	}
	done()
	ctx, done = u.begin(t.Context())
	defer done()
	if ctx.Err() != nil || !u.stop() || ctx.Err() == nil {
		t.Error("the next is not stopped by itself")
	}
}

// A return that is stopped while it is written says so, and the conversation goes on;
// it is over if the conversation is.
func TestStoppedWriting(t *testing.T) {
	for name, want := range map[string]func(error) bool{
		"the writing":      func(err error) bool { return errors.Is(err, errStopped) },
		"the conversation": func(err error) bool { _, over := errors.AsType[*ended](err); return over },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			var s *session
			hears := hearer(func() {
				if name == "the conversation" {
					stop()
				} else {
					s.work.stop()
				}
			})
			s = newSession(Options{Echo: true}, newTalk(ctx, strings.NewReader(""), hears, 80, true))
			_, err := s.doExport(export.Job{Report: &report.Report{Marking: "OFFICIAL"}, Folder: t.TempDir(), Formats: report.Formats})
			if !want(err) {
				t.Errorf("it ends with %v", err)
			}
		})
	}
}

// A hearer does something whenever something is said.
type hearer func()

func (h hearer) Write(p []byte) (int, error) {
	h()
	return len(p), nil
}
