package assessment

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"
)

// changesToSeal are changes with something in every place that a record has, and
// everything that is written in a way of its own.
func changesToSeal() []Change {
	at := time.Date(2012, time.May, 31, 9, 30, 0, 120_000_000, time.UTC)
	edit := func(t Target, v Value) Edit { return Edit{t, Value{}, v} }
	who := Author{"A. Example", "Inspector"}
	return []Change{
		{Sequence: 2, Time: at, Author: who, Previous: strings.Repeat("0f", 32), Edits: []Edit{edit(Narrative("BUS-01"), Of("All of them."))}},
		{Sequence: 1 << 60, Time: at, Author: Author{Name: "B. Example"}, EnteredBy: who, Reason: `said "so" <there>`, Edits: []Edit{
			{Target{OnField, "BUS-07", "received"}, Of("84"), Missing()},
			{Target{OnField, "BUS-07", "approved"}, Inapplicable("no such\u2028research"), Inapplicable("")},
			{Detail(DetailLead), Value{}, Of("one\n\ttwo \\ three é 漢")},
		}},
		{Sequence: 4, Time: at, Author: who, Undoes: 3, Edits: []Edit{edit(Complete("BUS"), Of(Yes))}},
		{Sequence: 5, Time: at, Author: who, Redoes: 4, Edits: []Edit{edit(Complete("BUS"), Of(Yes))}},
	}
}

// What is read the quick way is what the whole format means, however often the
// same reader is used; and what Seal writes is read so.
func TestQuick(t *testing.T) {
	var u Unsealer
	for _, c := range changesToSeal() {
		record, sealed, err := Seal(c)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got, ok := u.quick(record)
			if !ok {
				t.Errorf("it is not read quickly: %s", record)
			}
			if got.digest = digest(record); !reflect.DeepEqual(got, sealed) {
				t.Errorf("got %+v, want %+v", got, sealed)
			}
		}
		start := c
		start.Start = &Start{ID: "kent-2012"}
		if record, _, err = Seal(start); err != nil {
			t.Fatal(err)
		}
		if _, ok := u.quick(record); ok {
			t.Error("a record that starts an assessment is read quickly")
		}
	}
}

// However a record is altered, the quick way reads it as the other one does, or
// leaves it to that.
func TestQuickIsNeverMore(t *testing.T) {
	for _, c := range changesToSeal() {
		record, _, err := Seal(c)
		if err != nil {
			t.Fatal(err)
		}
		for i := range record {
			agrees(t, record[:i])
			agrees(t, append(bytes.Clone(record[:i]), record[i+1:]...))
			for _, x := range []string{`"`, `\`, `,`, `0`, `9`, `}`, ` `, "\x00", "\xff", `\u0041`, `null`, `/`} {
				agrees(t, []byte(string(record[:i])+x+string(record[i:])))
				agrees(t, []byte(string(record[:i])+x+string(record[i+1:])))
			}
		}
	}
}

func FuzzQuick(f *testing.F) {
	for _, c := range changesToSeal() {
		record, _, err := Seal(c)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(record)
	}
	f.Fuzz(func(t *testing.T, b []byte) { agrees(t, b) })
}

// agrees fails if the quick way reads what the other one refuses, or something
// else in it.
func agrees(t *testing.T, b []byte) {
	t.Helper()
	got, ok := new(Unsealer).quick(b)
	if !ok {
		return
	}
	got.digest = digest(b)
	if want, err := unseal(b); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s is read quickly as %+v, and otherwise as %+v, %v", b, got, want, err)
	}
}
