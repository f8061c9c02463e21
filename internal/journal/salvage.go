package journal

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"favour/internal/assessment"
)

// A Wreck is what can still be read of a damaged store.
type Wreck interface {
	// Pieces yields what looks like records, in any order: of every assessment,
	// some more than once, and some that were never part of one.
	Pieces() iter.Seq[[]byte]

	// Ends holds the records of an assessment, from its first on, against what
	// the store noted of its end. Proven is the number of the last one that was
	// the end at some time; more says that the end was another one as well, which
	// is not among them.
	Ends(id string, records [][]byte) (proven int, more bool)

	// Head is the number of the last record of an assessment, and nought where
	// that cannot be seen any more.
	Head(id string) uint64
}

// A Salvaged is one assessment as it came out of a Wreck: every change up to the
// last one that is sound.
type Salvaged struct {
	ID      string
	Records [][]byte
	Last    assessment.Change // the last of Records

	// Of is how many changes there were, as far as can be seen.
	Of uint64
	// Unproven says that nothing was left to hold the last change against.
	Unproven bool
}

// Loose says what Salvage found and could not use.
type Loose struct {
	Changes     int    // that join on to no assessment's start
	First, Last uint64 // the least and the greatest of their numbers
	Newer       int    // records of a later version of favour
}

// Salvage puts together what is left of the assessments of a store, by id. Each
// change names the digest of the one before, so none can be in the wrong place,
// or altered, but the last: see Salvaged.
func Salvage(w Wreck) ([]Salvaged, Loose) {
	s := salvage{pieces: map[string]piece{}}
	var loose Loose
	for record := range w.Pieces() {
		c, err := assessment.Unseal(record)
		if errors.Is(err, assessment.ErrNewer) {
			loose.Newer++
		}
		if err == nil {
			s.pieces[c.Digest()] = piece{c, record}
		}
	}
	s.join()
	best := map[string]Salvaged{}
	used := map[string]bool{}
	for _, start := range s.after[""] {
		if start.Start == nil || start.Start.ID == "" {
			continue
		}
		s.mark(start.Digest(), used)
		x := s.follow(start)
		if len(x.Records) > len(best[x.ID].Records) {
			best[x.ID] = x
		}
	}
	var all []Salvaged
	for _, x := range best {
		all = append(all, x.prove(w))
	}
	for digest, p := range s.pieces {
		if !used[digest] {
			loose.add(p.Sequence)
		}
	}
	slices.SortFunc(all, func(a, b Salvaged) int { return cmp.Compare(a.ID, b.ID) })
	return all, loose
}

type piece struct {
	assessment.Change
	record []byte
}

type salvage struct {
	pieces map[string]piece   // by digest
	after  map[string][]piece // by the digest of the one before
	length map[string]int     // of the longest chain from there on
}

// join finds what follows what, and how far it goes on from there.
func (s *salvage) join() {
	s.after, s.length = map[string][]piece{}, map[string]int{}
	var all []piece
	for _, p := range s.pieces {
		all = append(all, p)
		s.after[p.Previous] = append(s.after[p.Previous], p)
	}
	slices.SortFunc(all, func(a, b piece) int { return cmp.Compare(b.Sequence, a.Sequence) })
	for _, p := range all { // the last ones first
		if next, ok := s.next(p); ok {
			s.length[p.Digest()] = s.length[next.Digest()]
		}
		s.length[p.Digest()]++
	}
}

// next is the change that was made on p. Where there are several, one of them was
// never saved, or taken over by a copy that was put back: the one that more
// follows counts, and of equals the later one.
func (s *salvage) next(p piece) (piece, bool) {
	var found []piece
	for _, n := range s.after[p.Digest()] {
		if n.Sequence == p.Sequence+1 {
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return piece{}, false
	}
	return slices.MaxFunc(found, func(a, b piece) int {
		return cmp.Or(cmp.Compare(s.length[a.Digest()], s.length[b.Digest()]), a.Time.Compare(b.Time), cmp.Compare(a.Digest(), b.Digest()))
	}), true
}

// mark notes everything that joins on to a piece.
func (s *salvage) mark(digest string, used map[string]bool) {
	for todo := []string{digest}; len(todo) > 0; {
		digest, todo = todo[0], todo[1:]
		if used[digest] {
			continue
		}
		used[digest] = true
		for _, n := range s.after[digest] {
			todo = append(todo, n.Digest())
		}
	}
}

// follow makes the changes from start on, for as long as they can be made.
func (s *salvage) follow(start piece) Salvaged {
	x := Salvaged{ID: start.Start.ID}
	_, _ = assessment.Fold(func(yield func(assessment.Change, error) bool) {
		for p, ok := start, true; ok; p, ok = s.next(p) {
			// Fold asks for the next one only once it has made this one.
			if !yield(p.Change, nil) {
				return
			}
			x.Records, x.Last = append(x.Records, p.record), p.Change
		}
	})
	return x
}

// prove holds x against what the store noted of its end, and leaves out a last
// change that is not the one that was written.
func (x Salvaged) prove(w Wreck) Salvaged {
	n := len(x.Records)
	proven, more := w.Ends(x.ID, x.Records)
	x.Of = max(uint64(n), w.Head(x.ID))
	switch {
	case proven == n && more:
		x.Of = max(x.Of, uint64(n)+1)
	case proven == n:
	case more && n > 1:
		x.Records = x.Records[:n-1]
		x.Last, _ = assessment.Unseal(x.Records[n-2])
	default:
		x.Unproven = true
	}
	return x
}

func (l *Loose) add(sequence uint64) {
	if l.Changes++; l.Changes == 1 {
		l.First, l.Last = sequence, sequence
	}
	l.First, l.Last = min(l.First, sequence), max(l.Last, sequence)
}
