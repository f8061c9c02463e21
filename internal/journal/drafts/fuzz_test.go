package drafts

import (
	"errors"
	"testing"
	"time"

	"favour/internal/assessment"
)

// Whatever is in a file, it is a draft that can be kept again as it is, or
// refused for one of two reasons.
func FuzzDraft(f *testing.F) {
	sound, err := encode(Draft{
		Assessment: "kent-2012", Target: assessment.Narrative("BUS-01"), Text: "typed\n\x00", Base: assessment.Missing(),
		Author: assessment.Author{Name: "A. Example"}, Time: time.Date(2012, 5, 31, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	f.Add(sound[:len(sound)/2])
	f.Add([]byte(`{"v":2}`))
	f.Add([]byte(`{"v":1,"at":"detail/"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := decode(b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, assessment.ErrNewer) {
				t.Fatalf("got %v, want a reason", err)
			}
			return
		}
		again, err := encode(d)
		if err != nil {
			t.Fatalf("encode again: %v", err)
		}
		got, err := decode(again)
		if err != nil {
			t.Fatalf("decode again: %v", err)
		}
		if !got.Time.Equal(d.Time) {
			t.Fatalf("got the time %v, want %v", got.Time, d.Time)
		}
		got.Time = d.Time
		if got != d {
			t.Fatalf("got %v, want %v", got, d)
		}
	})
}
