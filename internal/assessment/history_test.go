package assessment_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"favour/internal/assessment"
)

// Assessments that part ways after one change never see each other's, whatever
// the order in which they go on, and several at once.
func TestBranchesDoNotMix(t *testing.T) {
	trunk := start(t)
	for n := range 20 {
		trunk = set(t, trunk, "BUS-02", fmt.Sprintf("received=%d", n))
	}
	var wait sync.WaitGroup
	ends := make([]assessment.Assessment, 8)
	for i := range ends {
		wait.Go(func() {
			a := trunk
			for n := range 20 {
				a = set(t, a, "BUS-02", fmt.Sprintf("received=%d", 1000*i+n+100))
			}
			ends[i] = a
		})
	}
	wait.Wait()
	for i, a := range ends {
		changes := a.Changes()
		if len(changes) != len(trunk.Changes())+20 {
			t.Fatalf("branch %d has %d changes", i, len(changes))
		}
		again, err := assessment.Fold(all(changes))
		if err != nil {
			t.Fatalf("branch %d: %v", i, err)
		}
		if got, want := again.At(field("BUS-02", "received")).Given, fmt.Sprint(1000*i+119); got != want || again.Head() != a.Head() {
			t.Errorf("branch %d ends with %s, want %s", i, got, want)
		}
	}
}

// The same change on two copies of an assessment is kept once, and what follows
// on either is its own.
func TestBranchesShareWhatIsTheSame(t *testing.T) {
	received := func(a assessment.Assessment, n int) assessment.Assessment {
		return set(t, a, "BUS-02", fmt.Sprintf("received=%d", n))
	}
	trunk, copies := start(t), 0
	for n := range 50 {
		one, same := received(trunk, n), received(trunk, n)
		if !assessment.ShareChanges(one, same) {
			copies++ // as there was no room behind the last one
		}
		if one.Head() != same.Head() {
			t.Fatalf("after the same %d changes the heads are %v and %v", n, one.Head(), same.Head())
		}
		trunk = same
	}
	if copies > 10 {
		t.Errorf("all changes were copied for %d of 50 that were made already", copies)
	}
	one, same, other := received(trunk, 1), received(trunk, 1), received(trunk, 2)
	one, same = received(one, 3), received(same, 4)
	for given, a := range map[string]assessment.Assessment{"3": one, "4": same, "2": other} {
		changes := a.Changes()
		if got := changes[len(changes)-1].Edits[0].New.Given; got != given {
			t.Errorf("the branch that ends with %s has %s as its last change", given, got)
		}
	}
}

// What is kept of a change is all of it: its digest comes out again. Records may
// be written by another program, with a zone, and finer than favour does.
func TestChangesAreGivenBackAsTheyWere(t *testing.T) {
	first := start(t)
	narrative, served := assessment.Narrative("BUS-03"), assessment.Target{Kind: assessment.OnEvidence, ID: "E1", Part: assessment.PartItems}
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, first)
		var made []assessment.Change
		for _, e := range []assessment.Edit{
			{Target: field("BUS-03", "all"), New: assessment.Missing()},
			{Target: field("BUS-03", "all"), New: assessment.Inapplicable("none")},
			{Target: narrative, New: assessment.Of(strings.Repeat("Long. ", rapid.IntRange(1, 500).Draw(t, "length")) + "é")},
			{Target: narrative},
			{Target: served, New: assessment.Of("BUS-02 BUS-03")},
			{Target: served, New: assessment.Of("BUS-02")},
		} {
			c := a.Next(assessment.Author{Name: "B. Example", Role: "Clerk"}, a.Edits(e)...)
			c.EnteredBy, c.Reason = who, "as told"
			record, _, err := assessment.Seal(c)
			if err != nil {
				t.Fatal(err)
			}
			at := rapid.SampledFrom([]string{"2012-05-31T12:00:00Z", "1969-12-31T23:59:59.999Z", "2012-05-31T12:00:00.0001Z", "2012-05-31T12:00:00+01:00"}).Draw(t, "time")
			c, err = assessment.Unseal(bytes.Replace(record, []byte("0001-01-01T00:00:00Z"), []byte(at), 1))
			if err != nil {
				t.Fatal(err)
			}
			if a, err = a.Apply(c); err != nil {
				t.Fatal(err)
			}
			made = append(made, c)
		}
		for i, c := range a.After(a.Count() - uint64(len(made))) {
			if !reflect.DeepEqual(c, made[i]) {
				t.Errorf("got %+v, want %+v", c, made[i])
			}
		}
		for i, c := range a.Changes()[:a.Count()-uint64(len(made))] {
			if _, again, err := assessment.Seal(c); err != nil || again.Digest() != c.Digest() || c.Sequence != uint64(i+1) {
				t.Errorf("change %d is not what it was: %+v, %v", i+1, c, err)
			}
		}
		if got := len(slices.Collect(a.Touching("BUS-03"))); got != 6 {
			t.Errorf("got %d changes to the item, want 6", got)
		}
	})
}

// BenchmarkApply is one more change behind a few numbers of them.
func BenchmarkApply(b *testing.B) {
	for _, n := range []int{10, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := start(b)
			for i := range n {
				a = set(b, a, "BUS-02", fmt.Sprintf("received=%d", i+1))
			}
			for i := 0; b.Loop(); i++ {
				a = set(b, a, "BUS-02", fmt.Sprintf("received=%d", i%2+n+1))
			}
		})
	}
}
