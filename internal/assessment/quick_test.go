package assessment

import (
	"bytes"
	"reflect"
	"strconv"
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
	}
}

// fill puts something into every part of v, n into each list, so that no part can be
// added to a record without being read here. Most texts differ, and some have to be
// escaped.
func fill(v reflect.Value, n int, texts *int) {
	switch x := v.Addr().Interface().(type) {
	case *Target:
		*x = Narrative("BUS-01")
		return
	case *Value:
		*x = []Value{Of("84"), Missing(), Inapplicable("no such <thing>")}[*texts%3]
		*texts++
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString([]string{"again", "é > 1", "back\\\bslash", "text " + strconv.Itoa(*texts)}[*texts%4])
		*texts++
	case reflect.Int, reflect.Uint64:
		if v.CanInt() {
			v.SetInt(12)
		} else {
			v.SetUint(12)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n, texts)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(v.Index(i), n, texts)
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"Name": "said", "a \"name\"": ""}))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n, texts)
		}
	default:
		panic("nothing is known to put into " + v.Type().String())
	}
}

// startToSeal is a change that starts an assessment, with n in each list, and
// items of one form and of others.
func startToSeal(n int) Change {
	c := changesToSeal()[0]
	c.Sequence, c.Previous, c.Start = 1, "", &Start{}
	texts := 0
	fill(reflect.ValueOf(c.Start).Elem(), n, &texts)
	for i := range c.Start.Checklist.Sections {
		items := c.Start.Checklist.Sections[i].Items
		items = append(items, items[0], items[0], items[0], items[0])
		for j := range items {
			items[j].Form = []string{"kept", "", "own"}[j%3]
		}
		items[len(items)-1].Rules, items[len(items)-2].Fields = nil, items[1].Fields[:1]
		c.Start.Checklist.Sections[i].Items = items
	}
	return c
}

// So is a record that starts an assessment, whatever its checklist has.
func TestQuickStart(t *testing.T) {
	for _, n := range []int{1, 2, 3} {
		record, want, err := Seal(startToSeal(n))
		if err != nil {
			t.Fatal(err)
		}
		got, ok := new(Unsealer).quick(record)
		if !ok {
			t.Fatalf("it is not read quickly: %s", record)
		}
		if got.digest = digest(record); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got.Start, want.Start)
		}
		agrees(t, record)
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

// A start is long, so each of its marks is altered in one way only.
func TestQuickStartIsNeverMore(t *testing.T) {
	record, _, err := Seal(startToSeal(1))
	if err != nil {
		t.Fatal(err)
	}
	marks := []byte(`{}[]",:\`)
	for i, n := 0, 0; i < len(record); i++ {
		if !bytes.Contains(marks, record[i:i+1]) {
			continue
		}
		x := []string{``, `"`, `\`, `,`, `0`, `}`, ` `, "\xff", `null`, `{}`, `[]`, `{`, `"id":`}[n%13]
		agrees(t, []byte(string(record[:i])+x+string(record[i+n%2:])))
		n++
	}
}

func FuzzQuick(f *testing.F) {
	for _, c := range append(changesToSeal(), startToSeal(1)) {
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
