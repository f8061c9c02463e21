package cli

import (
	"testing"
	"time"
)

// A day ends where the person is, on the days that have 23 or 25 hours too.
func TestMoment(t *testing.T) {
	east := time.FixedZone("east", 13*60*60)
	zones := map[string]*time.Location{"UTC": time.UTC, "east": east}
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		zones["London"] = london
	}
	for _, tt := range []struct{ zone, text, want string }{
		{"UTC", "2012-05-31", "2012-05-31T23:59:59.999999999Z"},
		{"UTC", "31 December 2012", "2012-12-31T23:59:59.999999999Z"},
		{"east", "31/05/2012", "2012-05-31T10:59:59.999999999Z"},
		{"London", "2012-05-31", "2012-05-31T22:59:59.999999999Z"},
		{"London", "2012-03-25", "2012-03-25T22:59:59.999999999Z"},
		{"London", "2012-10-28", "2012-10-28T23:59:59.999999999Z"},
		{"east", "2012-05-31T12:00:00Z", "2012-05-31T12:00:00Z"},
		{"UTC", "2012-05-31T12:00:00+01:00", "2012-05-31T11:00:00Z"},
	} {
		where, ok := zones[tt.zone]
		if !ok {
			t.Logf("%s is not known here", tt.zone)
			continue
		}
		got, err := moment(tt.text, where)
		if err != nil || got.UTC().Format(time.RFC3339Nano) != tt.want {
			t.Errorf("%s in %s: got %s, %v, want %s", tt.text, tt.zone, got.UTC().Format(time.RFC3339Nano), err, tt.want)
		}
	}
	for _, text := range []string{"31 June 2012", "05/31/2012", "yesterday", "2012-05-31T12:00"} {
		if got, err := moment(text, time.UTC); err == nil {
			t.Errorf("%s was taken as %s", text, got)
		}
	}
}
