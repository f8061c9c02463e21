// Package mem keeps assessments in memory.
//
// It is a [journal.Store] for tests and for throw-away copies: nothing survives
// the process. What is to survive belongs in package bolt.
package mem

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"favour/internal/journal"
)

// A Store is a journal.Store without a disk. Use New.
type Store struct {
	mu          sync.Mutex
	assessments map[string][][]byte
}

var _ journal.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store { return &Store{assessments: map[string][][]byte{}} }

// Append implements journal.Store.
func (s *Store) Append(ctx context.Context, id string, head uint64, records ...[]byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last := uint64(len(s.assessments[id]))
	if head != last {
		return fmt.Errorf("%s ends with change %d, not %d: %w", id, last, head, journal.ErrConflict)
	}
	for _, r := range records {
		s.assessments[id] = append(s.assessments[id], bytes.Clone(r))
	}
	return nil
}

// Records implements journal.Store.
func (s *Store) Records(ctx context.Context, id string, after uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		s.mu.Lock()
		records, ok := s.assessments[id]
		s.mu.Unlock()
		if !ok {
			yield(nil, fmt.Errorf("%s: %w", id, journal.ErrNotFound))
			return
		}
		// What is in records is never changed, only appended to, so it needs no lock.
		for _, r := range records[min(after, uint64(len(records))):] {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(bytes.Clone(r), nil) {
				return
			}
		}
	}
}

// Heads implements journal.Store.
func (s *Store) Heads(ctx context.Context) iter.Seq2[journal.Head, error] {
	return func(yield func(journal.Head, error) bool) {
		s.mu.Lock()
		assessments := maps.Clone(s.assessments)
		s.mu.Unlock()
		for _, id := range slices.Sorted(maps.Keys(assessments)) {
			if err := ctx.Err(); err != nil {
				yield(journal.Head{}, err)
				return
			}
			if !yield(journal.Head{ID: id, Sequence: uint64(len(assessments[id]))}, nil) {
				return
			}
		}
	}
}
