package assessment_test

import (
	"fmt"
	"sync"
	"testing"

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
		if &one.Changes()[0] != &same.Changes()[0] {
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
